//! The markup of stories, in a table of its own: stories without any cost nothing.

use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, params};

use super::fault::Try;
use crate::listing::StoryId;

/// Measured on feeds: 3 packs nearly as well as 9.
const LEVEL: i32 = 3;
/// What says that it is larger is damaged.
const LARGEST: usize = 16 << 20;

/// Keeps the markup of a story, or that it has none. `known`: it may have had another.
pub fn keep(conn: &Connection, id: StoryId, markup: Option<&str>, known: bool) -> Try<()> {
    if let Some(markup) = markup {
        let sql = "REPLACE INTO markup (ord, html) VALUES (?1, ?2)";
        conn.prepare_cached(sql)?.execute(params![id.0, pack(markup)?])?;
    } else if known {
        conn.prepare_cached("DELETE FROM markup WHERE ord = ?1")?.execute([id.0])?;
    }
    Ok(())
}

/// None where there is none, or where what was kept cannot be read: the text is there in any case.
pub fn load(conn: &Connection, id: StoryId) -> Try<Option<Arc<str>>> {
    let mut statement = conn.prepare_cached("SELECT html FROM markup WHERE ord = ?1")?;
    let packed: Option<Vec<u8>> = statement.query_row([id.0], |row| row.get(0)).optional()?;
    Ok(packed.and_then(|packed| unpack(&packed)).map(Arc::from))
}

pub fn pack(text: &str) -> Try<Vec<u8>> {
    Ok(zstd::bulk::compress(text.as_bytes(), LEVEL)?)
}

pub fn unpack(packed: &[u8]) -> Option<String> {
    let size = zstd::bulk::Decompressor::upper_bound(packed).filter(|size| *size <= LARGEST)?;
    String::from_utf8(zstd::bulk::decompress(packed, size).ok()?).ok()
}
