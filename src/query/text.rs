//! A query → the text that parses to it.

use std::fmt::{self, Display, Formatter, Write};

use super::field::Field;
use super::lex::{is_break, is_quote, slip};
use super::{Expr, Query, Sort, Term};

impl Display for Query {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        join(f, &self.all, " ", self.all.len() > 1)?;
        if self.sort == Sort::default() {
            return Ok(());
        }
        if !self.all.is_empty() {
            f.write_char(' ')?;
        }
        write!(f, "sort:{}", self.sort.name())
    }
}

impl Display for Expr {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Expr::All(parts) => join(f, parts, " ", true),
            Expr::Any(parts) => join(f, parts, " OR ", true),
            Expr::Not(inner) => {
                f.write_char('-')?;
                grouped(f, inner)
            }
            Expr::Term(term) => term.fmt(f),
        }
    }
}

impl Display for Term {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Term::Word { text, beginning: true }
                if text.contains(char::is_alphanumeric) && is_plain(&format!("{text}*")) =>
            {
                write!(f, "{text}*")
            }
            Term::Word { text, .. } if is_plain(text) => f.write_str(text),
            Term::Word { text, .. } | Term::Phrase(text) => quoted(f, text),
            Term::Country(countries) => {
                f.write_str("country:")?;
                for (at, country) in countries.iter().enumerate() {
                    let comma = if at > 0 { "," } else { "" };
                    write!(f, "{comma}{}", country.code())?;
                }
                Ok(())
            }
            Term::From(text) => value(f, "from", text),
            Term::By(text) => value(f, "by", text),
            Term::Source(text) => value(f, "source", text),
            Term::Said(text) => value(f, "said", text),
            Term::Quote { text, beginning } => begun(f, "quote", text, *beginning),
            Term::Slug { text, beginning } => begun(f, "slug", text, *beginning),
            Term::Subject { text, beginning } => begun(f, "subject", text, *beginning),
            Term::Urgency(urgency) => write!(f, "urgency:{urgency}"),
            Term::Date(range) => value(f, "date", &range.text),
            Term::Is(flag) => write!(f, "is:{}", flag.name()),
        }
    }
}

fn join(f: &mut Formatter<'_>, parts: &[Expr], between: &str, group: bool) -> fmt::Result {
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            f.write_str(between)?;
        }
        if group { grouped(f, part)? } else { part.fmt(f)? }
    }
    Ok(())
}

/// Parentheses around whatever is not one term: more than the grammar needs, but nobody has to know what binds closer.
fn grouped(f: &mut Formatter<'_>, part: &Expr) -> fmt::Result {
    match part {
        Expr::All(_) | Expr::Any(_) => write!(f, "({part})"),
        Expr::Not(_) | Expr::Term(_) => part.fmt(f),
    }
}

fn value(f: &mut Formatter<'_>, field: &str, text: &str) -> fmt::Result {
    write!(f, "{field}:")?;
    if text.is_empty() || text.contains(|c| is_break(c) || c == ',') || text.ends_with('*') {
        quoted(f, text)
    } else {
        f.write_str(text)
    }
}

/// A value whose last word may go on.
fn begun(f: &mut Formatter<'_>, field: &str, text: &str, beginning: bool) -> fmt::Result {
    if beginning && may_go_on(text) { write!(f, "{field}:{text}*") } else { value(f, field, text) }
}

/// Would be read as the beginning of a word, with the sign for it.
fn may_go_on(text: &str) -> bool {
    text.contains(char::is_alphanumeric) && !text.contains(|c| is_break(c) || c == ',')
}

/// A quotation mark inside cannot be written; no search sees the difference.
fn quoted(f: &mut Formatter<'_>, text: &str) -> fmt::Result {
    write!(f, "\"{}\"", text.replace(is_quote, " "))
}

/// Would be read as this very word.
fn is_plain(word: &str) -> bool {
    let means_more =
        matches!(word, "" | "OR" | "AND" | "NOT") || word.starts_with('-') || word.contains(is_break);
    let is_field = |name: &str| Field::named(name).is_some() || slip(name).is_some();
    !means_more && !word.split_once(':').is_some_and(|(name, _)| is_field(name))
}
