//! What the reader did to stories: one bit a story, in chunks, in memory and on disk; and which of them are held.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::fault::Try;
use super::release::Releases;
use super::{Library, StoreError, prune, read};
use crate::listing::{Mark, Marks, StoryId};
use crate::query::{Flag, Query};

/// Words of 64 bits in a chunk of 65,536 stories.
const CHUNK: usize = 1024;

/// Marks by the number that they have on disk.
pub const READ: i64 = 0;
pub const BOOKMARK: i64 = 1;
/// Of numbers that no story has any more.
pub const GONE: i64 = 2;
/// Of stories that came with a feed.
pub const BROUGHT: i64 = 3;

/// One bit a story; bits past the end are 0, since another program may have added stories.
#[derive(Debug, Clone, Default)]
pub struct Bits {
    words: Vec<u64>,
    ones: u64,
}

impl Bits {
    pub fn get(&self, ord: u32) -> bool {
        self.words.get(ord as usize / 64).is_some_and(|word| word >> (ord % 64) & 1 == 1)
    }

    /// Stories whose bit is set.
    pub fn ones(&self) -> u64 {
        self.ones
    }

    /// Set bits of numbers above `last`.
    pub fn beyond(&self, last: u32) -> impl Iterator<Item = u32> + '_ {
        (last.saturating_add(1)..(self.words.len() * 64) as u32).filter(|ord| self.get(*ord))
    }

    /// Numbers whose bit is set here and there.
    pub fn both<'a>(&'a self, other: &'a Bits) -> impl Iterator<Item = u32> + 'a {
        let words = (0..).zip(self.words.iter().zip(&other.words)).filter(|(_, (one, two))| *one & *two != 0);
        words.flat_map(|(at, _)| at * 64..at * 64 + 64).filter(|ord| self.get(*ord) && other.get(*ord))
    }

    /// Answers whether the bit was another.
    pub fn set(&mut self, ord: u32, on: bool) -> bool {
        if self.get(ord) == on {
            return false;
        }
        let word = ord as usize / 64;
        if self.words.len() <= word {
            self.words.resize((word / CHUNK + 1) * CHUNK, 0);
        }
        self.words[word] ^= 1 << (ord % 64);
        self.ones = if on { self.ones + 1 } else { self.ones - 1 };
        true
    }

    fn put_chunk(&mut self, chunk: u32, blob: &[u8]) {
        let start = chunk as usize * CHUNK;
        if self.words.len() < start + CHUNK {
            self.words.resize(start + CHUNK, 0);
        }
        let old: u64 = self.words[start..start + CHUNK].iter().map(|word| u64::from(word.count_ones())).sum();
        let (eights, _) = blob.as_chunks::<8>();
        for (word, bytes) in self.words[start..start + CHUNK].iter_mut().zip(eights) {
            *word = u64::from_le_bytes(*bytes);
        }
        let new: u64 = self.words[start..start + CHUNK].iter().map(|word| u64::from(word.count_ones())).sum();
        self.ones = self.ones - old + new;
    }

    fn chunk(&self, chunk: u32) -> Vec<u8> {
        let start = chunk as usize * CHUNK;
        self.words[start..start + CHUNK].iter().flat_map(|word| word.to_le_bytes()).collect()
    }
}

/// Every mark, in memory. Shared with running searches, copied only where one still looks while a mark changes.
#[derive(Debug, Clone, Default)]
pub struct Held {
    pub read: Arc<Bits>,
    pub bookmark: Arc<Bits>,
    /// Numbers that no story has any more.
    pub gone: Arc<Bits>,
    /// Whether the search index may still have some of those.
    pub gone_is_new: bool,
    pub releases: Releases,
}

impl Held {
    pub fn load(conn: &Connection) -> Try<Held> {
        let (releases, gone_is_new) = (Releases::load(conn)?, prune::is_unindexed(conn)?);
        let mut held = Held { gone_is_new, releases, ..Held::default() };
        let mut statement = conn.prepare_cached("SELECT mark, chunk, bits FROM mark")?;
        let mut rows = statement.query([])?;
        while let Some(row) = rows.next()? {
            let bits = match row.get(0)? {
                READ => &mut held.read,
                BOOKMARK => &mut held.bookmark,
                GONE => &mut held.gone,
                _ => continue,
            };
            Arc::make_mut(bits).put_chunk(row.get(1)?, row.get_ref(2)?.as_bytes().unwrap_or(&[]));
        }
        Ok(held)
    }

    pub fn of(&self, id: StoryId) -> Marks {
        Marks { read: self.read.get(id.0), bookmarked: self.bookmark.get(id.0) }
    }

    /// The bits that tell, and whether they are to be set.
    pub fn flag(&self, flag: Flag) -> (&Arc<Bits>, bool) {
        match flag {
            Flag::Read => (&self.read, true),
            Flag::Unread => (&self.read, false),
            Flag::Bookmarked => (&self.bookmark, true),
            Flag::Killed => (&self.releases.killed, true),
            Flag::Embargoed => (&self.releases.embargoed, true),
        }
    }

