//! Who is quoted: a line a speaker, with how often, in which months and from which countries.

mod axis;

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::overlay::{framed, typed};
use super::quotations::rule;
use super::rect;
use super::text::{ends, marked, span};
use super::theme::{Palette, ThemeRole};
use crate::app::layout::Sheet;
use crate::app::{App, ListState, Speakers};
use crate::listing::SpeakerRow;
use crate::page::Needles;
use crate::quantity::grouped;
use crate::{quantity, width};
use axis::Axis;

const COUNT: usize = 6;
const GAP: usize = 2;

pub fn draw(frame: &mut Frame<'_>, sheet: Sheet, app: &App, view: &Speakers, palette: &Palette) {
    let pen = Pen::new(view, usize::from(sheet.title.width), palette);
    frame.render_widget(title(app, view, pen.columns, palette), rect(sheet.title));
    let head = rect(sheet.head);
    if view.typing.is_some() {
        let line = Rect { x: head.x + 1, width: head.width.saturating_sub(1), ..head };
        typed(frame, line, &view.words, "type a name", palette);
    } else if !view.rows.is_empty() {
        frame.render_widget(pen.head(), head);
    }
    let rows = rect(sheet.rows);
    if view.rows.is_empty() {
        return nothing(frame, rows, view, palette);
    }
    let shown = view.rows.iter().enumerate().skip(view.cursor.top).take(usize::from(rows.height));
    for ((at, row), y) in shown.zip(rows.y..) {
        let line = pen.row(row, view.is_chosen(row), at == view.cursor.at);
        frame.render_widget(line, Rect { y, height: 1, ..rows });
    }
    rule(frame, rect(sheet.rule), palette);
    let Some(row) = view.row() else { return };
    let detail = rect(sheet.detail);
    for (line, y) in pen.detail(row, view).into_iter().take(usize::from(detail.height)).zip(detail.y..) {
        frame.render_widget(line, Rect { y, height: 1, ..detail });
    }
    if let Some(at) = view.parting {
        let room = Rect { x: 0, y: sheet.title.y, width: sheet.title.width, height: detail.bottom() - 1 };
        names(frame, room, row, at, palette);
    }
}

fn title(app: &App, view: &Speakers, columns: usize, palette: &Palette) -> Line<'static> {
    let dim = palette.style(ThemeRole::Dim);
    let mut left = vec![span(" Who is quoted", palette.style(ThemeRole::Accent))];
    if !app.query.is_everything() {
        left.push(span("  under the filter", dim));
    }
    if view.typing.is_none() && !view.words.is_empty() {
        left.push(span(&format!("  {}", view.words), palette.style(ThemeRole::Text)));
    }
    let many = view.rows.len() as u64;
    let mut right = match view.state {
        ListState::Loading => "…".to_owned(),
        _ if view.has_more() => format!("{} so far", quantity::speakers(many)),
        _ => quantity::speakers(many),
    };
    if !view.chosen.is_empty() {
        right = format!("{} selected · {right}", view.chosen.len());
    }
    ends(left, vec![span(&format!("  {right} "), dim)], columns, Style::default())
}

fn nothing(frame: &mut Frame<'_>, rows: Rect, view: &Speakers, palette: &Palette) {
    let (words, role) = match &view.state {
        ListState::Loading => ("…".to_owned(), ThemeRole::Dim),
        ListState::Failed(line) => (format!("these could not be read: {line}"), ThemeRole::Error),
        ListState::Ready if !view.words.trim().is_empty() => {
            (format!("no speaker called {}", view.words.trim()), ThemeRole::Dim)
        }
        ListState::Ready => ("nobody is quoted here".to_owned(), ThemeRole::Dim),
    };
    frame.render_widget(span(&format!(" {words}"), palette.style(role)), Rect { height: 1, ..rows });
}

/// The names of a speaker, one of them to be parted.
fn names(frame: &mut Frame<'_>, room: Rect, row: &SpeakerRow, selected: usize, palette: &Palette) {
    let height = row.names.len().saturating_add(2).min(usize::from(room.height)) as u16;
    let list = framed(frame, room, 50, height, "Who is somebody else?", palette);
    let lines = usize::from(list.height).max(1);
    let top = (selected + 1).saturating_sub(lines);
    for ((at, (_, name)), y) in row.names.iter().enumerate().skip(top).take(lines).zip(list.y..) {
        let base = if at == selected { palette.style(ThemeRole::Selected) } else { Style::default() };
        let left = vec![span(&format!(" {name}"), palette.style(ThemeRole::Speaker).patch(base))];
        let line = ends(left, Vec::new(), usize::from(list.width), base);
        frame.render_widget(line, Rect { y, height: 1, ..list });
    }
}

/// What all rows share: their columns, so that they stand under each other.
struct Pen<'a> {
    palette: &'a Palette,
    needles: Needles,
    columns: usize,
    name: usize,
    /// Codes of countries a row, and their columns.
    codes: usize,
    axis: Option<Axis>,
}

