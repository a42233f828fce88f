//! The parts of a dateline after its first place, one step at a time: qualifiers, more places, the date, the mark.

use std::ops::Range;

use super::line::Reading;
use super::place::{self, Named};
use super::stop::{dash_at, ends_part};
use super::{agency, date};
use crate::article::scan::{is_caps, is_letter, number_at, peek, skip_blanks, word_at};

/// Reads one more part; false where none follows.
pub(super) fn step(text: &str, r: &mut Reading<'_>, lang: &str) -> bool {
    let next = skip_blanks(text, r.pos);
    let spaced = next > r.pos;
    if r.mark.is_some() && r.dated {
        return false;
    }
    match peek(text, next) {
        Some('/') if r.mark.is_none() && slashed(text, r, next, spaced, lang) => true,
        Some('(' | '/' | '[' | '（') => bracket(text, r, next, lang),
        Some(',' | '،' | '፣' | '.' | ':' | '-' | '—' | '–' | '۔') => after_mark(text, r, next, lang),
        // Arabic and Hebrew lines part place and date by a blank only, and so do old ones.
        Some(_) if spaced && !r.dated => {
            dated(text, r, next, lang) || joined_place(text, r, next) || bare_mark(text, r, next)
        }
        Some(_) if spaced => bare_mark(text, r, next),
        _ => false,
    }
}

/// `/LONDON` after `PARIS`, but `/Main` after `Frankfurt` belongs to it; `Баку/16.04.19/Turan:`.
fn slashed(text: &str, r: &mut Reading<'_>, slash: usize, spaced: bool, lang: &str) -> bool {
    let next = skip_blanks(text, slash + 1);
    if r.dated {
        return bare_mark(text, r, next);
    }
    another_place(text, r, slash, spaced) || dated(text, r, next, lang)
}

fn another_place(text: &str, r: &mut Reading<'_>, slash: usize, spaced: bool) -> bool {
    let start = if spaced { skip_blanks(text, slash + 1) } else { slash + 1 };
    if spaced && start == slash + 1 {
        return false;
    }
    let Some(name) = place::name_at(text, start) else { return false };
    if agency::named(&text[name.clone()]).is_some() {
        return false;
    }
    let Some(last) = r.places.last_mut() else { return false };
    let joined = last.span.start..name.end;
    r.pos = name.end;
    if last.qualifiers.is_empty() && place::is_one_name(&text[joined.clone()]) {
        last.span = joined;
    } else {
        r.places.push(Named { span: name, qualifiers: Vec::new() });
    }
    true
}

/// `JERUSALEM and AMMAN`: a second place that the gazetteer knows.
fn joined_place(text: &str, r: &mut Reading<'_>, pos: usize) -> bool {
    let Some(word) = word_at(text, pos).filter(|w| place::is_and(&text[w.clone()])) else { return false };
    let start = skip_blanks(text, word.end);
    let Some(name) = place::name_at(text, start).filter(|n| place::is_known(&text[n.clone()])) else {
        return false;
    };
    let closes = dash_at(text, skip_blanks(text, name.end)).is_some()
        || peek(text, skip_blanks(text, name.end)).is_some_and(|c| matches!(c, ',' | '('));
    if closes {
        r.pos = name.end;
        r.places.push(Named { span: name, qualifiers: Vec::new() });
    }
    closes
}

/// A mark, a date, or a region or country in brackets: `(Cáceres)`, `[India]`, `(4 March 2019)`.
fn bracket(text: &str, r: &mut Reading<'_>, pos: usize, lang: &str) -> bool {
    if river(text, r, pos) {
        return true;
    }
    let mark = agency::bracketed(text, pos);
    if let Some(known) = mark.clone().filter(|m| m.known && r.mark.is_none()) {
        if let Some(found) = date::among(text, pos..known.end).filter(|_| !r.dated) {
            (r.dated, r.day) = (true, found.day);
        }
        r.pos = known.end;
        r.mark = Some(known);
        return true;
    }
    if let Some((inside, end)) = in_brackets(text, pos).filter(|_| r.mark.is_none() && !r.dated) {
        let caps = r.places.first().is_some_and(|p| is_caps(&text[p.span.clone()]));
        if caps
            && date::at(text, inside.start, lang).is_some_and(|found| found.end == inside.end)
            && dated(text, r, inside.start, lang)
        {
            r.pos = end;
            return true;
        }
        let more = peek(text, skip_blanks(text, end)).is_some_and(|c| matches!(c, ',' | '[' | '('));
        if text[inside.clone()].starts_with(is_letter) && (more || place::is_region(&text[inside.clone()])) {
            if let Some(last) = r.places.last_mut() {
                last.qualifiers.push(inside);
            }
            r.pos = end;
            return true;
        }
    }
    let Some(mark) = mark.filter(|_| r.mark.is_none()) else { return false };
    r.pos = mark.end;
    r.mark = Some(mark);
    true
}

