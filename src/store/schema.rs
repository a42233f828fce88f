//! The database of a library: how it is opened and brought to today's format.
//!
//! Locking: WAL, so that readers never wait for a writer; one writer at a time, the others wait up to five seconds.
//! A migration holds the database alone, and looks at its format again once it does. A library that cannot be written
//! is opened for reading: see [`connect`].
//!
//! Compatibility: `user_version` counts the files of `assets/schema`. An older library is brought forward, a newer one
//! is refused before anything is written, not even a journal. A published file never changes; a new one is added.
//!
//! Performance: opening reads a few pages, however many stories there are, but for the one time that an older library is
//! brought forward: an index may be made of all of it then. Whatever a start, a key or a mark needs is reached through an
//! index or kept up by imports; only `stats`, a rebuild of the index and reading again walk the whole library, and none
//! of them while it writes.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use rusqlite::{Connection, ErrorCode, MAIN_DB, OpenFlags, Transaction, TransactionBehavior};

use super::StoreError;
use super::fault::{Fault, Try};

const FORMATS: &[&str] = &[
    include_str!("../../assets/schema/0001.sql"),
    include_str!("../../assets/schema/0002.sql"),
    include_str!("../../assets/schema/0003.sql"),
    include_str!("../../assets/schema/0004.sql"),
    include_str!("../../assets/schema/0005.sql"),
    include_str!("../../assets/schema/0006.sql"),
    include_str!("../../assets/schema/0007.sql"),
    include_str!("../../assets/schema/0008.sql"),
];

const KNOWN: i64 = FORMATS.len() as i64;

/// Opens or creates the database. `durable`: a commit has reached the disk when it returns, not only the log.
pub fn open(file: &Path, durable: bool) -> Try<Connection> {
    refuse_newer(file, format_on_disk(file)?)?;
    let mut conn = connect(file)?;
    // A newer format may still stand in another program's log only.
    let format = format_of(&conn)?;
    refuse_newer(file, format)?;
    if conn.is_readonly(MAIN_DB)? {
        refuse_older(file, format)?;
    } else if format < KNOWN || !has_log(&conn)? {
        // SQLite does not wait where two turn the same file to WAL: programs that begin at once queue here.
        let lock = File::create(file.with_extension("lock"))?;
        lock.lock()?;
        // A restore that had the lock has put another file in its place.
        conn = connect(file)?;
        conn.execute_batch("PRAGMA page_size = 8192; PRAGMA journal_mode = WAL;")?;
        migrate(&mut conn)?;
    }
    conn.pragma_update(None, "cache_size", -16_000)?;
    // What a statement may have to take back: small, and a file of its own would cost more than the rest of it.
    conn.pragma_update(None, "temp_store", "MEMORY")?;
    conn.pragma_update(None, "synchronous", if durable { "FULL" } else { "NORMAL" })?;
    conn.set_prepared_statement_cache_capacity(64);
    Ok(conn)
}

/// Opens for writing; else, where file or folder may not be written, for reading. Then nothing at all is written, not
/// even the files that SQLite shares with other programs: nobody can change what lies on a medium that is read-only.
fn connect(file: &Path) -> Try<Connection> {
    let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
    let conn = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    conn.busy_timeout(std::time::Duration::from_secs(5))?;
    match format_of(&conn) {
        Err(Fault::Sql(error))
            if error.sqlite_error_code() == Some(ErrorCode::CannotOpen) && conn.is_readonly(MAIN_DB)? =>
        {
            // What stands in a log that cannot be shared would be missed.
            still(file)?.ok_or_else(|| error.into())
        }
        Err(fault) => Err(fault),
        Ok(_) => Ok(conn),
    }
}

/// A database that nobody writes, opened without a file beside it; none where a log that holds something stands there.
pub fn still(file: &Path) -> Try<Option<Connection>> {
    let mut log = file.as_os_str().to_owned();
    log.push("-wal");
    let empty = std::fs::metadata(log).map_or(true, |about| about.len() == 0);
    let Some(path) = file.to_str().filter(|_| empty) else { return Ok(None) };
    let path = path.replace('%', "%25").replace('?', "%3f").replace('#', "%23");
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let uri = format!("file:{path}?immutable=1");
    Ok(Some(Connection::open_with_flags(uri, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?))
}

/// Whether it is in WAL mode; a library that was put back or copied by other means need not be.
fn has_log(conn: &Connection) -> Try<bool> {
    let mode: String = conn.pragma_query_value(None, "journal_mode", |row| row.get(0))?;
    Ok(mode.eq_ignore_ascii_case("wal"))
}

fn migrate(conn: &mut Connection) -> Try<()> {
    let tx = Transaction::new(conn, TransactionBehavior::Exclusive)?;
    let done = format_of(&tx)?;
    for (number, sql) in (1..).zip(FORMATS).filter(|(number, _)| *number > done) {
        tx.execute_batch(sql)?;
        tx.pragma_update(None, "user_version", number)?;
    }
    Ok(tx.commit()?)
}

fn format_of(conn: &Connection) -> Try<i64> {
    Ok(conn.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

/// The format in the file's own header: SQLite keeps it at byte 60, big-endian. 0 where there is no such header.
pub fn format_on_disk(file: &Path) -> Try<i64> {
    let mut header = [0_u8; 64];
    match File::open(file) {
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(0),
        Err(error) => return Err(error.into()),
        Ok(mut open) if open.metadata()?.len() >= 64 => open.read_exact(&mut header)?,
        Ok(_) => return Ok(0),
    }
    let [.., a, b, c, d] = header;
    let ours = header.starts_with(b"SQLite format 3\0");
    Ok(if ours { i64::from(i32::from_be_bytes([a, b, c, d])) } else { 0 })
}

/// Where it cannot be brought forward.
fn refuse_older(file: &Path, found: i64) -> Try<()> {
    if found < KNOWN {
        let why = "this library is of an older dateline and has to be brought forward, but cannot be written: copy it to \
            a folder that can be";
        return Err(StoreError::Unusable { path: file.to_owned(), why: why.to_owned() }.into());
    }
    Ok(())
}

pub fn refuse_newer(file: &Path, found: i64) -> Try<()> {
    if found > KNOWN {
        return Err(StoreError::Newer { path: file.to_owned(), found, known: KNOWN }.into());
    }
    Ok(())
}
