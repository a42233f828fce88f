//! A question for quotations: a query over stories, a speaker, and words typed to narrow it.

use super::Query;
use crate::listing::SpeakerId;

/// Which quotations are asked for.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Said {
    /// Only in stories that this finds, and where it names a speaker or what was said, only quotations of that kind.
    pub query: Query,
    /// Only this speaker's, under any of its names.
    pub speaker: Option<SpeakerId>,
    /// Typed to narrow: each word must begin a word of the quotation, of the speaker's name or of the headline.
    pub words: String,
    /// Only speakers that the parser is at least this sure of, 0 to 1; others' quotations count as unattributed.
    pub sure: f32,
}
