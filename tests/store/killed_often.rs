//! Programs killed again and again in the middle of everything that writes: what was promised is there, once, and the
//! index is that of the stories.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

use dateline::article::correction::Verdict;
use dateline::listing::{Mark, StoryId};
use dateline::query::{Flag, Query, Term};
use dateline::store::Library;

use crate::builder::{Made, Noise, country, found, only, well, wired, word};
use crate::child::{say, start, told};

/// Libraries, and rounds on each.
const LIBRARIES: u64 = 4;
const OF_ONE: u64 = 14;
/// Stories it begins with, and stories a transaction of an import.
const FIRST: u32 = 12;
const BATCH: u32 = 4;

/// What runs at once until it is killed; a second import stands for whatever else writes beside the first.
const JOBS: &[&[&str]] = &[
    &["import"],
    &["mark"],
    &["rebuild"],
    &["correct"],
    &["import", "mark"],
    &["import", "import"],
    &["import", "correct"],
    &["mark", "rebuild"],
    &["import", "rebuild"],
    &["correct", "mark"],
];

/// The same where stories leave: numbers and marks do not stand for all of them any more.
const PRUNING: &[&[&str]] = &[&["prune"], &["prune", "import"], &["import", "prune"], &["prune", "rebuild"]];

#[test]
#[ignore = "the program that the next test starts and kills"]
fn work_until_killed() {
    let Some((dir, told)) = told() else { return };
    let (job, seed) = told.split_once(' ').unwrap();
    let seed: u64 = seed.parse().unwrap();
    let import = job == "import";
    let dir = Path::new(&dir);
    let mut library = if import { Library::open_for_import(dir) } else { Library::open(dir) }.unwrap();
    library.open_index().unwrap();
    let mut noise = Noise::new(seed);
    for turn in 0.. {
        match job {
            "import" => add(&mut library, seed, turn),
            "mark" => mark(&mut library, &mut noise),
            "correct" => correct(&mut library, &mut noise, turn),
            "prune" => prune(&mut library, seed, turn),
            _ => rebuild(&mut library),
        }
    }
}

fn add(library: &mut Library, seed: u64, turn: u32) {
    let mut batch = wired(turn * BATCH..(turn + 1) * BATCH);
    for article in &mut batch {
        article.copy.id = article.copy.id.as_ref().map(|id| format!("{seed}-{id}"));
    }
    // One that is there already comes in a new version.
    batch.extend(
        wired(turn % FIRST..turn % FIRST + 1).into_iter().map(|old| old.titled(&format!("{seed} {turn}"))),
    );
    library.add(&batch).unwrap();
    let ids: Vec<&str> = batch.iter().filter_map(|article| article.copy.id.as_deref()).collect();
    say(&format!("added {}", ids.join(" ")));
    if turn % 3 == 2 {
        library.commit_index().unwrap();
    }
}

fn mark(library: &mut Library, noise: &mut Noise) {
    let last = library.len().unwrap();
    library.mark_all(Mark::Read, true, &Query::default()).unwrap();
    say(&format!("read {last}"));
    let ord = noise.below(last) as u32 + 1;
    library.mark(Mark::Bookmark, true, &[StoryId(ord)]).unwrap();
    say(&format!("bookmarked {ord}"));
}

fn correct(library: &mut Library, noise: &mut Noise, turn: u32) {
    let ord = noise.below(library.len().unwrap()) as u32 + 1;
    library.correct(StoryId(ord), &[Verdict::About(country("FR"), Some(true))]).unwrap();
    say(&format!("corrected {ord}"));
    if turn % 4 == 3 {
        library.commit_index().unwrap();
    }
}

