//! Who wrote the story: `By NAME`.

use super::Span;

/// The names of a byline, without "By".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Byline {
    pub span: Span,
}
