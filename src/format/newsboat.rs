//! What newsboat keeps: its `urls` file, an address a line with its tags behind it and `~` before a title of the reader's
//! own; and the items of its cache.

use chrono::DateTime;

use super::feed::{self, Enclosure, Feed, Item, Prose, date, story};
use super::html;
use super::opml::{self, Outline};
use crate::article::RawCopy;
use crate::sanitize;

/// Every feed that has an address of the web.
pub fn read(text: &str) -> Vec<Outline> {
    text.lines().filter_map(|line| feed(&sanitize::line(line))).collect()
}

/// What stands in the place of an address and is none: a command (`exec:`, `filter:`), a query, a file.
pub fn refused(text: &str) -> Vec<String> {
    let first = |line: &str| words(&sanitize::line(line)).into_iter().next();
    text.lines().filter_map(first).filter(|word| !opml::is_web(word)).collect()
}

/// An item of the cache. What newsboat does not know is empty.
#[derive(Debug, Clone, Default)]
pub struct Entry {
    pub id: String,
    pub title: String,
    pub author: String,
    pub link: String,
    /// Seconds since 1970.
    pub published: i64,
    pub content: String,
    /// What the content is; HTML where that is not told.
    pub media: String,
    /// The address of what comes with it.
    pub enclosure: String,
    /// Its address, and what it is called.
    pub feed: String,
    pub feed_title: String,
}

/// The item as a fetch of its feed would bring it.
pub fn copy(entry: Entry) -> RawCopy {
    let line = |text: &str| html::collapsed(&Prose::guess(text).plain());
    let some = |text: String| (!text.trim().is_empty()).then_some(text);
    let made = is_made(&entry);
    let plain = entry.media.starts_with("text/plain");
    let content = some(entry.content).map(if plain { Prose::Plain } else { Prose::Html });
    let feed = Feed { title: some(line(&entry.feed_title)), ..Feed::default() };
    let mut item = Item {
        id: entry.id.trim().to_owned(),
        title: some(line(&entry.title)),
        link: some(entry.link),
        published: DateTime::from_timestamp(entry.published, 0).filter(|_| entry.published > 0),
        authors: some(line(&entry.author)).into_iter().collect(),
        enclosures: some(entry.enclosure).map(|url| Enclosure { url, media: None }).into_iter().collect(),
        content,
        ..Item::default()
    };
    if made {
        // Feeds without ids are old, and have descriptions only.
        item = feed::named(Item { id: String::new(), summary: item.content.take(), ..item });
    }
    let host = url::Url::parse(&entry.feed).ok().and_then(|url| url.host_str().map(str::to_owned));
    story::copy(&feed, &item, host.as_deref())
}

/// Whether the feed gave no id: newsboat makes one then, of the link and the date, else of the title. One of the link
/// alone cannot be told from a feed's own.
fn is_made(entry: &Entry) -> bool {
    match entry.id.strip_prefix(&entry.link) {
        _ if entry.id.trim().is_empty() => true,
        Some(id) if entry.link.is_empty() => id == entry.title,
        Some(behind) => date::read(behind).is_some_and(|date| date.timestamp() == entry.published),
        None => false,
    }
}

fn feed(line: &str) -> Option<Outline> {
    let mut words = words(line).into_iter();
    let url = words.next().filter(|url| opml::is_web(url))?;
    let mut feed = Outline { url, ..Outline::default() };
    for word in words.filter(|word| !word.is_empty()) {
        match word.strip_prefix('~') {
            Some(title) => feed.title = Some(title.to_owned()).filter(|title| !title.is_empty()),
            // Hidden from newsboat's list, which is nothing to do with us.
            None if word == "!" => {}
            None if !feed.tags.contains(&word) => feed.tags.push(word),
            None => {}
        }
    }
    Some(feed)
}

/// Words parted by blanks; those in quotation marks may hold some. A `#` begins a comment.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let mut chars = line.chars().peekable();
    while let Some(first) = chars.next() {
        if first == '#' {
            break;
        }
        if first.is_whitespace() {
            continue;
        }
        let quoted = first == '"';
        let mut word = if quoted { String::new() } else { first.to_string() };
        while let Some(c) = chars.next() {
            match c {
                '"' if quoted => break,
                '\\' if quoted => word.extend(chars.next()),
                c if !quoted && c.is_whitespace() => break,
                c => word.push(c),
            }
        }
        words.push(word);
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_come_with_their_tags_and_titles_and_commands_do_not_come() {
        let text = "# mine\nhttps://holm.example/a#b nordic \"far away\" nordic \"~Holm, \\\"daily\\\"\" !\n\n\
            \"exec:ls -l\" x\nfilter:ls:https://lind.example/\n\"query:all:unread = \\\"yes\\\"\"\n\
            http://lind.example/ # a comment\n";
        assert_eq!(
            refused(text),
            ["exec:ls -l", "filter:ls:https://lind.example/", "query:all:unread = \"yes\""]
        );
        let tags = vec!["nordic".to_owned(), "far away".to_owned()];
        let title = Some("Holm, \"daily\"".to_owned());
        assert_eq!(
            read(text),
            [
                Outline { url: "https://holm.example/a#b".to_owned(), title, tags },
                Outline { url: "http://lind.example/".to_owned(), ..Outline::default() }
            ]
        );
    }
}
