//! Quotations and speakers from the shell: lines, tables, objects and citations.

mod cli;

use std::io::Read;
use std::path::Path;
use std::process::Stdio;

use cli::{dateline, run};
use serde_json::Value;

/// A library with three stories, one of them out to break a terminal.
fn filled(at: &Path) {
    let story = |id: &str, date: &str, url: &str, text: &str| {
        serde_json::json!({"id": id, "date": date, "url": url, "text": text}).to_string()
    };
    let lines = [
        story(
            "a",
            "2019-12-13",
            "https://example.org/a_b",
            "BAKU, December 13. /TASS/. Trade grows in the country.\n\n“Tourists come back to *the* trams,” President Ilham \
             Aliyev said.\n\n“We have oil for many years.”",
        ),
        story(
            "b",
            "2019-11-20",
            "",
            "NAIROBI, November 20 (Reuters) - Trams run in the city.\n\n“The trams\tare \u{1b}[2Jlate again today,” \
             Amina Otieno said.",
        ),
        story("c", "2019-11-21", "", "OSLO, November 21 (Reuters) - Nobody is quoted here, trams or not."),
    ];
    std::fs::write(at.join("in.jsonl"), lines.join("\n")).expect("a temporary file can be written");
    let (code, _, stderr) = run(at, &["--library", "lib", "import", "in.jsonl"], b"");
    assert_eq!((code, stderr.as_str()), (0, ""));
}

fn asked(at: &Path, args: &[&str]) -> (i32, String, String) {
    run(at, &[&["--library", "lib"], args].concat(), b"")
}

#[test]
fn quotations_are_lines_newest_first() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path());
    let (code, stdout, stderr) = asked(home.path(), &["quotes"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    assert_eq!(
        stdout.lines().collect::<Vec<_>>(),
        [
            "      1  2019-12-13  AZ  Ilham Aliyev          “Tourists come back to *the* trams”",
            "      1  2019-12-13  AZ  unattributed          “We have oil for many years.”",
            "      2  2019-11-20  KE  Amina Otieno          “The trams are late again today”",
        ]
    );
    let (_, limited, _) = asked(home.path(), &["quotes", "--limit", "1"]);
    assert_eq!(limited.lines().collect::<Vec<_>>(), stdout.lines().take(1).collect::<Vec<_>>());
}

#[test]
fn a_query_asks_for_speakers_and_for_what_was_said() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path());
    for (query, lines) in [
        ("said:aliyev", 1),
        ("said:aliyev quote:tourists after:2019-11", 1),
        ("said:aliyev quote:oil", 0),
        ("quote:trams", 2),
        ("quote:trams country:KE", 1),
        ("tourists", 2),
    ] {
        let (code, stdout, stderr) = asked(home.path(), &["quotes", query]);
        assert_eq!((code, stdout.lines().count()), (i32::from(lines == 0), lines), "{query}: {stderr}");
        assert_eq!(stderr.is_empty(), lines > 0);
    }
    let (code, _, stderr) = asked(home.path(), &["quotes", "quote:"]);
    assert!(code == 2 && stderr.contains("write quote:\"trade turnover\""), "{stderr}");
    let (code, _, stderr) = run(home.path(), &["--library", "none", "quotes"], b"");
    assert!(code == 2 && stderr.contains("no library yet"), "{stderr}");
}

#[test]
fn a_table_has_a_head_and_a_line_a_quotation() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path());
    let (_, stdout, _) = asked(home.path(), &["quotes", "--tsv"]);
    let rows: Vec<Vec<&str>> = stdout.lines().map(|line| line.split('\t').collect()).collect();
    assert!(
        rows.len() == 4 && rows.iter().all(|row| row.len() == 11) && !stdout.contains('\u{1b}'),
        "{stdout}"
    );
    assert_eq!(rows[0][..7], ["story", "index", "date", "country", "place", "agency", "speaker"]);
    assert_eq!(rows[1][..7], ["1", "0", "2019-12-13", "AZ", "Baku", "TASS", "Ilham Aliyev"]);
    assert_eq!(rows[2][6], "unattributed");
    assert_eq!(rows[1][9], "https://example.org/a_b");
}

