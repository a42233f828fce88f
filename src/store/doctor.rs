//! A library looked through from end to end: whether the database is whole, every story can be read, and what is
//! derived says what the stories say; and that put right. What the reader had is never deleted.
//!
//! Memory: one number a story, and one a story that the index has wrong.

mod beside;
mod counts;

use std::collections::BTreeMap;
use std::sync::atomic::AtomicBool;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior};

use super::body::Unpacker;
use super::derived::{Counts, Standing};
use super::fault::{Fault, Try, is_damage};
use super::index::compare::{self, Looked, Truth, Wrong};
use super::{Library, Result, StoreError, index, order, stored};
use crate::article::version;
use crate::listing::StoryId;

/// Named of each ailment; the rest is counted.
pub const NAMED: usize = 5;
/// Faults that SQLite is asked for.
const FAULTS: usize = 100;
/// Stories between two words of progress.
const EVERY: u64 = 256;

/// What may ail a library.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Ailment {
    /// SQLite finds its file not as it should be.
    Database,
    /// A story whose copy is damaged or gone.
    Damaged,
    /// A copy that no story is of.
    Orphaned,
    /// A mark on a number that no story has.
    Marks,
    /// A story that may be used otherwise than its copy says.
    Released,
    /// Markup or a full text that cannot be read; what was received is shown instead.
    Unreadable,
    /// What belongs to no story and can be reached from none.
    Loose,
    /// A country or a month whose stories are counted wrongly.
    Tally,
    /// No search index, or one that is of another version or cannot be opened.
    NoIndex,
    /// A file of the search index that is not as it was written.
    Index,
    /// The search index knows of changes that the library does not.
    Ahead,
    /// Changes that the search index lacks and nobody is about to add.
    Behind,
    Missing,
    Twice,
    Otherwise,
    /// In the search index, and no story.
    Stray,
}

/// One ailment: how often, and where first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Found {
    pub times: u64,
    pub named: Vec<Named>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named {
    /// Number and headline.
    Story(StoryId, String),
    Other(String),
}

/// What is looked at, for who shows progress.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    Database,
    Stories,
    Index,
}

/// What came of it.
#[derive(Debug, Default)]
pub struct Examined {
    pub stories: u64,
    pub found: BTreeMap<Ailment, Found>,
    /// Changes that another program is adding to the search index.
    pub under_way: u64,
    /// What is kept beside stories and is to be put right.
    beside: beside::Wrong,
    /// By how much each count is to change.
    counts: BTreeMap<String, i64>,
    /// Stories that the index has wrong.
    wrong: Vec<u32>,
    /// Stories that list and index tell otherwise: which of the two is wrong only reading them again can say.
    unlike: Vec<u32>,
}

type Progress<'a> = &'a mut dyn FnMut(Step, u64, u64);

impl Library {
    /// Looks for everything that may ail the library, changes nothing. `progress` hears (step, done, all).
    pub fn examine(&self, progress: Progress<'_>) -> Result<Examined> {
        self.told(examine(self, progress))
    }

    /// Puts right what was found, as far as it is derived.
    pub fn repair(&mut self, examined: &Examined, progress: Progress<'_>) -> Result<()> {
        let repaired = repair(self, examined, progress);
        self.told(repaired)
    }

    /// Stories that the index passed over since it was opened or made, because they are damaged.
    pub fn passed_over(&self) -> &[StoryId] {
        self.index.as_ref().map_or(&[], |index| &index.passed_over)
    }
}

impl Ailment {
    /// Whether `repair` can do something about it.
    pub fn is_derived(self) -> bool {
        !matches!(self, Ailment::Damaged | Ailment::Orphaned | Ailment::Marks)
    }
}

impl Examined {
    fn find(&mut self, ailment: Ailment, name: impl FnOnce() -> Named) {
        let found = self.found.entry(ailment).or_default();
        found.times += 1;
        if found.named.len() < NAMED {
            found.named.push(name());
        }
    }

    fn has(&self, ailment: Ailment) -> bool {
        self.found.contains_key(&ailment)
    }
}

fn examine(library: &Library, progress: Progress<'_>) -> Try<Examined> {
    let mut examined = Examined::default();
    progress(Step::Database, 0, 0);
    database(&library.conn, &mut examined)?;
    // Before the stories: whatever it knows then, they know too.
    let index = compare::look(library.dir(), &library.conn)?;
    let conn = library.conn.unchecked_transaction()?;
    let Some(mut truth) = stories(&conn, &library.unpacker, &mut examined, progress)? else {
        return Ok(examined);
    };
    orphans(&conn, &mut examined)?;
    marks(&conn, &mut examined)?;
    beside::packed(&conn, &mut examined)?;
    beside::kills(&conn, &mut examined)?;
    beside::left(&conn, &mut examined)?;
    let Some(looked) = index else {
        examined.find(Ailment::NoIndex, || Named::Other(index::folder(library.dir()).display().to_string()));
        return Ok(examined);
    };
    for file in looked.damaged() {
        examined.find(Ailment::Index, || Named::Other(file));
    }
    if !examined.has(Ailment::Index) && log(&conn, &looked, &mut truth, &mut examined)? {
        compared(&conn, &looked, truth, &mut examined, progress)?;
    }
    Ok(examined)
}

