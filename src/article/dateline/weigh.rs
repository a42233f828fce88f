//! How much speaks for each of the places that a name may mean. All weights were set by hand, on real datelines.

use super::evidence::Evidence;
use super::neighbour;
use crate::place::{Candidate, Place};

/// The place that most speaks for.
pub(super) fn heaviest<'c>(found: impl Iterator<Item = &'c Candidate>, evidence: &Evidence) -> Option<Place> {
    let weighed = found.map(|c| (weight(c, evidence), c.place));
    weighed.reduce(|best, next| if next.0 > best.0 { next } else { best }).map(|(_, place)| place)
}

// How much speaks for a place, in powers of ten of its people: a capital counts as one of eight times its size.
const CAPITAL: f32 = 0.9;
/// The place newsrooms mean by the name, by the curated table.
const WIRE: f32 = 1.8;
/// By another of its names.
const ALTERNATE: f32 = -0.7;
/// The country of an agency that writes for one country.
const AGENCY_HOME: f32 = 1.4;
/// The country, and the region, that the source writes from, where the story is its own and no agency's.
const SOURCE_COUNTRY: f32 = 1.5;
const SOURCE_REGION: f32 = 3.5;
/// A state or province that the text names.
const REGION: f32 = 1.8;
/// The text's own countries: so much a doubling of the mentions, up to the most.
const NAMED: f32 = 0.8;
const NAMED_MOST: f32 = 2.2;
/// What the text tells counts so much more where the dateline is a local paper's.
const LOCAL: f32 = 1.5;

fn weight(candidate: &Candidate, evidence: &Evidence) -> f32 {
    let place = &candidate.place;
    let when = |is: bool, gain: f32| if is { gain } else { 0.0 };
    let region = place.admin1.map(|admin1| (place.country, admin1));
    let named = evidence.countries.get(&place.country).map_or(0.0, |e| NAMED * (1.0 + e).log2());
    let home = evidence.home.filter(|h| evidence.own && h.country == place.country);
    (place.population.max(500) as f32).log10()
        + when(place.capital, CAPITAL)
        + when(candidate.wire, WIRE)
        + when(candidate.alternate && !candidate.wire && !place.capital, ALTERNATE)
        + when(evidence.agency_home == Some(place.country), AGENCY_HOME)
        + when(home.is_some(), SOURCE_COUNTRY)
        + when(home.is_some_and(|h| h.admin1.is_some() && h.admin1 == place.admin1), SOURCE_REGION)
        + scale(evidence) * when(region.is_some_and(|region| evidence.regions.contains(&region)), REGION)
        + named.min(NAMED_MOST)
}

/// What the text tells weighs more in a local paper's story.
fn scale(evidence: &Evidence) -> f32 {
    if evidence.local { LOCAL } else { 1.0 }
}

/// The place that the towns named in the text lie around, where another than `first` comes close to it.
pub(super) fn nearby(
    text: &str,
    name: &str,
    first: Place,
    found: &[Candidate],
    evidence: &Evidence,
) -> Option<Place> {
    let of = |c: &Candidate| weight(c, evidence);
    let best = found.iter().find(|c| c.place == first).map(of)?;
    let rivals: Vec<&Candidate> =
        found.iter().filter(|c| c.place.country != first.country && best - of(c) < NEAR_REACH).collect();
    if rivals.is_empty() {
        return None;
    }
    let towns = neighbour::towns(text.get(evidence.body.clone())?, name);
    let gain = |place: &Place| {
        let near = towns.iter().filter(|town| town.iter().any(|t| neighbour::near(t, place))).count();
        scale(evidence) * NEAR * near.min(NEAR_MOST) as f32
    };
    let weighed = rivals.into_iter().map(|c| {
        let instead = if evidence.instead(first.country, &c.place) { UNNAMED } else { 0.0 };
        (of(c) + gain(&c.place) + instead, c.place)
    });
    let rival = weighed.reduce(|a, b| if b.0 > a.0 { b } else { a })?;
    (rival.0 > best + gain(&first)).then_some(rival.1)
}

/// One neighbour counts so much, and so many of them do; only who is less than this behind can gain by them.
const NEAR: f32 = 0.9;
const NEAR_MOST: usize = 3;
const NEAR_REACH: f32 = 5.5;
/// The great city's country goes unnamed where a namesake's region is named.
const UNNAMED: f32 = 2.0;
