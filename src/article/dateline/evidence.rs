//! What a story tells of where it was filed, beside its dateline: the countries and regions it names, its source.

use std::collections::BTreeMap;
use std::ops::Range;

use super::agency;
use super::line::Draft;
use crate::article::cited::{Citation, Cited, is_city};
use crate::article::country::Part;
use crate::article::scan::floor;
use crate::place::{Country, Home, MentionKind, Place, exactly, fold, regions};

/// What a story tells of where it was filed, beside its dateline.
#[derive(Debug, Default)]
pub(in crate::article) struct Evidence {
    /// How strongly the text names each country.
    pub countries: BTreeMap<Country, f32>,
    /// States and provinces that it names.
    pub regions: Vec<(Country, &'static str)>,
    /// Where the source is known to write from.
    pub home: Option<Home>,
    /// The country of an agency that writes for one country.
    pub agency_home: Option<Country>,
    /// What is read for neighbour towns.
    pub body: Range<usize>,
    /// It names counties as papers of the United States do.
    counties: bool,
    /// No agency that the table has: the story is the source's own.
    pub own: bool,
    /// Without an agency and a day it is a local paper's dateline, which means the town nearby.
    pub local: bool,
}

/// Neighbour towns are looked for in this much of the body, in bytes.
const NEIGHBOURS_READ: usize = 2_000;
/// One mention counts so much for its country, by the part it stands in; the body's no more than [`BODY_MOST`] in all.
const HEADLINE: f32 = 2.0;
const LEDE: f32 = 1.5;
const BODY: f32 = 0.6;
const BODY_MOST: f32 = 3.0;

impl Evidence {
    pub fn of(text: &str, draft: &Draft, cited: &Cited, home: Option<Home>) -> Evidence {
        let body = draft.end..floor(text, draft.end + NEIGHBOURS_READ);
        let local = draft.agency.is_none() && draft.day.is_none();
        let own = draft.agency.as_deref().is_none_or(|mark| agency::named(mark).is_none());
        let mut evidence = Evidence { home, body, own, local, ..Evidence::default() };
        let mut body: BTreeMap<Country, f32> = BTreeMap::new();
        let counties = us_counties(text);
        evidence.counties = counties.is_some();
        evidence.countries.extend(counties);
        let own: Vec<String> = draft.places.iter().map(|p| fold(&text[p.span.clone()])).collect();
        for Citation { mention, part, span, .. } in &cited.list {
            // The town itself says nothing of which of its namesakes it is.
            if is_city(mention.kind) && span.is_some_and(|span| own.contains(&fold(span.of(text)))) {
                continue;
            }
            let gain = match part {
                Part::Headline => HEADLINE,
                Part::Lede => LEDE,
                Part::Body | Part::Dateline => {
                    let so_far = body.entry(mention.country).or_default();
                    let gain = BODY.min(BODY_MOST - *so_far);
                    *so_far += gain;
                    gain
                }
            };
            *evidence.countries.entry(mention.country).or_default() += gain;
            if let (MentionKind::Region, Some(span)) = (mention.kind, span) {
                let named = regions(span.of(text));
                evidence.regions.extend(named.filter_map(|r| Some((r.country?, r.admin1?))));
            }
        }
        evidence
    }

    /// What the agency's home alone tells.
    pub fn of_the_agency(&self) -> Evidence {
        Evidence { agency_home: self.agency_home, ..Evidence::default() }
    }

    /// What the source's home alone tells.
    pub fn of_the_source(&self) -> Evidence {
        Evidence { home: self.home, own: self.own, ..Evidence::default() }
    }

    /// In a local paper's story the text names this place's region, or a county, and `first`'s country not at all: a
    /// story filed abroad would.
    pub fn instead(&self, first: Country, place: &Place) -> bool {
        let region = place.admin1.is_some_and(|admin1| self.regions.contains(&(place.country, admin1)));
        let county = self.counties && place.country.code() == "US";
        self.local && (region || county) && !self.countries.contains_key(&first)
    }

    /// The country that the text names far more than any other.
    pub fn clear(&self) -> Option<Country> {
        let best = self.countries.iter().max_by(|a, b| a.1.total_cmp(b.1))?;
        let rest = self.countries.iter().filter(|(c, _)| *c != best.0).map(|(_, e)| *e).fold(0.0, f32::max);
        (*best.1 >= 1.2 && *best.1 >= 1.5 * rest).then_some(*best.0)
    }
}

/// "Butler County" counts so much for the United States, twice at most.
const COUNTY: f32 = 1.0;
/// What a county of the United States has and others have not.
const OFFICES: [&str; 14] = [
    "Sheriff",
    "Sheriff's",
    "Sheriff’s",
    "Commissioner",
    "Commissioners",
    "Commission",
    "Coroner",
    "Auditor",
    "Courthouse",
    "Jail",
    "Prosecutor",
    "Attorney",
    "School",
    "Schools",
];
/// What counties elsewhere have, and clubs that are called after one.
const ELSEWHERE: [&str; 12] = [
    "Council",
    "Councillor",
    "Governor",
    "FC",
    "Cricket",
    "Championship",
    "beat",
    "drew",
    "lost",
    "won",
    "manager",
    "striker",
];

/// Counties of the United States among those that the text names. None where one of them is called like a place that
/// lies abroad only.
fn us_counties(text: &str) -> Option<(Country, f32)> {
    let us = Country::from_code("US")?;
    let mut count = 0;
    for (at, county) in text.match_indices(" County").take(COUNTIES_READ) {
        let name = text[..at].rsplit([' ', '\n', '“', '"', '(']).next().unwrap_or("");
        let after = &text[at + county.len()..];
        if !name.starts_with(char::is_uppercase) || after.starts_with(char::is_alphabetic) {
            continue;
        }
        let next = after.strip_prefix(' ').and_then(|rest| rest.split([' ', ',', '.', '\n']).next());
        let next = next.unwrap_or("");
        let places = exactly(name);
        let abroad = !places.is_empty() && places.iter().all(|place| place.country != us);
        if ELSEWHERE.contains(&next) || (abroad && !OFFICES.contains(&next)) {
            return None;
        }
        count += 1;
    }
    (count > 0).then_some((us, COUNTY * count.min(2) as f32))
}

/// So many are looked at.
const COUNTIES_READ: usize = 8;
