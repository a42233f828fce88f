//! What the screen asks for: a page of the list, counts, a story. Without conditions SQLite answers, with them the index.

#![allow(
    clippy::redundant_closure_for_method_calls,
    reason = "its advice does not compile for a type with a lifetime"
)]

use chrono::{Datelike, Months, NaiveDate};
use rusqlite::{OptionalExtension, Params, params};

use super::fault::Try;
use super::index::Search;
use super::order::{self, Walk};
use super::{Library, StoreError, correction, derived, full_text, markup, release, stored};
use crate::article::Release;
use crate::listing::{BEST, Days, Marks, Row, Story, StoryId, Stretch, Tally};
use crate::place::Country;
use crate::query::{Query, Sort};

const COLUMNS: &str = "ord, key, timed, headline, derived, country, agency, version";

pub fn page(library: &Library, query: &Query, stretch: Stretch, limit: usize) -> Try<Vec<Row>> {
    library.refresh()?;
    if limit == 0 {
        return Ok(Vec::new());
    }
    if query.all.is_empty() {
        let Some(walk) = order::walk(query.order(), stretch) else { return Ok(Vec::new()) };
        return walked(library, walk, limit);
    }
    library.searching(query, |search| {
        let keys = match query.order() {
            Sort::Relevance => cut(&search.best(BEST as usize)?, stretch, limit),
            Sort::Newest | Sort::Oldest => {
                let Some(walk) = order::walk(query.order(), stretch) else { return Ok(Vec::new()) };
                let mut keys = search.keys(walk, limit)?;
                if walk.turned {
                    keys.reverse();
                }
                keys
            }
        };
        named(library, &keys)
    })
}

fn walked(library: &Library, walk: Walk, limit: usize) -> Try<Vec<Row>> {
    let (compare, order) = if walk.down { ("<=", "DESC") } else { (">=", "ASC") };
    let sql = format!("SELECT {COLUMNS} FROM story WHERE key {compare} ?1 ORDER BY key {order} LIMIT ?2");
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    let mut rows =
        library.rows(&sql, params![order::to_sql(walk.from), limit], |row| listed(library, row))?;
    if walk.turned {
        rows.reverse();
    }
    Ok(rows)
}

/// A stretch of a list that is not in the order of keys. A story that left the list is nowhere in it.
fn cut(list: &[u64], stretch: Stretch, limit: usize) -> Vec<u64> {
    let at = |key| list.iter().position(|&listed| listed == order::pack(key));
    let (start, end) = match stretch {
        Stretch::First => (0, limit),
        Stretch::Last => (list.len().saturating_sub(limit), list.len()),
        Stretch::From(key) => at(key).map_or((0, limit), |at| (at, at.saturating_add(limit))),
        Stretch::After(key) => at(key).map_or((0, 0), |at| (at + 1, (at + 1).saturating_add(limit))),
        Stretch::Before(key) => at(key).map_or((0, 0), |at| (at.saturating_sub(limit), at)),
    };
    let end = end.min(list.len());
    list[start.min(end)..end].to_vec()
}

/// Rows of the keys the index found. Where the index lags, a row stands where the index has it, so that paging holds.
fn named(library: &Library, keys: &[u64]) -> Try<Vec<Row>> {
    let sql = format!("SELECT {COLUMNS} FROM story WHERE ord = ?1");
    let mut out = Vec::with_capacity(keys.len());
    for key in keys {
        let key = order::unpack(*key);
        let rows = library.rows(&sql, [key.id.0], |row| listed(library, row))?;
        out.extend(rows.into_iter().map(|row| Row { key, ..row }));
    }
    Ok(out)
}

fn listed(library: &Library, row: &rusqlite::Row<'_>) -> rusqlite::Result<Row> {
    let key = order::unpack(order::from_sql(row.get(1)?));
    Ok(Row {
        key,
        date: order::date(key.when),
        published: if row.get(2)? { order::moment(key.when) } else { None },
        headline: row.get(3)?,
        derived: row.get(4)?,
        country: row.get_ref(5)?.as_str_or_null()?.and_then(Country::from_code),
        agency: row.get(6)?,
        version: row.get(7)?,
        marks: library.marks(key.id),
        release: library.release(key.id)?,
    })
}

pub fn tally(library: &Library, query: &Query) -> Try<Tally> {
    library.refresh()?;
    if !query.all.is_empty() {
        return library.searching(query, |search| search.tally());
    }
    let counted: Vec<(String, u64)> =
        library.rows("SELECT what, stories FROM tally WHERE stories > 0", [], |row| {
            Ok((row.get(0)?, counted(row, 1)?))
        })?;
    let stories = counted.iter().find(|(what, _)| what.is_empty()).map_or(0, |(_, stories)| *stories);
    let countries = counted.iter().filter_map(|(code, stories)| Some((Country::from_code(code)?, *stories)));
    let months = counted.iter().filter_map(|(month, stories)| Some((derived::month(month)?, *stories)));
    Ok(Tally {
        stories,
        unread: stories.saturating_sub(library.held.borrow().read.ones()),
        countries: countries.collect(),
        months: months.collect(),
    })
}

