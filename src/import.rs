//! Files → stories → the library: read and parsed on a second thread, added in batches, stopped between any two stories.

pub mod cache;

use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, RecvTimeoutError, SyncSender, sync_channel};
use std::time::Duration;

use crate::article::{self, Article};
use crate::format::{self, Flow, Format, NotUnderstood};
use crate::listing::Added;
use crate::quantity::grouped;
use crate::sanitize;
use crate::store::{Library, StoreError};

/// Stories in one transaction, and how many bytes of text end it earlier.
const BATCH: usize = 500;
const BATCH_BYTES: usize = 8 * 1024 * 1024;
/// Stories between two commits of the search index.
const INDEX_EVERY: u64 = 20_000;
/// Parsed stories that may wait for the library.
const WAITING: usize = 256;
/// How long a stop may go unnoticed while nothing arrives.
const PATIENCE: Duration = Duration::from_millis(100);
/// Places that are kept by name; past them they are only counted.
const KEPT: usize = 10_000;
/// So few places are named beside the summary; more go to a file.
pub const FEW: usize = 3;
/// The file in the library's directory that lists what was not understood.
pub const REPORT: &str = "import-report.txt";

#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("reading stopped short by a fault of the parser: what was read before it is in the library")]
    Parser,
}

/// One import into one library.
pub struct Import<'a> {
    pub library: &'a mut Library,
    /// `--format`; detection where `None`.
    pub format: Option<&'static Format>,
    /// Set by whoever wants it to end; what was read by then is kept.
    pub stop: Arc<AtomicBool>,
    /// Stories that once left the library come back.
    pub again: bool,
}

/// How far it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Progress {
    /// Stories in the library's hands so far, new or not.
    pub stories: u64,
    pub not_understood: u64,
}

/// What came of it; `Display` is the one line that ends an import.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Summary {
    pub new: u64,
    pub changed: u64,
    pub known: u64,
    /// They once left the library and stay away.
    pub gone: u64,
    /// In the order of reading; the first ten thousand.
    pub not_understood: Vec<NotUnderstood>,
    /// All of them.
    pub missed: u64,
    pub interrupted: bool,
    /// Where the list of what was not understood was written.
    pub report: Option<PathBuf>,
}

enum Arrival {
    Story(Box<Article>),
    Not(NotUnderstood),
    End,
}

impl Import<'_> {
    /// Reads and adds everything that the paths name. Run twice, it changes nothing the second time.
    pub fn run(
        self,
        paths: Vec<PathBuf>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<Summary, ImportError> {
        let (sender, arrivals) = sync_channel(WAITING);
        let (format, stop) = (self.format, Arc::clone(&self.stop));
        // Not joined: after a stop it may stay blocked on a pipe, and it ends by itself once nobody listens.
        std::thread::spawn(move || send_all(&paths, format, &stop, &sender));
        let mut adding = Adding {
            library: self.library,
            stop: self.stop,
            again: self.again,
            batch: Vec::new(),
            bytes: 0,
            unindexed: 0,
            summary: Summary::default(),
        };
        let ended = adding.take_all(&arrivals, progress);
        // Whatever ended it, what arrived is kept and made searchable.
        adding.flush(progress)?;
        adding.library.commit_index()?;
        ended?;
        Ok(adding.summary)
    }
}

/// The second thread: every story is parsed here, so that the first one only waits for the disk.
fn send_all(paths: &[PathBuf], format: Option<&Format>, stop: &AtomicBool, sender: &SyncSender<Arrival>) {
    let mut give = |story: Result<article::RawCopy, NotUnderstood>| {
        let arrival = match story {
            Ok(copy) => Arrival::Story(Box::new(article::parse(copy))),
            Err(not) => Arrival::Not(not),
        };
        if stop.load(Ordering::Relaxed) || sender.send(arrival).is_err() {
            return Flow::Break(());
        }
        Flow::Continue(())
    };
    // A stop or a library that failed: either way the first thread knows and nobody hears this.
    let _ = format::read_paths(paths, format, &mut give);
    let _ = sender.send(Arrival::End);
}

struct Adding<'a> {
    library: &'a mut Library,
    stop: Arc<AtomicBool>,
    again: bool,
    batch: Vec<Article>,
    bytes: usize,
    unindexed: u64,
    summary: Summary,
}

