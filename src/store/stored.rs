//! A story as it stands in the library: its copy, read with the home it is listed by, and put right as the reader
//! said. The only way from stored copy to an article, so that nobody forgets either.

use rusqlite::Connection;

use super::body::Unpacker;
use super::fault::{Fault, Try};
use super::{StoreError, correction};
use crate::article::{self, Article, RawCopy};
use crate::listing::StoryId;
use crate::place::Home;

pub fn article(conn: &Connection, unpacker: &Unpacker, id: StoryId) -> Try<Article> {
    let mut article = article::parse_from(copy(conn, unpacker, id)?, home(conn, id)?);
    correction::of(conn, id)?.apply(&mut article);
    Ok(article)
}

/// The copy of a story; where it is damaged, or gone from under its story, the error names the story.
pub fn copy(conn: &Connection, unpacker: &Unpacker, id: StoryId) -> Try<RawCopy> {
    let known = "SELECT 1 FROM story WHERE ord = ?1";
    match unpacker.load(conn, id) {
        Err(fault) if fault.is_damage() => Err(StoreError::Damaged(id.0).into()),
        Err(Fault::Store(StoreError::NoStory(_))) if conn.prepare_cached(known)?.exists([id.0])? => {
            Err(StoreError::Damaged(id.0).into())
        }
        loaded => loaded,
    }
}

/// The home that the story was read with.
pub fn home(conn: &Connection, id: StoryId) -> Try<Option<Home>> {
    let mut statement = conn.prepare_cached("SELECT home FROM story WHERE ord = ?1")?;
    let mut rows = statement.query([id.0])?;
    let row = rows.next()?.ok_or(StoreError::NoStory(id.0))?;
    let code: Option<String> = row.get(0)?;
    Ok(code.as_deref().and_then(Home::from_code))
}
