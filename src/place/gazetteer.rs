//! Finds the places of a name in the compiled-in gazetteer.

use super::country::Country;
use super::name::fold;
use super::region;
use super::table::{Digest, Table, u24};
use super::words::WORDS;

/// A town of 1,000 people or more, or a capital.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Place {
    pub name: &'static str,
    pub country: Country,
    /// The second half of its region's ISO 3166-2 code, for the regions of `regions.tsv`.
    pub admin1: Option<&'static str>,
    pub lat: f32,
    pub lon: f32,
    /// Rounded to four digits.
    pub population: u32,
    pub capital: bool,
}

/// What the text says about where a place is; what it does not say is `None`.
#[derive(Copy, Clone, Debug, Default, Eq, PartialEq)]
pub struct Hint {
    pub country: Option<Country>,
    pub admin1: Option<&'static str>,
}

static NAMES: Table = Table::new(include_bytes!("../../assets/gazetteer/names.bin"));
static SHARED: &[u8] = include_bytes!("../../assets/gazetteer/shared.bin");
static PLACES: &[u8] = include_bytes!("../../assets/gazetteer/places.bin");
static LABELS: &str = include_str!("../../assets/gazetteer/labels.txt");

/// Bytes of a record in `places.bin`.
const RECORD: usize = 12;
const PLACE_COUNT: usize = PLACES.len() / RECORD;

/// All places of a name in any script, best first: the one newsrooms mean, then by people, capitals ahead.
#[must_use]
pub fn find(name: &str) -> Vec<Place> {
    numbers(name).iter().filter_map(|&number| place(number)).collect()
}

/// The place a name means: the first that agrees with the earliest hint that any agrees with, else the
/// first of [`find`].
#[must_use]
pub fn choose(name: &str, hints: &[Hint]) -> Option<Place> {
    let found = find(name);
    let hinted = hints.iter().find_map(|hint| found.iter().find(|place| hint.agrees(place)));
    hinted.or(found.first()).copied()
}

/// Whether a dateline has a place that belongs to no country: "UNITED NATIONS", "ABOARD AIR FORCE ONE".
#[must_use]
pub fn is_no_country(name: &str) -> bool {
    let key = fold(name);
    ["aboard", "onboard", "inflight", "atsea", "abordo"].iter().any(|start| key.starts_with(start))
        || WORDS.get(Digest::of("!").with(&key)).is_some()
}

impl Hint {
    fn agrees(&self, place: &Place) -> bool {
        (self.country.is_some() || self.admin1.is_some())
            && self.country.is_none_or(|country| country == place.country)
            && self.admin1.is_none_or(|admin1| place.admin1 == Some(admin1))
    }
}

fn numbers(name: &str) -> Vec<usize> {
    let key = fold(name);
    let value = NAMES.get(Digest::of(&key));
    let value = value.or_else(|| other_names(&key).find_map(|name| NAMES.get(Digest::of(&name))));
    let Some(value) = value.map(|value| value as usize) else {
        return Vec::new();
    };
    let Some(offset) = value.checked_sub(PLACE_COUNT) else {
        return vec![value];
    };
    let count = SHARED.get(offset).copied().unwrap_or(0);
    (0..usize::from(count))
        .filter_map(|n| u24(SHARED, offset + 1 + n * 3))
        .map(|number| number as usize)
        .collect()
}

/// The names a place may go by when it has no place of its own: without the word for town or the
/// article, with the article's other spelling, and last the town that a suburb is named after.
fn other_names(key: &str) -> impl Iterator<Item = String> {
    const ENDS: [&str; 18] = [
        "特别市",
        "市",
        "县",
        "区",
        "시",
        "군",
        "city",
        "township",
        "refugeecamp",
        "airbase",
        "village",
        "heights",
        "hills",
        "center",
        "junction",
        "park",
        "beach",
        "island",
    ];
    const STARTS: [&str; 13] = [
        "the",
        "cityof",
        "ciudadde",
        "villede",
        "город",
        "г",
        "near",
        "outside",
        "greater",
        "north",
        "south",
        "east",
        "west",
    ];
    const SWAPS: [(&str, &str); 6] =
        [("al", "el"), ("el", "al"), ("al", ""), ("el", ""), ("", "al"), ("", "el")];
    let ends = ENDS.iter().filter_map(|end| key.strip_suffix(end).map(str::to_owned));
    let starts = STARTS.iter().filter_map(|start| key.strip_prefix(start).map(str::to_owned));
    let swaps =
        SWAPS.iter().filter_map(|(one, other)| key.strip_prefix(one).map(|rest| format!("{other}{rest}")));
    ends.chain(starts).chain(swaps).filter(|name| name.chars().count() > if name.is_ascii() { 3 } else { 1 })
}

fn place(number: usize) -> Option<Place> {
    let record = PLACES.get(number * RECORD..)?.first_chunk::<RECORD>()?;
    let country = Country::from_index(record[6])?;
    let people = u16::from_le_bytes([record[4], record[5]]);
    let start = u24(record, 8)? as usize;
    Some(Place {
        name: LABELS.get(start..start + usize::from(record[11]))?,
        country,
        admin1: region::code(record[6], record[7]),
        lat: degrees([record[0], record[1]]),
        lon: degrees([record[2], record[3]]),
        population: u32::from(people >> 4 & 0x7FF) << (people & 0xF),
        capital: people & 0x8000 != 0,
    })
}

