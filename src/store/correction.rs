//! What the reader put right, kept a line a verdict, and everything that follows from it in the same transaction.

use std::borrow::Cow;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::add::Change;
use super::derived::{self, CHANGED, Counts, Log, Standing};
use super::fault::Try;
use super::people::Book;
use super::{Library, StoreError, index, stored};
use crate::article::correction::{Correction, Filed, Verdict};
use crate::listing::StoryId;
use crate::place::Country;

const NOT_ABOUT: i64 = 0;
const ABOUT: i64 = 1;
const FILED: i64 = 2;

pub fn of(conn: &Connection, id: StoryId) -> Try<Correction> {
    let mut statement = conn.prepare_cached("SELECT country, verdict FROM correction WHERE ord = ?1")?;
    let mut rows = statement.query([id.0])?;
    let mut correction = Correction::default();
    while let Some(row) = rows.next()? {
        let (code, verdict): (String, i64) = (row.get(0)?, row.get(1)?);
        match (Country::from_code(&code), verdict) {
            (Some(country), NOT_ABOUT | ABOUT) => {
                correction.about.insert(country, verdict == ABOUT);
            }
            (Some(country), FILED) => correction.filed = Some(Filed::From(country)),
            (None, FILED) if code.is_empty() => correction.filed = Some(Filed::Nowhere),
            _ => {}
        }
    }
    Ok(correction)
}

/// Lays verdicts over what stands there, durable on return; answers those that take back what they changed.
pub fn correct(library: &mut Library, id: StoryId, verdicts: &[Verdict]) -> Try<Vec<Verdict>> {
    let tx = Transaction::new(&mut library.conn, TransactionBehavior::Immediate)?;
    let mut rows = tx.prepare_cached("SELECT countries, key FROM story WHERE ord = ?1")?;
    let stood = rows.query([id.0])?.next()?.map(|row| Standing::read(row, 0, 1)).transpose()?;
    drop(rows);
    let stood = stood.ok_or(StoreError::NoStory(id.0))?;
    let back = of(&tx, id)?.take(verdicts);
    if back.is_empty() {
        return Ok(back);
    }
    for verdict in verdicts {
        write(&tx, id, *verdict)?;
    }
    let article = stored::article(&tx, &library.unpacker, id)?;
    let mut speakers = Book::default();
    let voices = speakers.exchange(&tx, id, &article)?;
    let key = derived::rewrite(&tx, id, &article, stored::home(&tx, id)?, &voices)?;
    speakers.settle(&tx)?;
    let mut counts = Counts::default();
    counts.count(&stood, -1);
    counts.count(&Standing::of(&article), 1);
    counts.write(&tx)?;
    let seq = Log::open(&tx)?.write(&tx, id, CHANGED)?;
    tx.commit()?;
    library.persons.take();
    library.bump();
    let change = Change { seq, key, op: CHANGED, article: Cow::Owned(article), voices };
    if let Some(index) = &mut library.index
        && index::alone(index, &library.conn, &change).is_err()
    {
        // It is kept; what ails the index is told when it is committed.
        index.give_up();
    }
    Ok(back)
}

fn write(conn: &Connection, id: StoryId, verdict: Verdict) -> Try<()> {
    let (code, kept) = match &verdict {
        Verdict::About(country, about) => {
            let sql = "DELETE FROM correction WHERE ord = ?1 AND country = ?2 AND verdict IN (?3, ?4)";
            conn.prepare_cached(sql)?.execute(params![id.0, country.code(), NOT_ABOUT, ABOUT])?;
            (country.code(), about.map(|about| if about { ABOUT } else { NOT_ABOUT }))
        }
        Verdict::Filed(filed) => {
            let sql = "DELETE FROM correction WHERE ord = ?1 AND verdict = ?2";
            conn.prepare_cached(sql)?.execute(params![id.0, FILED])?;
            let from = if let Some(Filed::From(country)) = filed { country.code() } else { "" };
            (from, filed.map(|_| FILED))
        }
    };
    if let Some(verdict) = kept {
        let sql = "INSERT INTO correction (ord, country, verdict) VALUES (?1, ?2, ?3)";
        conn.prepare_cached(sql)?.execute(params![id.0, code, verdict])?;
    }
    Ok(())
}
