//! The real binary in a home of its own.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// `dateline` with these arguments, in an empty environment but for `home`.
pub fn dateline(home: &Path, args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_dateline"));
    command.args(args).current_dir(home).env_clear().env("HOME", home).stdin(Stdio::null());
    command
}

/// Runs it with `input` on standard input: (exit code, standard output, standard error).
pub fn run(home: &Path, args: &[&str], input: &[u8]) -> (i32, String, String) {
    let mut child = dateline(home, args)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the binary starts");
    let mut stdin = child.stdin.take().expect("standard input is piped");
    let input = input.to_owned();
    // A program that ends early does not read to the end; that is its business.
    let feeding = std::thread::spawn(move || drop(stdin.write_all(&input)));
    let Output { status, stdout, stderr } = child.wait_with_output().expect("the binary ends");
    feeding.join().expect("feeding does not panic");
    let text = |bytes| String::from_utf8(bytes).expect("the output is UTF-8");
    (status.code().expect("no signal ended it"), text(stdout), text(stderr))
}
