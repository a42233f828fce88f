//! What the reader put right: kept for good, whatever comes later, and followed by list, counts and search at once.

use dateline::article::correction::{Correction, Filed, Verdict};
use dateline::article::{Article, RawCopy, parse};
use dateline::listing::{StoryId, Stretch};
use dateline::query::{Query, Term};
use dateline::store::Library;

use crate::builder::{country, found, ids, library, only, word};
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

/// The verdicts that lead there.
fn to_ontario() -> [Verdict; 4] {
    let about = |code, about| Verdict::About(country(code), Some(about));
    let filed = Verdict::Filed(Some(Filed::From(country("CA"))));
    [about("GB", false), about("NO", false), about("CA", true), filed]
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
    assert_eq!(library.correct(ONE, &to_ontario()).unwrap().len(), 4);
    is_canadian(&library);
    // As after kill -9: nothing is closed in order; a lock goes with its program, which this one does not end.
    library.commit_index().unwrap();
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
    library.correct(ONE, &to_ontario()).unwrap();
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
    let first = library.correct(ONE, &to_ontario()).unwrap();
    let nowhere = [Verdict::Filed(Some(Filed::Nowhere))];
    let second = library.correct(ONE, &nowhere).unwrap();
    assert_eq!(second, [Verdict::Filed(Some(Filed::From(country("CA"))))], "what takes it back is answered");
    let stands = Correction { filed: Some(Filed::Nowhere), ..ontario() };
    assert_eq!(library.story(ONE).unwrap().correction, stands);
    assert_eq!(library.correct(ONE, &nowhere).unwrap(), [], "it stands so already");
    library.correct(ONE, &second).unwrap();
    is_canadian(&library);
    library.correct(ONE, &first).unwrap();
    assert_eq!(state(&library), before);
    assert!(library.correct(ids([9])[0], &to_ontario()).is_err());
}

#[test]
fn another_program_sees_it() {
    let (dir, mut library) = library();
    library.add(&two()).unwrap();
    library.commit_index().unwrap();
    let mut other = Library::open(dir.path()).unwrap();
    other.open_index().unwrap();
    let before = other.changes().unwrap();
    library.correct(ONE, &to_ontario()).unwrap();
    assert_ne!(other.changes().unwrap(), before);
    is_canadian(&other);
}

#[test]
fn two_programs_that_put_one_story_right_lose_nothing_of_each_other() {
    let (dir, mut library) = library();
    library.add(&two()).unwrap();
    let mut other = Library::open(dir.path()).unwrap();
    let not_norway = [Verdict::About(country("NO"), Some(false))];
    let about_iceland = [Verdict::About(country("IS"), Some(true))];
    let back = library.correct(ONE, &not_norway).unwrap();
    other.correct(ONE, &about_iceland).unwrap();
    let both = Correction { about: [(country("NO"), false), (country("IS"), true)].into(), filed: None };
    assert_eq!(
        (library.story(ONE).unwrap().correction, other.story(ONE).unwrap().correction),
        (both.clone(), both)
    );
    library.correct(ONE, &back).unwrap();
    let theirs = Correction { about: [(country("IS"), true)].into(), filed: None };
    assert_eq!(other.story(ONE).unwrap().correction, theirs, "an undo takes its own step back and no other");
    assert_eq!(library.tally(&Query::default()).unwrap().countries, counted(&library));
}

#[test]
fn a_correction_indexes_itself_and_leaves_what_others_stored_for_a_quiet_moment() {
    let (dir, mut library) = library();
    library.add(&two()).unwrap();
    library.commit_index().unwrap();
    // One that does not index.
    Library::open(dir.path())
        .unwrap()
        .add(&[copy("c", "BAKU, June 1 (Meridian) - A zeppelin came.")])
        .unwrap();
    library.correct(ONE, &to_ontario()).unwrap();
    assert_eq!((found(&library, &word("zeppelin")), under(&library, "CA")), (vec![], vec![]));
    library.commit_index().unwrap();
    assert_eq!(found(&library, &word("zeppelin")), [3]);
    is_canadian(&library);
}

#[test]
fn a_correction_while_another_program_writes_the_index_is_found_once_that_one_commits() {
    let (dir, mut library) = library();
    library.add(&two()).unwrap();
    library.commit_index().unwrap();
    let mut import = Library::open_for_import(dir.path()).unwrap();
    import.open_index().unwrap();
    import.add(&[copy("c", "BAKU, June 1 (Meridian) - A zeppelin came.")]).unwrap();
    library.correct(ONE, &to_ontario()).unwrap();
    library.commit_index().unwrap();
    assert_eq!((library.story(ONE).unwrap().correction, under(&library, "CA")), (ontario(), vec![]));
    import.commit_index().unwrap();
    is_canadian(&library);
}

#[test]
fn after_a_quiet_moment_another_program_may_write_the_index() {
    let (dir, mut library) = library();
    library.add(&two()).unwrap();
    library.commit_index().unwrap();
    library.correct(ONE, &to_ontario()).unwrap();
    library.commit_index().unwrap();
    let mut other = Library::open(dir.path()).unwrap();
    other.open_index().unwrap();
    other.add(&[copy("c", "BAKU, June 1 (Meridian) - A zeppelin came.")]).unwrap();
    other.commit_index().unwrap();
    assert_eq!(found(&other, &word("zeppelin")), [3]);
}
