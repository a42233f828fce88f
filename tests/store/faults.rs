//! Disks that are full, files that are missing or damaged: one clear line, nothing lost, and reading goes on.

use std::fs::File;
use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};

use dateline::listing::{Mark, StoryId, Stretch};
use dateline::query::Query;
use dateline::store::{Ailment, Library, Named, StoreError};

use crate::builder::{bulky, found, ids, typed, well, wired, word};
use crate::child::{command, told};
use crate::mount::Mounted;

const BATCH: u32 = 10;

/// Adds batches until one is refused: how many stories were promised, and what was said.
fn until_refused(library: &mut Library, mut promise: impl FnMut(u32)) -> (u32, String) {
    for first in (0..).step_by(BATCH as usize) {
        if let Err(error) = library.add(&bulky(first..first + BATCH, 4_000)) {
            return (first, error.to_string());
        }
        promise(first + BATCH);
    }
    unreachable!("there are no more numbers")
}

/// The list, a story and a page from the middle of a library of so many stories.
fn is_read(library: &Library, many: u32) {
    let rows = library.page(&Query::default(), Stretch::First, usize::MAX).unwrap();
    assert_eq!((rows.len() as u32, library.len().unwrap()), (many, u64::from(many)));
    for row in rows.iter().step_by(7) {
        assert!(library.story(row.id()).unwrap().article.copy.text.starts_with("trams"));
    }
}

#[test]
fn a_full_disk_refuses_stories_and_loses_none() {
    let place = tempfile::tempdir().unwrap();
    // Where nothing may be mounted the next test does the same with a limit.
    let Some(_disk) = Mounted::new(place.path(), 4) else { return };
    let dir = place.path().join("lib");
    let mut library = Library::open(&dir).unwrap();
    library.open_index().unwrap();
    library.add(&bulky(0..BATCH, 4_000)).unwrap();
    library.commit_index().unwrap();
    let filler = place.path().join("filler");
    let mut file = File::create(&filler).unwrap();
    while file.write_all(&[7; 4096]).is_ok() {}
    let full = file.metadata().unwrap().len();
    file.set_len(full - 800_000).unwrap();

    let mut promised = BATCH;
    let (refused, why) = until_refused(&mut library, |many| promised = many.max(promised));
    assert!(why.contains("the disk is full: nothing was lost"), "{why}");
    assert!(promised == refused.max(BATCH) && promised > BATCH, "some had room");
    is_read(&library, promised);
    if let Err(error) = library.commit_index() {
        assert!(error.to_string().contains("the disk is full"), "{error}");
    }
    assert!(found(&library, &word("trams")).len() >= BATCH as usize, "what was indexed is still found");
    is_read(&Library::open(&dir).unwrap(), promised);

    drop(file);
    std::fs::remove_file(&filler).unwrap();
    library.add(&bulky(0..promised + BATCH, 4_000)).unwrap();
    library.mark(Mark::Bookmark, true, &ids([promised])).unwrap();
    library.commit_index().unwrap();
    is_read(&library, promised + BATCH);
    assert_eq!(found(&library, &word("trams")).len() as u32, promised + BATCH);
    well(&library);
}

#[test]
#[ignore = "the program that the next test starts with a limit"]
fn import_until_refused() {
    let Some((dir, _)) = told() else { return };
    let mut library = Library::open(Path::new(&dir)).unwrap();
    let (many, why) = until_refused(&mut library, |many| println!("promised {many}"));
    is_read(&library, many);
    println!("refused {why}");
}

