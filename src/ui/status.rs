//! The two bottom lines: what is being said or typed, and the keys that matter here.

use ratatui::Frame;
use ratatui::layout::{Position, Rect};
use ratatui::style::Style;
use ratatui::text::Span;

use super::text::{ends, put, span};
use super::theme::{Palette, ThemeRole};
use crate::action::{Action, Context};
use crate::app::prompt::Asks;
use crate::app::{App, Fetching, Overlay, Pane, Prompt, Rules, Shelf, Shown, View};
use crate::quantity::{self, grouped, stories};
use crate::width;

pub fn draw(frame: &mut Frame<'_>, status: Rect, keys: Rect, app: &App, palette: &Palette) {
    let plain = Style::default();
    let columns = usize::from(status.width);
    if let Some(Overlay::Prompt(prompt)) = &app.overlay {
        draw_prompt(frame, status, keys, app, prompt, palette);
        return;
    }
    let right = span(&format!("  {} ", position(app)), palette.style(ThemeRole::Dim));
    put(frame, status, &ends(vec![saying(app, palette)], vec![right], columns, plain));
    put(frame, keys, &ends(hints(app, columns, palette), Vec::new(), columns, plain));
}

/// What the status line says: the latest word, else what goes on, else what a newcomer needs.
fn saying(app: &App, palette: &Palette) -> Span<'static> {
    if let Some(notice) = &app.notice {
        let role = if notice.fault { ThemeRole::Error } else { ThemeRole::Notice };
        return span(&format!(" {}", notice.text), palette.style(role));
    }
    let notice = palette.style(ThemeRole::Notice);
    if app.fetching_page.is_some() {
        return span(" fetching the page…", notice);
    }
    if let Some(done) = app.importing {
        return span(&format!(" reading: {} so far", stories(done)), notice);
    }
    if app.discovering.is_some() {
        return span(" looking for feeds …", notice);
    }
    if let Some(Fetching { done, all, new }) = app.fetching {
        if all == 0 {
            return span(" fetching …", notice);
        }
        let feeds = quantity::feeds(all);
        return span(&format!(" fetching: {} of {feeds} · {} new", grouped(done), grouped(new)), notice);
    }
    if let Rules::ReadingAgain { done, all } = app.rules {
        let far = if all == 0 { "…".to_owned() } else { format!("{} of {}", grouped(done), stories(all)) };
        return span(&format!(" reading again: {far}"), notice);
    }
    if let Some((done, all)) = app.indexing {
        let far = format!("{} of {}", grouped(done), stories(all));
        return span(&format!(" making the search index: {far}"), notice);
    }
    if app.arrived > 0 || app.left > 0 {
        let key = app.keymap.label(Context::List, Action::ShowNew);
        let what: Vec<String> = [(app.arrived, "new"), (app.left, "removed")]
            .iter()
            .filter(|(stories, _)| *stories > 0)
            .map(|(stories, what)| format!("{} {what}", grouped(*stories)))
            .collect();
        return span(&format!(" {}: press {key} to show", what.join(" · ")), notice);
    }
    if app.rules == Rules::Older {
        let words = " newer rules can read this library better · :reparse";
        return span(words, palette.style(ThemeRole::Dim));
    }
    match app.shelf {
        Shelf::Sample => {
            let (feeds, add) = (
                app.keymap.label(Context::List, Action::Feeds),
                app.keymap.label(Context::Feeds, Action::AddFeed),
            );
            let words =
                format!(" {feeds} {add} adds a feed · dateline FILE reads yours · import FILE keeps it");
            span(&words, palette.style(ThemeRole::Dim))
        }
        Shelf::Reading(_) => span(" not kept: dateline import keeps stories", palette.style(ThemeRole::Dim)),
        Shelf::Own(_) => span("", notice),
    }
}

/// Where one is in the list and in the story.
fn position(app: &App) -> String {
    let mut words = Vec::new();
    match app.view() {
        Some(View::Quotations(view)) if !view.rows.is_empty() => {
            let (count, whole) = view.count();
            return of(view.cursor.at, count, whole);
        }
        Some(View::Speakers(view)) if !view.rows.is_empty() => {
            return of(view.cursor.at, view.rows.len() as u64, !view.has_more());
        }
        Some(View::Feeds(view)) if !view.lines.is_empty() => {
            return of(view.cursor.at, view.lines.len() as u64, true);
        }
        Some(View::Quotations(_) | View::Speakers(_) | View::Feeds(_)) => return String::new(),
        Some(View::Story(_)) | None => {}
    }
    if let Some(at) = app.list.position().filter(|_| app.visit().is_none()) {
        let all = match app.listed() {
            None => "…".to_owned(),
            Some((best, true)) => format!("the best {}", grouped(best)),
            Some((all, false)) => grouped(all),
        };
        words.push(format!("{} of {all}", grouped(at)));
    }
    let height = app.layout().and_then(|layout| layout.story).map_or(1, |area| usize::from(area.height));
    if let Some(shown) = app.story.shown.as_ref().filter(|_| app.front == Pane::Story) {
        if let Some(quote) = shown.quote {
            words.push(speaker(app, shown, quote));
            words.push(format!("quotation {} of {}", quote + 1, shown.page.quotes.len()));
        }
        let (lines, seen) = (shown.page.lines.len(), shown.top + height);
        words.push(if seen >= lines { "end".to_owned() } else { format!("{}%", seen * 100 / lines.max(1)) });
    }
    words.join(" · ")
}

