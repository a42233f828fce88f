//! The worker: performs effects on the library, one thread, newest question first; answers with messages.

use std::panic::AssertUnwindSafe;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::mpsc::{Receiver, RecvTimeoutError, Sender};
use std::thread::JoinHandle;
use std::time::Duration;

use super::Wake;
use super::ahead::others_changes;
use super::asking::{Newest, drop_superseded, is_question, next};
use super::fetching::{self, Fetch};
use super::importing::{self, Importing, Job};
use super::pages::{self, Wanted};
use super::reparsing::{self, Reparsing};
use crate::app::{Answer, Corrected, Effect, Msg, Target};
use crate::article::correction::Verdict;
use crate::export;
use crate::fetch::{self, Client};
use crate::listing::{Mark, Story, StoryId};
use crate::query::Query;
use crate::stemming::Stemming;
use crate::store::{Library, SearchIndex, StoreError, Work};

/// How often the library is asked whether another process changed it.
const WATCH: Duration = Duration::from_millis(1500);
/// The first pause in the questions: the reader is on the screen, the index can be opened.
const FIRST_QUIET: Duration = Duration::from_millis(20);
/// How long whoever fills a library that goes with the program may take to end.
const LAST_LOOK: Duration = Duration::from_secs(1);

/// Where the worker writes outside the library it reads.
#[derive(Debug, Clone, Default)]
pub struct Places {
    /// The user's own library: what `:import` keeps goes there, whatever is open.
    pub own: PathBuf,
    /// For the user's own library, where it is opened later.
    pub stemming: Stemming,
    /// Days that stories of feeds are kept; 0 is for good.
    pub retention: usize,
    pub export_dir: PathBuf,
    /// A name of `export::KINDS`.
    pub export_format: String,
}

/// A library and what the reader asks of it.
pub struct Worker {
    pub(super) library: Library,
    pub(super) places: Places,
    /// The newest story when the list was last shown anew; `None` before there was a list.
    pub(super) seen: Option<StoryId>,
    /// Stories that had left then.
    pub(super) gone: u64,
    pub(super) changes: i64,
    /// What others had changed when the reader was last told that they do.
    pub(super) as_of: i64,
    /// The index is being opened on a thread.
    pub(super) opening: Option<Receiver<Option<SearchIndex>>>,
    /// It is being brought up on another.
    pub(super) indexing: Option<JoinHandle<bool>>,
    /// Whose questions are worth an answer.
    pub(super) newest: Arc<Newest>,
    /// The list on the screen: what arrives is counted under it.
    pub(super) query: Query,
    /// A correction may have left the index behind.
    pub(super) lags: bool,
    reparsing: Option<Reparsing>,
    /// Files being read into a library that goes with the program.
    looking: Option<Importing>,
    fetch: Option<Fetch>,
    client: Arc<Client>,
    /// Asks for pages of stories, once one was wanted.
    pages: Option<Arc<Client>>,
}

impl Worker {
    pub fn new(library: Library, places: Places) -> Worker {
        let as_of = others_changes(&library);
        let mut worker = Worker {
            library,
            places,
            seen: None,
            gone: 0,
            changes: 0,
            as_of,
            opening: None,
            indexing: None,
            newest: Arc::default(),
            query: Query::default(),
            lags: false,
            reparsing: None,
            looking: None,
            fetch: None,
            client: Arc::default(),
            pages: None,
        };
        let newest = Arc::clone(&worker.newest);
        worker.library.stop_searches_when(move || newest.is_superseded());
        worker
    }

    /// For whoever asks, to say which question is the newest.
    pub fn newest(&self) -> Arc<Newest> {
        Arc::clone(&self.newest)
    }

    /// What the library did, for tests that count it.
    pub fn work(&self) -> Work {
        self.library.work()
    }

