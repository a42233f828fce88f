//! How long stories of feeds are kept: for good, unless the reader says otherwise, and then only those of feeds.

use std::sync::atomic::AtomicBool;

use dateline::article::{self, RawCopy};
use dateline::fetch;
use dateline::listing::{Mark, Stretch};
use dateline::query::Query;

use super::cli::run;
use super::server::Server;
use super::{Desk, NOW, ok};

fn dated(items: &[(&str, &str)]) -> String {
    let item = |(name, date): &(&str, &str)| {
        format!("<item><guid>{name}</guid><title>{name}</title><pubDate>{date}</pubDate></item>")
    };
    let items: String = items.iter().map(item).collect();
    format!("<rss version='2.0'><channel><title>Holm</title>{items}</channel></rss>")
}

fn headlines(desk: &Desk) -> Vec<String> {
    let rows =
        desk.library.page(&Query::default(), Stretch::First, 99).expect("a library in a folder of its own");
    rows.into_iter().map(|row| row.headline).collect()
}

#[test]
fn only_old_stories_of_feeds_leave_and_only_where_that_is_set() {
    let items = [
        ("trams", "Fri, 02 Jan 2026 08:00:00 GMT"),
        ("on the day", "Wed, 03 Dec 2025 08:00:00 GMT"),
        ("ferries", "Tue, 02 Dec 2025 08:00:00 GMT"),
        ("bookmarked", "Sat, 01 Nov 2025 08:00:00 GMT"),
        ("undated", ""),
    ];
    let server = Server::answering(move |_| ok("", &dated(&items)));
    let mut desk = Desk::at(&server.url("/feed"));
    desk.library.open_index().unwrap();
    // Of the feed's own name.
    let archive = RawCopy {
        source: Some("HOLM".into()),
        date: "1999-05-01".parse().ok(),
        ..RawCopy::from_text("An old story.")
    };
    desk.library.add(&[article::parse(archive)]).unwrap();
    desk.fetch(NOW);
    desk.library.commit_index().unwrap();
    let rows = desk.library.page(&Query::default(), Stretch::First, 99).unwrap();
    let bookmarked = rows.iter().find(|row| row.headline == "bookmarked").unwrap().id();
    desk.library.mark(Mark::Bookmark, true, &[bookmarked]).unwrap();

    let (today, stop) = ("2026-01-02".parse().unwrap(), AtomicBool::new(false));
    let mut left = |days| fetch::retire(&mut desk.library, days, today, &stop).unwrap().left;
    assert_eq!((left(0), left(36_500)), (0, 0));
    assert_eq!((left(30), left(30)), (1, 0));
    assert_eq!(headlines(&desk), ["trams", "on the day", "bookmarked", "An old story", "undated"]);

    desk.fetch(NOW + 7 * super::HOUR);
    assert_eq!(server.requests().len(), 2);
    assert_eq!(headlines(&desk).len(), 5, "the feed still lists it, and it stays away");
}

#[test]
fn a_fetch_tells_what_is_no_longer_kept() {
    let today = chrono::Utc::now().to_rfc2822();
    let server = Server::answering(move |_| {
        ok("", &dated(&[("old", "Mon, 01 Jan 2001 08:00:00 GMT"), ("new", &today)]))
    });
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("keep.toml"), "[feeds]\nretention = 30\n").unwrap();
    let dateline = |args: &[&str]| run(home.path(), args, b"");
    dateline(&["add", &server.url("/feed")]);
    let (code, out, err) = dateline(&["fetch", "--config", "keep.toml"]);
    assert_eq!((code, out.as_str()), (0, "2 new · 1 no longer kept · 1 of 1 feed asked\n"), "{err}");
    assert!(dateline(&["list"]).1.trim_end().ends_with("new"));
}
