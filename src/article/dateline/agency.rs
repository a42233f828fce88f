//! Agency marks in copy: `(Reuters)`, `/TASS/`, `РИА Новости`.

use std::ops::Range;
use std::sync::LazyLock;

use super::agencies::{self, Agency};
use crate::article::scan::{is_caps, is_cjk, peek, skip_blanks, trim};

/// What stands in a mark is at most this long, in characters.
const LONGEST_MARK: usize = 48;

/// Forms of Chinese, Japanese and Korean agencies, longest first: they stand unspaced.
static UNSPACED: LazyLock<Vec<(&str, &Agency)>> = LazyLock::new(|| {
    let forms = |agency: &'static Agency| agency.forms.iter().map(move |form| (*form, agency));
    let mut all: Vec<_> =
        agencies::all().iter().flat_map(forms).filter(|(form, _)| form.chars().all(is_cjk)).collect();
    all.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    all
});

/// The first agency of a form.
pub(super) fn named(form: &str) -> Option<&'static Agency> {
    agencies::named(form).next()
}

/// Whether the text is the mark, written as the table has it, of an agency that writes for the whole world.
pub(super) fn is_world(form: &str) -> bool {
    named(form).is_some_and(|agency| agency.world && agency.writes(form))
}

/// The agency whose unspaced form begins `text`, and the form's length in bytes.
pub(super) fn cjk_prefix(text: &str) -> Option<(&'static Agency, usize)> {
    UNSPACED.iter().find(|(form, _)| text.starts_with(form)).map(|(form, agency)| (*agency, form.len()))
}

/// The agency whose unspaced form ends `text`, and the form's length in bytes.
pub(super) fn cjk_suffix(text: &str) -> Option<(&'static Agency, usize)> {
    UNSPACED.iter().find(|(form, _)| text.ends_with(form)).map(|(form, agency)| (*agency, form.len()))
}

/// A mark in the place of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The words that name the agency, as written: several agencies may share them, or the table may have none.
    pub agency: String,
    pub known: bool,
    /// The lede may follow without a dash.
    pub open: bool,
    /// Written between slashes.
    pub slashed: bool,
    pub end: usize,
}

/// A mark in brackets or slashes at `pos`, of an agency known or well-formed.
pub(super) fn bracketed(text: &str, pos: usize) -> Option<Mark> {
    let opener = peek(text, pos)?;
    let closer = match opener {
        '(' => ')',
        '/' => '/',
        '[' => ']',
        '（' => '）',
        _ => return None,
    };
    let start = pos + opener.len_utf8();
    let close = text[start..]
        .char_indices()
        .take(LONGEST_MARK)
        .take_while(|(_, c)| *c != '\n')
        .find(|(_, c)| *c == closer);
    let inside = trim(text, start..start + close?.0);
    let end = start + close?.0 + closer.len_utf8();
    let name = &text[inside];
    let slashed = opener == '/';
    if let Some((form, agency)) = inside_mark(name) {
        return Some(Mark { agency: form, known: true, open: agency.open, slashed, end });
    }
    let fits = opener != '[' && well_formed(name);
    fits.then(|| Mark { agency: name.to_owned(), known: false, open: false, slashed, end })
}

/// The agency in the words of a mark, and those that name it: all of them, the first ones (`dpa/tmn`, `Xinhua/Li Wei`),
/// or one of them (`Корр. ТАСС Иван Иванов`).
fn inside_mark(name: &str) -> Option<(String, &'static Agency)> {
    let known = |form: String| named(&form).map(|agency| (form, agency));
    if let Some(found) = known(name.to_owned()) {
        return Some(found);
    }
    let words: Vec<&str> = name.split([' ', '/', ',']).filter(|w| !w.is_empty()).collect();
    if words.len() > 6 {
        return None;
    }
    let ahead = (1..words.len()).rev().find_map(|n| known(words[..n].join(" ")));
    ahead.or_else(|| {
        let first = words.first()?.to_lowercase();
        let corr = CORRESPONDENT.iter().any(|c| first.starts_with(c));
        words.iter().skip(1).find_map(|w| known((*w).to_owned())).filter(|_| corr)
    })
}

