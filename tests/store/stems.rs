//! Words found by their stems: what the reader asks for, and what becomes of an index that has others.

use dateline::query::Term;
use dateline::stemming::Stemming;
use dateline::store::Library;

use crate::builder::{found, only, story, well, word};

#[test]
fn words_are_found_by_their_stems_in_the_languages_that_are_asked_for_and_in_no_other() {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    let mut german = story("de", "Die Wahlen sind election nahe.");
    (german.lang, german.copy.lang) = ("de".to_owned(), Some("de".to_owned()));
    library
        .add(&[
            story("en", "Elections were held, and ministers ran."),
            german,
            story("other", "A minister ran."),
        ])
        .unwrap();
    library.commit_index().unwrap();
    let whole = |library: &Library, text: &str| found(library, &word(text));
    assert_eq!(whole(&library, "elections"), [1], "off by default");
    assert_eq!(whole(&library, "wahl"), [0; 0]);

    let mut beside = Library::open(dir.path()).unwrap();
    beside.open_index().unwrap();
    library.stem(Stemming::of(["en"])).unwrap();
    assert_eq!(library.unindexed().unwrap(), 3, "all of it is to be indexed anew");
    assert_eq!(whole(&library, "minister"), [3], "and it serves as it is until then");
    library.commit_index().unwrap();
    assert_eq!(library.unindexed().unwrap(), 0);
    assert_eq!(whole(&library, "minister"), [3, 1]);
    assert_eq!(whole(&library, "electing"), [1], "the German story has no English stems");
    assert_eq!(whole(&library, "wahl"), [0; 0]);
    assert_eq!(found(&library, &only(Term::Phrase("minister ran".to_owned()))), [3], "a phrase is exact");

    // A program that has the earlier index open adds to the database alone.
    beside.add(&[story("late", "Ministers met.")]).unwrap();
    beside.commit_index().unwrap();
    library.commit_index().unwrap();
    assert_eq!(whole(&library, "minister"), [4, 3, 1]);
    well(&library);

    library.stem(Stemming::default()).unwrap();
    library.open_index().unwrap();
    assert_eq!(whole(&library, "minister"), [3]);
    well(&library);
}
