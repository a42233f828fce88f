//! Which library a command works on, which settings, and what a query means.

use std::path::PathBuf;

use anyhow::bail;

use super::args::Which;
use crate::listing::{BEST, Row, Stretch};
use crate::paths::Paths;
use crate::query::{self, Query, Sort};
use crate::sample;
use crate::stemming::Stemming;
use crate::store::Library;

/// Rows asked for at a time.
const PAGE: usize = 500;

impl Which {
    /// Opens the library that is asked for, faults of the settings told.
    pub fn open(&self) -> anyhow::Result<Library> {
        let setup = self.told_setup()?;
        self.open_in(&setup.paths, setup.config.stemming())
    }

    /// The same by places and settings that are known; a library that does not exist is not made.
    pub fn open_in(&self, paths: &Paths, stemming: Stemming) -> anyhow::Result<Library> {
        if self.sample {
            return Ok(Library::open(&sample_dir(paths)?)?);
        }
        let dir = &paths.library;
        if !Library::exists(dir) {
            bail!("no library yet at {}: import something first: dateline import FILE", dir.display());
        }
        let mut library = Library::open(dir)?;
        library.stem(stemming)?;
        Ok(library)
    }
}

/// The sample library, made and up to date.
pub fn sample_dir(paths: &Paths) -> anyhow::Result<PathBuf> {
    sample::ensure(&paths.sample)?;
    Ok(paths.sample.clone())
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
            let size =
                if query.order() == Sort::Relevance { left.min(BEST as usize) } else { left.min(PAGE) };
            let rows = match library.page(query, stretch.take()?, size) {
                Ok(rows) => rows,
                Err(error) => return Some(Err(error.into())),
            };
            left -= rows.len();
            if rows.len() == size && left > 0 && query.order() != Sort::Relevance {
                stretch = rows.last().map(|row| Stretch::After(row.key));
            }
            page = rows.into_iter();
        }
        page.next().map(Ok)
    })
}
