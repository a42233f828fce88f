//! The list: a window of rows around the selected one, paged by key. Nothing here grows with the library.

use std::collections::HashSet;

use chrono::NaiveDate;

use super::msg::Ticket;
use crate::listing::{Mark, Row, StoryId, Stretch};

/// Rows a question asks for.
pub const PAGE: usize = 128;
/// Rows kept; past it the far side is let go.
const WINDOW: usize = PAGE * 6;
/// Rows kept in sight above and below the selected one.
const LOOK_AHEAD: usize = 2;

#[derive(Debug, Clone, Default)]
pub struct List {
    pub rows: Vec<Row>,
    /// Into `rows`.
    pub selected: usize,
    /// The first row on the screen, into `rows`.
    pub top: usize,
    /// How many rows of the whole list stand before `rows`, where known.
    pub before: Option<u64>,
    pub at_start: bool,
    pub at_end: bool,
    pub state: ListState,
    pub shape: Shape,
    asked: Option<(Ticket, Asked)>,
    trouble: Trouble,
}

/// What lines there are beside the rows' own.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Shape {
    /// Days part the rows; nothing does in order of relevance.
    pub by_day: bool,
    /// Rows have a second line, for what was searched for.
    pub snippets: bool,
}

/// What became of the last page that was asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
enum Trouble {
    #[default]
    None,
    /// Nothing stood at or behind the place: the end of the list is to be asked for instead.
    PastEnd,
    /// It could not be read, and is not asked for again until the reader moves.
    Unread,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub enum ListState {
    #[default]
    Loading,
    Ready,
    Failed(String),
}

/// What a page is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Asked {
    Anew(Stretch),
    /// The same list again: a selection that moved meanwhile stays on its story.
    Again(Stretch),
    Further(Stretch),
}

/// One line of the pane.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ListLine {
    Day(Option<NaiveDate>),
    Row(usize),
    /// Under its row.
    Snippet(usize),
}

impl List {
    pub fn row(&self) -> Option<&Row> {
        self.rows.get(self.selected)
    }

    /// The selected row's number in the whole list, from 1.
    pub fn position(&self) -> Option<u64> {
        self.row()?;
        Some(self.before? + self.selected as u64 + 1)
    }

    /// A page is on its way.
    pub fn is_asking(&self) -> bool {
        self.asked.is_some()
    }

    /// Rows that may be another query's are on their way.
    pub fn is_renewed(&self) -> bool {
        matches!(self.asked, Some((_, Asked::Anew(_))))
    }

    pub fn asks_anew(&mut self, ticket: Ticket, stretch: Stretch) {
        self.asked = Some((ticket, Asked::Anew(stretch)));
        self.trouble = Trouble::None;
        if self.rows.is_empty() {
            self.state = ListState::Loading;
        }
    }

    /// What was just asked for is the list that stands here already.
    pub fn is_the_same(&mut self) {
        if let Some((_, asked)) = &mut self.asked
            && let Asked::Anew(stretch) = *asked
        {
            *asked = Asked::Again(stretch);
        }
    }

    /// The next page to ask for as the selection nears an end of the window, if any.
    pub fn wants(&mut self, ticket: Ticket) -> Option<Stretch> {
        if self.asked.is_some() || self.trouble == Trouble::Unread {
            return None;
        }
        if self.trouble == Trouble::PastEnd {
            self.asks_anew(ticket, Stretch::Last);
            return Some(Stretch::Last);
        }
        let stretch = if !self.at_end && self.selected + PAGE / 2 >= self.rows.len() {
            Stretch::After(self.rows.last()?.key)
        } else if !self.at_start && self.selected < PAGE / 2 {
            Stretch::Before(self.rows.first()?.key)
        } else {
            return None;
        };
        self.asked = Some((ticket, Asked::Further(stretch)));
        Some(stretch)
    }

