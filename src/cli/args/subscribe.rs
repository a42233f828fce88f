//! The arguments of the commands that have to do with subscriptions.

use std::path::PathBuf;

use clap::{Subcommand, ValueHint};

pub const ADD_NOTE: &str = "\
A page is looked through for the feeds it names. Where it names several, a terminal is asked which; else they are
listed and the status is 2.

Examples:
  dateline add https://holm.example/ --tag nordic
  dateline add https://lind.example/feed.xml --title 'Lind, mornings'";

#[derive(Debug, clap::Args)]
pub struct Add {
    /// The address of a feed, or of a page that has one
    #[arg(value_hint = ValueHint::Url)]
    pub url: String,
    /// Put it under this tag; may be given several times
    #[arg(long, short, value_name = "TAG")]
    pub tag: Vec<String>,
    /// Call it this instead of what it calls itself
    #[arg(long, value_name = "NAME")]
    pub title: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Feeds {
    /// A JSON object a line
    #[arg(long)]
    pub json: bool,
}

#[derive(Debug, clap::Args)]
pub struct Remove {
    /// Its number, address or name, as `dateline feeds` prints them
    pub feed: String,
}

#[derive(Debug, clap::Args)]
pub struct Rename {
    /// Its number, address or name
    pub feed: String,
    /// What to call it; what it calls itself where there is none
    pub name: Option<String>,
}

#[derive(Debug, clap::Args)]
pub struct Tag {
    /// Its number, address or name
    pub feed: String,
    /// Tags to put it under
    pub tags: Vec<String>,
    /// Take it out of this tag; may be given several times
    #[arg(long, value_name = "TAG")]
    pub remove: Vec<String>,
}

pub const FULL_TEXT_NOTE: &str = "\
Each fetch of the feed then asks for the pages of its newest stories, twenty at most, one after the other. Search and
counts go by the text as received; in the reader, t shows the one or the other.";

#[derive(Debug, clap::Args)]
pub struct FullText {
    /// Its number, address or name
    pub feed: String,
    /// No longer
    #[arg(long)]
    pub off: bool,
}

pub const FETCH_NOTE: &str = "\
A feed is asked for when it is due: never twice within the hour, and less often where it or its server says so or
where it fails. No option changes that. It may run from cron or a timer beside an open reader.
What fails is told in a line each on standard error; the status is 1 where all that was asked for failed.

Proxies are taken from the environment, as curl does: http_proxy, https_proxy and all_proxy name one each
(http://name:password@host:port), no_proxy lists hosts, domains and networks that are asked without one.";

#[derive(Debug, clap::Args)]
pub struct Fetch {
    /// Numbers, addresses or names; all feeds where there is none
    pub feeds: Vec<String>,
    /// Print nothing but errors
    #[arg(short, long)]
    pub quiet: bool,
}

#[derive(Debug, clap::Args)]
pub struct Opml {
    #[command(subcommand)]
    pub command: OpmlCommand,
}

#[derive(Debug, Subcommand)]
pub enum OpmlCommand {
    /// Subscribe to the feeds of a list; outlines around a feed become its tags
    Import {
        /// A list in OPML, newsboat's urls file, or - for standard input
        #[arg(value_hint = ValueHint::FilePath)]
        file: PathBuf,
    },
    /// Print the subscriptions as a list
    Export,
}
