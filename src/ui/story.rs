//! The story pane: a window on the page, quotations in their colour, speakers in the margin.

use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Modifier;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::text::{put, span};
use super::theme::{Palette, ThemeRole};
use crate::app::{App, Overlay, Shown};
use crate::page::{self, GAP, Run};

pub fn draw(frame: &mut Frame<'_>, area: Rect, app: &App, palette: &Palette) {
    let Some(shown) = &app.story.shown else { return instead(frame, area, app, palette) };
    let lines = shown.page.lines.iter().enumerate().skip(shown.top).take(usize::from(area.height));
    for ((number, line), y) in lines.zip(area.y..) {
        let at = Rect { y, height: 1, ..area };
        put(frame, at, &page_line(shown, number, line, palette));
    }
    badges(frame, area, shown, palette);
    hints(frame, area, app, shown, palette);
}

fn page_line(shown: &Shown, number: usize, line: &page::Line, palette: &Palette) -> Line<'static> {
    let page = &shown.page;
    let current_hit = shown.hit.and_then(|hit| page.hits.get(hit)) == Some(&number);
    let mut spans = vec![Span::raw(" ".repeat(page.indent))];
    spans.extend(line.runs.iter().map(|run| run_span(run, shown.quote, current_hit, palette)));
    if let Some(name) = &line.margin {
        let used: usize = line.runs.iter().map(|run| crate::width::width(&run.text)).sum();
        spans.push(Span::raw(" ".repeat(page.measure.saturating_sub(used) + GAP)));
        let current = line.margin_quote.is_some() && line.margin_quote == shown.quote;
        let role = if current { ThemeRole::Speaker } else { ThemeRole::Margin };
        spans.push(span(name, palette.style(role)));
    }
    Line::from(spans)
}

fn run_span(run: &Run, quote: Option<usize>, current_hit: bool, palette: &Palette) -> Span<'static> {
    let mut style = palette.run(run.role);
    if run.link.is_some() {
        style = style.patch(palette.style(ThemeRole::Link));
    }
    if run.role == page::Role::Quote && run.quote.is_some() && run.quote == quote {
        style = style.patch(palette.style(ThemeRole::QuoteCurrent));
    }
    if run.hit {
        style = style.patch(palette.style(if current_hit { ThemeRole::HitCurrent } else { ThemeRole::Hit }));
    }
    if run.reason {
        style = style.patch(palette.style(ThemeRole::HitCurrent));
    }
    span(&run.text, style)
}

/// Letters over the links, those that are not typed already, of those that still may be meant.
fn hints(frame: &mut Frame<'_>, area: Rect, app: &App, shown: &Shown, palette: &Palette) {
    let Some(Overlay::Hints(hints)) = &app.overlay else { return };
    // What stands below is underlined.
    let style = palette.style(ThemeRole::Hint).remove_modifier(Modifier::UNDERLINED);
    for hint in &hints.found {
        let Some(rest) = hint.letters.strip_prefix(&hints.typed) else { continue };
        let row = hint.line.saturating_sub(shown.top) as u16;
        let x = area.x + (shown.page.indent + hint.column + hints.typed.len()) as u16;
        let at = Rect { x, y: area.y + row, width: rest.len() as u16, height: 1 };
        frame.render_widget(span(rest, style), at.intersection(area));
    }
}

/// The marks of the story, left of its headline.
fn badges(frame: &mut Frame<'_>, area: Rect, shown: &Shown, palette: &Palette) {
    if shown.top > 0 || shown.page.indent < 2 {
        return;
    }
    let at =
        |back: usize| Rect { x: area.x + (shown.page.indent - back) as u16, y: area.y, width: 1, height: 1 };
    if shown.story.marks.bookmarked {
        frame.render_widget(span("★", palette.style(ThemeRole::Bookmark)), at(2));
    } else if !shown.story.marks.read {
        frame.render_widget(span("●", palette.style(ThemeRole::Unread)), at(2));
    }
}

/// What stands here while there is no story.
fn instead(frame: &mut Frame<'_>, area: Rect, app: &App, palette: &Palette) {
    let Some((_, why)) = &app.story.failed else { return };
    let words = vec![
        Line::from(span("this story could not be shown", palette.style(ThemeRole::Error))),
        Line::from(span(why, palette.style(ThemeRole::Dim))),
    ];
    let at = Rect { y: area.y + area.height / 3, height: area.height - area.height / 3, ..area };
    let words =
        Paragraph::new(words).alignment(Alignment::Center).wrap(ratatui::widgets::Wrap { trim: true });
    frame.render_widget(words, at);
}
