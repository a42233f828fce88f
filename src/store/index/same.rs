//! Conditions that one and the same quotation has to satisfy: stories that have them all, and then by place.
//!
//! What tantivy has for words near each other reaches 255 places at most and knows no end of a quotation. Here a word
//! belongs to the last mark before it, so that a quotation may be as long as it likes.

use tantivy::postings::{Postings, SegmentPostings};
use tantivy::query::{EnableScoring, Explanation, Query, Scorer, Weight};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{DocId, DocSet, InvertedIndexReader, Score, SegmentReader, TERMINATED, Term};

use super::quotes::MARK;

/// Words that a beginning may stand for. Where it stands for more, any word of the story will do until more is typed.
const ENDINGS: usize = 1_024;

/// Words next to each other.
#[derive(Debug, Clone)]
pub struct Phrase {
    pub words: Vec<String>,
    /// The last one may go on.
    pub beginning: bool,
}

/// Each of `parts` in one quotation; a part is alternatives.
#[derive(Debug)]
pub struct Same {
    pub field: Field,
    pub parts: Vec<Vec<Phrase>>,
    /// Stories that satisfy each part somewhere.
    pub candidates: Box<dyn Query>,
}

impl Clone for Same {
    fn clone(&self) -> Same {
        Same { field: self.field, parts: self.parts.clone(), candidates: self.candidates.box_clone() }
    }
}

impl Query for Same {
    fn weight(&self, scoring: EnableScoring<'_>) -> tantivy::Result<Box<dyn Weight>> {
        let candidates = self.candidates.weight(scoring)?;
        Ok(Box::new(SameWeight { field: self.field, parts: self.parts.clone(), candidates }))
    }
}

struct SameWeight {
    field: Field,
    parts: Vec<Vec<Phrase>>,
    candidates: Box<dyn Weight>,
}

impl Weight for SameWeight {
    fn scorer(&self, segment: &SegmentReader, boost: Score) -> tantivy::Result<Box<dyn Scorer>> {
        let index = segment.inverted_index(self.field)?;
        let mut parts = Vec::with_capacity(self.parts.len());
        for part in &self.parts {
            let spelled = part.iter().map(|phrase| Spelled::of(&index, self.field, phrase));
            parts.push(spelled.collect::<tantivy::Result<Vec<_>>>()?);
        }
        let mut docs = SameDocs {
            marks: postings(&index, self.field, MARK)?,
            parts,
            candidates: self.candidates.scorer(segment, boost)?,
        };
        docs.settle();
        Ok(Box::new(docs))
    }

    fn explain(&self, segment: &SegmentReader, doc: DocId) -> tantivy::Result<Explanation> {
        self.candidates.explain(segment, doc)
    }
}

struct SameDocs {
    marks: Option<SegmentPostings>,
    parts: Vec<Vec<Spelled>>,
    candidates: Box<dyn Scorer>,
}

impl SameDocs {
    /// On to the next candidate that holds, where this one does not.
    fn settle(&mut self) -> DocId {
        let mut doc = self.candidates.doc();
        while doc != TERMINATED && !self.holds(doc) {
            doc = self.candidates.advance();
        }
        doc
    }

    fn holds(&mut self, doc: DocId) -> bool {
        let Some(marks) = &mut self.marks else { return false };
        let Some(marks) = places(marks, doc) else { return false };
        let mut left: Option<Vec<usize>> = None;
        for part in &mut self.parts {
            let mut found = Vec::new();
            for phrase in part {
                match phrase.places(doc) {
                    Places::Anywhere => found.extend(1..=marks.len()),
                    Places::At(places) => {
                        found.extend(places.iter().map(|place| marks.partition_point(|mark| mark < place)));
                    }
                }
            }
            left = Some(match left {
                Some(left) => left.into_iter().filter(|quotation| found.contains(quotation)).collect(),
                None => found,
            });
            if left.as_ref().is_some_and(Vec::is_empty) {
                return false;
            }
        }
        true
    }
}

