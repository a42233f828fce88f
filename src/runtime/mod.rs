//! The running reader. (Stand-in: the real one replaces this file; it keeps `ReadOptions` and `read`.)

use std::path::PathBuf;

use crate::format::Format;

/// What to open and how.
#[derive(Debug, Clone)]
pub struct ReadOptions {
    pub what: What,
    pub theme: Option<String>,
    /// The settings file, where one was named.
    pub config: Option<PathBuf>,
    pub mouse: bool,
}

#[derive(Debug, Clone)]
pub enum What {
    /// A library that exists.
    Library(PathBuf),
    /// The sample library, made and up to date.
    Sample(PathBuf),
    /// Files, directories and `-`, read without being imported; `keep` names the library that they are imported into.
    Given { paths: Vec<PathBuf>, format: Option<&'static Format>, keep: Option<PathBuf> },
}

/// Runs the reader until it is quit.
pub fn read(_options: ReadOptions) -> anyhow::Result<()> {
    anyhow::bail!("the reader itself is not in this build")
}
