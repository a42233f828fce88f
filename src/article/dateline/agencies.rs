//! The table of agencies: `assets/agencies.toml`, as `build.rs` compiles it in.

use crate::article::scan::{Lower, words};
use crate::place::Country;

/// One row of `assets/agencies.toml`.
#[derive(Debug)]
pub struct Agency {
    /// The canonical name, as shown and stored.
    pub name: &'static str,
    /// ISO 3166-1 codes of its home countries.
    pub home: &'static [&'static str],
    /// What it writes in, as BCP 47 primary tags; without them the language settles nothing.
    pub languages: &'static [&'static str],
    /// The ways its mark is written.
    pub forms: &'static [&'static str],
    /// Writes for the whole world: its home says nothing of a place.
    pub world: bool,
    /// The mark may stand without brackets or slashes.
    pub bare: bool,
    /// The lede may follow the mark without a dash.
    pub open: bool,
}

include!(concat!(env!("OUT_DIR"), "/agencies.rs"));

impl Agency {
    /// The country whose towns it means where it adds none.
    pub fn home(&self) -> Option<Country> {
        let [home] = self.home else { return None };
        Country::from_code(home).filter(|_| !self.world)
    }

    /// Whether a mark is written exactly as the table has it.
    pub fn writes(&self, mark: &str) -> bool {
        self.name == mark || self.forms.contains(&mark)
    }
}

/// All agencies, in the order of the table.
pub fn all() -> &'static [Agency] {
    ROWS
}

/// The agencies that a form names, whatever its case; none for most words. Several share a mark like `APA`.
pub fn named(form: &str) -> impl Iterator<Item = &'static Agency> + Clone {
    let mut several = words(form);
    let key = match (several.next(), several.next()) {
        (Some(word), None) => Lower::of(word),
        _ => Lower::of(&words(form).collect::<Vec<_>>().join(" ")),
    };
    let key: &str = &key;
    let found = FORMS.binary_search_by(|(known, _)| (*known).cmp(key));
    found.map_or(&[][..], |at| FORMS[at].1).iter().map(|row| &ROWS[*row])
}

/// Which of the agencies that share a mark it is: the one at home in `country`, else the one that writes in `lang`,
/// else the first.
pub(super) fn settled(
    mut sharing: impl Iterator<Item = &'static Agency> + Clone,
    country: Option<Country>,
    lang: &str,
) -> Option<&'static Agency> {
    let primary = lang.split('-').next().unwrap_or_default();
    let at_home = sharing.clone().find(|a| country.is_some_and(|c| a.home.contains(&c.code())));
    let writes = || sharing.clone().find(|a| a.languages.contains(&primary));
    at_home.or_else(writes).or_else(|| sharing.next())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    /// Two agencies that call themselves alike, and that the reader shows alike.
    const NAMESAKES: [&str; 2] = ["APA", "APS"];

    #[test]
    fn the_table_is_whole() {
        assert!(all().len() >= 110, "{}", all().len());
        let mut names = HashSet::new();
        for agency in all() {
            assert!(names.insert(agency.name) || NAMESAKES.contains(&agency.name), "{} twice", agency.name);
            assert!(named(agency.name).any(|a| a.name == agency.name), "{}", agency.name);
            assert!(!agency.home.is_empty(), "{}", agency.name);
            let home = agency.home.iter().all(|code| Country::from_code(code).is_some());
            assert!(home && agency.languages.iter().all(|l| (2..=3).contains(&l.len())), "{}", agency.name);
        }
    }

    #[test]
    fn a_shared_mark_is_the_agency_of_the_place_then_of_the_language() {
        for (mark, country, lang, home) in [
            ("APA", Some("AZ"), "en", "AZ"),
            ("APA", Some("AT"), "de", "AT"),
            ("APA", Some("FR"), "de", "AT"),
            ("APS", Some("SN"), "fr", "SN"),
            ("APS", Some("DZ"), "fr", "DZ"),
            ("CNA", Some("CY"), "en", "CY"),
            ("CNA", Some("US"), "zh", "TW"),
            ("KNA", Some("KE"), "en", "KE"),
            ("KNA", None, "de", "DE"),
            ("ACN", Some("CU"), "es", "CU"),
            ("ACN", None, "ca", "ES"),
            ("African Press Agency", Some("FR"), "en", "SN"),
        ] {
            let country = country.and_then(Country::from_code);
            let found = settled(named(mark), country, lang).map(|agency| agency.home[0]);
            assert_eq!(found, Some(home), "{mark} {country:?} {lang}");
        }
        assert_eq!(named("Somebody").count(), 0);
    }
}
