//! The sample library: invented stories compiled in, kept on disk apart from the reader's own library.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use crate::article::{self, Article, RawCopy, copy, version};
use crate::store::{Library, StoreError};

/// (file name without its extension, raw copy), in the order of names.
const STORIES: &[(&str, &str)] = include!(concat!(env!("OUT_DIR"), "/sample.rs"));

/// What every sample story says it is from.
pub const SOURCE: &str = "dateline sample";

/// The fingerprint of the sample that was imported last and of the rules it was read with, inside the library's
/// directory.
const STAMP: &str = "sample.blake3";

#[derive(Debug, thiserror::Error)]
pub enum SampleError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("{path}: the sample library cannot be written: {source}")]
    Write { path: PathBuf, source: io::Error },
}

/// The files that are compiled in: (name, raw copy).
pub fn files() -> impl Iterator<Item = (&'static str, &'static str)> {
    STORIES.iter().copied()
}

/// The stories that are in them, parsed.
pub fn articles() -> impl Iterator<Item = Article> {
    files().flat_map(read)
}

/// Makes the sample library in `dir`, or brings it up to the sample and the parser that are compiled in; does nothing
/// where it is.
/// Stories keep their identity, so marks made in it stay with them.
pub fn ensure(dir: &Path) -> Result<(), SampleError> {
    let stamp = dir.join(STAMP);
    let now = fingerprint();
    let write = |source| SampleError::Write { path: dir.to_owned(), source };
    if Library::exists(dir) && fs::read_to_string(&stamp).is_ok_and(|then| then == now) {
        return Ok(());
    }
    fs::create_dir_all(dir).map_err(write)?;
    let mut library = Library::open(dir)?;
    library.open_index()?;
    library.add(&articles().collect::<Vec<_>>())?;
    library.reparse(false, &AtomicBool::new(false), &mut |_, _| {})?;
    library.commit_index()?;
    // Last: a sample that was only half imported is imported again.
    fs::write(&stamp, now).map_err(write)
}

/// A file may hold several stories; each is told by its file and its place there.
fn read((name, text): (&str, &str)) -> Vec<Article> {
    let stories = copy::split(text);
    let named = |at: usize| if at == 0 { name.to_owned() } else { format!("{name}-{}", at + 1) };
    let raw = |(at, range): (usize, std::ops::Range<usize>)| RawCopy {
        id: Some(named(at)),
        source: Some(SOURCE.to_owned()),
        ..RawCopy::from_text(text.get(range).unwrap_or(""))
    };
    stories.into_iter().enumerate().map(raw).map(article::parse).collect()
}

fn fingerprint() -> String {
    let mut hasher = blake3::Hasher::new();
    hasher.update(&version::RULES.to_le_bytes());
    for (name, text) in files() {
        for part in [name, text] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
    }
    hasher.finalize().to_hex().to_string()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_file_of_the_sample_is_compiled_in() {
        let dir = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample");
        let on_disk = fs::read_dir(dir).map_or(0, |entries| {
            entries.filter(|e| e.as_ref().unwrap().path().extension().is_some_and(|x| x == "txt")).count()
        });
        assert_eq!(files().count(), on_disk);
    }

    #[test]
    fn the_sample_is_made_once_and_again_when_it_changed() {
        let home = tempfile::tempdir().unwrap();
        let dir = home.path().join("sample");
        ensure(&dir).unwrap();
        let all = Library::open(&dir).unwrap().len().unwrap();
        assert!(all as usize > files().count(), "files with several stories are split");
        fs::write(dir.join(STAMP), "an older sample").unwrap();
        ensure(&dir).unwrap();
        assert_eq!(fs::read_to_string(dir.join(STAMP)).unwrap(), fingerprint());
        assert_eq!(Library::open(&dir).unwrap().len().unwrap(), all);
    }
}
