//! Regions: states, provinces and the like, and the country (and US state) each means.

use std::sync::LazyLock;

use super::country::Country;
use super::name::fold;
use super::table::Digest;
use super::words::WORDS;

/// A state, province, republic or occupied territory.
#[derive(Copy, Clone, Debug, Eq, PartialEq)]
pub struct Region {
    pub country: Option<Country>,
    /// The second half of its ISO 3166-2 code (`FL`, `ON`, `GD`), for the countries we know them of.
    pub admin1: Option<&'static str>,
    pub name: &'static str,
}

/// The lines of `regions.tsv`. Cutting them takes 10 µs.
static ROWS: LazyLock<Vec<Region>> = LazyLock::new(|| {
    let lines = include_str!("../../assets/gazetteer/regions.tsv").lines();
    lines.filter(|line| !line.starts_with('#')).map(row).collect()
});

fn row(line: &'static str) -> Region {
    let mut cells = line.split('\t');
    let country = cells.next().and_then(Country::from_code);
    let admin1 = cells.next().filter(|code| !code.is_empty());
    let names = cells.nth(1).unwrap_or_default();
    let name = names.split('|').next().unwrap_or_default().trim_start_matches('~');
    Region { country, admin1, name }
}

/// The region of a name, abbreviation or postal code: "Fla.", "N.Y.", "FL", "Fujian", "West Bank".
#[must_use]
pub fn region(name: &str) -> Option<Region> {
    regions(name).next()
}

/// A value holds two rows at most, the second from 1: La Rioja is in Spain and in Argentina.
const ROW_BITS: u32 = 12;

/// All regions of a name, the likelier first.
pub fn regions(name: &str) -> impl Iterator<Item = Region> {
    let value = value(&fold(name));
    let rows = value.map(|value| [Some(value & ((1 << ROW_BITS) - 1)), (value >> ROW_BITS).checked_sub(1)]);
    rows.into_iter().flatten().flatten().filter_map(|row| ROWS.get(row as usize).copied())
}

/// What the table has for a folded name.
fn value(key: &str) -> Option<u32> {
    let value = WORDS.get(Digest::of("@").with(key));
    value.or_else(|| WORDS.get(Digest::of("@").with(without_kind(key)?)))
}

/// Whether a folded name is a region's.
pub(super) fn is_region(key: &str) -> bool {
    value(key).is_some()
}

/// "Kerala State", "Sichuan Province", "Омская обл." without the word for what it is.
fn without_kind(key: &str) -> Option<&str> {
    const KINDS: [&str; 9] = [
        "state",
        "province",
        "region",
        "prefecture",
        "oblast",
        "republic",
        "governorate",
        "province's",
        "省",
    ];
    KINDS.iter().find_map(|kind| key.strip_suffix(kind)).filter(|rest| !rest.is_empty())
}

/// The codes of every country's regions, by the country's index.
static CODES: LazyLock<Vec<Vec<&'static str>>> = LazyLock::new(|| {
    let mut codes = vec![Vec::new(); usize::from(u8::MAX) + 1];
    for row in ROWS.iter() {
        if let (Some(country), Some(code)) = (row.country, row.admin1) {
            codes[usize::from(country.index())].push(code);
        }
    }
    codes
});

/// The code of a country's n-th region that has one, from 1; what the place records hold.
pub(super) fn code(country: u8, n: u8) -> Option<&'static str> {
    CODES.get(usize::from(country))?.get(usize::from(n).checked_sub(1)?).copied()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_are_known_by_name_abbreviation_and_code() {
        for (name, country, admin1) in [
            ("Fla.", "US", Some("FL")),
            ("FLORIDA", "US", Some("FL")),
            ("Calif.", "US", Some("CA")),
            ("CA", "US", Some("CA")),
            ("N.Y.", "US", Some("NY")),
            ("N.C.", "US", Some("NC")),
            ("Georgia", "US", Some("GA")),
            ("Ont.", "CA", Some("ON")),
            ("B.C.", "CA", Some("BC")),
            ("NSW", "AU", Some("NSW")),
            ("Scotland", "GB", Some("SCT")),
            ("广东", "CN", Some("GD")),
            ("Sichuan Province", "CN", Some("SC")),
            ("Чечня", "RU", Some("CE")),
            ("Bayern", "DE", Some("BY")),
            ("Cáceres", "ES", Some("EX")),
            ("West Bank", "PS", None),
            ("Gaza Strip", "PS", None),
            ("Crimea", "UA", None),
            ("Northern Ireland", "GB", Some("NIR")),
            ("Iraqi Kurdistan", "IQ", None),
            ("Kerala", "IN", Some("KL")),
        ] {
            let found = region(name).map(|region| (region.country, region.admin1));
            assert_eq!(found, Some((Country::from_code(country), admin1)), "{name}");
        }
        assert_eq!(region("Baku"), None);
    }
}
