//! Paragraphs: parted by blank lines, by indents, or by line ends where the lines are not wrapped at a width.

use std::ops::Range;

use super::Span;
use super::head::is_indented;
use super::scan::{lines, trim};

/// Lines wrapped by a machine are at most this wide, in columns.
const WIDEST_WRAP: usize = 120;
/// Of the lines that go on, this many in a hundred have to be full for the text to be wrapped.
const FULL_SHARE: usize = 75;

/// The paragraphs of the given parts of the text, in order.
pub(crate) fn all(text: &str, parts: &[Range<usize>]) -> Vec<Span> {
    let mut out = Vec::new();
    for part in parts {
        let blocks = blocks(text, part.clone());
        let wrapped = is_wrapped(text, &blocks);
        for block in &blocks {
            if wrapped {
                join(text, block, &mut out);
            } else {
                out.extend(block.iter().filter_map(|l| Span::new(text, trim(text, l.clone()))));
            }
        }
    }
    out.retain(|s| !s.is_empty());
    out
}

/// Lines that stand together, parted by blank lines.
fn blocks(text: &str, part: Range<usize>) -> Vec<Vec<Range<usize>>> {
    let mut out: Vec<Vec<Range<usize>>> = Vec::new();
    let mut open = false;
    for line in lines(text, part) {
        let blank = text[line.clone()].trim().is_empty();
        match out.last_mut() {
            _ if blank => {}
            Some(block) if open => block.push(line),
            _ => out.push(vec![line]),
        }
        open = !blank;
    }
    out
}

/// How far the line reaches, with a dateline that stands before the part on the same line.
fn columns(text: &str, line: &Range<usize>) -> usize {
    let near = super::scan::floor(text, line.start.saturating_sub(4 * WIDEST_WRAP));
    let start = text[near..line.start].rfind('\n').map_or(near, |i| near + i + 1);
    text[start..line.end].trim_end().chars().count()
}

/// Whether lines end because the next word would not have fitted: the test of a machine that wraps.
fn is_wrapped(text: &str, blocks: &[Vec<Range<usize>>]) -> bool {
    let width = blocks.iter().flatten().map(|l| columns(text, l)).max().unwrap_or(0);
    if width > WIDEST_WRAP {
        return false;
    }
    let (mut pairs, mut full) = (0, 0);
    for pair in blocks.iter().flat_map(|b| b.windows(2)) {
        let next = text[pair[1].clone()].split_whitespace().next().unwrap_or("");
        // A line that ends a sentence may end its paragraph, wrapped or not.
        let neutral = text[pair[0].clone()].trim_end().ends_with(['.', '!', '?']);
        if neutral && !is_full(text, &pair[0], next, width) {
            continue;
        }
        pairs += 1;
        full += usize::from(is_full(text, &pair[0], next, width));
    }
    match pairs {
        0 => false,
        1 => {
            let first = blocks.iter().find(|b| b.len() > 1).map(|b| text[b[0].clone()].trim_end());
            full == 1 && first.is_some_and(|l| !l.ends_with(['.', '!', '?', '"', '”', '»']))
        }
        _ => full * 100 >= pairs * FULL_SHARE,
    }
}

/// Whether `next` would not have fitted on the line. Wrapping by hand leaves some room: a tenth of the width.
fn is_full(text: &str, line: &Range<usize>, next: &str, width: usize) -> bool {
    (columns(text, line) + 1 + next.chars().count()) * 10 >= width * 9
}

/// The paragraphs of a wrapped block: one, or parted by indents and short last lines.
fn join(text: &str, block: &[Range<usize>], out: &mut Vec<Span>) {
    let width = block.iter().map(|l| columns(text, l)).max().unwrap_or(0);
    let indents = block.iter().filter(|l| is_indented(text, l.start)).count();
    let by_indent = indents > 0 && indents < block.len();
    let mut start = 0;
    for i in 1..=block.len() {
        let cut = i == block.len()
            || (by_indent && is_indented(text, block[i].start))
            || (!by_indent && is_last_line(text, &block[i - 1], &block[i], width));
        if cut {
            let range = trim(text, block[start].start..block[i - 1].end);
            out.extend(Span::new(text, range));
            start = i;
        }
    }
}

/// A line that ends a sentence and leaves room for the next word.
fn is_last_line(text: &str, line: &Range<usize>, next: &Range<usize>, width: usize) -> bool {
    let word = text[next.clone()].split_whitespace().next().unwrap_or("");
    let ends = text[line.clone()].trim_end().ends_with(['.', '!', '?', '"', '”', '»']);
    ends && !is_full(text, line, word, width)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cut(text: &str) -> Vec<&str> {
        all(text, std::slice::from_ref(&(0..text.len()))).into_iter().map(|s| s.of(text)).collect()
    }

    #[test]
    fn blank_lines_part_paragraphs() {
        assert_eq!(cut("One goes.\r\n\r\n  Two goes.\n \t\nThree."), ["One goes.", "Two goes.", "Three."]);
    }

    #[test]
    fn line_ends_part_paragraphs_where_lines_are_not_wrapped() {
        let text = "A short one.\nA much longer paragraph that goes on and on for quite a while, and then ends.\nAnother one, of middling length.";
        assert_eq!(cut(text).len(), 3);
    }

    #[test]
    fn wrapped_lines_are_one_paragraph() {
        let text = "The harbour of the old town was closed on\nMonday after a crane fell into the basin\nand blocked the way to both of its piers.\n\n\
                    Nobody was hurt, the harbour master's own\noffice said.";
        assert_eq!(cut(text).len(), 2);
    }

    #[test]
    fn short_last_lines_part_wrapped_paragraphs_under_a_dateline() {
        let text = "OLD TOWN, June 19 - Blue Ferries said it is offering to\nsail for about 55 crowns on all of its outstanding routes.\nThe routes include the strait, the bay and both of the old\n\
                    piers.\nThe new fares will hold until the end of the year, it said\nin a statement.";
        let body = text.find("Blue").unwrap_or(0)..text.len();
        assert_eq!(all(text, std::slice::from_ref(&body)).len(), 2);
    }

    #[test]
    fn indents_part_wrapped_paragraphs() {
        let text = "   The harbour of the old town was closed\non Monday after a crane fell into the one\nbasin and blocked its two piers.\n   \
                    Nobody was hurt, the master's own office\nsaid in a statement that evening, and the\ncrane will be lifted.";
        assert_eq!(cut(text).len(), 2);
    }
}
