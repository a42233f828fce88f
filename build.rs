//! Turns tables of `assets` into Rust, so that nothing is read or parsed at start: the sample stories for
//! `src/sample.rs`, the agencies for `src/article/dateline/agencies.rs`.
#![allow(clippy::print_stdout)] // this is how a build script talks to cargo

use std::collections::BTreeMap;
use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::{env, fs, io};

use serde::Deserialize;

fn main() -> Result<(), Box<dyn Error>> {
    let from =
        |name: &str| env::var_os(name).map(PathBuf::from).ok_or_else(|| format!("cargo sets no {name}"));
    let assets = from("CARGO_MANIFEST_DIR")?.join("assets");
    let out = from("OUT_DIR")?;
    println!("cargo::rerun-if-changed=build.rs");
    println!("cargo::rerun-if-changed=assets/sample");
    println!("cargo::rerun-if-changed=assets/agencies.toml");
    fs::write(out.join("sample.rs"), sample(&assets.join("sample"))?)?;
    let table = assets.join("agencies.toml");
    let table: Table = toml::from_str(&fs::read_to_string(&table)?)
        .map_err(|error| format!("{}: {error}", table.display()))?;
    fs::write(out.join("agencies.rs"), agencies(&table.agency))?;
    Ok(())
}

/// `(name, text)` of every file dropped into the folder.
fn sample(dir: &Path) -> io::Result<String> {
    let mut files: Vec<PathBuf> = match fs::read_dir(dir) {
        Ok(entries) => entries.map(|entry| Ok(entry?.path())).collect::<io::Result<_>>()?,
        Err(_) => Vec::new(),
    };
    files.retain(|file| file.extension().is_some_and(|extension| extension == "txt"));
    files.sort();
    let mut list = String::from("&[\n");
    for file in files {
        let name = file.file_stem().unwrap_or_default().to_string_lossy();
        let path = file.to_string_lossy();
        // Writing to a string cannot fail.
        let _ = writeln!(list, "({name:?}, include_str!({path:?})),");
    }
    Ok(list + "]")
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    name: String,
    home: Vec<String>,
    #[serde(default)]
    languages: Vec<String>,
    #[serde(rename = "as")]
    forms: Vec<String>,
    #[serde(default)]
    world: bool,
    #[serde(default)]
    bare: bool,
    #[serde(default)]
    open: bool,
}

#[derive(Deserialize)]
struct Table {
    agency: Vec<Row>,
}

/// The rows, and every form in small letters with the rows that have it, ascending.
fn agencies(rows: &[Row]) -> String {
    let mut text = String::from("pub static ROWS: &[Agency] = &[\n");
    let mut forms: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (number, row) in rows.iter().enumerate() {
        let Row { name, home, languages, forms: written, world, bare, open } = row;
        let _ = writeln!(
            text,
            "Agency {{ name: {name:?}, home: &{home:?}, languages: &{languages:?}, forms: &{written:?}, \
             world: {world}, bare: {bare}, open: {open} }},"
        );
        for form in written.iter().chain([name]) {
            let key = form.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase();
            let found = forms.entry(key).or_default();
            if !found.contains(&number) {
                found.push(number);
            }
        }
    }
    text.push_str("];\nstatic FORMS: &[(&str, &[usize])] = &[\n");
    for (form, found) in forms {
        let _ = writeln!(text, "({form:?}, &{found:?}),");
    }
    text + "];\n"
}
