//! Why a story is under its countries: what the overlay lists, and how one moves through it.

use super::{App, ListState, Overlay, Pane, Picker};
use crate::action::Action;
use crate::article::{Article, Because, Choice, Dateline, Filed, Note, Part, Span, Topic, Via};
use crate::listing::{Story, StoryId};
use crate::place::{self, Country};

/// The overlay.
#[derive(Debug, Clone)]
pub struct Reasons {
    pub id: StoryId,
    /// Which of the lines that one can stand on.
    pub selected: usize,
    pub choosing: Option<(Choosing, Picker)>,
    /// The pane that was in front before.
    back: Pane,
}

/// What a country is chosen for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Choosing {
    Also,
    Instead(Country),
    /// Where it was filed from.
    Filed,
}

/// One line of the overlay.
#[derive(Debug, Clone, PartialEq)]
pub enum WhyLine {
    Blank,
    /// The first place of the dateline as written.
    Dateline(String),
    TakenFor(String),
    /// There is no country to give reasons for.
    NoCountry,
    /// Why the place is this one and not another of the name.
    Chosen(&'static str),
    /// What gave the dateline away.
    Via(&'static str),
    /// The reader says where it was filed from.
    FiledByYou,
    Country {
        country: Country,
        standing: Standing,
        yours: bool,
    },
    Reason {
        part: &'static str,
        words: Snippet,
        span: Span,
    },
    Note(String),
}

/// How a story stands to a country.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Standing {
    /// Its score, and how much of the best one's that is.
    About { score: f32, share: f32 },
    /// Filed from it only.
    Filed,
    /// The reader says that it is not about it.
    Not,
}

/// Words of the story with what stands around them, on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    pub before: String,
    pub words: String,
    pub after: String,
}

/// Characters around the words of a reason.
const AROUND: usize = 120;

/// Every line for a story.
pub fn lines(story: &Story) -> Vec<WhyLine> {
    let (article, correction) = (&story.article, &story.correction);
    let mut lines = Vec::new();
    if let Some(dateline) = &article.dateline {
        lines.extend(of_dateline(article, dateline, correction.filed.is_some()));
    }
    let best = article.countries.iter().map(|about| about.score).fold(0.0, f32::max);
    let yours = |country: Country| {
        correction.about.contains_key(&country) || correction.filed == Some(Filed::From(country))
    };
    let heading = |country: Country, standing: Standing| {
        [WhyLine::Blank, WhyLine::Country { country, standing, yours: yours(country) }]
    };
    for about in &article.countries {
        let share = if best > 0.0 { about.score / best } else { 0.0 };
        lines.extend(heading(about.country, Standing::About { score: about.score, share }));
        lines.extend(about.because.iter().map(|because| reason(article, because)));
    }
    let is_about = |country: &Country| article.countries.iter().any(|about| about.country == *country);
    let filed = article.filed().filter(|filed| !is_about(filed));
    lines.extend(filed.into_iter().flat_map(|country| heading(country, Standing::Filed)));
    let not = correction.about.iter().filter(|(country, about)| !**about && Some(**country) != filed);
    lines.extend(not.flat_map(|(country, _)| heading(*country, Standing::Not)));
    if !lines.iter().any(|line| matches!(line, WhyLine::Country { .. })) {
        lines.extend([WhyLine::Blank, WhyLine::NoCountry]);
    }
    if lines.first() == Some(&WhyLine::Blank) {
        lines.remove(0);
    }
    let notes: Vec<&Note> = article.notes.iter().filter(|note| note.on == Topic::Countries).collect();
    if !notes.is_empty() {
        lines.push(WhyLine::Blank);
        lines.extend(notes.into_iter().map(|note| WhyLine::Note(note.text.clone())));
    }
    lines
}

/// The places in `lines` that one can stand on: each reason, and each country that has none under it.
pub fn stops(lines: &[WhyLine]) -> Vec<usize> {
    let is_reason = |line: Option<&WhyLine>| matches!(line, Some(WhyLine::Reason { .. }));
    (0..lines.len())
        .filter(|&at| match lines[at] {
            WhyLine::Country { .. } => !is_reason(lines.get(at + 1)),
            WhyLine::FiledByYou => true,
            _ => is_reason(lines.get(at)),
        })
        .collect()
}

