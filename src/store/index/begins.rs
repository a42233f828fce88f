//! Stories with a word that begins so: what a search asks for while its last word is being typed.

use std::collections::BTreeSet;
use std::ops::Bound;

use tantivy::query::{BooleanQuery, EmptyQuery, EnableScoring, Query, RangeQuery, TermQuery, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Searcher, Term};

/// So few words are looked up one by one, which costs what a word costs; of more, all stories are gathered first.
const FEW: usize = 16;

#[derive(Debug, Clone)]
pub struct Begins {
    pub field: Field,
    pub start: String,
}

impl Query for Begins {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let few = scoring.searcher().map(|searcher| self.words(searcher)).transpose()?.flatten();
        let Some(words) = few else { return self.range().weight(scoring) };
        let weighed = scoring.is_scoring_enabled();
        let read = if weighed { IndexRecordOption::WithFreqs } else { IndexRecordOption::Basic };
        let one = |word: &String| -> Box<dyn Query> {
            let term = Term::from_field_text(self.field, word);
            Box::new(TermQuery::new(term, read))
        };
        let mut all: Vec<_> = words.iter().map(one).collect();
        match (all.pop(), all.is_empty()) {
            (None, _) => EmptyQuery.weight(scoring),
            (Some(only), true) => only.weight(scoring),
            (Some(last), false) => {
                all.push(last);
                BooleanQuery::union(all).weight(scoring)
            }
        }
    }
}

impl Begins {
    /// The words that begin so, in any part of the index; none where there are many.
    fn words(&self, searcher: &Searcher) -> tantivy::Result<Option<BTreeSet<String>>> {
        let mut words = BTreeSet::new();
        let past = self.past();
        for segment in searcher.segment_readers() {
            let index = segment.inverted_index(self.field)?;
            let range = index.terms().range().ge(self.start.as_bytes()).lt(past.as_bytes());
            let mut stream = range.into_stream()?;
            while stream.advance() {
                words.insert(String::from_utf8_lossy(stream.key()).into_owned());
                if words.len() > FEW {
                    return Ok(None);
                }
            }
        }
        Ok(Some(words))
    }

    fn range(&self) -> RangeQuery {
        let term = |text: &str| Term::from_field_text(self.field, text);
        RangeQuery::new(Bound::Included(term(&self.start)), Bound::Excluded(term(&self.past())))
    }

    /// Behind every word that begins so.
    fn past(&self) -> String {
        format!("{}{}", self.start, char::MAX)
    }
}
