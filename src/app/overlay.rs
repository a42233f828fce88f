//! Typing a query or a command, choosing countries, days and keys: what happens while something stands over the panes.

use super::prompt::{Asks, Fault, Line};
use super::{App, Calendar, Effect, Overlay, Picker, Prompt, Reasons, command};
use crate::action::Action;
use crate::query;

/// Rows a page up or down moves in a picker.
const PICKER_PAGE: isize = 10;

impl App {
    pub(super) fn open_search(&mut self) {
        let mut text = self.query.to_string();
        if !text.is_empty() {
            text.push(' ');
        }
        let asks = Asks::Search { before: self.query.clone(), at: self.place() };
        self.overlay = Some(Overlay::Prompt(Prompt::new(asks, text)));
    }

    pub(super) fn open_command_line(&mut self) {
        self.overlay = Some(Overlay::Prompt(Prompt::new(Asks::Command, String::new())));
        self.edited();
    }

    pub(super) fn open_countries(&mut self) {
        let mut rest = self.query.clone();
        rest.set_countries(Vec::new());
        let ticket = self.ticket();
        self.effects.push(Effect::Choices { ticket, query: rest });
        self.overlay = Some(Overlay::Countries(Picker::new(ticket, self.query.countries())));
    }

    pub(super) fn open_dates(&mut self) {
        let chosen = self.query.dates().and_then(|dates| dates.to.or(dates.from));
        let day = chosen.or_else(|| self.list.row()?.date).unwrap_or(self.today);
        let ticket = self.ticket();
        self.overlay = Some(Overlay::Dates(Calendar::new(ticket, day, self.today)));
        self.count_days();
    }

    /// Asks for the counts of the month in sight.
    fn count_days(&mut self) {
        let ticket = self.ticket();
        let mut rest = self.query.clone();
        rest.set_dates(None);
        if let Some(Overlay::Dates(calendar)) = &mut self.overlay {
            calendar.ticket = ticket;
            calendar.counts = None;
            self.effects.push(Effect::Days { ticket, query: rest, month: calendar.month() });
        }
    }

    /// Text typed or pasted where something takes it.
    pub(super) fn typed(&mut self, text: &str) {
        let clean = crate::sanitize::line(text);
        match &mut self.overlay {
            Some(Overlay::Prompt(prompt)) => prompt.line.insert(&clean),
            Some(Overlay::Countries(picker) | Overlay::Why(Reasons { choosing: Some((_, picker)), .. })) => {
                picker.typed.push_str(&clean);
            }
            Some(Overlay::Dates(calendar)) => calendar.typed.push_str(&clean),
            Some(Overlay::Help(help)) => help.typed.push_str(&clean),
            Some(Overlay::Hints(hints)) => hints.typed.push_str(&clean),
            Some(Overlay::Why(_)) => return,
            None => return self.typed_in_view(&clean),
        }
        self.edited();
    }

    /// Does an action that something over the panes takes; false where it takes none of it.
    pub(super) fn in_overlay(&mut self, action: Action) -> bool {
        if let Some(Overlay::Dates(calendar)) = &mut self.overlay
            && let Some(moved) = move_day(calendar, action)
        {
            if moved {
                self.count_days();
            }
            return true;
        }
        if let Some(Overlay::Why(Reasons { choosing: None, .. })) = &self.overlay {
            return self.in_why(action);
        }
        match action {
            Action::Accept => self.accept(),
            Action::Cancel => self.cancel(),
            Action::Quit | Action::Suspend | Action::Redraw => return false,
            Action::DeleteBack if self.is_blank_prompt() => self.cancel(),
            _ => {
                if self.edit(action) {
                    self.edited();
                }
            }
        }
        true
    }

    fn is_blank_prompt(&self) -> bool {
        matches!(&self.overlay, Some(Overlay::Prompt(prompt)) if prompt.line.text.is_empty())
    }

