//! `dateline backup FILE`: the library copied into one file, while others go on with it.

use std::io::Write;

use super::args::{Backup, Which};
use super::setup::Setup;
use super::{Ending, out};
use crate::quantity::stories;

pub fn run(args: &Backup, which: &Which) -> anyhow::Result<Ending> {
    let Setup { paths, config, .. } = which.told_setup()?;
    let library = which.open_in(&paths, config.stemming())?;
    let file = paths.typed(&args.file.to_string_lossy());
    let bar = out::progress(Some(0), false);
    bar.set_message("pages");
    let written = library.backup(&file, args.force, &mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    let mut stdout = out::stdout();
    writeln!(stdout, "wrote {} to {}", stories(written?), file.display())?;
    stdout.flush()?;
    Ok(Ending::Done)
}
