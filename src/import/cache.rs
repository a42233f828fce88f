//! newsboat's cache → the library: its stories, and which of them were read or flagged there.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use url::Url;

use crate::article::{self, Article, RawCopy};
use crate::format::newsboat;
use crate::listing::{Added, Mark, StoryId};
use crate::quantity::{grouped, stories};
use crate::store::{Cached, Library, Result, cached};

/// Stories in one transaction.
const BATCH: usize = 50;

/// What came of it; `Display` is the line that tells it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Moved {
    pub new: u64,
    /// Already here; their text stays as it is.
    pub known: u64,
    /// They once left the library and stay away.
    pub gone: u64,
    /// Marked now.
    pub read: u64,
    pub bookmarked: u64,
}

/// Brings in what a cache has, marks included. Nothing is subscribed to and no mark is taken away; run twice, it changes
/// nothing the second time.
/// What left the library stays away, but where it is asked for `again`.
pub fn import(library: &mut Library, path: &Path, again: bool) -> Result<Moved> {
    let sources = sources(library)?;
    let mut moved = Moved::default();
    let add = if again { Library::add_again } else { Library::add };
    let mut batch = Vec::new();
    cached(path, &mut |item| {
        batch.push(item);
        if batch.len() < BATCH { Ok(()) } else { flush(library, add, &sources, &mut batch, &mut moved) }
    })?;
    flush(library, add, &sources, &mut batch, &mut moved)?;
    library.commit_index()?;
    Ok(moved)
}

/// What the stories of each subscription are filed under, by its addresses.
fn sources(library: &Library) -> Result<BTreeMap<String, String>> {
    let mut sources = BTreeMap::new();
    for feed in library.feeds()? {
        let Some(title) = feed.title else { continue };
        for url in feed.typed.iter().chain([&feed.url]) {
            sources.insert(address(url), title.clone());
        }
    }
    Ok(sources)
}

fn address(url: &str) -> String {
    Url::parse(url).map_or_else(|_| url.to_owned(), |url| url.to_string())
}

fn flush(
    library: &mut Library,
    add: fn(&mut Library, &[Article]) -> Result<Added>,
    sources: &BTreeMap<String, String>,
    batch: &mut Vec<Cached>,
    moved: &mut Moved,
) -> Result<()> {
    let items: Vec<(RawCopy, bool, bool)> = batch.drain(..).map(|item| copy(item, sources)).collect();
    let mut new = Vec::new();
    for (copy, ..) in &items {
        match library.story_like(copy)? {
            // What a fetch brought is as good as what newsboat kept.
            Some(_) => moved.known += 1,
            None => new.push(article::parse(copy.clone())),
        }
    }
    let added = add(library, &new)?;
    moved.new += added.new;
    moved.gone += added.gone;
    let (mut read, mut bookmarked): (Vec<StoryId>, Vec<StoryId>) = Default::default();
    for (copy, is_read, is_flagged) in &items {
        let Some(id) = library.story_like(copy)? else { continue };
        read.extend(is_read.then_some(id));
        bookmarked.extend(is_flagged.then_some(id));
    }
    moved.read += library.mark(Mark::Read, true, &read)?.len() as u64;
    moved.bookmarked += library.mark(Mark::Bookmark, true, &bookmarked)?.len() as u64;
    Ok(())
}

/// As a fetch of its feed would bring it, and whether it was read and flagged.
fn copy(item: Cached, sources: &BTreeMap<String, String>) -> (RawCopy, bool, bool) {
    let source = sources.get(&address(&item.feed)).cloned();
    let (read, flagged) = (item.read, item.flagged);
    let entry = newsboat::Entry {
        id: item.guid,
        title: item.title,
        author: item.author,
        link: item.url,
        published: item.published,
        content: item.content,
        media: item.media,
        enclosure: item.enclosure,
        feed: item.feed,
        feed_title: source.unwrap_or(item.feed_title),
    };
    (newsboat::copy(entry), read, flagged)
}

impl fmt::Display for Moved {
    /// `from newsboat: 120 stories new · 3 already here · 80 marked read · 2 bookmarked for their flags`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "from newsboat: {} new · {} already here", stories(self.new), grouped(self.known))?;
        if self.gone > 0 {
            write!(f, " · {} removed before stay away", grouped(self.gone))?;
        }
        write!(f, " · {} marked read", grouped(self.read))?;
        write!(f, " · {} bookmarked for their flags", grouped(self.bookmarked))
    }
}
