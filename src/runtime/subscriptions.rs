//! The worker on subscriptions: which there are, what is unread of each, and their changes.

use std::path::PathBuf;
use std::sync::Arc;

use chrono::{DateTime, Local, NaiveDateTime, Utc};

use super::ahead::others_changes;
use super::worker::Worker;
use crate::app::{Answer, Effect, FeedChange, Msg};
use crate::listing::{FeedId, FeedRow, Subscription};
use crate::query::{Expr, Flag, Query, Term};
use crate::store::{Library, StoreError};

impl Worker {
    /// Does what an effect asks of subscriptions.
    pub(super) fn subscriptions(&mut self, effect: Effect) -> Option<Msg> {
        Some(match effect {
            Effect::Feeds { ticket } => {
                let feeds = self.library.feeds().map_err(|error| error.to_string());
                Msg::Feeds { ticket, rows: feeds.map(|feeds| feeds.into_iter().map(row).collect()) }
            }
            Effect::FeedCounts { ticket, sources } => {
                let counts = sources.into_iter().map(|(id, source)| Ok((id, self.unread_of(source)?)));
                Msg::FeedCounts { ticket, unread: counts.collect() }
            }
            Effect::ChangeFeed { ticket, id, change, why } => {
                let done = self.change_feed(id, change).map_err(|error| error.to_string());
                let (id, back) = match done {
                    Ok((id, back)) => (id, Ok(back)),
                    Err(line) => (id.unwrap_or(FeedId(0)), Err(line)),
                };
                Msg::FeedChanged { ticket, id, why, back }
            }
            Effect::OpenOwn => Msg::Opened(self.open_own()),
            // What is left is done where the terminal and the threads are.
            _ => return None,
        })
    }

    /// The reader's own library in the place of the sample, made where there is none.
    fn open_own(&mut self) -> Answer<PathBuf> {
        let dir = self.places.own.clone();
        let open = || -> Result<Library, StoreError> {
            let mut library = Library::open(&dir)?;
            library.stem(self.places.stemming)?;
            Ok(library)
        };
        let mut library = open().map_err(|error| error.to_string())?;
        let newest = Arc::clone(&self.newest);
        library.stop_searches_when(move || newest.is_superseded());
        self.as_of = others_changes(&library);
        self.library = library;
        (self.seen, self.changes, self.opening, self.indexing) = (None, 0, None, None);
        // What left it once is no news.
        self.gone = self.library.gone().unwrap_or(0);
        self.lags = true;
        Ok(dir)
    }

    fn unread_of(&mut self, source: String) -> Answer<u64> {
        let all = vec![Expr::Term(Term::Source(source)), Expr::Term(Term::Is(Flag::Unread))];
        let query = Query { all, ..Query::default() };
        self.ask(&query, |library| library.tally(&query)).map(|tally| tally.stories)
    }

    /// Answers whose subscription it is and what takes the change back.
    fn change_feed(
        &mut self,
        id: Option<FeedId>,
        change: FeedChange,
    ) -> Result<(FeedId, FeedChange), StoreError> {
        match (id, change) {
            (_, FeedChange::Add(feed)) => Ok((self.library.subscribe(&feed)?, FeedChange::Remove)),
            (_, FeedChange::Restore(feed)) => {
                self.library.resubscribe(&feed)?;
                Ok((feed.id, FeedChange::Remove))
            }
            (None, _) => Err(StoreError::NoFeed(0)),
            (Some(id), change) => {
                let feed = self.library.feeds()?.into_iter().find(|feed| feed.id == id);
                let before = feed.ok_or(StoreError::NoFeed(id.0))?;
                Ok((id, self.change_known(before, change)?))
            }
        }
    }

    fn change_known(&mut self, before: Subscription, change: FeedChange) -> Result<FeedChange, StoreError> {
        let id = before.id;
        Ok(match change {
            FeedChange::Rename(own) => {
                self.library.rename_feed(id, own.as_deref())?;
                FeedChange::Rename(before.own)
            }
            FeedChange::Tags(tags) => {
                self.library.tag_feed(id, &tags, &before.tags)?;
                FeedChange::Tags(before.tags)
            }
            FeedChange::Remove | FeedChange::Add(_) | FeedChange::Restore(_) => {
                self.library.unsubscribe(id)?;
                FeedChange::Restore(Box::new(before))
            }
        })
    }
}

fn row(feed: Subscription) -> FeedRow {
    let now = Utc::now().timestamp();
    FeedRow {
        last_success: feed.last_success.and_then(local),
        next_due: Some(feed.next_due).filter(|due| *due > now && !feed.ended).and_then(local),
        feed,
    }
}

fn local(at: i64) -> Option<NaiveDateTime> {
    Some(DateTime::from_timestamp(at, 0)?.with_timezone(&Local).naive_local())
}
