//! The search index, found and brought up beside the running reader: a thread and a connection of its own.

use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::thread::JoinHandle;

use super::Wake;
use crate::app::Msg;
use crate::store::{Library, SearchIndex, StoreError, find_index};

/// Stories between two words of how far it is.
const TELL_EVERY: u64 = 500;

/// Opens the index of the library in `dir` as it stands: on a cold disk that takes longer than a key may.
pub fn find(dir: &Path) -> Receiver<Option<SearchIndex>> {
    let (dir, (send, found)) = (dir.to_owned(), channel());
    // Where no thread can start nothing is found, and the worker makes it known.
    let _ = std::thread::Builder::new().name("index".into()).spawn(move || {
        // The program may have ended meanwhile.
        let _ = send.send(find_index(&dir));
    });
    found
}

/// Brings the index up to the library, or makes it; false where that failed, which is told. Cut off with the program, it
/// goes on the next time.
pub fn start(dir: &Path, wakes: &Sender<Wake>) -> Option<JoinHandle<bool>> {
    let (dir, sender) = (dir.to_owned(), wakes.clone());
    let spawned = std::thread::Builder::new().name("index".into()).spawn(move || {
        let done = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| run(&dir, &sender)));
        let done = match done {
            Ok(done) => done.map_err(|error| error.to_string()),
            Err(_) => Err("indexing failed by a fault of ours: `dateline rebuild` may help".to_owned()),
        };
        let well = done.is_ok();
        let _ = sender.send(Wake::Msg(Msg::Indexed(done)));
        well
    });
    spawned.ok()
}

fn run(dir: &Path, wakes: &Sender<Wake>) -> Result<(), StoreError> {
    let mut told = 0;
    Library::open_for_import(dir)?.bring_index_up(&mut |done, all| {
        if done >= told + TELL_EVERY {
            told = done;
            let _ = wakes.send(Wake::Msg(Msg::Indexing { done, all }));
        }
    })
}
