//! Subscriptions → the network → the library: asked politely on a few threads, kept by whoever owns the library.
//!
//! [`claim`] takes the feeds that are due, [`start`] asks for them and parses what comes, [`keep`] puts it into the library.
//! What may be asked when is `policy`, whom we may ask `guard`, how often at once `hosts`.

mod bring;
pub mod discover;
mod guard;
mod hosts;
mod http;
pub mod page;
pub mod policy;
mod proxy;
mod retire;

use std::collections::VecDeque;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};

use url::Url;

pub use bring::{bring, bring_pages};
pub use http::{Answer, Ask, Client, HttpError, Limits, Wants};
use policy::Head;
pub use proxy::Proxies;
pub use retire::{older, retire};

use crate::article::{self, Article};
use crate::format::feed::{self, Pace};
use crate::listing::{Added, Subscription};
use crate::store::{Library, Result};

/// Hosts that are asked at once.
const THREADS: usize = 12;
/// Feeds that may wait for the library, parsed.
const WAITING: usize = 4;
/// Stories in one transaction: others wait no longer than these take.
const BATCH: usize = 50;

/// A feed, and what asking for it brought.
pub struct Fetched {
    pub feed: Subscription,
    pub came: Came,
    moved: Option<String>,
    head: Head,
}

impl Fetched {
    /// What went wrong, where something did.
    pub fn fault(&self) -> Option<&str> {
        match &self.came {
            Came::Failed(why) => Some(why),
            Came::Gone => Some("gone for good: no longer asked for, its stories stay"),
            Came::Read { .. } | Came::Unchanged => None,
        }
    }
}

pub enum Came {
    Read {
        title: Option<String>,
        pace: Pace,
        stories: Vec<Article>,
    },
    Unchanged,
    /// For good.
    Gone,
    Failed(String),
}

/// Of these feeds the ones that are due and that no other program is asking for; they are ours for an hour.
pub fn claim(library: &mut Library, feeds: Vec<Subscription>, now: i64) -> Result<Vec<Subscription>> {
    let mut ours = Vec::new();
    for feed in feeds {
        if library.claim_feed(feed.id, now, now + policy::SHORTEST)? {
            ours.push(feed);
        }
    }
    Ok(ours)
}

/// What was typed as an address; `holm.example` is taken for one of https. `Err` says what is wrong.
pub fn address(typed: &str) -> std::result::Result<String, String> {
    let full = if typed.contains("://") { typed.to_owned() } else { format!("https://{typed}") };
    match Url::parse(&full) {
        Ok(url) if matches!(url.scheme(), "http" | "https") && url.has_host() => Ok(url.to_string()),
        _ => Err(format!("{typed} is no address of the web: give one that begins with https:// or http://")),
    }
}

/// Gives back feeds that were claimed and not asked for: they are due as they were.
pub fn release(library: &mut Library, feeds: &[Subscription]) -> Result<()> {
    feeds.iter().try_for_each(|feed| library.keep_feed(feed))
}

/// Asks for all of them, one after the other where they are of one host. The threads end when `stop` is set, or nobody
/// listens any more, after the request under way.
pub fn start(
    feeds: Vec<Subscription>,
    client: &Arc<Client>,
    now: i64,
    stop: &Arc<AtomicBool>,
) -> Receiver<Fetched> {
    let (sender, fetched) = sync_channel(WAITING);
    let mut hosts: Vec<(String, Vec<Subscription>)> = Vec::new();
    for feed in feeds {
        let host = Url::parse(&feed.url).ok().and_then(|url| url.host_str().map(str::to_owned));
        let host = host.unwrap_or_default();
        match hosts.iter_mut().find(|(name, _)| *name == host) {
            Some((_, feeds)) => feeds.push(feed),
            None => hosts.push((host, vec![feed])),
        }
    }
    let threads = hosts.len().min(THREADS);
    let queue: Arc<Mutex<VecDeque<_>>> = Arc::new(Mutex::new(hosts.into()));
    for _ in 0..threads {
        let (queue, client, stop, sender) =
            (Arc::clone(&queue), Arc::clone(client), Arc::clone(stop), sender.clone());
        std::thread::spawn(move || {
            let next = || queue.lock().unwrap_or_else(PoisonError::into_inner).pop_front();
            while let Some((_, feeds)) = next() {
                if ask_all(feeds, &client, now, &stop, &sender).is_none() {
                    return;
                }
            }
        });
    }
    fetched
}

