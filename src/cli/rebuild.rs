//! `dateline rebuild`: the search index made anew from the library.

use std::io::Write;

use super::args::Which;
use super::{Ending, out};
use crate::quantity::{grouped, stories};

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
    let damaged = library.passed_over().len() as u64;
    if damaged > 0 {
        out::say(&format!("{} could not be read: dateline doctor names them", stories(damaged)));
    }
    Ok(Ending::Done)
}
