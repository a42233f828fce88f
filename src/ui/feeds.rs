//! The feeds that are subscribed to: a line a feed under its tags, with what is unread, and how the last fetch went.

use chrono::{NaiveDate, NaiveDateTime};
use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::overlay::framed;
use super::quotations::rule;
use super::rect;
use super::text::{ends, span};
use super::theme::{Palette, ThemeRole};
use crate::action::{Action, Context};
use crate::app::feeds::{Choosing, FeedLine};
use crate::app::layout::Sheet;
use crate::app::{App, Feeds, ListState};
use crate::listing::FeedRow;
use crate::quantity::grouped;
use crate::{quantity, width};

const UNREAD: usize = 8;
const ITEMS: usize = 9;
const WHEN: usize = 13;

pub fn draw(frame: &mut Frame<'_>, sheet: Sheet, app: &App, view: &Feeds, palette: &Palette) {
    let pen = Pen::new(view, usize::from(sheet.title.width), app.today, palette);
    let title = vec![span(" Feeds", palette.style(ThemeRole::Accent))];
    let many = match view.state {
        ListState::Loading => "…".to_owned(),
        _ => quantity::feeds(view.feeds.len() as u64),
    };
    let many = vec![span(&format!("  {many} "), palette.style(ThemeRole::Dim))];
    frame.render_widget(ends(title, many, pen.columns, Style::default()), rect(sheet.title));
    let rows = rect(sheet.rows);
    if view.lines.is_empty() {
        nothing(frame, rows, app, view, palette);
    } else {
        frame.render_widget(pen.head(), rect(sheet.head));
    }
    let shown = view.lines.iter().enumerate().skip(view.cursor.top).take(usize::from(rows.height));
    for ((at, line), y) in shown.zip(rows.y..) {
        let selected = at == view.cursor.at;
        frame.render_widget(pen.line(line, view, selected), Rect { y, height: 1, ..rows });
    }
    rule(frame, rect(sheet.rule), palette);
    let detail = rect(sheet.detail);
    let lines = view.row().map(|row| pen.detail(row)).unwrap_or_default();
    for (line, y) in lines.into_iter().take(usize::from(detail.height)).zip(detail.y..) {
        frame.render_widget(line, Rect { y, height: 1, ..detail });
    }
    if let Some(choosing) = &view.choosing {
        let room = Rect { x: 0, y: sheet.title.y, width: sheet.title.width, height: detail.bottom() - 1 };
        offers(frame, room, choosing, palette);
    }
}

fn nothing(frame: &mut Frame<'_>, rows: Rect, app: &App, view: &Feeds, palette: &Palette) {
    let (words, role) = match &view.state {
        ListState::Loading => ("…".to_owned(), ThemeRole::Dim),
        ListState::Failed(line) => (format!("these could not be read: {line}"), ThemeRole::Error),
        ListState::Ready => {
            let key = app.keymap.label(Context::Feeds, Action::AddFeed);
            (format!("no feeds yet: {key} adds one, by its address or that of a page"), ThemeRole::Dim)
        }
    };
    frame.render_widget(span(&format!(" {words}"), palette.style(role)), Rect { height: 1, ..rows });
}

/// Feeds of a page, one or several of them to be subscribed to.
fn offers(frame: &mut Frame<'_>, room: Rect, choosing: &Choosing, palette: &Palette) {
    let height = choosing.offers.len().saturating_add(2).min(usize::from(room.height)) as u16;
    let list = framed(frame, room, 76, height, "Which of its feeds?", palette);
    let lines = usize::from(list.height).max(1);
    let top = (choosing.at + 1).saturating_sub(lines);
    for ((at, offer), y) in choosing.offers.iter().enumerate().skip(top).take(lines).zip(list.y..) {
        let base = if at == choosing.at { palette.style(ThemeRole::Selected) } else { Style::default() };
        let on = |role| palette.style(role).patch(base);
        let mark = if choosing.chosen.contains(&at) { "✓ " } else { "  " };
        let mut left = vec![span(mark, on(ThemeRole::Accent))];
        if let Some(title) = &offer.title {
            left.push(span(&format!("{title}  "), on(ThemeRole::Text)));
        }
        left.push(span(&offer.url, on(ThemeRole::Dim)));
        frame.render_widget(
            ends(left, Vec::new(), usize::from(list.width), base),
            Rect { y, height: 1, ..list },
        );
    }
}

/// What all rows share: their columns, so that they stand under each other.
struct Pen<'a> {
    palette: &'a Palette,
    columns: usize,
    today: NaiveDate,
    name: usize,
    /// When it is due stands beside it where there is room.
    due: bool,
}

