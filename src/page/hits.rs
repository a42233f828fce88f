//! Finding what was searched for in a text, whatever its case and accents.

use std::ops::Range;

use unicode_normalization::char::{decompose_compatible, is_combining_mark};

/// Words and phrases to look for.
pub struct Needles(Vec<Needle>);

/// Where something was found, and the number of what it is.
pub(super) struct Hit {
    pub range: Range<usize>,
    pub needle: usize,
}

struct Needle {
    words: Vec<String>,
    /// The last word need only begin so.
    beginning: bool,
}

impl Needles {
    pub fn new(texts: &[String]) -> Needles {
        let needles = texts.iter().map(|text| Needle {
            words: Words::of(without_possessive(text)).iter().map(str::to_owned).collect(),
            beginning: text.ends_with('*'),
        });
        Needles(needles.filter(|needle| !needle.words.is_empty()).collect())
    }

    /// Byte ranges of what was found, ascending, none touching another's bytes.
    pub fn find(&self, text: &str) -> Vec<Range<usize>> {
        apart(self.each(text))
    }

    /// The longest hit at each word, by where it starts; they may lie over each other.
    pub(super) fn each(&self, text: &str) -> Vec<Hit> {
        if self.0.is_empty() {
            return Vec::new();
        }
        let words = Words::of(text);
        let hit = |at: usize| {
            let here = self.0.iter().enumerate().filter(|(_, needle)| needle.starts(&words, at));
            let (needle, count) =
                here.map(|(number, needle)| (number, needle.words.len())).max_by_key(|(_, count)| *count)?;
            Some(Hit { range: words.list[at].range.start..words.list[at + count - 1].range.end, needle })
        };
        (0..words.list.len()).filter_map(hit).collect()
    }
}

/// Where hits lie, none touching another's bytes.
pub(super) fn apart(hits: Vec<Hit>) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    for Hit { range, .. } in hits {
        match found.last_mut() {
            Some(last) if last.end > range.start => last.end = last.end.max(range.end),
            _ => found.push(range),
        }
    }
    found
}

/// Who searches "Aliyev's" means the name, with or without its s.
fn without_possessive(text: &str) -> &str {
    let cut = ["'s", "’s", "'S", "’S"].iter().find_map(|s| text.strip_suffix(s));
    cut.filter(|rest| rest.ends_with(char::is_alphanumeric)).unwrap_or(text)
}

impl Needle {
    /// At the word of this number.
    fn starts(&self, words: &Words, at: usize) -> bool {
        let Some((last, before)) = self.words.split_last() else { return false };
        let Some(end) = words.folded(at + before.len()) else { return false };
        let ends = if self.beginning { end.starts_with(last) } else { end == last };
        ends && (at..).zip(before).all(|(at, needle)| words.folded(at).is_some_and(|word| word == needle))
    }
}

/// The words of a text: letters and digits in a row; each character by itself in scripts that part no words.
#[derive(Default)]
struct Words {
    list: Vec<Word>,
    /// All of them, folded, one behind another.
    folded: String,
}

struct Word {
    /// In the text.
    range: Range<usize>,
    /// Where it ends in the folded ones.
    end: usize,
}

impl Words {
    fn of(text: &str) -> Words {
        let mut words = Words::default();
        let mut open = false;
        for (at, c) in text.char_indices() {
            let end = at + c.len_utf8();
            if !c.is_ascii() && is_combining_mark(c) {
                if let Some(word) = words.list.last_mut().filter(|word| word.range.end == at) {
                    word.range.end = end;
                }
                continue;
            }
            let letter = if c.is_ascii() { c.is_ascii_alphanumeric() } else { c.is_alphanumeric() };
            if !letter {
                open = false;
                continue;
            }
            let alone = !c.is_ascii() && unparted(c);
            if !open || alone {
                words.list.push(Word { range: at..end, end: words.folded.len() });
            }
            open = !alone;
            if alone {
                words.folded.push(c);
            } else if c.is_ascii() {
                words.folded.push(c.to_ascii_lowercase());
            } else {
                fold(c, &mut words.folded);
            }
            if let Some(word) = words.list.last_mut() {
                (word.range.end, word.end) = (end, words.folded.len());
            }
        }
        words
    }

