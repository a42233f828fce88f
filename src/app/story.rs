//! The story pane: which story, how far down, which quotation and hit.

use super::msg::Ticket;
use crate::article::Span;
use crate::listing::{Mark, Story, StoryId};
use crate::page::Page;

/// What the pane shows. The last story stays until the next one is here, so that nothing flickers.
#[derive(Debug, Clone, Default)]
pub struct StoryView {
    pub shown: Option<Shown>,
    /// The story that should be here, and the line that says why it is not.
    pub failed: Option<(StoryId, String)>,
    asked: Option<(Ticket, StoryId)>,
}

/// A story on the screen.
#[derive(Debug, Clone)]
pub struct Shown {
    pub story: Story,
    pub page: Page,
    /// First line in sight.
    pub top: usize,
    /// Characters before the first line in sight when the reader last moved: the place that a resize comes back to.
    place: usize,
    /// The quotation the reader stands on.
    pub quote: Option<usize>,
    /// The hit the reader stands on, into `page.hits`.
    pub hit: Option<usize>,
    /// The words the reader stands on as a reason for a country.
    pub reason: Option<Span>,
    /// What its page says is shown, not what was received.
    pub is_full: bool,
    /// It may have changed since it was read, and is being read again.
    pub outdated: bool,
}

impl StoryView {
    /// A story that is here, and nothing on its way.
    pub fn of(shown: Shown) -> StoryView {
        StoryView { shown: Some(shown), ..StoryView::default() }
    }

    pub fn id(&self) -> Option<StoryId> {
        self.shown.as_ref().map(|shown| shown.story.id)
    }

    /// The story on the screen or on its way.
    pub fn wanted(&self) -> Option<StoryId> {
        self.asked.map(|(_, id)| id).or_else(|| self.failed.as_ref().map(|(id, _)| *id)).or(self.id())
    }

    /// Whether what is on the screen is an earlier text of a story that the list has a later one of.
    pub fn is_older(&self, id: StoryId, version: u32) -> bool {
        let shown = self.shown.as_ref().filter(|shown| self.asked.is_none() && shown.story.id == id);
        shown.is_some_and(|shown| shown.story.version < version)
    }

    /// What should be here is, or why it is not.
    pub fn is_here(&self) -> bool {
        self.asked.is_none() && (self.shown.is_some() || self.failed.is_some())
    }

    pub fn asks(&mut self, ticket: Ticket, id: StoryId) {
        self.asked = Some((ticket, id));
    }

    /// The id of the story that a current answer is about.
    pub fn answered(&mut self, ticket: Ticket) -> Option<StoryId> {
        self.asked.take_if(|(open, _)| *open == ticket).map(|(_, id)| id)
    }

    pub fn clear(&mut self) {
        *self = StoryView::default();
    }

    pub fn mark(&mut self, mark: Mark, on: bool, stories: &[StoryId]) {
        if let Some(shown) = self.shown.as_mut().filter(|shown| stories.contains(&shown.story.id)) {
            shown.story.marks.set(mark, on);
        }
    }
}

impl Shown {
    pub fn new(story: Story, page: Page) -> Shown {
        let is_full = story.full.is_some();
        Shown {
            story,
            page,
            top: 0,
            place: 0,
            quote: None,
            hit: None,
            reason: None,
            is_full,
            outdated: false,
        }
    }

    /// Sets another page of the same story and stays at the same words.
    pub fn reset(&mut self, page: Page, height: usize) {
        self.page = page;
        let mut seen = 0;
        let reached = (0..self.page.lines.len()).find(|line| {
            seen += characters_of(&self.page, *line);
            seen > self.place
        });
        self.top = reached.filter(|_| self.place > 0).unwrap_or(0).min(self.last_top(height));
        self.hit = None;
    }

    /// At the top, on nothing: another text is about to be shown.
    pub fn start_over(&mut self) {
        (self.top, self.place) = (0, 0);
        (self.quote, self.hit, self.reason) = (None, None, None);
    }

    fn last_top(&self, height: usize) -> usize {
        self.page.lines.len().saturating_sub(height)
    }

    pub fn at_end(&self, height: usize) -> bool {
        self.top >= self.last_top(height)
    }

    /// Scrolls; true where it moved.
    pub fn scroll(&mut self, by: isize, height: usize) -> bool {
        self.go(self.top.saturating_add_signed(by), height)
    }

    /// Steps among the quotations: from the current one, else from what is in sight. False at the last one.
    pub fn step_quote(&mut self, forward: bool, height: usize) -> bool {
        let next = step(&self.page.quotes, self.quote, self.top, forward);
        if let Some(index) = next {
            self.quote = next;
            self.bring(self.page.quotes[index], height);
        }
        next.is_some()
    }

    /// Stands on the first quotation in sight, where one stands on none.
    pub fn stand_in_sight(&mut self, height: usize) -> Option<usize> {
        let sight = self.top..self.top + height;
        self.quote = self.quote.or_else(|| self.page.quotes.iter().position(|line| sight.contains(line)));
        self.quote
    }

    /// To a quotation, where the story has it.
    pub fn stand(&mut self, quotation: usize, height: usize) {
        if let Some(&line) = self.page.quotes.get(quotation) {
            self.quote = Some(quotation);
            self.bring(line, height);
        }
    }

    pub fn step_hit(&mut self, forward: bool, height: usize) -> bool {
        let next = step(&self.page.hits, self.hit, self.top, forward);
        if let Some(index) = next {
            self.hit = next;
            self.bring(self.page.hits[index], height);
        }
        next.is_some()
    }

    /// To the words one stands on as a reason.
    pub fn show_reason(&mut self, height: usize) {
        if let Some(line) = self.page.reason {
            self.bring(line, height);
        }
    }

    /// Scrolls a line into the middle stretch of the pane, and not at all where it stands well already.
    fn bring(&mut self, line: usize, height: usize) {
        let well = self.top + 1..(self.top + height * 2 / 3).max(self.top + 2);
        if !well.contains(&line) {
            self.go(line.saturating_sub(height / 4), height);
        }
    }

    fn go(&mut self, line: usize, height: usize) -> bool {
        let to = line.min(self.last_top(height));
        self.place = characters(&self.page, to);
        std::mem::replace(&mut self.top, to) != to
    }
}

fn step(lines: &[usize], current: Option<usize>, top: usize, forward: bool) -> Option<usize> {
    match (current, forward) {
        (Some(index), true) => (index + 1 < lines.len()).then_some(index + 1),
        (Some(index), false) => index.checked_sub(1),
        (None, true) => lines.iter().position(|line| *line >= top),
        (None, false) => lines.iter().rposition(|line| *line < top),
    }
}

fn characters_of(page: &Page, line: usize) -> usize {
    let runs = page.lines.get(line).map_or(&[][..], |line| &line.runs);
    runs.iter().flat_map(|run| run.text.chars()).filter(|c| !c.is_whitespace()).count()
}

/// Characters before a line: what stays the same whatever the width.
fn characters(page: &Page, line: usize) -> usize {
    (0..line).map(|line| characters_of(page, line)).sum()
}
