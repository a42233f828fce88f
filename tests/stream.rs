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
use dateline::app::{Effect, Msg, Shelf};
use dateline::import::Import;
use dateline::store::Library;
use dateline::ui;
use ratatui::backend::CrosstermBackend;
use ratatui::layout::Rect;
use ratatui::{Terminal, TerminalOptions, Viewport};
use unicode_normalization::char::is_combining_mark;

/// Marks on one letter that are no letter any more.
const STACKED: usize = 9;

/// All that may be tried on a terminal, in one line; with the parts that news does have, which are to stay.
const ATTACK: &str = "a\u{1b}[2Jb\u{1b}]0;title\u{7}c\u{1b}]52;c;ZXZpbA==\u{1b}\\d\u{9b}31me\u{9d}0;x\u{9c}f\u{1b}[31mg\u{1b}P+q\u{1b}\\h\
    \u{202e}i\u{2066}j\u{200b}k\u{feff}l\u{2028}m\u{2029}n\u{e0041}o\u{7f}p\u{0}q\u{8}r\rs\nt\u{85}u\u{61c}v\u{ad}w\u{200d}x\
    \u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}y\u{2060}z";

/// What is wrong with text that stands in a cell, or was copied.
fn faults_in_text(text: &str, lines: bool, faults: &mut Vec<String>) {
    let (mut before, mut marks) = (None, 0);
    for c in text.chars() {
        let steers = match c {
            '\n' => !lines,
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => true,
            // A joiner, or what chooses a variant, without a letter that has use for it.
            '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0e}' | '\u{e0100}'..='\u{e01ef}' => {
                before.is_none_or(|before: char| before.is_ascii())
            }
            _ => false,
        };
        if steers {
            faults.push(format!("{c:?} behind {before:?}"));
        }
        marks = if is_combining_mark(c) && !('\u{fe00}'..='\u{fe0f}').contains(&c) { marks + 1 } else { 0 };
        if marks == STACKED {
            faults.push("stacked marks".to_owned());
        }
        before = Some(c);
    }
}

/// Reads what was sent as a strict terminal would: text, and of all sequences those that our own drawing makes.
fn faults_in_stream(sent: &str) -> Vec<String> {
    let mut faults = Vec::new();
    let mut rest = sent;
    while let Some(at) = rest.find('\u{1b}') {
        faults_in_text(&rest[..at], false, &mut faults);
        let sequence = &rest[at + 1..];
        let inner = sequence.strip_prefix('[').unwrap_or_default();
        let end = inner.find(|c| !matches!(c, '0'..='?')).filter(|_| sequence.starts_with('['));
        let Some((parameters, last)) =
            end.and_then(|end| Some((&inner[..end], inner[end..].chars().next()?)))
        else {
            faults.push(format!("{:?}", sequence.chars().take(9).collect::<String>()));
            rest = sequence;
            continue;
        };
        if !is_ours(parameters, last) {
            faults.push(format!("CSI {parameters} {last:?}"));
        }
        rest = &inner[parameters.len() + last.len_utf8()..];
    }
    faults_in_text(rest, false, &mut faults);
    faults.sort();
    faults.dedup();
    faults
}

fn is_ours(parameters: &str, last: char) -> bool {
    match last {
        'H' => parameters.split(';').filter(|number| number.parse::<u16>().is_ok()).count() == 2,
        'm' => is_style(parameters),
        'J' => parameters == "2",
        'h' | 'l' => parameters == "?25",
        _ => false,
    }
}

/// Styles as our backend writes them: colours by number or by value, never the sixteen short ones.
fn is_style(parameters: &str) -> bool {
    let mut numbers = parameters.split(';').map(str::parse::<u16>);
    while let Some(number) = numbers.next() {
        let fine = match number {
            Ok(0..=9 | 21..=29 | 39 | 49 | 59) => true,
            Ok(38 | 48 | 58) => match numbers.next() {
                Some(Ok(5)) => numbers.next().is_some_and(|number| number.is_ok()),
                Some(Ok(2)) => numbers.by_ref().take(3).flatten().count() == 3,
                _ => false,
            },
            _ => false,
        };
        if !fine {
            return false;
        }
    }
    true
}

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
        drawn.buffer.content().iter().for_each(|cell| faults_in_text(cell.symbol(), false, &mut found));
        let sent = String::from_utf8(self.sent.0.take()).expect("text and sequences in UTF-8");
        found.extend(faults_in_stream(&sent));
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
            faults_in_text(&text, true, &mut found);
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
    assert!(
        faults_in_stream("\u{1b}[1;1Hnews\u{1b}[38;2;1;2;3m\u{1b}[48;5;7m\u{1b}[39m\u{1b}[?25l 👩\u{200d}⚕")
            .is_empty()
    );
    for sent in [
        "\u{1b}[31m",
        "\u{1b}[1;38;5m",
        "\u{1b}[6n",
        "\u{1b}[?1049h",
        "\u{1b}]0;x\u{7}",
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
        assert!(!faults_in_stream(sent).is_empty(), "{sent:?}");
    }
    assert!(!faults_in_stream(&format!("e{}", "\u{301}".repeat(9))).is_empty());
}
