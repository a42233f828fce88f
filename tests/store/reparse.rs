//! A library from an older parser, read again: all it says is today's, all the reader did is there.

use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use dateline::article::correction::Verdict;
use dateline::article::{Article, Correction, RawCopy, parse, version};
use dateline::listing::{Mark, Reparsed, Stretch, Tally};
use dateline::query::{Flag, Query, Term};
use dateline::store::Library;
use rusqlite::Connection;

use crate::builder::{country, found, ids, library, only, word};
use crate::home::{OHIO, counted, filed};

fn story(number: u32) -> Article {
    let day = number % 28 + 1;
    let text = format!(
        "BAKU, June {day} (Meridian) - Story {number} tells of trams in Baku.\n\n\"They run,\" said Aliyev."
    );
    let date = chrono::NaiveDate::from_ymd_opt(2025, 6, day);
    parse(RawCopy { id: Some(number.to_string()), date, ..RawCopy::from_text(text) })
}

fn db(dir: &Path) -> Connection {
    Connection::open(dir.join("library.db")).unwrap()
}

/// What the list, the counts and the rules would be, had an older parser taken Baku for a town in France.
fn age(dir: &Path) {
    let db = db(dir);
    db.execute_batch(
        "UPDATE story SET rules = 1, country = 'FR', countries = 'FR', agency = NULL, derived = 0,
            headline = 'as read long ago', lang = 'xx', key = ord;
         DELETE FROM tally WHERE what != '';
         INSERT INTO tally SELECT 'FR', count(*) FROM story;
         INSERT INTO tally SELECT '1970-01', count(*) FROM story;",
    )
    .unwrap();
}

/// The library as an older dateline left it.
fn downgrade(dir: &Path) {
    age(dir);
    db(dir)
        .execute_batch(
            "ALTER TABLE story DROP COLUMN home; DROP INDEX story_rules; DROP TABLE source_town;
             DROP TABLE correction; ALTER TABLE story DROP COLUMN speakers; DROP TABLE speaker;
             DROP TABLE speaker_place; DROP TABLE joining; DROP TABLE dictionary;
             DROP TABLE feed; DROP TABLE feed_tag; DROP TABLE release; DROP TABLE awaited;
             DROP TABLE markup; DROP TABLE full_text; DROP TABLE gone;
             DELETE FROM tally WHERE what LIKE '%-%'; ALTER TABLE tally RENAME COLUMN what TO country;
             PRAGMA user_version = 1;",
        )
        .unwrap();
}

fn all(library: &Library) -> (Vec<dateline::listing::Row>, Tally) {
    (
        library.page(&Query::default(), Stretch::First, 9_999).unwrap(),
        library.tally(&Query::default()).unwrap(),
    )
}

fn reparse(library: &mut Library, all: bool) -> Reparsed {
    library.reparse(all, &AtomicBool::new(false), &mut |_, _| {}).unwrap()
}

#[test]
fn an_older_library_is_read_again_and_nothing_the_reader_did_is_lost() {
    let (dir, mut library) = library();
    let stories: Vec<Article> = (1..=120).map(story).collect();
    library.add(&stories).unwrap();
    library
        .add(&[parse(RawCopy {
            id: Some("7".to_owned()),
            ..RawCopy::from_text("OSLO (Meridian) - New words.")
        })])
        .unwrap();
    library.mark(Mark::Bookmark, true, &ids([3])).unwrap();
    library.note(ids([4])[0], Some("mine")).unwrap();
    library.correct(ids([5])[0], &[Verdict::About(country("IS"), Some(true))]).unwrap();
    library.commit_index().unwrap();
    let fresh = all(&library);
    assert!(!library.outdated().unwrap());
    drop(library);
    age(dir.path());

    let mut library = Library::open(dir.path()).unwrap();
    library.rebuild(&mut |_, _| {}).unwrap();
    assert!(library.outdated().unwrap());
    assert_ne!(all(&library), fresh);
    let done = reparse(&mut library, false);
    assert_eq!(done, Reparsed { stories: 120, moved: 120, ..Reparsed::default() });
    assert!(!library.outdated().unwrap());
    assert_eq!(all(&library), fresh);
    assert_eq!(fresh.1.countries, counted(&library));
    assert_eq!(found(&library, &only(Term::Is(Flag::Bookmarked))), [3]);
    assert_eq!(found(&library, &word("new")), [7], "the index has today's words");
    assert_eq!(found(&library, &only(Term::Country(vec![country("IS")]))), [5]);
    let (noted, changed) = (library.story(ids([4])[0]).unwrap(), library.story(ids([7])[0]).unwrap());
    assert_eq!((noted.note.as_deref(), changed.version), (Some("mine"), 2));
    assert_eq!(library.stats().unwrap().versions, 121);
    assert_eq!(reparse(&mut library, false).stories, 0, "a second time there is nothing to do");
    assert_eq!(reparse(&mut library, true), Reparsed { stories: 120, ..Reparsed::default() });
}

