//! The app: one value that is everything on the screen. A [`Msg`] changes it, [`Effect`]s are what it asks for.

mod actions;
mod ahead;
mod answers;
pub mod calendar;
pub mod command;
mod correct;
pub mod cursor;
pub mod feeds;
mod filter;
mod full;
pub mod help;
pub mod hints;
mod joining;
pub mod layout;
pub mod list;
mod mouse;
pub mod msg;
mod overlay;
pub mod picker;
pub mod prompt;
pub mod quotations;
mod settle;
mod snippets;
pub mod speakers;
pub mod story;
mod subscribing;
mod undo;
pub mod views;
pub mod why;

use std::path::PathBuf;

use chrono::NaiveDate;

use crate::action::Context;
use crate::key::KeyPress;
use crate::keymap::Keymap;
use crate::listing::{BEST, FeedId, NewFeed, StoryId, Stretch, Tally};
use crate::query::{Query, Sort};
use ahead::Ahead;
pub use calendar::Calendar;
use correct::Asked;
pub use feeds::{FeedChange, Feeds, Fetching, Offer};
pub use help::Help;
pub use hints::Hints;
use layout::Area;
pub use list::{List, ListLine, ListState};
pub use msg::{Answer, Corrected, Effect, Mouse, MouseDoes, Msg, Target, Ticket, Voice, Voiced, Why};
pub use picker::Picker;
pub use prompt::Prompt;
pub use quotations::Quotations;
use settle::SetFor;
pub use snippets::INDENT;
use snippets::Snippets;
pub use speakers::Speakers;
pub use story::{Shown, StoryView};
use undo::Steps;
pub use views::View;
pub use why::Reasons;

/// What the app needs to know of the user's settings.
#[derive(Debug, Clone, PartialEq)]
pub struct Settings {
    /// The time of day in the list, where it is known.
    pub times: bool,
    /// Stands before headlines that were made from the lede; one column.
    pub derived_mark: String,
    /// Preferred columns of a story's text.
    pub measure: usize,
    /// Speakers' names beside their quotations, where there is room.
    pub margin_names: bool,
    /// Below it a quotation is shown without a name.
    pub confidence: f32,
    pub mark_read: MarkRead,
    /// Under each story that a search found, a line of its text.
    pub snippets: bool,
}

/// When a story counts as read by itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkRead {
    Open,
    End,
    Never,
}

/// Which library is open.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Shelf {
    Sample,
    Own(PathBuf),
    /// Files read without being kept; what the command line called them.
    Reading(String),
}

/// The pane in front: the one with the focus, and the only one on a narrow screen.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Pane {
    List,
    Story,
}

/// What stands over the panes.
#[derive(Debug, Clone)]
pub enum Overlay {
    Prompt(Prompt),
    Countries(Picker),
    Dates(Calendar),
    Help(Help),
    Why(Reasons),
    Hints(Hints),
}

/// Which rules the library was read with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Rules {
    #[default]
    Todays,
    /// Some of it with older ones: it could be read better.
    Older,
    /// It is being read again; stories done and to do.
    ReadingAgain { done: u64, all: u64 },
}

/// One line for the reader, until the next key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Notice {
    pub text: String,
    pub fault: bool,
}

/// What the app starts from.
#[derive(Debug, Clone)]
pub struct Start {
    pub settings: Settings,
    pub keymap: Keymap,
    pub shelf: Shelf,
    pub today: NaiveDate,
    pub columns: u16,
    pub rows: u16,
    /// Something to say first: a fault in the settings.
    pub notice: Option<String>,
}

#[derive(Debug)]
pub struct App {
    pub settings: Settings,
    pub keymap: Keymap,
    pub shelf: Shelf,
    pub today: NaiveDate,
    pub columns: u16,
    pub rows: u16,
    /// Where the user dragged the divider to.
    list_columns: Option<u16>,
    dragging: bool,
    pub front: Pane,
    pub query: Query,
    pub list: List,
    /// Under the rows of the list.
    pub snippets: Snippets,
    pub story: StoryView,
    ahead: Ahead,
    /// What stands in the place of the panes, the one in front last.
    views: Vec<View>,
    pub overlay: Option<Overlay>,
    /// Counts under the query; `None` until they are known.
    pub tally: Option<Tally>,
    pub notice: Option<Notice>,
    /// Stories that came while the reader was open and are not in the list yet.
    pub arrived: u64,
    /// Stories that left since the list was last shown anew.
    pub left: u64,
    /// Stories done by a running import.
    pub importing: Option<u64>,
    pub fetching: Option<Fetching>,
    /// Asked for once that is done; an empty one is all of them.
    to_fetch: Vec<Vec<FeedId>>,
    /// Feeds are being looked for at an address.
    pub discovering: Option<Ticket>,
    /// Stories done and to do, while the search index is being brought up.
    pub indexing: Option<(u64, u64)>,
    pub rules: Rules,
    /// Feeds that wait for the reader's own library to be opened.
    to_subscribe: Vec<NewFeed>,
    /// Where one stood in the feeds.
    feeds_stood_on: Option<FeedId>,
    steps: Steps,
    /// Corrections that are not kept yet, in their order.
    asked: Vec<Asked>,
    tickets: u64,
    tally_asked: Ticket,
    finding: Option<filter::Finding>,
    /// What was given on the command line is read; a single story is opened at once.
    open_single: bool,
    /// The story on the screen is being read, though the list has the focus.
    reading: bool,
    /// The last story that was marked read by itself; what the reader then does to its mark stays.
    marked_by_itself: Option<StoryId>,
    set_for: Option<SetFor>,
    /// The page of a story that is being fetched.
    pub fetching_page: Option<(Ticket, StoryId)>,
    effects: Vec<Effect>,
}