#[test]
fn an_object_has_every_name_and_null_for_nobody() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path());
    let (_, stdout, _) = asked(home.path(), &["quotes", "--json"]);
    assert!(!stdout.contains('\u{1b}'));
    let objects: Vec<Value> = stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    let (head, _) = asked(home.path(), &["quotes", "--tsv"])
        .1
        .split_once('\n')
        .map(|(a, b)| (a.to_owned(), b.to_owned()))
        .unwrap();
    for name in head.split('\t').chain(["mention", "person"]) {
        assert!(objects.iter().all(|object| object.get(name).is_some()), "{name}");
    }
    assert_eq!((&objects[0]["speaker"], &objects[0]["place"]), (&"Ilham Aliyev".into(), &"Baku".into()));
    assert_eq!((&objects[1]["speaker"], &objects[1]["person"]), (&Value::Null, &Value::Null));
    assert!(objects[0]["confidence"].as_f64().unwrap() > 0.5);
}

#[test]
fn a_list_to_paste_cites_each_quotation() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path());
    let (_, stdout, _) = asked(home.path(), &["quotes", "--md"]);
    let first = stdout.lines().next().unwrap();
    assert_eq!(
        first,
        "- “Tourists come back to \\*the\\* trams” — Ilham Aliyev, TASS, Baku, 13 December 2019, https://example.org/a_b"
    );
    assert!(stdout.lines().all(|line| line.starts_with("- “")), "{stdout}");
    assert!(stdout.lines().nth(1).unwrap().contains("” — unattributed, TASS"));
}

#[test]
fn speakers_are_counted_under_a_query() {
    let home = tempfile::tempdir().unwrap();
    filled(home.path());
    let (code, stdout, _) = asked(home.path(), &["speakers", "--tsv"]);
    let lines: Vec<&str> = stdout.lines().collect();
    assert_eq!((code, lines[0]), (0, "speaker\tname\tquotations\tfirst\tlast\tcountries"));
    assert!(lines[1].ends_with("\tIlham Aliyev\t1\t2019-12\t2019-12\tAZ 1"), "{stdout}");
    let (_, stdout, _) = asked(home.path(), &["speakers", "country:KE", "--json"]);
    let object: Value = serde_json::from_str(stdout.trim()).unwrap();
    assert_eq!((&object["name"], &object["months"]["2019-11"]), (&"Amina Otieno".into(), &1.into()));
    let (_, stdout, _) = asked(home.path(), &["speakers"]);
    assert!(
        stdout.contains("        1  Amina Otieno                  2019-11            KE 1\n"),
        "{stdout}"
    );
    assert_eq!(asked(home.path(), &["speakers", "zeppelin"]).0, 1);
}

#[test]
fn a_reader_that_goes_away_is_no_fault() {
    let home = tempfile::tempdir().unwrap();
    let text =
        "NAIROBI, November 20 (Reuters) - Trams.\\n\\n“The trams are late again today,” Amina Otieno said.";
    let lines = (0..1_500).map(|n| format!("{{\"id\": \"{n}\", \"text\": \"{text}\"}}\n"));
    std::fs::write(home.path().join("in.jsonl"), lines.collect::<String>()).unwrap();
    asked(home.path(), &["import", "in.jsonl"]);
    let mut child =
        dateline(home.path(), &["--library", "lib", "quotes"]).stdout(Stdio::piped()).spawn().unwrap();
    let mut stdout = child.stdout.take().unwrap();
    let mut one = [0];
    stdout.read_exact(&mut one).unwrap();
    drop(stdout);
    assert_eq!(child.wait().unwrap().code(), Some(0));
}