/// The country that the line at `stop` belongs to; none for the dateline's.
pub fn country_at(lines: &[WhyLine], stop: usize) -> Option<Country> {
    let before = lines.get(..=stop)?.iter().rev();
    before.take_while(|line| !matches!(line, WhyLine::FiledByYou)).find_map(|line| match line {
        WhyLine::Country { country, .. } => Some(*country),
        _ => None,
    })
}

fn of_dateline(article: &Article, dateline: &Dateline, yours: bool) -> Vec<WhyLine> {
    let text = &article.copy.text;
    let first = dateline.places.first();
    let written = match dateline.via {
        Via::Located => one_line(located(article).unwrap_or_default()),
        _ => one_line(first.map_or(dateline.span, |first| first.span).of(text)),
    };
    let in_country = dateline.country.map(Country::name);
    let taken_for = match (first.and_then(|first| first.place), in_country) {
        (Some(place), Some(country)) if place.name == country => country.to_owned(),
        (Some(place), Some(country)) => format!("{}, {country}", place.name),
        (_, Some(country)) => format!("a place in {country}"),
        (_, None) if first.is_none() => "no place".to_owned(),
        (_, None) if yours || place::is_no_country(&written) => "no country".to_owned(),
        (_, None) => "no place that is known".to_owned(),
    };
    let mut lines = vec![WhyLine::Dateline(written), WhyLine::TakenFor(taken_for)];
    if yours {
        lines.push(WhyLine::FiledByYou);
        return lines;
    }
    lines.extend(chosen(dateline.choice).map(WhyLine::Chosen));
    lines.push(WhyLine::Via(match dateline.via {
        Via::Agency => "its agency mark",
        Via::Date => "a place and a date",
        Via::Caps => "capitals or a dash",
        Via::Line => "a line of its own",
        Via::Located => "the sender, beside the text",
    }));
    lines
}

fn located(article: &Article) -> Option<&str> {
    let place = article.copy.desk.as_ref()?.place.as_ref()?;
    place.name.as_deref().or(place.code.as_deref())
}

/// Why a name is this place, in words.
fn chosen(choice: Choice) -> Option<&'static str> {
    Some(match choice {
        Choice::Unknown => return None,
        Choice::Only => "no other is called so",
        Choice::Qualifier => "of what stands behind it",
        Choice::Newsrooms => "newsrooms mean it so",
        Choice::Greatest => "the greatest of the name",
        Choice::Story => "of what the story names",
        Choice::Agency => "the agency's own country",
        Choice::Source => "of the source's stories",
        Choice::Slip => "one letter from the name",
        Choice::Country => "a country's own name",
    })
}

fn reason(article: &Article, because: &Because) -> WhyLine {
    let text = &article.copy.text;
    let Because { span, part } = *because;
    let around = match part {
        Part::Dateline => article.dateline.as_ref().map(|dateline| dateline.span),
        Part::Headline => article.headline.span,
        Part::Lede | Part::Body => {
            article.paragraphs.iter().find(|paragraph| paragraph.contains(span)).copied()
        }
    };
    let around = around.filter(|around| around.contains(span)).unwrap_or(span);
    let before: String = text[around.start()..span.start()].chars().rev().take(AROUND).collect();
    let before: String = before.chars().rev().collect();
    let after: String = text[span.end()..around.end()].chars().take(AROUND).collect();
    let part = match part {
        Part::Dateline => "dateline",
        Part::Headline => "headline",
        Part::Lede => "lede",
        Part::Body => "body",
    };
    // A blank at a joint is one of the text.
    let joint = |blank: bool| if blank { " " } else { "" };
    let words = Snippet {
        before: one_line(&before) + joint(before.ends_with(char::is_whitespace)),
        words: one_line(span.of(text)),
        after: joint(after.starts_with(char::is_whitespace)).to_owned() + &one_line(&after),
    };
    WhyLine::Reason { part, words, span }
}

fn one_line(text: &str) -> String {
    crate::sanitize::line(&text.split_whitespace().collect::<Vec<_>>().join(" ")).into_owned()
}

