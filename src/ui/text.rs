//! The one way text becomes cells: cleaned, measured, styled.

use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::theme::{Palette, ThemeRole};
use crate::page::Needles;
use crate::sanitize;
use crate::width;

/// Text from anywhere as a span, without what could steer a terminal.
pub fn span(text: &str, style: Style) -> Span<'static> {
    Span::styled(sanitize::line(text).into_owned(), style)
}

/// One line in exactly `columns`: `left` cut where it must be, `right` at the end where both fit.
pub fn ends(
    left: Vec<Span<'static>>,
    right: Vec<Span<'static>>,
    columns: usize,
    fill: Style,
) -> Line<'static> {
    let taken: usize = right.iter().map(|span| width::width(&span.content)).sum();
    let (right, taken) = if taken < columns { (right, taken) } else { (Vec::new(), 0) };
    let mut room = columns - taken;
    let mut spans = Vec::with_capacity(left.len() + right.len() + 1);
    for span in left {
        if room == 0 {
            break;
        }
        let cut = width::cut(&span.content, room).into_owned();
        room -= width::width(&cut);
        spans.push(Span::styled(cut, span.style));
    }
    spans.push(Span::styled(" ".repeat(room), fill));
    spans.extend(right);
    Line::from(spans)
}

/// A text with what was searched for marked in it.
pub fn marked(text: &str, needles: &Needles, style: Style, palette: &Palette) -> Vec<Span<'static>> {
    let hit = style.patch(palette.style(ThemeRole::Hit));
    let mut spans = Vec::new();
    let mut done = 0;
    for found in needles.find(text) {
        spans.push(span(&text[done..found.start], style));
        spans.push(span(&text[found.clone()], hit));
        done = found.end;
    }
    spans.push(span(&text[done..], style));
    spans
}
