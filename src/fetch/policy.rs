//! When a feed may be asked for again, and what an answer changes: a function of the answer, the clock and a die.

use chrono::{DateTime, Datelike, Timelike};

use crate::format::feed::{Pace, date};
use crate::listing::Subscription;

/// Never again within the hour, whatever a server says.
pub const SHORTEST: i64 = 3600;
/// No feed and no fault keeps us away for longer.
pub const LONGEST: i64 = 24 * 3600;
/// But a server may, that says when to come again.
const LONGEST_RETRY: i64 = 30 * LONGEST;

/// What the head of an answer says of time and identity. Moments are seconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Head {
    pub etag: Option<String>,
    pub last_modified: Option<String>,
    /// Seconds that the answer stays good.
    pub fresh: Option<i64>,
    pub retry_after: Option<i64>,
}

impl Head {
    /// Reads it through `header`, which gives a header's value by its lower-case name.
    pub fn read<'a>(header: impl Fn(&str) -> Option<&'a str>, now: i64) -> Head {
        let said = |name: &str| header(name).filter(|value| !value.is_empty());
        Head {
            etag: said("etag").map(str::to_owned),
            last_modified: said("last-modified").map(str::to_owned),
            fresh: fresh(&said, now),
            retry_after: said("retry-after").and_then(|value| match value.trim().parse::<u32>() {
                Ok(seconds) => Some(now + i64::from(seconds)),
                Err(_) => moment(value),
            }),
        }
    }
}

/// What `Cache-Control` says goes before `Expires`. `s-maxage` is for caches that many share, which we are not; and what an
/// answer has lain in one on its way to us is over already.
fn fresh<'a>(said: &impl Fn(&str) -> Option<&'a str>, now: i64) -> Option<i64> {
    let mut max_age = None;
    for part in said("cache-control").unwrap_or_default().split(',') {
        let (name, value) = part.split_once('=').unwrap_or((part, ""));
        match name.trim().to_ascii_lowercase().as_str() {
            // Asks not to be kept: the shortest wait is all that is left.
            "no-store" | "no-cache" => return None,
            "max-age" => max_age = max_age.or(value.trim().trim_matches('"').parse::<u32>().ok()),
            _ => {}
        }
    }
    let Some(max_age) = max_age else { return said("expires").and_then(moment).map(|at| at - now) };
    let age = said("age").and_then(|age| age.trim().parse::<u32>().ok()).unwrap_or(0);
    Some(i64::from(max_age) - i64::from(age))
}

/// A date of HTTP in any of its three forms: today's, that of RFC 850 and that of C's asctime.
fn moment(value: &str) -> Option<i64> {
    let value = value.trim();
    let named = value.starts_with(|c: char| c.is_ascii_alphabetic());
    // Else "0" and "-1", which many send for "at once", might become a year.
    date::read(value).filter(|_| named).map(|at| at.timestamp())
}

/// A 200 that could be read. Validators are those of this answer, or none.
pub fn read(feed: &mut Subscription, head: &Head, pace: &Pace, now: i64) {
    feed.etag.clone_from(&head.etag);
    feed.last_modified.clone_from(&head.last_modified);
    feed.pace = pace.minutes.unwrap_or(0);
    feed.skip_hours = bits(&pace.skip_hours, 24);
    feed.skip_days = bits(&pace.skip_days, 7);
    unchanged(feed, head, now);
}

/// A 304: what the feed itself asked for last still holds.
pub fn unchanged(feed: &mut Subscription, head: &Head, now: i64) {
    feed.last_try = Some(now);
    feed.last_success = Some(now);
    feed.errors = 0;
    feed.error = None;
    let wait = head.fresh.unwrap_or(0).max(i64::from(feed.pace) * 60).clamp(SHORTEST, LONGEST);
    feed.next_due = allowed(now + wait, feed);
    obey(feed, head, now);
}

/// Anything else that went wrong. `die` is between 0 and 1.
pub fn failed(feed: &mut Subscription, why: String, head: &Head, now: i64, die: f64) {
    feed.last_try = Some(now);
    feed.errors = feed.errors.saturating_add(1);
    feed.error = Some(why);
    let wait = (SHORTEST << feed.errors.min(8)).min(LONGEST);
    // Up to a quarter less, so that those who failed together do not come back together.
    let early = (wait as f64 / 4.0 * die.clamp(0.0, 1.0)) as i64;
    feed.next_due = now + (wait - early).max(SHORTEST);
    obey(feed, head, now);
}

/// A 410.
pub fn gone(feed: &mut Subscription, now: i64) {
    feed.last_try = Some(now);
    feed.ended = true;
    feed.error = Some("gone for good, said the server (410)".to_owned());
}

fn obey(feed: &mut Subscription, head: &Head, now: i64) {
    feed.retry_after = head.retry_after.map(|at| at.min(now + LONGEST_RETRY)).filter(|at| *at > now);
    feed.next_due = feed.next_due.max(feed.retry_after.unwrap_or(0));
}

/// The first hour from `at` on that the feed does not ask to be skipped; `at` where it asks for all to be.
fn allowed(at: i64, feed: &Subscription) -> i64 {
    let skipped = |at: i64| {
        DateTime::from_timestamp(at, 0).is_some_and(|moment| {
            feed.skip_hours >> moment.hour() & 1 == 1
                || feed.skip_days >> moment.weekday().num_days_from_monday() & 1 == 1
        })
    };
    let hours = std::iter::successors(Some(at), |at| Some(at - at.rem_euclid(3600) + 3600));
    hours.take(8 * 24).find(|at| !skipped(*at)).unwrap_or(at)
}

fn bits(numbers: &[u8], most: u8) -> u32 {
    numbers.iter().filter(|number| **number < most).fold(0, |bits, number| bits | 1 << number)
}

/// The address to keep where a feed has moved for good: none where that would give up encryption.
pub fn moved(from: &str, to: &str) -> Option<String> {
    let downgraded = from.starts_with("https:") && !to.starts_with("https:");
    (!downgraded && from != to).then(|| to.to_owned())
}

#[cfg(test)]
#[path = "policy_tests.rs"]
mod tests;
