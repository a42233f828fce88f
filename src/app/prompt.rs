//! The line a reader types into: a query or a command, with a cursor that moves by what is seen as one character.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use crate::listing::{FeedId, Key};
use crate::query::Query;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Prompt {
    pub asks: Asks,
    pub line: Line,
    /// What is wrong with the line, and where.
    pub fault: Option<Fault>,
    /// Completions of the last word, the chosen one first; empty where there is nothing to offer.
    pub offers: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Asks {
    /// A query; the one before it and where the selection stood, to come back to.
    Search {
        before: Query,
        at: Option<Key>,
    },
    Command,
    /// The address of a feed, or of a page that has some.
    Feed,
    FeedName(FeedId),
    /// Tags, parted by commas.
    FeedTags(FeedId),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Bytes of the line.
    pub span: Range<usize>,
    pub text: String,
}

impl Asks {
    /// Whether what is typed can be completed.
    pub fn completes(&self) -> bool {
        matches!(self, Asks::Search { .. } | Asks::Command)
    }
}

/// A line being edited.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub text: String,
    /// In bytes, on a grapheme boundary.
    pub cursor: usize,
}

impl Line {
    pub fn new(text: impl Into<String>) -> Line {
        let text = text.into();
        Line { cursor: text.len(), text }
    }

    pub fn insert(&mut self, text: &str) {
        let clean = crate::sanitize::line(text);
        self.text.insert_str(self.cursor, &clean);
        self.cursor += clean.len();
    }

    pub fn left(&mut self) {
        self.cursor = self.before();
    }

    pub fn right(&mut self) {
        self.cursor += self.text[self.cursor..].graphemes(true).next().map_or(0, str::len);
    }

    pub fn start(&mut self) {
        self.cursor = 0;
    }

    pub fn end(&mut self) {
        self.cursor = self.text.len();
    }

    pub fn delete_back(&mut self) {
        let from = self.before();
        self.cut(from);
    }

    pub fn delete_forward(&mut self) {
        self.right();
        self.delete_back();
    }

    /// The word before the cursor and the blanks behind it.
    pub fn delete_word(&mut self) {
        let head = self.text[..self.cursor].trim_end();
        let from = head
            .rfind(char::is_whitespace)
            .map_or(0, |at| at + head[at..].chars().next().map_or(1, char::len_utf8));
        self.cut(from);
    }

    pub fn delete_to_start(&mut self) {
        self.cut(0);
    }

    fn before(&self) -> usize {
        self.text[..self.cursor].grapheme_indices(true).next_back().map_or(0, |(at, _)| at)
    }

    fn cut(&mut self, from: usize) {
        self.text.replace_range(from..self.cursor, "");
        self.cursor = from;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_cursor_moves_by_what_is_seen() {
        let mut line = Line::new("né👩‍🚀x");
        line.left();
        line.left();
        line.delete_back();
        assert_eq!((line.text.as_str(), line.cursor), ("n👩‍🚀x", 1));
        line.delete_forward();
        assert_eq!(line.text, "nx");
    }

    #[test]
    fn words_go_whole() {
        let mut line = Line::new("country:AZ trade  turnover ");
        line.delete_word();
        assert_eq!(line.text, "country:AZ trade  ");
        line.delete_word();
        line.delete_word();
        line.delete_word();
        assert_eq!(line.text, "");
    }

    #[test]
    fn a_paste_stays_one_line_without_control_characters() {
        let mut line = Line::default();
        line.insert("one\ntwo\u{1b}[31m");
        assert!(!line.text.contains(['\n', '\u{1b}']));
    }
}
