//! What the reader put right: kept for good, whatever comes later, and followed by list, counts and search at once.

use dateline::article::{Article, Correction, Filed, RawCopy, parse};
use dateline::listing::{StoryId, Stretch};
use dateline::query::{Query, Term};
use dateline::store::Library;

use crate::builder::{country, found, ids, library, only};
use crate::home::counted;

fn copy(id: &str, text: &str) -> Article {
    parse(RawCopy { id: Some(id.to_owned()), source: Some("wire".to_owned()), ..RawCopy::from_text(text) })
}

const LONDON: &str = "LONDON, June 1 (Meridian) - The mayor of London met the mayor of Oslo, Norway, and both \
                      spoke of trams in Norway. Norway has few.";

fn two() -> [Article; 2] {
    [copy("a", LONDON), copy("b", "BAKU, June 1 (Meridian) - It rained in Baku.")]
}

fn ontario() -> Correction {
    let about = [(country("GB"), false), (country("NO"), false), (country("CA"), true)];
    Correction { about: about.into(), filed: Some(Filed::From(country("CA"))) }
}

fn under(library: &Library, code: &str) -> Vec<u32> {
    found(library, &only(Term::Country(vec![country(code)])))
}

const ONE: StoryId = StoryId(1);

/// The story stands under Canada alone, wherever one looks.
fn is_canadian(library: &Library) {
    let story = library.story(ONE).unwrap();
    assert_eq!(story.correction, ontario());
    assert_eq!(story.article.under(), [country("CA")]);
    let place = story.article.dateline.unwrap().places[0].place.unwrap();
    assert_eq!((place.name, place.country), ("London", country("CA")));
    let rows = library.page(&Query::default(), Stretch::First, 9).unwrap();
    assert_eq!(rows.iter().find(|row| row.id() == ONE).unwrap().country, Some(country("CA")));
    assert_eq!((under(library, "CA"), under(library, "GB"), under(library, "NO")), (vec![1], vec![], vec![]));
    assert_eq!(library.tally(&Query::default()).unwrap().countries, counted(library));
}

#[test]
fn what_is_put_right_is_followed_at_once_and_stays() {
    let (dir, mut library) = library();
    library.add(&two()).unwrap();
    library.commit_index().unwrap();
    assert_eq!(under(&library, "GB"), [1]);
    assert_eq!(library.correct(ONE, &ontario()).unwrap(), Correction::default());
    is_canadian(&library);
    // As after kill -9: nothing is closed in order.
    std::mem::forget(library);
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    is_canadian(&library);
    library.rebuild(&mut |_, _| {}).unwrap();
    is_canadian(&library);
    let json = dateline::article::interchange::write(&library.story(ONE).unwrap().article);
    assert!(json.contains(r#"{"code":"CA","score":"#) && json.contains(r#""because":[]}"#), "{json}");
}

#[test]
fn the_reader_wins_over_a_later_text_and_a_later_reading() {
    let (_dir, mut library) = library();
    library.add(&two()).unwrap();
    library.correct(ONE, &ontario()).unwrap();
    let later = copy("a", &LONDON.replace("few", "none"));
    assert_eq!(library.add(&[later]).unwrap().changed, 1);
    library.commit_index().unwrap();
    assert!(library.story(ONE).unwrap().article.copy.text.ends_with("none."));
    is_canadian(&library);
    let stop = std::sync::atomic::AtomicBool::new(false);
    assert_eq!(library.reparse(true, &stop, &mut |_, _| {}).unwrap().stories, 2);
    is_canadian(&library);
}

#[test]
fn taking_it_back_leaves_the_story_as_it_was() {
    let (_dir, mut library) = library();
    library.add(&two()).unwrap();
    library.commit_index().unwrap();
    let state = |library: &Library| {
        let rows = library.page(&Query::default(), Stretch::First, 9).unwrap();
        (library.story(ONE).unwrap(), rows, library.tally(&Query::default()).unwrap(), under(library, "GB"))
    };
    let before = state(&library);
    let first = library.correct(ONE, &ontario()).unwrap();
    let nowhere = Correction { filed: Some(Filed::Nowhere), ..Correction::default() };
    assert_eq!(library.correct(ONE, &nowhere).unwrap(), ontario(), "what was before is answered, for undo");
    assert_eq!(library.story(ONE).unwrap().correction, nowhere);
    assert_eq!(library.correct(ONE, &nowhere).unwrap(), nowhere);
    library.correct(ONE, &first).unwrap();
    assert_eq!(state(&library), before);
    assert!(library.correct(ids([9])[0], &ontario()).is_err());
}

#[test]
fn another_program_sees_it() {
    let (dir, mut library) = library();
    library.add(&two()).unwrap();
    library.commit_index().unwrap();
    let mut other = Library::open(dir.path()).unwrap();
    other.open_index().unwrap();
    let before = other.changes().unwrap();
    library.correct(ONE, &ontario()).unwrap();
    assert_ne!(other.changes().unwrap(), before);
    is_canadian(&other);
}
