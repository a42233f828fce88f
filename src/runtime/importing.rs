//! An import beside the running reader: a thread and a connection of its own, progress as messages.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use super::Wake;
use crate::app::Msg;
use crate::format::Format;
use crate::import::{Import, Summary, cache};
use crate::quantity::grouped;
use crate::store::{Library, is_cache};

/// What to read, and whether the reader asked for it.
#[derive(Debug)]
pub struct Job {
    paths: Vec<PathBuf>,
    format: Option<&'static Format>,
    /// An import into the user's library, told of when it ends; else only a look at files.
    keep: bool,
}

impl Job {
    pub fn keep(path: PathBuf) -> Job {
        Job { paths: vec![path], format: None, keep: true }
    }

    pub fn look(paths: Vec<PathBuf>, format: Option<&'static Format>) -> Job {
        Job { paths, format, keep: false }
    }
}

/// A job under way.
pub struct Importing {
    stop: Arc<AtomicBool>,
    /// Nothing is ever sent: it closes with the thread.
    ended: Receiver<()>,
}

impl Importing {
    /// Asks it to end between two stories, and waits for that, but not for long.
    pub fn end(self, patience: Duration) {
        self.stop.store(true, Ordering::Relaxed);
        let _ = self.ended.recv_timeout(patience);
    }
}

/// Starts the job on the library in `dir`.
pub fn start(job: Job, dir: &Path, wakes: &Sender<Wake>) -> Importing {
    let (dir, sender) = (dir.to_owned(), wakes.clone());
    let (open, ended) = channel();
    let stop = Arc::new(AtomicBool::new(false));
    let asked = Arc::clone(&stop);
    let spawned = std::thread::Builder::new().name("import".into()).spawn(move || {
        let _open = open;
        let keep = job.keep;
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(job, &dir, asked, &sender)));
        let line = match done {
            Ok(done) => done.map_err(|error| error.to_string()),
            Err(_) => Err("the import failed by a fault of ours: what it added is kept".to_owned()),
        };
        // The program may have ended meanwhile.
        let _ = sender.send(Wake::Msg(Msg::Imported { line, reload: !keep }));
    });
    if let Err(error) = spawned {
        let _ = wakes.send(Wake::Msg(Msg::Said(Err(format!("the import could not start: {error}")))));
    }
    Importing { stop, ended }
}

/// One line; a look at files has something to tell only where something was not understood.
fn told(summary: &Summary, keep: bool) -> Option<String> {
    match summary.not_understood.first() {
        Some(first) if summary.stories() == 0 => Some(format!("nothing was understood: {first}")),
        _ if keep => Some(summary.to_string()),
        Some(first) => Some(format!("{} not understood: {first}", grouped(summary.missed))),
        None => None,
    }
}

/// The line that ends it, where there is something to tell.
fn run(job: Job, dir: &Path, stop: Arc<AtomicBool>, wakes: &Sender<Wake>) -> anyhow::Result<Option<String>> {
    let mut library = Library::open(dir)?;
    if job.keep {
        library.open_index()?;
        if let [path] = job.paths.as_slice()
            && is_cache(path)
        {
            return Ok(Some(cache::import(&mut library, path, false)?.to_string()));
        }
    }
    let import = Import { library: &mut library, format: job.format, stop, again: false };
    let mut summary = import.run(job.paths, &mut |progress| {
        let _ = wakes.send(Wake::Msg(Msg::Importing { done: progress.stories }));
    })?;
    if job.keep {
        summary.write_report(dir)?;
    } else if !summary.interrupted {
        // Only now: the stories are on the screen, and what the reader has not indexed yet is found as well.
        library.open_index()?;
    }
    Ok(told(&summary, job.keep))
}