/// Stories of its own come and go.
fn prune(library: &mut Library, seed: u64, turn: u32) {
    let mut batch = wired(turn * BATCH..(turn + 1) * BATCH);
    for article in &mut batch {
        article.copy.id = article.copy.id.as_ref().map(|id| format!("{seed}-{id}"));
        article.copy.source = Some(format!("passing {seed}"));
    }
    library.add(&batch).unwrap();
    library.commit_index().unwrap();
    // Where another program holds the index, they leave with a later turn.
    let query = only(Term::Source(format!("passing {seed}")));
    if let Ok(leaving) = library.leaving(&query) {
        library.prune(&leaving, &AtomicBool::new(false), &mut |_, _| {}).unwrap();
    }
    let stays = |id: &&str| {
        batch.iter().any(|article| {
            article.copy.id.as_deref() == Some(*id) && library.story_like(&article.copy).unwrap().is_some()
        })
    };
    let ids: Vec<&str> = batch.iter().filter_map(|article| article.copy.id.as_deref()).collect();
    let gone: Vec<&str> = ids.into_iter().filter(|id| !stays(id)).collect();
    say(&format!("pruned {}", gone.join(" ")));
}

fn rebuild(library: &mut Library) {
    match library.rebuild(&mut |_, _| {}) {
        Ok(many) => say(&format!("rebuilt {many}")),
        Err(error) => {
            assert!(error.to_string().contains("another dateline is writing"), "{error}");
            say("held by another");
        }
    }
}

/// What the programs were promised, on one library.
#[derive(Default)]
struct Promised {
    added: BTreeSet<String>,
    bookmarked: BTreeSet<u32>,
    corrected: BTreeSet<u32>,
    pruned: BTreeSet<String>,
    /// Every story up to this one.
    read: u32,
}

impl Promised {
    fn take(&mut self, line: &str) -> bool {
        let Some((what, rest)) = line.split_once(' ') else { return false };
        match what {
            "added" => self.added.extend(rest.split(' ').map(str::to_owned)),
            "bookmarked" => drop(self.bookmarked.insert(rest.parse().unwrap())),
            "corrected" => drop(self.corrected.insert(rest.parse().unwrap())),
            "pruned" => self.pruned.extend(rest.split(' ').filter(|id| !id.is_empty()).map(str::to_owned)),
            "read" => self.read = self.read.max(rest.parse().unwrap()),
            "rebuilt" | "held" => {}
            _ => return false,
        }
        true
    }
}

/// Starts the jobs, lets them work until the first one has kept some promises and a moment longer, then kills them.
fn round(dir: &Path, jobs: &[&[&str]], seed: u64, noise: &mut Noise, promised: &mut Promised) {
    let jobs = jobs[noise.below(jobs.len() as u64) as usize];
    let started = |(at, job): (u64, &&str)| {
        start("killed_often::work_until_killed", dir, &format!("{job} {}", seed + at))
    };
    let mut running: Vec<_> = (0..).zip(jobs).map(started).collect();
    // A rebuild takes long.
    let promises = noise.below(if jobs[0] == "rebuild" { 2 } else { 5 });
    // Told where the test fails.
    say(&format!("{jobs:?} after {promises} promises"));
    let mut kept = 0;
    while kept < promises {
        let line = running[0].1.next().expect("it works until it is killed").unwrap();
        kept += u64::from(promised.take(&line));
    }
    // Somewhere in the middle of what comes next; where nothing was waited for, perhaps while it opens the library.
    std::thread::sleep(Duration::from_micros(noise.below(if promises == 0 { 60_000 } else { 5_000 })));
    for (child, _) in &mut running {
        assert!(child.try_wait().unwrap().is_none(), "it failed before it was killed");
        child.kill().unwrap();
    }
    for (mut child, lines) in running {
        child.wait().unwrap();
        // What it said before it died holds.
        for line in lines.map_while(Result::ok) {
            promised.take(&line);
        }
    }
}

