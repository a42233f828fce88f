//! `dateline config`: the settings in force and where each comes from.

use std::io::Write;

use super::args::{Reading, Which};
use super::{Ending, out};
use crate::sanitize;

pub fn run(reading: &Reading, which: &Which) -> anyhow::Result<Ending> {
    let mut setup = which.told_setup()?;
    if let Some(theme) = &reading.theme {
        setup.config.set("reader.theme", theme, "--theme").map_err(anyhow::Error::msg)?;
    }
    if reading.no_mouse {
        setup.config.set("reader.mouse", "false", "--no-mouse").map_err(anyhow::Error::msg)?;
    }
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
