//! Text → the words the index knows it by: folded, without marks, in overlapping pairs where no spaces part words.
//!
//! NFKD first, then marks are dropped, then case: lower-casing before folding would lose İ. Scripts that write vowels
//! as marks (those of India) keep them, kana keep their voicing, and what remains is composed again, so that a Hangul
//! syllable is one letter.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// Raised whenever a text gives other words; an index of another version is made anew.
pub const VERSION: u32 = 1;

/// Letters of a word that are kept.
const LONGEST: usize = 64;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Word {
    pub text: String,
    /// Two letters of a script without spaces, or one that stands alone.
    pub pair: bool,
}

/// The words of `text` in their order.
pub fn words(text: &str) -> Vec<Word> {
    let mut out = Vec::new();
    each(text, |word| out.push(Word { text: word.to_owned(), pair: word.starts_with(paired) }));
    out
}

/// Hands out the words of `text` in their order, without a string for each.
pub fn each(text: &str, mut give: impl FnMut(&str)) {
    let mut before = 0;
    let mut plain = String::new();
    for (start, run) in runs(text) {
        if possessive(&text[before..start], run) {
        } else if run.is_ascii() {
            plain.clear();
            plain.push_str(&run[..run.len().min(LONGEST)]);
            plain.make_ascii_lowercase();
            give(&plain);
        } else {
            each_of_run(&fold(run), &mut give);
        }
        before = start + run.len();
    }
}

/// The words of a text as they are written, of scripts that part them.
pub fn whole(text: &str) -> impl Iterator<Item = &str> {
    let mut before = 0;
    runs(text).filter_map(move |(start, run)| {
        let gap = &text[before..start];
        before = start + run.len();
        (!possessive(gap, run) && !unparted(run)).then_some(run)
    })
}

/// Letters and digits alone, folded as those of the words.
pub fn letters(text: &str) -> String {
    runs(text).map(|(_, run)| fold(run)).collect()
}

/// Has letters of a script that writes words without blanks between them.
pub fn unparted(text: &str) -> bool {
    text.chars().any(paired)
}

/// Stretches of letters, digits, marks and what is invisible between them.
fn runs(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let inside = |c: char| {
        c.is_ascii_alphanumeric()
            || !c.is_ascii() && (c.is_alphanumeric() || is_combining_mark(c) || invisible(c))
    };
    let mut rest = 0;
    std::iter::from_fn(move || {
        let start = rest + text[rest..].find(inside)?;
        let end = text[start..].find(|c| !inside(c)).map_or(text.len(), |length| start + length);
        rest = end;
        Some((start, &text[start..end]))
    })
}

/// The s of "Aliyev's": who searches the name with or without it means the name.
fn possessive(gap: &str, run: &str) -> bool {
    matches!(run, "s" | "S") && matches!(gap, "'" | "’" | "ʼ")
}

fn each_of_run(folded: &str, give: &mut impl FnMut(&str)) {
    let letters: Vec<char> = folded.chars().collect();
    let mut word = String::new();
    let mut one = |letters: &[char]| {
        word.clear();
        word.extend(letters);
        give(&word);
    };
    for part in letters.chunk_by(|a, b| paired(*a) == paired(*b)) {
        match part {
            [first, _, ..] if paired(*first) => part.windows(2).for_each(&mut one),
            _ => one(&part[..part.len().min(LONGEST)]),
        }
    }
}

/// A word without its marks, in small letters.
pub fn fold(run: &str) -> String {
    if run.is_ascii() {
        return run.to_ascii_lowercase();
    }
    let mut plain = String::with_capacity(run.len());
    for c in run.nfkd().filter(|&c| kept(c)) {
        push_folded(c, &mut plain);
    }
    plain.nfc().collect()
}

fn push_folded(c: char, out: &mut String) {
    match c {
        'ß' | 'ẞ' => out.push_str("ss"),
        'æ' | 'Æ' => out.push_str("ae"),
        'œ' | 'Œ' => out.push_str("oe"),
        'þ' | 'Þ' => out.push_str("th"),
        'ı' => out.push('i'),
        'ø' | 'Ø' => out.push('o'),
        'ł' | 'Ł' => out.push('l'),
        'đ' | 'Đ' | 'ð' | 'Ð' => out.push('d'),
        'ħ' | 'Ħ' => out.push('h'),
        'ς' => out.push('σ'),
        _ => out.extend(c.to_lowercase()),
    }
}