fn check(dir: &Path, promised: &Promised) {
    let mut library = Library::open(dir).unwrap();
    library.open_index().unwrap();
    library.commit_index().unwrap();
    well(&library);
    let everything = found(&library, &Query::default());
    assert_eq!(found(&library, &word("trams")), everything);
    let db = rusqlite::Connection::open(dir.join("library.db")).unwrap();
    let mut rows = db.prepare("SELECT source_id, count(*) FROM story GROUP BY 1").unwrap();
    let times: BTreeMap<String, u32> =
        rows.query_map([], |row| Ok((row.get(0)?, row.get(1)?))).unwrap().map(Result::unwrap).collect();
    assert!(times.values().all(|times| *times == 1), "each once");
    assert!(promised.added.iter().all(|id| times.contains_key(id)), "every one that was promised");
    assert!(!promised.pruned.iter().any(|id| times.contains_key(id)), "none that left");
    let under = |flag| found(&library, &only(Term::Is(flag))).into_iter().collect::<BTreeSet<u32>>();
    assert!(under(Flag::Bookmarked).is_superset(&promised.bookmarked));
    assert!(under(Flag::Read).is_superset(&(1..=promised.read).collect()));
    let french = found(&library, &only(Term::Country(vec![country("FR")])));
    assert!(french.into_iter().collect::<BTreeSet<_>>().is_superset(&promised.corrected));
    for entry in std::fs::read_dir(dir).unwrap() {
        let name = entry.unwrap().file_name().to_string_lossy().into_owned();
        let known = ["library.db", "library.db-wal", "library.db-shm", "library.lock", "index", "index.lock"];
        // A rebuild that was cut off leaves one of each, for the next one to take away.
        assert!(
            known.contains(&name.as_str()) || ["index.new", "index.old"].contains(&name.as_str()),
            "{name}"
        );
    }
}

/// After one more change, and a rebuild, nothing lies about that nobody needs.
fn nothing_is_left_over(dir: &Path) {
    let mut library = Library::open(dir).unwrap();
    library.open_index().unwrap();
    library.add(&wired(90_000..90_001)).unwrap();
    library.commit_index().unwrap();
    drop(library);
    // What it merged at last could still be searched by it: that goes when the next one commits.
    let index = tantivy::Index::open_in_dir(dir.join("index")).unwrap();
    let writer: tantivy::IndexWriter = index.writer_with_num_threads(1, 15_000_000).unwrap();
    writer.garbage_collect_files().wait().unwrap();
    drop(writer);
    let meta = std::fs::read_to_string(dir.join("index/meta.json")).unwrap().replace('-', "");
    let stray = std::fs::read_dir(dir.join("index")).unwrap().map(|entry| entry.unwrap().file_name());
    let stray: Vec<_> = stray
        .map(|name| name.to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && name != "meta.json" && !meta.contains(&name[..32]))
        .collect();
    assert!(stray.is_empty(), "{stray:?}");
    Library::open(dir).unwrap().rebuild(&mut |_, _| {}).unwrap();
    assert!(!dir.join("index.new").exists() && !dir.join("index.old").exists());
}

/// All rounds on one library; answers how many promises were kept.
fn rounds(jobs: &[&[&str]], library: u64) -> usize {
    let mut noise = Noise::new(5 + library);
    let dir = tempfile::tempdir().unwrap();
    Library::open(dir.path()).unwrap().add(&wired(0..FIRST)).unwrap();
    let mut promised = Promised::default();
    for n in 0..OF_ONE {
        round(dir.path(), jobs, 10 * (library * OF_ONE + n), &mut noise, &mut promised);
        check(dir.path(), &promised);
    }
    nothing_is_left_over(dir.path());
    promised.added.len() + promised.bookmarked.len() + promised.corrected.len() + promised.pruned.len()
}

#[test]
fn whoever_is_killed_whenever_no_promise_is_broken() {
    // Mostly they wait for the disk: side by side.
    let kept: usize = std::thread::scope(|scope| {
        let jobs = (0..LIBRARIES).map(|library| (JOBS, library)).chain([(PRUNING, LIBRARIES)]);
        let threads: Vec<_> =
            jobs.map(|(jobs, library)| scope.spawn(move || rounds(jobs, library))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    assert!(kept > 100, "they did keep promises: {kept}");
}
