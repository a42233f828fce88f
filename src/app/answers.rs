//! What the world answers. An answer to a question that is no longer open changes nothing.

use super::undo::Step;
use super::{
    Answer, App, Effect, ListState, MarkRead, Msg, Overlay, Pane, Rules, Shelf, Shown, Target, Ticket, Why,
};
use crate::listing::{Days, Mark, Reparsed, Story, StoryId, Stretch};
use crate::page::Page;
use crate::quantity::stories;

impl App {
    pub(super) fn answer(&mut self, msg: Msg) {
        match msg {
            Msg::Page { ticket, rows } => {
                let total = self.listed().map(|(stories, _)| stories);
                let fault = rows.as_ref().err().cloned();
                if self.list.take(ticket, rows, total)
                    && let Some(fault) = fault
                {
                    self.complain(fault);
                }
            }
            Msg::Tally { ticket, tally } if ticket == self.tally_asked => match tally {
                Ok(tally) => self.tally = Some(tally),
                Err(line) => self.complain(line),
            },
            Msg::Choices { ticket, tally } => self.choices(ticket, tally),
            Msg::Days { ticket, days } => self.days(ticket, days),
            Msg::Found { ticket, row } => self.found(ticket, row),
            Msg::Story { ticket, story } => self.story_answer(ticket, story),
            Msg::FullText { ticket, id, story } => self.page_came(ticket, id, story),
            Msg::Ahead { ticket, story } => self.is_ahead(ticket, story),
            Msg::Snippets { ticket, found } => self.found_snippets(ticket, found),
            Msg::Changed => self.stories_changed(),
            Msg::Marked { ticket, mark, on, why, stories } => match stories {
                Ok(changed) => self.marked(ticket, why, Step::Mark { mark, on, stories: changed }),
                Err(line) => self.failed(ticket, why, line),
            },
            Msg::Noted { ticket, id, note, why } => match note {
                Ok(note) => self.noted(ticket, id, note, why),
                Err(line) => self.failed(ticket, why, line),
            },
            Msg::Corrected { ticket, id, verdicts, why, done } => {
                self.asked.retain(|asked| asked.ticket != ticket);
                match done {
                    Ok(done) => self.corrected(ticket, why, done, Step::Correct { id, verdicts }),
                    Err(line) => self.failed(ticket, why, line),
                }
            }
            Msg::Quotations { ticket, found } => self.quoted(ticket, found),
            Msg::Speakers { ticket, rows } => self.found_speakers(ticket, rows),
            Msg::Joined { ticket, what, why, back } => self.joined(ticket, what, why, back),
            Msg::Cited { index, story } => self.cited(index, story),
            Msg::Arrived(stories) => self.arrivals(stories),
            Msg::Left { arrived, left } => {
                self.arrivals(arrived);
                self.left = left;
            }
            Msg::Indexing { done, all } => self.indexing = Some((done, all)),
            Msg::Indexed(done) => self.indexed(done),
            Msg::Importing { done } => self.imports(done),
            Msg::Imported { line, reload } => self.imported(line, reload),
            // One that is being read again is known to be.
            Msg::Outdated if self.is_read_again() => {}
            Msg::Outdated => self.rules = Rules::Older,
            Msg::Reparsing { done, all } => self.rules = Rules::ReadingAgain { done, all },
            Msg::Reparsed(done) => self.reparsed(done),
            Msg::Said(Ok(line)) => self.say(line),
            Msg::Said(Err(line)) => self.complain(line),
            other => self.feed_answer(other),
        }
    }

    fn imports(&mut self, done: u64) {
        self.importing = Some(done);
        // While all there is fits on the screen, what comes is shown at once.
        let room = self.list.rows.len() < self.list_height() && self.list.selected == 0;
        if room && done > 0 && matches!(self.shelf, Shelf::Reading(_)) {
            self.load(Stretch::First);
            self.list.is_the_same();
        }
    }

    fn imported(&mut self, line: Answer<Option<String>>, reload: bool) {
        self.importing = None;
        match line {
            Ok(Some(line)) => self.say(line),
            Ok(None) => {}
            Err(line) => self.complain(line),
        }
        if reload {
            self.open_single = true;
            self.reload();
            self.stories_changed();
        }
    }

    /// A search that could not be answered before can be now.
    fn indexed(&mut self, done: Answer<()>) {
        self.indexing = None;
        match done {
            Ok(()) if matches!(self.list.state, ListState::Failed(_)) => self.reload(),
            Ok(()) => {}
            Err(line) => self.complain(line),
        }
    }

    pub(super) fn reparse(&mut self) {
        if self.is_read_again() {
            self.effects.push(Effect::StopReparse);
            return self.say("reading again is being stopped: what is read is kept");
        }
        self.rules = Rules::ReadingAgain { done: 0, all: 0 };
        self.effects.push(Effect::Reparse);
    }

    fn is_read_again(&self) -> bool {
        matches!(self.rules, Rules::ReadingAgain { .. })
    }

    /// List and story as they are now; where one stands stays.
    fn reparsed(&mut self, done: Answer<Reparsed>) {
        let to_its_end = done.as_ref().is_ok_and(|done| !done.interrupted);
        self.rules = if to_its_end { Rules::Todays } else { Rules::Older };
        match done {
            Ok(done) => self.say(done.to_string()),
            Err(line) => self.complain(line),
        }
        self.reload();
        self.stories_changed();
    }

    /// The list again, at the story one stands on.
    pub(super) fn reload(&mut self) {
        let at = self.place().filter(|_| self.list.selected > 0);
        self.go(self.query.clone(), at);
        self.list.is_the_same();
    }

