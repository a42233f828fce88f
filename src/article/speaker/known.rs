//! What a story tells of a speaker beside the name: what keeps namesakes apart.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::place::{self, Country, Setting};

/// All that is known of a speaker but the name; nothing where the story does not say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Known {
    /// Whose minister, whose coach: "the Azerbaijani leader".
    pub country: Option<Country>,
    pub calling: Option<Calling>,
    /// A ministry, a company, a newspaper: no person.
    pub body: bool,
}

/// The walk of life that a title or an office belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Calling {
    /// Heads of state, ministers, members of a parliament, ambassadors, mayors.
    State,
    /// Soldiers and police.
    Force,
    /// Judges, prosecutors, lawyers.
    Law,
    Business,
    /// Coaches and players.
    Sport,
    /// Scholars, doctors, teachers.
    Learning,
    Faith,
    /// Writers, actors, musicians.
    Arts,
}

impl Calling {
    pub const ALL: [Calling; 8] = [
        Calling::State,
        Calling::Force,
        Calling::Law,
        Calling::Business,
        Calling::Sport,
        Calling::Learning,
        Calling::Faith,
        Calling::Arts,
    ];

    /// As the library keeps it.
    pub fn name(self) -> &'static str {
        match self {
            Calling::State => "state",
            Calling::Force => "force",
            Calling::Law => "law",
            Calling::Business => "business",
            Calling::Sport => "sport",
            Calling::Learning => "learning",
            Calling::Faith => "faith",
            Calling::Arts => "arts",
        }
    }

    pub fn named(name: &str) -> Option<Calling> {
        Calling::ALL.into_iter().find(|calling| calling.name() == name)
    }
}

/// The callings by the words of `assets/cues/callings.toml`.
fn callings() -> &'static HashMap<String, Calling> {
    static LOADED: OnceLock<HashMap<String, Calling>> = OnceLock::new();
    LOADED.get_or_init(|| {
        let table: HashMap<String, String> = toml::from_str(CALLINGS).unwrap_or_default();
        let words = |(name, words): (String, String)| {
            let calling = Calling::named(&name)?;
            Some(words.split_whitespace().map(|word| (word.to_owned(), calling)).collect::<Vec<_>>())
        };
        table.into_iter().filter_map(words).flatten().collect()
    })
}

const CALLINGS: &str = include_str!("../../../assets/cues/callings.toml");

/// What the titles before a name tell: `Azerbaijani President`.
pub(super) fn of_titles(titles: &str, english: bool) -> Known {
    let last = titles.split_whitespace().next_back().unwrap_or("").trim_matches('.').to_lowercase();
    let country =
        place::mentions(titles, Setting { english, at: None }).first().map(|mention| mention.country);
    Known { country, calling: callings().get(&last).copied(), body: false }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_tell_country_and_calling() {
        for (titles, country, calling) in [
            ("Azerbaijani President", Some("AZ"), Some(Calling::State)),
            ("Sen.", None, Some(Calling::State)),
            ("Coach", None, Some(Calling::Sport)),
            ("Mr.", None, None),
        ] {
            let known = of_titles(titles, true);
            assert_eq!(
                (known.country.as_ref().map(Country::code), known.calling),
                (country, calling),
                "{titles}"
            );
        }
        assert!(callings().len() > 60);
    }
}
