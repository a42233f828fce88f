//! `dateline [FILE…]`: opens the reader on the library, the sample, or what is given.

use std::path::Path;

use anyhow::bail;
use clap::CommandFactory;

use super::args::{self, Args, Reading, Which};
use super::{Ending, import, library, on_terminal};
use crate::config::Loaded;
use crate::format::{self, STDIN};
use crate::runtime::{self, ReadOptions, What};
use crate::store::Library;

pub fn run(reading: Reading, which: &Which) -> anyhow::Result<Ending> {
    reading.files.iter().try_for_each(|file| check(file))?;
    if !on_terminal() {
        bail!("the reader needs a terminal: use `dateline list` or `dateline show` in a pipe");
    }
    let settings = Loaded::read(&which.config()?, reading.theme.as_deref());
    let mouse = settings.config.mouse && !reading.no_mouse;
    let Some(what) = what(reading, which)? else { return Ok(Ending::Stopped) };
    runtime::read(ReadOptions {
        what,
        config: settings.config,
        theme: settings.theme,
        keymap: settings.keymap,
        fault: (!settings.faults.is_empty()).then(|| settings.faults.join("; ")),
        mouse,
    })?;
    Ok(Ending::Done)
}

/// `None` where the import before it was stopped.
fn what(reading: Reading, which: &Which) -> anyhow::Result<Option<What>> {
    let own = which.own()?;
    if !reading.files.is_empty() {
        if !reading.import {
            let format = reading.format.as_deref().and_then(format::named);
            return Ok(Some(What::Given { paths: reading.files, format }));
        }
        let args = args::Import { paths: reading.files, format: reading.format, quiet: false };
        let stopped = import::run(args, which)? == Ending::Stopped;
        return Ok((!stopped).then_some(What::Library(own)));
    }
    // A library that is named is made where it is missing; the default one gives way to the sample.
    if which.sample || (which.library.is_none() && !Library::exists(&own)) {
        return Ok(Some(What::Sample(library::sample_dir()?)));
    }
    Ok(Some(What::Library(own)))
}

/// A path that a user named must be there; a word that is nearly a subcommand is told apart from a file.
pub fn check(path: &Path) -> anyhow::Result<()> {
    if path.as_os_str() == STDIN || path.exists() {
        return Ok(());
    }
    let name = path.to_string_lossy();
    let nearest = Args::command()
        .get_subcommands()
        .filter(|command| !command.is_hide_set())
        .map(|command| {
            (strsim::damerau_levenshtein(&name, command.get_name()), command.get_name().to_owned())
        })
        .min();
    match nearest {
        Some((distance, command)) if distance <= 2 && name.len() > 2 => {
            bail!("no such file: {name}; did you mean `dateline {command}`?")
        }
        _ => bail!("no such file: {name}"),
    }
}
