//! The date in a dateline, in the words and figures of many languages.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::OnceLock;

use super::MonthDay;
use crate::article::scan::{Lower, number_at, peek, skip_blanks, word_at};

const MONTHS: &str = include_str!("../../../assets/months.tsv");
/// Shorter words are not repaired: too many words are one letter from `may`.
const REPAIRED_FROM: usize = 4;

/// Languages whose shortest month names stand in datelines of stories in any language.
const GREAT: [&str; 7] = ["en", "es", "fr", "de", "it", "pt", "nl"];

/// A date found: its day where it could be read, and the position after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Found {
    pub day: Option<MonthDay>,
    pub end: usize,
}

struct Months {
    /// Lower-case form → the months it means, with the language that says so.
    forms: HashMap<&'static str, Vec<(&'static str, u8)>>,
    /// Language → its forms that are long enough to be recognised with a slip in them, their length in characters.
    long: HashMap<&'static str, Vec<(&'static str, usize, u8)>>,
}

fn months() -> &'static Months {
    static TABLE: OnceLock<Months> = OnceLock::new();
    TABLE.get_or_init(|| {
        let mut forms: HashMap<&str, Vec<(&str, u8)>> = HashMap::new();
        let mut long: HashMap<&str, Vec<(&str, usize, u8)>> = HashMap::new();
        for line in MONTHS.lines().filter(|l| !l.starts_with('#')) {
            let mut cells = line.split('\t');
            let lang = cells.next().unwrap_or("");
            for (i, cell) in cells.enumerate() {
                for form in cell.split('|') {
                    forms.entry(form).or_default().push((lang, i as u8 + 1));
                    let length = form.chars().count();
                    if length > REPAIRED_FROM {
                        long.entry(lang).or_default().push((form, length, i as u8 + 1));
                    }
                }
            }
        }
        Months { forms, long }
    })
}

/// The month a word means; where languages disagree (`listopad`) the story's own decides, else the first of the table.
fn month(word: &str, lang: &str) -> Option<u8> {
    let lower = Lower::of(word);
    let key = if lower.contains('\u{307}') {
        Cow::Owned(lower.replace('\u{307}', ""))
    } else {
        Cow::Borrowed(&*lower)
    };
    // Hebrew writes "in March" in one word.
    let key = key.strip_prefix('ב').filter(|rest| months().forms.contains_key(rest)).unwrap_or(&key);
    let forms = &months().forms;
    if let Some(found) = forms.get(key) {
        let primary = lang.split('-').next().unwrap_or_default();
        let own = found.iter().find(|(l, _)| *l == lang || *l == primary);
        // Two or three Latin letters are a month in some language or other: only the great ones' count everywhere.
        let known = |(l, _): &&(&str, u8)| !key.is_ascii() || key.len() > 3 || GREAT.contains(l);
        return own.or_else(|| found.iter().find(known)).map(|(_, m)| *m);
    }
    let length = key.chars().count();
    if length < REPAIRED_FROM {
        return None;
    }
    let own = lang.split('-').next().filter(|l| *l != "en");
    let near = own.into_iter().chain(["en"]).filter_map(|l| months().long.get(l)).flatten();
    let near = near.filter(|(form, long, _)| long.abs_diff(length) < 2 && is_slip(form, key));
    let mut hits: Vec<u8> = near.map(|(_, _, month)| *month).collect();
    hits.dedup();
    if hits.len() == 1 { hits.first().copied() } else { None }
}

/// Whether one letter left out, put in, changed or swapped with the next makes one of two words of the other.
fn is_slip(one: &str, other: &str) -> bool {
    let same = one.chars().zip(other.chars()).take_while(|(a, b)| a == b).map(|(c, _)| c.len_utf8()).sum();
    let (one, other) = (&one[same..], &other[same..]);
    let same: usize = one
        .chars()
        .rev()
        .zip(other.chars().rev())
        .take_while(|(a, b)| a == b)
        .map(|(c, _)| c.len_utf8())
        .sum();
    let mut one = one[..one.len() - same].chars();
    let mut other = other[..other.len() - same].chars();
    match ((one.next(), one.next(), one.next()), (other.next(), other.next(), other.next())) {
        ((None, ..), (None, ..)) => false,
        ((_, None, _), (_, None, _)) => true,
        ((Some(a), Some(b), None), (Some(c), Some(d), None)) => a == d && b == c,
        _ => false,
    }
}

