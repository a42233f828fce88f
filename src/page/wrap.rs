//! Where a text is broken into lines: at Unicode line break opportunities, by display width.

use std::ops::Range;

use crate::width::{columns_of, graphemes};

/// Byte ranges of the lines of `text`, which holds no line end, at most `columns` wide and without the blanks at
/// their ends. A word wider than a line is broken between graphemes; only a single grapheme may stick out.
///
/// Opportunities are those of Unicode Standard Annex 14.
pub fn wrap(text: &str, columns: usize) -> Vec<Range<usize>> {
    let mut filling = Filling { text, columns, lines: Vec::new(), line: 0..0, used: 0 };
    let mut breaks = unicode_linebreak::linebreaks(text).map(|(at, _)| at).peekable();
    let mut word = Word::default();
    for (start, grapheme) in graphemes(text) {
        // A break inside a grapheme, should the two standards ever disagree, is passed over.
        while breaks.next_if(|&at| at < start).is_some() {}
        if start > 0 && breaks.next_if_eq(&start).is_some() {
            filling.add(&word);
            word = Word { range: start..start, ..Word::default() };
        }
        let columns = columns_of(grapheme);
        word.range.end = start + grapheme.len();
        word.all += columns;
        if !grapheme.chars().all(char::is_whitespace) {
            word.ink = word.all;
        }
    }
    filling.add(&word);
    filling.end_line();
    filling.lines
}

/// What stands between two opportunities, blanks after it included.
#[derive(Default)]
struct Word {
    range: Range<usize>,
    /// Columns with the blanks at the end, and without.
    all: usize,
    ink: usize,
}

struct Filling<'a> {
    text: &'a str,
    columns: usize,
    lines: Vec<Range<usize>>,
    line: Range<usize>,
    used: usize,
}

impl Filling<'_> {
    fn add(&mut self, word: &Word) {
        if self.used > 0 && self.used.saturating_add(word.ink) > self.columns {
            self.end_line();
        }
        if word.ink > self.columns {
            self.add_broken(word);
        } else {
            self.line.end = word.range.end;
            self.used += word.all;
        }
    }

    fn add_broken(&mut self, word: &Word) {
        for (at, grapheme) in graphemes(&self.text[word.range.clone()]) {
            let columns = columns_of(grapheme);
            let blank = grapheme.chars().all(char::is_whitespace);
            if !blank && self.used > 0 && self.used + columns > self.columns {
                self.end_line();
            }
            self.line.end = word.range.start + at + grapheme.len();
            self.used += columns;
        }
    }

    fn end_line(&mut self) {
        let inked = self.text[self.line.clone()].trim_end().len();
        if inked > 0 {
            self.lines.push(self.line.start..self.line.start + inked);
        }
        self.line.start = self.line.end;
        self.used = 0;
    }
}

#[cfg(test)]
mod tests {
    use super::wrap;

    fn lines(text: &str, columns: usize) -> Vec<&str> {
        wrap(text, columns).into_iter().map(|line| &text[line]).collect()
    }

    #[test]
    fn lines_end_where_the_standard_allows_and_the_width_asks() {
        for (text, columns, expected) in [
            ("", 10, vec![]),
            ("   ", 10, vec![]),
            ("in Baku on Friday", 7, vec!["in Baku", "on", "Friday"]),
            ("in Baku on Friday", 17, vec!["in Baku on Friday"]),
            ("Russian-Azerbaijani ties", 10, vec!["Russian-", "Azerbaijan", "i ties"]),
            ("10\u{a0}km away", 5, vec!["10\u{a0}km", "away"]),
            ("多数の会談、会合。", 8, vec!["多数の会", "談、会", "合。"]),
            (
                "a 👨\u{200d}👩\u{200d}👧👨\u{200d}👩\u{200d}👧",
                3,
                vec!["a", "👨\u{200d}👩\u{200d}👧", "👨\u{200d}👩\u{200d}👧"],
            ),
            ("e\u{301}e\u{301}e\u{301}", 2, vec!["e\u{301}e\u{301}", "e\u{301}"]),
            ("北京", 1, vec!["北", "京"]),
        ] {
            assert_eq!(lines(text, columns), expected, "{text:?} in {columns}");
        }
    }
}
