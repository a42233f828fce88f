//! How long a story's dateline and countries take, beside the time it takes to read the same bytes.
//!
//! `cargo bench --bench whereabouts`, or with stories of one's own as JSON Lines: `… -- path/to/stories.jsonl`. Each
//! story is timed as the best of several runs, so that a busy machine shows less; printed are the median story, the
//! 95th of a hundred and the slowest, and the ratio to a baseline of the same run.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

mod stories;

use std::fs;
use std::hint::black_box;
use std::time::Instant;

use dateline::article::whereabouts;
use stories::{median, read, row, stories, times};

fn main() {
    opening();
    let stories = stories();
    let read = times(&stories, read);
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
