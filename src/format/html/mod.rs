//! HTML as text: a fragment read token by token, so that no nesting is too deep and no damage stops it.

mod markup;
mod reference;
#[cfg(test)]
mod tests;
mod token;

use std::borrow::Cow;

pub use markup::markup;
pub use reference::decode;
use token::{Token, Tokens};

/// One line: blocks and line breaks become a space, other tags vanish, white space is collapsed.
pub fn plain(html: &str) -> String {
    let mut line = Line::default();
    for token in Tokens::of(html) {
        match token {
            Token::Text(text) => line.push(&decode(text)),
            Token::Tag { name, .. } if !is_block(name) => {}
            Token::Tag { .. } | Token::Gone => line.space = true,
        }
    }
    line.text
}

/// Text as it is, in one line.
pub fn collapsed(text: &str) -> String {
    let mut line = Line::default();
    line.push(text);
    line.text
}

/// Paragraphs with a blank line between: blocks part them, `br` ends a line.
pub fn paragraphs(html: &str) -> String {
    let mut out = String::new();
    let mut line = Line::default();
    let mut gap = Gap::None;
    for token in Tokens::of(html) {
        let ended = match token {
            Token::Text(text) => {
                line.push(&decode(text));
                continue;
            }
            Token::Gone => Gap::None,
            Token::Tag { name, .. } if name.eq_ignore_ascii_case("br") => Gap::Line,
            Token::Tag { name, .. } if CELLS.iter().any(|cell| name.eq_ignore_ascii_case(cell)) => Gap::None,
            Token::Tag { name, .. } if is_block(name) => Gap::Paragraph,
            Token::Tag { .. } => continue,
        };
        if ended == Gap::None {
            line.space = true;
        } else if line.text.is_empty() {
            // Two line breaks in a row are how many write a paragraph.
            let again = gap == Gap::Line && ended == Gap::Line;
            gap = if again { Gap::Paragraph } else { gap.max(ended) };
        } else {
            flush(&mut out, &mut line, gap);
            gap = ended;
        }
    }
    flush(&mut out, &mut line, gap);
    out
}

/// Cells of a table stand beside each other in a line.
const CELLS: [&str; 2] = ["td", "th"];

/// What parts a line from the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    None,
    Line,
    Paragraph,
}

/// Whether a text is meant as HTML: a tag of HTML or a reference is left in it.
pub fn looks_like(text: &str) -> bool {
    if !text.contains(['<', '&']) {
        return false;
    }
    Tokens::of(text).any(|token| match token {
        Token::Text(text) => matches!(decode(text), Cow::Owned(_)),
        Token::Tag { name, .. } => {
            is_block(name) || INLINE.iter().any(|known| name.eq_ignore_ascii_case(known))
        }
        Token::Gone => true,
    })
}

fn is_block(name: &str) -> bool {
    BLOCK.iter().any(|block| name.eq_ignore_ascii_case(block))
}

const BLOCK: [&str; 47] = [
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "br",
    "caption",
    "center",
    "dd",
    "details",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "html",
    "li",
    "main",
    "nav",
    "ol",
    "option",
    "p",
    "pre",
    "section",
    "summary",
    "table",
    "tbody",
    "td",
    "tfoot",
    "th",
    "thead",
    "title",
    "tr",
    "ul",
    "dir",
    "menu",
];

const INLINE: [&str; 48] = [
    "a", "abbr", "acronym", "audio", "b", "bdo", "big", "button", "cite", "code", "col", "colgroup", "del",
    "dfn", "em", "embed", "font", "i", "iframe", "img", "input", "ins", "kbd", "label", "link", "map",
    "mark", "meta", "object", "param", "picture", "q", "s", "samp", "script", "select", "small", "source",
    "span", "strike", "strong", "style", "sub", "sup", "textarea", "tt", "u", "video",
];

/// A line as it grows: white space is kept back until something follows it.
#[derive(Default)]
struct Line {
    text: String,
    space: bool,
}

impl Line {
    fn push(&mut self, text: &str) {
        for (at, word) in text.split(char::is_whitespace).enumerate() {
            self.space |= at > 0;
            if word.is_empty() {
                continue;
            }
            if self.space && !self.text.is_empty() {
                self.text.push(' ');
            }
            self.space = false;
            self.text.push_str(word);
        }
    }
}

fn flush(out: &mut String, line: &mut Line, gap: Gap) {
    if line.text.is_empty() {
        return;
    }
    if !out.is_empty() {
        out.push_str(if gap == Gap::Paragraph { "\n\n" } else { "\n" });
    }
    out.push_str(&line.text);
    *line = Line::default();
}
