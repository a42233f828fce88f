//! Copy as received: the raw text and what came beside it.

use chrono::{DateTime, NaiveDate, Utc};

/// One story before anything is understood. Only `text` is required.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct RawCopy {
    /// The source's own name for the story; the same id in the same source is the same story.
    pub id: Option<String>,
    pub text: String,
    /// A headline received apart from the text.
    pub title: Option<String>,
    /// The day the story was published.
    pub date: Option<NaiveDate>,
    /// The moment, where the source gives one.
    pub published: Option<DateTime<Utc>>,
    /// BCP 47 tag.
    pub lang: Option<String>,
    pub source: Option<String>,
    pub url: Option<String>,
}

impl RawCopy {
    pub fn from_text(text: impl Into<String>) -> RawCopy {
        RawCopy { text: text.into(), ..RawCopy::default() }
    }
}
