//! Where the reader is.

/// Where the reader is; decides what a key means.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Context {
    List,
    Story,
    /// Typing a query or a command.
    Prompt,
    /// Choosing countries.
    Picker,
    Calendar,
    Help,
    /// Looking at why a story is under its countries.
    Why,
    /// Going through what somebody said; typing narrows it.
    Quotations,
    /// Going through who is quoted.
    Speakers,
    /// Choosing one of the names of a speaker.
    Names,
    /// Going through the feeds that are subscribed to.
    Feeds,
    /// Typing the letters over a link.
    Hints,
}

impl Context {
    pub const ALL: [Context; 12] = [
        Context::List,
        Context::Story,
        Context::Prompt,
        Context::Picker,
        Context::Calendar,
        Context::Help,
        Context::Why,
        Context::Quotations,
        Context::Speakers,
        Context::Names,
        Context::Feeds,
        Context::Hints,
    ];

    pub fn name(self) -> &'static str {
        match self {
            Context::List => "list",
            Context::Story => "story",
            Context::Prompt => "prompt",
            Context::Picker => "picker",
            Context::Calendar => "calendar",
            Context::Help => "help",
            Context::Why => "why",
            Context::Quotations => "quotations",
            Context::Speakers => "speakers",
            Context::Names => "names",
            Context::Feeds => "feeds",
            Context::Hints => "hints",
        }
    }

    /// Whether characters are typed there, so that no key that types one can be an action's.
    pub fn takes_text(self) -> bool {
        use Context::{Feeds, List, Names, Speakers, Story, Why};
        !matches!(self, List | Story | Why | Speakers | Names | Feeds)
    }

    pub fn named(name: &str) -> Option<Context> {
        Context::ALL.into_iter().find(|context| context.name() == name)
    }
}
