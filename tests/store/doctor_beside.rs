//! What is kept beside stories and is not as the stories say: named, and put right as far as the stories tell.

use std::path::Path;

use chrono::DateTime;
use dateline::article::{Article, Desk, Earlier, RawCopy, Status, parse};
use dateline::listing::{FullText, StoryId};
use dateline::query::{Flag, Query, Term};
use dateline::store::{Ailment, Library, Named};

use crate::builder::{found, ids, library, only, well};

/// Far from now: 2100.
const LATER: i64 = 4_102_444_800;

fn story(id: &str, desk: Desk) -> Article {
    parse(RawCopy {
        id: Some(id.to_owned()),
        source: Some("Meridian".to_owned()),
        desk: desk.boxed(),
        markup: Some("The harbour <em>reopened</em>.".into()),
        ..RawCopy::from_text(format!("OSLO (Meridian) - The harbour reopened, said {id}."))
    })
}

/// One story that may be used, one withheld, one killed by another message, one under embargo, that message, and what
/// the page of the first one says.
fn held() -> (tempfile::TempDir, Library) {
    let (dir, mut library) = library();
    let until = DateTime::from_timestamp(LATER, 0);
    let kills = Some(Earlier::Ids(vec!["three".to_owned()]));
    for article in [
        story("one", Desk::default()),
        story("two", Desk { status: Status::Withheld, ..Desk::default() }),
        story("three", Desk::default()),
        story("four", Desk { embargoed_until: until, ..Desk::default() }),
        story("five", Desk { status: Status::Canceled, earlier: kills, ..Desk::default() }),
    ] {
        library.add(&[article]).unwrap();
    }
    library.commit_index().unwrap();
    let markup = Some("<p>All of it.</p>".into());
    let full = FullText { fetched: 1, title: None, text: "All of it.".to_owned(), markup };
    library.keep_full_text(StoryId(1), &full).unwrap();
    well(&library);
    (dir, library)
}

fn sql(dir: &Path, sql: &str) {
    rusqlite::Connection::open(dir.join("library.db")).unwrap().execute_batch(sql).unwrap();
}

/// What ails it, each by the name of the first.
fn ails(library: &Library) -> Vec<(Ailment, u64, String)> {
    let examined = library.examine(&mut |_, _, _| {}).unwrap();
    let name = |named: &Named| match named {
        Named::Story(id, _) => id.0.to_string(),
        Named::Other(text) => text.clone(),
    };
    examined.found.iter().map(|(ailment, found)| (*ailment, found.times, name(&found.named[0]))).collect()
}

fn rows(dir: &Path) -> Vec<(u32, i64, Option<i64>)> {
    let db = rusqlite::Connection::open(dir.join("library.db")).unwrap();
    let mut all = db.prepare("SELECT ord, status, until FROM release ORDER BY ord").unwrap();
    let all = all.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
    all.map(Result::unwrap).collect()
}

#[test]
fn whether_a_story_may_be_used_is_put_right_by_its_copy() {
    let right = [(2, 1, None), (3, 2, None), (4, 0, Some(LATER)), (5, 2, None)];
    for (damage, ailment, times, first) in [
        ("DELETE FROM release WHERE ord = 2", Ailment::Released, 1, "2"),
        ("DELETE FROM release WHERE ord IN (4, 5)", Ailment::Released, 2, "4"),
        ("UPDATE release SET status = 0, until = 9 WHERE ord = 2", Ailment::Released, 1, "2"),
        ("UPDATE release SET until = 9", Ailment::Released, 4, "2"),
        ("INSERT INTO release VALUES (1, 1, NULL, NULL)", Ailment::Released, 1, "1"),
        ("INSERT INTO release VALUES (99, 2, NULL, 7)", Ailment::Loose, 1, "release 99"),
    ] {
        let (dir, mut library) = held();
        assert_eq!(rows(dir.path()), right);
        sql(dir.path(), damage);
        assert_eq!(ails(&library), [(ailment, times, first.to_owned())], "{damage}");
        let examined = library.examine(&mut |_, _, _| {}).unwrap();
        library.repair(&examined, &mut |_, _, _| {}).unwrap();
        well(&library);
        assert_eq!(rows(dir.path()), right, "{damage}");
        // What is searched by is what stands there.
        assert_eq!(found(&library, &only(Term::Is(Flag::Killed))), [5, 3]);
        assert_eq!(found(&library, &only(Term::Is(Flag::Embargoed))), [4]);
    }
}

#[test]
fn a_kill_that_waits_for_a_story_that_is_there_is_done() {
    let (dir, mut library) = held();
    sql(dir.path(), "INSERT INTO awaited SELECT identity, 9 FROM story WHERE ord = 1");
    assert_eq!(ails(&library), [(Ailment::Released, 1, "1".to_owned())]);
    let examined = library.examine(&mut |_, _, _| {}).unwrap();
    library.repair(&examined, &mut |_, _, _| {}).unwrap();
    well(&library);
    assert_eq!(found(&library, &only(Term::Is(Flag::Killed))), [5, 3, 1]);
}

#[test]
fn markup_and_full_texts_that_cannot_be_read_go_and_what_was_received_stays() {
    let (dir, mut library) = held();
    sql(dir.path(), "UPDATE markup SET html = x'28b52ffd00' WHERE ord IN (1, 4)");
    sql(dir.path(), "INSERT INTO markup VALUES (99, x'28b52ffd0001')");
    sql(
        dir.path(),
        "UPDATE full_text SET html = x'00'; INSERT INTO full_text VALUES (98, 1, NULL, x'00', NULL)",
    );
    let named =
        [(Ailment::Unreadable, 3, "markup 1".to_owned()), (Ailment::Loose, 2, "markup 99".to_owned())];
    assert_eq!(ails(&library), named);
    let before = found(&library, &Query::default());
    let examined = library.examine(&mut |_, _, _| {}).unwrap();
    library.repair(&examined, &mut |_, _, _| {}).unwrap();
    well(&library);
    assert_eq!(found(&library, &Query::default()), before);
    let markup = |id| library.story(id).unwrap().article.copy.markup.is_some();
    assert_eq!(ids([1, 2, 4]).into_iter().map(markup).collect::<Vec<_>>(), [false, true, false]);
    // As if it had never been fetched: it may be fetched again.
    let copy = library.story(StoryId(1)).unwrap().article.copy;
    assert_eq!(library.known(&copy).unwrap(), Some((StoryId(1), false)));
}
