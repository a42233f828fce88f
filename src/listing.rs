//! The plain types that the store answers with and the app shows: story ids, list rows, tallies, marks.

mod feed;
mod full;
mod quotation;

use std::collections::BTreeMap;
use std::fmt;

use chrono::{DateTime, NaiveDate, Utc};

use crate::article::{Article, Correction, Release, Status};
use crate::place::Country;
use crate::quantity::{grouped, stories};
pub use feed::{FeedId, FeedRow, NewFeed, Subscription};
pub use full::{Full, FullText};
pub use quotation::{Joining, Quotation, QuotationKey, SpeakerId, SpeakerRow};

/// A story's number in its library; never reused.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StoryId(pub u32);

/// Where a story stands in the list: by moment, then by number. What paging goes by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key {
    /// Minutes since 1970-01-01 UTC, the day's midnight where only the day is known; `i64::MIN / 2` where nothing is.
    pub when: i64,
    pub id: StoryId,
}

/// What one line of the list needs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    pub key: Key,
    pub date: Option<NaiveDate>,
    /// Known to the minute, not only to the day.
    pub published: Option<DateTime<Utc>>,
    pub headline: String,
    pub derived: bool,
    /// Where it was filed from, else the country it is most about.
    pub country: Option<Country>,
    pub agency: Option<String>,
    /// 1 for a story that never changed.
    pub version: u32,
    pub marks: Marks,
    /// Of one that may be used nothing is told here, not even an embargo that has passed.
    pub release: Release,
}

impl Row {
    pub fn id(&self) -> StoryId {
        self.key.id
    }
}

/// What the reader did to a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Marks {
    pub read: bool,
    pub bookmarked: bool,
}

impl Marks {
    pub fn get(self, mark: Mark) -> bool {
        match mark {
            Mark::Read => self.read,
            Mark::Bookmark => self.bookmarked,
        }
    }

    pub fn set(&mut self, mark: Mark, on: bool) {
        match mark {
            Mark::Read => self.read = on,
            Mark::Bookmark => self.bookmarked = on,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Mark {
    Read,
    Bookmark,
}

/// A list in order of relevance ends here: nobody reads on, and the rest is found by other words.
pub const BEST: u64 = 10_000;

/// Which stretch of a list: rows always come in list order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stretch {
    /// The first rows.
    First,
    /// The last rows.
    Last,
    /// Rows behind this one.
    After(Key),
    /// Rows before this one, nearest ones.
    Before(Key),
    /// This one (or the place where it would stand) and rows behind it.
    From(Key),
}

/// Counts under a query.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Tally {
    pub stories: u64,
    pub unread: u64,
    pub countries: BTreeMap<Country, u64>,
    /// Stories a month, by its first day; those without a date are in none.
    pub months: BTreeMap<NaiveDate, u64>,
}

/// Stories a day under a query, for one month.
pub type Days = BTreeMap<NaiveDate, u64>;

/// A whole story: what was received and understood, what the reader did to it.
#[derive(Debug, Clone, PartialEq)]
pub struct Story {
    pub id: StoryId,
    /// As the parser understands its copy, put right by `correction`.
    pub article: Article,
    pub marks: Marks,
    /// 1 for a story that never changed; earlier ones are kept.
    pub version: u32,
    /// The reader's own note.
    pub note: Option<String>,
    /// What the reader put right.
    pub correction: Correction,
    pub release: Release,
    /// What the page of the story says, where it was fetched.
    pub full: Option<Full>,
}

impl Story {
    /// As it leaves the library: one that was killed by another message says so itself.
    pub fn told(self) -> Article {
        let Story { mut article, release, .. } = self;
        if release.status == Status::Canceled {
            article.copy.desk.get_or_insert_default().status = Status::Canceled;
        }
        article
    }
}

/// What became of a batch of stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Added {
    pub new: u64,
    pub changed: u64,
    /// Already there, untouched.
    pub known: u64,
    /// They once left the library and stay away.
    pub gone: u64,
}

