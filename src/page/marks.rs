//! Which stretches of the text are quotations, speakers and cues: sorted, and none over another.

use std::collections::BTreeMap;
use std::ops::Range;

use super::Role;
use crate::article::{Article, Quote, Span};

/// A stretch of the story's text that is more than body.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Mark {
    pub range: Range<usize>,
    pub role: Role,
    pub quote: usize,
}

/// False below the confidence asked for, and where there is none to compare.
pub(super) fn trusted(quote: &Quote, confidence: f32) -> bool {
    quote.confidence >= confidence
}

/// Where spans meet, a quotation wins over a speaker, a speaker over a cue, and the earlier over the later.
pub(super) fn of(article: &Article, confidence: f32) -> Vec<Mark> {
    let text = article.copy.text.as_str();
    let mut taken = Taken::default();
    for (index, quote) in article.quotes.iter().enumerate() {
        if !quote.span.is_empty() && !quote.span.of(text).is_empty() {
            taken.offer(with_marks(text, quote.span), Role::Quote, index);
        }
    }
    let trusted = || article.quotes.iter().enumerate().filter(|(_, quote)| trusted(quote, confidence));
    for (index, quote) in trusted() {
        let speaker = quote.speaker.as_ref().map(|speaker| speaker.span);
        taken.offer_all(text, speaker, Role::Speaker, index);
    }
    for (index, quote) in trusted() {
        taken.offer_all(text, quote.cue, Role::Cue, index);
    }
    taken.0.into_values().collect()
}

/// Marks by where they start.
#[derive(Default)]
struct Taken(BTreeMap<usize, Mark>);

impl Taken {
    /// Takes what earlier marks leave free at the ends of `range`; nothing where it lies in or around one.
    fn offer(&mut self, mut range: Range<usize>, role: Role, quote: usize) {
        if let Some((_, before)) = self.0.range(..=range.start).next_back() {
            range.start = range.start.max(before.range.end);
        }
        if let Some((&after, _)) = self.0.range(range.start..).next() {
            range.end = range.end.min(after);
        }
        if range.start < range.end {
            self.0.insert(range.start, Mark { range, role, quote });
        }
    }

    /// Takes a span whole or not at all: half a name is no name.
    fn offer_all(&mut self, text: &str, span: Option<Span>, role: Role, quote: usize) {
        let Some(span) = span.filter(|span| !span.of(text).is_empty()) else { return };
        let before = self.0.range(..span.end()).next_back();
        if before.is_none_or(|(_, mark)| mark.range.end <= span.start()) {
            self.0.insert(span.start(), Mark { range: span.range(), role, quote });
        }
    }
}

/// Opening and closing marks of all the languages we know, since what closes in one opens in another.
const QUOTE_MARKS: &str = "\"'“”„‟‘’‚‛«»‹›「」『』〝〞〟＂";

/// The range of a quotation and the mark on either side of it, a no-break space between (`« Oui »`) included.
fn with_marks(text: &str, span: Span) -> Range<usize> {
    let mark = |c: char| QUOTE_MARKS.contains(c);
    let blank = |c: char| matches!(c, ' ' | '\u{a0}' | '\u{202f}');
    let before = &text[..span.start()];
    let opened = before.strip_suffix(blank).filter(|b| b.ends_with(['«', '»'])).unwrap_or(before);
    let after = &text[span.end()..];
    let closed = after.strip_prefix(blank).filter(|a| a.starts_with(['«', '»'])).unwrap_or(after);
    let start = opened.strip_suffix(mark).map_or(span.start(), str::len);
    let end = closed.strip_prefix(mark).map_or(span.end(), |rest| text.len() - rest.len());
    start..end
}
