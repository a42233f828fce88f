//! `dateline opml import`, `export`: subscriptions from and for other programs.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::{Context, bail};

use super::args::{Opml, OpmlCommand, Which};
use super::{Ending, feeds, out};
use crate::format::feed::LARGEST;
use crate::format::opml::{self, Outline};
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
    let listed = match opml::read(&bytes) {
        Ok(listed) => listed,
        Err(why) => addresses(&bytes).with_context(|| format!("{name} {why}, nor a file of addresses"))?,
    };
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

/// newsboat's file; what runs something there is not taken over, and that is told.
fn addresses(bytes: &[u8]) -> anyhow::Result<Vec<Outline>> {
    let text = String::from_utf8_lossy(bytes);
    let refused = newsboat::refused(&text);
    for word in refused.iter().take(TOLD) {
        out::say(&format!("not taken over: {word}: only addresses of http and https are, no commands"));
    }
    if refused.len() > TOLD {
        out::say(&format!("nor {} more like these", grouped((refused.len() - TOLD) as u64)));
    }
    match newsboat::read(&text) {
        listed if listed.is_empty() => bail!("it has no address of http or https"),
        listed => Ok(listed),
    }
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
