//! Where each source writes from: the towns that its datelines name, and the home that these tell.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, params};

use super::Library;
use super::fault::Try;
use crate::article::Article;
use crate::place::{self, Home};

/// Names kept of one source; more would tell no more.
const MOST: usize = 64;

/// Homes by source; a source without one is there too.
pub type Homes = HashMap<String, Option<Home>>;

/// The home of one source, looked up once.
pub fn known(library: &Library, source: &str) -> Try<Option<Home>> {
    library.refresh()?;
    if let Some(home) = library.homes.borrow().get(source) {
        return Ok(*home);
    }
    let home = home_of(&names(&library.conn, source)?);
    library.homes.borrow_mut().insert(source.to_owned(), home);
    Ok(home)
}

fn home_of(names: &[String]) -> Option<Home> {
    place::home(names.iter().map(String::as_str))
}

fn names(conn: &Connection, source: &str) -> Try<Vec<String>> {
    let mut statement = conn.prepare_cached("SELECT name FROM source_town WHERE source = ?1")?;
    Ok(statement.query_map([source], |row| row.get(0))?.collect::<rusqlite::Result<_>>()?)
}

/// Keeps the names that these stories add, and answers the homes of their sources as they are then.
pub fn learn<'a>(conn: &Connection, articles: impl Iterator<Item = &'a Article>) -> Try<Homes> {
    let mut said: BTreeMap<&str, BTreeSet<&str>> = BTreeMap::new();
    for article in articles {
        let Some(source) = article.copy.source.as_deref().filter(|source| !source.is_empty()) else {
            continue;
        };
        said.entry(source).or_default().extend(first_place(article));
    }
    let mut homes = Homes::new();
    for (source, said) in said {
        let mut names = names(conn, source)?;
        let mut known: BTreeSet<String> = names.iter().map(|name| place::fold(name)).collect();
        for name in said {
            if known.len() < MOST && !place::find(name).is_empty() && known.insert(place::fold(name)) {
                let sql = "INSERT OR IGNORE INTO source_town (source, name) VALUES (?1, ?2)";
                conn.prepare_cached(sql)?.execute(params![source, name])?;
                names.push(name.to_owned());
            }
        }
        homes.insert(source.to_owned(), home_of(&names));
    }
    Ok(homes)
}

fn first_place(article: &Article) -> Option<&str> {
    let first = article.dateline.as_ref()?.places.first()?;
    Some(first.span.of(&article.copy.text))
}
