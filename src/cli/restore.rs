//! `dateline restore FILE`: a backup in the place of the library, which is kept aside.

use std::io::Write;

use anyhow::bail;

use super::args::{Restore, Which};
use super::{Ending, out};
use crate::quantity::stories;
use crate::store::{Library, Restored};

pub fn run(args: &Restore, which: &Which) -> anyhow::Result<Ending> {
    if which.sample {
        bail!(
            "the sample library comes with the program: leave --sample out, or name a library with --library DIR"
        );
    }
    let paths = which.told_setup()?.paths;
    let file = paths.typed(&args.file.to_string_lossy());
    let bar = out::progress(Some(0), false);
    bar.set_message("pages");
    let stamp = chrono::Local::now().format("%Y-%m-%d-%H%M%S").to_string();
    let restored = Library::restore(&file, &paths.library, &stamp, &mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    let Restored { stories: many, kept } = restored?;
    let mut stdout = out::stdout();
    bar.suspend(|| {
        writeln!(stdout, "restored {} from {}", stories(many), file.display())?;
        if let Some(kept) = kept {
            writeln!(stdout, "the library that stood there is kept as {}", kept.display())?;
        }
        stdout.flush()
    })?;
    bar.set_message("stories in the index");
    let mut library = Library::open(&paths.library)?;
    let indexed = library.rebuild(&mut |done, all| {
        bar.set_length(all);
        bar.set_position(done);
    });
    bar.finish_and_clear();
    indexed?;
    Ok(Ending::Done)
}
