//! `dateline config`: the settings in force and where each comes from.

use std::io::Write;

use super::args::Which;
use super::{Ending, out};
use crate::sanitize;

pub fn run(which: &Which) -> anyhow::Result<Ending> {
    let setup = which.told_setup()?;
    let mut stdout = out::stdout();
    let file = setup.paths.config.display();
    let there = if setup.paths.config.exists() { "" } else { " (not there: all defaults)" };
    writeln!(stdout, "# settings file: {}{there}", sanitize::line(&file.to_string()))?;
    writeln!(stdout, "# library: {}", sanitize::line(&setup.paths.library.display().to_string()))?;
    for (name, value, origin) in setup.config.effective() {
        writeln!(stdout, "{}", sanitize::line(&format!("{name} = {value}  # {origin}")))?;
    }
    stdout.flush()?;
    Ok(Ending::Done)
}
