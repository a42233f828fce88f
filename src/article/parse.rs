//! The stages in order: whereabouts (head, paragraphs, dateline, countries), headline, quotations.

use super::whereabouts::{Whereabouts, whereabouts};
use super::{Article, Byline, Note, RawCopy, Span, Topic, headline, quote};
use crate::place::Home;

/// Text longer than any story: quotations are not looked for, since each costs a kilobyte and more, and a note says so.
const LONGEST: usize = 2 << 20;

/// Understands copy as far as it goes; what no stage understands stays a paragraph.
pub fn parse(copy: RawCopy) -> Article {
    parse_from(copy, None)
}

/// The same for a story whose source is known to write from `home`: its own towns need no state behind them.
pub fn parse_from(copy: RawCopy, home: Option<Home>) -> Article {
    let Whereabouts { lang, dateline, countries, paragraphs, notes: about, head } = whereabouts(&copy, home);
    let text = copy.text.as_str();
    let mut notes: Vec<Note> =
        head.notes.iter().filter_map(|r| note(text, r.clone(), EDITORS_NOTE, Topic::Head)).collect();
    let line = head.headline.and_then(|r| Span::new(text, r)).map(|span| (span.of(text), span));
    let lede = paragraphs.first().map_or("", |p| p.of(text));
    let headline = headline::of(copy.title.as_deref(), line, lede, &lang);
    let quotes = if text.len() <= LONGEST { quote::all(text, &paragraphs, &lang) } else { Vec::new() };
    if text.len() > LONGEST {
        notes.extend(note(text, 0..0, TOO_LONG, Topic::Quotations));
    }
    notes.extend(about);
    let byline = head.byline.and_then(|r| Span::new(text, r)).map(|span| Byline { span });
    Article {
        headline,
        date: copy.date.or(head.date),
        lang,
        byline,
        dateline,
        countries,
        paragraphs,
        quotes,
        notes,
        copy,
    }
}

const EDITORS_NOTE: &str = "a note to editors: left out of the body";

const TOO_LONG: &str = "too long to look for quotations: part it into stories";

fn note(text: &str, range: std::ops::Range<usize>, says: &str, on: Topic) -> Option<Note> {
    Some(Note { span: Span::new(text, range)?, text: says.to_owned(), on })
}
