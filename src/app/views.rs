//! Views that take the place of the panes, one over another: the last one is in front, leaving it comes back to the one
//! below just as it was.

use super::layout::Layout;
use super::settle::SetFor;
use super::{App, Feeds, Pane, Quotations, Speakers, StoryView};
use crate::action::{Action, Context};
use crate::listing::{Marks, Row, StoryId};

#[derive(Debug, Clone)]
pub enum View {
    Quotations(Box<Quotations>),
    Speakers(Box<Speakers>),
    Feeds(Box<Feeds>),
    /// A story that was opened from one of the others, whether the list has it or not.
    Story(Box<Visit>),
}

#[derive(Debug, Clone)]
pub struct Visit {
    pub id: StoryId,
    /// The quotation to stand on once the story is here.
    stand: Option<usize>,
    /// Words to mark in it.
    words: Vec<String>,
    below: Below,
}

/// The story that was on the screen before, and how it stood there.
#[derive(Debug, Clone)]
struct Below {
    story: StoryView,
    set_for: Option<SetFor>,
    front: Pane,
}

impl App {
    /// What stands in the place of the panes.
    pub fn view(&self) -> Option<&View> {
        self.views.last()
    }

    /// The story that is visited, in front or under another view.
    pub fn visit(&self) -> Option<&Visit> {
        self.views
            .iter()
            .rev()
            .find_map(|view| if let View::Story(visit) = view { Some(&**visit) } else { None })
    }

    /// The story that the story pane is for.
    pub fn here(&self) -> Option<StoryId> {
        self.visit().map(|visit| visit.id).or_else(|| self.list.row().map(Row::id))
    }

    /// Its marks, once they are known.
    pub(super) fn marks_here(&self) -> Option<Marks> {
        match self.visit() {
            None => self.list.row().map(|row| row.marks),
            Some(visit) => {
                let shown = self.story.shown.as_ref().filter(|shown| shown.story.id == visit.id);
                shown.map(|shown| shown.story.marks)
            }
        }
    }

    /// Words to mark in headlines and stories.
    pub fn words(&self) -> Vec<String> {
        self.visit().map_or_else(|| self.query.words(), |visit| visit.words.clone())
    }

    pub fn layout(&self) -> Option<Layout> {
        match self.visit() {
            Some(_) => Layout::alone(self.columns, self.rows),
            None => Layout::of(self.columns, self.rows, self.front, self.list_columns),
        }
    }

    /// Where one is while nothing stands over it.
    pub(super) fn context_of_view(&self, front: Pane) -> Context {
        match (self.view(), front) {
            (Some(View::Quotations(_)), _) => Context::Quotations,
            (Some(View::Speakers(view)), _) if view.parting.is_some() => Context::Names,
            (Some(View::Speakers(view)), _) if view.typing.is_some() => Context::Picker,
            (Some(View::Speakers(_)), _) => Context::Speakers,
            (Some(View::Feeds(view)), _) if view.choosing.is_some() => Context::Picker,
            (Some(View::Feeds(_)), _) => Context::Feeds,
            (_, Pane::List) => Context::List,
            (_, Pane::Story) => Context::Story,
        }
    }

    /// Lines that the rows of a view have.
    pub(super) fn rows_height(&self) -> usize {
        self.layout().map_or(1, |layout| usize::from(layout.sheet().rows.height))
    }

    /// Whether something else than a story or the list is in front.
    pub(super) fn is_covered(&self) -> bool {
        matches!(self.view(), Some(View::Quotations(_) | View::Speakers(_) | View::Feeds(_)))
    }

    /// Opens a story over what is there, at one of its quotations.
    pub(super) fn visit_story(&mut self, id: StoryId, quotation: usize, words: Vec<String>) {
        let below = Below {
            story: std::mem::take(&mut self.story),
            set_for: self.set_for.take(),
            front: std::mem::replace(&mut self.front, Pane::Story),
        };
        self.views.push(View::Story(Box::new(Visit { id, stand: Some(quotation), words, below })));
    }

