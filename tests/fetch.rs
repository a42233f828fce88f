//! Good manners on the network, each against a server of our own on the loopback.

mod cli;
#[path = "fetch/command.rs"]
mod command;
#[path = "fetch/full.rs"]
mod full;
#[path = "fetch/moving.rs"]
mod moving;
#[path = "fetch/proxied.rs"]
mod proxied;
#[path = "fetch/retire.rs"]
mod retire;
#[path = "fetch/secure.rs"]
mod secure;
#[path = "fetch/server.rs"]
mod server;

use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::{Duration, Instant};

use dateline::fetch::discover::{DiscoverError, discover};
use dateline::fetch::{self, Ask, Came, Client, Fetched, HttpError, Limits};
use dateline::listing::{NewFeed, Subscription};
use dateline::query::Query;
use dateline::store::{Library, StoreError};

use server::Server;

/// Friday, 2 January 2026, 10:20 UTC.
const NOW: i64 = 1_767_349_200;
const HOUR: i64 = 3600;

fn limits() -> Limits {
    Limits {
        head: Duration::from_secs(5),
        total: Duration::from_secs(10),
        gap: Duration::ZERO,
        bytes: 1024 * 1024,
    }
}

fn rss(stories: std::ops::Range<usize>) -> String {
    let item = |n| {
        format!(
            "<item><guid>{n}</guid><title>Trams {n}</title><description>OSLO (AP) -- Tram {n} ran.</description></item>"
        )
    };
    let items: String = stories.map(item).collect();
    format!("<rss version='2.0'><channel><title>Holm</title>{items}</channel></rss>")
}

fn ok(head: &str, body: &str) -> Vec<u8> {
    format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n{head}\r\n{body}", body.len()).into_bytes()
}

fn plain(status: &str, head: &str) -> Vec<u8> {
    format!("HTTP/1.1 {status}\r\ncontent-length: 0\r\n{head}\r\n").into_bytes()
}

struct Desk {
    library: Library,
    client: Client,
}

impl Desk {
    /// A library that subscribes to `url`, typed by its reader.
    fn at(url: &str) -> Desk {
        let mut library = Library::scratch().expect("a library in a folder of its own");
        let typed = Some(url.to_owned());
        library
            .subscribe(&NewFeed { url: url.to_owned(), typed, ..NewFeed::default() })
            .expect("a library in a folder of its own");
        Desk { library, client: Client::new(limits()) }
    }

    fn feed(&self) -> Subscription {
        self.library.feeds().expect("a library in a folder of its own").remove(0)
    }

    /// Asks whether it is due or not, and keeps what comes.
    fn fetch(&mut self, now: i64) -> Fetched {
        let mut fetched = fetch::fetch(self.feed(), &self.client, now);
        fetch::keep(&mut self.library, &mut fetched, now, 0.0).expect("a library in a folder of its own");
        fetched
    }

    fn get(&self, url: &str, typed: Option<&str>) -> Result<fetch::Answer, HttpError> {
        self.client.get(Ask { url, typed, ..Ask::default() }, NOW)
    }
}

fn failure(fetched: &Fetched) -> &str {
    match &fetched.came {
        Came::Failed(why) => why,
        _ => "it did not fail",
    }
}

#[test]
fn it_says_who_it_is_and_sends_nothing_that_tells_of_the_reader() {
    let server = Server::answering(|_| ok("set-cookie: a=b\r\n", &rss(0..1)));
    let mut desk = Desk::at(&server.url("/feed"));
    desk.fetch(NOW);
    desk.fetch(NOW);
    for request in server.requests() {
        assert!(
            request.contains(&format!("user-agent: dateline/{} (a news reader", env!("CARGO_PKG_VERSION"))),
            "{request}"
        );
        assert!(request.contains("accept-encoding: gzip, br"), "{request}");
        assert!(!request.contains("cookie") && !request.contains("referer"), "{request}");
    }
}

