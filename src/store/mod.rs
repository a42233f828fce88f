//! The library on disk: SQLite is the truth, a tantivy index beside it is derived. Nothing else names either.
//!
//! How the database is locked, migrated and how much work a call may do: `schema`. How index and database stay
//! together: `index`. Which names are one speaker: `people`. A `Library` belongs to one thread; several, in one program
//! or many, may stand on one folder.

mod add;
mod backup;
mod body;
mod correction;
mod derived;
mod dictionary;
mod doctor;
mod error;
mod fault;
mod feeds;
mod full_text;
mod index;
mod marks;
mod markup;
mod newsboat;
mod order;
mod people;
mod prune;
mod quoted;
mod read;
mod release;
mod reparse;
mod schema;
mod stats;
mod stored;
mod text;
mod town;
mod weight;
mod work;

use std::cell::{Cell, RefCell};
use std::path::{Path, PathBuf};
use std::sync::atomic::AtomicBool;

use chrono::NaiveDate;
use rusqlite::{Connection, MAIN_DB};
use tempfile::TempDir;

use crate::article::Span;
use crate::article::correction::Verdict;
use crate::listing::{Days, Mark, Reparsed, Row, Stats, Story, StoryId, Stretch, Tally};
use crate::place::Home;
use crate::query::Query;
use crate::stemming::Stemming;
pub use backup::Restored;
use body::{Packer, Unpacker};
pub use doctor::{Ailment, Examined, Found, NAMED, Named, Step};
pub use error::{Result, StoreError};
use fault::{Fault, Try};
use marks::Held;
pub use newsboat::{Cached, cached, is_cache};
pub use prune::Leaving;
use town::Homes;
pub use work::Work;

/// A search index that is open and may be behind.
pub struct SearchIndex(index::Index);

/// Opens the search index of the library in `dir` as it stands, on whatever thread; none where it has to be made first.
pub fn find_index(dir: &Path) -> Option<SearchIndex> {
    index::find(dir).map(SearchIndex)
}

/// One library, open.
pub struct Library {
    conn: Connection,
    index: Option<index::Index>,
    held: RefCell<Held>,
    /// Where sources write from, as far as that was asked for.
    homes: RefCell<Homes>,
    /// The person of each form of a speaker's name, by number, as far as that was asked for.
    persons: RefCell<Option<Vec<u32>>>,
    /// SQLite's count of other programs' changes when `held` was loaded.
    seen: Cell<i64>,
    /// Changes of our own.
    own: Cell<i64>,
    /// Times that an embargo was seen to end.
    ended: Cell<i64>,
    work: Cell<Work>,
    unpacker: Unpacker,
    /// With the library's dictionary, where one was made.
    packer: Option<Packer>,
    import: bool,
    /// Whether nobody waits any more for what is being searched.
    stop: Box<dyn Fn() -> bool + Send>,
    dir: PathBuf,
    /// Removed with the library, after everything above is closed.
    _scratch: Option<TempDir>,
}

impl Library {
    /// Opens or creates the library in `dir` and migrates it. The index is opened apart: [`Library::open_index`].
    pub fn open(dir: &Path) -> Result<Library> {
        Library::at(dir, false, None).map_err(|fault| fault.told(dir))
    }

    /// The same for a long import: commits wait for the log only, so that the last ones may be lost with the power (and
    /// are imported again), and the index's writer is kept, with more memory, until the library is dropped.
    pub fn open_for_import(dir: &Path) -> Result<Library> {
        Library::at(dir, true, None).map_err(|fault| fault.told(dir))
    }

    /// A library for reading without keeping: it is gone when dropped.
    pub fn scratch() -> Result<Library> {
        let place = std::env::temp_dir();
        let made = || -> Try<Library> {
            let dir = tempfile::Builder::new().prefix("dateline-").tempdir()?;
            let path = dir.path().to_owned();
            let library = Library::at(&path, false, Some(dir))?;
            library.conn.pragma_update(None, "synchronous", "OFF")?;
            Ok(library)
        };
        made().map_err(|fault| fault.told(&place))
    }

    fn at(dir: &Path, import: bool, scratch: Option<TempDir>) -> Try<Library> {
        std::fs::create_dir_all(dir)?;
        let conn = schema::open(&file(dir), !import)?;
        let seen = Cell::new(seen(&conn)?);
        let held = RefCell::new(Held::load(&conn)?);
        let (own, ended, work, homes) = (Cell::new(0), Cell::new(0), Cell::default(), RefCell::default());
        let (dir, persons) = (dir.to_owned(), RefCell::default());
        Ok(Library {
            conn,
            index: None,
            held,
            homes,
            persons,
            seen,
            own,
            ended,
            work,
            unpacker: Unpacker::default(),
            packer: None,
            import,
            stop: Box::new(|| false),
            dir,
            _scratch: scratch,
        })
    }

