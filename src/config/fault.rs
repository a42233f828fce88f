//! What is wrong in a config or theme file, with its place; a fault never keeps the reader from starting.

use std::ops::Range;
use std::path::{Path, PathBuf};

use crate::nearest;

/// Displays as `config.toml:12:3: no setting is called reader.them; did you mean reader.theme?`.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{}:{line}:{column}: {message}", .path.display())]
pub struct ConfigFault {
    pub path: PathBuf,
    /// From 1.
    pub line: usize,
    /// In characters, from 1.
    pub column: usize,
    pub message: String,
}

/// Collects the faults of one file.
pub(super) struct Faults<'a> {
    path: &'a Path,
    text: &'a str,
    found: Vec<(usize, ConfigFault)>,
}

impl<'a> Faults<'a> {
    pub fn new(path: &'a Path, text: &'a str) -> Faults<'a> {
        Faults { path, text, found: Vec::new() }
    }

    /// One fault a line is enough: what follows a broken value on its line is noise.
    pub fn add(&mut self, span: &Range<usize>, message: impl Into<String>) {
        let (line, column) = self.place(span.start);
        if self.found.iter().any(|(_, fault)| fault.line == line) {
            return;
        }
        let fault = ConfigFault { path: self.path.to_owned(), line, column, message: message.into() };
        self.found.push((span.start, fault));
    }

    /// Line and column of a byte, both from 1.
    pub fn place(&self, byte: usize) -> (usize, usize) {
        let before = &self.text[..self.text.floor_char_boundary(byte)];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        (before.matches('\n').count() + 1, before[line_start..].chars().count() + 1)
    }

    /// In the order of the file.
    pub fn into_sorted(mut self) -> Vec<ConfigFault> {
        self.found.sort_by_key(|(start, _)| *start);
        self.found.into_iter().map(|(_, fault)| fault).collect()
    }
}

/// `; did you mean x?`, where one of the names is near. The right name under a wrong heading is the likeliest slip.
pub(super) fn did_you_mean<'a>(wrong: &str, names: impl Iterator<Item = &'a str> + Clone) -> String {
    let last = |name: &str| name.rsplit('.').next().map(str::to_owned);
    let moved = names.clone().find(|name| last(name) == last(wrong));
    nearest::did_you_mean(moved.unwrap_or(wrong), names)
}
