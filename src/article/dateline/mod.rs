//! Where and when a story was filed, and by which agency.

pub mod agencies;
mod agency;
mod bare;
mod cjk;
mod date;
mod evidence;
mod hints;
mod judge;
mod line;
mod neighbour;
mod place;
mod settle;
mod step;
mod stop;
mod weigh;

use std::ops::Range;

use chrono::{Datelike, NaiveDate};

use super::scan::{is_blank, is_caps, peek, skip_blanks};
use super::{RawCopy, Span, byline};
pub(super) use evidence::Evidence;
pub(super) use line::Draft;
pub(super) use settle::{likely, settle};

use crate::place::{Country, Place};

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
    /// What made the first place this one.
    pub choice: Choice,
}

/// Why a name is taken for this place, or this country, and not for another of the name.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Choice {
    /// It is not known, or lies in no country.
    #[default]
    Unknown,
    /// No other place is called so.
    Only,
    /// The region or country behind the name says so.
    Qualifier,
    /// Newsrooms mean this one, by the curated table.
    Newsrooms,
    /// It is the greatest of the name, capitals ahead.
    Greatest,
    /// What else the story names speaks for it.
    Story,
    /// It is the agency's own country.
    Agency,
    /// It is where the source's other stories are from.
    Source,
    /// The name is one slip of the pen away from it.
    Slip,
    /// The name is a country's.
    Country,
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

impl MonthDay {
    /// The date it is for a story of `published`: of the years around, the one that brings it nearest. So 31 December
    /// in a story of 1 January is last year's. `None` for 29 February where no near year has one.
    pub fn near(self, published: NaiveDate) -> Option<NaiveDate> {
        let years = published.year() - 1..=published.year() + 1;
        years
            .filter_map(|year| NaiveDate::from_ymd_opt(year, self.month.into(), self.day.into()))
            .min_by_key(|date| (*date - published).num_days().abs())
    }
}

/// What gave the dateline away, in falling order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    Agency,
    Date,
    Caps,
    Line,
    /// The text has none: its format says where it is located.
    Located,
}

impl Via {
    /// As the interchange form has it, which has none that no text has.
    pub fn name(self) -> &'static str {
        match self {
            Via::Agency => "agency",
            Via::Date => "date",
            Via::Caps => "caps",
            Via::Line | Via::Located => "line",
        }
    }
}

/// The dateline of a story whose text has none, by the place that came beside it.
pub(super) fn located(copy: &RawCopy) -> Option<Dateline> {
    let country = copy.desk.as_ref()?.place.as_ref()?.country()?;
    Some(Dateline {
        span: Span::new(&copy.text, 0..0)?,
        places: Vec::new(),
        day: None,
        agency: None,
        country: Some(country),
        via: Via::Located,
        choice: Choice::Unknown,
    })
}

/// How far into a line a dateline after a headline sentence is looked for, in bytes.
const INLINE_REACH: usize = 400;

/// A dateline that begins at `pos`.
pub(super) fn at(text: &str, pos: usize, lang: &str) -> Option<Draft> {
    let pos = skip_blanks(text, pos);
    cjk::at(text, pos).or_else(|| line::at(text, pos, lang))
}

/// A dateline inside the line `range`, after a headline, a note or a byline that stands on the same line.
pub(super) fn within(text: &str, range: Range<usize>, lang: &str) -> Option<Draft> {
    let reach = super::scan::floor(text, range.end.min(range.start + INLINE_REACH));
    let after_sentence = sentence_starts(text, range.start..reach)
        .find_map(|pos| line::at(text, pos, lang).filter(|d| strong_inline(text, d)));
    after_sentence.or_else(|| before_mark(text, range.start..reach, lang))
}

/// An agency behind a reporter's name, ` – Trend:`: its mark, and the position after the colon.
pub(super) fn behind(text: &str, pos: usize) -> Option<(String, usize)> {
    let (stop, end) = stop::stop_at(text, pos);
    let mark = agency::bare(text, skip_blanks(text, end)).filter(|_| stop == stop::Stop::Dash)?;
    let (closed, end) = stop::stop_at(text, mark.end);
    (closed == stop::Stop::Colon).then_some((mark.agency, end))
}

/// Inside a line only capitals, a date or a long dash make a dateline.
fn strong_inline(text: &str, draft: &Draft) -> bool {
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
fn before_mark(text: &str, range: Range<usize>, lang: &str) -> Option<Draft> {
    let mark = agency::find(text, range.clone())?;
    if let Some(names) = byline::opening(text, range.start, mark)
        && skip_blanks(text, names.end) == mark
        && !text[names].split(' ').any(is_caps)
    {
        // "By Ada Holm (Reuters) - …": who wrote it, and no place.
        return line::at(text, mark, lang);
    }
    let lead = super::scan::floor(text, mark.saturating_sub(60)).max(range.start);
    let starts = text[lead..mark].char_indices().filter(|(i, c)| {
        let word = lead + i;
        !is_blank(*c) && (word == range.start || text[..word].ends_with(is_blank))
    });
    let starts: Vec<usize> = starts.map(|(i, _)| lead + i).collect();
    let drafts = starts
        .iter()
        .filter_map(|pos| line::at(text, *pos, lang).filter(|d| d.end > mark && d.agency.is_some()));
    let mut drafts: Vec<Draft> = drafts.collect();
    let sure = drafts.iter().position(|d| {
        d.places
            .first()
            .is_some_and(|p| is_shouted(&text[p.span.clone()]) || place::is_known(&text[p.span.clone()]))
    });
    match sure {
        Some(i) => Some(drafts.swap_remove(i)),
        None => line::at(text, mark, lang),
    }
}

/// Every word of a name in capitals.
fn is_shouted(name: &str) -> bool {
    name.split(' ').all(is_caps)
}

/// An advisory note is at most this long, in bytes.
const ADVISORY: usize = 300;

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
    let line = &rest[..super::scan::floor(rest, ADVISORY)];
    let line = line.split('\n').next().unwrap_or_default();
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_year_of_a_dateline_is_the_nearest_one() {
        let date = |y, m, d| NaiveDate::from_ymd_opt(y, m, d);
        for (month, day, published, want) in [
            (12, 31, date(2020, 1, 1), date(2019, 12, 31)),
            (1, 1, date(2019, 12, 31), date(2020, 1, 1)),
            (6, 13, date(2020, 6, 13), date(2020, 6, 13)),
            (2, 29, date(2020, 3, 1), date(2020, 2, 29)),
            (2, 29, date(2018, 3, 1), None),
        ] {
            assert_eq!(published.and_then(|p| MonthDay { month, day }.near(p)), want, "{month}-{day}");
        }
    }
}
