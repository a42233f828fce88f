//! The text of a story in its paragraphs, without what a whole parse finds in it: for a glance at many of them.

use rusqlite::OptionalExtension;

use super::Library;
use super::fault::Try;
use crate::article::{self, Span};
use crate::listing::StoryId;

pub fn paragraphs(library: &Library, id: StoryId) -> Try<(String, Vec<Span>)> {
    library.refresh()?;
    library.looked_at_a_story();
    let mut copy = library.unpacker.load(&library.conn, id)?;
    // What the parse found saves guessing it again.
    let sql = "SELECT lang FROM story WHERE ord = ?1";
    copy.lang = library.conn.prepare_cached(sql)?.query_row([id.0], |row| row.get(0)).optional()?;
    let paragraphs = article::paragraphs(&copy);
    Ok((copy.text, paragraphs))
}
