//! The people of a story: from a mention to the fullest name the story gives.

use std::collections::HashMap;

use crate::article::scan::{Lower, words};
use crate::place::{self, MentionKind, Setting};

use super::cue::Class;
use super::known::{self, Known};
use super::phrase::{Mention, Sort};
use super::token::{Kind, Token};

/// A name is at most this many words long.
const MOST_NAME: usize = 5;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) enum Gender {
    #[default]
    Unknown,
    Male,
    Female,
}

#[derive(Debug)]
struct Person {
    name: String,
    gender: Gender,
    known: Known,
}

/// A name at a place in the text, for walking back from a pronoun.
#[derive(Debug, Clone, Copy)]
struct Seen {
    at: usize,
    person: usize,
    paragraph: usize,
    /// The number of its sentence in the paragraph.
    sentence: usize,
    standing: Standing,
}

/// What a name does in its sentence: whoever speaks there is meant by a pronoun before whoever is spoken of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Standing {
    SpokenOf,
    /// The first to be named.
    First,
    /// The subject of a cue.
    Speaks,
}

/// The person a mention stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Resolved {
    pub name: String,
    /// It could as well be another one who was named nearby.
    pub doubtful: bool,
}

#[derive(Debug, Default)]
pub(super) struct People {
    /// Titles are read as English.
    english: bool,
    all: Vec<Person>,
    /// Last name, lower case → the person of the fullest form.
    by_last: HashMap<String, usize>,
    seen: Vec<Seen>,
    /// Office, lower case → its holders.
    holders: HashMap<String, Vec<usize>>,
}

impl People {
    pub fn new(english: bool) -> People {
        People { english, ..People::default() }
    }

    /// Takes in the names of a paragraph.
    pub fn read(&mut self, text: &str, tokens: &[Token], paragraph: usize) {
        let mut i = 0;
        while i < tokens.len() {
            let end = name_end(tokens, i);
            if end > i {
                self.add(text, &tokens[i..end], paragraph);
            }
            i = end.max(i + 1);
        }
    }

    fn add(&mut self, text: &str, run: &[Token], paragraph: usize) {
        let bare = bare(text, run);
        let titles = &run[..run.len() - bare.len()];
        let Some(last) = bare.last() else { return };
        let body = bare.iter().any(|t| t.is(Class::BODY)) || (bare.len() == 1 && bare[0].is(Class::OPENER));
        let key = Lower::of(last.text(text));
        let known = self.by_last.get(&*key).copied();
        if body || bare.len() > MOST_NAME || (bare.len() < 2 && known.is_none() && titles.is_empty()) {
            return;
        }
        let name = joined(text, bare);
        if known.is_none() && (name.contains('&') || place::is_of_place(&name)) {
            return;
        }
        let person = if let Some(i) = known {
            if name.len() > self.all[i].name.len() && self.all[i].name.split(' ').count() < bare.len() {
                self.all[i].name = name;
            }
            i
        } else {
            self.all.push(Person { name, gender: Gender::Unknown, known: Known::default() });
            self.by_last.insert(key.to_owned(), self.all.len() - 1);
            self.all.len() - 1
        };
        let given = bare.first().filter(|_| bare.len() > 1);
        if given.is_some_and(|t| t.is(Class::MALE)) {
            self.all[person].gender = Gender::Male;
        } else if given.is_some_and(|t| t.is(Class::FEMALE)) {
            self.all[person].gender = Gender::Female;
        }
        if let (Some(first), Some(last)) = (titles.first(), titles.last()) {
            let told = known::of_titles(&text[first.start..last.end], self.english);
            let known = &mut self.all[person].known;
            known.country = known.country.or(told.country);
            known.calling = known.calling.or(told.calling);
        }
        for title in titles {
            let word = title.text(text).trim_end_matches('.').to_lowercase();
            if title.is(Class::MALE) {
                self.all[person].gender = Gender::Male;
            } else if title.is(Class::FEMALE) {
                self.all[person].gender = Gender::Female;
            }
            if title.is(Class::OFFICE) {
                let holders = self.holders.entry(word).or_default();
                if !holders.contains(&person) {
                    holders.push(person);
                }
            }
        }
        let standing = Standing::SpokenOf;
        self.seen.push(Seen { at: last.start, person, paragraph, sentence: 0, standing });
    }

    /// Says where the names of a paragraph stand: each sentence as bytes of the text.
    pub fn stand(&mut self, paragraph: usize, sentences: &[std::ops::Range<usize>]) {
        let from = self.seen.partition_point(|s| s.paragraph < paragraph);
        for seen in self.seen[from..].iter_mut().take_while(|s| s.paragraph == paragraph) {
            seen.sentence = sentences.partition_point(|s| s.end <= seen.at);
        }
    }