/// A date at `pos`, without a blank or comma before it.
pub(super) fn at(text: &str, pos: usize, lang: &str) -> Option<Found> {
    let pos = after_small_word(text, pos);
    if let Some((value, end, count)) = number_at(text, pos, 4) {
        return match count {
            4 => iso(text, value, end).or_else(|| year_first(text, value, end, lang)),
            1 | 2 => east_asian(text, value, end)
                .or_else(|| figures(text, value, end))
                .or_else(|| day_month(text, value, end, lang))
                .or_else(|| hijri(text, end, lang)),
            _ => None,
        };
    }
    hindi(text, pos, lang).or_else(|| month_day(text, pos, lang))
}

/// `चार मार्च`: Hindi desks write days below ten as words.
fn hindi(text: &str, pos: usize, lang: &str) -> Option<Found> {
    const DAYS: [&str; 9] = ["एक", "दो", "तीन", "चार", "पांच", "छह", "सात", "आठ", "नौ"];
    let word = word_at(text, pos)?;
    let day = DAYS.iter().position(|day| *day == &text[word.clone()])?;
    day_month(text, day as u32 + 1, word.end, lang)
}

/// Past a small word before the day: Arabic `في` ("on"), `le 8 juin`, `den 24. januar`.
fn after_small_word(text: &str, pos: usize) -> usize {
    const WORDS: [&str; 11] = ["في", "le", "den", "el", "il", "am", "ngày", "klo", "dne", "a", "em"];
    let Some(word) = word_at(text, pos).filter(|w| WORDS.contains(&&text[w.clone()])) else { return pos };
    let next = skip_blanks(text, word.end);
    if number_at(text, next, 2).is_some() { next } else { pos }
}

/// `2019. március 4.`, `2019 m. gegužės 6 d.`
fn year_first(text: &str, year: u32, end: usize, lang: &str) -> Option<Found> {
    let pos = skip_blanks(text, after_point(text, end));
    let pos = if text[pos..].starts_with("m. ") { pos + 3 } else { pos };
    month_day(text, skip_blanks(text, pos), lang).filter(|f| f.day.is_some() && (1800..2200).contains(&year))
}

/// `17/06`, `4/3`, `04.03.`, `4 - 3`: a day and a month in figures, which only an agency's mark makes a date.
pub(super) fn short(text: &str, pos: usize) -> Option<Found> {
    let (day, end, _) = number_at(text, pos, 2)?;
    let next = skip_blanks(text, end);
    let mark = peek(text, next).filter(|c| matches!(c, '/' | '.' | '-'))?;
    let (month, end, _) = number_at(text, skip_blanks(text, next + 1), 2)?;
    let end = if mark == '.' && peek(text, end) == Some('.') { end + 1 } else { end };
    found(month, day, end)
}

/// A date anywhere among the words of `inside`: `TTXVN 2/6`, `Marketwired - March 4, 2019`.
pub(super) fn among(text: &str, inside: std::ops::Range<usize>) -> Option<Found> {
    let starts = text.get(inside.clone()).unwrap_or_default().char_indices().filter(|(i, c)| {
        c.is_alphanumeric() && (*i == 0 || !text[..inside.start + i].ends_with(|b: char| b.is_alphanumeric()))
    });
    let mut starts = starts.map(|(i, _)| inside.start + i);
    starts.find_map(|pos| at(text, pos, "").or_else(|| short(text, pos)).filter(|f| f.end <= inside.end))
}

fn found(month: u32, day: u32, end: usize) -> Option<Found> {
    let days = match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => return None,
    };
    let day = (1..=days).contains(&day).then_some(MonthDay { month: month as u8, day: day as u8 })?;
    Some(Found { day: Some(day), end })
}

/// `2019-12-13`, `2019/12/13`.
fn iso(text: &str, year: u32, end: usize) -> Option<Found> {
    let mark = peek(text, end).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (month, end, _) = number_at(text, end + 1, 2)?;
    let end = peek(text, end).filter(|c| *c == mark).map(|_| end + 1)?;
    let (day, end, _) = number_at(text, end, 2)?;
    if (1800..2200).contains(&year) { found(month, day, end) } else { None }
}

