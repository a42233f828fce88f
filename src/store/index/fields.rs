//! What the index knows of a story: its fields, and a story made into a document.

use tantivy::TantivyDocument;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, NumericOptions, Schema, TextFieldIndexing, TextOptions,
};

use super::parted::{PARTED, Words, starts};
use super::words::letters;
use super::{quotes, stems};
use crate::article::Article;
use crate::listing::Key;
use crate::place::Country;
use crate::stemming::Stemming;
use crate::store::order;
use crate::store::people::Voices;

pub const KEY: &str = "key";
pub const FACTS: &str = "facts";
pub const COUNTRY: &str = "country";
pub const SPOKEN: &str = "spoken";

/// Stands before the whole name of a source.
const NAMED: char = '=';
/// Characters of such a name that tell it from others.
const LONGEST_NAME: usize = 200;

/// Nothing is stored; what a list shows comes from SQLite.
#[derive(Debug, Clone, Copy)]
pub struct Fields {
    /// Headline, text and slug, with positions.
    pub text: Field,
    /// The headline again, for its weight in relevance.
    pub headline: Field,
    /// Quotations and their speakers: see [`quotes`].
    pub quotes: Field,
    /// The forms of its speakers' names, by number.
    pub speaker: Field,
    /// [`quotes::spoken`], one a quotation.
    pub spoken: Field,
    /// Places of the dateline.
    pub from: Field,
    /// Agency and source, and the source's [`named`] whole.
    pub by: Field,
    /// Of its desk.
    pub slug: Field,
    /// One behind the other.
    pub subject: Field,
    pub urgency: Field,
    /// The first one, two and three letters of every word, for live search.
    pub start: Field,
    /// Stems of its words: see [`stems`].
    pub stem: Field,
    /// Index bytes of the countries it is filed from or about.
    pub country: Field,
    /// [`order::pack`]ed; documents of a segment are sorted by it, newest first.
    pub key: Field,
    /// The story's number: what a document is replaced by.
    pub ord: Field,
    /// [`facts`].
    pub facts: Field,
}

pub fn schema() -> (Schema, Fields) {
    let mut builder = Schema::builder();
    let text = |record, norms| {
        let indexing =
            TextFieldIndexing::default().set_tokenizer(PARTED).set_index_option(record).set_fieldnorms(norms);
        TextOptions::default().set_indexing_options(indexing)
    };
    let positions = IndexRecordOption::WithFreqsAndPositions;
    let number = NumericOptions::default();
    let fields = Fields {
        text: builder.add_text_field("text", text(positions, true)),
        headline: builder.add_text_field("headline", text(positions, true)),
        quotes: builder.add_text_field("quotes", text(positions, false)),
        speaker: builder.add_u64_field("speaker", number.clone() | INDEXED),
        spoken: builder.add_u64_field(SPOKEN, number.clone() | FAST),
        from: builder.add_text_field("from", text(positions, false)),
        by: builder.add_text_field("by", text(positions, false)),
        slug: builder.add_text_field("slug", text(positions, false)),
        subject: builder.add_text_field("subject", text(positions, false)),
        urgency: builder.add_u64_field("urgency", number.clone() | INDEXED),
        start: builder.add_text_field("start", text(IndexRecordOption::Basic, false)),
        stem: builder.add_text_field("stem", text(IndexRecordOption::Basic, false)),
        country: builder.add_u64_field(COUNTRY, number.clone() | INDEXED | FAST),
        key: builder.add_u64_field(KEY, number.clone() | FAST),
        ord: builder.add_u64_field("ord", number.clone() | INDEXED),
        facts: builder.add_u64_field(FACTS, number | FAST),
    };
    (builder.build(), fields)
}

