//! The full text of a story: asked for, shown in the place of what was received, and back.

use super::{Answer, App, Effect, Shown, Ticket};
use crate::action::Action;
use crate::article::Article;
use crate::listing::{Story, StoryId};

impl Shown {
    /// The version on the screen.
    pub fn article(&self) -> &Article {
        match &self.story.full {
            Some(full) if self.is_full => &full.article,
            _ => &self.story.article,
        }
    }

    /// Which version is on the screen, where there are two; `key` shows the other one.
    pub(super) fn version_line(&self, key: &str) -> Option<String> {
        let full = self.story.full.as_ref()?;
        let fetched = full.fetched.format("%-d %b %H:%M UTC");
        Some(if self.is_full {
            format!("full text, fetched {fetched} · {key}: as received")
        } else {
            format!("as received · {key}: full text, fetched {fetched}")
        })
    }
}

impl App {
    /// Shows the other version of the story; fetches it where there is none yet.
    pub(super) fn full_text(&mut self) {
        let Some(shown) = self.current() else { return };
        let (id, url) = (shown.story.id, shown.story.article.copy.url.clone());
        let other = shown.story.full.is_some().then_some(!shown.is_full);
        if let Some(full) = other {
            return self.show_version(full);
        }
        let Some(url) = url else { return self.say("this story came without a link") };
        if self.fetching_page.is_some_and(|(_, fetched)| fetched == id) {
            return;
        }
        let ticket = self.ticket();
        self.fetching_page = Some((ticket, id));
        self.effects.push(Effect::FullText { ticket, id, url });
    }

    /// What was received, where something is about to point into it.
    pub(super) fn show_received(&mut self) {
        if self.story.shown.as_ref().is_some_and(|shown| shown.is_full) {
            self.show_version(false);
        }
    }

    fn show_version(&mut self, full: bool) {
        let Some(shown) = &mut self.story.shown else { return };
        shown.is_full = full && shown.story.full.is_some();
        shown.start_over();
        self.page_is_old();
    }

    /// The page of a story came, and what it says is kept already; or it did not.
    pub(super) fn page_came(&mut self, ticket: Ticket, id: StoryId, story: Answer<Box<Story>>) {
        if self.fetching_page.is_some_and(|(open, _)| open == ticket) {
            self.fetching_page = None;
        }
        self.ahead.forget(id);
        let here = self.story.id() == Some(id);
        match story {
            Ok(story) if here => {
                self.show(*story);
                self.show_version(true);
            }
            Ok(_) => {}
            Err(line) if here => self.complain(line),
            Err(line) => self.say(line),
        }
    }

    pub(super) fn version_key(&self) -> String {
        self.keymap.label(crate::action::Context::Story, Action::FullText)
    }
}