impl<'a> Pen<'a> {
    fn new(view: &Speakers, columns: usize, palette: &'a Palette) -> Pen<'a> {
        let words: Vec<String> = view.words.split_whitespace().map(|word| format!("{word}*")).collect();
        let longest = view.measured().map(|row| width::width(&row.name)).max().unwrap_or(0);
        let name = longest.clamp(12, (columns * 2 / 5).clamp(16, 48));
        let most = match columns {
            0..60 => 0,
            60..100 => 3,
            100..160 => 5,
            _ => 8,
        };
        let codes = view.measured().map(|row| row.countries.len()).max().unwrap_or(0).min(most);
        // A mark, name, count, bars, codes and how many more of them.
        let others = 3 + name + GAP + COUNT + GAP + if codes > 0 { codes * 3 + 4 + GAP } else { 0 };
        let axis = Axis::of(view.measured().map(|row| row.months.as_slice()), columns.saturating_sub(others));
        // What stays free is the names'.
        let free = columns.saturating_sub(others + axis.as_ref().map_or(0, Axis::columns));
        let name = longest.clamp(name, name + free);
        Pen { palette, needles: Needles::new(&words), columns, name, codes, axis }
    }

    fn head(&self) -> Line<'static> {
        let dim = self.palette.style(ThemeRole::Dim);
        let name = width::pad("speaker", self.name);
        let months = self.axis.as_ref().map(|axis| format!("{:GAP$}{}", "", axis.label()));
        let from = if self.codes > 0 { format!("{:GAP$}from", "") } else { String::new() };
        let text = format!("   {name}{:GAP$}{:>COUNT$}{}{from}", "", "quoted", months.unwrap_or_default());
        ends(vec![span(&text, dim)], Vec::new(), self.columns, Style::default())
    }

    fn row(&self, row: &SpeakerRow, chosen: bool, selected: bool) -> Line<'static> {
        let base = if selected { self.palette.style(ThemeRole::Selected) } else { Style::default() };
        let on = |role| self.palette.style(role).patch(base);
        let gap = || span(&" ".repeat(GAP), base);
        let name = width::pad(&crate::sanitize::line(&row.name), self.name);
        let mut left = vec![span(if chosen { " ✓ " } else { "   " }, on(ThemeRole::Accent))];
        left.extend(marked(&name, &self.needles, on(ThemeRole::Speaker), self.palette));
        left.push(gap());
        left.push(span(&format!("{:>COUNT$}", grouped(row.quotations)), on(ThemeRole::Text)));
        if let Some(axis) = &self.axis {
            left.push(gap());
            left.push(span(&axis.bars(&row.months), on(ThemeRole::Sparkline)));
        }
        if self.codes > 0 {
            left.push(gap());
            left.extend(self.codes(row, base));
        }
        ends(left, Vec::new(), self.columns, base)
    }

    fn codes(&self, row: &SpeakerRow, base: Style) -> Vec<Span<'static>> {
        let on = |role| self.palette.style(role).patch(base);
        let shown = row.countries.iter().take(self.codes);
        let mut spans: Vec<Span<'static>> =
            shown.map(|(country, _)| span(&format!("{} ", country.code()), on(ThemeRole::Country))).collect();
        let more = row.countries.len().saturating_sub(self.codes);
        if more > 0 {
            spans.push(span(&format!("+{more}"), on(ThemeRole::Dim)));
        }
        spans
    }

    /// The names of the selected speaker, all its countries, and what is chosen.
    fn detail(&self, row: &SpeakerRow, view: &Speakers) -> Vec<Line<'static>> {
        let dim = self.palette.style(ThemeRole::Dim);
        let text = self.palette.style(ThemeRole::Text);
        let line = |spans| ends(spans, Vec::new(), self.columns, Style::default());
        let mut first = vec![span(&format!(" {}", row.name), self.palette.style(ThemeRole::Speaker))];
        let others: Vec<&str> =
            row.names.iter().map(|(_, name)| name.as_str()).filter(|name| *name != row.name).collect();
        if !others.is_empty() {
            first.push(span("  also ", dim));
            first.push(span(&others.join(", "), text));
        }
        let mut second = vec![span(" quoted from ", dim)];
        for (at, (country, count)) in row.countries.iter().enumerate() {
            let comma = if at > 0 { ", " } else { "" };
            second.push(span(&format!("{comma}{} ", country.name()), text));
            second.push(span(&grouped(*count), dim));
        }
        let mut lines = vec![line(first)];
        if !row.countries.is_empty() {
            lines.push(line(second));
        }
        if !view.chosen.is_empty() {
            let names: Vec<&str> = view.chosen.iter().map(|(_, name)| name.as_str()).collect();
            lines.push(line(vec![
                span(" selected ", dim),
                span(&names.join(", "), self.palette.style(ThemeRole::Accent)),
            ]));
        }
        lines
    }
}
