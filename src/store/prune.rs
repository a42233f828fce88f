//! Stories that leave the library, on the reader's word alone: few a transaction, so that nobody waits for long, and only
//! those that the reader did nothing to. What is left of them is a number that is not given again and an identity that
//! does not come back by itself.

use std::collections::HashSet;
use std::sync::atomic::{AtomicBool, Ordering};

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::derived::{CHANGED, Counts, GONE, Log, Standing};
use super::fault::Try;
use super::marks::{self, Held};
use super::people::Book;
use super::{Library, Result, StoreError, index, read, release};
use crate::listing::{Pruned, StoryId};
use crate::query::Query;

/// Stories a transaction.
const BATCH: usize = 100;
/// Stories between two commits of the search index.
const INDEX_EVERY: usize = 5_000;

/// What [`Library::prune`] takes away: the stories that were found, as they were then.
#[derive(Debug)]
pub struct Leaving {
    ids: Vec<StoryId>,
    /// With a bookmark, a note, or a country put right: they stay in any case.
    pub stay: u64,
    /// The last change when they were looked for.
    seq: i64,
}

impl Leaving {
    /// How many would leave.
    pub fn many(&self) -> u64 {
        self.ids.len() as u64
    }
}

impl Library {
    /// The stories under `query` that may leave. An error where the search index does not know all of them.
    pub fn leaving(&self, query: &Query) -> Result<Leaving> {
        self.told(leaving(self, query, false))
    }

    /// The same, of those alone that [`Library::add_fetched`] brought.
    pub fn leaving_of_feeds(&self, query: &Query) -> Result<Leaving> {
        self.told(leaving(self, query, true))
    }

    /// Takes stories out of the library for good, but for those that the reader did something to since, or that have
    /// another text; `progress` hears (done, all). They do not come back with their feed or file: only
    /// [`Library::add_again`] brings them back. Ended by `stop` between two batches: what is done stays done.
    pub fn prune(
        &mut self,
        leaving: &Leaving,
        stop: &AtomicBool,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Pruned> {
        let pruned = prune(self, leaving, stop, progress);
        self.told(pruned)
    }

    /// Stories that ever left, by whomever.
    pub fn gone(&self) -> Result<u64> {
        self.told(self.refresh())?;
        Ok(self.held.borrow().gone.ones())
    }

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

fn leaving(library: &Library, query: &Query, of_feeds: bool) -> Try<Leaving> {
    let seq = index::last_change(&library.conn)?;
    if index::unindexed(library.index.as_ref(), &library.conn)? > 0 {
        let why = "the search index is not up to date, another dateline may be writing it: try again when it is done";
        return Err(StoreError::Unusable { path: library.dir.clone(), why: why.to_owned() }.into());
    }
    let mut ids = read::ids(library, query)?;
    if of_feeds {
        let brought = marks::on_disk(&library.conn, marks::BROUGHT, &ids)?;
        ids.retain(|id| brought.get(id.0));
    }
    let (found, kept) = (ids.len(), kept(&library.conn)?);
    let held = library.held.borrow();
    ids.retain(|id| !held.bookmark.get(id.0) && !kept.contains(id));
    // Stories that came together lie together.
    ids.sort_unstable();
    let stay = (found - ids.len()) as u64;
    Ok(Leaving { ids, stay, seq })
}

/// Stories with a note, or with a country that the reader put right.
fn kept(conn: &Connection) -> Try<HashSet<StoryId>> {
    let mut statement = conn.prepare_cached("SELECT ord FROM note UNION SELECT ord FROM correction")?;
    let kept = statement.query_map([], |row| row.get(0).map(StoryId))?;
    Ok(kept.collect::<rusqlite::Result<_>>()?)
}

fn prune(
    library: &mut Library,
    leaving: &Leaving,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(u64, u64),
) -> Try<Pruned> {
    let mut done = 0;
    let mut pruned = Pruned { stay: leaving.stay, ..Pruned::default() };
    let mut newer = Newer { seq: leaving.seq, stories: HashSet::new() };
    let mut ended = Ok(());
    'all: for part in leaving.ids.chunks(INDEX_EVERY) {
        for batch in part.chunks(BATCH) {
            if stop.load(Ordering::Relaxed) {
                pruned.interrupted = true;
                break 'all;
            }
            match take_away(&mut library.conn, batch, &mut newer) {
                Ok(left) => {
                    pruned.left += left;
                    pruned.stay += batch.len() as u64 - left;
                }
                Err(fault) => {
                    ended = Err(fault);
                    break 'all;
                }
            }
            done += batch.len() as u64;
            progress(done, leaving.many());
        }
        library.after_removal()?;
    }
    library.after_removal()?;
    ended?;
    Ok(pruned)
}

/// Stories that have another text than when they were looked for.
struct Newer {
    /// The last change looked at.
    seq: i64,
    stories: HashSet<StoryId>,
}

impl Newer {
    fn look(&mut self, conn: &Connection) -> Try<()> {
        let mut changes =
            conn.prepare_cached("SELECT seq, ord, op FROM change WHERE seq > ?1 ORDER BY seq")?;
        let mut rows = changes.query([self.seq])?;
        while let Some(row) = rows.next()? {
            self.seq = row.get(0)?;
            if row.get::<_, i64>(2)? == CHANGED {
                self.stories.insert(StoryId(row.get(1)?));
            }
        }
        Ok(())
    }
}

/// In one transaction; answers how many left.
fn take_away(conn: &mut Connection, ids: &[StoryId], newer: &mut Newer) -> Try<u64> {
    let tx = Transaction::new(conn, TransactionBehavior::Immediate)?;
    newer.look(&tx)?;
    let kept = kept(&tx)?;
    let bookmarked = marks::on_disk(&tx, marks::BOOKMARK, ids)?;
    let stays = |id: &StoryId| bookmarked.get(id.0) || kept.contains(id) || newer.stories.contains(id);
    let (mut log, mut counts, mut speakers) = (Log::open(&tx)?, Counts::default(), Book::default());
    let (mut left, mut seq) = (Vec::new(), 0);
    for id in ids.iter().filter(|id| !stays(id)) {
        speakers.leave(&tx, *id)?;
        let sql = "DELETE FROM story WHERE ord = ?1 RETURNING countries, key, identity";
        let mut story = tx.prepare_cached(sql)?;
        let story = story.query_row([id.0], |row| Ok((Standing::read(row, 0, 1)?, row.get(2)?)));
        // Another program may have taken it.
        let Some((standing, identity)): Option<(Standing, [u8; 16])> = story.optional()? else { continue };
        counts.count(&standing, -1);
        tx.prepare_cached("INSERT OR IGNORE INTO gone (identity) VALUES (?1)")?
            .execute([identity.as_slice()])?;
        release::await_again(&tx, *id, &identity)?;
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

/// Whether a story of this identity left.
pub fn left(conn: &Connection, identity: &[u8; 16]) -> Try<bool> {
    Ok(conn.prepare_cached("SELECT 1 FROM gone WHERE identity = ?1")?.exists([identity.as_slice()])?)
}

/// It may come back.
pub fn forget(conn: &Connection, identity: &[u8; 16]) -> Try<()> {
    conn.prepare_cached("DELETE FROM gone WHERE identity = ?1")?.execute([identity.as_slice()])?;
    Ok(())
}
