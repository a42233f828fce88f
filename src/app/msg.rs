//! What can happen to the app, and what it asks the world to do: both plain data.

use std::path::PathBuf;

use chrono::NaiveDate;

use super::feeds::{FeedChange, Fetching, Offer};
use crate::article::correction::Verdict;
use crate::key::KeyPress;
use crate::listing::{
    Days, FeedId, FeedRow, Joining, Mark, Quotation, QuotationKey, Reparsed, Row, SpeakerId, SpeakerRow,
    Story, StoryId, Stretch, Tally,
};
use crate::page::Snippet;
use crate::query::{Query, Said};

/// Names a question, so that an answer to an older one can be told and dropped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Ticket(pub u64);

/// What the world answers: a value, or one line saying what is wrong and what to do.
pub type Answer<T> = Result<T, String>;

/// Everything that can wake the app.
#[derive(Debug, Clone, PartialEq)]
pub enum Msg {
    Key(KeyPress),
    Paste(String),
    Mouse(Mouse),
    Resize {
        columns: u16,
        rows: u16,
    },
    /// A new day began while the reader was open.
    Today(NaiveDate),
    Page {
        ticket: Ticket,
        rows: Answer<Vec<Row>>,
    },
    Tally {
        ticket: Ticket,
        tally: Answer<Tally>,
    },
    Choices {
        ticket: Ticket,
        tally: Answer<Tally>,
    },
    Days {
        ticket: Ticket,
        days: Answer<Days>,
    },
    Found {
        ticket: Ticket,
        row: Answer<Option<Row>>,
    },
    Story {
        ticket: Ticket,
        story: Answer<Box<Story>>,
    },
    /// A story with what its page says, which is kept; or why there is none.
    FullText {
        ticket: Ticket,
        id: StoryId,
        story: Answer<Box<Story>>,
    },
    /// A story that was read ahead; none that is too long for it, or where none was asked for.
    Ahead {
        ticket: Ticket,
        story: Option<Answer<Box<Story>>>,
    },
    /// Lines of text to stand under rows, none where there is none to show; of more rows than these where that would
    /// have taken long.
    Snippets {
        ticket: Ticket,
        found: Vec<(StoryId, Option<Snippet>)>,
    },
    /// Another process, or an import, changed the library: a story may not be what it was.
    Changed,
    Marked {
        ticket: Ticket,
        mark: Mark,
        on: bool,
        why: Why,
        stories: Answer<Vec<StoryId>>,
    },
    Noted {
        ticket: Ticket,
        id: StoryId,
        note: Answer<Option<String>>,
        why: Why,
    },
    /// A story was put right by these verdicts, or not.
    Corrected {
        ticket: Ticket,
        id: StoryId,
        verdicts: Vec<Verdict>,
        why: Why,
        done: Answer<Corrected>,
    },
    Quotations {
        ticket: Ticket,
        found: Answer<Voiced>,
    },
    Speakers {
        ticket: Ticket,
        rows: Answer<Vec<SpeakerRow>>,
    },
    /// Names were joined or parted, or not; what takes it back, empty where it stood so already.
    Joined {
        ticket: Ticket,
        what: String,
        why: Why,
        back: Answer<Vec<Joining>>,
    },
    /// The story of a quotation that is to be copied.
    Cited {
        index: usize,
        story: Answer<Box<Story>>,
    },
    /// The subscriptions.
    Feeds {
        ticket: Ticket,
        rows: Answer<Vec<FeedRow>>,
    },
    /// Unread stories a feed, of those asked about.
    FeedCounts {
        ticket: Ticket,
        unread: Answer<Vec<(FeedId, u64)>>,
    },
    /// What may be subscribed to at an address that was typed.
    Discovered {
        ticket: Ticket,
        typed: String,
        found: Answer<Vec<Offer>>,
    },
    /// A subscription was made, changed or ended, or not; what takes that back.
    FeedChanged {
        ticket: Ticket,
        id: FeedId,
        why: Why,
        back: Answer<FeedChange>,
    },
    /// The reader's own library is open in the place of the sample.
    Opened(Answer<PathBuf>),
    /// Feeds are being asked for.
    Fetching(Fetching),
    /// All of them were, or that did not begin; one line.
    Fetched(Answer<String>),
    /// Another process, or an import, added stories.
    Arrived(u64),
    /// The same, and so many left the library.
    Left {
        arrived: u64,
        left: u64,
    },
    /// A running import; `done` counts stories.
    Importing {
        done: u64,
    },
    /// `line`: what is worth telling.
    Imported {
        line: Answer<Option<String>>,
        reload: bool,
    },
    /// The search index is being brought up; stories done and to do.
    Indexing {
        done: u64,
        all: u64,
    },
    /// It is up to date, or what went wrong.
    Indexed(Answer<()>),
    /// The library could be read better by today's rules.
    Outdated,
    /// The library is being read again.
    Reparsing {
        done: u64,
        all: u64,
    },
    /// It was read again, or not to its end.
    Reparsed(Answer<Reparsed>),
    /// One line to show.
    Said(Answer<String>),
}

