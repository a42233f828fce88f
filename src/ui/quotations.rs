//! Everything somebody said: a line a quotation, and under a rule the one that is selected as a whole.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::overlay::typed;
use super::rect;
use super::text::{ends, marked, span};
use super::theme::{Palette, ThemeRole};
use crate::app::layout::Sheet;
use crate::app::{App, ListState, Quotations};
use crate::listing::Quotation;
use crate::page::{Needles, wrap};
use crate::{quantity, width};

/// Columns of a day: `13 Dec 2019`.
const DAY: usize = 11;
/// The most columns a quotation is set to where all of it stands.
const MEASURE: usize = 110;

pub fn draw(frame: &mut Frame<'_>, sheet: Sheet, app: &App, view: &Quotations, palette: &Palette) {
    let columns = usize::from(sheet.title.width);
    frame.render_widget(title(app, view, columns, palette), rect(sheet.title));
    let head = rect(sheet.head);
    let line = Rect { x: head.x + 1, width: head.width.saturating_sub(1), ..head };
    typed(frame, line, &view.said.words, "type to narrow", palette);
    let rows = rect(sheet.rows);
    let pen = Pen { palette, needles: Needles::new(&view.words()), columns };
    if view.rows.is_empty() {
        return nothing(frame, rows, view, palette);
    }
    let shown = view.rows.iter().enumerate().skip(view.cursor.top).take(usize::from(rows.height));
    for ((at, row), y) in shown.zip(rows.y..) {
        frame.render_widget(pen.row(row, at == view.cursor.at), Rect { y, height: 1, ..rows });
    }
    rule(frame, rect(sheet.rule), palette);
    if let Some(row) = view.row() {
        let detail = rect(sheet.detail);
        for (line, y) in pen.detail(row, view, usize::from(detail.height)).into_iter().zip(detail.y..) {
            frame.render_widget(line, Rect { y, height: 1, ..detail });
        }
    }
}

/// The line above what is told of the selected row.
pub(super) fn rule(frame: &mut Frame<'_>, at: Rect, palette: &Palette) {
    if at.height > 0 {
        let line = span(&"─".repeat(usize::from(at.width)), palette.style(ThemeRole::Border));
        frame.render_widget(line, at);
    }
}

fn title(app: &App, view: &Quotations, columns: usize, palette: &Palette) -> Line<'static> {
    let dim = palette.style(ThemeRole::Dim);
    let mut left = vec![span(&format!(" {}", view.name), palette.style(ThemeRole::Speaker))];
    if !view.names.is_empty() {
        left.push(span(&format!("  also {}", view.names.join(", ")), dim));
    }
    let (count, whole) = view.count();
    let mut right = match (&view.state, whole) {
        (ListState::Loading, false) => "…".to_owned(),
        (_, true) => quantity::quotations(count),
        (_, false) => format!("{} so far", quantity::quotations(count)),
    };
    // The filter on the bar above either holds here too or does not: that is said.
    if !app.query.is_everything() || !view.said.query.is_everything() {
        let everything = view.said.query.is_everything();
        right += if everything { " in the whole library" } else { " under the filter" };
    }
    ends(left, vec![span(&format!("  {right} "), dim)], columns, Style::default())
}

fn nothing(frame: &mut Frame<'_>, rows: Rect, view: &Quotations, palette: &Palette) {
    let (words, role) = match &view.state {
        ListState::Loading => ("…".to_owned(), ThemeRole::Dim),
        ListState::Failed(line) => (format!("these could not be read: {line}"), ThemeRole::Error),
        ListState::Ready if !view.said.words.trim().is_empty() => {
            (format!("nothing with {}", view.said.words.trim()), ThemeRole::Dim)
        }
        ListState::Ready => ("no quotation".to_owned(), ThemeRole::Dim),
    };
    frame.render_widget(span(&format!(" {words}"), palette.style(role)), Rect { height: 1, ..rows });
}

/// The comma before "said" belongs to the sentence around it.
fn said(row: &Quotation) -> String {
    crate::sanitize::line(&row.text).trim_end_matches(',').to_owned()
}

struct Pen<'a> {
    palette: &'a Palette,
    needles: Needles,
    columns: usize,
}

impl Pen<'_> {
    fn row(&self, row: &Quotation, selected: bool) -> Line<'static> {
        let base = if selected { self.palette.style(ThemeRole::Selected) } else { Style::default() };
        let on = |role| self.palette.style(role).patch(base);
        let day = row.date.map_or_else(String::new, |date| date.format("%e %b %Y").to_string());
        let country = row.country.map_or_else(String::new, |country| country.code().to_owned());
        let mut left = vec![
            span(&format!(" {}", width::pad(&day, DAY)), on(ThemeRole::Dim)),
            span(&format!("  {}  ", width::pad(&country, 2)), on(ThemeRole::Country)),
        ];
        let taken: usize = left.iter().map(|span| width::width(&span.content)).sum();
        let room = self.columns.saturating_sub(taken + 1);
        let text = said(row);
        left.extend(marked(&width::cut(&text, room), &self.needles, on(ThemeRole::Quote), self.palette));
        ends(left, Vec::new(), self.columns, base)
    }

    /// Headline, who says it there, and all of what is said, on at most so many lines.
    fn detail(&self, row: &Quotation, view: &Quotations, lines: usize) -> Vec<Line<'static>> {
        let headline = self.palette.style(ThemeRole::Headline);
        let mention = row.mention.as_deref().filter(|mention| *mention != view.name);
        let right: Vec<Span<'static>> = mention
            .map(|mention| {
                let mention = width::cut(mention, self.columns / 3);
                vec![
                    span("  as ", self.palette.style(ThemeRole::Dim)),
                    span(&format!("{mention} "), self.palette.style(ThemeRole::Speaker)),
                ]
            })
            .unwrap_or_default();
        let taken: usize = right.iter().map(|span| width::width(&span.content)).sum();
        let room = self.columns.saturating_sub(taken + 2);
        let text = crate::sanitize::line(&row.headline).into_owned();
        let mut left = vec![span(" ", headline)];
        left.extend(marked(&width::cut(&text, room), &self.needles, headline, self.palette));
        let mut out = vec![ends(left, right, self.columns, Style::default())];
        let said = format!("“{}”", said(row));
        let measure = self.columns.saturating_sub(3).min(MEASURE);
        let wrapped = wrap(&said, measure);
        let room = lines.saturating_sub(1);
        for (at, range) in wrapped.iter().take(room).enumerate() {
            // What does not fit on the last line is cut there.
            let last = at + 1 == room && wrapped.len() > room;
            let text =
                if last { width::cut(&said[range.start..], measure) } else { said[range.clone()].into() };
            let mut line = vec![span(" ", Style::default())];
            line.extend(marked(&text, &self.needles, self.palette.style(ThemeRole::Quote), self.palette));
            out.push(ends(line, Vec::new(), self.columns, Style::default()));
        }
        out.truncate(lines);
        out
    }
}
