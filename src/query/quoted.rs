//! What a query asks of single quotations: which of its terms one quotation has to satisfy together.
//!
//! `said:aliyev quote:tourists` means one quotation of Aliyev with the word. Two names are two quotations, of one story:
//! each of them has to say what `quote:` asks for. Alternatives of one field (`said:aliyev,putin`) go with the rest;
//! those that mix the two, and whatever is negated, stand alone: `-quote:oil` is a story without such a quotation.

use super::{Expr, Term};

/// The parts of a group whose parts must all hold.
#[derive(Debug, Default)]
pub struct Quoted<'a> {
    /// A name, or one of several.
    pub said: Vec<&'a Expr>,
    /// Words of a quotation, or others.
    pub quote: Vec<&'a Expr>,
    pub rest: Vec<&'a Expr>,
}

pub fn quoted(all: &[Expr]) -> Quoted<'_> {
    let mut out = Quoted::default();
    for expr in all {
        if every(expr, |term| matches!(term, Term::Said(_))) {
            out.said.push(expr);
        } else if every(expr, |term| matches!(term, Term::Quote { .. })) {
            out.quote.push(expr);
        } else {
            out.rest.push(expr);
        }
    }
    out
}

fn every(expr: &Expr, is: fn(&Term) -> bool) -> bool {
    let is = |expr: &Expr| matches!(expr, Expr::Term(term) if is(term));
    match expr {
        Expr::Any(any) => !any.is_empty() && any.iter().all(is),
        one => is(one),
    }
}

/// Whether a quotation is of the kind that a query asks for, in a story that it finds: everything but names and what
/// was said is the story's business. `holds` knows it of one `said:` or `quote:`.
pub fn fits(all: &[Expr], holds: &dyn Fn(&Term) -> bool) -> bool {
    of_all(all, holds) != Some(false)
}

/// None: nothing here is about quotations.
fn of_all(all: &[Expr], holds: &dyn Fn(&Term) -> bool) -> Option<bool> {
    let Quoted { said, quote, rest } = quoted(all);
    let told =
        |exprs: Vec<&Expr>| exprs.into_iter().filter_map(|expr| of(expr, holds)).collect::<Vec<bool>>();
    let (said, mut others) = (told(said), told(quote));
    others.extend(told(rest));
    if !said.is_empty() {
        others.push(said.contains(&true));
    }
    (!others.is_empty()).then(|| !others.contains(&false))
}

fn of(expr: &Expr, holds: &dyn Fn(&Term) -> bool) -> Option<bool> {
    match expr {
        Expr::All(all) => of_all(all, holds),
        Expr::Any(any) => any.iter().filter_map(|expr| of(expr, holds)).reduce(|one, other| one || other),
        Expr::Term(term @ (Term::Said(_) | Term::Quote { .. })) => Some(holds(term)),
        Expr::Not(_) | Expr::Term(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use chrono::NaiveDate;

    fn listed(query: &str, speaker: &str, words: &[&str]) -> bool {
        let query = parse(query, NaiveDate::from_ymd_opt(2019, 12, 13).unwrap(), false).unwrap();
        fits(&query.all, &|term| match term {
            Term::Said(name) => name == speaker,
            Term::Quote { text, .. } => words.contains(&text.as_str()),
            _ => unreachable!("only names and words of quotations are asked for"),
        })
    }

    #[test]
    fn a_quotation_is_listed_where_all_that_is_asked_of_it_holds() {
        for (query, speaker, words, is) in [
            ("oil is:unread", "aliyev", &[][..], true),
            ("said:aliyev", "aliyev", &[], true),
            ("said:aliyev oil", "putin", &[], false),
            ("said:aliyev quote:oil", "aliyev", &["oil"], true),
            ("said:aliyev quote:oil", "aliyev", &["gas"], false),
            ("said:aliyev quote:oil", "putin", &["oil"], false),
            ("said:aliyev said:putin quote:oil", "putin", &["oil"], true),
            ("said:aliyev,putin quote:oil", "putin", &["oil"], true),
            ("quote:oil quote:gas", "putin", &["oil"], false),
            ("quote:oil OR quote:gas", "putin", &["oil"], true),
            ("quote:oil OR trams", "putin", &["gas"], false),
            ("-quote:oil", "putin", &["gas"], true),
            ("(said:aliyev quote:oil) OR (said:putin quote:gas)", "putin", &["oil"], false),
            ("(said:aliyev quote:oil) OR (said:putin quote:gas)", "putin", &["gas"], true),
        ] {
            assert_eq!(listed(query, speaker, words), is, "{query}");
        }
    }
}
