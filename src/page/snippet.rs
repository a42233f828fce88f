//! One line of a story's text: the stretch in which most of what was searched for stands together.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::Role;
use super::hits::{Hit, Needles, apart};
use super::strip::Strip;
use crate::article::Span;
use crate::width::{columns_of, graphemes, width};

/// One column.
const CUT: &str = "…";

/// A line as it is shown, with what was searched for as byte ranges of it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Snippet {
    pub text: String,
    pub hits: Vec<Range<usize>>,
}

/// The best stretch of the paragraphs in at most `columns`, cut between words and marked where it is cut; their beginning
/// where nothing is found in them. Takes time linear in the text.
pub fn snippet(text: &str, paragraphs: &[Span], needles: &Needles, columns: usize) -> Snippet {
    let mut strip = Strip::default();
    for paragraph in paragraphs {
        strip.push(paragraph.of(text), Role::Body, None);
        strip.push(" ", Role::Body, None);
    }
    let text = strip.text().trim_end();
    let hits = needles.each(text);
    let core = cluster(text, &hits, columns.saturating_sub(2));
    let Range { start, end } = stretch(text, core, columns);
    let (before, after) = (if start > 0 { CUT } else { "" }, if end < text.len() { CUT } else { "" });
    let at = |byte: usize| byte.clamp(start, end) - start + before.len();
    let hits = apart(hits).into_iter().map(|hit| at(hit.start)..at(hit.end));
    let hits = hits.filter(|hit| !hit.is_empty()).collect();
    Snippet { text: format!("{before}{}{after}", &text[start..end]), hits }
}

/// The hits that fit together into so many columns: the most different ones, then the most, then the first.
fn cluster(text: &str, hits: &[Hit], columns: usize) -> Range<usize> {
    let mut best = 0..0;
    let mut most = (0, 0);
    for (first, from) in hits.iter().enumerate() {
        let mut needles: Vec<usize> = Vec::new();
        let (mut used, mut reached, mut count) = (0, from.range.start, 0);
        for hit in &hits[first..] {
            let more = text.get(reached..hit.range.end).map_or(0, width);
            if count > 0 && used + more > columns {
                break;
            }
            (used, reached, count) = (used + more, reached.max(hit.range.end), count + 1);
            if !needles.contains(&hit.needle) {
                needles.push(hit.needle);
            }
            if (needles.len(), count) > most {
                most = (needles.len(), count);
                best = from.range.start..reached;
            }
        }
    }
    best
}

/// The bytes to show around the core: a third of what is left before it, the rest behind, more where a side has less.
fn stretch(text: &str, core: Range<usize>, columns: usize) -> Range<usize> {
    let left = columns.saturating_sub(width(&text[core.clone()]));
    // Enough of the text's end to know whether it fits.
    let behind = width(&text[core.end..reach(text, core.end, left)]);
    let before =
        if reach(text, core.end, left + 1) < text.len() { left / 3 } else { left - behind.min(left) };
    let mut start = back(text, core.start, before);
    if start > 0 {
        start = back(text, core.start, before.saturating_sub(1));
        // A word that is cut goes whole; where none is parted from the next, it is cut.
        if !text[..start].ends_with(' ')
            && let Some(blank) = text[start..core.start].find(' ')
        {
            start += blank + 1;
        }
    }
    let room = columns.saturating_sub(usize::from(start > 0));
    let end = reach(text, start, room);
    if end == text.len() {
        return start..end;
    }
    let mut end = reach(text, start, room.saturating_sub(1));
    if !text[end..].starts_with(' ')
        && let Some(blank) = text[core.end.clamp(start, end)..end].rfind(' ')
    {
        end = core.end.clamp(start, end) + blank;
    }
    start..start + text[start..end].trim_end().len()
}

/// How far one comes from `start` in so many columns.
fn reach(text: &str, start: usize, columns: usize) -> usize {
    let mut room = columns;
    for (at, grapheme) in graphemes(&text[start..]) {
        let Some(left) = room.checked_sub(columns_of(grapheme)) else { return start + at };
        room = left;
    }
    text.len()
}

/// The same backwards.
fn back(text: &str, end: usize, columns: usize) -> usize {
    let mut room = columns;
    for (at, grapheme) in text[..end].grapheme_indices(true).rev() {
        let Some(left) = room.checked_sub(columns_of(grapheme)) else { return at + grapheme.len() };
        room = left;
    }
    0
}
