//! What the screen tests stand on is itself true: pictures show styles, and the terminal types, waits and reads.

mod common;

use std::path::Path;

use common::screen::picture;
use common::terminal::{Launch, PATIENCE, Terminal};
use ratatui::buffer::Buffer;
use ratatui::layout::Rect;
use ratatui::style::{Color, Modifier, Style};

#[test]
fn a_picture_shows_characters_and_under_them_their_styles() {
    let mut buffer = Buffer::empty(Rect::new(0, 0, 12, 3));
    let quote = Style::new().fg(Color::Yellow);
    buffer.set_string(0, 0, "a said", Style::new());
    buffer.set_string(7, 0, "so it", quote);
    buffer.set_string(0, 1, "北京", quote.add_modifier(Modifier::BOLD));
    buffer.set_string(5, 1, "x y", quote);
    buffer.set_style(Rect::new(0, 2, 4, 1), Style::new().bg(Color::Rgb(1, 2, 3)));
    assert_eq!(
        picture(&buffer),
        "text\na said so it\n北京 x y\n\nstyle\n       aa aa\nbbbb a a\ncccc\nlegend\na Yellow\nb Yellow bold\nc on #010203\n"
    );
}

#[test]
fn a_lost_highlight_changes_the_picture() {
    let mut buffer = Buffer::with_lines(["said"]);
    let plain = picture(&buffer);
    buffer.set_style(Rect::new(0, 0, 1, 1), Style::new().add_modifier(Modifier::UNDERLINED));
    assert_ne!(picture(&buffer), plain);
}

#[test]
fn text_takes_as_many_columns_as_we_count() {
    for text in [
        "Baku",
        "バクー",
        "ﾊﾞｸｰ",
        "e\u{301}",
        "👨\u{200d}👩\u{200d}👧",
        "🇦🇿",
        "❤\u{fe0f}",
        "한국",
        "ไทย",
        "क्षि",
    ] {
        let mut buffer = Buffer::empty(Rect::new(0, 0, 20, 1));
        let (end, _) = buffer.set_stringn(0, 0, text, 20, Style::new());
        assert_eq!(usize::from(end), dateline::width::width(text), "{text:?}");
    }
}

fn sh<'a>(script: &'a [&'a str], home: &'a Path) -> Terminal {
    Terminal::spawn(&Launch {
        program: Path::new("/bin/sh"),
        args: script,
        home,
        env: &[("GIVEN", "yes")],
        columns: 40,
        rows: 5,
    })
}

#[test]
fn a_program_gets_the_keys_that_are_typed() {
    let home = tempfile::tempdir().expect("a directory");
    let mut terminal = sh(&["-c", "stty raw -echo; echo ready; od -An -tx1 -w1 -v"], home.path());
    terminal.wait_for("ready", PATIENCE);
    terminal.resize(40, 30);
    terminal.keys("a<Esc><Up><C-c><A-x><Space><lt>é");
    terminal.wait_for("a9", PATIENCE);
    let read: Vec<String> = terminal.screen().split_whitespace().skip(1).map(str::to_owned).collect();
    assert_eq!(read.join(" "), "61 1b 1b 5b 41 03 1b 78 20 3c c3 a9");
}

#[test]
fn a_program_sees_its_home_and_nothing_of_ours() {
    let home = tempfile::tempdir().expect("a directory");
    let mut terminal =
        sh(&["-c", "echo $GIVEN $TERM ${CARGO_MANIFEST_DIR-none}; pwd; [ $HOME = $PWD ]"], home.path());
    terminal.wait_for("yes xterm-256color none", PATIENCE);
    assert!(terminal.exit_status(PATIENCE).success());
}

#[test]
fn styles_are_read_where_the_text_stands() {
    let home = tempfile::tempdir().expect("a directory");
    let mut terminal =
        sh(&["-c", "printf '\\n北京 \\033[1;33msaid\\033[0m so'; read x; exit 3"], home.path());
    terminal.wait_for("so", PATIENCE);
    assert_eq!(terminal.find("said"), Some((1, 5)));
    let cell = terminal.cell(1, 5);
    assert_eq!((cell.contents(), cell.bold(), cell.fgcolor()), ("s", true, vt100::Color::Idx(3)));
    assert!(!terminal.cell(1, 10).bold());
    terminal.keys("<Enter>");
    assert_eq!(terminal.exit_status(PATIENCE).exit_code(), 3);
}

#[test]
fn a_program_is_told_of_a_new_size_and_of_interruption() {
    let home = tempfile::tempdir().expect("a directory");
    let script =
        "trap 'stty size' WINCH; trap 'echo stopped; exit 4' INT; echo ready; while :; do read x; done";
    let mut terminal = sh(&["-c", script], home.path());
    terminal.wait_for("ready", PATIENCE);
    terminal.resize(60, 9);
    terminal.keys("<Enter>");
    terminal.wait_for("9 60", PATIENCE);
    terminal.keys("<C-c>");
    terminal.wait_for("stopped", PATIENCE);
    assert_eq!(terminal.exit_status(PATIENCE).exit_code(), 4);
}

#[test]
fn a_terminal_answers_where_its_cursor_is() {
    let home = tempfile::tempdir().expect("a directory");
    let script = "stty raw -echo; printf 'ab\\033[6n'; head -c6 | od -An -c; echo";
    let mut terminal = sh(&["-c", script], home.path());
    terminal.wait_for("1   ;   3   R", PATIENCE);
}

#[test]
#[should_panic(expected = "waited for \"never\" shown, but the screen was\nhere")]
fn waiting_in_vain_shows_the_screen() {
    let home = tempfile::tempdir().expect("a directory");
    let mut terminal = sh(&["-c", "echo here"], home.path());
    terminal.wait_for("never", PATIENCE);
}
