//! Who said what across the library. (The questions; their answers follow.)

use super::{Library, Result};
use crate::listing::{Joining, Quotation, QuotationKey, SpeakerId, SpeakerRow, StoryId};
use crate::query::{Query, Said};

impl Library {
    /// At most `limit` quotations behind `after`, newest story first, a story's own in the order of its text.
    pub fn quotations(
        &self,
        _said: &Said,
        _after: Option<QuotationKey>,
        _limit: usize,
    ) -> Result<Vec<Quotation>> {
        Ok(Vec::new())
    }

    /// The speakers most quoted in the stories that `query` finds, at most `limit`; each of `words` begins a word of the
    /// name. Only speakers that the parser is at least `sure` of count.
    pub fn speakers(
        &self,
        _query: &Query,
        _words: &str,
        _sure: f32,
        _limit: usize,
    ) -> Result<Vec<SpeakerRow>> {
        Ok(Vec::new())
    }

    /// The speaker of a story's quotation.
    pub fn speaker_of(&self, _story: StoryId, _index: usize) -> Result<Option<SpeakerId>> {
        Ok(None)
    }

    /// The name to show of a speaker, and every name that stands for it.
    pub fn names(&self, _speaker: SpeakerId) -> Result<Option<(String, Vec<(SpeakerId, String)>)>> {
        Ok(None)
    }

    /// Joins and parts names; the answer takes it back.
    pub fn join_speakers(&mut self, _joinings: &[Joining]) -> Result<Vec<Joining>> {
        Ok(Vec::new())
    }
}
