//! Whether what was read is a dateline, and what gives it away.

use super::line::{Reading, Stop};
use super::{Via, place};
use crate::article::scan::{before, is_blank, is_caps, is_uncased, line_end, peek, skip_blanks, word_at};

/// Whether the reading is a dateline, and what gave it away.
pub(super) fn via(text: &str, r: &Reading, stop: Stop, end: usize) -> Option<Via> {
    let first = r.places.first()?;
    let name = &text[first.span.clone()];
    let head = word_at(text, first.span.start).map(|w| &text[w])?;
    let lower = head.starts_with(char::is_lowercase);
    let caps = is_caps(name) || head.chars().next().is_some_and(is_uncased);
    let known = || place::is_known(name);
    let region = || first.qualifiers.iter().any(|q| place::is_region(&text[q.clone()]));
    if let Some(mark) = &r.mark {
        let closed = stop != Stop::None || mark.open || (mark.slashed && (r.dated || caps));
        if mark.known {
            let ok = closed
                && !is_function_word(name)
                && (!lower || r.dated)
                && (stop != Stop::Point || mark.slashed || r.dated || !bracketed_mark(text, mark.end));
            return ok.then_some(Via::Agency);
        }
        let shaped = matches!(stop, Stop::Dash | Stop::Colon) || (mark.slashed && stop == Stop::Point);
        let title = mark.agency.chars().any(char::is_lowercase);
        let ok = shaped && !lower && (r.dated || known() || region() || (caps && (title || mark.slashed)));
        return ok.then_some(Via::Agency);
    }
    if lower || is_function_word(name) {
        return None;
    }
    if r.dated {
        let alone = peek(text, end).is_none_or(|c| matches!(c, '\n' | '\r')) && stop == Stop::LineEnd;
        return match stop {
            Stop::Dash | Stop::Colon => Some(Via::Date),
            Stop::LineEnd if alone && (known() || (caps && name.split(' ').count() <= 3)) => {
                Some(if first.qualifiers.is_empty() { Via::Line } else { Via::Date })
            }
            Stop::Point if caps || known() => Some(Via::Date),
            _ => None,
        };
    }
    bare_place(text, r, stop, end)
}

fn bracketed_mark(text: &str, end: usize) -> bool {
    before(text, end) == Some(')')
}

/// A place without agency or date: the gazetteer has to know it, and it must not be a country.
fn bare_place(text: &str, r: &Reading, stop: Stop, end: usize) -> Option<Via> {
    let first = r.places.first()?;
    let name = &text[first.span.clone()];
    let qualified = first.qualifiers.iter().any(|q| place::is_region(&text[q.clone()]));
    let caps = is_caps(name) && name.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let every = r.places.iter().all(|p| {
        let n = &text[p.span.clone()];
        place::is_known(n) && !is_country_only(n)
    });
    let lede = peek(text, skip_blanks(text, end)).is_some_and(|c| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '\'' | '‘' | '«' | '$' | '(')
    }) && !shouts(text, end);
    match stop {
        Stop::Dash if caps && (every || (qualified && first.qualifiers.len() == 1)) && lede => {
            Some(Via::Caps)
        }
        Stop::Dash if every && lede && long_dash(text, end) && is_blank_or_dash(text, r.pos) => {
            Some(Via::Caps)
        }
        Stop::Colon if caps && every && lede && (qualified || (r.places.len() == 1 && is_town(name))) => {
            Some(Via::Caps)
        }
        Stop::LineEnd if caps && every && alone_on_line(text, first.span.start) => Some(Via::Line),
        _ => None,
    }
}

/// `CRICKET - ENGLAND WIN TOSS`: what follows in capitals is a headline, no lede.
fn shouts(text: &str, pos: usize) -> bool {
    let line = &text[pos..line_end(text, pos)];
    let words = line.split_whitespace().take(6).filter(|w| w.chars().any(char::is_alphabetic));
    let (caps, others): (Vec<&str>, Vec<&str>) = words.partition(|w| is_caps(w));
    (caps.len() >= 3 && caps.len() > others.len())
        || (!caps.is_empty() && others.iter().all(|w| w.len() <= 2))
}

/// `HANOI:` is a town; a man called `MARK COLVIN:` is not, nor is a village named like somebody.
fn is_town(name: &str) -> bool {
    crate::place::find(name).first().is_some_and(|p| p.capital || p.population >= 500_000)
}

fn long_dash(text: &str, end: usize) -> bool {
    text[..end].ends_with(['—', '–'])
}

fn is_blank_or_dash(text: &str, pos: usize) -> bool {
    peek(text, pos).is_some_and(|c| is_blank(c) || matches!(c, '—' | '–'))
}

fn alone_on_line(text: &str, start: usize) -> bool {
    let line = text[..start].rfind('\n').map_or(0, |i| i + 1);
    text[line..start].trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty()
        && !text[line_end(text, start)..].trim().is_empty()
}

/// `CHINA -` heads a digest; a city that shares its country's name is a dateline.
fn is_country_only(name: &str) -> bool {
    let Some(country) = crate::place::Country::named(name) else { return false };
    !crate::place::find(name).iter().any(|p| p.country == country)
}

/// Words that begin a sentence or a label, and never a dateline.
fn is_function_word(name: &str) -> bool {
    const WORDS: [&str; 36] = [
        "the",
        "a",
        "an",
        "in",
        "on",
        "at",
        "by",
        "he",
        "she",
        "it",
        "they",
        "we",
        "but",
        "and",
        "for",
        "from",
        "update",
        "analysis",
        "correction",
        "corrected",
        "exclusive",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "today",
        "note",
        "editor",
        "photo",
        "source",
        "updated",
        "factbox",
        "graphic",
    ];
    WORDS.contains(&name.to_lowercase().as_str())
}
