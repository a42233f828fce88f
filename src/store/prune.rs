//! Stories that leave the library, on the reader's word alone: few a transaction, so that nobody waits for long, and only
//! those that the reader did nothing to. What is left of them is a number that is not given again and an identity that
//! does not come back by itself.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::derived::{Counts, GONE, Log, Standing};
use super::fault::Try;
use super::marks::{self, Held};
use super::people::Book;
use super::{Library, Result, index, read};
use crate::listing::{Leaving, Pruned, StoryId};
use crate::query::Query;

/// Stories a transaction.
const BATCH: usize = 100;
/// Stories between two commits of the search index.
const INDEX_EVERY: usize = 5_000;

impl Library {
    /// How many stories under `query` [`Library::prune`] would take away, and how many it would leave.
    pub fn leaving(&self, query: &Query) -> Result<Leaving> {
        self.told(leaving(self, query))
    }

    /// Takes the stories under `query` out of the library for good, but for those with a bookmark, a note or a country put
    /// right; `progress` hears (done, all). They do not come back with their feed or file: only [`Library::add_again`]
    /// brings them back. Ended by `stop` between two batches: what is done stays done.
    pub fn prune(
        &mut self,
        query: &Query,
        stop: &AtomicBool,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Pruned> {
        let pruned = prune(self, query, stop, progress);
        self.told(pruned)
    }
}

fn leaving(library: &Library, query: &Query) -> Try<Leaving> {
    let ids = read::ids(library, query)?;
    let held = library.held.borrow();
    let kept = kept(&library.conn)?;
    let stay = ids.iter().filter(|id| held.bookmark.get(id.0) || kept.contains(id)).count();
    Ok(Leaving { leave: (ids.len() - stay) as u64, stay: stay as u64 })
}

/// Stories with a note, or with a country that the reader put right.
fn kept(conn: &Connection) -> Try<HashSet<StoryId>> {
    let mut statement = conn.prepare_cached("SELECT ord FROM note UNION SELECT ord FROM correction")?;
    let kept = statement.query_map([], |row| row.get(0).map(StoryId))?;
    Ok(kept.collect::<rusqlite::Result<_>>()?)
}

fn prune(
    library: &mut Library,
    query: &Query,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(u64, u64),
) -> Try<Pruned> {
    let mut ids = read::ids(library, query)?;
    // Stories that came together lie together.
    ids.sort_unstable();
    let (all, mut done, mut pruned) = (ids.len() as u64, 0, Pruned::default());
    for part in ids.chunks(INDEX_EVERY) {
        for batch in part.chunks(BATCH) {
            if stop.load(Ordering::Relaxed) {
                pruned.interrupted = true;
                break;
            }
            let left = take_away(&mut library.conn, batch)?;
            pruned.left += left;
            pruned.stay += batch.len() as u64 - left;
            done += batch.len() as u64;
            progress(done, all);
        }
        library.after_removal()?;
    }
    Ok(pruned)
}

impl Library {
    /// Lists, counts and searches without what was taken away.
    fn after_removal(&mut self) -> Try<()> {
        self.persons.take();
        self.bump();
        if let Some(index) = &mut self.index
            && index::catch_up(index, &self.conn, &mut |_, _| {}).is_err()
        {
            // It is hidden from searches until the index follows; what ails that is told when it is committed.
            index.give_up();
        }
        *self.held.get_mut() = Held::load(&self.conn)?;
        Ok(())
    }
}

/// In one transaction; answers how many left.
fn take_away(conn: &mut Connection, ids: &[StoryId]) -> Try<u64> {
    let tx = Transaction::new(conn, TransactionBehavior::Immediate)?;
    let kept = kept(&tx)?;
    let bookmarked = marks::on_disk(&tx, marks::BOOKMARK, ids)?;
    let (mut log, mut counts, mut speakers) = (Log::open(&tx)?, Counts::default(), Book::default());
    let (mut left, mut seq) = (Vec::new(), 0);
    for id in ids.iter().filter(|id| !bookmarked.get(id.0) && !kept.contains(id)) {
        speakers.leave(&tx, *id)?;
        let sql = "DELETE FROM story WHERE ord = ?1 RETURNING countries, key, identity";
        let mut story = tx.prepare_cached(sql)?;
        let story = story.query_row([id.0], |row| Ok((Standing::read(row, 0, 1)?, row.get(2)?)));
        // Another program may have taken it.
        let Some((standing, identity)): Option<(Standing, Vec<u8>)> = story.optional()? else { continue };
        counts.count(&standing, -1);
        tx.prepare_cached("INSERT OR IGNORE INTO gone (identity) VALUES (?1)")?.execute([identity])?;
        for table in ["body", "version", "release", "markup", "full_text"] {
            tx.prepare_cached(&format!("DELETE FROM {table} WHERE ord = ?1"))?.execute([id.0])?;
        }
        seq = log.write(&tx, *id, GONE)?;
        left.push(*id);
    }
    let Some(last) = left.iter().max() else { return Ok(0) };
    marks::put(&tx, marks::GONE, true, &left)?;
    marks::put(&tx, marks::READ, false, &left)?;
    for (name, value) in [("last_gone", i64::from(last.0)), ("gone", seq)] {
        let sql = "INSERT INTO meta (name, value) VALUES (?1, ?2)
            ON CONFLICT (name) DO UPDATE SET value = max(value, ?2)";
        tx.prepare_cached(sql)?.execute(params![name, value])?;
    }
    counts.write(&tx)?;
    speakers.settle(&tx)?;
    tx.commit()?;
    Ok(left.len() as u64)
}

/// The highest number that was ever given to a story.
pub fn last_number(conn: &Connection) -> Try<u32> {
    let sql = "SELECT max((SELECT coalesce(max(ord), 0) FROM story),
        coalesce((SELECT value FROM meta WHERE name = 'last_gone'), 0))";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Whether the search index may still have what was taken away.
pub fn is_unindexed(conn: &Connection) -> Try<bool> {
    let sql = "SELECT coalesce((SELECT value FROM meta WHERE name = 'gone'), 0)
        > coalesce((SELECT value FROM meta WHERE name = 'indexed'), 0)";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Whether anything ever left.
pub fn has_gone(conn: &Connection) -> Try<bool> {
    Ok(conn.prepare_cached("SELECT EXISTS (SELECT 1 FROM gone)")?.query_row([], |row| row.get(0))?)
}

/// Whether a story of this identity left; where it is to come back `again`, that is forgotten.
pub fn left(conn: &Connection, identity: &[u8; 16], again: bool) -> Try<bool> {
    let sql =
        if again { "DELETE FROM gone WHERE identity = ?1" } else { "SELECT 1 FROM gone WHERE identity = ?1" };
    let mut statement = conn.prepare_cached(sql)?;
    if again {
        statement.execute([identity.as_slice()])?;
        return Ok(false);
    }
    Ok(statement.exists([identity.as_slice()])?)
}
