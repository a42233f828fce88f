//! What words do beside a quotation, a table a language: `assets/cues`.

use std::sync::OnceLock;

use serde::Deserialize;

use crate::article::quick::Table;

/// What a word may do, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(in crate::article) struct Class(u64);

impl Class {
    pub const STRONG: Class = Class(1);
    pub const WEAK: Class = Class(1 << 1);
    pub const GERUND: Class = Class(1 << 2);
    pub const ACCORDING: Class = Class(1 << 3);
    pub const HE: Class = Class(1 << 4);
    pub const SHE: Class = Class(1 << 5);
    pub const PRONOUN: Class = Class(1 << 6);
    pub const OBJECT: Class = Class(1 << 7);
    pub const DETERMINER: Class = Class(1 << 8);
    pub const PREPOSITION: Class = Class(1 << 9);
    pub const CONJUNCTION: Class = Class(1 << 10);
    pub const RELATIVE: Class = Class(1 << 11);
    pub const AUXILIARY: Class = Class(1 << 12);
    pub const ADVERB: Class = Class(1 << 13);
    pub const TIME: Class = Class(1 << 14);
    pub const TITLE: Class = Class(1 << 15);
    pub const MALE: Class = Class(1 << 16);
    pub const FEMALE: Class = Class(1 << 17);
    pub const OFFICE: Class = Class(1 << 18);
    pub const ROLE: Class = Class(1 << 19);
    pub const OPENER: Class = Class(1 << 20);
    pub const BODY: Class = Class(1 << 21);
    /// Joins an office to what it is the office of.
    pub const OF: Class = Class(1 << 22);
    pub const THEY: Class = Class(1 << 23);
    pub const IT: Class = Class(1 << 24);
    pub const ME: Class = Class(1 << 25);
    /// A relative word that stands for a person.
    pub const WHO: Class = Class(1 << 26);
    /// Names what stands in marks after it: "called", "the term".
    pub const NAMING: Class = Class(1 << 27);
    /// A verb that does not report, or a participle: it ends a noun phrase.
    pub const VERB: Class = Class(1 << 30);
    /// Names who did it: "by".
    pub const AGENT: Class = Class(1 << 29);
    /// Stands before the title of a work: "the film", "the podcast".
    pub const WORK: Class = Class(1 << 28);
    /// Opens a clause with a subject of its own: "when", "because".
    pub const CLAUSE: Class = Class(1 << 34);
    /// Marks what a sentence speaks of, behind it: は.
    pub const TOPIC: Class = Class(1 << 31);
    /// Stands behind what is said, before its verb: と, "diye".
    pub const QUOTATIVE: Class = Class(1 << 32);
    /// An article that no subject has: "den", "einem".
    pub const OBLIQUE: Class = Class(1 << 33);
    pub const CUE: Class = Class(1 | 1 << 1 | 1 << 2);
    /// What ends a noun phrase: an auxiliary, a conjunction, a relative word, a day.
    pub const STOPS_PHRASE: Class = Class(1 << 10 | 1 << 11 | 1 << 12 | 1 << 14);
    pub const SUBJECT: Class = Class(1 << 4 | 1 << 5 | 1 << 6 | 1 << 23 | 1 << 24 | 1 << 25);

    /// Whether the word may do any of `other`.
    pub fn is(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }
}

/// One file of `assets/cues`: a set of words for each thing they do.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
#[expect(clippy::struct_excessive_bools, reason = "any of them may go with any other")]
struct File {
    strong: String,
    weak: String,
    gerund: String,
    according: String,
    he: String,
    she: String,
    pronoun: String,
    object: String,
    determiner: String,
    preposition: String,
    conjunction: String,
    relative: String,
    auxiliary: String,
    adverb: String,
    time: String,
    title: String,
    male: String,
    female: String,
    office: String,
    role: String,
    opener: String,
    body: String,
    of: String,
    they: String,
    it: String,
    me: String,
    who: String,
    naming: String,
    work: String,
    agent: String,
    verb: String,
    clause: String,
    topic: String,
    quotative: String,
    oblique: String,
    elided: String,
    proclitic: String,
    dash_speech: bool,
    suffixed: bool,
    caseless: bool,
    unspaced: bool,
    verb_last: bool,
    verb_first: bool,
}

/// The words of one language.
#[derive(Debug)]
#[expect(clippy::struct_excessive_bools, reason = "any of them may go with any other")]
pub(in crate::article) struct Words {
    classes: Table<Class>,
    /// "-ly" makes an adverb, "-ed" and "-ing" a verb.
    pub english: bool,
    /// Every noun is written with a capital, so that a capital alone makes no name.
    pub capital_nouns: bool,
    /// A dash at a paragraph's start opens speech.
    pub dash_speech: bool,
    /// An apostrophe parts a name from its case: "Uluçay'a".
    pub suffixed: bool,
    /// There are no capitals: a word that no table knows may be a name.
    pub caseless: bool,
    /// Words are not parted by blanks.
    pub unspaced: bool,
    /// The verb ends the sentence, and postpositions stand for prepositions.
    pub verb_last: bool,
    /// The verb stands before its subject.
    pub verb_first: bool,
    /// Words that lose their vowel to the next one: "l’", "d’".
    elided: Vec<String>,
    /// Words written together with the next one: "و".
    proclitic: Vec<String>,
    /// The longest word, in characters.
    longest: usize,
}

