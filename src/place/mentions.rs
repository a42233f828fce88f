//! Finds the countries that running text mentions, in any script, in one pass.

use super::context;
use super::country::Country;
use super::name::{fold, fold_char, long_form};
use super::region::{is_region, region};
use super::table::Digest;
use super::token::{Script, Tokens};
use super::words::{Meaning, MentionKind, WORDS};

/// A stretch of text that says a country.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub struct Mention {
    /// Byte offsets, half open.
    pub start: usize,
    pub end: usize,
    pub country: Country,
    pub kind: MentionKind,
}

/// What is known of a text before it is read.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub struct Setting {
    /// It is said to be English; a text whose small words are another language's is not, whatever is said.
    pub english: bool,
    /// Where it was written: Georgia is the state to a writer in Atlanta.
    pub at: Option<Country>,
}

/// A name found in the words, before its context is looked at.
pub(super) struct Found {
    pub mention: Mention,
    /// The words it stands on.
    pub first: usize,
    pub last: usize,
    pub meaning: Meaning,
}

/// The countries a text mentions, in order; the longest name wins, and what is only a namesake
/// ("Michael Jordan", "Turkey dinner", "Reading") is left out.
///
/// Endings are known for Russian, German adjectives and Korean, prefixes for Arabic and Hebrew; Latin
/// names in other languages than English count only in texts that are not English.
#[must_use]
pub fn mentions(text: &str, setting: Setting) -> Vec<Mention> {
    let tokens = Tokens::of(text);
    let english = setting.english && is_english(&tokens);
    let mut found = Vec::new();
    let mut n = 0;
    while let Some(token) = tokens.list.get(n) {
        n += match token.script {
            Script::Unspaced => scan_run(&tokens, n, &mut found),
            Script::Latin if !token.upper && (english || token.end - token.start < 5) => 1,
            Script::Latin if take_short_state(&tokens, n, &mut found) => 1,
            _ => take_name(&tokens, n, english, &mut found),
        };
    }
    context::sift(&tokens, found, setting.at)
}

/// Whether a name of a country or a city is a person's as well: "JORDAN", "Austin".
#[must_use]
pub fn is_person(name: &str) -> bool {
    let meaning = WORDS.get(Digest::of(&fold(name))).map(Meaning::new);
    meaning.is_some_and(|meaning| meaning.is(Meaning::PERSON | Meaning::SURNAME))
}

/// Whether running text may mean a city by the name: one of 100,000 people or more, or a capital.
#[must_use]
pub fn is_city(name: &str) -> bool {
    means_city(&fold(name))
}

/// Whether a name is a country's, a region's, or that of such a city.
#[must_use]
pub fn is_of_place(name: &str) -> bool {
    let key = fold(name);
    Country::of_key(&key).is_some() || is_region(&key) || means_city(&key)
}

fn means_city(key: &str) -> bool {
    let meaning = WORDS.get(Digest::of(key)).map(Meaning::new);
    let kind = meaning.and_then(Meaning::country).map(|(_, kind)| kind);
    matches!(kind, Some(MentionKind::City | MentionKind::Capital))
}

/// Looks for the longest name at a word; says how many words were used up.
fn take_name(tokens: &Tokens, first: usize, english: bool, found: &mut Vec<Found>) -> usize {
    let Some((meaning, words, length)) = longest(tokens, first, english) else {
        return 1;
    };
    let (token, last) = (&tokens.list[first], &tokens.list[first + words - 1]);
    let source = &tokens.text[token.start..last.end];
    let capital = token.upper
        || matches!(token.script, Script::Arabic | Script::Hebrew | Script::Hangul | Script::Caseless);
    if (!capital && !meaning.is(Meaning::LOWER))
        || (english && meaning.is(Meaning::FOREIGN))
        || (meaning.is(Meaning::ACRONYM) && source.chars().any(char::is_lowercase))
    {
        return 1;
    }
    let end = if words == 1 { token.start + length.min(source.len()) } else { last.end };
    push(found, (first, first + words - 1), (token.start, end), meaning);
    words
}

/// A state or province as newsrooms shorten it behind a town: "Ely, Nev.".
fn take_short_state(tokens: &Tokens, n: usize, found: &mut Vec<Found>) -> bool {
    let token = &tokens.list[n];
    let (short, point) = (tokens.source(token), tokens.text[token.end..].starts_with('.'));
    let town = n.checked_sub(1).filter(|town| tokens.gap(*town) == Some(", ") && tokens.list[*town].upper);
    if town.is_none() || short.len() > 5 || !(point || short.ends_with('.')) {
        return false;
    }
    let end = token.end + usize::from(point && !short.ends_with('.'));
    let Some(country) = region(&tokens.text[token.start..end]).and_then(|region| region.country) else {
        return false;
    };
    let mention = Mention { start: token.start, end, country, kind: MentionKind::Region };
    found.push(Found { mention, first: n, last: n, meaning: Meaning::new(0) });
    true
}

