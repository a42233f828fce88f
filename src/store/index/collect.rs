//! What a search brings home: a page of keys, every story, counts. Segments are sorted, so a page stops early.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::columnar::ColumnValues;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED};

use super::fields::{COUNTRY, FACTS, KEY, MONTH, MORE, ORD};
use super::flags::{column, first_at_most};
use crate::listing::{Days, StoryId, Tally};
use crate::place::Country;
use crate::store::StoreError;
use crate::store::fault::Try;
use crate::store::marks::Bits;
use crate::store::order::{self, Walk};

/// Documents a backward walk looks at first; eight times more each time too few were found.
const WINDOW: u32 = 4096;

/// Documents stand close where so many at most are passed over for each.
const CLOSE: usize = 4;

/// What is searched, and for what.
pub struct Over<'a> {
    pub searcher: &'a Searcher,
    pub query: &'a dyn Query,
    /// What has to hold of every story beside: bits that are set, or not.
    pub marks: &'a [Marked<'a>],
    /// Asked between blocks of documents: true where nobody waits for the answer any more.
    pub stop: &'a dyn Fn() -> bool,
}

/// A mark, and whether stories have it.
pub type Marked<'a> = (&'a Bits, bool);

/// Stories of one segment that marks let through.
struct Sieve<'a> {
    segment: &'a SegmentReader,
    /// None where nothing is sifted by marks.
    ords: Option<Arc<dyn ColumnValues<u64>>>,
    marks: &'a [Marked<'a>],
}