/// Which row one stands on, of how many; of how many so far where there are more.
fn of(at: usize, count: u64, whole: bool) -> String {
    format!("{} of {}{}", grouped(at as u64 + 1), grouped(count), if whole { "" } else { "+" })
}

/// Who says the quotation one stands on: there may be no room beside it.
fn speaker(app: &App, shown: &Shown, quote: usize) -> String {
    let text = &shown.article().copy.text;
    let quote = shown.article().quotes.get(quote).filter(|quote| quote.confidence >= app.settings.confidence);
    let speaker = quote.and_then(|quote| quote.speaker.as_ref());
    speaker.map_or_else(
        || "unattributed".to_owned(),
        |speaker| speaker.name.clone().unwrap_or_else(|| speaker.span.of(text).to_owned()),
    )
}

/// As many hints as fit whole.
fn hints(app: &App, columns: usize, palette: &Palette) -> Vec<Span<'static>> {
    let key_style = palette.style(ThemeRole::Key);
    let label_style = palette.style(ThemeRole::KeyLabel);
    let mut room = columns;
    let mut spans = Vec::new();
    let completes = !matches!(&app.overlay, Some(Overlay::Prompt(prompt)) if !prompt.asks.completes());
    let hints = app.keymap.hints(app.context()).into_iter();
    for (_, key, label) in hints.filter(|(action, ..)| completes || *action != Action::Complete) {
        let gap = if spans.is_empty() { " " } else { "  " };
        let needs = gap.len() + width::width(&key) + 1 + width::width(label);
        if needs > room {
            break;
        }
        room -= needs;
        spans.push(span(gap, label_style));
        spans.push(span(&key, key_style));
        spans.push(span(&format!(" {label}"), label_style));
    }
    spans
}

fn draw_prompt(
    frame: &mut Frame<'_>,
    status: Rect,
    keys: Rect,
    app: &App,
    prompt: &Prompt,
    palette: &Palette,
) {
    let plain = palette.style(ThemeRole::Text);
    let columns = usize::from(status.width);
    let (sign, right) = match prompt.asks {
        Asks::Search { .. } => {
            ("/", app.tally.as_ref().map_or_else(|| "…".to_owned(), |tally| stories(tally.stories)))
        }
        Asks::Command => (":", String::new()),
        Asks::Feed => ("address of a feed or a page: ", String::new()),
        Asks::FeedName(_) => ("name: ", String::new()),
        Asks::FeedTags(_) => ("tags, parted by commas: ", String::new()),
    };
    // A long line slides so that the cursor stays in sight.
    let before = 1 + width::width(sign);
    let room = columns.saturating_sub(width::width(&right) + before + 2);
    let text = &prompt.line.text;
    let mut start = 0;
    while width::width(&text[start..prompt.line.cursor]) > room {
        start += text[start..].chars().next().map_or(1, char::len_utf8);
    }
    let mut left = vec![span(&format!(" {sign}"), palette.style(ThemeRole::Accent))];
    match &prompt.fault {
        Some(fault) => {
            let clamp = |at: usize| at.clamp(start, text.len());
            let (from, to) = (clamp(fault.span.start), clamp(fault.span.end));
            left.push(span(&text[start..from], plain));
            left.push(span(&text[from..to], plain.patch(palette.style(ThemeRole::Error))));
            left.push(span(&text[to..], plain));
        }
        None => left.push(span(&text[start..], plain)),
    }
    let right = vec![span(&format!("{right} "), palette.style(ThemeRole::Dim))];
    frame.render_widget(ends(left, right, columns, Style::default()), status);
    let below = match &prompt.fault {
        Some(fault) => vec![span(&format!(" {}", fault.text), palette.style(ThemeRole::Error))],
        None if prompt.offers.is_empty() => hints(app, columns, palette),
        None => offers(prompt, columns, palette),
    };
    frame.render_widget(ends(below, Vec::new(), columns, Style::default()), keys);
    let x = status.x + before as u16 + width::width(&text[start..prompt.line.cursor]) as u16;
    frame.set_cursor_position(Position { x: x.min(status.right().saturating_sub(1)), y: status.y });
}

fn offers(prompt: &Prompt, columns: usize, palette: &Palette) -> Vec<Span<'static>> {
    let mut room = columns.saturating_sub(2);
    let mut spans = vec![span(" ", Style::default())];
    for (at, offer) in prompt.offers.iter().enumerate() {
        let needs = width::width(offer) + 2;
        if needs > room {
            break;
        }
        room -= needs;
        let role = if at == 0 { ThemeRole::Key } else { ThemeRole::KeyLabel };
        spans.push(span(&format!("{offer}  "), palette.style(role)));
    }
    spans
}
