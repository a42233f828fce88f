//! Speakers counted in the index: quotations a form of a name, and when and where they were said. No story is read.

use chrono::{Datelike, NaiveDate};
use tantivy::columnar::{Column, ColumnIndex};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocId, Searcher};

use super::collect::{Over, columns, for_each};
use super::fields::{FACTS, KEY, SPOKEN, country};
use super::quotes::speaking;
use crate::place::Country;
use crate::store::fault::Try;
use crate::store::order;

/// Quotations of one speaker by month and by country, in no order.
#[derive(Debug, Clone, Default)]
pub struct Spread {
    months: Vec<(NaiveDate, u64)>,
    countries: Vec<(u8, u64)>,
}

impl Spread {
    fn count(&mut self, month: Option<NaiveDate>, country: u8) {
        // Stories come newest first, so that a month is nearly always that of the one before.
        match (self.months.last_mut(), month) {
            (Some((last, count)), Some(month)) if *last == month => *count += 1,
            (_, Some(month)) => self.months.push((month, 1)),
            (_, None) => {}
        }
        match self.countries.iter().position(|(known, _)| *known == country) {
            Some(at) => self.countries[at].1 += 1,
            None if country > 0 => self.countries.push((country, 1)),
            None => {}
        }
    }

    /// By its first day, oldest first.
    pub fn months(&self) -> Vec<(NaiveDate, u64)> {
        let mut months = self.months.clone();
        months.sort_unstable();
        let same = months.chunk_by(|a, b| a.0 == b.0);
        same.map(|month| (month[0].0, month.iter().map(|(_, count)| count).sum())).collect()
    }

    /// Most first.
    pub fn countries(&self) -> Vec<(Country, u64)> {
        let named = |(index, count): &(u8, u64)| Some((Country::from_index(*index)?, *count));
        let mut countries: Vec<(Country, u64)> = self.countries.iter().filter_map(named).collect();
        countries.sort_by_key(|(country, count)| (std::cmp::Reverse(*count), *country));
        countries
    }
}

/// Quotations of at least this level a form, by its number.
pub fn counts(over: &Over<'_>, level: u64) -> Try<Vec<u64>> {
    let mut spoken = spoken(over.searcher)?;
    let mut counts = Vec::new();
    for_each(over, &mut |segment, docs| {
        let parts = if spoken[segment].together(docs) { vec![docs] } else { docs.chunks(1).collect() };
        for part in parts {
            for form in spoken[segment].of(part).iter().filter_map(|spoken| speaking(*spoken, level)) {
                let form = form as usize;
                if counts.len() <= form {
                    counts.resize(form + 1, 0);
                }
                counts[form] += 1;
            }
        }
    })?;
    Ok(counts)
}

/// Counts those of at least this level that `place` has a place for.
pub fn spread(
    over: &Over<'_>,
    level: u64,
    place: &dyn Fn(u32) -> Option<usize>,
    out: &mut [Spread],
) -> Try<()> {
    let searcher = over.searcher;
    let (mut spoken, keys, facts) = (spoken(searcher)?, columns(searcher, KEY)?, columns(searcher, FACTS)?);
    let (mut key, mut fact) = ([0; COLLECT_BLOCK_BUFFER_LEN], [0; COLLECT_BLOCK_BUFFER_LEN]);
    for_each(over, &mut |segment, docs| {
        keys[segment].get_vals(docs, &mut key[..docs.len()]);
        facts[segment].get_vals(docs, &mut fact[..docs.len()]);
        for ((doc, key), fact) in docs.chunks(1).zip(&key).zip(&fact) {
            let mut month = None;
            for form in spoken[segment].of(doc).iter().filter_map(|spoken| speaking(*spoken, level)) {
                let Some(spread) = place(form).and_then(|place| out.get_mut(place)) else { continue };
                let day = || order::date(order::unpack(*key).when).and_then(|day| day.with_day(1));
                spread.count(*month.get_or_insert_with(day), country(*fact, 0));
            }
        }
    })
}

/// What is spoken in the stories of one segment.
struct Spoken {
    column: Column<u64>,
    values: Vec<u64>,
}

impl Spoken {
    /// Nothing lies between these stories, nor between what is spoken in them.
    fn together(&self, docs: &[DocId]) -> bool {
        let (Some(first), Some(last)) = (docs.first(), docs.last()) else { return false };
        let follow = (last - first) as usize + 1 == docs.len();
        follow && matches!(self.column.index, ColumnIndex::Multivalued(_))
    }

    /// In one story, or in those that stand together.
    fn of(&mut self, docs: &[DocId]) -> &[u64] {
        let rows = |doc: Option<&DocId>| doc.map_or(0..0, |doc| self.column.index.value_row_ids(*doc));
        let (start, end) = (rows(docs.first()).start, rows(docs.last()).end);
        self.values.resize(end.saturating_sub(start) as usize, 0);
        if !self.values.is_empty() {
            self.column.values.get_range(u64::from(start), &mut self.values);
        }
        &self.values
    }
}

fn spoken(searcher: &Searcher) -> Try<Vec<Spoken>> {
    let of = |segment: &tantivy::SegmentReader| segment.fast_fields().u64(SPOKEN);
    let columns = searcher.segment_readers().iter().map(of);
    Ok(columns
        .map(|column| Ok(Spoken { column: column?, values: Vec::new() }))
        .collect::<tantivy::Result<_>>()?)
}
