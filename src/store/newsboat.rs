//! newsboat's `cache.db`, read and never written: what it keeps of each item of its feeds.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::Connection;
use rusqlite::types::ValueRef;

use super::fault::Try;
use super::{Result, StoreError, schema};

/// An item as newsboat keeps it. What it does not know is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Cached {
    pub guid: String,
    pub title: String,
    pub author: String,
    pub url: String,
    /// Seconds since 1970.
    pub published: i64,
    pub content: String,
    /// Of the content; empty in caches of older versions, where it is HTML.
    pub media: String,
    /// The address of what comes with it.
    pub enclosure: String,
    pub feed: String,
    /// As the feed calls itself.
    pub feed_title: String,
    pub read: bool,
    pub flagged: bool,
}

/// Whether a file is such a cache. A pipe is none: what is read of it here would be missing afterwards.
pub fn is_cache(path: &Path) -> bool {
    if !path.is_file() {
        return false;
    }
    let mut magic = [0; 16];
    let begins = File::open(path).and_then(|mut file| file.read_exact(&mut magic));
    let tables = || -> Try<bool> {
        let Some(conn) = schema::still(path)? else { return Ok(false) };
        let sql = "SELECT count(*) = 2 FROM sqlite_schema WHERE type = 'table' AND name IN ('rss_feed', 'rss_item')";
        Ok(conn.query_row(sql, [], |row| row.get(0))?)
    };
    begins.is_ok() && magic == *b"SQLite format 3\0" && tables().unwrap_or(false)
}

/// Gives every item that newsboat still shows, the oldest first; `Err` of `take` ends it.
pub fn cached(path: &Path, take: &mut dyn FnMut(Cached) -> Result<()>) -> Result<()> {
    let unusable = |why: String| StoreError::Unusable { path: path.to_owned(), why };
    let conn = schema::still(path).map_err(|fault| fault.told(path))?;
    let conn = conn.ok_or_else(|| unusable("this file is in use: close newsboat first".to_owned()))?;
    let damaged = |error: rusqlite::Error| unusable(format!("newsboat's cache cannot be read: {error}"));
    let sql = format!(
        "SELECT i.guid, i.title, i.author, i.url, i.pubDate, i.content, {}, i.feedurl, coalesce(f.title, ''),
            i.unread = 0, coalesce(i.flags, '') <> '', {}
         FROM rss_item i LEFT JOIN rss_feed f ON f.rssurl = i.feedurl WHERE i.deleted = 0 ORDER BY i.pubDate, i.id",
        known(&conn, "content_mime_type").map_err(damaged)?,
        known(&conn, "enclosure_url").map_err(damaged)?
    );
    let mut items = conn.prepare(&sql).map_err(damaged)?;
    let mut rows = items.query([]).map_err(damaged)?;
    while let Some(row) = rows.next().map_err(damaged)? {
        take(item(row).map_err(damaged)?)?;
    }
    Ok(())
}

/// What to select for a column that caches of older versions have not.
fn known(conn: &Connection, column: &str) -> rusqlite::Result<String> {
    let sql = "SELECT count(*) FROM pragma_table_info('rss_item') WHERE name = ?1";
    let is_known = conn.query_row(sql, [column], |row| Ok(row.get::<_, i64>(0)? > 0))?;
    Ok(if is_known { format!("i.{column}") } else { "''".to_owned() })
}

fn item(row: &rusqlite::Row<'_>) -> rusqlite::Result<Cached> {
    // SQLite holds whatever newsboat was sent, also what is no UTF-8.
    let text = |column| -> rusqlite::Result<String> {
        Ok(match row.get_ref(column)? {
            ValueRef::Text(bytes) | ValueRef::Blob(bytes) => String::from_utf8_lossy(bytes).into_owned(),
            _ => String::new(),
        })
    };
    Ok(Cached {
        guid: text(0)?,
        title: text(1)?,
        author: text(2)?,
        url: text(3)?,
        published: row.get_ref(4)?.as_i64().unwrap_or(0),
        content: text(5)?,
        media: text(6)?,
        feed: text(7)?,
        feed_title: text(8)?,
        read: row.get(9)?,
        flagged: row.get(10)?,
        enclosure: text(11)?,
    })
}
