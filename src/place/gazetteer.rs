//! Finds the places of a name in the compiled-in gazetteer.

use super::country::Country;
use super::name::fold;
use super::region;
use super::table::{Digest, Table, u24};
use super::variant::{other_names, slips};
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

/// The bit of a shared list's count that says that its first place is the one newsrooms mean.
const WIRE: u8 = 0x80;

/// Bytes of a record in `places.bin`.
const RECORD: usize = 12;
const PLACE_COUNT: usize = PLACES.len() / RECORD;

/// All places of a name in any script, best first: the one newsrooms mean, then by people, capitals ahead.
#[must_use]
pub fn find(name: &str) -> Vec<Place> {
    look_up(name).numbers.into_iter().filter_map(place).collect()
}

/// The places that bear exactly this name, best first: [`find`] without what else it tries.
#[must_use]
pub fn exactly(name: &str) -> Vec<Place> {
    exactly_folded(&fold(name))
}

/// The same for a name that is folded already.
#[must_use]
pub fn exactly_folded(key: &str) -> Vec<Place> {
    let value = NAMES.get(Digest::of(key));
    value.map_or_else(Vec::new, |value| listed(value).numbers.into_iter().filter_map(place).collect())
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
    let mut words = name.split_whitespace().map(fold);
    let (first, second) = (words.next().unwrap_or_default(), words.next().unwrap_or_default());
    let key = fold(name);
    matches!(first.as_str(), "aboard" | "onboard")
        || ["onboard", "inflight", "atsea", "abordo"].contains(&format!("{first}{second}").as_str())
        || WORDS.get(Digest::of("!").with(&key)).is_some()
}

impl Hint {
    #[must_use]
    pub fn agrees(&self, place: &Place) -> bool {
        (self.country.is_some() || self.admin1.is_some())
            && self.country.is_none_or(|country| country == place.country)
            && self.admin1.is_none_or(|admin1| place.admin1 == Some(admin1))
    }
}

/// The places a folded name leads to, best first, and whether the first is the one newsrooms mean.
struct Found {
    numbers: Vec<usize>,
    wire: bool,
}

fn look_up(name: &str) -> Found {
    let key = fold(name);
    let value = NAMES.get(Digest::of(&key));
    let value = value.or_else(|| other_names(name, &key).find_map(|name| NAMES.get(Digest::of(&name))));
    value.map_or(Found { numbers: Vec::new(), wire: false }, listed)
}

/// What a value of the table stands for: one place, or an offset into the shared lists.
fn listed(value: u32) -> Found {
    let value = value as usize;
    let Some(offset) = value.checked_sub(PLACE_COUNT) else {
        return Found { numbers: vec![value], wire: false };
    };
    let head = SHARED.get(offset).copied().unwrap_or(0);
    let count = usize::from(head & !WIRE);
    let numbers = (0..count).filter_map(|n| u24(SHARED, offset + 1 + n * 3));
    Found { numbers: numbers.map(|number| number as usize).collect(), wire: head & WIRE != 0 }
}

/// One of the places that a name may mean, with what speaks for it beside its size.
#[derive(Copy, Clone, Debug, PartialEq)]
pub struct Candidate {
    pub place: Place,
    /// The one newsrooms mean, by the curated table.
    pub wire: bool,
    /// The name is another one than its own.
    pub alternate: bool,
}

/// The places of a name as [`find`] has them.
#[must_use]
pub fn candidates(name: &str) -> Vec<Candidate> {
    weighed(&fold(name), look_up(name))
}

fn weighed(key: &str, found: Found) -> Vec<Candidate> {
    let wire = found.wire;
    let places = found.numbers.into_iter().filter_map(place).enumerate();
    let candidate = |(n, place): (usize, Place)| {
        let own = (key.is_ascii() && place.name.eq_ignore_ascii_case(key))
            || place.name.split(['/', '(', ')']).any(|part| fold(part) == key)
            || fold(place.name) == key;
        Candidate { place, wire: wire && n == 0, alternate: !own }
    };
    places.map(candidate).collect()
}

/// Shorter names are not repaired, in characters: too many towns are one letter from another.
const REPAIRED_FROM: usize = 5;
/// Nor longer ones: no town is called so.
const REPAIRED_TILL: usize = 40;
/// Towns a misspelt name may mean have at least so many people; half a million where the name is short.
const REPAIRED_TO: u32 = 15_000;
const REPAIRED_SHORT_TO: u32 = 300_000;

/// The towns that a name that is no town's may be a misspelling of: those one slip away.
#[must_use]
pub fn nearest(name: &str) -> Vec<Candidate> {
    let key = fold(name);
    let length = key.chars().count();
    let least_length = if key.is_ascii() { REPAIRED_FROM } else { 3 };
    if !(least_length..=REPAIRED_TILL).contains(&length) {
        return Vec::new();
    }
    let least = if length < 8 { REPAIRED_SHORT_TO } else { REPAIRED_TO };
    let mut out: Vec<Candidate> = Vec::new();
    for slip in slips(&key) {
        let Some(value) = NAMES.get(Digest::of(&slip)) else { continue };
        let best = weighed(&slip, listed(value))
            .into_iter()
            .find(|c| c.place.capital || c.place.population >= least);
        if let Some(best) = best.filter(|best| out.iter().all(|c| c.place != best.place)) {
            out.push(best);
        }
    }
    out
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
