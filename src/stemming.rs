//! Which languages' words are found by their stems too, and what the stem of a word is: one table for settings and search.

use frostem::{Algorithm, Stemmer};

/// Every language that words can be stemmed in, by its BCP 47 tag. A library keeps the places of those it stems: new
/// ones go to the end, and at most 32 have room.
const LANGUAGES: &[(&str, Algorithm)] = &[
    ("ar", Algorithm::Arabic),
    ("ca", Algorithm::Catalan),
    ("cs", Algorithm::Czech),
    ("da", Algorithm::Danish),
    ("de", Algorithm::German),
    ("el", Algorithm::Greek),
    ("en", Algorithm::English),
    ("es", Algorithm::Spanish),
    ("fi", Algorithm::Finnish),
    ("fr", Algorithm::French),
    ("hu", Algorithm::Hungarian),
    ("it", Algorithm::Italian),
    ("nl", Algorithm::Dutch),
    ("no", Algorithm::Norwegian),
    ("pl", Algorithm::Polish),
    ("pt", Algorithm::Portuguese),
    ("ro", Algorithm::Romanian),
    ("ru", Algorithm::Russian),
    ("sv", Algorithm::Swedish),
    ("tr", Algorithm::Turkish),
    ("uk", Algorithm::Ukrainian),
];

/// A set of languages.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Stemming(u32);

impl Stemming {
    /// The languages of these tags; what is none of ours is left out.
    pub fn of<'a>(tags: impl IntoIterator<Item = &'a str>) -> Stemming {
        let places = tags.into_iter().filter_map(|tag| tags_of_ours().position(|known| known == tag));
        Stemming(places.fold(0, |set, place| set | 1 << place))
    }

    pub fn bits(self) -> u32 {
        self.0
    }

    pub fn from_bits(bits: u32) -> Stemming {
        Stemming(bits)
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// The languages of the set: tag, and what gives the stem of a word in small letters.
    pub fn languages(self) -> impl Iterator<Item = (&'static str, Stemmer)> {
        let here = move |(place, _): &(usize, _)| self.0 >> place & 1 == 1;
        LANGUAGES
            .iter()
            .enumerate()
            .filter(here)
            .map(|(_, (tag, algorithm))| (*tag, Stemmer::new(*algorithm)))
    }

    /// The one of a story's language, such as `en` or `en-GB`.
    pub fn language(self, lang: &str) -> Option<(&'static str, Stemmer)> {
        let tag = match lang.split(['-', '_']).next() {
            Some("nb" | "nn") => "no",
            tag => tag?,
        };
        self.languages().find(|(known, _)| *known == tag)
    }
}

/// Every tag that may be set.
pub fn tags_of_ours() -> impl Iterator<Item = &'static str> + Clone {
    LANGUAGES.iter().map(|(tag, _)| *tag)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_set_of_languages_survives_as_a_number() {
        let set = Stemming::of(["en", "uk", "xx"]);
        let back = Stemming::from_bits(set.bits());
        assert_eq!(back.languages().map(|(tag, _)| tag).collect::<Vec<_>>(), ["en", "uk"]);
        assert!(LANGUAGES.len() <= 32 && Stemming::default().is_empty());
        assert_eq!(back.language("en-GB").map(|(tag, _)| tag), Some("en"));
        assert!(back.language("de").is_none() && back.language("").is_none());
        assert!(Stemming::of(["no"]).language("nb").is_some());
    }
}
