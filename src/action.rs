//! The one table of actions: what each is called, where it works, its keys and its help. Dispatch, key settings, the
//! bottom line, the help page, the command line and the docs all read it.

mod context;

pub use context::Context;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Action {
    Down,
    Up,
    PageDown,
    PageUp,
    HalfPageDown,
    HalfPageUp,
    Top,
    Bottom,
    Open,
    Back,
    BackOrQuit,
    Quit,
    OtherPane,
    ReadOn,
    NextUnread,
    PreviousUnread,
    NextQuote,
    PreviousQuote,
    Why,
    Bookmark,
    ToggleRead,
    MarkAllRead,
    Undo,
    Search,
    NextHit,
    PreviousHit,
    Countries,
    Dates,
    OnlyBookmarks,
    OnlyUnread,
    ClearFilters,
    Sort,
    OpenLink,
    LinkHints,
    FullText,
    Copy,
    Export,
    CommandLine,
    ShowNew,
    Help,
    Suspend,
    Redraw,
    Accept,
    Cancel,
    Toggle,
    Complete,
    CursorLeft,
    CursorRight,
    CursorStart,
    CursorEnd,
    DeleteBack,
    DeleteForward,
    DeleteWord,
    DeleteToStart,
    EarlierMonth,
    LaterMonth,
    PreviousDay,
    NextDay,
    PreviousWeek,
    NextWeek,
    NotAbout,
    AlsoAbout,
    Instead,
    SaidBy,
    Speakers,
    OpenQuotation,
    Close,
    Join,
    Part,
    Feeds,
    Fetch,
    AddFeed,
    RenameFeed,
    TagFeed,
    RemoveFeed,
}

/// One row of the table.
#[derive(Debug)]
pub struct Entry {
    pub action: Action,
    /// As key settings and the command line write it.
    pub name: &'static str,
    pub contexts: &'static [Context],
    /// Default keys, the first one is shown.
    pub keys: &'static [&'static str],
    /// On the bottom line: one or two words.
    pub short: &'static str,
    /// On the help page: a sentence without a full stop.
    pub help: &'static str,
    /// Contexts whose bottom line names it, with its place there (lower comes first).
    pub hints: &'static [(Context, u8)],
    pub section: Section,
}

/// The help page's headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Section {
    Moving,
    Reading,
    Marking,
    Finding,
    Using,
    Typing,
    Choosing,
    Correcting,
    Quoting,
    Subscribing,
}

impl Section {
    pub fn title(self) -> &'static str {
        match self {
            Section::Moving => "Moving",
            Section::Reading => "Reading",
            Section::Marking => "Marking",
            Section::Finding => "Finding",
            Section::Using => "Using a story, the program",
            Section::Typing => "Typing a query or a command",
            Section::Choosing => "Choosing countries and dates",
            Section::Correcting => "Putting a story's countries right",
            Section::Quoting => "Who said what",
            Section::Subscribing => "Feeds",
        }
    }
}

impl Action {
    /// Every action has a row: a test says so.
    pub fn entry(self) -> Option<&'static Entry> {
        ACTIONS.iter().find(|entry| entry.action == self)
    }

    pub fn named(name: &str) -> Option<Action> {
        ACTIONS.iter().find(|entry| entry.name == name).map(|entry| entry.action)
    }
}

const BOTH: &[Context] = &[Context::List, Context::Story];
const LOOKING: &[Context] =
    &[Context::List, Context::Story, Context::Speakers, Context::Quotations, Context::Feeds];
const SCROLLING: &[Context] = &[
    Context::List,
    Context::Story,
    Context::Help,
    Context::Why,
    Context::Speakers,
    Context::Names,
    Context::Feeds,
];
const MOVING: &[Context] = &[
    Context::List,
    Context::Story,
    Context::Help,
    Context::Why,
    Context::Speakers,
    Context::Names,
    Context::Quotations,
    Context::Feeds,
];
const READING: &[Context] = &[Context::List, Context::Story, Context::Why];
const OPENING: &[Context] =
    &[Context::List, Context::Story, Context::Why, Context::Speakers, Context::Names, Context::Feeds];
