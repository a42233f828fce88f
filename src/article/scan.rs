//! Small steps over text that the stages share: blanks, words, lines, capitals.

use std::ops::Range;

/// A blank that does not end a line.
pub(crate) fn is_blank(c: char) -> bool {
    c.is_whitespace() && c != '\n' && c != '\r'
}

pub(crate) fn peek(text: &str, pos: usize) -> Option<char> {
    text.get(pos..)?.chars().next()
}

/// The character that ends at `pos`.
pub(crate) fn before(text: &str, pos: usize) -> Option<char> {
    text.get(..pos)?.chars().next_back()
}

/// Past blanks of the line, and `&nbsp;` as raw copy from the web has it.
pub(crate) fn skip_blanks(text: &str, mut pos: usize) -> usize {
    loop {
        match peek(text, pos) {
            Some(c) if is_blank(c) => pos += c.len_utf8(),
            Some('&') if text[pos..].starts_with("&nbsp;") => pos += "&nbsp;".len(),
            _ => return pos,
        }
    }
}

/// Past every blank, line ends and byte-order marks too.
pub(crate) fn skip_space(text: &str, mut pos: usize) -> usize {
    while let Some(c) = peek(text, pos).filter(|c| c.is_whitespace() || *c == '\u{feff}') {
        pos += c.len_utf8();
    }
    pos
}

/// `range` without white space at its ends.
pub(crate) fn trim(text: &str, range: Range<usize>) -> Range<usize> {
    let Some(part) = text.get(range.clone()) else { return range.start..range.start };
    let start = range.start + (part.len() - part.trim_start().len());
    let end = start + part.trim().len();
    start..end
}

/// The end of the line that `pos` stands in, before its line end.
pub(crate) fn line_end(text: &str, pos: usize) -> usize {
    let end = text[pos..].find('\n').map_or(text.len(), |i| pos + i);
    if text[pos..end].ends_with('\r') { end - 1 } else { end }
}

/// The lines of `range`, without their line ends; a lone carriage return ends none.
pub(crate) fn lines(text: &str, range: Range<usize>) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut pos = range.start;
    let last = range.end;
    std::iter::from_fn(move || {
        if pos >= last {
            return None;
        }
        let stop = text[pos..last].find('\n').map_or(last, |i| pos + i);
        let line = pos..if text[pos..stop].ends_with('\r') { stop - 1 } else { stop };
        pos = stop + 1;
        Some(line)
    })
}

/// A letter or a mark that stands inside a word.
pub(crate) fn is_letter(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_alphabetic();
    }
    c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c)
}

/// A letter of a script without capitals, such as Arabic or Chinese.
pub(crate) fn is_uncased(c: char) -> bool {
    c.is_alphabetic() && !c.is_lowercase() && !c.is_uppercase()
}

/// What Han, kana and hangul begin with.
pub(crate) const CJK: Beginnings =
    Beginnings::new(&[0xe3, 0xe4, 0xe5, 0xe6, 0xe7, 0xe8, 0xe9, 0xea, 0xeb, 0xec, 0xed, 0xef]);

/// Han, kana or hangul.
pub(crate) fn is_cjk(c: char) -> bool {
    matches!(c, '\u{3040}'..='\u{30ff}' | '\u{3400}'..='\u{9fff}' | '\u{ac00}'..='\u{d7a3}' | '\u{f900}'..='\u{faff}' | '々')
}

/// A word from `pos`: letters, with apostrophes, hyphens and points inside it.
pub(crate) fn word_at(text: &str, pos: usize) -> Option<Range<usize>> {
    let rest = text.get(pos..)?;
    if !rest.starts_with(is_letter) {
        return None;
    }
    let mut end = pos;
    let mut chars = rest.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let joins = matches!(c, '\'' | '’' | '-' | '.' | '‑' | '·')
            && chars.peek().is_some_and(|(_, next)| is_letter(*next));
        if !is_letter(c) && !joins {
            break;
        }
        end = pos + i + c.len_utf8();
    }
    Some(pos..end)
}

/// First bytes of characters, as a table to look a byte up in.
pub(crate) struct Beginnings([bool; 256]);

impl Beginnings {
    /// `bytes` are first bytes of characters, never such as go on with one.
    pub const fn new(bytes: &[u8]) -> Beginnings {
        let mut table = [false; 256];
        let mut i = 0;
        while i < bytes.len() {
            table[bytes[i] as usize] = true;
            i += 1;
        }
        Beginnings(table)
    }

