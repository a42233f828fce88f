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

#[cfg(test)]
mod tests {
    use super::*;

    /// What a reading of `dir` gives: texts, and the rest as "name: why" with the directory cut off.
    fn read(dir: &Path, paths: &[&str], forced: Option<&Format>) -> (Vec<String>, Vec<String>) {
        let paths: Vec<PathBuf> = paths.iter().map(|path| dir.join(path)).collect();
        let (mut texts, mut nots) = (Vec::new(), Vec::new());
        let flow = read_paths(&paths, forced, &mut |story| {
            match story {
                Ok(copy) => texts.push(copy.text),
                Err(not) => nots.push(not.to_string().replace(&format!("{}/", dir.display()), "")),
            }
            Flow::Continue(())
        });
        assert_eq!(flow, Flow::Continue(()));
        (texts, nots)
    }

    fn tree(files: &[(&str, &str)]) -> tempfile::TempDir {
        let dir = tempfile::tempdir().unwrap();
        for (name, text) in files {
            let path = dir.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        }
        dir
    }

    #[test]
    fn a_directory_is_read_in_the_order_of_names_without_what_is_hidden() {
        let dir = tree(&[
            ("b.txt", "second"),
            ("a/z.txt", "first"),
            ("c/in.jsonl", "{\"text\": \"third\"}\n"),
            (".git/x.txt", "hidden"),
            (".hidden.txt", "hidden"),
            ("d.py", "import sys\n"),
        ]);
        let (texts, nots) = read(dir.path(), &[""], None);
        assert_eq!(texts, ["first", "second", "third"]);
        assert_eq!(
            nots,
            [
                "d.py: looks like none of ninjs, newsml-g2, newsml-1, nitf, anpa, iptc7901, feed, jsonl, csv, mail, html, text: say which it is with --format"
            ]
        );
        let text = super::super::named("text");
        assert_eq!(read(dir.path(), &["d.py"], text).0, ["import sys\n"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_back_and_a_dead_link_are_told_and_end_nothing() {
        let dir = tree(&[("in/a.txt", "a"), ("in/deep/b.txt", "b")]);
        std::os::unix::fs::symlink(dir.path().join("in"), dir.path().join("in/deep/back")).unwrap();
        std::os::unix::fs::symlink("nowhere", dir.path().join("in/dead.txt")).unwrap();
        let (texts, nots) = read(dir.path(), &["in"], None);
        assert_eq!(texts, ["a", "b"]);
        assert_eq!(
            nots,
            ["in/dead.txt: no such file", "in/deep/back: is a link back to a directory around it"]
        );
    }
}
