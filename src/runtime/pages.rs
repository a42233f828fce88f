//! Pages of stories, each fetched on a thread of its own, which keeps what it found even if nobody waits for it any more.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::path::Path;
use std::sync::Arc;
use std::sync::mpsc::Sender;

use super::Wake;
use crate::app::{Msg, Ticket};
use crate::fetch::{Client, page, trusted};
use crate::listing::{Story, StoryId};
use crate::store::Library;

/// What is to be fetched.
pub struct Wanted {
    pub ticket: Ticket,
    pub id: StoryId,
    pub url: String,
}

/// Starts it for the library in `dir`.
pub fn start(wanted: Wanted, client: &Arc<Client>, dir: &Path, wakes: &Sender<Wake>) {
    let (client, dir, sender) = (Arc::clone(client), dir.to_owned(), wakes.clone());
    let (ticket, id) = (wanted.ticket, wanted.id);
    let spawned = std::thread::Builder::new().name("page".into()).spawn(move || {
        let done = catch_unwind(AssertUnwindSafe(|| run(&wanted, &client, &dir)));
        let story = done.unwrap_or_else(|_| Err("the page could not be read: a fault of ours".to_owned()));
        // The program may have ended meanwhile.
        let _ = sender.send(Wake::Msg(Msg::FullText { ticket, id, story }));
    });
    if let Err(error) = spawned {
        let story = Err(format!("the page could not be fetched: {error}"));
        let _ = wakes.send(Wake::Msg(Msg::FullText { ticket, id, story }));
    }
}

fn run(wanted: &Wanted, client: &Client, dir: &Path) -> Result<Box<Story>, String> {
    let mut library = Library::open(dir).map_err(|error| error.to_string())?;
    let feeds = library.feeds().map_err(|error| error.to_string())?;
    let program = std::env::current_exe().map_err(|error| error.to_string())?;
    let now = chrono::Utc::now().timestamp();
    let full = page::full_text(client, &wanted.url, trusted(&feeds, &wanted.url), &program, now)
        .map_err(|error| error.to_string())?;
    library.keep_full_text(wanted.id, &full).map_err(|error| error.to_string())?;
    library.story(wanted.id).map(Box::new).map_err(|error| error.to_string())
}
