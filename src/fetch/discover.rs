//! The feeds of a page: those that it links, else those that stand where feeds usually stand.

use url::Url;

use super::{Ask, Client, HttpError};
use crate::format::feed;
use crate::format::html::plain;
use crate::format::xml::attributes;

/// Feeds of one page that are offered.
const MOST: usize = 50;
const COMMON: [&str; 6] = ["/feed", "/rss", "/feed.xml", "/rss.xml", "/atom.xml", "/index.xml"];
const TYPES: [&str; 5] = [
    "application/rss+xml",
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/json",
];

/// A feed that may be subscribed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    pub url: String,
    pub title: Option<String>,
}

#[derive(Debug, thiserror::Error)]
pub enum DiscoverError {
    #[error(transparent)]
    Http(#[from] HttpError),
    #[error("the server answered {0}")]
    Status(u16),
    #[error("neither a feed nor a page that names one: give the address of the feed itself")]
    Nothing,
}

/// What may be subscribed to at an address that the reader typed: the address itself where it is a feed.
pub fn discover(client: &Client, typed: &str, now: i64) -> Result<Vec<Candidate>, DiscoverError> {
    let get = |url: &str| client.get(Ask { url, typed: Some(typed), ..Ask::default() }, now);
    let answer = get(typed)?;
    if answer.status != 200 {
        return Err(DiscoverError::Status(answer.status));
    }
    if let Ok(feed) = feed::read(&answer.body, answer.charset.as_deref()) {
        let url = answer.moved.unwrap_or_else(|| typed.to_owned());
        return Ok(vec![Candidate { url, title: feed.title }]);
    }
    let linked = links(&String::from_utf8_lossy(&answer.body), &answer.url);
    if !linked.is_empty() {
        return Ok(linked);
    }
    for path in COMMON {
        let Ok(url) = answer.url.join(path) else { continue };
        let Ok(found) = get(url.as_str()) else { continue };
        if found.status == 200
            && let Ok(feed) = feed::read_owned(found.body, found.charset.as_deref())
        {
            return Ok(vec![Candidate { url: found.url.to_string(), title: feed.title }]);
        }
    }
    Err(DiscoverError::Nothing)
}

/// The feeds that `<link rel=alternate>` of a page name.
pub fn links(page: &str, base: &Url) -> Vec<Candidate> {
    let mut found: Vec<Candidate> = Vec::new();
    for (at, _) in page.match_indices('<') {
        let Some(tag) = page[at + 1..].get(..4).filter(|name| name.eq_ignore_ascii_case("link")) else {
            continue;
        };
        let rest = &page[at + 1 + tag.len()..];
        let Some(end) = rest.find('>') else { break };
        let value = |wanted: &str| {
            attributes(&rest[..end])
                .find(|(name, _)| name.eq_ignore_ascii_case(wanted))
                .map(|(_, value)| plain(value))
                .filter(|value| !value.is_empty())
        };
        let alternate = value("rel")
            .is_some_and(|rel| rel.split_whitespace().any(|rel| rel.eq_ignore_ascii_case("alternate")));
        let kind = value("type").unwrap_or_default().to_ascii_lowercase();
        if !alternate || !TYPES.contains(&kind.split(';').next().unwrap_or_default().trim()) {
            continue;
        }
        let Some(url) = value("href").and_then(|href| base.join(&href).ok()) else { continue };
        let web = matches!(url.scheme(), "http" | "https");
        if web && found.len() < MOST && found.iter().all(|other| other.url != url.as_str()) {
            found.push(Candidate { url: url.to_string(), title: value("title") });
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_names_its_feeds_in_its_links() {
        let page = "<html><LINK REL='Alternate' type=application/rss+xml href=/news.xml title=\"Holm &amp; Lind\">\
            <link rel=stylesheet type=text/css href=a.css><link rel=alternate type=text/html href=/de/>\
            <link type='application/atom+xml; charset=utf-8' rel='alternate home' href='//feeds.holm.example/a?x=1&amp;y=2'>\
            <link rel=alternate type=application/rss+xml href=/news.xml>\
            <link rel=alternate type=application/rss+xml href=file:///etc/passwd><link rel=alternate";
        let found = links(page, &Url::parse("https://holm.example/front/").unwrap());
        let found: Vec<_> = found.iter().map(|feed| (feed.url.as_str(), feed.title.as_deref())).collect();
        assert_eq!(
            found,
            [
                ("https://holm.example/news.xml", Some("Holm & Lind")),
                ("https://feeds.holm.example/a?x=1&y=2", None)
            ]
        );
    }
}
