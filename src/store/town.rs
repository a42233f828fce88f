//! Where each source writes from: the towns that its datelines name, and the home that these tell.

use std::collections::{BTreeMap, HashMap, HashSet};

use rusqlite::{Connection, OptionalExtension, params};

use super::Library;
use super::fault::Try;
use crate::article::Article;
use crate::place::{self, Home};

/// Names kept of one source, those seen last; more would tell no more.
const MOST: usize = 64;

/// Homes by source; a source without one is there too.
pub type Homes = HashMap<String, Option<Home>>;

/// When the stories that names are learnt from came.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Came {
    /// Just now: their names take the place of the oldest.
    Now,
    /// Before those that are known: their names fill what room there is.
    Before,
}

/// The home of one source, looked up once.
pub fn known(library: &Library, source: &str) -> Try<Option<Home>> {
    library.refresh()?;
    if let Some(home) = library.homes.borrow().get(source) {
        return Ok(*home);
    }
    let home = home_of(&names(&library.conn, source)?.unwrap_or_default());
    library.homes.borrow_mut().insert(source.to_owned(), home);
    Ok(home)
}

fn home_of(names: &[String]) -> Option<Home> {
    place::home(names.iter().map(String::as_str))
}

/// The names of a source, the one seen last at the end; none where no story of it was looked at.
fn names(conn: &Connection, source: &str) -> Try<Option<Vec<String>>> {
    let mut statement = conn.prepare_cached("SELECT names FROM source_town WHERE source = ?1")?;
    let names: Option<String> = statement.query_row([source], |row| row.get(0)).optional()?;
    Ok(names.map(|names| names.lines().map(str::to_owned).collect()))
}

/// Keeps the names that these stories add, and answers the homes of their sources as they are then.
pub fn learn<'a>(conn: &Connection, articles: impl Iterator<Item = &'a Article>, came: Came) -> Try<Homes> {
    let mut said: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for article in articles {
        let Some(source) = article.copy.source.as_deref().filter(|source| !source.is_empty()) else {
            continue;
        };
        said.entry(source).or_default().extend(first_place(article));
    }
    let mut homes = Homes::new();
    for (source, said) in said {
        let before = names(conn, source)?;
        let stood = before.as_deref().unwrap_or_default();
        let names = match came {
            Came::Now => latest([stood, &said].concat()),
            Came::Before => latest([&said, stood].concat()),
        };
        if before.as_ref() != Some(&names) {
            let sql = "INSERT OR REPLACE INTO source_town (source, names) VALUES (?1, ?2)";
            conn.prepare_cached(sql)?.execute(params![source, names.join("\n")])?;
        }
        homes.insert(source.to_owned(), home_of(&names));
    }
    Ok(homes)
}

/// The last different names of places, in their order.
fn latest(names: Vec<String>) -> Vec<String> {
    let mut seen = HashSet::new();
    let known = |name: &String| seen.insert(place::fold(name)) && !place::find(name).is_empty();
    let mut latest: Vec<String> = names.into_iter().rev().filter(known).take(MOST).collect();
    latest.reverse();
    latest
}

/// On one line.
fn first_place(article: &Article) -> Option<String> {
    let first = article.dateline.as_ref()?.places.first()?;
    Some(first.span.of(&article.copy.text).split_whitespace().collect::<Vec<_>>().join(" "))
}
