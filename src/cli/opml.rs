//! `dateline opml import`, `export`: subscriptions from and for other programs.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::{Context, bail};

use super::args::{Opml, OpmlCommand, Which};
use super::{Ending, feeds, out};
use crate::format::feed::LARGEST;
use crate::format::opml::{self, List, Outline};
use crate::format::{STDIN, newsboat};
use crate::listing::NewFeed;
use crate::quantity::{self, grouped};
use crate::store::StoreError;

/// Lines of a file that is not taken over which are told one by one.
const TOLD: usize = 20;

pub fn run(args: &Opml, which: &Which) -> anyhow::Result<Ending> {
    match &args.command {
        OpmlCommand::Import { file } => import(file, which),
        OpmlCommand::Export => export(which),
    }
}

fn import(file: &Path, which: &Which) -> anyhow::Result<Ending> {
    let name = file.display().to_string();
    let mut bytes = Vec::new();
    let most = LARGEST as u64;
    if file.as_os_str() == STDIN {
        io::stdin().take(most).read_to_end(&mut bytes)?;
    } else {
        let open = File::open(file).with_context(|| name.clone())?;
        open.take(most).read_to_end(&mut bytes).with_context(|| name.clone())?;
    }
    let read = opml::read(&bytes);
    let no_list = read.as_ref().err().copied();
    let List { feeds: listed, left_out } = read.unwrap_or_else(|_| addresses(&bytes));
    for line in left_out.iter().take(TOLD) {
        out::say(&format!("not taken over: {line}"));
    }
    if left_out.len() > TOLD {
        out::say(&format!("nor {} more like these", grouped((left_out.len() - TOLD) as u64)));
    }
    if let Some(why) = no_list.filter(|_| listed.is_empty()) {
        bail!("{name} {why}, nor a file of addresses: it has no address of http or https");
    }
    let mut library = feeds::open(which)?;
    let (mut new, mut known) = (0, 0);
    for Outline { url, title, tags } in listed {
        // Nobody typed these addresses: they may not lead into the reader's own network.
        match library.subscribe(&NewFeed { url, own: title, tags, ..NewFeed::default() }) {
            Ok(_) => new += 1,
            Err(StoreError::Subscribed(_)) => known += 1,
            Err(error) => return Err(error.into()),
        }
    }
    let mut stdout = out::stdout();
    writeln!(stdout, "subscribed to {} · to {} already", quantity::feeds(new), grouped(known))?;
    stdout.flush()?;
    Ok(if new + known == 0 { Ending::Nothing } else { Ending::Done })
}

/// newsboat's file.
fn addresses(bytes: &[u8]) -> List {
    let text = String::from_utf8_lossy(bytes);
    let left_out = newsboat::refused(&text).into_iter().map(|word| format!("{word}: {}", opml::NO_ADDRESS));
    List { feeds: newsboat::read(&text), left_out: left_out.collect() }
}

fn export(which: &Which) -> anyhow::Result<Ending> {
    let subscribed = feeds::open(which)?.feeds()?;
    let outlines: Vec<Outline> = subscribed
        .into_iter()
        .map(|feed| Outline { title: Some(feed.name().to_owned()), url: feed.url, tags: feed.tags })
        .collect();
    let mut stdout = out::stdout();
    stdout.write_all(opml::write(&outlines).as_bytes())?;
    stdout.flush()?;
    Ok(Ending::Done)
}
