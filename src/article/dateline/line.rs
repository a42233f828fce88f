//! One dateline at one position: places, date, mark and the dash after them, in whatever order a house style has.

use std::ops::Range;

use super::place::{self, Named};
use super::{MonthDay, Via, agency, date};
use crate::article::byline;
use crate::article::scan::{
    before, is_blank, is_caps, is_letter, is_uncased, line_end, peek, skip_blanks, word_at,
};

/// A dateline as written, before its places are looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Draft {
    pub start: usize,
    /// After the last mark, before the lede.
    pub end: usize,
    pub places: Vec<Named>,
    pub day: Option<MonthDay>,
    pub agency: Option<String>,
    pub via: Via,
}

/// What is read so far of a dateline.
#[derive(Debug, Default)]
struct Reading {
    places: Vec<Named>,
    dated: bool,
    day: Option<MonthDay>,
    mark: Option<agency::Mark>,
    pos: usize,
}

/// What stands between a dateline and its lede.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Stop {
    Dash,
    Colon,
    Point,
    LineEnd,
    None,
}

/// A dateline that begins at `pos`.
pub(super) fn at(text: &str, pos: usize, lang: &str) -> Option<Draft> {
    agency_first(text, pos, lang)
        .or_else(|| date_first(text, pos, lang))
        .or_else(|| place_first(text, pos, lang))
}

/// `(ANSA) - ROMA, 13 DIC -`, `(Reuters) -`, `AGI - Roma, 13 dic. -`, `Canadian Press - ST. CATHARINES, Ont. (CP) -`.
fn agency_first(text: &str, pos: usize, lang: &str) -> Option<Draft> {
    let mark = agency::bracketed(text, pos).filter(|m| m.known).or_else(|| written_out(text, pos))?;
    let (stop, end) = stop_at(text, mark.end);
    if !matches!(stop, Stop::Dash | Stop::Colon) {
        return None;
    }
    let inner =
        place_first(text, skip_blanks(text, end), lang).filter(|d| matches!(d.via, Via::Date | Via::Agency));
    let bracket = matches!(peek(text, pos), Some('(' | '/' | '['));
    match inner {
        Some(d) if d.agency.is_some() => Some(d),
        Some(d) => Some(Draft { start: pos, agency: Some(mark.agency), via: Via::Agency, ..d }),
        None if bracket => Some(Draft {
            start: pos,
            end,
            places: Vec::new(),
            day: None,
            agency: Some(mark.agency),
            via: Via::Agency,
        }),
        None => None,
    }
}

/// An agency's name before a dash, without brackets.
fn written_out(text: &str, pos: usize) -> Option<agency::Mark> {
    let line = &text[pos..crate::article::scan::floor(text, line_end(text, pos).min(pos + 48))];
    let dash = line.find(" - ")?;
    let found = agency::named(&line[..dash])?;
    let name = found.name.clone();
    Some(agency::Mark { agency: name, known: true, open: false, slashed: false, end: pos + dash })
}

/// `Dec 13 (Reuters) -`, `30 ноября. INTERFAX.RU -`, `13 декабря, Минск /Корр. БЕЛТА/.`
fn date_first(text: &str, pos: usize, lang: &str) -> Option<Draft> {
    let found = date::at(text, pos, lang)?;
    let mut next = skip_blanks(text, found.end);
    if matches!(peek(text, next), Some('.' | ',')) {
        next = skip_blanks(text, next + 1);
    }
    if let Some(mark) = agency::bracketed(text, next).filter(|m| m.known).or_else(|| agency::bare(text, next))
    {
        let (stop, end) = stop_at(text, mark.end);
        let agency = Some(mark.agency);
        return (stop != Stop::None || mark.open).then_some(Draft {
            start: pos,
            end,
            places: Vec::new(),
            day: found.day,
            agency,
            via: Via::Agency,
        });
    }
    let rest = place_first(text, next, lang).filter(|d| d.via == Via::Agency && d.day.is_none())?;
    Some(Draft { start: pos, day: found.day, ..rest })
}