/// What came of taking stories out of a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pruned {
    pub left: u64,
    /// The reader did something to them, or another program took them.
    pub stay: u64,
    /// It was stopped before its end; what was done stays done.
    pub interrupted: bool,
}

impl fmt::Display for Pruned {
    /// `removed 1,204 stories · 3 stay`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "removed {}", stories(self.left))?;
        if self.stay > 0 {
            write!(f, " · {} stay", grouped(self.stay))?;
        }
        f.write_str(if self.interrupted { " · interrupted: run it again to go on" } else { "" })
    }
}

/// Stories that cannot be read are named in a line up to this many.
const NAMED: usize = 3;

/// What came of parsing a library again.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reparsed {
    /// Stories parsed again.
    pub stories: u64,
    /// Those among them that stand under other countries now.
    pub moved: u64,
    /// Stories that could not be read and stay as they were.
    pub unread: Vec<StoryId>,
    /// It was stopped before its end; what was done is kept.
    pub interrupted: bool,
}

impl fmt::Display for Reparsed {
    /// `parsed again 1,204 stories: 12 now under other countries`.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.stories, self.moved) {
            (0, _) if !self.interrupted && self.unread.is_empty() => {
                f.write_str("nothing to parse again: all of it was read with today's rules")
            }
            (0, _) => f.write_str("parsed again no story"),
            (many, 0) => write!(f, "parsed again {}: all under the same countries", stories(many)),
            (many, moved) => {
                write!(f, "parsed again {}: {} now under other countries", stories(many), grouped(moved))
            }
        }?;
        let named: Vec<String> = self.unread.iter().take(NAMED).map(|id| id.0.to_string()).collect();
        match (self.unread.len(), named.join(", ")) {
            (0, _) => Ok(()),
            (1, named) => write!(f, " · story {named} cannot be read and stays as it was"),
            (many, named) => {
                write!(f, " · {} cannot be read and stay as they were: {named}", grouped(many as u64))?;
                f.write_str(if many > NAMED { ", …" } else { "" })
            }
        }?;
        f.write_str(if self.interrupted { " · interrupted: run it again to go on" } else { "" })
    }
}

/// What is in a library.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Stats {
    pub stories: u64,
    pub unread: u64,
    pub bookmarked: u64,
    /// Texts kept, earlier ones of changed stories among them.
    pub versions: u64,
    pub oldest: Option<NaiveDate>,
    pub newest: Option<NaiveDate>,
    /// Stories an agency, most first; those without one are not among them.
    pub agencies: Vec<(String, u64)>,
    /// Stories filed from or about a country, most first.
    pub countries: Vec<(Country, u64)>,
    /// Stories a month, by its first day, oldest first.
    pub months: Vec<(NaiveDate, u64)>,
    /// Of the database and the index.
    pub bytes: u64,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reading_again_ends_in_one_honest_line() {
        for (stories, moved, unread, interrupted, line) in [
            (0, 0, &[][..], false, "nothing to parse again: all of it was read with today's rules"),
            (1, 0, &[], false, "parsed again 1 story: all under the same countries"),
            (1_204, 12, &[], false, "parsed again 1,204 stories: 12 now under other countries"),
            (0, 0, &[7], false, "parsed again no story · story 7 cannot be read and stays as it was"),
            (
                9,
                0,
                &[7, 8, 1_009, 1_010],
                false,
                "parsed again 9 stories: all under the same countries \
                 · 4 cannot be read and stay as they were: 7, 8, 1009, …",
            ),
            (
                50,
                3,
                &[],
                true,
                "parsed again 50 stories: 3 now under other countries · interrupted: run it again to go on",
            ),
        ] {
            let unread = unread.iter().copied().map(StoryId).collect();
            assert_eq!(Reparsed { stories, moved, unread, interrupted }.to_string(), line);
        }
    }
}
