//! A story with its markup: set by html2text from its words alone, which are then found again, one by one, in the text
//! that was parsed, so that quotations, names and hits stand where they do in plain text.
//!
//! Where anything does not fit, the story is set as plain text.

mod align;
mod draw;
mod source;
mod table;

use std::ops::Range;

use super::hits::Needles;
use super::marks::Mark;
use super::{Line, Role, Setter};
use crate::article::{Article, Span};
use crate::width;
use draw::Cell;
use source::Source;

/// What is to be seen in the text beside its markup.
struct Over<'a> {
    marks: &'a [Mark],
    hits: Vec<Range<usize>>,
    reason: Range<usize>,
}

/// A story's marked-up part, ready to be laid under what stands before it.
pub(super) struct Rich {
    lines: Vec<Line>,
    /// Quotations that start in it: the quotation, the bytes of the text where it starts, its line.
    starts: Vec<(usize, usize, usize)>,
    links: Vec<String>,
    /// Where in the text the marked-up part begins.
    pub from: usize,
}

/// None where there is no markup, or where it does not fit the text or the width.
pub(super) fn set(
    article: &Article,
    marks: &[Mark],
    needles: &Needles,
    reason: Option<Span>,
    measure: usize,
) -> Option<Rich> {
    let text = article.copy.text.as_str();
    let source = Source::of(article.copy.markup.as_deref()?, text, &article.paragraphs)?;
    let mut cells = draw::draw(&source.html, measure, source.columns)?;
    let order = align::align(&mut cells, &source.kept)?;
    let places: Vec<(Option<usize>, usize)> =
        order.iter().map(|&(line, at)| (cells[line][at].at, line)).collect();
    let moved = table::calm(&mut cells, &source.heads);
    cells.iter_mut().flatten().for_each(draw::reveal);
    let mut hits = Vec::new();
    for paragraph in &article.paragraphs {
        let found = needles.find(paragraph.of(text));
        hits.extend(found.into_iter().map(|hit| hit.start + paragraph.start()..hit.end + paragraph.start()));
    }
    let over = Over { marks, hits, reason: reason.map_or(0..0, Span::range) };
    let lines: Vec<Line> = cells.iter().map(|cells| line(cells, &over)).collect();
    let fits = |line: &Line| line.runs.iter().map(|run| width::width(&run.text)).sum::<usize>() <= measure;
    if !lines.iter().all(fits) {
        return None;
    }
    let mut starts: Vec<(usize, usize, usize)> = Vec::new();
    let mut known = vec![false; article.quotes.len()];
    for (place, line) in places {
        if let Some((offset, mark)) = place.and_then(|offset| Some((offset, over.mark(offset)?)))
            && mark.role == Role::Quote
            && !std::mem::replace(&mut known[mark.quote], true)
        {
            starts.push((mark.quote, offset, moved[line]));
        }
    }
    Some(Rich { lines, starts, links: source.links, from: source.from })
}

impl Setter {
    /// Lays it; names beside quotations as in plain text, paragraph by paragraph.
    pub(super) fn lay_rich(&mut self, rich: Rich, article: &Article, confidence: f32) {
        let first = self.page.lines.len();
        for (at, line) in rich.lines.iter().enumerate() {
            if line.runs.iter().any(|run| run.hit) {
                self.page.hits.push(first + at);
            }
            if self.page.reason.is_none() && line.runs.iter().any(|run| run.reason) {
                self.page.reason = Some(first + at);
            }
        }
        self.page.lines.extend(rich.lines);
        self.page.links = rich.links;
        for &(quote, _, line) in &rich.starts {
            self.quotes[quote].get_or_insert(first + line);
        }
        if self.page.margin == 0 {
            return;
        }
        for paragraph in &article.paragraphs {
            let here = rich.starts.iter().filter(|(_, at, _)| paragraph.range().contains(at));
            let starts: Vec<(usize, usize)> = here.map(|&(quote, _, line)| (quote, line)).collect();
            super::margin::fill(
                &mut self.page.lines[first..],
                &starts,
                article,
                confidence,
                self.page.margin,
            );
        }
    }
}

impl Over<'_> {
    fn mark(&self, at: usize) -> Option<&Mark> {
        let next = self.marks.partition_point(|mark| mark.range.end <= at);
        self.marks.get(next).filter(|mark| mark.range.start <= at)
    }

    fn is_hit(&self, at: usize) -> bool {
        let next = self.hits.partition_point(|hit| hit.end <= at);
        self.hits.get(next).is_some_and(|hit| hit.start <= at)
    }
}

/// What a cell looks like, but for its character.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Look {
    role: Role,
    quote: Option<usize>,
    hit: bool,
    reason: bool,
    link: Option<usize>,
}

const PLAIN: Look = Look { role: Role::Body, quote: None, hit: false, reason: false, link: None };

fn line(cells: &[Cell], over: &Over<'_>) -> Line {
    let mut looks: Vec<Look> = cells.iter().map(|cell| look(cell, over)).collect();
    // A blank looks like the words on either side of it, where they look alike.
    let mut before = None;
    for at in 0..cells.len() {
        if !cells[at].c.is_whitespace() {
            before = Some(at);
        } else if let Some(before) = before
            && let Some(after) = (at..cells.len()).find(|after| !cells[*after].c.is_whitespace())
        {
            looks[at] = between(&looks[before], &looks[after]);
        }
    }
    let mut line = Line::default();
    let inked = cells.iter().rposition(|cell| !cell.c.is_whitespace()).map_or(0, |last| last + 1);
    let mut before = None;
    for (cell, look) in cells.iter().zip(&looks).take(inked) {
        match line.runs.last_mut() {
            Some(run) if before == Some(look) => run.text.push(cell.c),
            _ => line.runs.push(super::Run {
                text: cell.c.to_string(),
                role: look.role,
                quote: look.quote,
                hit: look.hit,
                reason: look.reason,
                link: look.link,
            }),
        }
        before = Some(look);
    }
    for run in &mut line.runs {
        if let std::borrow::Cow::Owned(clean) = crate::sanitize::line(&run.text) {
            run.text = clean;
        }
    }
    line.runs.retain(|run| !run.text.is_empty());
    line
}

fn look(cell: &Cell, over: &Over<'_>) -> Look {
    let Some(at) = cell.at else { return Look { role: cell.role, link: cell.link, ..PLAIN } };
    let mark = over.mark(at);
    Look {
        role: mark.map_or(cell.role, |mark| mark.role),
        quote: mark.map(|mark| mark.quote),
        hit: over.is_hit(at),
        reason: over.reason.contains(&at),
        link: cell.link,
    }
}

fn between(before: &Look, after: &Look) -> Look {
    let alike = (before.role, before.quote) == (after.role, after.quote);
    Look {
        role: if alike { before.role } else { Role::Body },
        quote: before.quote.filter(|_| alike),
        hit: before.hit && after.hit,
        reason: before.reason && after.reason,
        link: before.link.filter(|_| before.link == after.link),
    }
}
