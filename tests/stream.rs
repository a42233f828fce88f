//! The bytes that go to a real terminal while hostile copy is read: drawn by the reader's own drawing through the real
//! backend into a buffer, and every one of them accounted for. What is copied to the clipboard is looked at too.
//!
//! The copy is that of `tests/hostile`, and of a folder that `HOSTILE` names.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::cell::RefCell;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::rc::Rc;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use common::reader::Reader;
use common::strict::{ATTACK, Sender, faults_in_run, faults_in_stream, faults_in_text};
use dateline::app::{Effect, Msg, Shelf};
use dateline::import::Import;
use dateline::store::Library;
use dateline::ui;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};

#[derive(Clone, Default)]
struct Sent(Rc<RefCell<Vec<u8>>>);

impl Write for Sent {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.borrow_mut().extend(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The reader, drawn after every key.
struct Watched {
    reader: Reader,
    terminal: Terminal<CrosstermBackend<Sent>>,
    sent: Sent,
    faults: Vec<String>,
    copied: usize,
}

impl Watched {
    fn over(library: Library, shelf: Shelf, columns: u16, rows: u16) -> Watched {
        let sent = Sent::default();
        let options = TerminalOptions { viewport: Viewport::Fixed(Rect::new(0, 0, columns, rows)) };
        let terminal = Terminal::with_options(CrosstermBackend::new(sent.clone()), options).unwrap();
        let reader = Reader::over(library, shelf, columns, rows);
        let mut watched = Watched { reader, terminal, sent, faults: Vec::new(), copied: 0 };
        watched.draw("at the start");
        watched
    }

    fn draw(&mut self, when: &str) {
        let (app, palette) = (&self.reader.app, &self.reader.palette);
        let drawn = self.terminal.draw(|frame| ui::draw(frame, app, palette)).unwrap();
        let mut found = Vec::new();
        drawn.buffer.content().iter().for_each(|cell| faults_in_text(cell.symbol(), &[], &mut found));
        let sent = String::from_utf8(self.sent.0.take()).expect("text and sequences in UTF-8");
        found.extend(faults_in_stream(&sent, Sender::Drawing));
        self.faults.extend(found.into_iter().map(|fault| format!("{when}: {fault}")));
    }

    fn keys(&mut self, keys: &str) {
        for key in keys.split(' ') {
            self.reader.keys(key);
            self.draw(key);
        }
    }

    fn tell(&mut self, msg: Msg) {
        let when = format!("{msg:?}").chars().take(20).collect::<String>();
        self.reader.tell(msg);
        self.draw(&when);
    }

    /// Presses a key whose effect leaves the program.
    fn leave(&mut self, key: &str) {
        for effect in self.reader.app.update(Msg::Key(key.parse().unwrap())) {
            // Links are checked where they leave (runtime::outside).
            let Effect::Copy { text, .. } = effect else { continue };
            self.copied += 1;
            let mut found = Vec::new();
            faults_in_text(&text, &['\n'], &mut found);
            self.faults.extend(found.into_iter().map(|fault| format!("left by {key}: {fault}")));
        }
        self.draw(key);
    }

    /// Every story in list, story, why and quotations.
    fn stories(&mut self, stories: usize) {
        for story in 0..stories {
            self.keys("g");
            (0..story).for_each(|_| self.keys("j"));
            for way in ["enter pgdn ) ] G", "enter ] a", "enter w j a", "b r"] {
                self.keys(way);
                self.keys("esc esc esc");
            }
            self.keys("enter");
            self.leave("y");
            self.keys("esc esc");
        }
    }

    /// The views that stand in the place of the panes, prompts, pickers, notices.
    fn rest(&mut self) {
        self.keys("S j enter j esc esc c j esc d esc ? esc s s s");
        for prompt in ["/", ":", "?", "c"] {
            self.keys(prompt);
            self.tell(Msg::Paste(ATTACK.to_owned()));
            self.keys("tab enter esc esc");
        }
        for command in ["note ", "import ", "export ", "theme ", "nothing "] {
            self.keys(":");
            self.reader.types(command);
            self.tell(Msg::Paste(ATTACK.to_owned()));
            self.keys("enter esc");
        }
        for msg in [Msg::Said(Ok(ATTACK.to_owned())), Msg::Said(Err(ATTACK.to_owned())), Msg::Arrived(37)] {
            self.tell(msg);
            self.keys("j");
        }
    }
}

/// Reads a folder on a wide and a narrow screen.
fn watch(folder: &Path) -> (Vec<String>, usize, usize) {
    let (mut faults, mut all, mut copied) = (Vec::new(), 0, 0);
    for (columns, rows) in [(120, 30), (60, 20)] {
        let mut library = Library::scratch().expect("a library in a folder of its own");
        library.open_index().expect("an index");
        let stop = Arc::new(AtomicBool::new(false));
        let import = Import { library: &mut library, format: None, stop, again: false };
        let summary = import.run(vec![folder.to_owned()], &mut |_| {}).expect("an import");
        all = summary.new as usize;
        let mut full = Watched::over(library, Shelf::Reading(ATTACK.to_owned()), columns, rows);
        full.stories(all);
        full.rest();
        copied += full.copied;
        let shelf = Shelf::Own(PathBuf::from(ATTACK));
        let mut empty = Watched::over(
            Library::scratch().expect("a library in a folder of its own"),
            shelf,
            columns,
            rows,
        );
        empty.rest();
        faults.extend(full.faults.into_iter().chain(empty.faults));
    }
    faults.sort();
    faults.dedup();
    (faults, all, copied)
}

#[test]
fn nothing_but_our_own_drawing_reaches_the_terminal() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    let (faults, stories, copied) = watch(&folder);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    assert!(stories >= 13 && copied >= 2 * stories, "{stories} {copied}");
}

/// `HOSTILE=folder` names more of such files.
#[test]
fn nor_of_the_files_that_others_made() {
    if let Some(folder) = std::env::var_os("HOSTILE") {
        let (faults, ..) = watch(Path::new(&folder));
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn the_test_sees_what_is_not_ours() {
    let drawing = |sent: &str| faults_in_stream(sent, Sender::Drawing);
    assert!(
        drawing("\u{1b}[1;1Hnews\u{1b}[38;2;1;2;3m\u{1b}[48;5;7m\u{1b}[39m\u{1b}[?25l 👩\u{200d}⚕")
            .is_empty()
    );
    for sent in [
        "\u{1b}[31m",
        "\u{1b}[1;38;5m",
        "\u{1b}[6n",
        "\u{1b}[?2004h",
        "\u{1b}[2K",
        "\u{1b}]0;x\u{7}",
        "\u{1b}]52;c;aGVsbG8=\u{7}",
        "\u{1b}c",
        "\u{1b}",
        "\u{1b}[",
        "a\u{9b}",
        "\n",
        "\r",
        "\u{7}",
        "a\u{200d}b",
        "\u{202e}",
        "\u{200b}",
        "\u{e0041}",
        "\u{2028}",
        "a\u{fe01}",
    ] {
        assert!(!drawing(sent).is_empty(), "{sent:?}");
    }
    assert!(!drawing(&format!("e{}", "\u{301}".repeat(9))).is_empty());
}

#[test]
fn of_a_whole_run_every_part_has_sequences_of_its_own() {
    let run = |before: &str, reader: &str, after: &str| {
        faults_in_run(format!("{before}\u{1b}[?1049h{reader}\u{1b}[?1049l\u{1b}[?25h{after}").as_bytes())
    };
    let copied = "\u{1b}[?2004h\u{1b}[2J\u{1b}[3;1Hnews\u{1b}]52;c;aGVsbG8K\u{7}";
    assert!(run("\r\u{1b}[2Kimported", copied, "imported 2\r\n").is_empty());
    for (before, reader, after) in [
        ("\u{1b}[3;1H", "", ""),
        ("\u{1b}[31m", "", ""),
        ("", "\n", ""),
        ("", "\u{1b}[?1049h", ""),
        ("", "\u{1b}[6n", ""),
        ("", "\u{1b}]8;;http://holm.example\u{7}", ""),
        ("", "\u{1b}]52;c;?\u{7}", ""),
        // An ESC in what is copied.
        ("", "\u{1b}]52;c;Gw==\u{7}", ""),
        ("", "\u{1b}]52;c;aGVsbG8K", ""),
        ("", "", "\u{1b}]0;x\u{7}"),
        ("", "", "\t"),
    ] {
        assert!(!run(before, reader, after).is_empty(), "{before:?} {reader:?} {after:?}");
    }
    for sent in [&b"news"[..], b"\x1b[?1049hnews", b"\x1b[?1049h\xff\x1b[?1049l"] {
        assert!(!faults_in_run(sent).is_empty());
    }
}
