//! Which of several towns of a name a dateline means, and in which country.

use super::agencies::{self, Agency};
use super::evidence::Evidence;
use super::hints::Hints;
use super::line::Draft;
use super::place::Named;
use super::weigh::{heaviest, nearby};
use super::{Dateline, DatelinePlace};
use crate::article::Span;
use crate::place::{Candidate, Country, Place, candidates, is_no_country, nearest};

/// The country of the first place as far as the dateline alone tells.
pub(in crate::article) fn likely(text: &str, draft: &Draft) -> Option<Country> {
    settled(text, draft.places.first()?, &Evidence::default()).1
}

/// Looks the places up, and makes the spans, trimmed to the dateline's own marks.
pub(in crate::article) fn settle(
    text: &str,
    draft: &Draft,
    lang: &str,
    mut evidence: Evidence,
) -> Option<Dateline> {
    let span = Span::new(text, draft.start..draft.end)?;
    let mut country = None;
    let mut places = Vec::new();
    let agency = draft.agency.as_deref().map(|mark| (mark, agency_of(text, draft, mark, lang, &evidence)));
    evidence.agency_home = agency.and_then(|(_, agency)| agency?.home());
    for (i, named) in draft.places.iter().enumerate() {
        let (place, land) = settled(text, named, &evidence);
        if i == 0 {
            country = land;
        }
        places.push(DatelinePlace { span: Span::new(text, named.span.clone())?, place });
    }
    let agency = agency.map(|(mark, agency)| agency.map_or(mark, |a| a.name).to_owned());
    Some(Dateline { span, places, day: draft.day, agency, country, via: draft.via })
}

/// The agency of a mark that several may share: the one at home where the place would be without it.
fn agency_of(
    text: &str,
    draft: &Draft,
    mark: &str,
    lang: &str,
    evidence: &Evidence,
) -> Option<&'static Agency> {
    let country = draft.places.first().and_then(|first| settled(text, first, evidence).1);
    agencies::settled(agencies::named(mark), country, lang)
}

/// The place a name means, and its country, which may be known where the place is not. A qualifier binds: a namesake
/// elsewhere is no answer.
fn settled(text: &str, named: &Named, evidence: &Evidence) -> (Option<Place>, Option<Country>) {
    let name = &text[named.span.clone()];
    if is_no_country(name) {
        return (None, None);
    }
    let mut found = candidates(name);
    let hints = Hints::of(named.qualifiers.iter().map(|q| &text[q.clone()]));
    if let Some(hinted) = hints.settle(&found, evidence) {
        return hinted;
    }
    if found.is_empty() {
        if let Some(country) = Country::named(name) {
            return (None, Some(country));
        }
        found = nearest(name);
        let clear = evidence.clear();
        // A slip that makes a small town of it needs the text on its side, where the text has one.
        found.retain(|c| {
            let named = evidence.countries.contains_key(&c.place.country);
            named || clear.is_none() || c.place.capital || c.place.population >= WELL_KNOWN
        });
        if found.is_empty() {
            return (None, clear.or(evidence.agency_home).or(evidence.home.map(|h| h.country)));
        }
    }
    if let Some(slip) = misspelt(name, &found, evidence) {
        return (Some(slip), Some(slip.country));
    }
    let place = heaviest(found.iter(), evidence);
    let place = place.and_then(|first| nearby(text, name, first, &found, evidence).or(Some(first)));
    (place, place.map(|p| p.country))
}

/// A village of a country that the text does not name, one slip away from a great city of the one that it does:
/// `JOHANNESBERG` in a South African story.
fn misspelt(name: &str, found: &[Candidate], evidence: &Evidence) -> Option<Place> {
    let clear = evidence.clear()?;
    let village = found.iter().all(|c| c.place.population < VILLAGE && !c.place.capital);
    if !village || found.iter().any(|c| evidence.countries.contains_key(&c.place.country)) {
        return None;
    }
    let near = nearest(name).into_iter().map(|c| c.place);
    near.filter(|p| p.country == clear && p.population >= WELL_KNOWN).max_by_key(|p| p.population)
}

/// A village has fewer people …
const VILLAGE: u32 = 20_000;
/// … and a city that a misspelt name means whatever else the text names has more.
const WELL_KNOWN: u32 = 300_000;