#[test]
fn the_second_request_is_conditional_word_for_word_and_every_200_replaces_the_validators() {
    let server = Server::answering(|n| match n {
        0 => ok("ETag: W/\"a, 'b'\"\r\nLast-Modified: some time on tuesday\r\n", &rss(0..2)),
        1 => plain("304 Not Modified", "ETag: \"not taken\"\r\n"),
        _ => ok("ETag: \"c\"\r\n", &rss(1..3)),
    });
    let mut desk = Desk::at(&server.url("/feed"));
    desk.fetch(NOW);
    assert!(matches!(desk.fetch(NOW).came, Came::Unchanged));
    desk.fetch(NOW);
    desk.fetch(NOW);
    let requests = server.requests();
    assert!(!requests[0].contains("if-"), "{}", requests[0]);
    for request in &requests[1..3] {
        assert!(request.contains("if-none-match: W/\"a, 'b'\"\r\n"), "{request}");
        assert!(request.contains("if-modified-since: some time on tuesday\r\n"), "{request}");
    }
    assert!(requests[3].contains("if-none-match: \"c\"\r\n") && !requests[3].contains("if-modified"));
    assert_eq!((desk.feed().items, desk.feed().title.as_deref()), (3, Some("Holm")));
    assert_eq!(desk.library.len().unwrap(), 3, "what the feed dropped stays");
}

#[test]
fn validators_of_an_answer_that_cannot_be_read_are_not_kept() {
    let server = Server::answering(|n| match n {
        0 => ok("etag: \"a\"\r\n", "<html><p>Back soon.</p></html>"),
        _ => ok("etag: \"b\"\r\n", &rss(0..1)),
    });
    let mut desk = Desk::at(&server.url("/feed"));
    let fetched = desk.fetch(NOW);
    assert!(failure(&fetched).contains("web page"), "{}", failure(&fetched));
    assert_eq!((desk.feed().etag, desk.feed().errors), (None, 1));
    desk.fetch(NOW);
    assert_eq!((desk.feed().etag.as_deref(), desk.feed().errors), (Some("\"b\""), 0));
}

#[test]
fn a_feed_is_claimed_once_and_not_due_again_within_the_hour_even_after_a_restart() {
    let home = tempfile::tempdir().unwrap();
    let mut library = Library::open(home.path()).unwrap();
    let url = "https://holm.example/".to_owned();
    library.subscribe(&NewFeed { url, ..NewFeed::default() }).unwrap();
    let due = library.feeds_due(NOW).unwrap();
    assert_eq!(fetch::claim(&mut library, due.clone(), NOW).unwrap().len(), 1);
    let mut other = Library::open(home.path()).unwrap();
    assert!(fetch::claim(&mut other, due.clone(), NOW).unwrap().is_empty(), "another program has it");
    fetch::release(&mut library, &due).unwrap();
    assert_eq!(fetch::claim(&mut other, due, NOW).unwrap().len(), 1, "it was given back");
    drop((library, other));
    let library = Library::open(home.path()).unwrap();
    assert!(library.feeds_due(NOW + HOUR - 1).unwrap().is_empty());
    assert_eq!(library.feeds_due(NOW + HOUR).unwrap().len(), 1);
}

#[test]
fn a_server_that_asks_us_to_come_later_is_obeyed() {
    let server = Server::answering(|n| match n {
        0 => plain("429 Too Many Requests", "Retry-After: 200000\r\n"),
        _ => plain("503 Service Unavailable", "Retry-After: Sun, 04 Jan 2026 10:20:00 GMT\r\n"),
    });
    let mut desk = Desk::at(&server.url("/feed"));
    desk.fetch(NOW);
    assert_eq!((desk.feed().next_due, desk.feed().retry_after), (NOW + 200_000, Some(NOW + 200_000)));
    desk.fetch(NOW);
    assert_eq!((desk.feed().next_due, desk.feed().errors), (NOW + 48 * HOUR, 2));
}

#[test]
fn only_a_move_for_good_changes_the_address() {
    for (status, moves) in [(301, true), (308, true), (302, false), (307, false), (303, false)] {
        let server = Server::answering(move |n| match n {
            0 => plain(&format!("{status} Over There"), "location: /new?a=1\r\n"),
            _ => ok("", &rss(0..1)),
        });
        let mut desk = Desk::at(&server.url("/old"));
        desk.fetch(NOW);
        let now = if moves { "/new?a=1" } else { "/old" };
        assert_eq!(desk.feed().url, server.url(now), "{status}");
        assert_eq!(desk.feed().items, 1);
    }
    // A move for good behind one that is not.
    let server = Server::answering(|n| match n {
        0 => plain("302 Found", "location: /b\r\n"),
        1 => plain("301 Moved", "location: /c\r\n"),
        _ => ok("", &rss(0..1)),
    });
    let mut desk = Desk::at(&server.url("/a"));
    desk.fetch(NOW);
    assert_eq!((desk.feed().url, desk.feed().items), (server.url("/a"), 1));
}

