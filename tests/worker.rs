//! The worker on its thread: what it begins beside itself ends with it.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed; helpers of tests included")]

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use dateline::app::{Effect, Msg};
use dateline::article::{RawCopy, parse};
use dateline::listing::Reparsed;
use dateline::runtime::{Places, Wake, Worker};
use dateline::store::Library;

const STORIES: u32 = 1_500;

/// A library that an older parser read.
fn older(dir: &Path) {
    let story = |n: u32| {
        let text =
            format!("BAKU, June 1 (Meridian) - Story {n} tells of trams.\n\n\"They run,\" said Aliyev.");
        parse(RawCopy { id: Some(n.to_string()), ..RawCopy::from_text(text) })
    };
    let mut library = Library::open(dir).unwrap();
    library.add(&(1..=STORIES).map(story).collect::<Vec<_>>()).unwrap();
    drop(library);
    let db = rusqlite::Connection::open(dir.join("library.db")).unwrap();
    db.execute_batch("UPDATE story SET rules = 1").unwrap();
}

struct Running {
    effects: Sender<Effect>,
    waking: Receiver<Wake>,
    thread: JoinHandle<()>,
}

/// A worker that reads the library again, and has done the first stories.
fn reading_again(dir: &Path) -> Running {
    let worker = Worker::new(Library::open(dir).unwrap(), Places::default());
    let ((effects, asked), (wakes, waking)) = (channel(), channel());
    let thread = std::thread::spawn(move || worker.run(&asked, &wakes, None));
    effects.send(Effect::Reparse).unwrap();
    let under_way = |wake: Wake| matches!(wake, Wake::Msg(Msg::Reparsing { .. }));
    assert!(waking.iter().any(under_way), "it never began");
    Running { effects, waking, thread }
}

/// What it says that it did, among what it said.
fn told(wakes: impl Iterator<Item = Wake>) -> Option<Reparsed> {
    let mut wakes = wakes;
    wakes.find_map(|wake| if let Wake::Msg(Msg::Reparsed(done)) = wake { Some(done.unwrap()) } else { None })
}

#[test]
fn quitting_stops_reading_again_and_waits_for_what_was_read() {
    let dir = tempfile::tempdir().unwrap();
    older(dir.path());
    let Running { effects, waking, thread } = reading_again(dir.path());
    effects.send(Effect::Quit).unwrap();
    thread.join().unwrap();
    let done = told(waking.try_iter()).expect("the thread ended before the worker did");
    assert!(done.interrupted && (50..u64::from(STORIES)).contains(&done.stories), "{done:?}");
    assert!(Library::open(dir.path()).unwrap().outdated().unwrap(), "the next one goes on");
}

#[test]
fn reading_again_is_stopped_and_begun_again() {
    let dir = tempfile::tempdir().unwrap();
    older(dir.path());
    let Running { effects, waking, thread } = reading_again(dir.path());
    effects.send(Effect::StopReparse).unwrap();
    let first = told(waking.iter()).unwrap();
    assert!(first.interrupted, "{first:?}");
    effects.send(Effect::Reparse).unwrap();
    let second = told(waking.iter()).unwrap();
    assert_eq!((first.stories + second.stories, second.interrupted), (u64::from(STORIES), false));
    effects.send(Effect::Quit).unwrap();
    thread.join().unwrap();
}

#[test]
fn newsboats_cache_is_imported_beside_the_reader_with_what_was_read_and_flagged() {
    let (dir, own) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let cache = dir.path().join("cache.db");
    let db = rusqlite::Connection::open(&cache).unwrap();
    db.execute_batch(
        "CREATE TABLE rss_feed (rssurl, url, title);
         CREATE TABLE rss_item (id INTEGER PRIMARY KEY, guid, title, author, url, feedurl, pubDate, content, unread,
            flags, deleted);
         INSERT INTO rss_feed VALUES ('https://holm.example/feed', 'https://holm.example/', 'Holm');
         INSERT INTO rss_item VALUES (1, 'a', 'Trams', '', '', 'https://holm.example/feed', 1700000000, 'Run.', 0, 's', 0),
            (2, 'b', 'Ferries', '', '', 'https://holm.example/feed', 1700000001, 'Sail.', 1, '', 0)",
    )
    .unwrap();
    drop(db);
    let places = Places { own: own.path().to_owned(), ..Places::default() };
    let worker = Worker::new(Library::open(own.path()).unwrap(), places);
    let ((effects, asked), (wakes, waking)) = (channel(), channel());
    let thread = std::thread::spawn(move || worker.run(&asked, &wakes, None));
    let import = || {
        effects.send(Effect::Import(cache.clone())).unwrap();
        let line = |wake| if let Wake::Msg(Msg::Imported { line, .. }) = wake { Some(line) } else { None };
        waking.iter().find_map(line).unwrap().unwrap().unwrap()
    };
    let said = "from newsboat: 2 stories new · 0 already here · 1 marked read · 1 bookmarked for their flags";
    assert_eq!(import(), said);
    let said = "from newsboat: 0 stories new · 2 already here · 0 marked read · 0 bookmarked for their flags";
    assert_eq!(import(), said);
    effects.send(Effect::Quit).unwrap();
    thread.join().unwrap();
    let tally = Library::open(own.path()).unwrap().tally(&dateline::query::Query::default()).unwrap();
    assert_eq!((tally.stories, tally.unread), (2, 1));
}
