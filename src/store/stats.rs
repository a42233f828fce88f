//! What is in a library, as `dateline stats` shows it. The one question that walks every story.

use std::path::Path;

use super::fault::Try;
use super::{Library, order, read};
use crate::listing::Stats;
use crate::query::Query;

/// Agencies named.
const AGENCIES: i64 = 20;

pub fn stats(library: &Library) -> Try<Stats> {
    let tally = read::tally(library, &Query::default())?;
    let sql =
        "SELECT agency, count(*) FROM story WHERE agency IS NOT NULL GROUP BY 1 ORDER BY 2 DESC, 1 LIMIT ?1";
    let agencies = library.rows(sql, [AGENCIES], |row| Ok((row.get(0)?, read::counted(row, 1)?)))?;
    let earlier: Vec<u64> = library.rows("SELECT count(*) FROM version", [], |row| read::counted(row, 0))?;
    let (low, high) = order::days(None, None);
    let ends = "SELECT min(key), max(key) FROM story WHERE key BETWEEN ?1 AND ?2";
    let ends: Vec<[Option<i64>; 2]> =
        library
            .rows(ends, [order::to_sql(low), order::to_sql(high)], |row| Ok([row.get(0)?, row.get(1)?]))?;
    let date = |key: &Option<i64>| order::date(order::unpack(order::from_sql((*key)?)).when);
    let [oldest, newest] = ends.first().map_or([None, None], |[oldest, newest]| [date(oldest), date(newest)]);
    let mut countries: Vec<_> = tally.countries.into_iter().collect();
    countries.sort_by_key(|(country, stories)| (std::cmp::Reverse(*stories), *country));
    Ok(Stats {
        stories: tally.stories,
        unread: tally.unread,
        bookmarked: library.held.borrow().bookmark.ones(),
        versions: tally.stories + earlier.iter().sum::<u64>(),
        oldest,
        newest,
        agencies,
        countries,
        months: tally.months.into_iter().collect(),
        bytes: bytes(library.dir())?,
    })
}

/// Files of a folder and the folders in it.
fn bytes(dir: &Path) -> Try<u64> {
    let mut sum = 0;
    for entry in std::fs::read_dir(dir)? {
        let entry = entry?;
        // A file may go while we look: merges and checkpoints remove some.
        let Ok(about) = entry.metadata() else { continue };
        sum += if about.is_dir() { bytes(&entry.path())? } else { about.len() };
    }
    Ok(sum)
}
