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
    let db = rusqlite::Connection::open(dir.path().join("library.db")).unwrap();
    let names: i64 = db.query_row("SELECT count(*) FROM source_town", [], |row| row.get(0)).unwrap();
    assert!(capitals.len() > 100 && names == 64, "{names} of {}", capitals.len());
}
