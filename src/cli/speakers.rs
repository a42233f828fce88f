//! `dateline speakers QUERY`: who is quoted how often, when and from where.

use std::io::Write;

use serde_json::json;

use super::args::{Speakers, Which};
use super::setup::Setup;
use super::{Ending, library, out};
use crate::export;
use crate::listing::SpeakerRow;
use crate::quantity::grouped;
use crate::sanitize;
use crate::width::pad;

/// Columns of a name.
const NAME: usize = 28;
/// Countries named on a line.
const COUNTRIES: usize = 5;

pub fn run(args: &Speakers, which: &Which) -> anyhow::Result<Ending> {
    let Setup { paths, config, .. } = which.told_setup()?;
    let query = library::query(&args.query)?;
    let mut library = which.open_in(&paths, config.stemming())?;
    library.open_index()?;
    let limit = args.limit.unwrap_or(usize::MAX);
    let rows = library.speakers(&query, "", config.reader.confidence, limit)?;
    if rows.is_empty() {
        out::complain("nothing matched");
        return Ok(Ending::Nothing);
    }
    let mut stdout = out::stdout();
    if args.tsv {
        writeln!(stdout, "speaker\tname\tquotations\tfirst\tlast\tcountries")?;
    }
    for row in &rows {
        writeln!(stdout, "{}", line(row, args))?;
    }
    stdout.flush()?;
    Ok(Ending::Done)
}

fn line(row: &SpeakerRow, args: &Speakers) -> String {
    let month = |month: Option<&(chrono::NaiveDate, u64)>| {
        month.map(|(first, _)| first.format("%Y-%m").to_string()).unwrap_or_default()
    };
    let (first, last) = (month(row.months.first()), month(row.months.last()));
    if args.json {
        let months: serde_json::Map<_, _> =
            row.months.iter().map(|at| (month(Some(at)), json!(at.1))).collect();
        let countries: serde_json::Map<_, _> =
            row.countries.iter().map(|(country, count)| (country.code().to_owned(), json!(count))).collect();
        let names: Vec<&String> = row.names.iter().map(|(_, name)| name).collect();
        return export::harmless(
            json!({
                "speaker": row.id.0,
                "name": row.name,
                "names": names,
                "quotations": row.quotations,
                "months": months,
                "countries": countries,
            })
            .to_string(),
        );
    }
    let name = sanitize::line(&row.name);
    let countries: Vec<String> =
        row.countries.iter().map(|(country, count)| format!("{} {count}", country.code())).collect();
    if args.tsv {
        let cells = [row.id.0.to_string(), name.replace('\t', " "), row.quotations.to_string(), first, last];
        return format!("{}\t{}", cells.join("\t"), countries.join(", "));
    }
    let mut named = countries[..countries.len().min(COUNTRIES)].join(", ");
    if countries.len() > COUNTRIES {
        named.push_str(", …");
    }
    let months = if first == last { first } else { format!("{first} – {last}") };
    format!("{:>9}  {}  {}  {named}", grouped(row.quotations), pad(&name, NAME), pad(&months, 17))
        .trim_end()
        .to_owned()
}
