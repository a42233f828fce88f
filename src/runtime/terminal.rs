//! The terminal, taken and given back: on leaving, on a panic, on a signal, around a suspend.

use std::io::{self, BufWriter, Stdout, Write};
use std::sync::atomic::{AtomicBool, Ordering};

use crossterm::event::{
    DisableBracketedPaste, DisableMouseCapture, EnableBracketedPaste, EnableMouseCapture,
};
use crossterm::terminal::{
    Clear, ClearType, EnterAlternateScreen, LeaveAlternateScreen, disable_raw_mode, enable_raw_mode,
};
use crossterm::{cursor, execute};
use ratatui::Terminal;
use ratatui::backend::CrosstermBackend;

/// Whether the terminal is ours right now. A panic or a signal may come on any thread, and only one may give it back.
static TAKEN: AtomicBool = AtomicBool::new(false);

/// Bytes of a whole frame, that it may leave in one piece.
const FRAME: usize = 1 << 16;

pub type Screen = Terminal<CrosstermBackend<BufWriter<Stdout>>>;

/// The terminal is ours while this lives.
pub struct Taken(());

impl Drop for Taken {
    fn drop(&mut self) {
        give_back();
    }
}

/// Takes the terminal for as long as [`Taken`] lives.
pub fn take(mouse: bool) -> io::Result<(Screen, Taken)> {
    let taken = Taken(());
    Ok((retake(mouse)?, taken))
}

/// Raw, on its other screen, with paste (and mouse) told apart from keys.
pub fn retake(mouse: bool) -> io::Result<Screen> {
    enable_raw_mode()?;
    TAKEN.store(true, Ordering::SeqCst);
    let mut out = io::stdout();
    execute!(out, EnterAlternateScreen, EnableBracketedPaste)?;
    if mouse {
        execute!(out, EnableMouseCapture)?;
    }
    screen()
}

/// The next frame is drawn whole. (The library's own `clear` asks the terminal where its cursor is, and the input
/// thread would swallow the answer.)
pub fn wipe(screen: &mut Screen) -> io::Result<()> {
    execute!(io::stdout(), Clear(ClearType::All))?;
    *screen = self::screen()?;
    Ok(())
}

fn screen() -> io::Result<Screen> {
    Terminal::new(CrosstermBackend::new(BufWriter::with_capacity(FRAME, io::stdout())))
}

/// Gives the terminal back as it was; doing it twice is harmless.
pub fn give_back() {
    if !TAKEN.swap(false, Ordering::SeqCst) {
        return;
    }
    let mut out = io::stdout();
    // Nobody is left to tell if this fails.
    let _ = execute!(out, DisableMouseCapture, DisableBracketedPaste, LeaveAlternateScreen, cursor::Show);
    let _ = disable_raw_mode();
    let _ = out.flush();
}

/// From now on a panic of the calling thread gives the terminal back before it is reported. One of another thread says
/// nothing while the terminal is taken: whoever waits for that thread tells of it.
pub fn give_back_on_panic() {
    let report = std::panic::take_hook();
    let owner = std::thread::current().id();
    std::panic::set_hook(Box::new(move |info| {
        if std::thread::current().id() == owner {
            give_back();
        } else if TAKEN.load(Ordering::SeqCst) {
            return;
        }
        report(info);
    }));
}
