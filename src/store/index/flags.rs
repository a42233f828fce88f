//! Conditions the index does not store: a mark's bit, a range of keys, arrival after a story. Joined while searching.

use std::sync::Arc;

use tantivy::columnar::ColumnValues;
use tantivy::query::doc_predicate_query::{
    ConstOrVariableSegmentPredicate, DocPredicate, DocPredicateQuery, FunctionPredicate,
};
use tantivy::{DocId, DocSet, SegmentReader, TERMINATED};

use super::fields::{FACTS, KEY, ord};
use crate::store::marks::Bits;

/// Stories whose bit is `on`.
pub fn bit(bits: &Arc<Bits>, on: bool) -> DocPredicateQuery {
    let bits = Arc::clone(bits);
    FunctionPredicate::from(move |segment: &SegmentReader| {
        let (bits, facts) = (Arc::clone(&bits), column(segment, FACTS)?);
        Ok(move |doc: DocId| bits.get(ord(facts.get_val(doc))) == on)
    })
    .into()
}

/// Stories that arrived after this one.
pub fn after_ord(since: u32) -> DocPredicateQuery {
    FunctionPredicate::from(move |segment: &SegmentReader| {
        let facts = column(segment, FACTS)?;
        Ok(move |doc: DocId| ord(facts.get_val(doc)) > since)
    })
    .into()
}

/// Stories whose packed key is in `low..=high`: in a segment sorted by key they stand together.
pub fn keys(low: u64, high: u64) -> DocPredicateQuery {
    Keys { low, high }.into()
}

#[derive(Debug)]
struct Keys {
    low: u64,
    high: u64,
}

impl DocPredicate for Keys {
    type SegmentDocPredicate = fn(DocId) -> bool;

    fn doc_predicate(
        &self,
        segment: &SegmentReader,
    ) -> tantivy::Result<ConstOrVariableSegmentPredicate<Self::SegmentDocPredicate>> {
        let keys = column(segment, KEY)?;
        let start = first_at_most(keys.as_ref(), segment.max_doc(), self.high);
        let end = self
            .low
            .checked_sub(1)
            .map_or(segment.max_doc(), |below| first_at_most(keys.as_ref(), segment.max_doc(), below));
        if start >= end {
            return Ok(ConstOrVariableSegmentPredicate::Const(false));
        }
        let every: fn(DocId) -> bool = |_| true;
        Ok(ConstOrVariableSegmentPredicate::Variable {
            predicate: every,
            necessary_condition: Box::new(Together { doc: start, end }),
        })
    }
}

/// The documents `doc..end`.
struct Together {
    doc: DocId,
    end: DocId,
}

impl DocSet for Together {
    fn advance(&mut self) -> DocId {
        self.seek(self.doc.saturating_add(1))
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.doc = if target < self.end { target.max(self.doc) } else { TERMINATED };
        self.doc
    }

    fn doc(&self) -> DocId {
        self.doc
    }

    fn size_hint(&self) -> u32 {
        self.end.saturating_sub(self.doc)
    }
}

/// The column's value of every document: each of ours has exactly one.
pub fn column(segment: &SegmentReader, name: &str) -> tantivy::Result<Arc<dyn ColumnValues<u64>>> {
    Ok(segment.fast_fields().u64(name)?.values)
}

/// The first document whose key is at most `key`; keys fall from document to document.
pub fn first_at_most(keys: &dyn ColumnValues<u64>, end: DocId, key: u64) -> DocId {
    let (mut low, mut high) = (0, end);
    while low < high {
        let middle = low + (high - low) / 2;
        if keys.get_val(middle) > key {
            low = middle + 1;
        } else {
            high = middle;
        }
    }
    low
}
