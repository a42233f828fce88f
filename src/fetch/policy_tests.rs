//! When a feed is due again, in tables.

use super::*;
use crate::listing::FeedId;

/// Friday, 2 January 2026, 10:20 UTC.
const NOW: i64 = 1_767_349_200;

fn feed() -> Subscription {
    Subscription {
        id: FeedId(1),
        url: "https://holm.example/feed".to_owned(),
        typed: None,
        title: None,
        own: None,
        tags: Vec::new(),
        etag: Some("\"old\"".to_owned()),
        last_modified: None,
        next_due: 0,
        last_success: None,
        last_try: None,
        errors: 3,
        error: Some("it failed".to_owned()),
        retry_after: None,
        ended: false,
        items: 0,
        pace: 0,
        skip_hours: 0,
        skip_days: 0,
        full_text: false,
    }
}

fn head(headers: &[(&str, &'static str)]) -> Head {
    Head::read(|name| headers.iter().find(|(has, _)| *has == name).map(|(_, value)| *value), NOW)
}

type Headers = &'static [(&'static str, &'static str)];

#[test]
fn what_server_and_feed_ask_for_is_the_shortest_wait() {
    let pace = |minutes| Pace { minutes: Some(minutes), ..Pace::default() };
    let cases: &[(Headers, Pace, i64)] = &[
        (&[], Pace::default(), 3600),
        (&[("cache-control", "max-age=60")], Pace::default(), 3600),
        (&[("cache-control", "public, Max-Age=\"7200\"")], Pace::default(), 7200),
        (&[("cache-control", "max-age=31536000")], Pace::default(), LONGEST),
        (&[("expires", "Fri, 02 Jan 2026 13:20:00 GMT")], Pace::default(), 3 * 3600),
        (&[("expires", "0")], Pace::default(), 3600),
        (&[("expires", "-1")], Pace::default(), 3600),
        (&[("expires", "Friday, 02-Jan-26 13:20:00 GMT")], Pace::default(), 3 * 3600),
        (&[("expires", "Fri Jan  2 13:20:00 2026")], Pace::default(), 3 * 3600),
        (&[("cache-control", "s-maxage=36000, max-age=7200")], Pace::default(), 7200),
        (&[("cache-control", "s-maxage=36000")], Pace::default(), 3600),
        (&[("cache-control", "max-age=9000"), ("age", "1800")], Pace::default(), 7200),
        (&[("cache-control", "max-age=9000"), ("age", "86400")], Pace::default(), 3600),
        (&[("cache-control", "max-age=9000"), ("age", "old")], Pace::default(), 9000),
        (&[("cache-control", "no-cache, max-age=7200")], Pace::default(), 3600),
        (&[("cache-control", "max-age=7200, No-Store")], Pace::default(), 3600),
        (
            &[("cache-control", "no-store"), ("expires", "Fri, 02 Jan 2026 13:20:00 GMT")],
            Pace::default(),
            3600,
        ),
        (&[("retry-after", "Friday, 02-Jan-26 13:20:00 GMT")], Pace::default(), 3 * 3600),
        (&[("retry-after", "Fri Jan  2 13:20:00 2026")], Pace::default(), 3 * 3600),
        (
            &[("expires", "Fri, 02 Jan 2026 13:20:00 GMT"), ("cache-control", "max-age=7200")],
            Pace::default(),
            7200,
        ),
        (&[], pace(5), 3600),
        (&[], pace(180), 3 * 3600),
        (&[("cache-control", "max-age=7200")], pace(240), 4 * 3600),
        (&[], pace(u32::MAX), LONGEST),
        (&[("retry-after", "10")], Pace::default(), 3600),
        (&[("retry-after", "90000")], Pace::default(), 90_000),
    ];
    for (headers, pace, wait) in cases {
        let mut feed = feed();
        read(&mut feed, &head(headers), pace, NOW);
        assert_eq!(feed.next_due - NOW, *wait, "{headers:?} {pace:?}");
        assert_eq!((feed.errors, feed.error, feed.last_success), (0, None, Some(NOW)));
    }
}

#[test]
fn hours_and_days_that_a_feed_asks_to_be_skipped_are() {
    for (hours, days, due) in [
        (vec![11], vec![], "2026-01-02T12:00"),
        (vec![11, 12, 13, 99], vec![], "2026-01-02T14:00"),
        (vec![], vec![4], "2026-01-03T00:00"),
        (vec![0], vec![4, 5], "2026-01-04T01:00"),
        ((0..24).collect(), vec![], "2026-01-02T11:20"),
    ] {
        let pace = Pace { minutes: None, skip_hours: hours, skip_days: days };
        let mut feed = feed();
        read(&mut feed, &Head::default(), &pace, NOW);
        let at = DateTime::from_timestamp(feed.next_due, 0).unwrap();
        assert_eq!(at.format("%Y-%m-%dT%H:%M").to_string(), due, "{pace:?}");
        unchanged(&mut feed, &Head::default(), NOW);
        assert_eq!(at.timestamp(), feed.next_due, "a 304 keeps what the feed asked for");
    }
}

#[test]
fn validators_are_those_of_the_last_answer_that_was_read() {
    let mut feed = feed();
    unchanged(&mut feed, &head(&[("etag", "\"other\"")]), NOW);
    assert_eq!(feed.etag.as_deref(), Some("\"old\""));
    let mut failing = feed.clone();
    failed(&mut failing, "it failed".to_owned(), &head(&[("etag", "\"other\"")]), NOW, 0.0);
    assert_eq!(failing.etag.as_deref(), Some("\"old\""));
    read(&mut feed, &head(&[("last-modified", "last tuesday")]), &Pace::default(), NOW);
    assert_eq!((feed.etag, feed.last_modified.as_deref()), (None, Some("last tuesday")));
}

#[test]
fn faults_keep_us_away_for_longer_each_time_up_to_a_day() {
    for (before, die, wait) in
        [(0, 0.0, 7200), (0, 1.0, 5400), (1, 0.0, 14_400), (4, 0.0, LONGEST), (99, 1.0, LONGEST * 3 / 4)]
    {
        let mut feed = Subscription { errors: before, ..feed() };
        failed(&mut feed, "it failed".to_owned(), &Head::default(), NOW, die);
        assert_eq!((feed.next_due - NOW, feed.errors), (wait, before + 1), "{before} {die}");
    }
    let mut feed = feed();
    let date = head(&[("retry-after", "Sun, 04 Jan 2026 10:20:00 GMT")]);
    failed(&mut feed, "it failed".to_owned(), &date, NOW, 0.5);
    assert_eq!((feed.next_due, feed.retry_after), (NOW + 2 * LONGEST, Some(NOW + 2 * LONGEST)));
    failed(&mut feed, "it failed".to_owned(), &head(&[("retry-after", "4000000000")]), NOW, 0.5);
    assert_eq!(feed.next_due, NOW + LONGEST_RETRY);
}

#[test]
fn an_address_that_gives_up_encryption_is_not_kept() {
    for (from, to, kept) in [
        ("http://a.example/", "https://a.example/", true),
        ("https://a.example/", "https://b.example/", true),
        ("https://a.example/", "http://a.example/", false),
        ("http://a.example/", "http://a.example/", false),
    ] {
        assert_eq!(moved(from, to).as_deref(), kept.then_some(to), "{from} {to}");
    }
}