const UNDOING: &[Context] = &[Context::List, Context::Story, Context::Why, Context::Speakers, Context::Feeds];
const FETCHING: &[Context] = &[Context::List, Context::Story, Context::Feeds];
const ASKING: &[Context] = &[Context::List, Context::Story, Context::Speakers];
const TYPING: &[Context] = &[Context::Prompt, Context::Picker, Context::Calendar, Context::Help];
const DELETING: &[Context] = &[
    Context::Prompt,
    Context::Picker,
    Context::Calendar,
    Context::Help,
    Context::Quotations,
    Context::Hints,
];
const CANCELLING: &[Context] =
    &[Context::Prompt, Context::Picker, Context::Calendar, Context::Help, Context::Hints];

macro_rules! actions {
    ($($section:ident { $($action:ident $name:literal $contexts:expr, [$($key:literal),*] $short:literal $help:literal
        $([$($hint:ident $at:literal),*])?;)* })*) => {
        pub const ACTIONS: &[Entry] = &[$($(Entry {
            action: Action::$action,
            name: $name,
            contexts: $contexts,
            keys: &[$($key),*],
            short: $short,
            help: $help,
            hints: &[$($((Context::$hint, $at)),*)?],
            section: Section::$section,
        },)*)*];
    };
}

actions! {
    Moving {
        Down "down" MOVING, ["j", "down"] "down" "Next story; in the story, a line down" [Why 1];
        Up "up" MOVING, ["k", "up"] "up" "Previous story; in the story, a line up";
        PageDown "page-down" MOVING, ["pgdn"] "page down" "A page down";
        PageUp "page-up" MOVING, ["pgup"] "page up" "A page up";
        HalfPageDown "half-page-down" SCROLLING, ["ctrl-d"] "half page down" "Half a page down";
        HalfPageUp "half-page-up" SCROLLING, ["ctrl-u"] "half page up" "Half a page up";
        Top "top" MOVING, ["g", "home"] "top" "To the first story; in the story, to its start";
        Bottom "bottom" MOVING, ["G", "end"] "bottom" "To the last story; in the story, to its end";
        Open "open" OPENING, ["enter", "l", "right"] "open" "Open the story; of a speaker, what was said; of a feed or a tag, its stories" [List 2, Why 6, Speakers 1, Feeds 1];
        Back "back" OPENING, ["esc", "h", "left"] "back" "Back to where you were, at last to the list; never quits" [Story 7, Why 7, Speakers 7, Names 2, Feeds 9];
        OtherPane "other-pane" BOTH, ["tab"] "other pane" "Between list and story";
    }
    Reading {
        ReadOn "read-on" BOTH, ["space"] "read" "A page down, then on to the next unread story: reads everything" [List 3, Story 1];
        NextUnread "next-unread" BOTH, ["n"] "next unread" "Next unread story";
        PreviousUnread "previous-unread" BOTH, ["N"] "previous unread" "Previous unread story";
        NextQuote "next-quote" BOTH, ["]"] "quotes" "Next quotation" [Story 2];
        PreviousQuote "previous-quote" BOTH, ["["] "previous quote" "Previous quotation";
        NextHit "next-hit" BOTH, [")"] "next hit" "Next hit of the search in the story";
        PreviousHit "previous-hit" BOTH, ["("] "previous hit" "Previous hit of the search in the story";
        Why "why" READING, ["w"] "why" "Why the story is under its countries, and put it right" [Story 9];
    }
    Marking {
        Bookmark "bookmark" BOTH, ["b"] "bookmark" "Bookmark the story, or take the bookmark off" [List 5, Story 4];
        ToggleRead "toggle-read" BOTH, ["r"] "read" "Mark the story read or unread";
        MarkAllRead "mark-all-read" BOTH, ["A"] "all read" "Mark every story under the filter read";
        Undo "undo" UNDOING, ["u"] "undo" "Undo the last mark, note, filter, correction, joining or change of a feed; again and again" [Why 5, Speakers 5, Feeds 7];
    }
    Finding {
        Search "search" ASKING, ["/"] "search" "Search as you type: words, \"phrases\", -not, OR, country:AZ, said:…; in the speakers, a name" [List 4, Story 5, Speakers 6];
        Countries "countries" BOTH, ["c"] "country" "Choose countries" [List 6];
        Dates "dates" BOTH, ["d"] "date" "Choose a date or a range of dates" [List 7];
        OnlyBookmarks "only-bookmarks" BOTH, ["B"] "bookmarks" "Only bookmarked stories, on and off";
        OnlyUnread "only-unread" BOTH, ["U"] "unread" "Only unread stories, on and off";
        ClearFilters "clear-filters" BOTH, ["x"] "clear filters" "Clear every filter";
        Sort "sort" BOTH, ["s"] "sort" "Newest first, oldest first, best match first";
        ShowNew "show-new" BOTH, ["."] "show new" "Show what arrived meanwhile";
    }
    Using {
        OpenLink "open-link" BOTH, ["o"] "link" "Open the story's link in a browser";
        LinkHints "link-hints" BOTH, ["f"] "links" "Letters over every link on the screen; typing them opens it" [Story 10];
        FullText "full-text" BOTH, ["t"] "full text" "Fetch the full text of the story from its page; then between that and the text as received";
        Copy "copy" &[Context::List, Context::Story, Context::Quotations], ["y", "ctrl-y"] "copy" "Copy the quotation you stand on, ready to cite, else the story" [Quotations 2];
        Export "export" BOTH, ["e"] "export" "Write the story to a file";
        CommandLine "command" BOTH, [":"] "command" "Command line: every action by its name, and a few more";
        Help "help" LOOKING, ["?", "f1"] "keys" "Every key, searchable" [List 9, Story 8, Quotations 4, Speakers 8, Feeds 8];
        BackOrQuit "back-or-quit" OPENING, ["q"] "quit" "Back, and at last quit" [List 10];
        Quit "quit" &Context::ALL, ["ctrl-c"] "quit now" "Quit at once";
        Suspend "suspend" &Context::ALL, ["ctrl-z"] "suspend" "To the shell; fg comes back";
        Redraw "redraw" &Context::ALL, ["ctrl-l"] "redraw" "Draw the screen anew";
    }
    Typing {
        Accept "accept" TYPING, ["enter"] "done" "Done: keep it" [Prompt 1, Picker 2, Calendar 2, Help 2];
        Cancel "cancel" CANCELLING, ["esc"] "cancel" "Put it back as it was" [Prompt 2, Picker 3, Calendar 4, Help 1, Hints 1];
        Complete "complete" &[Context::Prompt], ["tab"] "complete" "Complete the word" [Prompt 3];
        CursorLeft "cursor-left" &[Context::Prompt], ["left", "ctrl-b"] "left" "A character to the left";
        CursorRight "cursor-right" &[Context::Prompt], ["right", "ctrl-f"] "right" "A character to the right";
        CursorStart "cursor-start" &[Context::Prompt], ["home", "ctrl-a"] "start" "To the start of the line";
        CursorEnd "cursor-end" &[Context::Prompt], ["end", "ctrl-e"] "end" "To the end of the line";
        DeleteBack "delete-back" DELETING, ["backspace", "ctrl-h"] "delete" "Delete the character before" [Hints 2];
        DeleteForward "delete-forward" &[Context::Prompt], ["delete"] "delete" "Delete the character under the cursor";
        DeleteWord "delete-word" DELETING, ["ctrl-w"] "delete word" "Delete the word before" [Prompt 4];
        DeleteToStart "delete-to-start" &[Context::Prompt, Context::Picker, Context::Calendar, Context::Quotations], ["ctrl-u"] "delete all" "Delete everything before" [Prompt 5];
    }
    Choosing {
        Toggle "toggle" &[Context::Picker, Context::Calendar, Context::Speakers, Context::Feeds], ["tab", "space"] "select" "Choose this one too; in the calendar, start a range here; in the feeds, fold a tag" [Picker 1, Calendar 1, Speakers 2];
        PreviousWeek "previous-week" &[Context::Picker, Context::Calendar], ["up"] "up" "Up; in the calendar, a week earlier";
        NextWeek "next-week" &[Context::Picker, Context::Calendar], ["down"] "down" "Down; in the calendar, a week later";
        PreviousDay "previous-day" &[Context::Calendar], ["left"] "day earlier" "A day earlier";
        NextDay "next-day" &[Context::Calendar], ["right"] "day later" "A day later";
        EarlierMonth "earlier-month" &[Context::Calendar, Context::Picker], ["pgup"] "month earlier" "A month earlier; in a list, a page up" [Calendar 3];
        LaterMonth "later-month" &[Context::Calendar, Context::Picker], ["pgdn"] "month later" "A month later; in a list, a page down";
    }
    Correcting {
        NotAbout "not-about" &[Context::Why], ["d", "delete"] "not about" "Not about this country; where you put it right, as it was read again" [Why 2];
        AlsoAbout "also-about" &[Context::Why], ["a"] "also about" "About another country too" [Why 3];
        Instead "instead" &[Context::Why], ["c"] "instead" "Another country in the place of this one" [Why 4];
    }
    Quoting {
        SaidBy "said-by" ASKING, ["a"] "all said" "Everything that the speaker of this quotation said, newest first; typing narrows it" [Story 3];
        Speakers "speakers" ASKING, ["S"] "speakers" "Who is quoted under the filter, most quoted first" [List 11];
        OpenQuotation "open-quotation" &[Context::Quotations], ["enter"] "open" "Open the story at this quotation; esc comes back" [Quotations 1];
        Close "close" &[Context::Quotations], ["esc"] "back" "Back to where you were" [Quotations 3];
        Join "join" &[Context::Speakers], ["="] "join" "The selected names, and the one you stand on, are one and the same" [Speakers 3];
        Part "part" &[Context::Speakers, Context::Names], ["p"] "part" "One of the names of a speaker is somebody else" [Speakers 4, Names 1];
    }
    Subscribing {
        Feeds "feeds" BOTH, ["F"] "feeds" "The feeds you subscribe to: add, fetch, open them";
        Fetch "fetch" FETCHING, ["R"] "fetch" "Fetch what is new: every feed that is due; in the feeds, the one you stand on" [Feeds 3];
        AddFeed "add-feed" &[Context::Feeds], ["a"] "add" "Subscribe to a feed, by its address or that of a page" [Feeds 2];
        RenameFeed "rename-feed" &[Context::Feeds], ["r"] "rename" "Call the feed something else" [Feeds 5];
        TagFeed "tag-feed" &[Context::Feeds], ["t"] "tags" "Put the feed under tags" [Feeds 4];
        RemoveFeed "remove-feed" &[Context::Feeds], ["d", "delete"] "remove" "End the subscription; its stories stay" [Feeds 6];
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn names_are_unique_and_written_alike() {
        let mut seen = HashSet::new();
        for entry in ACTIONS {
            assert!(seen.insert(entry.name), "{} twice", entry.name);
            assert!(entry.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", entry.name);
            assert!(
                !entry.help.ends_with('.') && !entry.contexts.is_empty() && !entry.keys.is_empty(),
                "{}",
                entry.name
            );
            assert_eq!(Action::named(entry.name), Some(entry.action));
        }
    }

    #[test]
    fn a_bottom_line_names_five_to_nine_keys_of_its_own_context() {
        for context in [Context::List, Context::Story] {
            let hints = ACTIONS.iter().filter(|e| e.hints.iter().any(|(c, _)| *c == context));
            assert!((5..=9).contains(&hints.count()), "{}", context.name());
        }
        for entry in ACTIONS {
            assert!(
                entry.hints.iter().all(|(context, _)| entry.contexts.contains(context)),
                "{}",
                entry.name
            );
        }
    }
}