macro_rules! tables {
    ($($lang:literal)*) => {
        [$(($lang, include_str!(concat!("../../../assets/cues/", $lang, ".toml")))),*]
    };
}

const FILES: [(&str, &str); 12] = tables!["en" "de" "es" "fr" "it" "pt" "ru" "uk" "tr" "ar" "zh" "ja"];

/// The words of the language of a BCP 47 tag; none where there is no table for it.
pub(in crate::article) fn words(lang: &str) -> Option<&'static Words> {
    static LOADED: [OnceLock<Words>; FILES.len()] = [const { OnceLock::new() }; FILES.len()];
    let lang = lang.split(['-', '_']).next().unwrap_or("").to_lowercase();
    let i = FILES.iter().position(|(l, _)| *l == lang)?;
    Some(LOADED[i].get_or_init(|| load(FILES[i].0, FILES[i].1)))
}

fn load(lang: &str, text: &str) -> Words {
    let file: File = toml::from_str(text).unwrap_or_default();
    let sets = [
        (&file.strong, Class::STRONG),
        (&file.weak, Class::WEAK),
        (&file.gerund, Class::GERUND),
        (&file.according, Class::ACCORDING),
        (&file.he, Class::HE),
        (&file.she, Class::SHE),
        (&file.pronoun, Class::PRONOUN),
        (&file.object, Class::OBJECT),
        (&file.determiner, Class::DETERMINER),
        (&file.preposition, Class::PREPOSITION),
        (&file.conjunction, Class::CONJUNCTION),
        (&file.relative, Class::RELATIVE),
        (&file.auxiliary, Class::AUXILIARY),
        (&file.adverb, Class::ADVERB),
        (&file.time, Class::TIME),
        (&file.title, Class::TITLE),
        (&file.male, Class::MALE),
        (&file.female, Class::FEMALE),
        (&file.office, Class::OFFICE),
        (&file.role, Class::ROLE),
        (&file.opener, Class::OPENER),
        (&file.body, Class::BODY),
        (&file.of, Class::OF),
        (&file.they, Class::THEY),
        (&file.it, Class::IT),
        (&file.me, Class::ME),
        (&file.who, Class::WHO),
        (&file.naming, Class::NAMING),
        (&file.work, Class::WORK),
        (&file.agent, Class::AGENT),
        (&file.verb, Class::VERB),
        (&file.clause, Class::CLAUSE),
        (&file.topic, Class::TOPIC),
        (&file.quotative, Class::QUOTATIVE),
        (&file.oblique, Class::OBLIQUE),
    ];
    let mut classes: Table<Class> = Table::default();
    for (words, class) in sets {
        for word in words.split_whitespace() {
            let entry = classes.entry(word.to_owned()).or_default();
            *entry = *entry | class;
        }
    }
    let list = |words: &str| words.split_whitespace().map(str::to_owned).collect();
    Words {
        longest: classes.keys().map(|word| word.chars().count()).max().unwrap_or(0),
        classes,
        english: lang == "en",
        capital_nouns: lang == "de",
        dash_speech: file.dash_speech,
        suffixed: file.suffixed,
        caseless: file.caseless,
        unspaced: file.unspaced,
        verb_last: file.verb_last,
        verb_first: file.verb_first,
        elided: list(&file.elided),
        proclitic: list(&file.proclitic),
    }
}

impl std::ops::BitOr for Class {
    type Output = Class;

    fn bitor(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

impl Words {
    /// Whether the word before an apostrophe stands for itself.
    pub fn elides(&self, lower: &str) -> bool {
        self.elided.iter().any(|word| word == lower)
    }

    /// How long the word is that is written together with what begins `word`, a known word.
    pub fn proclitic(&self, word: &str) -> usize {
        let parts =
            |p: &&String| word.strip_prefix(p.as_str()).is_some_and(|rest| self.classes.contains_key(rest));
        if self.classes.contains_key(word) {
            return 0;
        }
        self.proclitic.iter().find(parts).map_or(0, String::len)
    }

    /// The longest known word that `text` begins with, as its length.
    pub fn longest(&self, text: &str) -> Option<(usize, Class)> {
        let ends = text.char_indices().take(self.longest).map(|(i, c)| i + c.len_utf8());
        let ends: Vec<usize> = ends.collect();
        ends.into_iter().rev().find_map(|end| self.classes.get(&text[..end]).map(|class| (end, *class)))
    }

    /// What a word, lower-cased and without its point, may do.
    pub fn class(&self, lower: &str) -> Class {
        let found = self.classes.get(lower).copied().unwrap_or_default();
        if found != Class::default() || !self.english || lower.len() < 5 {
            found
        } else if lower.ends_with("ly") {
            Class::ADVERB
        } else if lower.ends_with("ed") || lower.ends_with("ing") {
            Class::VERB
        } else {
            found
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_table_can_be_read() {
        for (lang, text) in FILES {
            assert!(toml::from_str::<File>(text).is_ok(), "{lang}");
            assert!(words(lang).is_some_and(|w| w.classes.values().any(|c| c.is(Class::STRONG))), "{lang}");
        }
        assert!(words("en-GB").is_some() && words("xx").is_none());
    }
}
