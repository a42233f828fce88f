//! The places of a dateline as written: names, their qualifiers, several parted by slashes.

use std::ops::Range;

use crate::article::scan::{is_caps, is_letter, is_uncased, peek, skip_blanks, word_at};
use crate::place;

/// A place as written, and the qualifiers after it (`, Fla.`, `(Cáceres)`, `[India]`).
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::article) struct Named {
    pub span: Range<usize>,
    pub qualifiers: Vec<Range<usize>>,
}

/// A place name is at most this long, in bytes.
const LONGEST_NAME: usize = 150;
/// A place name is at most this many words long.
const MOST_WORDS: usize = 6;
const PARTICLES: [&str; 33] = [
    "of", "de", "del", "la", "le", "les", "los", "las", "el", "al", "ar", "as", "ad", "du", "des", "da",
    "do", "dos", "di", "the", "on", "upon", "sur", "sous", "in", "am", "an", "der", "den", "bei", "ob", "en",
    "na",
];
/// Words that a point shortens without ending the name.
const SHORTENED: [&str; 9] = ["st", "ste", "sta", "sto", "ft", "mt", "pt", "d.c", "gen"];

/// The name at `pos`: capitalised words (or words of a script without capitals), to the first delimiter.
/// Where the first word is in capitals, all are.
pub(super) fn name_at(text: &str, pos: usize) -> Option<Range<usize>> {
    // "'s-Hertogenbosch", "'t Harde".
    let rest = text.get(pos..)?;
    let opened = ["'s-", "’s-", "'t ", "’t "].into_iter().find(|start| rest.starts_with(start));
    let name = plain_name_at(text, pos + opened.map_or(0, str::len))?;
    let name = if opened.is_some() { pos..name.end } else { name };
    (name.len() <= LONGEST_NAME).then_some(name)
}

fn plain_name_at(text: &str, pos: usize) -> Option<Range<usize>> {
    let first = word_at(text, pos)?;
    let head = &text[first.clone()];
    let caps = is_caps(head);
    let uncased = head.chars().next().is_some_and(is_uncased);
    let lower = head.chars().next().is_some_and(char::is_lowercase);
    let mut end = pos;
    let mut pending = pos;
    for _ in 0..MOST_WORDS {
        let Some(word) = word_at(text, pending) else { break };
        let w = cut_at_bare_agency(text, word);
        let s = &text[w.clone()];
        let joins = PARTICLES.contains(&s) && end > pos;
        if end > pos && super::date::at(text, w.start, "").is_some() {
            break;
        }
        let fits = match s.chars().next() {
            _ if is_elided(s) || is_river(s) => true,
            _ if caps => is_caps(s) || s.chars().count() == 1 || is_number_word(s),
            Some(c) if uncased => is_uncased(c) && !matches!(s, "في"),
            Some(c) => c.is_uppercase() || lower,
            None => false,
        };
        if !fits && !joins {
            break;
        }
        let mut next = w.end;
        let short = shortened(s) && is_letter_after(text, next + 1);
        if peek(text, next) == Some('.') && (short || is_river(s)) {
            next += 1;
        }
        if fits {
            end = if next > w.end { next } else { w.end };
        }
        pending = skip_blanks(text, next);
        if pending == next {
            break;
        }
    }
    // "SILVER Springs,": capitals that the writer dropped half-way.
    let half = word_at(text, skip_blanks(text, end)).filter(|w| {
        caps && text[w.clone()].starts_with(char::is_uppercase)
            && peek(text, w.end) == Some(',')
            && !place::find(&text[pos..w.end]).is_empty()
    });
    let end = half.map_or(end, |w| w.end);
    // "Nations unies", "Naciones unidas": a small word that belongs to one of the names without a country.
    let more = word_at(text, skip_blanks(text, end)).filter(|w| place::is_no_country(&text[pos..w.end]));
    (end > pos).then(|| pos..more.map_or(end, |w| w.end))
}

/// `d'Urgell`, `l’Hospitalet`: an article cut short before a capital.
fn is_elided(word: &str) -> bool {
    word.split_once(['\'', '’'])
        .is_some_and(|(a, b)| a.chars().count() <= 2 && b.starts_with(char::is_uppercase))
}

/// `Frankfurt a.M`, `Halle a.d.S`.
fn is_river(word: &str) -> bool {
    word.len() <= 6 && word.starts_with(['a', 'i', 'o']) && word[1..].starts_with('.')
}

fn shortened(word: &str) -> bool {
    SHORTENED.contains(&word.to_lowercase().as_str()) || word.chars().count() == 1
}

fn is_number_word(word: &str) -> bool {
    word.chars().all(|c| c.is_ascii_digit())
}

fn is_letter_after(text: &str, pos: usize) -> bool {
    peek(text, skip_blanks(text, pos)).is_some_and(is_letter)
}

/// `Baku-APA`: the name ends where a hyphen joins an agency to it.
fn cut_at_bare_agency(text: &str, word: Range<usize>) -> Range<usize> {
    let Some(hyphen) = text[word.clone()].rfind('-').map(|i| word.start + i) else { return word };
    let agency = super::agency::named(&text[hyphen + 1..word.end]);
    if agency.is_some() && peek(text, word.end).is_none_or(|c| matches!(c, '.' | ':' | '\n' | '\r')) {
        word.start..hyphen
    } else {
        word
    }
}

/// "And" between two places or in a region's name.
pub(super) fn is_and(word: &str) -> bool {
    matches!(word, "and" | "AND" | "y" | "et" | "und" | "e" | "E" | "и" | "و")
}

/// A qualifier at `pos`: a region, state or country, which may be shortened (`W.Va.`, `Ont.`).
pub(super) fn qualifier_at(text: &str, pos: usize) -> Option<Range<usize>> {
    let (mut end, mut at, mut words) = (pos, pos, 0);
    while let Some(word) = word_at(text, at).filter(|_| words < 4) {
        let s = &text[word.clone()];
        let capital = s.chars().next().is_some_and(|c| c.is_uppercase() || is_uncased(c));
        let joins = PARTICLES.contains(&s) || is_and(s);
        if !(capital || joins) {
            break;
        }
        words += 1;
        let point = peek(text, word.end) == Some('.') && (s.chars().count() <= 5 || s.contains('.'));
        let next = word.end + usize::from(point);
        if capital {
            end = next;
        }
        at = skip_blanks(text, next);
        if at == next {
            break;
        }
    }
    (end > pos).then_some(pos..end)
}

/// Joins `A/B` to one name where the gazetteer knows the two as one (`Frankfurt/Main`, `Dallas/Fort Worth`).
pub(super) fn is_one_name(joined: &str) -> bool {
    const TAILS: [&str; 8] = ["main", "oder", "saale", "fort worth", "donau", "spree", "ruhr", "m."];
    let tail = joined.rsplit('/').next().unwrap_or("").to_lowercase();
    TAILS.contains(&tail.as_str())
}

/// Whether the gazetteer knows the name as a place, or it is one of the datelines that lie in no country.
pub(super) fn is_known(name: &str) -> bool {
    place::is_no_country(name) || !place::find(name).is_empty()
}

/// Whether a qualifier names a region or a country.
pub(super) fn is_region(name: &str) -> bool {
    let plain = name.trim_end_matches('.');
    place::region(name).is_some() || place::region(plain).is_some() || place::Country::named(plain).is_some()
}