#[test]
fn a_feed_that_is_gone_ends_and_keeps_its_stories() {
    let server = Server::answering(|n| if n == 0 { ok("", &rss(0..2)) } else { plain("410 Gone", "") });
    let mut desk = Desk::at(&server.url("/feed"));
    desk.fetch(NOW);
    desk.fetch(NOW + HOUR);
    let feed = desk.feed();
    assert!(feed.ended && feed.error.is_some_and(|why| why.contains("410")));
    assert!(desk.library.feeds_due(i64::MAX).unwrap().is_empty());
    desk.library.unsubscribe(feed.id).unwrap();
    assert_eq!(desk.library.page(&Query::default(), dateline::listing::Stretch::First, 9).unwrap().len(), 2);
}

#[test]
fn redirects_end() {
    let server = Server::answering(|n| plain("302 Found", &format!("location: /{n}\r\n")));
    let url = server.url("/a");
    let desk = Desk::at(&url);
    assert!(matches!(desk.get(&url, Some(&url)), Err(HttpError::Redirects)));
    assert_eq!(server.requests().len(), 11);
}

#[test]
fn an_address_out_of_a_file_or_a_redirect_does_not_lead_into_the_readers_network() {
    let server = Server::answering(|_| ok("", &rss(0..1)));
    let desk = Desk::at(&server.url("/"));
    let local = server.url("/");
    for url in [
        local.clone(),
        local.replace("127.0.0.1", "localhost"),
        local.replace("127.0.0.1", "[::ffff:127.0.0.1]"),
    ] {
        let refused = desk.get(&url, None).unwrap_err().to_string();
        assert!(refused.contains("private"), "{url}: {refused}");
    }
    assert!(server.requests().is_empty());
    // The host that was typed may be asked, another private one that it names may not.
    let there = server.url("/").replace("127.0.0.1", "localhost");
    let leading = Server::answering(move |_| plain("302 Found", &format!("location: {there}\r\n")));
    let typed = leading.url("/");
    let refused = desk.get(&typed, Some(&typed)).unwrap_err().to_string();
    assert!(refused.contains("private"), "{refused}");
    assert!(server.requests().is_empty());
}

#[test]
fn addresses_that_are_not_of_the_web_are_refused_on_every_hop() {
    let server = Server::answering(|_| plain("301 Moved", "location: file:///etc/hostname\r\n"));
    let url = server.url("/");
    let desk = Desk::at(&url);
    for url in ["file:///etc/hostname", "ftp://holm.example/", "exec:ls", "holm.example", &url] {
        assert!(matches!(desk.get(url, Some(url)), Err(HttpError::Address(_))), "{url}");
    }
}

#[test]
fn packed_answers_are_unpacked_and_bounded_by_what_they_unpack_to() {
    let server = Server::answering(|n| match n {
        0 => server::gzipped(&rss(0..1).into_bytes()),
        _ => server::bomb(),
    });
    let mut desk = Desk::at(&server.url("/feed"));
    desk.fetch(NOW);
    assert_eq!(desk.feed().items, 1);
    let fetched = desk.fetch(NOW);
    assert!(failure(&fetched).contains("larger"), "{}", failure(&fetched));
    let server = Server::answering(|_| ok("", &" ".repeat(1024 * 1024 + 1)));
    let url = server.url("/");
    assert!(matches!(desk.get(&url, Some(&url)), Err(HttpError::TooLarge)));
}

#[test]
fn a_server_that_dawdles_is_given_up() {
    let quick = Limits { head: Duration::from_millis(300), total: Duration::from_millis(600), ..limits() };
    for drip in [Vec::new(), b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n<rss".to_vec()] {
        let server = Server::hanging(drip);
        let url = server.url("/");
        let begun = Instant::now();
        let ask = Ask { url: &url, typed: Some(&url), ..Ask::default() };
        let error = Client::new(quick).get(ask, NOW).unwrap_err();
        assert!(matches!(error, HttpError::Late), "{error:?}");
        assert!(begun.elapsed() < Duration::from_secs(5));
    }
}

