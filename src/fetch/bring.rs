//! The whole of a fetch, for the shell and the reader alike: feeds that were claimed are asked for and kept, then the pages of
//! stories that are wanted in full.

use std::cmp::Reverse;
use std::hash::{BuildHasher, Hasher, RandomState};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::RecvTimeoutError;
use std::time::Duration;

use super::page::{self, PageError};
use super::{Came, Client, Fetched, keep, release, start, trusted};
use crate::listing::{Added, StoryId, Subscription};
use crate::store::{Library, Result};

/// How often it is looked whether to stop.
const LOOK: Duration = Duration::from_millis(200);
/// Pages that one fetch of a feed asks for.
const MOST_PAGES: usize = 20;

/// Asks for feeds that were claimed and keeps what comes, telling of each; gives back those that were not asked for once
/// `stop` is set. Answers the pages that are wanted of what came. The index is the caller's to commit.
pub fn bring(
    library: &mut Library,
    ours: Vec<Subscription>,
    client: &Arc<Client>,
    now: i64,
    stop: &Arc<AtomicBool>,
    tell: &mut dyn FnMut(&Fetched, Added),
) -> Result<Vec<(StoryId, String)>> {
    let (mut waiting, mut pages) = (ours.clone(), Vec::new());
    let fetched = start(ours, client, now, stop);
    loop {
        let mut fetched = match fetched.recv_timeout(LOOK) {
            Ok(fetched) => fetched,
            Err(RecvTimeoutError::Timeout) if !stop.load(Ordering::Relaxed) => continue,
            Err(_) => break,
        };
        let added = keep(library, &mut fetched, now, die())?;
        pages.extend(wanted(library, &fetched)?);
        waiting.retain(|feed| feed.id != fetched.feed.id);
        tell(&fetched, added);
    }
    release(library, &waiting)?;
    Ok(pages)
}

/// Asks for pages, one after the other, and keeps the full text of each, telling how that went.
pub fn bring_pages(
    library: &mut Library,
    pages: &[(StoryId, String)],
    now: i64,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(&str, std::result::Result<(), PageError>),
) -> Result<()> {
    if pages.is_empty() {
        return Ok(());
    }
    let (client, feeds) = (page::client(), library.feeds()?);
    for (id, url) in pages {
        if stop.load(Ordering::Relaxed) {
            break;
        }
        // It may have left meanwhile.
        if library.packed(*id).is_err() {
            continue;
        }
        let came = std::env::current_exe()
            .map_err(PageError::Child)
            .and_then(|program| page::full_text(&client, url, trusted(&feeds, url), &program, now));
        match came {
            Ok(full) => {
                library.keep_full_text(*id, &full)?;
                tell(url, Ok(()));
            }
            Err(why) => tell(url, Err(why)),
        }
    }
    Ok(())
}

/// Between 0 and 1, another one each time.
fn die() -> f64 {
    f64::from(RandomState::new().build_hasher().finish() as u32) / f64::from(u32::MAX)
}

/// Stories of a feed whose pages are to be fetched, newest first and no more than a few: those of which none was yet.
fn wanted(library: &Library, fetched: &Fetched) -> Result<Vec<(StoryId, String)>> {
    let Came::Read { stories, .. } = &fetched.came else { return Ok(Vec::new()) };
    let mut wanted = Vec::new();
    for story in stories.iter().filter(|_| fetched.feed.full_text) {
        if let (Some(url), Some((id, false))) = (&story.copy.url, library.known(&story.copy)?) {
            wanted.push((story.copy.published, id, url.clone()));
        }
    }
    wanted.sort_by_key(|(published, ..)| Reverse(*published));
    Ok(wanted.into_iter().take(MOST_PAGES).map(|(_, id, url)| (id, url)).collect())
}