impl Adding<'_> {
    fn take_all(
        &mut self,
        arrivals: &Receiver<Arrival>,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), ImportError> {
        loop {
            if self.stop.load(Ordering::Relaxed) {
                self.summary.interrupted = true;
                return Ok(());
            }
            match arrivals.recv_timeout(PATIENCE) {
                Ok(Arrival::Story(article)) => self.take(*article, progress)?,
                Ok(Arrival::Not(not)) => {
                    self.summary.missed += 1;
                    if self.summary.not_understood.len() < KEPT {
                        self.summary.not_understood.push(not);
                    }
                }
                Ok(Arrival::End) => return Ok(()),
                Err(RecvTimeoutError::Timeout) => self.flush(progress)?,
                Err(RecvTimeoutError::Disconnected) => return Err(ImportError::Parser),
            }
        }
    }

    fn take(&mut self, article: Article, progress: &mut dyn FnMut(Progress)) -> Result<(), ImportError> {
        self.bytes += article.copy.text.len();
        self.batch.push(article);
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES { self.flush(progress) } else { Ok(()) }
    }

    fn flush(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<(), ImportError> {
        if self.batch.is_empty() {
            return Ok(());
        }
        // Taken out first: a batch that the library refuses must not be offered to it again.
        let batch = std::mem::take(&mut self.batch);
        self.bytes = 0;
        let added = if self.again { self.library.add_again(&batch) } else { self.library.add(&batch) };
        let Added { new, changed, known, gone } = added?;
        self.summary.new += new;
        self.summary.changed += changed;
        self.summary.known += known;
        self.summary.gone += gone;
        self.unindexed += new + changed;
        if self.unindexed >= INDEX_EVERY {
            self.library.commit_index()?;
            self.unindexed = 0;
        }
        progress(Progress { stories: self.summary.stories(), not_understood: self.summary.missed });
        Ok(())
    }
}

impl Summary {
    /// Stories that were understood, new or not.
    pub fn stories(&self) -> u64 {
        self.new + self.changed + self.known + self.gone
    }

    /// Writes what was not understood into `dir` where it is too much to be listed; takes an older list away.
    pub fn write_report(&mut self, dir: &Path) -> std::io::Result<()> {
        let path = dir.join(REPORT);
        if self.not_understood.len() <= FEW {
            return match std::fs::remove_file(&path) {
                Err(error) if error.kind() != std::io::ErrorKind::NotFound => Err(error),
                _ => Ok(()),
            };
        }
        let mut text = String::new();
        for not in &self.not_understood {
            text.push_str(&sanitize::line(&not.to_string()));
            text.push('\n');
        }
        let more = self.missed - self.not_understood.len() as u64;
        if more > 0 {
            text = text + "and " + &grouped(more) + " more\n";
        }
        std::fs::write(&path, text)?;
        self.report = Some(path);
        Ok(())
    }
}

impl fmt::Display for Summary {
    /// `imported 1,204 · updated 3 · already had 31 · 3 not understood (see …)`; parts that are nought are left out.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "imported {}", grouped(self.new))?;
        if self.changed > 0 {
            write!(f, " · updated {}", grouped(self.changed))?;
        }
        if self.known > 0 {
            write!(f, " · already had {}", grouped(self.known))?;
        }
        if self.gone > 0 {
            write!(f, " · {} removed before stay away", grouped(self.gone))?;
        }
        if self.missed > 0 {
            write!(f, " · {} not understood", grouped(self.missed))?;
        }
        if let Some(report) = &self.report {
            write!(f, " (see {})", report.display())?;
        }
        if self.interrupted {
            f.write_str(" · interrupted: run it again to go on")?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_summary_is_one_honest_line() {
        let not = NotUnderstood { place: "a.jsonl:7".to_owned(), why: "no `text`".to_owned() };
        let mut summary = Summary {
            new: 1204,
            changed: 3,
            known: 31,
            missed: 3,
            not_understood: vec![not; 3],
            ..Summary::default()
        };
        assert_eq!(summary.to_string(), "imported 1,204 · updated 3 · already had 31 · 3 not understood");
        summary.report = Some(PathBuf::from("lib/import-report.txt"));
        summary.interrupted = true;
        assert!(
            summary.to_string().ends_with(
                "3 not understood (see lib/import-report.txt) · interrupted: run it again to go on"
            )
        );
        assert_eq!(Summary { new: 1, ..Summary::default() }.to_string(), "imported 1");
    }

    #[test]
    fn a_report_is_written_for_many_and_taken_away_for_few() {
        let dir = tempfile::tempdir().unwrap();
        let not =
            |n: u32| NotUnderstood { place: format!("evil\u{1b}[2J.txt:{n}"), why: "is empty".to_owned() };
        let mut many =
            Summary { not_understood: (1..=4).map(not).collect(), missed: 6, ..Summary::default() };
        many.write_report(dir.path()).unwrap();
        let report = std::fs::read_to_string(dir.path().join(REPORT)).unwrap();
        assert!(
            report.lines().count() == 5 && report.ends_with("and 2 more\n") && !report.contains('\u{1b}')
        );
        let mut few = Summary { not_understood: vec![not(1)], missed: 1, ..Summary::default() };
        few.write_report(dir.path()).unwrap();
        assert!(few.report.is_none() && !dir.path().join(REPORT).exists());
    }
}
