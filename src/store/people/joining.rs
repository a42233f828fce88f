//! What the reader says of two names, kept in the order it was said; each step answers those that take it back.

use std::collections::BTreeSet;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::{forms_of, person, regroup};
use crate::listing::{Joining, SpeakerId};
use crate::store::Library;
use crate::store::fault::Try;

/// Lays them over what stands, durable on return.
pub fn join(library: &mut Library, joinings: &[Joining]) -> Try<Vec<Joining>> {
    let tx = Transaction::new(&mut library.conn, TransactionBehavior::Immediate)?;
    // Several at once are a step taken back, or taken again: all that it changed is among them.
    let mut desk = Desk { conn: &tx, back: Vec::new(), alone: joinings.len() == 1 };
    for joining in joinings {
        desk.take(*joining)?;
    }
    // Last in, first out.
    let mut back = desk.back;
    back.reverse();
    if back.is_empty() {
        return Ok(back);
    }
    tx.commit()?;
    library.persons.take();
    library.bump();
    Ok(back)
}

struct Desk<'a> {
    conn: &'a Connection,
    /// What stood, the first change first.
    back: Vec<Joining>,
    alone: bool,
}

impl Desk<'_> {
    fn take(&mut self, joining: Joining) -> Try<()> {
        let Joining { one: SpeakerId(one), other: SpeakerId(other), same } = joining;
        let (Some(a), Some(b)) = (person(self.conn, one)?, person(self.conn, other)?) else { return Ok(()) };
        if one == other {
            return Ok(());
        }
        match same {
            Some(true) if a != b => self.never_apart(a, b)?,
            Some(false) if a == b && self.alone => self.leave(a, one, other)?,
            _ => {}
        }
        self.write(one, other, same)?;
        // Each step sees what the one before it made.
        let sql = "SELECT last FROM speaker WHERE id IN (?1, ?2)";
        let mut statement = self.conn.prepare_cached(sql)?;
        let lasts = statement.query_map([one, other], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
        regroup(self.conn, lasts)?;
        Ok(())
    }

    /// Nothing said before keeps two persons apart that are joined now.
    fn never_apart(&mut self, a: u32, b: u32) -> Try<()> {
        for (one, other) in self.between(a, b, false)? {
            self.write(one, other, None)?;
        }
        Ok(())
    }

    /// A name leaves its person as one, with all the forms it is written in; what was said to hold it there is dropped.
    fn leave(&mut self, person: u32, one: u32, other: u32) -> Try<()> {
        let forms = forms_of(self.conn, person)?;
        let folded = |id| forms.iter().find(|form| form.id == id).map(|form| form.folded.as_str());
        let leaving: BTreeSet<u32> = if folded(one) == folded(other) {
            BTreeSet::from([other])
        } else {
            let alike = forms.iter().filter(|form| Some(form.folded.as_str()) == folded(other));
            alike.map(|form| form.id).collect()
        };
        for (a, b) in self.between(person, person, true)? {
            if leaving.contains(&a) != leaving.contains(&b) {
                self.write(a, b, None)?;
            }
        }
        for form in leaving.into_iter().filter(|form| *form != other) {
            self.write(one, form, Some(false))?;
            self.write(other, form, Some(true))?;
        }
        Ok(())
    }

    /// Verdicts of this kind between forms of two persons.
    fn between(&self, a: u32, b: u32, same: bool) -> Try<Vec<(u32, u32)>> {
        let sql = "SELECT j.one, j.other FROM joining j JOIN speaker x ON x.id = j.one JOIN speaker y ON y.id = j.other
            WHERE j.same = ?3 AND (x.person = ?1 AND y.person = ?2 OR x.person = ?2 AND y.person = ?1) ORDER BY j.said";
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params![a, b, same], |row| Ok((row.get(0)?, row.get(1)?)))?;
        Ok(rows.collect::<rusqlite::Result<_>>()?)
    }

    /// Keeps a verdict, or drops it; remembers what stood where that was another.
    fn write(&mut self, one: u32, other: u32, same: Option<bool>) -> Try<()> {
        let (one, other) = (one.min(other), one.max(other));
        let sql = "SELECT same FROM joining WHERE one = ?1 AND other = ?2";
        let stood: Option<bool> =
            self.conn.prepare_cached(sql)?.query_row([one, other], |row| row.get(0)).optional()?;
        if stood == same {
            return Ok(());
        }
        let sql = "DELETE FROM joining WHERE one = ?1 AND other = ?2";
        self.conn.prepare_cached(sql)?.execute([one, other])?;
        if let Some(same) = same {
            let sql = "INSERT INTO joining (one, other, same) VALUES (?1, ?2, ?3)";
            self.conn.prepare_cached(sql)?.execute(params![one, other, same])?;
        }
        self.back.push(Joining { one: SpeakerId(one), other: SpeakerId(other), same: stood });
        Ok(())
    }
}
