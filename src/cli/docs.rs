//! The reference pages in `docs/`, made from the tables that the program itself goes by; a test compares them.

use std::fmt::Write as _;
use std::path::Path;

use anyhow::Context;
use clap::CommandFactory;

use super::Ending;
use super::args::{Args, Docs};
use super::keys::{keys, places};
use crate::action::ACTIONS;
use crate::config;
use crate::export::KINDS;
use crate::format::FORMATS;
use crate::keymap::Keymap;
use crate::query;

const NOTE: &str = "<!-- Made by `cargo run -- docs`: change the tables it is made from instead. -->\n";

pub fn run(args: &Docs) -> anyhow::Result<Ending> {
    std::fs::create_dir_all(&args.dir)?;
    for (name, page) in pages() {
        let path = Path::new(&args.dir).join(name);
        std::fs::write(&path, page).with_context(|| format!("cannot write {}", path.display()))?;
    }
    Ok(Ending::Done)
}

/// Every page: (file name, text).
pub fn pages() -> Vec<(&'static str, String)> {
    vec![
        ("keys.md", keys_page()),
        ("config.md", config::reference()),
        ("query.md", query::reference()),
        ("formats.md", formats_page()),
        ("cli.md", cli_page()),
    ]
}

fn keys_page() -> String {
    let keymap = Keymap::default();
    let mut page = format!("# Keys\n\n{NOTE}\nAll of them can be changed: see [config](config.md).\n");
    let mut section = None;
    for entry in ACTIONS {
        if section != Some(entry.section) {
            section = Some(entry.section);
            row(&mut page, &format!("\n## {}\n", entry.section.title()));
            row(&mut page, "| keys | action | where | |\n|---|---|---|---|");
        }
        let keys: Vec<String> = keys(&keymap, entry).iter().map(|key| code(key)).collect();
        let cells = [keys.join(" "), code(entry.name), places(entry), entry.help.replace('|', "\\|")];
        row(&mut page, &format!("| {} |", cells.join(" | ")));
    }
    page
}

fn formats_page() -> String {
    let mut page = format!("# Formats\n\n{NOTE}\n## In\n\n");
    page.push_str(
        "An extension of one format decides; where several share it, or none has it, what the beginning of a file \
         looks like, else `--format`. Directories are read through and through, sorted by name; hidden files are left out.\n\n",
    );
    row(&mut page, "| `--format` | extensions | |\n|---|---|---|");
    for format in FORMATS {
        let extensions: Vec<String> = format.extensions.iter().map(|e| code(&format!(".{e}"))).collect();
        row(&mut page, &format!("| {} | {} | {} |", code(format.name), extensions.join(" "), format.help));
    }
    page.push_str("\n## Out\n\n");
    row(&mut page, "| `export --format` | |\n|---|---|");
    for kind in KINDS {
        row(&mut page, &format!("| {} | {} |", code(kind.name), kind.help));
    }
    page
}

fn cli_page() -> String {
    let mut command = Args::command().term_width(100);
    command.build();
    let mut page = format!("# Command line\n\n{NOTE}");
    let mut help = |title: &str, command: &mut clap::Command| {
        let text = command.render_long_help().to_string();
        let text: Vec<&str> = text.lines().map(str::trim_end).collect();
        row(&mut page, &format!("\n## {title}\n\n```text\n{}\n```", text.join("\n").trim_end()));
    };
    help("dateline", &mut command);
    for command in command.get_subcommands_mut().filter(|command| !command.is_hide_set()) {
        let title = format!("dateline {}", command.get_name());
        if command.get_name() == "help" {
            continue;
        }
        help(&title, command);
        for inner in command.get_subcommands_mut().filter(|inner| inner.get_name() != "help") {
            help(&format!("{title} {}", inner.get_name()), inner);
        }
    }
    page
}

fn row(page: &mut String, text: &str) {
    // Writing to a string cannot fail.
    let _ = writeln!(page, "{text}");
}

/// Text as code inside a table.
fn code(text: &str) -> String {
    let text = text.replace('|', "\\|");
    if text.contains('`') { format!("`` {text} ``") } else { format!("`{text}`") }
}