    /// The last name within these bytes of the text does this in its sentence.
    pub fn does(&mut self, bytes: &std::ops::Range<usize>, standing: Standing) {
        let upto = self.seen.partition_point(|s| s.at < bytes.end);
        if let Some(seen) = self.seen[..upto].last_mut().filter(|s| s.at >= bytes.start) {
            seen.standing = seen.standing.max(standing);
        }
    }

    fn person(&self, name: &str) -> Option<usize> {
        let last = Lower::of(name.split_whitespace().next_back()?);
        self.by_last.get(&*last).copied().filter(|person| self.all[*person].name == name)
    }

    /// What the story tells of a person.
    pub fn known(&self, name: &str) -> Known {
        self.person(name).map(|person| self.all[person].known).unwrap_or_default()
    }

    /// Who is meant by a last name in any case: "HOLM".
    pub fn called(&self, name: &str) -> Option<String> {
        let last = Lower::of(name.split_whitespace().next_back()?);
        self.by_last.get(&*last).map(|person| self.all[*person].name.clone())
    }

    /// The name a mention stands for. `subject` is the person who spoke last before it.
    pub fn resolve(
        &self,
        text: &str,
        tokens: &[Token],
        mention: &Mention,
        paragraph: usize,
    ) -> Option<Resolved> {
        let part = &tokens[mention.tokens.clone()];
        let first = part.first()?;
        let sure = |name| Resolved { name, doubtful: false };
        match mention.sort {
            Sort::Pronoun => {
                let gender = match (first.is(Class::HE), first.is(Class::SHE)) {
                    (true, _) => Gender::Male,
                    (_, true) => Gender::Female,
                    _ => return None,
                };
                self.last_before(first.start, gender, paragraph)
            }
            Sort::Name | Sort::Owner => Some(sure(self.full_name(text, part))),
            Sort::Nominal => {
                let named = self.apposed(text, tokens, mention.tokens.end);
                named.or_else(|| self.holder(text, part)).map(sure)
            }
        }
    }

    /// Learns from a mention that was chosen: the gender of whom a pronoun stands for, who holds an office.
    pub fn learn(&mut self, text: &str, tokens: &[Token], mention: &Mention, name: &str) {
        let Some(person) = self.person(name) else { return };
        let part = &tokens[mention.tokens.clone()];
        let Some(first) = part.first() else { return };
        match (mention.sort, first.is(Class::HE), first.is(Class::SHE)) {
            (Sort::Pronoun, true, _) => self.all[person].gender = Gender::Male,
            (Sort::Pronoun, _, true) => self.all[person].gender = Gender::Female,
            (Sort::Nominal, ..) => {
                if let Some(head) = head_of(part) {
                    let holders = self.holders.entry(head.text(text).to_lowercase()).or_default();
                    if !holders.contains(&person) {
                        holders.push(person);
                    }
                }
            }
            _ => {}
        }
    }

    /// Whom a pronoun at `at` means: walking back sentence by sentence through the paragraph and the few before it,
    /// whoever speaks in one first, then whoever it names first, and nobody of the other gender. Doubtful where nothing
    /// tells the gender, and another one there does the same of whom nothing tells it either.
    fn last_before(&self, at: usize, gender: Gender, paragraph: usize) -> Option<Resolved> {
        const BACK: usize = 24;
        let own = |s: &Seen| self.all[s.person].gender;
        let upto = self.seen.partition_point(|s| s.at < at);
        let near: Vec<&Seen> = self.seen[upto.saturating_sub(BACK)..upto]
            .iter()
            .filter(|s| (own(s) == Gender::Unknown || own(s) == gender) && paragraph <= s.paragraph + 4)
            .collect();
        let last = near.last()?;
        let sentence = near.iter().filter(|s| (s.paragraph, s.sentence) == (last.paragraph, last.sentence));
        let found = sentence.clone().max_by_key(|s| (s.standing, own(s) == gender, s.at))?;
        let rival = |s: &&&Seen| {
            s.person != found.person && s.standing == found.standing && own(s) == Gender::Unknown
        };
        let doubtful = own(found) == Gender::Unknown && sentence.clone().any(|s| rival(&s));
        Some(Resolved { name: self.all[found.person].name.clone(), doubtful })
    }

    fn full_name(&self, text: &str, part: &[Token]) -> String {
        let run = trailing_name(part);
        let bare = bare(text, run);
        let bare = if bare.is_empty() { run } else { bare };
        let key = bare.last().map(|t| Lower::of(t.text(text)));
        let known = key.and_then(|key| self.by_last.get(&*key)).map(|i| &self.all[*i].name);
        if let Some(name) = known.filter(|_| bare.len() == 1) {
            return name.clone();
        }
        let name = joined(text, bare);
        known.filter(|known| known.ends_with(&name)).cloned().unwrap_or(name)
    }

