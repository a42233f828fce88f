//! Stories into the library: a batch is one transaction; what is known stays, what changed becomes a new version.

use std::borrow::Cow;

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::body::{Packer, Unpacker};
use super::derived::{self, CHANGED, Counts, Log, NEW, Standing};
use super::fault::Try;
use super::people::{self, Book, Voices};
use super::release::{self, Arrival, Releases};
use super::town::{self, Came, Homes};
use super::{Library, Result, correction, dictionary, index, marks, markup, order, prune};
use crate::article::{self, Article, RawCopy, version};
use crate::listing::{Added, Key, StoryId};
use crate::place::Home;

/// One line of the change log, and the article that made it.
pub struct Change<'a> {
    pub seq: i64,
    pub key: Key,
    pub op: i64,
    pub article: Cow<'a, Article>,
    pub voices: Voices,
}

/// A story that is there already.
struct Kept {
    ord: u32,
    version: u32,
    content: Vec<u8>,
    standing: Standing,
}

/// A story as it is to stand in the library.
struct Entry<'a> {
    article: &'a Article,
    key: Key,
    version: u32,
    countries: &'a str,
    home: Option<Home>,
    voices: &'a Voices,
    identity: [u8; 16],
    content: [u8; 16],
}

/// A batch under way.
struct Batch<'a> {
    tx: Transaction<'a>,
    unpacker: &'a Unpacker,
    packer: Packer,
    last_ord: u32,
    log: Log,
    counts: Counts,
    added: Added,
    homes: Homes,
    speakers: Book,
    /// Whether any story may be used otherwise than before.
    released: bool,
    /// Whether any story ever left.
    some_left: bool,
    way: Way,
    /// Stories that are new, where a feed brought them.
    brought: Vec<StoryId>,
}

/// How stories come.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Way {
    /// By somebody's hand.
    Given,
    /// With a feed.
    Fetched,
    /// By somebody's hand, those that left too.
    Again,
}

impl Library {
    /// Adds a batch, parsed without a home, in one transaction. A story changed since is a new version in the same
    /// place: its number, marks and note stay, its earlier text is kept. One that left the library stays away. Where the
    /// index is open it hears of them, unless another program is writing it.
    pub fn add(&mut self, batch: &[Article]) -> Result<Added> {
        let added = add(self, batch, Way::Given);
        self.told(added)
    }

    /// The same of what a feed brought, which is remembered of what is new.
    pub fn add_fetched(&mut self, batch: &[Article]) -> Result<Added> {
        let added = add(self, batch, Way::Fetched);
        self.told(added)
    }

    /// The same, and what once left the library comes back.
    pub fn add_again(&mut self, batch: &[Article]) -> Result<Added> {
        let added = add(self, batch, Way::Again);
        self.told(added)
    }
}

fn add(library: &mut Library, articles: &[Article], way: Way) -> Try<Added> {
    let packer = packer(library, articles)?;
    let tx = Transaction::new(&mut library.conn, TransactionBehavior::Immediate)?;
    let (last_ord, some_left) = (prune::last_number(&tx)?, prune::has_gone(&tx)?);
    let homes = town::learn(&tx, articles.iter(), Came::Now)?;
    let log = Log::open(&tx)?;
    let (counts, added, speakers) = (Counts::default(), Added::default(), Book::default());
    let unpacker = &library.unpacker;
    let mut batch = Batch {
        tx,
        unpacker,
        packer,
        last_ord,
        log,
        counts,
        added,
        homes,
        speakers,
        released: false,
        some_left,
        way,
        brought: Vec::new(),
    };
    let mut changes = Vec::new();
    for article in articles {
        changes.extend(batch.put(article)?);
    }
    let released = batch.released;
    let (added, packer, homes, looked_at) = batch.finish()?;
    library.packer = Some(packer);
    library.worked(looked_at, 0);
    library.homes.get_mut().extend(homes);
    if released {
        library.held.get_mut().releases = Releases::load(&library.conn)?;
    }
    if !changes.is_empty() {
        library.persons.take();
        library.bump();
    }
    if let Some(index) = &mut library.index
        && index::take(index, &library.conn, &changes).is_err()
    {
        // The stories are safe; what ails the index is told when it is committed.
        index.give_up();
    }
    Ok(added)
}

/// The one used last where it has a dictionary; else one with the dictionary that there is by now, or that can be made.
fn packer(library: &mut Library, articles: &[Article]) -> Try<Packer> {
    if let Some(packer) = library.packer.take_if(|packer| packer.has_dictionary()) {
        return Ok(packer);
    }
    if let Some(made) = dictionary::make_of(&library.conn, articles, &library.unpacker)? {
        dictionary::keep(&library.conn, &made)?;
    }
    Packer::new(&library.conn)
}

