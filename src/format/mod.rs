//! The shapes of copy: one table that detection, `--format`, help and docs all read.

mod charset;
mod decode;
pub mod feed;
mod files;
pub mod html;
pub mod json;
mod jsonl;
mod lines;
mod mail;
mod news;
pub mod newsboat;
pub mod opml;
mod page;
mod table;
mod text;
pub mod wire;
pub mod xml;

use std::fs::File;
use std::io::{self, BufReader, Cursor, Read};
use std::ops::ControlFlow;
use std::path::Path;

pub use files::{STDIN, read_paths};
pub use lines::{Line, Lines};
pub use page::page_text;
pub use text::decoded;

use crate::article::RawCopy;

/// One shape of copy.
pub struct Format {
    /// As `--format` takes it.
    pub name: &'static str,
    /// Without the dot, lower case. Where several formats share one, the beginning of the file decides.
    pub extensions: &'static [&'static str],
    /// A sentence without a full stop.
    pub help: &'static str,
    /// Whether the beginning of a file looks like it.
    pub detect: fn(&Sniff<'_>) -> bool,
    pub read: fn(Input, &mut Give<'_>) -> Flow,
}

const FEED: &str = "feed";

/// Every format, in the order they are tried in.
pub const FORMATS: &[Format] = &[
    Format {
        name: "ninjs",
        extensions: &["ninjs", "json"],
        help: "IPTC ninjs 1 to 3, a story a file or several",
        detect: |sniff| news::is_wire(sniff, "ninjs"),
        read: |input, give| news::read_wire(input, give, "ninjs"),
    },
    Format {
        name: "newsml-g2",
        extensions: &["xml"],
        help: "IPTC NewsML-G2: news, package and planning items",
        detect: |sniff| news::is_wire(sniff, "newsml-g2"),
        read: |input, give| news::read_wire(input, give, "newsml-g2"),
    },
    Format {
        name: "newsml-1",
        extensions: &["newsml", "xml"],
        help: "IPTC NewsML 1",
        detect: |sniff| news::is_wire(sniff, "newsml-1"),
        read: |input, give| news::read_wire(input, give, "newsml-1"),
    },
    Format {
        name: "nitf",
        extensions: &["nitf", "xml"],
        help: "IPTC NITF 3",
        detect: |sniff| news::is_wire(sniff, "nitf"),
        read: |input, give| news::read_wire(input, give, "nitf"),
    },
    Format {
        name: "anpa",
        extensions: &["txt", "text", "wire"],
        help: "ANPA-1312 wire, one message or several",
        detect: |sniff| news::is_wire(sniff, "anpa"),
        read: |input, give| news::read_wire(input, give, "anpa"),
    },
    Format {
        name: "iptc7901",
        extensions: &["txt", "text", "wire"],
        help: "IPTC 7901 wire, one message or several",
        detect: |sniff| news::is_wire(sniff, "iptc7901"),
        read: |input, give| news::read_wire(input, give, "iptc7901"),
    },
    Format {
        name: FEED,
        extensions: &["rss", "atom", "rdf", "xml", "json"],
        help: "A feed, a story an item: RSS, Atom, RDF, CDF or JSON Feed",
        detect: news::is_feed,
        read: news::read_feed,
    },
    Format {
        name: "jsonl",
        extensions: &["jsonl", "ndjson"],
        help: "JSON Lines: an object a line, {\"text\", \"title\"?, \"date\"?, \"url\"?, \"source\"?, \"lang\"?, \"id\"?}",
        detect: jsonl::detect,
        read: jsonl::read,
    },
    Format {
        name: "csv",
        extensions: &["csv", "tsv"],
        help: "CSV or TSV, a story a row: the first row names the columns, `text` or `body`, and `title`, `date`, `url`, `source`, `lang`, `id` where there are any",
        detect: table::detect,
        read: table::read,
    },
    Format {
        name: "mail",
        extensions: &["eml", "mbox"],
        help: "Newsletters: a mail (EML), or a mailbox of them (mbox)",
        detect: mail::detect,
        read: mail::read,
    },
    Format {
        name: "html",
        extensions: &["html", "htm", "xhtml"],
        help: "A saved web page: the text of its article, its title and its day",
        detect: page::detect,
        read: page::read,
    },
    Format {
        name: "text",
        extensions: &["txt", "text", "wire"],
        help: "Raw copy as it comes from a wire: one story a file, or several that each begin with ` date YYYY-MM-DD `",
        detect: text::detect,
        read: text::read,
    },
];

/// What a reader hears: a story, or what was no story. `Break` ends the reading.
pub type Give<'a> = dyn FnMut(Result<RawCopy, NotUnderstood>) -> Flow + 'a;
pub type Flow = ControlFlow<()>;

/// Something that was read but is no story; never fatal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{place}: {why}")]
pub struct NotUnderstood {
    /// "file" or "file:line", the line counted from 1.
    pub place: String,
    pub why: String,
}

/// The beginning of a file, for detection.
#[derive(Debug, Clone, Copy)]
pub struct Sniff<'a> {
    /// Lower case, without the dot; empty where there is none.
    pub extension: &'a str,
    /// At most [`HEAD`] bytes.
    pub head: &'a [u8],
}

