//! A library that is looked through: what ails it is named, what is derived is put right, what one had is left.

use std::path::Path;

use dateline::article::correction::Verdict;
use dateline::listing::{Mark, StoryId};
use dateline::query::{Flag, Query, Term};
use dateline::store::{Ailment, Library, NAMED, Named, Step};

use crate::builder::{Made, country, found, ids, library, only, typed, well, wired, word};

/// What ails it and how often.
fn ails(library: &Library) -> Vec<(Ailment, u64)> {
    let examined = library.examine(&mut |_, _, _| {}).unwrap();
    assert!(examined.found.values().all(|found| found.named.len() as u64 == found.times.min(NAMED as u64)));
    examined.found.into_iter().map(|(ailment, found)| (ailment, found.times)).collect()
}

fn repair(library: &mut Library) {
    let examined = library.examine(&mut |_, _, _| {}).unwrap();
    library.repair(&examined, &mut |_, _, _| {}).unwrap();
}

fn sql(dir: &Path, sql: &str) {
    rusqlite::Connection::open(dir.join("library.db")).unwrap().execute_batch(sql).unwrap();
}

/// A library with an index that knows its first `many` stories, closed again.
fn with(dir: &Path, many: u32) {
    let mut library = Library::open(dir).unwrap();
    library.open_index().unwrap();
    let have = u32::try_from(library.len().unwrap()).unwrap();
    library.add(&wired(have..many)).unwrap();
    library.commit_index().unwrap();
}

/// Keeps the index as it is now beside the library.
fn keep_index(dir: &Path) {
    std::fs::create_dir(dir.join("kept")).unwrap();
    for entry in std::fs::read_dir(dir.join("index")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), dir.join("kept").join(entry.file_name())).unwrap();
    }
}

/// Puts that index back, and has it say that it knows every change up to `seq`.
fn put_back(dir: &Path, seq: Option<u32>) {
    std::fs::remove_dir_all(dir.join("index")).unwrap();
    std::fs::rename(dir.join("kept"), dir.join("index")).unwrap();
    let Some(seq) = seq else { return };
    let meta = std::fs::read_to_string(dir.join("index/meta.json")).unwrap();
    let (before, rest) = meta.split_once("\"payload\":").unwrap();
    let (space, rest) = rest.split_once('"').unwrap();
    let (payload, after) = rest.split_once('"').unwrap();
    let (version, _) = payload.split_once(' ').unwrap();
    let meta = format!("{before}\"payload\":{space}\"{version} {seq}\"{after}");
    std::fs::write(dir.join("index/meta.json"), meta).unwrap();
}

#[test]
fn a_library_that_was_worked_with_is_well() {
    let (dir, mut library) = library();
    well(&library);
    library.add(&wired(0..600)).unwrap();
    library.commit_index().unwrap();
    let changed =
        wired(590..610).into_iter().map(|article| article.titled("Trams again")).collect::<Vec<_>>();
    library.add(&changed).unwrap();
    library.mark(Mark::Bookmark, true, &ids([1, 610])).unwrap();
    library.correct(StoryId(7), &[Verdict::About(country("FR"), Some(true))]).unwrap();
    library.commit_index().unwrap();
    let mut heard = Vec::new();
    let examined = library.examine(&mut |step, done, all| heard.push((step, done, all))).unwrap();
    assert!(examined.found.is_empty(), "{examined:?}");
    assert_eq!(examined.stories, 610);
    assert!(heard.starts_with(&[(Step::Database, 0, 0), (Step::Stories, 256, 610)]), "{heard:?}");
    assert!(heard.ends_with(&[(Step::Index, 512, 610), (Step::Index, 610, 610)]), "{heard:?}");
    // Read by an older parser, which may have had it under other countries than today's.
    sql(dir.path(), "UPDATE story SET rules = 1, countries = 'FR' WHERE ord = 9");
    assert_eq!(ails(&library), [(Ailment::Tally, 2)], "the counts alone");
}

#[test]
fn an_index_that_lacks_stories_has_too_many_or_has_some_twice_is_put_right() {
    let wrong: [(u32, u32, u32, Ailment); 4] = [
        // Stories it had when it was kept, that there are now, the change it says it knows.
        (10, 15, 15, Ailment::Missing),
        (15, 15, 10, Ailment::Twice),
        (15, 10, 10, Ailment::Stray),
        (15, 10, 15, Ailment::Ahead),
    ];
    for (had, have, says, ailment) in wrong {
        let dir = tempfile::tempdir().unwrap();
        let old = tempfile::tempdir().unwrap();
        with(old.path(), had);
        keep_index(old.path());
        with(dir.path(), have);
        std::fs::rename(old.path().join("kept"), dir.path().join("kept")).unwrap();
        put_back(dir.path(), Some(says));
        let mut library = Library::open(dir.path()).unwrap();
        if ailment == Ailment::Twice {
            library.open_index().unwrap();
            library.commit_index().unwrap();
        }
        let times = if ailment == Ailment::Ahead { 1 } else { 5 };
        assert_eq!(ails(&library), [(ailment, times)]);
        repair(&mut library);
        well(&library);
        library.open_index().unwrap();
        assert_eq!(found(&library, &word("trams")), found(&library, &Query::default()));
        library.add(&wired(100..103)).unwrap();
        library.commit_index().unwrap();
        well(&library);
    }
}

