//! What a story tells of a speaker beside the name: what keeps namesakes apart.

use crate::place::Country;

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
