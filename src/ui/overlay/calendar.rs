//! The date picker: a month, Monday first, with counts a day.

use chrono::{Datelike, Days, NaiveDate};
use ratatui::Frame;
use ratatui::layout::{Alignment, Rect};
use ratatui::style::Style;
use ratatui::text::{Line, Span};

use super::super::text::span;
use super::super::theme::{Palette, ThemeRole};
use super::{framed, typed};
use crate::app::Calendar;
use crate::quantity::grouped;

/// Columns of a day: its number and its count.
const DAY: usize = 8;

pub fn draw(frame: &mut Frame<'_>, room: Rect, calendar: &Calendar, palette: &Palette) {
    let inside = framed(frame, room, 7 * DAY as u16 + 4, 13, "Dates", palette);
    typed(
        frame,
        Rect { height: 1, ..inside },
        &calendar.typed,
        "type 2025-06, >2025-05-01, last 7 days …",
        palette,
    );
    let line = |down: u16| Rect { y: inside.y + down, height: 1, ..inside };
    if let Some(fault) = &calendar.fault {
        frame.render_widget(span(fault, palette.style(ThemeRole::Error)), line(1));
    }
    let title = calendar.day.format("%B %Y").to_string();
    let title = Line::from(span(&title, palette.style(ThemeRole::Headline))).alignment(Alignment::Center);
    frame.render_widget(title, line(2));
    let names: String =
        ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"].map(|day| format!("{day:<DAY$}")).concat();
    frame.render_widget(span(&names, palette.style(ThemeRole::Dim)), line(3));
    for (week, down) in weeks(calendar.month()).into_iter().zip(4u16..) {
        if down >= inside.height {
            break;
        }
        let spans: Vec<Span<'_>> = week.iter().flat_map(|day| day_spans(calendar, *day, palette)).collect();
        frame.render_widget(Line::from(spans), line(down));
    }
    if inside.height > 10 {
        let words = if calendar.from.is_some() {
            "Enter: this range"
        } else {
            "Enter: this day · Tab: start a range"
        };
        frame.render_widget(span(words, palette.style(ThemeRole::Dim)), line(10));
    }
}

fn day_spans(calendar: &Calendar, day: Option<NaiveDate>, palette: &Palette) -> [Span<'static>; 2] {
    let Some(day) = day else {
        return [span(&" ".repeat(DAY), Style::default()), span("", Style::default())];
    };
    let (from, to) = calendar.range();
    let chosen = (from..=to).contains(&day);
    let mut style = palette.style(ThemeRole::Text);
    if day == calendar.today {
        style = style.patch(palette.style(ThemeRole::CalendarToday));
    }
    if chosen {
        style = style.patch(palette.style(ThemeRole::Selected));
    }
    let stories = calendar.counts.as_ref().map(|counts| counts.get(&day).copied().unwrap_or(0));
    let count = match stories {
        None => " …".to_owned(),
        Some(0) => String::new(),
        Some(stories) if stories > 9_999 => " >9k".to_owned(),
        Some(stories) => format!(" {}", grouped(stories).replace(',', "")),
    };
    [
        span(&format!("{:>2}", day.day()), style),
        span(&format!("{count:<width$}", width = DAY - 2), palette.style(ThemeRole::CalendarCount)),
    ]
}

/// The weeks of a month, Monday first; days of its neighbours are left out.
fn weeks(month: NaiveDate) -> Vec<[Option<NaiveDate>; 7]> {
    let lead = month.weekday().num_days_from_monday() as usize;
    let mut weeks = vec![[None; 7]];
    let mut slot = lead;
    let days =
        (0..31).map_while(|n| month.checked_add_days(Days::new(n)).filter(|d| d.month() == month.month()));
    for day in days {
        if slot == 7 {
            weeks.push([None; 7]);
            slot = 0;
        }
        if let Some(week) = weeks.last_mut() {
            week[slot] = Some(day);
        }
        slot += 1;
    }
    weeks
}