#[test]
fn an_index_that_is_behind_missing_or_damaged_is_put_right() {
    let dir = tempfile::tempdir().unwrap();
    with(dir.path(), 10);
    keep_index(dir.path());
    with(dir.path(), 14);
    put_back(dir.path(), None);
    let mut library = Library::open(dir.path()).unwrap();
    assert_eq!(ails(&library), [(Ailment::Behind, 4)]);
    repair(&mut library);
    well(&library);
    drop(library);

    let segment = std::fs::read_dir(dir.path().join("index")).unwrap().map(|entry| entry.unwrap().path());
    let segment = segment.filter(|path| path.extension().is_some_and(|end| end == "pos")).max().unwrap();
    let mut bytes = std::fs::read(&segment).unwrap();
    bytes[3] ^= 0x40;
    std::fs::write(&segment, bytes).unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    assert_eq!(ails(&library), [(Ailment::Index, 1)], "one bit in a file that opens");
    repair(&mut library);
    well(&library);
    drop(library);

    std::fs::remove_dir_all(dir.path().join("index")).unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    assert_eq!(ails(&library), [(Ailment::NoIndex, 1)]);
    repair(&mut library);
    well(&library);
}

#[test]
fn stories_that_list_and_index_tell_otherwise_are_read_again_and_counted_anew() {
    let (dir, mut library) = library();
    library.add(&wired(0..20)).unwrap();
    library.commit_index().unwrap();
    let before = library.tally(&Query::default()).unwrap();
    sql(dir.path(), "UPDATE story SET countries = 'FR', country = 'FR' WHERE ord IN (3, 5)");
    sql(dir.path(), "UPDATE tally SET stories = stories + 40 WHERE what = ''");
    sql(dir.path(), "INSERT INTO tally VALUES ('JP', 2)");
    assert_eq!(ails(&library), [(Ailment::Tally, 4), (Ailment::Otherwise, 2)]);
    repair(&mut library);
    well(&library);
    assert_eq!(library.tally(&Query::default()).unwrap(), before);
}

#[test]
fn what_only_a_backup_can_bring_back_is_named_and_left() {
    let (dir, mut library) = library();
    library.add(&wired(0..20)).unwrap();
    library.commit_index().unwrap();
    library.mark(Mark::Bookmark, true, &ids([3, 20])).unwrap();
    sql(dir.path(), "UPDATE body SET copy = x'28b52ffd00' WHERE ord = 3; DELETE FROM body WHERE ord = 4");
    sql(dir.path(), "INSERT INTO body VALUES (99, x'00')");
    let mut bits = vec![0_u8; 8192];
    bits[50] = 2;
    let db = rusqlite::Connection::open(dir.path().join("library.db")).unwrap();
    db.execute("INSERT INTO mark VALUES (0, 0, ?1)", [&bits]).unwrap();
    let named = [(Ailment::Damaged, 2), (Ailment::Orphaned, 1), (Ailment::Marks, 1)];
    assert_eq!(ails(&library), named);
    let examined = library.examine(&mut |_, _, _| {}).unwrap();
    let Named::Story(id, headline) = &examined.found[&Ailment::Damaged].named[0] else { panic!("a story") };
    assert_eq!((id.0, headline.as_str()), (3, "Story 2 tells of trams"));
    let left = |db: &rusqlite::Connection| {
        let count = |sql: &str| db.query_row(sql, [], |row| row.get::<_, i64>(0)).unwrap();
        (count("SELECT count(*) FROM body"), count("SELECT count(*) FROM story"))
    };
    repair(&mut library);
    assert_eq!((ails(&library).as_slice(), left(&db)), (named.as_slice(), (20, 20)));
    assert_eq!(found(&library, &only(Term::Is(Flag::Bookmarked))).len(), 2);
    for ord in [3, 4] {
        let told = library.story(StoryId(ord)).unwrap_err().to_string();
        assert!(told.contains(&format!("story {ord} is damaged")) && told.contains("restore"), "{told}");
    }
    assert!(library.story(StoryId(5)).is_ok());

    assert_eq!(library.rebuild(&mut |_, _| {}).unwrap(), 18, "the others are in the index");
    assert_eq!(library.passed_over(), ids([3, 4]));
    assert_eq!(found(&library, &typed("tram")).len(), 18);
    assert_eq!(ails(&library), named, "and nothing more than before");
}

#[test]
fn what_another_program_is_indexing_just_now_is_no_fault() {
    let (dir, reader) = library();
    let mut importer = Library::open_for_import(dir.path()).unwrap();
    importer.open_index().unwrap();
    importer.add(&wired(0..8)).unwrap();
    let examined = reader.examine(&mut |_, _, _| {}).unwrap();
    assert_eq!((examined.under_way, examined.found.len()), (8, 0));
    importer.commit_index().unwrap();
    well(&reader);
}
