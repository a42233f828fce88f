//! Coming from other readers: their lists of feeds, and newsboat's cache with what was read there.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::{Path, PathBuf};

use rusqlite::Connection;
use serde_json::Value;

use super::cli::run;
use super::server::Server;
use super::{ok, rss};

fn lines(home: &Path, args: &[&str]) -> Vec<Value> {
    let (_, out, _) = run(home, args, b"");
    out.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

/// Name, address and tags of every subscription.
fn feeds(home: &Path) -> Vec<(String, String, Vec<String>)> {
    let text = |value: &Value| value.as_str().expect("a string").to_owned();
    let feed = |feed: &Value| {
        let tags = feed["tags"].as_array().expect("a list").iter().map(text).collect();
        (text(&feed["name"]), text(&feed["url"]), tags)
    };
    lines(home, &["feeds", "--json"]).iter().map(feed).collect()
}

fn fixture(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/opml").join(name)
}

#[test]
fn the_lists_of_other_readers_become_subscriptions_under_their_folders_and_come_back_from_an_export() {
    type Feed = (&'static str, &'static str, &'static [&'static str]);
    let holm = "https://holm.example/atom.xml";
    let meridian = "https://meridian.example/feed.json";
    let cases: [(&str, &[Feed]); 2] = [
        (
            "netnewswire.opml",
            &[
                ("Lind & Sons", "https://lind.example/feed?a=1&b=2", &[]),
                ("Holm \"daily\"", holm, &["Nordic"]),
                ("Meridian", meridian, &["Nordic"]),
            ],
        ),
        (
            "eilmeldung.opml",
            &[
                ("Holm", holm, &["Nordic", "World"]),
                ("Meridian", meridian, &["World"]),
                ("Lind", "https://lind.example/feed", &[]),
            ],
        ),
    ];
    for (name, expected) in cases {
        let home = tempfile::tempdir().unwrap();
        let file = fixture(name);
        let (code, out, err) = run(home.path(), &["opml", "import", file.to_str().unwrap()], b"");
        assert_eq!((code, out.as_str()), (0, "subscribed to 3 feeds · to 0 already\n"), "{name}: {err}");
        let found = feeds(home.path());
        let plain: Vec<_> = found
            .iter()
            .map(|(name, url, tags)| (name.as_str(), url.as_str(), tags.iter().map(String::as_str).collect()))
            .collect();
        let expected: Vec<(&str, &str, Vec<&str>)> =
            expected.iter().map(|(name, url, tags)| (*name, *url, tags.to_vec())).collect();
        assert_eq!(plain, expected, "{name}");

        let (_, list, _) = run(home.path(), &["opml", "export"], b"");
        let other = tempfile::tempdir().unwrap();
        assert_eq!(run(other.path(), &["opml", "import", "-"], list.as_bytes()).0, 0);
        let sorted = |mut feeds: Vec<(String, String, Vec<String>)>| {
            feeds.sort();
            feeds
        };
        assert_eq!(sorted(feeds(other.path())), sorted(found), "{name}");
    }
}

#[test]
fn what_a_list_wants_run_is_told_and_not_taken_over() {
    let no_commands = "only addresses of http and https are, no commands";
    let list = "<opml><body><outline text='Holm' xmlUrl='https://holm.example/' filterCmd='sh -c x'/>\
        <outline text='Lind' xmlUrl='exec:lind --feed'/></body></opml>";
    let urls = "https://holm.example/\nfilter:x:https://lind.example/\n";
    let told = [
        "not taken over: Holm: filterCmd (sh -c x): no command of a list is run".to_owned(),
        format!("not taken over: Lind (exec:lind --feed): {no_commands}"),
    ];
    let told_of_urls = [format!("not taken over: filter:x:https://lind.example/: {no_commands}")];
    for (text, told) in [(list, &told[..]), (urls, &told_of_urls)] {
        let home = tempfile::tempdir().unwrap();
        let (code, out, err) = run(home.path(), &["opml", "import", "-"], text.as_bytes());
        assert_eq!((code, out.as_str()), (0, "subscribed to 1 feed · to 0 already\n"), "{err}");
        assert_eq!(err.lines().collect::<Vec<_>>(), told);
    }
    let home = tempfile::tempdir().unwrap();
    let (code, _, err) = run(home.path(), &["opml", "import", "-"], b"exec:ls\n");
    assert_eq!(code, 2);
    assert!(err.ends_with("nor a file of addresses: it has no address of http or https\n"), "{err}");
}

