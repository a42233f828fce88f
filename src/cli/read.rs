//! `dateline [FILE…]`: opens the reader on the library, the sample, or what is given.

use std::path::Path;

use anyhow::bail;
use clap::CommandFactory;

use super::args::{self, Args, Reading, Which};
use super::setup::Setup;
use super::{Ending, import, library, on_terminal};
use crate::format::{self, STDIN};
use crate::nearest::nearest;
use crate::runtime::{self, Places, ReadOptions, What};
use crate::store::Library;

pub fn run(reading: Reading, which: &Which) -> anyhow::Result<Ending> {
    reading.files.iter().try_for_each(|file| check(file))?;
    if !on_terminal() {
        bail!("the reader needs a terminal: use `dateline list` or `dateline show` in a pipe");
    }
    let mut setup = which.setup()?;
    let theme = setup.theme(reading.theme.as_deref());
    let mouse = setup.config.reader.mouse && !reading.no_mouse;
    let what = match what(reading, which, &setup)? {
        Ok(what) => what,
        Err(ending) => return Ok(ending),
    };
    runtime::read(ReadOptions {
        what,
        theme,
        mouse,
        places: Places {
            own: setup.paths.library.clone(),
            export_dir: setup.export_dir(),
            stemming: setup.config.stemming(),
            retention: setup.config.feeds.retention,
            export_format: setup.config.export.format.clone(),
        },
        config: setup.config,
        keymap: setup.keymap,
        fault: in_one_line(&setup.faults),
    })?;
    Ok(Ending::Done)
}

/// The first fault of the settings, and how many more there are.
fn in_one_line(faults: &[String]) -> Option<String> {
    match faults {
        [] => None,
        [fault] => Some(fault.clone()),
        [first, more @ ..] => Some(format!("{first} (and {} more: dateline config tells them)", more.len())),
    }
}

/// What the reader opens on, or how the run ends before it.
fn what(reading: Reading, which: &Which, setup: &Setup) -> anyhow::Result<Result<What, Ending>> {
    let own = setup.paths.library.clone();
    if !reading.files.is_empty() {
        if !reading.import {
            let format = reading.format.as_deref().and_then(format::named);
            return Ok(Ok(What::Given { paths: reading.files, format }));
        }
        let args = args::Import { paths: reading.files, format: reading.format, again: false, quiet: false };
        import::check(&args, which)?;
        let ending = import::run_into(args, &own, setup.config.stemming())?;
        return Ok(if ending == Ending::Stopped { Err(ending) } else { Ok(What::Library(own)) });
    }
    // A library that is named is made where it is missing; the default one gives way to the sample.
    if which.sample || (setup.paths.library_given.is_none() && !Library::exists(&own)) {
        return Ok(Ok(What::Sample(library::sample_dir(&setup.paths)?)));
    }
    Ok(Ok(What::Library(own)))
}

/// A path that a user named must be there; a word that is nearly a subcommand is told apart from a file.
pub fn check(path: &Path) -> anyhow::Result<()> {
    if path.as_os_str() == STDIN || path.exists() {
        return Ok(());
    }
    let name = path.to_string_lossy();
    let commands = Args::command();
    let commands = commands.get_subcommands().filter(|command| !command.is_hide_set());
    match nearest(&name, commands.map(clap::Command::get_name)) {
        Some(command) => bail!("no such file: {name}; did you mean `dateline {command}`?"),
        None => bail!("no such file: {name}"),
    }
}
