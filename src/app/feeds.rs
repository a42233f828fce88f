//! The feeds that are subscribed to, under their tags, with what is unread of each.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use super::cursor::Cursor;
use super::{Answer, Effect, ListState, Ticket};
use crate::listing::{FeedId, FeedRow, NewFeed, Subscription};

/// Feeds whose unread stories are counted by one question.
const COUNTED: usize = 50;

#[derive(Debug, Clone, Default)]
pub struct Feeds {
    pub feeds: Vec<FeedRow>,
    /// Unread stories, where they are known.
    unread: HashMap<FeedId, u64>,
    pub lines: Vec<FeedLine>,
    folded: BTreeSet<String>,
    pub cursor: Cursor,
    pub state: ListState,
    /// Several feeds were found where one was to be added.
    pub choosing: Option<Choosing>,
    /// What the list was showing when the view opened, or what was just added: to stand on.
    pub(super) stand: Option<FeedId>,
    asked: Option<Ticket>,
    due: bool,
    counting: Option<Ticket>,
    /// Feeds that are not counted yet.
    to_count: Vec<FeedId>,
}

/// A feed that may be subscribed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    pub url: String,
    pub title: Option<String>,
}

/// One change of a subscription, which another one takes back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedChange {
    Add(NewFeed),
    /// Back as it was.
    Restore(Box<Subscription>),
    Remove,
    /// By its own title where that is none.
    Rename(Option<String>),
    Tags(Vec<String>),
}

/// How far a fetch is, in feeds, and stories that were new.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Fetching {
    pub done: u64,
    pub all: u64,
    pub new: u64,
}

/// One row of the view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FeedLine {
    Tag {
        name: String,
        folded: bool,
    },
    /// Into `feeds`, and whether it stands under a tag.
    Feed {
        at: usize,
        tagged: bool,
    },
}

/// Which of several feeds to subscribe to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choosing {
    pub typed: String,
    pub offers: Vec<Offer>,
    pub at: usize,
    /// Chosen, into `offers`; where none is, the one that `at` stands on is meant.
    pub chosen: BTreeSet<usize>,
}

impl Feeds {
    pub(super) fn new() -> Feeds {
        Feeds { due: true, ..Feeds::default() }
    }

    /// The feed one stands on.
    pub fn row(&self) -> Option<&FeedRow> {
        match self.lines.get(self.cursor.at)? {
            FeedLine::Feed { at, .. } => self.feeds.get(*at),
            FeedLine::Tag { .. } => None,
        }
    }

    /// The feeds one stands on: one, or those of a tag.
    pub(super) fn selected(&self) -> Vec<&FeedRow> {
        match self.lines.get(self.cursor.at) {
            Some(FeedLine::Feed { at, .. }) => self.feeds.get(*at).into_iter().collect(),
            Some(FeedLine::Tag { name, .. }) => self.under(name).collect(),
            None => Vec::new(),
        }
    }

