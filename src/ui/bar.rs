//! The bar on top: which library, how many stories, every active filter as a chip.

use ratatui::Frame;
use ratatui::layout::Rect;
use ratatui::text::Span;

use super::text::{ends, put, span};
use super::theme::{Palette, ThemeRole};
use crate::app::{App, Shelf};
use crate::quantity::{grouped, stories};
use crate::query::Sort;

pub fn draw(frame: &mut Frame<'_>, area: Rect, app: &App, palette: &Palette) {
    let bar = palette.style(ThemeRole::Bar);
    let accent = bar.patch(palette.style(ThemeRole::Accent));
    let dim = bar.patch(palette.style(ThemeRole::Dim));
    let mut left = vec![span(" dateline", accent), span(&format!("  {}  ", shelf(&app.shelf)), bar)];
    left.extend(chips(app, palette));
    let count = app.tally.as_ref().map_or_else(|| "…".to_owned(), |tally| stories(tally.stories));
    let unread = match &app.tally {
        Some(tally) if tally.unread > 0 => format!(" · {} unread", grouped(tally.unread)),
        _ => String::new(),
    };
    let order = match app.query.order() {
        Sort::Newest => "",
        Sort::Oldest => " · oldest first",
        Sort::Relevance => " · best match first",
    };
    let right = vec![span(&format!(" {count}"), bar), span(&format!("{unread}{order} "), dim)];
    put(frame, area, &ends(left, right, usize::from(area.width), bar));
}

fn chips(app: &App, palette: &Palette) -> Vec<Span<'static>> {
    let chip = palette.style(ThemeRole::Chip);
    let gap = palette.style(ThemeRole::Bar);
    let labels = app.query.chips();
    labels.iter().flat_map(|label| [span(&format!(" {label} "), chip), span(" ", gap)]).collect()
}

fn shelf(shelf: &Shelf) -> String {
    match shelf {
        Shelf::Sample => "sample library".to_owned(),
        Shelf::Own(_) => "library".to_owned(),
        Shelf::Reading(what) => format!("reading {what}"),
    }
}
