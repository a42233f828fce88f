//! Words as the index takes them: one string with an end mark behind each, parted again where they are indexed.
//!
//! tantivy 0.27 passes tokens that were made before through JSON, which costs more than indexing them.

use std::collections::HashSet;

use tantivy::tokenizer::{Token, TokenStream, Tokenizer};

use super::words::{each, paired};

/// The tokenizer's name in the schema.
pub const PARTED: &str = "parted";

/// Ends a word. Nothing before it: a place without a word, which no phrase reaches over.
const END: char = '\n';

/// Words to be indexed, in their order.
#[derive(Debug, Default)]
pub struct Words(String);

impl Words {
    pub fn of(text: &str) -> Words {
        let mut out = Words(String::with_capacity(text.len()));
        out.extend(text);
        out
    }

    /// The words of a text behind those that are there.
    pub fn extend(&mut self, text: &str) {
        each(text, |word| self.push(word));
    }

    pub fn push(&mut self, word: &str) {
        self.0.push_str(word);
        self.0.push(END);
    }

    /// One place without a word.
    pub fn gap(&mut self) {
        self.0.push(END);
    }

    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split_terminator(END)
    }
}

/// The first one, two and three letters of every word, each once: what live search looks up. A lone letter of a pair
/// may be typed too.
pub fn starts<'a>(texts: impl IntoIterator<Item = &'a Words>) -> Words {
    // Most words have three plain letters to begin with, which sort as numbers do; 0 is no letter.
    let mut plain: Vec<[u8; 3]> = Vec::new();
    let mut other: HashSet<&str> = HashSet::new();
    for word in texts.into_iter().flat_map(Words::iter) {
        if word.is_ascii() {
            let mut start = [0; 3];
            start.iter_mut().zip(word.bytes()).for_each(|(letter, byte)| *letter = byte);
            plain.push(start);
        } else {
            let ends = word.char_indices().map(|(end, _)| end).chain([word.len()]).skip(1).take(3);
            other.extend(ends.map(|end| &word[..end]));
            if word.starts_with(paired) {
                other.extend(word.char_indices().nth(1).map(|(second, _)| &word[second..]));
            }
        }
    }
    plain.sort_unstable();
    plain.dedup();
    let mut other: Vec<&str> = other.into_iter().collect();
    other.sort_unstable();
    let mut out = Words::default();
    let mut before = [0; 3];
    for start in plain {
        let same = start.iter().zip(&before).take_while(|(letter, before)| letter == before).count();
        let length = start.iter().take_while(|letter| **letter != 0).count();
        for end in same + 1..=length {
            out.push(std::str::from_utf8(&start[..end]).unwrap_or_default());
        }
        before = start;
    }
    for start in other {
        out.push(start);
    }
    out
}

/// Parts [`Words`] again.
#[derive(Debug, Clone, Default)]
pub struct Parting {
    token: Token,
}

impl Tokenizer for Parting {
    type TokenStream<'a> = Parted<'a>;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> Parted<'a> {
        self.token.reset();
        Parted { rest: text, token: &mut self.token }
    }
}

pub struct Parted<'a> {
    rest: &'a str,
    token: &'a mut Token,
}

impl TokenStream for Parted<'_> {
    fn advance(&mut self) -> bool {
        while let Some((word, rest)) = self.rest.split_once(END) {
            self.rest = rest;
            // A token that was reset stands before place 0.
            self.token.position = self.token.position.wrapping_add(1);
            if !word.is_empty() {
                self.token.text.clear();
                self.token.text.push_str(word);
                return true;
            }
        }
        false
    }

    fn token(&self) -> &Token {
        self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        self.token
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_parted_as_they_were_put_together() {
        let mut words = Words::of("The Süd-Link, «北京会»");
        words.gap();
        words.extend("ends");
        let mut parting = Parting::default();
        for _ in 0..2 {
            let mut stream = parting.token_stream(words.as_str());
            let mut seen = Vec::new();
            stream.process(&mut |token| seen.push((token.position, token.text.clone())));
            let seen: Vec<_> = seen.iter().map(|(at, word)| (*at, word.as_str())).collect();
            assert_eq!(
                seen,
                [(0, "the"), (1, "sud"), (2, "link"), (3, "北京"), (4, "京会"), (6, "ends")],
                "a second text begins at 0 again"
            );
        }
    }

    #[test]
    fn every_start_of_a_word_stands_there_once() {
        let starts = starts([&Words::of("a an ant Anton, ant's élan 北京会 e"), &Words::of("be")]);
        let mut all: Vec<&str> = starts.iter().collect();
        all.sort_unstable();
        assert_eq!(all, ["a", "an", "ant", "b", "be", "e", "el", "ela", "京", "京会", "会", "北", "北京"]);
    }
}