/// `12月13日`, `12월 13일`.
fn east_asian(text: &str, month: u32, end: usize) -> Option<Found> {
    let mark = peek(text, end).filter(|c| matches!(c, '月' | '월'))?;
    let (day, end, _) = number_at(text, skip_blanks(text, end + mark.len_utf8()), 2)?;
    let mark = peek(text, end).filter(|c| matches!(c, '日' | '일'))?;
    found(month, day, end + mark.len_utf8())
}

/// `13.12.2019`, `13-12-2019`, `13/12/19`.
fn figures(text: &str, first: u32, end: usize) -> Option<Found> {
    let mark = peek(text, end).filter(|c| matches!(c, '-' | '/' | '.'))?;
    let (second, end, _) = number_at(text, end + 1, 2)?;
    let end = peek(text, end).filter(|c| *c == mark).map(|_| end + 1)?;
    let (_, end, count) = number_at(text, end, 4)?;
    let (day, month) = if second > 12 && first <= 12 { (second, first) } else { (first, second) };
    if matches!(count, 2 | 4) { found(month, day, end) } else { None }
}

/// `13 December 2019`, `1er août`, `5th September, 2026`, `13 de dezembro de 2019`.
fn day_month(text: &str, day: u32, end: usize, lang: &str) -> Option<Found> {
    let mut pos = end;
    for ordinal in ["st", "nd", "rd", "th", "er", ".", "º", "ª", "°"] {
        if text[pos..].starts_with(ordinal) {
            pos += ordinal.len();
            break;
        }
    }
    pos = skip_blanks(text, pos);
    let word = word_at(text, pos)?;
    let word = match &text[word.clone()] {
        "de" | "of" | "d" => word_at(text, skip_blanks(text, word.end))?,
        // Mongolian: "3 дугаар сарын 4".
        "дугаар" | "дүгээр" => return month_number(text, day, word.end),
        _ => word,
    };
    let two = word_at(text, skip_blanks(text, word.end)).and_then(|second| {
        let month = month(&text[word.start..second.end], lang)?;
        Some((month, second.end))
    });
    if let Some((month, end)) = two.or_else(|| month(&text[word.clone()], lang).map(|m| (m, word.end))) {
        return found(u32::from(month), day, after_year(text, after_point(text, end)));
    }
    None
}

/// `16 ربيع الآخر 1441 هـ الموافق 13 ديسمبر 2019`: a Hijri date before its Gregorian one.
fn hijri(text: &str, pos: usize, lang: &str) -> Option<Found> {
    let line = &text[pos..crate::article::scan::floor(text, pos + 80)];
    let gregorian = line.find(CORRESPONDING)? + pos + CORRESPONDING.len();
    let (day, end, _) = number_at(text, skip_blanks(text, gregorian), 2)?;
    figures(text, day, end).or_else(|| day_month(text, day, end, lang))
}

/// "Corresponding to".
const CORRESPONDING: &str = "الموافق";

fn month_number(text: &str, month: u32, pos: usize) -> Option<Found> {
    let word = word_at(text, skip_blanks(text, pos)).filter(|w| &text[w.clone()] == "сарын")?;
    let (day, end, _) = number_at(text, skip_blanks(text, word.end), 2)?;
    found(month, day, end)
}

/// `December 13, 2019`, `Dec. 13`, `JUL 11`, `December 13/2019`; `April l`, whose day cannot be read.
fn month_day(text: &str, pos: usize, lang: &str) -> Option<Found> {
    let word = word_at(text, pos)?;
    let pos = skip_blanks(text, after_point(text, word.end));
    if !peek(text, pos).is_some_and(|c| c.is_numeric() || matches!(c, 'l' | 'I' | 'O')) {
        return None;
    }
    let month = month(&text[word.clone()], lang)?;
    if let Some((day, mut end, _)) = number_at(text, pos, 2) {
        for ordinal in ["st", "nd", "rd", "th"] {
            if text[end..].starts_with(ordinal) {
                end += ordinal.len();
                break;
            }
        }
        if peek(text, end) == Some('.') && lang.starts_with("hu") {
            // Hungarian "március 4.": the point belongs to the day.
            end = after_point(text, end);
        }
        let unit = word_at(text, skip_blanks(text, end)).filter(|w| &text[w.clone()] == "d");
        let end = unit.map_or(end, |w| after_point(text, w.end));
        return found(u32::from(month), day, after_year(text, end));
    }
    let unreadable = word_at(text, pos).filter(|w| matches!(&text[w.clone()], "l" | "I" | "O" | "lO"))?;
    Some(Found { day: None, end: unreadable.end })
}

