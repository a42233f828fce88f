//! Stories into the library: a batch is one transaction; what is known stays, what changed becomes a new version.

use std::collections::BTreeMap;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::body::Packer;
use super::fault::Try;
use super::{Library, index, order};
use crate::article::{Article, version};
use crate::listing::{Added, Key, StoryId};

/// What the change log calls a story that was not there before; another one is [`CHANGED`].
pub const NEW: i64 = 1;
const CHANGED: i64 = 2;

/// One line of the change log, and which article of the batch made it.
pub struct Change {
    pub seq: i64,
    pub key: Key,
    pub op: i64,
    pub place: usize,
}

/// A story that is there already.
struct Kept {
    ord: u32,
    version: u32,
    content: Vec<u8>,
    countries: String,
}

/// A story as it is to stand in the library.
struct Entry<'a> {
    article: &'a Article,
    key: Key,
    version: u32,
    countries: String,
    identity: [u8; 16],
    content: [u8; 16],
}

/// A batch under way.
struct Batch<'a> {
    tx: Transaction<'a>,
    packer: Packer,
    last_ord: u32,
    last_seq: i64,
    /// Stories a country, as they differ from before; the empty country is all of them.
    counts: BTreeMap<String, i64>,
    added: Added,
}

pub fn add(library: &mut Library, articles: &[Article]) -> Try<Added> {
    let tx = Transaction::new(&mut library.conn, TransactionBehavior::Immediate)?;
    let last_ord = tx.query_row("SELECT coalesce(max(ord), 0) FROM story", [], |row| row.get(0))?;
    let last_seq = tx.query_row("SELECT coalesce(max(seq), 0) FROM change", [], |row| row.get(0))?;
    let (counts, added) = (BTreeMap::new(), Added::default());
    let mut batch = Batch { tx, packer: Packer::new()?, last_ord, last_seq, counts, added };
    let mut changes = Vec::new();
    for (place, article) in articles.iter().enumerate() {
        changes.extend(batch.put(article, place)?);
    }
    let added = batch.finish()?;
    if !changes.is_empty() {
        library.bump();
    }
    if let Some(index) = &mut library.index
        && index::take(index, &library.conn, &changes, articles).is_err()
    {
        // The stories are safe; what ails the index is told when it is committed.
        index.give_up();
    }
    Ok(added)
}

impl Batch<'_> {
    /// What changed, if anything did.
    fn put(&mut self, article: &Article, place: usize) -> Try<Option<Change>> {
        let identity = version::identity(&article.copy);
        let content = version::content(&article.copy);
        let kept = self.kept(&identity)?;
        if kept.as_ref().is_some_and(|kept| kept.content == content) {
            self.added.known += 1;
            return Ok(None);
        }
        let (ord, version, op) = match &kept {
            Some(kept) => (kept.ord, kept.version + 1, CHANGED),
            None => (self.last_ord + 1, 1, NEW),
        };
        self.last_ord = self.last_ord.max(ord);
        if let Some(kept) = kept {
            self.added.changed += 1;
            self.keep_earlier(&kept)?;
            self.count(&kept.countries, -1);
        } else {
            self.added.new += 1;
        }
        let key = Key { when: order::when(article), id: StoryId(ord) };
        let countries: String =
            index::countries(article).iter().map(|country| country.code().to_owned()).collect();
        self.count(&countries, 1);
        self.write(&Entry { article, key, version, countries, identity, content })?;
        self.last_seq += 1;
        self.tx.prepare_cached("INSERT INTO change (seq, ord, op) VALUES (?1, ?2, ?3)")?.execute(params![
            self.last_seq,
            ord,
            op
        ])?;
        Ok(Some(Change { seq: self.last_seq, key, op, place }))
    }

    fn kept(&self, identity: &[u8; 16]) -> Try<Option<Kept>> {
        let sql = "SELECT ord, version, content, countries FROM story WHERE identity = ?1";
        let kept = self.tx.prepare_cached(sql)?.query_row([identity.as_slice()], |row| {
            Ok(Kept { ord: row.get(0)?, version: row.get(1)?, content: row.get(2)?, countries: row.get(3)? })
        });
        Ok(kept.optional()?)
    }

    fn keep_earlier(&self, kept: &Kept) -> Try<()> {
        let sql = "INSERT INTO version (ord, version, copy) SELECT ord, ?2, copy FROM body WHERE ord = ?1";
        self.tx.prepare_cached(sql)?.execute(params![kept.ord, kept.version])?;
        Ok(())
    }

    fn write(&mut self, entry: &Entry<'_>) -> Try<()> {
        let Entry { article, key, version, countries, identity, content } = entry;
        let copy = &article.copy;
        let dateline = article.dateline.as_ref();
        let sql = "INSERT OR REPLACE INTO story (ord, key, timed, headline, derived, country, countries, agency, source,
            lang, url, source_id, version, rules, identity, content)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16)";
        self.tx.prepare_cached(sql)?.execute(params![
            key.id.0,
            order::to_sql(order::pack(*key)),
            copy.published.is_some() && key.when != order::UNDATED,
            article.headline.text,
            article.headline.derived,
            countries.get(..2),
            countries,
            dateline.and_then(|dateline| dateline.agency.as_ref()),
            copy.source,
            article.lang,
            copy.url,
            copy.id,
            version,
            version::RULES,
            identity.as_slice(),
            content.as_slice(),
        ])?;
        self.tx
            .prepare_cached("INSERT OR REPLACE INTO body (ord, copy) VALUES (?1, ?2)")?
            .execute(params![key.id.0, self.packer.pack(copy)?])?;
        Ok(())
    }

    /// Two letters a country.
    fn count(&mut self, countries: &str, by: i64) {
        for at in (0..countries.len()).step_by(2) {
            *self.counts.entry(countries[at..at + 2].to_owned()).or_default() += by;
        }
        *self.counts.entry(String::new()).or_default() += by;
    }

    fn finish(self) -> Try<Added> {
        {
            let sql = "INSERT INTO tally (country, stories) VALUES (?1, ?2)
                ON CONFLICT (country) DO UPDATE SET stories = stories + ?2";
            let mut keep = self.tx.prepare_cached(sql)?;
            for (country, by) in self.counts.iter().filter(|(_, by)| **by != 0) {
                keep.execute(params![country, by])?;
            }
        }
        self.tx.commit()?;
        Ok(self.added)
    }
}