    fn arrivals(&mut self, stories: u64) {
        self.stories_changed();
        if self.list.rows.is_empty() && stories > 0 {
            return self.reload();
        }
        self.arrived = stories;
    }

    fn days(&mut self, ticket: Ticket, days: Answer<Days>) {
        if let Some(Overlay::Dates(calendar)) = &mut self.overlay
            && calendar.ticket == ticket
        {
            match days {
                Ok(days) => calendar.counts = Some(days),
                Err(line) => self.complain(line),
            }
        }
    }

    fn choices(&mut self, ticket: Ticket, tally: Answer<crate::listing::Tally>) {
        if let Some(Overlay::Countries(picker)) = &mut self.overlay
            && picker.ticket == ticket
        {
            match tally {
                Ok(tally) => picker.take(tally),
                Err(line) => self.complain(line),
            }
        }
    }

    fn story_answer(&mut self, ticket: Ticket, answer: Answer<Box<Story>>) {
        let Some(id) = self.story.answered(ticket) else { return };
        match answer {
            Ok(story) => {
                self.story.failed = None;
                self.show(*story);
            }
            // Another program took it away while it is read: it stays where it is.
            Err(line) if self.story.shown.as_ref().is_some_and(|shown| shown.story.id == id) => {
                self.complain(line);
            }
            Err(line) => {
                self.put_away();
                self.story.failed = Some((id, line));
            }
        }
    }

    /// Puts a story on the screen; where it is there already one stays at the same words.
    pub(super) fn show(&mut self, story: Story) {
        self.ahead.forget(story.id);
        match &mut self.story.shown {
            Some(shown) if shown.story == story => shown.outdated = false,
            Some(shown) if shown.story.id == story.id => {
                // In the same text one stays on the same quotation.
                if shown.is_full || shown.story.article.quotes != story.article.quotes {
                    shown.quote = None;
                }
                (shown.story, shown.hit, shown.outdated) = (story, None, false);
                self.page_is_old();
            }
            _ => {
                self.put_away();
                self.story.shown = Some(Shown::new(story, Page::default()));
            }
        }
    }

    /// The page is to be set again, at the same words.
    pub(super) fn page_is_old(&mut self) {
        if let Some(set_for) = &mut self.set_for {
            set_for.area.width = 0;
        }
    }

    /// Marks were set (or cleared): `step` says which, and on which stories.
    fn marked(&mut self, ticket: Ticket, why: Why, step: Step) {
        let Step::Mark { mark, on, stories: changed } = &step else { return };
        let (mark, on, many) = (*mark, *on, changed.len() as u64);
        self.list.mark(mark, on, changed);
        self.story.mark(mark, on, changed);
        self.ahead.mark(mark, on, changed);
        if let (Mark::Read, Some(tally)) = (mark, &mut self.tally) {
            tally.unread = if on { tally.unread.saturating_sub(many) } else { tally.unread + many };
        }
        let what = match (mark, on) {
            (Mark::Read, true) => "read",
            (Mark::Read, false) => "unread",
            (Mark::Bookmark, true) => "bookmarked",
            (Mark::Bookmark, false) => "no longer bookmarked",
        };
        match why {
            Why::Asked if many == 0 => self.say("nothing to mark: everything here is read"),
            Why::Asked if many == 1 => self.say(what),
            Why::Asked => {
                let undo = self.keymap.label(self.context(), crate::action::Action::Undo);
                self.say(format!("{} {what} · {undo} undoes", stories(many)));
            }
            Why::Undoing if many == 1 => self.say(format!("undone: {what}")),
            Why::Undoing => self.say(format!("undone: {} {what}", stories(many))),
            // Told by the row itself; still `u` takes it back.
            Why::Reading => {}
        }
        match why {
            Why::Undoing => self.steps.undone(ticket, true),
            Why::Asked | Why::Reading => self.kept(ticket, (many > 0).then_some(step)),
        }
    }

    fn noted(&mut self, ticket: Ticket, id: StoryId, note: Option<String>, why: Why) {
        let what = if note.is_some() { "note kept" } else { "no note" };
        self.say(if why == Why::Undoing { format!("undone: {what}") } else { what.to_owned() });
        self.ahead.forget(id);
        let shown = self.story.shown.as_mut().filter(|shown| shown.story.id == id);
        let before = shown.map(|shown| std::mem::replace(&mut shown.story.note, note));
        if before.is_some() {
            self.page_is_old();
        }
        match why {
            Why::Undoing => self.steps.undone(ticket, true),
            Why::Asked | Why::Reading => self.kept(ticket, before.map(|text| Step::Note { id, text })),
        }
    }

    /// Marks the story on the screen read when the settings say so.
    pub(super) fn read_by_itself(&mut self) {
        let height = self.story_height();
        let Some(shown) = &self.story.shown else { return };
        let id = shown.story.id;
        // To look why it is there is not to read it.
        let asked_why = matches!(self.overlay, Some(Overlay::Why(_)));
        let in_front = !asked_why && !self.is_covered() && (self.front == Pane::Story || self.reading);
        let here = self.here() == Some(id);
        let due = match self.settings.mark_read {
            MarkRead::Open => true,
            MarkRead::End => shown.at_end(height),
            MarkRead::Never => false,
        };
        if in_front && here && due && !shown.story.marks.read && self.marked_by_itself != Some(id) {
            self.marked_by_itself = Some(id);
            let (ticket, target) = (self.change(), Target::Stories(vec![id]));
            self.effects.push(Effect::Mark { ticket, mark: Mark::Read, on: true, target, why: Why::Reading });
        }
    }
}
