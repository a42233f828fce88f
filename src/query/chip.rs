//! A query → short labels, one for each filter on the bar.

use super::{Expr, Query, Term};

/// More countries than this are counted, not named.
const NAMED: usize = 3;

impl Query {
    /// One label for each of `all`, in that order: "Azerbaijan", "unread", "last 7 days", "“trade turnover”".
    pub fn chips(&self) -> Vec<String> {
        self.all.iter().map(label).collect()
    }
}

fn label(expr: &Expr) -> String {
    match expr {
        Expr::All(parts) => labels(parts, " + "),
        Expr::Any(parts) => labels(parts, " or "),
        Expr::Not(inner) => format!("not {}", within(inner)),
        Expr::Term(term) => term_label(term),
    }
}

fn labels(parts: &[Expr], between: &str) -> String {
    parts.iter().map(within).collect::<Vec<_>>().join(between)
}

fn within(expr: &Expr) -> String {
    match expr {
        Expr::All(_) | Expr::Any(_) => format!("({})", label(expr)),
        Expr::Not(_) | Expr::Term(_) => label(expr),
    }
}

fn term_label(term: &Term) -> String {
    match term {
        Term::Word { text, beginning: true } => format!("{text}…"),
        Term::Word { text, beginning: false } => text.clone(),
        Term::Phrase(text) => format!("“{text}”"),
        Term::Country(countries) => {
            let mut names: Vec<&str> = countries.iter().take(NAMED).map(|country| country.name()).collect();
            let more = format!("{} more", countries.len() - names.len());
            if countries.len() > NAMED {
                names.push(&more);
            }
            names.join(", ")
        }
        Term::From(place) => format!("from {place}"),
        Term::By(agency) => format!("by {agency}"),
        Term::Source(name) => name.clone(),
        Term::Said(name) => format!("said {name}"),
        Term::Quote { text, beginning } => format!("quote “{text}{}”", go_on(*beginning)),
        Term::Slug { text, beginning } => format!("slug {text}{}", go_on(*beginning)),
        Term::Subject { text, beginning } => format!("subject {text}{}", go_on(*beginning)),
        Term::Urgency(urgency) => urgency.label(),
        Term::Date(range) => range.label(),
        Term::Is(flag) => flag.name().to_owned(),
    }
}

fn go_on(beginning: bool) -> &'static str {
    if beginning { "…" } else { "" }
}

#[cfg(test)]
mod tests {
    use crate::query::parse;
    use chrono::NaiveDate;

    #[test]
    fn each_filter_has_a_label_a_reader_would_use() {
        let chips =
            |text| parse(text, NaiveDate::from_ymd_opt(2019, 12, 13).unwrap(), false).unwrap().chips();
        assert_eq!(
            chips("country:AZ is:unread date:\"last 7 days\" \"trade turnover\" aliyev"),
            ["Azerbaijan", "unread", "last 7 days", "“trade turnover”", "aliyev"]
        );
        assert_eq!(chips("country:AZ,RU,FR"), ["Azerbaijan, Russia, France"]);
        assert_eq!(chips("country:AZ,RU,FR,DE,JP"), ["Azerbaijan, Russia, France, 2 more"]);
        assert_eq!(chips("from:BAKU by:TASS said:Aliyev"), ["from BAKU", "by TASS", "said Aliyev"]);
        assert_eq!(
            chips("slug:Rain-Oslo subject:ga* urgency:<=3"),
            ["slug Rain-Oslo", "subject ga…", "urgency up to 3"]
        );
        assert_eq!(
            chips("quote:\"trade turnover\" quote:tour*"),
            ["quote “trade turnover”", "quote “tour…”"]
        );
        assert_eq!(chips("-oil -(gas OR coal)"), ["not oil", "not (gas or coal)"]);
        assert_eq!(chips("oil OR (gas coal)"), ["oil or (gas + coal)"]);
        assert_eq!(chips("after:2019-12-01 before:2020"), ["since 2019-12-01", "before 2020"]);
        assert!(chips("sort:oldest").is_empty());
    }
}
