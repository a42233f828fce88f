//! A library read anew by newer rules: few stories a transaction, so that nobody waits for long, parsed on a thread of
//! their own, and begun again where it was stopped. A story that cannot be read is passed over and named.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::add::Change;
use super::derived::{self, CHANGED, Counts, Log, Standing};
use super::fault::{Fault, Try};
use super::people::Book;
use super::town::{self, Came};
use super::{Library, correction, index, stored};
use crate::article::{self, Article, RawCopy, version};
use crate::listing::{Reparsed, StoryId};
use crate::place::Home;

/// Stories a transaction.
const BATCH: usize = 50;
/// Batches that are read and parsed ahead.
const AHEAD: usize = 2;
/// Stories between two commits of the search index.
const INDEX_EVERY: u64 = 5_000;

/// Asks the index of rules for its first entry.
pub fn outdated(library: &Library) -> Try<bool> {
    let sql = "SELECT EXISTS (SELECT 1 FROM story WHERE rules < ?1)";
    let found: Vec<bool> = library.rows(sql, [version::RULES], |row| row.get(0))?;
    Ok(found.contains(&true))
}

/// A story on its way, and what tells whether it was changed meanwhile.
struct Given<T> {
    id: StoryId,
    content: Vec<u8>,
    home: Option<Home>,
    /// None where it cannot be read.
    story: Option<T>,
}

type Batch<T> = Vec<Given<T>>;

pub fn reparse(
    library: &mut Library,
    all: bool,
    stop: &AtomicBool,
    progress: &mut dyn FnMut(u64, u64),
) -> Try<Reparsed> {
    // Newer than any rules: every story is older.
    let below = if all { u32::MAX } else { version::RULES };
    let many = library.rows("SELECT count(*) FROM story WHERE rules < ?1", [below], |row| row.get(0))?;
    let many: u64 = many.first().map_or(0, |many: &i64| many.unsigned_abs());
    if outdated(library)? {
        learn_homes(library, stop)?;
    }
    let done = Reparsed::default();
    let mut run =
        Run { library, below, stop, last: StoryId(0), at_end: false, passed: 0, unindexed: 0, done };
    let ended = std::thread::scope(|scope| {
        let (give, given) = sync_channel::<Batch<RawCopy>>(AHEAD);
        let (send, parsed) = sync_channel::<Batch<Article>>(AHEAD);
        let parser = scope.spawn(move || parse(&given, &send));
        // Stories whose source has another home than they were read with come on top of the outdated ones.
        let ended = run.go(&give, &parsed, &mut |passed| progress(passed, many.max(passed)));
        drop(give);
        // A panic of its is told as the error that `go` answers.
        let _ = parser.join();
        ended
    });
    // Whatever ended it, what was done is made searchable.
    if let Some(index) = &mut run.library.index {
        index::catch_up(index, &run.library.conn, &mut |_, _| {})?;
    }
    ended?;
    run.library.bump();
    Ok(run.done)
}

/// The second thread.
fn parse(given: &Receiver<Batch<RawCopy>>, send: &SyncSender<Batch<Article>>) {
    for batch in given {
        let parsed = |given: Given<RawCopy>| {
            let Given { id, content, home, story } = given;
            Given { id, content, home, story: story.and_then(|copy| read(copy, home)) }
        };
        if send.send(batch.into_iter().map(parsed).collect()).is_err() {
            return;
        }
    }
}

/// None where the parser has a fault.
fn read(copy: RawCopy, home: Option<Home>) -> Option<Article> {
    std::panic::catch_unwind(|| article::parse_from(copy, home)).ok()
}

/// The copy of a story; none where it is damaged. A library that cannot be read at all is an error.
fn load(library: &Library, id: StoryId) -> Try<Option<RawCopy>> {
    match stored::copy(&library.conn, &library.unpacker, id) {
        Ok(copy) => Ok(Some(copy)),
        Err(Fault::Store(_)) => Ok(None),
        Err(fault) => Err(fault),
    }
}

/// Reads the last stories of every source that none was looked at of: a library from before names were kept.
fn learn_homes(library: &mut Library, stop: &AtomicBool) -> Try<()> {
    let sql = "SELECT ord FROM
        (SELECT ord, row_number() OVER (PARTITION BY source ORDER BY ord DESC) AS at FROM story
         WHERE source <> '' AND source NOT IN (SELECT source FROM source_town))
        WHERE at <= 64 ORDER BY ord DESC";
    let ids: Vec<StoryId> = library.rows(sql, [], |row| row.get(0).map(StoryId))?;
    for ids in ids.chunks(BATCH) {
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        let mut articles = Vec::with_capacity(ids.len());
        for id in ids.iter().rev() {
            articles.extend(load(library, *id)?.and_then(|copy| read(copy, None)));
        }
        let tx = Transaction::new(&mut library.conn, TransactionBehavior::Immediate)?;
        let homes = town::learn(&tx, articles.iter(), Came::Before)?;
        tx.commit()?;
        library.homes.get_mut().extend(homes);
    }
    Ok(())
}

