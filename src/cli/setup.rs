//! Settings, keys, colours and places as this run has them: defaults, the settings file, variables, flags.

use std::ffi::OsString;
use std::io;
use std::path::PathBuf;

use anyhow::Context;

use super::args::Which;
use crate::config::{self, Config, ConfigFault, Theme};
use crate::keymap::Keymap;
use crate::paths::{self, Paths};
use crate::runtime;

/// What a run goes by.
#[derive(Debug)]
pub struct Setup {
    pub paths: Paths,
    pub config: Config,
    pub keymap: Keymap,
    /// A line each: file, line, what is wrong, the nearest right name. Nothing stops for them.
    pub faults: Vec<String>,
}

impl Which {
    /// Reads the settings file, where there is one.
    pub fn setup(&self) -> anyhow::Result<Setup> {
        let env = |name: &str| -> Option<OsString> { std::env::var_os(name) };
        let mut paths = paths::resolve(&env, self.library.as_deref())?;
        if let Some(file) = &self.config {
            paths.config.clone_from(file);
        }
        let text = match std::fs::read_to_string(&paths.config) {
            Ok(text) => Some(text),
            Err(error) if error.kind() == io::ErrorKind::NotFound && self.config.is_none() => None,
            Err(error) => {
                return Err(error).with_context(|| format!("the settings file {}", paths.config.display()));
            }
        };
        let (mut config, faults) = config::load(text.as_deref().map(|text| (paths.config.as_path(), text)));
        let mut faults: Vec<String> = faults.iter().map(ConfigFault::to_string).collect();
        let mut keymap = Keymap::default();
        for key in &config.keys {
            if let Err(message) = keymap.set(&key.context, &key.key, &key.action) {
                let (path, line, column) = (key.path.clone(), key.line, key.column);
                faults.push(ConfigFault { path, line, column, message }.to_string());
            }
        }
        paths.move_library(&config.library.dir);
        if let Some(name) = paths.library_given {
            let dir = paths.library.to_string_lossy();
            config.set("library.dir", &dir, name).map_err(anyhow::Error::msg)?;
        }
        Ok(Setup { paths, config, keymap, faults })
    }

    /// The same, its faults told on standard error.
    pub fn told_setup(&self) -> anyhow::Result<Setup> {
        let setup = self.setup()?;
        setup.faults.iter().for_each(|fault| super::out::complain(fault));
        Ok(setup)
    }
}

impl Setup {
    /// The theme that a flag or else the settings name; faults in it are told, and the usual colours stand in.
    pub fn theme(&mut self, flag: Option<&str>) -> Theme {
        let setting = &self.config.reader.theme;
        let place = match flag.unwrap_or(setting) {
            built_in if Theme::built_in(built_in).is_some() => PathBuf::from(built_in),
            path if flag.is_some() => self.paths.typed(path),
            path => self.paths.expand(path),
        };
        let (theme, faults) = Theme::load(&place.to_string_lossy());
        self.faults.extend(faults.iter().map(ConfigFault::to_string));
        if runtime::no_colour() { theme.without_colour() } else { theme }
    }

    /// Where exported stories go: the working folder where the settings name none.
    pub fn export_dir(&self) -> PathBuf {
        match self.config.export.dir.as_str() {
            "" => PathBuf::from("."),
            dir => self.paths.expand(dir),
        }
    }
}
