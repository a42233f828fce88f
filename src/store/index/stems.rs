//! Words by their stems, in the languages the reader asks for: a field of its own beside the words as they stand.
//!
//! A stem is taken of a word with its marks, and of the word as it is typed without them: a story has both, and either
//! finds it. In front of each stands its language, so that a stem of one is none of another.

use std::collections::BTreeSet;

use frostem::Stemmer;

use super::parted::Words;
use super::words::{fold, whole};
use crate::stemming::Stemming;

/// What the field holds of a story in the language of this tag: each stem once.
pub fn field(stemming: Stemming, lang: &str, texts: [&str; 2]) -> Words {
    let mut out = Words::default();
    let Some((tag, stemmer)) = stemming.language(lang) else { return out };
    let mut stems = BTreeSet::new();
    for word in texts.into_iter().flat_map(whole) {
        stems.extend(both(tag, stemmer, word));
    }
    for stem in &stems {
        out.push(stem);
    }
    out
}

/// What a word that is searched for may stand as in the field; none where it is no word by itself.
pub fn asked(stemming: Stemming, text: &str) -> BTreeSet<String> {
    let mut words = whole(text);
    match (words.next(), words.next()) {
        (Some(word), None) => {
            stemming.languages().flat_map(|(tag, stemmer)| both(tag, stemmer, word)).collect()
        }
        _ => BTreeSet::new(),
    }
}

fn both(tag: &str, stemmer: Stemmer, word: &str) -> [String; 2] {
    let marked = fold(&stemmer.stem(&word.to_lowercase()));
    let folded = fold(word);
    [format!("{tag}:{marked}"), format!("{tag}:{}", stemmer.stem(&folded))]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_by_another_of_its_forms_with_marks_and_without() {
        for (lang, stands, typed) in [
            ("en", "Elections were held", "election"),
            ("en-GB", "He was running", "runs"),
            ("de", "Die Häuser brannten", "Hauses"),
            ("es", "las canciones", "canción"),
            ("es", "las canciones", "cancion"),
            ("ru", "в городах", "города"),
        ] {
            let stemming = Stemming::of(["en", "de", "es", "ru"]);
            let field = field(stemming, lang, ["", stands]);
            let has = |stem: &String| field.as_str().split('\n').any(|word| word == stem);
            assert!(
                asked(stemming, typed).iter().any(has),
                "{typed}: {:?} in {field:?}",
                asked(stemming, typed)
            );
        }
    }

    #[test]
    fn only_stories_of_a_language_that_is_asked_for_have_stems() {
        let english = Stemming::of(["en"]);
        assert!(field(english, "de", ["", "Elections"]).is_empty());
        assert!(field(Stemming::default(), "en", ["", "Elections"]).is_empty());
        assert!(asked(Stemming::default(), "elections").is_empty());
        assert!(asked(english, "two words").is_empty() && asked(english, "北京").is_empty());
    }
}
