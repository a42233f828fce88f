//! The countries a story is about, and why.

use super::Span;
use crate::place::Country;

/// One country, its score and the spans that made it so.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    pub country: Country,
    pub score: f32,
    pub because: Vec<Because>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Because {
    pub span: Span,
    pub part: Part,
}

/// Which part of the story a reason stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Dateline,
    Headline,
    Lede,
    Body,
}
