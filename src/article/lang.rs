//! The language of a story: as given, else guessed from its script and its first words.

use whatlang::{Lang, Script};

use super::scan::floor;

/// The guess reads this much of the body, in bytes.
const READ: usize = 1200;
/// The parser's own languages: what it guesses between, with their BCP 47 tags.
const TAGS: [(Lang, &str); 40] = [
    (Lang::Eng, "en"),
    (Lang::Deu, "de"),
    (Lang::Fra, "fr"),
    (Lang::Spa, "es"),
    (Lang::Ita, "it"),
    (Lang::Por, "pt"),
    (Lang::Nld, "nl"),
    (Lang::Swe, "sv"),
    (Lang::Dan, "da"),
    (Lang::Nob, "no"),
    (Lang::Fin, "fi"),
    (Lang::Pol, "pl"),
    (Lang::Ces, "cs"),
    (Lang::Slk, "sk"),
    (Lang::Slv, "sl"),
    (Lang::Hrv, "hr"),
    (Lang::Srp, "sr"),
    (Lang::Bul, "bg"),
    (Lang::Mkd, "mk"),
    (Lang::Rus, "ru"),
    (Lang::Ukr, "uk"),
    (Lang::Bel, "be"),
    (Lang::Tur, "tr"),
    (Lang::Aze, "az"),
    (Lang::Ron, "ro"),
    (Lang::Hun, "hu"),
    (Lang::Ell, "el"),
    (Lang::Est, "et"),
    (Lang::Lav, "lv"),
    (Lang::Lit, "lt"),
    (Lang::Ind, "id"),
    (Lang::Vie, "vi"),
    (Lang::Ara, "ar"),
    (Lang::Pes, "fa"),
    (Lang::Heb, "he"),
    (Lang::Hin, "hi"),
    (Lang::Cmn, "zh"),
    (Lang::Jpn, "ja"),
    (Lang::Kor, "ko"),
    (Lang::Tha, "th"),
];

/// A BCP 47 tag; `en` where nothing tells.
pub(crate) fn of(given: Option<&str>, text: &str) -> String {
    if let Some(tag) = given.map(str::trim).filter(|t| is_tag(t)) {
        return tag.to_owned();
    }
    let sample = &text[..floor(text, READ)];
    if is_plainly_english(sample) {
        return "en".to_owned();
    }
    let info = whatlang::detect(sample);
    // Kana decide between Japanese and Chinese even where Han is the more frequent.
    if sample.chars().any(|c| matches!(c, '\u{3041}'..='\u{30f6}')) && !sample.is_ascii() {
        let kana = sample.chars().filter(|c| matches!(c, '\u{3041}'..='\u{30f6}')).count();
        if kana * 10 >= sample.chars().count() {
            return "ja".to_owned();
        }
    }
    let Some(info) = info else { return "en".to_owned() };
    // Short Latin text is guessed badly: English unless the guess is sure.
    if info.script() == Script::Latin && !info.is_reliable() && info.confidence() < 0.3 {
        return "en".to_owned();
    }
    if sample.len() < SHORT && IN_MARKED.contains(&info.lang()) && is_more_english(sample) {
        return "en".to_owned();
    }
    TAGS.iter().find(|(l, _)| *l == info.lang()).map_or("en", |(_, tag)| tag).to_owned()
}

/// So short a text, in bytes, is guessed by its names as much as by its words.
const SHORT: usize = 240;
/// What it is then taken for, and has hardly a sentence without one of [`MARKS`].
const IN_MARKED: [Lang; 10] = [
    Lang::Fra,
    Lang::Spa,
    Lang::Ita,
    Lang::Por,
    Lang::Nld,
    Lang::Ron,
    Lang::Deu,
    Lang::Dan,
    Lang::Swe,
    Lang::Nob,
];
const MARKS: &[&str] = &[
    "la", "le", "les", "de", "des", "du", "et", "un", "une", "el", "los", "las", "del", "y", "una", "il",
    "lo", "di", "e", "per", "con", "che", "o", "os", "da", "do", "em", "um", "uma", "het", "een", "van",
    "en", "op", "met", "der", "die", "das", "und", "den", "dem", "ein", "eine", "mit", "og", "af", "til",
    "som", "och", "på", "att", "med", "av", "pe", "cu", "din", "și", "à", "au", "dans", "est", "é", "è",
    "que", "ist", "zu", "er", "det", "är",
];
const ENGLISH: &[&str] = &[
    "the", "and", "said", "says", "our", "with", "from", "will", "have", "has", "were", "this", "which",
    "their", "of", "by", "after", "his", "her", "its", "who", "been", "not", "but", "they", "than", "is",
    "at", "was",
];

/// More of the small words that English alone has than of others.
fn is_more_english(sample: &str) -> bool {
    let (mut english, mut other) = (0, 0);
    for word in letters(sample).map(str::to_lowercase) {
        english += i32::from(ENGLISH.contains(&word.as_str()));
        other += i32::from(MARKS.contains(&word.as_str()));
    }
    english > other
}

/// What a BCP 47 tag can look like; anything else says nothing.
fn is_tag(tag: &str) -> bool {
    (2..=35).contains(&tag.len()) && tag.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
}

/// Small words that only English has, so many of them that nothing need be guessed: the guess takes longer than all the
/// rest of a story's head.
fn is_plainly_english(sample: &str) -> bool {
    let (mut english, mut all) = (0, 0);
    for word in letters(sample) {
        all += 1;
        match word {
            "the" | "of" | "and" | "was" | "said" | "that" | "with" | "from" => english += 1,
            "der" | "die" | "und" | "het" | "een" | "van" | "les" | "des" | "que" | "del" | "los" | "och"
            | "og" | "di" | "il" | "le" => return false,
            _ => {}
        }
    }
    english >= 4 && english * 12 >= all
}

/// The runs of letters in a text.
fn letters(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| !c.is_alphabetic());
        let plain = rest.bytes().take_while(u8::is_ascii_alphabetic).count();
        let ends = rest.as_bytes().get(plain).is_none_or(u8::is_ascii);
        let end = if ends { plain } else { rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len()) };
        let (word, behind) = rest.split_at(end);
        rest = behind;
        (!word.is_empty()).then_some(word)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_given_tag_wins_and_scripts_are_told_apart() {
        assert_eq!(of(Some("pt-BR"), "The ship left the harbour."), "pt-BR");
        for (text, want) in [
            ("", "en"),
            ("The ferry left the harbour on Friday and has not been seen since, the coast guard said.", "en"),
            ("Die Fähre hat den Hafen am Freitag verlassen und ist seither nicht mehr gesehen worden.", "de"),
            ("Паром вышел из гавани в пятницу, и с тех пор его никто не видел.", "ru"),
            ("Apple introduces laptop. \"Our best machine,\" said Tim Cook.", "en"),
            ("ROME - Bulk body 0. \"Sentence number 0,\" said Marco Bianchi.", "en"),
            ("Le Havre - Le port est fermé, dit le maire au Guardian.", "fr"),
            ("Roma - Il porto è chiuso, dice il sindaco.", "it"),
            ("外务省星期五说，渡轮离开港口以后再也没有人看见。", "zh"),
            ("外務省は金曜日、フェリーが港を出たあと誰も見ていないと発表した。", "ja"),
        ] {
            assert_eq!(of(None, text), want, "{text}");
        }
    }
}