/// SQLite's own check. Where not even that can be done, the error is a fault like the others.
fn database(conn: &Connection, examined: &mut Examined) -> Try<()> {
    let mut statement = conn.prepare(&format!("PRAGMA integrity_check({FAULTS})"))?;
    let mut rows = statement.query([])?;
    loop {
        let line: String = match rows.next().and_then(|row| row.map(|row| row.get(0)).transpose()) {
            Ok(None) => return Ok(()),
            Ok(Some(line)) if line == "ok" => continue,
            Ok(Some(line)) => line,
            Err(error) => {
                examined.find(Ailment::Database, || Named::Other(error.to_string()));
                return Ok(());
            }
        };
        // One row may hold several lines, the first of them a title.
        for line in line.lines().filter(|line| !line.starts_with("***")) {
            examined.find(Ailment::Database, || Named::Other(line.to_owned()));
        }
    }
}

/// Walks every story, reads its copy and counts it. None where the walk cannot be ended.
fn stories(
    conn: &Connection,
    unpacker: &Unpacker,
    examined: &mut Examined,
    progress: Progress<'_>,
) -> Try<Option<Truth>> {
    let all: i64 = conn.query_row("SELECT coalesce(max(ord), 0) FROM story", [], |row| row.get(0))?;
    let (mut truth, mut counts) = (Truth::default(), Counts::default());
    let mut held = beside::Held::load(conn)?;
    let mut statement =
        conn.prepare("SELECT ord, key, countries, headline, rules FROM story ORDER BY ord")?;
    let mut rows = statement.query([])?;
    loop {
        let row = match rows.next() {
            Ok(Some(row)) => row,
            Ok(None) => break,
            Err(error) if is_damage(&error) => {
                let told =
                    || Named::Other("the list of stories breaks off: not all could be checked".to_owned());
                examined.find(Ailment::Database, told);
                return Ok(None);
            }
            Err(error) => return Err(error.into()),
        };
        let (ord, key, countries): (u32, i64, String) = (row.get(0)?, row.get(1)?, row.get(2)?);
        counts.count(&Standing::read(row, 2, 1)?, 1);
        examined.stories += 1;
        match stored::copy(conn, unpacker, StoryId(ord)) {
            Ok(copy) => {
                if !held.agrees(ord, copy.desk.as_deref()) {
                    examined.find_released(StoryId(ord), row.get(3)?);
                }
                if row.get::<_, u32>(4)? < version::RULES {
                    truth.anyhow(ord);
                } else {
                    truth.story(ord, order::from_sql(key), &countries);
                }
            }
            Err(Fault::Store(StoreError::Damaged(_))) => {
                let headline: String = row.get(3)?;
                examined.find(Ailment::Damaged, || Named::Story(StoryId(ord), headline));
                truth.exempt(ord);
                held.passed(ord);
            }
            Err(fault) => return Err(fault),
        }
        if examined.stories.is_multiple_of(EVERY) {
            progress(Step::Stories, examined.stories, all.unsigned_abs());
        }
    }
    progress(Step::Stories, examined.stories, all.unsigned_abs());
    held.rest(examined);
    counts::compare(conn, counts, examined)?;
    Ok(Some(truth))
}

fn orphans(conn: &Connection, examined: &mut Examined) -> Try<()> {
    let mut statement = conn
        .prepare("SELECT ord FROM body WHERE NOT EXISTS (SELECT 1 FROM story WHERE story.ord = body.ord)")?;
    let mut rows = statement.query([])?;
    loop {
        match rows.next() {
            Ok(Some(row)) => {
                let ord: i64 = row.get(0)?;
                examined.find(Ailment::Orphaned, || Named::Other(format!("number {ord}")));
            }
            Ok(None) => return Ok(()),
            // It is told by the damage itself.
            Err(error) if is_damage(&error) => return Ok(()),
            Err(error) => return Err(error.into()),
        }
    }
}

