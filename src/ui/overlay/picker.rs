//! The country picker.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;

use super::super::text::{ends, span};
use super::super::theme::{Palette, ThemeRole};
use super::{framed, typed};
use crate::app::Picker;
use crate::quantity::grouped;

pub fn draw(frame: &mut Frame<'_>, room: Rect, picker: &Picker, title: &str, palette: &Palette) {
    let all = picker.all.as_ref().map_or(0, Vec::len) as u16;
    let inside = framed(frame, room, 46, (all + 4).clamp(8, 24), title, palette);
    typed(frame, Rect { height: 1, ..inside }, &picker.typed, "type to narrow", palette);
    let list = Rect { y: inside.y + 1, height: inside.height.saturating_sub(1), ..inside };
    let Some(all) = &picker.all else {
        frame.render_widget(span("…", palette.style(ThemeRole::Dim)), list);
        return;
    };
    if picker.shown.is_empty() {
        let words =
            if all.is_empty() { "no country under this filter" } else { "no country of that name here" };
        frame.render_widget(span(words, palette.style(ThemeRole::Dim)), Rect { height: 1, ..list });
        return;
    }
    let height = usize::from(list.height).max(1);
    let top = (picker.selected + 1).saturating_sub(height);
    for (line, y) in (top..picker.shown.len()).take(height).zip(list.y..) {
        let (country, stories) = all[picker.shown[line]];
        let base =
            if line == picker.selected { palette.style(ThemeRole::Selected) } else { Style::default() };
        let chosen = if picker.chosen.contains(&country) { "✓ " } else { "  " };
        let left = vec![
            span(chosen, palette.style(ThemeRole::Accent).patch(base)),
            span(country.code(), palette.style(ThemeRole::Country).patch(base)),
            span(&format!("  {}", country.name()), palette.style(ThemeRole::Text).patch(base)),
        ];
        let count = if stories == 0 { String::new() } else { grouped(stories) };
        let right = vec![span(&count, palette.style(ThemeRole::Dim).patch(base))];
        frame.render_widget(ends(left, right, usize::from(list.width), base), Rect { y, height: 1, ..list });
    }
}
