//! `dateline keys`: every key and what it does, as the settings have them.

use std::io::Write;

use super::args::Which;
use super::{Ending, out};
use crate::action::{ACTIONS, Context, Entry};
use crate::keymap::Keymap;
use crate::width::pad;

pub fn run(which: &Which) -> anyhow::Result<Ending> {
    let settings = which.told_setup()?;
    let mut stdout = out::stdout();
    let mut section = None;
    for entry in ACTIONS {
        if section != Some(entry.section) {
            let gap = if section.is_some() { "\n" } else { "" };
            writeln!(stdout, "{gap}{}", entry.section.title())?;
            section = Some(entry.section);
        }
        let keys = keys(&settings.keymap, entry).join(" ");
        writeln!(stdout, "  {} {} {}", pad(&keys, 18), pad(entry.name, 20), entry.help)?;
    }
    stdout.flush()?;
    Ok(Ending::Done)
}

/// An action's keys in every context it works in, each once.
pub fn keys(keymap: &Keymap, entry: &Entry) -> Vec<String> {
    let mut keys: Vec<String> = Vec::new();
    for key in entry.contexts.iter().flat_map(|context| keymap.keys(*context, entry.action)) {
        let label = key.label();
        if !keys.contains(&label) {
            keys.push(label);
        }
    }
    keys
}

/// Where an action works, in words.
pub fn places(entry: &Entry) -> String {
    if entry.contexts.len() == Context::ALL.len() {
        return "everywhere".to_owned();
    }
    entry.contexts.iter().map(|context| context.name()).collect::<Vec<_>>().join(", ")
}
