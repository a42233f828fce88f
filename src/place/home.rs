//! Where a source writes from, learnt from the names in its datelines: a paper's own towns need no state behind them.
//!
//! After the local lexicons of Lieberman, Samet and Sankaranarayanan, "Geotagging with local lexicons to build indexes
//! for textually-specified spatial data" (ICDE 2010): names that are ambiguous alone have one region in common.

use std::collections::{BTreeMap, BTreeSet};

use super::{Country, find, fold};

/// A country, and the state or province of it where the names agree on one.
#[derive(Copy, Clone, Debug, Eq, PartialEq, Hash)]
pub struct Home {
    pub country: Country,
    /// The second half of an ISO 3166-2 code, as in [`super::Place`].
    pub admin1: Option<&'static str>,
}

/// Fewer different names tell nothing.
const LEAST_NAMES: usize = 4;

/// The home that different dateline names of one source have in common: the region, else the country, that at least
/// four fifths of them could lie in. `None` for few names, and for a source that writes from everywhere.
#[must_use]
pub fn home<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<Home> {
    let mut seen = BTreeSet::new();
    let (mut regions, mut countries) = (BTreeMap::new(), BTreeMap::new());
    for name in names {
        let places = find(name);
        if places.is_empty() || !seen.insert(fold(name)) {
            continue;
        }
        let lands: BTreeSet<Country> = places.iter().map(|place| place.country).collect();
        let areas: BTreeSet<_> =
            places.iter().filter_map(|place| Some((place.country, place.admin1?))).collect();
        lands.into_iter().for_each(|land| *countries.entry(land).or_insert(0) += 1);
        areas.into_iter().for_each(|area| *regions.entry(area).or_insert(0) += 1);
    }
    let enough = |count: &usize| seen.len() >= LEAST_NAMES && count * 5 >= seen.len() * 4;
    let region = regions.iter().max_by_key(|(_, count)| **count).filter(|(_, count)| enough(count));
    if let Some(((country, admin1), _)) = region {
        return Some(Home { country: *country, admin1: Some(*admin1) });
    }
    let country = countries.iter().max_by_key(|(_, count)| **count).filter(|(_, count)| enough(count));
    country.map(|(country, _)| Home { country: *country, admin1: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_that_are_ambiguous_alone_have_one_region_in_common() {
        let ohio = home(["HAMILTON", "MIDDLETOWN", "OXFORD", "Fairfield", "TRENTON"]);
        assert_eq!(ohio, Some(Home { country: "US".parse().expect("a code"), admin1: Some("OH") }));
    }

    #[test]
    fn few_names_or_names_from_everywhere_are_no_home() {
        assert_eq!(home(["HAMILTON", "Hamilton", "MIDDLETOWN"]), None);
        assert_eq!(home(["BAKU", "OSLO", "LIMA", "TOKYO", "CAIRO", "PARIS"]), None);
    }
}
