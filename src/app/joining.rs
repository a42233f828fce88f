//! Joining and parting the names of speakers: each key one step, each step undone by `u`, and told in words.

use super::undo::Step;
use super::views::View;
use super::{Answer, App, Effect, Ticket, Why};
use crate::action::Action;
use crate::listing::{Joining, SpeakerId};

/// Names that are told one by one.
const NAMED: usize = 3;

impl App {
    /// The chosen ones become one speaker; with only one chosen, that and the one that one stands on.
    pub(super) fn join(&mut self) {
        let key = self.keymap.label(self.context(), Action::Toggle);
        let Some(view) = self.speakers() else { return };
        let mut joined = view.chosen.clone();
        if let ([_], Some(row)) = (joined.as_slice(), view.row())
            && !view.is_chosen(row)
        {
            joined.push((row.id, row.name.clone()));
        }
        let [(first, _), others @ ..] = joined.as_slice() else {
            return self.say(format!("select the names of one speaker first: {key}"));
        };
        if others.is_empty() {
            return self.say(format!("select another name of the same speaker too: {key}"));
        }
        view.chosen.clear();
        let same =
            |(other, _): &(SpeakerId, String)| Joining { one: *first, other: *other, same: Some(true) };
        let joinings = others.iter().map(same).collect();
        let names: Vec<&str> = joined.iter().map(|(_, name)| name.as_str()).collect();
        self.asks_join(joinings, format!("joined {}", listed(&names)));
    }

    /// Opens the names of the selected row, to part one of them.
    pub(super) fn choose_name(&mut self) {
        let Some(view) = self.speakers() else { return };
        match view.row().map(|row| row.names.len()) {
            None => {}
            Some(0 | 1) => self.say("known by one name only: nothing to part"),
            Some(_) => view.parting = Some(0),
        }
    }

    /// While a name is being chosen.
    pub(super) fn in_names(&mut self, action: Action, at: usize) -> bool {
        let Some(view) = self.speakers() else { return false };
        let last = view.row().map_or(0, |row| row.names.len().saturating_sub(1));
        if let Some(by) = super::cursor::step_of(action, last.max(1)) {
            view.parting = Some(at.saturating_add_signed(by).min(last));
            return true;
        }
        match action {
            Action::Open | Action::Part => self.part(at),
            Action::Back | Action::BackOrQuit => view.parting = None,
            _ => return false,
        }
        true
    }

    /// Parts a name from the others of its row.
    fn part(&mut self, at: usize) {
        let Some(view) = self.speakers() else { return };
        view.parting = None;
        let Some(row) = view.row() else { return };
        let Some((one, name)) = row.names.get(at).cloned() else { return };
        let others: Vec<&(SpeakerId, String)> = row.names.iter().filter(|(id, _)| *id != one).collect();
        let joinings =
            others.iter().map(|(other, _)| Joining { one, other: *other, same: Some(false) }).collect();
        let names: Vec<&str> = others.iter().map(|(_, name)| name.as_str()).collect();
        let what = format!("parted {name} from {}", listed(&names));
        self.asks_join(joinings, what);
    }

    fn asks_join(&mut self, joinings: Vec<Joining>, what: String) {
        let ticket = self.change();
        self.effects.push(Effect::Join { ticket, joinings, what, why: Why::Asked });
    }

    /// Names were joined or parted: the rows follow, and `u` takes it back.
    pub(super) fn joined(&mut self, ticket: Ticket, what: String, why: Why, back: Answer<Vec<Joining>>) {
        let back = match back {
            Ok(back) => back,
            Err(line) => return self.failed(ticket, why, line),
        };
        match why {
            _ if back.is_empty() => self.say("it stands so already"),
            Why::Undoing => self.say(format!("undone: {what}")),
            Why::Asked | Why::Reading => {
                let undo = self.keymap.label(self.context(), Action::Undo);
                self.say(format!("{what} · {undo} undoes"));
            }
        }
        for view in &mut self.views {
            if let View::Speakers(view) = view {
                view.changed();
            }
        }
        match why {
            Why::Undoing => self.steps.undone(ticket, true),
            Why::Asked | Why::Reading => {
                self.kept(ticket, (!back.is_empty()).then_some(Step::Join { joinings: back, what }));
            }
        }
    }
}

/// `A`, `A and B`, `A, B and 3 more`.
fn listed(names: &[&str]) -> String {
    match names {
        [] => String::new(),
        [one] => (*one).to_owned(),
        [before @ .., last] if names.len() <= NAMED => format!("{} and {last}", before.join(", ")),
        _ => format!("{} and {} more", names[..NAMED - 1].join(", "), names.len() - (NAMED - 1)),
    }
}