/// `Frankfurt (Oder)`, `Halle (Saale)`: the river belongs to the name.
fn river(text: &str, r: &mut Reading<'_>, pos: usize) -> bool {
    let Some((inside, end)) = in_brackets(text, pos) else { return false };
    let Some(last) = r.places.last_mut().filter(|p| p.qualifiers.is_empty() && p.span.end < pos) else {
        return false;
    };
    let fits = !r.dated && r.mark.is_none() && place::is_one_name(&format!("/{}", &text[inside]));
    if fits {
        last.span.end = end;
        r.pos = end;
    }
    fits
}

fn in_brackets(text: &str, pos: usize) -> Option<(Range<usize>, usize)> {
    let closer = match peek(text, pos)? {
        '(' => ')',
        '[' => ']',
        _ => return None,
    };
    let close = text[pos + 1..]
        .char_indices()
        .take(40)
        .take_while(|(_, c)| *c != '\n')
        .find(|(_, c)| *c == closer)?
        .0;
    let inside = pos + 1..pos + 1 + close;
    text[inside.clone()]
        .starts_with(|c: char| is_letter(c) || c.is_numeric())
        .then_some((inside, pos + 2 + close))
}

/// What follows a comma, point, colon or hyphen: a date, an agency, a qualifier.
fn after_mark(text: &str, r: &mut Reading<'_>, mark: usize, lang: &str) -> bool {
    let Some(c) = peek(text, mark) else { return false };
    let next = skip_blanks(text, mark + c.len_utf8());
    if matches!(c, '-' | '—' | '–') {
        return r.mark.is_none() && after_dash(text, r, mark, lang);
    }
    if c == ':' {
        return r.dated
            && r.mark.is_none()
            && agency::bracketed(text, next).is_some_and(|m| m.known)
            && bracket(text, r, next, lang);
    }
    // "Pa,. May 4" and "Ill., - May 4": marks that slipped in before the date.
    let slipped = text.len() - text[next..].trim_start_matches(['.', ',', '-', ' ']).len();
    if !r.dated && (dated(text, r, next, lang) || (slipped - next <= 3 && dated(text, r, slipped, lang))) {
        return true;
    }
    if r.mark.is_none() {
        let known = agency::bracketed(text, next).is_some_and(|m| m.known);
        if matches!(peek(text, next), Some('/' | '(' | '['))
            && (c == '.' || r.dated || known)
            && bracket(text, r, next, lang)
        {
            return true;
        }
        if bare_mark(text, r, next) || (r.dated && aside(text, r, next)) {
            return true;
        }
        if c == '.' && correspondent_mark(text, r, next) {
            return true;
        }
    }
    if c == ',' && !r.dated && r.mark.is_none() && joined_place(text, r, next) {
        return true;
    }
    let open =
        !r.dated && r.mark.is_none() && c == ',' && r.places.last().is_some_and(|p| p.qualifiers.len() < 2);
    open && (next_city(text, r, next, lang) || qualified(text, r, next))
}

/// `CALGARY, ALBERTA--(Marketwired - …)`, `الكويت - 4 - 3 (كونا)`, `Baghdad - INA`.
fn after_dash(text: &str, r: &mut Reading<'_>, dash: usize, lang: &str) -> bool {
    let next = dash_at(text, dash).unwrap_or(dash + 1);
    let next = skip_blanks(text, next.max(dash + 1));
    let bracketed = peek(text, next) == Some('(') && agency::bracketed(text, next).is_some_and(|m| m.known);
    (bracketed && bracket(text, r, next, lang))
        || (!r.dated && short_date(text, r, next))
        || bare_mark(text, r, next)
        || (r.dated && led_mark(text, r, next))
}

/// `9 февраля 2019, 13:03 — REGNUM Реставраторы`: the lede begins right behind the mark.
fn led_mark(text: &str, r: &mut Reading<'_>, pos: usize) -> bool {
    let begins = |m: &agency::Mark| peek(text, skip_blanks(text, m.end)).is_some_and(char::is_uppercase);
    let Some(mark) = agency::bare(text, pos).filter(|m| begins(m) && is_caps(&text[pos..m.end])) else {
        return false;
    };
    r.pos = mark.end;
    r.mark = Some(agency::Mark { open: true, ..mark });
    true
}

