//! The list pane: days, and under each its stories.

use chrono::NaiveDate;
use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Paragraph;

use super::text::{ends, marked, marked_at, put, span};
use super::theme::{Palette, ThemeRole};
use crate::app::{App, INDENT, ListLine, ListState, Pane, Shelf};
use crate::listing::{Row, StoryId};
use crate::page::Needles;
use crate::query::{Expr, Term};
use crate::width;

pub fn draw(frame: &mut Frame<'_>, area: Rect, app: &App, palette: &Palette) {
    if app.list.rows.is_empty() {
        return empty(frame, area, app, palette);
    }
    let needles = Needles::new(&app.words());
    let columns = usize::from(area.width);
    for (line, y) in app.list.lines(usize::from(area.height)).zip(area.y..) {
        let at = Rect { y, height: 1, ..area };
        let line = match line {
            ListLine::Day(day) => day_line(day, app, palette, columns),
            ListLine::Row(index) => {
                let style = selection(app, index, palette);
                row_line(&app.list.rows[index], style, &Look { needles: &needles, app, palette, columns })
            }
            ListLine::Snippet(index) => {
                let style = selection(app, index, palette).unwrap_or_default();
                snippet_line(app, app.list.rows[index].id(), style, palette, columns)
            }
        };
        put(frame, at, &line);
    }
}

/// The style under a row: the selected one stands out, less so where the focus is elsewhere.
fn selection(app: &App, index: usize, palette: &Palette) -> Option<Style> {
    (index == app.list.selected).then(|| {
        let here = app.front == Pane::List && app.overlay.is_none();
        palette.style(if here { ThemeRole::Selected } else { ThemeRole::SelectedDim })
    })
}

fn day_line(day: Option<NaiveDate>, app: &App, palette: &Palette, columns: usize) -> Line<'static> {
    let name = match day {
        None => "No date".to_owned(),
        Some(day) if day == app.today => format!("Today, {}", day.format("%-d %B %Y")),
        Some(day) => day.format("%A, %-d %B %Y").to_string(),
    };
    ends(
        vec![span(&format!(" {name}"), palette.style(ThemeRole::Day))],
        Vec::new(),
        columns,
        Style::default(),
    )
}

/// What all rows share.
struct Look<'a> {
    needles: &'a Needles,
    app: &'a App,
    palette: &'a Palette,
    columns: usize,
}

fn row_line(row: &Row, selected: Option<Style>, look: &Look<'_>) -> Line<'static> {
    let Look { needles, app, palette, columns } = *look;
    let base = selected.unwrap_or_default();
    let on = |role| palette.style(role).patch(base);
    let mark = |set: bool, mark: &str, role| span(if set { mark } else { " " }, on(role));
    let country = row.country.map_or("  ".to_owned(), |country| country.code().to_owned());
    let mut left = vec![
        span(" ", base),
        mark(!row.marks.read, "●", ThemeRole::Unread),
        mark(row.marks.bookmarked, "★", ThemeRole::Bookmark),
        span(" ", base),
        span(&country, on(ThemeRole::Country)),
        span(" ", base),
        span(&width::pad(if row.derived { &app.settings.derived_mark } else { "" }, 1), on(ThemeRole::Dim)),
        span(" ", base),
    ];
    // Most wire copy has no headline of its own: the mark before it says so, and its colour only whether it was read.
    let headline = on(if row.marks.read { ThemeRole::Dim } else { ThemeRole::Text });
    let right = right_end(row, app, on(ThemeRole::Dim));
    let taken: usize = left.iter().chain(&right).map(|span| width::width(&span.content)).sum();
    let text = width::cut(&crate::sanitize::line(&row.headline), columns.saturating_sub(taken)).into_owned();
    left.extend(marked(&text, needles, headline, palette));
    ends(left, right, columns, base)
}

/// What stands under a row, once it is known: its place is kept from the beginning.
fn snippet_line(app: &App, id: StoryId, base: Style, palette: &Palette, columns: usize) -> Line<'static> {
    let mut spans = vec![span(&" ".repeat(INDENT), base)];
    if let Some(snippet) = app.snippets.of(id) {
        let dim = palette.style(ThemeRole::Dim).patch(base);
        spans.extend(marked_at(&snippet.text, &snippet.hits, dim, palette));
    }
    ends(spans, vec![span(" ", base)], columns, base)
}

/// Why it may not be used, version and time of day (UTC), where there are any.
fn right_end(row: &Row, app: &App, style: Style) -> Vec<Span<'static>> {
    let mut words = Vec::new();
    words.extend(row.release.short(app.today));
    if row.version > 1 {
        words.push(format!("v{}", row.version));
    }
    if let Some(published) = row.published.filter(|_| app.settings.times) {
        words.push(published.format("%H:%M").to_string());
    }
    if words.is_empty() {
        vec![span(" ", style)]
    } else {
        vec![span(&format!("  {} ", words.join(" ")), style)]
    }
}

/// What stands here when there is nothing to list: why, and what to do.
fn empty(frame: &mut Frame<'_>, area: Rect, app: &App, palette: &Palette) {
    let lines: Vec<String> = match (&app.list.state, &app.shelf) {
        (ListState::Failed(line), _) => vec!["the list could not be read".to_owned(), line.clone()],
        (ListState::Loading, _) => vec!["…".to_owned()],
        (ListState::Ready, _) if !app.query.is_everything() => {
            let key = app.keymap.label(crate::action::Context::List, crate::action::Action::ClearFilters);
            let mut lines = vec![format!("nothing under {}", app.query.chips().join(" + "))];
            if app.query.all.iter().any(|expr| matches!(expr, Expr::Term(Term::Source(_)))) {
                lines.push("source: takes a name whole, by: any word of it".to_owned());
            }
            // While something is typed, the key would only be typed too.
            lines.extend(app.overlay.is_none().then(|| format!("press {key} to clear the filter")));
            lines
        }
        (ListState::Ready, Shelf::Reading(what)) if app.importing.is_none() => {
            vec![format!("no story in {what}")]
        }
        (ListState::Ready, _) if app.importing.is_some() => vec!["reading …".to_owned()],
        (ListState::Ready, _) => vec![
            "an empty library".to_owned(),
            "dateline import FILE keeps stories here".to_owned(),
            "dateline --sample shows some to try".to_owned(),
        ],
    };
    let style = palette.style(ThemeRole::Dim);
    let lines: Vec<Line<'_>> = lines.iter().map(|line| Line::from(span(line, style))).collect();
    let y = area.y + area.height.saturating_sub(lines.len() as u16) / 3;
    let at = Rect { y, height: area.height - (y - area.y), ..area };
    let words =
        Paragraph::new(lines).alignment(Alignment::Center).wrap(ratatui::widgets::Wrap { trim: true });
    frame.render_widget(words, at);
}
