//! Cuts running text into words and folds them once.

use super::name::{fold_char, is_stripped};

/// How the words of a script are told apart and compared.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub(super) enum Script {
    Latin,
    Cyrillic,
    /// Greek, Armenian: capitals, and no endings of ours.
    Cased,
    /// Arabic, Persian, Urdu.
    Arabic,
    Hebrew,
    Hangul,
    /// Indic scripts, Georgian and the rest: neither capitals nor endings of ours.
    Caseless,
    /// Chinese, Japanese, Thai, Lao, Khmer, Burmese: a run of it holds many words.
    Unspaced,
}

/// A word, or a run of a script without spaces.
#[derive(Copy, Clone, Debug)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub script: Script,
    /// Starts with a capital.
    pub upper: bool,
    /// Where its folded form stands in [`Tokens::folded`].
    key: (usize, usize),
}

/// All words of a text.
pub(super) struct Tokens<'t> {
    pub text: &'t str,
    pub list: Vec<Token>,
    /// The text with small letters for the capitals of ASCII, then the folded forms of words that have more to fold.
    folded: String,
}

impl<'t> Tokens<'t> {
    pub fn of(text: &'t str) -> Self {
        let mut tokens =
            Self { text, list: Vec::with_capacity(text.len() / 5), folded: text.to_ascii_lowercase() };
        let mut at = 0;
        while let Some(byte) = text.as_bytes().get(at) {
            if byte.is_ascii() {
                at = if byte.is_ascii_alphabetic() { tokens.take(at, Script::Latin) } else { at + 1 };
                continue;
            }
            let Some(c) = text[at..].chars().next() else {
                break;
            };
            at = match Script::of(c) {
                Some(script) => tokens.take(at, script),
                None => at + c.len_utf8(),
            };
        }
        tokens
    }

    pub fn key(&self, token: &Token) -> &str {
        &self.folded[token.key.0..token.key.1]
    }

    pub fn source(&self, token: &Token) -> &'t str {
        &self.text[token.start..token.end]
    }

    /// What stands between a word and the next; `None` after the last.
    pub fn gap(&self, n: usize) -> Option<&'t str> {
        let (one, next) = (self.list.get(n)?, self.list.get(n + 1)?);
        Some(&self.text[one.end..next.start])
    }

    /// Whether a word and the next may be parts of one name. A point joins only what it shortens: "St. Petersburg", but
    /// not "South. Africa".
    pub fn joined(&self, n: usize) -> bool {
        let short = |word: &str| word.contains('.') || word.chars().count() <= 4;
        self.gap(n).is_some_and(|gap| {
            gap.len() <= 4
                && gap.bytes().filter(|&b| b == b'\n').count() < 2
                && gap.chars().all(|c| " .'’-‐&\n\u{a0}".contains(c))
                && (!gap.contains('.') || short(self.source(&self.list[n])))
        })
    }

    /// Takes the word or run at `start` and says where it ends.
    fn take(&mut self, start: usize, script: Script) -> usize {
        let (text, bytes) = (self.text, self.text.as_bytes());
        let plain = plain_length(&bytes[start..]);
        let mut end = start + plain;
        let mut key = (start, end);
        let ends = match bytes.get(end) {
            Some(b'.') => !bytes[start..end].last().is_some_and(u8::is_ascii_uppercase),
            next => next.is_none_or(u8::is_ascii),
        };
        if plain == 0 || !ends {
            key.0 = self.folded.len();
            self.folded.push_str(&text[start..end]);
            self.folded[key.0..].make_ascii_lowercase();
            end = self.fold_on(start, end, script);
            key.1 = self.folded.len();
        }
        let first = if plain > 0 { Some(char::from(bytes[start])) } else { text[start..].chars().next() };
        let upper = first.is_some_and(char::is_uppercase);
        self.list.push(Token { start, end, script, upper, key });
        end
    }

    /// Folds what else belongs to the word at `start`, from `end` on, and says where that ends.
    fn fold_on(&mut self, start: usize, mut end: usize, script: Script) -> usize {
        let text = self.text;
        for c in text[end..].chars() {
            let goes_on = match c {
                '.' => is_initials(&text[start..end], &text[end + 1..]),
                '0'..='9' => script != Script::Unspaced,
                _ if c.is_ascii() => script == Script::Latin && c.is_ascii_alphabetic(),
                _ => Script::of(c) == Some(script) || is_stripped(c),
            };
            if !goes_on {
                break;
            }
            fold_char(c, &mut self.folded);
            end += c.len_utf8();
        }
        end
    }
}

/// How many letters and figures of ASCII stand at the start: all of most words.
pub(crate) fn plain_length(bytes: &[u8]) -> usize {
    const PLAIN: [bool; 256] = {
        let mut table = [false; 256];
        let mut byte = 0;
        while byte < 256 {
            table[byte] = (byte as u8).is_ascii_alphanumeric();
            byte += 1;
        }
        table
    };
    bytes.iter().position(|byte| !PLAIN[usize::from(*byte)]).unwrap_or(bytes.len())
}

/// Whether a full stop belongs to initials: "U.S.", "U.A.E", but not the end of "plan B. He".
fn is_initials(before: &str, after: &str) -> bool {
    let capital = |c: Option<char>| c.is_some_and(char::is_uppercase);
    let mut back = before.chars().rev();
    if !capital(back.next()) || back.next().is_some_and(|c| c != '.') {
        return false;
    }
    let mut ahead = after.chars();
    let goes_on = capital(ahead.next()) && ahead.next().is_none_or(|c| c == '.' || !c.is_alphanumeric());
    goes_on || before.contains('.')
}

impl Script {
    fn of(c: char) -> Option<Self> {
        Some(match c {
            'a'..='z' | 'A'..='Z' | '\u{c0}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}' | 'ʻ' | 'ʼ' => {
                Self::Latin
            }
            '\0'..='\u{bf}'
            | '\u{2000}'..='\u{2bff}'
            | '\u{3000}'..='\u{3004}'
            | '\u{3006}'..='\u{303f}'
            | '\u{ff00}'..='\u{ff0f}' => return None,
            '\u{370}'..='\u{3ff}' | '\u{1f00}'..='\u{1fff}' | '\u{530}'..='\u{58f}' => Self::Cased,
            '\u{400}'..='\u{52f}' => Self::Cyrillic,
            '\u{590}'..='\u{5ff}' => Self::Hebrew,
            '\u{600}'..='\u{77f}' | '\u{fb50}'..='\u{fdff}' | '\u{fe70}'..='\u{fefc}'
                if c.is_alphabetic() =>
            {
                Self::Arabic
            }
            '\u{e01}'..='\u{eff}'
            | '\u{1000}'..='\u{109f}'
            | '\u{1780}'..='\u{17ff}'
            | '\u{3041}'..='\u{3096}'
            | '\u{30a1}'..='\u{30fa}'
            | 'ー'
            | '々'
            | '\u{3400}'..='\u{9fff}' => Self::Unspaced,
            '\u{ac00}'..='\u{d7a3}' => Self::Hangul,
            _ if c.is_alphabetic() || matches!(c, '\u{900}'..='\u{dff}') => Self::Caseless,
            _ => return None,
        })
    }
}
