//! Who is quoted under the filter, most quoted first: narrowed by a name, opened, joined and parted.

use super::cursor::{Cursor, step_of};
use super::overlay::delete;
use super::views::View;
use super::{Answer, App, Effect, ListState, Ticket};
use crate::action::Action;
use crate::listing::{SpeakerId, SpeakerRow};
use crate::query::Query;

/// Speakers that a question asks for; so many more once the last ones come into sight.
pub const LIMIT: usize = 200;

#[derive(Debug, Clone)]
pub struct Speakers {
    /// The filter they are quoted under.
    pub query: Query,
    /// Narrows them: each word begins a word of the name.
    pub words: String,
    /// A name is being typed; what stood there before.
    pub typing: Option<String>,
    pub rows: Vec<SpeakerRow>,
    /// Those that no name narrowed: what columns are measured by, so that they stay while one types.
    unnarrowed: Vec<SpeakerRow>,
    pub cursor: Cursor,
    /// Chosen to be joined, in that order, in sight or not.
    pub chosen: Vec<(SpeakerId, String)>,
    /// One of the names of the selected row is being chosen to be parted: which one.
    pub parting: Option<usize>,
    pub state: ListState,
    limit: usize,
    asked: Option<Ticket>,
    due: bool,
}

impl Speakers {
    fn new(query: Query) -> Speakers {
        Speakers {
            query,
            words: String::new(),
            typing: None,
            rows: Vec::new(),
            unnarrowed: Vec::new(),
            cursor: Cursor::default(),
            chosen: Vec::new(),
            parting: None,
            state: ListState::Loading,
            limit: LIMIT,
            asked: None,
            due: true,
        }
    }

    pub fn row(&self) -> Option<&SpeakerRow> {
        self.rows.get(self.cursor.at)
    }

    pub fn is_chosen(&self, row: &SpeakerRow) -> bool {
        self.chosen.iter().any(|(id, _)| is_of(row, *id))
    }

    /// What columns are measured by.
    pub fn measured(&self) -> impl Iterator<Item = &SpeakerRow> + Clone {
        self.unnarrowed.iter().chain(&self.rows)
    }

    /// Whether there may be more than are here.
    pub fn has_more(&self) -> bool {
        self.rows.len() >= self.limit
    }

    pub(super) fn types(&mut self, text: &str) {
        self.words.push_str(text);
        self.narrowed();
    }

    fn narrowed(&mut self) {
        (self.due, self.limit, self.cursor) = (true, LIMIT, Cursor::default());
    }

    pub(super) fn step(&mut self, by: isize) {
        self.cursor.step(by, self.rows.len());
    }

    fn choose(&mut self) {
        let Some(row) = self.rows.get(self.cursor.at) else { return };
        match self.chosen.iter().position(|(id, _)| is_of(row, *id)) {
            Some(at) => drop(self.chosen.remove(at)),
            None => self.chosen.push((row.id, row.name.clone())),
        }
        self.step(1);
    }

    /// The filter may be another one now.
    pub(super) fn under(&mut self, query: &Query) {
        if self.query != *query {
            self.query = query.clone();
            self.unnarrowed.clear();
            self.narrowed();
        }
    }

    pub(super) fn asks_again(&mut self) {
        self.due |= self.asked.take().is_some();
    }

    /// The rows may be others now.
    pub(super) fn changed(&mut self) {
        self.due = true;
    }

    pub(super) fn wants(&mut self, ticket: Ticket, sure: f32) -> Option<Effect> {
        let near = self.cursor.at + LIMIT / 4 >= self.rows.len();
        if self.asked.is_none() && !self.due && self.has_more() && near {
            self.limit += LIMIT;
            self.due = true;
        }
        if !std::mem::take(&mut self.due) {
            return None;
        }
        self.asked = Some(ticket);
        let (query, words, limit) = (self.query.clone(), self.words.clone(), self.limit);
        Some(Effect::Speakers { ticket, query, words, sure, limit })
    }

    /// Takes an answer and stays on the same speaker. False where it answers no open question.
    fn take(&mut self, ticket: Ticket, rows: Answer<Vec<SpeakerRow>>) -> bool {
        if self.asked.take_if(|open| *open == ticket).is_none() {
            return false;
        }
        let here = self.row().filter(|_| self.cursor.at > 0).map(|row| row.id);
        self.parting = None;
        self.state = ListState::Ready;
        self.rows = rows.unwrap_or_else(|line| {
            self.state = ListState::Failed(line);
            Vec::new()
        });
        if self.words.trim().is_empty() {
            self.unnarrowed.clone_from(&self.rows);
        }
        let stays = here.and_then(|id| self.rows.iter().position(|row| is_of(row, id)));
        self.cursor.at = stays.unwrap_or(self.cursor.at);
        true
    }
}

/// Whether a number is of one of a row's names.
fn is_of(row: &SpeakerRow, id: SpeakerId) -> bool {
    row.id == id || row.names.iter().any(|(name, _)| *name == id)
}

impl App {
    pub(super) fn open_speakers(&mut self) {
        self.views.push(View::Speakers(Box::new(Speakers::new(self.query.clone()))));
    }

    pub(super) fn speakers(&mut self) -> Option<&mut Speakers> {
        match self.views.last_mut() {
            Some(View::Speakers(view)) => Some(view),
            _ => None,
        }
    }

    pub(super) fn in_speakers(&mut self, action: Action) -> bool {
        let page = self.rows_height();
        let Some(view) = self.speakers() else { return false };
        if let Some(at) = view.parting {
            return self.in_names(action, at);
        }
        if let Some(by) = step_of(action, page) {
            view.step(by);
            return true;
        }
        if view.typing.is_some() {
            return view.edit(action);
        }
        match action {
            Action::Open | Action::SaidBy => {
                if let Some(row) = view.row().cloned() {
                    self.open_said_of(&row);
                }
            }
            Action::Back | Action::BackOrQuit | Action::Speakers => self.leave_view(),
            Action::Search => view.typing = Some(view.words.clone()),
            Action::Toggle => view.choose(),
            Action::Join => self.join(),
            Action::Part => self.choose_name(),
            Action::Undo => self.undo(),
            _ => return false,
        }
        true
    }

    pub(super) fn found_speakers(&mut self, ticket: Ticket, rows: Answer<Vec<SpeakerRow>>) {
        let fault = rows.as_ref().err().cloned();
        if self.speakers().is_some_and(|view| view.take(ticket, rows))
            && let Some(fault) = fault
        {
            self.complain(fault);
        }
    }
}

impl Speakers {
    /// While a name is typed.
    fn edit(&mut self, action: Action) -> bool {
        match action {
            Action::Toggle => self.choose(),
            Action::Accept => self.typing = None,
            Action::Cancel => {
                if let Some(before) = self.typing.take()
                    && before != self.words
                {
                    self.words = before;
                    self.narrowed();
                }
            }
            Action::DeleteBack | Action::DeleteWord | Action::DeleteToStart => {
                if delete(&mut self.words, action) {
                    self.narrowed();
                }
            }
            _ => return false,
        }
        true
    }
}
