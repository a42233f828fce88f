//! Who said what across a library: one line a quotation, one row a speaker.

use chrono::NaiveDate;

use super::Key;
use crate::place::Country;

/// A speaker's number in its library: a person or body with every name it goes by; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SpeakerId(pub u32);

/// Where a quotation stands in a list of them, newest story first, a story's own in the order of its text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct QuotationKey {
    pub story: Key,
    /// Its number among the story's quotations.
    pub index: usize,
}

/// One quotation, as a list shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct Quotation {
    pub key: QuotationKey,
    pub date: Option<NaiveDate>,
    /// Where its story was filed from, else the country that is most about.
    pub country: Option<Country>,
    pub headline: String,
    /// What was said, without its marks, on one line.
    pub text: String,
    /// The speaker as this story names it beside the quotation; none where that is not sure enough.
    pub mention: Option<String>,
    /// The fullest name that this story gives the speaker.
    pub name: Option<String>,
    pub speaker: Option<SpeakerId>,
    pub confidence: f32,
}

/// One speaker, under a filter.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SpeakerRow {
    pub id: SpeakerId,
    /// The name to show: the fullest one.
    pub name: String,
    /// Every name that stands for it, each with its own number, the one most quoted first.
    pub names: Vec<(SpeakerId, String)>,
    pub quotations: u64,
    /// Quotations a month, by its first day, oldest first.
    pub months: Vec<(NaiveDate, u64)>,
    /// Quotations a country that the stories were filed from, most first.
    pub countries: Vec<(Country, u64)>,
}

/// What the reader says of two names.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Joining {
    pub one: SpeakerId,
    pub other: SpeakerId,
    /// `Some(true)`: one and the same. `Some(false)`: not. `None`: as the program thinks.
    pub same: Option<bool>,
}