impl App {
    /// The app and its first questions.
    pub fn new(start: Start) -> (App, Vec<Effect>) {
        let mut app = App {
            settings: start.settings,
            keymap: start.keymap,
            shelf: start.shelf,
            today: start.today,
            columns: start.columns,
            rows: start.rows,
            list_columns: None,
            dragging: false,
            front: Pane::List,
            query: Query::default(),
            list: List::default(),
            snippets: Snippets::default(),
            story: StoryView::default(),
            ahead: Ahead::default(),
            views: Vec::new(),
            overlay: None,
            tally: None,
            notice: start.notice.map(|text| Notice { text, fault: true }),
            arrived: 0,
            left: 0,
            importing: None,
            fetching: None,
            to_fetch: Vec::new(),
            discovering: None,
            indexing: None,
            rules: Rules::default(),
            to_subscribe: Vec::new(),
            feeds_stood_on: None,
            steps: Steps::default(),
            asked: Vec::new(),
            tickets: 0,
            tally_asked: Ticket(0),
            finding: None,
            open_single: false,
            reading: false,
            marked_by_itself: None,
            set_for: None,
            fetching_page: None,
            effects: Vec::new(),
        };
        app.load(Stretch::First);
        let effects = std::mem::take(&mut app.effects);
        (app, effects)
    }

    /// The one way in: what happened → what is to be done.
    pub fn update(&mut self, msg: Msg) -> Vec<Effect> {
        match msg {
            Msg::Key(key) => self.key(key),
            Msg::Paste(text) => self.typed(&text),
            Msg::Mouse(mouse) => self.mouse(mouse),
            Msg::Resize { columns, rows } => (self.columns, self.rows) = (columns, rows),
            Msg::Today(today) => self.begin(today),
            answer => self.answer(answer),
        }
        self.settle();
        std::mem::take(&mut self.effects)
    }

    /// Where the reader is.
    pub fn context(&self) -> Context {
        match (&self.overlay, self.front) {
            (Some(Overlay::Prompt(_)), _) => Context::Prompt,
            (Some(Overlay::Countries(_) | Overlay::Why(Reasons { choosing: Some(_), .. })), _) => {
                Context::Picker
            }
            (Some(Overlay::Dates(_)), _) => Context::Calendar,
            (Some(Overlay::Help(_)), _) => Context::Help,
            (Some(Overlay::Why(_)), _) => Context::Why,
            (Some(Overlay::Hints(_)), _) => Context::Hints,
            (None, front) => self.context_of_view(front),
        }
    }

    fn key(&mut self, key: KeyPress) {
        self.notice = None;
        let context = self.context();
        if context.takes_text()
            && let Some(c) = key.typed()
        {
            return self.typed(c.encode_utf8(&mut [0; 4]));
        }
        match self.keymap.action(context, key) {
            Some(action) => self.perform(action),
            // An Esc and a key that arrived together look like one key with Alt.
            None if key.alt => {
                self.key(KeyPress::plain(crate::key::Code::Esc));
                self.key(KeyPress { alt: false, ..key });
            }
            None => {}
        }
    }

    fn say(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), fault: false });
    }

    fn complain(&mut self, text: impl Into<String>) {
        self.notice = Some(Notice { text: text.into(), fault: true });
    }

    fn ticket(&mut self) -> Ticket {
        self.tickets += 1;
        Ticket(self.tickets)
    }

    /// Stories in the list, once that is known, and whether those are but the best of all there are.
    pub fn listed(&self) -> Option<(u64, bool)> {
        let all = self.tally.as_ref()?.stories;
        let cut = self.query.order() == Sort::Relevance && all > BEST;
        Some((if cut { BEST } else { all }, cut))
    }

    fn list_height(&self) -> usize {
        // While the story stands in its place the list has as many lines.
        let area = self.layout().and_then(|layout| layout.list.or(layout.story));
        area.map_or(1, |area| usize::from(area.height))
    }

    fn story_area(&self) -> Option<Area> {
        self.layout()?.story
    }

    fn story_height(&self) -> usize {
        self.story_area().map_or(1, |area| usize::from(area.height))
    }

    /// Asks for the list under the query, and its counts.
    fn load(&mut self, stretch: Stretch) {
        self.finding = None;
        if stretch == Stretch::First {
            // What arrived is shown by it.
            (self.arrived, self.left) = (0, 0);
            self.effects.push(Effect::Shown);
        }
        let ticket = self.ticket();
        self.list.asks_anew(ticket, stretch);
        self.effects.push(Effect::Page { ticket, query: self.query.clone(), stretch, limit: list::PAGE });
        self.tally_asked = self.ticket();
        self.effects.push(Effect::Tally { ticket: self.tally_asked, query: self.query.clone() });
    }
}

#[cfg(test)]
mod tests;
