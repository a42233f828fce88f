//! Which of several towns of a name a dateline means, and in which country.

use super::agencies::{self, Agency};
use super::evidence::Evidence;
use super::hints::Hints;
use super::line::Draft;
use super::place::Named;
use super::weigh::{heaviest, nearby};
use super::{Choice, Dateline, DatelinePlace};
use crate::article::Span;
use crate::place::{Candidate, Country, Place, candidates, is_no_country, nearest};

/// The country of the first place as far as the dateline alone tells.
pub(in crate::article) fn likely(text: &str, draft: &Draft) -> Option<Country> {
    settled(text, draft.places.first()?, &Evidence::default()).country
}

/// Looks the places up, and makes the spans, trimmed to the dateline's own marks.
pub(in crate::article) fn settle(
    text: &str,
    draft: &Draft,
    lang: &str,
    mut evidence: Evidence,
) -> Option<Dateline> {
    let span = Span::new(text, draft.start..draft.end)?;
    let mut first = Settled::default();
    let mut places = Vec::new();
    let agency = draft.agency.as_deref().map(|mark| (mark, agency_of(text, draft, mark, lang, &evidence)));
    evidence.agency_home = agency.and_then(|(_, agency)| agency?.home());
    for (i, named) in draft.places.iter().enumerate() {
        let found = settled(text, named, &evidence);
        places.push(DatelinePlace { span: Span::new(text, named.span.clone())?, place: found.place });
        if i == 0 {
            first = found;
        }
    }
    let agency = agency.map(|(mark, agency)| agency.map_or(mark, |a| a.name).to_owned());
    let Settled { country, choice, .. } = first;
    Some(Dateline { span, places, day: draft.day, agency, country, via: draft.via, choice })
}

/// The agency of a mark that several may share: the one at home where the place would be without it.
fn agency_of(
    text: &str,
    draft: &Draft,
    mark: &str,
    lang: &str,
    evidence: &Evidence,
) -> Option<&'static Agency> {
    let country = draft.places.first().and_then(|first| settled(text, first, evidence).country);
    agencies::settled(agencies::named(mark), country, lang)
}

/// What became of a name: the place, its country, which may be known where the place is not, and why.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Settled {
    pub place: Option<Place>,
    pub country: Option<Country>,
    pub choice: Choice,
}

impl Settled {
    pub fn at(place: Place, choice: Choice) -> Settled {
        Settled { place: Some(place), country: Some(place.country), choice }
    }

    pub fn within(country: Country, choice: Choice) -> Settled {
        Settled { place: None, country: Some(country), choice }
    }
}

/// Settles a name. A qualifier binds: a namesake elsewhere is no answer.
fn settled(text: &str, named: &Named, evidence: &Evidence) -> Settled {
    let name = &text[named.span.clone()];
    if is_no_country(name) {
        return Settled::default();
    }
    let found = candidates(name);
    let hints = Hints::of(named.qualifiers.iter().map(|q| &text[q.clone()]));
    if let Some(hinted) = hints.settle(&found, evidence) {
        return hinted;
    }
    if found.is_empty() {
        return strange(name, evidence);
    }
    if let Some(slip) = misspelt(name, &found, evidence) {
        return Settled::at(slip, Choice::Slip);
    }
    let Some(first) = heaviest(found.iter(), evidence) else { return Settled::default() };
    match nearby(text, name, first, &found, evidence) {
        Some(other) => Settled::at(other, Choice::Story),
        None => Settled::at(first, choice(first, &found, evidence)),
    }
}

/// A name that no place has: a country's, a misspelt city's, else a place somewhere in the country that most speaks for.
fn strange(name: &str, evidence: &Evidence) -> Settled {
    if let Some(country) = Country::named(name) {
        return Settled::within(country, Choice::Country);
    }
    let clear = evidence.clear();
    let mut found = nearest(name);
    // A slip that makes a small town of it needs the text on its side, where the text has one.
    found.retain(|c| {
        let named = evidence.countries.contains_key(&c.place.country);
        named || clear.is_none() || c.place.capital || c.place.population >= WELL_KNOWN
    });
    if let Some(slip) = heaviest(found.iter(), evidence) {
        return Settled::at(slip, Choice::Slip);
    }
    let story = clear.map(|country| Settled::within(country, Choice::Story));
    let agency = || evidence.agency_home.map(|country| Settled::within(country, Choice::Agency));
    let source = || evidence.home.map(|home| Settled::within(home.country, Choice::Source));
    story.or_else(agency).or_else(source).unwrap_or_default()
}

/// What made `place` the heaviest: the first evidence without which it would not be.
fn choice(place: Place, found: &[Candidate], evidence: &Evidence) -> Choice {
    let by = |evidence: &Evidence| heaviest(found.iter(), evidence) == Some(place);
    if found.len() == 1 {
        Choice::Only
    } else if by(&Evidence::default()) {
        let wire = found.iter().any(|c| c.wire && c.place == place);
        if wire { Choice::Newsrooms } else { Choice::Greatest }
    } else if by(&evidence.of_the_agency()) {
        Choice::Agency
    } else if by(&evidence.of_the_source()) {
        Choice::Source
    } else {
        Choice::Story
    }
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
