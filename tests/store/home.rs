//! Sources and their homes: learnt from datelines, kept with the story that was read by one.

use dateline::article::{Article, RawCopy, parse};
use dateline::listing::{Stretch, Tally};
use dateline::place::{Country, Home};
use dateline::query::{Query, Term};
use dateline::store::Library;

use crate::builder::{country, found, ids, library, only};

/// A story of a source, filed from a town.
pub fn filed(id: usize, source: &str, town: &str) -> Article {
    // A home says nothing of agency copy: a paper's own stories name neither agency nor day.
    let text = format!("{town} - The bridge of the town was painted.\n\nIt is green now.");
    parse(RawCopy { id: Some(id.to_string()), source: Some(source.to_owned()), ..RawCopy::from_text(text) })
}

/// Towns whose names are anywhere, and all in Ohio.
pub const OHIO: [&str; 5] = ["HAMILTON", "MIDDLETOWN", "OXFORD", "FAIRFIELD", "TRENTON"];

fn from(code: &str) -> Query {
    only(Term::Country(vec![country(code)]))
}

fn ohio() -> Option<Home> {
    Home::from_code("US-OH")
}

#[test]
fn a_papers_own_towns_are_known_once_enough_of_them_are() {
    let (_dir, mut library) = library();
    let early: Vec<Article> =
        OHIO[..3].iter().enumerate().map(|(id, town)| filed(id, "Journal", town)).collect();
    let read_alone = early[0].filed();
    assert!(read_alone.is_some() && read_alone != Some(country("US")), "Hamilton alone is elsewhere");
    library.add(&early).unwrap();
    assert_eq!(library.home("Journal").unwrap(), None);
    let later = [filed(3, "Journal", OHIO[3]), filed(4, "Journal", OHIO[4]), filed(5, "Journal", "HAMILTON")];
    library.add(&later).unwrap();
    library.commit_index().unwrap();
    assert_eq!(library.home("Journal").unwrap(), ohio());
    assert_eq!((library.home("Other").unwrap(), library.home("").unwrap()), (None, None));
    // What was read before stays as it was read, in the list, on the page and in the index.
    let rows = library.page(&Query::default(), Stretch::First, 9).unwrap();
    let row = |number: u32| rows.iter().find(|row| row.id().0 == number).unwrap();
    for (number, expected) in [(1, read_alone), (6, Some(country("US")))] {
        assert_eq!(row(number).country, expected);
        let story = library.story(ids([number])[0]).unwrap();
        assert_eq!(story.article.filed(), expected);
        let codes = story.article.dateline.unwrap().places[0].place.unwrap().country;
        assert_eq!(Some(codes), expected);
    }
    let hits = found(&library, &from("US"));
    assert!(hits.contains(&6) && !hits.contains(&1), "{hits:?}");
    library.rebuild(&mut |_, _| {}).unwrap();
    assert_eq!(found(&library, &from("US")), hits, "the index is made from the same reading");
    assert_eq!(tally(&library).countries, counted(&library));
}

fn tally(library: &Library) -> Tally {
    library.tally(&Query::default()).unwrap()
}

/// Stories a country, counted from the stories.
pub fn counted(library: &Library) -> std::collections::BTreeMap<Country, u64> {
    let mut counts = std::collections::BTreeMap::new();
    for row in library.page(&Query::default(), Stretch::First, 9_999).unwrap() {
        for country in library.story(row.id()).unwrap().article.under() {
            *counts.entry(country).or_default() += 1;
        }
    }
    counts
}

#[test]
fn one_batch_is_enough_and_another_program_learns_of_it() {
    let (dir, mut library) = library();
    let other = Library::open(dir.path()).unwrap();
    assert_eq!(other.home("Journal").unwrap(), None);
    let batch: Vec<Article> = OHIO.iter().enumerate().map(|(id, town)| filed(id, "Journal", town)).collect();
    library.add(&batch).unwrap();
    assert_eq!(other.home("Journal").unwrap(), ohio());
    assert_eq!(library.story(ids([1])[0]).unwrap().article.filed(), Some(country("US")));
}

#[test]
fn an_agency_that_writes_from_everywhere_has_no_home_and_few_names_are_kept() {
    let (dir, mut library) = library();
    let capitals: Vec<&str> =
        Country::all().map(Country::capital).filter(|name| !name.is_empty() && !name.contains(' ')).collect();
    let batch: Vec<Article> =
        capitals.iter().enumerate().map(|(id, town)| filed(id, "Wire", &town.to_uppercase())).collect();
    library.add(&batch).unwrap();
    assert_eq!(library.home("Wire").unwrap(), None);
    let names = || -> Vec<String> {
        let db = rusqlite::Connection::open(dir.path().join("library.db")).unwrap();
        let names: String = db.query_row("SELECT names FROM source_town", [], |row| row.get(0)).unwrap();
        names.lines().map(str::to_owned).collect()
    };
    let kept = names();
    assert!(capitals.len() > 100 && kept.len() == 64, "{} of {}", kept.len(), capitals.len());
    assert!(!kept.contains(&"BAKU".to_owned()), "the first capitals made room");
    library.add(&[filed(1_000, "Wire", "BAKU"), filed(1_001, "Wire", &kept[1])]).unwrap();
    assert_eq!(names()[..62], [&kept[2..]].concat(), "the oldest ones make room");
    assert_eq!(names()[62..], ["BAKU".to_owned(), kept[1].clone()], "and what was seen again is new");
}

#[test]
fn what_was_read_before_its_sources_home_was_known_is_read_again_when_asked_for() {
    let (_dir, mut library) = library();
    for (id, town) in OHIO.iter().enumerate() {
        library.add(&[filed(id, "Journal", town)]).unwrap();
    }
    library.add(&[filed(9, "Other", "HAMILTON")]).unwrap();
    assert_eq!(library.home("Journal").unwrap(), ohio());
    let from = |number: u32| library.story(ids([number])[0]).unwrap().article.filed();
    assert_ne!(from(1), Some(country("US")));
    assert!(!library.outdated().unwrap(), "no reason to offer it");
    let reparse = |library: &mut Library| {
        library.reparse(false, &std::sync::atomic::AtomicBool::new(false), &mut |_, _| {}).unwrap()
    };
    let done = reparse(&mut library);
    let from = |number: u32| library.story(ids([number])[0]).unwrap().article.filed();
    assert_eq!((done.stories, from(1)), (3, Some(country("US"))));
    assert_ne!(from(6), Some(country("US")), "a story of another source");
    assert_eq!(reparse(&mut library).stories, 0);
    assert_eq!(tally(&library).countries, counted(&library));
}
