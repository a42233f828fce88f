//! The loop: everything that can wake the program comes in as a [`Wake`]; the app decides, the worker and the terminal do.

mod ahead;
mod asking;
mod escape;
mod fetching;
mod importing;
mod indexing;
mod input;
mod outside;
mod pages;
mod reparsing;
mod snippets;
mod subscriptions;
mod terminal;
mod upkeep;
mod voices;
mod worker;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chrono::{Local, NaiveDate};
use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM, SIGTSTP};

use crate::app::{App, Effect, MarkRead, Msg, Settings, Shelf, Start};
use crate::config::{self, Config, Theme};
use crate::format::Format;
use crate::keymap::Keymap;
use crate::stemming::Stemming;
use crate::store::Library;
use crate::ui;
use crate::ui::theme::Palette;
use asking::Asking;
use importing::Job;
use outside::Clipboard;
use terminal::Screen;
pub use worker::{Places, Worker};

/// The first frame waits this long for the first rows, so that the reader opens on stories and not on nothing.
const FIRST_ROWS: Duration = Duration::from_millis(60);
/// How long the last marks, and the index of what was read again, may take to be written after the reader was quit.
const LAST_WRITES: Duration = Duration::from_secs(5);
const WORKER: &str = "worker";
const WORKER_GONE: &str = "the library's thread ended";
/// Messages handled before a frame is drawn: a held key must not starve the screen.
const BURST: usize = 64;

/// What to open and how.
#[derive(Debug)]
pub struct ReadOptions {
    pub what: What,
    pub config: Config,
    pub theme: Theme,
    pub keymap: Keymap,
    /// What is wrong with the settings, in one line.
    pub fault: Option<String>,
    pub mouse: bool,
    pub places: Places,
}

