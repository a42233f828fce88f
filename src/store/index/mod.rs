//! The search index beside the database: always derived from it, opened, written, and brought up to it.
//!
//! Each commit carries the version of the index and the last change of the database it knows, so that whatever was
//! stored and not indexed, by a kill or by another program, is found and indexed later. Who holds tantivy's writer
//! lock indexes; the others leave it to them.

mod begins;
mod catch_up;
mod collect;
pub mod compare;
mod except;
mod fields;
mod flags;
mod months;
mod parted;
pub mod quotes;
mod same;
pub mod speakers;
mod stems;
mod still;
mod translate;
pub mod words;

use std::path::{Path, PathBuf};

use tantivy::indexer::{IndexWriterOptions, LogMergePolicy};
use tantivy::query::BooleanQuery;
use tantivy::{
    Index as Tantivy, IndexReader, IndexSettings, IndexSortByField, IndexWriter, Order, ReloadPolicy,
    Searcher, TantivyError, Term,
};

pub use catch_up::{
    alone, catch_up, find, last_change, open, rebuild, stem, stems_otherwise, take, unindexed,
};

use super::body::Unpacker;
use super::fault::Try;
use super::marks::{Bits, Held};
use super::order::{self, Walk};
use super::people::Voices;
use crate::article::Article;
use crate::listing::{Days, Key, StoryId, Tally};
use crate::query::{self, Expr, Query};
use crate::stemming::Stemming;
use collect::{Marked, Over};
use fields::Fields;
use parted::{PARTED, Parting};
use speakers::Spread;
use words::Word;

/// Raised when documents are made otherwise; with the version of the words it decides whether an index is ours.
const VERSION: u32 = 7;

/// Bytes the writer gathers before it writes a segment.
const IMPORT_MEMORY: usize = 50_000_000;
const READER_MEMORY: usize = 16_000_000;

/// Segments larger than this are merged no more, so that no merge rewrites the whole of a large index.
const MERGED_AT_MOST: usize = 250_000;

pub struct Index {
    dir: PathBuf,
    tantivy: Tantivy,
    reader: IndexReader,
    fields: Fields,
    writer: Option<IndexWriter>,
    /// The last change the documents given to the writer know; what is committed where there is no writer.
    seq: i64,
    /// The writer is kept between commits.
    import: bool,
    /// Stories that could not be read and are not in it, or with an earlier text.
    pub passed_over: Vec<StoryId>,
    /// Languages whose words it has by their stems.
    pub stemming: Stemming,
    unpacker: Unpacker,
}

impl Index {
    /// None where there is no index, or one that is damaged or of another version.
    fn at(dir: &Path, import: bool) -> Option<Index> {
        Index::of(dir, Tantivy::open_in_dir(dir).ok()?, import)
    }

    fn of(dir: &Path, tantivy: Tantivy, import: bool) -> Option<Index> {
        tantivy.tokenizers().register(PARTED, Parting::default());
        let (schema, fields) = fields::schema();
        if tantivy.schema() != schema {
            return None;
        }
        let (seq, stemming) = committed(&tantivy)?;
        let reader = tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into().ok()?;
        Some(Index {
            dir: dir.to_owned(),
            tantivy,
            reader,
            fields,
            writer: None,
            seq,
            import,
            passed_over: Vec::new(),
            stemming,
            unpacker: Unpacker::default(),
        })
    }

    fn create(dir: &Path, stemming: Stemming, import: bool) -> Try<Index> {
        std::fs::create_dir_all(dir)?;
        let (schema, fields) = fields::schema();
        let newest_first = IndexSortByField { field: fields::KEY.to_owned(), order: Order::Desc };
        let settings = IndexSettings { sort_by_field: Some(newest_first), ..IndexSettings::default() };
        let tantivy = Tantivy::builder().schema(schema).settings(settings).create_in_dir(dir)?;
        tantivy.tokenizers().register(PARTED, Parting::default());
        let reader = tantivy.reader_builder().reload_policy(ReloadPolicy::Manual).try_into()?;
        Ok(Index {
            dir: dir.to_owned(),
            tantivy,
            reader,
            fields,
            writer: None,
            seq: 0,
            import,
            passed_over: Vec::new(),
            stemming,
            unpacker: Unpacker::default(),
        })
    }