struct Run<'a> {
    library: &'a mut Library,
    /// Stories read with rules below these are parsed again.
    below: u32,
    stop: &'a AtomicBool,
    /// The last story looked at.
    last: StoryId,
    at_end: bool,
    /// Stories dealt with.
    passed: u64,
    unindexed: u64,
    done: Reparsed,
}

/// What tells whether a story is to be read again.
struct Looked {
    id: StoryId,
    content: Vec<u8>,
    rules: u32,
    source: Option<String>,
    home: Option<String>,
}

impl Run<'_> {
    fn go(
        &mut self,
        give: &SyncSender<Batch<RawCopy>>,
        parsed: &Receiver<Batch<Article>>,
        progress: &mut dyn FnMut(u64),
    ) -> Try<()> {
        let parser_gone = || std::io::Error::other("a fault of the parser: what was done before it is kept");
        let mut ahead = 0;
        loop {
            while ahead < AHEAD && !self.at_end && !self.stopped() {
                let batch = self.next()?;
                if !batch.is_empty() {
                    give.send(batch).map_err(|_| parser_gone())?;
                    ahead += 1;
                }
            }
            if ahead == 0 && self.at_end {
                return Ok(());
            }
            if self.stopped() {
                self.done.interrupted = true;
                return Ok(());
            }
            let batch = parsed.recv().map_err(|_| parser_gone())?;
            ahead -= 1;
            self.write(batch)?;
            progress(self.passed);
        }
    }

    fn stopped(&self) -> bool {
        self.stop.load(Ordering::Relaxed)
    }

    /// Those of the next few stories that were read with older rules, or with another home than their source's.
    fn next(&mut self) -> Try<Batch<RawCopy>> {
        let sql = "SELECT ord, content, rules, source, home FROM story WHERE ord > ?1 ORDER BY ord LIMIT ?2";
        let looked = self.library.rows(sql, params![self.last.0, BATCH as i64], |row| {
            let id = StoryId(row.get(0)?);
            let (content, rules, source, home) = (row.get(1)?, row.get(2)?, row.get(3)?, row.get(4)?);
            Ok(Looked { id, content, rules, source, home })
        })?;
        self.at_end = looked.len() < BATCH;
        let mut batch = Vec::with_capacity(looked.len());
        for Looked { id, content, rules, source, home: with } in looked {
            self.last = id;
            let home = match &source {
                Some(source) => town::known(self.library, source)?,
                None => None,
            };
            if rules < self.below || with != home.map(|home| home.to_string()) {
                batch.push(Given { id, content, home, story: load(self.library, id)? });
            }
        }
        Ok(batch)
    }

    fn write(&mut self, batch: Batch<Article>) -> Try<()> {
        let many = batch.len() as u64;
        let tx = Transaction::new(&mut self.library.conn, TransactionBehavior::Immediate)?;
        let homes = town::learn(&tx, batch.iter().filter_map(|given| given.story.as_ref()), Came::Before)?;
        let (mut log, mut counts, mut speakers) = (Log::open(&tx)?, Counts::default(), Book::default());
        let mut changes = Vec::with_capacity(batch.len());
        for Given { id, content, home, story } in batch {
            let sql = "SELECT countries, key FROM story WHERE ord = ?1 AND content = ?2";
            let stood =
                tx.prepare_cached(sql)?.query_row(params![id.0, content], |row| Standing::read(row, 0, 1));
            // A story that an import changed meanwhile was parsed by it.
            let Some(stood) = stood.optional()? else { continue };
            let Some(mut article) = story else {
                derived::keep_as_it_was(&tx, id)?;
                self.done.unread.push(id);
                continue;
            };
            correction::of(&tx, id)?.apply(&mut article);
            let stands = Standing::of(&article);
            self.done.stories += 1;
            self.done.moved += u64::from(stands.countries != stood.countries);
            counts.count(&stood, -1);
            counts.count(&stands, 1);
            let voices = speakers.exchange(&tx, id, &article)?;
            let key = derived::rewrite(&tx, id, &article, home, &voices)?;
            let seq = log.write(&tx, id, CHANGED)?;
            changes.push(Change { seq, key, op: CHANGED, article: Cow::Owned(article), voices });
        }
        counts.write(&tx)?;
        speakers.settle(&tx)?;
        tx.commit()?;
        self.library.persons.take();
        self.library.homes.get_mut().extend(homes);
        self.library.bump();
        self.passed += many;
        self.unindexed += many;
        self.index(&changes)
    }

    fn index(&mut self, changes: &[Change<'_>]) -> Try<()> {
        let Some(index) = &mut self.library.index else { return Ok(()) };
        if index::take(index, &self.library.conn, changes).is_err() {
            // The stories are safe; what ails the index is told when it is committed.
            index.give_up();
        }
        if self.unindexed >= INDEX_EVERY {
            self.unindexed = 0;
            index::catch_up(index, &self.library.conn, &mut |_, _| {})?;
        }
        Ok(())
    }
}
