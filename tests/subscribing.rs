//! Feeds inside the reader: the pane, what its keys do, and the whole way from an address to stories in a real terminal.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;
#[allow(dead_code, reason = "each test takes what it needs")]
#[path = "fetch/server.rs"]
mod server;

use std::path::PathBuf;

use common::reader::{Reader, check};
use dateline::app::{Effect, Fetching, Msg, Offer, Shelf};
use dateline::article::{self, RawCopy};
use dateline::listing::{NewFeed, Subscription};
use dateline::store::Library;

/// Monday, 30 June 2025, noon UTC: the day that the reader's tests have.
const NOON: i64 = 1_751_284_800;

fn feed(library: &mut Library, url: &str, title: Option<&str>, tags: &[&str]) -> Subscription {
    let tags = tags.iter().map(|tag| (*tag).to_owned()).collect();
    let id = library.subscribe(&NewFeed { url: url.to_owned(), tags, ..NewFeed::default() }).unwrap();
    let mut feed = library.feeds().unwrap().into_iter().find(|feed| feed.id == id).unwrap();
    feed.title = title.map(str::to_owned);
    // A title is the feed's own once it was read.
    feed.last_success = feed.title.is_some().then_some(NOON);
    library.keep_feed(&feed).unwrap();
    feed
}

/// Four feeds: two under tags with stories, one that fails, one that has ended.
fn library() -> Library {
    let mut library = Library::scratch().unwrap();
    library.open_index().unwrap();
    let story = |source: &str, n: u32| {
        article::parse(RawCopy {
            title: Some(format!("Tram {n} runs again")),
            source: Some(source.to_owned()),
            ..RawCopy::from_text(format!("OSLO, June {n} (Meridian) -- Tram {n} ran."))
        })
    };
    let mut stories: Vec<_> = (1..=12).map(|n| story("Holm Daily", n)).collect();
    stories.extend((20..=22).map(|n| story("Lind: a «report»", n)));
    stories.push(story("Holm", 30));
    library.add(&stories).unwrap();
    library.commit_index().unwrap();
    let mut holm = feed(&mut library, "https://holm.example/rss", Some("Holm Daily"), &["News", "World"]);
    holm.items = 12;
    library.keep_feed(&holm).unwrap();
    feed(&mut library, "https://lind.example/atom", Some("Lind: a «report»"), &["World"]);
    let mut failing = feed(&mut library, "https://meridian.example/feed", None, &[]);
    (failing.errors, failing.error) = (3, Some("the server answered 500".to_owned()));
    library.keep_feed(&failing).unwrap();
    let mut gone = feed(&mut library, "https://old.example/feed", Some("The Old Wire"), &[]);
    (gone.ended, gone.error) = (true, Some("gone for good".to_owned()));
    library.keep_feed(&gone).unwrap();
    library
}

fn reader(columns: u16, rows: u16) -> Reader {
    Reader::over(library(), Shelf::Own(PathBuf::new()), columns, rows)
}

#[test]
fn feeds_stand_under_their_tags_with_what_is_unread() {
    for (columns, rows) in [(80, 24), (120, 40), (40, 10)] {
        check(&format!("feeds-{columns}"), reader(columns, rows).keys("F G up"));
    }
    let text = reader(80, 24).keys("F").text();
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let at = |start: &str| lines.iter().filter(|line| line.starts_with(start)).count();
    assert_eq!((at("Holm Daily"), at("Lind: a «report»"), at("▾ World")), (2, 1, 1), "{text}");
    assert!(text.contains("! https://meridian.example/feed"), "{text}");
    let tag = lines.iter().position(|line| line.starts_with("▾ World")).unwrap();
    assert!(lines[tag + 1].contains(" 12 "), "{text}");
}

#[test]
fn a_feed_and_a_tag_open_on_their_own_stories() {
    let mut reader = reader(120, 24);
    assert!(reader.keys("F j enter").text().contains("12 stories"), "{}", reader.text());
    assert!(reader.keys("u").text().contains("16 stories"), "`u` takes the filter back");
    assert!(reader.keys("F g space j enter").text().contains("15 stories"), "{}", reader.text());
}

#[test]
fn a_folded_tag_says_what_is_unread_under_it() {
    let mut reader = reader(80, 24);
    let text = reader.keys("F j j tab").text();
    assert!(text.lines().any(|line| line.contains("▸ World") && line.contains("15")), "{text}");
}

#[test]
fn a_feed_is_renamed_tagged_removed_and_every_step_undone() {
    let mut reader = reader(80, 24);
    reader.keys("F j r ctrl-u").types("Trams").keys("enter");
    assert!(reader.text().contains("Trams"), "{}", reader.text());
    reader.keys("t ctrl-u").types("Rails, Night").keys("enter");
    assert!(reader.text().contains("▾ Rails") && reader.text().contains("▾ Night"), "{}", reader.text());
    assert!(!reader.text().contains("▾ News"), "{}", reader.text());
    reader.keys("d");
    assert!(
        reader.text().contains("3 feeds") && reader.text().contains("its stories stay"),
        "{}",
        reader.text()
    );
    reader.keys("u");
    assert!(reader.text().contains("undone: subscribed to again"), "{}", reader.text());
    reader.keys("u u");
    let text = reader.text();
    assert!(text.contains("4 feeds") && text.contains("Holm Daily") && text.contains("▾ News"), "{text}");
    assert!(!text.contains("Trams"), "{text}");
}

