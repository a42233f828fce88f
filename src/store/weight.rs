//! How much there is to read of a story, before it is read.

use super::fault::Try;
use super::{Library, StoreError};
use crate::listing::StoryId;

/// Bytes of its copy as it is kept.
pub fn packed(library: &Library, id: StoryId) -> Try<u64> {
    let sql = "SELECT length(copy) FROM body WHERE ord = ?1";
    let found = library.rows(sql, [id.0], |row| super::read::counted(row, 0))?;
    Ok(*found.first().ok_or(StoreError::NoStory(id.0))?)
}
