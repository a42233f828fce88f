//! What several tests share: a few stories, pictures of the screen, and a real terminal to run the reader in.
#![allow(dead_code, reason = "each test takes what it needs")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

pub mod reader;
pub mod screen;
pub mod strict;
pub mod terminal;

use std::fs;
use std::path::{Path, PathBuf};

use dateline::article::{self, Article, RawCopy};
use dateline::store::Library;

/// The folder of hand-written stories.
pub fn wire_dir() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/wire")
}

/// The stories of that folder, in the order of their names.
pub fn wire() -> Vec<Article> {
    let entries = fs::read_dir(wire_dir()).expect("the fixtures are there");
    let mut files: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).collect();
    files.sort();
    let read = |file: PathBuf| fs::read_to_string(file).expect("a readable fixture");
    files.into_iter().map(|file| article::parse(RawCopy::from_text(read(file)))).collect()
}

/// A library of those stories that goes with the test.
pub fn library() -> Library {
    let mut library = Library::scratch().expect("a scratch library");
    library.open_index().expect("an index");
    library.add(&wire()).expect("stories that can be added");
    library.commit_index().expect("an index that can be written");
    library
}
