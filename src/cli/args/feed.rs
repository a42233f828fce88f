//! The arguments of `dateline feed`.

use std::path::PathBuf;

use clap::{Subcommand, ValueHint};

#[derive(Debug, clap::Args)]
pub struct Feed {
    #[command(subcommand)]
    pub command: FeedCommand,
}

#[derive(Debug, Subcommand)]
pub enum FeedCommand {
    /// Print what is in a file that holds a feed
    Show(FeedShow),
}

#[derive(Debug, clap::Args)]
pub struct FeedShow {
    /// A file, or - for standard input
    #[arg(value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub file: PathBuf,
    /// One JSON object
    #[arg(long)]
    pub json: bool,
}

pub const FEED_NOTE: &str = "\
Read are RSS of all versions, RDF, Atom, CDF and JSON Feed, and what agencies send:
ninjs, NewsML-G2, NewsML 1, NITF, IPTC 7901 and ANPA-1312, in whatever encoding and state they are.
What is wrong with a feed that could be read is told in one line on standard error.
A file that is no feed ends with the status 2.

Examples:
  dateline feed show news.xml
  curl -s https://… | dateline feed show - --json | jq -r '.items[].title'";