/// "Correspondent" before an agency's name, as it begins.
const CORRESPONDENT: [&str; 4] = ["kor", "corr", "корр", "кар"];

/// A name an agency could have: one to three capitalised words, no share ticker, no aside.
fn well_formed(name: &str) -> bool {
    let words: Vec<&str> = name.split_whitespace().collect();
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    (1..=3).contains(&words.len())
        && (3..=28).contains(&letters)
        && words.iter().all(|w| w.chars().next().is_some_and(char::is_uppercase))
        && name.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-' | '&' | '\'' | '’' | '/'))
        && !name.chars().any(|c| c.is_ascii_digit())
        && !(words.len() == 1 && is_caps(name) && letters <= 4)
}

/// An agency that stands without brackets at `pos` (`ASTANA. KAZINFORM –`), longest form first.
pub(super) fn bare(text: &str, pos: usize) -> Option<Mark> {
    let rest = text.get(pos..)?;
    let stop = rest
        .char_indices()
        .take(LONGEST_MARK)
        .find(|(_, c)| matches!(c, '\n' | ',' | ':' | '(' | '/' | '—' | '–'));
    let line = &rest[..stop.map_or_else(|| crate::article::scan::floor(rest, LONGEST_MARK), |(i, _)| i)];
    let ends = line
        .char_indices()
        .filter(|(i, c)| *i > 0 && !c.is_alphanumeric())
        .map(|(i, _)| i)
        .chain([line.len()]);
    let mut ends: Vec<usize> = ends.take(5).collect();
    ends.reverse();
    ends.into_iter().find_map(|end| {
        let form = line[..end].trim_end_matches(['.', ' ', '-']);
        let agency = named(form).filter(|a| a.bare)?;
        // "Trend", "Beta" and the like are words too: a mark is written as the table has it, or in capitals.
        let written = agency.writes(form) || is_caps(form) || form.contains(' ');
        written.then(|| Mark {
            agency: form.to_owned(),
            known: true,
            open: agency.open,
            slashed: false,
            end: pos + form.len(),
        })
    })
}

/// The first mark of a known agency in `range` that a dash, a point or a colon follows: where its bracket opens.
pub(super) fn find(text: &str, range: Range<usize>) -> Option<usize> {
    let brackets = text.get(range.clone())?.char_indices().filter(|(_, c)| matches!(c, '(' | '/'));
    brackets.map(|(i, _)| range.start + i).find(|pos| {
        bracketed(text, *pos).is_some_and(|m| {
            let next = skip_blanks(text, m.end);
            m.known && (peek(text, next).is_some_and(|c| matches!(c, '-' | '–' | '—' | '_' | '.' | ':')))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_give_the_words_that_name_the_agency() {
        for (mark, want, known) in [
            ("(Reuters) -", "Reuters", true),
            ("/TASS/.", "TASS", true),
            ("/TASS Correspondent Ivan Petrov/.", "TASS", true),
            ("/Корр. ТАСС Иван Иванов/.", "ТАСС", true),
            ("/ وام /", "وام", true),
            ("(dpa/tmn) -", "dpa/tmn", true),
            ("(Harbor News) -", "Harbor News", false),
            ("/NORDPRESS/.", "NORDPRESS", false),
        ] {
            let got = bracketed(mark, 0);
            assert_eq!(got.map(|m| (m.agency, m.known)), Some((want.to_owned(), known)), "{mark}");
        }
        for none in [
            "(AAPL.O) -",
            "(see below) -",
            "(2019)",
            "(",
            "(x",
            "(a very long aside that no agency is called)",
        ] {
            assert_eq!(bracketed(none, 0), None, "{none}");
        }
    }
}
