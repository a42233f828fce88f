//! `dateline stats`: what is in the library, in numbers.

use std::io::Write;

use super::args::Which;
use super::{Ending, out};
use crate::listing::Stretch;
use crate::place::Country;
use crate::quantity::grouped;
use crate::query::{Expr, Flag, Query, Sort, Term};

/// Countries that are listed.
const COUNTRIES: usize = 20;

pub fn run(which: &Which) -> anyhow::Result<Ending> {
    let mut library = which.open()?;
    library.open_index()?;
    let tally = library.tally(&Query::default())?;
    let bookmarked = Query { all: vec![Expr::Term(Term::Is(Flag::Bookmarked))], ..Query::default() };
    let bookmarked = library.tally(&bookmarked)?.stories;
    let mut stdout = out::stdout();
    writeln!(stdout, "library     {}", library.dir().display())?;
    writeln!(stdout, "stories     {}", grouped(tally.stories))?;
    writeln!(stdout, "unread      {}", grouped(tally.unread))?;
    writeln!(stdout, "bookmarked  {}", grouped(bookmarked))?;
    for (name, sort) in [("newest", Sort::Newest), ("oldest", Sort::Oldest)] {
        let rows = library.page(&Query { sort, ..Query::default() }, Stretch::First, 1)?;
        if let Some(date) = rows.first().and_then(|row| row.date) {
            writeln!(stdout, "{name:<11} {date}")?;
        }
    }
    let mut countries: Vec<(Country, u64)> = tally.countries.into_iter().collect();
    countries.sort_by_key(|(country, stories)| (std::cmp::Reverse(*stories), *country));
    if !countries.is_empty() {
        writeln!(stdout, "\nstories by country")?;
    }
    for (country, stories) in countries.iter().take(COUNTRIES) {
        writeln!(stdout, "{:>11}  {}  {}", grouped(*stories), country.code(), country.name())?;
    }
    stdout.flush()?;
    Ok(Ending::Done)
}
