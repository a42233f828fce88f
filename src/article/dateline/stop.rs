//! What ends a dateline: the dash, colon, point or line end between it and its lede.

use crate::article::scan::{before, peek, skip_blanks, word_at};

/// What stands between a dateline and its lede.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Stop {
    Dash,
    Colon,
    Point,
    LineEnd,
    None,
}

/// Whether a part of a dateline can end at `pos`: the line does, or a mark follows.
pub(super) fn ends_part(text: &str, pos: usize) -> bool {
    let next = skip_blanks(text, pos);
    peek(text, next).is_none_or(|c| matches!(c, '.' | ',' | ':' | '\n' | '\r'))
        || dash_at(text, next).is_some()
}

/// A dash at `pos` that parts a dateline from its lede: the position after it.
pub(super) fn dash_at(text: &str, pos: usize) -> Option<usize> {
    let rest = text.get(pos..)?;
    for dash in ["|", "--", "—", "–", "―", ".-", "_", "=", "－"] {
        if rest.starts_with(dash) {
            return Some(pos + dash.len());
        }
    }
    let spaced = before(text, pos).is_none_or(|c| !c.is_alphanumeric())
        || peek(text, pos + 1).is_none_or(char::is_whitespace);
    (rest.starts_with('-') && spaced).then_some(pos + 1)
}

pub(super) fn stop_at(text: &str, pos: usize) -> (Stop, usize) {
    let mut next = skip_blanks(text, pos);
    let point = peek(text, next).filter(|c| matches!(c, '.' | '।' | '۔'));
    if let Some(point) = point.filter(|_| !text[next..].starts_with(".-")) {
        // "/TASS/." and "Dec. 13. -": the point, and a dash after it where there is one.
        let behind = next + point.len_utf8();
        let after = skip_blanks(text, behind);
        if let Some(end) = dash_at(text, after).filter(|_| after > next) {
            return (Stop::Dash, end);
        }
        return (Stop::Point, behind);
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