    /// Takes a page. False where it answers no open question.
    pub fn take(&mut self, ticket: Ticket, rows: Result<Vec<Row>, String>, total: Option<u64>) -> bool {
        let Some((_, asked)) = self.asked.take_if(|(open, _)| *open == ticket) else { return false };
        match rows {
            Err(line) => {
                self.trouble = Trouble::Unread;
                if let Asked::Anew(_) | Asked::Again(_) = asked {
                    // The rows of another query must not stand under this one's name.
                    *self = List { shape: self.shape, trouble: Trouble::Unread, ..List::default() };
                    self.state = ListState::Failed(line);
                }
            }
            Ok(rows)
                if rows.is_empty()
                    && matches!(asked, Asked::Anew(Stretch::From(_)) | Asked::Again(Stretch::From(_))) =>
            {
                self.trouble = Trouble::PastEnd;
            }
            Ok(rows) => {
                self.state = ListState::Ready;
                match asked {
                    Asked::Anew(stretch) => self.replace(rows, stretch, total),
                    Asked::Again(stretch) => {
                        let moved_to = self.row().map(Row::id).filter(|_| self.selected > 0);
                        self.replace(rows, stretch, total);
                        self.selected = moved_to.and_then(|id| self.index_of(id)).unwrap_or(self.selected);
                    }
                    Asked::Further(stretch) => self.extend(rows, stretch),
                }
            }
        }
        true
    }

    fn replace(&mut self, rows: Vec<Row>, stretch: Stretch, total: Option<u64>) {
        let whole = rows.len() < PAGE;
        (self.at_start, self.at_end) = match stretch {
            Stretch::First => (true, whole),
            Stretch::Last => (whole, true),
            Stretch::After(_) | Stretch::From(_) => (false, whole),
            Stretch::Before(_) => (whole, false),
        };
        self.before = match stretch {
            _ if self.at_start => Some(0),
            Stretch::Last => total.map(|total| total.saturating_sub(rows.len() as u64)),
            _ => None,
        };
        self.selected = if stretch == Stretch::Last { rows.len().saturating_sub(1) } else { 0 };
        self.top = 0;
        self.rows = rows;
    }

    fn extend(&mut self, rows: Vec<Row>, stretch: Stretch) {
        let more = rows.len();
        if let Stretch::Before(_) = stretch {
            self.at_start = more < PAGE;
            self.before =
                if self.at_start { Some(0) } else { self.before.map(|n| n.saturating_sub(more as u64)) };
            self.rows.splice(0..0, rows);
            self.selected += more;
            self.top += more;
            if self.rows.len() > WINDOW {
                let keep = WINDOW.max(self.selected + PAGE);
                self.at_end &= self.rows.len() <= keep;
                self.rows.truncate(keep);
            }
        } else {
            self.at_end = more < PAGE;
            self.rows.extend(rows);
            let spare = self.rows.len().saturating_sub(WINDOW).min(self.top.saturating_sub(PAGE));
            if spare > 0 {
                self.rows.drain(..spare);
                self.at_start = false;
                self.before = self.before.map(|n| n + spare as u64);
                self.selected -= spare;
                self.top -= spare;
            }
        }
    }

    /// Moves the selection; true where it moved.
    pub fn step(&mut self, by: isize) -> bool {
        self.trouble = Trouble::None;
        let last = self.rows.len().saturating_sub(1);
        let to = self.selected.saturating_add_signed(by).min(last);
        std::mem::replace(&mut self.selected, to) != to
    }

    pub fn select(&mut self, index: usize) -> bool {
        self.step(index as isize - self.selected as isize)
    }

    pub fn index_of(&self, id: StoryId) -> Option<usize> {
        self.rows.iter().position(|row| row.id() == id)
    }

    /// The nearest unread row in the window after (or before) the selected one.
    pub fn unread(&self, forward: bool) -> Option<usize> {
        let unread = |index: &usize| !self.rows[*index].marks.read;
        if forward {
            (self.selected + 1..self.rows.len()).find(unread)
        } else {
            (0..self.selected).rev().find(unread)
        }
    }

    /// Marks rows in the window.
    pub fn mark(&mut self, mark: Mark, on: bool, stories: &[StoryId]) {
        let stories: HashSet<StoryId> = stories.iter().copied().collect();
        for row in self.rows.iter_mut().filter(|row| stories.contains(&row.key.id)) {
            row.marks.set(mark, on);
        }
    }