    /// `the head of the jury, Ada Holm`: the name that a comma adds to a mention ending at token `end`.
    fn apposed(&self, text: &str, tokens: &[Token], end: usize) -> Option<String> {
        let start = end + 1;
        tokens.get(end).filter(|t| t.kind == Kind::Comma)?;
        let run = &tokens[start..name_end(tokens, start)];
        let person = (2..=MOST_NAME).contains(&bare(text, run).len())
            && !run.iter().any(|t| t.is(Class::BODY) || t.possessive);
        person.then(|| self.full_name(text, run))
    }

    /// `the minister`, `the head of state`: the one holder of the office in this story.
    fn holder(&self, text: &str, part: &[Token]) -> Option<String> {
        let definite = part.first().is_some_and(|t| {
            t.is(Class::DETERMINER)
                && !matches!(&*Lower::of(t.text(text)), "a" | "an" | "one" | "another" | "ein" | "eine")
        });
        let head = head_of(part).filter(|_| definite)?;
        let word = Lower::of(head.text(text));
        let state = part.len() > 2 && part.last().is_some_and(|t| is_state(t.text(text)));
        let exact = self.holders.get(&*word);
        if let Some([one]) = exact.map(Vec::as_slice) {
            return Some(self.all[*one].name.clone());
        }
        // "The Azerbaijani leader" after "President Aliyev": the one holder of any highest office.
        let loose = (&*word == "leader" || (head.is(Class::OFFICE) && state)) && exact.is_none();
        let mut tops: Vec<usize> = ["president", "premier", "chancellor", "king", "queen", "minister"]
            .iter()
            .filter_map(|o| self.holders.get(*o))
            .flatten()
            .copied()
            .collect();
        tops.dedup();
        match tops.as_slice() {
            [one] if loose => Some(self.all[*one].name.clone()),
            _ => None,
        }
    }
}

/// "state" in "head of state", in the languages of the tables.
fn is_state(word: &str) -> bool {
    matches!(&*Lower::of(word), "state" | "estado" | "état" | "l'état" | "l’état" | "government")
}

/// The noun a mention is about: the last word before "of".
fn head_of(part: &[Token]) -> Option<&Token> {
    let end = part.iter().position(|t| t.is(Class::OF)).unwrap_or(part.len());
    part[..end].last().filter(|t| t.kind == Kind::Word)
}

/// Where the name that begins at `i` ends; `i` itself where none does.
fn name_end(tokens: &[Token], i: usize) -> usize {
    let mut end = i;
    while let Some(t) = tokens.get(end).filter(|t| t.is_name()) {
        let opens = end == i && t.is(Class::OPENER) && !t.is(Class::TITLE);
        if opens {
            return i;
        }
        end += 1;
        if t.possessive {
            break;
        }
    }
    end
}

/// The capitalised words at a phrase's end.
fn trailing_name(part: &[Token]) -> &[Token] {
    let from = part.iter().rposition(|t| !t.is_name() || (t.possessive && t.end != part[part.len() - 1].end));
    let mut name = &part[from.map_or(0, |i| i + 1)..];
    // "Secretary of State John Kerry": the office takes the first word after "of".
    if name.len() > 2 && from.is_some_and(|i| part[i].is(Class::OF)) {
        name = &name[1..];
    }
    if name.is_empty() { part } else { name }
}

/// A name without titles and without the people it belongs to: "Indian Prabhakar Vellanoor".
fn bare<'t>(text: &str, run: &'t [Token]) -> &'t [Token] {
    let bare = without_titles(run);
    let Some((first, rest)) = bare.split_first().filter(|(_, rest)| rest.len() >= 2) else { return bare };
    let setting = Setting { english: true, at: None };
    let demonym = |m: &place::Mention| m.kind == MentionKind::Demonym;
    if place::mentions(first.text(text), setting).first().is_some_and(demonym) { rest } else { bare }
}

fn without_titles(run: &[Token]) -> &[Token] {
    let from = run.iter().rposition(|t| t.is(Class::TITLE) || t.kind != Kind::Word).map_or(0, |i| i + 1);
    // "Keeper Ada Holm said": a calling that the sentence's beginning gave its capital.
    let called = run.len() >= from + 3 && run[from].is(Class::ROLE);
    &run[from + usize::from(called)..]
}

fn joined(text: &str, part: &[Token]) -> String {
    let (Some(first), Some(last)) = (part.first(), part.last()) else { return String::new() };
    let mut name = String::with_capacity(last.end - first.start);
    for word in words(&text[first.start..last.end]) {
        if !name.is_empty() {
            name.push(' ');
        }
        name.push_str(word);
    }
    name
}
