//! A story and its parts: raw copy in, [`Article`] out. One file a part; each stage is pure and never fails.

pub mod byline;
pub mod cite;
mod cited;
pub mod copy;
pub mod correction;
pub mod country;
mod dash;
pub mod dateline;
pub mod desk;
mod head;
pub mod headline;
pub mod interchange;
mod lang;
mod marks;
pub mod note;
pub mod paragraph;
mod parse;
mod quick;
pub mod quote;
pub mod release;
mod scan;
pub mod span;
pub mod speaker;
pub mod stamp;
mod transcript;
pub mod version;
mod whereabouts;

use chrono::NaiveDate;

use crate::place::Country;
pub use byline::Byline;
pub use copy::RawCopy;
pub use correction::{Correction, Filed};
pub use country::{About, Because, Part};
pub use dateline::{Choice, Dateline, DatelinePlace, MonthDay, Via};
pub use desk::{Desk, Earlier, Located, Status};
pub use headline::Headline;
pub use note::{Note, Topic};
pub use parse::{parse, parse_from};
pub use quote::Quote;
pub use release::{Embargo, Release};
pub use span::Span;
pub use speaker::{Calling, Known, Speaker};
pub use whereabouts::{Whereabouts, paragraphs, whereabouts};

/// A story as the parser understands it. Every [`Span`] is a byte range into `copy.text`.
#[derive(Debug, Clone, PartialEq)]
pub struct Article {
    /// What was received, untouched.
    pub copy: RawCopy,
    /// The given headline, or one made from the lede (`derived`).
    pub headline: Headline,
    /// The copy's own date, else the stamp in the text, else unknown.
    pub date: Option<NaiveDate>,
    /// BCP 47 tag, as given or guessed.
    pub lang: String,
    pub byline: Option<Byline>,
    pub dateline: Option<Dateline>,
    /// The countries the story is about, best first.
    pub countries: Vec<About>,
    /// Body text only: no stamp, headline, byline or dateline.
    pub paragraphs: Vec<Span>,
    /// In the order of the text.
    pub quotes: Vec<Quote>,
    /// What could not be understood, and why.
    pub notes: Vec<Note>,
}

impl Article {
    /// The country of its dateline.
    pub fn filed(&self) -> Option<Country> {
        self.dateline.as_ref().and_then(|dateline| dateline.country)
    }

    /// The countries it is filed from or about, each once, the dateline's first: what it stands under.
    pub fn under(&self) -> Vec<Country> {
        let mut out: Vec<Country> = Vec::new();
        for country in self.filed().into_iter().chain(self.countries.iter().map(|about| about.country)) {
            if country.index() != 0 && !out.contains(&country) {
                out.push(country);
            }
        }
        out
    }
}