fn kept(c: char) -> bool {
    let voicing = matches!(c, '\u{3099}' | '\u{309A}');
    let nukta = matches!(c, '\u{93C}' | '\u{9BC}' | '\u{A3C}' | '\u{ABC}' | '\u{B3C}' | '\u{CBC}');
    let indic = ('\u{900}'..='\u{DFF}').contains(&c) && !nukta;
    if is_combining_mark(c) { voicing || indic } else { c.is_alphanumeric() && !invisible(c) }
}

/// Soft hyphens, joiners, tatweel and the like stand inside words and are no letters of them.
fn invisible(c: char) -> bool {
    matches!(
        c,
        '\u{AD}' | '\u{640}' | '\u{200B}'
            ..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{2BB}' | '\u{61C}' | '\u{200E}' | '\u{200F}'
    )
}

/// Scripts that write words without spaces, and Hangul, which writes particles onto them.
pub fn paired(c: char) -> bool {
    matches!(
        c,
        '\u{E00}'..='\u{EFF}' | '\u{1000}'..='\u{109F}' | '\u{1780}'..='\u{17FF}' | '\u{1100}'..='\u{11FF}'
            | '\u{3005}'..='\u{3007}' | '\u{3040}'..='\u{30FF}' | '\u{31F0}'..='\u{31FF}' | '\u{3400}'..='\u{4DBF}'
            | '\u{4E00}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(text: &str) -> Vec<String> {
        words(text).into_iter().map(|word| word.text).collect()
    }

    #[test]
    fn names_are_found_without_their_marks() {
        for (written, typed) in [
            ("İstanbul", "istanbul"),
            ("ISTANBUL", "istanbul"),
            ("Bakı", "baki"),
            ("Straße", "strasse"),
            ("STRASSE", "straße"),
            ("São", "sao"),
            ("Ёлка", "елка"),
            ("Київ", "киів"),
            ("ΑΘΉΝΑΣ", "αθηνας"),
            ("Łódź", "lodz"),
            ("Æsir", "aesir"),
            ("أحمد", "احمد"),
            ("مُحَمَّد", "محمد"),
            ("محـــمد", "محمد"),
            ("co\u{AD}operation", "cooperation"),
            ("ＢＡＫＵ", "baku"),
            ("oʻzbek", "ozbek"),
        ] {
            assert_eq!(plain(written), plain(typed), "{written}");
        }
    }

    #[test]
    fn scripts_without_spaces_are_found_by_pairs() {
        assert_eq!(plain("在北京会"), ["在北", "北京", "京会"]);
        assert_eq!(plain("서울에서"), ["서울", "울에", "에서"]);
        assert_eq!(plain("東"), ["東"]);
        assert_eq!(plain("G7会議"), ["g7", "会議"]);
        assert_eq!(plain("が"), plain("か\u{3099}"));
        assert_ne!(plain("が"), plain("か"));
        let (with, without) = (plain("กรุงเทพ"), plain("กรงเทพ"));
        assert_eq!(with, without, "a vowel sign above or below is a mark");
    }

    #[test]
    fn apostrophes_part_words_and_a_possessive_is_dropped() {
        assert_eq!(plain("Aliyev's plan"), ["aliyev", "plan"]);
        assert_eq!(plain("Aliyev’s"), ["aliyev"]);
        assert_eq!(plain("O'Brien doesn't"), ["o", "brien", "doesn", "t"]);
        assert_eq!(plain("s 's"), ["s", "s"], "no word before the apostrophe");
        assert_eq!(plain("state-owned, U.S. 1,204"), ["state", "owned", "u", "s", "1", "204"]);
        assert!(plain(" — … 🚀 \u{301}").is_empty());
    }

    #[test]
    fn vowels_of_indian_scripts_are_letters() {
        assert_ne!(plain("कि"), plain("की"));
        assert_eq!(words("हिन्दी").len(), 1);
    }
}