#[test]
fn one_request_at_a_time_goes_to_a_host_with_a_gap() {
    let server = Server::answering(|_| ok("", &rss(0..1)));
    let mut library = Library::scratch().unwrap();
    for n in 0..4 {
        let url = server.url(&format!("/{n}"));
        library.subscribe(&NewFeed { typed: Some(url.clone()), url, ..NewFeed::default() }).unwrap();
    }
    let gap = Duration::from_millis(80);
    let client = Arc::new(Client::new(Limits { gap, ..limits() }));
    let feeds = library.feeds().unwrap();
    let begun = Instant::now();
    let came = fetch::start(feeds, &client, NOW, &Arc::new(AtomicBool::new(false))).into_iter().count();
    assert_eq!((came, server.most_at_once()), (4, 1));
    assert!(begun.elapsed() >= gap * 3, "{:?}", begun.elapsed());
}

#[test]
fn a_page_leads_to_its_feeds() {
    let server = Server::by_path(|path| match path {
        "/" => ok(
            "content-type: text/html\r\n",
            "<html><link rel=alternate type='application/rss+xml' href=/a title=Holm><link rel=alternate type='application/atom+xml' href='/b'></html>",
        ),
        "/bare" => ok("", "<html><p>Nothing here.</p></html>"),
        "/rss.xml" => ok("", &rss(0..1)),
        _ => plain("404 Not Found", ""),
    });
    let client = Client::new(limits());
    let found = discover(&client, &server.url("/"), NOW).unwrap();
    assert_eq!(
        found.iter().map(|feed| feed.url.clone()).collect::<Vec<_>>(),
        [server.url("/a"), server.url("/b")]
    );
    let found = discover(&client, &server.url("/bare"), NOW).unwrap();
    assert_eq!(
        (found.len(), found[0].url.clone(), found[0].title.as_deref()),
        (1, server.url("/rss.xml"), Some("Holm"))
    );
    assert!(matches!(discover(&client, &server.url("/none"), NOW), Err(DiscoverError::Status(404))));
}

#[test]
fn a_pages_word_for_a_feed_is_shown_until_the_feed_is_read_and_is_no_storys_source() {
    for (body, after, source) in
        [(rss(0..1), "Holm", "Holm"), (rss(0..1).replace("<title>Holm</title>", ""), "http://", "127.0.0.1")]
    {
        let server = Server::answering(move |n| if n == 0 { plain("500 Oh No", "") } else { ok("", &body) });
        let mut library = Library::scratch().unwrap();
        let (url, title) = (server.url("/feed"), Some("Our news".to_owned()));
        library.subscribe(&NewFeed { typed: Some(url.clone()), url, title, ..NewFeed::default() }).unwrap();
        let mut desk = Desk { library, client: Client::new(limits()) };
        desk.fetch(NOW);
        assert_eq!(desk.feed().name(), "Our news");
        desk.fetch(NOW);
        desk.fetch(NOW);
        assert!(desk.feed().name().starts_with(after), "{}", desk.feed().name());
        let rows = desk.library.page(&Query::default(), dateline::listing::Stretch::First, 9).unwrap();
        assert_eq!(rows.len(), 1, "it stays the same story");
        let story = desk.library.story(rows[0].id()).unwrap();
        assert_eq!(story.article.copy.source.as_deref(), Some(source));
    }
}

#[test]
fn subscriptions_are_named_tagged_and_ended() {
    let mut library = Library::scratch().unwrap();
    let new =
        NewFeed { url: "https://holm.example/".to_owned(), tags: vec!["a".to_owned()], ..NewFeed::default() };
    let id = library.subscribe(&new).unwrap();
    assert!(matches!(library.subscribe(&new), Err(StoreError::Subscribed(_))));
    library.rename_feed(id, Some("Holm")).unwrap();
    library.tag_feed(id, &["b".to_owned(), "c".to_owned()], &["a".to_owned()]).unwrap();
    let feed = library.feeds().unwrap().remove(0);
    assert_eq!((feed.name(), feed.tags.clone()), ("Holm", vec!["b".to_owned(), "c".to_owned()]));
    library.unsubscribe(id).unwrap();
    assert!(library.feeds().unwrap().is_empty());
    assert!(matches!(library.unsubscribe(id), Err(StoreError::NoFeed(_))));
    assert!(matches!(library.rename_feed(id, None), Err(StoreError::NoFeed(_))));
    assert_ne!(library.subscribe(&new).unwrap(), id, "a number is never used again");
}
