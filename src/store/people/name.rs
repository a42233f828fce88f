//! A speaker's name taken apart, so that two ways of writing it can be compared.

use crate::store::index::words;

/// Words before a name that are no part of it.
const HONORIFICS: &[&str] = &[
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "dr",
    "prof",
    "professor",
    "sir",
    "dame",
    "lord",
    "lady",
    "president",
    "senator",
    "sen",
    "rep",
    "gov",
    "gen",
    "col",
    "capt",
    "lt",
    "sgt",
    "rev",
    "hon",
    "herr",
    "frau",
    "monsieur",
    "madame",
    "mme",
    "mlle",
    "señor",
    "senor",
    "señora",
    "senora",
    "signor",
    "signora",
];
/// Words behind a name that are no part of it.
const SUFFIXES: &[&str] = &["jr", "sr", "ii", "iii", "iv", "phd", "md", "esq"];
/// Small words of a surname, which a list of surnames leaves out.
const PARTICLES: &[&str] = &[
    "de", "del", "della", "den", "der", "des", "di", "da", "das", "dos", "du", "el", "la", "le", "van",
    "von", "vom", "zu", "zur", "ten", "ter", "bin", "bint", "ibn", "af", "av",
];
/// Nobody has a longer name; what has is a sentence that was taken for one.
const LONGEST: usize = 12;

/// The words of a name, folded; an initial is one letter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Name {
    words: Vec<String>,
}

impl Name {
    /// A person's, and how it is shown: without what is said before and behind it.
    pub fn read(written: &str) -> Option<(Name, String)> {
        let mut tokens: Vec<&str> = written.split_whitespace().collect();
        let is = |list: &[&str], token: &str| list.contains(&letters(token).as_str());
        while tokens.len() > 1 && is(HONORIFICS, tokens[0]) {
            tokens.remove(0);
        }
        while tokens.len() > 1 && is(SUFFIXES, tokens[tokens.len() - 1]) {
            tokens.pop();
        }
        Name::made(&tokens)
    }

    /// The name of a ministry, a company, a newspaper.
    pub fn of_body(written: &str) -> Option<(Name, String)> {
        let mut tokens: Vec<&str> = written.split_whitespace().collect();
        if tokens.len() > 1 && letters(tokens[0]) == "the" {
            tokens.remove(0);
        }
        Name::made(&tokens)
    }

    fn made(tokens: &[&str]) -> Option<(Name, String)> {
        let words: Vec<String> =
            tokens.iter().flat_map(|token| parts(token)).filter(|word| !word.is_empty()).collect();
        let shown = tokens.join(" ");
        let shown = shown.trim_end_matches(['\'', '’', ',']).to_owned();
        (!words.is_empty() && words.len() <= LONGEST).then_some((Name { words }, shown))
    }

    pub fn of_folded(folded: &str) -> Name {
        Name { words: folded.split(' ').map(str::to_owned).collect() }
    }

    pub fn folded(&self) -> String {
        self.words.join(" ")
    }

    pub fn last(&self) -> &str {
        self.words.last().map_or("", String::as_str)
    }

    /// All but the small words of a surname.
    fn core(&self) -> impl Iterator<Item = &str> {
        let last = self.words.len().saturating_sub(1);
        let words = self.words.iter().enumerate();
        words
            .filter(move |(at, word)| *at == last || !PARTICLES.contains(&word.as_str()))
            .map(|(_, word)| word.as_str())
    }

    /// More than a surname, with or without initials. A script without blanks writes both in one word.
    pub fn is_full(&self) -> bool {
        let core: Vec<&str> = self.core().collect();
        core.iter().rev().skip(1).any(|word| !is_initial(word))
            || core.iter().any(|word| words::unparted(word))
    }

    /// The given name; an initial, where that is all there is.
    pub fn first(&self) -> Option<&str> {
        let core: Vec<&str> = self.core().collect();
        (core.len() > 1).then(|| core[0])
    }

    fn middle(&self) -> Vec<&str> {
        let core: Vec<&str> = self.core().collect();
        if core.len() > 2 { core[1..core.len() - 1].to_vec() } else { Vec::new() }
    }

