//! Where a sentence may be cut so that what stands before the cut is a sentence too.

use super::columns;
use super::words::{Does, Word};

/// What a sentence is cut before or after, in falling order of how well it ends a headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A comma, a dash, or a word that joins a clause.
    Strong,
    /// A weekday.
    Day,
    /// A relative clause without a comma.
    Relative,
    /// A preposition or "and".
    Weak,
}

/// A place to cut: the text before byte `at` is left, `columns` wide.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boundary {
    pub at: usize,
    pub columns: usize,
    pub kind: Kind,
}

/// Languages whose finite verbs are known, and how theirs end; a comma before the first is no place to cut.
const ABROAD: [(&str, Does, &[&str]); 3] = [
    ("es", Does::FINITE_ES, &["ó", "aron", "ieron", "ará", "erá", "irá", "arán", "erán", "irán"]),
    ("fr", Does::FINITE_FR, &["ait", "aient", "era", "eront"]),
    ("de", Does::FINITE_DE, &["te", "ten"]),
];

fn is_verb_abroad(lang: &str, word: &Word) -> bool {
    ABROAD.iter().filter(|(l, ..)| lang.starts_with(l)).any(|(_, finite, ends)| {
        word.any(*finite) || (word.text.chars().count() >= 5 && ends.iter().any(|e| word.text.ends_with(e)))
    })
}

/// How many clauses have opened and wait for their verb, as far as English words tell.
#[derive(Debug, Default)]
struct Clauses {
    waiting: i32,
    /// What waited when the part between commas began: an aside gives back what it opened.
    at_comma: i32,
    in_verb: bool,
    after_relative: bool,
    after_saying: bool,
}

impl Clauses {
    fn take(&mut self, piece: &str, word: &Word, before: &Word, next: &Word) {
        let opens = word.any(Does::RELATIVE | Does::SUBORDINATE);
        let finite = is_finite(piece, word, before, next)
            || (self.after_relative && word.text.ends_with('s') && !word.text.ends_with("ss"));
        if opens {
            self.waiting += i32::from(!(self.after_saying && word.text == "that"));
            self.in_verb = false;
        } else if finite && !self.in_verb {
            // What is said is still to come.
            self.after_saying = word.any(Does::SAY);
            self.waiting = (self.waiting - i32::from(!self.after_saying)).max(0);
            self.in_verb = true;
        } else if !finite && !word.text.ends_with("ly") && !word.any(Does::INNER) {
            self.in_verb = false;
        }
        self.after_relative = word.any(Does::WHO);
    }

    fn comma(&mut self) {
        self.waiting = self.waiting.min(self.at_comma);
        self.at_comma = self.waiting;
        self.in_verb = false;
    }
}

fn is_finite(piece: &str, word: &Word, before: &Word, next: &Word) -> bool {
    if piece.starts_with(char::is_uppercase) || before.text == "to" {
        return false;
    }
    let figure = before.text.ends_with(|c: char| c.is_ascii_digit());
    let past = word.text.len() >= 4 && word.text.ends_with("ed") && !word.text.contains('-');
    word.any(Does::FINITE | Does::SAY)
        || (past && next.text != "by" && !figure && !before.any(Does::NOUN_LEAD))
}

/// The places to cut `clause`. In English only where every clause that has opened has its verb; in a language whose
/// verbs are known by their looks, after the first.
pub(super) fn boundaries(clause: &str, lang: &str) -> Vec<Boundary> {
    let english = lang.starts_with("en");
    let mut told = english || !ABROAD.iter().any(|(l, ..)| lang.starts_with(l));
    let pieces: Vec<(usize, &str)> = clause
        .split_inclusive([' ', '，', '；'])
        .scan(0, |at, piece| {
            let start = *at;
            *at += piece.len();
            Some((start, piece))
        })
        .collect();
    let words: Vec<Word> = pieces.iter().map(|(_, p)| Word::of(p)).collect();
    let none = Word::default();
    let word = |i: usize| words.get(i).unwrap_or(&none);
    let mut state = Clauses { waiting: 1, at_comma: 1, ..Clauses::default() };
    let mut marks = Marks::default();
    let mut out = Vec::new();
    let mut width = 0;
    for (i, (start, piece)) in pieces.iter().enumerate() {
        let before = if i > 0 { word(i - 1) } else { &none };
        told |= !piece.starts_with(char::is_uppercase) && is_verb_abroad(lang, word(i));
        let complete =
            |state: &Clauses, marks: &Marks| !marks.open() && told && (!english || state.waiting == 0);
        if i > 0 && complete(&state, &marks) && !dangles(pieces[i - 1].1, before) {
            let kind = kind_before(before, word(i), word(i + 1));
            out.extend(kind.map(|kind| Boundary { at: *start, columns: width, kind }));
        }
        state.take(piece, word(i), before, word(i + 1));
        marks.read(piece);
        width += columns(piece);
        let end = piece.trim_end();
        if end.ends_with([',', ';', '—', '–', '，', '；']) {
            if complete(&state, &marks) && !dangles(piece, word(i)) {
                out.push(Boundary { at: start + end.len(), columns: width, kind: Kind::Strong });
            }
            state.comma();
        }
    }
    out
}

/// A month or name in capitals is no function word: "in May".
fn dangles(piece: &str, word: &Word) -> bool {
    !piece.starts_with(char::is_uppercase) && word.any(Does::DANGLE)
}

/// Without the function words it ends in.
pub(super) fn without_dangling(mut clause: &str) -> &str {
    while let Some((front, _)) = clause.rsplit_once(' ').filter(|(_, last)| dangles(last, &Word::of(last))) {
        clause = front.trim_end();
    }
    clause
}

/// What it would be to cut before `word`.
fn kind_before(before: &Word, word: &Word, next: &Word) -> Option<Kind> {
    if word.any(Does::DAY) || (word.any(Does::DAY_LEAD) && next.any(Does::DAY)) {
        return Some(Kind::Day);
    }
    if (word.any(Does::JOIN) && !before.any(Does::LEAD)) || (word.text == "so" && next.text == "that") {
        return Some(Kind::Strong);
    }
    if word.any(Does::RELATIVE) {
        return Some(Kind::Relative);
    }
    word.any(Does::PREPOSITION).then_some(Kind::Weak)
}

/// Brackets and quotation marks that are open.
#[derive(Debug, Default)]
struct Marks {
    depth: i32,
    straight: bool,
}

impl Marks {
    fn read(&mut self, piece: &str) {
        for c in piece.chars() {
            match c {
                '(' | '[' | '“' | '«' | '„' | '「' => self.depth += 1,
                ')' | ']' | '”' | '»' | '」' => self.depth = (self.depth - 1).max(0),
                '"' => self.straight = !self.straight,
                _ => {}
            }
        }
    }

    fn open(&self) -> bool {
        self.depth > 0 || self.straight
    }
}
