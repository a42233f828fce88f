//! What the database keeps of an article beside its copy: the row a list shows, counts a country, the change log.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use rusqlite::{Connection, params};

use super::fault::Try;
use super::order;
use super::people::{self, Voices};
use crate::article::{Article, version};
use crate::listing::{Key, StoryId};
use crate::place::Home;

/// A month in the table of counts.
const MONTH: &str = "%Y-%m";

/// The first day of such a month.
pub fn month(what: &str) -> Option<NaiveDate> {
    let (year, month) = what.rsplit_once('-')?;
    NaiveDate::from_ymd_opt(year.parse().ok()?, month.parse().ok()?, 1)
}

/// The countries a story stands under, two letters each.
pub fn countries(article: &Article) -> String {
    article.under().iter().map(|country| country.code().to_owned()).collect()
}

/// Known to the minute.
pub fn timed(article: &Article, key: Key) -> bool {
    article.copy.published.is_some() && key.when != order::UNDATED
}

/// Makes the row of a story anew from an article of its copy; its number, version, copy and marks stay.
pub fn rewrite(
    conn: &Connection,
    id: StoryId,
    article: &Article,
    home: Option<Home>,
    voices: &Voices,
) -> Try<Key> {
    let key = Key { when: order::when(article), id };
    let countries = countries(article);
    let sql =
        "UPDATE story SET key = ?2, timed = ?3, headline = ?4, derived = ?5, country = ?6, countries = ?7,
        agency = ?8, lang = ?9, rules = ?10, home = ?11, speakers = ?12 WHERE ord = ?1";
    conn.prepare_cached(sql)?.execute(params![
        id.0,
        order::to_sql(order::pack(key)),
        timed(article, key),
        article.headline.text,
        article.headline.derived,
        countries.get(..2),
        countries,
        article.dateline.as_ref().and_then(|dateline| dateline.agency.as_ref()),
        article.lang,
        version::RULES,
        home.map(|home| home.to_string()),
        people::written(voices),
    ])?;
    Ok(key)
}

/// A story that cannot be read stays as it was, and is no reason any more to read the library again.
pub fn keep_as_it_was(conn: &Connection, id: StoryId) -> Try<()> {
    let sql = "UPDATE story SET rules = ?2 WHERE ord = ?1";
    conn.prepare_cached(sql)?.execute(params![id.0, version::RULES])?;
    Ok(())
}

/// What a story is counted under.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Two letters each.
    pub countries: String,
    /// `Key::when`.
    pub when: i64,
}

impl Standing {
    pub fn of(article: &Article) -> Standing {
        Standing { countries: countries(article), when: order::when(article) }
    }

    /// From the columns `countries` and `key`, where they stand in a row.
    pub fn read(row: &rusqlite::Row<'_>, countries: usize, key: usize) -> rusqlite::Result<Standing> {
        let when = order::unpack(order::from_sql(row.get(key)?)).when;
        Ok(Standing { countries: row.get(countries)?, when })
    }
}

/// Stories a country and a month, as they differ from before; the empty country is all of them.
#[derive(Default)]
pub struct Counts(pub BTreeMap<String, i64>);

impl Counts {
    /// One story more (or fewer).
    pub fn count(&mut self, standing: &Standing, by: i64) {
        let Standing { countries, when } = standing;
        for at in (0..countries.len()).step_by(2) {
            *self.0.entry(countries[at..at + 2].to_owned()).or_default() += by;
        }
        if let Some(date) = order::date(*when) {
            *self.0.entry(date.format(MONTH).to_string()).or_default() += by;
        }
        *self.0.entry(String::new()).or_default() += by;
    }

    pub fn write(&self, conn: &Connection) -> Try<()> {
        let sql = "INSERT INTO tally (what, stories) VALUES (?1, ?2)
            ON CONFLICT (what) DO UPDATE SET stories = stories + ?2";
        let mut keep = conn.prepare_cached(sql)?;
        for (what, by) in self.0.iter().filter(|(_, by)| **by != 0) {
            keep.execute(params![what, by])?;
        }
        Ok(())
    }
}

/// What the change log calls a story that was not there before, one that was, and one that is no more.
pub const NEW: i64 = 1;
pub const CHANGED: i64 = 2;
pub const GONE: i64 = 3;

/// The change log, open for writing in one transaction.
pub struct Log {
    last: i64,
}

impl Log {
    pub fn open(conn: &Connection) -> Try<Log> {
        Ok(Log { last: conn.query_row("SELECT coalesce(max(seq), 0) FROM change", [], |row| row.get(0))? })
    }

    /// Answers the number of the change.
    pub fn write(&mut self, conn: &Connection, id: StoryId, op: i64) -> Try<i64> {
        self.last += 1;
        let sql = "INSERT INTO change (seq, ord, op) VALUES (?1, ?2, ?3)";
        conn.prepare_cached(sql)?.execute(params![self.last, id.0, op])?;
        Ok(self.last)
    }
}