impl App {
    pub(super) fn open_why(&mut self) {
        let Some(id) = self.here() else { return };
        // Reasons are words of that.
        self.show_received();
        let reasons = Reasons { id, selected: 0, choosing: None, back: self.front };
        self.overlay = Some(Overlay::Why(reasons));
    }

    /// The overlay goes when its story is not under the filter any more; until then the story is loaded, and stands
    /// behind it where there is no room beside it.
    pub(super) fn keep_beside_story(&mut self) {
        let Some(Overlay::Why(reasons)) = &self.overlay else { return };
        if self.list.state == ListState::Ready && self.here() != Some(reasons.id) {
            self.close_why();
        } else if self.layout().is_some_and(|layout| !layout.side_by_side()) {
            self.front = Pane::Story;
        }
    }

    /// The story that the overlay is about, once it is here.
    pub fn explained(&self) -> Option<&Story> {
        let Some(Overlay::Why(reasons)) = &self.overlay else { return None };
        self.story.shown.as_ref().map(|shown| &shown.story).filter(|story| story.id == reasons.id)
    }

    /// After every message: the overlay stands on a line of its story, and the story shows the words of that line.
    pub(super) fn follow_reasons(&mut self) {
        let Some(lines) = self.explained().map(lines) else { return };
        let stops = stops(&lines);
        let Some(Overlay::Why(reasons)) = &mut self.overlay else { return };
        reasons.selected = reasons.selected.min(stops.len().saturating_sub(1));
        let line = stops.get(reasons.selected).and_then(|&at| lines.get(at));
        let span =
            line.and_then(|line| if let WhyLine::Reason { span, .. } = line { Some(*span) } else { None });
        if let Some(shown) = &mut self.story.shown {
            shown.reason = span;
        }
    }

    /// Does an action while the overlay is open and no country is being chosen; false where it takes none of it.
    pub(super) fn in_why(&mut self, action: Action) -> bool {
        let page = (self.story_height() / 2).max(1) as isize;
        match action {
            Action::Down => self.step_reason(1),
            Action::Up => self.step_reason(-1),
            Action::PageDown | Action::HalfPageDown => self.step_reason(page),
            Action::PageUp | Action::HalfPageUp => self.step_reason(-page),
            Action::Top => self.step_reason(isize::MIN / 2),
            Action::Bottom => self.step_reason(isize::MAX / 2),
            Action::Open => {
                self.overlay = None;
                self.front = Pane::Story;
            }
            Action::Back | Action::BackOrQuit | Action::Why => self.close_why(),
            Action::NotAbout => self.not_about(),
            Action::AlsoAbout => self.choose_country(Choosing::Also),
            Action::Instead => match self.country_here() {
                Some(country) => self.choose_country(Choosing::Instead(country)),
                None if self.explained().is_some_and(|story| story.article.dateline.is_some()) => {
                    self.choose_country(Choosing::Filed);
                }
                None => self.choose_country(Choosing::Also),
            },
            Action::Undo => self.undo(),
            _ => return false,
        }
        true
    }

    fn step_reason(&mut self, by: isize) {
        let last = self.explained().map_or(0, |story| stops(&lines(story)).len().saturating_sub(1));
        if let Some(Overlay::Why(reasons)) = &mut self.overlay {
            reasons.selected = reasons.selected.saturating_add_signed(by).min(last);
        }
    }

    pub(super) fn close_why(&mut self) {
        if let Some(Overlay::Why(reasons)) = self.overlay.take() {
            self.front = reasons.back;
        }
        if let Some(shown) = &mut self.story.shown {
            shown.reason = None;
        }
    }

    /// The country one stands on.
    pub(super) fn country_here(&self) -> Option<Country> {
        let Some(Overlay::Why(reasons)) = &self.overlay else { return None };
        let lines = lines(self.explained()?);
        country_at(&lines, *stops(&lines).get(reasons.selected)?)
    }

    fn choose_country(&mut self, choosing: Choosing) {
        let picker = Picker::of_all(self.tally.as_ref());
        if let Some(Overlay::Why(reasons)) = &mut self.overlay {
            reasons.choosing = Some((choosing, picker));
        }
    }
}