/// Two bytes are a part of the half circle: steps of 0.0055°, some 600 m.
fn degrees(bytes: [u8; 2]) -> f32 {
    f32::from(i16::from_le_bytes(bytes)) * 180.0 / 32767.0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn country_of(name: &str) -> String {
        choose(name, &[]).map_or_else(|| "none".to_owned(), |place| place.country.to_string())
    }

    #[test]
    fn places_are_found_in_every_script() {
        for (name, code) in [
            ("BAKU", "AZ"),
            ("Bakı", "AZ"),
            ("Баку", "AZ"),
            ("باكو", "AZ"),
            ("İstanbul", "TR"),
            ("Zürich", "CH"),
            ("ZUERICH", "CH"),
            ("KØBENHAVN", "DK"),
            ("Ташкент", "UZ"),
            ("서울", "KR"),
            ("東京", "JP"),
            ("القاهرة", "EG"),
            ("北京", "CN"),
            ("北京市", "CN"),
            ("Санкт-Петербург", "RU"),
            ("ST. PETERSBURG", "RU"),
            ("Αθήνα", "GR"),
            ("תל אביב", "IL"),
            ("กรุงเทพ", "TH"),
            ("नई दिल्ली", "IN"),
            ("თბილისი", "GE"),
            ("Երևան", "AM"),
            ("ሞቃዲሾ", "SO"),
            ("モスクワ", "RU"),
            ("莫斯科", "RU"),
            ("巴黎", "FR"),
            ("倫敦", "GB"),
            ("تهران", "IR"),
            ("Київ", "UA"),
            ("Kraków", "PL"),
            ("Reykjavík", "IS"),
            ("Hà Nội", "VN"),
            ("Tashkent", "UZ"),
            ("Москва", "RU"),
            ("부산", "KR"),
            ("釜山", "KR"),
            ("臺北", "TW"),
            ("Xi'an", "CN"),
            ("Nuku'alofa", "TO"),
        ] {
            assert_eq!(country_of(name), code, "{name}");
        }
        assert_eq!(country_of("Nowhereville-on-Sea"), "none");
        assert_eq!(country_of(""), "none");
    }

    #[test]
    fn a_bare_ambiguous_name_is_the_one_newsrooms_mean() {
        for (name, code) in [
            ("Paris", "FR"),
            ("London", "GB"),
            ("Birmingham", "GB"),
            ("Vancouver", "CA"),
            ("Georgetown", "GY"),
            ("Tripoli", "LY"),
            ("Alexandria", "EG"),
            ("Cambridge", "GB"),
            ("Moscow", "RU"),
            ("Santiago", "CL"),
            ("San Jose", "CR"),
            ("Frankfurt", "DE"),
            ("Washington", "US"),
            ("Leningrad", "RU"),
            ("Saigon", "VN"),
            ("Peking", "CN"),
            ("Bombay", "IN"),
            ("Rangoon", "MM"),
            ("Nur-Sultan", "KZ"),
            ("Kiev", "UA"),
            ("Frankfurt/Main", "DE"),
            ("Dallas/Fort Worth", "US"),
            ("Valencia", "ES"),
        ] {
            assert_eq!(country_of(name), code, "{name}");
        }
    }

    #[test]
    fn a_hint_decides_between_towns_of_one_name() {
        let us = Country::from_code("US");
        let hints = [Hint { country: us, admin1: Some("TX") }];
        let paris = choose("Paris", &hints).expect("Paris is in the gazetteer");
        assert_eq!((paris.country.code(), paris.admin1), ("US", Some("TX")));
        let london =
            choose("London", &[Hint { country: Country::from_code("CA"), admin1: None }]).expect("found");
        assert_eq!((london.country.code(), london.admin1), ("CA", Some("ON")));
        let unknown =
            choose("Paris", &[Hint { country: Country::from_code("AZ"), admin1: None }, Hint::default()]);
        assert_eq!(unknown.map(|place| place.country), Country::from_code("FR"));
    }

    #[test]
    fn a_record_holds_what_geonames_says() {
        let baku = choose("Baku", &[]).expect("Baku is in the gazetteer");
        assert_eq!((baku.name, baku.capital), ("Baku", true));
        assert!((baku.lat - 40.378).abs() < 0.01 && (baku.lon - 49.892).abs() < 0.01);
        assert!((2_000_000..3_000_000).contains(&baku.population));
    }

    #[test]
    fn every_wire_name_leads_to_its_country() {
        let table = include_str!("../../assets/gazetteer/wire_names.tsv");
        for line in table.lines().filter(|line| !line.starts_with('#')) {
            let cells: Vec<_> = line.split('\t').collect();
            assert_eq!(cells.len(), 4, "{line}");
            for name in cells[0].split('|') {
                if cells[1] == "-" {
                    assert!(is_no_country(name), "{name}");
                } else {
                    assert_eq!(country_of(name), cells[1], "{name}");
                }
            }
        }
    }

    #[test]
    fn lines_without_a_country_are_told_from_places() {
        assert!(
            is_no_country("UNITED NATIONS")
                && is_no_country("ABOARD AIR FORCE ONE")
                && is_no_country("AT SEA")
        );
        assert!(!is_no_country("PARIS") && !is_no_country(""));
    }

    #[test]
    fn the_assets_stay_small() {
        let sum = PLACES.len() + LABELS.len() + SHARED.len() + NAMES.len() + WORDS.len();
        assert!(sum < 8_000_000, "{sum} bytes");
    }
}
