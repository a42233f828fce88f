//! The library on disk: SQLite is the truth, a tantivy index beside it is derived. Nothing else names either.

use std::path::{Path, PathBuf};

use chrono::NaiveDate;

use crate::article::Article;
use crate::listing::{Added, Days, Mark, Row, Story, StoryId, Stretch, Tally};
use crate::query::Query;

/// What can go wrong with a library; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "{path}: this library was written by a newer dateline (format {found}, this one reads {known}); it was left untouched: install the newer version"
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error("no story {0} in this library")]
    NoStory(u32),
    #[error("{path}: {why}")]
    Unusable { path: PathBuf, why: String },
}

pub type Result<T> = std::result::Result<T, StoreError>;

/// Rows and bytes a library has touched since it was opened, so that tests can count work instead of time.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Work {
    /// Rows stepped over by SQLite.
    pub rows: u64,
}

/// One library, open.
pub struct Library {
    dir: PathBuf,
}

impl Library {
    /// Opens or creates the library in `dir` and migrates it. The index is opened apart: [`Library::open_index`].
    pub fn open(dir: &Path) -> Result<Library> {
        Ok(Library { dir: dir.to_owned() })
    }

    /// True where `dir` holds a library.
    pub fn exists(_dir: &Path) -> bool {
        false
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Opens the search index and brings it up to the truth; makes it anew where it is missing or damaged.
    pub fn open_index(&mut self) -> Result<()> {
        Ok(())
    }

    /// Throws the index away and makes it again; `progress` hears (done, all).
    pub fn rebuild(&mut self, _progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
        Ok(0)
    }

    /// Adds a batch in one transaction.
    pub fn add(&mut self, _batch: &[Article]) -> Result<Added> {
        Ok(Added::default())
    }

    /// Makes what was added searchable.
    pub fn commit_index(&mut self) -> Result<()> {
        Ok(())
    }

    /// At most `limit` rows of the list under `query`, in list order.
    pub fn page(&self, _query: &Query, _stretch: Stretch, _limit: usize) -> Result<Vec<Row>> {
        Ok(Vec::new())
    }

    pub fn tally(&self, _query: &Query) -> Result<Tally> {
        Ok(Tally::default())
    }

    /// Stories a day under `query` in the month that holds `month`.
    pub fn days(&self, _query: &Query, _month: NaiveDate) -> Result<Days> {
        Ok(Days::new())
    }

    pub fn story(&self, id: StoryId) -> Result<Story> {
        Err(StoreError::NoStory(id.0))
    }

    /// Sets or clears a mark, durable on return; answers the stories that changed.
    pub fn mark(&mut self, _mark: Mark, _on: bool, _ids: &[StoryId]) -> Result<Vec<StoryId>> {
        Ok(Vec::new())
    }

    /// Sets or clears a mark on every story under `query`, in one transaction; answers the stories that changed.
    pub fn mark_all(&mut self, _mark: Mark, _on: bool, _query: &Query) -> Result<Vec<StoryId>> {
        Ok(Vec::new())
    }

    /// Keeps or (with `None`) drops the reader's note on a story.
    pub fn note(&mut self, _id: StoryId, _text: Option<&str>) -> Result<()> {
        Ok(())
    }

    /// Stories in the library, all of them.
    pub fn len(&self) -> Result<u64> {
        Ok(0)
    }

    pub fn is_empty(&self) -> Result<bool> {
        Ok(self.len()? == 0)
    }

    /// A number that changes whenever another process (or this one) changes the library.
    pub fn changes(&self) -> Result<i64> {
        Ok(0)
    }

    /// Stories newer (by arrival) than `since`, under `query`: (their number, the highest id now).
    pub fn arrived(&self, _query: &Query, _since: StoryId) -> Result<(u64, StoryId)> {
        Ok((0, StoryId(0)))
    }

    pub fn work(&self) -> Work {
        Work::default()
    }
}
