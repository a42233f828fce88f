//! What the worker does while nothing is asked: the index is opened and brought up, and what others add is looked for.

use std::sync::mpsc::{Sender, TryRecvError};

use super::Wake;
use super::indexing;
use super::worker::Worker;
use crate::app::{Answer, Msg};
use crate::listing::StoryId;
use crate::query::Query;

/// So many changes are indexed between two keys; more on a thread.
const AT_ONCE: u64 = 50;

impl Worker {
    /// Waits for the index where it is being opened. One that lacks more than a few stories is brought up beside the
    /// reader, and a search until then finds what it has.
    pub(super) fn open_index(&mut self) -> Answer<()> {
        if self.library.has_index() {
            return Ok(());
        }
        let opening = self.opening.take().unwrap_or_else(|| indexing::find(self.library.dir()));
        if let Some(found) = opening.recv().ok().flatten() {
            self.library.use_index(found);
            self.lags = true;
            return Ok(());
        }
        if self.library.unindexed().is_ok_and(|many| many <= AT_ONCE) {
            return self.library.open_index().map_err(|error| error.to_string());
        }
        self.lags = true;
        Err("the search index is being made: reading goes on, searching works when it is done".to_owned())
    }

    /// Nothing is asked: time to have the index opened, and to see whether the library could be read better.
    pub(super) fn settle_in(&mut self) -> Option<Msg> {
        if !self.library.has_index() {
            self.opening = Some(indexing::find(self.library.dir()));
        }
        self.lags = true;
        self.library.outdated().is_ok_and(|outdated| outdated).then_some(Msg::Outdated)
    }

    /// Brings the index up where it lacks something; answers what went wrong.
    fn index(&mut self, wakes: &Sender<Wake>) -> Answer<()> {
        if let Some(ended) = self.indexing.take_if(|indexing| indexing.is_finished())
            && !ended.join().unwrap_or(false)
        {
            // Told already; tried again once the library changes.
            self.lags = false;
            return Ok(());
        }
        if self.indexing.is_some() {
            return Ok(());
        }
        if let Some(opening) = self.opening.take() {
            match opening.try_recv() {
                Ok(Some(found)) => self.library.use_index(found),
                Ok(None) | Err(TryRecvError::Disconnected) => {}
                Err(TryRecvError::Empty) => {
                    self.opening = Some(opening);
                    return Ok(());
                }
            }
        }
        let missing = self.library.unindexed().map_err(|error| error.to_string())?;
        self.lags = missing > 0 || !self.library.has_index();
        if missing <= AT_ONCE {
            self.lags = false;
            let done = if self.library.has_index() {
                self.library.commit_index()
            } else {
                self.library.open_index()
            };
            return done.map_err(|error| error.to_string());
        }
        // What a correction began has to be let go of first, for the thread to write.
        self.library.close_index();
        self.indexing = indexing::start(self.library.dir(), wakes);
        self.opening = Some(indexing::find(self.library.dir()));
        Ok(())
    }

    pub(super) fn look_up_newest(&mut self) {
        // Counts nothing: no story has a higher number.
        if let Ok((_, newest)) = self.library.arrived(&Query::default(), StoryId(u32::MAX)) {
            self.seen = Some(newest);
        }
        self.gone = self.library.gone().unwrap_or(self.gone);
        self.changes = self.library.changes().unwrap_or(self.changes);
    }

    /// Nothing is asked: brings the index up where it is behind, and tells of stories that another process, or an
    /// import, added.
    pub(super) fn watch(&mut self, wakes: &Sender<Wake>) -> Option<Msg> {
        let changes = self.library.changes().ok().filter(|changes| *changes != self.changes);
        if (self.lags || changes.is_some())
            && let Err(line) = self.index(wakes)
        {
            return Some(Msg::Said(Err(line)));
        }
        let changes = changes?;
        let others = std::mem::replace(&mut self.changes, changes) >> 32 != changes >> 32;
        let (query, seen) = (self.query.clone(), self.seen.unwrap_or(StoryId(0)));
        let (stories, _) = self.ask(&query, |library| library.arrived(&query, seen)).ok()?;
        match self.library.gone().unwrap_or(self.gone).saturating_sub(self.gone) {
            0 => {}
            left => return Some(Msg::Left { arrived: stories, left }),
        }
        // A story that was there already may have a later text.
        (stories > 0 || others).then_some(Msg::Arrived(stories))
    }
}
