//! `dateline list QUERY…` and `dateline bookmarks`: stories, a line each.

use std::io::Write;

use serde_json::json;

use super::args::{List, Which};
use super::{Ending, library, on_terminal, out};
use crate::article::Status;
use crate::export;
use crate::listing::Row;
use crate::query::{Expr, Flag, Query, Term};
use crate::sanitize;
use crate::width::{cut, pad};

/// The width of a terminal that does not tell it, in columns.
const COLUMNS: usize = 80;

enum Style {
    /// Aligned, and headlines cut so that lines are at most so many columns.
    Aligned(usize),
    Tabs,
    Json,
}

pub fn run(args: &List, which: &Which) -> anyhow::Result<Ending> {
    list(args, which, &library::query(&args.query)?)
}

pub fn bookmarks(args: &List, which: &Which) -> anyhow::Result<Ending> {
    let mut query = library::query(&args.query)?;
    query.all.push(Expr::Term(Term::Is(Flag::Bookmarked)));
    list(args, which, &query)
}

fn list(args: &List, which: &Which, query: &Query) -> anyhow::Result<Ending> {
    let mut library = which.open()?;
    if !query.is_everything() {
        library.open_index()?;
    }
    let style = match args {
        List { json: true, .. } => Style::Json,
        List { tsv: false, .. } if on_terminal() => Style::Aligned(super::columns().unwrap_or(COLUMNS)),
        _ => Style::Tabs,
    };
    let mut stdout = out::stdout();
    let mut found = false;
    for row in library::rows(&library, query, args.limit) {
        found = true;
        writeln!(stdout, "{}", line(&row?, &style))?;
    }
    stdout.flush()?;
    if !found {
        out::complain("nothing matched");
        return Ok(Ending::Nothing);
    }
    Ok(Ending::Done)
}

fn line(row: &Row, style: &Style) -> String {
    let id = row.id().0;
    let date = row.date.map(|date| date.to_string()).unwrap_or_default();
    let country = row.country.map(|country| country.code().to_owned()).unwrap_or_default();
    let held = row.release.word().map(|word| format!("[{word}] ")).unwrap_or_default();
    let headline = format!("{held}{}", sanitize::line(&row.headline));
    match style {
        Style::Aligned(columns) => {
            let line = format!("{id:>7}  {}  {}  {headline}", pad(&date, 10), pad(&country, 2));
            cut(&line, *columns).into_owned()
        }
        Style::Tabs => format!("{id}\t{date}\t{country}\t{}", headline.replace('\t', " ")),
        Style::Json => export::harmless(
            json!({
                "story": id,
                "date": row.date,
                "published": row.published,
                "country": row.country.map(|country| country.code().to_owned()),
                "agency": row.agency,
                "headline": {"text": row.headline, "derived": row.derived},
                "version": row.version,
                "read": row.marks.read,
                "bookmarked": row.marks.bookmarked,
                "status": status(row),
                "embargoed_until": row.release.embargo.map(|embargo| embargo.until),
            })
            .to_string(),
        ),
    }
}

/// `killed` or `withheld`, where it is; a story that is embargoed now has the moment beside it.
fn status(row: &Row) -> &'static str {
    match row.release.status {
        Status::Canceled => "killed",
        other => other.name(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Release;
    use crate::listing::{Key, Marks, StoryId};
    use crate::place::Country;

    fn row(headline: &str) -> Row {
        Row {
            key: Key { when: 0, id: StoryId(12) },
            date: chrono::NaiveDate::from_ymd_opt(2019, 12, 13),
            published: None,
            headline: headline.to_owned(),
            derived: true,
            country: Country::from_code("AZ"),
            agency: Some("TASS".to_owned()),
            version: 1,
            marks: Marks { read: false, bookmarked: true },
            release: Release::default(),
        }
    }

    #[test]
    fn a_line_is_aligned_tabbed_or_json() {
        let row = row("Aliyev confident\tof \u{1b}[2Jrelations");
        let tabs = line(&row, &Style::Tabs);
        assert_eq!(tabs.split('\t').take(3).collect::<Vec<_>>(), ["12", "2019-12-13", "AZ"]);
        assert!(tabs.split('\t').count() == 4 && !tabs.contains('\u{1b}'));
        let aligned = line(&row, &Style::Aligned(40));
        assert!(aligned.starts_with("     12  2019-12-13  AZ  Aliyev") && aligned.ends_with('…'));
        let json: serde_json::Value = serde_json::from_str(&line(&row, &Style::Json)).unwrap();
        assert_eq!((&json["story"], &json["bookmarked"]), (&json!(12), &json!(true)));
        assert_eq!(json["headline"]["derived"], true);
    }
}
