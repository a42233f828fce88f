//! The real program in a real terminal: keys in, screen out.
#![cfg(unix)]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::fs;
use std::path::Path;

use common::terminal::{Launch, PATIENCE, Terminal};

fn reader(home: &Path, args: &[&str], columns: u16, rows: u16) -> Terminal {
    Terminal::spawn(&Launch {
        program: Path::new(env!("CARGO_BIN_EXE_dateline")),
        args,
        home,
        env: &[("TZ", "UTC")],
        columns,
        rows,
    })
}

#[test]
fn a_first_run_in_an_empty_home_opens_on_the_sample() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = reader(home.path(), &[], 80, 24);
    terminal.wait_for("sample library", PATIENCE);
    terminal.wait_for("dateline FILE reads yours", PATIENCE);
    terminal.wait_for("import FILE keeps it", PATIENCE);
    terminal.wait_for("F a adds a feed", PATIENCE);
    terminal.wait_for("1 of ", PATIENCE);
    terminal.keys("q");
    assert!(terminal.exit_status(PATIENCE).success());
}

#[test]
fn marks_made_in_the_sample_are_there_the_next_time() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = reader(home.path(), &[], 100, 30);
    terminal.wait_for("1 of ", PATIENCE);
    terminal.keys("jb");
    terminal.wait_for("bookmarked", PATIENCE);
    // No time to write anything at exit.
    let id = terminal.process_id().to_string();
    assert!(std::process::Command::new("kill").args(["-9", &id]).status().unwrap().success());
    let mut terminal = reader(home.path(), &[], 100, 30);
    terminal.wait_for("1 of ", PATIENCE);
    terminal.keys("B");
    terminal.wait_for("1 story", PATIENCE);
    terminal.wait_for("★", PATIENCE);
}

#[test]
fn a_search_narrows_the_list_as_it_is_typed() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = reader(home.path(), &[common::wire_dir().to_str().unwrap()], 120, 30);
    terminal.wait_for("6 stories", PATIENCE);
    terminal.keys("/pomegr");
    terminal.wait_for("pomegr…", PATIENCE);
    terminal.wait_for("1 story", PATIENCE);
    terminal.keys("<Esc>");
    terminal.wait_for("6 stories", PATIENCE);
    terminal.keys("<C-c>");
    assert!(terminal.exit_status(PATIENCE).success());
}

#[test]
fn quotations_stand_out_from_the_text_around_them() {
    let home = tempfile::tempdir().unwrap();
    let file = common::wire_dir().join("2-ferry.txt");
    let mut terminal = reader(home.path(), &[file.to_str().unwrap()], 120, 30);
    terminal.wait_for("We carry 120 cars", PATIENCE);
    let (row, column) = terminal.find("We carry 120 cars").unwrap();
    let quote = terminal.cell(row, column).fgcolor();
    let (row, column) = terminal.find("The company offered").unwrap();
    assert_ne!(quote, terminal.cell(row, column).fgcolor());
}

#[test]
fn a_lone_esc_goes_back_and_an_arrow_in_pieces_stays_an_arrow() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = reader(home.path(), &[common::wire_dir().to_str().unwrap()], 80, 24);
    terminal.wait_for("1 of 6", PATIENCE);
    terminal.wait_for("not kept", PATIENCE);
    terminal.send(b"\x1b");
    terminal.send(b"[");
    terminal.send(b"B");
    terminal.wait_for("2 of 6", PATIENCE);
    terminal.keys("<Enter>");
    terminal.wait_for("Esc back", PATIENCE);
    terminal.keys("<Esc>");
    terminal.wait_gone("Esc back", PATIENCE);
    terminal.wait_for("2 of 6", PATIENCE);
}

#[test]
fn what_is_piped_in_is_read_and_keys_still_come_from_the_terminal() {
    let home = tempfile::tempdir().unwrap();
    let file = common::wire_dir().join("3-library.txt");
    let script = format!("{} - < {}", env!("CARGO_BIN_EXE_dateline"), file.display());
    let mut terminal = Terminal::spawn(&Launch {
        program: Path::new("sh"),
        args: &["-c", &script],
        home: home.path(),
        env: &[],
        columns: 100,
        rows: 24,
    });
    terminal.wait_for("standard input", PATIENCE);
    terminal.wait_for("A branch library", PATIENCE);
    // A single story is opened at once: back, and out.
    terminal.wait_for("Esc back", PATIENCE);
    terminal.keys("qq");
    assert!(terminal.exit_status(PATIENCE).success());
}

