//! The command line: every action by its name, and the few commands that take words.

use std::path::PathBuf;

use super::{App, Effect, Prompt, Why};
use crate::action::{ACTIONS, Action, Context};
use crate::nearest::did_you_mean;
use crate::query;

/// A command that takes words, or that few readers ever need.
#[derive(Debug)]
pub struct Command {
    pub name: &'static str,
    /// Nothing where it takes none.
    pub takes: &'static str,
    pub help: &'static str,
}

pub const COMMANDS: &[Command] = &[
    Command { name: "filter", takes: "QUERY", help: "Show the stories under a query" },
    Command { name: "import", takes: "PATH", help: "Keep the stories of a file or a folder" },
    Command { name: "add", takes: "URL", help: "Subscribe to a feed, or to one of a page" },
    Command { name: "write", takes: "FORMAT", help: "Write the story to a file: jsonl, md or txt" },
    Command { name: "note", takes: "TEXT", help: "Keep a note on the story; a lone - takes it away" },
    Command {
        name: "reparse",
        takes: "",
        help: "Read the library again with today's rules, while you read on; once more to stop",
    },
    Command { name: "theme", takes: "NAME", help: "Other colours: dark, light, terminal, or a file" },
];

/// What the line could become, best first: names that begin with it, then names that hold it.
pub fn offers(typed: &str) -> Vec<String> {
    if typed.contains(' ') {
        return Vec::new();
    }
    let commands =
        COMMANDS.iter().map(|command| (command.name, if command.takes.is_empty() { "" } else { " " }));
    let actions = ACTIONS.iter().filter(|entry| reachable(entry.contexts)).map(|entry| (entry.name, ""));
    let mut found: Vec<(bool, String)> = commands
        .chain(actions)
        .filter(|(name, _)| name.contains(typed))
        .map(|(name, tail)| (!name.starts_with(typed), format!("{name}{tail}")))
        .collect();
    found.sort();
    found.into_iter().map(|(_, name)| name).collect()
}

/// Only what makes sense once the line is closed.
fn reachable(contexts: &[Context]) -> bool {
    contexts.contains(&Context::List)
}

impl App {
    pub(super) fn run(&mut self, prompt: &Prompt) {
        let line = prompt.line.text.trim();
        let (name, words) = line.split_once(' ').map_or((line, ""), |(name, words)| (name, words.trim()));
        let action = Action::named(name).filter(|a| a.entry().is_some_and(|e| reachable(e.contexts)));
        match (name, action) {
            ("", _) => {}
            (_, Some(action)) => self.perform(action),
            ("q", None) => self.effects.push(Effect::Quit),
            ("filter", None) => match query::parse(words, self.today, false) {
                Ok(query) => self.filter(query),
                Err(error) => self.complain(error.to_string()),
            },
            ("import", None) if words.is_empty() => self.complain("import what? :import PATH"),
            ("import", None) => self.effects.push(Effect::Import(PathBuf::from(words))),
            ("add", None) if words.is_empty() => self.complain("add what? :add URL"),
            ("add", None) => self.add_feed(words),
            ("write", None) => self.export((!words.is_empty()).then(|| words.to_owned())),
            ("note", None) if words.is_empty() => {
                self.complain("note what? :note TEXT, or :note - to drop it");
            }
            ("note", None) => {
                if let Some(id) = self.current().map(|shown| shown.story.id) {
                    let text = (words != "-").then(|| words.to_owned());
                    let ticket = self.change();
                    self.effects.push(Effect::Note { ticket, id, text, why: Why::Asked });
                }
            }
            ("reparse", None) => self.reparse(),
            ("theme", None) => self.effects.push(Effect::Theme(words.to_owned())),
            _ => {
                let names = COMMANDS.iter().map(|c| c.name).chain(ACTIONS.iter().map(|entry| entry.name));
                self.complain(format!("no command is called {name}{}", did_you_mean(name, names)));
            }
        }
    }
}
