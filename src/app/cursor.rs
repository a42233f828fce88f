//! Where one stands in rows, and which of them are in sight.

use crate::action::Action;

/// Rows kept in sight above and below.
const LOOK_AHEAD: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Cursor {
    pub at: usize,
    /// The first row in sight.
    pub top: usize,
}

impl Cursor {
    pub fn step(&mut self, by: isize, rows: usize) {
        self.at = self.at.saturating_add_signed(by).min(rows.saturating_sub(1));
    }

    /// Puts `top` so that one stands in sight on so many lines.
    pub fn follow(&mut self, rows: usize, height: usize) {
        let last = rows.saturating_sub(1);
        self.at = self.at.min(last);
        let ahead = LOOK_AHEAD.min(height.saturating_sub(1) / 2);
        let until = (self.at + ahead).min(last);
        self.top = self.top.min(self.at.saturating_sub(ahead));
        self.top = self.top.max((until + 1).saturating_sub(height)).min(rows.saturating_sub(height));
    }
}

/// How far an action moves where `page` rows are a page; none where it does not move.
pub(super) fn step_of(action: Action, page: usize) -> Option<isize> {
    let page = page.saturating_sub(1).max(1) as isize;
    Some(match action {
        Action::Down | Action::NextWeek => 1,
        Action::Up | Action::PreviousWeek => -1,
        Action::PageDown | Action::LaterMonth => page,
        Action::PageUp | Action::EarlierMonth => -page,
        Action::HalfPageDown => (page / 2).max(1),
        Action::HalfPageUp => -(page / 2).max(1),
        Action::Top => isize::MIN / 2,
        Action::Bottom => isize::MAX / 2,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::Cursor;

    #[test]
    fn where_one_stands_is_in_sight_and_the_screen_stays_full() {
        let mut cursor = Cursor::default();
        for (by, rows, height) in
            [(1, 50, 10), (30, 50, 10), (99, 50, 10), (-3, 50, 4), (-99, 50, 1), (9, 3, 10)]
        {
            cursor.step(by, rows);
            cursor.follow(rows, height);
            assert!((cursor.top..cursor.top + height).contains(&cursor.at), "{cursor:?}");
            assert!(cursor.top + height <= rows.max(height), "{cursor:?}");
        }
    }
}
