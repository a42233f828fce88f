//! Index and database brought together again: what was stored and not indexed, or everything anew.

use std::collections::BTreeMap;
use std::fs::File;
use std::path::Path;

use rusqlite::{Connection, MAIN_DB, OptionalExtension, params};

use super::{Index, committed, folder, still};
use crate::listing::{Key, StoryId};
use crate::stemming::Stemming;
use crate::store::add::Change;
use crate::store::derived::NEW;
use crate::store::fault::{Fault, Try};
use crate::store::{StoreError, order, people, stored};

/// Stories read from the database at a time.
const BATCH: i64 = 500;
/// Stories held at once.
const AHEAD: usize = 50;
/// Changes between two commits of a long catching up.
const COMMIT_EVERY: i64 = 20_000;

/// The index of the library in `dir` as it stands, which may be behind; none where there is none of today's version.
pub fn find(dir: &Path) -> Option<Index> {
    // Where nothing may be written, not even a lock.
    Index::at(&folder(dir), false).or_else(|| still::at(dir))
}

/// Opens the index of the library in `dir` and brings it up to the database; makes it anew where that is needed.
pub fn open(dir: &Path, conn: &Connection, import: bool, progress: &mut dyn FnMut(u64, u64)) -> Try<Index> {
    if conn.is_readonly(MAIN_DB)? {
        return still::open(dir);
    }
    let asked = stemming(conn)?;
    let at = || Index::at(&folder(dir), import).filter(|index| index.stemming == asked);
    if let Some(mut index) = at() {
        catch_up(&mut index, conn, progress)?;
        return Ok(index);
    }
    let _lock = lock(dir)?;
    // Another program may have made it while we waited.
    let Some(mut index) = at() else {
        return renew(dir, conn, import, progress);
    };
    catch_up(&mut index, conn, progress)?;
    Ok(index)
}

/// Who holds this makes the index anew, alone; it goes with the file, or with the program.
fn lock(dir: &Path) -> Try<File> {
    let file = File::create(dir.join("index.lock"))?;
    file.lock()?;
    Ok(file)
}

/// Changes in the log that the index does not know: all of them where it is to be made anew for the words it stems.
pub fn unindexed(index: Option<&Index>, conn: &Connection) -> Try<u64> {
    let asked = stemming(conn)?;
    let known = index.and_then(|index| committed(&index.tantivy)).filter(|(_, stemming)| *stemming == asked);
    let done = known.map_or(0, |(seq, _)| seq);
    Ok(last_change(conn)?.saturating_sub(done).unsigned_abs())
}

/// The languages whose words this library is to find by their stems.
pub fn stemming(conn: &Connection) -> Try<Stemming> {
    let bits = conn.prepare_cached("SELECT value FROM meta WHERE name = 'stemming'")?;
    let bits: Option<u32> = { bits }.query_row([], |row| row.get(0)).optional()?;
    Ok(Stemming::from_bits(bits.unwrap_or(0)))
}

/// Whether the index is to be made anew for the words it stems.
pub fn stems_otherwise(index: &Index, conn: &Connection) -> Try<bool> {
    Ok(index.stemming != stemming(conn)?)
}

/// Sets them; the index follows when it is opened for writing, or brought up, the next time.
pub fn stem(conn: &Connection, asked: Stemming) -> Try<()> {
    if stemming(conn)? != asked {
        let sql = "INSERT INTO meta (name, value) VALUES ('stemming', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1";
        conn.execute(sql, [asked.bits()])?;
    }
    Ok(())
}

pub fn last_change(conn: &Connection) -> Try<i64> {
    let sql = "SELECT coalesce(max(seq), 0) FROM change";
    Ok(conn.prepare_cached(sql)?.query_row([], |row| row.get(0))?)
}

/// Indexes every change the index lacks and commits now and then; `progress` hears (done, all). Leaves it to another
/// program where that one holds the lock.
pub fn catch_up(index: &mut Index, conn: &Connection, progress: &mut dyn FnMut(u64, u64)) -> Try<()> {
    let last = last_change(conn)?;
    let done = committed(&index.tantivy).map_or(0, |(seq, _)| seq);
    if done >= last || !index.may_write()? {
        index.rest()?;
        return index.reload();
    }
    // The writer may have been given more than is committed.
    let first = index.seq;
    let since = |seq: i64| seq.saturating_sub(first).unsigned_abs();
    loop {
        let until = last.min(index.seq.saturating_add(COMMIT_EVERY));
        up_to(index, conn, until, &mut |seq| progress(since(seq), since(last)))?;
        index.commit(index.seq)?;
        tell(conn, index.seq)?;
        if index.seq >= last {
            return index.rest();
        }
    }
}

/// Indexes one change and makes it searchable, where the index lacks no other; else all of them wait for `catch_up`, as
/// they do where another program holds the lock. What is merged for it is merged behind it, until then.
pub fn alone(index: &mut Index, conn: &Connection, change: &Change<'_>) -> Try<()> {
    if !index.may_write()? || index.seq + 1 != change.seq {
        return Ok(());
    }
    index.put(change.key, &change.article, &change.voices, change.op != NEW)?;
    index.seq = change.seq;
    index.commit(change.seq)?;
    tell(conn, change.seq)
}

/// Other readers notice.
pub fn tell(conn: &Connection, indexed: i64) -> Try<()> {
    conn.execute(
        "INSERT INTO meta (name, value) VALUES ('indexed', ?1) ON CONFLICT (name) DO UPDATE SET value = ?1",
        [indexed],
    )?;
    Ok(())
}