fn place_first(text: &str, pos: usize, lang: &str) -> Option<Draft> {
    let name = place::name_at(text, pos).filter(|n| !byline::opens(&text[n.clone()]))?;
    let mut r = Reading { pos: name.end, ..Reading::default() };
    r.places.push(Named { span: name, qualifiers: Vec::new() });
    for _ in 0..8 {
        if !step(text, &mut r, lang) {
            break;
        }
    }
    let (stop, end) = stop_at(text, r.pos);
    let via = judge(text, &r, stop, end)?;
    let agency = r.mark.map(|m| m.agency);
    Some(Draft { start: pos, end, places: r.places, day: r.day, agency, via })
}

/// Reads one more part; false where none follows.
fn step(text: &str, r: &mut Reading, lang: &str) -> bool {
    let next = skip_blanks(text, r.pos);
    let spaced = next > r.pos;
    if r.mark.is_some() && r.dated {
        return false;
    }
    match peek(text, next) {
        Some('/') if r.mark.is_none() && !r.dated && another_place(text, r, next, spaced) => true,
        Some('(' | '/' | '[' | '（') => bracket(text, r, next),
        Some(',' | '،' | '.' | ':' | '-' | '—' | '–') => after_mark(text, r, next, lang),
        // Arabic and Hebrew lines part place and date by a blank only, and so do old ones.
        Some(_) if spaced && !r.dated => dated(text, r, next, lang) || bare_mark(text, r, next),
        Some(_) if spaced => bare_mark(text, r, next),
        _ => false,
    }
}