    /// The word of this number, folded.
    fn folded(&self, at: usize) -> Option<&str> {
        let start = at.checked_sub(1).map_or(0, |before| self.list.get(before).map_or(0, |word| word.end));
        self.folded.get(start..self.list.get(at)?.end)
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        (0..self.list.len()).filter_map(|at| self.folded(at))
    }
}

/// Lower case without accents. Letters that have no decomposition fold as in Lucene's ASCII folding.
fn fold(c: char, folded: &mut String) {
    decompose_compatible(c, |part| {
        if is_combining_mark(part) || !part.is_alphanumeric() {
            return;
        }
        for lower in part.to_lowercase() {
            match lower {
                'ß' => folded.push_str("ss"),
                'æ' => folded.push_str("ae"),
                'œ' => folded.push_str("oe"),
                'ø' => folded.push('o'),
                'ł' => folded.push('l'),
                'đ' | 'ð' => folded.push('d'),
                'ı' => folded.push('i'),
                mark if is_combining_mark(mark) => {}
                other => folded.push(other),
            }
        }
    });
}

/// Chinese, Japanese, Thai, Lao, Burmese and Khmer: words stand without blanks between them; and Korean, whose particles
/// do. As the index has it.
fn unparted(c: char) -> bool {
    matches!(u32::from(c),
        0x0e00..=0x0eff | 0x1000..=0x109f | 0x1100..=0x11ff | 0x1780..=0x17ff
        | 0x3005..=0x3007 | 0x3040..=0x30ff | 0x31f0..=0x31ff | 0x3400..=0x4dbf | 0x4e00..=0x9fff
        | 0xac00..=0xd7af | 0xf900..=0xfaff | 0xff66..=0xff9f | 0x2_0000..=0x3_ffff)
}

#[cfg(test)]
mod tests {
    use super::Needles;

    fn found<'a>(text: &'a str, words: &[&str]) -> Vec<&'a str> {
        let words: Vec<String> = words.iter().map(|&word| word.to_owned()).collect();
        Needles::new(&words).find(text).into_iter().map(|range| &text[range]).collect()
    }

    #[test]
    fn whole_words_are_found_whatever_their_case_and_accents() {
        for (text, words, expected) in [
            ("Baku, BAKU's bakuvian", &["baku"][..], vec!["Baku", "BAKU"]),
            ("Café, cafe\u{301} and cafes", &["CAFÉ"], vec!["Café", "cafe\u{301}"]),
            ("Łódź to Tromsø", &["lodz", "tromso"], vec!["Łódź", "Tromsø"]),
            ("İstanbul and ISTANBUL", &["istanbul"], vec!["İstanbul", "ISTANBUL"]),
            ("Straße", &["strasse"], vec!["Straße"]),
            ("gas, gasoline", &["gas*"], vec!["gas", "gasoline"]),
            ("a free trade zone, free  trade", &["free trade"], vec!["free trade", "free  trade"]),
            ("co-operate", &["co-operate"], vec!["co-operate"]),
            ("new new york", &["new york", "new"], vec!["new", "new york"]),
            ("서울에서 만났다", &["서울"], vec!["서울"]),
            ("ＢＡＫＵ", &["baku"], vec!["ＢＡＫＵ"]),
            ("Aliyev met Aliyev's aide", &["aliyev's"], vec!["Aliyev", "Aliyev"]),
            ("北京の会談", &["会談", "京"], vec!["京", "会談"]),
            ("Baku", &["", "*", "-"], vec![]),
        ] {
            assert_eq!(found(text, words), expected, "{words:?} in {text:?}");
        }
    }
}
