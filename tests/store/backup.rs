//! A library copied while others write it, and a copy put in its place: whole or not at all.

use std::path::{Path, PathBuf};

use dateline::article::correction::Verdict;
use dateline::listing::{Mark, StoryId, Stretch};
use dateline::query::{Flag, Query, Term};
use dateline::store::{Ailment, Library, Restored};

use crate::builder::{bulky, country, found, ids, only, stories, well, wired, word};

fn back_up(library: &Library, to: &Path) -> Result<u64, String> {
    library.backup(to, false, &mut |_, _| {}).map_err(|error| error.to_string())
}

fn restore(from: &Path, dir: &Path) -> Result<Restored, String> {
    Library::restore(from, dir, "today", &mut |_, _| {}).map_err(|error| error.to_string())
}

fn names(dir: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(dir).unwrap();
    let mut names: Vec<String> =
        entries.map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    names
}

/// A library of 12 stories with everything that a reader does to them, closed, and a backup of it.
fn kept(place: &Path) -> (PathBuf, PathBuf) {
    let (dir, file) = (place.join("lib"), place.join("kept.db"));
    let mut library = Library::open(&dir).unwrap();
    library.open_index().unwrap();
    library.add(&wired(0..12)).unwrap();
    library.mark(Mark::Bookmark, true, &ids([3, 12])).unwrap();
    library.note(StoryId(4), Some("look again")).unwrap();
    library.correct(StoryId(5), &[Verdict::About(country("FR"), Some(true))]).unwrap();
    library.commit_index().unwrap();
    assert_eq!(back_up(&library, &file).unwrap(), 12);
    (dir, file)
}

#[test]
fn a_backup_is_of_one_moment_and_nobody_waits_for_it() {
    let place = tempfile::tempdir().unwrap();
    let dir = tempfile::tempdir().unwrap();
    let mut importer = Library::open(dir.path()).unwrap();
    importer.add(&bulky(0..120, 16_000)).unwrap();
    importer.mark(Mark::Bookmark, true, &ids([3, 120])).unwrap();
    let reader = Library::open(dir.path()).unwrap();
    let (mut steps, file) = (0, place.path().join("kept.db"));
    let written = reader.backup(&file, false, &mut |done, all| {
        steps += 1;
        assert!(done <= all && all > 64);
        // Between any two steps others write what they like, and are never kept waiting.
        importer.add(&stories(10_000 + steps * 5..10_005 + steps * 5)).unwrap();
        importer.mark(Mark::Bookmark, false, &ids([3])).unwrap();
        assert_eq!(importer.page(&Query::default(), Stretch::First, 3).unwrap().len(), 3);
    });
    assert_eq!(written.unwrap(), 120);
    assert!(steps > 1 && importer.len().unwrap() == u64::from(120 + steps * 5), "in {steps} steps");
    assert_eq!(names(place.path()), ["kept.db"], "one file, and nothing else");

    let other = place.path().join("other");
    assert_eq!(restore(&file, &other).unwrap(), Restored { stories: 120, kept: None });
    let restored = Library::open(&other).unwrap();
    assert!(
        restored.page(&Query::default(), Stretch::First, 120).unwrap().iter().all(|row| row.version == 1)
    );
    assert!(restored.story(StoryId(3)).unwrap().marks.bookmarked, "as it stood when it began");
    let examined = restored.examine(&mut |_, _, _| {}).unwrap();
    assert!(examined.found.into_keys().eq([Ailment::NoIndex]), "the index is made when it is opened");
}

#[test]
fn a_backup_writes_over_nothing_unless_it_is_told_to() {
    let place = tempfile::tempdir().unwrap();
    let (dir, file) = kept(place.path());
    let before = std::fs::read(&file).unwrap();
    let library = Library::open(&dir).unwrap();
    let told = back_up(&library, &file).unwrap_err();
    assert!(told.contains("--force"), "{told}");
    assert_eq!(std::fs::read(&file).unwrap(), before);
    for own in ["library.db", "library.db-wal", "library.lock"] {
        let told = library.backup(&dir.join(own), true, &mut |_, _| {}).unwrap_err().to_string();
        assert!(told.contains("the library itself"), "{told}");
    }
    assert!(back_up(&library, place.path()).unwrap_err().contains("name a file in it"));
    assert!(back_up(&library, &place.path().join("none/kept.db")).unwrap_err().contains("no such directory"));
    assert_eq!(library.backup(&file, true, &mut |_, _| {}).unwrap(), 12);
    assert_eq!(names(place.path()), ["kept.db", "lib"]);
}

