//! The command line: what it takes, and what each part of it does, one file a subcommand.

mod args;
mod backup;
mod complete;
mod config;
mod docs;
mod doctor;
mod export;
mod extract;
mod feed;
mod feeds;
mod fetch;
mod import;
mod keys;
mod library;
mod list;
mod opml;
mod out;
mod parse;
mod prune;
mod quotes;
mod read;
mod rebuild;
mod reparse;
mod restore;
mod setup;
mod show;
mod speakers;
mod stats;
mod stop;

use std::io;
use std::process::ExitCode;

use clap::Parser;

pub use args::{Args, Command};
pub use docs::pages;

/// How a run ended; what is no ending is an error.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ending {
    Done,
    /// Nothing matched, or something was not understood where that is to be told.
    Nothing,
    /// Stopped before its end, and said so.
    Stopped,
}

/// Takes the arguments of the process and runs: 0 done, 1 nothing matched, 2 failed.
pub fn main() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(error) => {
            // A fault repeats the arguments as they are, and somebody else may have named the files among them.
            let repeated =
                error.use_stderr() && std::env::args_os().any(|arg| !is_clean(&arg.to_string_lossy()));
            if repeated {
                out::say(&error.to_string());
            } else {
                // Help goes to standard output, faults to standard error; a closed pipe is no fault of ours.
                let _ = error.print();
            }
            return ExitCode::from(if error.use_stderr() { 2 } else { 0 });
        }
    };
    match run(args) {
        Ok(Ending::Done) => ExitCode::SUCCESS,
        Ok(Ending::Nothing) => ExitCode::from(1),
        Ok(Ending::Stopped) => ExitCode::from(2),
        Err(error) if out::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            out::complain(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}

fn is_clean(text: &str) -> bool {
    crate::sanitize::line(text) == text
}

fn run(args: Args) -> anyhow::Result<Ending> {
    let Args { reading, which, command } = args;
    if let (Some(command), Some(file)) = (&command, reading.files.first()) {
        anyhow::bail!(
            "`{}` stands before `{}`: give files behind the subcommand, or write ./{} to open a file of that name",
            file.display(),
            command.name(),
            command.name()
        );
    }
    match command {
        None => read::run(reading, &which),
        Some(Command::Import(args)) => import::run(args, &which),
        Some(Command::List(args)) => list::run(&args, &which),
        Some(Command::Bookmarks(args)) => list::bookmarks(&args, &which),
        Some(Command::Quotes(args)) => quotes::run(&args, &which),
        Some(Command::Speakers(args)) => speakers::run(&args, &which),
        Some(Command::Show(args)) => show::run(&args, &which),
        Some(Command::Parse(args)) => parse::run(&args),
        Some(Command::Add(args)) => feeds::add(args, &which),
        Some(Command::Feeds(args)) => feeds::list(&args, &which),
        Some(Command::Remove(args)) => feeds::remove(&args, &which),
        Some(Command::Rename(args)) => feeds::rename(&args, &which),
        Some(Command::Tag(args)) => feeds::tag(&args, &which),
        Some(Command::FullText(args)) => feeds::full_text(&args, &which),
        Some(Command::ExtractArticle) => extract::run(),
        Some(Command::Fetch(args)) => fetch::run(&args, &which),
        Some(Command::Opml(args)) => opml::run(&args, &which),
        Some(Command::Feed(args)) => feed::run(&args),
        Some(Command::Export(args)) => export::run(&args, &which),
        Some(Command::Prune(args)) => prune::run(&args, &which),
        Some(Command::Stats) => stats::run(&which),
        Some(Command::Rebuild) => rebuild::run(&which),
        Some(Command::Reparse(args)) => reparse::run(&args, &which),
        Some(Command::Doctor(args)) => doctor::run(&args, &which),
        Some(Command::Backup(args)) => backup::run(&args, &which),
        Some(Command::Restore(args)) => restore::run(&args, &which),
        Some(Command::Keys) => keys::run(&which),
        Some(Command::Config) => config::run(&reading, &which),
        Some(Command::Completions(args)) => complete::run(&args),
        Some(Command::Docs(args)) => docs::run(&args),
    }
}

/// Today by this machine's clock, which relative dates in queries go by.
fn today() -> chrono::NaiveDate {
    chrono::Local::now().date_naive()
}

/// Seconds since 1970 by this machine's clock.
fn now() -> i64 {
    chrono::Utc::now().timestamp()
}

/// Whether standard output is a terminal.
fn on_terminal() -> bool {
    io::IsTerminal::is_terminal(&io::stdout())
}

/// Columns of the terminal; a pseudo-terminal that nobody gave a size says nought.
fn columns() -> Option<usize> {
    crate::runtime::columns().filter(|columns| *columns > 0)
}