#[derive(Debug, Clone)]
pub enum What {
    /// The user's own library.
    Library(PathBuf),
    /// The sample library, made and up to date.
    Sample(PathBuf),
    /// Files, folders and `-`, read without being kept.
    Given { paths: Vec<PathBuf>, format: Option<&'static Format> },
}

/// Everything that can wake the program.
#[derive(Debug)]
pub enum Wake {
    Msg(Msg),
    Signal(i32),
    InputGone(String),
    /// A thread that the reader cannot do without failed.
    Failed(&'static str),
    /// It came to its end.
    Ended(&'static str),
}

/// Runs the reader until it is quit.
pub fn read(options: ReadOptions) -> anyhow::Result<()> {
    let (library, shelf, job) = open(options.what, options.config.stemming())?;
    terminal::give_back_on_panic();
    let (mut screen, taken) = terminal::take(options.mouse).context("the terminal")?;
    let (wakes, waking) = mpsc::channel();
    let (effects, asked) = mpsc::channel();
    let worker = Worker::new(library, options.places);
    let effects = Asking::new(effects, worker.newest());
    let for_worker = wakes.clone();
    spawn(WORKER, &wakes, move || worker.run(&asked, &for_worker, job))?;
    let for_input = wakes.clone();
    spawn("input", &wakes, move || input::run(&for_input))?;
    watch_signals(wakes)?;
    let size = screen.size()?;
    let (app, first) = App::new(Start {
        settings: settings(&options.config),
        keymap: options.keymap,
        shelf,
        today: today(),
        columns: size.width,
        rows: size.height,
        notice: options.fault,
    });
    let reader = Reader {
        app,
        palette: Palette::new(options.theme),
        effects: effects.clone(),
        clipboard: Clipboard::default(),
        browser: options.config.browser.command.clone(),
        mouse: options.mouse,
        suspended: false,
        to_draw: true,
        ahead: None,
    };
    let ended = reader.run(&mut screen, &waking, first);
    drop(taken);
    // Fails only where the worker is gone already.
    let _ = effects.send(Effect::Quit);
    wait_for_worker(&waking);
    ended
}

/// What the reader did last is still being written, and what was read again indexed; waits for that, but not for a
/// search that takes its time.
fn wait_for_worker(waking: &Receiver<Wake>) {
    let until = Instant::now() + LAST_WRITES;
    while let Ok(wake) = waking.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if matches!(wake, Wake::Ended(WORKER) | Wake::Failed(WORKER)) {
            return;
        }
    }
}

/// Starts a thread; its panic ends the reader, told.
fn spawn(
    name: &'static str,
    wakes: &Sender<Wake>,
    work: impl FnOnce() + Send + 'static,
) -> std::io::Result<()> {
    let wakes = wakes.clone();
    let work = std::panic::AssertUnwindSafe(work);
    std::thread::Builder::new().name(name.into()).spawn(move || {
        let ended = std::panic::catch_unwind(work);
        // Nobody listens only when the program ends anyway.
        let _ = wakes.send(if ended.is_ok() { Wake::Ended(name) } else { Wake::Failed(name) });
    })?;
    Ok(())
}

fn open(what: What, stemming: Stemming) -> anyhow::Result<(Library, Shelf, Option<Job>)> {
    let (mut library, shelf, job) = match what {
        What::Library(dir) => (Library::open(&dir)?, Shelf::Own(dir), None),
        What::Sample(dir) => (Library::open(&dir)?, Shelf::Sample, None),
        What::Given { paths, format } => {
            let name = match paths.as_slice() {
                [path] if path.as_os_str() == "-" => "standard input".to_owned(),
                [path] => path.display().to_string(),
                many => format!("{} files", many.len()),
            };
            let library = Library::scratch()?;
            (library, Shelf::Reading(name), Some(Job::look(paths, format)))
        }
    };
    library.stem(stemming)?;
    Ok((library, shelf, job))
}

fn settings(config: &Config) -> Settings {
    Settings {
        times: config.list.time,
        derived_mark: config.list.derived_mark.clone(),
        measure: config.reader.measure,
        margin_names: config.reader.margin_names,
        confidence: config.reader.confidence,
        snippets: config.list.snippets,
        mark_read: match config.reader.mark_read {
            config::MarkRead::Open => MarkRead::Open,
            config::MarkRead::End => MarkRead::End,
            config::MarkRead::Never => MarkRead::Never,
        },
    }
}

fn today() -> NaiveDate {
    Local::now().date_naive()
}

/// SIGTERM and SIGHUP end the reader as `q` does, SIGTSTP suspends it, SIGCONT draws it again.
fn watch_signals(wakes: Sender<Wake>) -> anyhow::Result<()> {
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGTSTP, SIGCONT])?;
    std::thread::Builder::new().name("signals".into()).spawn(move || {
        for signal in signals.forever() {
            if wakes.send(Wake::Signal(signal)).is_err() {
                return;
            }
        }
    })?;
    Ok(())
}

struct Reader {
    app: App,
    palette: Palette,
    effects: Asking,
    clipboard: Clipboard,
    browser: Vec<String>,
    mouse: bool,
    /// Suspended by itself: the SIGCONT that follows is no news.
    suspended: bool,
    /// Something changed since the last frame.
    to_draw: bool,
    /// What may be read ahead once the frame is drawn: the two would share the processor.
    ahead: Option<Effect>,
}

