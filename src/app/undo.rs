//! What `u` takes back, any number of steps.

use crate::article::Correction;
use crate::listing::{Key, Mark, StoryId};
use crate::query::Query;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// A mark was set (or cleared) on these stories.
    Mark { mark: Mark, on: bool, stories: Vec<StoryId> },
    /// The note on a story was this before.
    Note { id: StoryId, text: Option<String> },
    /// What was put right in a story was this before.
    Correct { id: StoryId, correction: Correction },
    /// The filter was this before, and the selection stood here.
    Filter { query: Query, at: Option<Key> },
}
