//! Feeds of every kind and in every state, and what `dateline feed show --json` makes of them.
//!
//! Beside each file of `tests/feeds/` lies what it should say; `BLESS=1` writes that anew, to be read before it is kept.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use serde_json::{Value, json};

fn show(file: &Path) -> Output {
    Command::new(env!("CARGO_BIN_EXE_dateline"))
        .args(["feed", "show", "--json"])
        .arg(file)
        .output()
        .expect("the program runs")
}

fn shown(file: &Path) -> Value {
    let Output { status, stdout, stderr } = show(file);
    let name = file.display();
    assert_eq!(status.code(), Some(0), "{name}: {}", String::from_utf8_lossy(&stderr));
    let feed: Value = serde_json::from_slice(&stdout).unwrap_or_else(|error| panic!("{name}: {error}"));
    let note = String::from_utf8(stderr).expect("UTF-8");
    json!({"feed": feed, "note": note.trim_end()})
}

#[test]
fn every_feed_says_what_lies_beside_it() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/feeds");
    let mut files: Vec<PathBuf> = fs::read_dir(&folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|file| !file.to_string_lossy().ends_with(".expected.json"));
    files.sort();
    assert!(files.len() > 10, "the feeds are not where they were");
    let mut faults = Vec::new();
    for file in files {
        let beside = file.with_extension("expected.json");
        let got = shown(&file);
        if std::env::var_os("BLESS").is_some() {
            fs::write(&beside, serde_json::to_string_pretty(&got).unwrap() + "\n").unwrap();
        }
        let expected: Value = serde_json::from_slice(&fs::read(&beside).unwrap()).unwrap();
        if got != expected {
            faults.push(format!("{}:\n{got:#}", file.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn what_is_no_feed_says_what_it_is_and_fails() {
    let folder = tempfile::tempdir().unwrap();
    let deep = format!("<a>{}", "<b>".repeat(100_000));
    for (text, why) in [
        ("", "is empty"),
        ("  \n", "is empty"),
        ("<!doctype html><html><head><title>x</title></head></html>", "web page"),
        ("<opml version='2.0'><body/></opml>", "OPML"),
        ("<kml xmlns='http://www.opengis.net/kml/2.2'><Document/></kml>", "KML"),
        ("<svg xmlns='http://www.w3.org/2000/svg'><title>x</title></svg>", "<svg>"),
        ("<tv><channel id='1'><title>x</title></channel></tv>", "<tv>"),
        (
            "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'><foaf:Person/></rdf:RDF>",
            "<rdf>",
        ),
        ("{\"a\": 1}", "JSON, but no feed"),
        ("[1, 2]", "JSON, but no feed"),
        ("Harbour reopens", "neither XML nor JSON"),
        ("\u{7f}ELF\0\0\0\0", "NUL"),
        (deep.as_str(), "<a>"),
    ] {
        let file = folder.path().join("given");
        fs::write(&file, text).unwrap();
        let Output { status, stdout, stderr } = show(&file);
        let told = String::from_utf8(stderr).expect("UTF-8");
        assert_eq!((status.code(), stdout.len(), told.lines().count()), (Some(2), 0, 1), "{told}");
        assert!(told.contains(why) && told.contains("given"), "{told}");
    }
    assert_eq!(show(&folder.path().join("none")).status.code(), Some(2));
    assert_eq!(show(folder.path()).status.code(), Some(2));
}

#[test]
fn a_made_id_is_the_same_for_the_same_bytes() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("feed.xml");
    let ids = |text: &str| {
        fs::write(&file, text).unwrap();
        let items = shown(&file)["feed"]["items"].as_array().unwrap().clone();
        items.into_iter().map(|item| item["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    let text = "<rss><channel><item><title>One</title></item><item><title>Two</title></item></channel></rss>";
    let first = ids(text);
    assert_eq!(first, ids(text));
    assert!(first[0] != first[1] && !first[0].is_empty());
}

/// What is large or deep is read in bounds; none of these may be refused or break.
#[test]
fn too_much_of_anything_is_bounded() {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("feed.xml");
    for (inner, items) in [
        (format!("<item><description>{}</description></item>", "&lt;div&gt;".repeat(100_000)), 1),
        (format!("<item><description>{}x", "<b>".repeat(100_000)), 1),
        ("<item><title>x".repeat(5_000), 5_000),
        (format!("<item>{}</item>", "<category>x</category>".repeat(50_000)), 1),
        (format!("<item {}/>", "a='b' ".repeat(50_000)), 1),
        (format!("<item><title>{}</title></item>", "word ".repeat(200_000)), 1),
    ] {
        fs::write(&file, format!("<rss><channel>{inner}")).unwrap();
        assert_eq!(shown(&file)["feed"]["items"].as_array().unwrap().len(), items, "{}", &inner[..30]);
    }
}
