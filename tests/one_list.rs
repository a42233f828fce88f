//! Names that stand in two rooms which may not see each other are the same names.

use std::collections::BTreeSet;
use std::path::Path;

use dateline::app::command::COMMANDS;
use dateline::config::theme::BUILT_IN;
use dateline::config::{EXAMPLE, SETTINGS};
use dateline::export::KINDS;

fn formats() -> BTreeSet<&'static str> {
    KINDS.iter().map(|kind| kind.name).collect()
}

/// The names of a list in running text: `jsonl, md or txt`.
fn words(text: &str) -> BTreeSet<&str> {
    text.split([' ', ',', ':', '"', '.']).filter(|word| !word.is_empty()).collect()
}

fn takes(key: &str) -> String {
    SETTINGS.iter().find(|setting| setting.key == key).expect("a setting").takes()
}

/// What the command takes, behind the last colon of its help.
fn command(name: &str) -> BTreeSet<&'static str> {
    let command = COMMANDS.iter().find(|command| command.name == name).expect("a command");
    let (_, list) = command.help.split_once(": ").expect("a list behind a colon");
    words(list)
}

#[test]
fn the_formats_of_the_settings_and_of_the_command_line_are_those_of_the_export() {
    assert_eq!(words(&takes("export.format")), formats());
    let mut named = command("write");
    named.remove("or");
    assert_eq!(named, formats());
    let comment = EXAMPLE.lines().find(|line| line.starts_with("# What they are written as")).unwrap();
    assert!(formats().iter().all(|name| comment.contains(&format!("\"{name}\""))), "{comment}");
}

#[test]
fn the_themes_that_are_named_are_those_built_in() {
    let (command, takes) = (command("theme"), takes("reader.theme"));
    let comment = EXAMPLE.lines().find(|line| line.starts_with("# Colours: ")).unwrap();
    for (name, _) in BUILT_IN {
        assert!(command.contains(name) && words(&takes).contains(name), "{name}");
        assert!(comment.contains(&format!("\"{name}\"")), "{name}: {comment}");
    }
    let files = std::fs::read_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/themes")).unwrap();
    assert_eq!(files.count(), BUILT_IN.len());
}

#[test]
fn every_dependency_says_in_the_architecture_what_it_saves() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let page = std::fs::read_to_string(root.join("ARCHITECTURE.md")).unwrap();
    let (_, table) = page.split_once("## What each dependency saves us").unwrap();
    let manifest = std::fs::read_to_string(root.join("Cargo.toml")).unwrap();
    let manifest: toml::Table = manifest.parse().unwrap();
    let mut tables = vec![&manifest["dependencies"], &manifest["dev-dependencies"]];
    tables.extend(manifest["target"].as_table().unwrap().values().map(|target| &target["dependencies"]));
    for name in tables.iter().flat_map(|table| table.as_table().unwrap().keys()) {
        // `unicode-segmentation, -width` names two.
        let short = name.strip_prefix("unicode").unwrap_or(name);
        assert!(table.contains(short), "{name} has no line in ARCHITECTURE.md");
    }
}
