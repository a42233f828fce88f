//! Reads the imports of every room and fails where a room looks where it may not (ARCHITECTURE.md, "Rooms").

use std::fs;
use std::path::{Path, PathBuf};

/// Which rooms of ours a room may name. What is not listed here fails the test.
const MAY_SEE: &[(&str, &[&str])] = &[
    ("sanitize", &[]),
    ("width", &[]),
    ("quantity", &[]),
    ("nearest", &[]),
    ("stemming", &[]),
    ("place", &[]),
    ("key", &[]),
    ("action", &[]),
    ("article", &["place", "sanitize", "width"]),
    ("listing", &["article", "place", "quantity"]),
    ("query", &["article", "listing", "nearest", "place", "sanitize"]),
    ("format", &["article", "sanitize"]),
    ("page", &["article", "place", "sanitize", "width"]),
    ("keymap", &["action", "key", "nearest"]),
    ("store", &["article", "listing", "place", "query", "sanitize", "stemming"]),
    (
        "app",
        &[
            "action", "article", "key", "keymap", "listing", "nearest", "page", "place", "quantity", "query",
            "sanitize", "width",
        ],
    ),
    ("config", &["action", "key", "keymap", "nearest", "sanitize", "stemming"]),
    ("paths", &[]),
    (
        "ui",
        &["action", "app", "config", "listing", "page", "place", "quantity", "query", "sanitize", "width"],
    ),
    ("import", &["article", "format", "listing", "place", "quantity", "sanitize", "store"]),
    ("fetch", &["article", "format", "listing", "query", "store"]),
    ("export", &["article", "format", "place", "sanitize", "store", "width"]),
    ("sample", &["article", "format", "store"]),
];

/// Rooms that wire everything.
const SEE_ALL: &[&str] = &["runtime", "cli", "main", "lib"];

/// Outside libraries that only one room may name.
const ALONE: &[(&str, &str)] = &[
    ("rusqlite", "store"),
    ("tantivy", "store"),
    ("crossterm", "runtime"),
    ("ratatui", "ui"),
    ("arboard", "runtime"),
    ("ureq", "fetch"),
    ("dom_smoothie", "fetch"),
    ("html2text", "page"),
];

/// Files of a room that may name what its room may not, and why.
const BUT: &[(&str, &str)] = &[
    // The loop hands frames of the terminal library to `ui`.
    ("src/runtime/terminal.rs", "ratatui"),
];

#[test]
fn no_room_looks_where_it_may_not() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut faults = Vec::new();
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    assert!(files.len() > 50, "the sources are not where they were");
    for file in files {
        let path = file.strip_prefix(root).unwrap().to_string_lossy().replace('\\', "/");
        let text = fs::read_to_string(&file).unwrap();
        faults.extend(faults_of(&path, &text));
    }
    assert!(faults.is_empty(), "\n{}", faults.join("\n"));
}

/// Nothing received is ever run: one file starts the reader's browser, another this very program once more, each with a
/// list of arguments, and none starts a shell.
#[test]
fn two_files_start_programs() {
    const STARTING: [&str; 2] = ["src/runtime/outside.rs", "src/fetch/page.rs"];
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    collect(&root.join("src"), &mut files);
    for file in files {
        let text = fs::read_to_string(&file).unwrap();
        let code = text.split("#[cfg(test)]").next().unwrap_or_default();
        let starts = ["Command::new", "process::Command", "execvp", "posix_spawn"]
            .iter()
            .any(|word| code.contains(word));
        let may = STARTING.iter().any(|starting| file.ends_with(starting));
        assert_eq!(starts, may, "{}", file.display());
        assert!(!code.contains("\"-c\"") && !code.contains("/bin/sh"), "{}", file.display());
    }
}

#[test]
fn the_test_sees_a_wrong_import() {
    assert_eq!(faults_of("src/app/list.rs", "use crate::store::Library;\n").len(), 1);
    assert_eq!(faults_of("src/app/list.rs", "fn f() { std::fs::read(p); }\n").len(), 1);
    assert_eq!(faults_of("src/page/mod.rs", "let x = crate::query::parse;\n").len(), 1);
    assert_eq!(faults_of("src/query/mod.rs", "use rusqlite::Row;\n").len(), 1);
    let braces = "use crate::{\n    listing::{Key, Row}, // not store\n    page::{self, Role},\n    store::{Library, ui},\n};\n";
    assert_eq!(faults_of("src/app/list.rs", braces), ["src/app/list.rs:4: `app` may not see `store`"]);
    assert_eq!(faults_of("src/page/mod.rs", "use crate::{store::X, ui::{a::{B, C}, D}, query};").len(), 3);
    assert_eq!(
        faults_of("src/app/list.rs", "use crate::listing::Row;\n// crate::store is not seen here\n").len(),
        0
    );
}

fn faults_of(path: &str, text: &str) -> Vec<String> {
    let room = path.trim_start_matches("src/").split(['/', '.']).next().unwrap_or_default();
    let sees_all = SEE_ALL.contains(&room);
    let may = MAY_SEE.iter().find(|(name, _)| *name == room).map(|(_, may)| *may);
    let mut faults = Vec::new();
    if !sees_all && may.is_none() {
        faults.push(format!("{path}: room `{room}` is not in the table of tests/layers.rs"));
    }
    for (number, seen) in rooms_named(text) {
        let ours = MAY_SEE.iter().any(|(name, _)| *name == seen) || SEE_ALL.contains(&seen.as_str());
        let allowed = sees_all || seen == room || may.is_some_and(|may| may.contains(&seen.as_str()));
        if ours && !allowed {
            faults.push(format!("{path}:{number}: `{room}` may not see `{seen}`"));
        }
    }
    for (number, line) in (1..).zip(text.lines()) {
        let code = line.split("//").next().unwrap_or_default();
        for (library, owner) in ALONE {
            let named = code.contains(&format!("{library}::")) || code.contains(&format!("use {library}"));
            if named && room != *owner && !BUT.contains(&(path, library)) {
                faults.push(format!("{path}:{number}: only `{owner}` may name {library}"));
            }
        }
        // The app never sees files, the clock or the environment.
        for outside in ["std::fs", "std::env", "std::time", "std::io", "Local::now", "Utc::now"] {
            if room == "app" && code.contains(outside) {
                faults.push(format!("{path}:{number}: `app` may not see {outside}"));
            }
        }
    }
    faults
}

/// Rooms behind every `crate::`, also those in braces, with the line they stand on.
fn rooms_named(text: &str) -> Vec<(usize, String)> {
    let code: Vec<&str> = text.lines().map(|line| line.split("//").next().unwrap_or_default()).collect();
    let code = code.join("\n");
    let mut rooms = Vec::new();
    for (at, path) in code.match_indices("crate::") {
        let mut from = at + path.len();
        let name = |from: usize| -> String {
            code[from..].trim_start().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()
        };
        let line = |from: usize| {
            let start = code.len() - code[from..].trim_start().len();
            code[..start].matches('\n').count() + 1
        };
        if !code[from..].starts_with('{') {
            rooms.push((line(from), name(from)));
            continue;
        }
        let mut depth = 0;
        for c in code[from..].chars() {
            from += c.len_utf8();
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                break;
            }
            // Only what stands right inside the first braces is a room.
            if depth == 1 && (c == '{' || c == ',') {
                rooms.push((line(from), name(from)));
            }
        }
    }
    rooms
}

fn collect(dir: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(dir).expect("a folder of the sources") {
        let path = entry.expect("a readable folder").path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|x| x == "rs") {
            files.push(path);
        }
    }
}
