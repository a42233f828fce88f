//! What the reader does with feeds: opens, adds, changes and fetches them.

use std::collections::BTreeSet;
use std::path::PathBuf;

use super::ahead::Ahead;
use super::cursor::step_of;
use super::feeds::Choosing;
use super::prompt::Asks;
use super::snippets::Snippets;
use super::undo::{Step, Steps};
use super::views::View;
use super::{
    Answer, App, Effect, FeedChange, Feeds, Fetching, List, Msg, Offer, Overlay, Pane, Prompt, Rules, Shelf,
    StoryView, Ticket, Why,
};
use crate::action::{Action, Context};
use crate::listing::{FeedId, FeedRow, NewFeed, Stretch};
use crate::query::{Expr, Query, Term};

impl App {
    pub(super) fn feed_answer(&mut self, msg: Msg) {
        match msg {
            Msg::Feeds { ticket, rows } => self.found_feeds(ticket, rows),
            Msg::FeedCounts { ticket, unread } => self.counted_feeds(ticket, unread),
            Msg::Discovered { ticket, typed, found } => self.discovered(ticket, typed, found),
            Msg::FeedChanged { ticket, id, why, back } => self.feed_changed(ticket, id, why, back),
            Msg::Opened(dir) => self.opened(dir),
            Msg::Fetching(far) => self.fetching = Some(far),
            Msg::Fetched(line) => self.fetched(line),
            // Not answers, or answers nobody waits for any more.
            _ => {}
        }
    }

    pub(super) fn open_feeds(&mut self) {
        if let Shelf::Reading(_) = self.shelf {
            return self.say("feeds belong to your own library: start dateline without a file");
        }
        let mut view = Feeds::new();
        view.stand = self.feeds_stood_on;
        self.views.push(View::Feeds(Box::new(view)));
    }

    pub(super) fn feeds(&mut self) -> Option<&mut Feeds> {
        match self.views.last_mut() {
            Some(View::Feeds(view)) => Some(view),
            _ => None,
        }
    }

    pub(super) fn in_feeds(&mut self, action: Action) -> bool {
        let page = self.rows_height();
        let Some(view) = self.feeds() else { return false };
        if view.choosing.is_some() {
            return self.in_choosing(action);
        }
        if let Some(by) = step_of(action, page) {
            view.step(by);
            return true;
        }
        match action {
            Action::Open => self.open_feed(),
            Action::Back | Action::BackOrQuit | Action::Feeds => self.leave_feeds(),
            Action::Toggle => view.fold(),
            Action::AddFeed => self.ask_line(Asks::Feed, String::new()),
            Action::RenameFeed | Action::TagFeed | Action::RemoveFeed => self.change_feed(action),
            Action::Fetch => {
                let ids = view.selected().iter().map(|row| row.feed.id).collect();
                self.fetch(ids);
            }
            Action::Undo => self.undo(),
            _ => return false,
        }
        true
    }

    fn leave_feeds(&mut self) {
        self.feeds_stood_on = self.feeds().and_then(|view| view.row().map(|row| row.feed.id));
        self.leave_view();
    }

    /// The stories of the feed, or of all the feeds of the tag.
    fn open_feed(&mut self) {
        let Some(view) = self.feeds() else { return };
        let sources: Vec<String> = view.selected().iter().map(|row| row.feed.source()).collect();
        self.feeds_stood_on = view.row().map(|row| row.feed.id);
        let parts = sources.into_iter().map(|name| Expr::Term(Term::Source(name))).collect();
        let Some(found) = Expr::any(parts) else { return };
        let query = Query { all: vec![found], sort: self.query.sort };
        self.front = Pane::List;
        self.leave_views();
        self.filter(query);
    }

    fn change_feed(&mut self, action: Action) {
        let Some(row) = self.feeds().and_then(|view| view.row().cloned()) else {
            return self.say("stand on a feed first");
        };
        let feed = row.feed;
        match action {
            Action::RenameFeed => {
                let name = feed.own.clone().or(feed.title).unwrap_or_default();
                self.ask_line(Asks::FeedName(feed.id), name);
            }
            Action::TagFeed => self.ask_line(Asks::FeedTags(feed.id), feed.tags.join(", ")),
            _ => self.ask_feed_change(Some(feed.id), FeedChange::Remove),
        }
    }

