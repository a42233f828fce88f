//! Any text as the reader's own settings: faults are told, and the rest keeps its default.

#![no_main]

use std::path::Path;

use dateline::config::load;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let (_, faults) = load(Some((Path::new("config.toml"), text)));
    faults.iter().for_each(|fault| drop(fault.to_string()));
});
