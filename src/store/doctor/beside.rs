//! What is kept beside stories: whether each may be used, how it was marked up, what its page says. All of it belongs to
//! a story, can be read, and says what the story's own copy says.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension, Transaction, TransactionBehavior, params};

use super::{Ailment, Examined, Named};
use crate::article::Desk;
use crate::listing::StoryId;
use crate::store::fault::{Fault, Try, is_damage};
use crate::store::release::{self, Releases};
use crate::store::{Library, StoreError, markup, stored};

/// What is to be put right.
#[derive(Debug, Default)]
pub struct Wrong {
    /// Stories that may be used otherwise than they say, and numbers of none of which something is said.
    released: Vec<u32>,
    /// Rows that cannot be read or belong to no story: their table and number.
    useless: Vec<(&'static str, u32)>,
    /// Kills of stories that have come.
    late: Vec<StoryId>,
}

/// A row of what is said of stories: status, end of the embargo.
type Said = (i64, Option<i64>);

/// Of which stories something is said; those are few. One that was looked at is taken out.
pub struct Held(BTreeMap<u32, Said>);

impl Held {
    pub fn load(conn: &Connection) -> Try<Held> {
        let mut statement = conn.prepare("SELECT ord, status, until FROM release")?;
        let rows = statement.query_map([], |row| Ok((row.get(0)?, (row.get(1)?, row.get(2)?))))?;
        // Where the table is damaged the database's own check says so.
        Ok(Held(rows.map_while(std::result::Result::ok).collect()))
    }

    /// Whether what is said of a story is what its desk says, or that another message killed it.
    pub fn agrees(&mut self, ord: u32, desk: Option<&Desk>) -> bool {
        match (self.0.remove(&ord), release::said(desk)) {
            (None, said) => said.is_none(),
            (Some((release::KILLED, until)), said) => until == said.and_then(|(_, until)| until),
            (Some(kept), said) => Some(kept) == said,
        }
    }

    /// Nobody can tell of this one.
    pub fn passed(&mut self, ord: u32) {
        self.0.remove(&ord);
    }

    /// What is left is said of no story.
    pub fn rest(self, examined: &mut Examined) {
        for ord in self.0.into_keys() {
            examined.find(Ailment::Loose, || Named::Other(format!("release {ord}")));
            examined.beside.released.push(ord);
        }
    }
}

impl Examined {
    pub(super) fn find_released(&mut self, id: StoryId, headline: String) {
        self.find(Ailment::Released, || Named::Story(id, headline));
        self.beside.released.push(id.0);
    }

    fn find_useless(&mut self, ailment: Ailment, table: &'static str, ord: u32) {
        let name = table.replace('_', " ");
        self.find(ailment, || Named::Other(format!("{name} {ord}")));
        self.beside.useless.push((table, ord));
    }
}

/// Markup and full texts, each unpacked as the reader would.
pub fn packed(conn: &Connection, examined: &mut Examined) -> Try<()> {
    for (table, columns) in [("markup", "html, NULL"), ("full_text", "text, html")] {
        let sql = format!("SELECT ord, ord IN (SELECT ord FROM story), {columns} FROM {table}");
        let mut statement = conn.prepare(&sql)?;
        let mut rows = statement.query([])?;
        loop {
            let row = match rows.next() {
                Ok(Some(row)) => row,
                Ok(None) => break,
                // It is told by the damage itself.
                Err(error) if is_damage(&error) => break,
                Err(error) => return Err(error.into()),
            };
            let (text, html): (Vec<u8>, Option<Vec<u8>>) = (row.get(2)?, row.get(3)?);
            if !row.get::<_, bool>(1)? {
                examined.find_useless(Ailment::Loose, table, row.get(0)?);
            } else if [Some(text), html].iter().flatten().any(|packed| markup::unpack(packed).is_none()) {
                examined.find_useless(Ailment::Unreadable, table, row.get(0)?);
            }
        }
    }
    Ok(())
}

/// What the reader, or an earlier text, left on a number that no story has. Told and never taken away.
pub fn left(conn: &Connection, examined: &mut Examined) -> Try<()> {
    for (table, name) in [("note", "note"), ("correction", "correction"), ("version", "earlier text")] {
        let sql = format!("SELECT DISTINCT ord FROM {table} WHERE ord NOT IN (SELECT ord FROM story)");
        let mut statement = conn.prepare(&sql)?;
        let rows = statement.query_map([], |row| row.get::<_, u32>(0))?;
        // Where the table is damaged the database's own check says so.
        for ord in rows.map_while(std::result::Result::ok) {
            examined.find(Ailment::Orphaned, || Named::Other(format!("{name} {ord}")));
        }
    }
    Ok(())
}

/// Kills that wait for a story which is there.
pub fn kills(conn: &Connection, examined: &mut Examined) -> Try<()> {
    let sql = "SELECT ord, headline FROM story WHERE identity IN (SELECT identity FROM awaited) ORDER BY ord";
    let mut statement = conn.prepare(sql)?;
    let waiting = statement.query_map([], |row| Ok((StoryId(row.get(0)?), row.get(1)?)))?;
    for (id, headline) in waiting.map_while(std::result::Result::ok) {
        examined.find(Ailment::Released, || Named::Story(id, headline));
        examined.beside.late.push(id);
    }
    Ok(())
}

pub fn mend(library: &mut Library, wrong: &Wrong) -> Try<()> {
    if wrong.released.is_empty() && wrong.useless.is_empty() && wrong.late.is_empty() {
        return Ok(());
    }
    let tx = Transaction::new(&mut library.conn, TransactionBehavior::Immediate)?;
    for ord in &wrong.released {
        let id = StoryId(*ord);
        match stored::copy(&tx, &library.unpacker, id) {
            Ok(copy) => release::restore(&tx, id, &copy)?,
            Err(Fault::Store(StoreError::NoStory(_))) => {
                tx.execute("DELETE FROM release WHERE ord = ?1", [ord])?;
            }
            Err(fault) => return Err(fault),
        }
    }
    for (table, ord) in &wrong.useless {
        tx.execute(&format!("DELETE FROM {table} WHERE ord = ?1"), params![ord])?;
    }
    for id in &wrong.late {
        let sql = "SELECT identity FROM story WHERE ord = ?1";
        let identity: Option<[u8; 16]> = tx.query_row(sql, [id.0], |row| row.get(0)).optional()?;
        if let Some(identity) = identity {
            release::kill_late(&tx, *id, &identity)?;
        }
    }
    tx.commit()?;
    library.held.get_mut().releases = Releases::load(&library.conn)?;
    library.bump();
    Ok(())
}