    /// Whole words, without small ones and initials: how full a name is.
    pub fn whole_words(&self) -> usize {
        self.core().filter(|word| !is_initial(word)).count()
    }

    /// Given names or initials that one bearer cannot have, of two names that end alike.
    pub fn clashes(&self, other: &Name) -> bool {
        if let (Some(one), Some(two)) = (self.first(), other.first())
            && !stand_for_each_other(one, two)
        {
            return true;
        }
        let (ours, theirs) = (self.middle(), other.middle());
        let agree =
            ours.len() == theirs.len() && ours.iter().zip(&theirs).all(|(a, b)| stand_for_each_other(a, b));
        !(ours.is_empty() || theirs.is_empty() || agree)
    }
}

/// The words of what is typed to find a name.
pub fn typed(words: &str) -> Vec<String> {
    words.split_whitespace().flat_map(parts).filter(|word| !word.is_empty()).collect()
}

fn letters(token: &str) -> String {
    words::letters(token)
}

/// `J.R.` is two initials, `al-Assad` a small word and a name, `Jean-Claude` one name.
fn parts(token: &str) -> Vec<String> {
    let folded: Vec<String> = words::words(token).into_iter().map(|word| word.text).collect();
    if folded.len() > 1 && token.contains('.') && folded.iter().all(|word| is_initial(word)) {
        return folded;
    }
    match token.split_once('-') {
        Some((small, rest))
            if matches!(letters(small).as_str(), "al" | "el" | "as" | "ash" | "an" | "ar") =>
        {
            vec!["el".to_owned(), letters(rest)]
        }
        _ => vec![letters(token.strip_suffix("'s").or(token.strip_suffix("’s")).unwrap_or(token))],
    }
}

fn is_initial(word: &str) -> bool {
    word.chars().count() == 1 && !words::unparted(word)
}

fn stand_for_each_other(one: &str, two: &str) -> bool {
    one == two || (is_initial(one) || is_initial(two)) && one.chars().next() == two.chars().next()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn name(written: &str) -> Name {
        Name::read(written).unwrap().0
    }

    #[test]
    fn titles_marks_and_case_are_no_part_of_a_name() {
        for (written, folded) in [
            ("President Ilham ALIYEV", "ilham aliyev"),
            ("Mr. Trump", "trump"),
            ("Martin Luther King Jr.", "martin luther king"),
            ("İlham Əliyev", "ilham əliyev"),
            ("O’Brien", "obrien"),
            ("Jean-Claude Juncker's", "jeanclaude juncker"),
            ("J.R. Ewing", "j r ewing"),
            ("Bashar al-Assad", "bashar el assad"),
            ("President", "president"),
        ] {
            assert_eq!(name(written).folded(), folded, "{written}");
        }
        assert_eq!(Name::of_body("The Foreign Ministry").unwrap().0.folded(), "foreign ministry");
        assert!(Name::read(" … ").is_none());
    }

    #[test]
    fn a_surname_alone_is_told_from_a_full_name() {
        for (written, full, last) in [
            ("Aliyev", false, "aliyev"),
            ("D. Trump", false, "trump"),
            ("von der Leyen", false, "leyen"),
            ("Ursula von der Leyen", true, "leyen"),
            ("al-Assad", false, "assad"),
            ("习近平", true, "习近平"),
        ] {
            assert_eq!((name(written).is_full(), name(written).last()), (full, last), "{written}");
            assert_eq!(Name::of_folded(&name(written).folded()), name(written), "{written}");
        }
    }

    #[test]
    fn initials_and_middle_names_clash_only_where_they_differ() {
        for (one, two, clash) in [
            ("Donald J. Trump", "Donald Trump", false),
            ("Donald J. Trump", "Donald John Trump", false),
            ("George W. Bush", "George H. W. Bush", true),
            ("Donald Trump", "Eric Trump", true),
            ("D. Trump", "Donald Trump", false),
            ("E. Trump", "Donald Trump", true),
            ("Trump", "Donald Trump", false),
        ] {
            assert_eq!(name(one).clashes(&name(two)), clash, "{one}, {two}");
            assert_eq!(name(two).clashes(&name(one)), clash, "{two}, {one}");
        }
    }
}
