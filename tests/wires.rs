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

/// A story and what kills it, in each format; whether the kill is a message of its own.
const KILLS: [(&str, &str, &str, bool); 8] = [
    (
        "ninjs",
        r#"{"uri": "urn:m:9", "headline": "Rain", "body_text": "It rained.", "versioncreated": "2024-03-05T09:00:00Z"}"#,
        r#"{"uri": "urn:m:9", "pubstatus": "canceled", "versioncreated": "2024-03-06T09:00:00Z"}"#,
        false,
    ),
    (
        "NewsML-G2",
        "<newsItem guid='urn:m:9' version='1'><contentMeta><headline>Rain</headline></contentMeta></newsItem>",
        "<newsItem guid='urn:m:9' version='2'><itemMeta><versionCreated>2024-03-06T09:00:00Z</versionCreated>\
         <pubStatus qcode='stat:canceled'/></itemMeta></newsItem>",
        false,
    ),
    (
        "NewsML-G2 with an id of its own",
        "<newsItem guid='urn:m:9'><contentMeta><headline>Rain</headline></contentMeta></newsItem>",
        "<newsItem guid='urn:m:10'><itemMeta><versionCreated>2024-03-06T09:00:00Z</versionCreated><pubStatus qcode='stat:canceled'/>\
         <link rel='irel:replaces' residref='urn:m:9'/></itemMeta><contentMeta><headline>Kill: rain</headline></contentMeta></newsItem>",
        true,
    ),
    (
        "NewsML 1",
        "<NewsML><NewsItem><Identification><PublicIdentifier>urn:newsml:holm.example:20240305:77:1N</PublicIdentifier></Identification>\
         <NewsComponent><NewsLines><HeadLine>Rain</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>",
        "<NewsML><NewsItem><Identification><PublicIdentifier>urn:newsml:holm.example:20240305:77:2U</PublicIdentifier></Identification>\
         <NewsManagement><ThisRevisionCreated>20240306T090000Z</ThisRevisionCreated><Status FormalName='Canceled'/></NewsManagement>\
         <NewsComponent><NewsLines><HeadLine>Rain</HeadLine></NewsLines></NewsComponent></NewsItem></NewsML>",
        false,
    ),
    (
        "NITF",
        "<nitf><head><docdata><doc-id id-string='MER-1'/></docdata></head><body><body.head><hedline><hl1>Rain</hl1></hedline></body.head></body></nitf>",
        "<nitf><head><docdata management-status='canceled' management-doc-idref='MER-1'><doc-id id-string='MER-2'/>\
         <date.issue norm='20240306'/></docdata></head><body><body.head><hedline><hl1>KILL: Rain</hl1></hedline></body.head></body></nitf>",
        true,
    ),
    (
        "7901",
        "\u{1}abc0001 1 vm 10\r\n\u{2}Rain =\r\nHolm (abc) - It rained.\r\n\u{3}052300 Mar 24\r\n\u{4}",
        "\u{1}abc0002 3 vm 12\r\n\u{2}MANDATORY KILL: Rain =\r\nDo not use abc0001.\r\n\u{3}060900 Mar 24\r\n\u{4}",
        true,
    ),
    (
        "ANPA by its number",
        "\u{1}a0200\u{1f}\r\n\u{2}^BC-Rain,10<\r\n^Rain<\r\n\tIt rained.\r\n\u{3}MN-WF-03-06-24 0800GMT\r\n\u{4}",
        "\u{1}a0201\u{1f}\r\n\u{2}^BC-KILL, MANDATORY KILL,10<\r\n^Kill<\r\n\tKill a0200.\r\n\u{3}MN-WF-03-06-24 0900GMT\r\n\u{4}",
        true,
    ),
    (
        "ANPA by its slug",
        "\u{1}a0200\u{1f}\r\n\u{2}^BC-Rain,10<\r\n^Rain<\r\n\tIt rained.\r\n\u{3}MN-WF-03-06-24 0800GMT\r\n\u{4}",
        "\u{1}a0201\u{1f}\r\n\u{2}^BC-Rain, MANDATORY KILL,10<\r\n^Kill the story<\r\n\tIt was wrong.\r\n\u{3}MN-WF-03-06-24 0900GMT\r\n\u{4}",
        true,
    ),
];

#[test]
fn a_kill_marks_the_earlier_story_in_every_format_and_none_is_lost() {
    for (name, story, kill, own) in KILLS {
        let home = tempfile::tempdir().unwrap();
        let dateline = |args: &[&str], input: &str| cli::run(home.path(), args, input.as_bytes());
        let (_, out, err) = dateline(&["import", "-"], story);
        assert_eq!(out, "imported 1\n", "{name}: {err}");
        let (_, out, err) = dateline(&["import", "-"], kill);
        let expected = if own { "imported 1\n" } else { "imported 0 · updated 1\n" };
        assert_eq!(out, expected, "{name}: {err}");
        for again in [story, kill] {
            assert_eq!(dateline(&["import", "-"], again).1, "imported 0 · already had 1\n", "{name}");
        }
        let (_, out, _) = dateline(&["list", "--json", "is:killed", "sort:oldest"], "");
        let rows: Vec<Value> = out.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let first = rows.iter().find(|row| row["story"] == 1).expect(name);
        assert_eq!(
            (&first["status"], &first["headline"]["text"]),
            (&"killed".into(), &"Rain".into()),
            "{name}"
        );
        assert_eq!(rows.len(), if own { 2 } else { 1 }, "{name}");
        let (_, out, _) = dateline(&["show", "1"], "");
        assert!(out.lines().nth(1).is_some_and(|facts| facts.starts_with("killed")), "{name}: {out}");
        let (_, out, _) = dateline(&["list"], "");
        assert!(out.contains("[killed 6 Mar] Rain"), "{name}: {out}");
    }
}

#[test]
fn what_a_wire_says_of_a_story_leaves_the_library_and_comes_back() {
    let home = tempfile::tempdir().unwrap();
    let dateline = |args: &[&str], input: &str| cli::run(home.path(), args, input.as_bytes());
    let file = folder().join("nitf.xml");
    assert_eq!(dateline(&["import", file.to_str().unwrap()], "").0, 0);
    let (_, exported, _) = dateline(&["export"], "");
    let story: Value = serde_json::from_str(&exported).unwrap();
    let desk = &story["desk"];
    assert_eq!((&desk["urgency"], &desk["slug"]), (&3.into(), &"Harbour-Storm".into()), "{exported}");
    assert_eq!(desk["embargoed_until"], "2024-03-05T12:00:00Z");
    assert_eq!((&desk["place"]["name"], &desk["version"]), (&"Höby, Sweden".into(), &"4".into()));
    assert_eq!(story["dateline"], Value::Null, "the text has none");
    let (_, out, _) = dateline(&["export", "--format", "md"], "");
    assert!(out.contains("embargo until 5 March 2024, 12:00 UTC"), "{out}");
    assert!(out.contains("By Jo Holm and Anna Lind, Meridian") && !out.contains("By By"), "{out}");
    let other = tempfile::tempdir().unwrap();
    let (_, out, err) = cli::run(other.path(), &["import", "--format", "jsonl", "-"], exported.as_bytes());
    assert_eq!(out, "imported 1\n", "{err}");
    assert_eq!(cli::run(other.path(), &["export"], b"").1, exported);
    // As the interchange form has it, that is no input.
    let (_, parsed, _) = dateline(&["parse", "--jsonl"], &exported);
    let parsed: Value = serde_json::from_str(&parsed).unwrap();
    assert!(parsed.get("desk").is_none() && parsed["dateline"].is_null(), "{parsed}");
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
