//! Feeds beside the running reader: looked for, asked for and kept on threads with a connection of their own.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use chrono::{DateTime, Local, Utc};

use super::Wake;
use crate::app::{Answer, Fetching, Msg, Offer, Ticket};
use crate::fetch::discover::{Candidate, discover};
use crate::fetch::{self, Client};
use crate::listing::{FeedId, Subscription};
use crate::quantity::{self, grouped};
use crate::store::Library;

/// A fetch under way, or over.
pub struct Fetch {
    stop: Arc<AtomicBool>,
    /// Nothing is ever sent: it closes with the thread.
    ended: Receiver<()>,
}

impl Fetch {
    /// Gives back the feeds that were not asked for yet; waits for that, but not for long.
    pub fn end(self, patience: Duration) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.ended.recv_timeout(patience);
    }
}

/// Starts to ask for these feeds of the library in `dir`, or for all that are due.
/// Stories of feeds older than `retention` days leave at the end, but for 0.
pub fn start(
    ids: Vec<FeedId>,
    client: &Arc<Client>,
    dir: &Path,
    retention: usize,
    wakes: &Sender<Wake>,
) -> Fetch {
    let (dir, client, sender) = (dir.to_owned(), Arc::clone(client), wakes.clone());
    let (open, ended) = channel();
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    let spawned = std::thread::Builder::new().name("fetch".into()).spawn(move || {
        let _open = open;
        let run = || run(&ids, &client, &dir, &asked, retention, &sender).map_err(|error| error.to_string());
        let line = std::panic::catch_unwind(std::panic::AssertUnwindSafe(run))
            .unwrap_or_else(|_| Err("the fetch failed by a fault of ours: what came is kept".to_owned()));
        // The program may have ended meanwhile.
        let _ = sender.send(Wake::Msg(Msg::Fetched(line)));
    });
    if let Err(error) = spawned {
        let line = format!("the fetch could not start: {error}");
        let _ = wakes.send(Wake::Msg(Msg::Fetched(Err(line))));
    }
    Fetch { stop, ended }
}

fn run(
    ids: &[FeedId],
    client: &Arc<Client>,
    dir: &Path,
    stop: &Arc<AtomicBool>,
    retention: usize,
    wakes: &Sender<Wake>,
) -> anyhow::Result<String> {
    let mut library = Library::open(dir)?;
    let now = Utc::now().timestamp();
    let mut wanted = library.feeds()?;
    wanted.retain(|feed| ids.is_empty() || ids.contains(&feed.id));
    if wanted.is_empty() {
        return Ok("no feeds yet: :add URL subscribes to one".to_owned());
    }
    let due: Vec<_> = wanted.iter().filter(|feed| !feed.ended && feed.next_due <= now).cloned().collect();
    let ours = fetch::claim(&mut library, due, now)?;
    if ours.is_empty() {
        return Ok(none_due(&wanted));
    }
    library.open_index()?;
    let mut far = Fetching { all: ours.len() as u64, ..Fetching::default() };
    let (mut failed, mut first) = (0, None);
    // Nobody listens only when the program ends anyway.
    let tell = |far| drop(wakes.send(Wake::Msg(Msg::Fetching(far))));
    tell(far);
    let pages = fetch::bring(&mut library, ours, client, now, stop, &mut |fetched, added| {
        far.new += added.new;
        far.done += 1;
        if let Some(why) = fetched.fault() {
            failed += 1;
            first.get_or_insert_with(|| format!("{}: {why}", fetched.feed.name()));
        }
        tell(far);
    })?;
    library.commit_index()?;
    let retired = fetch::retire(&mut library, retention, Local::now().date_naive(), stop);
    // A page that does not come leaves its story as it was received; `t` says why.
    fetch::bring_pages(&mut library, &pages, now, stop, &mut |_, _| {})?;
    let retired = retired.map(|pruned| pruned.left).map_err(|error| error.to_string());
    Ok(told(far, retired, failed, first))
}

fn told(far: Fetching, retired: Answer<u64>, failed: u64, first: Option<String>) -> String {
    let mut parts = vec![format!("{} new from {}", grouped(far.new), quantity::feeds(far.done))];
    match retired {
        Ok(0) => {}
        Ok(left) => parts.push(format!("{} no longer kept", grouped(left))),
        Err(line) => parts.push(line),
    }
    match (failed, first) {
        (1, Some(first)) => parts.push(first),
        (failed, Some(first)) => parts.push(format!("{} failed, first {first}", grouped(failed))),
        _ => {}
    }
    parts.join(" · ")
}

/// Nothing was asked for: since when is that so, and until when.
fn none_due(wanted: &[Subscription]) -> String {
    let next = wanted.iter().filter(|feed| !feed.ended).map(|feed| feed.next_due).min();
    match (wanted, next.and_then(|at| DateTime::from_timestamp(at, 0))) {
        ([feed], None) => format!("{} is gone for good: no longer asked for", feed.name()),
        (_, None) => "every one of these feeds is gone for good".to_owned(),
        ([feed], Some(at)) => format!("{} is asked for again at {}", feed.name(), clock(at)),
        (_, Some(at)) => {
            format!("no feed is due before {}: none is asked for more often than it likes", clock(at))
        }
    }
}

/// The local time, its day where that is not today.
fn clock(at: DateTime<Utc>) -> String {
    let (at, now) = (at.with_timezone(&Local), Local::now());
    let form = if at.date_naive() == now.date_naive() { "%H:%M" } else { "%-d %b %H:%M" };
    at.format(form).to_string()
}

/// Looks for feeds at an address that was typed.
pub fn look(ticket: Ticket, typed: String, client: &Arc<Client>, wakes: &Sender<Wake>) {
    let (client, sender) = (Arc::clone(client), wakes.clone());
    let told = typed.clone();
    let spawned = std::thread::Builder::new().name("discover".into()).spawn(move || {
        let find = || find(&client, &typed);
        let (typed, found) = std::panic::catch_unwind(std::panic::AssertUnwindSafe(find))
            .unwrap_or_else(|_| Err("what came there could not be read".to_owned()))
            .map_or_else(|line| (typed.clone(), Err(line)), |(typed, found)| (typed, Ok(found)));
        let _ = sender.send(Wake::Msg(Msg::Discovered { ticket, typed, found }));
    });
    if let Err(error) = spawned {
        let found = Err(format!("the search for feeds could not start: {error}"));
        let _ = wakes.send(Wake::Msg(Msg::Discovered { ticket, typed: told, found }));
    }
}

/// The address in full, and what is there.
fn find(client: &Client, typed: &str) -> Answer<(String, Vec<Offer>)> {
    let address = fetch::address(typed)?;
    let found =
        discover(client, &address, Utc::now().timestamp()).map_err(|why| format!("{address}: {why}"))?;
    let offers = found.into_iter().map(|Candidate { url, title }| Offer { url, title });
    Ok((address, offers.collect()))
}
