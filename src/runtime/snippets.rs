//! The worker on lines of text under the rows that a search found.

use std::panic::AssertUnwindSafe;

use super::worker::Worker;
use crate::app::{Msg, Ticket};
use crate::listing::StoryId;
use crate::page::{self, Needles, Snippet};

/// Bytes, as kept, of the stories that one answer reads: a key must not wait long. The rest is asked for again.
const ENOUGH: u64 = 256 << 10;

impl Worker {
    pub(super) fn snippets(&self, ticket: Ticket, ids: &[StoryId], words: &[String], columns: usize) -> Msg {
        let needles = Needles::new(words);
        let (mut found, mut read) = (Vec::with_capacity(ids.len()), 0);
        for &id in ids {
            let bytes = self.library.packed(id).unwrap_or(0);
            if read > 0 && read + bytes > ENOUGH {
                break;
            }
            read += bytes;
            // One that is too long, or cannot be read, has none.
            let snippet = if bytes <= ENOUGH { self.snippet(id, &needles, columns) } else { None };
            found.push((id, snippet));
        }
        Msg::Snippets { ticket, found }
    }

    fn snippet(&self, id: StoryId, needles: &Needles, columns: usize) -> Option<Snippet> {
        // Reading changes nothing that a panic of the parser could leave by half.
        let library = AssertUnwindSafe(&self.library);
        let text = std::panic::catch_unwind(move || library.paragraphs(id)).ok()?.ok()?;
        Some(page::snippet(&text.0, &text.1, needles, columns))
    }
}
