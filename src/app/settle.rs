//! After every message: what is in sight fits the screen and the filter, and what it still lacks is asked for.

use chrono::NaiveDate;

use super::layout::Area;
use super::{App, Effect, ListState, Pane, Settings, Shown, list};
use crate::article::Span;
use crate::listing::StoryId;
use crate::page::{self, Page, Setting};

/// What the page on the screen was set for.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct SetFor {
    id: StoryId,
    pub area: Area,
    words: Vec<String>,
    reason: Option<Span>,
    /// What the head says of the version shown, where there are two.
    version: Option<String>,
}

impl App {
    /// After every message: the selection in sight, the next page and the story asked for, the page set to its pane.
    pub(super) fn settle(&mut self) {
        self.place_snippets();
        self.list.follow(self.list_height());
        let ticket = self.ticket();
        if let Some(stretch) = self.list.wants(ticket) {
            self.effects.push(Effect::Page { ticket, query: self.query.clone(), stretch, limit: list::PAGE });
        }
        if self.open_single && self.list.state == ListState::Ready && !self.list.rows.is_empty() {
            self.open_single = false;
            if self.list.rows.len() == 1 && self.front == Pane::List {
                self.front = Pane::Story;
            }
        }
        self.keep_beside_story();
        self.settle_view();
        self.ask_snippets();
        let Some(area) = self.story_area() else { return self.settle_hints() };
        // What is visited has no row that would tell of a later text.
        let visited = self.visit().map(|visit| (visit.id, 0));
        match visited.or_else(|| self.list.row().map(|row| (row.id(), row.version))) {
            Some((id, version)) => self.bring(id, version),
            None if self.list.state == ListState::Ready => self.story.clear(),
            _ => {}
        }
        self.follow_reasons();
        self.receive_for_quotation();
        self.set_page(area);
        self.settle_hints();
        self.stand_on_quotation();
        self.read_by_itself();
        self.read_ahead();
    }

    /// Puts a story on the screen, in a text at least that late: at once where it was read ahead, else it is asked for.
    fn bring(&mut self, id: StoryId, version: u32) {
        let here = self.story.wanted() == Some(id) && !self.story.is_older(id, version);
        if here || self.show_ahead(id, version) {
            return;
        }
        let ticket = self.ticket();
        self.story.asks(ticket, id);
        self.effects.push(Effect::Story { ticket, id });
    }

    /// A new day: embargoes of what is here may have passed.
    pub(super) fn begin(&mut self, today: NaiveDate) {
        self.today = today;
        self.list.rows.iter_mut().for_each(|row| row.release.pass(today));
        if let Some(shown) = &mut self.story.shown {
            shown.story.release.pass(today);
        }
        if let Some(set_for) = &mut self.set_for {
            set_for.area.width = 0;
        }
    }

    /// Sets the page anew where the pane's width or the words to mark are no longer those it was set for.
    fn set_page(&mut self, area: Area) {
        let words = self.words();
        let key = self.version_key();
        let Some(shown) = &mut self.story.shown else { return };
        let version = shown.version_line(&key);
        let wanted = SetFor { id: shown.story.id, area, words, reason: shown.reason, version };
        if self.set_for.as_ref() == Some(&wanted) {
            return;
        }
        let page = set(shown, &wanted, &self.settings);
        let before = self.set_for.as_ref().filter(|before| before.id == wanted.id);
        match before {
            Some(_) => shown.reset(page, usize::from(area.height)),
            None => shown.page = page,
        }
        if before.is_none_or(|before| before.reason != wanted.reason) {
            shown.show_reason(usize::from(area.height));
        }
        self.set_for = Some(wanted);
    }

    /// Sets the page of a story that is not on the screen yet as it would be there.
    pub(super) fn set_ahead(&self, shown: &mut Shown) -> Option<SetFor> {
        let wanted = SetFor {
            id: shown.story.id,
            area: self.story_area()?,
            words: self.words(),
            reason: None,
            version: shown.version_line(&self.version_key()),
        };
        shown.page = set(shown, &wanted, &self.settings);
        Some(wanted)
    }
}

fn set(shown: &Shown, wanted: &SetFor, settings: &Settings) -> Page {
    let setting = Setting {
        width: usize::from(wanted.area.width),
        measure: settings.measure,
        words: &wanted.words,
        reason: wanted.reason,
        version: shown.story.version,
        release: shown.story.release,
        note: shown.story.note.as_deref(),
        confidence: settings.confidence,
        margin: settings.margin_names,
        which: wanted.version.as_deref(),
    };
    page::set(shown.article(), setting)
}
