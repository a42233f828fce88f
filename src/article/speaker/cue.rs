//! What words do beside a quotation, a table a language: `assets/cues`.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::Deserialize;

/// What a word may do, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Class(u32);

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
    pub const CLAUSE: Class = Class(1 << 31);
    pub const CUE: Class = Class(1 | 1 << 1 | 1 << 2);
    /// What ends a noun phrase: an auxiliary, a conjunction, a relative word, a day.
    pub const STOPS_PHRASE: Class = Class(1 << 10 | 1 << 11 | 1 << 12 | 1 << 14);
    pub const SUBJECT: Class = Class(1 << 4 | 1 << 5 | 1 << 6 | 1 << 23 | 1 << 24 | 1 << 25);

    /// Whether the word may do any of `other`.
    pub fn is(self, other: Class) -> bool {
        self.0 & other.0 != 0
    }

    fn with(self, other: Class) -> Class {
        Class(self.0 | other.0)
    }
}

/// One file of `assets/cues`: a set of words for each thing they do.
#[derive(Deserialize, Default)]
#[serde(default, deny_unknown_fields)]
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
}

/// The words of one language.
#[derive(Debug)]
pub(super) struct Words {
    classes: HashMap<String, Class>,
    /// "-ly" makes an adverb, "-ed" and "-ing" a verb.
    pub english: bool,
    /// Every noun is written with a capital, so that a capital alone makes no name.
    pub capital_nouns: bool,
}

const FILES: [(&str, &str); 5] = [
    ("en", include_str!("../../../assets/cues/en.toml")),
    ("de", include_str!("../../../assets/cues/de.toml")),
    ("es", include_str!("../../../assets/cues/es.toml")),
    ("fr", include_str!("../../../assets/cues/fr.toml")),
    ("ru", include_str!("../../../assets/cues/ru.toml")),
];

/// The words of the language of a BCP 47 tag; none where there is no table for it.
pub(super) fn words(lang: &str) -> Option<&'static Words> {
    static LOADED: [OnceLock<Words>; 5] = [const { OnceLock::new() }; 5];
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
    ];
    let mut classes: HashMap<String, Class> = HashMap::new();
    for (words, class) in sets {
        for word in words.split_whitespace() {
            let entry = classes.entry(word.to_owned()).or_default();
            *entry = entry.with(class);
        }
    }
    Words { classes, english: lang == "en", capital_nouns: lang == "de" }
}

impl Words {
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
