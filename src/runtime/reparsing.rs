//! The library read again beside the running reader: a thread and a connection of its own, progress as messages.

use std::path::Path;
use std::sync::atomic::AtomicBool;
use std::sync::mpsc::Sender;

use super::Wake;
use crate::app::Msg;
use crate::listing::Reparsed;
use crate::store::{Library, StoreError};

/// Parses the stories of the library in `dir` again that were read with older rules.
pub fn start(dir: &Path, wakes: &Sender<Wake>) {
    let (dir, sender) = (dir.to_owned(), wakes.clone());
    let spawned = std::thread::Builder::new().name("reparse".into()).spawn(move || {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&dir, &sender)));
        let line = match done {
            Ok(done) => done.map(|done| done.to_string()).map_err(|error| error.to_string()),
            Err(_) => Err("reading again failed by a fault of ours: what was read is kept".to_owned()),
        };
        // The program may have ended meanwhile.
        let _ = sender.send(Wake::Msg(Msg::Reparsed(line)));
    });
    if let Err(error) = spawned {
        let line = Err(format!("reading again could not start: {error}"));
        let _ = wakes.send(Wake::Msg(Msg::Reparsed(line)));
    }
}

fn run(dir: &Path, wakes: &Sender<Wake>) -> Result<Reparsed, StoreError> {
    let mut library = Library::open_for_import(dir)?;
    library.open_index()?;
    library.reparse(false, &AtomicBool::new(false), &mut |done, all| {
        let _ = wakes.send(Wake::Msg(Msg::Reparsing { done, all }));
    })
}
