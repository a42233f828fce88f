//! Tokens → a query. `OR` binds closer than the blank between two terms, so that a filter may be added behind either:
//! `baku OR moscow is:unread` is unread stories with one of the two.

use std::ops::Range;

use chrono::NaiveDate;

use super::error::QueryError;
use super::field::{Field, FieldKind};
use super::lex::{Placed, Token, lex};
use super::term::{begun, sort, terms};
use super::{Expr, Query, Sort, Term};

/// Parentheses and negations inside each other; nobody types more, and the stack stays small.
const DEEPEST: usize = 64;

/// Reads a query. `today` is what "last week" counts from. While `typing`, what is unfinished at the very end (an open
/// quote or parenthesis, `country:`, `OR`) is no error, and a bare word there becomes a prefix, unless it is negated.
pub fn parse(input: &str, today: NaiveDate, typing: bool) -> Result<Query, QueryError> {
    let tokens = lex(input, typing)?;
    let end = input.len();
    let mut parser =
        Parser { tokens: &tokens, at: 0, end, today, typing, depth: 0, negated: false, sort: None };
    let parts = parser.all()?;
    if let Some(close) = parser.peek() {
        return Err(QueryError::new(close.span.clone(), "this ) closes nothing").hint("take it out"));
    }
    let all = match Expr::all(parts) {
        Some(Expr::All(parts)) => parts,
        one => Vec::from_iter(one),
    };
    Ok(Query { all, sort: parser.sort.unwrap_or_default() })
}

struct Parser<'a> {
    tokens: &'a [Placed],
    at: usize,
    /// Bytes of the input.
    end: usize,
    today: NaiveDate,
    typing: bool,
    depth: usize,
    /// Inside an odd number of negations.
    negated: bool,
    sort: Option<Sort>,
}

impl<'a> Parser<'a> {
    fn peek(&self) -> Option<&'a Placed> {
        self.tokens.get(self.at)
    }

    /// Up to the end or to a closing parenthesis, which stays.
    fn all(&mut self) -> Result<Vec<Expr>, QueryError> {
        let mut parts = Vec::new();
        let first = self.at;
        while let Some(Placed { token, span }) = self.peek() {
            match token {
                Token::Close => break,
                Token::Or | Token::And if self.at == first => {
                    let name = if *token == Token::Or { "OR" } else { "AND" };
                    return Err(QueryError::new(span.clone(), format!("nothing stands before {name}"))
                        .hint(format!("write one {name} other, or \"{name}\" to look for the word")));
                }
                Token::And => {
                    self.at += 1;
                    self.must_follow(span, "AND")?;
                }
                _ => parts.extend(self.any()?),
            }
        }
        Ok(parts)
    }

    /// One term, or several with `OR` between them. `None`: nothing that filters.
    fn any(&mut self) -> Result<Option<Expr>, QueryError> {
        let mut parts = Vec::from_iter(self.one()?);
        while let Some(Placed { token: Token::Or, span }) = self.peek() {
            self.must_not_sort(self.at.wrapping_sub(1))?;
            self.at += 1;
            self.must_not_sort(self.at)?;
            if self.must_follow(span, "OR")? {
                parts.extend(self.one()?);
            }
        }
        Ok(Expr::any(parts))
    }

    fn one(&mut self) -> Result<Option<Expr>, QueryError> {
        let Some(Placed { token, span }) = self.peek() else { return Ok(None) };
        self.at += 1;
        match token {
            Token::Not => self.deeper(span, |parser| parser.not(span)),
            Token::Open => self.deeper(span, |parser| parser.group(span)),
            Token::Word(text) => {
                let (text, beginning) = begun(text, self.unfinished(span));
                Ok(Some(Expr::Term(Term::Word { text, beginning })))
            }
            Token::Phrase(text) => Ok(Some(Expr::Term(Term::Phrase(text.clone())))),
            Token::Field(Field { kind: FieldKind::Sort, .. }, values) => {
                if self.depth > 0 {
                    return Err(sort_alone(span));
                }
                self.sort = sort(values)?.or(self.sort);
                Ok(None)
            }
            Token::Field(field, values) => terms(field.kind, values, self.today, self.unfinished(span)),
            // `all` and `must_follow` let none of these through.
            Token::Close | Token::Or | Token::And => Ok(None),
        }
    }

    /// The word at the very end, which is still being typed.
    fn unfinished(&self, span: &Range<usize>) -> bool {
        self.typing && span.end == self.end && !self.negated
    }

    fn not(&mut self, sign: &Range<usize>) -> Result<Option<Expr>, QueryError> {
        self.must_not_sort(self.at)?;
        if !self.must_follow(sign, "the negation")? {
            return Ok(None);
        }
        self.negated = !self.negated;
        let inner = self.one();
        self.negated = !self.negated;
        Ok(inner?.map(Expr::negated))
    }

    fn group(&mut self, open: &Range<usize>) -> Result<Option<Expr>, QueryError> {
        let first = self.at;
        let parts = self.all()?;
        let is_bare = self.at == first;
        match self.peek() {
            Some(close) if is_bare => {
                Err(QueryError::new(open.start..close.span.end, "nothing stands between the parentheses"))
            }
            Some(_) => {
                self.at += 1;
                Ok(Expr::all(parts))
            }
            None if self.typing => Ok(Expr::all(parts)),
            None => Err(QueryError::new(open.clone(), "this ( is not closed")
                .hint("add a ) behind what belongs together")),
        }
    }

    fn deeper(
        &mut self,
        span: &Range<usize>,
        inner: impl FnOnce(&mut Self) -> Result<Option<Expr>, QueryError>,
    ) -> Result<Option<Expr>, QueryError> {
        if self.depth == DEEPEST {
            let message = format!("more than {DEEPEST} parentheses and negations stand inside each other");
            return Err(QueryError::new(span.clone(), message));
        }
        self.depth += 1;
        let found = inner(self);
        self.depth -= 1;
        found
    }

    /// A term has to come next; `false` where it is still being typed.
    fn must_follow(&self, span: &Range<usize>, name: &str) -> Result<bool, QueryError> {
        match self.peek() {
            Some(Placed { token: Token::Close | Token::Or | Token::And, .. }) => {}
            Some(_) => return Ok(true),
            None if self.typing => return Ok(false),
            None => {}
        }
        Err(QueryError::new(span.clone(), format!("nothing follows {name}")))
    }

    fn must_not_sort(&self, at: usize) -> Result<(), QueryError> {
        match self.tokens.get(at) {
            Some(Placed { token: Token::Field(field, _), span }) if field.kind == FieldKind::Sort => {
                Err(sort_alone(span))
            }
            _ => Ok(()),
        }
    }
}

fn sort_alone(span: &Range<usize>) -> QueryError {
    QueryError::new(span.clone(), "sort: orders the whole list")
        .hint("take it out of the parentheses, OR or negation")
}

#[cfg(test)]
#[path = "parse_tests.rs"]
mod tests;
