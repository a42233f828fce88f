//! Subscriptions in the library: which feeds, under which tags, and how the last fetch of each went.

use rusqlite::{Connection, OptionalExtension, Row, params};

use super::fault::Try;
use super::{Library, Result, StoreError};
use crate::listing::{FeedId, NewFeed, Subscription};

impl Library {
    /// Every subscription, in the order they were made.
    pub fn feeds(&self) -> Result<Vec<Subscription>> {
        self.told(feeds(self, i64::MAX))
    }

    /// Those that may be asked for now.
    pub fn feeds_due(&self, now: i64) -> Result<Vec<Subscription>> {
        let due = self.told(feeds(self, now))?;
        Ok(due.into_iter().filter(|feed| !feed.ended).collect())
    }

    pub fn subscribe(&mut self, feed: &NewFeed) -> Result<FeedId> {
        let made = subscribe(self, feed);
        self.told(made)
    }

    /// Its stories stay.
    pub fn unsubscribe(&mut self, id: FeedId) -> Result<()> {
        let done = unsubscribe(self, id);
        self.told(done)
    }

    /// Takes one back that was removed, as it was.
    pub fn resubscribe(&mut self, feed: &Subscription) -> Result<()> {
        let done = resubscribe(self, feed);
        self.told(done)
    }

    /// Calls it something else; by its own title where that is none.
    pub fn rename_feed(&mut self, id: FeedId, own: Option<&str>) -> Result<()> {
        let done = self.conn.execute("UPDATE feed SET own = ?2 WHERE id = ?1", params![id.0, own]);
        self.bump();
        known(self.told(done.map_err(Into::into))?, id)
    }

    pub fn tag_feed(&mut self, id: FeedId, add: &[String], remove: &[String]) -> Result<()> {
        let done = tag(self, id, add, remove);
        self.told(done)
    }

    /// Whether the pages of its new stories are fetched too.
    pub fn fetch_full_text(&mut self, id: FeedId, on: bool) -> Result<()> {
        let done = self.conn.execute("UPDATE feed SET full_text = ?2 WHERE id = ?1", params![id.0, on]);
        self.bump();
        known(self.told(done.map_err(Into::into))?, id)
    }

    /// Takes a due feed for this program alone: false where another one has it, or it is not due. It is not due before
    /// `until` even if nothing is ever said of it again.
    pub fn claim_feed(&mut self, id: FeedId, now: i64, until: i64) -> Result<bool> {
        let sql = "UPDATE feed SET next_due = ?3 WHERE id = ?1 AND next_due <= ?2 AND ended = 0";
        let done = self.conn.execute(sql, params![id.0, now, until]);
        Ok(self.told(done.map_err(Into::into))? == 1)
    }

    /// Keeps how a fetch went. Name and tags are the reader's and stay as they are; a new address that is subscribed to
    /// already is not taken.
    pub fn keep_feed(&mut self, feed: &Subscription) -> Result<()> {
        let done = keep(self, feed);
        self.told(done)
    }
}

const COLUMNS: &str =
    "id, url, typed, title, own, etag, last_modified, next_due, last_success, last_try, errors, error,
    retry_after, ended, items, pace, skip_hours, skip_days, full_text";

