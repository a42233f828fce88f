//! The mouse: a press selects, a second one opens, the wheel scrolls, the divider can be dragged.

use super::actions::WHEEL_LINES;
use super::layout::Layout;
use super::{App, ListLine, Mouse, MouseDoes, Pane};

impl App {
    pub(super) fn mouse(&mut self, mouse: Mouse) {
        let Some(layout) = self.layout() else { return };
        if self.overlay.is_some() {
            return;
        }
        if self.is_covered() {
            return self.mouse_in_view(layout.sheet().rows, mouse);
        }
        match mouse.what {
            MouseDoes::Press => self.press(layout, mouse),
            MouseDoes::Drag if self.dragging => self.list_columns = Some(mouse.column),
            MouseDoes::Drag => {}
            MouseDoes::Release => self.dragging = false,
            MouseDoes::WheelUp | MouseDoes::WheelDown => {
                if let Some(pane) = under(layout, mouse) {
                    self.wheel(pane, mouse.what == MouseDoes::WheelDown);
                }
            }
        }
    }

    fn mouse_in_view(&mut self, rows: super::Area, mouse: Mouse) {
        match mouse.what {
            MouseDoes::Press if rows.holds(mouse.column, mouse.row) => {
                self.notice = None;
                self.press_row(usize::from(mouse.row - rows.y));
            }
            MouseDoes::WheelUp => self.step_view(-WHEEL_LINES),
            MouseDoes::WheelDown => self.step_view(WHEEL_LINES),
            MouseDoes::Press | MouseDoes::Drag | MouseDoes::Release => {}
        }
    }

    fn press(&mut self, layout: Layout, mouse: Mouse) {
        self.notice = None;
        if layout.divider == Some(mouse.column) {
            self.dragging = true;
            return;
        }
        match (under(layout, mouse), layout.list) {
            (Some(Pane::List), Some(area)) => {
                let line = self.list.lines(usize::from(area.height)).nth(usize::from(mouse.row - area.y));
                let Some(ListLine::Row(index) | ListLine::Snippet(index)) = line else { return };
                let again = index == self.list.selected && self.front == Pane::List;
                self.front = if again { Pane::Story } else { Pane::List };
                if self.list.select(index) {
                    self.reading = false;
                }
            }
            (Some(Pane::Story), _) if self.list.row().is_some() => self.front = Pane::Story,
            _ => {}
        }
    }
}

fn under(layout: Layout, mouse: Mouse) -> Option<Pane> {
    let holds = |area: Option<super::Area>| area.is_some_and(|area| area.holds(mouse.column, mouse.row));
    if holds(layout.list) {
        Some(Pane::List)
    } else if holds(layout.story) {
        Some(Pane::Story)
    } else {
        None
    }
}
