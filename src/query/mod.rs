//! What a reader types → one typed query. The pickers make the same queries as the prompt; `Display` writes one back
//! as text that parses to itself.

use chrono::NaiveDate;

use crate::place::Country;

/// A filter and an order. `Query::default()` is everything, newest first.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Query {
    /// All must hold; each one is a chip on the bar.
    pub all: Vec<Expr>,
    pub sort: Sort,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Expr {
    All(Vec<Expr>),
    Any(Vec<Expr>),
    Not(Box<Expr>),
    Term(Term),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Term {
    /// A plain word. `typing`: the last word of a live search, matched as a prefix.
    Word {
        text: String,
        typing: bool,
    },
    /// Words next to each other, in this order.
    Phrase(String),
    /// `country:AZ,RU`: about any of these (or filed from).
    Country(Vec<Country>),
    /// `from:BAKU`: a place of the dateline.
    From(String),
    /// `by:TASS`: agency or source.
    By(String),
    /// `said:Aliyev`: quoted in the story.
    Said(String),
    Date(DateRange),
    Is(Flag),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Flag {
    Unread,
    Read,
    Bookmarked,
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

/// What is wrong with a query, and where. (Stand-in.)
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct QueryError {
    /// Bytes of the input.
    pub span: std::ops::Range<usize>,
    pub message: String,
}

/// (Stand-in.) `typing`: the last word is still being typed.
pub fn parse(input: &str, _today: NaiveDate, typing: bool) -> Result<Query, QueryError> {
    let mut query = Query::default();
    for word in input.split_whitespace() {
        query.all.push(Expr::Term(match word {
            "is:unread" => Term::Is(Flag::Unread),
            "is:bookmarked" => Term::Is(Flag::Bookmarked),
            word if word.contains(':') => {
                let start = word.as_ptr() as usize - input.as_ptr() as usize;
                let message = format!("no field called `{}`", word.split(':').next().unwrap_or(""));
                return Err(QueryError { span: start..start + word.len(), message });
            }
            word => Term::Word { text: word.to_owned(), typing },
        }));
    }
    Ok(query)
}

impl QueryError {
    /// (Stand-in.) Blanks and carets to set under the input.
    pub fn carets(&self, input: &str) -> String {
        let start = input.get(..self.span.start).map_or(0, |before| before.chars().count());
        " ".repeat(start) + &"^".repeat(self.span.len().max(1))
    }
}

/// (Stand-in.) docs/query.md.
pub fn reference() -> String {
    "# The query language\n".to_owned()
}
