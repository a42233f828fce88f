//! The arguments, as clap reads them and as help and completions show them.

mod care;
mod feed;
mod said;
mod subscribe;

use std::path::PathBuf;

use clap::builder::{PossibleValue, RangedU64ValueParser};
use clap::{Parser, Subcommand, ValueHint};

use care::{BACKUP_NOTE, DOCTOR_NOTE, PRUNE_NOTE, REPARSE_NOTE, RESTORE_NOTE};
pub use care::{Backup, Doctor, Prune, Reparse, Restore};
use feed::FEED_NOTE;
pub use feed::{Feed, FeedCommand, FeedShow};
use said::{QUOTES_EXAMPLES, SPEAKERS_NOTE};
pub use said::{Quotes, Speakers};
use subscribe::{ADD_NOTE, FETCH_NOTE, FULL_TEXT_NOTE};
pub use subscribe::{Add, Feeds, Fetch, FullText, Opml, OpmlCommand, Remove, Rename, Tag};

use crate::config::theme;
use crate::export::KINDS;
use crate::format::FORMATS;
use crate::paths::LIBRARY_VARIABLE;

/// A terminal reader for news that knows where each story is from and who said what.
#[derive(Debug, Parser)]
#[command(name = "dateline", version, max_term_width = 100, after_long_help = EXAMPLES)]
pub struct Args {
    #[command(flatten)]
    pub reading: Reading,
    #[command(flatten)]
    pub which: Which,
    #[command(subcommand)]
    pub command: Option<Command>,
}

const EXAMPLES: &str = "\
Without arguments the reader opens on your library, or on the sample while you have none.
A subcommand wins over a file of the same name: open that one as ./import.

