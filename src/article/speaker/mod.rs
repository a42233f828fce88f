//! Who says it: the mention beside the quotation and the person it means.
//!
//! Each run in marks becomes one token, so that what is said cannot confuse who said it. The mentions around it are its
//! candidates (`pool`), told apart by named levels (`axis`) whose weights add up (`model`); the highest score speaks.
//! Then a second model of the same kind says whether anybody says the run at all (`said`), a third how sure both are.

pub mod axis;
mod choose;
mod cue;
mod describe;
mod known;
mod last;
pub mod model;
mod person;
mod phrase;
mod pool;
mod rule;
mod run;
mod said;
mod token;
mod weights;

pub use self::axis::{CandidateLevels, RunLevels, TrustLevels};
pub(crate) use self::choose::attribute;
pub(in crate::article) use self::cue::{Class, Words, words};
pub use self::known::{Calling, Known};
pub use self::weights::Weights;
use super::Span;
use super::scan::{self, is_cjk};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// One mention, cut out of the text: "he", "the minister", "Aliyev".
    pub span: Span,
    /// The person or body it resolves to: "Ilham Aliyev".
    pub name: Option<String>,
    /// What the story tells of that person or body.
    pub known: Known,
}

/// One run in marks and who may have said it: what weights are fitted on.
#[derive(Debug, Clone, Default)]
pub struct Question {
    /// One that stands for nobody, then a mention each.
    pub choices: Vec<Choice>,
    /// The number of the choice with the highest score.
    pub chosen: usize,
    /// Of the choices together, what the chosen one is worth, 0 to 1.
    pub share: f32,
    pub run: RunLevels,
    pub trust: TrustLevels,
    /// What the models make of it: whether anybody says it, and that it is right altogether, 0 to 1.
    pub likely: f32,
    pub confidence: f32,
}

/// One that could be the speaker.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    pub speaker: Option<Speaker>,
    pub cue: Option<Span>,
    /// The person could as well be another one.
    pub doubtful: bool,
    pub levels: CandidateLevels,
}

impl Question {
    pub fn choice(&self) -> Option<&Choice> {
        self.choices.get(self.chosen)
    }

    /// The score that both are right if the two models are to be believed; the third one puts it right.
    pub fn base(&self) -> f32 {
        let both = (self.share * self.likely).clamp(1e-4, 1.0 - 1e-4);
        (both / (1.0 - both)).ln()
    }
}

/// Nobody asks whether there are more words.
const MANY: usize = 13;

/// How many words of text stand there, no more than [`MANY`]; of Han and kana two make a word.
pub(crate) fn word_count(text: &str) -> usize {
    let blanks = scan::words(text).take(MANY).count();
    if blanks == MANY {
        return MANY;
    }
    let dense = scan::CJK.within(text).filter(|(_, c)| is_cjk(*c)).take(2 * MANY).count();
    blanks.max(dense.div_ceil(2)).min(MANY)
}
