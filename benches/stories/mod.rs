//! The stories that benches time, and how: each as the best of several runs, so that a busy machine shows less.

use std::fs;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use dateline::article::{RawCopy, copy, interchange};

/// Runs of each story; the best counts.
const RUNS: usize = 15;

/// Those of the file that the command line names, one JSON object a line, else the bundled sample.
pub fn stories() -> Vec<RawCopy> {
    let given = std::env::args().skip(1).find(|arg| !arg.starts_with("--"));
    let stories = given.map_or_else(sample, |path| jsonl(Path::new(&path)));
    assert!(!stories.is_empty(), "no stories to time");
    let bytes: usize = stories.iter().map(|story| story.text.len()).sum();
    println!("{} stories, {} bytes on average", stories.len(), bytes / stories.len());
    stories
}

/// The baseline: a pass over every byte and a check that it is text, what reading it cannot do without.
pub fn read(story: &RawCopy) {
    let valid = std::str::from_utf8(black_box(story.text.as_bytes())).is_ok();
    black_box(valid);
    black_box(story.text.bytes().map(u64::from).sum::<u64>());
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
pub fn times<T>(stories: &[T], work: impl Fn(&T)) -> Vec<Duration> {
    stories.iter().for_each(&work);
    let once = |story: &T| {
        let start = Instant::now();
        work(story);
        start.elapsed()
    };
    let mut best: Vec<Duration> =
        stories.iter().map(|story| (0..RUNS).map(|_| once(story)).min().unwrap_or_default()).collect();
    best.sort();
    best
}

pub fn median(sorted: &[Duration]) -> Duration {
    sorted.get(sorted.len() / 2).copied().unwrap_or_default()
}

pub fn row(what: &str, sorted: &[Duration]) {
    let micros = |at: usize| sorted.get(at).map_or(0.0, |time| time.as_secs_f64() * 1e6);
    let last = sorted.len().saturating_sub(1);
    println!(
        "{what:<24} median {:8.2} µs   95 % {:8.2} µs   slowest {:8.2} µs",
        micros(sorted.len() / 2),
        micros(sorted.len() * 95 / 100),
        micros(last)
    );
}