    fn bits_mut(&mut self, mark: Mark) -> &mut Arc<Bits> {
        match mark {
            Mark::Read => &mut self.read,
            Mark::Bookmark => &mut self.bookmark,
        }
    }
}

/// One transaction, durable on return; answers the stories whose mark changed. To set one on stories that are all gone is
/// an error.
pub fn mark(library: &mut Library, mark: Mark, on: bool, ids: &[StoryId]) -> Try<Vec<StoryId>> {
    let tx = Transaction::new(&mut library.conn, TransactionBehavior::Immediate)?;
    let (last, gone) = (prune::last_number(&tx)?, on_disk(&tx, GONE, ids)?);
    let there: Vec<StoryId> = ids.iter().copied().filter(|id| known(*id, last) && !gone.get(id.0)).collect();
    if let (true, Some(id)) = (on && there.is_empty(), ids.iter().find(|id| gone.get(id.0))) {
        return Err(StoreError::NoStory(id.0).into());
    }
    let (changed, bits) = put(&tx, number(mark), on, &there)?;
    if changed.is_empty() {
        return Ok(changed);
    }
    tx.commit()?;
    let kept = Arc::make_mut(library.held.get_mut().bits_mut(mark));
    for chunk in chunks(&changed) {
        kept.put_chunk(chunk, &bits.chunk(chunk));
    }
    library.bump();
    Ok(changed)
}

fn number(mark: Mark) -> i64 {
    match mark {
        Mark::Read => READ,
        Mark::Bookmark => BOOKMARK,
    }
}

/// The chunks that these stories are in.
fn chunks(ids: &[StoryId]) -> BTreeSet<u32> {
    ids.iter().map(|id| id.0 >> 16).collect()
}

/// The bits around these stories as they stand on disk now: another program may have marked since.
pub fn on_disk(conn: &Connection, mark: i64, ids: &[StoryId]) -> Try<Bits> {
    let mut bits = Bits::default();
    let mut load = conn.prepare_cached("SELECT bits FROM mark WHERE mark = ?1 AND chunk = ?2")?;
    for chunk in chunks(ids) {
        let blob: Option<Vec<u8>> = load.query_row(params![mark, chunk], |row| row.get(0)).optional()?;
        bits.put_chunk(chunk, &blob.unwrap_or_default());
    }
    Ok(bits)
}

/// Sets or clears bits on disk; answers the stories whose bit changed, and the bits around these stories.
pub fn put(conn: &Connection, mark: i64, on: bool, ids: &[StoryId]) -> Try<(Vec<StoryId>, Bits)> {
    let mut bits = on_disk(conn, mark, ids)?;
    let changed: Vec<StoryId> = ids.iter().copied().filter(|id| bits.set(id.0, on)).collect();
    let mut keep =
        conn.prepare_cached("INSERT OR REPLACE INTO mark (mark, chunk, bits) VALUES (?1, ?2, ?3)")?;
    for chunk in chunks(&changed) {
        keep.execute(params![mark, chunk, bits.chunk(chunk)])?;
    }
    Ok((changed, bits))
}

/// Every story under `query`.
pub fn mark_all(library: &mut Library, mark: Mark, on: bool, query: &Query) -> Try<Vec<StoryId>> {
    let ids = read::ids(library, query)?;
    self::mark(library, mark, on, &ids)
}

/// Keeps or drops the reader's note.
pub fn note(library: &mut Library, id: StoryId, text: Option<&str>) -> Try<()> {
    let Some(text) = text else {
        library.conn.prepare_cached("DELETE FROM note WHERE ord = ?1")?.execute([id.0])?;
        library.bump();
        return Ok(());
    };
    // In one statement: the story may leave meanwhile.
    let sql = "INSERT OR REPLACE INTO note (ord, text) SELECT ord, ?2 FROM story WHERE ord = ?1";
    if library.conn.prepare_cached(sql)?.execute(params![id.0, text])? == 0 {
        return Err(StoreError::NoStory(id.0).into());
    }
    library.bump();
    Ok(())
}

fn known(id: StoryId, last: u32) -> bool {
    (1..=last).contains(&id.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bits_count_themselves_and_are_zero_past_the_end() {
        let mut bits = Bits::default();
        assert!(!bits.get(u32::MAX) && !bits.set(9, false));
        assert!(bits.set(70_000, true) && bits.set(3, true) && !bits.set(3, true));
        assert_eq!((bits.ones(), bits.get(70_000), bits.get(70_001)), (2, true, false));
        let mut copy = Bits::default();
        copy.put_chunk(1, &bits.chunk(1));
        copy.put_chunk(1, &bits.chunk(1));
        assert_eq!((copy.ones(), copy.get(70_000), copy.get(3)), (1, true, false));
        copy.put_chunk(1, &[]);
        assert!(copy.get(70_000), "an empty blob changes nothing");
    }
}