impl DocSet for SameDocs {
    fn advance(&mut self) -> DocId {
        self.candidates.advance();
        self.settle()
    }

    fn seek(&mut self, target: DocId) -> DocId {
        self.candidates.seek(target);
        self.settle()
    }

    fn doc(&self) -> DocId {
        self.candidates.doc()
    }

    fn size_hint(&self) -> u32 {
        self.candidates.size_hint()
    }

    fn cost(&self) -> u64 {
        self.candidates.cost()
    }
}

impl Scorer for SameDocs {
    fn score(&mut self) -> Score {
        self.candidates.score()
    }
}

/// A phrase in one segment.
struct Spelled {
    /// The places of each word; none where the segment lacks it.
    words: Vec<Option<SegmentPostings>>,
    /// What a beginning stands for, behind the words.
    ends: Option<Ends>,
}

enum Ends {
    Words(Vec<SegmentPostings>),
    TooMany,
}

enum Places {
    At(Vec<u32>),
    Anywhere,
}

impl Spelled {
    fn of(index: &InvertedIndexReader, field: Field, phrase: &Phrase) -> tantivy::Result<Spelled> {
        let (whole, begun) = match phrase.words.split_last() {
            Some((last, whole)) if phrase.beginning => (whole, Some(last)),
            _ => (phrase.words.as_slice(), None),
        };
        let words = whole.iter().map(|word| postings(index, field, word)).collect::<tantivy::Result<_>>()?;
        let ends = begun.map(|begun| ends(index, begun)).transpose()?;
        Ok(Spelled { words, ends })
    }

    /// Where it begins in a story.
    fn places(&mut self, doc: DocId) -> Places {
        let mut found: Option<Vec<u32>> = None;
        let narrow = |found: Option<Vec<u32>>, offset: u32, mut places: Vec<u32>| {
            places = places.into_iter().filter_map(|place| place.checked_sub(offset)).collect();
            Some(match found {
                Some(found) => found.into_iter().filter(|place| places.contains(place)).collect(),
                None => places,
            })
        };
        for (offset, word) in (0..).zip(&mut self.words) {
            let Some(places) = word.as_mut().and_then(|word| places(word, doc)) else {
                return Places::At(Vec::new());
            };
            found = narrow(found, offset, places);
        }
        let offset = self.words.len() as u32;
        match &mut self.ends {
            Some(Ends::Words(words)) => {
                let ends = words.iter_mut().filter_map(|word| places(word, doc)).flatten().collect();
                found = narrow(found, offset, ends);
            }
            Some(Ends::TooMany) if found.is_none() => return Places::Anywhere,
            _ => {}
        }
        Places::At(found.unwrap_or_default())
    }
}

fn places(word: &mut SegmentPostings, doc: DocId) -> Option<Vec<u32>> {
    if word.doc() < doc {
        word.seek(doc);
    }
    let mut places = Vec::new();
    (word.doc() == doc).then(|| {
        word.positions(&mut places);
        places
    })
}

fn postings(
    index: &InvertedIndexReader,
    field: Field,
    word: &str,
) -> tantivy::Result<Option<SegmentPostings>> {
    let term = Term::from_field_text(field, word);
    Ok(index.read_postings(&term, IndexRecordOption::WithFreqsAndPositions)?)
}

fn ends(index: &InvertedIndexReader, begun: &str) -> tantivy::Result<Ends> {
    let past = format!("{begun}{}", char::MAX);
    let mut stream = index.terms().range().ge(begun.as_bytes()).lt(past.as_bytes()).into_stream()?;
    let mut words = Vec::new();
    while stream.advance() {
        if words.len() == ENDINGS {
            return Ok(Ends::TooMany);
        }
        let option = IndexRecordOption::WithFreqsAndPositions;
        words.push(index.read_postings_from_terminfo(stream.value(), option)?);
    }
    Ok(Ends::Words(words))
}