/// As newsboat 2.44 makes it.
const SCHEMA: &str = "
    CREATE TABLE rss_feed ( rssurl VARCHAR(1024) PRIMARY KEY NOT NULL, url VARCHAR(1024) NOT NULL,
        title VARCHAR(1024) NOT NULL );
    CREATE TABLE rss_item ( id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
        title VARCHAR(1024) NOT NULL, author VARCHAR(1024) NOT NULL, url VARCHAR(1024) NOT NULL,
        feedurl VARCHAR(1024) NOT NULL, pubDate INTEGER NOT NULL, content VARCHAR(65535) NOT NULL,
        unread INTEGER(1) NOT NULL );
    CREATE TABLE google_replay ( id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, guid VARCHAR(64) NOT NULL,
        state INTEGER NOT NULL, ts INTEGER NOT NULL );
    ALTER TABLE rss_item ADD enclosure_url VARCHAR(1024);
    ALTER TABLE rss_item ADD enclosure_type VARCHAR(1024);
    ALTER TABLE rss_item ADD enqueued INTEGER(1) NOT NULL DEFAULT 0;
    ALTER TABLE rss_item ADD flags VARCHAR(52);
    CREATE INDEX IF NOT EXISTS idx_rssurl ON rss_feed(rssurl);
    CREATE INDEX IF NOT EXISTS idx_guid ON rss_item(guid);
    CREATE INDEX IF NOT EXISTS idx_feedurl ON rss_item(feedurl);
    ANALYZE;
    ALTER TABLE rss_feed ADD lastmodified INTEGER(11) NOT NULL DEFAULT 0;
    CREATE INDEX IF NOT EXISTS idx_lastmodified ON rss_feed(lastmodified);
    ALTER TABLE rss_item ADD deleted INTEGER(1) NOT NULL DEFAULT 0;
    CREATE INDEX IF NOT EXISTS idx_deleted ON rss_item(deleted);
    ALTER TABLE rss_feed ADD is_rtl INTEGER(1) NOT NULL DEFAULT 0;
    ALTER TABLE rss_feed ADD etag VARCHAR(128) NOT NULL DEFAULT '';
    ALTER TABLE rss_item ADD base VARCHAR(128) NOT NULL DEFAULT '';
    CREATE TABLE metadata ( db_schema_version_major INTEGER NOT NULL, db_schema_version_minor INTEGER NOT NULL );
    INSERT INTO metadata VALUES ( 2, 33 );
    ALTER TABLE rss_item ADD COLUMN content_mime_type VARCHAR(255) NOT NULL DEFAULT '';
    ALTER TABLE rss_item ADD COLUMN enclosure_description VARCHAR(1024) NOT NULL DEFAULT '';
    ALTER TABLE rss_item ADD COLUMN enclosure_description_mime_type VARCHAR(128) NOT NULL DEFAULT '';";

/// Stories 0 to 3 of the feed at `url`, and one that was deleted: 0 and 2 are read, 2 is flagged.
fn cache(path: &Path, url: &str) {
    let db = Connection::open(path).unwrap();
    db.execute_batch(SCHEMA).unwrap();
    db.execute(
        "INSERT INTO rss_feed (rssurl, url, title) VALUES (?1, 'https://holm.example/', 'Holm')",
        [url],
    )
    .unwrap();
    for n in 0..5 {
        let unread = i32::from(n != 0 && n != 2);
        let flags = (n == 2).then_some("ax");
        db.execute(
            "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, flags, deleted,
                content_mime_type)
             VALUES (?1, ?2, 'Jo Lind', '', ?3, ?4, ?5, ?6, ?7, ?8, 'text/html')",
            rusqlite::params![
                n.to_string(),
                format!("Trams {n}"),
                url,
                1_700_000_000 + n,
                format!("OSLO (AP) -- Tram {n} ran."),
                unread,
                flags,
                n == 4
            ],
        )
        .unwrap();
    }
}

/// Headline, read, bookmarked and version of every story, by headline.
fn stories(home: &Path) -> Vec<(String, bool, bool, u64)> {
    let story = |row: &Value| {
        let headline = row["headline"]["text"].as_str().expect("a string").to_owned();
        let is = |name: &str| row[name].as_bool().expect("a flag");
        (headline, is("read"), is("bookmarked"), row["version"].as_u64().expect("a number"))
    };
    let mut rows: Vec<_> = lines(home, &["list", "--json"]).iter().map(story).collect();
    rows.sort();
    rows
}

