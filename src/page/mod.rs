//! An article set to a width: lines of runs, each run with a role. What the story pane shows and scrolls.

mod head;
mod hits;
mod margin;
mod marks;
mod rich;
mod snippet;
mod strip;
mod wrap;

#[cfg(test)]
mod tests;

use std::ops::Range;

use crate::article::{Article, Release, Span};
pub use hits::Needles;
use marks::Mark;
pub use snippet::{Snippet, snippet};
use strip::Strip;
pub use wrap::wrap;

/// Columns between the text and its margin.
pub const GAP: usize = 2;

/// Columns of the margin where the pane has room for one.
const MARGIN: usize = 22;
const WIDE_MARGIN: usize = 32;

/// Columns kept free left of the text in a pane of at least [`ROOMY`] columns.
const INDENT: usize = 2;
const ROOMY: usize = 32;

/// How text is to be understood; the theme turns it into a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Headline,
    /// The mark of a headline that was made from the lede.
    Derived,
    Dateline,
    Byline,
    /// Date, agency, version, link: facts about the story.
    Meta,
    Body,
    /// What somebody says, with its marks.
    Quote,
    Speaker,
    Cue,
    /// The speaker's name in the margin.
    Margin,
    /// What the parser could not understand; the reader's own note.
    Note,
    /// As the story's markup has it.
    Emphasis,
    Strong,
    Code,
    /// The words for an image.
    Image,
    /// Bullets, numbers of links, lines of tables and beside quoted text.
    Frame,
}

/// A stretch of one role on one line; never empty, holds no line end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub role: Role,
    /// The quotation it belongs to, by its index in the article.
    pub quote: Option<usize>,
    /// It matches what was searched for.
    pub hit: bool,
    /// It is the reason one stands on.
    pub reason: bool,
    /// It is a link, by its place in [`Page::links`].
    pub link: Option<usize>,
}

/// No runs at all on a blank line.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub runs: Vec<Run>,
    /// The speaker beside the quotation that starts here, at most [`Page::margin`] columns wide.
    pub margin: Option<String>,
    /// The quotation the margin belongs to.
    pub margin_quote: Option<usize>,
}

/// A story laid out. Line numbers count from 0; from the left a pane holds `indent`, `measure`, and where there is a
/// margin [`GAP`] and `margin` columns.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Columns left of the text, so that text and margin stand in the middle of the pane.
    pub indent: usize,
    /// Columns of the text itself.
    pub measure: usize,
    /// Columns of the margin on the right, 0 where there is no room.
    pub margin: usize,
    pub lines: Vec<Line>,
    /// First line of each quotation, in the order of the article.
    pub quotes: Vec<usize>,
    /// Lines that hold a hit, ascending.
    pub hits: Vec<usize>,
    /// The first line that shows the reason one stands on.
    pub reason: Option<usize>,
    /// Addresses of links and images, in the order of their numbers, which count from 1.
    pub links: Vec<String>,
}

/// What to set beside the article itself.
#[derive(Debug, Clone, Copy)]
pub struct Setting<'a> {
    /// Columns of the pane.
    pub width: usize,
    /// The most columns a line of text may have.
    pub measure: usize,
    /// Words and phrases to mark as hits, whatever their case and accents; one that ends in `*` is a beginning.
    pub words: &'a [String],
    pub version: u32,
    /// Whether it may be used.
    pub release: Release,
    pub note: Option<&'a str>,
    /// Which of two versions this is, in words.
    pub which: Option<&'a str>,
    /// Quotations below this confidence show no name: unattributed, never a guess.
    pub confidence: f32,
    /// Speakers' names beside their quotations, where there is room.
    pub margin: bool,
    /// Words of the story to mark: a reason for one of its countries.
    pub reason: Option<Span>,
}

impl Default for Setting<'_> {
    fn default() -> Self {
        Setting {
            width: 80,
            measure: 72,
            words: &[],
            version: 1,
            release: Release::default(),
            note: None,
            which: None,
            confidence: 0.0,
            margin: true,
            reason: None,
        }
    }
}

/// Sets an article. Takes time linear in its text.
pub fn set(article: &Article, setting: Setting<'_>) -> Page {
    let mut setter = Setter {
        page: empty(setting.width, setting.measure, setting.margin),
        needles: Needles::new(setting.words),
        quotes: vec![None; article.quotes.len()],
        reason: setting.reason,
    };
    for block in head::blocks(article, &setting) {
        for strip in &block {
            setter.lay(strip);
        }
        setter.blank();
    }
    let marks = marks::of(article, setting.confidence);
    let rich = rich::set(article, &marks, &setter.needles, setting.reason, setter.page.measure);
    let text = article.copy.in_bounds();
    let plain_to = rich.as_ref().map_or(text.len(), |rich| rich.from.min(text.len()));
    for &paragraph in article.paragraphs.iter().take_while(|paragraph| paragraph.start() < plain_to) {
        let within = Span::new(text, paragraph.start()..paragraph.end().min(text.len()));
        let strip = setter.paragraph(text, within.unwrap_or(paragraph), &marks);
        let first = setter.page.lines.len();
        let starts = setter.lay(&strip);
        if setter.page.margin > 0 {
            let lines = &mut setter.page.lines[first..];
            margin::fill(lines, &starts, article, setting.confidence, setter.page.margin);
        }
        setter.blank();
    }
    if let Some(rich) = rich {
        setter.lay_rich(rich, article, setting.confidence);
    }
    if text.len() < article.copy.text.len() {
        setter.lay(&Strip::of(&ends(article.copy.text.len() - text.len()), Role::Note));
    }
    setter.done()
}

