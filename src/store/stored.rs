//! A story as it stands in the library: its copy, read with the home it is listed by, and put right as the reader
//! said. The only way from stored copy to an article, so that nobody forgets either.

use rusqlite::Connection;

use super::body::Unpacker;
use super::fault::Try;
use super::{StoreError, correction};
use crate::article::{self, Article};
use crate::listing::StoryId;
use crate::place::Home;

pub fn article(conn: &Connection, unpacker: &Unpacker, id: StoryId) -> Try<Article> {
    let mut article = article::parse_from(unpacker.load(conn, id)?, home(conn, id)?);
    correction::of(conn, id)?.apply(&mut article);
    Ok(article)
}

/// The home that the story was read with.
pub fn home(conn: &Connection, id: StoryId) -> Try<Option<Home>> {
    let mut statement = conn.prepare_cached("SELECT home FROM story WHERE ord = ?1")?;
    let mut rows = statement.query([id.0])?;
    let row = rows.next()?.ok_or(StoreError::NoStory(id.0))?;
    let code: Option<String> = row.get(0)?;
    Ok(code.as_deref().and_then(Home::from_code))
}