impl Reader {
    fn run(mut self, screen: &mut Screen, waking: &Receiver<Wake>, first: Vec<Effect>) -> anyhow::Result<()> {
        for effect in first {
            self.perform(effect, screen)?;
        }
        let patience = Instant::now() + FIRST_ROWS;
        while self.app.list.rows.is_empty() {
            match waking.recv_timeout(patience.saturating_duration_since(Instant::now())) {
                Ok(wake) => {
                    if self.take(wake, screen)? {
                        return Ok(());
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => break,
            }
        }
        loop {
            if std::mem::take(&mut self.to_draw) {
                let (app, palette) = (&self.app, &self.palette);
                screen.draw(|frame| ui::draw(frame, app, palette))?;
            }
            if let Some(effect) = self.ahead.take() {
                self.effects.send(effect).context(WORKER_GONE)?;
            }
            let wake = waking.recv().context("every thread of the reader ended")?;
            if self.take(wake, screen)? {
                return Ok(());
            }
            for wake in waking.try_iter().take(BURST) {
                if self.take(wake, screen)? {
                    return Ok(());
                }
            }
        }
    }

    /// True where the reader ends.
    fn take(&mut self, wake: Wake, screen: &mut Screen) -> anyhow::Result<bool> {
        // What was read ahead is not on the screen.
        self.to_draw |= !matches!(wake, Wake::Msg(Msg::Ahead { .. }));
        let msg = match wake {
            Wake::Msg(msg) => msg,
            Wake::Signal(SIGTSTP) => {
                self.suspend(screen)?;
                return Ok(false);
            }
            Wake::Signal(SIGCONT) if self.suspended => {
                self.suspended = false;
                return Ok(false);
            }
            Wake::Signal(SIGCONT) => {
                // Stopped from outside without a warning: the shell had the terminal meanwhile.
                terminal::give_back();
                self.take_again(screen)?;
                return Ok(false);
            }
            Wake::Ended(_) => return Ok(false),
            Wake::Failed(name) => {
                anyhow::bail!("the {name} thread failed: what you marked is kept; start again")
            }
            Wake::InputGone(why) => anyhow::bail!("the terminal is gone: {why}"),
            Wake::Signal(_) => return Ok(true),
        };
        let mut effects = Vec::new();
        if today() != self.app.today {
            effects.extend(self.app.update(Msg::Today(today())));
        }
        effects.extend(self.app.update(msg));
        for effect in effects {
            if self.perform(effect, screen)? {
                return Ok(true);
            }
        }
        Ok(false)
    }

    fn perform(&mut self, effect: Effect, screen: &mut Screen) -> anyhow::Result<bool> {
        let said = match effect {
            Effect::Quit => return Ok(true),
            Effect::Redraw => {
                terminal::wipe(screen)?;
                return Ok(false);
            }
            Effect::Suspend => {
                // As the terminal does it: to the whole job, this program among it, which then suspends.
                rustix::process::kill_current_process_group(rustix::process::Signal::TSTP)?;
                return Ok(false);
            }
            Effect::OpenLink(url) => outside::open_link(&url, &self.browser),
            Effect::Copy { text, what } => {
                let remote = std::env::var_os("SSH_CONNECTION").is_some();
                self.clipboard.copy(&text, remote).map(|()| format!("{what} copied"))
            }
            Effect::Theme(name) => self.change_theme(&name),
            ahead @ Effect::Ahead { .. } => {
                self.ahead = Some(ahead);
                return Ok(false);
            }
            other => {
                self.effects.send(other).context(WORKER_GONE)?;
                return Ok(false);
            }
        };
        // Said is answered without further effects.
        self.app.update(Msg::Said(said));
        Ok(false)
    }

    fn change_theme(&mut self, name: &str) -> Result<String, String> {
        let (theme, faults) = Theme::load(name);
        if let Some(fault) = faults.first() {
            return Err(fault.to_string());
        }
        self.palette = Palette::new(if no_colour() { theme.without_colour() } else { theme });
        Ok(format!("theme {name}"))
    }

    /// Gives the terminal back, stops, and takes it again once continued.
    fn suspend(&mut self, screen: &mut Screen) -> anyhow::Result<()> {
        self.suspended = true;
        terminal::give_back();
        signal_hook::low_level::emulate_default_handler(SIGTSTP)?;
        self.take_again(screen)
    }

    fn take_again(&mut self, screen: &mut Screen) -> anyhow::Result<()> {
        *screen = terminal::retake(self.mouse)?;
        let size = screen.size()?;
        for effect in self.app.update(Msg::Resize { columns: size.width, rows: size.height }) {
            self.perform(effect, screen)?;
        }
        Ok(())
    }
}

/// NO_COLOR, as its convention has it: set and not empty.
pub fn no_colour() -> bool {
    std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty())
}

/// Columns of the terminal that standard output goes to, where it goes to one.
pub fn columns() -> Option<usize> {
    crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns))
}
