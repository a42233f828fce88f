//! Names of exported files: made by us from date and headline, never taken from the story's source.

use std::fs::{File, OpenOptions};
use std::io::{self, BufWriter, ErrorKind, Write};
use std::path::{Path, PathBuf};

use unicode_normalization::UnicodeNormalization;

use super::{KINDS, Kind, named};
use crate::article::Article;

/// The longest slug, in bytes.
const SLUG: usize = 60;
/// How many names are tried beside each other.
const TRIES: u32 = 10_000;

#[derive(Debug, thiserror::Error)]
pub enum ExportError {
    #[error("no export format is called {0}: it is one of {names}", names = names())]
    Format(String),
    #[error("{path}: cannot be written: {source}")]
    Write { path: PathBuf, source: io::Error },
}

fn names() -> String {
    KINDS.iter().map(|kind| kind.name).collect::<Vec<_>>().join(", ")
}

/// Writes one story into a new file in `dir`; answers its path.
pub fn to_file(article: &Article, format: &str, dir: &Path) -> Result<PathBuf, ExportError> {
    let kind = named(format).ok_or_else(|| ExportError::Format(format.to_owned()))?;
    let failed = |path: &Path, source| ExportError::Write { path: path.to_owned(), source };
    std::fs::create_dir_all(dir).map_err(|source| failed(dir, source))?;
    let (file, path) = create(dir, article, kind).map_err(|source| failed(dir, source))?;
    let mut file = BufWriter::new(file);
    (kind.write)(article, &mut file).and_then(|()| file.flush()).map_err(|source| failed(&path, source))?;
    Ok(path)
}

/// `2019-12-13-aliyev-confident-of-relations`: ASCII letters, digits and hyphens, no extension.
pub fn file_name(article: &Article) -> String {
    let day = article.date.map_or("undated".to_owned(), |date| date.format("%Y-%m-%d").to_string());
    let slug = slug(&article.headline.text);
    if slug.is_empty() { format!("{day}-story") } else { format!("{day}-{slug}") }
}

/// Opens a new file for a story in `dir`, numbered where the name is taken; never opens what is there.
fn create(dir: &Path, article: &Article, kind: &Kind) -> io::Result<(File, PathBuf)> {
    let name = file_name(article);
    for number in 1..=TRIES {
        let path = match number {
            1 => dir.join(format!("{name}.{}", kind.name)),
            _ => dir.join(format!("{name}-{number}.{}", kind.name)),
        };
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Ok(file) => return Ok((file, path)),
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            Err(error) => return Err(error),
        }
    }
    Err(io::Error::new(
        ErrorKind::AlreadyExists,
        format!("{name} is taken {TRIES} times: clear the directory"),
    ))
}

/// Whole words where they fit; accents go, other scripts leave nothing.
fn slug(headline: &str) -> String {
    let plain: String = headline.nfkd().filter(char::is_ascii).collect::<String>().to_ascii_lowercase();
    let plain = plain.replace('\'', "");
    let mut slug = String::new();
    for word in plain.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| !word.is_empty()) {
        if slug.is_empty() {
            slug.push_str(&word[..word.len().min(SLUG)]);
        } else if slug.len() + 1 + word.len() <= SLUG {
            slug.push('-');
            slug.push_str(word);
        } else {
            break;
        }
    }
    slug
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{RawCopy, parse};

    #[test]
    fn a_slug_is_short_ascii_without_separators() {
        for (headline, expected) in [
            ("Aliyev confident of relations", "aliyev-confident-of-relations"),
            ("../../etc/passwd \0 C:\\x", "etc-passwd-c-x"),
            ("Café's réouverture: demain", "cafes-reouverture-demain"),
            ("Баку", ""),
            ("", ""),
        ] {
            assert_eq!(slug(headline), expected);
        }
        assert!(slug(&"word ".repeat(50)).len() <= SLUG && slug(&"x".repeat(500)).len() == SLUG);
    }

    #[test]
    fn a_taken_name_is_numbered_and_the_file_there_is_left_alone() {
        let dir = tempfile::tempdir().unwrap();
        let story = parse(RawCopy { title: Some("A".to_owned()), ..RawCopy::from_text("A story.") });
        let (_, first) = create(dir.path(), &story, &KINDS[1]).unwrap();
        std::fs::write(&first, "mine").unwrap();
        let (_, second) = create(dir.path(), &story, &KINDS[1]).unwrap();
        assert!(second.file_name().unwrap().to_str().unwrap().ends_with("-2.md"));
        assert_eq!(std::fs::read_to_string(first).unwrap(), "mine");
    }
}