    /// Puts `top` so that the selected row stands in sight on a pane of this height.
    pub fn follow(&mut self, height: usize) {
        let last = self.rows.len().saturating_sub(1);
        self.selected = self.selected.min(last);
        self.top = self.top.min(self.selected.saturating_sub(LOOK_AHEAD));
        let until = (self.selected + LOOK_AHEAD).min(last);
        while self.top < self.selected && !self.shows(until, height) {
            self.top += 1;
        }
        // Near the end the pane stays full.
        while self.at_end && self.top > 0 && self.lines_from(self.top - 1).take(height + 1).count() <= height
        {
            self.top -= 1;
        }
    }

    fn shows(&self, index: usize, height: usize) -> bool {
        let last = if self.shape.snippets { ListLine::Snippet(index) } else { ListLine::Row(index) };
        self.lines(height).any(|line| line == last)
    }

    /// The lines of a pane of this height. The first one always names its day.
    pub fn lines(&self, height: usize) -> impl Iterator<Item = ListLine> + '_ {
        self.lines_from(self.top).take(height)
    }

    fn lines_from(&self, top: usize) -> impl Iterator<Item = ListLine> + '_ {
        (top..self.rows.len()).flat_map(move |index| {
            let day = self.rows[index].date;
            let new_day = self.shape.by_day && (index == top || self.rows[index - 1].date != day);
            let row = [ListLine::Row(index)]
                .into_iter()
                .chain(self.shape.snippets.then_some(ListLine::Snippet(index)));
            new_day.then_some(ListLine::Day(day)).into_iter().chain(row)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Release;
    use crate::listing::{Key, Marks};

    fn row(number: u32) -> Row {
        Row {
            key: Key { when: -i64::from(number), id: StoryId(number) },
            date: NaiveDate::from_ymd_opt(2025, 1, 1 + number / 7 % 28),
            published: None,
            headline: format!("story {number}"),
            derived: false,
            country: None,
            agency: None,
            version: 1,
            marks: Marks::default(),
            release: Release::default(),
        }
    }

    fn loaded(numbers: std::ops::Range<u32>, stretch: Stretch) -> List {
        let mut list = List { shape: Shape { by_day: true, snippets: false }, ..List::default() };
        list.asks_anew(Ticket(1), stretch);
        assert!(list.take(Ticket(1), Ok(numbers.map(row).collect()), None));
        list
    }

    #[test]
    fn a_late_answer_changes_nothing() {
        let mut list = loaded(0..5, Stretch::First);
        list.asks_anew(Ticket(3), Stretch::First);
        assert!(!list.take(Ticket(2), Ok(vec![]), None));
        assert_eq!(list.rows.len(), 5);
    }

    #[test]
    fn the_window_slides_and_keeps_its_place() {
        let mut list = loaded(0..PAGE as u32, Stretch::First);
        let mut next = PAGE as u32;
        for _ in 0..PAGE * 20 {
            list.step(1);
            list.follow(30);
            if let Some(stretch) = list.wants(Ticket(9)) {
                assert_eq!(stretch, Stretch::After(row(next - 1).key));
                list.take(Ticket(9), Ok((next..next + PAGE as u32).map(row).collect()), None);
                next += PAGE as u32;
            }
        }
        assert_eq!(list.row().unwrap().headline, format!("story {}", PAGE * 20));
        assert_eq!(list.position(), Some(PAGE as u64 * 20 + 1));
        assert!(list.rows.len() <= WINDOW + PAGE);
    }

    #[test]
    fn the_selected_row_is_always_in_sight() {
        let mut list = loaded(0..100, Stretch::First);
        for (by, height) in [(1, 5), (50, 20), (-7, 3), (99, 40), (-99, 2), (3, 1)] {
            list.step(by);
            list.follow(height);
            let wanted = ListLine::Row(list.selected);
            // A pane of one line shows its day only.
            assert!(height < 2 || list.lines(height).any(|line| line == wanted), "{by} {height}");
        }
    }

    #[test]
    fn days_part_the_rows_and_the_first_line_names_one() {
        let list = loaded(0..20, Stretch::First);
        let lines: Vec<ListLine> = list.lines(10).collect();
        assert!(matches!(lines[0], ListLine::Day(Some(_))));
        assert_eq!(lines.iter().filter(|l| matches!(l, ListLine::Day(_))).count(), 2);
    }
}
