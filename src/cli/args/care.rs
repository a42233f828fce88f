//! The arguments of what takes care of a library: reading it again, checking, backing up and restoring it.

use std::path::PathBuf;

use clap::ValueHint;

pub const REPARSE_NOTE: &str = "\
Bookmarks, read marks, notes and what you put right stay as they are. Stop it with Ctrl-C at any time and run it \
again to go on; a reader that is open meanwhile goes on reading.";

#[derive(Debug, clap::Args)]
pub struct Reparse {
    /// Every story, not only those that were read with older rules
    #[arg(long)]
    pub all: bool,
    /// Print nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

pub const PRUNE_NOTE: &str = "\
Says how many it would remove and asks; where no terminal can be asked, --yes has to be given. What you bookmarked, \
wrote a note on or put right stays in any case. A removed story does not come back with its feed or file, only with \
`dateline import --again`; `dateline backup` before keeps everything. The room it took is used for stories to come.
Without a query it removes what the setting feeds.retention no longer keeps, as every `dateline fetch` does. Without \
either nothing ever leaves a library.

Examples:
  dateline prune before:2020
  dateline prune 'source:\"Holm Daily\" is:read before:2026-06-01'";

#[derive(Debug, clap::Args)]
pub struct Prune {
    /// What to remove, as / in the reader takes it
    pub query: Vec<String>,
    /// Do it without asking
    #[arg(long, short)]
    pub yes: bool,
    /// Print nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

pub const DOCTOR_NOTE: &str = "\
Checks the database file, reads every story, and compares the search index and the counts with the stories. Without \
--repair nothing is changed, and the exit status is 1 where anything was found. A repair puts right what can be made \
again from the stories; nothing that you had is ever deleted, and what only a backup can bring back is named.";

#[derive(Debug, clap::Args)]
pub struct Doctor {
    /// Put right what can be: the search index and the counts; the exit status is 1 where something is left
    #[arg(long)]
    pub repair: bool,
}

pub const BACKUP_NOTE: &str = "\
A reader or an import that is open meanwhile goes on. The file stands under its name only once it is whole and \
checked. The search index is not in it: it is made anew when the backup is restored.";

#[derive(Debug, clap::Args)]
pub struct Backup {
    /// The file to write
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// Write over a file that is there
    #[arg(long)]
    pub force: bool,
}

pub const RESTORE_NOTE: &str = "\
The backup is checked first. The library that stood there is kept beside it under a name with today's date, which is \
printed. Close every other dateline on this library before.";

#[derive(Debug, clap::Args)]
pub struct Restore {
    /// A file that `dateline backup` wrote
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
}
