//! Agency marks: `(Reuters)`, `/TASS/`, `РИА Новости`, and the table of agencies behind them.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::OnceLock;

use serde::Deserialize;

use crate::article::scan::{is_caps, is_cjk, peek, skip_blanks, trim};
use crate::place::Country;

const TABLE: &str = include_str!("../../../assets/agencies.toml");
/// What stands in a mark is at most this long, in characters.
const LONGEST_MARK: usize = 48;

/// One row of `assets/agencies.toml`.
#[derive(Debug, Deserialize)]
pub struct Agency {
    /// The canonical name, as shown and stored.
    pub name: String,
    /// ISO 3166-1 codes of its home countries.
    pub home: Vec<String>,
    /// What it writes in, as BCP 47 primary tags; none for all of the world's.
    #[serde(default)]
    pub languages: Vec<String>,
    #[serde(rename = "as")]
    forms: Vec<String>,
    /// Writes for the whole world: its home says nothing of a place.
    #[serde(default)]
    world: bool,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    open: bool,
}

impl Agency {
    /// The country whose towns it means where it adds none.
    pub fn home(&self) -> Option<&str> {
        self.home.first().filter(|_| !self.world && self.home.len() == 1).map(String::as_str)
    }
}

#[derive(Deserialize)]
struct File {
    agency: Vec<Agency>,
}

struct Table {
    rows: Vec<Agency>,
    /// The rows of a form; several where agencies share a mark.
    by_form: HashMap<String, Vec<usize>>,
    /// Forms of Chinese and Japanese agencies, longest first: they stand unspaced.
    cjk: Vec<(String, usize)>,
}

fn table() -> &'static Table {
    static LOADED: OnceLock<Table> = OnceLock::new();
    LOADED.get_or_init(|| {
        let rows = toml::from_str::<File>(TABLE).map(|f| f.agency).unwrap_or_default();
        let mut by_form = HashMap::new();
        let mut cjk = Vec::new();
        for (i, row) in rows.iter().enumerate() {
            for form in row.forms.iter().chain([&row.name]) {
                let rows: &mut Vec<usize> = by_form.entry(key(form)).or_default();
                if !rows.contains(&i) {
                    rows.push(i);
                }
                if form.chars().all(is_cjk) {
                    cjk.push((form.clone(), i));
                }
            }
        }
        cjk.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
        Table { rows, by_form, cjk }
    })
}

/// All agencies, in the order of the table.
pub fn all() -> &'static [Agency] {
    &table().rows
}

fn key(form: &str) -> String {
    form.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

fn exact(form: &str) -> Option<&'static Agency> {
    let t = table();
    t.by_form.get(&key(form))?.first().map(|i| &t.rows[*i])
}

/// The mark of an agency's form, if it is one.
pub(super) fn named_mark(form: &str) -> Option<String> {
    exact(form).map(|agency| marked(form, agency))
}

/// Whether the text is the mark, written as the table has it, of an agency that writes for the whole world.
pub(super) fn is_world(form: &str) -> bool {
    exact(form).is_some_and(|a| a.world && a.forms.iter().chain([&a.name]).any(|f| f == form))
}

/// Whether the text is nothing but an agency's mark.
pub(super) fn exact_mark(form: &str) -> bool {
    exact(form).is_some()
}

/// How a mark is kept until its place is known: by the canonical name, or as it is written where several agencies
/// write it so.
fn marked(form: &str, agency: &Agency) -> String {
    let shared = table().by_form.get(&key(form)).is_some_and(|rows| rows.len() > 1);
    if shared { form.to_owned() } else { agency.name.clone() }
}

/// Which of the agencies that share a mark it is: the one at home in `country`, else the one that writes in `lang`,
/// else the first. `None` for a mark that no agency is known by.
pub(super) fn settled(mark: &str, country: Option<Country>, lang: &str) -> Option<&'static Agency> {
    let t = table();
    let rows: Vec<&Agency> = t.by_form.get(&key(mark))?.iter().map(|i| &t.rows[*i]).collect();
    let at_home = rows.iter().find(|a| country.is_some_and(|c| a.home.iter().any(|h| h == c.code())));
    let writes = |a: &&&Agency| a.languages.iter().any(|l| lang.split('-').next() == Some(l.as_str()));
    at_home.or_else(|| rows.iter().find(writes)).or(rows.first()).copied()
}

/// The agency a form names.
pub fn named(form: &str) -> Option<&'static Agency> {
    exact(form)
}

/// The agency whose unspaced form begins `text`, and the form's length in bytes.
pub(super) fn cjk_prefix(text: &str) -> Option<(&'static Agency, usize)> {
    let t = table();
    t.cjk.iter().find(|(form, _)| text.starts_with(form.as_str())).map(|(form, i)| (&t.rows[*i], form.len()))
}

/// The agency whose unspaced form ends `text`, and the form's length in bytes.
pub(super) fn cjk_suffix(text: &str) -> Option<(&'static Agency, usize)> {
    let t = table();
    t.cjk.iter().find(|(form, _)| text.ends_with(form.as_str())).map(|(form, i)| (&t.rows[*i], form.len()))
}

/// A mark in the place of one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mark {
    /// The canonical name, or the name as written where the table has none.
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
    if let Some(agency) = inside_mark(name) {
        return Some(Mark { agency: marked(name, agency), known: true, open: agency.open, slashed, end });
    }
    let fits = opener != '[' && well_formed(name);
    fits.then(|| Mark { agency: name.to_owned(), known: false, open: false, slashed, end })
}

/// The agency in the words of a mark: all of them, the first ones (`dpa/tmn`, `Xinhua/Li Wei`), or one of them
/// (`Корр. ТАСС Иван Иванов`).
fn inside_mark(name: &str) -> Option<&'static Agency> {
    if let Some(agency) = exact(name) {
        return Some(agency);
    }
    let words: Vec<&str> = name.split([' ', '/', ',']).filter(|w| !w.is_empty()).collect();
    if words.len() > 6 {
        return None;
    }
    let ahead = (1..words.len()).rev().find_map(|n| exact(&words[..n].join(" ")));
    ahead.or_else(|| {
        let corr =
            words.first().is_some_and(|w| CORRESPONDENT.iter().any(|c| w.to_lowercase().starts_with(c)));
        words.iter().skip(1).find_map(|w| exact(w)).filter(|_| corr)
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
        let agency = exact(form).filter(|a| a.bare)?;
        // "Trend", "Beta" and the like are words too: a mark is written as the table has it, or in capitals.
        let written = agency.forms.iter().chain([&agency.name]).any(|f| f == form)
            || is_caps(form)
            || form.contains(' ');
        written.then(|| Mark {
            agency: marked(form, agency),
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
    fn the_table_is_whole() {
        assert!(all().len() >= 110, "{}", all().len());
        for agency in all() {
            assert_eq!(named(&agency.name).map(|a| &a.name), Some(&agency.name));
            assert!(agency.home.iter().all(|c| c.len() == 2), "{}", agency.name);
        }
    }

    #[test]
    fn marks_give_the_canonical_name() {
        for (mark, want, known) in [
            ("(Reuters) -", "Reuters", true),
            ("/TASS/.", "TASS", true),
            ("/TASS Correspondent Ivan Petrov/.", "TASS", true),
            ("/Корр. ТАСС Иван Иванов/.", "TASS", true),
            ("/ وام /", "WAM", true),
            ("(dpa/tmn) -", "dpa", true),
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
