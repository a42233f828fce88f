//! Why a story is under its countries: each with its score and its reasons, beside the story that shows them.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::style::Style;
use ratatui::text::{Line, Span};
use ratatui::widgets::Clear;

use super::super::text::{ends, span};
use super::super::theme::{Palette, ThemeRole};
use super::picker;
use crate::app::App;
use crate::app::why::{self, Choosing, Snippet, Standing, WhyLine};
use crate::page::wrap;
use crate::place::Country;
use crate::width::{self, width};

/// Columns before a reason's words: a margin, and the part of the story.
const PART: usize = 15;
/// Cells of a score's bar.
const BAR: usize = 12;

pub fn draw(frame: &mut Frame<'_>, room: Rect, pane: Rect, app: &App, palette: &Palette) {
    let Some(crate::app::Overlay::Why(reasons)) = &app.overlay else { return };
    frame.render_widget(Clear, pane);
    let columns = usize::from(pane.width);
    let mut title = vec![span(" Why it is under its countries", palette.style(ThemeRole::Accent))];
    // Where the story stands behind it, its headline says which one it is.
    if let Some(story) = app.explained().filter(|_| pane.width == room.width) {
        let headline = &story.article.headline.text;
        title.push(span(&format!(" · {headline}"), palette.style(ThemeRole::Dim)));
    }
    frame.render_widget(ends(title, Vec::new(), columns, Style::default()), Rect { height: 1, ..pane });
    let list = Rect { y: pane.y + 2, height: pane.height.saturating_sub(2), ..pane };
    match app.explained() {
        Some(story) => draw_lines(frame, list, &why::lines(story), reasons.selected, palette),
        None => frame.render_widget(span(" …", palette.style(ThemeRole::Dim)), list),
    }
    if let Some((choosing, picker)) = &reasons.choosing {
        let title = match choosing {
            Choosing::Also => "Also about".to_owned(),
            Choosing::Instead(country) => format!("Instead of {}", country.name()),
            Choosing::Filed => "Filed from".to_owned(),
        };
        picker::draw(frame, room, picker, &title, palette);
    }
}

fn draw_lines(frame: &mut Frame<'_>, list: Rect, lines: &[WhyLine], selected: usize, palette: &Palette) {
    let selected = why::stops(lines).get(selected).copied();
    let height = usize::from(list.height);
    // The selected line stands in the upper two thirds, so that what follows is in sight.
    let top = selected
        .map_or(0, |at| (at + height / 3 + 1).saturating_sub(height))
        .min(lines.len().saturating_sub(height));
    let drawn = lines.iter().enumerate().skip(top).flat_map(|(at, line)| {
        let base = if Some(at) == selected { palette.style(ThemeRole::Selected) } else { Style::default() };
        Pen { palette, base, columns: usize::from(list.width) }.lines(line)
    });
    for (line, y) in drawn.take(height).zip(list.y..) {
        frame.render_widget(line, Rect { y, height: 1, ..list });
    }
}

/// Draws one line.
struct Pen<'a> {
    palette: &'a Palette,
    base: Style,
    columns: usize,
}

impl Pen<'_> {
    fn on(&self, text: &str, role: ThemeRole) -> Span<'static> {
        span(text, self.palette.style(role).patch(self.base))
    }

    /// One line; a note takes as many as it needs.
    fn lines(&self, line: &WhyLine) -> Vec<Line<'static>> {
        let WhyLine::Note(text) = line else { return vec![self.line(line)] };
        let rows = wrap(text, self.columns.saturating_sub(2));
        let row = |text: &str| self.on(&format!(" {text}"), ThemeRole::Note);
        rows.into_iter()
            .map(|range| ends(vec![row(&text[range])], Vec::new(), self.columns, self.base))
            .collect()
    }

    fn line(&self, line: &WhyLine) -> Line<'static> {
        let (left, right) = match line {
            WhyLine::Blank => (Vec::new(), Vec::new()),
            WhyLine::Dateline(written) => self.fact("dateline", written, ThemeRole::Dateline),
            WhyLine::TakenFor(what) => self.fact("taken for", what, ThemeRole::Text),
            WhyLine::Chosen(why) => self.fact("because", why, ThemeRole::Text),
            WhyLine::Via(how) => self.fact("known by", how, ThemeRole::Text),
            WhyLine::FiledByYou => self.fact("put right", "by you", ThemeRole::Text),
            WhyLine::Country { country, standing, yours } => self.country(*country, *standing, *yours),
            WhyLine::Reason { part: of, words, .. } => {
                let mut spans = vec![self.on(&part(of), ThemeRole::Dim)];
                spans.extend(self.snippet(words, self.columns.saturating_sub(PART + 1)));
                (spans, Vec::new())
            }
            WhyLine::NoCountry => (vec![self.on(" under no country", ThemeRole::Dim)], Vec::new()),
            WhyLine::Note(text) => (vec![self.on(&format!(" {text}"), ThemeRole::Note)], Vec::new()),
        };
        ends(left, right, self.columns, self.base)
    }

    fn fact(&self, name: &str, value: &str, role: ThemeRole) -> (Vec<Span<'static>>, Vec<Span<'static>>) {
        (vec![self.on(&part(name), ThemeRole::Dim), self.on(value, role)], Vec::new())
    }

    fn country(
        &self,
        country: Country,
        standing: Standing,
        yours: bool,
    ) -> (Vec<Span<'static>>, Vec<Span<'static>>) {
        let name = if standing == Standing::Not { ThemeRole::Dim } else { ThemeRole::Headline };
        let left = vec![
            self.on(&format!(" {}  ", country.code()), ThemeRole::Country),
            self.on(country.name(), name),
        ];
        let said = |words: &str| vec![self.on(&format!("  {words} "), ThemeRole::Dim)];
        let right = match standing {
            Standing::Not => said("not about it · by you"),
            Standing::Filed if yours => said("filed from it · by you"),
            Standing::Filed => said("filed from it only"),
            Standing::About { .. } if yours => said("put right by you"),
            Standing::About { score, share } => {
                let full = ((share * BAR as f32).round() as usize).clamp(1, BAR);
                vec![
                    self.on(&format!("  {}", "━".repeat(full)), ThemeRole::Sparkline),
                    self.on(&"─".repeat(BAR - full), ThemeRole::Border),
                    self.on(&format!(" {score:>4.1} "), ThemeRole::Dim),
                ]
            }
        };
        (left, right)
    }

    /// The words in their colour, what stands before and after them as far as there is room.
    fn snippet(&self, snippet: &Snippet, columns: usize) -> [Span<'static>; 3] {
        let words = width::cut(&snippet.words, columns).into_owned();
        let room = columns - width(&words);
        let before = tail(&snippet.before, (room / 3).max(room.saturating_sub(width(&snippet.after))));
        let after = width::cut(&snippet.after, room.saturating_sub(width(&before))).into_owned();
        [
            self.on(&before, ThemeRole::Text),
            self.on(&words, ThemeRole::PickerMatch),
            self.on(&after, ThemeRole::Text),
        ]
    }
}

/// A label, set to its column.
fn part(name: &str) -> String {
    width::pad(&format!("     {name}"), PART)
}

/// The end of a text in at most `columns` columns, begun by `…` and a whole word where it is cut.
fn tail(text: &str, columns: usize) -> String {
    if width(text) <= columns {
        return text.to_owned();
    }
    let words = text.char_indices().filter(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    let fits = words.map(|at| &text[at..]).find(|rest| width(rest) < columns);
    fits.filter(|rest| !rest.trim().is_empty()).map_or(String::new(), |rest| format!("…{rest}"))
}
