//! A program run in a real pseudo-terminal: keys go in, and what a terminal would show comes out.

use std::io::{Read, Write};
use std::num::NonZeroU16;
use std::path::Path;
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::time::{Duration, Instant};

use portable_pty::{Child, CommandBuilder, ExitStatus, MasterPty, PtySize, native_pty_system};
use vt100::{Callbacks, Cell, Parser, Screen};

/// Long enough for a busy machine; a test waits this long only to fail.
pub const PATIENCE: Duration = Duration::from_secs(30);

/// What to run. Of the environment the program sees only what is named here: `home`, the directories under it, a
/// terminal of all colours, and `env`.
#[derive(Debug, Clone, Copy)]
pub struct Launch<'a> {
    pub program: &'a Path,
    pub args: &'a [&'a str],
    pub home: &'a Path,
    pub env: &'a [(&'a str, &'a str)],
    pub columns: u16,
    pub rows: u16,
}

/// A running program and the screen it draws on. It is killed when this is dropped.
pub struct Terminal {
    parser: Parser<Answers>,
    sent: Vec<u8>,
    output: Receiver<Vec<u8>>,
    input: Box<dyn Write + Send>,
    master: Box<dyn MasterPty + Send>,
    child: Box<dyn Child + Send + Sync>,
}

/// What a terminal says back, and what was put on its clipboard.
#[derive(Default)]
struct Answers {
    pending: Vec<u8>,
    clipboard: Option<String>,
}

impl Callbacks for Answers {
    fn copy_to_clipboard(&mut self, _: &mut Screen, _: &[u8], data: &[u8]) {
        self.clipboard = Some(String::from_utf8_lossy(data).into_owned());
    }

    fn unhandled_csi(
        &mut self,
        screen: &mut Screen,
        i1: Option<u8>,
        _: Option<u8>,
        params: &[&[u16]],
        c: char,
    ) {
        let (row, column) = screen.cursor_position();
        match (i1, params, c) {
            (None, [[6], ..], 'n') => {
                self.pending.extend(format!("\x1b[{};{}R", row + 1, column + 1).bytes());
            }
            (None, _, 'c') => self.pending.extend(b"\x1b[?62;22c"),
            _ => {}
        }
    }
}

impl Terminal {
    pub fn spawn(launch: &Launch<'_>) -> Terminal {
        let size = size(launch.columns, launch.rows);
        let pair = native_pty_system().openpty(size).expect("a pseudo-terminal");
        let child = pair.slave.spawn_command(command(launch)).expect("the program starts");
        // While we held the slave side the output would never end.
        drop(pair.slave);
        let mut reader = pair.master.try_clone_reader().expect("the terminal's output");
        let (sender, output) = channel();
        std::thread::spawn(move || {
            let mut bytes = [0; 8192];
            while let Ok(count @ 1..) = reader.read(&mut bytes) {
                if sender.send(bytes[..count].to_vec()).is_err() {
                    break;
                }
            }
        });
        let (rows, columns) = (nonzero(size.rows), nonzero(size.cols));
        Terminal {
            parser: Parser::new_with_callbacks(rows, columns, 0, Answers::default()),
            sent: Vec::new(),
            output,
            input: pair.master.take_writer().expect("the terminal's input"),
            master: pair.master,
            child,
        }
    }

    /// Types: characters as they are, others by name: `<Enter>` `<Esc>` `<Tab>` `<S-Tab>` `<Space>` `<BS>` `<Del>`
    /// `<Up>` `<Down>` `<Left>` `<Right>` `<Home>` `<End>` `<PgUp>` `<PgDn>` `<F1>`…`<F4>` `<C-x>` `<A-x>` `<lt>`.
    pub fn keys(&mut self, keys: &str) {
        self.send(&bytes_of(keys));
    }

    /// Sends bytes as they are, a paste or a mouse report for one. A program that is gone takes none.
    pub fn send(&mut self, bytes: &[u8]) {
        let _ = self.input.write_all(bytes).and_then(|()| self.input.flush());
    }

    /// Reads until the screen shows `text`; fails with the screen as it was when the time is over.
    pub fn wait_for(&mut self, text: &str, patience: Duration) {
        self.wait_until(&format!("{text:?} shown"), patience, |screen| screen.contents().contains(text));
    }

    /// Reads until the screen no longer shows `text`.
    pub fn wait_gone(&mut self, text: &str, patience: Duration) {
        self.wait_until(&format!("{text:?} gone"), patience, |screen| !screen.contents().contains(text));
    }

    /// Reads until `done` holds of the screen; `what` says what was waited for.
    pub fn wait_until(&mut self, what: &str, patience: Duration, done: impl Fn(&Screen) -> bool) {
        let deadline = Instant::now() + patience;
        self.take_output();
        while !done(self.parser.screen()) {
            let more = self.read_until(deadline);
            assert!(more, "waited for {what}, but the screen was\n{}", self.parser.screen().contents());
        }
    }

    /// Reads until nothing has come for a while: for pictures, which wait for no text of their own.
    pub fn settle(&mut self, quiet: Duration) {
        while self.read_until(Instant::now() + quiet) {}
    }

    /// The same; answers when the last output came, or this was called.
    pub fn last_output(&mut self, quiet: Duration) -> Instant {
        let mut last = Instant::now();
        while self.read_until(Instant::now() + quiet) {
            last = Instant::now();
        }
        last
    }

    /// The text of the screen now, without the blanks at the ends of its lines.
    pub fn screen(&mut self) -> String {
        self.take_output();
        self.parser.screen().contents()
    }