fn ask_all(
    feeds: Vec<Subscription>,
    client: &Client,
    now: i64,
    stop: &AtomicBool,
    sender: &SyncSender<Fetched>,
) -> Option<()> {
    for feed in feeds {
        if stop.load(Ordering::Relaxed) {
            return None;
        }
        sender.send(fetch(feed, client, now)).ok()?;
    }
    Some(())
}

/// Asks for one feed and parses it. Whatever a stranger sends, the thread lives on.
pub fn fetch(feed: Subscription, client: &Client, now: i64) -> Fetched {
    let ask = Ask {
        url: &feed.url,
        typed: feed.typed.as_deref(),
        etag: feed.etag.as_deref(),
        last_modified: feed.last_modified.as_deref(),
        wants: Wants::Feed,
    };
    let answer = match client.get(ask, now) {
        Ok(answer) => answer,
        Err(error) => {
            let came = Came::Failed(error.to_string());
            return Fetched { feed, came, moved: None, head: Head::default() };
        }
    };
    let Answer { status, url, moved, head, charset, body } = answer;
    let came = match status {
        200 => catch_unwind(AssertUnwindSafe(|| read(&feed, &url, body, charset.as_deref()))).unwrap_or_else(
            |_| Came::Failed("the reader of feeds failed on it: please report it".to_owned()),
        ),
        304 => Came::Unchanged,
        410 => Came::Gone,
        429 | 503 => Came::Failed(format!("the server asks to come back later ({status})")),
        status => Came::Failed(format!("the server answered {status}")),
    };
    Fetched { feed, came, moved, head }
}

fn read(subscribed: &Subscription, url: &Url, body: Vec<u8>, charset: Option<&str>) -> Came {
    let mut feed = match feed::read_owned(body, charset) {
        Ok(feed) => feed,
        Err(why) => return Came::Failed(format!("what came {why}")),
    };
    let title = feed.title.clone();
    if let Some(source) = subscribed.own_source() {
        // Source and id tell a story: it stays the same one under a feed's new title.
        feed.title = Some(source.to_owned());
    }
    let stories = feed.items.iter().map(|item| feed::story::copy(&feed, item, url.host_str()));
    Came::Read { title, stories: stories.map(article::parse).collect(), pace: feed.pace.clone() }
}

/// What the reader typed that vouches for an address out of a story: a feed of the same host.
pub fn trusted<'a>(feeds: &'a [Subscription], url: &str) -> Option<&'a str> {
    let url = Url::parse(url).ok()?;
    feeds.iter().filter_map(|feed| feed.typed.as_deref()).find(|typed| guard::same_host(&url, typed))
}

/// Puts what came into the library and keeps how it went; answers what was new. Validators are kept only once the stories
/// are. `die`, between 0 and 1, spreads those that failed together. The index is the caller's to commit.
pub fn keep(library: &mut Library, fetched: &mut Fetched, now: i64, die: f64) -> Result<Added> {
    let Fetched { feed, came, moved, head } = fetched;
    let mut added = Added::default();
    match came {
        Came::Read { title, pace, stories } => {
            for batch in stories.chunks(BATCH) {
                let Added { new, changed, known, gone } = library.add_fetched(batch)?;
                added.new += new;
                added.changed += changed;
                added.known += known;
                added.gone += gone;
            }
            feed.items += added.new;
            if feed.own_source().is_none() {
                feed.title = title.take();
            }
            policy::read(feed, head, pace, now);
        }
        Came::Unchanged => policy::unchanged(feed, head, now),
        Came::Gone => policy::gone(feed, now),
        Came::Failed(why) => policy::failed(feed, why.clone(), head, now, die),
    }
    if matches!(came, Came::Read { .. } | Came::Unchanged)
        && let Some(to) = moved.take().and_then(|to| policy::moved(&feed.url, &to))
    {
        feed.url = to;
    }
    library.keep_feed(feed)?;
    Ok(added)
}
