//! What each action does.

use super::{App, Effect, Overlay, Pane, Target, Why};
use crate::action::Action;
use crate::article::cite;
use crate::listing::{Mark, StoryId, Stretch};
use crate::query::Flag;

pub(super) const WHEEL_LINES: isize = 3;

impl App {
    pub(super) fn perform(&mut self, action: Action) {
        let taken = if self.overlay.is_some() { self.in_overlay(action) } else { self.in_view(action) };
        if !taken {
            self.does(action);
        }
    }

    /// False for what means something only where something is typed or chosen.
    pub(super) fn does(&mut self, action: Action) -> bool {
        self.walk(action) || self.read(action) || self.choose(action) || self.see_to(action)
    }

    /// Through the list and the story.
    fn walk(&mut self, action: Action) -> bool {
        let page = self.page_step();
        match action {
            Action::Down | Action::NextWeek => self.move_by(1),
            Action::Up | Action::PreviousWeek => self.move_by(-1),
            Action::PageDown => self.move_by(page),
            Action::PageUp => self.move_by(-page),
            Action::HalfPageDown => self.move_by((page / 2).max(1)),
            Action::HalfPageUp => self.move_by(-(page / 2).max(1)),
            Action::Top => self.go_to_end(Stretch::First),
            Action::Bottom => self.go_to_end(Stretch::Last),
            Action::Open => self.open(),
            Action::Back => self.leave_story(),
            Action::BackOrQuit => self.back_or_quit(),
            Action::OtherPane => self.other_pane(),
            Action::NextUnread | Action::PreviousUnread => self.go_to_unread(action == Action::NextUnread),
            _ => return false,
        }
        true
    }

    /// What one does while reading a story.
    fn read(&mut self, action: Action) -> bool {
        match action {
            Action::ReadOn => self.read_on(),
            Action::NextQuote => self.step_in_story(Walk::Quote, true),
            Action::PreviousQuote => self.step_in_story(Walk::Quote, false),
            Action::NextHit | Action::PreviousHit => self.step_in_story(Walk::Hit, action == Action::NextHit),
            Action::Bookmark => self.toggle_mark(Mark::Bookmark),
            Action::ToggleRead => self.toggle_mark(Mark::Read),
            Action::MarkAllRead => self.mark_all_read(),
            Action::Undo => self.undo(),
            Action::Why => self.open_why(),
            Action::SaidBy => self.open_said_by(),
            Action::Speakers => self.open_speakers(),
            Action::OpenLink => self.open_link(),
            Action::LinkHints => self.open_hints(),
            Action::FullText => self.full_text(),
            Action::Copy => self.copy(),
            Action::Export => self.export(None),
            _ => return false,
        }
        true
    }

    /// Which stories are in the list, and in which order.
    fn choose(&mut self, action: Action) -> bool {
        match action {
            Action::Search => self.open_search(),
            Action::Countries => self.open_countries(),
            Action::Dates => self.open_dates(),
            Action::OnlyBookmarks => self.toggle_flag(Flag::Bookmarked),
            Action::OnlyUnread => self.toggle_flag(Flag::Unread),
            Action::ClearFilters => self.clear_filters(),
            Action::Sort => self.next_sort(),
            Action::ShowNew => self.show_new(),
            Action::Feeds => self.open_feeds(),
            Action::Fetch => self.fetch(Vec::new()),
            _ => return false,
        }
        true
    }

    /// The program itself.
    fn see_to(&mut self, action: Action) -> bool {
        match action {
            Action::CommandLine => self.open_command_line(),
            Action::Help => self.overlay = Some(Overlay::Help(super::Help::default())),
            Action::Quit => self.effects.push(Effect::Quit),
            Action::Suspend => self.effects.push(Effect::Suspend),
            Action::Redraw => self.effects.push(Effect::Redraw),
            _ => return false,
        }
        true
    }

    pub(super) fn wheel(&mut self, pane: Pane, down: bool) {
        let by = if down { WHEEL_LINES } else { -WHEEL_LINES };
        self.move_in(pane, by);
    }

    fn page_step(&self) -> isize {
        let height = match self.front {
            Pane::List if self.list.shape.snippets => self.list_height() / 2,
            Pane::List => self.list_height(),
            Pane::Story => self.story_height(),
        };
        height.saturating_sub(2).max(1) as isize
    }

    fn move_by(&mut self, by: isize) {
        self.move_in(self.front, by);
    }

    fn move_in(&mut self, pane: Pane, by: isize) {
        let height = self.story_height();
        match (pane, &mut self.story.shown) {
            (Pane::List, _) => {
                if self.list.step(by) {
                    self.ahead.stepped(by);
                    self.reading = false;
                }
            }
            (Pane::Story, Some(shown)) => {
                shown.scroll(by, height);
                (shown.quote, shown.hit, shown.reason) = (None, None, None);
            }
            (Pane::Story, None) => {}
        }
    }

