//! Transcripts: `NAME: what was said.`, a turn a paragraph and no marks.

use std::ops::Range;

use super::Span;
use super::scan::{is_caps, trim};

/// Fewer turns are headings.
const FEWEST: usize = 3;
const LONGEST_NAME: usize = 40;

/// Whether a story has enough turns to be one.
pub(crate) fn is_one(text: &str, paragraphs: &[Span]) -> bool {
    paragraphs.iter().filter(|p| turn(text, p.range()).is_some()).take(FEWEST).count() == FEWEST
}

/// What is said in a paragraph that begins with a name in capitals and a colon.
pub(crate) fn turn(text: &str, paragraph: Range<usize>) -> Option<Range<usize>> {
    let own = text.get(paragraph.clone())?;
    let colon = own.bytes().take(LONGEST_NAME + 1).position(|byte| byte == b':')?;
    let (name, said) = (&own[..colon], &own[colon + 1..]);
    let named = name.split_whitespace().all(|word| is_caps(word.trim_matches(['.', ','])));
    if !named || name.trim().is_empty() || !said.starts_with(char::is_whitespace) {
        return None;
    }
    let said = trim(text, paragraph.start + name.len() + 1..paragraph.end);
    (!said.is_empty()).then_some(said)
}

#[cfg(test)]
mod tests {
    use crate::article::{RawCopy, parse};

    #[test]
    fn turns_are_quotations_of_whoever_they_name() {
        let text = "OSLO, March 3 (Reuters) - Ada Holm and Carl Lind met the press.\n\nHOLM: We open the bridge on Friday.\n\n\
                    LIND: I would rather wait a week.\n\nHOLM: Nobody waits for a bridge.";
        let article = parse(RawCopy { lang: Some("en".to_owned()), ..RawCopy::from_text(text) });
        let said: Vec<_> = article
            .quotes
            .iter()
            .map(|q| (q.span.of(text), q.speaker.as_ref().and_then(|s| s.name.as_deref())))
            .collect();
        assert_eq!(
            said,
            [
                ("We open the bridge on Friday.", Some("Ada Holm")),
                ("I would rather wait a week.", Some("Carl Lind")),
                ("Nobody waits for a bridge.", Some("Ada Holm")),
            ]
        );
        let heading = parse(RawCopy::from_text("NOTE: this is a note.\n\nRain fell."));
        assert!(heading.quotes.is_empty());
    }
}
