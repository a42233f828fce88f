//! Where a source writes from, learnt from the names in its datelines: a paper's own towns need no state behind them.
//!
//! After the local lexicons of Lieberman, Samet and Sankaranarayanan, "Geotagging with local lexicons to build indexes
//! for textually-specified spatial data" (ICDE 2010): names that are ambiguous alone have one region in common.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt;

use super::{Country, find, fold, region};

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
/// four fifths of them could lie in and that half of them mean by themselves. So a source that writes from the capitals
/// of the world has none, though towns of one country share all their names. `None` also for few names and for a tie.
#[must_use]
pub fn home<'n>(names: impl IntoIterator<Item = &'n str>) -> Option<Home> {
    let mut seen = BTreeSet::new();
    let mut regions: BTreeMap<_, usize> = BTreeMap::new();
    // A country: names that could lie in it, names that mean a place in it.
    let mut countries: BTreeMap<Country, (usize, usize)> = BTreeMap::new();
    for name in names {
        let places = find(name);
        let Some(first) = places.first().filter(|_| seen.insert(fold(name))) else { continue };
        countries.entry(first.country).or_default().1 += 1;
        for land in places.iter().map(|place| place.country).collect::<BTreeSet<_>>() {
            countries.entry(land).or_default().0 += 1;
        }
        let areas = places.iter().filter_map(|place| Some((place.country, place.admin1?)));
        for area in areas.collect::<BTreeSet<_>>() {
            *regions.entry(area).or_default() += 1;
        }
    }
    let most = |count: usize| seen.len() >= LEAST_NAMES && count * 5 >= seen.len() * 4;
    let mut fit = countries.iter().filter(|(_, (could, mean))| most(*could) && mean * 2 >= seen.len());
    let (country, _) = fit.next().filter(|_| fit.next().is_none())?;
    let best =
        regions.iter().filter(|((land, _), _)| land == country).map(|(_, count)| *count).max().unwrap_or(0);
    let mut best_ones = regions.iter().filter(|((land, _), count)| land == country && **count == best);
    let region = best_ones.next().filter(|_| most(best) && best_ones.next().is_none());
    Some(Home { country: *country, admin1: region.map(|((_, admin1), _)| *admin1) })
}

impl Home {
    /// The home that [`fmt::Display`] wrote: `US-OH`, `AZ`. `None` for a region that is not known any more.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Home> {
        let (country, admin1) = code.split_once('-').map_or((code, None), |(c, a)| (c, Some(a)));
        let country = Country::from_code(country)?;
        let known =
            |code: &str| (1..=u8::MAX).find_map(|n| region::code(country.index(), n).filter(|c| *c == code));
        match admin1 {
            None => Some(Home { country, admin1: None }),
            Some(code) => Some(Home { country, admin1: Some(known(code)?) }),
        }
    }
}

impl fmt::Display for Home {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.country.code())?;
        self.admin1.map_or(Ok(()), |admin1| write!(f, "-{admin1}"))
    }
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
        // All of them are towns in the United States as well.
        assert_eq!(home(["LONDON", "PARIS", "BERLIN", "MOSCOW", "ATHENS", "ROME", "DUBLIN"]), None);
    }

    #[test]
    fn a_home_is_written_as_a_code_and_read_back() {
        for code in ["US-OH", "CA-ON", "AZ"] {
            assert_eq!(Home::from_code(code).map(|home| home.to_string()).as_deref(), Some(code));
        }
        assert_eq!(
            (Home::from_code("US-QQ"), Home::from_code("QQ"), Home::from_code("")),
            (None, None, None)
        );
    }
}
