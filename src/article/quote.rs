//! What somebody says, in marks; and what stands in marks that nobody says.

use std::ops::Range;

use super::marks::{self, Run};
use super::scan::is_cjk;
use super::speaker::{self, Choice, Question, Weights};
use super::{Span, Speaker};

/// Below this confidence a quotation is shown, found and counted without its speaker, unless the reader's settings say
/// otherwise. Of those at least so sure, 96 in 100 were right in our own English stories (`tests/quotations`, which no
/// weight was fitted on) and 94 in 100 agreed with stories that others had marked, where many a quotation is left unmarked.
pub const SURE: f32 = 0.9;

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
    quotes(text, paragraphs, lang, Weights::bundled())
}

/// The same with other weights than the bundled ones.
pub fn quotes(text: &str, paragraphs: &[Span], lang: &str, weights: &Weights) -> Vec<Quote> {
    let asked = questions(text, paragraphs, lang, weights);
    asked.into_iter().filter_map(|(run, question)| quote(text, &run, question)).collect()
}

/// Every run in marks and who may have said it, as `weights` see it: what weights are fitted on.
pub fn questions(
    text: &str,
    paragraphs: &[Span],
    lang: &str,
    weights: &Weights,
) -> Vec<(Range<usize>, Question)> {
    let runs = marks::runs(text, paragraphs, speaker::words(lang));
    let asked = speaker::attribute(text, paragraphs, &runs, lang, weights);
    let range = |run: Run| run.inner;
    runs.into_iter().map(range).zip(asked).filter(|(run, _)| has_words(&text[run.clone()])).collect()
}

fn has_words(inner: &str) -> bool {
    inner.chars().any(char::is_alphanumeric)
}

fn quote(text: &str, run: &Range<usize>, mut question: Question) -> Option<Quote> {
    let span = Span::new(text, run.clone())?;
    if !is_said(span.of(text), &question) {
        return None;
    }
    let confidence = question.confidence;
    let choice = if question.choices.is_empty() {
        Choice::default()
    } else {
        question.choices.swap_remove(question.chosen)
    };
    Some(Quote { span, cue: choice.cue, speaker: choice.speaker, confidence })
}

/// Whether somebody says what stands in the marks: not a title, a nickname, a word held at a distance.
fn is_said(inner: &str, question: &Question) -> bool {
    if question.choices.is_empty() && inner.chars().any(is_cjk) {
        return inner.chars().filter(|c| is_cjk(*c)).count() >= 6
            || inner.ends_with(['。', '，', '！', '？']);
    }
    if question.choices.is_empty() { speaker::word_count(inner) >= 4 } else { question.likely > 0.5 }
}
