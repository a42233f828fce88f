//! A paragraph as tokens, each quotation one opaque token, cut into sentences.

use std::ops::Range;

use super::cue::{Class, Words};
use super::run::{self, is_joint};
use crate::article::marks::Run;
use crate::article::scan::{is_cjk, is_letter, is_uncased, peek};
use crate::place::plain_length;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Word,
    Number,
    Comma,
    /// `.`, `!`, `?` that ends a sentence.
    Stop,
    Colon,
    Semicolon,
    Dash,
    Open,
    Close,
    /// The quotation of this number among the story's.
    Quote(usize),
}

/// A word or mark, and where it stands in the text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Token {
    pub start: usize,
    pub end: usize,
    pub kind: Kind,
    pub class: Class,
    /// Begins with a capital letter.
    pub capital: bool,
    /// Ends in a possessive `’s`, which `end` leaves out.
    pub possessive: bool,
}

impl Token {
    pub fn text<'a>(&self, text: &'a str) -> &'a str {
        &text[self.start..self.end]
    }

    pub fn is(&self, class: Class) -> bool {
        self.class.is(class)
    }

    /// A capitalised word that could be part of a name.
    pub fn is_name(&self) -> bool {
        self.kind == Kind::Word && self.capital && !self.is(Class::TIME)
    }
}

/// The tokens of a paragraph; `runs` are the quotations in it, numbered from `first`.
pub(super) fn tokens(
    text: &str,
    paragraph: Range<usize>,
    runs: &[Run],
    first: usize,
    words: &Words,
) -> Vec<Token> {
    let mut out = Vec::with_capacity(paragraph.len() / 5 + 4);
    let mut pos = paragraph.start;
    let mut next_run = 0;
    let mut lower = String::new();
    while pos < paragraph.end {
        if let Some(run) = runs.get(next_run).filter(|r| r.outer.start <= pos) {
            let kind = Kind::Quote(first + next_run);
            out.push(mark(run.outer.clone(), kind));
            pos = pos.max(run.outer.end);
            next_run += 1;
            continue;
        }
        let limit = runs.get(next_run).map_or(paragraph.end, |r| r.outer.start);
        let Some(c) = peek(text, pos) else { break };
        if c == ' ' {
            pos += 1;
            continue;
        }
        if words.unspaced && (is_cjk(c) || is_joint(c)) {
            let token = run::word(text, pos..limit, words, &out);
            pos = token.end;
            out.push(token);
            continue;
        }
        if c == '-' && text[pos..limit].starts_with("-t-") && out.last().is_some_and(|t| t.end == pos) {
            pos += "-t-".len();
            continue;
        }
        if is_letter(c) || c.is_alphanumeric() {
            let token = word(text, pos..limit, words, &mut lower);
            pos = token.end
                + if words.suffixed && token.possessive {
                    suffix_len(&text[token.end..limit])
                } else if token.possessive {
                    possessive_len(text, token.end)
                } else {
                    0
                };
            out.push(token);
            continue;
        }
        if words.unspaced && c == '《' {
            // The title of a book speaks of nobody.
            pos = text[pos..limit].find('》').map_or(pos + c.len_utf8(), |i| pos + i + '》'.len_utf8());
            continue;
        }
        let end = pos + c.len_utf8();
        out.extend(kind_of(c, &text[end..]).map(|kind| mark(pos..end, kind)));
        pos = end;
    }
    out
}

/// What a mark is, with the text behind it.
fn kind_of(c: char, behind: &str) -> Option<Kind> {
    match c {
        ',' | '،' | '，' | '、' => Some(Kind::Comma),
        '.' | '!' | '?' | '…' | '。' | '！' | '？' | '؟' => Some(Kind::Stop),
        ':' | '：' => Some(Kind::Colon),
        ';' | '；' | '؛' => Some(Kind::Semicolon),
        '—' | '–' => Some(Kind::Dash),
        '-' if behind.starts_with(['-', ' ']) => Some(Kind::Dash),
        '(' | '[' | '（' => Some(Kind::Open),
        ')' | ']' | '）' => Some(Kind::Close),
        _ => None,
    }
}

