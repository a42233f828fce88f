//! `dateline prune QUERY`: stories leave the library for good, once the reader has said yes to their number.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::bail;

use super::args::{Prune, Which};
use super::stop::Stop;
use super::{Ending, library, out};
use crate::fetch;
use crate::quantity::{grouped, stories};
use crate::store::{Leaving, Library};

pub fn run(args: &Prune, which: &Which) -> anyhow::Result<Ending> {
    if which.sample {
        bail!(
            "the sample library is not for pruning: leave --sample out, or name a library with --library DIR"
        );
    }
    let setup = which.told_setup()?;
    let mut library = which.open_in(&setup.paths, setup.config.stemming())?;
    library.open_index()?;
    let leaving = leaving(args, &library, setup.config.feeds.retention)?;
    if leaving.many() == 0 {
        out::say(&format!("nothing to remove{}", staying(leaving.stay)));
        return Ok(Ending::Nothing);
    }
    if !args.yes && !agreed(&leaving)? {
        out::say("nothing was removed");
        return Ok(Ending::Nothing);
    }
    let stop = Stop::listen()?;
    let bar = out::progress(Some(leaving.many()), args.quiet);
    let done = library.prune(&leaving, &stop.asked, &mut |done, _| bar.set_position(done));
    bar.finish_and_clear();
    let done = done?;
    out::tell(done, args.quiet)?;
    Ok(if done.interrupted { Ending::Stopped } else { Ending::Done })
}

/// What was asked for, or what the settings say is kept no longer.
fn leaving(args: &Prune, library: &Library, retention: usize) -> anyhow::Result<Leaving> {
    if args.query.is_empty() {
        let Some(query) = fetch::older(library, retention, super::today())? else {
            bail!("which stories? name them, as in `dateline prune before:2020`, or set feeds.retention");
        };
        return Ok(library.leaving_of_feeds(&query)?);
    }
    let query = library::query(&args.query)?;
    if query.all.is_empty() {
        bail!("that is every story: name the ones to remove, as in `dateline prune before:2020`");
    }
    Ok(library.leaving(&query)?)
}

fn staying(stay: u64) -> String {
    match stay {
        0 => String::new(),
        stay => format!("; {} with a bookmark, a note or a correction of yours stay", grouped(stay)),
    }
}

/// Asks a terminal; where there is none, the answer has to be among the arguments.
fn agreed(leaving: &Leaving) -> anyhow::Result<bool> {
    let what = format!("{} will be removed for good{}", stories(leaving.many()), staying(leaving.stay));
    if !io::stdin().is_terminal() || !io::stderr().is_terminal() {
        bail!("{what}: add --yes to do that");
    }
    out::say(&format!("{what}. `dateline backup FILE` keeps the library as it is now."));
    let mut err = io::stderr().lock();
    write!(err, "remove them (y/N)? ")?;
    err.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    Ok(matches!(line.trim().to_lowercase().as_str(), "y" | "yes"))
}