fn qualified(text: &str, r: &mut Reading<'_>, next: usize) -> bool {
    let Some(qualifier) = place::qualifier_at(text, next) else { return false };
    let after = skip_blanks(text, qualifier.end);
    let closed = peek(text, after)
        .is_none_or(|c| matches!(c, ',' | '(' | '/' | '[' | '\n' | '\r' | ':') || c.is_ascii_digit())
        || word_at(text, after).is_some_and(|w| place::is_and(&text[w]))
        || dash_at(text, after).is_some();
    if closed && let Some(last) = r.places.last_mut() {
        r.pos = qualifier.end;
        last.qualifiers.push(qualifier);
    }
    closed
}

/// A second city has at least so many people: `BEIJING, SHANGHAI, March 20`.
const NEXT_CITY: u32 = 300_000;

/// `BEIJING, SHANGHAI, March 20`: a city that is no region, written as the first is, before a date or an agency.
fn next_city(text: &str, r: &mut Reading<'_>, next: usize, lang: &str) -> bool {
    let Some(name) = place::name_at(text, next) else { return false };
    let (written, first) = (&text[name.clone()], r.places.first().map(|p| &text[p.span.clone()]));
    let after = skip_blanks(text, name.end);
    let follows = match peek(text, after) {
        Some(',') => date::at(text, skip_blanks(text, after + 1), lang).is_some(),
        Some('(') => agency::bracketed(text, after).is_some_and(|m| m.known),
        _ => false,
    };
    let alike = first.is_some_and(|f| is_caps(f) == is_caps(written));
    let city = crate::place::find(written).first().is_some_and(|p| p.capital || p.population >= NEXT_CITY);
    let fits = follows && alike && city && !place::is_region(written);
    if fits {
        r.pos = name.end;
        r.places.push(Named { span: name, qualifiers: Vec::new() });
    }
    fits
}

/// `9 февраля 2019, 13:03 —`, `Jan. 14, Tuesday (RSS)`: the time of day or the day of the week after a date.
fn aside(text: &str, r: &mut Reading<'_>, pos: usize) -> bool {
    if let Some((_, hour, 1 | 2)) = number_at(text, pos, 2)
        && matches!(peek(text, hour), Some(':' | '.'))
        && let Some((_, end, 2)) = number_at(text, hour + 1, 2)
    {
        r.pos = end;
        return true;
    }
    let Some(word) = word_at(text, pos) else { return false };
    let after = skip_blanks(text, word.end);
    let closed = agency::bracketed(text, after).is_some_and(|m| m.known) || dash_at(text, after).is_some();
    if closed {
        r.pos = word.end;
    }
    closed
}

/// `Baku. Rashad Aliyev – APA.`: a correspondent's name before the agency's.
fn correspondent_mark(text: &str, r: &mut Reading<'_>, pos: usize) -> bool {
    let Some(name) = place::name_at(text, pos).filter(|n| text[n.clone()].split(' ').count() == 2) else {
        return false;
    };
    let dash = skip_blanks(text, name.end);
    dash_at(text, dash).is_some_and(|end| bare_mark(text, r, skip_blanks(text, end)))
}

fn dated(text: &str, r: &mut Reading<'_>, pos: usize, lang: &str) -> bool {
    let Some(found) = date::at(text, pos, lang) else { return short_date(text, r, pos) };
    (r.dated, r.day, r.pos) = (true, found.day, found.end);
    true
}

/// A day and a month in figures, where an agency's mark follows.
fn short_date(text: &str, r: &mut Reading<'_>, pos: usize) -> bool {
    let Some(found) = date::short(text, pos) else { return false };
    let next = skip_blanks(text, found.end);
    let marked = agency::bracketed(text, next).is_some_and(|m| m.known) || agency::bare(text, next).is_some();
    if marked {
        (r.dated, r.day, r.pos) = (true, found.day, found.end);
    }
    marked
}

fn bare_mark(text: &str, r: &mut Reading<'_>, pos: usize) -> bool {
    let Some(mark) = agency::bare(text, pos).filter(|m| r.mark.is_none() && ends_part(text, m.end)) else {
        return false;
    };
    r.pos = mark.end;
    r.mark = Some(mark);
    true
}
