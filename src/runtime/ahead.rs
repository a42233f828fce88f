//! The worker on stories that nobody asked for yet, and on whether what was read so far still stands.

use super::worker::Worker;
use crate::app::{Answer, Msg, Ticket};
use crate::listing::{Story, StoryId};
use crate::store::Library;

/// A longer one, in bytes as kept, is read when it is gone to: a key must not wait for it.
const LONG: u64 = 64 << 10;

impl Worker {
    /// One story, so that a key's question waits for one at the most.
    pub(super) fn ahead(&mut self, ticket: Ticket, id: Option<StoryId>) -> Msg {
        let now = others_changes(&self.library);
        if std::mem::replace(&mut self.as_of, now) != now {
            return Msg::Changed;
        }
        let story = |id| -> Option<Answer<Box<Story>>> {
            let short = self.library.packed(id).is_ok_and(|bytes| bytes <= LONG);
            short.then(|| self.story(id))
        };
        Msg::Ahead { ticket, story: id.and_then(story) }
    }
}

/// A number that changes when another program, or another thread, changes the library: what the reader does here itself
/// is answered one by one.
pub(super) fn others_changes(library: &Library) -> i64 {
    library.changes().map_or(0, |changes| changes >> 32)
}
