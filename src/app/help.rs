//! The help page: every action with its keys, narrowed by typing.

use super::command::COMMANDS;
use crate::action::{ACTIONS, Context, Entry, Section};
use crate::keymap::Keymap;

#[derive(Debug, Clone, Default)]
pub struct Help {
    pub typed: String,
    /// First line in sight.
    pub top: usize,
}

/// One line of the page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum HelpLine {
    Section(&'static str),
    Action { keys: String, help: &'static str, name: &'static str },
}

impl Help {
    /// The lines that what is typed leaves: any word of keys, name or help.
    pub fn lines(&self, keymap: &Keymap) -> Vec<HelpLine> {
        lines(keymap, &self.typed)
    }
}

/// The whole table as lines, narrowed to those that hold every word of `typed`.
pub fn lines(keymap: &Keymap, typed: &str) -> Vec<HelpLine> {
    let words: Vec<String> = typed.to_lowercase().split_whitespace().map(str::to_owned).collect();
    let mut lines = Vec::new();
    let mut section: Option<Section> = None;
    for entry in ACTIONS {
        let keys = keys(keymap, entry);
        let line = format!("{} {} {}", keys.to_lowercase(), entry.name, entry.help.to_lowercase());
        if keys.is_empty() || !words.iter().all(|word| line.contains(word)) {
            continue;
        }
        if section != Some(entry.section) {
            section = Some(entry.section);
            lines.push(HelpLine::Section(entry.section.title()));
        }
        lines.push(HelpLine::Action { keys, help: entry.help, name: entry.name });
    }
    let commands = COMMANDS.iter().filter(|command| {
        let line = format!(":{} {}", command.name, command.help.to_lowercase());
        words.iter().all(|word| line.contains(word))
    });
    for (at, command) in commands.enumerate() {
        if at == 0 {
            lines.push(HelpLine::Section("On the command line"));
        }
        let keys = format!(":{} {}", command.name, command.takes).trim_end().to_owned();
        lines.push(HelpLine::Action { keys, help: command.help, name: "" });
    }
    lines
}

/// The keys of an action in the first place where it has any.
fn keys(keymap: &Keymap, entry: &Entry) -> String {
    let labels = |context: &Context| {
        let keys = keymap.keys(*context, entry.action);
        keys.iter().map(|key| key.label()).collect::<Vec<_>>().join(" ")
    };
    entry.contexts.iter().map(labels).find(|keys| !keys.is_empty()).unwrap_or_default()
}
