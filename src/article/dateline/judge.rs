//! Whether what was read is a dateline, and what gives it away.

use std::ops::Range;

use super::line::Reading;
use super::stop::Stop;
use super::{Via, place as written};
use crate::article::scan::{
    before, is_blank, is_caps, is_cjk, is_uncased, line_end, lines, number_at, peek, skip_blanks,
};
use crate::place;

/// Whether the reading is a dateline, and what gave it away.
pub(super) fn via(text: &str, r: &Reading<'_>, stop: Stop, end: usize) -> Option<Via> {
    let first = r.places.first()?;
    let name = &text[first.span.clone()];
    let head = name.trim_start_matches(['\'', '’']);
    let lower = head.starts_with(char::is_lowercase);
    let caps = is_caps(name) || head.chars().next().is_some_and(is_uncased);
    let known = || written::is_known(name);
    let region = || first.qualifiers.iter().any(|q| written::is_region(&text[q.clone()]));
    if let Some(mark) = &r.mark {
        if mark.known {
            return known_mark(text, r, stop).then_some(Via::Agency);
        }
        let shaped = matches!(stop, Stop::Dash | Stop::Colon) || (mark.slashed && stop == Stop::Point);
        let title = mark.agency.chars().any(char::is_lowercase);
        let ok = shaped && !lower && (r.dated || known() || region() || (caps && (title || mark.slashed)));
        return ok.then_some(Via::Agency);
    }
    if is_function_word(name) || (lower && !(r.dated && stop == Stop::Dash && known())) {
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

/// Whether the mark of an agency that the table has makes a dateline of what stands before it.
fn known_mark(text: &str, r: &Reading<'_>, stop: Stop) -> bool {
    let (Some(mark), Some(first)) = (&r.mark, r.places.first()) else { return false };
    let name = &text[first.span.clone()];
    let lower = name.starts_with(char::is_lowercase);
    let caps = is_caps(name) || name.starts_with(is_uncased);
    let known = written::is_known(name);
    if is_function_word(name) || (lower && !r.dated && !known) {
        return false;
    }
    let bracketed = before(text, mark.end).is_some_and(|c| matches!(c, ')' | ']' | '）'));
    match stop {
        Stop::Dash | Stop::Colon | Stop::LineEnd => true,
        Stop::Point => mark.slashed || !bracketed || r.dated || (known && goes_on(text, mark.end)),
        // No dash: the lede has to begin as one does.
        Stop::None => {
            let sure = r.dated || known || (mark.open && caps);
            sure && (mark.open || mark.slashed || bracketed) && begins(text, r.pos)
        }
    }
}

/// Whether more than a full stop follows: `… in Paris (AFP).` ends a story.
fn goes_on(text: &str, pos: usize) -> bool {
    !text[pos..].trim_start_matches(['.', ' ']).is_empty()
}

/// Whether a sentence can begin at `pos`.
pub(super) fn begins(text: &str, pos: usize) -> bool {
    peek(text, skip_blanks(text, pos)).is_some_and(|c| {
        c.is_uppercase() || is_uncased(c) || c.is_numeric() || matches!(c, '“' | '"' | '«' | '‘' | '\'' | '„')
    })
}

/// A place without agency or date: the gazetteer has to know it, and it must not be a country.
fn bare_place(text: &str, r: &Reading<'_>, stop: Stop, end: usize) -> Option<Via> {
    let first = r.places.first()?;
    let name = &text[first.span.clone()];
    let qualified = first.qualifiers.iter().any(|q| written::is_region(&text[q.clone()]));
    let caps = is_caps(name) && name.chars().filter(|c| c.is_alphabetic()).count() >= 3;
    let uncased = name.starts_with(is_uncased) && !name.starts_with(is_cjk);
    let every = r.places.iter().all(|p| {
        let n = &text[p.span.clone()];
        written::is_known(n) && !is_country_only(n)
    });
    let lede = peek(text, skip_blanks(text, end)).is_some_and(|c| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '\'' | '‘' | '«' | '$' | '(')
    }) && !shouts(text, end);
    let lede = lede || (uncased && begins(text, end));
    if is_label(name) || is_route(text, end) {
        return None;
    }
    match stop {
        Stop::Dash if caps && (every || (qualified && first.qualifiers.len() == 1)) && lede => {
            Some(Via::Caps)
        }
        Stop::Dash if every && lede && long_dash(text, end) && is_blank_or_dash(text, r.pos) => {
            Some(Via::Caps)
        }
        // "Ciudad.- La intendencia …".
        Stop::Dash if every && lede && text[..end].ends_with(".-") => Some(Via::Caps),
        Stop::Colon
            if caps
                && every
                && lede
                && (qualified || (r.places.len() == 1 && !speaks(text, first.span.clone(), end))) =>
        {
            Some(Via::Caps)
        }
        Stop::Colon
            if every
                && lede
                && is_under_headline(text, first.span.start)
                && !speaks(text, first.span.clone(), end) =>
        {
            is_long_line(text, end).then_some(Via::Caps)
        }
        Stop::Point
            if every && lede && is_under_headline(text, first.span.start) && is_long_line(text, end) =>
        {
            (r.places.len() == 1 && is_city(name)).then_some(Via::Caps)
        }
        Stop::Colon if uncased && every && lede && !speaks(text, first.span.clone(), end) => Some(Via::Caps),
        Stop::Dash if caps && lede && long_dash(text, end) && r.places.len() == 1 && is_misspelt(name) => {
            Some(Via::Caps)
        }
        Stop::Point if caps && every && lede && r.places.len() == 1 && is_long_line(text, end) => {
            let town = !r.lang.starts_with("en") && is_town(name);
            (town || is_city(name)).then_some(Via::Caps)
        }
        Stop::LineEnd
            if caps
                && every
                && first.qualifiers.iter().all(|q| written::is_region(&text[q.clone()]))
                && alone_on_line(text, first.span.start) =>
        {
            Some(Via::Line)
        }
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

/// `HANOI:` and `FALLUJAH:` are cities; a man called `MARK COLVIN:` is not, nor is one called like a city where no
/// headline stands above. In a transcript others speak as well, or somebody says "I".
fn speaks(text: &str, name: Range<usize>, end: usize) -> bool {
    const FIRST: [&str; 10] = ["I", "I'm", "I’m", "You", "We", "My", "Yes", "No", "Well", "Welcome"];
    let (written, headed) = (&text[name.clone()], is_under_headline(text, name.start));
    let great = || place::find(written).first().is_some_and(|p| p.capital || p.population >= 1_000_000);
    let word = text[end..].split_whitespace().next().unwrap_or("").trim_matches(['"', '“', ',']);
    !is_city(written)
        || !(headed || !place::is_person(written) || great())
        || FIRST.contains(&word)
        || lines(text, 0..text.len()).take(40).any(|line| is_turn(&text[line], written))
}

/// A capital, or a city that running text may mean by the name.
fn is_city(name: &str) -> bool {
    place::is_city(name) || place::find(name).first().is_some_and(|p| p.capital || p.population >= 1_000_000)
}

/// A town that is no more often a word: papers of other tongues than English set it in capitals before a point.
fn is_town(name: &str) -> bool {
    place::find(name).first().is_some_and(|p| p.population >= 15_000) && !place::is_person(name)
}

/// A line of a transcript in which another than `name` speaks.
fn is_turn(line: &str, name: &str) -> bool {
    line.split_once(": ").is_some_and(|(who, _)| is_caps(who) && who.len() < 30 && who.trim() != name)
}

/// A route, a match or a timetable: `Москва — Казань: …`, `Göteborg – Malmö 2–1`, `AMSTERDAM - 10:40`.
fn is_route(text: &str, end: usize) -> bool {
    let start = skip_blanks(text, end);
    if let Some((_, after, _)) = number_at(text, start, 2) {
        return peek(text, after) == Some(':');
    }
    let Some(other) = written::name_at(text, start).filter(|n| written::is_known(&text[n.clone()])) else {
        return false;
    };
    let after = skip_blanks(text, other.end);
    peek(text, after).is_none_or(|c| c == ':' || c.is_numeric() || matches!(c, '\n' | '—' | '–'))
}

/// `MELBORNE — …`: a well-known city with a slip of the pen.
fn is_misspelt(name: &str) -> bool {
    place::nearest(name).iter().any(|c| c.place.capital || c.place.population >= 300_000)
}

/// Whether one line alone, no sentence, stands above.
fn is_under_headline(text: &str, pos: usize) -> bool {
    let mut above = text[..pos].lines().map(str::trim).filter(|line| !line.is_empty());
    let headline = above.next().is_some_and(|line| !line.ends_with(['.', ':', '!', '?', ',', ';']));
    headline && above.next().is_none() && text[..pos].ends_with('\n')
}

/// `WELS. Der Tiergarten …`: a town and a point need a whole sentence after them.
fn is_long_line(text: &str, end: usize) -> bool {
    text[end..line_end(text, end)].chars().count() >= 60
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
    let Some(country) = place::Country::named(name) else { return false };
    !place::find(name).iter().any(|p| p.country == country)
}

/// `CRICKET - …`, `GOLF-…`: desks and sports that are villages somewhere as well.
fn is_label(name: &str) -> bool {
    const LABELS: [&str; 51] = [
        "cricket",
        "golf",
        "rugby",
        "soccer",
        "tennis",
        "boxing",
        "football",
        "hockey",
        "cycling",
        "racing",
        "chess",
        "baseball",
        "basketball",
        "athletics",
        "swimming",
        "skiing",
        "sailing",
        "rowing",
        "business",
        "sports",
        "sport",
        "market",
        "markets",
        "energy",
        "commerce",
        "weather",
        "politics",
        "science",
        "health",
        "economy",
        "calcio",
        "ciclismo",
        "fútbol",
        "futbol",
        "baloncesto",
        "fussball",
        "fußball",
        "eishockey",
        "handball",
        "formel",
        "tenis",
        "futebol",
        "foot",
        "économie",
        "economía",
        "economia",
        "wirtschaft",
        "politik",
        "política",
        "kultur",
        "cultura",
    ];
    LABELS.contains(&name.to_lowercase().as_str())
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
