//! What the parser could not understand, and why.

use super::Span;

/// A remark on a place in the text; never an error, since parsing never fails.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Note {
    pub span: Span,
    /// Lower case, says why.
    pub text: String,
    pub on: Topic,
}

/// Which part of a story a note is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Topic {
    Head,
    Countries,
    Quotations,
}
