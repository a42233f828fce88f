//! A library copied into one file while others read and write it, and such a file put in the place of a library.
//!
//! The copy is of one state of the library: a read transaction is held from its first page to the last, so that no
//! writer waits for it and none makes it begin again. It is written beside its place, checked and brought to the disk
//! before it gets its name. What is restored gets its place in one step too, and nobody may have the library open then:
//! leaving WAL mode is what SQLite grants only to a connection that is alone.

use std::fs::{self, File};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::backup::{Backup, StepResult};
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::fault::{Fault, Try};
use super::{Library, Result, StoreError, file, index, schema};

/// Pages copied between two words of progress: half a megabyte.
const PAGES: i32 = 64;

/// What a restore did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Restored {
    pub stories: u64,
    /// Where the library is kept that stood there before.
    pub kept: Option<PathBuf>,
}

impl Library {
    /// Copies the library into one file; `over`: in place of a file of that name. `progress` hears (done, all) pages.
    /// Answers how many stories are in it.
    pub fn backup(&self, to: &Path, over: bool, progress: &mut dyn FnMut(u64, u64)) -> Result<u64> {
        backup(self, to, over, progress).map_err(|fault| fault.told(to))
    }

    /// Puts a backup in the place of the library in `dir`, which is kept beside it under a name that ends in `stamp`.
    /// The search index is gone then: it is made anew when it is opened.
    pub fn restore(
        from: &Path,
        dir: &Path,
        stamp: &str,
        progress: &mut dyn FnMut(u64, u64),
    ) -> Result<Restored> {
        let checked = check(from).map_err(|fault| fault.told(from))?;
        let restored = restore(from, dir, stamp, progress).map_err(|fault| fault.told(dir));
        restored.map(|kept| Restored { stories: checked, kept })
    }
}

fn backup(library: &Library, to: &Path, over: bool, progress: &mut dyn FnMut(u64, u64)) -> Try<u64> {
    let folder = parent(to);
    if !folder.is_dir() {
        return refuse(folder, "there is no such directory: make it first, or choose another");
    }
    if to.is_dir() {
        return refuse(to, "this is a directory: name a file in it");
    }
    let name = to.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    if same(folder, library.dir()) && name.to_lowercase().starts_with("library.") {
        return refuse(to, "the library itself stands here: choose another name or directory");
    }
    let there = |to: &Path| to.exists() && !over;
    if there(to) {
        return refuse(to, "there is a file of this name: choose another, or write over it with --force");
    }
    let part = Part(with(to, ".part"));
    copy(&library.conn, &part.0, progress)?;
    let Ok(stories) = check(&part.0) else {
        let why = "the library is damaged, and a backup of it would be damaged too: `dateline doctor` says what is left of it";
        return refuse(library.dir(), why);
    };
    if there(to) {
        return refuse(to, "there is a file of this name now: choose another, or write over it with --force");
    }
    fs::rename(&part.0, to)?;
    sync(folder)?;
    Ok(stories)
}

/// Answers where the library is kept that stood there.
fn restore(from: &Path, dir: &Path, stamp: &str, progress: &mut dyn FnMut(u64, u64)) -> Try<Option<PathBuf>> {
    fs::create_dir_all(dir)?;
    let place = file(dir);
    if same(from, &place) {
        return refuse(from, "this is the library itself: name a backup of it");
    }
    let part = Part(with(&place, ".part"));
    let source = schema::still(from)?.ok_or_else(|| busy(from))?;
    copy(&source, &part.0, progress)?;
    check(&part.0)?;
    // Whoever opens the library meanwhile waits for this lock, and looks again at what stands there.
    let lock = File::create(place.with_extension("lock"))?;
    lock.lock()?;
    let alone = if place.exists() { alone(&place)? } else { None };
    for gone in [index::folder(dir), dir.join("index.new"), dir.join("index.old")] {
        if gone.exists() {
            fs::remove_dir_all(gone)?;
        }
    }
    let kept = if place.exists() { Some(keep_aside(&place, stamp)?) } else { None };
    fs::rename(&part.0, &place)?;
    drop(alone);
    sync(dir)?;
    Ok(kept)
}

/// Copies one state of a database into a new file, on the disk when it returns.
fn copy(from: &Connection, to: &Path, progress: &mut dyn FnMut(u64, u64)) -> Try<()> {
    remove(to)?;
    let mut copy = Connection::open(to)?;
    // It has no name yet that anybody would miss.
    copy.execute_batch("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF;")?;
    let state = from.unchecked_transaction()?;
    state.query_row("SELECT count(*) FROM sqlite_schema", [], |_| Ok(()))?;
    {
        let pages = Backup::new(from, &mut copy)?;
        loop {
            let step = pages.step(PAGES)?;
            let at = pages.progress();
            let (left, all) = (at.remaining.unsigned_abs(), at.pagecount.unsigned_abs());
            progress(u64::from(all.saturating_sub(left)), u64::from(all));
            match step {
                StepResult::Done => break,
                StepResult::More => {}
                _ => return Err(busy(to)),
            }
        }
    }
    drop(state);
    copy.close().map_err(|(_, error)| error)?;
    Ok(File::open(to)?.sync_all()?)
}