    /// A cell of the screen, its text and style; row and column count from 0.
    pub fn cell(&mut self, row: u16, column: u16) -> Cell {
        self.take_output();
        self.parser.screen().cell(row, column).cloned().expect("a cell on the screen")
    }

    /// Row and column where `text` stands first on the screen, for looking at its style.
    pub fn find(&mut self, text: &str) -> Option<(u16, u16)> {
        self.take_output();
        let screen = self.parser.screen();
        let (rows, columns) = screen.size();
        (0..rows.get()).find_map(|row| {
            let mut line = String::new();
            let mut starts = Vec::new();
            for column in 0..columns.get() {
                let Some(cell) = screen.cell(row, column).filter(|cell| !cell.is_wide_continuation()) else {
                    continue;
                };
                starts.push((line.len(), column));
                line.push_str(if cell.has_contents() { cell.contents() } else { " " });
            }
            let at = line.find(text)?;
            starts.iter().rev().find(|(start, _)| *start <= at).map(|&(_, column)| (row, column))
        })
    }

    /// Every byte that the program has sent.
    pub fn sent(&mut self) -> &[u8] {
        self.take_output();
        &self.sent
    }

    /// What the program put on the clipboard last (OSC 52), in base64 as it was sent.
    pub fn clipboard(&mut self) -> Option<String> {
        self.take_output();
        self.parser.callbacks().clipboard.clone()
    }

    pub fn resize(&mut self, columns: u16, rows: u16) {
        self.take_output();
        let size = size(columns, rows);
        self.parser.set_size(nonzero(size.rows), nonzero(size.cols));
        self.master.resize(size).expect("a terminal can be resized");
    }

    /// For signals.
    pub fn process_id(&self) -> u32 {
        self.child.process_id().expect("a started program has an id")
    }

    /// Reads until the program has ended.
    pub fn exit_status(&mut self, patience: Duration) -> ExitStatus {
        let deadline = Instant::now() + patience;
        while self.read_until(deadline) {}
        assert!(Instant::now() < deadline, "still running:\n{}", self.parser.screen().contents());
        self.child.wait().expect("a child of ours")
    }

    fn take_output(&mut self) {
        while let Ok(bytes) = self.output.try_recv() {
            self.show(&bytes);
        }
    }

    /// Waits for output and shows it; false where none came in time or none will come.
    fn read_until(&mut self, deadline: Instant) -> bool {
        match self.output.recv_timeout(deadline.saturating_duration_since(Instant::now())) {
            Ok(bytes) => {
                self.show(&bytes);
                true
            }
            Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => false,
        }
    }

    fn show(&mut self, bytes: &[u8]) {
        self.sent.extend(bytes);
        self.parser.process(bytes);
        let answers = std::mem::take(&mut self.parser.callbacks_mut().pending);
        if !answers.is_empty() {
            self.send(&answers);
        }
    }
}

impl Drop for Terminal {
    fn drop(&mut self) {
        // It may have ended by itself, which is as good.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn command(launch: &Launch<'_>) -> CommandBuilder {
    let mut command = CommandBuilder::new(launch.program);
    command.env_clear();
    command.env("PATH", "/usr/bin:/bin");
    command.env("HOME", launch.home);
    for (name, under) in [
        ("XDG_CONFIG_HOME", ".config"),
        ("XDG_DATA_HOME", ".local/share"),
        ("XDG_STATE_HOME", ".local/state"),
        ("XDG_CACHE_HOME", ".cache"),
    ] {
        command.env(name, launch.home.join(under));
    }
    for (name, value) in
        [("TERM", "xterm-256color"), ("COLORTERM", "truecolor"), ("LANG", "C.UTF-8"), ("TZ", "UTC")]
    {
        command.env(name, value);
    }
    for (name, value) in launch.env {
        command.env(name, value);
    }
    command.cwd(launch.home);
    command.args(launch.args);
    command
}

fn size(columns: u16, rows: u16) -> PtySize {
    PtySize { rows: rows.max(1), cols: columns.max(1), pixel_width: 0, pixel_height: 0 }
}

fn nonzero(count: u16) -> NonZeroU16 {
    NonZeroU16::new(count).unwrap_or(NonZeroU16::MIN)
}

fn bytes_of(keys: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut rest = keys;
    while let Some(open) = rest.find('<') {
        bytes.extend(rest[..open].bytes());
        let Some(close) = rest[open..].find('>') else { break };
        bytes.extend(named(&rest[open + 1..open + close]));
        rest = &rest[open + close + 1..];
    }
    bytes.extend(rest.bytes());
    bytes
}

/// The bytes an xterm sends.
fn named(name: &str) -> Vec<u8> {
    let sent = match name {
        "Enter" => "\r",
        "Esc" => "\x1b",
        "Tab" => "\t",
        "S-Tab" => "\x1b[Z",
        "Space" => " ",
        "BS" => "\x7f",
        "Del" => "\x1b[3~",
        "Up" => "\x1b[A",
        "Down" => "\x1b[B",
        "Right" => "\x1b[C",
        "Left" => "\x1b[D",
        "Home" => "\x1b[H",
        "End" => "\x1b[F",
        "PgUp" => "\x1b[5~",
        "PgDn" => "\x1b[6~",
        "F1" => "\x1bOP",
        "F2" => "\x1bOQ",
        "F3" => "\x1bOR",
        "F4" => "\x1bOS",
        "lt" => "<",
        _ => return held(name),
    };
    sent.into()
}

fn held(name: &str) -> Vec<u8> {
    match name.as_bytes() {
        [b'C', b'-', key @ (b'a'..=b'z' | b'@'..=b'_')] => vec![key & 0x1f],
        [b'A', b'-', key] => vec![0x1b, *key],
        _ => panic!("no key is named <{name}>"),
    }
}
