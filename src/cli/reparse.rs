//! `dateline reparse`: the library read again by today's parser, with progress, stopped by Ctrl-C at any time.

use super::args::{Reparse, Which};
use super::stop::Stop;
use super::{Ending, out};
use crate::store::Library;

pub fn run(args: &Reparse, which: &Which) -> anyhow::Result<Ending> {
    let dir = which.open()?.dir().to_owned();
    // What the last commits lose with the power is simply parsed again.
    let mut library = Library::open_for_import(&dir)?;
    library.open_index()?;
    let bar = out::progress(Some(library.len()?), args.quiet);
    let stop = Stop::listen()?;
    let done = library.reparse(args.all, &stop.asked, &mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let done = done?;
    out::tell(&done, args.quiet)?;
    Ok(if done.interrupted { Ending::Stopped } else { Ending::Done })
}
