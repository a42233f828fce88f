//! What a user at the terminal waits for: the reader on a library of any size in a pseudo-terminal of 120×40, beside the
//! smallest program that shows the same headlines (`examples/smallest.rs`).
//!
//! `cargo bench --bench terminal` on the bundled sample, or `… -- --library=path/to/library`; `--evict` drops the
//! library from the page cache before each start. Printed are medians, and how many times the smallest program's.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

#[allow(dead_code, reason = "a bench takes what it needs")]
#[path = "../tests/common/terminal.rs"]
mod terminal;

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use dateline::listing::Stretch;
use dateline::query::Query;
use dateline::store::Library;
use terminal::{Launch, PATIENCE, Terminal};

/// Starts of each program; the median counts.
const STARTS: usize = 9;
/// Single keys that are timed.
const KEYS: usize = 200;
/// Keys that come at once: a held key.
const HELD: usize = 100;
/// So long without output a screen counts as settled; no part of any figure.
const QUIET: Duration = Duration::from_millis(40);

fn main() {
    let option = |name: &str| {
        std::env::args().find_map(|arg| arg.strip_prefix(name)?.strip_prefix('=').map(str::to_owned))
    };
    let home = tempfile::tempdir().expect("a folder");
    let library = option("--library").map_or_else(|| sample(home.path()), PathBuf::from);
    let evict = std::env::args().any(|arg| arg == "--evict");
    let newest = newest(&library);
    let reader = PathBuf::from(env!("CARGO_BIN_EXE_dateline"));
    let smallest = example(&reader, "smallest");
    let dir = library.to_str().expect("a path of letters").to_owned();
    println!("{} stories", Library::open(&library).and_then(|library| library.len()).unwrap_or(0));

    let evicted = evict.then_some(library.as_path());
    let start = |program: &Path, args: &[&str]| start(home.path(), program, args, (&newest, evicted));
    let (base, ours) = (start(&smallest, &[&dir]), start(&reader, &["--library", &dir]));
    compare("exec to newest headline", ours.headline, base.headline);
    compare("exit", ours.exit, base.exit);
    if evict {
        return;
    }
    let base = keys(&mut open(home.path(), &smallest, &[&dir], &newest));
    let mut terminal = open(home.path(), &reader, &["--library", &dir], &newest);
    let ours = keys(&mut terminal);
    compare("key down, half of them", ours.half, base.half);
    compare("key down, 95 of 100", ours.most, base.most);
    compare(&format!("{HELD} keys at once"), ours.held, base.held);
    for typed in ["quokkaveldt", "government", "go", "g"] {
        let took = searched(&mut terminal, typed);
        compare(&format!("search: the last letter of {typed:?}"), took, base.half);
    }
    println!("memory                   {}", memory(terminal.process_id()));
}

/// The bundled sample as a library of one's own.
fn sample(home: &Path) -> PathBuf {
    let library = home.join("library");
    let wire = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let reader = Path::new(env!("CARGO_BIN_EXE_dateline"));
    let mut import = std::process::Command::new(reader);
    import.arg("--library").arg(&library).arg("import").arg(wire);
    assert!(import.output().expect("an import").status.success());
    library
}

/// The first words of the newest headline: they fit into any list.
fn newest(library: &Path) -> String {
    let page = Library::open(library).and_then(|library| library.page(&Query::default(), Stretch::First, 1));
    let headline = page.expect("a page").remove(0).headline;
    headline.chars().take(20).collect::<String>().trim_end().to_owned()
}

/// Beside the binaries of this profile; made if it is not there.
fn example(reader: &Path, name: &str) -> PathBuf {
    let path = reader.with_file_name("examples").join(name);
    if !path.exists() {
        let mut build = std::process::Command::new("cargo");
        build.args(["build", "--release", "--example", name]).current_dir(env!("CARGO_MANIFEST_DIR"));
        assert!(build.status().expect("cargo").success());
    }
    path
}

fn launch<'a>(home: &'a Path, program: &'a Path, args: &'a [&'a str]) -> Launch<'a> {
    Launch { program, args, home, env: &[], columns: 120, rows: 40 }
}

fn open(home: &Path, program: &Path, args: &[&str], newest: &str) -> Terminal {
    let mut terminal = Terminal::spawn(&launch(home, program, args));
    terminal.wait_for(newest, PATIENCE);
    terminal.settle(QUIET * 20);
    terminal
}

struct Start {
    headline: Duration,
    exit: Duration,
}

fn start(home: &Path, program: &Path, args: &[&str], (newest, evict): (&str, Option<&Path>)) -> Start {
    let (mut headline, mut exit) = (Vec::new(), Vec::new());
    for _ in 0..STARTS {
        if let Some(library) = evict {
            drop_from_cache(library);
        }
        let start = Instant::now();
        let mut terminal = Terminal::spawn(&launch(home, program, args));
        terminal.wait_for(newest, PATIENCE);
        headline.push(start.elapsed());
        terminal.settle(QUIET * 20);
        let start = Instant::now();
        terminal.keys("q");
        terminal.exit_status(PATIENCE);
        exit.push(start.elapsed());
    }
    Start { headline: median(headline), exit: median(exit) }
}

/// Drops a folder's files from the page cache, as `dd` can ask for.
fn drop_from_cache(dir: &Path) {
    for entry in std::fs::read_dir(dir).expect("a folder").filter_map(Result::ok) {
        let path = entry.path();
        if path.is_dir() {
            drop_from_cache(&path);
        } else {
            let mut dd = std::process::Command::new("dd");
            dd.arg(format!("if={}", path.display())).args(["iflag=nocache", "count=0", "status=none"]);
            let _ = dd.status();
        }
    }
}

struct Keys {
    half: Duration,
    most: Duration,
    held: Duration,
}

fn keys(terminal: &mut Terminal) -> Keys {
    let mut times: Vec<Duration> = (0..KEYS).map(|_| settled(terminal, "<Down>")).collect();
    times.sort_unstable();
    Keys {
        half: times[KEYS / 2],
        most: times[KEYS * 95 / 100],
        held: settled(terminal, &"<Down>".repeat(HELD)),
    }
}

/// From the key to the last byte of what it draws.
fn settled(terminal: &mut Terminal, keys: &str) -> Duration {
    let start = Instant::now();
    terminal.keys(keys);
    terminal.last_output(QUIET).saturating_duration_since(start)
}

/// From the last letter to the screen with its counts.
fn searched(terminal: &mut Terminal, typed: &str) -> Duration {
    let (before, last) = typed.split_at(typed.len() - 1);
    let times = (0..STARTS).map(|_| {
        terminal.keys(&format!("/{before}"));
        terminal.settle(QUIET * 4);
        let took = settled(terminal, last);
        terminal.keys("<Esc>");
        terminal.settle(QUIET * 4);
        took
    });
    median(times.collect())
}

fn median(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn compare(what: &str, ours: Duration, smallest: Duration) {
    let (ours, smallest) = (ours.as_secs_f64() * 1e3, smallest.as_secs_f64() * 1e3);
    println!("{what:<40} {ours:8.2} ms {:8.1} × the smallest program's {smallest:.2} ms", ours / smallest);
}

/// Resident and anonymous memory, and the most there was.
fn memory(process: u32) -> String {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let of = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name));
        line.map_or("?".to_owned(), |line| line.trim_start_matches(':').trim().to_owned())
    };
    format!("{} at most, {} now, {} of it anonymous", of("VmHWM"), of("VmRSS"), of("RssAnon"))
}