    pub fn under<'a>(&'a self, tag: &'a str) -> impl Iterator<Item = &'a FeedRow> + 'a {
        self.feeds.iter().filter(move |row| row.feed.tags.iter().any(|of| of == tag))
    }

    /// Unread stories of these feeds; none where one of them is not counted yet.
    pub fn unread<'a>(&self, feeds: impl IntoIterator<Item = &'a FeedRow>) -> Option<u64> {
        feeds.into_iter().map(|row| self.unread.get(&row.feed.id)).sum()
    }

    pub(super) fn step(&mut self, by: isize) {
        match &mut self.choosing {
            Some(choosing) => {
                let last = choosing.offers.len().saturating_sub(1);
                choosing.at = choosing.at.saturating_add_signed(by).min(last);
            }
            None => self.cursor.step(by, self.lines.len()),
        }
    }

    /// The rows may be others now.
    pub(super) fn changed(&mut self) {
        self.due = true;
    }

    pub(super) fn asks_again(&mut self) {
        self.due |= self.asked.take().is_some();
        self.counting = None;
    }

    /// The next question: the feeds themselves, then their counts.
    pub(super) fn wants(&mut self, ticket: Ticket) -> Option<Effect> {
        if std::mem::take(&mut self.due) {
            self.asked = Some(ticket);
            return Some(Effect::Feeds { ticket });
        }
        if self.asked.is_some() || self.counting.is_some() || self.to_count.is_empty() {
            return None;
        }
        self.counting = Some(ticket);
        let now: Vec<FeedId> = self.to_count.iter().copied().take(COUNTED).collect();
        let counted = self.feeds.iter().filter(|row| now.contains(&row.feed.id));
        let sources = counted.map(|row| (row.feed.id, row.feed.source())).collect();
        Some(Effect::FeedCounts { ticket, sources })
    }

    /// Takes an answer and stays on the same row. False where it answers no open question.
    pub(super) fn take(&mut self, ticket: Ticket, rows: Answer<Vec<FeedRow>>) -> bool {
        if self.asked.take_if(|open| *open == ticket).is_none() {
            return false;
        }
        self.state = ListState::Ready;
        self.counting = None;
        match rows {
            Ok(rows) => {
                let here = self.lines.get(self.cursor.at).cloned();
                let stand = self.stand.take().or_else(|| self.row().map(|row| row.feed.id));
                self.to_count = rows.iter().map(|row| row.feed.id).collect();
                self.feeds = rows;
                self.feeds.sort_by_cached_key(|row| row.feed.name().to_lowercase());
                self.arrange();
                self.stand_on(stand, here.as_ref());
            }
            Err(line) => self.state = ListState::Failed(line),
        }
        true
    }

    pub(super) fn count(&mut self, ticket: Ticket, unread: Answer<Vec<(FeedId, u64)>>) -> Answer<()> {
        if self.counting.take_if(|open| *open == ticket).is_none() {
            return Ok(());
        }
        match unread {
            Ok(unread) => {
                let counted: BTreeSet<FeedId> = unread.iter().map(|(id, _)| *id).collect();
                self.to_count.retain(|id| !counted.contains(id));
                self.unread.extend(unread);
                Ok(())
            }
            Err(line) => {
                self.to_count.clear();
                Err(line)
            }
        }
    }

    /// Puts the feeds under their tags, those without one last.
    fn arrange(&mut self) {
        let mut tags: BTreeMap<(String, &str), Vec<usize>> = BTreeMap::new();
        for (at, row) in self.feeds.iter().enumerate() {
            for tag in &row.feed.tags {
                tags.entry((tag.to_lowercase(), tag)).or_default().push(at);
            }
        }
        let mut lines = Vec::new();
        for ((_, name), feeds) in &tags {
            let folded = self.folded.contains(*name);
            lines.push(FeedLine::Tag { name: (*name).to_owned(), folded });
            if !folded {
                lines.extend(feeds.iter().map(|at| FeedLine::Feed { at: *at, tagged: true }));
            }
        }
        let untagged = (0..self.feeds.len()).filter(|at| self.feeds[*at].feed.tags.is_empty());
        lines.extend(untagged.map(|at| FeedLine::Feed { at, tagged: false }));
        self.lines = lines;
    }

    fn stand_on(&mut self, feed: Option<FeedId>, here: Option<&FeedLine>) {
        let is = |line: &FeedLine| match (line, here) {
            (FeedLine::Feed { at, .. }, _) => Some(self.feeds[*at].feed.id) == feed,
            (FeedLine::Tag { name, .. }, Some(FeedLine::Tag { name: here, .. })) => {
                feed.is_none() && name == here
            }
            (FeedLine::Tag { .. }, _) => false,
        };
        self.cursor.at = self.lines.iter().position(is).unwrap_or(self.cursor.at);
    }

    /// Folds the tag one stands on or under, or unfolds it.
    pub(super) fn fold(&mut self) {
        let above = self
            .lines
            .get(..=self.cursor.at)
            .unwrap_or_default()
            .iter()
            .rposition(|line| matches!(line, FeedLine::Tag { .. }));
        if matches!(self.lines.get(self.cursor.at), Some(FeedLine::Feed { tagged: false, .. })) {
            return;
        }
        let Some(FeedLine::Tag { name, folded }) = above.map(|at| self.lines[at].clone()) else { return };
        if folded {
            self.folded.remove(&name);
        } else {
            self.folded.insert(name);
        }
        self.arrange();
        self.cursor.at = above.unwrap_or(0);
    }
}