impl<'a> Pen<'a> {
    fn new(view: &Feeds, columns: usize, today: NaiveDate, palette: &'a Palette) -> Pen<'a> {
        let longest = view.feeds.iter().map(|row| width::width(row.feed.name())).max().unwrap_or(0);
        let due = columns >= 60;
        let others = 5 + UNREAD + if due { ITEMS + WHEN + 2 } else { 0 };
        let name = longest.clamp(20, 60).min(columns.saturating_sub(others));
        Pen { palette, columns, today, name, due }
    }

    fn head(&self) -> Line<'static> {
        let due = if self.due { format!("{:>ITEMS$}  next due", "came") } else { String::new() };
        let text = format!("   {}{:>UNREAD$}{due}", width::pad("feed", self.name + 2), "unread");
        ends(
            vec![span(&text, self.palette.style(ThemeRole::Dim))],
            Vec::new(),
            self.columns,
            Style::default(),
        )
    }

    fn line(&self, line: &FeedLine, view: &Feeds, selected: bool) -> Line<'static> {
        let base = if selected { self.palette.style(ThemeRole::Selected) } else { Style::default() };
        let spans = match line {
            FeedLine::Tag { name, folded } => self.tag(name, *folded, view, base),
            FeedLine::Feed { at, tagged } => {
                view.feeds.get(*at).map(|row| self.feed(row, *tagged, view, base)).unwrap_or_default()
            }
        };
        ends(spans, Vec::new(), self.columns, base)
    }

    fn tag(&self, name: &str, folded: bool, view: &Feeds, base: Style) -> Vec<Span<'static>> {
        let on = |role| self.palette.style(role).patch(base);
        let unread = self.unread(view.unread(view.under(name)), folded, base);
        vec![
            span(if folded { " ▸ " } else { " ▾ " }, on(ThemeRole::Dim)),
            span(&width::pad(&crate::sanitize::line(name), self.name + 2), on(ThemeRole::Day)),
            unread,
        ]
    }

    fn feed(&self, row: &FeedRow, tagged: bool, view: &Feeds, base: Style) -> Vec<Span<'static>> {
        let on = |role| self.palette.style(role).patch(base);
        let feed = &row.feed;
        let failing = feed.error.is_some() && !feed.ended;
        let indent = if tagged { 2 } else { 0 };
        let name = crate::sanitize::line(feed.name());
        let role = if feed.ended { ThemeRole::Dim } else { ThemeRole::Text };
        let mut spans = vec![
            if failing { span(" ! ", on(ThemeRole::Error)) } else { span("   ", base) },
            span(&" ".repeat(indent), base),
            span(&width::pad(&name, self.name + 2 - indent), on(role)),
            self.unread(view.unread([row]), true, base),
        ];
        if self.due {
            spans.push(span(&format!("{:>ITEMS$}  ", grouped(feed.items)), on(ThemeRole::Dim)));
            spans.push(span(&width::pad(&self.due(row), WHEN), on(ThemeRole::Dim)));
        }
        spans
    }

    /// How many are unread; `…` until that is known, nothing where nothing is.
    fn unread(&self, unread: Option<u64>, told: bool, base: Style) -> Span<'static> {
        let words = match unread {
            _ if !told => String::new(),
            None => "…".to_owned(),
            Some(0) => String::new(),
            Some(unread) => grouped(unread),
        };
        span(&format!("{words:>UNREAD$}"), self.palette.style(ThemeRole::Unread).patch(base))
    }

    fn due(&self, row: &FeedRow) -> String {
        match row.next_due {
            _ if row.feed.ended => "ended".to_owned(),
            None => "now".to_owned(),
            Some(at) => self.moment(at),
        }
    }

    /// The time today, the day with it otherwise.
    fn moment(&self, at: NaiveDateTime) -> String {
        let form = if at.date() == self.today { "%H:%M" } else { "%-d %b %H:%M" };
        at.format(form).to_string()
    }

    /// Where the selected feed is, how its last fetch went, and what is wrong with it.
    fn detail(&self, row: &FeedRow) -> Vec<Line<'static>> {
        let dim = self.palette.style(ThemeRole::Dim);
        let text = self.palette.style(ThemeRole::Text);
        let line = |spans| ends(spans, Vec::new(), self.columns, Style::default());
        let feed = &row.feed;
        let last = row.last_success.map_or_else(|| "never".to_owned(), |at| self.moment(at));
        let mut state = vec![span(" fetched ", dim), span(&last, text), span("  next due ", dim)];
        state.push(span(&self.due(row), text));
        if !feed.tags.is_empty() {
            state.push(span("  tags ", dim));
            state.push(span(&feed.tags.join(", "), text));
        }
        let mut lines = Vec::new();
        if let Some(error) = &feed.error {
            let times = if feed.errors > 1 { format!(" {} times", feed.errors) } else { String::new() };
            let words = if feed.ended { String::new() } else { format!("failed{times}: ") };
            lines.push(line(vec![span(&format!(" {words}{error}"), self.palette.style(ThemeRole::Error))]));
        }
        lines.push(line(state));
        lines.push(line(vec![span(&format!(" {}", feed.url), dim)]));
        lines
    }
}