    fn ask_line(&mut self, asks: Asks, text: String) {
        self.overlay = Some(Overlay::Prompt(Prompt::new(asks, text)));
    }

    /// A line that was asked for is typed to its end.
    pub(super) fn feed_line(&mut self, asks: &Asks, text: &str) {
        let text = text.trim();
        match asks {
            Asks::Feed if text.is_empty() => {}
            Asks::Feed => self.add_feed(text),
            Asks::FeedName(id) => {
                let own = (!text.is_empty()).then(|| text.to_owned());
                self.ask_feed_change(Some(*id), FeedChange::Rename(own));
            }
            Asks::FeedTags(id) => {
                let tags = text.split(',').map(str::trim).filter(|tag| !tag.is_empty());
                self.ask_feed_change(Some(*id), FeedChange::Tags(tags.map(str::to_owned).collect()));
            }
            Asks::Search { .. } | Asks::Command => {}
        }
    }

    /// Looks for feeds at an address that was typed; the view stands open for what is found.
    pub(super) fn add_feed(&mut self, typed: &str) {
        if self.feeds().is_none() {
            self.open_feeds();
        }
        if self.feeds().is_none() {
            return;
        }
        let ticket = self.ticket();
        self.discovering = Some(ticket);
        self.effects.push(Effect::Discover { ticket, typed: typed.to_owned() });
    }

    pub(super) fn discovered(&mut self, ticket: Ticket, typed: String, found: Answer<Vec<Offer>>) {
        if self.discovering.take_if(|open| *open == ticket).is_none() {
            return;
        }
        let mut offers = match found {
            Ok(offers) => offers,
            Err(line) => return self.complain(line),
        };
        if offers.len() == 1 {
            return self.subscribe(&typed, vec![offers.swap_remove(0)]);
        }
        if self.feeds().is_none() {
            self.open_feeds();
        }
        if let Some(view) = self.feeds() {
            view.choosing = Some(Choosing { typed, offers, at: 0, chosen: BTreeSet::new() });
        }
    }

    fn in_choosing(&mut self, action: Action) -> bool {
        let page = self.rows_height();
        let Some(view) = self.feeds() else { return false };
        if let Some(by) = step_of(action, page) {
            view.step(by);
            return true;
        }
        let Some(choosing) = &mut view.choosing else { return false };
        match action {
            Action::Toggle => {
                if !choosing.chosen.remove(&choosing.at) {
                    choosing.chosen.insert(choosing.at);
                }
                view.step(1);
            }
            Action::Cancel => view.choosing = None,
            Action::Accept => {
                let Some(Choosing { typed, offers, at, mut chosen }) = view.choosing.take() else {
                    return true;
                };
                if chosen.is_empty() {
                    chosen.insert(at);
                }
                let all = (0..).zip(offers).filter(|(at, _)| chosen.contains(at));
                self.subscribe(&typed, all.map(|(_, offer)| offer).collect());
            }
            _ => return false,
        }
        true
    }

    fn subscribe(&mut self, typed: &str, offers: Vec<Offer>) {
        let feed = |Offer { url, title }| NewFeed {
            url,
            typed: Some(typed.to_owned()),
            title,
            ..NewFeed::default()
        };
        self.to_subscribe.extend(offers.into_iter().map(feed));
        if self.shelf == Shelf::Sample {
            // The sample itself has no feeds.
            return self.effects.push(Effect::OpenOwn);
        }
        self.subscribe_now();
    }

    fn subscribe_now(&mut self) {
        for feed in std::mem::take(&mut self.to_subscribe) {
            self.ask_feed_change(None, FeedChange::Add(feed));
        }
    }

    fn ask_feed_change(&mut self, id: Option<FeedId>, change: FeedChange) {
        let ticket = self.change();
        self.effects.push(Effect::ChangeFeed { ticket, id, change, why: Why::Asked });
    }

