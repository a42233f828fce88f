//! The stages in order: head (stamp, headline, byline, dateline), paragraphs, headline, quotations, countries.

use super::{Article, Byline, Note, RawCopy, Span, country, head, headline, lang, paragraph, quote};
use crate::place::Home;

/// Text longer than this is not read to its end: the rest stays one paragraph, and a note says so.
const LONGEST: usize = 16 << 20;

/// Understands copy as far as it goes; what no stage understands stays a paragraph.
pub fn parse(copy: RawCopy) -> Article {
    parse_from(copy, None)
}

/// The same for a story whose source is known to write from `home`: its own towns need no state behind them.
pub fn parse_from(copy: RawCopy, home: Option<Home>) -> Article {
    let text = copy.text.as_str();
    let lang = lang::of(copy.lang.as_deref(), text);
    let head = head::read(text, copy.title.as_deref(), &lang, home);
    let mut notes: Vec<Note> =
        head.notes.iter().filter_map(|r| note(text, r.clone(), EDITORS_NOTE)).collect();
    let paragraphs = paragraph::all(text, &head.body);
    let line = head.headline.and_then(|r| Span::new(text, r)).map(|span| (span.of(text), span));
    let lede = paragraphs.first().map_or("", |p| p.of(text));
    let headline = headline::of(copy.title.as_deref(), line, lede, &lang);
    let quotes = if text.len() <= LONGEST { quote::all(text, &paragraphs, &lang) } else { Vec::new() };
    if text.len() > LONGEST {
        notes.extend(note(text, 0..0, "too long to look for quotations: part it into stories"));
    }
    let countries = country::about(text, &headline, head.dateline.as_ref(), &paragraphs);
    let byline = head.byline.and_then(|r| Span::new(text, r)).map(|span| Byline { span });
    Article {
        headline,
        date: copy.date.or(head.date),
        lang,
        byline,
        dateline: head.dateline,
        countries,
        paragraphs,
        quotes,
        notes,
        copy,
    }
}

const EDITORS_NOTE: &str = "a note to editors: left out of the body";

fn note(text: &str, range: std::ops::Range<usize>, says: &str) -> Option<Note> {
    Some(Note { span: Span::new(text, range)?, text: says.to_owned() })
}
