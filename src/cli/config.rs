//! `dateline config`: the settings in force and where each comes from.

use std::io::Write;

use super::args::Which;
use super::{Ending, out};
use crate::sanitize;

pub fn run(which: &Which) -> anyhow::Result<Ending> {
    let settings = which.settings()?;
    let mut stdout = out::stdout();
    writeln!(stdout, "# settings file: {}", sanitize::line(&which.config()?.display().to_string()))?;
    for setting in settings.effective() {
        let line = format!("{} = {}  # {}", setting.name, setting.value, setting.origin);
        writeln!(stdout, "{}", sanitize::line(&line))?;
    }
    stdout.flush()?;
    Ok(Ending::Done)
}