#[test]
fn a_backup_brings_back_what_the_reader_did_and_keeps_aside_what_stood_there() {
    let place = tempfile::tempdir().unwrap();
    let (dir, file) = kept(place.path());
    let mut library = Library::open(&dir).unwrap();
    library.open_index().unwrap();
    library.add(&wired(12..20)).unwrap();
    library.mark(Mark::Bookmark, false, &ids([3, 12])).unwrap();
    library.commit_index().unwrap();
    drop(library);

    let restored = restore(&file, &dir).unwrap();
    let aside = dir.join("library.db.before-today");
    assert_eq!(restored, Restored { stories: 12, kept: Some(aside.clone()) });
    let mut library = Library::open(&dir).unwrap();
    library.open_index().unwrap();
    well(&library);
    assert_eq!(found(&library, &word("trams")).len(), 12, "the index is that of the backup");
    assert_eq!(found(&library, &only(Term::Is(Flag::Bookmarked))).len(), 2);
    assert_eq!(library.story(StoryId(4)).unwrap().note.as_deref(), Some("look again"));
    assert!(library.story(StoryId(5)).unwrap().correction.about[&country("FR")]);
    drop(library);

    let back = restore(&aside, &dir).unwrap();
    assert_eq!((back.stories, back.kept), (20, Some(dir.join("library.db.before-today-2"))));
    assert_eq!(Library::open(&dir).unwrap().len().unwrap(), 20);
}

#[test]
fn nothing_is_restored_over_a_library_that_is_open() {
    let place = tempfile::tempdir().unwrap();
    let (dir, file) = kept(place.path());
    let mut open = Library::open(&dir).unwrap();
    open.open_index().unwrap();
    let told = restore(&file, &dir).unwrap_err();
    assert!(told.contains("another dateline has this library open"), "{told}");
    open.add(&wired(12..13)).unwrap();
    open.commit_index().unwrap();
    assert_eq!(found(&open, &word("trams")).len(), 13, "it goes on");
    drop(open);
    assert!(!names(&dir).iter().any(|name| name.contains("part") || name.contains("before")));
    assert_eq!(restore(&file, &dir).unwrap().stories, 12);
}

#[test]
fn what_is_no_whole_backup_is_refused_and_the_library_stays() {
    let place = tempfile::tempdir().unwrap();
    let (dir, file) = kept(place.path());
    let before = std::fs::read(dir.join("library.db")).unwrap();
    let whole = std::fs::read(&file).unwrap();
    let other = place.path().join("other.db");
    let spoilt = |change: &dyn Fn(&mut Vec<u8>)| {
        let mut bytes = whole.clone();
        change(&mut bytes);
        std::fs::write(&other, bytes).unwrap();
        restore(&other, &dir).unwrap_err()
    };
    let middle = whole.len() / 2 / 8192 * 8192;
    assert!(spoilt(&|bytes| bytes[middle..middle + 4096].fill(0xA5)).contains("damaged"));
    assert!(spoilt(&|bytes| bytes.truncate(middle)).contains("damaged"));
    assert!(spoilt(&|bytes| bytes[60..64].copy_from_slice(&77_u32.to_be_bytes())).contains("newer dateline"));
    assert!(spoilt(&|bytes| bytes.fill(b'x')).contains("no library of dateline"));
    assert!(spoilt(&|bytes| bytes.clear()).contains("no library of dateline"));
    std::fs::remove_file(&other).unwrap();
    let db = rusqlite::Connection::open(&other).unwrap();
    db.execute_batch("CREATE TABLE shop (id INTEGER); PRAGMA user_version = 2").unwrap();
    drop(db);
    assert!(restore(&other, &dir).unwrap_err().contains("no library of dateline"));
    assert!(restore(&place.path().join("none.db"), &dir).unwrap_err().contains("no such file"));
    assert!(restore(&dir.join("library.db"), &dir).unwrap_err().contains("the library itself"));
    assert_eq!(std::fs::read(dir.join("library.db")).unwrap(), before);
    well(&Library::open(&dir).unwrap());
}

#[test]
fn a_wreck_gives_way_to_a_backup_and_is_kept_with_what_lay_beside_it() {
    let place = tempfile::tempdir().unwrap();
    let (dir, file) = kept(place.path());
    std::fs::write(dir.join("library.db"), [b'x'; 9_000]).unwrap();
    std::fs::write(dir.join("library.db-wal"), [b'y'; 9_000]).unwrap();
    let restored = restore(&file, &dir).unwrap();
    assert_eq!(std::fs::read(restored.kept.unwrap()).unwrap(), [b'x'; 9_000]);
    assert_eq!(std::fs::read(dir.join("library.db.before-today-wal")).unwrap(), [b'y'; 9_000]);
    let mut library = Library::open(&dir).unwrap();
    library.open_index().unwrap();
    well(&library);
}

#[test]
fn a_library_that_left_its_log_behind_is_brought_back_to_one() {
    let place = tempfile::tempdir().unwrap();
    let (dir, _) = kept(place.path());
    let db = rusqlite::Connection::open(dir.join("library.db")).unwrap();
    let mode =
        |db: &rusqlite::Connection, sql: &str| db.query_row(sql, [], |row| row.get::<_, String>(0)).unwrap();
    assert_eq!(mode(&db, "PRAGMA journal_mode = DELETE"), "delete");
    drop(db);
    let mut library = Library::open(&dir).unwrap();
    let db = rusqlite::Connection::open(dir.join("library.db")).unwrap();
    assert_eq!(mode(&db, "PRAGMA journal_mode"), "wal", "so that readers never wait for a writer");
    library.mark(Mark::Read, true, &ids([1])).unwrap();
}