/// How much of a file detection sees, in bytes.
pub const HEAD: usize = 8 * 1024;

/// A file or standard input, open.
pub struct Input {
    /// As the user knows it.
    pub name: String,
    extension: String,
    head: Vec<u8>,
    rest: Box<dyn Read + Send>,
}

impl Input {
    pub fn file(path: &Path) -> io::Result<Input> {
        let extension = path.extension().and_then(|e| e.to_str()).unwrap_or("").to_ascii_lowercase();
        Input::new(path.display().to_string(), extension, Box::new(File::open(path)?))
    }

    pub fn stdin() -> io::Result<Input> {
        Input::new("standard input".to_owned(), String::new(), Box::new(io::stdin()))
    }

    fn new(name: String, extension: String, mut rest: Box<dyn Read + Send>) -> io::Result<Input> {
        // A pipe is not waited for once its first line is there: whoever writes to it may be waiting for us.
        let (mut head, mut filled) = (vec![0; HEAD], 0);
        while filled < HEAD && !shows_its_kind(&head[..filled]) {
            match rest.read(&mut head[filled..]) {
                Ok(0) => break,
                Ok(read) => filled += read,
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        head.truncate(filled);
        Ok(Input { name, extension, head, rest })
    }

    pub fn sniff(&self) -> Sniff<'_> {
        Sniff { extension: &self.extension, head: &self.head }
    }

    /// Whether its name says that it is of this format.
    pub fn has_extension_of(&self, format: &Format) -> bool {
        format.extensions.contains(&self.extension.as_str())
    }

    /// All of it, from the first byte.
    pub fn reader(self) -> BufReader<impl Read + Send + use<>> {
        BufReader::with_capacity(128 * 1024, Cursor::new(self.head).chain(self.rest))
    }

    /// Reads it in the format asked for, else in the one it looks like.
    pub fn read(self, forced: Option<&Format>, give: &mut Give<'_>) -> Flow {
        match forced.or_else(|| self.sniff().format()) {
            Some(format) => (format.read)(self, give),
            None => give(Err(NotUnderstood { why: self.sniff().why_none(), place: self.name })),
        }
    }
}

/// Whether what was read of a file tells what it is: a whole line does, unless it only opens a document.
fn shows_its_kind(head: &[u8]) -> bool {
    let head = head.trim_ascii_start();
    let line = head.split(|byte| *byte == b'\n').next().filter(|line| line.len() < head.len());
    let opens = |line: &[u8]| {
        matches!(line.first(), Some(b'<' | ..b' ')) || matches!(line.trim_ascii_end(), b"{" | b"[")
    };
    line.is_some_and(|line| !opens(line))
}

impl Sniff<'_> {
    /// An extension of one format decides; else what the beginning looks like, of those that share the extension first.
    pub fn format(&self) -> Option<&'static Format> {
        let mut named = FORMATS.iter().filter(|format| format.extensions.contains(&self.extension));
        match (named.next(), named.next()) {
            (Some(only), None) => Some(only),
            (None, _) => FORMATS.iter().find(|format| (format.detect)(self)),
            _ => {
                let shares = |format: &&Format| format.extensions.contains(&self.extension);
                let mut looking = FORMATS.iter().filter(shares).chain(FORMATS);
                looking.find(|format| (format.detect)(self))
            }
        }
    }

    fn why_none(&self) -> String {
        decode::refuse(self.head).unwrap_or_else(|| {
            let names: Vec<&str> = FORMATS.iter().map(|format| format.name).collect();
            format!("looks like none of {}: say which it is with --format", names.join(", "))
        })
    }
}

/// A format by the name that `--format` takes.
pub fn named(name: &str) -> Option<&'static Format> {
    FORMATS.iter().find(|format| format.name == name)
}

