//! The library read again beside the running reader: a thread and a connection of its own, progress as messages.

use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::Sender;
use std::thread::JoinHandle;

use super::Wake;
use crate::app::Msg;
use crate::listing::Reparsed;
use crate::store::{Library, StoreError};

/// A library that is being read again.
pub struct Reparsing {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<()>,
}

/// Parses the stories of the library in `dir` again that were read with older rules; none where that cannot start.
pub fn start(dir: &Path, wakes: &Sender<Wake>) -> Option<Reparsing> {
    let (dir, sender) = (dir.to_owned(), wakes.clone());
    let stop = Arc::new(AtomicBool::new(false));
    let stopped = Arc::clone(&stop);
    let spawned = std::thread::Builder::new().name("reparse".into()).spawn(move || {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&dir, &stopped, &sender)));
        let done = match done {
            Ok(done) => done.map_err(|error| error.to_string()),
            Err(_) => Err("reading again failed by a fault of ours: what was read is kept".to_owned()),
        };
        // The program may have ended meanwhile.
        let _ = sender.send(Wake::Msg(Msg::Reparsed(done)));
    });
    match spawned {
        Ok(thread) => Some(Reparsing { stop, thread }),
        Err(error) => {
            let line = Err(format!("reading again could not start: {error}"));
            let _ = wakes.send(Wake::Msg(Msg::Reparsed(line)));
            None
        }
    }
}

impl Reparsing {
    /// Asks it to end after the few stories it has in hand; it tells what it did.
    pub fn stop(&self) {
        self.stop.store(true, Ordering::Relaxed);
    }

    /// Stops it and waits until what it did is made searchable.
    pub fn end(self) {
        self.stop();
        // A panic of its is told already.
        let _ = self.thread.join();
    }
}

fn run(dir: &Path, stop: &AtomicBool, wakes: &Sender<Wake>) -> Result<Reparsed, StoreError> {
    let mut library = Library::open_for_import(dir)?;
    library.open_index()?;
    library.reparse(false, stop, &mut |done, all| {
        let _ = wakes.send(Wake::Msg(Msg::Reparsing { done, all }));
    })
}
