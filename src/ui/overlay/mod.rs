//! What stands over the panes: the country picker, the calendar, the help page.

mod calendar;
mod help;
mod picker;
mod why;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::{Block, BorderType, Clear, Padding};

use super::text::span;
use super::theme::{Palette, ThemeRole};
use crate::app::layout::Layout;
use crate::app::{App, Overlay};

pub fn draw(frame: &mut Frame<'_>, app: &App, layout: Layout, palette: &Palette) {
    let room = Rect { x: 0, y: 1, width: layout.bar.width, height: layout.status.y - 1 };
    match &app.overlay {
        Some(Overlay::Countries(picker)) => picker::draw(frame, room, picker, "Countries", palette),
        Some(Overlay::Dates(calendar)) => calendar::draw(frame, room, calendar, palette),
        Some(Overlay::Help(help)) => help::draw(frame, room, help, app, palette),
        Some(Overlay::Why(_)) => {
            // In the list's place: the story stays in sight beside it where there is room.
            let beside = layout.list.filter(|_| layout.side_by_side());
            let pane = beside.or(layout.story).or(layout.list).map_or(room, super::rect);
            why::draw(frame, room, pane, app, palette);
        }
        // Those stand in the story.
        Some(Overlay::Prompt(_) | Overlay::Hints(_)) | None => {}
    }
}

/// Clears a box in the middle of `room`, draws its frame and answers what is inside.
pub(super) fn framed(
    frame: &mut Frame<'_>,
    room: Rect,
    width: u16,
    height: u16,
    title: &str,
    palette: &Palette,
) -> Rect {
    let (width, height) = (width.min(room.width), height.min(room.height));
    let area =
        Rect { x: room.x + (room.width - width) / 2, y: room.y + (room.height - height) / 3, width, height };
    let block = Block::bordered()
        .border_type(BorderType::Rounded)
        .border_style(palette.style(ThemeRole::BorderFocus))
        .title(span(&format!(" {title} "), palette.style(ThemeRole::Accent)))
        .padding(Padding::horizontal(1));
    let inside = block.inner(area);
    frame.render_widget(Clear, area);
    part_wide(frame, area);
    frame.render_widget(block, area);
    inside
}

/// A wide character that begins left of the box would take the box's edge with it: a blank stands in its place.
fn part_wide(frame: &mut Frame<'_>, area: Rect) {
    let Some(left) = area.x.checked_sub(1) else { return };
    let buffer = frame.buffer_mut();
    for y in area.top()..area.bottom() {
        if let Some(cell) = buffer.cell_mut((left, y)).filter(|cell| crate::width::width(cell.symbol()) > 1) {
            cell.set_symbol(" ");
        }
    }
}

/// The line a picker is narrowed with, its cursor, or what could be typed.
pub(super) fn typed(frame: &mut Frame<'_>, at: Rect, text: &str, invites: &str, palette: &Palette) {
    let shown = crate::width::cut(text, usize::from(at.width.saturating_sub(1))).into_owned();
    let line = if text.is_empty() {
        span(invites, palette.style(ThemeRole::Dim))
    } else {
        span(&shown, palette.style(ThemeRole::Text))
    };
    frame.render_widget(line, at);
    frame.set_cursor_position((at.x + crate::width::width(&shown) as u16, at.y));
}

#[cfg(test)]
mod tests {
    use ratatui::Terminal;
    use ratatui::backend::TestBackend;

    use super::*;
    use crate::config::Theme;

    #[test]
    fn a_box_over_wide_characters_keeps_its_edge() {
        let mut terminal = Terminal::new(TestBackend::new(21, 6)).expect("a screen");
        let palette = Palette::new(Theme::default());
        let drawn = terminal.draw(|frame| {
            for y in 0..6 {
                frame.render_widget("界".repeat(10).as_str(), Rect { x: 0, y, width: 20, height: 1 });
            }
            framed(frame, Rect { x: 0, y: 0, width: 21, height: 6 }, 11, 4, "Box", &palette);
        });
        let buffer = drawn.expect("it is drawn").buffer;
        let edges = (0..6).filter(|y| buffer[(5, *y)].symbol() == "│").count();
        assert_eq!((edges, buffer[(4, 2)].symbol()), (2, " "));
    }
}