/// That a file is a whole library of ours, and not a newer one; answers its stories.
fn check(file: &Path) -> Try<u64> {
    if !file.is_file() {
        return refuse(file, "there is no such file");
    }
    let ours = "this is no library of dateline: name a file that `dateline backup` wrote";
    let format = schema::format_on_disk(file)?;
    schema::refuse_newer(file, format)?;
    if format == 0 {
        return refuse(file, ours);
    }
    let conn = schema::still(file)?.ok_or_else(|| busy(file))?;
    let said: rusqlite::Result<String> = conn.query_row("PRAGMA quick_check(1)", [], |row| row.get(0));
    match said {
        Ok(said) if said == "ok" => {}
        Ok(_) | Err(_) => return refuse(file, "this file is damaged: take another backup"),
    }
    let sql = "SELECT count(*) FROM story WHERE NOT EXISTS (SELECT 1 FROM body, change, mark, tally WHERE 0)";
    let counted: rusqlite::Result<i64> = conn.query_row(sql, [], |row| row.get(0));
    counted.map_or_else(|_| refuse(file, ours), |stories| Ok(stories.unsigned_abs()))
}

/// A connection that has the library alone and all of it in one file; an error where another has it open. None where
/// it is so damaged that SQLite takes it for no database: nobody can have it open.
fn alone(place: &Path) -> Try<Option<Connection>> {
    let conn = Connection::open_with_flags(
        place,
        OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_NO_MUTEX,
    )?;
    conn.busy_timeout(Duration::ZERO)?;
    // What lies beside a wreck is kept as it lies.
    conn.set_db_config(DbConfig::SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, true)?;
    let mode: rusqlite::Result<String> = conn.query_row("PRAGMA journal_mode = DELETE", [], |row| row.get(0));
    let held = mode.and_then(|mode| {
        conn.execute_batch("BEGIN EXCLUSIVE")?;
        Ok(mode)
    });
    let open = "another dateline has this library open: close it and do it again";
    match held {
        Ok(mode) if mode.eq_ignore_ascii_case("delete") => Ok(Some(conn)),
        Ok(_) => refuse(place, open),
        Err(error) => match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => Ok(None),
            Some(ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked) => refuse(place, open),
            _ => Err(error.into()),
        },
    }
}

/// Gives the library another name, and what a damaged one left beside it. Where the disk can, it keeps its own name
/// too until the new one takes it, so that there is a library at every moment.
fn keep_aside(place: &Path, stamp: &str) -> Try<PathBuf> {
    let named = |n: u32| {
        with(place, &if n == 1 { format!(".before-{stamp}") } else { format!(".before-{stamp}-{n}") })
    };
    let kept = (1..10_000).map(named).find(|path| !path.exists()).unwrap_or_else(|| named(0));
    let log = with(place, "-wal");
    if log.exists() {
        // A log that stayed would be taken for that of the new library.
        fs::rename(&log, with(&kept, "-wal"))?;
    }
    remove(&with(place, "-shm"))?;
    if fs::hard_link(place, &kept).is_err() {
        fs::rename(place, &kept)?;
    }
    Ok(kept)
}

/// A file that goes unless it was given another name.
struct Part(PathBuf);

impl Drop for Part {
    fn drop(&mut self) {
        let _ = fs::remove_file(&self.0);
    }
}

fn refuse<T>(path: &Path, why: &str) -> Try<T> {
    Err(StoreError::Unusable { path: path.to_owned(), why: why.to_owned() }.into())
}

fn busy(path: &Path) -> Fault {
    let why = "this file is in use, or was left by a program that ended in the middle: open it with dateline first, then \
        copy it with `dateline backup`";
    StoreError::Unusable { path: path.to_owned(), why: why.to_owned() }.into()
}

fn remove(path: &Path) -> Try<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error.into()),
        _ => Ok(()),
    }
}

fn with(path: &Path, end: &str) -> PathBuf {
    let mut path = path.as_os_str().to_owned();
    path.push(end);
    path.into()
}

/// The folder a file is in; a name alone stands in the working folder.
fn parent(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

fn same(one: &Path, other: &Path) -> bool {
    one.canonicalize().ok().zip(other.canonicalize().ok()).is_some_and(|(one, other)| one == other)
}

/// That a name is on the disk, not only the file. Where a folder cannot be opened as a file, the system sees to it.
fn sync(folder: &Path) -> Try<()> {
    match File::open(folder) {
        Ok(folder) if cfg!(unix) => Ok(folder.sync_all()?),
        _ => Ok(()),
    }
}
