//! What `u` takes back, any number of steps: each stands here from the moment it is asked for until it is taken back.

use super::{App, Effect, FeedChange, Target, Ticket, Why};
use crate::article::correction::Verdict;
use crate::listing::{FeedId, Joining, Key, Mark, StoryId};
use crate::query::Query;

#[derive(Debug, Clone, PartialEq)]
pub(super) enum Step {
    /// A mark was set (or cleared) on these stories.
    Mark { mark: Mark, on: bool, stories: Vec<StoryId> },
    /// The note on a story was this before.
    Note { id: StoryId, text: Option<String> },
    /// A story was put right; this takes it back.
    Correct { id: StoryId, verdicts: Vec<Verdict> },
    /// Names of speakers were joined or parted; this takes it back.
    Join { joinings: Vec<Joining>, what: String },
    /// A subscription was made, changed or ended; this takes it back.
    Feed { id: FeedId, change: FeedChange },
    /// The filter was this before, and the selection stood here.
    Filter { query: Query, at: Option<Key> },
}

#[derive(Debug)]
enum State {
    /// Not kept yet; `undo`: to be taken back as soon as it is.
    Asked {
        undo: bool,
    },
    Kept(Step),
    /// Being taken back; in its place until that is done, since what cannot be taken back can be tried again.
    Undoing(Step),
}

/// The steps, oldest first, by the tickets of the changes they stand for.
#[derive(Debug, Default)]
pub(super) struct Steps(Vec<(Ticket, State)>);

/// What an undo comes to.
enum Undo {
    Nothing,
    /// The last step is not kept yet: it is taken back once it is.
    Later,
    Now(Ticket, Step),
}

impl Steps {
    /// A step that needs no answer.
    pub fn done(&mut self, step: Step) {
        self.0.push((Ticket(0), State::Kept(step)));
    }

    /// A change was asked for.
    pub fn ask(&mut self, ticket: Ticket) {
        self.0.push((ticket, State::Asked { undo: false }));
    }

    /// It was kept, and `step` takes it back; or nothing was changed. True where it is to be taken back at once.
    pub fn kept(&mut self, ticket: Ticket, step: Option<Step>) -> bool {
        let Some(at) = self.at(ticket) else { return false };
        let undo = matches!(self.0[at].1, State::Asked { undo: true });
        match step {
            Some(step) => self.0[at].1 = State::Kept(step),
            None => drop(self.0.remove(at)),
        }
        undo
    }

    /// It was taken back, or could not be.
    pub fn undone(&mut self, ticket: Ticket, done: bool) {
        let Some(at) = self.at(ticket) else { return };
        let (ticket, state) = self.0.remove(at);
        if let (State::Undoing(step), false) = (state, done) {
            self.0.insert(at, (ticket, State::Kept(step)));
        }
    }

    /// Begins to take back the last step that nobody takes back yet.
    fn last(&mut self) -> Undo {
        let stands =
            |(_, state): &(Ticket, State)| matches!(state, State::Asked { undo: false } | State::Kept(_));
        let Some(at) = self.0.iter().rposition(stands) else { return Undo::Nothing };
        self.begin(at)
    }

    /// The same for the step of one change.
    fn of(&mut self, ticket: Ticket) -> Undo {
        self.at(ticket).map_or(Undo::Nothing, |at| self.begin(at))
    }

    fn begin(&mut self, at: usize) -> Undo {
        let (ticket, state) = &mut self.0[at];
        let ticket = *ticket;
        match state {
            State::Asked { undo } => {
                *undo = true;
                Undo::Later
            }
            State::Kept(step @ Step::Filter { .. }) => {
                let step = step.clone();
                self.0.remove(at);
                Undo::Now(ticket, step)
            }
            State::Kept(step) | State::Undoing(step) => {
                let step = step.clone();
                *state = State::Undoing(step.clone());
                Undo::Now(ticket, step)
            }
        }
    }

    fn at(&self, ticket: Ticket) -> Option<usize> {
        self.0.iter().rposition(|(of, _)| *of == ticket)
    }
}

impl App {
    /// The ticket of a change that the reader can take back.
    pub(super) fn change(&mut self) -> Ticket {
        let ticket = self.ticket();
        self.steps.ask(ticket);
        ticket
    }

    /// A change was kept; where `u` was pressed meanwhile it is taken back.
    pub(super) fn kept(&mut self, ticket: Ticket, step: Option<Step>) {
        if self.steps.kept(ticket, step)
            && let Undo::Now(ticket, step) = self.steps.of(ticket)
        {
            self.take_back(ticket, step);
        }
    }

    /// A change failed, and with it the step that would take it back; or taking it back did, and can be tried again.
    pub(super) fn failed(&mut self, ticket: Ticket, why: Why, line: String) {
        match why {
            Why::Undoing => self.steps.undone(ticket, false),
            Why::Asked | Why::Reading => drop(self.steps.kept(ticket, None)),
        }
        self.complain(line);
    }

    /// Takes back the last mark, note, correction, joining or filter.
    pub(super) fn undo(&mut self) {
        match self.steps.last() {
            Undo::Nothing => self.say("nothing to undo"),
            Undo::Later => self.say("undone as soon as it is kept"),
            Undo::Now(ticket, step) => self.take_back(ticket, step),
        }
    }

    fn take_back(&mut self, ticket: Ticket, step: Step) {
        let why = Why::Undoing;
        match step {
            Step::Filter { query, at } => {
                self.go(query, at);
                self.say("undone: the filter is as it was");
            }
            Step::Note { id, text } => self.effects.push(Effect::Note { ticket, id, text, why }),
            Step::Correct { id, verdicts } => self.ask_correction(ticket, id, verdicts, why),
            Step::Join { joinings, what } => self.effects.push(Effect::Join { ticket, joinings, what, why }),
            Step::Feed { id, change } => {
                self.effects.push(Effect::ChangeFeed { ticket, id: Some(id), change, why });
            }
            Step::Mark { mark, on, stories } => {
                if mark == Mark::Read {
                    self.marked_by_itself = self.here();
                }
                let target = Target::Stories(stories);
                self.effects.push(Effect::Mark { ticket, mark, on: !on, target, why });
            }
        }
    }
}
