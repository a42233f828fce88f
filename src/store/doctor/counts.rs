//! Stories a country and a month: whether they are kept as they are counted.

use std::collections::BTreeMap;

use rusqlite::{Connection, Transaction, TransactionBehavior, params};

use super::{Ailment, Examined, Named};
use crate::store::Library;
use crate::store::derived::Counts;
use crate::store::fault::Try;

/// Counts as they are kept against those just counted.
pub fn compare(conn: &Connection, Counts(mut differ): Counts, examined: &mut Examined) -> Try<()> {
    let mut statement = conn.prepare("SELECT what, stories FROM tally")?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        *differ.entry(row.get(0)?).or_default() -= row.get::<_, i64>(1)?;
    }
    differ.retain(|_, by| *by != 0);
    for (what, by) in &differ {
        let name = if what.is_empty() { "all" } else { what };
        examined.find(Ailment::Tally, || Named::Other(format!("{name}: {by:+}")));
    }
    examined.counts = differ;
    Ok(())
}

/// By how much the counts were wrong stays true whatever is added meanwhile.
pub fn mend(library: &mut Library, by: &BTreeMap<String, i64>) -> Try<()> {
    let tx = Transaction::new(&mut library.conn, TransactionBehavior::Immediate)?;
    for (what, by) in by {
        let sql = "INSERT INTO tally (what, stories) VALUES (?1, ?2)
            ON CONFLICT (what) DO UPDATE SET stories = stories + ?2";
        tx.execute(sql, params![what, by])?;
    }
    tx.commit()?;
    library.bump();
    Ok(())
}