    /// Searches ask `stop` every few dozen stories, and end with [`StoreError::Stopped`] where it says so.
    pub fn stop_searches_when(&mut self, stop: impl Fn() -> bool + Send + 'static) {
        self.stop = Box::new(stop);
    }

    /// True where `dir` holds a library.
    pub fn exists(dir: &Path) -> bool {
        file(dir).is_file()
    }

    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Opens the search index and brings it up to the truth; makes it anew where it is missing or damaged.
    pub fn open_index(&mut self) -> Result<()> {
        self.bring_index_up(&mut |_, _| {})
    }

    /// The same; `progress` hears (done, all) while stories are indexed.
    pub fn bring_index_up(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<()> {
        self.index = None;
        let opened = index::open(&self.dir, &self.conn, self.import, progress);
        self.index = Some(self.told(opened)?);
        Ok(())
    }

    /// Sets the languages whose words are found by their stems too. An index that has others is made anew when it is
    /// brought up the next time; until then it serves as it is.
    pub fn stem(&mut self, stemming: Stemming) -> Result<()> {
        if self.conn.is_readonly(MAIN_DB).unwrap_or(true) {
            return Ok(());
        }
        self.told(index::stem(&self.conn, stemming))
    }

    /// Searches with an index that [`find_index`] found.
    pub fn use_index(&mut self, found: SearchIndex) {
        self.index = Some(found.0);
    }

    /// Lets go of the index, for another to bring it up.
    pub fn close_index(&mut self) {
        self.index = None;
    }

    pub fn has_index(&self) -> bool {
        self.index.is_some()
    }

    /// Changes that the index does not know yet: a search does not find them. All there were where there is no index.
    pub fn unindexed(&self) -> Result<u64> {
        self.told(index::unindexed(self.index.as_ref(), &self.conn))
    }

    /// Makes the index anew, in the old one's place; `progress` hears (done, all). Answers how many stories it holds.
    pub fn rebuild(&mut self, progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
        self.index = None;
        let made = index::rebuild(&self.dir, &self.conn, self.import, progress);
        if made.is_err() {
            // Searches go on with the old one.
            self.index = index::open(&self.dir, &self.conn, self.import, &mut |_, _| {}).ok();
        }
        let made = self.told(made)?;
        self.index = Some(made);
        self.bump();
        Ok(self.len()?.saturating_sub(self.passed_over().len() as u64))
    }

    /// Makes what was added searchable, by others too; without an index, or where another program writes it, nothing.
    pub fn commit_index(&mut self) -> Result<()> {
        if let Some(index) = &self.index
            && self.told(index::stems_otherwise(index, &self.conn))?
        {
            return self.open_index();
        }
        let Some(index) = &mut self.index else { return Ok(()) };
        let caught_up = index::catch_up(index, &self.conn, &mut |_, _| {});
        if caught_up.is_err() {
            index.give_up();
        }
        self.bump();
        self.told(caught_up)
    }

    /// At most `limit` rows of the list under `query`, in list order.
    pub fn page(&self, query: &Query, stretch: Stretch, limit: usize) -> Result<Vec<Row>> {
        self.told(read::page(self, query, stretch, limit))
    }

    pub fn tally(&self, query: &Query) -> Result<Tally> {
        self.told(read::tally(self, query))
    }

    /// Stories a day under `query` in the month that holds `month`.
    pub fn days(&self, query: &Query, month: NaiveDate) -> Result<Days> {
        self.told(read::days(self, query, month))
    }

    pub fn story(&self, id: StoryId) -> Result<Story> {
        self.told(read::story(self, id))
    }

    /// The text of a story and the paragraphs in it, without the rest of what its parse would tell.
    pub fn paragraphs(&self, id: StoryId) -> Result<(String, Vec<Span>)> {
        self.told(text::paragraphs(self, id))
    }

    /// How many bytes a story's copy takes as it is kept; asks one row.
    pub fn packed(&self, id: StoryId) -> Result<u64> {
        self.told(weight::packed(self, id))
    }

    /// Sets or clears a mark, durable on return; answers the stories that changed.
    pub fn mark(&mut self, mark: Mark, on: bool, ids: &[StoryId]) -> Result<Vec<StoryId>> {
        let changed = self.durably(|library| marks::mark(library, mark, on, ids));
        self.told(changed)
    }

    /// Sets or clears a mark on every story under `query`, in one transaction; answers the stories that changed.
    pub fn mark_all(&mut self, mark: Mark, on: bool, query: &Query) -> Result<Vec<StoryId>> {
        let changed = self.durably(|library| marks::mark_all(library, mark, on, query));
        self.told(changed)
    }

    /// Keeps or (with `None`) drops the reader's note on a story.
    pub fn note(&mut self, id: StoryId, text: Option<&str>) -> Result<()> {
        let noted = self.durably(|library| marks::note(library, id, text));
        self.told(noted)
    }

    /// Puts a story right: the verdicts are laid over what stands, which another program may have put right since.
    /// Answers those that take back what they changed, none where it stood so already. Durable on return; list and
    /// counts follow at once.
    ///
    /// So does search where the index lacks nothing else. Where it does, or where another program writes it, the story
    /// is found under its earlier countries until that program commits or [`Library::commit_index`] is called, which
    /// is due in a quiet moment in any case: until then the index may be held for this one.
    pub fn correct(&mut self, id: StoryId, verdicts: &[Verdict]) -> Result<Vec<Verdict>> {
        let corrected = self.durably(|library| correction::correct(library, id, verdicts));
        self.told(corrected)
    }

    /// Where a source writes from, as the datelines of its stories tell.
    pub fn home(&self, source: &str) -> Result<Option<Home>> {
        self.told(town::known(self, source))
    }

    /// Whether a story in it was read with older rules than today's; asks one row.
    pub fn outdated(&self) -> Result<bool> {
        self.told(reparse::outdated(self))
    }

    /// Parses the stories again that were read with older rules or with another home than their source's, or all of
    /// them; `progress` hears (done, all). What the reader did to them stays. Where it is stopped, the next one goes
    /// on. A story that cannot be read stays as it was, and is named.
    pub fn reparse(
        &mut self,
        all: bool,
        stop: &AtomicBool,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Reparsed> {
        let done = reparse::reparse(self, all, stop, progress);
        self.told(done)
    }

    /// Stories in the library, all of them.
    pub fn len(&self) -> Result<u64> {
        let counted = self.rows("SELECT stories FROM tally WHERE what = ''", [], |row| read::counted(row, 0));
        Ok(self.told(counted)?.first().copied().unwrap_or(0))
    }

    pub fn is_empty(&self) -> Result<bool> {
        Ok(self.len()? == 0)
    }

    /// A number that changes whenever another process (or this one) changes the library, or an embargo ends.
    pub fn changes(&self) -> Result<i64> {
        self.told(self.end_embargoes())?;
        Ok((self.told(seen(&self.conn))? + self.ended.get()) << 32 | self.own.get())
    }

    /// Stories newer (by arrival) than `since`, under `query`: (their number, the highest id now).
    pub fn arrived(&self, query: &Query, since: StoryId) -> Result<(u64, StoryId)> {
        self.told(read::arrived(self, query, since))
    }

    /// What is in the library; walks all of it.
    pub fn stats(&self) -> Result<Stats> {
        self.told(stats::stats(self))
    }

    pub fn work(&self) -> Work {
        self.work.get()
    }

    /// An import's commits may wait in the log, what the reader does not.
    fn durably<T>(&mut self, change: impl FnOnce(&mut Library) -> Try<T>) -> Try<T> {
        if !self.import {
            return change(self);
        }
        self.conn.pragma_update(None, "synchronous", "FULL")?;
        let changed = change(self);
        self.conn.pragma_update(None, "synchronous", "NORMAL")?;
        changed
    }

    /// Marks and index as other programs left them.
    fn refresh(&self) -> Try<()> {
        self.end_embargoes()?;
        let now = seen(&self.conn)?;
        if now == self.seen.get() {
            return Ok(());
        }
        *self.held.borrow_mut() = Held::load(&self.conn)?;
        self.homes.borrow_mut().clear();
        self.persons.take();
        if let Some(index) = &self.index
            && index.reload().is_err()
        {
            // Another program may be putting a new index in its place: the next question looks again.
            return Ok(());
        }
        self.seen.set(now);
        Ok(())
    }

    fn bump(&self) {
        self.own.set((self.own.get() + 1) & i64::from(u32::MAX));
    }

    fn told<T>(&self, outcome: Try<T>) -> Result<T> {
        outcome.map_err(|fault: Fault| fault.told(&self.dir))
    }
}

fn file(dir: &Path) -> PathBuf {
    dir.join("library.db")
}

/// A number that SQLite changes when another connection commits.
fn seen(conn: &Connection) -> Try<i64> {
    Ok(conn.prepare_cached("PRAGMA data_version")?.query_row([], |row| row.get(0))?)
}
