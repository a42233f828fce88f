//! Ctrl-C while something long is under way: the first one asks for an end, the second one does not ask.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use signal_hook::SigId;
use signal_hook::consts::SIGINT;

/// Listens for Ctrl-C until it is dropped: the reader may open after it, and Ctrl-C is its own key then.
pub struct Stop {
    pub asked: Arc<AtomicBool>,
    signals: [SigId; 2],
}

impl Stop {
    pub fn listen() -> std::io::Result<Stop> {
        let asked = Arc::new(AtomicBool::new(false));
        let signals = [
            signal_hook::flag::register_conditional_shutdown(SIGINT, 130, Arc::clone(&asked))?,
            signal_hook::flag::register(SIGINT, Arc::clone(&asked))?,
        ];
        Ok(Stop { asked, signals })
    }
}

impl Drop for Stop {
    fn drop(&mut self) {
        for signal in self.signals {
            signal_hook::low_level::unregister(signal);
        }
    }
}