#[test]
fn newsboats_cache_brings_stories_and_marks_and_a_later_fetch_finds_the_same_stories() {
    let server = Server::by_path(|_| ok("", &rss(1..6)));
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("cache.db");
    cache(&file, &server.url("/feed"));
    let before = std::fs::read(&file).unwrap();
    let import = || run(home.path(), &["import", file.to_str().unwrap()], b"");
    let said =
        "from newsboat: 4 stories new · 0 already here · 2 marked read · 1 bookmarked for their flags\n";
    let (code, out, err) = import();
    assert_eq!((code, out.as_str()), (0, said), "{err}");
    let tram = |n: u64, read, bookmarked| (format!("Trams {n}"), read, bookmarked, 1);
    let brought = [tram(0, true, false), tram(1, false, false), tram(2, true, true), tram(3, false, false)];
    assert_eq!(stories(home.path()), brought);
    assert_eq!(run(home.path(), &["feeds"], b"").0, 1, "nothing is subscribed to by that");

    let said =
        "from newsboat: 0 stories new · 4 already here · 0 marked read · 0 bookmarked for their flags\n";
    assert_eq!(import().1, said);
    assert_eq!(stories(home.path()), brought);
    assert_eq!(std::fs::read(&file).unwrap(), before, "the cache is only read");

    assert_eq!(run(home.path(), &["add", &server.url("/feed")], b"").0, 0);
    let (_, out, err) = run(home.path(), &["fetch"], b"");
    assert_eq!(out, "2 new · 1 of 1 feed asked\n", "{err}");
    let after = [&brought[..], &[tram(4, false, false), tram(5, false, false)]].concat();
    assert_eq!(stories(home.path()), after);
}

#[test]
fn an_item_without_an_id_is_the_same_in_the_cache_and_in_a_later_fetch() {
    let moment = "Tue, 14 Nov 2023 22:13:20 +0000";
    let feed = format!(
        "<rss version='2.0'><channel><title>Holm</title><item><title>Trams &amp; ships</title>\
         <link>https://holm.example/1</link><pubDate>{moment}</pubDate><description>OSLO (AP) -- A &lt;b>tram&lt;/b> ran.</description>\
         <enclosure url='https://holm.example/1.mp3'/></item></channel></rss>"
    );
    let server = Server::by_path(move |_| ok("", &feed));
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("cache.db");
    let db = Connection::open(&file).unwrap();
    db.execute_batch(SCHEMA).unwrap();
    db.execute("INSERT INTO rss_feed (rssurl, url, title) VALUES (?1, 'x', 'Holm')", [server.url("/feed")])
        .unwrap();
    db.execute(
        "INSERT INTO rss_item (guid, title, author, url, feedurl, pubDate, content, unread, enclosure_url)
         VALUES (?1, 'Trams & ships', '', 'https://holm.example/1', ?2, 1700000000, 'OSLO (AP) -- A <b>tram</b> ran.', 0,
            'https://holm.example/1.mp3')",
        rusqlite::params![format!("https://holm.example/1{moment}"), server.url("/feed")],
    )
    .unwrap();
    let (_, out, err) = run(home.path(), &["import", file.to_str().unwrap()], b"");
    assert!(out.starts_with("from newsboat: 1 story new"), "{out}{err}");
    assert_eq!(run(home.path(), &["add", &server.url("/feed")], b"").0, 0);
    let (_, out, _) = run(home.path(), &["fetch"], b"");
    assert_eq!(out, "0 new · 1 of 1 feed asked\n");
    assert_eq!(stories(home.path()), [("Trams & ships".to_owned(), true, false, 1)]);
}

#[test]
fn stories_that_a_feed_brought_before_are_marked_and_keep_their_text() {
    let server = Server::by_path(|_| ok("", &rss(0..3).replace("Holm", "Holm, renamed")));
    let home = tempfile::tempdir().unwrap();
    assert_eq!(run(home.path(), &["add", &server.url("/feed")], b"").0, 0);
    assert_eq!(run(home.path(), &["fetch"], b"").0, 0);
    let file = home.path().join("cache.db");
    cache(&file, &server.url("/feed"));
    let (_, out, err) = run(home.path(), &["import", file.to_str().unwrap()], b"");
    let said = "from newsboat: 1 story new · 3 already here · 2 marked read · 1 bookmarked for their flags\n";
    assert_eq!(out, said, "the subscription's title names the source: {err}");
}

#[test]
fn another_database_is_no_cache() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("cache.db");
    Connection::open(&file).unwrap().execute_batch("CREATE TABLE rss_feed (x)").unwrap();
    let (code, out, err) = run(home.path(), &["import", file.to_str().unwrap()], b"");
    assert_eq!((code, out.as_str()), (1, "imported 0 · 1 not understood\n"), "{err}");
}
