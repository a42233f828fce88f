//! Kills, embargoes and versions: what a sender takes back is marked, never taken away.

use chrono::{DateTime, Utc};
use dateline::article::{Article, Desk, Earlier, RawCopy, Status, parse};
use dateline::listing::{Added, Mark, Row, StoryId, Stretch};
use dateline::query::{Flag, Query, Term};
use dateline::store::Library;

use crate::builder::{day, found, ids, library, only, well, word};

const TEXT: &str = "OSLO (Meridian) - The harbour reopened.";

fn moment(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

/// A story of the fifth of March.
fn sent(id: &str, text: &str, desk: Desk) -> Article {
    parse(RawCopy {
        id: Some(id.to_owned()),
        title: (!text.is_empty()).then(|| text.split(". ").next().unwrap_or_default().to_owned()),
        date: Some(day("2024-03-05")),
        source: Some("Meridian".to_owned()),
        desk: desk.boxed(),
        ..RawCopy::from_text(text)
    })
}

fn version(number: &str) -> Desk {
    Desk { version: Some(number.to_owned()), ..Desk::default() }
}

fn cancel(number: &str) -> Desk {
    Desk { status: Status::Canceled, revised: Some(moment("2024-03-06T10:00:00Z")), ..version(number) }
}

fn add(library: &mut Library, article: Article) -> Added {
    let added = library.add(&[article]).unwrap();
    library.commit_index().unwrap();
    added
}

fn rows(library: &Library) -> Vec<Row> {
    library.page(&Query::default(), Stretch::First, 99).unwrap()
}

/// Numbers of stories, and the word beside each.
fn held(library: &Library) -> Vec<(u32, Option<String>)> {
    rows(library).iter().map(|row| (row.id().0, row.release.word())).collect()
}

fn killed(number: u32) -> (u32, Option<String>) {
    (number, Some("killed 6 Mar".to_owned()))
}

const CHANGED: Added = Added { new: 0, changed: 1, known: 0, gone: 0 };
const KNOWN: Added = Added { new: 0, changed: 0, known: 1, gone: 0 };

#[test]
fn a_cancel_of_the_same_id_marks_the_story_and_leaves_its_words_its_place_and_its_bookmark() {
    let (dir, mut library) = library();
    add(&mut library, sent("a", TEXT, version("1")));
    library.mark(Mark::Bookmark, true, &ids([1])).unwrap();
    let cancel = sent("a", "", cancel("2"));
    assert_eq!(add(&mut library, cancel.clone()), CHANGED);
    let row = rows(&library).remove(0);
    assert_eq!((row.headline.as_str(), row.version, row.marks.bookmarked), (TEXT, 2, true));
    let story = library.story(StoryId(1)).unwrap();
    assert_eq!(story.article.copy.text, TEXT);
    assert_eq!(
        (story.release.status, story.release.killed),
        (Status::Canceled, Some(moment("2024-03-06T10:00:00Z")))
    );
    assert_eq!(library.stats().unwrap().versions, 2);
    assert_eq!(held(&library), [killed(1)]);
    for (flag, expected) in [(Flag::Killed, &[1][..]), (Flag::Embargoed, &[]), (Flag::Bookmarked, &[1])] {
        assert_eq!(found(&library, &only(Term::Is(flag))), expected, "{flag:?}");
    }
    assert_eq!(found(&library, &word("harbour")), [1]);
    // All of it again, in any order: nothing changes.
    for again in [sent("a", TEXT, version("1")), cancel, sent("a", TEXT, Desk::default())] {
        assert_eq!(add(&mut library, again), KNOWN);
    }
    assert_eq!(held(&Library::open(dir.path()).unwrap()), [killed(1)]);
    well(&library);
    // Its sender may take the kill back.
    assert_eq!(add(&mut library, sent("a", "OSLO (Meridian) - It is open.", version("3"))), CHANGED);
    assert_eq!(held(&library), [(1, None)]);
    assert_eq!(found(&library, &only(Term::Is(Flag::Killed))), [] as [u32; 0]);
}

#[test]
fn a_cancel_with_words_of_its_own_is_a_version_and_the_earlier_words_are_kept() {
    let (_dir, mut library) = library();
    add(&mut library, sent("a", TEXT, Desk::default()));
    add(&mut library, sent("a", "Withdrawn: the town was wrong.", cancel("2")));
    assert_eq!(rows(&library)[0].headline, "Withdrawn: the town was wrong.");
    assert_eq!((library.stats().unwrap().versions, held(&library)), (2, vec![killed(1)]));
}

#[test]
fn an_older_version_that_comes_late_replaces_nothing() {
    let (_dir, mut library) = library();
    add(&mut library, sent("a", "OSLO (Meridian) - Ten ships.", version("10")));
    assert_eq!(add(&mut library, sent("a", "OSLO (Meridian) - Nine ships.", version("9"))), KNOWN);
    assert_eq!(add(&mut library, sent("a", "OSLO (Meridian) - Eleven ships.", version("11"))), CHANGED);
    assert!(library.story(StoryId(1)).unwrap().article.copy.text.contains("Eleven"));
    assert_eq!(library.stats().unwrap().versions, 2);
}

#[test]
fn a_kill_with_an_id_of_its_own_marks_the_story_it_names_whichever_comes_first() {
    let earlier = |ids: &[&str]| Some(Earlier::Ids(ids.iter().map(|id| (*id).to_owned()).collect()));
    let kill =
        |names: &[&str]| sent("k", "KILL. Do not use.", Desk { earlier: earlier(names), ..cancel("1") });
    let (_dir, mut library) = library();
    add(&mut library, sent("a", TEXT, version("1")));
    add(&mut library, kill(&["x", "a"]));
    assert_eq!(held(&library), [killed(2), killed(1)]);
    let story = library.story(StoryId(1)).unwrap();
    assert_eq!((story.version, story.article.copy.desk.as_ref().unwrap().status), (1, Status::Usable));
    assert_eq!(story.told().copy.desk.unwrap().status, Status::Canceled, "it leaves the library so");
    assert_eq!(add(&mut library, kill(&["x", "a"])), KNOWN);
    assert_eq!(add(&mut library, sent("a", TEXT, version("1"))), KNOWN);
    assert_eq!(held(&library), [killed(2), killed(1)]);

    let (_dir, mut library) = crate::builder::library();
    add(&mut library, kill(&["a", "b"]));
    add(&mut library, sent("b", TEXT, version("1")));
    add(&mut library, sent("a", TEXT, version("1")));
    assert_eq!(held(&library), [killed(3), (2, None), killed(1)], "the likeliest one is waited for");

    // One without words is no story until that comes.
    let (_dir, mut library) = crate::builder::library();
    assert_eq!(add(&mut library, sent("c", "", cancel("2"))), KNOWN);
    assert!(library.is_empty().unwrap());
    add(&mut library, sent("c", TEXT, version("1")));
    assert_eq!(held(&library), [killed(1)]);
}

#[test]
fn a_kill_that_gives_a_slug_marks_the_one_story_of_it_and_none_of_several() {
    let slug = |slug: &str| Desk { slug: Some(slug.to_owned()), ..Desk::default() };
    let kill = |id, name: &str| {
        let earlier = Some(Earlier::Slug(name.to_owned()));
        sent(id, "KILL. Do not use.", Desk { earlier, ..cancel("1") })
    };
    let (_dir, mut library) = library();
    add(&mut library, sent("a", TEXT, slug("BC-Harbour,300")));
    add(&mut library, sent("b", TEXT, slug("BC-Rain,1st Ld")));
    add(&mut library, sent("c", TEXT, slug("BC-Rain,2nd Ld")));
    let other = Article {
        copy: RawCopy { source: None, ..sent("d", TEXT, slug("BC-Harbour")).copy },
        ..sent("d", TEXT, slug("BC-Harbour"))
    };
    add(&mut library, other);
    add(&mut library, kill("k", "bc-harbour"));
    add(&mut library, kill("l", "bc-rain"));
    assert_eq!(held(&library), [killed(6), killed(5), (4, None), (3, None), (2, None), killed(1)]);
}

#[test]
fn an_embargo_is_told_until_its_moment_has_passed_and_the_story_is_never_hidden() {
    let under = |until| Desk { embargoed_until: Some(moment(until)), ..Desk::default() };
    let (_dir, mut library) = library();
    add(&mut library, sent("a", TEXT, under("2999-03-06T06:00:00Z")));
    add(&mut library, sent("b", TEXT, under("2001-03-06T06:00:00Z")));
    add(&mut library, sent("c", TEXT, Desk { status: Status::Withheld, ..Desk::default() }));
    let word = |word: &str| Some(word.to_owned());
    assert_eq!(held(&library), [(3, word("withheld")), (2, None), (1, word("embargo 6 Mar 06:00"))]);
    assert_eq!(found(&library, &only(Term::Is(Flag::Embargoed))), [1]);
    let passed = library.story(StoryId(2)).unwrap().release;
    assert_eq!(
        (passed.sentence(), passed.was()),
        (None, word("was embargoed until 6 March 2001, 06:00 UTC"))
    );
    // Lifted by its sender.
    add(&mut library, sent("a", TEXT, version("2")));
    assert_eq!(found(&library, &only(Term::Is(Flag::Embargoed))), [] as [u32; 0]);
}

#[test]
fn an_embargo_that_ends_while_a_reader_is_open_is_told_as_a_change() {
    let (_dir, mut library) = library();
    let before = library.changes().unwrap() >> 32;
    let soon = Utc::now() + chrono::TimeDelta::seconds(2);
    add(&mut library, sent("a", TEXT, Desk { embargoed_until: Some(soon), ..Desk::default() }));
    while library.changes().unwrap() >> 32 == before {
        std::thread::yield_now();
    }
    assert_eq!(found(&library, &only(Term::Is(Flag::Embargoed))), [] as [u32; 0]);
    assert!(library.story(StoryId(1)).unwrap().release.was().is_some());
}

#[test]
fn a_library_from_before_is_brought_forward_and_its_stories_are_known() {
    let (dir, mut library) = library();
    let plain = sent("a", TEXT, Desk::default());
    add(&mut library, plain.clone());
    drop(library);
    let db = rusqlite::Connection::open(dir.path().join("library.db")).unwrap();
    db.execute_batch(
        "DROP TABLE release; DROP TABLE awaited; DROP TABLE markup; DROP TABLE full_text; DROP TABLE gone;
         ALTER TABLE feed DROP COLUMN full_text; PRAGMA user_version = 5;",
    )
    .unwrap();
    drop(db);
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    assert_eq!(library.story(StoryId(1)).unwrap().article.copy, plain.copy);
    assert_eq!(add(&mut library, plain), KNOWN);
    let fields =
        Desk { slug: Some("Harbour".to_owned()), subjects: vec!["Sea".to_owned()], ..Desk::default() };
    assert_eq!(add(&mut library, sent("a", TEXT, fields)), KNOWN, "the words are the same");
    well(&library);
}

#[test]
fn another_reader_sees_a_kill() {
    let (dir, mut library) = library();
    add(&mut library, sent("a", TEXT, Desk::default()));
    let mut other = Library::open(dir.path()).unwrap();
    other.open_index().unwrap();
    assert_eq!(held(&other), [(1, None)]);
    add(&mut library, sent("a", "", cancel("2")));
    assert_eq!((held(&other), found(&other, &only(Term::Is(Flag::Killed)))), (vec![killed(1)], vec![1]));
}
