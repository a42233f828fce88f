//! Which library a command works on, which settings, and what a query means.

use std::path::PathBuf;

use anyhow::{Context, bail};

use super::args::Which;
use crate::config::Loaded;
use crate::listing::{Row, Stretch};
use crate::paths::Paths;
use crate::query::{self, Query, Sort};
use crate::sample;
use crate::store::Library;

/// Rows asked for at a time.
const PAGE: usize = 500;

impl Which {
    /// The reader's own library, whether it exists or not.
    pub fn own(&self) -> anyhow::Result<PathBuf> {
        match &self.library {
            Some(dir) => Ok(dir.clone()),
            None => Ok(paths()?.library),
        }
    }

    /// Opens the library that is asked for; one that does not exist is not made.
    pub fn open(&self) -> anyhow::Result<Library> {
        if self.sample {
            return Ok(Library::open(&sample_dir()?)?);
        }
        let dir = self.own()?;
        if !Library::exists(&dir) {
            bail!("no library yet at {}: import something first: dateline import FILE", dir.display());
        }
        Ok(Library::open(&dir)?)
    }

    /// The settings file, whether it exists or not.
    pub fn config(&self) -> anyhow::Result<PathBuf> {
        match &self.config {
            Some(file) => Ok(file.clone()),
            None => Ok(paths()?.config),
        }
    }

    /// The settings in force; faults are told on standard error and do not stop anything.
    pub fn settings(&self) -> anyhow::Result<Loaded> {
        let loaded = Loaded::read(&self.config()?, None);
        loaded.faults.iter().for_each(|fault| super::out::complain(fault));
        Ok(loaded)
    }
}

/// The sample library, made and up to date.
pub fn sample_dir() -> anyhow::Result<PathBuf> {
    let dir = paths()?.sample;
    sample::ensure(&dir)?;
    Ok(dir)
}

fn paths() -> anyhow::Result<Paths> {
    Paths::find().context("there is no home directory to keep a library in: name one with --library DIR")
}

/// The words of a command line as one query. A fault shows the query with a mark under it.
pub fn query(words: &[String]) -> anyhow::Result<Query> {
    let text = words.join(" ");
    query::parse(&text, super::today(), false)
        .map_err(|error| anyhow::anyhow!("{error}\n  {text}\n  {}", error.carets(&text)))
}

/// Rows under a query in list order, asked for a page at a time, at most `limit`.
pub fn rows<'a>(
    library: &'a Library,
    query: &'a Query,
    limit: Option<usize>,
) -> impl Iterator<Item = anyhow::Result<Row>> + 'a {
    let mut left = limit.unwrap_or(usize::MAX);
    let mut stretch = Some(Stretch::First);
    let mut page = Vec::new().into_iter();
    std::iter::from_fn(move || {
        if page.len() == 0 {
            // Best matches have no place by time to go on from: they come in one page.
            let size = if query.sort == Sort::Relevance { left.min(10_000) } else { left.min(PAGE) };
            let rows = match library.page(query, stretch.take()?, size) {
                Ok(rows) => rows,
                Err(error) => return Some(Err(error.into())),
            };
            left -= rows.len();
            if rows.len() == size && left > 0 && query.sort != Sort::Relevance {
                stretch = rows.last().map(|row| Stretch::After(row.key));
            }
            page = rows.into_iter();
        }
        page.next().map(Ok)
    })
}
