//! Full texts of stories, from pages on the loopback, found by the program itself as a child.

use std::io::Write;
use std::path::Path;
use std::process::Stdio;
use std::sync::{Arc, OnceLock};

use dateline::fetch::{Client, page};
use dateline::listing::StoryId;
use dateline::store::Library;

use super::cli::run;
use super::server::Server;
use super::{NOW, limits, ok, plain};

const PROGRAM: &str = env!("CARGO_BIN_EXE_dateline");

fn article() -> String {
    let text = "<p>The harbour of Holm is <b>shut</b> after two storms in a week, and it <a href=/tides>stays shut</a> \
        until Friday, said the mayor, who waits for the weather and for the ships.</p>";
    format!(
        "<html><head><title>Harbour shut | Meridian</title></head><body><nav><a href=/>Home</a> <a href=/news>News</a></nav>\
         <article><h1>Harbour shut</h1>{}</article><footer>Imprint</footer><script>x()</script></body></html>",
        text.repeat(8)
    )
}

fn pages(path: &str) -> Vec<u8> {
    match path {
        "/story" => ok("", &article()),
        "/deep" => ok("", &format!("<html><body>{}x", "<div><b>".repeat(60_000))),
        "/grows" => {
            // Every paragraph opens all of them again.
            let open: String = (0..500).fold(String::new(), |open, n| open + &format!("<b a{n}>"));
            ok("", &format!("<html><body><article><p>{open}{}", "<p>x".repeat(5_000)))
        }
        "/empty" => ok("", "<html><body><p>Log in.</p></body></html>"),
        _ => plain("404 Not Found", ""),
    }
}

#[test]
fn the_article_of_a_page_comes_with_its_markup_and_without_the_rest() {
    let server = Server::by_path(pages);
    let client = Client::new(limits());
    let url = server.url("/story");
    let full = page::full_text(&client, &url, Some(&url), Path::new(PROGRAM), NOW).unwrap();
    let asked = server.requests().concat();
    assert!(asked.contains("accept: text/html, application/xhtml+xml") && !asked.contains("rss"), "{asked}");
    assert!(full.text.contains("two storms") && !full.text.contains("Imprint"), "{}", full.text);
    let markup = full.markup.unwrap();
    assert!(markup.contains("<strong>shut</strong>") && markup.contains(&server.url("/tides")), "{markup}");
    for (path, why) in [("/deep", "page"), ("/empty", "no article"), ("/none", "answered 404")] {
        let url = server.url(path);
        let told =
            page::full_text(&client, &url, Some(&url), Path::new(PROGRAM), NOW).unwrap_err().to_string();
        assert!(told.contains(why), "{path}: {told}");
    }
    let asked = server.requests().len();
    let told = page::full_text(&client, &url, None, Path::new(PROGRAM), NOW).unwrap_err().to_string();
    assert!(told.contains("private"), "{told}");
    assert_eq!(
        server.requests().len(),
        asked,
        "an address out of a story does not lead into the reader's network"
    );
}

/// Where the system bounds what a process may take.
#[cfg(target_os = "linux")]
#[test]
fn a_page_that_would_take_all_memory_is_one_that_cannot_be_read() {
    let server = Server::by_path(pages);
    let client = Client::new(limits());
    let url = server.url("/grows");
    let told = page::full_text(&client, &url, Some(&url), Path::new(PROGRAM), NOW).unwrap_err();
    assert_eq!(told.to_string(), "the page could not be read: o opens it in a browser");
    // Without its bounds the child would come to an end with an answer of many MB.
    let html = pages("/grows");
    let html = String::from_utf8_lossy(&html).into_owned();
    let asked = serde_json::json!({"url": url, "html": html}).to_string();
    let home = tempfile::tempdir().unwrap();
    let mut child = super::cli::dateline(home.path(), &["extract-article"]);
    let mut child = child.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::null()).spawn().unwrap();
    child.stdin.take().unwrap().write_all(asked.as_bytes()).unwrap();
    let ended = child.wait_with_output().unwrap();
    assert!(
        !ended.status.success() && ended.stdout.is_empty(),
        "{}: {} bytes",
        ended.status,
        ended.stdout.len()
    );
}

#[test]
fn a_feed_whose_pages_are_wanted_brings_them_once() {
    let base: Arc<OnceLock<String>> = Arc::default();
    let known = Arc::clone(&base);
    let server = Server::by_path(move |path| {
        let base = known.get().cloned().unwrap_or_default();
        let item = |n: &str| {
            format!(
                "<item><guid>{n}</guid><title>Harbour {n}</title><link>{base}/{n}</link><description>Shut.</description></item>"
            )
        };
        match path {
            "/feed" => ok(
                "",
                &format!(
                    "<rss version='2.0'><channel><title>Holm</title>{}{}</channel></rss>",
                    item("story"),
                    item("none")
                ),
            ),
            path => pages(path),
        }
    });
    base.set(server.url("")).unwrap();
    let home = tempfile::tempdir().unwrap();
    let dateline = |args: &[&str]| run(home.path(), &[&["--library", "news"], args].concat(), b"");
    assert_eq!(dateline(&["add", &server.url("/feed")]).0, 0);
    let (code, out, _) = dateline(&["full-text", "1"]);
    assert_eq!((code, out.contains("fetched too")), (0, true), "{out}");
    let (code, out, err) = dateline(&["fetch"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("2 new · 1 in full"), "{out}");
    assert!(err.contains("/none: the server answered 404"), "{err}");
    let library = Library::open(&home.path().join("news")).unwrap();
    let received = library.story(StoryId(1)).unwrap();
    let full = received.full.unwrap();
    assert_eq!(received.article.copy.text, "Shut.");
    assert!(full.article.copy.text.contains("two storms") && full.article.copy.markup.is_some());
    assert!(library.story(StoryId(2)).unwrap().full.is_none());
    let (_, out, _) = dateline(&["feeds", "--json"]);
    assert!(out.contains("\"full_text\":true"), "{out}");
    assert!(dateline(&["full-text", "1", "--off"]).1.contains("no longer"));
}
