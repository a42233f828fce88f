//! Libraries that cannot be opened: each says so, and is left as it was.

use std::collections::BTreeMap;
use std::path::Path;

use dateline::store::{Library, StoreError};

use crate::builder::stories;

fn files(dir: &Path) -> BTreeMap<String, Vec<u8>> {
    let entries = std::fs::read_dir(dir).unwrap().map(|entry| entry.unwrap());
    entries
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), std::fs::read(entry.path()).unwrap()))
        .collect()
}

#[test]
fn a_library_of_a_newer_dateline_is_refused_and_left_untouched() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.add(&stories(0..3)).unwrap();
    drop(library);
    // SQLite keeps user_version at byte 60 of the file.
    let path = dir.path().join("library.db");
    let mut bytes = std::fs::read(&path).unwrap();
    bytes[60..64].copy_from_slice(&77_u32.to_be_bytes());
    std::fs::write(&path, bytes).unwrap();
    let before = files(dir.path());
    let Err(StoreError::Newer { found, .. }) = Library::open(dir.path()) else { panic!("it was opened") };
    assert_eq!(found, 77);
    assert_eq!(files(dir.path()), before, "not one byte, not one file");
}

#[test]
fn what_is_no_library_says_what_to_do() {
    let dir = tempfile::tempdir().unwrap();
    let path = dir.path().join("library.db");
    for (bytes, why) in
        [(vec![b'x'; 20_000], "damaged or no library"), (b"short".to_vec(), "damaged or no library")]
    {
        std::fs::write(&path, &bytes).unwrap();
        let told = Library::open(dir.path()).err().unwrap().to_string();
        assert!(told.contains(why), "{told}");
        assert_eq!(std::fs::read(&path).unwrap(), bytes);
    }
    let file = dir.path().join("a file");
    std::fs::write(&file, "").unwrap();
    assert!(Library::open(&file).is_err());
    assert!(!Library::exists(&file));
}

#[test]
fn a_damaged_page_is_an_error_and_not_a_panic() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.add(&stories(0..2_000)).unwrap();
    drop(library);
    let path = dir.path().join("library.db");
    let whole = std::fs::read(&path).unwrap();
    let mut failed = 0;
    for page in 1..whole.len() / 8192 {
        let mut bytes = whole.clone();
        bytes[page * 8192..(page + 1) * 8192].fill(0xA5);
        std::fs::write(&path, bytes).unwrap();
        let outcome = Library::open(dir.path()).and_then(|mut library| {
            library.stats()?;
            library.open_index()
        });
        let _ = std::fs::remove_dir_all(dir.path().join("index"));
        if let Err(error) = outcome {
            assert!(error.to_string().contains("damaged"), "{error}");
            failed += 1;
        }
    }
    assert!(failed > 0);
}