    /// Works until nobody asks any more.
    pub fn run(mut self, effects: &Receiver<Effect>, wakes: &Sender<Wake>, first: Option<Job>) {
        self.looking = first.map(|job| importing::start(job, self.library.dir(), wakes));
        let mut open: Vec<Effect> = Vec::new();
        let mut settled = false;
        loop {
            let mut answer = None;
            if open.is_empty() {
                // The first questions are answered before the index is opened and arrivals are watched for.
                match effects.recv_timeout(self.patience(settled)) {
                    Ok(effect) => open.push(effect),
                    Err(RecvTimeoutError::Timeout) if settled => answer = self.watch(wakes),
                    Err(RecvTimeoutError::Timeout) => {
                        settled = true;
                        answer = self.settle_in();
                    }
                    Err(RecvTimeoutError::Disconnected) => return self.leave(open),
                }
            }
            open.extend(effects.try_iter());
            drop_superseded(&mut open);
            if open.contains(&Effect::Quit) {
                return self.leave(open);
            }
            if !open.is_empty() {
                let effect = open.remove(next(&open));
                answer = self.perform(effect, wakes);
            }
            if answer.is_some_and(|msg| wakes.send(Wake::Msg(msg)).is_err()) {
                return;
            }
        }
    }

    /// What takes long is begun on a thread of its own and answered from there.
    fn perform(&mut self, effect: Effect, wakes: &Sender<Wake>) -> Option<Msg> {
        match effect {
            Effect::Import(path) => {
                importing::start(Job::keep(path), &self.places.own, wakes);
            }
            Effect::FullText { ticket, id, url } => {
                let client = self.pages.get_or_insert_with(|| Arc::new(fetch::page::client()));
                pages::start(Wanted { ticket, id, url }, client, self.library.dir(), wakes);
            }
            Effect::Reparse => {
                // One that has told its end and is about to end.
                if let Some(before) = self.reparsing.take() {
                    before.end();
                }
                self.reparsing = reparsing::start(self.library.dir(), wakes);
            }
            Effect::Fetch(ids) => {
                let (dir, retention) = (self.library.dir(), self.places.retention);
                self.fetch = Some(fetching::start(ids, &self.client, dir, retention, wakes));
            }
            Effect::Discover { ticket, typed } => {
                fetching::look(ticket, typed, &self.client, wakes);
            }
            Effect::StopReparse => {
                self.stop_reparsing();
            }
            effect => return self.answer(effect),
        }
        None
    }

    fn patience(&self, settled: bool) -> Duration {
        if settled && self.opening.is_none() { WATCH } else { FIRST_QUIET }
    }

    /// Nobody looks any more; what the reader did is still done, and what is read again is made searchable.
    fn leave(mut self, mut open: Vec<Effect>) {
        self.stop_reparsing();
        open.retain(|effect| !is_question(effect) && *effect != Effect::Quit);
        for effect in open {
            self.answer(effect);
        }
        if let Some(reparsing) = self.reparsing {
            reparsing.end();
        }
        if let Some(fetch) = self.fetch {
            fetch.end(LAST_LOOK);
        }
        if let Some(looking) = self.looking {
            // The library goes when it is dropped, and whoever still writes in its folder would leave that lying about.
            looking.end(LAST_LOOK);
            if let Some(opening) = self.opening {
                let _ = opening.recv_timeout(LAST_LOOK);
            }
        }
    }

    fn stop_reparsing(&self) {
        if let Some(reparsing) = &self.reparsing {
            reparsing.stop();
        }
    }

