//! The values of one field → what is filtered by.

use chrono::NaiveDate;

use super::date::date_range;
use super::error::QueryError;
use super::field::{FLAGS, FieldKind, SORTS};
use super::lex::Value;
use super::{DateRange, Expr, Sort, Term, Urgency};
use crate::nearest::nearest;
use crate::place::{self, Country};

/// Several values are alternatives. `None` of no values (a field that is still being typed).
/// `unfinished`: the last of them is still being typed.
pub(super) fn terms(
    kind: FieldKind,
    values: &[Value],
    today: NaiveDate,
    unfinished: bool,
) -> Result<Option<Expr>, QueryError> {
    if kind == FieldKind::Country {
        return Ok(countries(values)?.map(|found| Expr::Term(Term::Country(found))));
    }
    let mut parts = Vec::with_capacity(values.len());
    for (at, value) in values.iter().enumerate() {
        let text = value.text.clone();
        let (stem, beginning) = if value.quoted {
            (text.clone(), false)
        } else {
            begun(&text, unfinished && at + 1 == values.len())
        };
        parts.push(Expr::Term(match kind {
            FieldKind::From => Term::From(text),
            FieldKind::By => Term::By(text),
            FieldKind::Source => Term::Source(text),
            FieldKind::Said => Term::Said(text),
            FieldKind::Quote => Term::Quote { text: stem, beginning },
            FieldKind::Slug => Term::Slug { text: stem, beginning },
            FieldKind::Subject => Term::Subject { text: stem, beginning },
            FieldKind::Urgency => Term::Urgency(urgency(value)?),
            FieldKind::Date => Term::Date(date(value, "", today)?),
            FieldKind::After => Term::Date(date(value, ">=", today)?),
            FieldKind::Before => Term::Date(date(value, "<", today)?),
            FieldKind::Is => Term::Is(choice("mark", FLAGS, value)?),
            // Neither filters by a term of this kind: one is done above, the other is an order.
            FieldKind::Country | FieldKind::Sort => continue,
        }));
    }
    Ok(Expr::any(parts))
}

/// A bare word and whether it may go on: where it ends in `*`, and while it is typed.
pub(super) fn begun(word: &str, unfinished: bool) -> (String, bool) {
    let stem = word.strip_suffix('*').filter(|stem| stem.chars().any(char::is_alphanumeric));
    (stem.unwrap_or(word).to_owned(), unfinished || stem.is_some())
}

pub(super) fn sort(values: &[Value]) -> Result<Option<Sort>, QueryError> {
    match values {
        [] => Ok(None),
        [one] => choice("order", SORTS, one).map(Some),
        [_, second, ..] => {
            Err(QueryError::new(second.span.clone(), "a list has one order").hint("keep one of them"))
        }
    }
}

fn countries(values: &[Value]) -> Result<Option<Vec<Country>>, QueryError> {
    let mut found = Vec::with_capacity(values.len());
    for value in values {
        let country = Country::from_code(&value.text)
            .or_else(|| Country::named(&value.text))
            .ok_or_else(|| unknown_country(value))?;
        if !found.contains(&country) {
            found.push(country);
        }
    }
    Ok((!found.is_empty()).then_some(found))
}

fn unknown_country(value: &Value) -> QueryError {
    let error = QueryError::new(value.span.clone(), format!("no country is called {}", value.text));
    let wanted = place::fold(&value.text);
    let names: Vec<(String, Country)> = Country::all().map(|c| (place::fold(c.name()), c)).collect();
    match begun_or_near(&wanted, &names) {
        Some((_, country)) => error.hint(format!("did you mean {} ({})?", country.name(), country.code())),
        _ => error.hint("write a code as AZ, or a name"),
    }
}

fn date(value: &Value, sign: &str, today: NaiveDate) -> Result<DateRange, QueryError> {
    if !sign.is_empty() && (value.text.starts_with(['<', '>']) || value.text.contains("..")) {
        let error = QueryError::new(value.span.clone(), format!("{} is more than one date", value.text));
        return Err(error.hint(format!("write date:{}", value.text)));
    }
    date_range(&format!("{sign}{}", value.text), today).map_err(|message| {
        let error = QueryError::new(value.span.clone(), message);
        if ["last", "this", "past"].contains(&value.text.to_lowercase().as_str()) {
            return error.hint(format!("put several words in quotes: date:\"{} week\"", value.text));
        }
        error
    })
}

fn urgency(value: &Value) -> Result<Urgency, QueryError> {
    Urgency::read(&value.text).map_err(|message| {
        QueryError::new(value.span.clone(), message).hint("write a figure from 1 to 9, as 1, <=3 or 4..6")
    })
}

fn choice<T: Copy>(what: &str, names: &[(&str, T)], value: &Value) -> Result<T, QueryError> {
    let wanted = value.text.to_lowercase();
    if let Some((_, found)) = names.iter().find(|(name, _)| *name == wanted) {
        return Ok(*found);
    }
    let error = QueryError::new(value.span.clone(), format!("no {what} is called {}", value.text));
    Err(if let Some((name, _)) = begun_or_near(&wanted, names) {
        error.hint(format!("did you mean {name}?"))
    } else {
        let all: Vec<&str> = names.iter().map(|(name, _)| *name).collect();
        error.hint(format!("choose from {}", all.join(", ")))
    })
}

/// The entry whose name begins with what was typed, else the one it is a slip of.
fn begun_or_near<'a, S: AsRef<str>, T>(typed: &str, names: &'a [(S, T)]) -> Option<&'a (S, T)> {
    let begun = names.iter().find(|(name, _)| !typed.is_empty() && name.as_ref().starts_with(typed));
    begun.or_else(|| {
        let near = nearest(typed, names.iter().map(|(name, _)| name.as_ref()))?;
        names.iter().find(|(name, _)| name.as_ref() == near)
    })
}
