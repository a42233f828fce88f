//! What a reader types → one typed query. The pickers make the same queries as the prompt; `Display` writes one back
//! as text that parses to itself.

mod chip;
mod complete;
pub mod date;
mod error;
mod field;
mod lex;
mod parse;
mod pick;
mod quoted;
mod reference;
mod said;
mod term;
mod text;
mod urgency;

use chrono::NaiveDate;

pub use complete::complete;
pub use date::date_range;
pub use error::QueryError;
pub use field::{FIELDS, FLAGS, Field, FieldKind, SORTS};
pub use parse::parse;
pub use quoted::{Quoted, fits, quoted};
pub use reference::reference;
pub use said::Said;
pub use urgency::Urgency;

use crate::place::Country;

/// A filter and an order. `Query::default()` is everything, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// All must hold; each one is a chip on the bar.
    pub all: Vec<Expr>,
    pub sort: Sort,
}

/// Kept in one shape, so that equal queries compare equal: [`Expr::all`], [`Expr::any`] and [`Expr::negated`] build
/// nothing nested in its own kind, no group of one and no double negation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Term(Term),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A plain word. `beginning`, written `pomegr*`: any word that begins so; what the last word of a live search is.
    Word {
        text: String,
        beginning: bool,
    },
    /// Words next to each other, in this order.
    Phrase(String),
    /// `country:AZ,RU`: about any of these (or filed from).
    Country(Vec<Country>),
    /// `from:BAKU`: a place of the dateline.
    From(String),
    /// `by:TASS`: agency or source.
    By(String),
    /// `source:"Holm Daily"`: from this source, its name whole.
    Source(String),
    /// `said:Aliyev`: quoted in the story, by name or as it is mentioned.
    Said(String),
    /// `quote:"trade turnover"`: words next to each other inside one quotation. `beginning`, written `quote:touris*`:
    /// the last word may go on.
    Quote {
        text: String,
        beginning: bool,
    },
    /// `slug:Rain-Oslo`: words next to each other in the slug of its desk; `beginning` as of a quotation.
    Slug {
        text: String,
        beginning: bool,
    },
    /// `subject:weather`: words next to each other in one of its subjects.
    Subject {
        text: String,
        beginning: bool,
    },
    /// `urgency:<=3`.
    Urgency(Urgency),
    Date(DateRange),
    Is(Flag),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    Unread,
    Read,
    Bookmarked,
    /// By its sender.
    Killed,
    /// Until a moment that has not come yet.
    Embargoed,
}

/// Both ends included; an open end is `None`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DateRange {
    pub from: Option<NaiveDate>,
    pub to: Option<NaiveDate>,
    /// As it was typed: "last 7 days", "2019-12".
    pub text: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
pub enum Sort {
    #[default]
    Newest,
    Oldest,
    /// Best match first; newest first where nothing is searched for.
    Relevance,
}

impl Expr {
    /// All of them; `None` of nothing.
    pub fn all(parts: Vec<Expr>) -> Option<Expr> {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Expr::All(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 { Some(Expr::All(flat)) } else { flat.pop() }
    }

    /// Any of them; `None` of nothing.
    pub fn any(parts: Vec<Expr>) -> Option<Expr> {
        let mut flat = Vec::with_capacity(parts.len());
        for part in parts {
            match part {
                Expr::Any(inner) => flat.extend(inner),
                other => flat.push(other),
            }
        }
        if flat.len() > 1 { Some(Expr::Any(flat)) } else { flat.pop() }
    }

    #[must_use]
    pub fn negated(self) -> Expr {
        match self {
            Expr::Not(inner) => *inner,
            other => Expr::Not(Box::new(other)),
        }
    }
}
