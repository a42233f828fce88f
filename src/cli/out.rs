//! Standard output and standard error: buffered, never a panic; a closed pipe is success.

use std::fmt::Display;
use std::io::{self, BufWriter, ErrorKind, IsTerminal, StdoutLock, Write};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::sanitize;

/// Standard output, locked and buffered; flush it before the end.
pub fn stdout() -> BufWriter<StdoutLock<'static>> {
    BufWriter::with_capacity(64 * 1024, io::stdout().lock())
}

/// The line that ends a command, on standard output, where one was not told to be quiet.
pub fn tell(line: impl Display, quiet: bool) -> io::Result<()> {
    if quiet {
        return Ok(());
    }
    let mut stdout = stdout();
    writeln!(stdout, "{line}")?;
    stdout.flush()
}

/// `dateline: …` on standard error, each line made harmless. Nobody can be told where that fails too.
pub fn complain(message: &str) {
    say(&format!("dateline: {message}"));
}

/// Lines on standard error, made harmless.
pub fn say(message: &str) {
    let mut err = io::stderr().lock();
    for line in message.lines() {
        let _ = writeln!(err, "{}", sanitize::line(line));
    }
}

/// Whether an error comes from a reader that has gone away.
pub fn is_broken_pipe(error: &anyhow::Error) -> bool {
    let broken = |cause: &(dyn std::error::Error + 'static)| {
        cause.downcast_ref::<io::Error>().is_some_and(|error| error.kind() == ErrorKind::BrokenPipe)
    };
    error.chain().any(broken)
}

/// A line on standard error that tells how far something is; nothing at all where that is no terminal.
pub fn progress(all: Option<u64>, quiet: bool) -> ProgressBar {
    if quiet || !io::stderr().is_terminal() {
        return ProgressBar::with_draw_target(all, ProgressDrawTarget::hidden());
    }
    let template = match all {
        Some(_) => "{bar:40} {human_pos} of {human_len} {msg} · {eta} left",
        None => "{spinner} {human_pos} {msg} · {per_sec}",
    };
    let bar = ProgressBar::with_draw_target(all, ProgressDrawTarget::stderr());
    bar.set_style(ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar()));
    bar.set_message("stories");
    bar
}
