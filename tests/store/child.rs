//! A test of this very program, run as a program of its own: to be killed, or to work beside another.

use std::io::{BufRead, BufReader, Lines};
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};

/// The folder that a child works in.
pub const PLACE: &str = "DATELINE_TEST_PLACE";
/// What else it is told.
pub const TOLD: &str = "DATELINE_TEST_TOLD";

/// What a child was told: its folder and a word; none where the test was run for itself.
pub fn told() -> Option<(String, String)> {
    Some((std::env::var(PLACE).ok()?, std::env::var(TOLD).ok()?))
}

/// The command that runs one ignored test in `dir`.
pub fn command(test: &str, dir: &Path, told: &str) -> Command {
    let mut command = Command::new(std::env::current_exe().unwrap());
    command.args(["--exact", test, "--ignored", "--nocapture"]);
    command.env(PLACE, dir).env(TOLD, told).stdin(Stdio::null());
    command
}

/// The same under way, and the lines it says.
pub fn start(test: &str, dir: &Path, told: &str) -> (Child, Lines<BufReader<ChildStdout>>) {
    let mut child = command(test, dir, told).stdout(Stdio::piped()).spawn().unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    (child, lines)
}

/// Says what it has been promised, at once.
#[expect(clippy::print_stdout, reason = "how a child tells the test that started it")]
pub fn say(line: &str) {
    println!("{line}");
}
