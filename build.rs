//! Lists the sample stories for `src/sample.rs`: a file dropped into `assets/sample` is compiled in.
#![allow(clippy::print_stdout)] // this is how a build script talks to cargo

use std::fmt::Write;
use std::path::PathBuf;
use std::{env, fs, io};

fn main() -> io::Result<()> {
    println!("cargo::rerun-if-changed=assets/sample");
    let from = |name: &str| env::var_os(name).map(PathBuf::from).ok_or(io::ErrorKind::NotFound);
    let dir = from("CARGO_MANIFEST_DIR")?.join("assets").join("sample");
    let mut files: Vec<PathBuf> = match fs::read_dir(&dir) {
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
    fs::write(from("OUT_DIR")?.join("sample.rs"), list + "]")
}
