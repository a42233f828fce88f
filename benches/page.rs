//! What it costs to set a story with its markup: an ordinary one, and one of 200 KB; beside the same text without markup.
//!
//! `cargo bench --bench page`. An ordinary page is to stand within ten milliseconds.

#![allow(clippy::print_stdout, reason = "a bench prints what it measured")]

use std::fmt::Write as _;
use std::hint::black_box;
use std::time::{Duration, Instant};

use dateline::article::{Article, RawCopy, parse};
use dateline::format::html;
use dateline::page::{self, Setting};

/// Of each page, so many are timed.
const TIMES: usize = 30;

fn main() {
    for kilobytes in [8, 200] {
        let source = marked_up(kilobytes * 1024);
        let text = html::paragraphs(&source);
        let markup = html::markup(&source, None);
        assert!(markup.as_ref().is_some_and(|markup| markup.len() > kilobytes * 900), "the markup is kept");
        let rich = parse(RawCopy { markup, ..RawCopy::from_text(text.clone()) });
        let plain = parse(RawCopy::from_text(text));
        let words = ["harbour".to_owned()];
        let columns = |width| Setting { width, ..Setting::default() };
        for (what, article, setting) in [
            ("markup", &rich, columns(80)),
            ("markup, 120 columns", &rich, columns(120)),
            ("markup, a word found", &rich, Setting { words: &words, ..columns(80) }),
            ("text alone", &plain, columns(80)),
        ] {
            let took = best(article, setting);
            println!("{kilobytes:>4} KB  {what:<24} {:>7.2} ms", took.as_secs_f64() * 1000.0);
        }
    }
}

/// The best of several runs, so that a busy machine shows less.
fn best(article: &Article, setting: Setting<'_>) -> Duration {
    let times = (0..TIMES).map(|_| {
        let begun = Instant::now();
        black_box(page::set(black_box(article), setting));
        begun.elapsed()
    });
    times.min().unwrap_or_default()
}

/// A story as a site writes it: paragraphs with emphasis and links, a list, quoted text, now and then a table.
fn marked_up(bytes: usize) -> String {
    let mut html = "<p>OSLO (Meridian) -- The harbour of Holm <b>reopened</b> on Friday.</p>\n".to_owned();
    for part in 0.. {
        if html.len() >= bytes {
            break;
        }
        // Writing to a string cannot fail.
        let _ = write!(
            html,
            "<p>Number {part} of its kind came after the storm of the week before, <em>as it had to</em>, and \
             <a href=\"https://meridian.example/{part}\">the tide tables</a> say that it goes on until Sunday.</p>\n\
             <p>\"It rained and rained, and the trams of number {part} stood still,\" said Jo Lind, who runs them.</p>\n"
        );
        html += match part % 8 {
            3 => {
                "<ul><li>The ferry runs <strong>again</strong>.</li><li>The trams do not.</li><li>Nobody walks.</li></ul>\n"
            }
            5 => {
                "<blockquote><p>The water stood at the door of the library, and then in it.</p></blockquote>\n"
            }
            7 => {
                "<table><tr><th>Quay</th><th>Ships</th></tr><tr><td>North</td><td>12</td></tr><tr><td>South</td><td>7</td></tr></table>\n"
            }
            _ => "",
        };
    }
    html
}
