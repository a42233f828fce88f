//! Stories → files: JSON Lines that can be imported again, Markdown, plain text.

mod file;
mod json;
mod markdown;
mod text;

use std::io::{self, Write};

pub use file::{ExportError, file_name, to_file};
pub use json::harmless;

use crate::article::Article;

/// A shape to write stories in.
pub struct Kind {
    /// As `--format` takes it; also the extension.
    pub name: &'static str,
    /// A sentence without a full stop.
    pub help: &'static str,
    write: fn(&Article, &mut dyn Write) -> io::Result<()>,
    /// What stands between two stories.
    between: &'static str,
}

/// Every shape; the first is the default.
pub const KINDS: &[Kind] = &[
    Kind {
        name: "jsonl",
        help: "A JSON object a line: what was received and what was understood of it; can be imported again",
        write: json::write,
        between: "",
    },
    Kind {
        name: "md",
        help: "Markdown: heading, dateline, paragraphs, link",
        write: markdown::write,
        between: "\n---\n\n",
    },
    Kind {
        name: "txt",
        help: "Plain text: headline, dateline, a paragraph a line",
        write: text::write,
        between: "\n\n",
    },
];

/// A shape by the name that `--format` takes.
pub fn named(name: &str) -> Option<&'static Kind> {
    KINDS.iter().find(|kind| kind.name == name)
}

/// The shape for a pipe or a plain terminal.
pub fn plain() -> &'static Kind {
    &KINDS[2]
}

/// Writes the stories one after another; answers how many. The first error ends it.
pub fn write<E: From<io::Error>>(
    kind: &Kind,
    stories: impl IntoIterator<Item = Result<Article, E>>,
    out: &mut dyn Write,
) -> Result<u64, E> {
    let mut written = 0;
    for story in stories {
        let story = story?;
        if written > 0 {
            out.write_all(kind.between.as_bytes())?;
        }
        (kind.write)(&story, out)?;
        written += 1;
    }
    Ok(written)
}

impl std::fmt::Debug for Kind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Kind({})", self.name)
    }
}
