//! `dateline extract-article`, hidden: the child that finds the article in a page; see `fetch::page`.

use std::io;

use super::{Ending, out};
use crate::fetch::page;

pub fn run() -> anyhow::Result<Ending> {
    page::confine();
    page::child(io::stdin().lock(), out::stdout())?;
    Ok(Ending::Done)
}
