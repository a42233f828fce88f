//! Putting a story's countries right: each key one step, each step undone by `u`, and told in words.

use super::App;
use super::msg::{Corrected, Effect, Ticket, Why};
use super::undo::Step;
use super::why::Choosing;
use crate::action::Action;
use crate::article::Article;
use crate::article::correction::{Correction, Filed, Verdict};
use crate::listing::{Story, StoryId};
use crate::place::Country;

/// A correction that was asked for, until its answer.
#[derive(Debug)]
pub(super) struct Asked {
    pub ticket: Ticket,
    id: StoryId,
    verdicts: Vec<Verdict>,
}

impl App {
    /// The countries that were chosen become part of what is put right.
    pub(super) fn chosen(&mut self, choosing: Choosing, countries: &[Country]) {
        let (Some(story), Some(first)) = (self.explained(), countries.first()) else { return };
        let (id, stands) = (story.id, self.put_right(story));
        let mut verdicts = Vec::new();
        let from_here = Verdict::Filed(Some(Filed::From(*first)));
        match choosing {
            Choosing::Also => {}
            Choosing::Filed => verdicts.push(from_here),
            Choosing::Instead(country) => {
                verdicts.push(taken_away(&stands, &story.article, country));
                if filed(&stands, &story.article) == Some(country) {
                    verdicts.push(from_here);
                }
            }
        }
        verdicts.extend(countries.iter().map(|country| Verdict::About(*country, Some(true))));
        self.correct(id, verdicts);
    }

    /// Takes the country one stands on away, step by step: from what it is about, then from where it was filed. What
    /// the reader put right is taken back.
    pub(super) fn not_about(&mut self) {
        let country = self.country_here();
        let Some(story) = self.explained() else { return };
        let (id, article, stands) = (story.id, &story.article, self.put_right(story));
        let Some(country) = country else {
            if stands.filed.is_none() {
                return self.say("no country here to take away");
            }
            return self.correct(id, vec![Verdict::Filed(None)]);
        };
        let own = stands.filed == Some(Filed::From(country));
        let mut verdicts = Vec::new();
        if own {
            verdicts.push(Verdict::Filed(None));
        }
        let read = || article.countries.iter().any(|about| about.country == country);
        if stands.about.get(&country).copied().unwrap_or_else(read) {
            verdicts.push(taken_away(&stands, article, country));
        } else if !own && filed(&stands, article) == Some(country) {
            verdicts.push(Verdict::Filed(Some(Filed::Nowhere)));
        } else if !own {
            verdicts.push(Verdict::About(country, None));
        }
        self.correct(id, verdicts);
    }

    /// What the next step stands on: what is kept, and what was asked for since.
    fn put_right(&self, story: &Story) -> Correction {
        let mut correction = story.correction.clone();
        for asked in self.asked.iter().filter(|asked| asked.id == story.id) {
            correction.take(&asked.verdicts);
        }
        correction
    }

    fn correct(&mut self, id: StoryId, verdicts: Vec<Verdict>) {
        let ticket = self.change();
        self.ask_correction(ticket, id, verdicts, Why::Asked);
    }

    pub(super) fn ask_correction(&mut self, ticket: Ticket, id: StoryId, verdicts: Vec<Verdict>, why: Why) {
        self.asked.push(Asked { ticket, id, verdicts: verdicts.clone() });
        self.effects.push(Effect::Correct { ticket, id, verdicts, why });
    }

    /// A story was put right by the verdicts in `asked`.
    pub(super) fn corrected(&mut self, ticket: Ticket, why: Why, done: Corrected, asked: Step) {
        let Step::Correct { id, verdicts } = asked else { return };
        let Corrected { back, story } = done;
        let changed = verdicts.into_iter().filter(|verdict| back.iter().any(|back| back.is_of(*verdict)));
        let filed = story.as_ref().ok().and_then(|story| story.article.filed());
        let said = said(changed, filed);
        match why {
            _ if back.is_empty() => self.say("it stands so already"),
            Why::Undoing => self.say(format!("undone: {said}")),
            Why::Asked | Why::Reading => {
                let undo = self.keymap.label(self.context(), Action::Undo);
                self.say(format!("{said} · {undo} undoes"));
            }
        }
        self.ahead.forget(id);
        match story {
            Ok(story) if self.story.id() == Some(id) => self.show(*story),
            Ok(_) => {}
            Err(line) => self.complain(format!("{said}: kept, but the story cannot be shown: {line}")),
        }
        self.reload();
        match why {
            Why::Undoing => self.steps.undone(ticket, true),
            Why::Asked | Why::Reading => {
                let step = (!back.is_empty()).then_some(Step::Correct { id, verdicts: back });
                self.kept(ticket, step);
            }
        }
    }
}

/// A country that only the reader put there goes without a trace; one that was read is not one any more.
fn taken_away(stands: &Correction, article: &Article, country: Country) -> Verdict {
    let read = article.countries.iter().any(|about| about.country == country && !about.because.is_empty());
    let own = stands.about.get(&country) == Some(&true) && !read;
    Verdict::About(country, (!own).then_some(false))
}

/// Where the story was filed from, as the reader says or, where that is left to the parser, as it reads.
fn filed(stands: &Correction, article: &Article) -> Option<Country> {
    match stands.filed {
        Some(Filed::From(country)) => Some(country),
        Some(Filed::Nowhere) => None,
        None => article.filed(),
    }
}

/// What became another in words: `about Japan, not about Canada, still filed from it`.
fn said(changed: impl Iterator<Item = Verdict>, filed: Option<Country>) -> String {
    let (mut about, mut from, mut not, mut back) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for verdict in changed {
        match verdict {
            Verdict::About(country, Some(true)) => about.push(format!("about {}", country.name())),
            Verdict::About(country, Some(false)) => {
                let still = if filed == Some(country) { ", still filed from it" } else { "" };
                not.push(format!("not about {}{still}", country.name()));
            }
            Verdict::About(country, None) => back.push(format!("{} as it was read", country.name())),
            Verdict::Filed(Some(Filed::From(country))) => from.push(format!("filed from {}", country.name())),
            Verdict::Filed(Some(Filed::Nowhere)) => from.push("filed from no country".to_owned()),
            Verdict::Filed(None) => from.push("the dateline as it was read".to_owned()),
        }
    }
    [about, from, not, back].concat().join(", ")
}
