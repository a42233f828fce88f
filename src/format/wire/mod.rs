//! The news industry's own formats, one file a format: one table that says how each is recognised and who reads it.

mod anpa;
mod frame;
mod iptc7901;
mod moment;
mod ninjs;

use crate::format::feed::{Feed, Item, Prose};
use crate::sanitize;

/// One format of the wires.
#[derive(Debug, Clone, Copy)]
pub struct Standard {
    /// As `wire.format` names it.
    pub name: &'static str,
    /// Whether the bytes of a file look like it.
    pub looks: fn(&[u8]) -> bool,
    /// `Err` says why it is none after all.
    pub read: fn(&[u8]) -> Result<Feed, String>,
}

/// Every format, in the order they are tried in.
pub const STANDARDS: &[Standard] = &[
    Standard { name: anpa::NAME, looks: anpa::looks, read: anpa::read },
    Standard { name: iptc7901::NAME, looks: iptc7901::looks, read: iptc7901::read },
];

/// The format that a file is written in, if it is one of the wires'.
pub fn recognised(bytes: &[u8]) -> Option<&'static Standard> {
    STANDARDS.iter().find(|standard| (standard.looks)(bytes))
}

/// A line of plain text; `None` where nothing is left.
fn line(text: &str) -> Option<String> {
    let clean = sanitize::line(text);
    let words: Vec<&str> = clean.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A text of several lines; `None` where nothing is left.
fn plain(text: &str) -> Option<Prose> {
    let text = text.trim();
    (!text.is_empty()).then(|| Prose::Plain(text.to_owned()))
}

/// The id of a story that has none: the same bytes give the same.
fn made_id(bytes: &[u8]) -> String {
    format!("blake3:{}", &blake3::hash(bytes).to_hex()[..32])
}

/// Words that open a byline in the languages of the agencies.
const BY: &[&str] = &["by", "von", "par", "por", "av", "af", "di", "da", "door", "de notre", "de nuestro", "text:"];

/// The names of a byline, where a line is one: `By Jo Roe`, `Von Anna Lind, Meridian`.
fn byline(text: &str) -> Option<&str> {
    let text = text.trim().trim_end_matches(['=', '<']).trim_end();
    BY.iter().find_map(|by| {
        let (word, name) = text.split_at_checked(by.len())?;
        let named = name.starts_with(char::is_whitespace)
            && name.trim_start().starts_with(char::is_uppercase)
            && name.chars().count() <= LONGEST_BYLINE
            && !name.ends_with(['.', '?', '!', ':']);
        (word.eq_ignore_ascii_case(by) && named).then(|| name.trim())
    })
}

const LONGEST_BYLINE: usize = 80;

/// A feed of these stories alone; `Err` where there is none.
fn feed(items: Vec<Item>, notes: Vec<String>) -> Result<Feed, String> {
    if items.is_empty() {
        return Err("holds no story".to_owned());
    }
    Ok(Feed { items, notes, ..Feed::default() })
}
