//! Two programs on one library: one imports, the other reads, marks and searches, and neither fails for the other.

use std::process::Command;

use dateline::article::correction::Verdict;
use dateline::listing::{Mark, StoryId, Stretch};
use dateline::query::{Flag, Query, Term};
use dateline::store::Library;

use crate::builder::{bulky, country, found, ids, only, story, typed, well, word};
use crate::child::{start, told};

/// Stories a transaction of the importer, and transactions.
const BATCH: u32 = 10;
const BATCHES: u32 = 60;

#[test]
#[ignore = "the program that the next test starts"]
fn import_beside() {
    let Some((dir, _)) = told() else { return };
    let mut library = Library::open_for_import(dir.as_ref()).unwrap();
    library.open_index().unwrap();
    for batch in 0..BATCHES {
        library.add(&bulky(batch * BATCH..(batch + 1) * BATCH, 1_000)).unwrap();
        if batch % 10 == 9 {
            library.commit_index().unwrap();
        }
    }
    // It holds the index until it is told to end.
    println!("added all");
    let mut line = String::new();
    std::io::stdin().read_line(&mut line).unwrap();
}

/// Everything a reader does, once; every call must succeed: one that waited for five seconds would fail.
fn read_and_mark(library: &mut Library, turn: u32) -> u64 {
    let all = library.page(&Query::default(), Stretch::First, 50).unwrap();
    let Some(row) = all.get(turn as usize % all.len().max(1)) else { return 0 };
    library.mark(Mark::Read, turn.is_multiple_of(2), &[row.id()]).unwrap();
    library.story(row.id()).unwrap();
    library.page(&typed("tram"), Stretch::First, 50).unwrap();
    library.tally(&word("trams")).unwrap();
    if turn.is_multiple_of(16) {
        library.mark_all(Mark::Read, true, &word("trams")).unwrap();
        library.note(row.id(), Some("seen")).unwrap();
    }
    let (arrived, last) = library.arrived(&Query::default(), StoryId(0)).unwrap();
    assert_eq!(arrived, u64::from(last.0), "no gap in the numbers");
    assert!(
        arrived.is_multiple_of(u64::from(BATCH)),
        "whole transactions, none larger than a batch: {arrived}"
    );
    arrived
}

#[test]
fn a_reader_and_an_importer_never_fail_for_each_other() {
    let dir = tempfile::tempdir().unwrap();
    let mut reader = Library::open(dir.path()).unwrap();
    reader.open_index().unwrap();
    let mut command: Command = crate::child::command("beside::import_beside", dir.path(), "");
    let piped = std::process::Stdio::piped;
    let mut importer = command.stdin(piped()).stdout(piped()).spawn().unwrap();
    let mut lines = std::io::BufRead::lines(std::io::BufReader::new(importer.stdout.take().unwrap()));
    let (mut turn, mut seen) = (0, std::collections::BTreeSet::new());
    while seen.last() != Some(&u64::from(BATCH * BATCHES)) {
        assert!(importer.try_wait().unwrap().is_none(), "the importer failed");
        seen.insert(read_and_mark(&mut reader, turn));
        turn += 1;
    }
    assert!(seen.len() > 3, "they ran side by side: {seen:?}");
    assert!(lines.any(|line| line.unwrap() == "added all"));

    // It holds the index yet: what is added and put right here is stored at once and found later.
    reader.add(&[story("mine", "from the reader")]).unwrap();
    reader.correct(StoryId(9), &[Verdict::About(country("FR"), Some(true))]).unwrap();
    reader.commit_index().unwrap();
    assert!(found(&reader, &word("reader")).is_empty());
    assert_eq!(reader.len().unwrap(), u64::from(BATCH * BATCHES) + 1);
    drop(importer.stdin.take());
    assert!(importer.wait().unwrap().success());

    reader.commit_index().unwrap();
    assert_eq!(found(&reader, &word("reader")).len(), 1, "the index was handed over");
    assert_eq!(found(&reader, &word("trams")).len(), (BATCH * BATCHES) as usize);
    assert!(found(&reader, &only(Term::Is(Flag::Unread))).len() <= (BATCH * BATCHES) as usize + 1);
    reader.mark(Mark::Bookmark, true, &ids([601])).unwrap();
    well(&reader);
}

#[test]
fn two_importers_at_once_leave_one_whole_library() {
    let dir = tempfile::tempdir().unwrap();
    let children: Vec<_> = (0..2).map(|_| start("beside::import_beside", dir.path(), "")).collect();
    for (mut child, lines) in children {
        // To the end: what it says then would fail where nobody listens.
        assert!(lines.map(Result::unwrap).filter(|line| line == "added all").count() == 1);
        assert!(child.wait().unwrap().success());
    }
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    library.commit_index().unwrap();
    assert_eq!(library.len().unwrap(), u64::from(BATCH * BATCHES), "the same stories, each once");
    well(&library);
}
