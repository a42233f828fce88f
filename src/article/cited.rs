//! Where a story names a country: each mention with the part of the story that it stands in.

use std::ops::Range;

use super::country::Part;
use super::scan::floor;
use super::{Dateline, DatelinePlace, Span};
use crate::place::{self, Country, Mention, MentionKind};

/// A mention of a country.
#[derive(Debug, Clone, Copy)]
pub(super) struct Citation {
    pub mention: Mention,
    pub part: Part,
    /// In the story's text; a headline received apart has none.
    pub span: Option<Span>,
    /// Among the first words of the lede.
    pub opens: bool,
}

/// All of them, and what else a story's size says of them.
#[derive(Debug, Default)]
pub(super) struct Cited {
    /// Headline first, then in the order of the text.
    pub list: Vec<Citation>,
    /// The story is a few lines long.
    pub brief: bool,
}

/// What is read of a story, and how.
#[derive(Debug)]
pub(super) struct Reading<'a> {
    pub text: &'a str,
    pub lang: &'a str,
    /// A headline received apart from the text, and the line of the text that is one.
    pub title: Option<&'a str>,
    pub line: Option<Span>,
    pub paragraphs: &'a [Span],
    /// Where it was filed from, as far as the dateline alone tells.
    pub filed: Option<Country>,
}

/// Mentions are looked for in this much of the body, in bytes.
const BODY_READ: usize = 60_000;
/// … and in this much of a headline.
const HEADLINE_READ: usize = 1_000;
/// The lede is the first sentence; one that does not end by then is cut, in bytes.
const LEDE: usize = 400;

/// The first words of a lede, in bytes: an article, a demonym and a noun.
const OPENING: usize = 35;
/// A story of a few lines is at most this long, in bytes.
const BRIEF: usize = 450;

/// All mentions of countries in a story.
pub(super) fn all(reading: &Reading<'_>) -> Cited {
    let mut list = Vec::new();
    let setting = place::Setting { english: is_english(reading.lang), at: reading.filed };
    let title = reading.title.filter(|title| !title.trim().is_empty());
    let title = title.map(|title| &title[..floor(title, HEADLINE_READ)]);
    let line = reading.line.map(|line| line.of(reading.text));
    for mention in title.or(line).map_or_else(Vec::new, |headline| place::mentions(headline, setting)) {
        let start = reading.line.filter(|_| title.is_none()).map(Span::start);
        let span = start.and_then(|at| Span::new(reading.text, at + mention.start..at + mention.end));
        list.push(Citation { mention, part: Part::Headline, span, opens: false });
    }
    let (Some(first), Some(last)) = (reading.paragraphs.first(), reading.paragraphs.last()) else {
        return Cited { list, brief: false };
    };
    let body = first.start()..floor(reading.text, last.end().min(first.start() + BODY_READ));
    let lede = lede(reading.text, first.start()..first.end());
    for mention in place::mentions(&reading.text[body.clone()], setting) {
        let range = body.start + mention.start..body.start + mention.end;
        // Lines of the head that are no body stand between paragraphs too.
        let next = reading.paragraphs.partition_point(|paragraph| paragraph.end() <= range.start);
        if reading.paragraphs.get(next).is_none_or(|paragraph| paragraph.start() > range.start) {
            continue;
        }
        let part = if range.start < lede { Part::Lede } else { Part::Body };
        let opens = mention.start <= OPENING;
        list.push(Citation { mention, part, span: Span::new(reading.text, range), opens });
    }
    Cited { list, brief: reading.text.len() < BRIEF }
}

impl Cited {
    /// A town that the dateline names is the dateline's town throughout.
    pub fn agree(&mut self, text: &str, dateline: &Dateline) {
        let of = |p: &DatelinePlace| Some((place::fold(p.span.of(text)), p.place?.country));
        let towns: Vec<(String, Country)> = dateline.places.iter().filter_map(of).collect();
        let cities = self.list.iter_mut().filter(|c| is_city(c.mention.kind));
        for citation in cities {
            let Some(span) = citation.span else { continue };
            let name = place::fold(span.of(text));
            if let Some((_, country)) = towns.iter().find(|(town, _)| *town == name) {
                citation.mention.country = *country;
            }
        }
    }
}

pub(super) fn is_city(kind: MentionKind) -> bool {
    matches!(kind, MentionKind::Capital | MentionKind::City)
}

fn is_english(lang: &str) -> bool {
    lang.starts_with("en")
}

/// Where the first sentence of a paragraph ends.
fn lede(text: &str, paragraph: Range<usize>) -> usize {
    let most = floor(text, paragraph.end.min(paragraph.start + LEDE));
    let bytes = &text[paragraph.start..most];
    let mut ends =
        bytes.char_indices().filter(|(_, c)| matches!(c, '.' | '!' | '?' | '。' | '！' | '？' | '।'));
    let stop = ends.find(|(i, c)| {
        let after = paragraph.start + i + c.len_utf8();
        !c.is_ascii() || ends_sentence(text, paragraph.start, paragraph.start + i, after)
    });
    stop.map_or(most, |(i, c)| paragraph.start + i + c.len_utf8())
}

/// A point ends a sentence where a long enough small word stands before it and a capital behind it.
fn ends_sentence(text: &str, start: usize, point: usize, after: usize) -> bool {
    let word = text[start..point].rsplit(|c: char| c.is_whitespace() || c == '.').next().unwrap_or("");
    let rest = &text[after..];
    let next = rest.trim_start_matches(['"', '”', '»', '’', '\'', ')', ' ', '\n', '\r', '\t', '“', '«', '(']);
    (rest.starts_with(char::is_whitespace) || rest.starts_with(['"', '”', '»', ')']))
        && next.chars().next().is_none_or(|c| !c.is_lowercase())
        && word.chars().count() > 3
}