fn push(
    found: &mut Vec<Found>,
    (first, last): (usize, usize),
    (start, end): (usize, usize),
    meaning: Meaning,
) {
    if let Some((country, kind)) = meaning.country() {
        found.push(Found { mention: Mention { start, end, country, kind }, first, last, meaning });
    }
}

/// The meaning of the longest name that starts at a word, its number of words, and its bytes of source.
fn longest(tokens: &Tokens, first: usize, english: bool) -> Option<(Meaning, usize, usize)> {
    let token = &tokens.list[first];
    let key = tokens.key(token);
    let endings = match token.script {
        Script::Cyrillic => 3,
        Script::Latin if !english => 2,
        _ => 0,
    };
    let start = Digest::of(long_form(key).unwrap_or(key));
    let mut best = one_word(key, token.script, endings).map(|meaning| (meaning, 1, token.end - token.start));
    if !tokens.joined(first) {
        return best;
    }
    let reach = WORDS.get(Digest::of("^").with(long_form(key).unwrap_or(key))).unwrap_or(1) as usize;
    let mut so_far = start;
    for words in 2..=reach {
        let last = first + words - 1;
        if !tokens.joined(last - 1) {
            break;
        }
        let word = tokens.key(&tokens.list[last]);
        if let Some(meaning) = exact_or_stem(so_far, word, endings) {
            best = Some((meaning, words, 0));
        }
        so_far = so_far.with(long_form(word).unwrap_or(word));
    }
    best
}

/// A word as it stands, or without what its script puts before or after a name.
fn one_word(key: &str, script: Script, endings: usize) -> Option<Meaning> {
    match script {
        Script::Arabic => ["", "و", "ب", "ل", "ف", "ك", "وب", "ول"]
            .iter()
            .find_map(|start| whole(key.strip_prefix(start)?))
            .or_else(|| {
                let rest = key.strip_prefix("لل")?;
                WORDS.get(Digest::of("ال").with(rest)).map(Meaning::new)
            }),
        Script::Hebrew => ["", "ב", "ל", "מ", "ה", "ו", "ש", "וב", "שב"]
            .iter()
            .find_map(|start| whole(key.strip_prefix(start)?)),
        Script::Hangul => PARTICLES.iter().find_map(|end| whole(key.strip_suffix(end)?)),
        _ => exact_or_stem(Digest::new(), key, endings),
    }
}

const PARTICLES: [&str; 26] = [
    "",
    "에서",
    "에",
    "의",
    "은",
    "는",
    "이",
    "가",
    "을",
    "를",
    "와",
    "과",
    "로",
    "으로",
    "도",
    "까지",
    "부터",
    "인",
    "측",
    "발",
    "에서는",
    "에는",
    "과의",
    "와의",
    "군",
    "산",
];

fn whole(key: &str) -> Option<Meaning> {
    key.chars().nth(1)?;
    WORDS.get(Digest::of(key)).map(Meaning::new).filter(|meaning| !meaning.is(Meaning::STAR))
}

/// Looks a last word up as it stands, then without an ending of so many letters.
fn exact_or_stem(before: Digest, word: &str, endings: usize) -> Option<Meaning> {
    let meaning = WORDS.get(before.with(word)).map(Meaning::new);
    if meaning.is_some() || endings == 0 {
        return meaning;
    }
    let cuts = word.char_indices().rev().map(|(at, _)| at).take(endings);
    for at in cuts.filter(|&at| at > 2) {
        let meaning = WORDS.get(before.with(&word[..at])).map(Meaning::new);
        let fits = |meaning: &Meaning| {
            meaning.is(Meaning::STAR) || (meaning.is(Meaning::STEM) && CASES.contains(&&word[at..]))
        };
        if let Some(meaning) = meaning.filter(fits) {
            return Some(meaning);
        }
    }
    None
}

/// Russian case endings, folded.
const CASES: [&str; 27] = [
    "а", "у", "е", "ы", "и", "о", "ю", "я", "ь", "ои", "ою", "еи", "ею", "ом", "ем", "ах", "ам", "ами", "ях",
    "ям", "ями", "ии", "ию", "ия", "ие", "ов", "ев",
];

