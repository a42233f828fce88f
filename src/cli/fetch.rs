//! `dateline fetch [FEED…]`: what is new, from the feeds that are due.

use std::hash::{BuildHasher, Hasher, RandomState};
use std::io::Write;
use std::sync::Arc;
use std::sync::atomic::Ordering;

use indicatif::ProgressBar;

use super::args::{Fetch, Which};
use super::stop::Stop;
use super::{Ending, feeds, out};
use crate::fetch::{self, Came, Client, page};
use crate::listing::StoryId;
use crate::quantity::{self, grouped};
use crate::store::{Library, Subscription};

/// What came of all of them.
#[derive(Default)]
struct Sum {
    asked: u64,
    failed: u64,
    new: u64,
    changed: u64,
    /// Full texts that came.
    pages: u64,
}

pub fn run(args: &Fetch, which: &Which) -> anyhow::Result<Ending> {
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
    if !ours.is_empty() {
        library.open_index()?;
    }
    let mut waiting = ours.clone();
    let stop = Stop::listen()?;
    let bar = out::progress(Some(ours.len() as u64), args.quiet);
    bar.set_message("feeds");
    let mut sum = Sum::default();
    let mut pages = Vec::new();
    for mut fetched in fetch::start(ours, &Arc::new(Client::default()), now, &stop.asked) {
        let added = fetch::keep(&mut library, &mut fetched, now, die())?;
        pages.extend(fetch::pages_wanted(&library, &fetched)?);
        waiting.retain(|feed| feed.id != fetched.feed.id);
        sum.asked += 1;
        sum.new += added.new;
        sum.changed += added.changed;
        let why = match &fetched.came {
            Came::Failed(why) => Some(why.as_str()),
            Came::Gone => Some("gone for good: no longer asked for, its stories stay"),
            Came::Read { .. } | Came::Unchanged => None,
        };
        if let Some(why) = why {
            sum.failed += 1;
            bar.suspend(|| out::complain(&format!("{}: {why}", fetched.feed.name())));
        }
        bar.inc(1);
    }
    sum.pages = fetch_pages(&mut library, &pages, now, &stop, &bar)?;
    bar.finish_and_clear();
    fetch::release(&mut library, &waiting)?;
    library.commit_index()?;
    if !args.quiet {
        let mut stdout = out::stdout();
        writeln!(stdout, "{}", told(&sum, all))?;
        stdout.flush()?;
    }
    Ok(match sum {
        _ if stop.asked.load(Ordering::Relaxed) => Ending::Stopped,
        Sum { asked, failed, .. } if asked > 0 && asked == failed => Ending::Nothing,
        _ => Ending::Done,
    })
}

/// Full texts for the feeds that want them, one page after the other; answers how many came.
fn fetch_pages(
    library: &mut Library,
    pages: &[(StoryId, String)],
    now: i64,
    stop: &Stop,
    bar: &ProgressBar,
) -> anyhow::Result<u64> {
    if pages.is_empty() {
        return Ok(0);
    }
    let (client, program, feeds) = (page::client(), std::env::current_exe()?, library.feeds()?);
    let mut came = 0;
    bar.set_message("pages");
    bar.set_position(0);
    bar.set_length(pages.len() as u64);
    for (id, url) in pages {
        if stop.asked.load(Ordering::Relaxed) {
            break;
        }
        match page::full_text(&client, url, fetch::trusted(&feeds, url), &program, now) {
            Ok(full) => {
                library.keep_full_text(*id, &full)?;
                came += 1;
            }
            Err(why) => bar.suspend(|| out::complain(&format!("{url}: {why}"))),
        }
        bar.inc(1);
    }
    Ok(came)
}

fn told(sum: &Sum, all: u64) -> String {
    let mut parts = vec![format!("{} new", grouped(sum.new))];
    if sum.pages > 0 {
        parts.push(format!("{} in full", grouped(sum.pages)));
    }
    if sum.changed > 0 {
        parts.push(format!("{} changed", grouped(sum.changed)));
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

/// Between 0 and 1, another one each time.
fn die() -> f64 {
    f64::from(RandomState::new().build_hasher().finish() as u32) / f64::from(u32::MAX)
}