pub fn days(library: &Library, query: &Query, month: NaiveDate) -> Try<Days> {
    library.refresh()?;
    let first = month.with_day(1).unwrap_or(month);
    let last = first.checked_add_months(Months::new(1)).and_then(|next| next.pred_opt()).unwrap_or(first);
    let (low, high) = order::days(Some(first), Some(last));
    if !query.all.is_empty() {
        return library.searching(query, |search| search.days(low, high));
    }
    let sql = "SELECT key FROM story WHERE key BETWEEN ?1 AND ?2";
    let keys: Vec<i64> = library.rows(sql, [order::to_sql(low), order::to_sql(high)], |row| row.get(0))?;
    let mut days = Days::new();
    for day in keys.into_iter().filter_map(|key| order::date(order::unpack(order::from_sql(key)).when)) {
        *days.entry(day).or_default() += 1;
    }
    Ok(days)
}

pub fn story(library: &Library, id: StoryId) -> Try<Story> {
    library.refresh()?;
    let version = library.row("SELECT version FROM story WHERE ord = ?1", [id.0], |row| row.get(0))?;
    let version = version.ok_or(StoreError::NoStory(id.0))?;
    let note = library.row("SELECT text FROM note WHERE ord = ?1", [id.0], |row| row.get(0))?;
    library.looked_at_a_story();
    let mut article = stored::article(&library.conn, &library.unpacker, id)?;
    article.copy.markup = markup::load(&library.conn, id)?;
    let correction = correction::of(&library.conn, id)?;
    let release = release::of(&library.conn, id)?;
    let full = full_text::load(&library.conn, id, &article)?;
    Ok(Story { id, article, marks: library.marks(id), version, note, correction, release, full })
}

/// Every story under `query`, in no order.
pub fn ids(library: &Library, query: &Query) -> Try<Vec<StoryId>> {
    library.refresh()?;
    if query.all.is_empty() {
        return library.rows("SELECT ord FROM story", [], |row| Ok(StoryId(row.get(0)?)));
    }
    library.searching(query, |search| search.ids())
}

pub fn arrived(library: &Library, query: &Query, since: StoryId) -> Try<(u64, StoryId)> {
    library.refresh()?;
    if !query.all.is_empty() {
        return library.searching(query, |search| search.arrived(since));
    }
    let sql = "SELECT (SELECT count(*) FROM story WHERE ord > ?1), coalesce(max(ord), 0) FROM story";
    let found = library.row(sql, [since.0], |row| Ok((counted(row, 0)?, StoryId(row.get(1)?))))?;
    Ok(found.unwrap_or((0, StoryId(0))))
}

/// A column that counts.
pub fn counted(row: &rusqlite::Row<'_>, column: usize) -> rusqlite::Result<u64> {
    Ok(row.get::<_, i64>(column)?.unsigned_abs())
}

impl Library {
    pub(super) fn marks(&self, id: StoryId) -> Marks {
        self.held.borrow().of(id)
    }

    /// Of a story that may be used nobody asks the disk.
    fn release(&self, id: StoryId) -> rusqlite::Result<Release> {
        let is_held = self.held.borrow().releases.holds(id);
        if is_held { release::of(&self.conn, id) } else { Ok(Release::default()) }
    }

    pub(super) fn searching<T>(&self, query: &Query, then: impl FnOnce(&Search<'_>) -> Try<T>) -> Try<T> {
        let index = self.index.as_ref().ok_or(StoreError::NotReady)?;
        let held = self.held.borrow();
        then(&index.search(query, &held, &self.stop))
    }

    /// Runs a statement to its end and counts what it did.
    pub(super) fn rows<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Try<Vec<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let rows = statement.query_map(params, read)?.collect::<rusqlite::Result<Vec<T>>>()?;
        let steps = statement.reset_status(rusqlite::StatementStatus::VmStep);
        self.worked(rows.len() as u64, steps as u64);
        Ok(rows)
    }

    fn row<T>(
        &self,
        sql: &str,
        params: impl Params,
        read: impl FnOnce(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Try<Option<T>> {
        let mut statement = self.conn.prepare_cached(sql)?;
        let row = statement.query_row(params, read).optional()?;
        let steps = statement.reset_status(rusqlite::StatementStatus::VmStep);
        self.worked(u64::from(row.is_some()), steps as u64);
        Ok(row)
    }
}
