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

/// The stories of one text, each begun by a ` date YYYY-MM-DD ` stamp; one range where there is no second stamp.
/// (Stand-in.)
pub fn split(text: &str) -> Vec<std::ops::Range<usize>> {
    let mut starts = vec![0];
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let stamp = line.trim_start_matches([' ', '\u{feff}']).strip_prefix("date ");
        if at > 0 && stamp.is_some_and(|rest| rest.get(..10).is_some_and(|d| d.parse::<NaiveDate>().is_ok()))
        {
            starts.push(at);
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).collect()
}
