//! What a document is that is no feed.

use super::super::decode;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotAFeed {
    #[error("is empty")]
    Empty,
    #[error("is larger than 64 MB")]
    TooLarge,
    /// Why it is none.
    #[error("{0}")]
    NoText(String),
    #[error("is a web page (HTML), no feed: give the address of its feed")]
    Page,
    #[error("is a list of feeds (OPML), no feed")]
    Opml,
    #[error("is a map (KML), no feed")]
    Kml,
    #[error("is XML, but no feed: it begins with <{0}>")]
    OtherXml(String),
    #[error("is JSON, but no feed: it has no `items`")]
    OtherJson,
    #[error("is no feed: neither XML nor JSON")]
    Other,
}

/// What a text without any element of a feed is. `root` is its first element.
pub fn why(text: &str, root: Option<&str>) -> NotAFeed {
    let Some(root) = root else {
        if text.trim().is_empty() {
            return NotAFeed::Empty;
        }
        let head = text.as_bytes();
        return decode::refuse(&head[..head.len().min(4096)]).map_or(NotAFeed::Other, NotAFeed::NoText);
    };
    match root.to_ascii_lowercase().as_str() {
        "html" | "head" | "body" | "title" | "div" | "p" | "h1" | "script" | "meta" | "table" => {
            NotAFeed::Page
        }
        "opml" => NotAFeed::Opml,
        "kml" => NotAFeed::Kml,
        _ => NotAFeed::OtherXml(root.chars().take(40).collect()),
    }
}
