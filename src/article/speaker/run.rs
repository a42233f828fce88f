//! Words and mentions where no blanks part words: the longest known word, else a run that may be a name.

use std::ops::Range;

use super::cue::{Class, Words};
use super::phrase::{Mention, Sort};
use super::token::{Kind, Token, mark};
use crate::article::scan::{is_cjk, peek};

/// An unknown run is at most this long, in characters.
const MOST: usize = 24;

/// Joins the parts of a foreign name.
pub(super) fn is_joint(c: char) -> bool {
    matches!(c, '·' | '・' | '＝')
}

/// The word at the start of `range`; `before` are the tokens that it follows.
pub(super) fn word(text: &str, range: Range<usize>, words: &Words, before: &[Token]) -> Token {
    let part = &text[range.clone()];
    if let Some((len, class)) = words.longest(part) {
        let token = mark(range.start..range.start + len, Kind::Word);
        // 社長 behind a name is no mention of its own.
        let suffix = words.verb_last
            && class.is(Class::TITLE)
            && before.last().is_some_and(|t| t.is_name() && t.end == range.start);
        return Token { class: if suffix { Class::ADVERB } else { class }, ..token };
    }
    let mut end = range.start;
    let mut last = None;
    for (i, c) in part.char_indices().take(MOST) {
        let kana = |c: char| matches!(c, '\u{3041}'..='\u{309f}');
        // Kana after Han end a word or a given name; Han after them begin another.
        let parted = last.is_some_and(kana) && !kana(c);
        let known = i > 0 && words.longest(&part[i..]).is_some_and(|(len, class)| parts(part, i, len, class));
        if !is_cjk(c) && !is_joint(c) || parted || known {
            break;
        }
        last = Some(c);
        end = range.start + i + c.len_utf8();
    }
    if end == range.start {
        end += peek(text, end).map_or(1, char::len_utf8);
    }
    let capital = !text[range.start..end].chars().all(|c| matches!(c, '\u{3041}'..='\u{309f}'));
    Token { capital, ..mark(range.start..end, Kind::Word) }
}

/// Whether the known word at `i` ends the run before it: a lone surname takes 和 or a title into the name.
fn parts(part: &str, i: usize, len: usize, class: Class) -> bool {
    let alone = part[..i].chars().count() == 1 && part[i..i + len].chars().count() == 1;
    !alone || !class.is(Class::CONJUNCTION | Class::BODY | Class::TIME | Class::OBJECT)
}

/// The mention that begins at token `i`.
pub(super) fn at(tokens: &[Token], i: usize, end: usize) -> Option<Mention> {
    let first = tokens.get(i).filter(|t| i < end && t.kind == Kind::Word)?;
    if first.is(Class::SUBJECT) {
        return Some(Mention { tokens: i..i + 1, sort: Sort::Pronoun });
    }
    let joins = |j: usize| j < end && tokens[j].kind == Kind::Word && tokens[j - 1].end == tokens[j].start;
    if first.is(Class::DETERMINER) {
        let role = (i + 1..end.min(i + 8))
            .take_while(|j| joins(*j) && !tokens[*j].is(Class::STRONG))
            .find(|j| tokens[*j].is(Class::ROLE | Class::TITLE))?;
        return Some(Mention { tokens: i..role + 1, sort: Sort::Nominal });
    }
    if first.is_name() {
        let body =
            joins(i + 1) && tokens[i + 1].is(Class::BODY | Class::ROLE) && !tokens[i + 1].is(Class::TITLE);
        return Some(Mention { tokens: i..i + 1 + usize::from(body), sort: Sort::Name });
    }
    if !first.is(Class::ROLE | Class::TITLE | Class::BODY) {
        return None;
    }
    let named = joins(i + 1) && (tokens[i + 1].is_name() || tokens[i + 1].is(Class::ROLE | Class::TITLE));
    let owned = joins(i + 1) && tokens[i + 1].is(Class::OF);
    (!named && !owned).then_some(Mention { tokens: i..i + 1, sort: Sort::Nominal })
}

#[cfg(test)]
mod tests {
    use super::super::{token, words};

    #[test]
    fn words_are_parted_where_no_blank_parts_them() {
        for (lang, text, want) in [
            ("zh", "公司董事长林素云在记者会上说", "公司 董事长 林素云 在 记者 会 上 说"),
            ("ja", "桐島礼子社長は会見で", "桐島礼子 社長 は 会見 で"),
            ("ja", "野党の瀬戸口かおり氏は", "野党 の 瀬戸口かおり 氏 は"),
        ] {
            let words = words(lang).expect("it has a table");
            let tokens = token::tokens(text, 0..text.len(), &[], 0, words);
            let parts: Vec<&str> = tokens.iter().map(|t| t.text(text)).collect();
            assert_eq!(parts.join(" "), want);
        }
    }
}