#[test]
fn an_interrupted_reading_goes_on_where_it_stopped_in_small_steps() {
    let (dir, mut library) = library();
    library.add(&(1..=400).map(story).collect::<Vec<_>>()).unwrap();
    age(dir.path());
    let stop = AtomicBool::new(false);
    let mut steps = vec![0];
    let first = library
        .reparse(false, &stop, &mut |done, all| {
            assert_eq!(all, 400);
            steps.push(done);
            stop.store(done >= 100, Ordering::Relaxed);
        })
        .unwrap();
    assert!(steps.windows(2).all(|pair| pair[1] - pair[0] <= 50), "{steps:?}");
    assert!(first.interrupted && (100..400).contains(&first.stories), "{first:?}");
    assert!(library.outdated().unwrap());
    let second = reparse(&mut library, false);
    assert_eq!((second.stories, second.interrupted), (400 - first.stories, false));
    assert_eq!(library.tally(&Query::default()).unwrap().countries, counted(&library));
}

#[test]
fn what_another_program_does_meanwhile_stands() {
    let (dir, mut library) = library();
    library.add(&(1..=300).map(story).collect::<Vec<_>>()).unwrap();
    age(dir.path());
    let mut other = Library::open(dir.path()).unwrap();
    let mut met = false;
    library
        .reparse(false, &AtomicBool::new(false), &mut |_, _| {
            if !std::mem::replace(&mut met, true) {
                let last =
                    RawCopy { id: Some("300".to_owned()), ..RawCopy::from_text("OSLO (AP) - Another text.") };
                let near = RawCopy {
                    id: Some("60".to_owned()),
                    ..RawCopy::from_text("OSLO (AP) - A text near by.")
                };
                assert_eq!(other.add(&[parse(last), parse(near)]).unwrap().changed, 2);
                other.mark(Mark::Read, true, &ids([250])).unwrap();
            }
        })
        .unwrap();
    for (number, text) in [(300, "Another text"), (60, "A text near by")] {
        assert!(library.story(ids([number])[0]).unwrap().article.copy.text.contains(text));
    }
    assert_eq!(found(&library, &word("near")), [60]);
    assert_eq!(found(&library, &only(Term::Is(Flag::Read))), [250]);
    assert_eq!(library.tally(&Query::default()).unwrap().countries, counted(&library));
    assert!(!library.outdated().unwrap());
}

#[test]
fn a_library_of_the_first_format_is_brought_forward_with_everything_in_it() {
    let (dir, mut library) = library();
    let mut stories: Vec<Article> = (1..=60).map(story).collect();
    stories.extend(OHIO.iter().enumerate().map(|(at, town)| filed(at + 1_000, "Journal", town)));
    library.add(&stories).unwrap();
    library.mark(Mark::Read, true, &ids([9])).unwrap();
    library.note(ids([2])[0], Some("mine")).unwrap();
    library.commit_index().unwrap();
    drop(library);
    downgrade(dir.path());

    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    assert_eq!(library.len().unwrap(), 65);
    assert_eq!(found(&library, &only(Term::Is(Flag::Read))), [9]);
    let noted = library.story(ids([2])[0]).unwrap();
    assert_eq!((noted.note.as_deref(), noted.correction), (Some("mine"), Correction::default()));
    assert_eq!(noted.article.copy, stories[1].copy);
    assert!(library.outdated().unwrap(), "it says that it was read long ago");
    assert_eq!(library.home("Journal").unwrap(), None, "names were not kept then");
    reparse(&mut library, false);
    assert_eq!(library.home("Journal").unwrap().map(|home| home.to_string()).as_deref(), Some("US-OH"));
    let hamilton = library.story(ids([61])[0]).unwrap();
    assert_eq!(hamilton.article.filed(), Some(country("US")), "read with the home that was learnt first");
    assert!(version::RULES > 1 && !library.outdated().unwrap());
}

