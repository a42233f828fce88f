//! The settings: defaults with the user's file laid over them. (Stand-in: the real one replaces this file whole.)

use std::path::Path;

use crate::keymap::Keymap;

#[derive(Debug, Clone, Default)]
pub struct Config {
    pub keymap: Keymap,
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

impl Config {
    /// The settings in force and what is wrong with the file, a line a fault.
    pub fn load(_file: &Path) -> (Config, Vec<String>) {
        (Config::default(), Vec::new())
    }

    pub fn effective(&self) -> Vec<Setting> {
        Vec::new()
    }
}
