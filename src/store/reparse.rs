//! A library read anew by newer rules: few stories a transaction, so that nobody waits for long, parsed on a thread of
//! their own, and begun again where it was stopped.

use std::borrow::Cow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, SyncSender, sync_channel};

use rusqlite::{OptionalExtension, Transaction, TransactionBehavior, params};

use super::add::Change;
use super::derived::{self, CHANGED, Counts, Log};
use super::fault::Try;
use super::{Library, body, correction, index, town};
use crate::article::{self, Article, RawCopy, version};
use crate::listing::{Reparsed, StoryId};
use crate::place::Home;

/// Stories a transaction.
const BATCH: i64 = 50;
/// Batches that are read and parsed ahead.
const AHEAD: usize = 2;
/// Stories between two commits of the search index.
const INDEX_EVERY: u64 = 5_000;

pub fn outdated(library: &Library) -> Try<bool> {
    let rules: Vec<u32> =
        library.rows("SELECT value FROM meta WHERE name = 'rules'", [], |row| row.get(0))?;
    Ok(rules.first().is_some_and(|rules| *rules < version::RULES))
}

/// A story on its way, and what tells whether it was changed meanwhile.
struct Given<T> {
    id: StoryId,
    content: Vec<u8>,
    home: Option<Home>,
    story: T,
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
    learn_homes(library, stop)?;
    let mut run = Run { library, below, last: StoryId(0), unindexed: 0, done: Reparsed::default() };
    let ended = std::thread::scope(|scope| {
        let (give, given) = sync_channel::<Batch<RawCopy>>(AHEAD);
        let (send, parsed) = sync_channel::<Batch<Article>>(AHEAD);
        let parser = scope.spawn(move || parse(&given, &send));
        let ended = run.go(&give, &parsed, stop, &mut |done| progress(done, many));
        drop(give);
        // A panic of its is told as the error that `go` answers.
        let _ = parser.join();
        ended
    });
    // Whatever ended it, what was done is made searchable.
    if let Some(index) = &mut run.library.index {
        index::catch_up(index, &run.library.conn)?;
    }
    ended?;
    if !run.done.interrupted {
        let sql =
            "UPDATE meta SET value = coalesce((SELECT min(rules) FROM story), value) WHERE name = 'rules'";
        run.library.conn.execute(sql, [])?;
    }
    run.library.bump();
    Ok(run.done)
}

/// The second thread.
fn parse(given: &Receiver<Batch<RawCopy>>, send: &SyncSender<Batch<Article>>) {
    for batch in given {
        let parsed = |given: Given<RawCopy>| {
            let Given { id, content, home, story } = given;
            Given { id, content, home, story: article::parse_from(story, home) }
        };
        if send.send(batch.into_iter().map(parsed).collect()).is_err() {
            return;
        }
    }
}

/// Reads a few stories of every source that no towns are known of: a library from before they were kept.
fn learn_homes(library: &mut Library, stop: &AtomicBool) -> Try<()> {
    let sql =
        "SELECT ord FROM (SELECT ord, row_number() OVER (PARTITION BY source ORDER BY ord) AS at FROM story
        WHERE source IS NOT NULL AND source NOT IN (SELECT source FROM source_town)) WHERE at <= 64";
    let ids: Vec<StoryId> = library.rows(sql, [], |row| row.get(0).map(StoryId))?;
    for ids in ids.chunks(BATCH as usize) {
        if stop.load(Ordering::Relaxed) {
            return Ok(());
        }
        let copies = ids.iter().map(|id| body::load(&library.conn, *id));
        let articles: Vec<Article> = copies.map(|copy| copy.map(article::parse)).collect::<Try<_>>()?;
        let tx = Transaction::new(&mut library.conn, TransactionBehavior::Immediate)?;
        let homes = town::learn(&tx, articles.iter())?;
        tx.commit()?;
        library.homes.get_mut().extend(homes);
    }
    Ok(())
}

struct Run<'a> {
    library: &'a mut Library,
    /// Stories read with rules below these are parsed again.
    below: u32,
    /// The last story given to the parser.
    last: StoryId,
    unindexed: u64,
    done: Reparsed,
}

impl Run<'_> {
    fn go(
        &mut self,
        give: &SyncSender<Batch<RawCopy>>,
        parsed: &Receiver<Batch<Article>>,
        stop: &AtomicBool,
        progress: &mut dyn FnMut(u64),
    ) -> Try<()> {
        let parser_gone = || std::io::Error::other("a fault of the parser: what was done before it is kept");
        let mut ahead = 0;
        loop {
            while ahead < AHEAD {
                let batch = self.next()?;
                if batch.is_empty() {
                    break;
                }
                give.send(batch).map_err(|_| parser_gone())?;
                ahead += 1;
            }
            if ahead == 0 {
                return Ok(());
            }
            if stop.load(Ordering::Relaxed) {
                self.done.interrupted = true;
                return Ok(());
            }
            let batch = parsed.recv().map_err(|_| parser_gone())?;
            ahead -= 1;
            self.write(batch)?;
            progress(self.done.stories);
        }
    }

    fn next(&mut self) -> Try<Batch<RawCopy>> {
        let sql = "SELECT ord, content FROM story WHERE rules < ?1 AND ord > ?2 ORDER BY ord LIMIT ?3";
        let rows: Vec<(u32, Vec<u8>)> =
            self.library
                .rows(sql, params![self.below, self.last.0, BATCH], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let mut batch = Vec::with_capacity(rows.len());
        for (ord, content) in rows {
            let id = StoryId(ord);
            let story = body::load(&self.library.conn, id)?;
            let home = match &story.source {
                Some(source) => town::known(self.library, source)?,
                None => None,
            };
            self.last = id;
            batch.push(Given { id, content, home, story });
        }
        Ok(batch)
    }

    fn write(&mut self, batch: Batch<Article>) -> Try<()> {
        let many = batch.len() as u64;
        let tx = Transaction::new(&mut self.library.conn, TransactionBehavior::Immediate)?;
        let homes = town::learn(&tx, batch.iter().map(|given| &given.story))?;
        let (mut log, mut counts) = (Log::open(&tx)?, Counts::default());
        let mut changes = Vec::with_capacity(batch.len());
        for Given { id, content, home, story: mut article } in batch {
            let sql = "SELECT countries FROM story WHERE ord = ?1 AND content = ?2";
            let stood = tx.prepare_cached(sql)?.query_row(params![id.0, content], |row| row.get(0));
            // A story that an import changed meanwhile was parsed by it.
            let Some(stood): Option<String> = stood.optional()? else { continue };
            correction::of(&tx, id)?.apply(&mut article);
            let countries = derived::countries(&article);
            self.done.moved += u64::from(countries != stood);
            counts.count(&stood, -1);
            counts.count(&countries, 1);
            let key = derived::rewrite(&tx, id, &article, home)?;
            let seq = log.write(&tx, id, CHANGED)?;
            changes.push(Change { seq, key, op: CHANGED, article: Cow::Owned(article) });
        }
        counts.write(&tx)?;
        tx.commit()?;
        self.library.homes.get_mut().extend(homes);
        self.library.bump();
        self.done.stories += many;
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
            index::catch_up(index, &self.library.conn)?;
        }
        Ok(())
    }
}