    /// Back to what is below.
    pub(super) fn leave_view(&mut self) {
        if let Some(View::Story(visit)) = self.views.pop() {
            (self.story, self.set_for, self.front) =
                (visit.below.story, visit.below.set_for, visit.below.front);
            // What was done to it meanwhile is seen, and what was under way when it was left comes.
            self.ask_story_again();
        }
        match self.views.last_mut() {
            Some(View::Quotations(view)) => view.asks_again(),
            Some(View::Speakers(view)) => view.asks_again(),
            Some(View::Feeds(view)) => view.asks_again(),
            Some(View::Story(_)) | None => {}
        }
    }

    /// Back to the panes.
    pub(super) fn leave_views(&mut self) {
        while !self.views.is_empty() {
            self.leave_view();
        }
    }

    /// Does an action that the view in front takes; false where it takes none of it.
    pub(super) fn in_view(&mut self, action: Action) -> bool {
        match self.views.last() {
            Some(View::Quotations(_)) => self.in_quotations(action),
            Some(View::Speakers(_)) => self.in_speakers(action),
            Some(View::Feeds(_)) => self.in_feeds(action),
            Some(View::Story(_)) | None => false,
        }
    }

    /// Text typed or pasted into the view in front.
    pub(super) fn typed_in_view(&mut self, text: &str) {
        match self.views.last_mut() {
            Some(View::Quotations(view)) => view.types(text),
            Some(View::Speakers(view)) if view.typing.is_some() => view.types(text),
            _ => {}
        }
    }

    /// After every message: the view in front stands in sight, and what it lacks is asked for.
    pub(super) fn settle_view(&mut self) {
        let (height, ticket) = (self.rows_height(), self.ticket());
        let sure = self.settings.confidence;
        let effect = match self.views.last_mut() {
            Some(View::Quotations(view)) => {
                view.cursor.follow(view.rows.len(), height);
                view.wants(ticket)
            }
            Some(View::Speakers(view)) => {
                view.under(&self.query);
                view.cursor.follow(view.rows.len(), height);
                view.wants(ticket, sure)
            }
            Some(View::Feeds(view)) => {
                view.cursor.follow(view.lines.len(), height);
                view.wants(ticket)
            }
            Some(View::Story(_)) | None => None,
        };
        self.effects.extend(effect);
    }

    /// A quotation is one of the text as received.
    pub(super) fn receive_for_quotation(&mut self) {
        if let Some(View::Story(visit)) = self.views.last()
            && visit.stand.is_some()
            && self.story.id() == Some(visit.id)
        {
            self.show_received();
        }
    }

    /// A story that was opened at a quotation stands on it once both are here.
    pub(super) fn stand_on_quotation(&mut self) {
        let height = self.story_height();
        let Some(View::Story(visit)) = self.views.last_mut() else { return };
        let shown = self.story.shown.as_mut().filter(|shown| shown.story.id == visit.id);
        if let Some(shown) = shown
            && let Some(quotation) = visit.stand.take()
        {
            shown.stand(quotation, height);
        }
    }

    /// Moves among the rows of the view in front.
    pub(super) fn step_view(&mut self, by: isize) {
        match self.views.last_mut() {
            Some(View::Quotations(view)) => view.step(by),
            Some(View::Speakers(view)) => view.step(by),
            Some(View::Feeds(view)) => view.step(by),
            Some(View::Story(_)) | None => {}
        }
    }

    /// A press on a row of the view in front: it is selected, and opened where it was already.
    pub(super) fn press_row(&mut self, line: usize) {
        let (cursor, rows, open) = match self.views.last() {
            Some(View::Quotations(view)) => (view.cursor, view.rows.len(), Action::OpenQuotation),
            Some(View::Speakers(view)) if view.parting.is_none() => {
                (view.cursor, view.rows.len(), Action::Open)
            }
            Some(View::Feeds(view)) if view.choosing.is_none() => {
                (view.cursor, view.lines.len(), Action::Open)
            }
            _ => return,
        };
        let row = cursor.top + line;
        if row == cursor.at && row < rows {
            self.in_view(open);
        } else if row < rows {
            self.step_view(row as isize - cursor.at as isize);
        }
    }
}
