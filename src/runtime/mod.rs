//! The running reader. (Stand-in: the real one replaces this file; `columns` is new and belongs into it.)

use std::path::PathBuf;

use crate::config::{Config, Theme};
use crate::format::Format;
use crate::keymap::Keymap;

/// What to open and how.
#[derive(Debug)]
pub struct ReadOptions {
    pub what: What,
    pub config: Config,
    pub theme: Theme,
    pub keymap: Keymap,
    /// What is wrong with the settings, in one line.
    pub fault: Option<String>,
    pub mouse: bool,
}

#[derive(Debug, Clone)]
pub enum What {
    /// The user's own library.
    Library(PathBuf),
    /// The sample library, made and up to date.
    Sample(PathBuf),
    /// Files, folders and `-`, read without being kept.
    Given { paths: Vec<PathBuf>, format: Option<&'static Format> },
}

/// Runs the reader until it is quit.
pub fn read(_options: ReadOptions) -> anyhow::Result<()> {
    anyhow::bail!("the reader itself is not in this build")
}

/// Columns of the terminal, where there is one.
pub fn columns() -> Option<usize> {
    crossterm::terminal::size().ok().map(|(columns, _)| usize::from(columns))
}
