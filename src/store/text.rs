//! The text of a story in its paragraphs, without what a whole parse finds in it: for a glance at many of them.

use super::fault::Try;
use super::{Library, stored};
use crate::article::{Span, whereabouts};
use crate::listing::StoryId;

pub fn paragraphs(library: &Library, id: StoryId) -> Try<(String, Vec<Span>)> {
    library.refresh()?;
    library.looked_at_a_story();
    let copy = library.unpacker.load(&library.conn, id)?;
    let paragraphs = whereabouts(&copy, stored::home(&library.conn, id)?).paragraphs;
    Ok((copy.text, paragraphs))
}