fn marks(conn: &Connection, examined: &mut Examined) -> Try<()> {
    let last: u32 = conn.query_row("SELECT coalesce(max(ord), 0) FROM story", [], |row| row.get(0))?;
    let held = super::marks::Held::load(conn)?;
    for (name, bits) in [("read", &held.read), ("bookmark", &held.bookmark)] {
        for ord in bits.beyond(last) {
            examined.find(Ailment::Marks, || Named::Other(format!("{name} {ord}")));
        }
        for ord in bits.both(&held.gone).filter(|ord| *ord <= last) {
            examined.find(Ailment::Marks, || Named::Other(format!("{name} {ord}")));
        }
    }
    Ok(())
}

/// What the index knows of the log; false where the two cannot be compared.
fn log(conn: &Connection, looked: &Looked, truth: &mut Truth, examined: &mut Examined) -> Try<bool> {
    let last: i64 = conn.query_row("SELECT coalesce(max(seq), 0) FROM change", [], |row| row.get(0))?;
    if looked.seq > last {
        let told = || Named::Other(format!("change {} of {last}", looked.seq));
        examined.find(Ailment::Ahead, told);
        return Ok(false);
    }
    let written = looked.seq < last && looked.is_written();
    let mut statement = conn.prepare("SELECT ord FROM change WHERE seq > ?1")?;
    let mut rows = statement.query([looked.seq])?;
    while let Some(row) = rows.next()? {
        let ord: u32 = row.get(0)?;
        truth.exempt(ord);
        if written {
            examined.under_way += 1;
        } else {
            let name = headline(conn, ord);
            examined.find(Ailment::Behind, || name);
        }
    }
    Ok(true)
}

fn compared(
    conn: &Connection,
    looked: &Looked,
    truth: Truth,
    examined: &mut Examined,
    progress: Progress<'_>,
) -> Try<()> {
    let mut take = |ord: u32, wrong: Wrong| {
        let ailment = match wrong {
            Wrong::Missing => Ailment::Missing,
            Wrong::Twice => Ailment::Twice,
            Wrong::Otherwise => Ailment::Otherwise,
            Wrong::Stray => Ailment::Stray,
        };
        examined.find(ailment, || headline(conn, ord));
        if wrong == Wrong::Otherwise { &mut examined.unlike } else { &mut examined.wrong }.push(ord);
    };
    looked.compare(truth, &mut take, &mut |done, all| {
        if done.is_multiple_of(EVERY) || done == all {
            progress(Step::Index, done, all);
        }
    })
}

fn headline(conn: &Connection, ord: u32) -> Named {
    let sql = "SELECT headline FROM story WHERE ord = ?1";
    let found = conn.query_row(sql, [ord], |row| row.get(0)).optional();
    match found {
        Ok(Some(headline)) => Named::Story(StoryId(ord), headline),
        _ => Named::Other(format!("number {ord}")),
    }
}

fn repair(library: &mut Library, examined: &Examined, progress: Progress<'_>) -> Try<()> {
    if examined.has(Ailment::Database) {
        // SQLite's own indexes are derived too; where the tables are damaged this fails and changes nothing.
        let _ = library.conn.execute_batch("REINDEX");
    }
    beside::mend(library, &examined.beside)?;
    if !examined.counts.is_empty() {
        counts::mend(library, &examined.counts)?;
    }
    if [Ailment::NoIndex, Ailment::Index, Ailment::Ahead].iter().any(|ailment| examined.has(*ailment)) {
        library.rebuild(&mut |done, all| progress(Step::Index, done, all))?;
    } else if examined.has(Ailment::Behind) || !examined.wrong.is_empty() {
        mend(library, &examined.wrong)?;
    }
    if !examined.unlike.is_empty() {
        read_again(library, &examined.unlike, progress)?;
    }
    Ok(())
}

fn mend(library: &mut Library, wrong: &[u32]) -> Try<()> {
    if library.index.is_none() {
        library.open_index()?;
    }
    let Some(index) = &mut library.index else { return Ok(()) };
    let mended = compare::mend(index, &library.conn, wrong);
    if mended.is_err() {
        index.give_up();
    }
    if !mended? {
        let why = "another dateline is writing the search index: try again when it is done".to_owned();
        return Err(StoreError::Unusable { path: index::folder(&library.dir), why }.into());
    }
    library.bump();
    Ok(())
}

/// As `reparse` does it, with whatever else is due to be read again.
fn read_again(library: &mut Library, stories: &[u32], progress: Progress<'_>) -> Try<()> {
    let tx = Transaction::new(&mut library.conn, TransactionBehavior::Immediate)?;
    for ord in stories {
        tx.prepare_cached("UPDATE story SET rules = 0 WHERE ord = ?1")?.execute([ord])?;
    }
    tx.commit()?;
    if library.index.is_none() {
        library.open_index()?;
    }
    library.reparse(false, &AtomicBool::new(false), &mut |done, all| progress(Step::Stories, done, all))?;
    Ok(())
}
