//! Copy as received: the raw text and what came beside it; a file of several stories cut into its stories.

use std::ops::Range;
use std::sync::Arc;

use chrono::{DateTime, NaiveDate, Utc};

use super::{Desk, byline, scan, stamp};

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
    /// What few stories have.
    pub desk: Option<Box<Desk>>,
    /// How the text was marked up, in the few tags that `format::html::markup` writes; its words are those of the text.
    /// Only for the eye: nothing is parsed, searched or told apart by it.
    pub markup: Option<Arc<str>>,
}

impl RawCopy {
    pub fn from_text(text: impl Into<String>) -> RawCopy {
        RawCopy { text: text.into(), ..RawCopy::default() }
    }

    /// As much of the text as is shown and searched: all of whatever is a story.
    pub fn in_bounds(&self) -> &str {
        &self.text[..scan::floor(&self.text, LONGEST)]
    }
}

/// Longer than any story, in bytes: what is more is kept and exported, and neither shown nor searched.
pub const LONGEST: usize = 8 << 20;

/// A line that may be a headline standing over a stamp, in columns.
const HEADLINE_COLUMNS: usize = 140;
/// What stands before the first stamp is a story of its own from this length on, in bytes.
const OWN_STORY: usize = 600;

/// The stories of a text that carries several, each beginning with a ` date YYYY-MM-DD ` stamp at a line start
/// or with the headline line over it. Byte ranges that follow each other without gaps; one range for one story.
pub fn split(text: &str) -> Vec<Range<usize>> {
    let lines: Vec<Range<usize>> = scan::lines(text, 0..text.len()).collect();
    let mut starts = Vec::new();
    for (i, line) in lines.iter().enumerate() {
        let Some((_, after)) = stamp::at(text, skip_mark(text, line.start)) else { continue };
        if stamp::begins_story(text, line.start, after) {
            let first = head_over(text, &lines, i).unwrap_or(i);
            starts.push(lines[first].start);
        }
    }
    if starts.first().is_some_and(|first| text[..*first].trim().len() < OWN_STORY) {
        starts[0] = 0;
    } else {
        starts.insert(0, 0);
    }
    starts.dedup();
    let ends = starts.iter().skip(1).copied().chain([text.len()]);
    starts.iter().copied().zip(ends).map(|(start, end)| start..end).collect()
}

fn skip_mark(text: &str, pos: usize) -> usize {
    if text[pos..].starts_with('\u{feff}') { pos + '\u{feff}'.len_utf8() } else { pos }
}

/// The first of the lines right over the stamp in line `stamp` that are plainly its headline and byline.
fn head_over(text: &str, lines: &[Range<usize>], stamp: usize) -> Option<usize> {
    let blank = |i: usize| text[lines[i].clone()].trim().is_empty();
    let mut i = stamp.checked_sub(1)?;
    if blank(i) {
        i = i.checked_sub(1)?;
    }
    let mut first = i;
    if byline::at(text, lines[i].clone()).is_some() {
        first = i.checked_sub(1)?;
        if blank(first) {
            first = first.checked_sub(1)?;
        }
    }
    let line = text[lines[first].clone()].trim();
    let plain = line.chars().next().is_some_and(char::is_alphanumeric)
        && line.chars().count() <= HEADLINE_COLUMNS
        && line.split_whitespace().nth(1).is_some()
        && !line.ends_with(['.', '!', '?', '"', '”', '»', ',', ';', '。'])
        && (first == 0 || blank(first - 1));
    plain.then_some(first)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn stories(text: &str) -> Vec<&str> {
        split(text).into_iter().map(|r| text[r].trim()).collect()
    }

    #[test]
    fn every_stamp_at_a_line_start_begins_a_story() {
        let text =
            " date 2025-03-14 LISBON (Meridian) — One.\n\nMore.\n\n date 2025-03-15 OSLO (Meridian) — Two.\n";
        let got = stories(text);
        assert_eq!(got.len(), 2);
        assert!(got[1].starts_with("date 2025-03-15"));
    }

    #[test]
    fn a_date_in_running_text_parts_nothing() {
        let text = " date 2025-03-14 LISBON (Meridian) — They met on a date 2019-12-13 and\ndate 2019-12-14 was named.";
        assert_eq!(stories(text).len(), 1);
    }

    #[test]
    fn a_headline_over_a_stamp_goes_with_its_story() {
        let text = "Ferry fares rise\nBy Ana Sousa\n\n date 2025-03-14 LISBON (Meridian) — One.\n\n\
                    Harbour reopens\n date 2025-03-15 OSLO (Meridian) — Two.\n\nEnd of two.\n\n date 2025-03-16 BERN (Meridian) — Three.";
        let got = stories(text);
        assert_eq!(got.len(), 3);
        assert!(got[0].starts_with("Ferry") && got[1].starts_with("Harbour") && got[2].starts_with("date"));
        assert!(got[1].ends_with("End of two."));
    }

    #[test]
    fn the_ranges_cover_the_text() {
        let text = "\u{feff} date 2025-03-14 A - b.\r\n\r\n date 2025-03-15 C - d.\r\n";
        let got = split(text);
        assert_eq!((got[0].start, got[got.len() - 1].end, got.len()), (0, text.len(), 2));
    }
}
