//! Stories that leave: only on one's word, only those that one did nothing to, and nothing of them anywhere afterwards.

use std::sync::atomic::AtomicBool;

use dateline::article::correction::Verdict;
use dateline::article::{Article, Desk, RawCopy, Status, parse};
use dateline::listing::{FullText, Mark, Pruned, StoryId, Stretch};
use dateline::query::{DateRange, Flag, Query, Sort, Term};
use dateline::store::{Library, StoreError};

use crate::builder::{Made, country, day, found, ids, library, numbers, only, story, well, wired, word};

/// Trams of 2018, 2019 and 2020, by turns; some speak, some have a headline.
fn years(many: u32) -> Vec<Article> {
    let made = |n: u32| {
        let text = format!("tram {n} runs, says Lind: it runs");
        let made =
            story(&n.to_string(), &text).on(["2018-03-04", "2019-03-04", "2020-03-04"][n as usize % 3]);
        let made = made.about(&[["AZ", "RU"][n as usize % 2]]);
        if n.is_multiple_of(2) { made.says("it runs", "Ada Lind") } else { made }
    };
    (0..many).map(made).collect()
}

fn before(date: &str) -> Query {
    let to = day(date).pred_opt();
    only(Term::Date(DateRange { from: None, to, text: format!("<{date}") }))
}

fn prune(library: &mut Library, query: &Query) -> Pruned {
    let leaving = library.leaving(query).unwrap();
    library.prune(&leaving, &AtomicBool::new(false), &mut |_, _| {}).unwrap()
}

fn filled(many: u32) -> (tempfile::TempDir, Library) {
    let (dir, mut library) = library();
    library.add(&years(many)).unwrap();
    library.commit_index().unwrap();
    (dir, library)
}

/// Another program holds the index for writing.
fn hold(dir: &std::path::Path) -> tantivy::IndexWriter {
    tantivy::Index::open_in_dir(dir.join("index")).unwrap().writer_with_num_threads(1, 15_000_000).unwrap()
}

fn rows(library: &Library, sql: &str) -> i64 {
    let conn = rusqlite::Connection::open(library.dir().join("library.db")).unwrap();
    conn.query_row(sql, [], |row| row.get(0)).unwrap()
}

#[test]
fn what_leaves_is_in_no_list_count_search_or_table_afterwards() {
    let (_dir, mut library) = filled(30);
    let changed = story("0", "tram 0 runs late, says Lind: it runs").on("2018-03-04").about(&["AZ"]);
    library.add(&[changed]).unwrap();
    library.mark(Mark::Read, true, &ids([1, 2, 4])).unwrap();
    let full = FullText { text: "All of it.".to_owned(), fetched: 1, title: None, markup: None };
    library.keep_full_text(StoryId(1), &full).unwrap();
    library.commit_index().unwrap();
    let leaving = library.leaving(&before("2019-01-01")).unwrap();
    assert_eq!((leaving.many(), leaving.stay), (10, 0));

    let done = prune(&mut library, &before("2019-01-01"));
    assert_eq!((done.left, done.stay, done.interrupted), (10, 0, false));

    let stay: Vec<u32> = (1..=30).filter(|n| n % 3 != 1).collect();
    let listed = |library: &Library, query: &Query| {
        let mut found = found(library, query);
        found.sort_unstable();
        found
    };
    assert_eq!(listed(&library, &Query::default()), stay);
    assert_eq!(listed(&library, &word("runs")), stay);
    assert_eq!(listed(&library, &Query { sort: Sort::Relevance, ..word("runs") }), stay);
    let tally = library.tally(&Query::default()).unwrap();
    assert_eq!((tally.stories, tally.unread), (20, 19), "story 2 was read and stays");
    assert_eq!(tally.countries, [(country("AZ"), 10), (country("RU"), 10)].into_iter().collect());
    assert_eq!(library.tally(&word("runs")).unwrap().stories, 20);
    let speakers = library.speakers(&Query::default(), "", 0.5, 9).unwrap();
    assert_eq!(speakers.iter().map(|row| row.quotations).collect::<Vec<_>>(), [10]);
    assert!(matches!(library.story(StoryId(1)), Err(StoreError::NoStory(1))));
    for table in ["story", "body", "version", "markup", "full_text", "release"] {
        let left = format!("SELECT count(*) FROM {table} WHERE ord % 3 = 1");
        assert_eq!(rows(&library, &left), 0, "{table}");
    }
    assert_eq!(rows(&library, "SELECT sum(stories) FROM speaker"), 10);
    well(&library);
}