#[test]
fn a_limit_on_files_refuses_stories_and_loses_none() {
    let dir = tempfile::tempdir().unwrap();
    let child = command("faults::import_until_refused", dir.path(), "");
    // A write past the limit is to fail, not to end the program.
    let mut limited = Command::new("sh");
    limited.args(["-c", r#"trap "" XFSZ; ulimit -f 1200 && exec "$0" "$@""#]).arg(child.get_program());
    limited.args(child.get_args()).envs(child.get_envs().filter_map(|(name, value)| Some((name, value?))));
    let mut running = limited.stdin(Stdio::null()).stdout(Stdio::piped()).spawn().unwrap();
    let lines: Vec<String> =
        BufReader::new(running.stdout.take().unwrap()).lines().map(Result::unwrap).collect();
    assert!(running.wait().unwrap().success(), "{lines:?}");
    let promised: Vec<&str> = lines.iter().filter_map(|line| line.strip_prefix("promised ")).collect();
    let promised: u32 = promised.last().unwrap().parse().unwrap();
    let why = lines.iter().find_map(|line| line.strip_prefix("refused ")).unwrap();
    assert!(why.contains("nothing half done was kept") || why.contains("nothing was lost"), "{why}");

    let mut library = Library::open(dir.path()).unwrap();
    is_read(&library, promised);
    library.add(&bulky(promised..promised + BATCH, 4_000)).unwrap();
    library.open_index().unwrap();
    library.commit_index().unwrap();
    is_read(&library, promised + BATCH);
    well(&library);
}

#[test]
fn without_an_index_one_reads_at_once_and_searches_once_it_is_made() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    library.add(&wired(0..12)).unwrap();
    library.commit_index().unwrap();
    drop(library);
    std::fs::remove_dir_all(dir.path().join("index")).unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    assert_eq!(library.page(&Query::default(), Stretch::First, 50).unwrap().len(), 12);
    assert!(library.story(StoryId(3)).is_ok());
    assert!(matches!(library.page(&word("trams"), Stretch::First, 50), Err(StoreError::NotReady)));
    library.open_index().unwrap();
    library.commit_index().unwrap();
    assert_eq!(found(&library, &word("trams")).len(), 12);
    well(&library);
}

/// Overwrites the page of the database in which a story's copy begins.
fn spoil(dir: &Path, ord: u32) {
    let path = dir.join("library.db");
    let db = rusqlite::Connection::open(&path).unwrap();
    let copy: Vec<u8> =
        db.query_row("SELECT copy FROM body WHERE ord = ?1", [ord], |row| row.get(0)).unwrap();
    drop(db);
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(64).position(|window| *window == copy[..64]).unwrap() / 8192 * 8192;
    bytes[at..at + 8192].fill(0xA5);
    std::fs::write(path, bytes).unwrap();
}

#[test]
fn a_damaged_page_costs_its_own_stories_and_no_others() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.add(&bulky(0..60, 3_000)).unwrap();
    drop(library);
    spoil(dir.path(), 30);
    let mut library = Library::open(dir.path()).unwrap();
    assert_eq!(library.page(&Query::default(), Stretch::First, 99).unwrap().len(), 60);
    let mut damaged = Vec::new();
    for ord in 1..=60 {
        if let Err(error) = library.story(StoryId(ord)) {
            let told = error.to_string();
            assert!(told.contains(&format!("story {ord} is damaged")) && told.contains("restore"), "{told}");
            damaged.push(StoryId(ord));
        }
    }
    assert!(damaged.contains(&StoryId(30)) && damaged.len() < 12, "{damaged:?}");
    let readable = 60 - damaged.len();

    library.mark(Mark::Bookmark, true, &ids([30, 31])).unwrap();
    library.open_index().unwrap();
    library.commit_index().unwrap();
    assert_eq!(found(&library, &typed("tram")).len(), readable, "the others are found");
    assert_eq!(library.rebuild(&mut |_, _| {}).unwrap(), readable as u64);
    assert_eq!(library.passed_over(), damaged);

    let examined = library.examine(&mut |_, _, _| {}).unwrap();
    assert!(examined.found.keys().eq([&Ailment::Database, &Ailment::Damaged]), "{examined:?}");
    let found = &examined.found[&Ailment::Damaged];
    assert_eq!(found.times, damaged.len() as u64);
    assert!(matches!(&found.named[0], Named::Story(id, _) if *id == damaged[0]));
    let file = dir.path().join("kept.db");
    let told = library.backup(&file, false, &mut |_, _| {}).unwrap_err().to_string();
    assert!(told.contains("a backup of it would be damaged too") && !file.exists(), "{told}");
}

#[test]
fn an_index_with_a_file_cut_short_is_made_anew() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    library.add(&wired(0..12)).unwrap();
    library.commit_index().unwrap();
    drop(library);
    let mut ends: Vec<String> = std::fs::read_dir(dir.path().join("index"))
        .unwrap()
        .filter_map(|entry| Some(entry.unwrap().path().extension()?.to_string_lossy().into_owned()))
        .filter(|end| end != "lock")
        .collect();
    ends.sort();
    assert!(ends.len() > 5, "{ends:?}");
    for end in ends {
        let entries = std::fs::read_dir(dir.path().join("index")).unwrap();
        let mut paths = entries.map(|entry| entry.unwrap().path());
        let path = paths.find(|path| path.extension().is_some_and(|own| *own == *end)).unwrap();
        let file = File::options().write(true).open(&path).unwrap();
        file.set_len(file.metadata().unwrap().len() / 2).unwrap();
        let mut library = Library::open(dir.path()).unwrap();
        library.open_index().unwrap();
        library.commit_index().unwrap();
        assert_eq!(found(&library, &word("trams")).len(), 12, "{end}");
        well(&library);
    }
}
