//! `dateline rebuild`: the search index made anew from the library.

use std::io::Write;

use super::args::Which;
use super::{Ending, out};
use crate::quantity::grouped;

pub fn run(which: &Which) -> anyhow::Result<Ending> {
    let mut library = which.open()?;
    let bar = out::progress(Some(library.len()?), false);
    let rebuilt = library.rebuild(&mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let mut stdout = out::stdout();
    writeln!(stdout, "rebuilt the search index: {} stories", grouped(rebuilt?))?;
    stdout.flush()?;
    Ok(Ending::Done)
}
