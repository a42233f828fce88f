//! The headline: given, found in the text, or derived from the lede.

use super::Span;

/// What the list shows of a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headline {
    /// One line, plain.
    pub text: String,
    /// Made from the lede, not written by an editor.
    pub derived: bool,
    /// Where it stands in the text, if it does.
    pub span: Option<Span>,
}
