//! `dateline completions SHELL`: a completion script made from the arguments themselves.

use std::io::Write;

use clap::CommandFactory;

use super::args::{Args, Completions};
use super::{Ending, out};

pub fn run(args: &Completions) -> anyhow::Result<Ending> {
    // Into memory first: the generator panics where its writer fails.
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), "dateline", &mut script);
    let mut stdout = out::stdout();
    stdout.write_all(&script)?;
    stdout.flush()?;
    Ok(Ending::Done)
}