#[test]
fn an_index_made_anew_misses_nothing_where_stories_left() {
    let (_dir, mut library) = library();
    library.add(&wired(0..9)).unwrap();
    library.commit_index().unwrap();
    assert_eq!(prune(&mut library, &word("4")).left, 1);
    library.rebuild(&mut |_, _| {}).unwrap();
    assert_eq!((found(&library, &word("trams")).len(), library.passed_over()), (8, [].as_slice()));
    well(&library);
}

#[test]
fn what_one_did_something_to_stays() {
    let (_dir, mut library) = filled(30);
    library.mark(Mark::Bookmark, true, &ids([1])).unwrap();
    library.note(StoryId(4), Some("look again")).unwrap();
    library.correct(StoryId(7), &[Verdict::About(country("FR"), Some(true))]).unwrap();
    let leaving = library.leaving(&before("2019-01-01")).unwrap();
    assert_eq!((leaving.many(), leaving.stay), (7, 3));
    let done = prune(&mut library, &before("2019-01-01"));
    assert_eq!((done.left, done.stay), (7, 3));
    let mut stay = found(&library, &before("2019-01-01"));
    stay.sort_unstable();
    assert_eq!(stay, [1, 4, 7]);
    assert_eq!(found(&library, &only(Term::Is(Flag::Bookmarked))), [1]);
    assert_eq!(library.story(StoryId(4)).unwrap().note.as_deref(), Some("look again"));
    well(&library);
}

#[test]
fn what_left_comes_back_only_when_it_is_asked_back_and_under_a_number_of_its_own() {
    let (_dir, mut library) = filled(30);
    // The newest numbers leave too.
    prune(&mut library, &word("tram"));
    assert_eq!(library.len().unwrap(), 0);

    let added = library.add(&years(30)).unwrap();
    assert_eq!((added.new, added.known, added.gone), (0, 0, 30));
    let other = story("other", "a tram").on("2018-03-04");
    assert_eq!(library.add(&[other]).unwrap().new, 1);
    assert_eq!(numbers(&library.page(&Query::default(), Stretch::First, 9).unwrap()), [31]);

    let added = library.add_again(&years(2)).unwrap();
    assert_eq!((added.new, added.gone), (2, 0));
    library.commit_index().unwrap();
    let mut back = found(&library, &word("runs"));
    back.sort_unstable();
    assert_eq!(back, [32, 33]);
    assert_eq!(library.add(&years(2)).unwrap().known, 2, "now it is a story like any other");
    well(&library);
}

#[test]
fn another_reader_sees_and_searches_nothing_of_it_though_the_index_is_behind() {
    let (dir, mut library) = filled(30);
    let mut other = Library::open(dir.path()).unwrap();
    other.open_index().unwrap();
    library.mark(Mark::Read, true, &ids([1])).unwrap();
    let all = before("2019-01-01");
    let first: Vec<u32> = found(&other, &all);
    assert_eq!(first.len(), 10);
    {
        let held = hold(dir.path());
        assert_eq!(prune(&mut library, &all).left, 10);
        for library in [&library, &other] {
            assert!(found(library, &all).is_empty());
            assert!(found(library, &Query { sort: Sort::Relevance, ..all.clone() }).is_empty());
            assert_eq!(library.tally(&word("tram")).unwrap().stories, 20);
            assert_eq!(library.tally(&Query::default()).unwrap().unread, 20);
        }
        assert!(
            library.leaving(&word("tram")).is_err(),
            "it would be chosen by what the index no longer knows"
        );
        drop(held);
    }
    other.commit_index().unwrap();
    assert_eq!((found(&other, &all).len(), found(&other, &word("tram")).len()), (0, 20));
    well(&other);
}

