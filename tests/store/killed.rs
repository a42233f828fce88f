//! Programs that die, and programs that begin at once: nothing acknowledged is lost, nothing is there twice.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};

use dateline::listing::Mark;
use dateline::query::{Flag, Query, Term};
use dateline::store::Library;

use crate::builder::{found, ids, only, stories, typed, word};

const PLACE: &str = "DATELINE_TEST_KILLED";

/// Imports, marks and commits until it is killed, and says what it has been promised.
#[test]
#[ignore = "the program that the next test starts and kills"]
fn import_until_killed() {
    let Ok(dir) = std::env::var(PLACE) else { return };
    let mut library = Library::open(Path::new(&dir)).unwrap();
    library.open_index().unwrap();
    let start = u32::try_from(library.len().unwrap()).unwrap();
    for batch in 0.. {
        let first = start + batch * 20;
        library.add(&stories(first..first + 20)).unwrap();
        library.mark(Mark::Bookmark, true, &ids([first + 1])).unwrap();
        println!("promised {}", first + 20);
        if batch % 3 == 0 {
            library.commit_index().unwrap();
        }
    }
}

#[test]
fn a_kill_in_mid_import_loses_nothing_that_was_promised() {
    let dir = tempfile::tempdir().unwrap();
    let mut promises: Vec<u32> = Vec::new();
    for round in 0..6 {
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "killed::import_until_killed", "--ignored", "--nocapture"])
            .env(PLACE, dir.path())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let lines = BufReader::new(child.stdout.take().unwrap()).lines();
        let promised = lines
            .map_while(Result::ok)
            .filter_map(|line| line.strip_prefix("promised ")?.parse::<u32>().ok());
        promises.extend(promised.take(2 + round));
        let promised: u32 = *promises.last().unwrap();
        child.kill().unwrap();
        child.wait().unwrap();

        let mut library = Library::open(dir.path()).unwrap();
        library.open_index().unwrap();
        let all = library.len().unwrap();
        assert!(
            all >= u64::from(promised) && all.is_multiple_of(20),
            "{all} of {promised}: whole batches, all that were promised"
        );
        assert_eq!(library.tally(&word("story")).unwrap().stories, all, "the index has each once");
        assert_eq!(found(&library, &typed("numb")), found(&library, &Query::default()));
        let marked = found(&library, &only(Term::Is(Flag::Bookmarked)));
        // A batch may have been added whose mark was never promised.
        assert!(promises.iter().all(|promised| marked.contains(&(promised - 20 + 1))));
    }
}

#[test]
fn programs_that_begin_at_once_on_a_new_library_all_keep_their_stories() {
    let dir = tempfile::tempdir().unwrap();
    std::thread::scope(|scope| {
        for n in 0..4 {
            let dir = dir.path();
            scope.spawn(move || {
                let mut library =
                    if n % 2 == 0 { Library::open(dir) } else { Library::open_for_import(dir) }.unwrap();
                library.open_index().unwrap();
                for part in 0..5 {
                    let first = n * 100 + part * 10;
                    library.add(&stories(first..first + 10)).unwrap();
                    library.commit_index().unwrap();
                }
            });
        }
    });
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    assert_eq!(library.len().unwrap(), 200);
    assert_eq!(library.tally(&word("story")).unwrap().stories, 200);
}
