//! What a feed says: its title and its items, whichever format it is written in. The wires' formats are read into the
//! same, with what only they say beside it ([`Wire`]).

pub mod date;
mod document;
mod ident;
mod item;
mod json;
pub(super) mod link;
mod pace;
mod person;
mod prose;
mod refuse;
pub mod story;
#[cfg(test)]
mod tests;

use std::borrow::Cow;

use chrono::{DateTime, Utc};

use super::charset::{self, Decoded};
use super::wire;
pub use crate::article::Status;
pub use refuse::NotAFeed;

/// Bytes of the largest document that is read.
pub const LARGEST: usize = 64 * 1024 * 1024;
/// Items that are kept of one.
pub const MOST_ITEMS: usize = 100_000;

/// A feed of whatever kind, as far as it can be read. `charset` is what the server said, where there was one.
pub fn read(bytes: &[u8], charset: Option<&str>) -> Result<Feed, NotAFeed> {
    if bytes.len() > LARGEST {
        return Err(NotAFeed::TooLarge);
    }
    if let Some(feed) = of_wire(bytes) {
        return Ok(feed);
    }
    let decoded = charset::document(bytes, charset);
    of_text(&decoded.text, decoded.note)
}

/// As [`read`], for whoever has no more use for the bytes: they are gone before the items come.
pub fn read_owned(bytes: Vec<u8>, charset: Option<&str>) -> Result<Feed, NotAFeed> {
    if bytes.len() > LARGEST {
        return Err(NotAFeed::TooLarge);
    }
    if let Some(feed) = of_wire(&bytes) {
        return Ok(feed);
    }
    let (text, note) = match charset::document(&bytes, charset) {
        Decoded { text: Cow::Borrowed(text), note } => return of_text(text, note),
        Decoded { text: Cow::Owned(text), note } => (text, note),
    };
    drop(bytes);
    of_text(&text, note)
}

fn of_wire(bytes: &[u8]) -> Option<Feed> {
    wire::read(bytes).map(settled)
}

/// As [`read`], of this standard alone.
pub fn read_standard(standard: &wire::Standard, bytes: &[u8]) -> Result<Feed, NotAFeed> {
    if bytes.len() > LARGEST {
        return Err(NotAFeed::TooLarge);
    }
    (standard.read)(bytes).map(settled).ok_or_else(|| NotAFeed::NoText(format!("is no {}", standard.name)))
}

fn settled(mut feed: Feed) -> Feed {
    feed.items.iter_mut().for_each(ident::settle);
    feed
}

/// The item with an id: its own, else the one that is made for it.
pub fn named(mut item: Item) -> Item {
    ident::settle(&mut item);
    item
}

fn of_text(text: &str, note: Option<String>) -> Result<Feed, NotAFeed> {
    // An older encoding may take half the room.
    if text.len() > LARGEST {
        return Err(NotAFeed::TooLarge);
    }
    let text = text.trim_start_matches('\u{feff}');
    let mut feed =
        if text.trim_start().starts_with(['{', '[']) { json::read(text)? } else { document::read(text)? };
    feed.notes.splice(0..0, note);
    Ok(settled(feed))
}

/// A feed, or a wire's message, as far as it could be read. An empty string is never kept: what is not said is `None`.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Feed {
    /// Plain text, one line.
    pub title: Option<String>,
    /// The page the feed belongs to.
    pub link: Option<String>,
    /// As written.
    pub lang: Option<String>,
    /// In the order of the file.
    pub items: Vec<Item>,
    /// How often it may be asked for.
    pub pace: Pace,
    /// What was wrong with it, and where: one line each.
    pub notes: Vec<String>,
}

/// One story of a feed.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Item {
    /// The feed's own, trimmed; else one made of what the item holds: the same bytes give the same id.
    pub id: String,
    /// Plain text, one line.
    pub title: Option<String>,
    pub link: Option<String>,
    pub published: Option<DateTime<Utc>>,
    pub updated: Option<DateTime<Utc>>,
    /// A name each; where there is none, the address, else the URI.
    pub authors: Vec<String>,
    pub summary: Option<Prose>,
    pub content: Option<Prose>,
    /// What addresses in its text are resolved against, where the document says so (`xml:base`).
    pub base: Option<String>,
    pub categories: Vec<String>,
    pub enclosures: Vec<Enclosure>,
    pub lang: Option<String>,
    /// Apart, since few have it and there may be very many items.
    pub wire: Option<Box<Wire>>,
}

/// Text as it was sent. [`Prose::plain`] is how it reads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Prose {
    Plain(String),
    /// A fragment of HTML or XHTML, not cleaned.
    Html(String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Enclosure {
    pub url: String,
    /// A media type, where one is given.
    pub media: Option<String>,
}

/// How often a feed wants to be asked: RSS `ttl`, `skipHours`, `skipDays`, the syndication module's period.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Pace {
    /// At least so long between two fetches, in minutes.
    pub minutes: Option<u32>,
    /// Hours of the day, UTC, 0 to 23.
    pub skip_hours: Vec<u8>,
    /// Days of the week, Monday 0.
    pub skip_days: Vec<u8>,
}

/// What only the news industry's own formats say of a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Wire {
    /// `ninjs`, `newsml-g2`, `newsml-1`, `nitf`, `iptc7901` or `anpa`.
    pub format: &'static str,
    pub slugline: Option<String>,
    /// Which part of what it is, in words.
    pub series: Option<String>,
    /// What editors are told.
    pub advice: Option<String>,
    /// 1 is the most urgent.
    pub urgency: Option<u8>,
    pub copyright_holder: Option<String>,
    /// Where it is located, as the format names it, and the code it gives for the country, else for the place.
    pub place: Option<String>,
    pub place_code: Option<String>,
    pub byline: Option<String>,
    /// The version of the story, as written.
    pub version: Option<String>,
    pub status: Status,
    pub embargoed_until: Option<DateTime<Utc>>,
    /// The story that this one kills or takes the place of, where it has an id of its own: that one's id, as written.
    pub earlier: Option<String>,
}
