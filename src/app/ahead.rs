//! Stories near the selected one, read and set before anybody asks for them, so that a step through the list shows its
//! story at once. A few of them whatever the library holds; none that may have changed since it was read.

use super::msg::Ticket;
use super::settle::SetFor;
use super::{Answer, App, Effect, ListState, Shown, StoryView};
use crate::listing::{Mark, Story, StoryId};

/// Stories kept beside the one on the screen.
const KEPT: usize = 8;

#[derive(Debug, Default)]
pub(super) struct Ahead {
    /// The one used last at the end.
    kept: Vec<Kept>,
    asked: Option<(Ticket, Option<StoryId>)>,
    /// The last step through the list: the next one is likely the same again.
    by: isize,
    /// A story was shown from here, and it is to be asked whether it still stands so.
    unproved: bool,
}

#[derive(Debug)]
struct Kept {
    id: StoryId,
    /// None for one that cannot be read ahead: whoever goes there asks for it.
    ready: Option<(Shown, Option<SetFor>)>,
}

impl Ahead {
    /// The selection moved so far.
    pub fn stepped(&mut self, by: isize) {
        self.by = by;
    }

    /// A story in its text of at least that version, to be shown; an older one is let go.
    fn take(&mut self, id: StoryId, version: u32) -> Option<(Shown, Option<SetFor>)> {
        let at = self.kept.iter().position(|kept| kept.id == id)?;
        self.kept.remove(at).ready.filter(|(shown, _)| shown.story.version >= version)
    }

    fn keep(&mut self, id: StoryId, ready: Option<(Shown, Option<SetFor>)>) {
        self.forget(id);
        if self.kept.len() >= KEPT {
            self.kept.remove(0);
        }
        self.kept.push(Kept { id, ready });
    }

    /// A story changed: it is read anew when it is gone to.
    pub fn forget(&mut self, id: StoryId) {
        self.kept.retain(|kept| kept.id != id);
    }

    /// Any story may have changed, and so may the one that is being read.
    pub fn forget_all(&mut self) {
        self.kept.clear();
        (self.asked, self.unproved) = (None, false);
    }

    pub fn mark(&mut self, mark: Mark, on: bool, stories: &[StoryId]) {
        for kept in self.kept.iter_mut().filter(|kept| stories.contains(&kept.id)) {
            if let Some((shown, _)) = &mut kept.ready {
                shown.story.marks.set(mark, on);
            }
        }
    }

    /// The first of them that is not here; those that are here stay longer than others.
    fn lacks(&mut self, wanted: &[StoryId]) -> Option<StoryId> {
        let (mut others, near): (Vec<Kept>, Vec<Kept>) =
            std::mem::take(&mut self.kept).into_iter().partition(|kept| !wanted.contains(&kept.id));
        others.extend(near);
        self.kept = others;
        wanted.iter().copied().find(|id| self.kept.iter().all(|kept| kept.id != *id))
    }

    /// Numbers of the stories kept, for tests.
    #[cfg(test)]
    pub fn ids(&self) -> Vec<u32> {
        let mut ids: Vec<u32> =
            self.kept.iter().filter(|kept| kept.ready.is_some()).map(|kept| kept.id.0).collect();
        ids.sort_unstable();
        ids
    }
}

impl App {
    /// Shows a story that was read ahead. False where there is none in that version.
    pub(super) fn show_ahead(&mut self, id: StoryId, version: u32) -> bool {
        let Some((shown, set_for)) = self.ahead.take(id, version) else { return false };
        self.put_away();
        self.story = StoryView::of(shown);
        self.set_for = set_for;
        self.ahead.unproved = true;
        true
    }

    /// The story on the screen makes room for another one, and is kept where it still stands as it was read.
    pub(super) fn put_away(&mut self) {
        let set_for = self.set_for.take();
        let Some(shown) = self.story.shown.take().filter(|shown| !shown.outdated) else { return };
        let id = shown.story.id;
        // Whoever comes back begins at its top, as with any story.
        self.ahead.keep(id, Some((Shown::new(shown.story, shown.page), set_for)));
    }

    /// While nothing else is asked: the next story that the selection is likely to move to.
    pub(super) fn read_ahead(&mut self) {
        let listed = self.list.state == ListState::Ready && !self.list.is_asking();
        if !self.story.is_here() || !listed || !self.snippets.is_settled() || self.ahead.asked.is_some() {
            return;
        }
        let covered = self.overlay.is_some() || !self.views.is_empty();
        let near = if covered { Vec::new() } else { self.near() };
        let id = self.ahead.lacks(&near);
        if id.is_some() || std::mem::take(&mut self.ahead.unproved) {
            let ticket = self.ticket();
            self.ahead.asked = Some((ticket, id));
            self.ahead.unproved = false;
            self.effects.push(Effect::Ahead { ticket, id });
        }
    }

    /// Stories that the next step may lead to, the likeliest first.
    fn near(&self) -> Vec<StoryId> {
        let by = if self.ahead.by == 0 { 1 } else { self.ahead.by };
        let mut near = Vec::new();
        for step in [by, -by, 1, -1, 2 * by] {
            let at = self.list.selected.checked_add_signed(step);
            let id = at.and_then(|at| self.list.rows.get(at)).map(crate::listing::Row::id);
            near.extend(id.filter(|id| !near.contains(id) && self.story.id() != Some(*id)));
        }
        near
    }

    /// A story that was read ahead, or none where it is not to be; where nothing was asked for but whether what is here
    /// still stands, it does.
    pub(super) fn is_ahead(&mut self, ticket: Ticket, story: Option<Answer<Box<Story>>>) {
        let Some((_, id)) = self.ahead.asked.take_if(|(open, _)| *open == ticket) else { return };
        let Some(id) = id else { return };
        let ready = story.and_then(Result::ok).map(|story| {
            let mut shown = Shown::new(*story, crate::page::Page::default());
            let set_for = self.set_ahead(&mut shown);
            (shown, set_for)
        });
        self.ahead.keep(id, ready);
    }

    /// Stories may have changed: what was read ahead goes, and the one on the screen is asked for again.
    pub(super) fn stories_changed(&mut self) {
        self.ahead.forget_all();
        let ticket = self.ticket();
        self.snippets.forget(ticket);
        self.ask_story_again();
    }

    /// Asks for the story that is here, or on its way, once more: it may not be as it was.
    pub(super) fn ask_story_again(&mut self) {
        let Some(id) = self.story.wanted() else { return };
        if let Some(shown) = &mut self.story.shown {
            shown.outdated = true;
        }
        let ticket = self.ticket();
        self.story.asks(ticket, id);
        self.effects.push(Effect::Story { ticket, id });
    }
}
