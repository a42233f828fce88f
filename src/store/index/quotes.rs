//! Quotations in the index: one field with the words of all, each behind a mark, its speaker's words told by a sign.
//!
//! `⟨mark⟩ ⟨sign⟩ilham ⟨sign⟩aliyev · tourists come back ⟨mark⟩ …`: the place of a word tells its quotation, whatever
//! its length: it is that of the last mark before it. No phrase reaches over a mark, and a name is no word of a quotation.

use super::parted::Words;
use super::words::{Word, words};
use crate::article::{Article, Quote};

/// Stands before each quotation.
pub const MARK: &str = "\u{2}";
/// Begins the words of a speaker.
pub const SIGN: char = '\u{1}';

pub use crate::article::quote::SURE;

/// A confidence as the index keeps it: whatever compares two compares them so, that counts and lists agree.
pub fn level(confidence: f32) -> u64 {
    (confidence.clamp(0.0, 1.0) * f32::from(u16::MAX)).round() as u64
}

pub fn is_sure(quote: &Quote, sure: f32) -> bool {
    level(quote.confidence) >= level(sure)
}

/// Number of a form and confidence in one.
pub fn spoken(form: u32, quote: &Quote) -> u64 {
    u64::from(form) << 16 | level(quote.confidence)
}

/// The number of the form, where the confidence is at least of this level.
pub fn speaking(spoken: u64, level: u64) -> Option<u32> {
    (spoken & u64::from(u16::MAX) >= level).then_some((spoken >> 16) as u32)
}

/// What the speaker of a quotation goes by in its story, the words of each.
pub fn names(article: &Article, quote: &Quote) -> Vec<Vec<Word>> {
    let Some(speaker) = &quote.speaker else { return Vec::new() };
    let mention = words(speaker.span.of(&article.copy.text));
    let name = speaker.name.as_deref().map(words);
    [Some(mention), name].into_iter().flatten().filter(|words| !words.is_empty()).collect()
}

/// A word of a speaker as the field has it.
pub fn signed(word: &Word) -> Word {
    Word { text: format!("{SIGN}{}", word.text), pair: word.pair }
}

/// The field's words; none of a story without quotations.
pub fn field(article: &Article) -> Words {
    let mut out = Words::default();
    for quote in &article.quotes {
        out.push(MARK);
        if is_sure(quote, SURE) {
            for name in names(article, quote) {
                for word in &name {
                    out.push(&signed(word).text);
                }
                out.gap();
            }
        }
        out.extend(quote.span.of(&article.copy.text));
    }
    out
}
