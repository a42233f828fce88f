//! How long a story's dateline and countries take, beside the time it takes to read the same bytes.
//!
//! `cargo bench --bench whereabouts`, or with stories of one's own as JSON Lines: `… -- path/to/stories.jsonl`. Each
//! story is timed as the best of several runs, so that a busy machine shows less; printed are the median story, the
//! 95th of a hundred and the slowest, and the ratio to a baseline of the same run.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use dateline::article::{RawCopy, copy, interchange, whereabouts};

/// Runs of each story; the best counts.
const RUNS: usize = 15;

fn main() {
    opening();
    let given = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let stories = given.map_or_else(sample, |path| jsonl(Path::new(&path)));
    assert!(!stories.is_empty(), "no stories to time");
    let bytes: usize = stories.iter().map(|story| story.text.len()).sum();
    println!("{} stories, {} bytes on average", stories.len(), bytes / stories.len());
    let read = times(&stories, |story| {
        // A pass over every byte and a check that it is text: what reading it cannot do without.
        let valid = std::str::from_utf8(black_box(story.text.as_bytes())).is_ok();
        black_box(valid);
        black_box(story.text.bytes().map(u64::from).sum::<u64>());
    });
    let located = times(&stories, |story| {
        black_box(whereabouts(black_box(story), None));
    });
    row("reading the bytes", &read);
    row("dateline and countries", &located);
    println!("median ratio {:.0}", median(&located).as_secs_f64() / median(&read).as_secs_f64());
}

/// What the first question of a process costs, and the memory it brings in.
fn opening() {
    let before = resident();
    let start = Instant::now();
    black_box(dateline::place::find(black_box("Baku")));
    black_box(dateline::place::Country::named(black_box("Azerbaijan")));
    let took = start.elapsed().as_secs_f64() * 1e6;
    match (before, resident()) {
        (Some(before), Some(after)) => {
            println!("opening the gazetteer    {took:8.2} µs   {} KB", after.saturating_sub(before) / 1024);
        }
        _ => println!("opening the gazetteer    {took:8.2} µs"),
    }
}

/// Bytes of this process that are in memory, where the system tells.
fn resident() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    line.trim().strip_suffix(" kB")?.trim().parse::<u64>().ok().map(|kilobytes| kilobytes * 1024)
}

/// The bundled sample copy.
fn sample() -> Vec<RawCopy> {
    let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
    let files = fs::read_dir(dir).expect("the sample is in the project").filter_map(Result::ok);
    let texts = files.filter_map(|file| fs::read_to_string(file.path()).ok());
    texts
        .flat_map(|text| {
            let parts = copy::split(&text);
            parts.into_iter().map(|part| RawCopy::from_text(&text[part])).collect::<Vec<_>>()
        })
        .collect()
}

fn jsonl(path: &Path) -> Vec<RawCopy> {
    let text = fs::read_to_string(path).expect("a file of stories, one JSON object a line");
    text.lines().filter_map(|line| interchange::read_line(line).ok()).collect()
}

/// Best time of each story, ascending. The first pass over all of them warms up.
fn times(stories: &[RawCopy], work: impl Fn(&RawCopy)) -> Vec<Duration> {
    stories.iter().for_each(&work);
    let once = |story| {
        let start = Instant::now();
        work(story);
        start.elapsed()
    };
    let mut best: Vec<Duration> =
        stories.iter().map(|story| (0..RUNS).map(|_| once(story)).min().unwrap_or_default()).collect();
    best.sort();
    best
}

fn median(sorted: &[Duration]) -> Duration {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

fn row(what: &str, sorted: &[Duration]) {
    let micros = |at: usize| sorted.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e6);
    let last = sorted.len().saturating_sub(1);
    println!(
        "{what:<24} median {:8.2} µs   95 % {:8.2} µs   slowest {:8.2} µs",
        micros(sorted.len() / 2),
        micros(sorted.len() * 95 / 100),
        micros(last)
    );
}
