//! Countries: their codes, and their names, aliases and demonyms in many languages.

use std::fmt;
use std::str::FromStr;
use std::sync::LazyLock;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::name::fold;
use super::table::Digest;
use super::words::WORDS;

/// An ISO 3166-1 alpha-2 code, or XK.
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct Country([u8; 2]);

/// Text that is not the code of a country.
#[derive(Debug, Clone, Eq, PartialEq)]
pub struct UnknownCountry(String);

struct Row {
    code: [u8; 2],
    alpha3: &'static str,
    name: &'static str,
    capital: &'static str,
}

/// The lines of `countries.tsv`; a country's index is its line, from 1. Cutting them takes 10 µs.
static ROWS: LazyLock<Vec<Row>> =
    LazyLock::new(|| include_str!("../../assets/gazetteer/countries.tsv").lines().filter_map(row).collect());

fn row(line: &'static str) -> Option<Row> {
    let mut cells = line.split('\t');
    let code = <[u8; 2]>::try_from(cells.next()?.as_bytes()).ok()?;
    let (alpha3, name, capital) = (cells.next()?, cells.next()?, cells.next()?);
    Some(Row { code, alpha3, name, capital: capital.split('|').next().unwrap_or_default() })
}

impl Country {
    /// The country of a two-letter code in either case; UK is taken for GB.
    #[must_use]
    pub fn from_code(code: &str) -> Option<Self> {
        let code = <[u8; 2]>::try_from(code.as_bytes()).ok()?.map(|letter| letter.to_ascii_uppercase());
        let code = if code == *b"UK" { *b"GB" } else { code };
        ROWS.binary_search_by_key(&code, |row| row.code).ok().map(|_| Self(code))
    }

    /// The country of an exact name, alias or demonym in any of the languages, or of a code.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::of_key(&fold(name))
    }

    /// The same for a folded name.
    pub(super) fn of_key(key: &str) -> Option<Self> {
        let value = WORDS.get(Digest::of("=").with(key))?;
        u8::try_from(value).ok().and_then(Self::from_index)
    }

    #[must_use]
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    #[must_use]
    pub fn alpha3(self) -> &'static str {
        self.row().map_or("", |row| row.alpha3)
    }

    /// The name an English newsroom writes.
    #[must_use]
    pub fn name(self) -> &'static str {
        self.row().map_or("", |row| row.name)
    }

    /// The capital, or nothing for the few that have none.
    #[must_use]
    pub fn capital(self) -> &'static str {
        self.row().map_or("", |row| row.capital)
    }

    pub fn all() -> impl Iterator<Item = Self> {
        ROWS.iter().map(|row| Self(row.code))
    }

    /// A small stable number, from 1; 0 is free to mean none.
    #[must_use]
    pub fn index(self) -> u8 {
        let found = ROWS.binary_search_by_key(&self.0, |row| row.code);
        found.ok().and_then(|n| u8::try_from(n + 1).ok()).unwrap_or(0)
    }

    #[must_use]
    pub fn from_index(index: u8) -> Option<Self> {
        let row = ROWS.get(usize::from(index).checked_sub(1)?)?;
        Some(Self(row.code))
    }

    fn row(self) -> Option<&'static Row> {
        ROWS.get(usize::from(self.index()).checked_sub(1)?)
    }
}

impl fmt::Display for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl FromStr for Country {
    type Err = UnknownCountry;

    fn from_str(code: &str) -> Result<Self, UnknownCountry> {
        Self::from_code(code).ok_or_else(|| UnknownCountry(code.to_owned()))
    }
}

impl fmt::Display for UnknownCountry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?} is not a country: give its two-letter code, such as AZ", self.0)
    }
}

impl std::error::Error for UnknownCountry {}

impl Serialize for Country {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.code())
    }
}

impl<'de> Deserialize<'de> for Country {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = String::deserialize(deserializer)?;
        code.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_and_indexes_lead_back_to_themselves() {
        assert_eq!(Country::all().count(), 250);
        for country in Country::all() {
            assert_eq!(Country::from_code(country.code()), Some(country));
            assert_eq!(Country::from_index(country.index()), Some(country));
            assert_eq!(Country::named(country.name()), Some(country), "{}", country.name());
            assert_eq!(country.alpha3().len(), 3);
        }
        assert_eq!(Country::from_index(0), None);
        assert_eq!(Country::from_code("uk"), Country::from_code("GB"));
        assert_eq!(Country::from_code("ZZ"), None);
    }

    #[test]
    fn a_country_is_known_by_name_alias_and_demonym_in_many_languages() {
        for (name, code) in [
            ("azerbaijan", "AZ"),
            ("Azeri", "AZ"),
            ("Азербайджан", "AZ"),
            ("азербайджанский", "AZ"),
            ("U.S.", "US"),
            ("USA", "US"),
            ("Americans", "US"),
            ("Estados Unidos", "US"),
            ("UAE", "AE"),
            ("Dutch", "NL"),
            ("Swiss", "CH"),
            ("Filipino", "PH"),
            ("Burma", "MM"),
            ("Czech Republic", "CZ"),
            ("DRC", "CD"),
            ("Ivory Coast", "CI"),
            ("Côte d’Ivoire", "CI"),
            ("allemande", "DE"),
            ("russische", "RU"),
            ("española", "ES"),
            ("日本", "JP"),
            ("대한민국", "KR"),
            ("مصر", "EG"),
            ("ไทย", "TH"),
            ("भारत", "IN"),
            ("საქართველო", "GE"),
            ("Ελλάδα", "GR"),
            ("Türkiye", "TR"),
            ("Suomi", "FI"),
            ("Magyarország", "HU"),
            ("South Korea", "KR"),
            ("DPRK", "KP"),
            ("Swaziland", "SZ"),
            ("Kosovar", "XK"),
        ] {
            assert_eq!(Country::named(name), Country::from_code(code), "{name}");
        }
        assert_eq!(Country::named("ambassador"), None);
        assert_eq!(Country::named(""), None);
    }

    #[test]
    fn a_country_is_written_as_its_code() {
        let country: Country = serde_json::from_str("\"AZ\"").expect("a known code");
        assert_eq!(serde_json::to_string(&country).expect("a string"), "\"AZ\"");
        assert!(serde_json::from_str::<Country>("\"QQ\"").is_err());
    }
}
