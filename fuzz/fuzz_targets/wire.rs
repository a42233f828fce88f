//! Any bytes as a file of each of the wires' formats, whatever they look like.

#![no_main]

use dateline::format::feed::read_standard;
use dateline::format::wire::STANDARDS;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    for standard in STANDARDS {
        if let Ok(feed) = read_standard(standard, bytes) {
            assert!(feed.items.iter().all(|item| !item.id.is_empty()));
        }
    }
});
