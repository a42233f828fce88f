//! How long a story's quotations and their speakers take, beside the time it takes to read the same bytes, and what a
//! story made to be slow takes.
//!
//! `cargo bench --bench quotations`, or with stories of one's own as JSON Lines: `… -- path/to/stories.jsonl`. Printed
//! are the median story, the 95th of a hundred and the slowest, and the ratio to a baseline of the same run.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

mod stories;

use std::hint::black_box;
use std::time::Instant;

use dateline::article::quote::quotes;
use dateline::article::speaker::Weights;
use dateline::article::{Article, RawCopy, parse};
use stories::{median, read, row, stories, times};

/// Bytes of a story that is made to be slow.
const LONG: usize = 1 << 20;

fn main() {
    let stories = stories();
    let read = times(&stories, read);
    let parsed: Vec<Article> = stories.iter().cloned().map(parse).collect();
    let quoted = times(&parsed, |article| {
        let weights = Weights::bundled();
        black_box(quotes(&article.copy.text, &article.paragraphs, &article.lang, weights));
    });
    row("reading the bytes", &read);
    row("quotations, speakers", &quoted);
    println!("median ratio {:.0}", median(&quoted).as_secs_f64() / median(&read).as_secs_f64());
    for (what, part) in [
        ("nothing but marks", "\""),
        ("nothing but openers", "“"),
        ("short quotations", "“No,” he said. "),
        ("marks and words", "“a” b "),
        ("a cue a word", "said Holm "),
        ("lines of dashes", "— "),
    ] {
        let text: String = part.repeat(LONG / part.len());
        let start = Instant::now();
        let article = parse(RawCopy { text, lang: Some("en".to_owned()), ..RawCopy::default() });
        println!(
            "{what:<24} {:8.2} ms a megabyte, {} found",
            start.elapsed().as_secs_f64() * 1e3,
            article.quotes.len()
        );
    }
}
