//! Folds names to keys, so that "ST. PETERSBURG", "Saint-Petersburg" and "St Petersburg" are one.

use std::sync::LazyLock;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// The key of a name: decomposed, marks stripped, lower case, nothing but letters and digits, and
/// "St", "Mt" and "Ft" written out. The same as `fold` in `assets/gazetteer/tables.py`.
#[must_use]
pub fn fold(name: &str) -> String {
    if name.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        return name.to_ascii_lowercase();
    }
    let mut key = String::with_capacity(name.len());
    // Where the last word starts, and whether something has ended it.
    let (mut last, mut ended) = (0, false);
    for c in name.chars() {
        let before = key.len();
        fold_char(c, &mut key);
        if key.len() == before {
            ended |= !is_stripped(c);
        } else if ended {
            ended = false;
            let next = key.split_off(before);
            if let Some(long) = long_form(&key[last..]) {
                key.truncate(last);
                key.push_str(long);
            }
            last = key.len();
            key.push_str(&next);
        }
    }
    if key.is_ascii() { key } else { key.nfc().collect() }
}

/// What "St" stands for before another word of a name.
pub(super) fn long_form(word: &str) -> Option<&'static str> {
    match word {
        "st" => Some("saint"),
        "ste" => Some("sainte"),
        "mt" => Some("mount"),
        "ft" => Some("fort"),
        _ => None,
    }
}

/// Appends the folded form of a character; nothing for marks, spaces and punctuation.
#[inline]
pub(super) fn fold_char(c: char, key: &mut String) {
    match c {
        'A'..='Z' | 'a'..='z' | '0'..='9' => key.push(c.to_ascii_lowercase()),
        '&' => key.push_str("and"),
        _ if c.is_ascii() => {}
        _ => fold_other(c, key),
    }
}

/// The same for what is not ASCII.
fn fold_other(c: char, key: &mut String) {
    match c {
        'й' | 'Й' => key.push('и'),
        'ё' | 'Ё' => key.push('е'),
        '\u{4E00}'..='\u{9FFF}' => key.push(simplified(c)),
        'а'..='я' | '\u{AC00}'..='\u{D7A3}' | 'ァ'..='ヺ' | 'ぁ'..='ゖ' => {
            key.push(c);
        }
        'А'..='Я' => key.extend(c.to_lowercase()),
        _ => decompose_compatible(c, |part| fold_part(part, key)),
    }
}

const FIRST_HAN: u32 = 0x4E00;

/// What every Han character of the basic block is folded to, from the pairs of `han.txt`; 20 µs, 84 KB.
static HAN: LazyLock<Vec<char>> = LazyLock::new(|| {
    let mut simplified: Vec<char> = ('\u{4E00}'..='\u{9FFF}').collect();
    let lines = include_str!("../../assets/gazetteer/han.txt").lines().filter(|line| !line.starts_with('#'));
    for pair in lines.flat_map(str::split_whitespace) {
        let mut pair = pair.chars();
        if let (Some(old), Some(new)) = (pair.next(), pair.next())
            && let Some(place) = simplified.get_mut((u32::from(old) - FIRST_HAN) as usize)
        {
            *place = new;
        }
    }
    simplified
});

/// Traditional and Japanese forms are read as the simplified one, for "東京" is "东京" in another newsroom.
fn simplified(c: char) -> char {
    HAN.get((u32::from(c) - FIRST_HAN) as usize).copied().unwrap_or(c)
}

fn fold_part(part: char, key: &mut String) {
    for c in part.to_lowercase().filter(|&c| !is_stripped(c)) {
        match c {
            'ı' => key.push('i'),
            'ł' => key.push('l'),
            'ø' => key.push('o'),
            'đ' | 'ð' => key.push('d'),
            'ħ' => key.push('h'),
            'ŋ' => key.push('n'),
            'ə' => key.push('a'),
            'ß' => key.push_str("ss"),
            'æ' => key.push_str("ae"),
            'œ' => key.push_str("oe"),
            'þ' => key.push_str("th"),
            'ς' => key.push('σ'),
            'ى' | 'ی' => key.push('ي'),
            'ک' => key.push('ك'),
            'ة' => key.push('ه'),
            '\u{4E00}'..='\u{9FFF}' => key.push(simplified(c)),
            _ if c.is_alphanumeric() || is_combining_mark(c) => key.push(c),
            _ => {}
        }
    }
}

/// Marks that readers leave out or editors put on; the vowels of Indic scripts are not among them.
pub(super) fn is_stripped(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5C7}' | '\u{610}'..='\u{61A}'
        | '\u{64B}'..='\u{65F}' | '\u{670}' | '\u{640}' | '\u{6D6}'..='\u{6ED}')
}

#[cfg(test)]
mod tests {
    use super::fold;

    #[test]
    fn spellings_of_one_name_share_a_key() {
        for (one, other) in [
            ("ST. PETERSBURG", "Saint-Petersburg"),
            ("İstanbul", "istanbul"),
            ("Bakı", "BAKI"),
            ("Zürich", "Zu\u{308}rich"),
            ("KØBENHAVN", "kobenhavn"),
            ("Орёл", "ОРЕЛ"),
            ("القَاهِرَة", "القاهره"),
            ("Straße", "STRASSE"),
            ("Xi'an", "Xian"),
            ("ガザ", "カ\u{3099}サ\u{3099}"),
            ("J&K", "J and K"),
            ("臺灣", "台湾"),
            ("東京", "东京"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} {other}");
        }
    }

    #[test]
    fn the_last_word_is_never_an_abbreviation() {
        assert_eq!(fold("St"), "st");
        assert_eq!(fold("Port St. Lucie"), "portsaintlucie");
        assert_eq!(fold(" .-"), "");
    }
}
