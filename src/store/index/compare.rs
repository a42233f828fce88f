//! Index and database compared without reading a story: what the index lacks, has otherwise or has too much; and that
//! put right.

use std::hash::{DefaultHasher, Hash, Hasher};
use std::path::Path;

use rusqlite::{Connection, MAIN_DB};
use tantivy::directory::INDEX_WRITER_LOCK;
use tantivy::directory::error::LockError;
use tantivy::{Directory, SegmentReader};

use super::fields::{COUNTRY, FACTS, KEY, ord};
use super::flags::column;
use super::{Index, catch_up, folder, still};
use crate::place::Country;
use crate::store::fault::Try;

/// What a story is in the column of [`Truth`] where that is no fingerprint.
const NONE: u64 = 0;
const MET: u64 = 1;
const EXEMPT: u64 = 2;
const ANYHOW: u64 = 3;

/// What the database says of every story: one number each, by the story's own number.
#[derive(Default)]
pub struct Truth(Vec<u64>);

/// How a story of the index is wrong.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wrong {
    Missing,
    Twice,
    Otherwise,
    /// There is no such story.
    Stray,
}

impl Truth {
    pub fn story(&mut self, ord: u32, key: u64, countries: &str) {
        let code = |at| countries.get(at..at + 2).and_then(Country::from_code);
        let mut countries: Vec<u8> =
            (0..countries.len()).step_by(2).filter_map(code).map(Country::index).collect();
        self.set(ord, fingerprint(key, &mut countries));
    }

    /// Nothing is asked of this one: it is still to be indexed, or cannot be.
    pub fn exempt(&mut self, ord: u32) {
        self.set(ord, EXEMPT);
    }

    /// This one is in the index, whatever that says of it: the list tells what an older parser read, the index perhaps
    /// what today's does.
    pub fn anyhow(&mut self, ord: u32) {
        self.set(ord, ANYHOW);
    }

    fn set(&mut self, ord: u32, value: u64) {
        let at = ord as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, NONE);
        }
        self.0[at] = value;
    }
}

fn fingerprint(key: u64, countries: &mut [u8]) -> u64 {
    countries.sort_unstable();
    let mut hasher = DefaultHasher::new();
    (key, countries).hash(&mut hasher);
    hasher.finish().max(ANYHOW + 1)
}

/// An index as one commit left it, opened to be looked at.
pub struct Looked {
    index: Index,
    /// The last change it knows; it may know later ones too, where another program committed just now.
    pub seq: i64,
}

/// None where there is no index, or one that is damaged or of another version.
pub fn look(dir: &Path, conn: &Connection) -> Try<Option<Looked>> {
    let still = conn.is_readonly(MAIN_DB)?;
    let index = if still { still::at(dir) } else { Index::at(&folder(dir), false) };
    Ok(index.map(|index| Looked { seq: index.seq, index }))
}

impl Looked {
    /// Files that are not as they were written.
    pub fn damaged(&self) -> Vec<String> {
        match self.index.tantivy.validate_checksum() {
            Ok(files) => files.into_iter().map(|file| file.display().to_string()).collect(),
            Err(error) => vec![error.to_string()],
        }
    }

    /// Whether a program holds it for writing.
    pub fn is_written(&self) -> bool {
        let lock = self.index.tantivy.directory().acquire_lock(&INDEX_WRITER_LOCK);
        matches!(lock, Err(LockError::LockBusy))
    }

    /// Hands out every story that the index has wrong; `progress` hears (done, all) documents.
    pub fn compare(
        &self,
        truth: Truth,
        wrong: &mut dyn FnMut(u32, Wrong),
        progress: &mut dyn FnMut(u64, u64),
    ) -> Try<()> {
        let Truth(mut truth) = truth;
        let searcher = self.index.reader.searcher();
        let (mut done, all) = (0, searcher.num_docs());
        for segment in searcher.segment_readers() {
            for_each(segment, &mut |ord, print| {
                match truth.get_mut(ord as usize) {
                    None | Some(&mut NONE) => wrong(ord, Wrong::Stray),
                    Some(&mut EXEMPT) => {}
                    Some(&mut MET) => wrong(ord, Wrong::Twice),
                    Some(stands) => {
                        if *stands != ANYHOW && *stands != print {
                            wrong(ord, Wrong::Otherwise);
                        }
                        *stands = MET;
                    }
                }
                done += 1;
                progress(done, all);
            })?;
        }
        for (ord, stands) in (0_u32..).zip(truth) {
            if stands >= ANYHOW {
                wrong(ord, Wrong::Missing);
            }
        }
        Ok(())
    }
}

/// Number and fingerprint of every living document.
fn for_each(segment: &SegmentReader, take: &mut dyn FnMut(u32, u64)) -> Try<()> {
    let (keys, facts) = (column(segment, KEY)?, column(segment, FACTS)?);
    let countries = segment.fast_fields().u64(COUNTRY)?;
    let mut under = Vec::new();
    for doc in segment.doc_ids_alive() {
        under.clear();
        under.extend(countries.values_for_doc(doc).map(|country| country as u8));
        take(ord(facts.get_val(doc)), fingerprint(keys.get_val(doc), &mut under));
    }
    Ok(())
}

/// Indexes these stories anew, takes away those that are none, and adds whatever else the index lacks; false where
/// another program writes it.
pub fn mend(index: &mut Index, conn: &Connection, wrong: &[u32]) -> Try<bool> {
    if !index.may_write()? {
        return Ok(false);
    }
    catch_up::up_to(index, conn, catch_up::last_change(conn)?, &mut |_| {})?;
    let mut exists = conn.prepare_cached("SELECT 1 FROM story WHERE ord = ?1")?;
    for ord in wrong {
        // A number that was nobody's may have been given to a story since.
        if exists.exists([ord])? {
            catch_up::give(index, conn, &[(*ord, true)])?;
        } else {
            index.forget(*ord);
        }
    }
    let seq = index.seq;
    index.commit(seq)?;
    index.rest()?;
    catch_up::tell(conn, seq)?;
    Ok(true)
}
