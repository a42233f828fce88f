//! Any text as HTML, a fragment and a whole page: its words come out, clean, and no longer than they went in.

#![no_main]

use dateline::format::html::{collapsed, looks_like, paragraphs, plain};
use dateline::sanitize;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let _ = looks_like(text);
    let line = plain(text);
    assert!(!line.contains('\n') && line.len() <= text.len() * 2);
    assert_eq!(collapsed(&line), line);
    for clean in [sanitize::body(&paragraphs(text)), sanitize::line(&line)] {
        assert_eq!(clean, sanitize::body(&clean));
    }
});