impl Format {
    /// Whether it is a feed, or a format of the wires.
    pub fn holds_items(&self) -> bool {
        self.name == FEED || wire::STANDARDS.iter().any(|standard| standard.name == self.name)
    }
}

impl std::fmt::Debug for Format {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Format({})", self.name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_extensions_are_written_alike() {
        for format in FORMATS {
            assert!(named(format.name).is_some() && !format.help.ends_with('.'), "{format:?}");
            for extension in format.extensions {
                assert_eq!(*extension, extension.to_ascii_lowercase());
            }
        }
    }

    #[test]
    fn the_extension_decides_and_then_the_beginning() {
        for (extension, head, expected) in [
            ("txt", "{\"text\": \"a\"}\n", Some("text")),
            ("jsonl", "BAKU", Some("jsonl")),
            ("", "{\"text\": \"a\"}\n", Some("jsonl")),
            ("", "\u{feff}\n{\"text\": \"a\"}\n{", Some("jsonl")),
            ("dat", "{\"text\": \"a very long line", Some("jsonl")),
            ("", " date 2019-12-13 BAKU, December 13. /TASS/. A.", Some("text")),
            ("", "BAKU (AP) -- A.", Some("text")),
            ("dat", " date 2019-12-13 BAKU, December 13. /TASS/. A.", Some("text")),
            ("py", "import sys\n", None),
            ("", "<html><p>BAKU", Some("html")),
            ("", "title,text\nA,B\n", Some("csv")),
            ("", "From: a\nSubject: b\nDate: c\n\nBAKU", Some("mail")),
            ("", "<rss><channel><item>", Some("feed")),
            ("xml", "<rss><channel><item>", Some("feed")),
            ("xml", "<?xml version='1.0'?>\n<nitf><head>", Some("nitf")),
            ("xml", "<newsItem guid='urn:m:1'>", Some("newsml-g2")),
            ("xml", "<NewsML><NewsItem>", Some("newsml-1")),
            ("xml", "<opml><body>", None),
            ("html", "<rss><channel><item>", Some("html")),
            ("json", "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [", Some("feed")),
            ("json", "{\n\"uri\": \"urn:m:1\", \"headline\": \"Rain\", \"body_text\": \"It", Some("ninjs")),
            ("json", "{\"text\": \"a\", \"uri\": \"b\", \"headline\": \"c\"}\n", Some("jsonl")),
            ("json", "{\"uri\": \"b\", \"headline\": \"c\"}\n{\"text\": \"a\"}\n", Some("jsonl")),
            ("jsonl", "{\"uri\": \"urn:m:1\", \"headline\": \"Rain\"}", Some("jsonl")),
            ("txt", "\u{1}mer0123 4 pl 341\r\n\u{2}Rain =\r\nIt rained.\u{3}", Some("iptc7901")),
            ("txt", "\u{1}a0123\r\n\u{2}^rain,1<\r\n^Rain<\r\n\tIt rained.\u{3}", Some("anpa")),
            ("txt", "\0", Some("text")),
            ("txt", "<p>It rained.", Some("text")),
            ("txt", " date 2019-12-13 BAKU. A.\n\u{1}mer0123 4 pl 341\r\n\u{2}Rain =\r\n", Some("text")),
            ("txt", "mer0123 4 pl 341 words\n\nRain fell.\n", Some("text")),
            ("", "#!/bin/sh\n", None),
            ("", "a\0b", None),
            ("", "", Some("text")),
        ] {
            let found = Sniff { extension, head: head.as_bytes() }.format().map(|format| format.name);
            assert_eq!(found, expected, "{extension:?} {head:?}");
        }
    }
    #[test]
    fn of_a_pipe_more_is_read_where_the_first_line_only_opens_a_document() {
        for (first, rest, expected) in [
            ("<?xml version='1.0'?>\n", "<nitf><head>", Some("nitf")),
            ("{\n", "\"uri\": \"urn:m:1\", \"headline\": \"Rain\"}", Some("ninjs")),
            ("\u{1}mer0123 4 pl 341\n", "\u{2}Rain =\nIt rained.\u{3}", Some("iptc7901")),
            ("BAKU (AP) -- A.\n", "<nitf>", Some("text")),
        ] {
            let pipe = Box::new(first.as_bytes().chain(rest.as_bytes()));
            let input = Input::new("pipe".to_owned(), String::new(), pipe).unwrap();
            assert_eq!(input.sniff().format().map(|format| format.name), expected, "{first}");
        }
    }
}
