//! Where and when a story was filed, and by which agency.

pub mod agency;
mod cjk;
mod date;
mod judge;
mod line;
mod place;

use std::ops::Range;

use super::Span;
use super::scan::{is_blank, is_caps, line_end, peek, skip_blanks};
use crate::place::{Country, Hint, Home, Place};

/// `BAKU, December 13. /TASS/.` and its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Dateline {
    /// From the first letter of the first place (or the agency mark) to the last mark before the lede.
    pub span: Span,
    /// May be empty: `(Reuters) - …`.
    pub places: Vec<DatelinePlace>,
    pub day: Option<MonthDay>,
    /// The agency's canonical name.
    pub agency: Option<String>,
    /// Today's country of the first place; none for `UNITED NATIONS`.
    pub country: Option<Country>,
    pub via: Via,
}

#[derive(Debug, Clone, PartialEq)]
pub struct DatelinePlace {
    pub span: Span,
    pub place: Option<Place>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    pub month: u8,
    pub day: u8,
}

/// What gave the dateline away, in falling order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    Agency,
    Date,
    Caps,
    Line,
}

/// How far into a line a dateline after a headline sentence is looked for, in bytes.
const INLINE_REACH: usize = 400;

/// A dateline that begins at `pos`.
pub(super) fn at(text: &str, pos: usize, lang: &str) -> Option<Dateline> {
    let pos = skip_blanks(text, pos);
    let draft = cjk::at(text, pos).or_else(|| line::at(text, pos, lang))?;
    resolve(text, &draft)
}

/// A dateline inside the line `range`, after a headline, a note or a byline that stands on the same line.
pub(super) fn within(text: &str, range: Range<usize>, lang: &str) -> Option<Dateline> {
    let reach = super::scan::floor(text, range.end.min(range.start + INLINE_REACH));
    let after_sentence = sentence_starts(text, range.start..reach).find_map(|pos| {
        let found = line::at(text, pos, lang).filter(|d| strong_inline(text, d))?;
        resolve(text, &found)
    });
    after_sentence.or_else(|| before_mark(text, range.start..reach, lang))
}

/// Inside a line only capitals, a date or a long dash make a dateline.
fn strong_inline(text: &str, draft: &line::Draft) -> bool {
    let caps = draft.places.first().is_some_and(|p| is_caps(&text[p.span.clone()]));
    let long = text[..draft.end].ends_with(['—', '–']);
    (caps && matches!(draft.via, Via::Caps | Via::Agency | Via::Date))
        || (long && draft.via == Via::Caps)
        || (draft.places.is_empty() && draft.agency.is_some())
}

fn sentence_starts(text: &str, range: Range<usize>) -> impl Iterator<Item = usize> + '_ {
    let marks = text[range.clone()]
        .char_indices()
        .filter(|(_, c)| matches!(c, '.' | '!' | '?' | ')' | '”' | '"' | '’'));
    marks.filter_map(move |(i, c)| {
        let after = range.start + i + c.len_utf8();
        let next = skip_blanks(text, after);
        (next > after && next < range.end).then_some(next)
    })
}

/// `… auf deutschem Markt Berlin (dpa) -`: back from a known mark over the longest name before it that is known or in capitals.
fn before_mark(text: &str, range: Range<usize>, lang: &str) -> Option<Dateline> {
    let mark = agency::find(text, range.clone())?;
    let lead = super::scan::floor(text, mark.saturating_sub(60)).max(range.start);
    let starts = text[lead..mark].char_indices().filter(|(i, c)| {
        let word = lead + i;
        !is_blank(*c) && (word == range.start || text[..word].ends_with(is_blank))
    });
    let starts: Vec<usize> = starts.map(|(i, _)| lead + i).collect();
    let drafts = starts
        .iter()
        .filter_map(|pos| line::at(text, *pos, lang).filter(|d| d.end > mark && d.agency.is_some()));
    let drafts: Vec<line::Draft> = drafts.collect();
    let sure = drafts.iter().find(|d| {
        d.places
            .first()
            .is_some_and(|p| is_shouted(&text[p.span.clone()]) || place::is_known(&text[p.span.clone()]))
    });
    match sure {
        Some(draft) => resolve(text, draft),
        None => resolve(text, &line::at(text, mark, lang)?),
    }
}

/// Every word of a name in capitals.
fn is_shouted(name: &str) -> bool {
    name.split(' ').all(is_caps)
}

