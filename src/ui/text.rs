//! The one way text becomes cells: cleaned, measured, styled.

use std::ops::Range;

use ratatui::Frame;
use ratatui::layout::Rect;
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

/// Draws a line at the left end of an area. What the terminal library does for any text, done at once for plain one.
pub fn put(frame: &mut Frame<'_>, at: Rect, line: &Line<'_>) {
    let buffer = frame.buffer_mut();
    let at = at.intersection(buffer.area);
    if at.is_empty() {
        return;
    }
    let mut x = at.x;
    for span in &line.spans {
        let (text, style, room) = (span.content.as_ref(), span.style, usize::from(at.right() - x));
        let plain = text.bytes().take_while(|byte| matches!(byte, b' '..=b'~')).count();
        // The last plain letter may be one with what follows it.
        let plain = if plain < text.len() { plain.saturating_sub(1) } else { plain };
        for byte in text.bytes().take(plain.min(room)) {
            buffer[(x, at.y)].set_char(char::from(byte)).set_style(style);
            x += 1;
        }
        if plain < text.len().min(room) {
            (x, _) = buffer.set_stringn(x, at.y, &text[plain..], room - plain, style);
        }
    }
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
    marked_at(text, &needles.find(text), style, palette)
}

/// The same where it is known what is to be marked.
pub fn marked_at(text: &str, hits: &[Range<usize>], style: Style, palette: &Palette) -> Vec<Span<'static>> {
    let hit = style.patch(palette.style(ThemeRole::Hit));
    let mut spans = Vec::new();
    let mut done = 0;
    for found in hits {
        spans.push(span(&text[done..found.start], style));
        spans.push(span(&text[found.clone()], hit));
        done = found.end;
    }
    spans.push(span(&text[done..], style));
    spans
}
