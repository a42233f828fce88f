//! What the reader did: kept at once, kept by everyone, never by half.

use dateline::listing::{Mark, Stretch};
use dateline::query::{Flag, Query, Term};
use dateline::store::Library;

use crate::builder::{found, ids, library, only, stories, word};

#[test]
fn marks_and_notes_are_there_when_the_library_is_opened_again() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.add(&stories(0..10)).unwrap();
    assert_eq!(library.mark(Mark::Read, true, &ids([2, 3])).unwrap(), ids([2, 3]));
    library.mark(Mark::Bookmark, true, &ids([3])).unwrap();
    library.mark(Mark::Read, false, &ids([2])).unwrap();
    library.note(ids([5])[0], Some("mine")).unwrap();
    // As after kill -9: nothing is closed in order.
    std::mem::forget(library);
    let library = Library::open(dir.path()).unwrap();
    let rows = library.page(&Query::default(), Stretch::First, 99).unwrap();
    let marked = |number: u32| rows.iter().find(|row| row.id().0 == number).unwrap().marks;
    assert!(!marked(2).read && marked(3).read && marked(3).bookmarked && !marked(4).bookmarked);
    assert_eq!(library.story(ids([5])[0]).unwrap().note.as_deref(), Some("mine"));
    assert_eq!(library.tally(&Query::default()).unwrap().unread, 9);
}

#[test]
fn only_what_changed_is_answered_and_strangers_are_left_out() {
    let (_dir, mut library) = library();
    library.add(&stories(0..3)).unwrap();
    assert_eq!(library.mark(Mark::Read, true, &ids([1, 1, 2])).unwrap(), ids([1, 2]));
    assert_eq!(library.mark(Mark::Read, true, &ids([2, 3, 0, 4, u32::MAX])).unwrap(), ids([3]));
    assert_eq!(library.mark(Mark::Read, false, &[]).unwrap(), []);
    assert!(library.note(ids([4])[0], Some("no such story")).is_err());
    library.note(ids([1])[0], Some("x")).unwrap();
    library.note(ids([1])[0], None).unwrap();
    assert_eq!(library.story(ids([1])[0]).unwrap().note, None);
}

#[test]
fn marking_all_of_a_query_answers_what_undo_needs() {
    let (_dir, mut library) = library();
    library.add(&stories(0..30)).unwrap();
    library.commit_index().unwrap();
    library.mark(Mark::Read, true, &ids([5])).unwrap();
    let mut changed = library.mark_all(Mark::Read, true, &word("number")).unwrap();
    changed.sort_unstable();
    assert_eq!(changed.len(), 29);
    assert_eq!(library.tally(&word("story")).unwrap().unread, 0);
    library.mark(Mark::Read, false, &changed).unwrap();
    assert_eq!(found(&library, &only(Term::Is(Flag::Read))), [5]);
    assert_eq!(library.mark_all(Mark::Read, false, &Query::default()).unwrap(), ids([5]));
}

#[test]
fn another_program_sees_marks_and_neither_loses_the_others() {
    let (dir, mut one) = library();
    one.add(&stories(0..5)).unwrap();
    one.commit_index().unwrap();
    let mut other = Library::open(dir.path()).unwrap();
    other.open_index().unwrap();
    let before = other.changes().unwrap();
    one.mark(Mark::Read, true, &ids([1])).unwrap();
    assert_ne!(other.changes().unwrap(), before);
    other.mark(Mark::Read, true, &ids([2])).unwrap();
    for library in [&one, &other] {
        assert_eq!(found(library, &only(Term::Is(Flag::Unread))), [5, 4, 3]);
        assert_eq!(library.tally(&Query::default()).unwrap().unread, 3);
    }
}