/// What stands where a text goes on that is longer than any story.
fn ends(left: usize) -> String {
    let left = left.div_ceil(1 << 20);
    format!("page and search end here: the other {left} MB come with an export")
}

/// A page without lines: where text and margin stand in a pane.
fn empty(width: usize, most: usize, names: bool) -> Page {
    let most = most.max(1);
    let beside = GAP + MARGIN;
    let room = most.checked_add(beside + INDENT).is_some_and(|needed| width >= needed);
    // Names may spread into what would stay empty.
    let spare = width.saturating_sub(most.saturating_add(GAP + INDENT));
    let margin = if names && room { spare.clamp(MARGIN, WIDE_MARGIN) } else { 0 };
    let indent = if width >= ROOMY { INDENT } else { 0 };
    // A roomy pane keeps a column free on the right as well.
    let measure = most.min(width.saturating_sub(indent + indent / 2)).max(1);
    let taken = measure.saturating_add(if margin > 0 { GAP + margin } else { 0 });
    let indent = indent.max(width.saturating_sub(taken) / 2);
    Page { indent, measure, margin, ..Page::default() }
}

struct Setter {
    page: Page,
    needles: Needles,
    /// First line of each quotation met so far.
    quotes: Vec<Option<usize>>,
    reason: Option<Span>,
}

impl Setter {
    /// Adds the lines of a strip; answers the quotations that start in it, each with its line counted in the strip.
    fn lay(&mut self, strip: &Strip) -> Vec<(usize, usize)> {
        let first = self.page.lines.len();
        let (lines, starts) = strip.lines(&self.needles, self.page.measure);
        for (at, line) in lines.iter().enumerate() {
            if line.runs.iter().any(|run| run.hit) {
                self.page.hits.push(first + at);
            }
            if self.page.reason.is_none() && line.runs.iter().any(|run| run.reason) {
                self.page.reason = Some(first + at);
            }
        }
        self.page.lines.extend(lines);
        for &(quote, line) in &starts {
            self.quotes[quote] = Some(first + line);
        }
        starts
    }

    fn blank(&mut self) {
        if self.page.lines.last().is_some_and(|line| !line.runs.is_empty()) {
            self.page.lines.push(Line::default());
        }
    }

    fn paragraph(&self, text: &str, span: Span, marks: &[Mark]) -> Strip {
        let mut strip = Strip::default();
        let mut at = span.start();
        let near = marks.partition_point(|mark| mark.range.end <= span.start());
        for mark in marks[near..].iter().take_while(|mark| mark.range.start < span.end()) {
            let start = mark.range.start.max(span.start());
            let end = mark.range.end.min(span.end());
            self.push(&mut strip, text, at..start, (Role::Body, None));
            if mark.role == Role::Quote && self.quotes[mark.quote].is_none() {
                strip.start(mark.quote);
            }
            self.push(&mut strip, text, start..end, (mark.role, Some(mark.quote)));
            at = end;
        }
        self.push(&mut strip, text, at..span.end(), (Role::Body, None));
        strip
    }

    /// Adds a stretch of the story's text, the reason in it apart.
    fn push(&self, strip: &mut Strip, text: &str, range: Range<usize>, (role, quote): (Role, Option<usize>)) {
        let reason = self.reason.map_or(0..0, Span::range);
        let from = reason.start.clamp(range.start, range.end);
        let to = reason.end.clamp(from, range.end);
        strip.push(&text[range.start..from], role, quote);
        strip.push_reason(&text[from..to], role, quote);
        strip.push(&text[to..range.end], role, quote);
    }

    /// A quotation that the text does not show by itself stands where the one before it does.
    fn done(mut self) -> Page {
        self.page.lines.pop_if(|line| line.runs.is_empty());
        let mut last = 0;
        for quote in &self.quotes {
            last = quote.unwrap_or(last);
            self.page.quotes.push(last);
        }
        self.page
    }
}

impl Page {
    /// The text alone, a line end after each line.
    pub fn plain(&self) -> String {
        let mut plain = String::new();
        for line in &self.lines {
            plain.extend(line.runs.iter().map(|run| run.text.as_str()));
            plain.push('\n');
        }
        plain
    }
}