#[test]
fn a_page_of_several_feeds_asks_which() {
    let mut reader = reader(80, 24);
    reader.instead = |effect| match effect {
        Effect::Discover { ticket, typed } => {
            let offer = |name: &str| Offer {
                url: format!("https://new.example/{name}"),
                title: Some(format!("The {name}")),
            };
            let found = Ok(["north", "south", "west"].map(offer).to_vec());
            Some(Msg::Discovered { ticket: *ticket, typed: typed.clone(), found })
        }
        _ => None,
    };
    reader.keys("F a").types("new.example").keys("enter");
    check("feeds-which", &reader);
    reader.keys("tab down tab enter");
    let text = reader.text();
    assert!(text.contains("6 feeds") && text.contains("The north"), "{text}");
    assert!(text.contains("The west") && !text.contains("The south"), "{text}");
    reader.keys("u u");
    assert!(reader.text().contains("4 feeds"), "{}", reader.text());
}

fn one_feed(effect: &Effect) -> Option<Msg> {
    let Effect::Discover { ticket, typed } = effect else { return None };
    let found = Ok(vec![Offer { url: "https://new.example/".to_owned(), title: None }]);
    Some(Msg::Discovered { ticket: *ticket, typed: typed.clone(), found })
}

#[test]
fn nothing_of_the_sample_is_left_once_ones_own_library_is_open() {
    let mut sample = Reader::over(library(), Shelf::Sample, 120, 24);
    sample.instead = |effect| match effect {
        Effect::OpenOwn => Some(Msg::Opened(Err("no room".to_owned()))),
        other => one_feed(other),
    };
    sample.keys("b F a").types("new.example").keys("enter");
    assert!(sample.text().contains("no room") && !sample.text().contains("new.example"), "{}", sample.text());
    sample.instead = |effect| match effect {
        Effect::OpenOwn => Some(Msg::Opened(Ok(PathBuf::from("own")))),
        other => one_feed(other),
    };
    sample.keys("a").types("new.example").keys("enter");
    assert!(sample.text().contains("https://new.example/"), "{}", sample.text());
    sample.keys("u");
    assert!(sample.text().contains("undone: no longer subscribed to"), "{}", sample.text());
    sample.keys("j");
    assert!(!sample.text().contains("new.example"), "{}", sample.text());
    assert!(sample.keys("esc u").text().contains("nothing to undo"), "the bookmark was another library's");
}

#[test]
fn progress_stands_on_the_status_line_and_another_fetch_waits_its_turn() {
    let mut reader = reader(80, 24);
    reader.keys("R");
    reader.tell(Msg::Fetching(Fetching { done: 3, all: 12, new: 37 }));
    assert!(reader.text().contains("fetching: 3 of 12 feeds · 37 new"), "{}", reader.text());
    let asked =
        |effects: &[Effect]| effects.iter().filter(|effect| matches!(effect, Effect::Fetch(_))).count();
    assert_eq!(asked(&reader.app.update(Msg::Key("R".parse().unwrap()))), 0);
    assert_eq!(asked(&reader.app.update(Msg::Fetched(Ok("37 new from 12 feeds".to_owned())))), 1);
    reader.tell(Msg::Fetched(Ok("nothing new".to_owned())));
    reader.tell(Msg::Arrived(37));
    assert!(reader.keys("j").text().contains("37 new: press . to show"), "{}", reader.text());
}

#[cfg(unix)]
#[test]
fn from_the_sample_an_address_leads_to_stories_in_a_library_of_ones_own() {
    use common::terminal::{Launch, PATIENCE, Terminal};
    let server = server::Server::by_path(|path| {
        let item = |n| {
            format!(
                "<item><guid>{n}</guid><title>Tram {n} of Holm</title><description>OSLO (AP) -- Tram.</description></item>"
            )
        };
        let items: String = (1..=7).map(item).collect();
        let body = match path {
            "/" => "<html><link rel='alternate' type='application/rss+xml' href='/rss'></html>".to_owned(),
            _ => format!(
                "<rss version='2.0'><channel><title>Holm {}</title>{items}</channel></rss>",
                if path == "/rss" { "Daily" } else { "Weekly" }
            ),
        };
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
    });
    let home = tempfile::tempdir().unwrap();
    let launch = Launch {
        program: std::path::Path::new(env!("CARGO_BIN_EXE_dateline")),
        args: &[],
        home: home.path(),
        env: &[("TZ", "UTC")],
        columns: 100,
        rows: 30,
    };
    let mut terminal = Terminal::spawn(&launch);
    terminal.wait_for("sample library", PATIENCE);
    terminal.keys("Fa");
    terminal.wait_for("address of a feed", PATIENCE);
    terminal.keys(&server.url("/"));
    terminal.keys("<Enter>");
    terminal.wait_for("7 stories", PATIENCE);
    terminal.wait_for("Holm Daily", PATIENCE);
    terminal.keys("<Enter>");
    terminal.wait_for("Tram 7 of Holm", PATIENCE);
    terminal.keys("q");
    assert!(terminal.exit_status(PATIENCE).success());
    let mut terminal = Terminal::spawn(&launch);
    terminal.wait_for("7 stories", PATIENCE);
    terminal.keys("F");
    terminal.wait_for("1 feed", PATIENCE);
    terminal.keys("R");
    terminal.wait_for("Holm Daily is asked for again at", PATIENCE);
    // Another program fetches meanwhile: what is read stays where it is.
    for args in [&["add", &server.url("/more")][..], &["fetch"]] {
        let run = std::process::Command::new(launch.program)
            .args(args)
            .env_clear()
            .env("HOME", home.path())
            .output();
        assert!(run.unwrap().status.success(), "{args:?}");
    }
    terminal.keys("<Esc><Enter>");
    terminal.wait_for("7 new: press . to show", PATIENCE);
    terminal.wait_for("Tram 7 of Holm", PATIENCE);
    terminal.keys(".");
    terminal.wait_for("14 stories", PATIENCE);
    assert_eq!(server.requests().iter().filter(|head| head.starts_with("GET /rss ")).count(), 1);
}
