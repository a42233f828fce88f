//! What a key costs, counted and not timed: as many rows and stories in a large library as in a small one.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::path::PathBuf;

use common::reader::Reader;
use dateline::app::Shelf;
use dateline::article::{RawCopy, parse};
use dateline::listing::{Mark, StoryId, Stretch};
use dateline::query::Query;
use dateline::store::{Library, find_index};

/// Rows and stories read.
type Read = (u64, u64);

fn library(stories: u32) -> Library {
    filled(Library::scratch().unwrap(), stories)
}

fn filled(mut library: Library, stories: u32) -> Library {
    let story = |n: u32| {
        let text =
            format!("BAKU, June 1 (Meridian) - Tram {n} came late.\n\n\"It was the rain,\" said Aliyev.");
        let title = Some(format!("Trams, part {n}"));
        let date = chrono::NaiveDate::from_ymd_opt(2025, 6, 1);
        parse(RawCopy { id: Some(n.to_string()), title, date, ..RawCopy::from_text(text) })
    };
    library.open_index().unwrap();
    library.add(&(0..stories).map(story).collect::<Vec<_>>()).unwrap();
    library.commit_index().unwrap();
    library
}

/// What opening the reader cost, each of the keys, and leaving it.
fn costs(stories: u32, all: &[&str]) -> Vec<Read> {
    let library = library(stories);
    let before = library.work();
    let mut reader = Reader::over(library, Shelf::Own(PathBuf::new()), 120, 40);
    let opened = reader.work();
    let mut costs = vec![(opened.rows - before.rows, opened.stories - before.stories)];
    for keys in all.iter().copied().chain(["q"]) {
        let before = reader.work();
        reader.keys(keys);
        let after = reader.work();
        costs.push((after.rows - before.rows, after.stories - before.stories));
    }
    assert!(reader.quit);
    costs
}

#[test]
fn a_key_costs_as_much_in_a_large_library_as_in_a_small_one() {
    let down = ["j"; 25].join(" ");
    let keys = [
        down.as_str(),
        "k k k",
        "pgdn pgdn pgup",
        "b",
        "b",
        "enter",
        "n",
        "esc",
        "/ l a t e enter",
        &down,
        "pgdn",
        "G",
        "k k",
    ];
    let (small, large) = (costs(400, &keys), costs(1_200, &keys));
    assert_eq!(small, large);
    let [opening, downs, ups, .., quitting] = small.as_slice() else { panic!("too few") };
    assert!(opening.1 <= 3, "opening reads the story and its neighbours: {opening:?}");
    assert_eq!(downs.1, 25, "one story a step, read ahead: {downs:?}");
    assert_eq!(ups.1, 0, "those one comes from are still there: {ups:?}");
    assert_eq!(*quitting, (0, 0));
    let bookmark = small[4];
    assert_eq!(bookmark.1, 0, "a mark reads no story: {bookmark:?}");
}

/// Bytes that this thread has read and written so far, by the system's count.
#[cfg(target_os = "linux")]
fn bytes() -> (u64, u64) {
    let told = std::fs::read_to_string("/proc/thread-self/io").unwrap();
    let count = |name: &str| -> u64 {
        let line = told.lines().find_map(|line| line.strip_prefix(name)).unwrap();
        line.trim_start_matches(':').trim().parse().unwrap()
    };
    (count("rchar"), count("wchar"))
}

/// Bytes read and written by a start, by reading a story, by a mark, and by the end; and how large the library is.
#[cfg(target_os = "linux")]
fn moved(stories: u32) -> (Vec<(u64, u64)>, u64) {
    let dir = tempfile::tempdir().unwrap();
    drop(filled(Library::open(dir.path()).unwrap(), stories));
    let size = std::fs::metadata(dir.path().join("library.db")).unwrap().len();
    let mut costs = Vec::new();
    let mut last = bytes();
    let mut step = || {
        let now = bytes();
        costs.push((now.0 - last.0, now.1 - last.1));
        last = now;
    };
    let mut library = Library::open(dir.path()).unwrap();
    library.page(&Query::default(), Stretch::First, 128).unwrap();
    library.tally(&Query::default()).unwrap();
    library.use_index(find_index(dir.path()).unwrap());
    step();
    library.story(StoryId(stories / 2)).unwrap();
    step();
    library.mark(Mark::Read, true, &[StoryId(stories / 2)]).unwrap();
    step();
    drop(library);
    step();
    (costs, size)
}

#[test]
#[cfg(target_os = "linux")]
fn a_start_a_story_a_mark_and_the_end_move_as_many_bytes_in_a_large_library_as_in_a_small_one() {
    /// Of the database.
    const PAGE: u64 = 8192;
    let ((small, before), (large, size)) = (moved(400), moved(2_400));
    assert!(size > before + 40 * PAGE, "one is large and one is small: {before}, {size}");
    for ((small, large), what) in small.iter().zip(&large).zip(["start", "story", "mark", "end"]) {
        // Trees may be a level higher.
        assert!(large.0 <= small.0 + 8 * PAGE, "{what} reads {large:?}, {small:?}");
        assert!(large.1 <= small.1 + 4 * PAGE, "{what} writes {large:?}, {small:?}");
    }
}
