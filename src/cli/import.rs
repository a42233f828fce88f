//! `dateline import PATH…`: files into the library, with progress, stopped by Ctrl-C at any time.

use std::path::Path;
use std::sync::Arc;

use anyhow::{Context, bail};

use super::args::{Import as Args, Which};
use super::stop::Stop;
use super::{Ending, out, read};
use crate::format;
use crate::import::{FEW, Import, Summary, cache};
use crate::stemming::Stemming;
use crate::store::{Library, is_cache};

pub fn run(args: Args, which: &Which) -> anyhow::Result<Ending> {
    check(&args, which)?;
    let setup = which.told_setup()?;
    run_into(args, &setup.paths.library, setup.config.stemming())
}

/// Refuses what can be seen to fail before anything is made.
pub fn check(args: &Args, which: &Which) -> anyhow::Result<()> {
    if which.sample {
        bail!(
            "the sample library is not for importing: leave --sample out, or name a library with --library DIR"
        );
    }
    args.paths.iter().try_for_each(|path| read::check(path))
}

/// Imports into the library in `dir`, made where it is missing.
pub fn run_into(args: Args, dir: &Path, stemming: Stemming) -> anyhow::Result<Ending> {
    std::fs::create_dir_all(dir).with_context(|| format!("cannot make a library at {}", dir.display()))?;
    let mut library = Library::open_for_import(dir)?;
    library.stem(stemming)?;
    library.open_index()?;
    let (caches, paths): (Vec<_>, Vec<_>) =
        args.paths.into_iter().partition(|path| args.format.is_none() && is_cache(path));
    for path in &caches {
        let moved = cache::import(&mut library, path, args.again)?;
        out::tell(moved, args.quiet)?;
    }
    if paths.is_empty() {
        return Ok(Ending::Done);
    }
    let stop = Stop::listen()?;
    let bar = out::progress(None, args.quiet);
    let format = args.format.as_deref().and_then(format::named);
    let (stop_asked, again) = (Arc::clone(&stop.asked), args.again);
    let import = Import { library: &mut library, format, stop: stop_asked, again };
    let summary = import.run(paths, &mut |progress| bar.set_position(progress.stories));
    bar.finish_and_clear();
    drop(stop);
    tell(summary?, dir, args.quiet)
}

fn tell(mut summary: Summary, dir: &Path, quiet: bool) -> anyhow::Result<Ending> {
    if let Err(error) = summary.write_report(dir) {
        out::complain(&format!("the list of what was not understood could not be written: {error}"));
    }
    out::tell(&summary, quiet)?;
    if summary.report.is_none() {
        for not in summary.not_understood.iter().take(FEW) {
            out::say(&format!("  {not}"));
        }
    }
    Ok(match &summary {
        summary if summary.interrupted => Ending::Stopped,
        summary if summary.stories() == 0 => Ending::Nothing,
        _ => Ending::Done,
    })
}