fn feeds(library: &Library, due: i64) -> Try<Vec<Subscription>> {
    let sql = format!("SELECT {COLUMNS} FROM feed WHERE next_due <= ?1 ORDER BY id");
    let mut statement = library.conn.prepare_cached(&sql)?;
    let mut feeds = statement.query_map([due], read)?.collect::<rusqlite::Result<Vec<_>>>()?;
    let mut tags = library.conn.prepare_cached("SELECT tag FROM feed_tag WHERE feed = ?1 ORDER BY tag")?;
    for feed in &mut feeds {
        feed.tags = tags.query_map([feed.id.0], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    }
    Ok(feeds)
}

fn read(row: &Row<'_>) -> rusqlite::Result<Subscription> {
    Ok(Subscription {
        id: FeedId(row.get(0)?),
        url: row.get(1)?,
        typed: row.get(2)?,
        title: row.get(3)?,
        own: row.get(4)?,
        tags: Vec::new(),
        etag: row.get(5)?,
        last_modified: row.get(6)?,
        next_due: row.get(7)?,
        last_success: row.get(8)?,
        last_try: row.get(9)?,
        errors: row.get(10)?,
        error: row.get(11)?,
        retry_after: row.get(12)?,
        ended: row.get(13)?,
        items: row.get::<_, i64>(14)?.max(0) as u64,
        pace: row.get(15)?,
        skip_hours: row.get(16)?,
        skip_days: row.get(17)?,
        full_text: row.get(18)?,
    })
}

fn subscribe(library: &mut Library, feed: &NewFeed) -> Try<FeedId> {
    let tx = library.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let taken = "SELECT 1 FROM feed WHERE url = ?1";
    if tx.query_row(taken, [&feed.url], |_| Ok(())).optional()?.is_some() {
        let Some(id) = vouched(&tx, feed)? else {
            return Err(StoreError::Subscribed(feed.url.clone()).into());
        };
        tx.commit()?;
        library.bump();
        return Ok(id);
    }
    tx.execute(
        "INSERT INTO feed (url, typed, title, own) VALUES (?1, ?2, ?3, ?4)",
        params![feed.url, feed.typed, feed.title, feed.own],
    )?;
    let id = tx.last_insert_rowid();
    for tag in &feed.tags {
        tx.execute("INSERT OR IGNORE INTO feed_tag (feed, tag) VALUES (?1, ?2)", params![id, tag])?;
    }
    tx.commit()?;
    library.bump();
    Ok(FeedId(id))
}

/// A feed out of a list that never came, once the reader types its address: it may be asked for wherever it is, and now.
fn vouched(conn: &Connection, feed: &NewFeed) -> Try<Option<FeedId>> {
    let Some(typed) = &feed.typed else { return Ok(None) };
    let sql = "UPDATE feed SET typed = ?2, next_due = 0, errors = 0, error = NULL
        WHERE url = ?1 AND typed IS NULL AND last_success IS NULL AND ended = 0 RETURNING id";
    Ok(conn.query_row(sql, [&feed.url, typed], |row| row.get(0)).optional()?.map(FeedId))
}

fn resubscribe(library: &mut Library, feed: &Subscription) -> Try<()> {
    let tx = library.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    tx.execute(
        "INSERT INTO feed (id, url, typed, own) VALUES (?1, ?2, ?3, ?4)",
        params![feed.id.0, feed.url, feed.typed, feed.own],
    )?;
    for tag in &feed.tags {
        tx.execute("INSERT OR IGNORE INTO feed_tag (feed, tag) VALUES (?1, ?2)", params![feed.id.0, tag])?;
    }
    tx.commit()?;
    keep(library, feed)
}

fn unsubscribe(library: &mut Library, id: FeedId) -> Try<()> {
    let tx = library.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    tx.execute("DELETE FROM feed_tag WHERE feed = ?1", [id.0])?;
    known(tx.execute("DELETE FROM feed WHERE id = ?1", [id.0])?, id)?;
    tx.commit()?;
    library.bump();
    Ok(())
}

fn tag(library: &mut Library, id: FeedId, add: &[String], remove: &[String]) -> Try<()> {
    let tx = library.conn.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    let there: i64 = tx.query_row("SELECT count(*) FROM feed WHERE id = ?1", [id.0], |row| row.get(0))?;
    known(there as usize, id)?;
    for tag in remove {
        tx.execute("DELETE FROM feed_tag WHERE feed = ?1 AND tag = ?2", params![id.0, tag])?;
    }
    for tag in add {
        tx.execute("INSERT OR IGNORE INTO feed_tag (feed, tag) VALUES (?1, ?2)", params![id.0, tag])?;
    }
    tx.commit()?;
    library.bump();
    Ok(())
}

fn keep(library: &mut Library, feed: &Subscription) -> Try<()> {
    let moved = "UPDATE OR IGNORE feed SET url = ?2 WHERE id = ?1 AND url <> ?2";
    library.conn.prepare_cached(moved)?.execute(params![feed.id.0, feed.url])?;
    let sql = "UPDATE feed SET title = ?2, etag = ?3, last_modified = ?4, next_due = ?5, last_success = ?6,
        last_try = ?7, errors = ?8, error = ?9, retry_after = ?10, ended = ?11, items = ?12, pace = ?13,
        skip_hours = ?14, skip_days = ?15 WHERE id = ?1";
    library.conn.prepare_cached(sql)?.execute(params![
        feed.id.0,
        feed.title,
        feed.etag,
        feed.last_modified,
        feed.next_due,
        feed.last_success,
        feed.last_try,
        feed.errors,
        feed.error,
        feed.retry_after,
        feed.ended,
        feed.items as i64,
        feed.pace,
        feed.skip_hours,
        feed.skip_days,
    ])?;
    library.bump();
    Ok(())
}

fn known(rows: usize, id: FeedId) -> Result<()> {
    if rows == 0 { Err(StoreError::NoFeed(id.0)) } else { Ok(()) }
}