/// Gives the writer every change it lacks, `last` included; `told` hears the last one it was given.
pub fn up_to(index: &mut Index, conn: &Connection, last: i64, told: &mut dyn FnMut(i64)) -> Try<()> {
    while index.seq < last {
        let until = last.min(index.seq.saturating_add(BATCH));
        // A story changed twice is indexed once; one that is not new replaces its earlier text.
        let mut ords = BTreeMap::new();
        let mut changes =
            conn.prepare_cached("SELECT ord, op FROM change WHERE seq > ?1 AND seq <= ?2 ORDER BY seq")?;
        let mut rows = changes.query(params![index.seq, until])?;
        while let Some(row) = rows.next()? {
            let (ord, op): (u32, i64) = (row.get(0)?, row.get(1)?);
            *ords.entry(ord).or_insert(false) |= op != NEW;
        }
        give(index, conn, &ords.into_iter().collect::<Vec<_>>())?;
        index.seq = until;
        told(until);
    }
    Ok(())
}

/// Indexes stories just added, which are understood already; `changes` ascend.
pub fn take(index: &mut Index, conn: &Connection, changes: &[Change<'_>]) -> Try<()> {
    let Some(first) = changes.first() else { return Ok(()) };
    if !index.may_write()? {
        return Ok(());
    }
    up_to(index, conn, first.seq - 1, &mut |_| {})?;
    for change in changes {
        // Where another program has caught up with this batch already, nothing is left to do.
        if change.seq > index.seq {
            index.put(change.key, &change.article, &change.voices, change.op != NEW)?;
            index.seq = change.seq;
        }
    }
    Ok(())
}

/// Makes the index again from the database beside the old one, then puts it in its place.
pub fn rebuild(
    dir: &Path,
    conn: &Connection,
    import: bool,
    progress: &mut dyn FnMut(u64, u64),
) -> Try<Index> {
    let _lock = lock(dir)?;
    renew(dir, conn, import, progress)
}

fn renew(dir: &Path, conn: &Connection, import: bool, progress: &mut dyn FnMut(u64, u64)) -> Try<Index> {
    let (place, new, old) = (folder(dir), dir.join("index.new"), dir.join("index.old"));
    // Nobody else may write to the old one meanwhile.
    let mut before = Index::at(&place, false);
    if let Some(index) = &mut before
        && !index.may_write()?
    {
        let why = "another dateline is writing the search index: try again when it is done".to_owned();
        return Err(StoreError::Unusable { path: place, why }.into());
    }
    for left in [&new, &old] {
        if left.exists() {
            std::fs::remove_dir_all(left)?;
        }
    }
    let passed_over = fill(Index::create(&new, stemming(conn)?, true)?, conn, progress)?;
    if place.exists() {
        std::fs::rename(&place, &old)?;
    }
    std::fs::rename(&new, &place)?;
    drop(before);
    if old.exists() {
        std::fs::remove_dir_all(&old)?;
    }
    let Some(mut index) = Index::at(&place, import) else {
        let why = "the search index just made cannot be opened: check the disk".to_owned();
        return Err(StoreError::Unusable { path: place, why }.into());
    };
    index.passed_over = passed_over;
    catch_up(&mut index, conn, &mut |_, _| {})?;
    // Whoever searches the old one finds the new one.
    tell(conn, index.seq)?;
    Ok(index)
}

/// Answers the stories that could not be read.
fn fill(mut index: Index, conn: &Connection, progress: &mut dyn FnMut(u64, u64)) -> Try<Vec<StoryId>> {
    index.may_write()?;
    // Changes after this one are caught up with: a story met twice replaces itself.
    let sql = "SELECT (SELECT coalesce(max(seq), 0) FROM change), (SELECT coalesce(max(ord), 0) FROM story)";
    let (last, all): (i64, u32) = conn.query_row(sql, [], |row| Ok((row.get(0)?, row.get(1)?)))?;
    let mut done = 0;
    while done < all {
        let until = all.min(done.saturating_add(BATCH as u32));
        give(&mut index, conn, &(done + 1..=until).map(|ord| (ord, false)).collect::<Vec<_>>())?;
        done = until;
        progress(u64::from(done), u64::from(all));
    }
    index.commit(last)?;
    index.rest()?;
    Ok(std::mem::take(&mut index.passed_over))
}

/// Gives the writer these stories: number, and whether an earlier text of it is to be replaced. One that is damaged is
/// passed over.
pub fn give(index: &mut Index, conn: &Connection, stories: &[(u32, bool)]) -> Try<()> {
    for part in stories.chunks(AHEAD) {
        let mut loaded = Vec::with_capacity(part.len());
        for (ord, replaces) in part {
            let Some(key) = key(conn, *ord)? else {
                // It left the library.
                index.forget(*ord);
                continue;
            };
            match stored::article(conn, &index.unpacker, StoryId(*ord)) {
                Ok(article) => loaded.push((key, article, *replaces)),
                Err(Fault::Store(StoreError::Damaged(_))) => index.passed_over.push(StoryId(*ord)),
                // Just now; the change that says so follows.
                Err(Fault::Store(StoreError::NoStory(_))) => {}
                Err(fault) => return Err(fault),
            }
        }
        people::meet(conn, &loaded.iter().map(|(key, article, _)| (key.id, article)).collect::<Vec<_>>())?;
        for (key, article, replaces) in loaded {
            index.put(key, &article, &people::voices(conn, &article)?, replaces)?;
        }
    }
    Ok(())
}

/// None where no story has this number.
fn key(conn: &Connection, ord: u32) -> Try<Option<Key>> {
    let mut key = conn.prepare_cached("SELECT key FROM story WHERE ord = ?1")?;
    let key: Option<i64> = key.query_row([ord], |row| row.get(0)).optional()?;
    Ok(key.map(|key| order::unpack(order::from_sql(key))))
}
