//! The real program in a real terminal over copy that was made to steer one: imported, read in every view, and every
//! byte of what was sent read by a strict reader.
//!
//! The copy is that of `tests/hostile`, and of a folder that `HOSTILE` names; the files' names are hostile too.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::fs;
use std::path::Path;

use common::strict::{ATTACK, faults_in_run};
use common::terminal::{Launch, PATIENCE, Terminal};
use dateline::listing::NewFeed;
use dateline::store::Library;

/// Begins what goes to the clipboard.
const COPIES: &[u8] = b"\x1b]52;";

/// What no name of a file may hold, and what would make it longer than one may be.
fn name() -> String {
    ATTACK.replace(['\0', '/'], "").replace("\u{301}\u{301}\u{301}", "\u{301}")
}

/// A feed that is called as no feed should be, and failed for no better reason.
fn subscribe(library: &Path) {
    let mut library = Library::open(library).unwrap();
    for (url, title) in [(ATTACK.to_owned(), None), (format!("https://holm.example/{ATTACK}"), Some(ATTACK))]
    {
        let title = title.map(str::to_owned);
        let tags = vec![ATTACK.to_owned()];
        let id = library
            .subscribe(&NewFeed { url, own: title.clone(), title, tags, ..NewFeed::default() })
            .unwrap();
        let mut feed = library.feeds().unwrap().into_iter().find(|feed| feed.id == id).unwrap();
        (feed.errors, feed.error) = (3, Some(ATTACK.to_owned()));
        library.keep_feed(&feed).unwrap();
    }
}

/// The reader, and how many stories its list has.
struct Walk {
    terminal: Terminal,
    stories: usize,
}

impl Walk {
    /// Imports the folder, and opens.
    fn over(home: &Path, folder: &Path, columns: u16, rows: u16) -> Walk {
        subscribe(&home.join("lib"));
        let mut terminal = Terminal::spawn(&Launch {
            program: Path::new(env!("CARGO_BIN_EXE_dateline")),
            args: &["--library", "lib", "--import", folder.to_str().unwrap()],
            home,
            // Far from any desktop, text is copied through the terminal.
            env: &[("SSH_CONNECTION", "holm 1 lind 22")],
            columns,
            rows,
        });
        let counted = |text: &str| text.split_once(" 1 of ").and_then(|(_, count)| count.trim().parse().ok());
        terminal.wait_until("a list", PATIENCE, |screen| {
            screen.contents().lines().any(|line| counted(line).is_some())
        });
        let stories = terminal.screen().lines().find_map(counted).unwrap();
        Walk { terminal, stories }
    }

    /// Waits for where one is: the end of the status line.
    fn wait_at(&mut self, wanted: &str) {
        self.terminal.wait_until(&format!("{wanted:?} as the place"), PATIENCE, |screen| {
            screen.contents().lines().rev().nth(1).is_some_and(|status| status.trim_end().ends_with(wanted))
        });
    }

    /// Types, and waits until all of it was heard: what is typed into the command line last is on the screen.
    fn heard(&mut self, keys: &str) {
        self.terminal.keys(keys);
        self.terminal.keys(":heard");
        self.terminal.wait_for(" :heard", PATIENCE);
        self.terminal.keys("<Esc>");
        self.terminal.wait_gone(" :heard", PATIENCE);
    }

    /// Every story in the list, as a page, why it stands there, and copied.
    fn stories(&mut self) {
        for story in 1..=self.stories {
            let place = format!(" {story} of {}", self.stories);
            self.wait_at(&place);
            self.terminal.keys("<Enter>G");
            self.wait_at(&format!("{place} · end"));
            self.heard("g]])");
            self.terminal.keys("w");
            self.terminal.wait_for("Why it is under its countries", PATIENCE);
            self.terminal.keys("j<Esc>");
            self.terminal.wait_gone("Why it is under its countries", PATIENCE);
            self.heard("y");
            self.links();
            self.terminal.keys("<Esc>");
            self.wait_at(&place);
            self.terminal.keys("j");
        }
    }

    /// Letters over the links of a story, where it has any.
    fn links(&mut self) {
        let letters = "Esc cancel";
        self.terminal.keys("f");
        self.terminal.wait_until("letters or a word", PATIENCE, |screen| {
            let text = screen.contents();
            text.contains(letters) || text.contains("no link")
        });
        if self.terminal.screen().contains(letters) {
            self.terminal.keys("<Esc>");
            self.terminal.wait_gone(letters, PATIENCE);
        }
    }

    /// The views that stand in the place of the list.
    fn views(&mut self) {
        for (key, title) in [("S", "Who is quoted"), ("F", "Feeds")] {
            self.terminal.keys(key);
            self.terminal.wait_for(title, PATIENCE);
            self.terminal.keys("jjk<Esc>");
            self.terminal.wait_gone(title, PATIENCE);
        }
        for key in ["c", "d", "?"] {
            let list = self.terminal.screen();
            self.terminal.keys(key);
            self.terminal.wait_until("a window over the list", PATIENCE, |screen| screen.contents() != list);
            self.terminal.keys("<Esc>");
            self.heard("");
        }
    }

    /// What is typed or pasted, shown while it is and complained about after.
    fn prompts(&mut self) {
        let pasted = format!("\u{1b}[200~{ATTACK}\u{1b}[201~");
        for (prompt, told) in [
            ("/", None),
            (":nothing ", Some("no command is called nothing")),
            (":write ", Some("no export format")),
        ] {
            self.terminal.keys(prompt);
            self.terminal.send(pasted.as_bytes());
            self.terminal.keys("tail");
            self.terminal.wait_for("tail", PATIENCE);
            self.terminal.keys(if told.is_some() { "<Enter>" } else { "<Esc>" });
            if let Some(told) = told {
                self.terminal.wait_for(told, PATIENCE);
            }
            self.heard("");
        }
    }
}

/// A copy of the folder, read on a wide and on a narrow screen.
fn walk(folder: &Path) {
    for (columns, rows) in [(120, 30), (60, 20)] {
        let home = tempfile::tempdir().unwrap();
        let copy = home.path().join(name());
        fs::create_dir(&copy).unwrap();
        for file in fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()) {
            let own = file.file_name().unwrap().to_str().unwrap();
            fs::copy(&file, copy.join(name() + own)).unwrap();
        }
        let mut walk = Walk::over(home.path(), &copy, columns, rows);
        walk.stories();
        walk.views();
        walk.prompts();
        walk.terminal.keys("<Esc>q");
        assert!(walk.terminal.exit_status(PATIENCE).success());
        let stories = walk.stories;
        let sent = walk.terminal.sent();
        let copied = sent.windows(COPIES.len()).filter(|bytes| bytes == &COPIES).count();
        assert_eq!(copied, stories);
        let faults = faults_in_run(sent);
        assert!(faults.is_empty(), "{}", faults.join("\n"));
    }
}

#[test]
fn the_whole_program_sends_nothing_to_a_terminal_but_what_it_has_use_for() {
    walk(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile"));
}

/// `HOSTILE=folder` names more of such files.
#[test]
fn nor_over_the_files_that_others_made() {
    if let Some(folder) = std::env::var_os("HOSTILE") {
        walk(Path::new(&folder));
    }
}
