//! The stages in order: stamp, headline, byline, dateline, paragraphs, quotations, speakers, countries.

use super::{Article, Headline, RawCopy, Span};

/// Understands copy as far as it goes; what no stage understands stays a paragraph.
pub fn parse(copy: RawCopy) -> Article {
    let paragraphs = Span::new(&copy.text, 0..copy.text.len()).into_iter().collect();
    Article {
        headline: Headline {
            text: copy.text.lines().next().unwrap_or("").to_owned(),
            derived: true,
            span: None,
        },
        date: copy.date,
        lang: "en".to_owned(),
        byline: None,
        dateline: None,
        countries: Vec::new(),
        paragraphs,
        quotes: Vec::new(),
        notes: Vec::new(),
        copy,
    }
}
