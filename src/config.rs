//! The settings: defaults with the user's file laid over them. (Stand-in: the real one replaces this file whole.)

use std::path::Path;

use crate::keymap::Keymap;

#[derive(Debug, Clone, Default)]
pub struct Config {
    pub mouse: bool,
}

#[derive(Debug, Clone, Default)]
pub struct Theme {}

/// The settings in force, and where each comes from.
#[derive(Debug, Clone, Default)]
pub struct Loaded {
    pub config: Config,
    pub keymap: Keymap,
    pub theme: Theme,
    /// A line each: file, line, what is wrong, the nearest right name.
    pub faults: Vec<String>,
}

/// One setting as it is in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    pub name: String,
    /// As TOML.
    pub value: String,
    /// "default", or file and line.
    pub origin: String,
}

impl Loaded {
    /// The defaults with `file` laid over them, where it exists; `theme` overrides the file's.
    pub fn read(_file: &Path, _theme: Option<&str>) -> Loaded {
        Loaded::default()
    }

    pub fn effective(&self) -> Vec<Setting> {
        Vec::new()
    }
}

/// docs/config.md.
pub fn reference() -> String {
    "# Settings\n".to_owned()
}