    pub(super) fn feed_changed(&mut self, ticket: Ticket, id: FeedId, why: Why, back: Answer<FeedChange>) {
        if let Some(view) = self.feeds() {
            view.changed();
        }
        let back = match back {
            Ok(back) => back,
            Err(line) => return self.failed(ticket, why, line),
        };
        if why == Why::Undoing {
            self.steps.undone(ticket, true);
            return match back {
                FeedChange::Restore(feed) => {
                    self.say(format!("undone: no longer subscribed to {}", feed.name()));
                }
                FeedChange::Remove => self.say("undone: subscribed to again"),
                FeedChange::Add(_) | FeedChange::Rename(_) | FeedChange::Tags(_) => {
                    self.say("undone: the feed is as it was");
                }
            };
        }
        let key = self.keymap.label(self.context(), Action::Undo);
        match &back {
            FeedChange::Remove => {
                if let Some(view) = self.feeds() {
                    view.stand = Some(id);
                }
                self.fetch(vec![id]);
            }
            FeedChange::Restore(feed) => {
                self.say(format!(
                    "{}: no longer asked for, its stories stay · {key} takes it back",
                    feed.name()
                ));
            }
            FeedChange::Add(_) | FeedChange::Rename(_) | FeedChange::Tags(_) => {}
        }
        self.kept(ticket, Some(Step::Feed { id, change: back }));
    }

    /// The reader's own library is open: nothing of the sample stays, neither on the screen nor to be undone, since its
    /// stories have the same numbers.
    pub(super) fn opened(&mut self, dir: Answer<PathBuf>) {
        let dir = match dir {
            Ok(dir) => dir,
            Err(line) => {
                self.to_subscribe.clear();
                return self.complain(line);
            }
        };
        let feeds = self.views.drain(..).find(|view| matches!(view, View::Feeds(_)));
        self.views.extend(feeds);
        self.shelf = Shelf::Own(dir);
        (self.list, self.query, self.tally) = (List::default(), Query::default(), None);
        (self.story, self.set_for, self.ahead) = (StoryView::default(), None, Ahead::default());
        (self.snippets, self.steps, self.rules) = (Snippets::default(), Steps::default(), Rules::default());
        (self.marked_by_itself, self.indexing, self.fetching_page) = (None, None, None);
        (self.front, self.reading) = (Pane::List, false);
        self.asked.clear();
        self.load(Stretch::First);
        self.subscribe_now();
    }

    /// Asks for these feeds, or for all.
    pub(super) fn fetch(&mut self, ids: Vec<FeedId>) {
        match self.shelf {
            // One at a time: what is asked for meanwhile comes next.
            Shelf::Own(_) if self.fetching.is_some() => self.to_fetch.push(ids),
            Shelf::Own(_) => {
                self.fetching = Some(Fetching::default());
                self.effects.push(Effect::Fetch(ids));
            }
            Shelf::Sample | Shelf::Reading(_) => {
                let (feeds, add) = (
                    self.keymap.label(Context::List, Action::Feeds),
                    self.keymap.label(Context::Feeds, Action::AddFeed),
                );
                self.say(format!("no feeds here: {feeds}, then {add}, subscribes to one"));
            }
        }
    }

    pub(super) fn fetched(&mut self, line: Answer<String>) {
        self.fetching = None;
        match line {
            Ok(line) => self.say(line),
            Err(line) => self.complain(line),
        }
        if let Some(view) = self.feeds() {
            view.changed();
        }
        if !self.to_fetch.is_empty() {
            let ids = self.to_fetch.remove(0);
            self.fetch(ids);
        }
    }

    pub(super) fn found_feeds(&mut self, ticket: Ticket, rows: Answer<Vec<FeedRow>>) {
        let fault = rows.as_ref().err().cloned();
        if self.feeds().is_some_and(|view| view.take(ticket, rows))
            && let Some(fault) = fault
        {
            self.complain(fault);
        }
    }

    pub(super) fn counted_feeds(&mut self, ticket: Ticket, unread: Answer<Vec<(FeedId, u64)>>) {
        if let Some(Err(line)) = self.feeds().map(|view| view.count(ticket, unread)) {
            self.complain(line);
        }
    }
}
