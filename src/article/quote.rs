//! What somebody says, in marks; and what stands in marks that nobody says.

use super::marks::{self, Run};
use super::scan::is_cjk;
use super::speaker::{self, Attribution, word_count};
use super::{Span, Speaker};

/// A quotation, without its marks.
#[derive(Debug, Clone, PartialEq)]
pub struct Quote {
    pub span: Span,
    /// The reporting word: "said".
    pub cue: Option<Span>,
    pub speaker: Option<Speaker>,
    /// That span and speaker are both right, 0 to 1.
    pub confidence: f32,
}

/// The quotations of a story, with their speakers, in the order of the text.
pub(crate) fn all(text: &str, paragraphs: &[Span], lang: &str) -> Vec<Quote> {
    let runs = marks::runs(text, paragraphs);
    let found = speaker::attribute(text, paragraphs, &runs, lang);
    let kept = runs.iter().zip(found).filter(|(run, who)| is_said(text, run, who));
    kept.filter_map(|(run, who)| quote(text, run, who)).collect()
}

fn quote(text: &str, run: &Run, who: Attribution) -> Option<Quote> {
    let span = Span::new(text, run.inner.clone())?;
    let said = span.of(text);
    let words = word_count(said);
    // "said on “Morning Joe”": a few words that open like a name, and after their verb.
    let named = words <= 5
        && said.starts_with(char::is_uppercase)
        && !said.ends_with(['.', ',', '!', '?', '…'])
        && who.cue.is_some_and(|c| c.start() < span.start());
    let confidence =
        who.confidence * if words <= 2 { SHORT_FACTOR } else { 1.0 } * if named { NAMED_FACTOR } else { 1.0 };
    Some(Quote { span, cue: who.cue, speaker: who.speaker, confidence })
}

/// Of what is one or two words long, less is really said.
const SHORT_FACTOR: f32 = 0.65;
const NAMED_FACTOR: f32 = 0.6;

/// Whether somebody says what stands in the marks: not a title, a nickname, a word held at a distance.
fn is_said(text: &str, run: &Run, who: &Attribution) -> bool {
    let inner = &text[run.inner.clone()];
    if !inner.chars().any(char::is_alphanumeric) {
        return false;
    }
    if inner.chars().any(is_cjk) {
        return inner.chars().filter(|c| is_cjk(*c)).count() >= 6
            || inner.ends_with(['。', '，', '！', '？']);
    }
    let words: Vec<&str> = inner.split_whitespace().collect();
    let sentence = inner.ends_with([',', '.', '!', '?', '…']) && inner.starts_with(char::is_uppercase);
    let cued = who.cue.is_some() && !who.carried;
    if words.len() <= 2 {
        return (cued && who.confidence >= 0.38) || (sentence && who.confidence >= 0.4);
    }
    let small = |w: &&&str| w.chars().next().is_some_and(char::is_lowercase);
    let titled = words.len() <= 7
        && words.iter().skip(1).any(|w| w.starts_with(char::is_uppercase))
        && !sentence
        && words.iter().filter(small).all(|w| w.chars().count() <= 4)
        && !(cued && who.confidence >= 0.8);
    !titled && (cued || who.whole || words.len() >= 4 || who.confidence >= 0.5)
}
