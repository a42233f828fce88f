//! `dateline add`, `feeds`, `remove`, `rename`, `tag`: the feeds that are subscribed to.

use std::io::{self, BufRead, IsTerminal, Write};

use anyhow::bail;
use chrono::DateTime;
use serde_json::json;

use super::args::{Add, Feeds, FullText, Remove, Rename, Tag, Which};
use super::{Ending, out};
use crate::fetch::discover::{Candidate, discover};
use crate::fetch::{self, Client};
use crate::listing::{NewFeed, Subscription};
use crate::quantity::grouped;
use crate::sanitize;
use crate::store::Library;
use crate::width;

/// The library for subscriptions: made where it is missing, never the sample.
pub fn open(which: &Which) -> anyhow::Result<Library> {
    if which.sample {
        bail!("the sample library has no feeds: leave --sample out, or name a library with --library DIR");
    }
    let setup = which.told_setup()?;
    let mut library = Library::open(&setup.paths.library)?;
    library.stem(setup.config.stemming())?;
    Ok(library)
}

/// The feed that a number, an address or a name means.
pub fn named(library: &Library, word: &str) -> anyhow::Result<Subscription> {
    let mut feeds = library.feeds()?;
    let exact = |feed: &Subscription| {
        feed.id.0.to_string() == word || feed.url == word || feed.typed.as_deref() == Some(word)
    };
    if let Some(at) = feeds.iter().position(exact) {
        return Ok(feeds.swap_remove(at));
    }
    feeds.retain(|feed| feed.name().to_lowercase() == word.to_lowercase());
    match (feeds.pop(), feeds.is_empty()) {
        (Some(feed), true) => Ok(feed),
        (Some(_), false) => {
            bail!("several feeds are called {word}: give the number that `dateline feeds` prints")
        }
        (None, _) => bail!("no feed {word}: `dateline feeds` lists them"),
    }
}

pub fn add(args: Add, which: &Which) -> anyhow::Result<Ending> {
    let typed = fetch::address(&args.url).map_err(anyhow::Error::msg)?;
    let mut library = open(which)?;
    let mut found = discover(&Client::default(), &typed, super::now())
        .map_err(|why| anyhow::anyhow!("{typed}: {why}"))?;
    let chosen = if found.len() == 1 { found.swap_remove(0) } else { choose(&typed, found)? };
    let Candidate { url, title } = chosen;
    let id = library.subscribe(&NewFeed {
        url: url.clone(),
        typed: Some(typed),
        title: title.clone(),
        own: args.title.clone(),
        tags: args.tag,
    })?;
    let name = args.title.or(title).unwrap_or_else(|| url.clone());
    let mut stdout = out::stdout();
    writeln!(stdout, "subscribed to {} as feed {}", sanitize::line(&name), id.0)?;
    writeln!(stdout, "  {}\n  dateline fetch brings its stories", sanitize::line(&url))?;
    stdout.flush()?;
    Ok(Ending::Done)
}

fn choose(page: &str, mut found: Vec<Candidate>) -> anyhow::Result<Candidate> {
    let asking = io::stdin().is_terminal() && io::stderr().is_terminal();
    out::say(&format!("{page} has several feeds:"));
    for (number, feed) in (1..).zip(&found) {
        out::say(&format!("  {number}  {}  {}", feed.url, feed.title.as_deref().unwrap_or_default()));
    }
    if !asking {
        bail!("which of them? give the address of one: dateline add URL");
    }
    let mut err = io::stderr().lock();
    write!(err, "which one (1 to {})? ", found.len())?;
    err.flush()?;
    let mut line = String::new();
    io::stdin().lock().read_line(&mut line)?;
    match line.trim().parse::<usize>() {
        Ok(number) if (1..=found.len()).contains(&number) => Ok(found.swap_remove(number - 1)),
        _ => bail!("none of them was chosen: nothing was subscribed to"),
    }
}

pub fn list(args: &Feeds, which: &Which) -> anyhow::Result<Ending> {
    let feeds = open(which)?.feeds()?;
    let mut stdout = out::stdout();
    if args.json {
        for feed in &feeds {
            writeln!(stdout, "{}", told(feed))?;
        }
    } else {
        table(&feeds, &mut stdout)?;
    }
    stdout.flush()?;
    if feeds.is_empty() {
        out::say("no feeds yet: dateline add URL");
        return Ok(Ending::Nothing);
    }
    Ok(Ending::Done)
}