/// Looks for names at every character of a run without spaces; always one token.
fn scan_run(tokens: &Tokens, n: usize, found: &mut Vec<Found>) -> usize {
    let (token, source) = (&tokens.list[n], tokens.source(&tokens.list[n]));
    let mut folded = String::with_capacity(source.len());
    // For every folded character: where it ends folded, where it starts and ends in the source.
    let mut chars: Vec<(usize, usize, usize)> = Vec::with_capacity(source.len() / 3);
    for (at, c) in source.char_indices() {
        let before = folded.len();
        fold_char(c, &mut folded);
        let ends = folded[before..].char_indices().map(|(i, part)| before + i + part.len_utf8());
        chars.extend(ends.map(|end| (end, at, at + c.len_utf8())));
    }
    let starts_at = |i: usize| if i == 0 { 0 } else { chars[i - 1].0 };
    let mut i = 0;
    while i + 1 < chars.len() {
        let start = starts_at(i);
        let reach = WORDS.get(Digest::of("^").with(&folded[start..chars[i + 1].0])).unwrap_or(0) as usize;
        let lengths = (2..=reach.min(chars.len() - i)).rev();
        let mut keys = lengths.map(|length| (length, &folded[start..chars[i + length - 1].0]));
        let hit = keys.find_map(|(length, key)| Some((length, WORDS.get(Digest::of(key))?)));
        let span = hit.map(|(length, value)| (length, value, (chars[i].1, chars[i + length - 1].2)));
        match span.filter(|(_, _, span)| !cuts_katakana(source, *span)) {
            Some((length, value, (from, to))) => {
                push(found, (n, n), (token.start + from, token.start + to), Meaning::new(value));
                i += length;
            }
            None => i += 1,
        }
    }
    1
}

/// Whether a span starts or ends within a katakana word.
fn cuts_katakana(source: &str, (from, to): (usize, usize)) -> bool {
    let katakana = |c: Option<char>| c.is_some_and(|c| matches!(c, 'ァ'..='ヺ' | 'ー'));
    let (before, after) = (source[..from].chars().next_back(), source[to..].chars().next());
    let inside = &source[from..to];
    (katakana(before) && katakana(inside.chars().next()))
        || (katakana(after) && katakana(inside.chars().next_back()))
}

/// Whether more of the small words are English than another language's; also when there are none.
fn is_english(tokens: &Tokens) -> bool {
    let mut score = 0;
    for token in
        tokens.list.iter().filter(|token| token.script == Script::Latin && token.end - token.start <= 4)
    {
        score += match tokens.key(token) {
            "the" | "of" | "and" | "to" | "for" | "on" | "with" | "said" | "at" | "by" | "is" | "was"
            | "that" | "from" => 1,
            "der" | "die" | "das" | "und" | "den" | "le" | "la" | "les" | "des" | "et" | "du" | "el"
            | "los" | "las" | "y" | "que" | "il" | "di" | "e" | "o" | "het" | "een" | "van" | "och"
            | "att" | "og" | "pa" | "w" | "na" | "se" | "ve" | "bir" | "os" | "um" | "del" | "en" | "un"
            | "de"
                if !token.upper =>
            {
                -1
            }
            _ => 0,
        };
    }
    score >= 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(text: &str) -> String {
        let show = |m: &Mention| format!("{}={}", &text[m.start..m.end], m.country);
        let setting = Setting { english: true, at: None };
        mentions(text, setting).iter().map(show).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn names_demonyms_cities_and_offices_are_found_where_they_stand() {
        for (text, expected) in [
            ("The Azerbaijani leader met U.S. envoys in Baku.", "Azerbaijani=AZ U.S.=US Baku=AZ"),
            ("South Korea's navy and North Korean troops", "South Korea=KR North Korean=KP"),
            (
                "The Kremlin told Downing Street and the Bundestag",
                "Kremlin=RU Downing Street=GB Bundestag=DE",
            ),
            ("He flew from New York to St. Petersburg", "New York=US St. Petersburg=RU"),
            (
                "Президент Азербайджана принял российского посла в Москве",
                "Азербайджана=AZ российского=RU Москве=RU",
            ),
            ("Встреча прошла в Южной Корее", "Южной Корее=KR"),
            ("新华社北京电 美国总统访问日本", "北京=CN 美国=US 日本=JP"),
            ("미국은 서울에서 회담했다", "미국은=US 서울에서=KR"),
            ("وصل الوزير من روسيا وفرنسا", "روسيا=RU وفرنسا=FR"),
            (
                "Die deutsche Regierung und die russischen Truppen in Polen",
                "deutsche=DE russischen=RU Polen=PL",
            ),
            ("El presidente de los Estados Unidos y la ministra francesa", "Estados Unidos=US francesa=FR"),
            ("UAE, UK and the EU", "UAE=AE UK=GB"),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn what_only_looks_like_a_country_is_left_out() {
        for text in [
            "The ambassador spoke to us about it.",
            "Michael Jordan scored. Jordan said he was happy.",
            "They ate a Turkey dinner.",
            "Shares of China Evergrande fell.",
            "Reading books is Nice work.",
            "Mr. Chad Smith of Mobile said so.",
            "He likes French fries.",
            "the american way and turkey soup",
            "She read The New York Times.",
            "Georgia Smith wrote it.",
            "",
        ] {
            assert_eq!(said(text), "", "{text}");
        }
        assert_eq!(said("The king of Jordan said so in Amman."), "Jordan=JO Amman=JO");
    }

    #[test]
    fn georgia_is_the_state_among_states() {
        assert_eq!(said("Voters in Georgia and Florida"), "Georgia=US Florida=US");
        assert_eq!(said("Voters in Savannah, Georgia"), "Georgia=US");
        assert_eq!(said("Russian troops left Georgia"), "Russian=RU Georgia=GE");
    }
}
