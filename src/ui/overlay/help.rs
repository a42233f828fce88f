//! The help page, from the one table of actions.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::text::{ends, span};
use super::super::theme::{Palette, ThemeRole};
use super::{framed, typed};
use crate::app::help::HelpLine;
use crate::app::{App, Help};
use crate::width;

const KEYS: usize = 14;

pub fn draw(frame: &mut Frame<'_>, room: Rect, help: &Help, app: &App, palette: &Palette) {
    let inside = framed(frame, room, 100.min(room.width), room.height, "Keys", palette);
    typed(frame, Rect { height: 1, ..inside }, &help.typed, "type to search", palette);
    let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let lines = help.lines(&app.keymap);
    if lines.is_empty() {
        frame.render_widget(
            span("no key does that", palette.style(ThemeRole::Dim)),
            Rect { height: 1, ..list },
        );
    }
    for (line, y) in lines.iter().skip(help.top).take(usize::from(list.height)).zip(list.y..) {
        let (left, right) = match line {
            HelpLine::Section(title) => (vec![span(title, palette.style(ThemeRole::Day))], vec![]),
            HelpLine::Action { keys, help, name } => (
                vec![
                    span(&format!("  {}", width::pad(keys, KEYS)), palette.style(ThemeRole::Key)),
                    span(&format!(" {help}"), palette.style(ThemeRole::Text)),
                ],
                vec![span(&format!("  {name}"), palette.style(ThemeRole::Dim))],
            ),
        };
        let line = ends(left, right, usize::from(list.width), Style::default());
        frame.render_widget(line, Rect { y, height: 1, ..list });
    }
}
