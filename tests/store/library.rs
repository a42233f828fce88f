//! Adding, paging, counting, opening again: without a search.

use dateline::listing::{Added, Mark, Stretch};
use dateline::query::{Query, Sort};
use dateline::store::{Library, Work};

use crate::builder::{Made, country, day, found, ids, library, numbers, stories, story};

#[test]
fn importing_twice_changes_nothing() {
    let (_dir, mut library) = library();
    let batch = stories(0..20);
    assert_eq!(library.add(&batch).unwrap(), Added { new: 20, changed: 0, known: 0, gone: 0 });
    let (rows, tally) = (
        library.page(&Query::default(), Stretch::First, 99).unwrap(),
        library.tally(&Query::default()).unwrap(),
    );
    assert_eq!(library.add(&batch).unwrap(), Added { new: 0, changed: 0, known: 20, gone: 0 });
    assert_eq!(library.page(&Query::default(), Stretch::First, 99).unwrap(), rows);
    assert_eq!(library.tally(&Query::default()).unwrap(), tally);
    assert_eq!(library.len().unwrap(), 20);
}

#[test]
fn a_story_twice_in_one_batch_is_one_story() {
    let (_dir, mut library) = library();
    let batch = [story("a", "first"), story("a", "first"), story("a", "second"), story("b", "other")];
    assert_eq!(library.add(&batch).unwrap(), Added { new: 2, changed: 1, known: 1, gone: 0 });
    library.commit_index().unwrap();
    assert!(found(&library, &crate::builder::word("first")).is_empty());
    assert_eq!(found(&library, &crate::builder::word("second")), [1]);
}

#[test]
fn a_changed_story_keeps_its_number_marks_and_note_and_becomes_version_2() {
    let (_dir, mut library) = library();
    library.add(&[story("a", "the old text").about(&["AZ"]), story("b", "another").about(&["RU"])]).unwrap();
    library.mark(Mark::Read, true, &ids([1])).unwrap();
    library.mark(Mark::Bookmark, true, &ids([1])).unwrap();
    library.note(ids([1])[0], Some("look again")).unwrap();
    let changed = story("a", "the new text").about(&["RU", "FR"]).on("2019-12-13");
    assert_eq!(library.add(std::slice::from_ref(&changed)).unwrap().changed, 1);

    let story = library.story(ids([1])[0]).unwrap();
    assert_eq!(story.article.copy, changed.copy);
    assert_eq!((story.version, story.note.as_deref()), (2, Some("look again")));
    assert!(story.marks.read && story.marks.bookmarked);
    let tally = library.tally(&Query::default()).unwrap();
    assert_eq!((tally.stories, tally.unread), (2, 1));
    let expected = [(country("RU"), 2), (country("FR"), 1)];
    assert_eq!(tally.countries, expected.into_iter().collect());
    assert_eq!(library.stats().unwrap().versions, 3);
    assert_eq!(library.page(&Query::default(), Stretch::First, 1).unwrap()[0].version, 2);
}

#[test]
fn rows_say_what_the_list_shows() {
    let (_dir, mut library) = library();
    library
        .add(&[
            story("a", "BAKU talks")
                .on("2019-12-13")
                .at("2019-12-12T23:59:30Z")
                .filed("BAKU", "TASS")
                .about(&["AZ"]),
            story("b", "undated"),
            story("c", "dated").on("2019-12-13").titled("A headline"),
        ])
        .unwrap();
    let rows = library.page(&Query::default(), Stretch::First, 9).unwrap();
    assert_eq!(numbers(&rows), [3, 1, 2]);
    assert_eq!((rows[0].headline.as_str(), rows[0].derived), ("A headline", false));
    assert_eq!((rows[0].date, rows[0].published), (Some(day("2019-12-13")), None));
    assert_eq!(rows[1].published, Some("2019-12-12T23:59:00Z".parse().unwrap()));
    assert_eq!(rows[1].date, Some(day("2019-12-12")), "the day it stands under");
    assert_eq!((rows[1].country, rows[1].agency.as_deref()), (Some(country("AZ")), Some("TASS")));
    assert_eq!((rows[2].date, rows[2].published, rows[2].country), (None, None, None));
}

