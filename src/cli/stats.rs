//! `dateline stats`: what is in the library, in numbers.

use std::io::{self, Write};

use super::args::Which;
use super::{Ending, out};
use crate::listing::Stats;
use crate::quantity::grouped;
use crate::sanitize;

/// Rows of a table; the head says of how many.
const ROWS: usize = 20;
/// Columns of the numbers that stand before a name.
const NUMBERS: usize = 11;

pub fn run(which: &Which) -> anyhow::Result<Ending> {
    let library = which.open()?;
    let stats = library.stats()?;
    let mut stdout = out::stdout();
    line(&mut stdout, "library", &library.dir().display().to_string())?;
    write(&mut stdout, &stats)?;
    stdout.flush()?;
    Ok(Ending::Done)
}

fn write(out: &mut dyn Write, stats: &Stats) -> io::Result<()> {
    line(out, "stories", &grouped(stats.stories))?;
    line(out, "unread", &grouped(stats.unread))?;
    line(out, "bookmarked", &grouped(stats.bookmarked))?;
    for (name, date) in [("oldest", stats.oldest), ("newest", stats.newest)] {
        if let Some(date) = date {
            line(out, name, &date.to_string())?;
        }
    }
    let earlier = stats.versions.saturating_sub(stats.stories);
    line(out, "changed", &format!("{} earlier versions kept", grouped(earlier)))?;
    line(out, "on disk", &format!("{:.1} MB", stats.bytes as f64 / 1e6))?;

    let agencies = stats.agencies.iter().map(|(name, stories)| (*stories, name.clone()));
    table(out, "agencies", &agencies.collect::<Vec<_>>())?;
    let countries = stats.countries.iter();
    let countries =
        countries.map(|(country, stories)| (*stories, format!("{}  {}", country.code(), country.name())));
    table(out, "countries", &countries.collect::<Vec<_>>())?;
    let months = stats.months.iter().rev();
    let months = months.map(|(first, stories)| (*stories, first.format("%Y-%m").to_string()));
    table(out, "months", &months.collect::<Vec<_>>())
}

fn line(out: &mut dyn Write, name: &str, value: &str) -> io::Result<()> {
    writeln!(out, "{name:<NUMBERS$} {}", sanitize::line(value))
}

/// Stories by name, the numbers aligned; nothing where there are none.
fn table(out: &mut dyn Write, name: &str, rows: &[(u64, String)]) -> io::Result<()> {
    if rows.is_empty() {
        return Ok(());
    }
    let more = if rows.len() > ROWS {
        format!(" ({ROWS} of {})", grouped(rows.len() as u64))
    } else {
        String::new()
    };
    writeln!(out, "\n{name}{more}")?;
    for (stories, name) in rows.iter().take(ROWS) {
        writeln!(out, "{:>NUMBERS$}  {}", grouped(*stories), sanitize::line(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::place::Country;
    use chrono::NaiveDate;

    #[test]
    fn numbers_are_aligned_and_long_tables_say_how_long() {
        let day = |month: u32| NaiveDate::from_ymd_opt(2019 + month as i32 / 12, month % 12 + 1, 1).unwrap();
        let stats = Stats {
            stories: 1_204,
            unread: 31,
            versions: 1_207,
            oldest: Some(day(0)),
            newest: Some(day(29)),
            agencies: vec![("TASS\u{1b}[2J".to_owned(), 1_000), ("AP".to_owned(), 4)],
            countries: vec![(Country::from_code("AZ").unwrap(), 7)],
            months: (0..30).map(|month| (day(month), u64::from(month))).collect(),
            bytes: 12_345_678,
            ..Stats::default()
        };
        let mut text = Vec::new();
        write(&mut text, &stats).unwrap();
        let text = String::from_utf8(text).unwrap();
        let expected = "\
stories     1,204
unread      31
bookmarked  0
oldest      2019-01-01
newest      2021-06-01
changed     3 earlier versions kept
on disk     12.3 MB

agencies
      1,000  TASS
          4  AP

countries
          7  AZ  Azerbaijan

months (20 of 30)
         29  2021-06
         28  2021-05
";
        assert!(text.starts_with(expected), "{text}");
        assert_eq!(text.lines().count(), 36);
    }
}
