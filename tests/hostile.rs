//! What strangers send to steer a terminal, to hide text or to turn it, on every way from a file to a screen or a pipe.
//!
//! Each file of `tests/hostile/` holds the same attacks (escape sequences, C1, bidi, tag and zero-width characters,
//! line separators, stacked marks) in every place of its format; those of a folder that `HOSTILE` names are read too.

mod cli;
#[path = "common/strict.rs"]
mod strict;

use std::fs;
use std::path::{Path, PathBuf};

use dateline::export::KINDS;
use serde_json::Value;
use strict::{ATTACK, faults_in_text};

/// What may not be in any output but for the ends of lines and, in tables, of columns.
fn faults(text: &str) -> Vec<String> {
    let mut faults = Vec::new();
    faults_in_text(text, &['\n', '\t'], &mut faults);
    faults.sort();
    faults.dedup();
    faults
}

/// Every text in a JSON value, keys too.
fn texts(value: &Value, all: &mut String) {
    match value {
        Value::String(text) => all.push_str(text),
        Value::Array(list) => list.iter().for_each(|inner| texts(inner, all)),
        Value::Object(object) => object.iter().for_each(|(key, inner)| {
            all.push_str(key);
            texts(inner, all);
        }),
        _ => {}
    }
    all.push('\n');
}

/// What the program prints of a folder in whatever way, all of it checked.
struct Checked {
    home: tempfile::TempDir,
    faults: Vec<String>,
}

impl Checked {
    fn run(&mut self, args: &[&str]) -> (i32, String) {
        let (code, stdout, stderr) = cli::run(self.home.path(), args, b"");
        for (what, text) in [("printed", &stdout), ("told", &stderr)] {
            for fault in faults(text) {
                self.faults.push(format!("{args:?} {what} {fault}"));
            }
        }
        if code > 2 || stderr.contains("panicked") {
            self.faults.push(format!("{args:?} ended with {code}: {stderr}"));
        }
        (code, stdout)
    }

    fn file(&mut self, file: &Path) {
        let name = file.to_str().expect("a name in UTF-8");
        self.run(&["feed", "show", name]);
        let (code, shown) = self.run(&["feed", "show", "--json", name]);
        if code == 0 {
            let value: Value = serde_json::from_str(&shown).expect("JSON");
            let mut all = String::new();
            texts(&value, &mut all);
            for fault in faults(&all) {
                self.faults.push(format!("{name} as JSON holds {fault}"));
            }
        }
        self.run(&["parse", name]);
    }

    /// Everything that is printed of its stories, in one text.
    fn library(&mut self, folder: &Path) -> String {
        self.run(&["--library", "lib", "import", folder.to_str().expect("a name in UTF-8")]);
        let lists = [&["list"][..], &["list", "--json"], &["list", "--tsv"], &["speakers"], &["quotes"]];
        let mut all = String::new();
        let (_, listed) = self.run(&["--library", "lib", "list", "--tsv"]);
        for args in lists {
            all += &self.run(&[&["--library", "lib"], args].concat()).1;
        }
        for line in listed.lines() {
            let number = line.split('\t').next().unwrap_or_default();
            all += &self.run(&["--library", "lib", "show", number]).1;
            all += &self.run(&["--library", "lib", "show", "--json", number]).1;
        }
        for kind in KINDS {
            all += &self.run(&["--library", "lib", "export", "--format", kind.name, "--out", "-"]).1;
        }
        all
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(folder).expect("the folder").map(|entry| entry.expect("an entry").path()).collect();
    files.sort();
    files
}

fn check(folder: &Path) -> (Checked, String) {
    let mut checked = Checked { home: tempfile::tempdir().expect("a folder"), faults: Vec::new() };
    for file in &files(folder) {
        checked.file(file);
    }
    let all = checked.library(folder);
    (checked, all)
}

#[test]
fn nothing_that_steers_a_terminal_comes_out_on_any_way() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    assert!(files(&folder).len() >= 13, "the files are not where they were");
    let (checked, all) = check(&folder);
    assert!(checked.faults.is_empty(), "{}", checked.faults.join("\n"));
    let stories = checked.home.path().join("lib");
    assert!(stories.exists() && all.lines().count() > 100, "{all}");
    for joined in ["👩\u{200d}⚕\u{fe0f}", "می\u{200c}خواهم"] {
        assert!(all.matches(joined).count() > 20, "{joined} was taken apart");
    }
}