#[test]
fn undated_stories_stand_last_and_days_count_the_rest() {
    let (_dir, mut library) = library();
    let dated = |id, date: &str| story(id, id).on(date);
    library
        .add(&[
            story("u", "u"),
            dated("old", "1950-02-01"),
            dated("a", "2020-02-29"),
            dated("b", "2020-02-29"),
            dated("c", "2020-03-01"),
        ])
        .unwrap();
    assert_eq!(found(&library, &Query::default()), [5, 4, 3, 2, 1]);
    let days = library.days(&Query::default(), day("2020-02-11")).unwrap();
    assert_eq!(days, [(day("2020-02-29"), 2)].into_iter().collect());
    let stats = library.stats().unwrap();
    assert_eq!((stats.oldest, stats.newest), (Some(day("1950-02-01")), Some(day("2020-03-01"))));
    assert_eq!(stats.months.len(), 3);
    assert!(stats.bytes > 0);
}

#[test]
fn arrivals_are_counted_by_number() {
    let (_dir, mut library) = library();
    let (number, last) = library.arrived(&Query::default(), ids([0])[0]).unwrap();
    assert_eq!((number, last.0), (0, 0));
    library.add(&stories(0..5)).unwrap();
    let (number, last) = library.arrived(&Query::default(), ids([3])[0]).unwrap();
    assert_eq!((number, last.0), (2, 5));
}

/// What opening a library and painting its first screen costs SQLite.
fn opening(dir: &std::path::Path) -> Work {
    let library = Library::open(dir).unwrap();
    let rows = library.page(&Query::default(), Stretch::First, 50).unwrap();
    let middle = library.page(&Query::default(), Stretch::After(rows[49].key), 50).unwrap();
    let oldest = Query { sort: Sort::Oldest, ..Query::default() };
    library.page(&oldest, Stretch::Before(middle[0].key), 50).unwrap();
    library.page(&Query::default(), Stretch::Last, 50).unwrap();
    library.tally(&Query::default()).unwrap();
    library.story(rows[0].id()).unwrap();
    library.len().unwrap();
    library.work()
}

#[test]
fn opening_a_large_library_reads_as_many_rows_as_a_small_one() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open_for_import(dir.path()).unwrap();
    library.add(&stories(0..1_000)).unwrap();
    drop(library);
    let small = opening(dir.path());
    let mut library = Library::open_for_import(dir.path()).unwrap();
    // All of one day: what would be passed over, were it paged by day.
    library.add(&stories(1_000..100_000)).unwrap();
    drop(library);
    assert_eq!(opening(dir.path()), small);
    assert!(small.rows > 200 && small.steps > small.rows);
}

#[test]
fn a_scratch_library_is_gone_when_dropped() {
    let mut library = Library::scratch().unwrap();
    library.open_index().unwrap();
    library.add(&stories(0..3)).unwrap();
    let dir = library.dir().to_owned();
    assert!(Library::exists(&dir));
    drop(library);
    assert!(!dir.exists());
}

#[test]
fn an_empty_library_answers_everything() {
    let (_dir, library) = library();
    for stretch in [Stretch::First, Stretch::Last] {
        assert!(library.page(&Query::default(), stretch, 10).unwrap().is_empty());
        assert!(library.page(&crate::builder::word("x"), stretch, 10).unwrap().is_empty());
    }
    assert_eq!(library.tally(&Query::default()).unwrap(), library.tally(&crate::builder::word("x")).unwrap());
    assert!(library.is_empty().unwrap());
    assert!(library.story(ids([1])[0]).is_err());
    assert!(library.stats().unwrap().newest.is_none());
}
