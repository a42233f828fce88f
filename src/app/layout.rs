//! Where the panes stand on a screen of a given size: what drawing fills and what the mouse hits.

use super::Pane;

/// From this width on, list and story stand side by side.
pub const SIDE_BY_SIDE: u16 = 100;
/// What a story takes with the usual measure and speakers' names beside it.
const STORY_WITH_MARGIN: u16 = 100;
/// A list is not made narrower than this for it.
const LIST_LEAST: u16 = 44;
pub const LEAST_COLUMNS: u16 = 40;
pub const LEAST_ROWS: u16 = 10;

/// A rectangle in cells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Area {
    pub x: u16,
    pub y: u16,
    pub width: u16,
    pub height: u16,
}

impl Area {
    pub fn holds(self, column: u16, row: u16) -> bool {
        (self.x..self.x + self.width).contains(&column) && (self.y..self.y + self.height).contains(&row)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Layout {
    /// Library, count, filters.
    pub bar: Area,
    pub list: Option<Area>,
    /// The column between list and story.
    pub divider: Option<u16>,
    pub story: Option<Area>,
    /// Notices, position; and the prompt.
    pub status: Area,
    /// The keys that matter here.
    pub keys: Area,
}

/// A view that takes the place of the panes, from top to bottom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sheet {
    pub title: Area,
    /// What is typed, or what the columns are.
    pub head: Area,
    pub rows: Area,
    pub rule: Area,
    /// More of the selected row.
    pub detail: Area,
}

impl Layout {
    /// `list_columns`: where the user dragged the divider to. `None` where the screen is too small to read on.
    pub fn of(columns: u16, rows: u16, front: Pane, list_columns: Option<u16>) -> Option<Layout> {
        if columns < LEAST_COLUMNS || rows < LEAST_ROWS {
            return None;
        }
        let line = |y| Area { x: 0, y, width: columns, height: 1 };
        let mut layout =
            Layout { bar: line(0), status: line(rows - 2), keys: line(rows - 1), ..Layout::default() };
        let middle = Area { x: 0, y: 1, width: columns, height: rows - 3 };
        if columns < SIDE_BY_SIDE {
            match front {
                Pane::List => layout.list = Some(middle),
                Pane::Story => layout.story = Some(middle),
            }
            return Some(layout);
        }
        // Two fifths for the list, never more than it can use, and less where the story then has room for its margin.
        let usual = (columns * 2 / 5).min(72);
        let beside = columns.saturating_sub(STORY_WITH_MARGIN + 1);
        let usual = if beside >= LIST_LEAST { usual.min(beside) } else { usual };
        let list = list_columns.unwrap_or(usual).clamp(24, columns - 42);
        layout.list = Some(Area { width: list, ..middle });
        layout.divider = Some(list);
        layout.story = Some(Area { x: list + 1, width: columns - list - 1, ..middle });
        Some(layout)
    }

    /// The story alone, all the columns its own.
    pub fn alone(columns: u16, rows: u16) -> Option<Layout> {
        let layout = Layout::of(columns, rows, Pane::Story, None)?;
        let story = Area { x: 0, y: 1, width: columns, height: rows - 3 };
        Some(Layout { list: None, divider: None, story: Some(story), ..layout })
    }

    /// The parts of a view that takes the place of the panes.
    pub fn sheet(&self) -> Sheet {
        let room = self.status.y.saturating_sub(1);
        let (gap, detail) = match room {
            0..12 => (0, 1),
            12..30 => (0, 3),
            _ => (1, 5),
        };
        let rule = u16::from(detail > 1);
        let part = |y, height| Area { x: 0, y, width: self.bar.width, height };
        let rows = room.saturating_sub(2 + gap + rule + detail);
        let under = 3 + gap + rows;
        Sheet {
            title: part(1, 1),
            head: part(2, 1),
            rows: part(3 + gap, rows),
            rule: part(under, rule),
            detail: part(under + rule, detail),
        }
    }

    pub fn side_by_side(&self) -> bool {
        self.divider.is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panes_tile_the_screen_at_every_size() {
        for columns in LEAST_COLUMNS..260 {
            for dragged in [None, Some(0), Some(60), Some(999)] {
                let layout = Layout::of(columns, 24, Pane::List, dragged).unwrap();
                let widths = [layout.list, layout.story].into_iter().flatten().map(|a| a.width).sum::<u16>();
                assert_eq!(widths + u16::from(layout.divider.is_some()), columns);
                assert_eq!(layout.side_by_side(), columns >= SIDE_BY_SIDE);
            }
        }
    }

    #[test]
    fn a_sheet_fills_what_the_panes_fill_at_every_size() {
        for rows in LEAST_ROWS..90 {
            let layout = Layout::of(80, rows, Pane::List, None).unwrap();
            let Sheet { title, head, rows: list, rule, detail } = layout.sheet();
            let gap = list.y - head.y - head.height;
            let lines = [title, head, list, rule, detail].map(|area| area.height).iter().sum::<u16>();
            assert_eq!(lines + gap, rows - 3);
            assert!(list.height >= 3 && detail.y + detail.height == layout.status.y);
        }
    }

    #[test]
    fn a_tiny_screen_has_no_layout() {
        assert_eq!(Layout::of(39, 24, Pane::List, None), None);
        assert_eq!(Layout::of(80, 9, Pane::List, None), None);
    }
}
