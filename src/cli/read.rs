//! `dateline [FILE…]`: opens the reader on the library, the sample, or what is given.

use std::path::Path;

use anyhow::bail;
use clap::CommandFactory;

use super::args::{Args, Reading, Which};
use super::{Ending, library, on_terminal};
use crate::format::{self, STDIN};
use crate::runtime::{self, ReadOptions, What};
use crate::store::Library;

pub fn run(reading: Reading, which: &Which) -> anyhow::Result<Ending> {
    reading.files.iter().try_for_each(|file| check(file))?;
    if !on_terminal() {
        bail!("the reader needs a terminal: use `dateline list` or `dateline show` in a pipe");
    }
    let own = which.own()?;
    let what = if !reading.files.is_empty() {
        What::Given {
            paths: reading.files,
            format: reading.format.as_deref().and_then(format::named),
            keep: reading.import.then_some(own),
        }
    } else if which.sample || (which.library.is_none() && !Library::exists(&own)) {
        What::Sample(library::sample_dir()?)
    } else {
        What::Library(own)
    };
    runtime::read(ReadOptions {
        what,
        theme: reading.theme,
        config: which.config.clone(),
        mouse: !reading.no_mouse,
    })?;
    Ok(Ending::Done)
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
