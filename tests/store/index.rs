//! Index and database: two files that may part, and come together again.

use dateline::listing::{Mark, Stretch};
use dateline::query::{Query, Sort};
use dateline::store::{Library, StoreError};

use crate::builder::{Made, found, ids, library, stories, story, typed, well, wired, word};

#[test]
fn what_was_stored_and_not_indexed_is_found_after_opening() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    library.add(&[story("a", "early words"), story("b", "more words")]).unwrap();
    library.commit_index().unwrap();
    library.add(&[story("a", "changed words"), story("c", "late words")]).unwrap();
    // Dropped without a commit of the index: what a kill leaves.
    drop(library);
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    assert_eq!(found(&library, &word("words")), [3, 2, 1]);
    assert!(found(&library, &word("early")).is_empty());
    assert_eq!(found(&library, &word("late")), [3]);
}

#[test]
fn stories_added_without_an_index_are_found_once_it_is_opened() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.add(&stories(0..1_200)).unwrap();
    assert!(matches!(library.page(&word("story"), Stretch::First, 5), Err(StoreError::NotReady)));
    assert_eq!(library.page(&Query::default(), Stretch::First, 5).unwrap().len(), 5);
    library.open_index().unwrap();
    assert_eq!(library.tally(&word("story")).unwrap().stories, 1_200);
}

#[test]
fn a_missing_or_damaged_index_is_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let index = dir.path().join("index");
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    library.add(&stories(0..10)).unwrap();
    library.commit_index().unwrap();
    drop(library);
    let spoil_every_file = || {
        for entry in std::fs::read_dir(&index).unwrap() {
            std::fs::write(entry.unwrap().path(), b"not an index").unwrap();
        }
    };
    let empty_segments = || {
        for path in std::fs::read_dir(&index).unwrap().map(|entry| entry.unwrap().path()) {
            if path.extension().is_some_and(|kind| kind != "json" && kind != "lock") {
                std::fs::write(path, b"").unwrap();
            }
        }
    };
    let remove = || std::fs::remove_dir_all(&index).unwrap();
    let no_payload = || {
        let meta = std::fs::read_to_string(index.join("meta.json")).unwrap();
        std::fs::write(index.join("meta.json"), meta.replace("payload\":\"", "payload\":\"9.")).unwrap();
    };
    let damages: [&dyn Fn(); 4] = [&remove, &spoil_every_file, &empty_segments, &no_payload];
    for damage in damages {
        damage();
        let mut library = Library::open(dir.path()).unwrap();
        library.open_index().unwrap();
        assert_eq!(library.tally(&word("number")).unwrap().stories, 10);
        assert!(!dir.path().join("index.old").exists() && !dir.path().join("index.new").exists());
    }
}

#[test]
fn a_rebuild_says_how_far_it_is_and_finds_the_same() {
    let (_dir, mut library) = library();
    library.add(&stories(0..1_100)).unwrap();
    library.commit_index().unwrap();
    let before = found(&library, &typed("numb"));
    let mut heard = Vec::new();
    assert_eq!(library.rebuild(&mut |done, all| heard.push((done, all))).unwrap(), 1_100);
    assert_eq!(heard, [(500, 1_100), (1_000, 1_100), (1_100, 1_100)]);
    assert_eq!(found(&library, &typed("numb")), before);
    library.add(&stories(1_100..1_101)).unwrap();
    library.commit_index().unwrap();
    assert_eq!(found(&library, &typed("numb")).len(), 1_101);
}

#[test]
fn a_reader_sees_what_an_importer_adds_beside_it() {
    let (dir, mut reader) = library();
    let mut importer = Library::open_for_import(dir.path()).unwrap();
    importer.open_index().unwrap();
    let before = reader.changes().unwrap();
    for n in 0..10 {
        importer.add(&stories(n * 10..n * 10 + 10)).unwrap();
        importer.commit_index().unwrap();
        // The importer has the index's lock; the reader's own stories are stored all the same.
        reader.add(&[story(&format!("mine {n}"), "from the reader")]).unwrap();
        reader.mark(Mark::Read, true, &ids([1])).unwrap();
        reader.commit_index().unwrap();
        assert_eq!(reader.tally(&word("story")).unwrap().stories, u64::from(n + 1) * 10);
    }
    assert_ne!(reader.changes().unwrap(), before);
    assert_eq!(
        reader.tally(&word("reader")).unwrap().stories,
        9,
        "the last one waits for whoever has the lock"
    );
    drop(importer);
    reader.commit_index().unwrap();
    assert_eq!(reader.tally(&word("reader")).unwrap().stories, 10);
    assert_eq!(reader.len().unwrap(), 110);
}

#[test]
fn a_list_stays_in_order_after_segments_are_merged() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    for n in 0..24_u32 {
        // Dates run back and forth, so that segments overlap.
        let date = |k: u32| format!("2019-{:02}-{:02}", 1 + (n * 5 + k) % 12, 1 + (k * 7) % 28);
        let batch: Vec<_> = (0..9).map(|k| story(&format!("{n} {k}"), "common words").on(&date(k))).collect();
        library.add(&batch).unwrap();
        library.commit_index().unwrap();
    }
    let segments = std::fs::read_dir(dir.path().join("index")).unwrap();
    let segments = segments
        .filter(|entry| entry.as_ref().unwrap().path().extension().is_some_and(|kind| kind == "fast"));
    assert!(segments.count() < 24, "some were merged");
    for sort in [Sort::Newest, Sort::Oldest] {
        let all = found(&library, &Query { sort, ..Query::default() });
        let searched = Query { sort, ..word("common") };
        assert_eq!(found(&library, &searched), all);
        assert_eq!(library.page(&searched, Stretch::First, 7).unwrap().len(), 7);
    }
}

#[test]
fn a_story_that_changes_while_segments_are_merged_is_found_once() {
    let dir = tempfile::tempdir().unwrap();
    Library::open(dir.path()).unwrap().add(&wired(0..9)).unwrap();
    for n in 0..60 {
        // A writer of its own each time: what it does first must not be lost in a merge that begins with it.
        let mut library = Library::open(dir.path()).unwrap();
        library.open_index().unwrap();
        let changed = wired(n % 9..n % 9 + 1).into_iter().map(|old| old.titled(&format!("turn {n}")));
        library.add(&changed.collect::<Vec<_>>()).unwrap();
        library.commit_index().unwrap();
        assert_eq!(found(&library, &word("trams")).len(), 9, "turn {n}");
        well(&library);
    }
}