    fn go_to_end(&mut self, stretch: Stretch) {
        if self.front == Pane::Story {
            let far = isize::MAX / 2;
            return self.move_by(if stretch == Stretch::First { -far } else { far });
        }
        self.reading = false;
        let here = if stretch == Stretch::First { self.list.at_start } else { self.list.at_end };
        if !here {
            return self.load(stretch);
        }
        let last = self.list.rows.len().saturating_sub(1);
        self.list.select(if stretch == Stretch::First { 0 } else { last });
    }

    fn open(&mut self) {
        if self.list.row().is_some() {
            self.front = Pane::Story;
        }
    }

    fn leave_story(&mut self) {
        if self.visit().is_some() {
            return self.leave_view();
        }
        self.front = Pane::List;
        if let Some(shown) = &mut self.story.shown {
            (shown.quote, shown.hit, shown.reason) = (None, None, None);
        }
    }

    fn back_or_quit(&mut self) {
        match self.front {
            Pane::Story => self.leave_story(),
            Pane::List => self.effects.push(Effect::Quit),
        }
    }

    fn other_pane(&mut self) {
        match self.front {
            Pane::Story => {
                self.leave_views();
                self.front = Pane::List;
            }
            Pane::List => self.open(),
        }
    }

    /// A page down, then on to the next unread story.
    fn read_on(&mut self) {
        let narrow = self.layout().is_some_and(|layout| !layout.side_by_side());
        if narrow && self.front == Pane::List {
            return self.open();
        }
        let height = self.story_height();
        // A line of the last page stays in sight.
        let page = height.saturating_sub(1).max(1) as isize;
        let here = self.here();
        let visits = self.visit().is_some();
        let unread_before = self.marks_here().is_some_and(|marks| !marks.read) && !self.reading;
        let Some(shown) = self.story.shown.as_mut().filter(|shown| Some(shown.story.id) == here) else {
            return;
        };
        self.reading |= !visits;
        if !shown.at_end(height) {
            shown.scroll(page, height);
            (shown.quote, shown.reason) = (None, None);
        } else if self.front == Pane::List && unread_before && self.marked_by_itself != here {
            // A short story, whole on the screen and not yet read: this Space reads it.
        } else if visits {
            let key = self.keymap.label(self.context(), Action::Back);
            self.say(format!("the end of the story: {key} goes back"));
        } else {
            self.go_to_unread(true);
        }
    }

    fn toggle_mark(&mut self, mark: Mark) {
        let (Some(id), Some(marks)) = (self.here(), self.marks_here()) else { return };
        self.mark_stories(mark, !marks.get(mark), vec![id]);
    }

    fn mark_stories(&mut self, mark: Mark, on: bool, stories: Vec<StoryId>) {
        // What the reader decides about a read mark is not decided again by itself.
        if mark == Mark::Read {
            self.marked_by_itself = stories.first().copied();
        }
        let (ticket, target) = (self.change(), Target::Stories(stories));
        self.effects.push(Effect::Mark { ticket, mark, on, target, why: Why::Asked });
    }

    fn mark_all_read(&mut self) {
        let (ticket, target) = (self.change(), Target::Everything(self.query.clone()));
        self.effects.push(Effect::Mark { ticket, mark: Mark::Read, on: true, target, why: Why::Asked });
    }

    fn step_in_story(&mut self, walk: Walk, forward: bool) {
        let height = self.story_height();
        let Some(shown) = &mut self.story.shown else { return };
        let (moved, what, any) = match walk {
            Walk::Quote => (shown.step_quote(forward, height), "quotation", !shown.page.quotes.is_empty()),
            Walk::Hit => (shown.step_hit(forward, height), "hit", !shown.page.hits.is_empty()),
        };
        if !moved {
            let way = if forward { "further" } else { "earlier" };
            self.say(if any {
                format!("no {way} {what} in this story")
            } else {
                format!("no {what} in this story")
            });
        }
    }

    /// The selected story, where it is loaded.
    pub(super) fn current(&mut self) -> Option<&super::Shown> {
        let here = self.here()?;
        if self.story.id() != Some(here) {
            let key = self.keymap.label(self.context(), Action::Open);
            self.say(format!("open the story first: {key}"));
        }
        self.story.shown.as_ref().filter(|shown| shown.story.id == here)
    }

    fn open_link(&mut self) {
        let Some(shown) = self.current() else { return };
        match &shown.story.article.copy.url {
            Some(url) => {
                let url = url.clone();
                self.effects.push(Effect::OpenLink(url));
            }
            None => self.say("this story came without a link"),
        }
    }

    fn copy(&mut self) {
        let sure = self.settings.confidence;
        let Some(shown) = self.current() else { return };
        let article = shown.article();
        let (text, what) = match shown.quote.and_then(|index| cite::quotation(article, index, sure)) {
            Some(text) => (text, "quotation"),
            None => (cite::story(article), "story"),
        };
        self.effects.push(Effect::Copy { text, what });
    }

    pub(super) fn export(&mut self, format: Option<String>) {
        if let Some(id) = self.here() {
            self.effects.push(Effect::Export { id, format });
        }
    }

    pub(super) fn show_new(&mut self) {
        self.leave_views();
        self.front = Pane::List;
        self.reading = false;
        self.load(Stretch::First);
    }
}

#[derive(Clone, Copy)]
enum Walk {
    Quote,
    Hit,
}