    /// Edits or moves in what is open; true where its text changed.
    fn edit(&mut self, action: Action) -> bool {
        let page = self.layout().map_or(1, |layout| layout.keys.y.saturating_sub(6)) as isize;
        match &mut self.overlay {
            Some(Overlay::Prompt(prompt)) => prompt.edit(action),
            Some(Overlay::Countries(picker) | Overlay::Why(Reasons { choosing: Some((_, picker)), .. })) => {
                edit_picker(picker, action)
            }
            Some(Overlay::Dates(calendar)) => delete(&mut calendar.typed, action),
            Some(Overlay::Help(help)) => {
                let lines = help.lines(&self.keymap).len();
                let by = match action {
                    Action::Down => 1,
                    Action::Up => -1,
                    Action::PageDown | Action::HalfPageDown => page,
                    Action::PageUp | Action::HalfPageUp => -page,
                    Action::Top => -(lines as isize),
                    Action::Bottom => lines as isize,
                    _ => return delete(&mut help.typed, action),
                };
                help.top = help.top.saturating_add_signed(by).min(lines.saturating_sub(page as usize));
                false
            }
            Some(Overlay::Hints(hints)) => delete(&mut hints.typed, action),
            Some(Overlay::Why(_)) | None => false,
        }
    }

    /// What is typed changed: the list, the picker or the page follows at once.
    fn edited(&mut self) {
        match &mut self.overlay {
            Some(Overlay::Prompt(prompt)) => match prompt.asks {
                Asks::Search { .. } => self.search_live(),
                Asks::Feed | Asks::FeedName(_) | Asks::FeedTags(_) => {}
                Asks::Command => {
                    prompt.offers = command::offers(&prompt.line.text);
                    prompt.fault = None;
                }
            },
            Some(Overlay::Countries(picker) | Overlay::Why(Reasons { choosing: Some((_, picker)), .. })) => {
                picker.narrow();
            }
            Some(Overlay::Dates(calendar)) => {
                let typed = calendar.typed.trim();
                let range =
                    if typed.is_empty() { None } else { Some(query::date_range(typed, calendar.today)) };
                calendar.fault = range.as_ref().and_then(|range| range.as_ref().err().cloned());
                let day = range.and_then(Result::ok).and_then(|range| range.from.or(range.to));
                if let Some(day) = day {
                    calendar.day = day;
                    self.count_days();
                }
            }
            Some(Overlay::Help(help)) => help.top = 0,
            Some(Overlay::Hints(_)) => self.hinted(),
            Some(Overlay::Why(_)) | None => {}
        }
    }

    /// The list follows a query as it is typed; while it cannot be read the last good one stays.
    fn search_live(&mut self) {
        let Some(Overlay::Prompt(prompt)) = &mut self.overlay else { return };
        match query::parse(&prompt.line.text, self.today, true) {
            Ok(query) => {
                prompt.fault = None;
                if query != self.query {
                    self.leave_views();
                    self.go(query, None);
                }
            }
            Err(error) => prompt.fault = Some(Fault { span: error.span.clone(), text: error.to_string() }),
        }
    }

    fn accept(&mut self) {
        match self.overlay.take() {
            Some(Overlay::Prompt(prompt)) => match prompt.asks {
                Asks::Search { .. } => self.accept_search(prompt),
                Asks::Command => self.run(&prompt),
                asks => self.feed_line(&asks, &prompt.line.text),
            },
            Some(Overlay::Countries(picker)) => {
                let mut query = self.query.clone();
                query.set_countries(picker.settled());
                self.filter(query);
            }
            Some(Overlay::Dates(calendar)) => match calendar.settled() {
                Ok(range) => {
                    let mut query = self.query.clone();
                    query.set_dates(Some(range));
                    self.filter(query);
                }
                Err(fault) => {
                    self.overlay = Some(Overlay::Dates(Calendar { fault: Some(fault), ..calendar }));
                }
            },
            Some(Overlay::Why(mut reasons)) => {
                let chosen = reasons.choosing.take();
                self.overlay = Some(Overlay::Why(reasons));
                if let Some((choosing, picker)) = chosen {
                    self.chosen(choosing, &picker.settled());
                }
            }
            Some(Overlay::Help(_) | Overlay::Hints(_)) | None => {}
        }
    }

