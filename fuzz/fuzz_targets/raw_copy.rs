//! Any text as raw copy: parsing never fails, and every part it names lies in the text.

#![no_main]

use dateline::article::{RawCopy, copy, interchange, parse};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for range in copy::split(text) {
        let story = parse(RawCopy::from_text(&text[range]));
        let _ = interchange::write(&story);
    }
});
