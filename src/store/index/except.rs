//! What a query excludes, wrapped so that tantivy 0.27 excludes it rightly.
//!
//! tantivy's `Exclude` asks `seek_danger` for documents that lie behind the excluded set's own, which its contract
//! forbids: a phrase panics over it in a debug build and may answer wrongly in a release. The wrapper leaves
//! `seek_danger` as the trait has it, which bears such questions.

use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::{DocId, DocSet, Score, SegmentReader};

#[derive(Debug)]
pub struct Except(pub Box<dyn Query>);

impl Clone for Except {
    fn clone(&self) -> Except {
        Except(self.0.box_clone())
    }
}

impl Query for Except {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        Ok(Box::new(ExceptWeight(self.0.weight(scoring)?)))
    }
}

struct ExceptWeight(Box<dyn Weight>);

impl Weight for ExceptWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        Ok(Box::new(ExceptDocs(self.0.scorer(segment, boost)?)))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.0.explain(segment, doc)
    }
}

struct ExceptDocs(Box<dyn Scorer>);

impl DocSet for ExceptDocs {
    fn advance(&mut self) -> DocId {
        self.0.advance()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.0.seek(target)
    }

    fn doc(&self) -> DocId {
        self.0.doc()
    }

    fn size_hint(&self) -> u32 {
        self.0.size_hint()
    }

    fn cost(&self) -> u64 {
        self.0.cost()
    }
}

impl Scorer for ExceptDocs {
    fn score(&mut self) -> Score {
        self.0.score()
    }
}