impl<'a> Sieve<'a> {
    fn new(segment: &'a SegmentReader, marks: &'a [Marked<'a>]) -> Try<Sieve<'a>> {
        let ords = if marks.is_empty() { None } else { Some(column(segment, ORD)?) };
        Ok(Sieve { segment, ords, marks })
    }

    fn sifts(&self) -> bool {
        self.ords.is_some() || self.segment.has_deletes()
    }

    fn passes(&self, doc: DocId) -> bool {
        let marked = |ord: u64| self.marks.iter().all(|(bits, on)| bits.get(ord as u32) == *on);
        !self.segment.is_deleted(doc) && self.ords.as_ref().is_none_or(|ords| marked(ords.get_val(doc)))
    }

    fn sift(&self, docs: &[DocId], ords: &mut [u64; COLLECT_BLOCK_BUFFER_LEN], out: &mut Vec<DocId>) {
        out.clear();
        out.extend_from_slice(docs);
        if let Some(alive) = self.segment.alive_bitset() {
            out.retain(|doc| alive.is_alive(*doc));
        }
        if let Some(column) = &self.ords {
            column.get_vals(out, &mut ords[..out.len()]);
            for (bits, on) in self.marks {
                let mut kept = 0;
                for at in 0..out.len() {
                    (out[kept], ords[kept]) = (out[at], ords[at]);
                    kept += usize::from(bits.get(ords[at] as u32) == *on);
                }
                out.truncate(kept);
            }
        }
    }
}

/// At most `limit` packed keys in the order of the walk.
pub fn keys(over: &Over<'_>, walk: Walk, limit: usize) -> Try<Vec<u64>> {
    let Over { searcher, query, .. } = over;
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut out = Vec::new();
    for segment in searcher.segment_readers() {
        let keys = column(segment, KEY)?;
        let sieve = Sieve::new(segment, over.marks)?;
        let docs = if walk.down {
            let start = first_at_most(keys.as_ref(), segment.max_doc(), walk.from);
            forward(weight.as_ref(), &sieve, start..segment.max_doc(), limit)?
        } else {
            let end = walk
                .from
                .checked_sub(1)
                .map_or(segment.max_doc(), |below| first_at_most(keys.as_ref(), segment.max_doc(), below));
            backward(weight.as_ref(), &sieve, end, limit)?
        };
        out.extend(docs.into_iter().map(|doc| keys.get_val(doc)));
    }
    out.sort_unstable();
    if walk.down {
        out.reverse();
    }
    out.truncate(limit);
    Ok(out)
}

fn forward(
    weight: &dyn Weight,
    sieve: &Sieve<'_>,
    range: std::ops::Range<DocId>,
    limit: usize,
) -> Try<Vec<DocId>> {
    let mut out = Vec::new();
    if range.is_empty() {
        return Ok(out);
    }
    let mut docs = weight.scorer(sieve.segment, 1.0)?;
    let mut doc = docs.doc();
    if doc < range.start {
        doc = docs.seek(range.start);
    }
    while doc < range.end && doc != TERMINATED && out.len() < limit {
        if sieve.passes(doc) {
            out.push(doc);
        }
        doc = docs.advance();
    }
    Ok(out)
}

/// The last `limit` before `end`: searches run forward only, so ever larger windows are tried.
fn backward(weight: &dyn Weight, sieve: &Sieve<'_>, end: DocId, limit: usize) -> Try<Vec<DocId>> {
    let mut window = WINDOW;
    loop {
        let start = end.saturating_sub(window);
        let mut docs = forward(weight, sieve, start..end, usize::MAX)?;
        if start == 0 || docs.len() >= limit {
            docs.drain(..docs.len().saturating_sub(limit));
            return Ok(docs);
        }
        window = window.saturating_mul(8);
    }
}

/// The best `limit` keys, best first; newest first among equals.
pub fn best(over: &Over<'_>, limit: usize) -> Try<Vec<u64>> {
    let Over { searcher, query, .. } = over;
    let found = searcher.search(*query, &TopDocs::with_limit(limit).order_by_score())?;
    let columns = columns(searcher, KEY)?;
    let key = |(score, at): (f32, DocAddress)| (score, columns[at.segment_ord as usize].get_val(at.doc_id));
    let mut keys: Vec<(f32, u64)> = found.into_iter().map(key).collect();
    keys.sort_by(|a, b| b.0.total_cmp(&a.0).then(b.1.cmp(&a.1)));
    Ok(keys.into_iter().map(|(_, key)| key).collect())
}

/// Stories, unread ones, stories a country and a month, in one pass over two columns.
pub fn tally(over: &Over<'_>, read: &Bits) -> Try<Tally> {
    let searcher = over.searcher;
    let (ords, facts) = (columns(searcher, ORD)?, columns(searcher, FACTS)?);
    let more = |segment: &SegmentReader| segment.fast_fields().u64(COUNTRY);
    let more: Vec<_> = searcher.segment_readers().iter().map(more).collect::<Result<_, _>>()?;
    let mut counted = Counted::default();
    let (mut ord, mut fact) = ([0; COLLECT_BLOCK_BUFFER_LEN], [0; COLLECT_BLOCK_BUFFER_LEN]);
    let (none_read, mut row) = (read.ones() == 0, Vec::new());
    for_each(over, &mut |segment, docs| {
        let (ord, fact) = (&mut ord[..docs.len()], &mut fact[..docs.len()]);
        gather(facts[segment].as_ref(), docs, &mut row, fact);
        counted.stories += docs.len() as u64;
        if none_read {
            counted.unread += docs.len() as u64;
        } else {
            ords[segment].get_vals(docs, ord);
            counted.unread += ord.iter().map(|ord| u64::from(!read.get(*ord as u32))).sum::<u64>();
        }
        for (doc, fact) in docs.iter().zip(fact) {
            counted.month((*fact >> MONTH) as u16);
            if *fact & MORE == 0 {
                // A table for each place: most stories have no second country, and would wait for the one before.
                for (place, table) in counted.countries.iter_mut().enumerate() {
                    table[(*fact >> (8 * place) & 255) as usize] += 1;
                }
            } else {
                let all = more[segment].values_for_doc(*doc);
                all.for_each(|country| counted.countries[0][(country & 255) as usize] += 1);
            }
        }
    })?;
    Ok(counted.tally())
}

/// The column's values of these documents, which ascend. Where they stand close, all between are unpacked in one go,
/// which costs less for each than finding it.
fn gather(column: &dyn ColumnValues<u64>, docs: &[DocId], row: &mut Vec<u64>, out: &mut [u64]) {
    let (Some(first), Some(last)) = (docs.first(), docs.last()) else { return };
    let stretch = (last - first) as usize + 1;
    if stretch > CLOSE * docs.len() {
        return column.get_vals(docs, out);
    }
    row.resize(stretch, 0);
    column.get_range(u64::from(*first), row);
    for (out, doc) in out.iter_mut().zip(docs) {
        *out = row[(doc - first) as usize];
    }
}

struct Counted {
    stories: u64,
    unread: u64,
    /// By index byte, whether it is the first, second or third of its story; 0 is none.
    countries: [[u64; 256]; 3],
    months: BTreeMap<u16, u64>,
    /// A segment is sorted by date: one month comes many times on end.
    running: (u16, u64),
}

impl Default for Counted {
    fn default() -> Counted {
        Counted { stories: 0, unread: 0, countries: [[0; 256]; 3], months: BTreeMap::new(), running: (0, 0) }
    }
}

impl Counted {
    fn month(&mut self, month: u16) {
        if self.running.0 != month {
            self.month_ends();
            self.running = (month, 0);
        }
        self.running.1 += 1;
    }

    fn month_ends(&mut self) {
        let (month, stories) = self.running;
        *self.months.entry(month).or_default() += stories;
    }

    fn tally(mut self) -> Tally {
        self.month_ends();
        let named = |(index, count): (u8, u64)| Some((Country::from_index(index)?, count));
        let sum = |index: u8| self.countries.iter().map(|table| table[usize::from(index)]).sum();
        let countries = (1..=255).map(|index| (index, sum(index))).filter(|(_, count)| *count > 0);
        let months = self.months.iter().filter(|(_, stories)| **stories > 0);
        Tally {
            stories: self.stories,
            unread: self.unread,
            countries: countries.filter_map(named).collect(),
            months: months
                .filter_map(|(month, stories)| Some((order::first_of(*month)?, *stories)))
                .collect(),
        }
    }
}

/// Every story found, in no order.
pub fn ids(over: &Over<'_>) -> Try<Vec<StoryId>> {
    let ords = columns(over.searcher, ORD)?;
    let mut out = Vec::new();
    for_each(over, &mut |segment, docs| {
        out.extend(docs.iter().map(|doc| StoryId(ords[segment].get_val(*doc) as u32)));
    })?;
    Ok(out)
}

pub fn days(over: &Over<'_>) -> Try<Days> {
    let keys = columns(over.searcher, KEY)?;
    let mut out = Days::new();
    for_each(over, &mut |segment, docs| {
        for day in docs.iter().filter_map(|doc| order::date(order::unpack(keys[segment].get_val(*doc)).when))
        {
            *out.entry(day).or_default() += 1;
        }
    })?;
    Ok(out)
}

/// The highest number in the index.
pub fn last(searcher: &Searcher) -> Try<StoryId> {
    let mut last = 0;
    for ords in columns(searcher, ORD)? {
        last = last.max(ords.max_value());
    }
    Ok(StoryId(last as u32))
}

/// One column of every segment.
pub fn columns(searcher: &Searcher, name: &str) -> Try<Vec<Arc<dyn ColumnValues<u64>>>> {
    let columns = searcher.segment_readers().iter().map(|segment| column(segment, name));
    Ok(columns.collect::<tantivy::Result<_>>()?)
}

/// Hands out blocks of living documents, each with the number of its segment.
pub fn for_each(over: &Over<'_>, take: &mut dyn FnMut(usize, &[DocId])) -> Try<()> {
    let Over { searcher, query, marks, stop } = over;
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
    let mut ords = [0; COLLECT_BLOCK_BUFFER_LEN];
    let mut sifted = Vec::with_capacity(COLLECT_BLOCK_BUFFER_LEN);
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        let mut docs = weight.scorer(segment, 1.0)?;
        let sieve = Sieve::new(segment, marks)?;
        loop {
            if stop() {
                return Err(StoreError::Stopped.into());
            }
            let many = docs.fill_buffer(&mut block);
            if sieve.sifts() {
                sieve.sift(&block[..many], &mut ords, &mut sifted);
                take(number, &sifted);
            } else {
                take(number, &block[..many]);
            }
            if many < block.len() {
                break;
            }
        }
    }
    Ok(())
}
