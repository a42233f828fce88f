//! The words that running text may mention a country by, as `assets/gazetteer/words.py` packs them.

use super::country::Country;
use super::table::Table;

/// Countries (`=`), regions (`@`), lines without a country (`!`), the reach of first words (`^`), and,
/// without a sign, the words of running text.
pub(super) static WORDS: Table = Table::new(include_bytes!("../../assets/gazetteer/words.bin"));

/// Languages of `demonyms.tsv`, and those that say a people by its country's name (中国人, 日本人, 한국인).
const DEMONYMS: [&str; 12] = ["en", "fr", "de", "es", "ru", "it", "pt", "uk", "ar", "zh", "ja", "ko"];

/// Whether the words for the people and things of countries are known in a language, by its BCP 47 tag.
#[must_use]
pub fn has_demonyms(lang: &str) -> bool {
    lang.split('-').next().is_some_and(|primary| DEMONYMS.contains(&primary))
}

/// By what a country is mentioned.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
pub enum MentionKind {
    /// "Azerbaijan", "the U.S.", "Азербайджана".
    Name,
    /// "Azerbaijani", "Dutch", "российский".
    Demonym,
    /// "Baku".
    Capital,
    /// A city of 100,000 people or more.
    City,
    /// "the Kremlin", "Downing Street", "the Bundestag".
    Office,
    /// A state or province: "Texas", "Bavaria", "West Bank".
    Region,
}

/// What `words.bin` knows of a word.
#[derive(Copy, Clone, Debug)]
pub(super) struct Meaning(u32);

impl Meaning {
    /// A city that few abroad know: beside a strange capitalised word it is a part of some name.
    pub const MINOR: u32 = 1 << 15;
    /// A Latin name in another language than English.
    pub const FOREIGN: u32 = 1 << 16;
    /// Stands before a Russian case ending.
    pub const STEM: u32 = 1 << 17;
    /// Stands before any short ending.
    pub const STAR: u32 = 1 << 18;
    /// Also a given or family name.
    pub const PERSON: u32 = 1 << 19;
    /// So much a family name that "Jordan said" is a person.
    pub const SURNAME: u32 = 1 << 20;
    /// Counts in small letters.
    pub const LOWER: u32 = 1 << 21;
    /// Counts only in capitals.
    pub const ACRONYM: u32 = 1 << 22;
    /// A country and a US state: Georgia.
    pub const STATE: u32 = 1 << 23;

    pub fn new(value: u32) -> Self {
        Self(value)
    }

    pub fn is(self, flags: u32) -> bool {
        self.0 & flags != 0
    }

    /// The country and kind; `None` for a phrase that only looks like a mention ("Turkey dinner").
    pub fn country(self) -> Option<(Country, MentionKind)> {
        let country = Country::from_index(self.0.to_le_bytes()[0])?;
        let kind = match self.0 >> 8 & 0x7F {
            0 => MentionKind::Name,
            1 => MentionKind::Demonym,
            2 => MentionKind::Capital,
            3 => MentionKind::City,
            4 => MentionKind::Office,
            5 => MentionKind::Region,
            _ => return None,
        };
        Some((country, kind))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_with_demonyms_are_the_columns_of_the_table() {
        let head = include_str!("../../assets/gazetteer/demonyms.tsv").lines().next().unwrap_or_default();
        let named = "English, French, German, Spanish, Russian, Italian, Portuguese, Ukrainian, Arabic.";
        assert!(head.ends_with(named), "{head}");
        // Beside them stand those that need no table.
        assert_eq!(DEMONYMS.len(), named.split(", ").count() + 3);
        assert!(has_demonyms("pt-BR") && !has_demonyms("fi") && !has_demonyms(""));
    }
}