    /// Does what an effect asks of the library.
    pub fn answer(&mut self, effect: Effect) -> Option<Msg> {
        self.newest.answers(&effect);
        Some(match effect {
            Effect::Page { ticket, query, stretch, limit } => {
                if self.seen.is_none() {
                    self.look_up_newest();
                }
                let rows = self.ask(&query, |library| library.page(&query, stretch, limit));
                self.query = query;
                Msg::Page { ticket, rows }
            }
            Effect::Tally { ticket, query } => {
                Msg::Tally { ticket, tally: self.ask(&query, |library| library.tally(&query)) }
            }
            Effect::Choices { ticket, query } => {
                let tally = self.ask(&query, |library| library.tally(&query));
                Msg::Choices { ticket, tally }
            }
            Effect::Days { ticket, query, month } => {
                let days = self.ask(&query, |library| library.days(&query, month));
                Msg::Days { ticket, days }
            }
            Effect::Find { ticket, query, stretch } => {
                let rows = self.ask(&query, |library| library.page(&query, stretch, 1));
                Msg::Found { ticket, row: rows.map(|rows| rows.into_iter().next()) }
            }
            Effect::Story { ticket, id } => Msg::Story { ticket, story: self.story(id) },
            Effect::Ahead { ticket, id } => self.ahead(ticket, id),
            Effect::Snippets { ticket, ids, words, columns } => self.snippets(ticket, &ids, &words, columns),
            Effect::Mark { ticket, mark, on, target, why } => {
                Msg::Marked { ticket, mark, on, why, stories: self.mark(mark, on, &target) }
            }
            Effect::Note { ticket, id, text, why } => {
                let kept = self.library.note(id, text.as_deref()).map_err(|error| error.to_string());
                Msg::Noted { ticket, id, note: kept.map(|()| text), why }
            }
            Effect::Correct { ticket, id, verdicts, why } => {
                let done = self.correct(id, &verdicts);
                Msg::Corrected { ticket, id, verdicts, why, done }
            }
            effect @ (Effect::Quotations { .. }
            | Effect::Speakers { .. }
            | Effect::Join { .. }
            | Effect::Cite { .. }) => return self.voices(effect),
            Effect::Export { id, format } => Msg::Said(self.export(id, format.as_deref())),
            Effect::Shown => {
                self.look_up_newest();
                return None;
            }
            effect => return self.subscriptions(effect),
        })
    }

    /// Asks the library; opens the index first where the question needs it.
    pub(super) fn ask<T>(
        &mut self,
        query: &Query,
        question: impl Fn(&mut Library) -> Result<T, StoreError>,
    ) -> Answer<T> {
        if !query.is_everything() {
            self.open_index()?;
        }
        question(&mut self.library).map_err(|error| error.to_string())
    }

    pub(super) fn story(&self, id: StoryId) -> Answer<Box<Story>> {
        // Reading changes nothing that a panic of the parser could leave by half.
        let library = AssertUnwindSafe(&self.library);
        let story = std::panic::catch_unwind(move || library.story(id))
            .map_err(|_| "a fault of the parser: `dateline show` with --json may tell more".to_owned())?;
        story.map(Box::new).map_err(|error| error.to_string())
    }

    fn correct(&mut self, id: StoryId, verdicts: &[Verdict]) -> Answer<Corrected> {
        // The story is parsed before anything is kept: a panic leaves it as it was.
        let library = AssertUnwindSafe(&mut self.library);
        let corrected = std::panic::catch_unwind(move || { library }.correct(id, verdicts))
            .map_err(|_| "a fault of the parser: the story is as it was".to_owned())?;
        let back = corrected.map_err(|error| error.to_string())?;
        self.lags = true;
        Ok(Corrected { back, story: self.story(id) })
    }

    fn mark(&mut self, mark: Mark, on: bool, target: &Target) -> Answer<Vec<StoryId>> {
        match target {
            Target::Stories(stories) => {
                self.library.mark(mark, on, stories).map_err(|error| error.to_string())
            }
            Target::Everything(query) => self.ask(query, |library| library.mark_all(mark, on, query)),
        }
    }

    fn export(&self, id: StoryId, format: Option<&str>) -> Answer<String> {
        let article = self.story(id)?.told();
        let format = format.unwrap_or(&self.places.export_format);
        let path =
            export::to_file(&article, format, &self.places.export_dir).map_err(|error| error.to_string())?;
        Ok(format!("written to {}", path.display()))
    }
}