fn after_point(text: &str, pos: usize) -> usize {
    // ".." or ".-" end a dateline; ". 13" and ". 2019" go on with the date.
    if peek(text, pos) == Some('.') && !text[pos + 1..].starts_with(['-', '.']) { pos + 1 } else { pos }
}

/// Past a year after a date: `, 2019`, ` de 2019`, `/2019`, ` 2019 г.`
fn after_year(text: &str, pos: usize) -> usize {
    let mut p = pos;
    if matches!(peek(text, p), Some(',' | '/')) {
        p += 1;
    }
    p = skip_blanks(text, p);
    if let Some(word) = word_at(text, p).filter(|w| matches!(&text[w.clone()], "de" | "del")) {
        p = skip_blanks(text, word.end);
    }
    let Some((year, end, 4)) = number_at(text, p, 4) else { return pos };
    if !(1800..2200).contains(&year) {
        return pos;
    }
    let unit = word_at(text, skip_blanks(text, end))
        .filter(|w| matches!(&text[w.clone()], "م" | "г" | "р" | "года" | "року" | "г."));
    unit.map_or(end, |w| w.end)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_many_languages() {
        for (text, lang, month, day) in [
            ("December 13.", "en", 12, 13),
            ("Dec. 1 (", "en", 12, 1),
            ("Dec 13, 2019 (", "en", 12, 13),
            ("5th September, 2026 (", "en", 9, 5),
            ("December 13/2019 (", "en", 12, 13),
            ("Narch 2 -", "en", 3, 2),
            ("13 декабря.", "ru", 12, 13),
            ("27 сен —", "ru", 9, 27),
            ("13 грудня.", "uk", 12, 13),
            ("1er août 2019 (", "fr", 8, 1),
            ("10 juil 2024 (", "fr", 7, 10),
            ("13. Dez (", "de", 12, 13),
            ("13 de dezembro de 2019 (", "pt", 12, 13),
            ("dic. 13.", "es", 12, 13),
            ("13.12.2019 (", "pl", 12, 13),
            ("13-12-2019 (", "ar", 12, 13),
            ("في 13 ديسمبر /", "ar", 12, 13),
            ("16 ربيع الآخر 1441 هـ الموافق 13 ديسمبر 2019 م واس", "ar", 12, 13),
            ("13. prosince (", "cs", 12, 13),
            ("13 Aralık 2019", "tr", 12, 13),
            ("1996-08-26\n", "en", 8, 26),
            ("12月13日", "zh", 12, 13),
            ("１２月１３日", "ja", 12, 13),
            ("12월 13일", "ko", 12, 13),
        ] {
            let got = at(text, 0, lang).and_then(|f| f.day);
            assert_eq!(got, Some(MonthDay { month, day }), "{text}");
        }
    }

    #[test]
    fn a_slip_is_one_step_of_the_pen() {
        let words = [
            "", "a", "ab", "ba", "aba", "abab", "may", "mya", "mai", "march", "mrach", "mach", "märz", "mräz",
        ];
        for (one, other) in words.iter().flat_map(|one| words.iter().map(move |other| (one, other))) {
            assert_eq!(is_slip(one, other), strsim::osa_distance(one, other) == 1, "{one} {other}");
        }
    }

    #[test]
    fn what_is_no_day_is_no_date() {
        for text in [
            "Dec 32 (",
            "31 February",
            "13 people",
            "May they",
            "2019 (",
            "13:30",
            "4-1 win",
            "1,000",
            "Friday",
        ] {
            assert_eq!(at(text, 0, "en"), None, "{text}");
        }
    }

    #[test]
    fn a_year_belongs_to_the_date() {
        let text = "Dec 13, 2019 (AFP)";
        assert_eq!(at(text, 0, "en").map(|f| &text[f.end..]), Some(" (AFP)"));
        let text = "Dec 13, 300 people";
        assert_eq!(at(text, 0, "en").map(|f| &text[f.end..]), Some(", 300 people"));
    }
}
