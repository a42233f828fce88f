//! Whether what was read is a dateline, and what gives it away.

use super::line::Reading;
use super::stop::Stop;
use super::{Via, bare, place as written};
use crate::article::scan::{before, is_caps, is_uncased, peek, skip_blanks};

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
    bare::place(text, r, stop, end)
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
