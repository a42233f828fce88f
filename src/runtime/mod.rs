//! The loop: everything that can wake the program comes in as a [`Wake`]; the app decides, the worker and the terminal do.

mod escape;
mod importing;
mod input;
mod outside;
mod terminal;
mod worker;

use std::path::PathBuf;
use std::sync::mpsc::{self, Receiver, RecvTimeoutError, Sender};
use std::time::{Duration, Instant};

use anyhow::Context as _;
use chrono::{Local, NaiveDate};

use crate::app::{App, Effect, MarkRead, Msg, Settings, Shelf, Start};
use crate::config::{self, Config, Theme};
use crate::format::Format;
use crate::keymap::Keymap;
use crate::store::Library;
use crate::ui;
use crate::ui::theme::Palette;
use importing::Job;
use outside::Clipboard;
use terminal::Screen;
pub use worker::Worker;

/// The first frame waits this long for the first rows, so that the reader opens on stories and not on nothing.
const FIRST_ROWS: Duration = Duration::from_millis(60);
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
    /// Where exported stories go.
    pub export_dir: PathBuf,
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
}

/// Runs the reader until it is quit.
pub fn read(options: ReadOptions) -> anyhow::Result<()> {
    let (library, shelf, job) = open(options.what)?;
    terminal::give_back_on_panic();
    let mut screen = terminal::take(options.mouse).context("the terminal")?;
    let (wakes, waking) = mpsc::channel();
    let (effects, asked) = mpsc::channel();
    let worker = Worker::new(library, options.export_dir, options.config.export.format.clone());
    let for_worker = wakes.clone();
    spawn("worker", &wakes, move || worker.run(&asked, &for_worker, job))?;
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
        effects,
        clipboard: Clipboard::default(),
        browser: options.config.browser.command.clone(),
        mouse: options.mouse,
    };
    let ended = reader.run(&mut screen, &waking, first);
    terminal::give_back();
    ended
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
        if std::panic::catch_unwind(work).is_err() {
            // Nobody listens only when the program ends anyway.
            let _ = wakes.send(Wake::Failed(name));
        }
    })?;
    Ok(())
}

fn open(what: What) -> anyhow::Result<(Library, Shelf, Option<Job>)> {
    Ok(match what {
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
    })
}

fn settings(config: &Config) -> Settings {
    Settings {
        times: config.list.time,
        derived_mark: config.list.derived_mark.clone(),
        measure: config.reader.measure,
        margin_names: config.reader.margin_names,
        confidence: config.reader.confidence,
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

/// SIGTERM and SIGHUP end the reader as `q` does; SIGCONT draws it again.
fn watch_signals(wakes: Sender<Wake>) -> anyhow::Result<()> {
    use signal_hook::consts::{SIGCONT, SIGHUP, SIGINT, SIGTERM};
    let mut signals = signal_hook::iterator::Signals::new([SIGTERM, SIGHUP, SIGINT, SIGCONT])?;
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
    effects: Sender<Effect>,
    clipboard: Clipboard,
    browser: Vec<String>,
    mouse: bool,
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
            let (app, palette) = (&self.app, &self.palette);
            screen.draw(|frame| ui::draw(frame, app, palette))?;
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
        let msg = match wake {
            Wake::Msg(msg) => msg,
            Wake::Signal(signal_hook::consts::SIGCONT) => {
                screen.clear()?;
                return Ok(false);
            }
            Wake::Failed(name) => {
                anyhow::bail!("the {name} thread failed: what you marked is kept; start again")
            }
            Wake::Signal(_) | Wake::InputGone(_) => return Ok(true),
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
                screen.clear()?;
                return Ok(false);
            }
            Effect::Suspend => {
                self.suspend(screen)?;
                return Ok(false);
            }
            Effect::OpenLink(url) => outside::open_link(&url, &self.browser),
            Effect::Copy { text, what } => {
                let remote = std::env::var_os("SSH_CONNECTION").is_some();
                self.clipboard.copy(&text, remote).map(|()| format!("{what} copied"))
            }
            Effect::Theme(name) => self.change_theme(&name),
            other => {
                self.effects.send(other).context("the library's thread ended")?;
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
        terminal::give_back();
        signal_hook::low_level::emulate_default_handler(signal_hook::consts::SIGTSTP)?;
        *screen = terminal::take(self.mouse)?;
        let size = screen.size()?;
        for effect in self.app.update(Msg::Resize { columns: size.width, rows: size.height }) {
            self.perform(effect, screen)?;
        }
        screen.clear()?;
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