#[test]
fn an_empty_library_is_up_to_date() {
    let (_dir, mut library) = library();
    assert!(!library.outdated().unwrap());
    assert_eq!(reparse(&mut library, true), Reparsed::default());
}

#[test]
fn the_sample_brings_itself_up_to_date() {
    let home = tempfile::tempdir().unwrap();
    dateline::sample::ensure(home.path()).unwrap();
    let fresh = all(&Library::open(home.path()).unwrap());
    age(home.path());
    assert_ne!(all(&Library::open(home.path()).unwrap()), fresh);
    // As the stamp of older rules: another one.
    std::fs::write(home.path().join("sample.blake3"), "of older rules").unwrap();
    dateline::sample::ensure(home.path()).unwrap();
    let library = Library::open(home.path()).unwrap();
    assert_eq!((all(&library), library.outdated().unwrap()), (fresh, false));
}

#[test]
fn a_story_that_cannot_be_read_is_passed_over_named_and_no_reason_to_read_again() {
    let (dir, mut library) = library();
    library.add(&(1..=120).map(story).collect::<Vec<_>>()).unwrap();
    library.add(&[filed(1_000, "Journal", OHIO[0])]).unwrap();
    library.commit_index().unwrap();
    age(dir.path());
    // As a disk leaves it; the source of the last one is unknown again, so that its home is looked for first.
    db(dir.path())
        .execute_batch(
            "UPDATE body SET copy = substr(copy, 1, 9) WHERE ord IN (7, 121); DELETE FROM body WHERE ord = 60;
             DELETE FROM source_town;",
        )
        .unwrap();
    let done = reparse(&mut library, false);
    assert_eq!(done, Reparsed { stories: 118, moved: 118, unread: ids([7, 60, 121]), interrupted: false });
    assert!(!library.outdated().unwrap());
    let rows = library.page(&Query::default(), Stretch::First, 999).unwrap();
    let stays: Vec<&str> =
        rows.iter().map(|row| row.headline.as_str()).filter(|line| *line == "as read long ago").collect();
    assert_eq!((rows.len(), stays.len()), (121, 3));
    assert_eq!(found(&library, &word("119")), [119], "what comes after it is indexed");
    assert_eq!(reparse(&mut library, false), Reparsed::default());
    let tally = library.tally(&Query::default()).unwrap();
    assert_eq!((tally.stories, tally.countries[&country("FR")]), (121, 3));
}

#[test]
fn a_story_that_an_older_dateline_corrected_is_offered_again() {
    let (dir, mut library) = library();
    library.add(&(1..=60).map(story).collect::<Vec<_>>()).unwrap();
    // All that it leaves of its rules is their number on the row.
    db(dir.path()).execute("UPDATE story SET rules = ?1 WHERE ord = 5", [version::RULES - 1]).unwrap();
    assert!(library.outdated().unwrap());
    assert_eq!(reparse(&mut library, false).stories, 1);
    assert!(!library.outdated().unwrap());
}

#[test]
fn whether_a_library_is_outdated_costs_the_same_however_many_stories_there_are() {
    let steps = |stories: u32| {
        let (dir, mut library) = library();
        library.add(&(1..=stories).map(story).collect::<Vec<_>>()).unwrap();
        let ask = |library: &Library| {
            let before = library.work().steps;
            (library.outdated().unwrap(), library.work().steps - before)
        };
        let todays = ask(&library);
        db(dir.path()).execute("UPDATE story SET rules = 1 WHERE ord = ?1", [stories]).unwrap();
        (todays, ask(&library))
    };
    let few = steps(2);
    assert_eq!((few.0.0, few.1.0), (false, true));
    assert_eq!(steps(300), few);
}
