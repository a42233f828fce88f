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

/// What is searched, and for what.
pub struct Over<'a> {
    pub searcher: &'a Searcher,
    pub query: &'a dyn Query,
    /// Asked between blocks of documents: true where nobody waits for the answer any more.
    pub stop: &'a dyn Fn() -> bool,
}

/// At most `limit` packed keys in the order of the walk.
pub fn keys(over: &Over<'_>, walk: Walk, limit: usize) -> Try<Vec<u64>> {
    let Over { searcher, query, .. } = over;
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut out = Vec::new();
    for segment in searcher.segment_readers() {
        let keys = column(segment, KEY)?;
        let docs = if walk.down {
            let start = first_at_most(keys.as_ref(), segment.max_doc(), walk.from);
            forward(weight.as_ref(), segment, start..segment.max_doc(), limit)?
        } else {
            let end = walk
                .from
                .checked_sub(1)
                .map_or(segment.max_doc(), |below| first_at_most(keys.as_ref(), segment.max_doc(), below));
            backward(weight.as_ref(), segment, end, limit)?
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
    segment: &SegmentReader,
    range: std::ops::Range<DocId>,
    limit: usize,
) -> Try<Vec<DocId>> {
    let mut out = Vec::new();
    if range.is_empty() {
        return Ok(out);
    }
    let mut docs = weight.scorer(segment, 1.0)?;
    let mut doc = docs.doc();
    if doc < range.start {
        doc = docs.seek(range.start);
    }
    while doc < range.end && doc != TERMINATED && out.len() < limit {
        if !segment.is_deleted(doc) {
            out.push(doc);
        }
        doc = docs.advance();
    }
    Ok(out)
}

/// The last `limit` before `end`: searches run forward only, so ever larger windows are tried.
fn backward(weight: &dyn Weight, segment: &SegmentReader, end: DocId, limit: usize) -> Try<Vec<DocId>> {
    let mut window = WINDOW;
    loop {
        let start = end.saturating_sub(window);
        let mut docs = forward(weight, segment, start..end, usize::MAX)?;
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
    for_each(over, &mut |segment, docs| {
        ords[segment].get_vals(docs, &mut ord[..docs.len()]);
        facts[segment].get_vals(docs, &mut fact[..docs.len()]);
        counted.stories += docs.len() as u64;
        for ((doc, ord), fact) in docs.iter().zip(&ord).zip(&fact) {
            counted.unread += u64::from(!read.get(*ord as u32));
            counted.month((fact >> MONTH) as u16);
            if fact & MORE == 0 {
                for place in 0..3 {
                    counted.countries[(fact >> (8 * place) & 255) as usize] += 1;
                }
            } else {
                let all = more[segment].values_for_doc(*doc);
                all.for_each(|country| counted.countries[(country & 255) as usize] += 1);
            }
        }
    })?;
    Ok(counted.tally())
}

struct Counted {
    stories: u64,
    unread: u64,
    /// By index byte; 0 is none.
    countries: [u64; 256],
    months: BTreeMap<u16, u64>,
    /// A segment is sorted by date: one month comes many times on end.
    running: (u16, u64),
}

impl Default for Counted {
    fn default() -> Counted {
        Counted { stories: 0, unread: 0, countries: [0; 256], months: BTreeMap::new(), running: (0, 0) }
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
        let countries = (1..=255).zip(self.countries.into_iter().skip(1)).filter(|(_, count)| *count > 0);
        let months = self.months.into_iter().filter(|(_, stories)| *stories > 0);
        Tally {
            stories: self.stories,
            unread: self.unread,
            countries: countries.filter_map(named).collect(),
            months: months.filter_map(|(month, stories)| Some((order::first_of(month)?, stories))).collect(),
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
    let Over { searcher, query, stop } = over;
    let weight = query.weight(EnableScoring::disabled_from_searcher(searcher))?;
    let mut block = [0; COLLECT_BLOCK_BUFFER_LEN];
    let mut living = Vec::with_capacity(COLLECT_BLOCK_BUFFER_LEN);
    for (number, segment) in searcher.segment_readers().iter().enumerate() {
        let mut docs = weight.scorer(segment, 1.0)?;
        loop {
            if stop() {
                return Err(StoreError::Stopped.into());
            }
            let many = docs.fill_buffer(&mut block);
            if let Some(alive) = segment.alive_bitset() {
                living.clear();
                living.extend(block[..many].iter().copied().filter(|doc| alive.is_alive(*doc)));
                take(number, &living);
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
