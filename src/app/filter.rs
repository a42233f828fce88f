//! Changing what the list shows: filters, order, and the way to the next unread story.

use super::undo::Step;
use super::{Answer, App, Effect, Pane, Ticket};
use crate::listing::{Key, Row, Stretch};
use crate::query::{Expr, Flag, Query, Sort, Term};

/// A search for an unread story outside the window.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Finding {
    ticket: Ticket,
    /// Nothing further was unread: this one looks from the other end.
    around: bool,
    forward: bool,
}

impl App {
    /// Another query, undoable; the list starts anew.
    pub(super) fn filter(&mut self, query: Query) {
        if query == self.query {
            return;
        }
        let before = std::mem::replace(&mut self.query, query);
        self.steps.done(Step::Filter { query: before, at: self.place() });
        self.leave_views();
        self.reading = false;
        self.load(Stretch::First);
    }

    /// The place of the selected row, to come back to.
    pub(super) fn place(&self) -> Option<Key> {
        self.list.row().map(|row| row.key)
    }

    /// Shows a query at a place.
    pub(super) fn go(&mut self, query: Query, at: Option<Key>) {
        self.query = query;
        self.load(at.map_or(Stretch::First, Stretch::From));
    }

    pub(super) fn toggle_flag(&mut self, flag: Flag) {
        let mut query = self.query.clone();
        query.toggle(flag);
        self.filter(query);
    }

    /// Everything again, at the story one stands on.
    pub(super) fn clear_filters(&mut self) {
        if self.query.is_everything() {
            return self.say("no filter to clear");
        }
        let at = self.place();
        let sort = if self.query.sort == Sort::Relevance { Sort::default() } else { self.query.sort };
        self.filter(Query { sort, ..Query::default() });
        self.go(self.query.clone(), at);
    }

    pub(super) fn next_sort(&mut self) {
        let searching = !self.query.words().is_empty();
        let sort = match self.query.order() {
            Sort::Newest => Sort::Oldest,
            Sort::Oldest if searching => Sort::Relevance,
            Sort::Oldest | Sort::Relevance => Sort::Newest,
        };
        self.filter(Query { sort, ..self.query.clone() });
        self.say(match sort {
            Sort::Newest => "newest first",
            Sort::Oldest => "oldest first",
            Sort::Relevance => "best match first",
        });
    }

    /// To the next unread story, wherever it is; around the end where nothing further is unread.
    pub(super) fn go_to_unread(&mut self, forward: bool) {
        self.leave_views();
        if let Some(index) = self.list.unread(forward) {
            return self.go_to_row(index);
        }
        let Some(here) = self.place() else { return };
        let at_edge = if forward { self.list.at_end } else { self.list.at_start };
        if at_edge || self.query.order() == Sort::Relevance {
            self.look(if forward { Stretch::First } else { Stretch::Last }, forward, true);
        } else {
            let last = self.list.rows.last().map_or(here, |row| row.key);
            let first = self.list.rows.first().map_or(here, |row| row.key);
            self.look(if forward { Stretch::After(last) } else { Stretch::Before(first) }, forward, false);
        }
    }

    fn look(&mut self, stretch: Stretch, forward: bool, around: bool) {
        let mut query = self.query.clone();
        if !query.has(Flag::Unread) {
            query.all.push(Expr::Term(Term::Is(Flag::Unread)));
        }
        let ticket = self.ticket();
        self.finding = Some(Finding { ticket, around, forward });
        self.effects.push(Effect::Find { ticket, query, stretch });
    }

    pub(super) fn found(&mut self, ticket: Ticket, row: Answer<Option<Row>>) {
        let Some(finding) = self.finding.take_if(|finding| finding.ticket == ticket) else { return };
        let row = match row {
            Ok(row) => row,
            Err(line) => return self.complain(line),
        };
        match row {
            Some(row) => {
                if finding.around {
                    self.say(if finding.forward { "on from the top" } else { "on from the end" });
                }
                match self.list.index_of(row.id()) {
                    Some(index) => self.go_to_row(index),
                    None => self.load(Stretch::From(row.key)),
                }
            }
            None if !finding.around => {
                let stretch = if finding.forward { Stretch::First } else { Stretch::Last };
                self.look(stretch, finding.forward, true);
            }
            None if self.query.is_everything() => self.say("everything is read"),
            None => self.say("everything under this filter is read"),
        }
    }

    fn go_to_row(&mut self, index: usize) {
        if self.front == Pane::Story {
            self.reading = true;
        }
        self.list.select(index);
    }
}