    /// Makes a writer where none is; false where another program has the lock.
    pub fn may_write(&mut self) -> Try<bool> {
        if self.writer.is_some() {
            return Ok(true);
        }
        let memory = if self.import { IMPORT_MEMORY } else { READER_MEMORY };
        let options = IndexWriterOptions::builder()
            .num_worker_threads(1)
            .num_merge_threads(1)
            .memory_budget_per_thread(memory);
        let options = options.build();
        let writer = loop {
            let writer = match self.tantivy.writer_with_options(options.clone()) {
                Ok(writer) => writer,
                Err(TantivyError::LockFailure(..)) => return Ok(false),
                Err(error) => return Err(error.into()),
            };
            // What another program wrote since this was opened would be forgotten by the list of files that may once be
            // deleted, and lie about for good.
            let now = Tantivy::open_in_dir(&self.dir)?;
            if now.directory().list_managed_files() == self.tantivy.directory().list_managed_files() {
                break writer;
            }
            drop(writer);
            if now.schema() != self.tantivy.schema() {
                // It was made anew by a dateline of another version.
                return Ok(false);
            }
            now.tokenizers().register(PARTED, Parting::default());
            self.tantivy = now;
        };
        let mut policy = LogMergePolicy::default();
        policy.set_max_docs_before_merge(MERGED_AT_MOST);
        writer.set_merge_policy(Box::new(policy));
        // The first operation of a writer gets the number of the last commit, so that a merge that begins meanwhile may
        // take it for done: let it be one that deletes nothing, or a story that was changed is found twice.
        writer.delete_term(Term::from_field_u64(self.fields.ord, u64::MAX));
        // Another program may have committed since we looked, or made it anew with other stems: then it is theirs.
        match committed(&self.tantivy) {
            Some((_, stemming)) if stemming != self.stemming => return Ok(false),
            now => self.seq = now.map_or(0, |(seq, _)| seq),
        }
        self.writer = Some(writer);
        Ok(true)
    }

    /// Gives a story to the writer, in place of an earlier text of it where there may be one.
    fn put(&mut self, key: Key, article: &Article, voices: &Voices, replaces: bool) -> Try<()> {
        let Some(writer) = &self.writer else { return Ok(()) };
        if replaces {
            writer.delete_term(Term::from_field_u64(self.fields.ord, u64::from(key.id.0)));
        }
        writer.add_document(fields::document(&self.fields, self.stemming, key, article, voices))?;
        Ok(())
    }

    /// Takes a story out that is no more.
    fn forget(&self, ord: u32) {
        if let Some(writer) = &self.writer {
            writer.delete_term(Term::from_field_u64(self.fields.ord, u64::from(ord)));
        }
    }

    /// Makes everything up to change `seq` searchable. The writer stays: [`Index::rest`] follows, at once or later.
    fn commit(&mut self, seq: i64) -> Try<()> {
        // A writer that fails is not used again.
        let Some(mut writer) = self.writer.take() else { return Ok(()) };
        let mut prepared = writer.prepare_commit()?;
        prepared.set_payload(&payload(self.stemming, seq));
        prepared.commit()?;
        self.seq = seq;
        self.writer = Some(writer);
        self.reload()
    }

    /// All is committed: a reader waits for merges and lets go of the lock, for others to write.
    fn rest(&mut self) -> Try<()> {
        if !self.import
            && let Some(writer) = self.writer.take()
        {
            writer.wait_merging_threads()?;
        }
        Ok(())
    }

    /// Searches see what was committed, by whomever.
    pub fn reload(&self) -> Try<()> {
        Ok(self.reader.reload()?)
    }

    /// Lets go of a writer that failed: what it had not committed is caught up with by the next one.
    pub fn give_up(&mut self) {
        self.writer = None;
    }

    /// A search that ends with [`super::StoreError::Stopped`] once `stop` says so.
    pub fn search<'a>(&'a self, query: &'a Query, held: &'a Held, stop: &'a dyn Fn() -> bool) -> Search<'a> {
        let (marks, rest): (Vec<_>, Vec<_>) = query.all.iter().partition(|expr| marked(expr, held).is_some());
        let gone: Option<Marked<'_>> = held.gone_is_new.then_some((&held.gone, false));
        let marks = marks.into_iter().filter_map(|expr| marked(expr, held)).chain(gone).collect();
        let rest = rest.into_iter().cloned().collect();
        Search { index: self, query, marks, rest, held, stop, searcher: self.reader.searcher() }
    }
}

impl Drop for Index {
    fn drop(&mut self) {
        // A merge that is cut off would be begun again each time.
        if let Some(writer) = self.writer.take() {
            let _ = writer.wait_merging_threads();
        }
    }
}

/// One query against one state of the index.
pub struct Search<'a> {
    index: &'a Index,
    query: &'a Query,
    marks: Vec<Marked<'a>>,
    /// The other parts of the query.
    rest: Vec<Expr>,
    held: &'a Held,
    stop: &'a dyn Fn() -> bool,
    searcher: Searcher,
}

