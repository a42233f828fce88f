//! Input made to take all memory or all time, generated here: whatever it is, the program reads it or says why not, in
//! little memory. A child that asked for more would be refused it and end, which the test sees.
#![cfg(unix)]

use std::fmt::Write as _;
use std::path::Path;
use std::process::{Command, Output};

use dateline::article::{RawCopy, parse};
use dateline::format::feed;

/// Address space of the child in KB: the program itself with its threads, and a small multiple of the input.
const ROOM: u32 = 450_000;
const DEEP: usize = 100_000;
const LONG: usize = 1 << 20;
const LINE: usize = 5 << 20;

fn rss(items: &str) -> Vec<u8> {
    format!("<rss version='2.0'><channel><title>Holm</title>{items}</channel></rss>").into_bytes()
}

fn item(text: &str) -> String {
    format!("<item><guid>1</guid><title>Trams</title><description>{text}</description></item>")
}

/// Name of the file, its bytes, and whether it is a feed that has an item at least.
type Case = (&'static str, Vec<u8>, bool);

fn cases() -> Vec<Case> {
    [entities(), deep(), long(), lying()].concat()
}

fn entities() -> Vec<Case> {
    let mut bomb = "<!DOCTYPE rss [<!ENTITY a0 'lol'>".to_owned();
    for n in 1..40 {
        // Writing to a string cannot fail.
        let _ = write!(bomb, "<!ENTITY a{n} '{}'>", format!("&a{};", n - 1).repeat(10));
    }
    let with = |doctype: &str, text: &str| [doctype.as_bytes(), &rss(&item(text))].concat();
    vec![
        ("bomb.xml", with(&(bomb + "]>"), "&a39; &a1;"), true),
        ("itself.xml", with("<!DOCTYPE rss [<!ENTITY a '&b;'><!ENTITY b '&a;&a;'>]>", "&a;"), true),
        ("outside.xml", with("<!DOCTYPE rss [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>", "&a; ran"), true),
    ]
}

fn deep() -> Vec<Case> {
    let from = "From: Lind <lind@holm.example>\nSubject: Trams\n";
    let parts = (0..3_000).fold(from.to_owned(), |mut parts, n| {
        let _ = write!(parts, "Content-Type: multipart/mixed; boundary=\"{n}\"\n\n--{n}\n");
        parts
    });
    let letters = from.to_owned() + &"Content-Type: message/rfc822\n\n".repeat(20_000);
    let json = "{\"version\": \"https://jsonfeed.org/version/1.1\", \"title\": \"Holm\", \"x\": ";
    vec![
        ("deep.xml", rss(&("<a>".repeat(DEEP) + &item("It ran."))), true),
        ("deep-text.xml", rss(&item(&"<div>".repeat(DEEP))), true),
        ("deep-escaped.xml", rss(&item(&"&lt;blockquote>".repeat(DEEP))), true),
        ("deep-table.xml", rss(&item(&format!("<![CDATA[{}]]>", "<table><tr><td>".repeat(DEEP / 3)))), true),
        ("deep.html", "<div><b>".repeat(DEEP / 2).into_bytes(), false),
        ("deep.json", "[".repeat(DEEP).into_bytes(), false),
        ("deep-feed.json", [json, &"{\"a\":[".repeat(DEEP / 2)].concat().into_bytes(), false),
        ("deep.jsonl", ["{\"text\": ", &"[".repeat(DEEP)].concat().into_bytes(), false),
        ("deep.eml", parts.into_bytes(), false),
        ("letters.eml", letters.into_bytes(), false),
    ]
}

fn long() -> Vec<Case> {
    let many: String =
        (0..50_000).map(|n| item("It ran.").replace("<guid>1", &format!("<guid>{n}"))).collect();
    let line = "tram ".repeat(LINE / 5);
    vec![
        ("many.xml", rss(&many), true),
        ("line.xml", rss(&item(&line)), true),
        ("line.txt", ["OSLO, Jan 2 (Meridian) - ", &line].concat().into_bytes(), false),
        ("word.txt", "x".repeat(LONG).into_bytes(), false),
        ("nul.txt", vec![0; LONG], false),
        ("nul.xml", rss(&item(&"\0tram".repeat(100_000))), true),
        ("and.xml", rss(&item(&"&".repeat(LONG))), true),
        ("less.xml", rss(&item(&"<".repeat(LONG / 4))), true),
        ("comments.xml", rss(&item(&"<!-".repeat(LONG / 8))), true),
        ("quotes.xml", rss(&("<a b='".repeat(LONG / 12) + &item("It ran."))), false),
        ("marks.txt", "\u{201c}".repeat(LONG / 12).into_bytes(), false),
        ("accents.txt", ("e".to_owned() + &"\u{301}".repeat(LONG / 8)).into_bytes(), false),
    ]
}

fn lying() -> Vec<Case> {
    let said = |head: &[u8]| [head, &rss(&item("It ran."))].concat();
    vec![
        ("lying.xml", said(b"<?xml version='1.0' encoding='utf-16'?>"), true),
        ("odd.xml", said(b"\xff\xfe<?xml version='1.0'?>"), false),
    ]
}

/// Runs the program where no more than [`ROOM`] can be had.
fn confined(home: &Path, args: &[&str]) -> Output {
    let script = format!("ulimit -v {ROOM}; exec \"$0\" \"$@\"");
    let mut command = Command::new("sh");
    command.args(["-c", &script, env!("CARGO_BIN_EXE_dateline")]).args(args);
    command.current_dir(home).env_clear().env("HOME", home).output().expect("a shell")
}

#[test]
fn no_file_takes_more_room_than_it_is_worth() {
    let home = tempfile::tempdir().unwrap();
    let mut faults = Vec::new();
    for (name, bytes, is_feed) in cases() {
        std::fs::write(home.path().join(name), &bytes).unwrap();
        for args in
            [&["feed", "show", "--json", name][..], &["parse", name], &["--library", "lib", "import", name]]
        {
            if name == "many.xml" && args[0] != "feed" {
                // The bench of feeds stores as many.
                continue;
            }
            let Output { status, stdout, stderr } = confined(home.path(), args);
            let (shown, told) = (String::from_utf8_lossy(&stdout), String::from_utf8_lossy(&stderr));
            let ended = matches!(status.code(), Some(0..=2)) && !told.contains("panicked");
            let is_small = stdout.len() < 3 * bytes.len() + 100_000 && told.len() < 10_000;
            if !ended || !is_small || shown.contains("root:") {
                faults.push(format!(
                    "{args:?} {status} {} {}",
                    stdout.len(),
                    told.chars().take(300).collect::<String>()
                ));
            }
            if args[0] == "feed" && is_feed && status.code() != Some(0) {
                faults.push(format!("{name} was not read: {told}"));
            }
        }
        std::fs::remove_file(home.path().join(name)).unwrap();
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn a_text_longer_than_any_story_is_kept_whole_and_searched_in_its_beginning() {
    let home = tempfile::tempdir().unwrap();
    let text = format!("OSLO, Jan 2 (Meridian) - The tram ran.{}It met a zeppelin.", " ".repeat(9 << 20));
    std::fs::write(home.path().join("long.txt"), text).unwrap();
    let said = |args: &[&str]| {
        let Output { status, stdout, .. } = confined(home.path(), &[&["--library", "lib"], args].concat());
        (status.code(), String::from_utf8(stdout).unwrap())
    };
    assert_eq!(said(&["import", "long.txt"]), (Some(0), "imported 1\n".to_owned()));
    assert_eq!(said(&["list", "tram"]).0, Some(0));
    assert_eq!(said(&["list", "zeppelin"]).0, Some(1));
    assert!(said(&["show", "1"]).1.contains("It met a zeppelin."));
}

#[test]
fn entities_grow_to_no_more_than_a_bound_and_none_is_fetched() {
    let cases = cases();
    let text = |name: &str| {
        let (_, bytes, _) = cases.iter().find(|(has, ..)| *has == name).unwrap();
        let feed = feed::read(bytes, None).unwrap();
        feed.items[0].content.as_ref().or(feed.items[0].summary.as_ref()).map(feed::Prose::plain)
    };
    assert!(
        text("bomb.xml").is_none_or(|text| text.len() < 1 << 20),
        "{:?}",
        text("bomb.xml").map(|text| text.len())
    );
    assert!(text("itself.xml").is_none_or(|text| text.len() < 1 << 20));
    assert!(text("outside.xml").unwrap().ends_with(" ran"));
}

#[test]
fn a_file_cut_off_anywhere_is_read_as_far_as_it_goes() {
    let whole =
        rss(&(item("One &amp; <![CDATA[<p>two</p>]]>é.") + &item("Three.").replace("<guid>1", "<guid>2")));
    let mut before = 0;
    for end in 0..=whole.len() {
        let items = feed::read(&whole[..end], None).map_or(0, |feed| feed.items.len());
        assert!(items >= before, "an item fewer at {end}");
        before = items;
    }
    assert_eq!(before, 2);
}

#[test]
fn what_is_made_of_a_story_stays_in_proportion_to_it() {
    for unit in ["tram ", "\"", "\u{201c}a\u{201d} ", "OSLO (AP) -- ", "said Lind. ", "\n\n", "A\n", "&amp;"]
    {
        let text = unit.repeat((200 << 10) / unit.len());
        let story = parse(RawCopy::from_text(text.as_str()));
        let parts = story.paragraphs.len() + story.quotes.len() + story.countries.len() + story.notes.len();
        assert!(parts <= text.len() / 2 + 10, "{unit:?}: {parts} parts");
    }
}

#[test]
fn in_a_text_longer_than_any_story_nobody_looks_for_quotations_and_that_is_said() {
    let said = "\"It ran past the harbour,\" said Lind. ";
    let long = format!("OSLO (AP) -- The tram ran.\n\n{}", said.repeat((2 << 20) / said.len() + 1));
    let story = parse(RawCopy::from_text(long.as_str()));
    assert!(story.quotes.is_empty() && story.paragraphs.len() == 2);
    assert!(story.notes.iter().any(|note| note.text.contains("too long to look for quotations")));
}
