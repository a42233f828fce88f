//! A line of its text under each story that a search found: for the rows in sight, asked for once, kept while one scrolls.

use std::collections::{HashMap, HashSet};

use super::{App, Effect, ListLine, ListState, Ticket};
use crate::listing::{Row, StoryId};
use crate::page::Snippet;
use crate::query::Sort;

/// A pane of fewer lines, or columns, keeps them for its headlines.
const LEAST_LINES: u16 = 12;
const LEAST_COLUMNS: u16 = 40;
/// Columns of a row before its headline, and the one that stays free at its end.
pub const INDENT: usize = 9;
const FREE: usize = 1;
/// Snippets kept before those of rows that are gone are let go.
const KEPT: usize = 512;

/// What stands under the rows.
#[derive(Debug, Default)]
pub struct Snippets {
    words: Vec<String>,
    columns: usize,
    kept: HashMap<StoryId, Snippet>,
    /// Stories whose snippet is here as it is now, or who have none.
    known: HashSet<StoryId>,
    asked: Option<(Ticket, Vec<StoryId>)>,
    /// Answers to older questions are of other words, columns or texts.
    since: Ticket,
}

impl Snippets {
    /// What is known to stand under a row.
    pub fn of(&self, id: StoryId) -> Option<&Snippet> {
        self.kept.get(&id)
    }

    pub fn is_settled(&self) -> bool {
        self.asked.is_none()
    }

    /// Stories may have changed: what is here stays on the screen until it is known anew.
    pub(super) fn forget(&mut self, ticket: Ticket) {
        self.known.clear();
        (self.asked, self.since) = (None, ticket);
    }

    fn under(&mut self, words: &[String], columns: usize, ticket: Ticket) {
        if self.words == words && self.columns == columns {
            return;
        }
        if self.words != words && !goes_on(&self.words, words) {
            self.kept.clear();
        }
        (self.words, self.columns) = (words.to_vec(), columns);
        self.forget(ticket);
    }

    fn take(&mut self, ticket: Ticket, found: Vec<(StoryId, Option<Snippet>)>) {
        if ticket < self.since {
            return;
        }
        self.asked.take_if(|(open, _)| *open == ticket);
        for (id, snippet) in found {
            self.known.insert(id);
            match snippet {
                Some(snippet) => drop(self.kept.insert(id, snippet)),
                None => drop(self.kept.remove(&id)),
            }
        }
    }

    /// Those of rows in the window stay.
    fn prune(&mut self, rows: &[Row]) {
        if self.known.len() > KEPT {
            let here: HashSet<StoryId> = rows.iter().map(Row::id).collect();
            self.kept.retain(|id, _| here.contains(id));
            self.known.retain(|id| here.contains(id));
        }
    }
}

/// One types on: what was found before is found at the same places, as a rule.
fn goes_on(before: &[String], now: &[String]) -> bool {
    let plain = |word: &str| word.trim_end_matches('*').to_owned();
    before.len() == now.len()
        && before
            .iter()
            .zip(now)
            .all(|(a, b)| plain(b).starts_with(&plain(a)) || plain(a).starts_with(&plain(b)))
}

impl App {
    /// Whether days part the rows, and whether rows have a second line, before anything is put in sight by it. The rows on the screen are of the query
    /// that was answered last.
    pub(super) fn place_snippets(&mut self) {
        let Some(area) = self.layout().and_then(|layout| layout.list.or(layout.story)) else { return };
        if !self.list.is_renewed() {
            let fits = area.height >= LEAST_LINES && area.width >= LEAST_COLUMNS;
            self.list.shape.by_day = self.query.order() != Sort::Relevance;
            let words = self.query.words();
            self.list.shape.snippets = self.settings.snippets && fits && !words.is_empty();
            let ticket = self.ticket();
            self.snippets.under(&words, usize::from(area.width) - INDENT - FREE, ticket);
        }
    }

    /// Asks for what the rows in sight lack.
    pub(super) fn ask_snippets(&mut self) {
        let area = self.layout().and_then(|layout| layout.list);
        let Some(area) = area.filter(|_| self.list.shape.snippets && !self.is_covered()) else { return };
        if self.list.is_renewed() || self.list.state != ListState::Ready {
            return;
        }
        let in_sight = self.list.lines(usize::from(area.height)).filter_map(|line| match line {
            ListLine::Row(index) => Some(self.list.rows[index].id()),
            _ => None,
        });
        let ids: Vec<StoryId> = in_sight.filter(|id| !self.snippets.known.contains(id)).collect();
        let open = self.snippets.asked.as_ref().map_or(&[][..], |(_, asked)| asked);
        if ids.iter().all(|id| open.contains(id)) {
            return;
        }
        self.snippets.prune(&self.list.rows);
        let ticket = self.ticket();
        self.snippets.asked = Some((ticket, ids.clone()));
        let Snippets { words, columns, .. } = &self.snippets;
        self.effects.push(Effect::Snippets { ticket, ids, words: words.clone(), columns: *columns });
    }

    pub(super) fn found_snippets(&mut self, ticket: Ticket, found: Vec<(StoryId, Option<Snippet>)>) {
        self.snippets.take(ticket, found);
    }
}