#[test]
fn the_terminal_is_given_back_on_a_signal() {
    for signal in ["-TERM", "-HUP"] {
        let home = tempfile::tempdir().unwrap();
        let script = format!(
            "{} {}; echo \"back with $?\"; stty -a | grep -o '[-]*icanon'; read x",
            env!("CARGO_BIN_EXE_dateline"),
            common::wire_dir().display()
        );
        let mut terminal = Terminal::spawn(&Launch {
            program: Path::new("sh"),
            args: &["-c", &script],
            home: home.path(),
            env: &[],
            columns: 100,
            rows: 24,
        });
        terminal.wait_for("1 of 6", PATIENCE);
        let parent = terminal.process_id().to_string();
        let status = std::process::Command::new("pkill").args([signal, "-P", &parent]).status().unwrap();
        assert!(status.success());
        terminal.wait_for("back with 0", PATIENCE);
        terminal.wait_until("a terminal as it was", PATIENCE, |screen| {
            let text = screen.contents();
            text.contains("icanon") && !text.contains("-icanon")
        });
    }
}

#[test]
fn a_tiny_window_says_so_and_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = reader(home.path(), &[common::wire_dir().to_str().unwrap()], 120, 30);
    terminal.wait_for("1 of 6", PATIENCE);
    terminal.resize(36, 8);
    terminal.wait_for("too small", PATIENCE);
    terminal.resize(120, 30);
    terminal.wait_for("1 of 6", PATIENCE);
}

#[test]
fn an_import_from_outside_shows_up_when_asked_for() {
    let home = tempfile::tempdir().unwrap();
    let library = home.path().join("library");
    let run = |args: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.env("HOME", home.path()).arg("--library").arg(&library).args(args).output().unwrap()
    };
    let first = common::wire_dir().join("1-orchard.txt");
    assert!(run(&["import", first.to_str().unwrap()]).status.success());
    let mut terminal = reader(home.path(), &["--library", library.to_str().unwrap()], 120, 30);
    terminal.wait_for("1 of 1", PATIENCE);
    let more = run(&["import", common::wire_dir().to_str().unwrap()]);
    assert!(String::from_utf8_lossy(&more.stdout).contains("imported 5 · already had 1"), "{more:?}");
    terminal.wait_for("5 new: press . to show", PATIENCE);
    terminal.keys(".");
    terminal.wait_for("1 of 6", PATIENCE);
}

#[test]
fn an_import_before_reading_says_what_came_of_it() {
    let home = tempfile::tempdir().unwrap();
    let wires = common::wire_dir();
    let args = ["--library", "library", "--import", wires.to_str().unwrap()];
    let mut terminal = reader(home.path(), &args, 120, 30);
    terminal.wait_for("1 of 6", PATIENCE);
    terminal.keys("q");
    terminal.wait_for("imported 6", PATIENCE);
    assert!(terminal.exit_status(PATIENCE).success());
}

