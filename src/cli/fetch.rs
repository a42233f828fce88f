//! `dateline fetch [FEED…]`: what is new, from the feeds that are due.

use std::sync::Arc;
use std::sync::atomic::Ordering;

use super::args::{Fetch, Which};
use super::stop::Stop;
use super::{Ending, feeds, out};
use crate::fetch::{self, Client};
use crate::listing::Subscription;
use crate::quantity::{self, grouped};

/// What came of all of them.
#[derive(Default)]
struct Sum {
    asked: u64,
    failed: u64,
    new: u64,
    changed: u64,
    /// Full texts that came.
    pages: u64,
    /// Stories older than they are kept.
    left: u64,
}

pub fn run(args: &Fetch, which: &Which) -> anyhow::Result<Ending> {
    let retention = which.setup()?.config.feeds.retention;
    let mut library = feeds::open(which)?;
    let now = super::now();
    let wanted: Vec<Subscription> = if args.feeds.is_empty() {
        library.feeds()?
    } else {
        args.feeds.iter().map(|word| feeds::named(&library, word)).collect::<Result<_, _>>()?
    };
    if wanted.is_empty() {
        out::say("no feeds yet: dateline add URL");
        return Ok(Ending::Nothing);
    }
    let all = wanted.len() as u64;
    let due: Vec<_> = wanted.into_iter().filter(|feed| !feed.ended && feed.next_due <= now).collect();
    let ours = fetch::claim(&mut library, due, now)?;
    if !ours.is_empty() || retention > 0 {
        library.open_index()?;
    }
    let stop = Stop::listen()?;
    let bar = out::progress(Some(ours.len() as u64), args.quiet);
    bar.set_message("feeds");
    let mut sum = Sum::default();
    let client = Arc::new(Client::default());
    let pages = fetch::bring(&mut library, ours, &client, now, &stop.asked, &mut |fetched, added| {
        sum.asked += 1;
        sum.new += added.new;
        sum.changed += added.changed;
        if let Some(why) = fetched.fault() {
            sum.failed += 1;
            bar.suspend(|| out::complain(&format!("{}: {why}", fetched.feed.name())));
        }
        bar.inc(1);
    })?;
    library.commit_index()?;
    let retired = fetch::retire(&mut library, retention, super::today(), &stop.asked);
    sum.left = retired.as_ref().map_or(0, |pruned| pruned.left);
    bar.set_message("pages");
    bar.set_position(0);
    bar.set_length(pages.len() as u64);
    fetch::bring_pages(&mut library, &pages, now, &stop.asked, &mut |url, came| {
        match came {
            Ok(()) => sum.pages += 1,
            Err(why) => bar.suspend(|| out::complain(&format!("{url}: {why}"))),
        }
        bar.inc(1);
    })?;
    bar.finish_and_clear();
    out::tell(told(&sum, all), args.quiet)?;
    // What came is told all the same.
    retired?;
    Ok(match sum {
        _ if stop.asked.load(Ordering::Relaxed) => Ending::Stopped,
        Sum { asked, failed, .. } if asked > 0 && asked == failed => Ending::Nothing,
        _ => Ending::Done,
    })
}

fn told(sum: &Sum, all: u64) -> String {
    let mut parts = vec![format!("{} new", grouped(sum.new))];
    if sum.pages > 0 {
        parts.push(format!("{} in full", grouped(sum.pages)));
    }
    if sum.changed > 0 {
        parts.push(format!("{} changed", grouped(sum.changed)));
    }
    if sum.left > 0 {
        parts.push(format!("{} no longer kept", grouped(sum.left)));
    }
    parts.push(format!("{} of {} asked", grouped(sum.asked), quantity::feeds(all)));
    if sum.failed > 0 {
        parts.push(format!("{} failed", grouped(sum.failed)));
    }
    if sum.asked < all {
        parts.push(format!("{} not due yet or ended", grouped(all - sum.asked)));
    }
    parts.join(" · ")
}
