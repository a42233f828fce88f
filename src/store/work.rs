//! What a library was asked to do, counted, so that tests can count work instead of time.

use super::Library;

/// What was done for a library since it was opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Work {
    /// Rows read.
    pub rows: u64,
    /// Steps of SQLite's machine: rows it passed over show here.
    pub steps: u64,
    /// Stories read anew: to be shown, for a line under a row, to list quotations.
    pub stories: u64,
}

impl Library {
    pub(super) fn worked(&self, rows: u64, steps: u64) {
        let Work { rows: before, steps: taken, stories } = self.work.get();
        self.work.set(Work { rows: before + rows, steps: taken + steps, stories });
    }

    pub(super) fn looked_at_a_story(&self) {
        let work = self.work.get();
        self.work.set(Work { stories: work.stories + 1, ..work });
    }
}
