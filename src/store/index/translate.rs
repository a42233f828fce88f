//! A typed query → the index's own.

use tantivy::Term as Token;
use tantivy::query::{
    AllQuery, BooleanQuery, BoostQuery, EmptyQuery, Occur, PhrasePrefixQuery, PhraseQuery, Query, TermQuery,
};
use tantivy::schema::{Field, IndexRecordOption};

use super::begins::Begins;
use super::except::Except;
use super::fields::{Fields, named};
use super::flags;
use super::quotes::{MARK, signed};
use super::same::{self, Same};
use super::stems;
use super::words::{Word, words};
use crate::query::{Expr, Quoted, Term, Urgency, quoted};
use crate::stemming::Stemming;
use crate::store::marks::Held;
use crate::store::order;

/// How much more a word in the headline weighs.
const HEADLINE: f32 = 3.0;

/// Words that a phrase may end in while its last one is being typed.
const ENDINGS: u32 = 10_000;

type Boxed = Box<dyn Query>;

pub struct Translator<'a> {
    pub fields: Fields,
    pub stemming: Stemming,
    pub held: &'a Held,
    /// Words are to be weighed, not only found.
    pub weigh: bool,
}

impl Translator<'_> {
    /// Stories for which every one of `all` holds.
    pub fn all(&self, all: &[Expr]) -> Boxed {
        let clause = |expr: &Expr| match expr {
            Expr::Not(inner) => (Occur::MustNot, Box::new(Except(self.expr(inner))) as Boxed),
            other => (Occur::Must, self.expr(other)),
        };
        let Quoted { said, quote, rest } = quoted(all);
        let mut clauses: Vec<_> = rest.into_iter().map(clause).collect();
        clauses.extend(self.together(&said, &quote).into_iter().map(|query| (Occur::Must, query)));
        if clauses.iter().all(|(occur, _)| *occur == Occur::MustNot) {
            clauses.push((Occur::Must, Box::new(AllQuery)));
        }
        Box::new(BooleanQuery::new(clauses))
    }

    /// Stories that quote anybody.
    pub fn with_quotations(&self) -> Boxed {
        one(Token::from_field_text(self.fields.quotes, MARK))
    }

    /// Stories that quote one of these forms.
    pub fn speakers(&self, forms: &[u32]) -> Boxed {
        let is = |form: &u32| one(Token::from_field_u64(self.fields.speaker, u64::from(*form)));
        one_of(forms.iter().map(is).collect())
    }

    /// Stories in which it begins a word of the text or of a speaker.
    pub fn typed(&self, word: &Word) -> Boxed {
        let named = self.single(self.fields.quotes, &signed(word), true);
        one_of(vec![self.single(self.fields.text, word, true), named])
    }

    fn expr(&self, expr: &Expr) -> Boxed {
        match expr {
            Expr::All(all) => self.all(all),
            Expr::Not(_) => self.all(std::slice::from_ref(expr)),
            Expr::Any(any) => one_of(any.iter().map(|expr| self.expr(expr)).collect()),
            Expr::Term(term) => self.term(term),
        }
    }

    fn term(&self, term: &Term) -> Boxed {
        match term {
            Term::Word { text, beginning } => self.stemmed(text, self.weighed(&words(text), *beginning)),
            Term::Phrase(text) => self.weighed(&words(text), false),
            Term::Country(countries) => {
                let is = |index: u8| Token::from_field_u64(self.fields.country, u64::from(index));
                one_of(countries.iter().map(|country| one(is(country.index()))).collect())
            }
            Term::From(text) => self.found(self.fields.from, &words(text), false),
            Term::By(text) => self.found(self.fields.by, &words(text), false),
            Term::Source(name) => one(Token::from_field_text(self.fields.by, &named(name))),
            Term::Said(_) | Term::Quote { .. } => {
                let Phrase { words, beginning } = spelled(term);
                self.found(self.fields.quotes, &words, beginning)
            }
            Term::Slug { text, beginning } => self.found(self.fields.slug, &words(text), *beginning),
            Term::Subject { text, beginning } => self.found(self.fields.subject, &words(text), *beginning),
            Term::Urgency(Urgency { from, to }) => {
                let is = |figure: u8| Token::from_field_u64(self.fields.urgency, u64::from(figure));
                one_of((*from..=*to).map(|figure| one(is(figure))).collect())
            }
            Term::Date(range) => {
                let (low, high) = order::days(range.from, range.to);
                Box::new(flags::keys(low, high))
            }
            Term::Is(flag) => {
                let (bits, on) = self.held.flag(*flag);
                Box::new(flags::bit(bits, on))
            }
        }
    }

    /// What each name has to have said, in one quotation of its own; without names, in any one.
    fn together(&self, said: &[&Expr], quote: &[&Expr]) -> Vec<Boxed> {
        match (said, quote) {
            ([], []) => Vec::new(),
            ([], quote) => vec![self.same(quote.to_vec())],
            (said, quote) => said.iter().map(|name| self.same([&[*name], quote].concat())).collect(),
        }
    }

    fn same(&self, parts: Vec<&Expr>) -> Boxed {
        if let [one] = parts.as_slice() {
            return self.expr(one);
        }
        let candidates: Vec<Boxed> = parts.iter().map(|part| self.expr(part)).collect();
        let mut asked: Vec<Vec<same::Phrase>> = parts.into_iter().map(alternatives).collect();
        // No words at all are no condition.
        asked.retain(|part| part.iter().all(|phrase| !phrase.words.is_empty()));
        let candidates: Boxed = Box::new(BooleanQuery::intersection(candidates));
        if asked.len() < 2 {
            return candidates;
        }
        Box::new(Same { field: self.fields.quotes, parts: asked, candidates })
    }

    /// What is found, and stories that have the word in another form, where their language is stemmed.
    fn stemmed(&self, text: &str, found: Boxed) -> Boxed {
        let stems = stems::asked(self.stemming, text);
        if stems.is_empty() {
            return found;
        }
        let stem = |stem: &String| one(Token::from_field_text(self.fields.stem, stem));
        one_of(std::iter::once(found).chain(stems.iter().map(stem)).collect())
    }

    fn weighed(&self, words: &[Word], beginning: bool) -> Boxed {
        let found = self.found(self.fields.text, words, beginning);
        if !self.weigh || words.is_empty() {
            return found;
        }
        let headline = self.found(self.fields.headline, words, beginning);
        let heavier: Boxed = Box::new(BoostQuery::new(headline, HEADLINE));
        Box::new(BooleanQuery::new(vec![(Occur::Must, found), (Occur::Should, heavier)]))
    }

    /// The words next to each other; no words at all are no condition.
    fn found(&self, field: Field, words: &[Word], beginning: bool) -> Boxed {
        let token = |word: &Word| Token::from_field_text(field, &word.text);
        match words {
            [] => Box::new(AllQuery),
            [word] => self.single(field, word, beginning),
            [.., last] if beginning && !last.pair => {
                let mut query = PhrasePrefixQuery::new(words.iter().map(token).collect());
                query.set_max_expansions(ENDINGS);
                Box::new(query)
            }
            _ => Box::new(PhraseQuery::new(words.iter().map(token).collect())),
        }
    }

    fn single(&self, field: Field, word: &Word, beginning: bool) -> Boxed {
        let letters = word.text.chars().take(4).count();
        // One letter of a script without spaces is found wherever it stands.
        let lone = word.pair && letters == 1;
        if field == self.fields.text && (lone || beginning && letters < 4) {
            return one(Token::from_field_text(self.fields.start, &word.text));
        }
        if !lone && (!beginning || word.pair) {
            let token = Token::from_field_text(field, &word.text);
            // How often a word stands in a story is only asked where it is weighed, and reading it takes time.
            let read = if self.weigh { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
            return Box::new(TermQuery::new(token, read));
        }
        Box::new(Begins { field, start: word.text.clone() })
    }
}

