//! Subscribing and fetching on the command line.

use super::cli::run;
use super::server::Server;
use super::{ok, plain, rss};

fn lines(text: &str) -> Vec<serde_json::Value> {
    text.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

#[test]
fn a_feed_is_added_fetched_listed_and_removed() {
    let server = Server::by_path(|path| match path {
        "/feed" => ok("", &rss(0..3).replace("Holm", "Holm\u{202e} &#x9b;2J")),
        _ => plain("500 Oh No", ""),
    });
    let home = tempfile::tempdir().unwrap();
    let dateline = |args: &[&str]| run(home.path(), args, b"");
    let (code, out, err) = dateline(&["add", &server.url("/feed"), "--tag", "nordic"]);
    assert_eq!(code, 0, "{err}");
    assert!(out.contains("as feed 1"), "{out}");
    assert_eq!(dateline(&["add", &server.url("/feed")]).0, 2, "it is subscribed to already");
    assert_eq!(dateline(&["add", "file:///etc/hostname"]).0, 2);

    assert!(dateline(&["feeds"]).1.contains("  Holm"), "what is known of its name until it was read");

    let (code, out, err) = dateline(&["fetch"]);
    assert_eq!((code, out.as_str()), (0, "3 new · 1 of 1 feed asked\n"), "{err}");
    let (code, out, _) = dateline(&["fetch", "1"]);
    assert_eq!((code, out.as_str()), (0, "0 new · 0 of 1 feed asked · 1 not due yet or ended\n"));
    assert_eq!(server.requests().len(), 3, "two looks and one fetch");

    let (_, out, _) = dateline(&["feeds", "--json"]);
    let feed = &lines(&out)[0];
    assert_eq!((&feed["items"], &feed["tags"][0], &feed["errors"]), (&3.into(), &"nordic".into(), &0.into()));
    let (_, out, _) = dateline(&["feeds"]);
    assert!(out.contains("last success") && out.contains("nordic"), "{out}");
    assert!(!out.contains(['\u{202e}', '\u{9b}', '\u{1b}']), "{out:?}");

    assert_eq!(dateline(&["rename", "1", "Harbour"]).0, 0);
    assert_eq!(dateline(&["tag", "harbour", "sea", "--remove", "nordic"]).1, "Harbour is under sea\n");
    assert_eq!(dateline(&["remove", "Harbour"]).0, 0);
    assert_eq!(dateline(&["feeds"]).0, 1);
    assert_eq!(dateline(&["list"]).1.lines().count(), 3, "its stories stay");
}

#[test]
fn a_page_with_several_feeds_is_not_chosen_from_without_a_terminal() {
    let server = Server::answering(|_| {
        ok(
            "",
            "<html><link rel=alternate type=application/rss+xml href=/a title=Holm><link rel=alternate type=application/atom+xml href=/b></html>",
        )
    });
    let home = tempfile::tempdir().unwrap();
    let (code, _, err) = run(home.path(), &["add", &server.url("/")], b"1\n");
    assert_eq!(code, 2);
    assert!(err.contains(&server.url("/a")) && err.contains(&server.url("/b")), "{err}");
    assert_eq!(run(home.path(), &["feeds"], b"").0, 1);
}

#[test]
fn what_fails_is_told_in_a_line_and_what_is_left_is_fetched() {
    let server = Server::by_path(|path| match path {
        "/good" => ok("", &rss(0..2)),
        "/gone" => plain("410 Gone", ""),
        _ => plain("500 Oh No", ""),
    });
    let home = tempfile::tempdir().unwrap();
    let outline = |path: &str| format!("<outline text='{path}' xmlUrl='{}'/>", server.url(path));
    let list = format!("<opml><body><outline text='Sea'>{}</outline></body></opml>", outline("/good"));
    let (code, out, err) = run(home.path(), &["opml", "import", "-"], list.as_bytes());
    assert_eq!((code, out.as_str()), (0, "subscribed to 1 feed · to 0 already\n"), "{err}");
    let (code, _, err) = run(home.path(), &["fetch"], b"");
    assert_eq!(code, 1, "an address out of a file does not lead into the reader's network");
    assert!(err.lines().count() == 1 && err.contains("private"), "{err}");
    assert!(err.contains("add it by hand"), "{err}");
    let (_, out, _) = run(home.path(), &["opml", "export"], b"");
    assert!(out.contains("<outline text=\"Sea\"") && out.contains(&server.url("/good")), "{out}");
    assert!(server.requests().is_empty());
    let (code, out, err) = run(home.path(), &["add", &server.url("/good")], b"");
    assert!(code == 0 && out.contains("as feed 1"), "{out} {err}");
    assert_eq!(run(home.path(), &["add", &server.url("/good")], b"").0, 2, "once it is theirs it is theirs");
    let (_, out, err) = run(home.path(), &["fetch"], b"");
    assert_eq!(out, "2 new · 1 of 1 feed asked\n", "{err}");
}

#[test]
fn the_list_of_another_reader_of_feeds_is_taken_over() {
    let home = tempfile::tempdir().unwrap();
    let urls = "https://holm.example/ sea \"~Holm\"\n\"exec:touch ran\"\nfilter:touch:https://lind.example/\n|touch\n";
    let (code, out, err) = run(home.path(), &["opml", "import", "-"], urls.as_bytes());
    assert_eq!((code, out.as_str()), (0, "subscribed to 1 feed · to 0 already\n"));
    let refused: Vec<_> = err.lines().map(|line| line.strip_prefix("not taken over: ").unwrap()).collect();
    assert_eq!(refused.len(), 3);
    assert!(refused[0].starts_with("exec:touch ran: only addresses of http and https"), "{err}");
    assert_eq!(run(home.path(), &["fetch"], b"").0, 1, "there is no such host");
    assert!(!home.path().join("ran").exists());
    let (_, out, _) = run(home.path(), &["feeds", "--json"], b"");
    let feed = &lines(&out)[0];
    assert_eq!((&feed["name"], &feed["tags"][0], out.lines().count()), (&"Holm".into(), &"sea".into(), 1));
    let (code, _, err) = run(home.path(), &["opml", "import", "-"], b"exec:ls\x1b[2J\n");
    assert!(code == 2 && err.contains("exec:ls") && !err.contains('\u{1b}'), "{err:?}");
}