pub(super) fn mark(range: Range<usize>, kind: Kind) -> Token {
    Token {
        start: range.start,
        end: range.end,
        kind,
        class: Class::default(),
        capital: false,
        possessive: false,
    }
}

/// How long the case of a name is, with its apostrophe: "'nın".
fn suffix_len(rest: &str) -> usize {
    let mut chars = rest.char_indices();
    chars.next();
    chars.find(|(_, c)| !c.is_alphabetic()).map_or(rest.len(), |(i, _)| i)
}

fn possessive_len(text: &str, end: usize) -> usize {
    ["’s", "'s", "’", "'"].into_iter().find(|p| text[end..].starts_with(p)).map_or(0, str::len)
}

/// A word with its inner apostrophes, hyphens and points; a point that only shortens it belongs to it.
fn word(text: &str, range: Range<usize>, words: &Words, lower: &mut String) -> Token {
    let (end, plain) = word_end(text, &range);
    let (mut end, mut possessive) = (end, false);
    if !plain {
        end = range.start + before_pronoun(&text[range.start..end]);
        end = range.start + first_part(&text[range.start..end], words, lower);
        let raw = &text[range.start..end];
        let cased = raw.find(['\'', '’']).filter(|i| words.suffixed && *i > 0);
        possessive = raw.ends_with("'s") || raw.ends_with("’s") || cased.is_some();
        if let Some(i) = cased {
            end = range.start + i;
        } else if possessive {
            end -= if raw.ends_with("'s") { 2 } else { "’s".len() };
        }
    }
    let class = words.class(lowered(&text[range.start..end], plain, lower));
    if !possessive
        && end < range.end
        && text[end..].starts_with('.')
        && shortens(&text[range.start..end], class, &text[end + 1..])
    {
        end += 1;
    }
    let first = peek(text, range.start);
    let kind = if first.is_some_and(|c| c.is_ascii_digit()) { Kind::Number } else { Kind::Word };
    let unknown = words.caseless && class == Class::default() && first.is_some_and(is_uncased);
    let capital = first.is_some_and(char::is_uppercase) || unknown;
    Token { start: range.start, end, kind, class, capital, possessive }
}

/// Where the word that begins `range` ends, and whether it is nothing but letters and figures of ASCII, as most are.
fn word_end(text: &str, range: &Range<usize>) -> (usize, bool) {
    let part = &text[range.clone()];
    let bytes = part.as_bytes();
    let plain = plain_length(bytes);
    let goes_on = |b: &u8| !b.is_ascii() || b.is_ascii_alphanumeric();
    let ends = match bytes.get(plain) {
        None => true,
        Some(b'\'' | b'-' | b'.' | b'/' | b'&' | b',') => !bytes.get(plain + 1).is_some_and(goes_on),
        Some(mark) => mark.is_ascii(),
    };
    if ends && plain > 0 {
        return (range.start + plain, true);
    }
    let mut end = range.start;
    let mut chars = part.char_indices().peekable();
    while let Some((i, c)) = chars.next() {
        let inner = matches!(c, '\'' | '’' | '-' | '.' | '/' | '&' | ',' | '\u{ad}');
        let next = chars.peek().map(|(_, c)| *c);
        let figure = c != ',' || text[..end].ends_with(|c: char| c.is_ascii_digit());
        let joins = inner
            && figure
            && next.is_some_and(|n| if c == ',' { n.is_ascii_digit() } else { n.is_alphanumeric() });
        if !is_letter(c) && !c.is_alphanumeric() && !joins {
            break;
        }
        end = range.start + i + c.len_utf8();
    }
    (end, false)
}

/// A word as the tables of cues have it, in `lower`.
fn lowered<'l>(word: &str, plain: bool, lower: &'l mut String) -> &'l str {
    lower.clear();
    if plain {
        lower.push_str(word);
        lower.make_ascii_lowercase();
    } else {
        let bare = word.trim_end_matches(['\'', '’']);
        let small = bare.chars().flat_map(char::to_lowercase);
        lower.extend(small.filter(|c| !matches!(c, '\u{307}' | '\u{ad}')));
    }
    lower
}