    /// The characters of a text that begin so, with their places; no others are decoded.
    pub fn within<'t>(&self, text: &'t str) -> impl Iterator<Item = (usize, char)> + use<'_, 't> {
        let mut at = 0;
        std::iter::from_fn(move || {
            let next = text.as_bytes()[at..].iter().position(|byte| self.0[usize::from(*byte)])?;
            let place = at + next;
            at = place + 1;
            Some((place, peek(text, place)?))
        })
    }
}

/// The words of a text between its blanks, as [`str::split_whitespace`] has them, without decoding what is no blank.
pub(crate) fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        loop {
            let (end, blank) = first_blank(rest);
            let word = &rest[..end];
            rest = &rest[end + blank..];
            if !word.is_empty() {
                return Some(word);
            }
            if blank == 0 {
                return None;
            }
        }
    })
}

/// What blanks begin with.
const BLANKS: Beginnings =
    Beginnings::new(&[b' ', b'\t', b'\n', b'\x0b', b'\x0c', b'\r', 0xc2, 0xe1, 0xe2, 0xe3]);

/// Where the first blank of a text stands, or its end, and how long that blank is.
fn first_blank(text: &str) -> (usize, usize) {
    let blank = BLANKS.within(text).find(|(_, c)| c.is_whitespace());
    blank.map_or((text.len(), 0), |(at, c)| (at, c.len_utf8()))
}

/// A word in small letters, as [`str::to_lowercase`] has it; a short one of ASCII needs no memory of its own.
pub(crate) enum Lower {
    Short([u8; Lower::SHORT], usize),
    Long(String),
}

impl Lower {
    const SHORT: usize = 32;

    pub fn of(word: &str) -> Lower {
        if word.len() > Lower::SHORT || !word.is_ascii() {
            return Lower::Long(word.to_lowercase());
        }
        let mut bytes = [0; Lower::SHORT];
        bytes[..word.len()].copy_from_slice(word.as_bytes());
        bytes.make_ascii_lowercase();
        Lower::Short(bytes, word.len())
    }
}

impl std::ops::Deref for Lower {
    type Target = str;

    fn deref(&self) -> &str {
        match self {
            Lower::Short(bytes, length) => str::from_utf8(&bytes[..*length]).unwrap_or_default(),
            Lower::Long(word) => word,
        }
    }
}

/// Written in capitals: McALLEN and O'FALLON too, a single letter not.
pub(crate) fn is_caps(word: &str) -> bool {
    let letters = word.chars().filter(|c| c.is_alphabetic()).count();
    let upper = word.chars().filter(|c| c.is_uppercase()).count();
    let last = word.chars().rev().find(|c| c.is_alphabetic());
    upper >= 2 && upper * 10 >= letters * 6 && last.is_some_and(char::is_uppercase)
}

/// Decimal digits in any of the scripts datelines use, up to `most` of them: the number and the position after.
pub(crate) fn number_at(text: &str, pos: usize, most: usize) -> Option<(u32, usize, usize)> {
    let (mut value, mut count, mut end) = (0_u32, 0, pos);
    for c in text.get(pos..)?.chars() {
        let Some(d) = digit(c) else { break };
        count += 1;
        if count > most {
            return None;
        }
        value = value * 10 + d;
        end += c.len_utf8();
    }
    (count > 0).then_some((value, end, count))
}

fn digit(c: char) -> Option<u32> {
    let zeros = ZEROS.iter().find(|zero| (**zero as u32..**zero as u32 + 10).contains(&(c as u32)))?;
    Some(c as u32 - *zeros as u32)
}

/// The noughts of the scripts that datelines are written in.
const ZEROS: [char; 17] =
    ['0', '０', '٠', '۰', '०', '০', '੦', '૦', '୦', '௦', '౦', '೦', '൦', '๐', '໐', '၀', '០'];

/// The largest character boundary of `text` that is not past `pos`.
pub(crate) fn floor(text: &str, pos: usize) -> usize {
    text.floor_char_boundary(pos.min(text.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_and_long_words_are_written_in_small_letters() {
        for word in ["", "BAKU", "McALLEN", "ÇELİK", "ΟΔΟΣ", &"LONG".repeat(9)] {
            assert_eq!(&*Lower::of(word), word.to_lowercase());
        }
    }

    #[test]
    fn nothing_begins_otherwise() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32).filter(|c| is_cjk(*c)) {
            let text = format!("a{c}");
            assert!(CJK.within(&text).eq([(1, c)]), "{c}");
        }
    }

    #[test]
    fn words_are_what_stands_between_blanks_of_every_kind() {
        for c in (0..=0x10_ffff).filter_map(char::from_u32) {
            let text = format!("{c}a{c}{c}bé{c}");
            assert!(words(&text).eq(text.split_whitespace()), "{text:?}");
        }
        assert_eq!(words("").count(), 0);
    }
}
