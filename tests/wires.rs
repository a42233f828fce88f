//! Files of the news industry's own formats, each with what `dateline feed show` prints of it beside it as JSON.

mod cli;

use std::fs;
use std::path::{Path, PathBuf};

use dateline::format::feed::{self, Status};
use serde_json::Value;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/wires")
}

/// The files that are read, sorted; what is printed of one ends in `.out.json`.
fn files() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder()).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|path| !path.to_string_lossy().ends_with(".out.json"));
    files.sort();
    files
}

#[test]
fn what_is_printed_of_each_file_is_what_stands_beside_it() {
    let home = tempfile::tempdir().unwrap();
    let files = files();
    assert!(files.len() >= 20, "the files are not where they were");
    for file in files {
        let (code, stdout, stderr) =
            cli::run(home.path(), &["feed", "show", "--json", file.to_str().unwrap()], b"");
        assert_eq!(code, 0, "{}: {stderr}", file.display());
        let found: Value = serde_json::from_str(&stdout).unwrap();
        let beside = file.with_extension("out.json");
        let expected: Value = serde_json::from_str(&fs::read_to_string(&beside).unwrap()).unwrap();
        assert_eq!(found, expected, "{}", file.display());
    }
}

#[test]
fn a_file_cut_off_anywhere_stops_nothing_and_steers_no_terminal() {
    for file in files() {
        let bytes = fs::read(&file).unwrap();
        for end in 0..bytes.len() {
            let Ok(feed) = feed::read(&bytes[..end], None) else { continue };
            for item in &feed.items {
                let wire = item
                    .wire
                    .iter()
                    .flat_map(|wire| [&wire.slugline, &wire.place, &wire.byline, &wire.version]);
                for text in wire.chain([&item.title]).flatten() {
                    assert!(!text.contains(char::is_control), "{} cut at {end}: {text:?}", file.display());
                }
            }
        }
    }
}

#[test]
fn whatever_is_made_to_break_it_is_read_or_refused() {
    let long = "x".repeat(5 << 20);
    let deep = |open: &str, close: &str| format!("{}{}", open.repeat(100_000), close.repeat(100_000));
    let cases = [
        ("a line of 5 MB", format!("\u{1}mer1 3 pl 1\n\u{2}{long} =\n{long}\n\u{3}"), 1),
        ("a slug of 5 MB", format!("\u{1}a0001\u{1f}\n\u{2}^{long},1<\n^Head<\n\tText\n\u{3}"), 1),
        ("a title of 5 MB", format!("{{\"uri\": \"u:1\", \"headline\": \"{long}\"}}"), 1),
        ("a million marks", "\u{1}\u{2}\u{3}\u{4}".repeat(1 << 18), 0),
        ("a hundred thousand messages", "\u{1}mer1 3 pl 1\n\u{2}A=\nB\n\u{3}".repeat(100_000), 100_000),
        ("more messages than are kept", "\u{1}m1 3 p 1\n\u{2}A=\nB\n\u{3}".repeat(150_000), 100_000),
        ("nothing but headlines", format!("\u{1}mer1 3 pl 1\n\u{2}{}\u{3}", "A =\n".repeat(200_000)), 1),
        ("one name very often", format!("{{\"uri\": \"u:1\", \"headline\": \"A\", \"subject\": [{}0]}}", "\"name\",".repeat(150_000)), 1),
        ("deep elements", format!("<nitf><body><body.content>{}", deep("<p>", "</p>")), 1),
        ("deep packages", deep("<newsMessage>", "</newsMessage>"), 0),
        ("deep components", format!("<NewsML><NewsItem>{}", deep("<NewsComponent>", "")), 1),
        ("items in items", deep("<NewsItem>", "").replacen("<NewsItem>", "<NewsML>", 1), 1),
        ("deep lists", format!("{{\"uri\": \"u:1\", \"headline\": {}}}", deep("[", "]")), 1),
        ("a number without end", format!("{{\"uri\": \"u:1\", \"urgency\": {}}}", "9".repeat(10_000)), 1),
        ("entities in entities", "<!DOCTYPE nitf [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;\">]><nitf><head><title>&d;&d;&d;</title></head></nitf>".to_owned(), 1),
    ];
    for (name, text, items) in cases {
        let found = feed::read(text.as_bytes(), None).map_or(0, |feed| feed.items.len());
        assert_eq!(found, items, "{name}");
    }
}

#[test]
fn a_cancel_bears_the_id_of_what_it_cancels() {
    let story =
        |status: &str| format!("{{\"uri\": \"urn:m:9\", \"headline\": \"A\", \"pubstatus\": \"{status}\"}}");
    let read = |status: &str| feed::read(story(status).as_bytes(), None).unwrap().items.remove(0);
    let (first, second) = (read("usable"), read("canceled"));
    assert_eq!(first.id, second.id);
    assert_eq!([first, second].map(|item| item.wire.unwrap().status), [Status::Usable, Status::Canceled]);
}

#[test]
fn other_files_are_none_of_the_wires() {
    for text in [
        "<rss><channel><title>A</title><item><title>^B<</title></item></channel></rss>",
        "\u{2}<?xml version=\"1.0\"?><rss><channel><title>A</title><item><title>B</title></item></channel></rss>",
        "{\"version\": \"https://jsonfeed.org/version/1.1\", \"items\": [{\"id\": \"1\", \"title\": \"B\", \"url\": \"u\"}]}",
    ] {
        let feed = feed::read(text.as_bytes(), None).unwrap();
        assert!(feed.items.len() == 1 && feed.items[0].wire.is_none(), "{text}");
    }
    for text in [
        "LINDBY (MN) _ It rained.\n",
        "{\"name\": \"dateline\", \"version\": \"1\"}",
        "\u{7f}ELF\u{2}\u{1}\u{1}\0\0",
        "\u{1}\u{2}",
        "",
    ] {
        assert!(feed::read(text.as_bytes(), None).is_err(), "{text}");
    }
}
