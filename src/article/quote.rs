//! What somebody says, in marks.

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