/// Where a word ends that is written together with the next one: "l’" before "élue", "و" before "قال".
fn first_part(word: &str, words: &Words, lower: &mut String) -> usize {
    if words.caseless {
        return Some(words.proclitic(word)).filter(|n| *n > 0).unwrap_or(word.len());
    }
    let Some((i, mark)) = word.char_indices().find(|(_, c)| matches!(c, '\'' | '’')) else {
        return word.len();
    };
    lower.clear();
    lower.extend(word[..i].chars().flat_map(char::to_lowercase));
    if words.elides(lower) { i + mark.len_utf8() } else { word.len() }
}

/// Where "répond-il" and "a-t-elle" part: the verb's length.
fn before_pronoun(word: &str) -> usize {
    let ends = ["-t-il", "-t-elle", "-il", "-elle"];
    let verb = ends.iter().find_map(|e| word.strip_suffix(e)).filter(|v| !matches!(*v, "" | "t"));
    verb.map_or(word.len(), str::len)
}

/// Whether the point after `word` only shortens it: `Sen.`, `St.`, an initial, `U.S.` before a small letter.
fn shortens(word: &str, class: Class, rest: &str) -> bool {
    const WORDS: [&str; 22] = [
        "St", "No", "Inc", "Corp", "Co", "Ltd", "Jr", "Sr", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec",
        "Ill", "Fla", "Calif", "Mass", "Va", "Ariz", "vs",
    ];
    if rest.starts_with([',', ')', ';', ':']) {
        return true;
    }
    let next = rest.trim_start().chars().next();
    let title = class.is(Class::TITLE) && word.chars().count() <= 5 && word.starts_with(char::is_uppercase);
    let initials = word.contains('.') || (word.chars().count() == 1 && word.starts_with(char::is_uppercase));
    title
        || ((initials || WORDS.contains(&word))
            && (initials && word.len() == 1 || next.is_some_and(|c| !c.is_uppercase() || word.len() <= 3)))
}

/// The sentences of a paragraph, as ranges of its tokens. A quotation that ends with its own full stop ends the
/// sentence, unless words in small letters, or a short cue clause after `?` and `!`, go on with it.
pub(super) fn sentences(text: &str, tokens: &[Token], runs: &[Run]) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut start = 0;
    for (i, token) in tokens.iter().enumerate() {
        let ends = match token.kind {
            Kind::Stop => true,
            Kind::Quote(n) => {
                runs.get(n).is_some_and(|r| quote_ends(text, tokens, i, &text[r.inner.clone()]))
            }
            _ => false,
        };
        let stop_follows = tokens.get(i + 1).is_some_and(|t| t.kind == Kind::Stop);
        if ends && !stop_follows {
            out.push(start..i + 1);
            start = i + 1;
        }
    }
    if start < tokens.len() {
        out.push(start..tokens.len());
    }
    out
}

fn quote_ends(text: &str, tokens: &[Token], i: usize, inner: &str) -> bool {
    let Some(next) = tokens.get(i + 1) else { return true };
    let last = inner.chars().next_back();
    // 他说：“…。”她说：“…。” — where a colon led to it, its own full stop ends the sentence.
    let led = i > 0 && tokens[i - 1].kind == Kind::Colon;
    if last.is_some_and(|c| matches!(c, '。' | '！' | '？')) {
        return led || matches!(next.kind, Kind::Quote(_));
    }
    if !last.is_some_and(|c| matches!(c, '.' | '!' | '?' | '…')) {
        return false;
    }
    match next.kind {
        Kind::Word => {
            let small = !next.capital;
            let clause = tokens[i + 1..]
                .iter()
                .take(14)
                .take_while(|t| !matches!(t.kind, Kind::Stop | Kind::Quote(_)));
            let cue_soon =
                clause.clone().take(6).take_while(|t| t.kind == Kind::Word).any(|t| t.is(Class::STRONG));
            let aside_then_cue = clause.clone().nth(1).is_some_and(|t| t.kind == Kind::Comma)
                && clause.clone().any(|t| t.is(Class::STRONG));
            let question = last.is_some_and(|c| c != '.');
            !(small
                || (question && (cue_soon || aside_then_cue))
                || (cue_soon && text[next.start..].len() < 60))
        }
        Kind::Quote(_) | Kind::Number => true,
        _ => false,
    }
}