fn table(feeds: &[Subscription], out: &mut dyn Write) -> io::Result<()> {
    let head = ["", "feed", "tags", "last success", "next due", "items", "errors"].map(str::to_owned);
    let rows: Vec<[String; 7]> = std::iter::once(head).chain(feeds.iter().map(row)).collect();
    let wide = |column: usize| rows.iter().map(|row| width::width(&row[column])).max().unwrap_or(0);
    let widths: Vec<usize> = (0..7).map(wide).collect();
    for row in rows.iter().filter(|_| !feeds.is_empty()) {
        let cells: Vec<String> =
            row.iter().zip(&widths).map(|(text, wide)| width::pad(text, *wide)).collect();
        writeln!(out, "{}", cells.join("  ").trim_end())?;
    }
    Ok(())
}

fn row(feed: &Subscription) -> [String; 7] {
    let local = |at: i64| {
        let at = DateTime::from_timestamp(at, 0).map(|at| at.with_timezone(&chrono::Local));
        at.map(|at| at.format("%Y-%m-%d %H:%M").to_string()).unwrap_or_default()
    };
    let due = match feed.next_due {
        _ if feed.ended => "ended".to_owned(),
        0 => "now".to_owned(),
        at => local(at),
    };
    let errors = match &feed.error {
        Some(error) if feed.errors > 0 => format!("{} · {error}", feed.errors),
        Some(error) => error.clone(),
        None => String::new(),
    };
    [
        feed.id.0.to_string(),
        feed.name().to_owned(),
        feed.tags.join(", "),
        feed.last_success.map_or_else(|| "never".to_owned(), local),
        due,
        grouped(feed.items),
        errors,
    ]
    .map(|cell| sanitize::line(&cell).into_owned())
}

fn told(feed: &Subscription) -> serde_json::Value {
    let line = |text: &Option<String>| text.as_deref().map(|text| sanitize::line(text).into_owned());
    let moment = |at: Option<i64>| {
        at.and_then(|at| DateTime::from_timestamp(at, 0))
            .map(|at| at.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    };
    json!({
        "feed": feed.id.0,
        "url": sanitize::line(&feed.url),
        "name": sanitize::line(feed.name()),
        "title": line(&feed.title),
        "tags": feed.tags.iter().map(|tag| sanitize::line(tag)).collect::<Vec<_>>(),
        "last_success": moment(feed.last_success),
        "last_try": moment(feed.last_try),
        "next_due": moment(Some(feed.next_due).filter(|_| !feed.ended)),
        "items": feed.items,
        "errors": feed.errors,
        "error": line(&feed.error),
        "retry_after": moment(feed.retry_after),
        "ended": feed.ended,
        "full_text": feed.full_text,
    })
}

pub fn remove(args: &Remove, which: &Which) -> anyhow::Result<Ending> {
    let mut library = open(which)?;
    let feed = named(&library, &args.feed)?;
    library.unsubscribe(feed.id)?;
    done(&format!("no longer subscribed to {}; its stories stay", feed.name()))
}

pub fn rename(args: &Rename, which: &Which) -> anyhow::Result<Ending> {
    let mut library = open(which)?;
    let feed = named(&library, &args.feed)?;
    library.rename_feed(feed.id, args.name.as_deref())?;
    let own = args.name.clone().or(feed.title).unwrap_or(feed.url);
    done(&format!("feed {} is called {own}", feed.id.0))
}

pub fn tag(args: &Tag, which: &Which) -> anyhow::Result<Ending> {
    let mut library = open(which)?;
    let feed = named(&library, &args.feed)?;
    library.tag_feed(feed.id, &args.tags, &args.remove)?;
    let tags = named(&library, &feed.id.0.to_string())?.tags;
    let under = if tags.is_empty() { "no tag".to_owned() } else { tags.join(", ") };
    done(&format!("{} is under {under}", feed.name()))
}

pub fn full_text(args: &FullText, which: &Which) -> anyhow::Result<Ending> {
    let mut library = open(which)?;
    let feed = named(&library, &args.feed)?;
    library.fetch_full_text(feed.id, !args.off)?;
    let pages = if args.off { "no longer fetched" } else { "fetched too" };
    done(&format!("{}: pages of new stories are {pages}", feed.name()))
}

fn done(message: &str) -> anyhow::Result<Ending> {
    let mut stdout = out::stdout();
    writeln!(stdout, "{}", sanitize::line(message))?;
    stdout.flush()?;
    Ok(Ending::Done)
}
