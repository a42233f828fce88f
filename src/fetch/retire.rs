//! Stories of feeds that are older than the reader keeps them leave, once a fetch is done.

use std::sync::atomic::AtomicBool;

use chrono::{Days, NaiveDate};

use crate::listing::Pruned;
use crate::query::{DateRange, Expr, Query, Term};
use crate::store::{Library, Result};

/// Stories under the name of a feed that is subscribed to, of a day more than `days` before `today`; none where nothing is to
/// leave by itself.
pub fn older(library: &Library, days: usize, today: NaiveDate) -> Result<Option<Query>> {
    let last = today.checked_sub_days(Days::new(days as u64 + 1)).filter(|_| days > 0);
    let Some(last) = last else { return Ok(None) };
    let feeds = library.feeds()?;
    let sources = feeds.iter().filter_map(|feed| feed.own_source()).map(str::to_owned);
    let Some(sources) = Expr::any(sources.map(|source| Expr::Term(Term::Source(source))).collect()) else {
        return Ok(None);
    };
    let range = DateRange { from: None, to: Some(last), text: format!("..{last}") };
    Ok(Some(Query { all: vec![sources, Expr::Term(Term::Date(range))], ..Query::default() }))
}

/// Takes those of them out of the library that came with a feed; `days` 0 keeps everything. The index is to be open;
/// where another program is about to write it, they stay until the next time.
pub fn retire(library: &mut Library, days: usize, today: NaiveDate, stop: &AtomicBool) -> Result<Pruned> {
    match older(library, days, today)? {
        Some(query) if library.unindexed()? == 0 => {
            let leaving = library.leaving_of_feeds(&query)?;
            library.prune(&leaving, stop, &mut |_, _| {})
        }
        _ => Ok(Pruned::default()),
    }
}
