//! A paragraph before it has lines: one cleaned text, the roles of its pieces, and where quotations start in it.

use std::ops::Range;

use super::hits::Needles;
use super::wrap::wrap;
use super::{Line, Role, Run};
use crate::sanitize;
use crate::width::graphemes;

#[derive(Default)]
pub(super) struct Strip {
    text: String,
    pieces: Vec<Piece>,
    /// Quotations and the bytes of `text` where they start.
    starts: Vec<(usize, usize)>,
}

/// Of one role, from the end of the piece before it.
struct Piece {
    end: usize,
    role: Role,
    quote: Option<usize>,
    reason: bool,
}

impl Strip {
    pub fn of(raw: &str, role: Role) -> Strip {
        let mut strip = Strip::default();
        strip.push(raw, role, None);
        strip
    }

    /// The text so far, cleaned.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Adds text as received: it is cleaned here, after spans have cut it, and any blanks and line ends in it become
    /// one blank. A no-break space stays what it is.
    pub fn push(&mut self, raw: &str, role: Role, quote: Option<usize>) {
        self.add(raw, role, quote, false);
    }

    /// The same of the words one stands on as a reason.
    pub fn push_reason(&mut self, raw: &str, role: Role, quote: Option<usize>) {
        self.add(raw, role, quote, true);
    }

    fn add(&mut self, raw: &str, role: Role, quote: Option<usize>, reason: bool) {
        if raw.is_empty() {
            return;
        }
        let blank =
            |c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}' | '\u{2007}' | '\u{3000}');
        if raw.starts_with(blank) {
            self.push_blank();
        }
        for c in sanitize::body(raw).chars() {
            if blank(c) { self.push_blank() } else { self.text.push(c) }
        }
        if raw.ends_with(blank) {
            self.push_blank();
        }
        self.pieces.push(Piece { end: self.text.len(), role, quote, reason });
    }

    /// A quotation starts with what is added next.
    pub fn start(&mut self, quote: usize) {
        self.starts.push((quote, self.text.len()));
    }

    fn push_blank(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with(' ') {
            self.text.push(' ');
        }
    }

    /// The lines, and the quotations that start here, each with its line.
    pub fn lines(&self, needles: &Needles, columns: usize) -> (Vec<Line>, Vec<(usize, usize)>) {
        let ranges = wrap(&self.text, columns);
        let hits = needles.find(&self.text);
        let mut pen = Pen { strip: self, hits: &hits, piece: 0, hit: 0 };
        let lines: Vec<Line> = ranges.iter().map(|range| pen.line(range.clone())).collect();
        let line_of = |at: usize| ranges.partition_point(|range| range.start <= at).saturating_sub(1);
        let starts = if ranges.is_empty() { &[] } else { self.starts.as_slice() };
        (lines, starts.iter().map(|&(quote, at)| (quote, line_of(at))).collect())
    }
}

/// Goes over the text once, from its start, keeping the piece and the hit it stands in.
struct Pen<'a> {
    strip: &'a Strip,
    hits: &'a [Range<usize>],
    piece: usize,
    hit: usize,
}

impl Pen<'_> {
    /// A grapheme has the role that its first character has.
    fn line(&mut self, range: Range<usize>) -> Line {
        let mut runs: Vec<Run> = Vec::new();
        for (at, grapheme) in graphemes(&self.strip.text[range.clone()]) {
            let next = self.at(range.start + at);
            match runs.last_mut() {
                Some(run) if same(run, &next) => run.text.push_str(grapheme),
                _ => runs.push(Run { text: grapheme.to_owned(), ..next }),
            }
        }
        Line { runs, ..Line::default() }
    }

    /// What the character there is, as a run without text.
    fn at(&mut self, at: usize) -> Run {
        while self.strip.pieces[self.piece].end <= at {
            self.piece += 1;
        }
        while self.hits.get(self.hit).is_some_and(|hit| hit.end <= at) {
            self.hit += 1;
        }
        let Piece { role, quote, reason, .. } = self.strip.pieces[self.piece];
        let ours = matches!(role, Role::Meta | Role::Derived | Role::Note);
        let hit = !ours && self.hits.get(self.hit).is_some_and(|hit| hit.start <= at);
        Run { text: String::new(), role, quote, hit, reason, link: None }
    }
}

fn same(one: &Run, other: &Run) -> bool {
    (one.role, one.quote, one.hit, one.reason) == (other.role, other.quote, other.hit, other.reason)
}
