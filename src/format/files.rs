//! Files, directories and standard input, in a stable order.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::{Flow, Format, Give, Input, NotUnderstood};

/// Standard input's name among paths.
pub const STDIN: &str = "-";

/// Reads everything that the paths name: files as they are, directories through and through (sorted by name, hidden
/// entries left out, no directory inside itself), `-` as standard input. What cannot be read is given as not understood.
pub fn read_paths(paths: &[PathBuf], forced: Option<&Format>, give: &mut Give<'_>) -> Flow {
    let mut walk = Walk { forced, give, above: Vec::new() };
    paths.iter().try_for_each(|path| walk.path(path))
}

struct Walk<'a, 'b> {
    forced: Option<&'a Format>,
    give: &'a mut Give<'b>,
    /// The directories around this one, as the disk knows them: a link back to one of them is a loop.
    above: Vec<PathBuf>,
}

impl Walk<'_, '_> {
    fn path(&mut self, path: &Path) -> Flow {
        if path.as_os_str() == STDIN {
            return self.input("standard input", Input::stdin());
        }
        match fs::metadata(path) {
            Ok(meta) if meta.is_dir() => self.directory(path),
            // A fifo is read like a file where it was named; a walk must not wait for one.
            Ok(meta) if meta.is_file() || self.above.is_empty() => {
                self.input(&path.display().to_string(), Input::file(path))
            }
            Ok(_) => self.not(path, "is neither a file nor a directory".to_owned()),
            Err(error) => self.not(path, plain(&error)),
        }
    }

    fn directory(&mut self, path: &Path) -> Flow {
        let (real, mut entries) = match fs::canonicalize(path).and_then(|real| Ok((real, entries(path)?))) {
            Ok(found) => found,
            Err(error) => return self.not(path, plain(&error)),
        };
        if self.above.contains(&real) {
            return self.not(path, "is a link back to a directory around it".to_owned());
        }
        self.above.push(real);
        entries.sort();
        let flow = entries.iter().try_for_each(|entry| self.path(entry));
        self.above.pop();
        flow
    }

    fn input(&mut self, name: &str, input: io::Result<Input>) -> Flow {
        match input {
            Ok(input) => input.read(self.forced, self.give),
            Err(error) => (self.give)(Err(NotUnderstood { place: name.to_owned(), why: plain(&error) })),
        }
    }

    fn not(&mut self, path: &Path, why: String) -> Flow {
        (self.give)(Err(NotUnderstood { place: path.display().to_string(), why }))
    }
}

fn entries(path: &Path) -> io::Result<Vec<PathBuf>> {
    let mut entries = Vec::new();
    for entry in fs::read_dir(path)? {
        let entry = entry?;
        if !entry.file_name().as_encoded_bytes().starts_with(b".") {
            entries.push(entry.path());
        }
    }
    Ok(entries)
}

/// An error of the system without its number.
fn plain(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "no such file".to_owned(),
        io::ErrorKind::PermissionDenied => "may not be read: permission denied".to_owned(),
        _ => error.to_string(),
    }
}
