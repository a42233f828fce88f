//! What the qualifiers of a place say of it: `Fla.`, `(Cáceres)`, `[India]`, `Yugoslavia`.

use std::sync::LazyLock;

use super::Choice;
use super::evidence::Evidence;
use super::settle::Settled;
use super::weigh::heaviest;
use crate::place::{Candidate, Country, Hint, find, fold, regions};

/// What the qualifiers of a place say, in falling order.
#[derive(Debug, Default)]
pub(super) struct Hints {
    /// Regions and countries.
    sure: Vec<Hint>,
    /// Where towns of that name lie.
    towns: Vec<Hint>,
}

impl Hints {
    /// What all of them say.
    pub fn of<'q>(qualifiers: impl Iterator<Item = &'q str>) -> Hints {
        let mut all = Hints::default();
        for said in qualifiers.map(hints_of) {
            all.sure.extend(said.sure);
            all.towns.extend(said.towns);
        }
        all
    }

    /// The first hint that a place of the name agrees with decides; where none does, regions and countries still bind.
    pub fn settle(&self, found: &[Candidate], evidence: &Evidence) -> Option<Settled> {
        let agreed = self
            .sure
            .iter()
            .chain(&self.towns)
            .find_map(|hint| heaviest(found.iter().filter(|c| hint.agrees(&c.place)), evidence));
        if let Some(place) = agreed {
            return Some(Settled::at(place, Choice::Qualifier));
        }
        // A town's name as a qualifier binds only a place that is not known at all.
        let towns = self.towns.iter().filter(|_| found.is_empty() || !self.sure.is_empty());
        let said: Vec<Country> = self.sure.iter().chain(towns).filter_map(|h| h.country).collect();
        let wanted = evidence.agency_home.into_iter().chain(evidence.clear()).find(|c| said.contains(c));
        let country = wanted.or(said.first().copied())?;
        Some(Settled::within(country, Choice::Qualifier))
    }
}

/// What a qualifier says of a place: `Fla.` a state, `Italia` a country, `Georgia` the one or the other, `Yugoslavia`
/// what has become of it; and `Granada` as a town says its province, where it is not the island's name.
fn hints_of(qualifier: &str) -> Hints {
    let plain = qualifier.trim_end_matches('.');
    let land = |country| Hint { country: Some(country), admin1: None };
    let named = regions(qualifier).chain(regions(plain));
    let mut sure: Vec<Hint> = named.map(|r| Hint { country: r.country, admin1: r.admin1 }).collect();
    let region = !sure.is_empty();
    sure.extend(successors(plain).map(land));
    sure.extend(Country::named(plain).map(land));
    let mut towns = Vec::new();
    if !region && plain == qualifier && plain.chars().count() > 2 {
        let found = find(plain);
        towns.extend(found.iter().map(|p| Hint { country: Some(p.country), admin1: p.admin1 }));
        towns.extend(found.iter().map(|p| land(p.country)));
    }
    Hints { sure, towns }
}

/// Today's countries of the towns of a state that is no more, or that has lost a part.
fn successors(name: &str) -> impl Iterator<Item = Country> {
    static ROWS: LazyLock<Vec<(Vec<String>, &str)>> = LazyLock::new(|| {
        let lines = include_str!("../../../assets/gazetteer/former_states.tsv").lines();
        let rows = lines.filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once('\t'));
        rows.map(|(names, codes)| (names.split('|').map(fold).collect(), codes)).collect()
    });
    let key = fold(name);
    let row = ROWS.iter().find(|(names, _)| names.contains(&key));
    row.into_iter().flat_map(|(_, codes)| codes.split(' ').filter_map(Country::from_code))
}
