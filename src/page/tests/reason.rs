//! The words one stands on as a reason: marked where they stand, and nowhere else.

use crate::article::{Article, RawCopy, Span, parse};
use crate::page::{Page, Setting, set};

const COPY: &str = "Talks go on in Baku\n\nBAKU, June 1 (Meridian) - The talks of Baku go on.\n\n\
                    \"We like Norway very much,\" said Aliyev, and Norway was glad.";

fn story() -> Article {
    parse(RawCopy::from_text(COPY))
}

/// The page with the words at `nth` place of the copy as the reason.
fn page(words: &str, nth: usize, width: usize) -> Page {
    let story = story();
    let (at, _) = COPY.match_indices(words).nth(nth).unwrap();
    let reason = Span::new(COPY, at..at + words.len());
    set(&story, Setting { width, reason, ..Setting::default() })
}

/// The marked words and the line they begin on, in stars.
fn marked(page: &Page) -> (String, Option<usize>) {
    let runs = page.lines.iter().flat_map(|line| &line.runs).filter(|run| run.reason);
    (runs.map(|run| run.text.as_str()).collect(), page.reason)
}

#[test]
fn a_reason_is_marked_in_headline_dateline_and_text() {
    for (words, nth, line) in
        [("Baku", 0, 0), ("BAKU", 0, 1), ("Baku", 1, 3), ("Norway", 0, 5), ("Norway", 1, 5)]
    {
        assert_eq!(marked(&page(words, nth, 120)), (words.to_owned(), Some(line)), "{words} {nth}");
    }
    let quoted = page("Norway", 0, 120);
    let run = quoted.lines[5].runs.iter().find(|run| run.reason).unwrap();
    assert_eq!(run.quote, Some(0), "a reason in a quotation is still of the quotation");
}

#[test]
fn a_reason_that_is_broken_over_lines_is_marked_on_both() {
    let narrow = page("Norway very much", 0, 24);
    let (words, line) = marked(&narrow);
    assert_eq!(words.replace(' ', ""), "Norwayverymuch");
    let lines = narrow.lines.iter().filter(|line| line.runs.iter().any(|run| run.reason)).count();
    assert!(lines > 1 && line.is_some());
}

#[test]
fn marking_changes_no_text_and_words_that_are_not_shown_are_marked_nowhere() {
    let (plain, marked_page) = (set(&story(), Setting::default()), page("Baku", 1, 80));
    assert_eq!(plain.plain(), marked_page.plain());
    assert_eq!((marked(&plain), marked(&page("June 1", 0, 80)).1), ((String::new(), None), None));
}