#[test]
fn an_import_that_is_interrupted_does_not_open_the_reader() {
    let home = tempfile::tempdir().unwrap();
    let pipe = home.path().join("pipe.jsonl");
    assert!(std::process::Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    let mut terminal = reader(home.path(), &["--import", pipe.to_str().unwrap()], 120, 30);
    // Opens when the import does, and stays open: the import waits for more.
    let open = fs::OpenOptions::new().write(true).open(&pipe).unwrap();
    terminal.keys("<C-c>");
    terminal.wait_for("interrupted: run it again to go on", PATIENCE);
    assert_eq!(terminal.exit_status(PATIENCE).exit_code(), 2);
    drop(open);
}

#[test]
fn a_faulty_setting_is_told_and_the_reader_opens() {
    let home = tempfile::tempdir().unwrap();
    let config = home.path().join("config.toml");
    fs::write(&config, "[reader]\nthem = \"light\"\n").unwrap();
    let mut terminal = reader(home.path(), &["--config", config.to_str().unwrap()], 120, 30);
    terminal.wait_for("config.toml:2", PATIENCE);
    terminal.wait_for("theme", PATIENCE);
    terminal.keys("j");
    terminal.wait_for("2 of ", PATIENCE);
}

#[test]
fn a_mark_made_just_before_quitting_is_kept_and_nothing_is_left_lying_about() {
    let home = tempfile::tempdir().unwrap();
    let temporary = home.path().join("tmp");
    fs::create_dir(&temporary).unwrap();
    let library = home.path().join("library");
    let wire = common::wire_dir();
    let arguments = |more: &[&str]| {
        let mut command = std::process::Command::new(env!("CARGO_BIN_EXE_dateline"));
        command.env("HOME", home.path()).arg("--library").arg(&library).args(more).output().unwrap()
    };
    assert!(arguments(&["import", wire.to_str().unwrap()]).status.success());
    let mut terminal = reader(home.path(), &["--library", library.to_str().unwrap()], 100, 24);
    terminal.wait_for("1 of 6", PATIENCE);
    terminal.keys("jjbq");
    assert!(terminal.exit_status(PATIENCE).success());
    let kept = arguments(&["bookmarks"]);
    assert_eq!(String::from_utf8_lossy(&kept.stdout).lines().count(), 1);

    let mut terminal = Terminal::spawn(&Launch {
        program: Path::new(env!("CARGO_BIN_EXE_dateline")),
        args: &[wire.to_str().unwrap()],
        home: home.path(),
        env: &[("TMPDIR", temporary.to_str().unwrap())],
        columns: 100,
        rows: 24,
    });
    terminal.wait_for("1 of 6", PATIENCE);
    terminal.keys("q");
    assert!(terminal.exit_status(PATIENCE).success());
    assert_eq!(fs::read_dir(&temporary).unwrap().count(), 0);
}

#[test]
fn ctrl_z_gives_the_terminal_to_the_shell_and_fg_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let mut terminal = Terminal::spawn(&Launch {
        program: Path::new("bash"),
        args: &["--norc", "--noprofile", "-i"],
        home: home.path(),
        env: &[("PS1", "shell> ")],
        columns: 100,
        rows: 24,
    });
    terminal.wait_for("shell>", PATIENCE);
    let command = format!("{} {}", env!("CARGO_BIN_EXE_dateline"), common::wire_dir().display());
    terminal.keys(&command);
    terminal.keys("<Enter>");
    terminal.wait_for("1 of 6", PATIENCE);
    terminal.wait_for("not kept", PATIENCE);
    terminal.keys("j<C-z>");
    terminal.wait_for("Stopped", PATIENCE);
    terminal.keys("fg<Enter>");
    terminal.wait_for("2 of 6", PATIENCE);
    terminal.keys("<C-l>j");
    terminal.wait_for("3 of 6", PATIENCE);
    terminal.keys("q");
    terminal.wait_gone("3 of 6", PATIENCE);
}

#[test]
fn an_older_library_says_that_it_could_be_read_better_and_is_read_while_one_reads_on() {
    let home = tempfile::tempdir().unwrap();
    let dir = home.path().join("lib");
    let mut library = dateline::store::Library::open(&dir).unwrap();
    library.add(&common::wire()).unwrap();
    drop(library);
    let db = rusqlite::Connection::open(dir.join("library.db")).unwrap();
    db.execute_batch("UPDATE story SET rules = 1, headline = 'as read long ago'").unwrap();
    let mut terminal = reader(home.path(), &["--library", "lib"], 120, 30);
    terminal.wait_for("as read long ago", PATIENCE);
    terminal.wait_for("newer rules can read this library better · :reparse", PATIENCE);
    terminal.keys("j:reparse<Enter>");
    terminal.wait_for("parsed again 6 stories", PATIENCE);
    terminal.wait_gone("as read long ago", PATIENCE);
    terminal.wait_for("2 of 6", PATIENCE);
    terminal.keys("k");
    terminal.wait_gone("parsed again", PATIENCE);
    terminal.wait_gone("newer rules", PATIENCE);
}

#[test]
fn what_is_imported_while_one_reads_is_found_at_once() {
    let home = tempfile::tempdir().unwrap();
    let mut library = dateline::store::Library::open(&home.path().join("lib")).unwrap();
    library.add(&common::wire()).unwrap();
    drop(library);
    fs::write(home.path().join("new.txt"), " date 2025-06-29 OSLO, June 29 (Meridian) - A zeppelin came.")
        .unwrap();
    let mut terminal = reader(home.path(), &["--library", "lib"], 120, 30);
    terminal.wait_for("1 of 6", PATIENCE);
    terminal.keys(":import new.txt<Enter>");
    terminal.wait_for("imported 1", PATIENCE);
    terminal.keys("/zeppelin<Enter>");
    terminal.wait_for("1 story", PATIENCE);
    terminal.wait_for("A zeppelin came", PATIENCE);
}