pub fn document(
    fields: &Fields,
    stemming: Stemming,
    key: Key,
    article: &Article,
    voices: &Voices,
) -> TantivyDocument {
    let mut document = TantivyDocument::default();
    let given = if article.headline.derived { "" } else { article.headline.text.as_str() };
    let text = body(article);
    let (headline, body) = (Words::of(given), Words::of(text));
    let slug = article.copy.desk.as_ref().and_then(|desk| desk.slug.as_deref());
    let slug = slug.map(Words::of).unwrap_or_default();
    // A headline that stands in the text is there already.
    if article.headline.span.is_none() {
        add(&mut document, fields.text, &headline);
    }
    add(&mut document, fields.text, &body);
    add(&mut document, fields.text, &slug);
    add(&mut document, fields.slug, &slug);
    add(&mut document, fields.start, &starts([&headline, &body, &slug]));
    add(&mut document, fields.stem, &stems::field(stemming, &article.lang, [given, text]));
    add(&mut document, fields.headline, &headline);
    quoted(&mut document, fields, article, voices);
    for place in article.dateline.iter().flat_map(|dateline| &dateline.places) {
        add(&mut document, fields.from, &Words::of(place.span.of(&article.copy.text)));
        if let Some(known) = &place.place {
            add(&mut document, fields.from, &Words::of(known.name));
        }
    }
    let agency = article.dateline.as_ref().and_then(|dateline| dateline.agency.as_deref());
    for name in agency.into_iter().chain(article.copy.source.as_deref()) {
        add(&mut document, fields.by, &Words::of(name));
    }
    if let Some(source) = &article.copy.source {
        let mut whole = Words::default();
        whole.push(&named(source));
        add(&mut document, fields.by, &whole);
    }
    if let Some(desk) = &article.copy.desk {
        desk.subjects.iter().for_each(|subject| add(&mut document, fields.subject, &Words::of(subject)));
        desk.urgency.into_iter().for_each(|urgency| document.add_u64(fields.urgency, urgency.into()));
    }
    let countries = article.under();
    for country in &countries {
        document.add_u64(fields.country, u64::from(country.index()));
    }
    document.add_u64(fields.key, order::pack(key));
    document.add_u64(fields.ord, u64::from(key.id.0));
    document.add_u64(fields.facts, facts(key, &countries));
    document
}

/// The whole name of a source as one word, which no word of a text is.
pub fn named(source: &str) -> String {
    let letters = letters(source);
    // A name without letters is told by its signs.
    let kept = if letters.is_empty() { source.split_whitespace().collect() } else { letters };
    format!("{NAMED}{}", kept.chars().take(LONGEST_NAME).collect::<String>())
}

fn quoted(document: &mut TantivyDocument, fields: &Fields, article: &Article, voices: &Voices) {
    add(document, fields.quotes, &quotes::field(article));
    let mut forms = std::collections::BTreeSet::new();
    for (quote, form) in article.quotes.iter().zip(voices) {
        let Some(form) = *form else { continue };
        document.add_u64(fields.spoken, quotes::spoken(form, quote));
        if forms.insert(form) {
            document.add_u64(fields.speaker, u64::from(form));
        }
    }
}

/// All that is counted of a story, and what marks go by, in one number: its own in the lower half; three countries, a
/// byte each, from the top down; [`MORE`] where there are more, which the country column then has. Its month follows
/// from where it stands.
///
/// With a country on top, stories that stand together differ as much as any, and tantivy keeps such a column plain, all
/// 64 bits of each: a stretch of it is read about as fast as memory.
fn facts(key: Key, countries: &[Country]) -> u64 {
    let first = (0..).zip(countries.iter().take(PLACES));
    let packed = first.fold(0, |sum, (place, country)| sum | u64::from(country.index()) << shift(place));
    packed | if countries.len() > PLACES { MORE } else { 0 } | u64::from(key.id.0)
}

/// Countries that the facts have room for.
pub const PLACES: usize = 3;
pub const MORE: u64 = 1 << 39;

fn shift(place: usize) -> usize {
    56 - 8 * place
}

/// The index byte of a country of the facts, 0 where there is none.
pub fn country(facts: u64, place: usize) -> u8 {
    (facts >> shift(place)) as u8
}

/// The number of the story that the facts are of.
pub fn ord(facts: u64) -> u32 {
    facts as u32
}

/// From the first part that was understood on: a stamp before it is no word of the story.
fn body(article: &Article) -> &str {
    let parts = [
        article.headline.span,
        article.byline.map(|byline| byline.span),
        article.dateline.as_ref().map(|dateline| dateline.span),
        article.paragraphs.first().copied(),
    ];
    let start = parts.into_iter().flatten().map(crate::article::Span::start).min().unwrap_or(0);
    let text = article.copy.in_bounds();
    text.get(start..).unwrap_or(text)
}

fn add(document: &mut TantivyDocument, field: Field, words: &Words) {
    if !words.is_empty() {
        document.add_text(field, words.as_str());
    }
}
