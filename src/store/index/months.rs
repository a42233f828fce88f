//! The months of a segment: its documents stand in the order of their dates, so that the stories of one stand together.

use std::collections::BTreeMap;

use tantivy::DocId;
use tantivy::columnar::ColumnValues;

use crate::store::order;

/// Counts the stories of one segment by month. They have to come in order, in one block after another.
pub struct Months {
    /// Where each month ends, and its number ([`order::month`]), in the order of the segment.
    ends: Vec<(DocId, u16)>,
    counts: Vec<u64>,
    /// The month that was counted last.
    at: usize,
}

impl Months {
    /// `keys` fall from document to document.
    pub fn of(keys: &dyn ColumnValues<u64>, end: DocId) -> Months {
        let month = |doc| order::month(order::unpack(keys.get_val(doc)).when);
        let mut ends = Vec::new();
        let mut start = 0;
        while start < end {
            let this = month(start);
            let stop = first(start + 1, end, |doc| month(doc) != this);
            ends.push((stop, this));
            start = stop;
        }
        Months { counts: vec![0; ends.len()], ends, at: 0 }
    }

    pub fn count(&mut self, mut docs: &[DocId]) {
        while let (Some(last), Some((end, _))) = (docs.last(), self.ends.get(self.at)) {
            let here = if last < end { docs.len() } else { docs.partition_point(|doc| doc < end) };
            self.counts[self.at] += here as u64;
            docs = &docs[here..];
            self.at += usize::from(!docs.is_empty());
        }
    }

    pub fn add_to(&self, all: &mut BTreeMap<u16, u64>) {
        for ((_, month), stories) in self.ends.iter().zip(&self.counts).filter(|(_, stories)| **stories > 0) {
            *all.entry(*month).or_default() += stories;
        }
    }
}

/// The first document of `low..high` that is so, as all after it are; `high` where none is. Looked for in ever longer
/// steps: a month is a small part of most segments.
fn first(low: DocId, high: DocId, is: impl Fn(DocId) -> bool) -> DocId {
    let (mut low, mut high, mut step) = (low, high, 1024);
    while let Some(far) = low.checked_add(step).filter(|far| *far < high) {
        if is(far) {
            high = far;
            break;
        }
        (low, step) = (far + 1, step.saturating_mul(2));
    }
    while low < high {
        let middle = low + (high - low) / 2;
        if is(middle) {
            high = middle;
        } else {
            low = middle + 1;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_that_is_so_is_found_wherever_it_stands() {
        for at in [0, 1, 2, 1023, 1024, 1025, 3000, 9_998, 9_999, 10_000] {
            assert_eq!(first(0, 10_000, |doc| doc >= at), at);
        }
        assert_eq!((first(5, 5, |_| true), first(5, 9, |_| false)), (5, 9));
    }

    #[test]
    fn blocks_that_cross_the_end_of_a_month_are_counted_on_both_sides() {
        let mut months = Months { ends: vec![(3, 24_001), (4, 24_000), (9, 0)], counts: vec![0; 3], at: 0 };
        for block in [&[0, 2][..], &[], &[3, 4, 5], &[8]] {
            months.count(block);
        }
        let mut all = BTreeMap::from([(0, 1)]);
        months.add_to(&mut all);
        assert_eq!(all, BTreeMap::from([(24_001, 2), (24_000, 1), (0, 4)]));
    }
}
