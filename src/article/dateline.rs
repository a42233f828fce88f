//! Where and when a story was filed, and by which agency.

use super::Span;
use crate::place::{Country, Place};

/// `BAKU, December 13. /TASS/.` and its parts.
#[derive(Debug, Clone, PartialEq)]
pub struct Dateline {
    /// From the first letter of the first place (or the agency mark) to the last mark before the lede.
    pub span: Span,
    /// May be empty: `(Reuters) - …`.
    pub places: Vec<DatelinePlace>,
    pub day: Option<MonthDay>,
    /// The agency's canonical name.
    pub agency: Option<String>,
    /// Today's country of the first place; none for `UNITED NATIONS`.
    pub country: Option<Country>,
    pub via: Via,
}

#[derive(Debug, Clone, PartialEq)]
pub struct DatelinePlace {
    pub span: Span,
    pub place: Option<Place>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MonthDay {
    pub month: u8,
    pub day: u8,
}

/// What gave the dateline away, in falling order of trust.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Via {
    Agency,
    Date,
    Caps,
    Line,
}