Examples:
  dateline                              read your library
  dateline story.txt wires/             read files and directories without importing them
  curl -s https://… | dateline -        read what comes from a pipe
  dateline --import wires/              import them, then read
  dateline import wires/*.jsonl         import them
  dateline list country:AZ after:2019-12-01
  dateline quotes said:Aliyev --md      quotations, ready to cite
  dateline show 12

Exit status: 0 done, 1 nothing matched, 2 failed.";

/// What the reader opens.
#[derive(Debug, clap::Args)]
pub struct Reading {
    /// Files, directories, or - for standard input; read without being imported
    #[arg(value_name = "FILE", value_hint = ValueHint::AnyPath)]
    pub files: Vec<PathBuf>,
    /// Import the files into the library as well
    #[arg(long, requires = "files")]
    pub import: bool,
    #[arg(long, value_name = "NAME", value_hint = ValueHint::FilePath, help = theme_help())]
    pub theme: Option<String>,
    /// Leave the mouse to the terminal
    #[arg(long)]
    pub no_mouse: bool,
    /// Read the files as this instead of by what they look like
    #[arg(long, value_name = "FORMAT", value_parser = formats(), requires = "files")]
    pub format: Option<String>,
}

/// Which library, which settings: for every subcommand.
#[derive(Debug, Clone, clap::Args)]
pub struct Which {
    #[arg(long, global = true, value_name = "DIR", value_hint = ValueHint::DirPath, help = library_help())]
    pub library: Option<PathBuf>,
    /// The sample library, which comes with the program
    #[arg(long, global = true)]
    pub sample: bool,
    /// The settings file
    #[arg(long, global = true, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub config: Option<PathBuf>,
}

#[derive(Debug, Subcommand)]
pub enum Command {
    /// Import files, directories or standard input into the library
    #[command(after_long_help = IMPORT_NOTE)]
    Import(Import),
    /// List stories, newest first
    #[command(after_long_help = LIST_EXAMPLES)]
    List(List),
    /// List the stories you bookmarked
    Bookmarks(List),
    /// List quotations with their speakers, newest first
    #[command(after_long_help = QUOTES_EXAMPLES)]
    Quotes(Quotes),
    /// Count who is quoted, most first
    #[command(after_long_help = SPEAKERS_NOTE)]
    Speakers(Speakers),
    /// Show one story
    Show(Show),
    /// Parse raw copy or JSON Lines into the interchange form, a JSON object a line
    #[command(after_long_help = PARSE_EXAMPLES)]
    Parse(Parse),
    /// Subscribe to a feed
    #[command(after_long_help = ADD_NOTE)]
    Add(Add),
    /// List the feeds you subscribe to, and how they are
    Feeds(Feeds),
    /// End a subscription; its stories stay
    Remove(Remove),
    /// Call a feed something else
    Rename(Rename),
    /// Put a feed under tags, or take it out
    Tag(Tag),
    /// Fetch the full text of a feed's new stories too, from their pages
    #[command(after_long_help = FULL_TEXT_NOTE)]
    FullText(FullText),
    /// Find the article in a page
    #[command(hide = true)]
    ExtractArticle,
    /// Fetch what is new from the feeds that are due
    #[command(after_long_help = FETCH_NOTE)]
    Fetch(Fetch),
    /// Exchange subscriptions with other programs
    Opml(Opml),
    /// Look at feeds: RSS, Atom, JSON Feed
    #[command(after_long_help = FEED_NOTE)]
    Feed(Feed),
    /// Write stories to a file, a directory or standard output
    #[command(after_long_help = EXPORT_EXAMPLES)]
    Export(Export),
    /// Remove stories from the library for good
    #[command(after_long_help = PRUNE_NOTE)]
    Prune(Prune),
    /// Count what is in the library
    Stats,
    /// Make the search index anew from the library
    Rebuild,
    /// Read the library again with today's rules, once a newer dateline knows better
    #[command(after_long_help = REPARSE_NOTE)]
    Reparse(Reparse),
    /// Look whether the library is whole, and name what is not
    #[command(after_long_help = DOCTOR_NOTE)]
    Doctor(Doctor),
    /// Copy the library, marks and notes included, into one file
    #[command(after_long_help = BACKUP_NOTE)]
    Backup(Backup),
    /// Put a backup in the place of the library
    #[command(after_long_help = RESTORE_NOTE)]
    Restore(Restore),
    /// Print every key and what it does, as your settings have them
    Keys,
    /// Print the settings in force and where each one comes from
    Config,
    /// Print a completion script for a shell
    Completions(Completions),
    /// Write the reference pages
    #[command(hide = true)]
    Docs(Docs),
}

impl Command {
    pub fn name(&self) -> &'static str {
        match self {
            Command::Import(_) => "import",
            Command::List(_) => "list",
            Command::Bookmarks(_) => "bookmarks",
            Command::Quotes(_) => "quotes",
            Command::Speakers(_) => "speakers",
            Command::Show(_) => "show",
            Command::Parse(_) => "parse",
            Command::Add(_) => "add",
            Command::Feeds(_) => "feeds",
            Command::Remove(_) => "remove",
            Command::Rename(_) => "rename",
            Command::Tag(_) => "tag",
            Command::FullText(_) => "full-text",
            Command::ExtractArticle => "extract-article",
            Command::Fetch(_) => "fetch",
            Command::Opml(_) => "opml",
            Command::Feed(_) => "feed",
            Command::Export(_) => "export",
            Command::Prune(_) => "prune",
            Command::Stats => "stats",
            Command::Rebuild => "rebuild",
            Command::Reparse(_) => "reparse",
            Command::Doctor(_) => "doctor",
            Command::Backup(_) => "backup",
            Command::Restore(_) => "restore",
            Command::Keys => "keys",
            Command::Config => "config",
            Command::Completions(_) => "completions",
            Command::Docs(_) => "docs",
        }
    }
}

const IMPORT_NOTE: &str = "\
newsboat's cache.db brings its stories with it: what was read there is marked read, what was flagged is bookmarked.
Its feeds are not subscribed to by that: give its urls file to dateline opml import, before or after.";

#[derive(Debug, clap::Args)]
pub struct Import {
    /// Files, directories, or - for standard input
    #[arg(required = true, value_name = "PATH", value_hint = ValueHint::AnyPath)]
    pub paths: Vec<PathBuf>,
    /// Read them as this instead of by what they look like
    #[arg(long, value_parser = formats())]
    pub format: Option<String>,
    /// Stories that `dateline prune` removed come back; else they stay away
    #[arg(long)]
    pub again: bool,
    /// Print nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

const LIST_EXAMPLES: &str = "\
On a terminal the columns are aligned and headlines cut to its width; elsewhere they are parted by tabs.
Words of the query may be given as one argument or as several; quote what your shell would take for its own,
and put -- before a query that begins with a hyphen.

Examples:
  dateline list
  dateline list country:AZ said:Aliyev
  dateline list '\"gas pipeline\" OR (tariffs -steel)' --limit 20
  dateline list is:unread --json | jq -r .headline";

#[derive(Debug, clap::Args)]
pub struct List {
    /// What to look for, as / in the reader takes it
    pub query: Vec<String>,
    /// A JSON object a line
    #[arg(long, conflicts_with = "tsv")]
    pub json: bool,
    /// Columns parted by tabs, on a terminal too
    #[arg(long)]
    pub tsv: bool,
    /// At most so many stories
    #[arg(long, short = 'n', value_name = "N", value_parser = RangedU64ValueParser::<usize>::new().range(1..))]
    pub limit: Option<usize>,
}

#[derive(Debug, clap::Args)]
pub struct Show {
    /// The story's number, as `dateline list` prints it
    pub id: u32,
    /// The interchange form with the text
    #[arg(long, conflicts_with = "plain")]
    pub json: bool,
    /// Plain text, on a terminal too
    #[arg(long)]
    pub plain: bool,
}

const PARSE_EXAMPLES: &str = "\
Offsets are Unicode code points into the text as it was given, half open. Where a file holds several stories they
count from the beginning of the file. A line that is no JSON object with a text gets {\"id\", \"error\"} in its place,
and the exit status is 1.

Examples:
  dateline parse story.txt
  dateline parse --jsonl < in.jsonl > out.jsonl";

#[derive(Debug, clap::Args)]
pub struct Parse {
    /// Files, or - for standard input, which is also read where none is named
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub files: Vec<PathBuf>,
    /// The input is JSON Lines; files named .jsonl are read so anyway
    #[arg(long)]
    pub jsonl: bool,
}

const EXPORT_EXAMPLES: &str = "\
Examples:
  dateline export is:bookmarked --format md --out bookmarks.md
  dateline export country:AZ --format txt --out stories/     a file a story, into a directory that exists
  dateline export | gzip > everything.jsonl.gz";

#[derive(Debug, clap::Args)]
pub struct Export {
    /// What to look for; everything where there is none
    pub query: Vec<String>,
    #[arg(long, default_value = KINDS[0].name, value_parser = kinds(), help = "The shape to write")]
    pub format: String,
    /// A file, a directory that exists (a file a story), or - for standard output
    #[arg(long, short, default_value = "-", value_hint = ValueHint::AnyPath)]
    pub out: PathBuf,
}

#[derive(Debug, clap::Args)]
pub struct Completions {
    pub shell: clap_complete::Shell,
}

#[derive(Debug, clap::Args)]
pub struct Docs {
    /// Where to write them
    #[arg(default_value = "docs")]
    pub dir: PathBuf,
}

fn theme_help() -> String {
    format!("Colours: {}, or the path of a theme file", theme::names())
}

fn library_help() -> String {
    format!("The library's directory; else {LIBRARY_VARIABLE} names it, else the settings")
}

fn formats() -> clap::builder::PossibleValuesParser {
    FORMATS.iter().map(|format| PossibleValue::new(format.name).help(format.help)).collect::<Vec<_>>().into()
}

fn kinds() -> clap::builder::PossibleValuesParser {
    KINDS.iter().map(|kind| PossibleValue::new(kind.name).help(kind.help)).collect::<Vec<_>>().into()
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_hold_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn a_subcommand_wins_over_a_file_of_its_name() {
        let args = Args::try_parse_from(["dateline", "--sample", "keys"]).unwrap();
        assert!(matches!(args.command, Some(Command::Keys)));
        let args = Args::try_parse_from(["dateline", "./keys"]).unwrap();
        assert!(args.command.is_none() && args.reading.files == [PathBuf::from("./keys")]);
    }

    #[test]
    fn a_commands_name_is_the_one_it_is_called_by() {
        for line in [
            "import a",
            "list",
            "bookmarks",
            "quotes a",
            "speakers",
            "show 1",
            "parse",
            "add a",
            "feeds",
            "remove 1",
            "rename 1 a",
            "tag 1 a",
            "full-text 1",
            "fetch",
            "opml export",
            "feed show a",
            "export",
            "stats",
            "rebuild",
            "reparse",
            "doctor",
            "backup a",
            "restore a",
            "keys",
        ] {
            let words = ["dateline"].into_iter().chain(line.split(' '));
            let command = Args::try_parse_from(words).unwrap().command.unwrap();
            assert_eq!(line.split(' ').next(), Some(command.name()));
        }
    }
}
