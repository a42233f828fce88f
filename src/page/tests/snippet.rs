//! The line under a row: where most of what was searched for stands together, cut between words, never too wide.

use proptest::prelude::*;

use crate::article::{RawCopy, parse};
use crate::page::{Needles, Snippet, snippet};
use crate::width;

const COPY: &str = "Trams run again\n\nBERGEN, June 1 (Meridian) - The first tram left at five, and nobody was in \
                    it.\n\nAt noon the mayor, who had paid for\nhis ticket, praised the tram and the driver of the tram. \
                    Nobody asked what the ticket was.\n\nThe harbour was shut.";

fn shown(copy: &str, words: &[&str], columns: usize) -> Snippet {
    let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
    let article = parse(RawCopy::from_text(copy));
    snippet(&article.copy.text, &article.paragraphs, &Needles::new(&words), columns)
}

/// The line, with hits in brackets.
fn line(copy: &str, words: &[&str], columns: usize) -> String {
    let Snippet { text, hits } = shown(copy, words, columns);
    let mut line = text.clone();
    for hit in hits.iter().rev() {
        line.insert(hit.end, ']');
        line.insert(hit.start, '[');
    }
    line
}

#[test]
fn the_best_cluster_is_shown_and_cut_between_words() {
    let found: Vec<String> = [
        (&["mayor"][..], 40),
        (&["tram", "ticket"], 60),
        (&["tic*"], 24),
        (&["driver of the tram"], 50),
        (&["driver of the tram"], 10),
        (&["shut"], 40),
        (&["first", "tram"], 400),
        (&["again"], 30),
    ]
    .into_iter()
    .map(|(words, columns)| line(COPY, words, columns))
    .collect();
    let expected = [
        "…noon the [mayor], who had paid for his…",
        "…[ticket], praised the [tram] and the driver of the [tram].…",
        "…his [ticket], praised…",
        "…and the [driver of the tram]. Nobody asked what…",
        "…[driver o]…",
        "…the ticket was. The harbour was [shut].",
        "The [first] [tram] left at five, and nobody was in it. At noon the mayor, who had paid for his ticket, praised \
         the [tram] and the driver of the [tram]. Nobody asked what the ticket was. The harbour was shut.",
        "The first tram left at five,…",
    ];
    assert_eq!(found, expected);
}

#[test]
fn scripts_without_blanks_are_cut_between_characters() {
    let copy = "Talks\n\n在北京举行的会谈中双方达成了一项新的贸易协议并同意继续进行磋商以扩大合作范围。";
    assert_eq!(line(copy, &["贸易"], 24), "…新的[贸易]协议并同意继续…");
    assert_eq!(line("Talks\n\n서울에서 열린 회담은 끝났다.", &["서울"], 12), "[서울]에서…");
}

proptest! {
    #[test]
    fn whatever_the_text_a_snippet_fits_and_steers_no_terminal(
        parts in proptest::collection::vec(prop_oneof![
            Just("tram ".to_owned()), Just("tramway, ".to_owned()), Just("北京会谈".to_owned()), Just("e\u{301}".to_owned()),
            Just("\u{1b}[31m".to_owned()), Just("\n".to_owned()), Just("\n\n".to_owned()), Just("👨\u{200d}👩\u{200d}👧 ".to_owned()),
            Just("a".repeat(30)), any::<char>().prop_map(String::from), "[a-z]{1,9} ",
        ], 0..60),
        columns in 1_usize..90,
    ) {
        let Snippet { text, hits } = shown(&parts.concat(), &["tram*", "会谈", "a"], columns);
        prop_assert!(width::width(&text) <= columns.max(3), "{:?} in {}", text, columns);
        prop_assert!(!text.chars().any(char::is_control));
        let mut done = 0;
        for hit in hits {
            prop_assert!(done <= hit.start && hit.start < hit.end);
            prop_assert!(text.is_char_boundary(hit.start) && text.is_char_boundary(hit.end));
            done = hit.end;
        }
        prop_assert!(done <= text.len());
    }
}