impl Search<'_> {
    pub fn keys(&self, walk: Walk, limit: usize) -> Try<Vec<u64>> {
        collect::keys(&self.over(&*self.translated()), walk, limit)
    }

    pub fn best(&self, limit: usize) -> Try<Vec<u64>> {
        let query = self.translator(true).all(&self.query.all);
        let over = Over { marks: &[], ..self.over(&*query) };
        let mut best = collect::best(&over, limit)?;
        if self.held.gone_is_new {
            best.retain(|key| !self.held.gone.get(order::unpack(*key).id.0));
        }
        Ok(best)
    }

    pub fn tally(&self) -> Try<Tally> {
        let read: &Bits = &self.held.read;
        collect::tally(&self.over(&*self.translated()), read)
    }

    pub fn ids(&self) -> Try<Vec<StoryId>> {
        collect::ids(&self.over(&*self.translated()))
    }

    /// Stories a day, of packed keys `low..=high`.
    pub fn days(&self, low: u64, high: u64) -> Try<Days> {
        let both = vec![self.translated(), Box::new(flags::keys(low, high))];
        collect::days(&self.over(&BooleanQuery::intersection(both)))
    }

    /// How many arrived after `since`, and the last one the index knows.
    pub fn arrived(&self, since: StoryId) -> Try<(u64, StoryId)> {
        let both = vec![self.translated(), Box::new(flags::after_ord(since.0))];
        let found = collect::ids(&self.over(&BooleanQuery::intersection(both)))?;
        Ok((found.len() as u64, collect::last(&self.searcher, self.index.fields.ord)?))
    }

    /// Stories with quotations in which every word typed begins a word, and that one of these speakers is quoted in.
    pub fn quoting(
        &self,
        speakers: Option<&[u32]>,
        typed: &[Word],
        walk: Walk,
        limit: usize,
    ) -> Try<Vec<u64>> {
        let translator = self.translator(false);
        let mut all = vec![self.translated(), translator.with_quotations()];
        all.extend(speakers.map(|forms| translator.speakers(forms)));
        all.extend(typed.iter().map(|word| translator.typed(word)));
        collect::keys(&self.over(&BooleanQuery::intersection(all)), walk, limit)
    }

    /// Quotations by the form of the speaker's name, those of at least this level.
    pub fn speakers(&self, level: u64) -> Try<Vec<u64>> {
        speakers::counts(&self.over(&*self.translated()), level)
    }

    /// By month and country, those of forms that `place` has a place for.
    pub fn spread(&self, level: u64, place: &dyn Fn(u32) -> Option<usize>, out: &mut [Spread]) -> Try<()> {
        speakers::spread(&self.over(&*self.translated()), level, place, out)
    }

    fn over<'s>(&'s self, query: &'s dyn tantivy::query::Query) -> Over<'s> {
        Over { searcher: &self.searcher, query, marks: &self.marks, stop: self.stop }
    }

    fn translator(&self, weigh: bool) -> translate::Translator<'_> {
        let Index { fields, stemming, .. } = *self.index;
        translate::Translator { fields, stemming, held: self.held, weigh }
    }

    /// All of the query but the marks that every story has to have: [`Over`] sees to those.
    fn translated(&self) -> Box<dyn tantivy::query::Query> {
        self.translator(false).all(&self.rest)
    }
}

/// A mark that all stories are to have or not to have, where a part of the query is nothing else.
fn marked<'a>(expr: &Expr, held: &'a Held) -> Option<Marked<'a>> {
    match expr {
        Expr::Term(query::Term::Is(flag)) => {
            let (bits, on) = held.flag(*flag);
            Some((bits, on))
        }
        Expr::Not(inner) => marked(inner, held).map(|(bits, on)| (bits, !on)),
        _ => None,
    }
}

/// Where a library in `dir` has its index.
pub fn folder(dir: &Path) -> PathBuf {
    dir.join("index")
}

fn payload(stemming: Stemming, seq: i64) -> String {
    format!("{VERSION}.{}.{:x} {seq}", words::VERSION, stemming.bits())
}

/// The last change of the last commit, and what it stems; none where it is not of this version.
fn committed(tantivy: &Tantivy) -> Option<(i64, Stemming)> {
    let payload = tantivy.load_metas().ok()?.payload?;
    let (made, seq) = payload.split_once(' ')?;
    let (_, bits) = made.rsplit_once('.')?;
    let (seq, stemming) = (seq.parse().ok()?, Stemming::from_bits(u32::from_str_radix(bits, 16).ok()?));
    (payload == self::payload(stemming, seq)).then_some((seq, stemming))
}