/// `/LONDON` after `PARIS`, but `/Main` after `Frankfurt` belongs to it.
fn another_place(text: &str, r: &mut Reading, slash: usize, spaced: bool) -> bool {
    let start = if spaced { skip_blanks(text, slash + 1) } else { slash + 1 };
    if spaced && start == slash + 1 {
        return false;
    }
    let Some(name) = place::name_at(text, start) else { return false };
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

/// A mark, or a region or country in brackets: `(Cáceres)`, `[India]`.
fn bracket(text: &str, r: &mut Reading, pos: usize) -> bool {
    let mark = agency::bracketed(text, pos);
    if let Some(known) = mark.clone().filter(|m| m.known) {
        r.pos = known.end;
        r.mark = Some(known);
        return true;
    }
    if let Some((inside, end)) = in_brackets(text, pos).filter(|_| r.mark.is_none() && !r.dated) {
        let more = peek(text, skip_blanks(text, end)).is_some_and(|c| matches!(c, ',' | '[' | '('));
        if more || place::is_region(&text[inside.clone()]) {
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
    text[inside.clone()].starts_with(is_letter).then_some((inside, pos + 2 + close))
}

/// What follows a comma, point, colon or hyphen: a date, an agency, a qualifier.
fn after_mark(text: &str, r: &mut Reading, mark: usize, lang: &str) -> bool {
    let Some(c) = peek(text, mark) else { return false };
    let next = skip_blanks(text, mark + c.len_utf8());
    if matches!(c, '-' | '—' | '–') {
        return r.mark.is_none() && bare_mark(text, r, next);
    }
    if c == ':' {
        return r.dated
            && r.mark.is_none()
            && agency::bracketed(text, next).is_some_and(|m| m.known)
            && bracket(text, r, next);
    }
    // "N.Y,. March 13" and "Md., - March 4": marks that slipped in before the date.
    let slipped = text.len() - text[next..].trim_start_matches(['.', ',', '-', ' ']).len();
    if !r.dated && (dated(text, r, next, lang) || (slipped - next <= 3 && dated(text, r, slipped, lang))) {
        return true;
    }
    if r.mark.is_none() {
        if matches!(peek(text, next), Some('/' | '(')) && (c == '.' || r.dated) && bracket(text, r, next) {
            return true;
        }
        if bare_mark(text, r, next) {
            return true;
        }
    }
    let open =
        !r.dated && r.mark.is_none() && c == ',' && r.places.last().is_some_and(|p| p.qualifiers.len() < 2);
    if !open {
        return false;
    }
    let Some(qualifier) = place::qualifier_at(text, next) else { return false };
    let after = skip_blanks(text, qualifier.end);
    let closed = peek(text, after)
        .is_none_or(|c| matches!(c, ',' | '(' | '/' | '[' | '\n' | '\r' | ':') || c.is_ascii_digit())
        || matches!(dash_at(text, after), Some(_));
    if closed && let Some(last) = r.places.last_mut() {
        r.pos = qualifier.end;
        last.qualifiers.push(qualifier);
    }
    closed
}

fn dated(text: &str, r: &mut Reading, pos: usize, lang: &str) -> bool {
    let Some(found) = date::at(text, pos, lang) else { return false };
    (r.dated, r.day, r.pos) = (true, found.day, found.end);
    true
}

fn bare_mark(text: &str, r: &mut Reading, pos: usize) -> bool {
    let Some(mark) = agency::bare(text, pos).filter(|m| r.mark.is_none() && ends_part(text, m.end)) else {
        return false;
    };
    r.pos = mark.end;
    r.mark = Some(mark);
    true
}

/// Whether a part of a dateline can end at `pos`: the line does, or a mark follows.
fn ends_part(text: &str, pos: usize) -> bool {
    let next = skip_blanks(text, pos);
    peek(text, next).is_none_or(|c| matches!(c, '.' | ',' | ':' | '\n' | '\r'))
        || dash_at(text, next).is_some()
}

/// A dash at `pos` that parts a dateline from its lede: the position after it.
fn dash_at(text: &str, pos: usize) -> Option<usize> {
    let rest = text.get(pos..)?;
    for dash in ["--", "—", "–", "―", ".-", "_", "=", "－"] {
        if rest.starts_with(dash) {
            return Some(pos + dash.len());
        }
    }
    let spaced = before(text, pos).is_none_or(|c| !c.is_alphanumeric())
        || peek(text, pos + 1).is_none_or(char::is_whitespace);
    (rest.starts_with('-') && spaced).then_some(pos + 1)
}

fn stop_at(text: &str, pos: usize) -> (Stop, usize) {
    let mut next = skip_blanks(text, pos);
    let point = peek(text, next) == Some('.');
    if point && !text[next..].starts_with(".-") {
        // "/TASS/." and "Dec. 13. -": the point, and a dash after it where there is one.
        let after = skip_blanks(text, next + 1);
        if let Some(end) = dash_at(text, after).filter(|_| after > next) {
            return (Stop::Dash, end);
        }
        return (Stop::Point, next + 1);
    }
    if peek(text, next) == Some(',') {
        // "РИА Новости, Мария Табак.": a correspondent's name, to the point after it.
        if let Some(name) = correspondent(text, next + 1) {
            return (Stop::Point, name);
        }
        return (Stop::None, pos);
    }
    match peek(text, next) {
        None | Some('\n' | '\r') => (Stop::LineEnd, pos),
        Some(c @ (':' | '：')) => {
            next += c.len_utf8();
            let more = skip_blanks(text, next);
            (Stop::Colon, dash_at(text, more).unwrap_or(next))
        }
        Some(_) => dash_at(text, next).map_or((Stop::None, pos), |end| (Stop::Dash, repeated(text, end))),
    }
}

fn correspondent(text: &str, pos: usize) -> Option<usize> {
    let mut at = skip_blanks(text, pos);
    for _ in 0..3 {
        let word = word_at(text, at).filter(|w| text[w.clone()].starts_with(char::is_uppercase))?;
        if peek(text, word.end) == Some('.') && word.len() > 3 {
            return Some(word.end + 1);
        }
        at = skip_blanks(text, word.end);
    }
    None
}

fn repeated(text: &str, mut end: usize) -> usize {
    while let Some(c) = peek(text, end).filter(|c| matches!(c, '-' | '–' | '—' | '_')) {
        end += c.len_utf8();
    }
    end
}

/// Whether the reading is a dateline, and what gave it away.
fn judge(text: &str, r: &Reading, stop: Stop, end: usize) -> Option<Via> {
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
