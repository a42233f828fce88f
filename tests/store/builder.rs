//! Articles and queries made directly, as a test's data.

use chrono::{DateTime, NaiveDate};
use dateline::article::{
    About, Article, Choice, Dateline, DatelinePlace, Headline, Known, Quote, RawCopy, Span, Speaker, Via,
};
use dateline::listing::{Row, StoryId, Stretch};
use dateline::place::Country;
use dateline::query::{Expr, Query, Term};
use dateline::store::Library;

/// A story with an id of its own and nothing else known.
pub fn story(id: &str, text: &str) -> Article {
    let copy =
        RawCopy { id: Some(id.to_owned()), source: Some("wire".to_owned()), ..RawCopy::from_text(text) };
    Article {
        headline: Headline { text: text.chars().take(40).collect(), derived: true, span: None },
        date: None,
        lang: "en".to_owned(),
        byline: None,
        dateline: None,
        countries: Vec::new(),
        paragraphs: Span::new(text, 0..text.len()).into_iter().collect(),
        quotes: Vec::new(),
        notes: Vec::new(),
        copy,
    }
}

pub fn stories(range: std::ops::Range<u32>) -> Vec<Article> {
    range.map(|n| story(&n.to_string(), &format!("story number {n}")).on("2019-12-13")).collect()
}

/// Stories as a wire sends them, parsed.
pub fn wired(range: std::ops::Range<u32>) -> Vec<Article> {
    let story = |n: u32| {
        let text =
            format!("BAKU, June 1 (Meridian) - Story {n} tells of trams.\n\n\"They run,\" said Aliyev.");
        let id = Some(n.to_string());
        dateline::article::parse(RawCopy { id, source: Some("wire".to_owned()), ..RawCopy::from_text(text) })
    };
    range.map(story).collect()
}

/// Stories of about `size` bytes that hardly pack.
pub fn bulky(range: std::ops::Range<u32>, size: usize) -> Vec<Article> {
    let story = |n: u32| {
        let (mut noise, mut text) = (Noise::new(u64::from(n)), format!("trams {n}"));
        while text.len() < size {
            text = text + " " + &noise.next().to_string();
        }
        story(&n.to_string(), &text).on("2019-12-13")
    };
    range.map(story).collect()
}

/// Numbers that look like chance and are the same each time.
pub struct Noise(u64);

impl Noise {
    pub fn new(seed: u64) -> Noise {
        Noise(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) | 1)
    }

    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0
    }

    pub fn below(&mut self, end: u64) -> u64 {
        (self.next() >> 11) % end
    }
}

/// Nothing ails the library, and nobody is about to write its index.
pub fn well(library: &Library) {
    let examined = library.examine(&mut |_, _, _| {}).unwrap();
    assert!(examined.found.is_empty() && examined.under_way == 0, "{examined:?}");
    assert_eq!(examined.stories, library.len().unwrap());
}

pub trait Made: Sized {
    fn on(self, date: &str) -> Self;
    fn at(self, moment: &str) -> Self;
    fn titled(self, title: &str) -> Self;
    fn about(self, codes: &[&str]) -> Self;
    fn filed(self, place: &str, agency: &str) -> Self;
    fn says(self, mention: &str, name: &str) -> Self;
    /// A quotation at these bytes, and who is mentioned as its speaker.
    fn quotes(self, said: std::ops::Range<usize>, mention: &str, name: &str, confidence: f32) -> Self;
    /// What the story tells of the speaker of its last quotation.
    fn known(self, known: Known) -> Self;
}

impl Made for Article {
    fn on(mut self, date: &str) -> Article {
        self.date = Some(day(date));
        self.copy.date = self.date;
        self
    }

    fn at(mut self, moment: &str) -> Article {
        self.copy.published = Some(moment.parse::<DateTime<chrono::Utc>>().unwrap());
        self
    }

    fn titled(mut self, title: &str) -> Article {
        self.copy.title = Some(title.to_owned());
        self.headline = Headline { text: title.to_owned(), derived: false, span: None };
        self
    }

    fn about(mut self, codes: &[&str]) -> Article {
        let about = |code: &&str| About { country: country(code), score: 5.0, because: Vec::new() };
        self.countries = codes.iter().map(about).collect();
        self
    }

    fn filed(mut self, place: &str, agency: &str) -> Article {
        let span = span(&self.copy.text, place);
        self.dateline = Some(Dateline {
            span,
            places: vec![DatelinePlace { span, place: None }],
            day: None,
            agency: Some(agency.to_owned()),
            country: None,
            via: Via::Agency,
            choice: Choice::Unknown,
        });
        self
    }

    fn says(mut self, mention: &str, name: &str) -> Article {
        let span = span(&self.copy.text, mention);
        let speaker = Some(Speaker { span, name: Some(name.to_owned()), known: Known::default() });
        self.quotes.push(Quote { span, cue: None, speaker, confidence: 1.0 });
        self
    }

    fn quotes(mut self, said: std::ops::Range<usize>, mention: &str, name: &str, confidence: f32) -> Article {
        let mention = span(&self.copy.text, mention);
        let speaker = Some(Speaker { span: mention, name: Some(name.to_owned()), known: Known::default() });
        let span = Span::new(&self.copy.text, said).unwrap();
        self.quotes.push(Quote { span, cue: None, speaker, confidence });
        self
    }

    fn known(mut self, known: Known) -> Article {
        let speaker = self.quotes.last_mut().and_then(|quote| quote.speaker.as_mut());
        speaker.unwrap().known = known;
        self
    }
}

fn span(text: &str, part: &str) -> Span {
    let start = text.find(part).unwrap();
    Span::new(text, start..start + part.len()).unwrap()
}

pub fn country(code: &str) -> Country {
    Country::from_code(code).unwrap()
}

pub fn day(date: &str) -> NaiveDate {
    date.parse().unwrap()
}

pub fn only(term: Term) -> Query {
    Query { all: vec![Expr::Term(term)], ..Query::default() }
}

pub fn word(text: &str) -> Query {
    only(Term::Word { text: text.to_owned(), beginning: false })
}

pub fn typed(text: &str) -> Query {
    only(Term::Word { text: text.to_owned(), beginning: true })
}

/// A library in a folder of its own, with its index open.
pub fn library() -> (tempfile::TempDir, Library) {
    let dir = tempfile::tempdir().unwrap();
    let mut library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    (dir, library)
}

/// Numbers of the stories under `query`, in list order.
pub fn found(library: &Library, query: &Query) -> Vec<u32> {
    numbers(&library.page(query, Stretch::First, usize::MAX).unwrap())
}

pub fn numbers(rows: &[Row]) -> Vec<u32> {
    rows.iter().map(|row| row.id().0).collect()
}

pub fn ids(numbers: impl IntoIterator<Item = u32>) -> Vec<StoryId> {
    numbers.into_iter().map(StoryId).collect()
}
