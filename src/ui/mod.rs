//! Draws the app: `&App` in, cells out. Remembers nothing, asks nothing.
//!
//! Every string that came from outside goes through `text::span`, which cleans it.

mod bar;
mod feeds;
mod list;
mod overlay;
mod quotations;
mod speakers;
mod status;
mod story;
mod text;
pub mod theme;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::widgets::Paragraph;

use crate::app::layout::{Area, Layout};
use crate::app::{App, Pane, View};
use theme::{Palette, ThemeRole};

/// Draws one frame.
pub fn draw(frame: &mut Frame<'_>, app: &App, palette: &Palette) {
    let Some(layout) = app.layout() else { return too_small(frame, palette) };
    bar::draw(frame, rect(layout.bar), app, palette);
    match app.view() {
        Some(View::Quotations(view)) => quotations::draw(frame, layout.sheet(), app, view, palette),
        Some(View::Speakers(view)) => speakers::draw(frame, layout.sheet(), app, view, palette),
        Some(View::Feeds(view)) => feeds::draw(frame, layout.sheet(), app, view, palette),
        Some(View::Story(_)) | None => panes(frame, layout, app, palette),
    }
    status::draw(frame, rect(layout.status), rect(layout.keys), app, palette);
    overlay::draw(frame, app, layout, palette);
}

fn panes(frame: &mut Frame<'_>, layout: Layout, app: &App, palette: &Palette) {
    if let Some(area) = layout.list {
        list::draw(frame, rect(area), app, palette);
    }
    if let (Some(column), Some(area)) = (layout.divider, layout.story) {
        let role = if app.front == Pane::Story { ThemeRole::BorderFocus } else { ThemeRole::Border };
        let style = palette.style(role);
        for y in area.y..area.y + area.height {
            // On a screen that just became smaller it may stand outside.
            if let Some(cell) = frame.buffer_mut().cell_mut((column, y)) {
                cell.set_symbol("│").set_style(style);
            }
        }
    }
    if let Some(area) = layout.story {
        story::draw(frame, rect(area), app, palette);
    }
}

fn too_small(frame: &mut Frame<'_>, palette: &Palette) {
    let area = frame.area();
    let words = if area.width >= 30 {
        format!("{}×{} is too small to read on:\nmake it 40×10 or more", area.width, area.height)
    } else {
        "too small:\n40×10".to_owned()
    };
    frame.render_widget(Paragraph::new(words).style(palette.style(ThemeRole::Text)), area);
}

fn rect(area: Area) -> Rect {
    Rect { x: area.x, y: area.y, width: area.width, height: area.height }
}