#[test]
fn nothing_is_marked_on_a_number_that_left() {
    let (dir, mut library) = filled(30);
    let mut other = Library::open(dir.path()).unwrap();
    prune(&mut library, &before("2019-01-01"));
    assert!(matches!(other.mark(Mark::Bookmark, true, &ids([1])), Err(StoreError::NoStory(1))));
    assert_eq!(other.mark(Mark::Read, true, &ids([1, 2])).unwrap(), ids([2]));
    assert_eq!(other.mark(Mark::Read, false, &ids([1])).unwrap(), []);
    assert!(matches!(other.note(StoryId(1), Some("late")), Err(StoreError::NoStory(1))));
    well(&library);
}

#[test]
fn a_stopped_one_has_done_what_it_did() {
    let (_dir, mut library) = filled(450);
    let stop = AtomicBool::new(false);
    let leaving = library.leaving(&word("tram")).unwrap();
    let done = library
        .prune(&leaving, &stop, &mut |done, all| {
            assert_eq!(all, 450);
            stop.store(done >= 200, std::sync::atomic::Ordering::Relaxed);
        })
        .unwrap();
    assert_eq!((done.left, done.interrupted), (200, true));
    assert_eq!((library.len().unwrap(), found(&library, &word("tram")).len()), (250, 250));
    well(&library);
}

#[test]
fn what_was_agreed_to_is_what_leaves_and_a_later_text_is_another_story() {
    let (_dir, mut library) = filled(30);
    let leaving = library.leaving(&word("tram")).unwrap();
    library.add(&[story("late", "another tram").on("2018-03-04")]).unwrap();
    let told = story("4", "tram 4 stands still, says nobody").on("2019-03-04").about(&["AZ"]);
    assert_eq!(library.add(&[told]).unwrap().changed, 1);
    library.mark(Mark::Bookmark, true, &ids([9])).unwrap();
    library.commit_index().unwrap();
    let done = library.prune(&leaving, &AtomicBool::new(false), &mut |_, _| {}).unwrap();
    assert_eq!((done.left, done.stay), (28, 2));
    let mut stay = found(&library, &word("tram"));
    stay.sort_unstable();
    assert_eq!(stay, [5, 9, 31]);
    well(&library);
}

/// A story of a desk, and the kill of it.
fn desk(id: &str, status: Status) -> Article {
    let desk = Desk { status, ..Desk::default() };
    let copy = RawCopy {
        id: Some(id.to_owned()),
        source: Some("Meridian".to_owned()),
        ..RawCopy::from_text(format!("The {id} reopened."))
    };
    parse(RawCopy { desk: desk.boxed(), ..copy })
}

#[test]
fn a_kill_holds_whether_it_comes_before_or_after_its_story_left() {
    let (_dir, mut library) = library();
    let kill = |id| desk(id, Status::Canceled);
    library.add(&[desk("harbour", Status::Usable), kill("harbour"), desk("ferry", Status::Usable)]).unwrap();
    library.commit_index().unwrap();
    assert_eq!(prune(&mut library, &word("reopened")).left, 2);
    assert_eq!(library.add(&[kill("ferry")]).unwrap().gone, 1);
    let back = [desk("harbour", Status::Usable), desk("ferry", Status::Usable)];
    assert_eq!(library.add_again(&back).unwrap().new, 2);
    library.commit_index().unwrap();
    assert_eq!(found(&library, &only(Term::Is(Flag::Killed))).len(), 2);
    well(&library);
}