/// `HOSTILE=folder` names more of such files.
#[test]
fn nor_of_the_files_that_others_made() {
    if let Some(folder) = std::env::var_os("HOSTILE") {
        let (checked, _) = check(Path::new(&folder));
        assert!(checked.faults.is_empty(), "{}", checked.faults.join("\n"));
    }
}

/// Names of folders and files that hold what their texts do: told in errors, notices, reports and lists.
#[cfg(unix)]
#[test]
fn names_of_files_steer_nothing_either() {
    let attack = "a\u{1b}[2J\u{1b}]0;b\u{7}c\u{202e}d\u{9b}31me\nf\u{200b}g\u{2028}h\u{e0041}\u{7f}";
    let mut checked = Checked { home: tempfile::tempdir().expect("a folder"), faults: Vec::new() };
    let folder = checked.home.path().join(attack);
    fs::create_dir(&folder).expect("a folder of that name");
    let own = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/hostile");
    for file in files(&own) {
        let name = file.file_name().and_then(|name| name.to_str()).expect("a name in UTF-8");
        fs::copy(&file, folder.join(format!("{attack}{name}"))).expect("room for it");
    }
    for damaged in ["x.jsonl", "y.xml", "z.eml", "v.csv"] {
        fs::write(folder.join(format!("{attack}{damaged}")), "{\u{1b}[2J\n<\n").expect("room for it");
    }
    for file in &files(&folder) {
        checked.file(file);
    }
    checked.library(&folder);
    let none = format!("{attack}/none");
    for args in [
        &["import", &none][..],
        &["parse", &none],
        &["feed", "show", &none],
        &["opml", "import", &none],
        &["restore", &none],
        &["backup", attack],
        &["--library", &none, "doctor"],
        &["--config", &none, "list"],
        &["list", attack],
        &["list", &format!("country:{attack}")],
        &["show", attack],
        &["add", attack],
        &["add", &format!("http://{attack}/")],
        &["fetch", attack],
        &["rename", attack, attack],
        &["export", "--format", attack],
        &["export", "--out", attack],
        &["quotes", attack],
        &["speakers", attack],
        &[attack],
    ] {
        checked.run(args);
        checked.run(&[&["--library", "lib"], args].concat());
    }
    assert!(checked.faults.is_empty(), "{}", checked.faults.join("\n"));
}

/// A list of feeds from a stranger: what they are called, and the tags that they stand under.
#[test]
fn nor_do_names_of_feeds() {
    let escaped = ATTACK.chars().map(|c| format!("&#x{:x};", u32::from(c))).collect::<Vec<_>>().concat();
    let feed =
        |name: &str, at: &str| format!("<outline type='rss' text='{name}' title='{name}' xmlUrl='{at}'/>");
    let list = [
        "<opml><body>",
        &format!("<outline text='{escaped}'>{}</outline>", feed(&escaped, "https://holm.example/1")),
        &format!("<outline text='{ATTACK}'>{}</outline>", feed(ATTACK, "https://holm.example/2")),
        &feed(&escaped, &format!("https://holm.example/{escaped}")),
        "</body></opml>",
    ];
    let mut checked = Checked { home: tempfile::tempdir().expect("a folder"), faults: Vec::new() };
    fs::write(checked.home.path().join("list.opml"), list.concat()).expect("room for it");
    checked.run(&["--library", "lib", "opml", "import", "list.opml"]);
    // As far as it can be an argument at all.
    let attack = &ATTACK.replace('\0', "");
    let mut all = String::new();
    for args in [
        &["feeds"][..],
        &["feeds", "--json"],
        &["opml", "export"],
        &["rename", "1", attack],
        &["tag", "1", attack],
        &["feeds"],
        &["full-text", "1"],
        &["remove", "1"],
        &["stats"],
        &["doctor"],
    ] {
        all += &checked.run(&[&["--library", "lib"], args].concat()).1;
    }
    assert!(all.matches("holm.example").count() >= 6, "{all}");
    assert!(checked.faults.is_empty(), "{}", checked.faults.join("\n"));
}