impl Batch<'_> {
    /// What changed, if anything did.
    fn put<'a>(&mut self, article: &'a Article) -> Try<Option<Change<'a>>> {
        let (identity, content) = version::identity_and_content(&article.copy);
        let kept = self.kept(&identity)?;
        if kept.as_ref().is_some_and(|kept| kept.content == content) {
            self.added.known += 1;
            return Ok(None);
        }
        if kept.is_none() && self.stays_out(&article.copy, &identity)? {
            return Ok(None);
        }
        let met = match &kept {
            Some(kept) => release::meet(&self.tx, self.unpacker, StoryId(kept.ord), &article.copy)?,
            None => Arrival::Newer,
        };
        if matches!(met, Arrival::Late) {
            self.added.known += 1;
            return Ok(None);
        }
        let (ord, version, op) = match &kept {
            Some(kept) => (kept.ord, kept.version + 1, CHANGED),
            None => (self.last_ord + 1, 1, NEW),
        };
        self.last_ord = self.last_ord.max(ord);
        if let Some(kept) = &kept {
            self.added.changed += 1;
            self.keep_earlier(kept)?;
            self.counts.count(&kept.standing, -1);
        } else {
            self.added.new += 1;
            if self.way == Way::Fetched {
                self.brought.push(StoryId(ord));
            }
        }
        let home = article.copy.source.as_ref().and_then(|source| self.homes.get(source).copied().flatten());
        let article = self.read(article, met, home, kept.as_ref().map(|kept| StoryId(kept.ord)))?;
        let key = Key { when: order::when(&article), id: StoryId(ord) };
        let standing = Standing::of(&article);
        self.counts.count(&standing, 1);
        let countries = standing.countries.as_str();
        let voices = match &kept {
            Some(_) => self.speakers.exchange(&self.tx, key.id, &article)?,
            None => self.speakers.enter(&self.tx, &article)?,
        };
        self.write(&Entry {
            article: &article,
            key,
            version,
            countries,
            home,
            voices: &voices,
            identity,
            content,
        })?;
        self.release(key, &article.copy, kept.is_some(), &identity)?;
        let seq = self.log.write(&self.tx, key.id, op)?;
        Ok(Some(Change { seq, key, op, article, voices }))
    }

    /// The story as this library reads it. Whoever parsed it stands outside, on a thread without a library or before
    /// the names of this very batch were learnt: a story whose source has a home is parsed again with it here. Few
    /// sources have one, and parsing costs less than packing.
    fn read<'a>(
        &self,
        article: &'a Article,
        met: Arrival,
        home: Option<Home>,
        kept: Option<StoryId>,
    ) -> Try<Cow<'a, Article>> {
        let mut read = match (met, home) {
            (Arrival::Filled(copy), _) => Cow::Owned(article::parse_from(*copy, home)),
            (_, Some(_)) => Cow::Owned(article::parse_from(article.copy.clone(), home)),
            (_, None) => Cow::Borrowed(article),
        };
        if let Some(id) = kept {
            let correction = correction::of(&self.tx, id)?;
            if !correction.is_empty() {
                correction.apply(read.to_mut());
            }
        }
        Ok(read)
    }

    /// Whether what is not here does not come in either: a story that left, or a kill that is no story itself. A kill
    /// holds once its story comes.
    fn stays_out(&mut self, copy: &RawCopy, identity: &[u8; 16]) -> Try<bool> {
        let mut left = self.some_left && prune::left(&self.tx, identity)?;
        if left && self.way == Way::Again {
            prune::forget(&self.tx, identity)?;
            left = false;
        }
        if !left && !release::is_bare(copy) {
            return Ok(false);
        }
        if release::is_kill(copy) {
            release::await_story(&self.tx, identity, copy)?;
        }
        *if left { &mut self.added.gone } else { &mut self.added.known } += 1;
        Ok(true)
    }

    /// Only what has a desk can be held, or kill another.
    fn release(&mut self, key: Key, copy: &RawCopy, was_there: bool, identity: &[u8; 16]) -> Try<()> {
        self.released |= release::write(&self.tx, key.id, copy, was_there)?;
        if copy.desk.is_some() {
            self.released |= release::kill(&self.tx, self.unpacker, key, copy)?;
        }
        self.released |= !was_there && release::kill_late(&self.tx, key.id, identity)?;
        Ok(())
    }

    fn kept(&self, identity: &[u8; 16]) -> Try<Option<Kept>> {
        let sql = "SELECT ord, version, content, countries, key FROM story WHERE identity = ?1";
        let kept = self.tx.prepare_cached(sql)?.query_row([identity.as_slice()], |row| {
            let standing = Standing::read(row, 3, 4)?;
            Ok(Kept { ord: row.get(0)?, version: row.get(1)?, content: row.get(2)?, standing })
        });
        Ok(kept.optional()?)
    }

    fn keep_earlier(&self, kept: &Kept) -> Try<()> {
        let sql = "INSERT INTO version (ord, version, copy) SELECT ord, ?2, copy FROM body WHERE ord = ?1";
        self.tx.prepare_cached(sql)?.execute(params![kept.ord, kept.version])?;
        Ok(())
    }

    fn write(&mut self, entry: &Entry<'_>) -> Try<()> {
        let Entry { article, key, version, countries, home, voices, identity, content } = entry;
        let copy = &article.copy;
        let dateline = article.dateline.as_ref();
        // To replace costs more than to insert, even where nothing is replaced.
        let verb = if *version == 1 { "INSERT" } else { "REPLACE" };
        let sql = format!(
            "{verb} INTO story (ord, key, timed, headline, derived, country, countries, agency, source, lang, url,
            source_id, version, rules, identity, content, home, speakers)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18)"
        );
        self.tx.prepare_cached(&sql)?.execute(params![
            key.id.0,
            order::to_sql(order::pack(*key)),
            derived::timed(article, *key),
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
            home.map(|home| home.to_string()),
            people::written(voices),
        ])?;
        self.tx
            .prepare_cached(&format!("{verb} INTO body (ord, copy) VALUES (?1, ?2)"))?
            .execute(params![key.id.0, self.packer.pack(copy)?])?;
        markup::keep(&self.tx, key.id, copy.markup.as_deref(), *version > 1)
    }

    /// Answers how many forms of names were looked at, too.
    fn finish(self) -> Try<(Added, Packer, Homes, u64)> {
        if !self.brought.is_empty() {
            marks::put(&self.tx, marks::BROUGHT, true, &self.brought)?;
        }
        self.counts.write(&self.tx)?;
        let looked_at = self.speakers.settle(&self.tx)?;
        self.tx.commit()?;
        Ok((self.added, self.packer, self.homes, looked_at))
    }
}
