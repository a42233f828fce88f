//! Whatever the text and however its quotations lie over each other, a page loses no character of it.

use proptest::prelude::*;

use super::article;
use crate::article::{Article, Known, Quote, Span, Speaker};
use crate::page::{Setting, set};
use crate::{sanitize, width};

fn prose() -> impl Strategy<Value = String> {
    let part = prop_oneof![
        4 => "[a-zA-Z\"',.-]{1,12}",
        1 => "[a-z/:.?=]{30,90}",
        2 => "[北京会談、。「」ァバ한국ไทย]{1,20}",
        1 => "(👨\u{200d}👩\u{200d}👧|🇦🇿|👍🏽|❤\u{fe0f}|ﾊﾞ){1,4}",
        1 => "(e\u{301}|A\u{30a}|o\u{327}\u{301}){1,5}",
        4 => " {1,3}",
        1 => "\n|\r\n|\n\n|\u{a0}|\u{3000}",
        1 => "\\PC{1,6}",
    ];
    prop::collection::vec(part, 0..60).prop_map(|parts| parts.concat())
}

/// Quotations anywhere in a text, over each other as well.
fn quoted(text: &str, cuts: &[(usize, usize, f32)]) -> Article {
    let mut story = article(text);
    let bounds: Vec<usize> = text.char_indices().map(|(at, _)| at).chain([text.len()]).collect();
    for &(start, len, confidence) in cuts {
        let at = |n: usize| bounds[n % bounds.len()];
        let span = |from: usize, to: usize| Span::new(text, at(from).min(at(to))..at(from).max(at(to)));
        story.quotes.extend(span(start, start + len).map(|quoted| Quote {
            span: quoted,
            cue: span(start + len + 1, start + len + 3),
            speaker: span(start + 1, start + 2 * len).map(|span| Speaker {
                span,
                name: None,
                known: Known::default(),
            }),
            confidence,
        }));
    }
    story
}

proptest! {
    #[test]
    fn the_page_loses_no_character_and_keeps_to_its_measure(
        text in prose(),
        cuts in prop::collection::vec((0usize..400, 0usize..60, 0f32..1.0), 0..6),
        width in 4usize..140,
        word in "[a-z]{1,2}",
    ) {
        let story = quoted(&text, &cuts);
        let words = [word];
        let page = set(&story, Setting { width, words: &words, confidence: 0.5, ..Setting::default() });
        // A joiner or an accent that a span cuts off from its letter is a stray one, and goes.
        let hangs = |c: char| matches!(c, '\u{200d}') || unicode_normalization::char::is_combining_mark(c);
        let stays = |c: &char| !c.is_whitespace() && !hangs(*c);
        let solid = |text: &str| text.chars().filter(stays).collect::<String>();
        prop_assert_eq!(solid(&page.plain()), solid(&sanitize::body(&text)));
        prop_assert_eq!(page.quotes.len(), story.quotes.len());
        prop_assert!(page.quotes.iter().all(|&line| line == 0 || line < page.lines.len()));
        for line in &page.lines {
            let columns: usize = line.runs.iter().map(|run| width::width(&run.text)).sum();
            prop_assert!(columns <= page.measure, "{} in {}: {:?}", columns, page.measure, line);
            prop_assert!(line.runs.iter().all(|run| !run.text.is_empty()));
            prop_assert!(line.margin.as_ref().is_none_or(|name| width::width(name) <= page.margin));
        }
        prop_assert!(page.hits.is_sorted());
    }
}