/// What came of a correction that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct Corrected {
    /// What takes it back; empty where it stood so already.
    pub back: Vec<Verdict>,
    /// The story as it is now.
    pub story: Answer<Box<Story>>,
}

/// Quotations, and whose they are where that was asked too.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Voiced {
    pub voice: Option<Voice>,
    pub rows: Vec<Quotation>,
}

/// Somebody who is quoted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Voice {
    pub id: SpeakerId,
    /// The name to show.
    pub name: String,
    /// Every name that stands for it.
    pub names: Vec<(SpeakerId, String)>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Mouse {
    pub what: MouseDoes,
    pub column: u16,
    pub row: u16,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MouseDoes {
    Press,
    Drag,
    Release,
    WheelUp,
    WheelDown,
}

/// What the app asks for. Questions carry a ticket.
#[derive(Debug, Clone, PartialEq)]
pub enum Effect {
    Page {
        ticket: Ticket,
        query: Query,
        stretch: Stretch,
        limit: usize,
    },
    Tally {
        ticket: Ticket,
        query: Query,
    },
    /// Counts for the country picker.
    Choices {
        ticket: Ticket,
        query: Query,
    },
    Days {
        ticket: Ticket,
        query: Query,
        month: NaiveDate,
    },
    /// The first row of a stretch.
    Find {
        ticket: Ticket,
        query: Query,
        stretch: Stretch,
    },
    Story {
        ticket: Ticket,
        id: StoryId,
    },
    /// Fetches the page of a story and keeps what it says.
    FullText {
        ticket: Ticket,
        id: StoryId,
        url: String,
    },
    /// A story to be read ahead, where one is, and whether all that was read before still stands.
    Ahead {
        ticket: Ticket,
        id: Option<StoryId>,
    },
    /// What of their text to show under rows of the list.
    Snippets {
        ticket: Ticket,
        ids: Vec<StoryId>,
        words: Vec<String>,
        columns: usize,
    },
    Mark {
        ticket: Ticket,
        mark: Mark,
        on: bool,
        target: Target,
        why: Why,
    },
    Note {
        ticket: Ticket,
        id: StoryId,
        text: Option<String>,
        why: Why,
    },
    /// Puts a story right: only what the verdicts speak of.
    Correct {
        ticket: Ticket,
        id: StoryId,
        verdicts: Vec<Verdict>,
        why: Why,
    },
    /// Quotations behind `after`. `by`: of the speaker of this story's quotation, whoever that is.
    Quotations {
        ticket: Ticket,
        by: Option<(StoryId, usize)>,
        said: Said,
        after: Option<QuotationKey>,
        limit: usize,
    },
    /// Who is quoted under a query, by names that words begin.
    Speakers {
        ticket: Ticket,
        query: Query,
        words: String,
        sure: f32,
        limit: usize,
    },
    /// Joins and parts names; `what` says in words what that comes to.
    Join {
        ticket: Ticket,
        joinings: Vec<Joining>,
        what: String,
        why: Why,
    },
    /// The story of a quotation that is to be copied.
    Cite {
        id: StoryId,
        index: usize,
    },
    Export {
        id: StoryId,
        format: Option<String>,
    },
    Import(PathBuf),
    Feeds {
        ticket: Ticket,
    },
    /// How many stories of each source are unread.
    FeedCounts {
        ticket: Ticket,
        sources: Vec<(FeedId, String)>,
    },
    /// Looks for feeds at an address.
    Discover {
        ticket: Ticket,
        typed: String,
    },
    /// Changes a subscription; a new one has no number yet.
    ChangeFeed {
        ticket: Ticket,
        id: Option<FeedId>,
        change: FeedChange,
        why: Why,
    },
    /// Opens the reader's own library in the place of the sample.
    OpenOwn,
    /// Asks for these feeds, all where it names none: those that are due.
    Fetch(Vec<FeedId>),
    /// Reads the library again with today's rules.
    Reparse,
    StopReparse,
    Copy {
        text: String,
        what: &'static str,
    },
    OpenLink(String),
    Theme(String),
    /// What has arrived is on the screen now.
    Shown,
    Redraw,
    Suspend,
    Quit,
}

#[derive(Debug, Clone, PartialEq)]
pub enum Target {
    Stories(Vec<StoryId>),
    Everything(Query),
}

/// Who wanted a change; decides what the reader is told and what `u` takes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Why {
    /// A key: undoable.
    Asked,
    /// The story was opened.
    Reading,
    /// An undo itself.
    Undoing,
}
