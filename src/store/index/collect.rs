//! What a search brings home: a page of keys, every story, counts. Segments are sorted, so a page stops early.

use std::collections::BTreeMap;
use std::sync::Arc;

use tantivy::collector::TopDocs;
use tantivy::columnar::ColumnValues;
use tantivy::query::{EnableScoring, Query, Weight};
use tantivy::schema::Field;
use tantivy::{COLLECT_BLOCK_BUFFER_LEN, DocAddress, DocId, DocSet, Searcher, SegmentReader, TERMINATED};

use super::fields::{self, COUNTRY, FACTS, KEY, MORE, PLACES, ord};
use super::flags::{column, first_at_most};
use super::months::Months;
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
    /// None where nobody asks for them.
    facts: Option<Arc<dyn ColumnValues<u64>>>,
    marks: &'a [Marked<'a>],
    /// A stretch of the column.
    row: Vec<u64>,
}

impl<'a> Sieve<'a> {
    /// Counting needs the facts where no mark does.
    fn new(segment: &'a SegmentReader, marks: &'a [Marked<'a>], counting: bool) -> Try<Sieve<'a>> {
        let facts = if counting || !marks.is_empty() { Some(column(segment, FACTS)?) } else { None };
        Ok(Sieve { segment, facts, marks, row: Vec::new() })
    }

    fn passes(&self, doc: DocId) -> bool {
        let marked = |facts: u64| self.marks.iter().all(|(bits, on)| bits.get(ord(facts)) == *on);
        !self.segment.is_deleted(doc) && self.facts.as_ref().is_none_or(|facts| marked(facts.get_val(doc)))
    }

    /// Leaves those of the documents, which ascend, that pass, with the facts of each where there are any.
    fn sift<'b>(&mut self, docs: &'b mut [DocId], facts: &'b mut [u64]) -> (&'b [DocId], &'b [u64]) {
        let mut many = docs.len();
        if let Some(alive) = self.segment.alive_bitset() {
            many = keep(docs, facts, many, |doc, _| alive.is_alive(doc));
        }
        let Some(column) = &self.facts else { return (&docs[..many], &[]) };
        gather(column.as_ref(), &docs[..many], &mut self.row, &mut facts[..many]);
        for (bits, on) in self.marks {
            many = keep(docs, facts, many, |_, facts| bits.get(ord(facts)) == *on);
        }
        (&docs[..many], &facts[..many])
    }
}

/// Moves those of the first `many` that are so to the front, and tells how many they are. No step depends on the answer
/// before: half of all stories may be read.
fn keep(docs: &mut [DocId], facts: &mut [u64], many: usize, is: impl Fn(DocId, u64) -> bool) -> usize {
    let mut kept = 0;
    for at in 0..many {
        let (doc, fact) = (docs[at], facts[at]);
        (docs[kept], facts[kept]) = (doc, fact);
        kept += usize::from(is(doc, fact));
    }
    kept
}

/// At most `limit` packed keys in the order of the walk.
pub fn keys(over: &Over<'_>, walk: Walk, limit: usize) -> Try<Vec<u64>> {
    let Over { searcher, query, .. } = over;
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut out = Vec::new();
    for segment in searcher.segment_readers() {
        let keys = column(segment, KEY)?;
        let sieve = Sieve::new(segment, over.marks, false)?;
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

/// Stories, unread ones, stories a country and a month, in one pass over one column.
pub fn tally(over: &Over<'_>, read: &Bits) -> Try<Tally> {
    let searcher = over.searcher;
    let more = |segment: &SegmentReader| segment.fast_fields().u64(COUNTRY);
    let more: Vec<_> = searcher.segment_readers().iter().map(more).collect::<Result<_, _>>()?;
    let keys = columns(searcher, KEY)?.into_iter().zip(searcher.segment_readers());
    let mut months: Vec<Months> =
        keys.map(|(keys, segment)| Months::of(keys.as_ref(), segment.max_doc())).collect();
    let mut counted = Counted::default();
    for_each_block(over, true, &mut |segment, docs, facts| {
        counted.stories += docs.len() as u64;
        counted.unread += facts.iter().map(|facts| u64::from(!read.get(ord(*facts)))).sum::<u64>();
        months[segment].count(docs);
        for (doc, facts) in docs.iter().zip(facts) {
            if *facts & MORE == 0 {
                // A table for each place: most stories have no second country, and would wait for the one before.
                for (place, table) in counted.countries.iter_mut().enumerate() {
                    table[usize::from(fields::country(*facts, place))] += 1;
                }
            } else {
                let all = more[segment].values_for_doc(*doc);
                all.for_each(|country| counted.countries[0][(country & 255) as usize] += 1);
            }
        }
    })?;
    for months in &months {
        months.add_to(&mut counted.months);
    }
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
    countries: [[u64; 256]; PLACES],
    months: BTreeMap<u16, u64>,
}

impl Default for Counted {
    fn default() -> Counted {
        Counted { stories: 0, unread: 0, countries: [[0; 256]; PLACES], months: BTreeMap::new() }
    }
}

impl Counted {
    fn tally(self) -> Tally {
        let named = |(index, count): (u8, u64)| Some((Country::from_index(index)?, count));
        let sum = |index: u8| self.countries.iter().map(|table| table[usize::from(index)]).sum();
        let countries = (1..=255).map(|index| (index, sum(index))).filter(|(_, count)| *count > 0);
        let months =
            self.months.iter().filter_map(|(month, stories)| Some((order::first_of(*month)?, *stories)));
        Tally {
            stories: self.stories,
            unread: self.unread,
            countries: countries.filter_map(named).collect(),
            months: months.collect(),
        }
    }
}

/// Every story found, in no order.
pub fn ids(over: &Over<'_>) -> Try<Vec<StoryId>> {
    let mut out = Vec::new();
    for_each_block(over, true, &mut |_, _, facts| {
        out.extend(facts.iter().map(|facts| StoryId(ord(*facts))));
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

/// The highest number in the index, of those it ever held.
pub fn last(searcher: &Searcher, field: Field) -> Try<StoryId> {
    let mut last = 0;
    for segment in searcher.segment_readers() {
        let index = segment.inverted_index(field)?;
        let (terms, mut term) = (index.terms(), Vec::new());
        // Numbers stand in the order of their bytes, the highest last.
        if let Some(end) = (terms.num_terms() as u64).checked_sub(1)
            && terms.ord_to_term(end, &mut term)?
            && let Ok(bytes) = term.as_slice().try_into()
        {
            last = last.max(u64::from_be_bytes(bytes));
        }
    }
    Ok(StoryId(u32::try_from(last).unwrap_or(0)))
}

/// One column of every segment.
pub fn columns(searcher: &Searcher, name: &str) -> Try<Vec<Arc<dyn ColumnValues<u64>>>> {
    let columns = searcher.segment_readers().iter().map(|segment| column(segment, name));
    Ok(columns.collect::<tantivy::Result<_>>()?)
}

/// Hands out blocks of living documents, each with the number of its segment.
pub fn for_each(over: &Over<'_>, take: &mut dyn FnMut(usize, &[DocId])) -> Try<()> {
    for_each_block(over, false, &mut |segment, docs, _| take(segment, docs))
}

/// Hears the number of a segment, a block of its documents and the facts of each.
type Take<'a> = dyn FnMut(usize, &[DocId], &[u64]) + 'a;

/// The same with the facts of each, where `counting` asks for them.
fn for_each_block(over: &Over<'_>, counting: bool, take: &mut Take<'_>) -> Try<()> {
    let Over { searcher, query, marks, stop } = over;
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
    let mut facts = [0; COLLECT_BLOCK_BUFFER_LEN];
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        let mut docs = weight.scorer(segment, 1.0)?;
        let mut sieve = Sieve::new(segment, marks, counting)?;
        loop {
            if stop() {
                return Err(StoreError::Stopped.into());
            }
            let many = docs.fill_buffer(&mut block);
            let (docs, facts) = sieve.sift(&mut block[..many], &mut facts[..many]);
            take(number, docs, facts);
            if many < COLLECT_BLOCK_BUFFER_LEN {
                break;
            }
        }
    }
    Ok(())
}