/// Looks the places up, and makes the spans, trimmed to the dateline's own marks.
fn resolve(text: &str, draft: &line::Draft) -> Option<Dateline> {
    let span = Span::new(text, draft.start..draft.end)?;
    let mut country = None;
    let mut places = Vec::new();
    for (i, named) in draft.places.iter().enumerate() {
        let name = &text[named.span.clone()];
        let hints: Vec<Hint> = named.qualifiers.iter().flat_map(|q| hints_of(&text[q.clone()])).collect();
        let no_country = crate::place::is_no_country(name);
        let place = if no_country { None } else { chosen(name, &hints, draft.agency.as_deref()) };
        if i == 0 && !no_country {
            let said = hints.iter().find_map(|h| h.country);
            country = place.map(|p| p.country).or(said).or_else(|| Country::named(name));
        }
        places.push(DatelinePlace { span: Span::new(text, named.span.clone())?, place });
    }
    Some(Dateline { span, places, day: draft.day, agency: draft.agency.clone(), country, via: draft.via })
}

/// The place a name means. A qualifier binds: a namesake in another country is no answer. Without one an agency
/// that writes for one country means its own town, unless the other is a capital or very much larger.
fn chosen(name: &str, hints: &[Hint], agency: Option<&str>) -> Option<Place> {
    let first = crate::place::choose(name, hints)?;
    let said: Vec<Country> = hints.iter().filter_map(|h| h.country).collect();
    let home = agency.and_then(agency::named).and_then(agency::Agency::home).and_then(Country::from_code);
    if hints.is_empty()
        && !first.capital
        && let Some(home) = home.filter(|h| *h != first.country)
    {
        let own = crate::place::find(name).into_iter().find(|p| p.country == home);
        return own.filter(|p| p.population.saturating_mul(HOME_BONUS) >= first.population).or(Some(first));
    }
    let bound = said.is_empty() || said.contains(&first.country);
    bound.then_some(first)
}

/// Takes the namesake in the source's home for a first place that the dateline does not qualify.
pub(super) fn settle(dateline: &mut Dateline, text: &str, home: Home) {
    let Some(first) = dateline.places.first_mut() else { return };
    let own = crate::place::find(first.span.of(text))
        .into_iter()
        .find(|p| p.country == home.country && (home.admin1.is_none() || p.admin1 == home.admin1));
    if let Some(own) = own {
        (first.place, dateline.country) = (Some(own), Some(own.country));
    }
}

/// How many times larger a foreign namesake has to be for a national agency to mean it.
const HOME_BONUS: u32 = 20;

/// What a qualifier says of a place: `Fla.` a state, `Italia` a country, `Georgia` the one or the other.
fn hints_of(qualifier: &str) -> impl Iterator<Item = Hint> {
    let plain = qualifier.trim_end_matches('.');
    let region = crate::place::region(qualifier).or_else(|| crate::place::region(plain));
    let region = region.map(|r| Hint { country: r.country, admin1: r.admin1 });
    let country = Country::named(plain).map(|c| Hint { country: Some(c), admin1: None });
    region.into_iter().chain(country)
}

/// The end of an advisory note in brackets at `pos`: `(Adds details)`, `(Corrects figure in paragraph 3)`.
pub(super) fn advisory(text: &str, pos: usize) -> Option<usize> {
    const WORDS: [&str; 30] = [
        "adds",
        "add",
        "updates",
        "update",
        "corrects",
        "correct",
        "corrected",
        "repeats",
        "recasts",
        "refiles",
        "fixes",
        "changes",
        "clarifies",
        "removes",
        "deletes",
        "writes",
        "releads",
        "rewrites",
        "eds",
        "attn",
        "lead",
        "2nd",
        "3rd",
        "updated",
        "in",
        "the",
        "story",
        "note",
        "for",
        "this",
    ];
    let rest = text.get(pos..)?;
    if !rest.starts_with('(') {
        return None;
    }
    let line = &rest[..line_end(text, pos) - pos];
    let word: String =
        line[1..].chars().take_while(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let close = line.find(')').filter(|_| WORDS.contains(&word.as_str()))?;
    Some(pos + close + 1)
}

/// Past what raw copy from the web or old wires puts before a line: `<p>`, `^`.
pub(super) fn skip_tags(text: &str, mut pos: usize) -> usize {
    loop {
        pos = skip_blanks(text, pos);
        let rest = &text[pos..];
        if let Some(tag) = ["<p>", "<P>", "<br>", "<br/>"].into_iter().find(|t| rest.starts_with(t)) {
            pos += tag.len();
        } else if peek(text, pos) == Some('^') {
            pos += 1;
        } else {
            return pos;
        }
    }
}