/// Words to be found next to each other, as their field has them.
struct Phrase {
    words: Vec<Word>,
    beginning: bool,
}

/// Of a name or of words of a quotation.
fn spelled(term: &Term) -> Phrase {
    match term {
        Term::Said(name) => Phrase { words: words(name).iter().map(signed).collect(), beginning: false },
        Term::Quote { text, beginning } => Phrase { words: words(text), beginning: *beginning },
        _ => Phrase { words: Vec::new(), beginning: false },
    }
}

fn alternatives(part: &Expr) -> Vec<same::Phrase> {
    let phrase = |expr: &Expr| match expr {
        Expr::Term(term) => {
            let Phrase { words, beginning } = spelled(term);
            let beginning = beginning && words.last().is_some_and(|last| !last.pair);
            Some(same::Phrase { words: words.into_iter().map(|word| word.text).collect(), beginning })
        }
        _ => None,
    };
    match part {
        Expr::Any(any) => any.iter().filter_map(phrase).collect(),
        one => phrase(one).into_iter().collect(),
    }
}

fn one(token: Token) -> Boxed {
    Box::new(TermQuery::new(token, IndexRecordOption::Basic))
}

fn one_of(queries: Vec<Boxed>) -> Boxed {
    if queries.is_empty() { Box::new(EmptyQuery) } else { Box::new(BooleanQuery::union(queries)) }
}
