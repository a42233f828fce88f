//! `dateline feed show FILE`: what is in a feed, to be read or as JSON.

use std::fs::File;
use std::io::{self, Read, Write};
use std::path::Path;

use anyhow::Context;
use chrono::{DateTime, Utc};
use serde::Serialize;
use serde_json::json;

use super::args::{self, FeedCommand, FeedShow};
use super::{Ending, out};
use crate::format::STDIN;
use crate::format::feed::{self, Enclosure, Feed, Item, LARGEST, Prose, Status, Wire};
use crate::format::html;
use crate::sanitize;

pub fn run(args: &args::Feed) -> anyhow::Result<Ending> {
    let FeedCommand::Show(args) = &args.command;
    show(args)
}

fn show(args: &FeedShow) -> anyhow::Result<Ending> {
    let name = args.file.display().to_string();
    let bytes = bytes(&args.file).with_context(|| name.clone())?;
    let feed = feed::read_owned(bytes, None).map_err(|why| anyhow::anyhow!("{name} {why}"))?;
    let mut stdout = out::stdout();
    if args.json {
        write_json(&feed, &mut stdout)?;
    } else {
        write_plain(&feed, &mut stdout)?;
    }
    stdout.flush()?;
    if !feed.notes.is_empty() {
        out::say(&format!("note: {}", line(&feed.notes.join("; "))));
    }
    Ok(Ending::Done)
}

/// No more than can be read anyway, so that nothing that never ends fills the memory.
fn bytes(file: &Path) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    let most = LARGEST as u64 + 1;
    if file.as_os_str() == STDIN {
        io::stdin().take(most).read_to_end(&mut bytes)?;
    } else {
        File::open(file)?.take(most).read_to_end(&mut bytes)?;
    }
    Ok(bytes)
}

#[derive(Serialize)]
struct Shown {
    id: String,
    title: Option<String>,
    link: Option<String>,
    published: Option<String>,
    updated: Option<String>,
    authors: Vec<String>,
    summary: Option<String>,
    content: Option<String>,
    categories: Vec<String>,
    enclosures: Vec<serde_json::Value>,
    /// The wires' own formats say these two as well.
    #[serde(flatten)]
    wire: Option<ShownWire>,
}

#[derive(Serialize)]
struct ShownWire {
    lang: Option<String>,
    wire: serde_json::Value,
}

/// Item by item, so that a long feed is never in memory twice.
fn write_json(feed: &Feed, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let said = |text: &Option<String>| serde_json::to_string(&text.as_deref().and_then(some_line));
    write!(
        stdout,
        "{{\"title\":{},\"link\":{},\"lang\":{},\"items\":[",
        said(&feed.title)?,
        said(&feed.link)?,
        said(&feed.lang)?
    )?;
    for (index, item) in feed.items.iter().enumerate() {
        stdout.write_all(if index == 0 { b"\n" } else { b",\n" })?;
        serde_json::to_writer(&mut *stdout, &shown(item))?;
    }
    stdout.write_all(b"]}\n")?;
    Ok(())
}

fn shown(item: &Item) -> Shown {
    let content = item.content.as_ref().and_then(prose);
    let summary = item.summary.as_ref().and_then(prose).filter(|summary| Some(summary) != content.as_ref());
    Shown {
        id: line(&item.id),
        title: item.title.as_deref().and_then(some_line),
        link: item.link.as_deref().and_then(some_line),
        published: item.published.map(moment),
        updated: item.updated.map(moment),
        authors: lines(&item.authors),
        summary,
        content,
        categories: lines(&item.categories),
        enclosures: item.enclosures.iter().map(enclosure).collect(),
        wire: item
            .wire
            .as_ref()
            .map(|wire| ShownWire { lang: item.lang.as_deref().and_then(some_line), wire: told(wire) }),
    }
}

fn enclosure(Enclosure { url, media }: &Enclosure) -> serde_json::Value {
    json!({"url": line(url), "type": media.as_deref().and_then(some_line)})
}

fn told(wire: &Wire) -> serde_json::Value {
    let said = |text: &Option<String>| text.as_deref().and_then(some_line);
    json!({
        "format": wire.format,
        "slugline": said(&wire.slugline),
        "series": said(&wire.series),
        "advice": said(&wire.advice),
        "urgency": wire.urgency,
        "copyrightholder": said(&wire.copyright_holder),
        "place": said(&wire.place),
        "byline": said(&wire.byline),
        "version": said(&wire.version),
        "status": match wire.status {
            Status::Usable => "usable",
            Status::Withheld => "withheld",
            Status::Canceled => "canceled",
        },
        "embargoed": wire.embargoed_until.map(moment),
    })
}

fn write_plain(feed: &Feed, stdout: &mut dyn Write) -> anyhow::Result<()> {
    let title = feed.title.as_deref().and_then(some_line);
    writeln!(stdout, "{}", title.as_deref().unwrap_or("(no title)"))?;
    if let Some(link) = feed.link.as_deref().and_then(some_line) {
        writeln!(stdout, "{link}")?;
    }
    for item in &feed.items {
        let title = item.title.as_deref().and_then(some_line);
        writeln!(stdout, "\n{}", title.as_deref().unwrap_or("(no title)"))?;
        let date = item.published.or(item.updated).map(|date| date.format("%Y-%m-%d %H:%M").to_string());
        let head: Vec<String> = date.into_iter().chain(lines(&item.authors)).collect();
        if !head.is_empty() {
            writeln!(stdout, "  {}", head.join(" · "))?;
        }
        if let Some(link) = item.link.as_deref().and_then(some_line) {
            writeln!(stdout, "  {link}")?;
        }
        if let Some(text) = item.content.as_ref().or(item.summary.as_ref()).and_then(prose) {
            writeln!(stdout, "  {text}")?;
        }
    }
    Ok(())
}

fn moment(date: DateTime<Utc>) -> String {
    date.format("%Y-%m-%dT%H:%M:%SZ").to_string()
}

fn prose(prose: &Prose) -> Option<String> {
    some_line(&prose.plain())
}

fn lines(texts: &[String]) -> Vec<String> {
    texts.iter().filter_map(|text| some_line(text)).collect()
}

fn some_line(text: &str) -> Option<String> {
    Some(line(text)).filter(|line| !line.is_empty())
}

/// What was taken out may leave two blanks side by side.
fn line(text: &str) -> String {
    html::collapsed(&sanitize::line(text))
}