    fn accept_search(&mut self, mut prompt: Prompt) {
        let Asks::Search { before, at } = prompt.asks.clone() else { return };
        match query::parse(&prompt.line.text, self.today, false) {
            Ok(_) => {
                // What is on the screen stays, the word that was being typed as a beginning; `u` comes back to the
                // query before the first letter.
                if self.query != before {
                    self.steps.done(super::undo::Step::Filter { query: before, at });
                }
                self.reading = false;
            }
            Err(error) => {
                prompt.fault = Some(Fault { span: error.span.clone(), text: error.to_string() });
                self.overlay = Some(Overlay::Prompt(prompt));
            }
        }
    }

    fn cancel(&mut self) {
        if let Some(Overlay::Why(reasons)) = &mut self.overlay {
            reasons.choosing = None;
            return;
        }
        if let Some(Overlay::Prompt(Prompt { asks: Asks::Search { before, at }, .. })) = self.overlay.take()
            && before != self.query
        {
            self.go(before, at);
        }
    }
}

impl Prompt {
    pub fn new(asks: Asks, text: String) -> Prompt {
        Prompt { asks, line: Line::new(text), fault: None, offers: Vec::new() }
    }

    fn edit(&mut self, action: Action) -> bool {
        let before = self.line.text.len();
        match action {
            Action::CursorLeft => self.line.left(),
            Action::CursorRight => self.line.right(),
            Action::CursorStart => self.line.start(),
            Action::CursorEnd => self.line.end(),
            Action::DeleteBack => self.line.delete_back(),
            Action::DeleteForward => self.line.delete_forward(),
            Action::DeleteWord => self.line.delete_word(),
            Action::DeleteToStart => self.line.delete_to_start(),
            Action::Complete => self.complete(),
            _ => {}
        }
        self.line.text.len() != before
    }

    fn complete(&mut self) {
        let completed = match self.asks {
            Asks::Command => self.offers.first().cloned(),
            Asks::Feed | Asks::FeedName(_) | Asks::FeedTags(_) => None,
            Asks::Search { .. } => query::complete(&self.line.text),
        };
        if let Some(text) = completed {
            self.line = Line::new(text);
        }
    }
}

fn edit_picker(picker: &mut Picker, action: Action) -> bool {
    match action {
        Action::PreviousWeek => picker.step(-1),
        Action::NextWeek => picker.step(1),
        Action::EarlierMonth => picker.step(-PICKER_PAGE),
        Action::LaterMonth => picker.step(PICKER_PAGE),
        Action::Toggle => {
            picker.toggle();
            picker.step(1);
        }
        _ => return delete(&mut picker.typed, action),
    }
    false
}

pub(super) fn delete(typed: &mut String, action: Action) -> bool {
    let mut line = Line::new(std::mem::take(typed));
    match action {
        Action::DeleteBack => line.delete_back(),
        Action::DeleteWord => line.delete_word(),
        Action::DeleteToStart => line.delete_to_start(),
        _ => {
            *typed = line.text;
            return false;
        }
    }
    *typed = line.text;
    true
}

/// Moves the calendar; `Some(true)` where another month came into sight.
fn move_day(calendar: &mut Calendar, action: Action) -> Option<bool> {
    Some(match action {
        Action::PreviousDay => calendar.step(-1),
        Action::NextDay => calendar.step(1),
        Action::PreviousWeek => calendar.step(-7),
        Action::NextWeek => calendar.step(7),
        Action::EarlierMonth => calendar.step_month(-1),
        Action::LaterMonth => calendar.step_month(1),
        Action::Toggle => {
            calendar.toggle_range();
            false
        }
        _ => return None,
    })
}
