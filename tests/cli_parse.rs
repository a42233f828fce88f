//! `dateline parse` as other programs see it.

mod cli;

use std::io::{BufRead, BufReader, Write};
use std::process::Stdio;

use cli::{dateline, run};
use serde_json::Value;

fn objects(stdout: &str) -> Vec<Value> {
    stdout.lines().map(|line| serde_json::from_str(line).expect("every line is JSON")).collect()
}

#[test]
fn a_line_that_is_no_story_gets_an_error_in_its_place() {
    let home = tempfile::tempdir().unwrap();
    let input = b"{\"id\": \"a\", \"text\": \"BAKU, December 13. /TASS/. One.\"}\nnot json\n{\"id\": \"c\"}\n\n{\"text\": \"x\xff\"}\n{\"id\": \"e\", \"text\": \"Five.\"}";
    let (code, stdout, stderr) = run(home.path(), &["parse", "--jsonl"], input);
    let out = objects(&stdout);
    assert_eq!((code, out.len(), stderr.as_str()), (1, 6, ""));
    assert_eq!((&out[0]["id"], &out[5]["id"]), (&Value::from("a"), &Value::from("e")));
    assert!(out[0].get("error").is_none() && out[5].get("error").is_none());
    for (at, id) in [(1, Value::Null), (2, Value::from("c")), (3, Value::Null), (4, Value::Null)] {
        assert_eq!(out[at]["id"], id);
        let error = out[at]["error"].as_str().unwrap();
        assert!(error.starts_with(&format!("line {}: ", at + 1)), "{error}");
    }
}

#[test]
fn thousands_of_lines_keep_their_order_and_good_ones_end_with_0() {
    let home = tempfile::tempdir().unwrap();
    let line =
        |n: usize| format!("{{\"id\": \"{n}\", \"text\": \"BAKU (AP) -- {}.\"}}", "word ".repeat(n % 97));
    let input = (0..5_000).map(line).collect::<Vec<_>>().join("\n");
    let (code, stdout, _) = run(home.path(), &["parse", "--jsonl"], input.as_bytes());
    assert_eq!(code, 0);
    let ids = objects(&stdout).iter().map(|o| o["id"].as_str().unwrap().to_owned()).collect::<Vec<_>>();
    assert_eq!(ids, (0..5_000).map(|n| n.to_string()).collect::<Vec<_>>());
}

#[test]
fn a_line_is_answered_before_the_next_one_is_sent() {
    let home = tempfile::tempdir().unwrap();
    let mut child = dateline(home.path(), &["parse", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut stdin = child.stdin.take().unwrap();
    let mut stdout = BufReader::new(child.stdout.take().unwrap());
    for id in ["first", "second", "third"] {
        writeln!(stdin, "{{\"id\": \"{id}\", \"text\": \"A story.\"}}").unwrap();
        stdin.flush().unwrap();
        let mut line = String::new();
        stdout.read_line(&mut line).unwrap();
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap()["id"], id);
    }
    drop(stdin);
    assert!(child.wait().unwrap().success());
}

#[test]
fn a_closed_pipe_is_success_and_says_nothing() {
    let home = tempfile::tempdir().unwrap();
    let mut child = dateline(home.path(), &["parse", "--jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let mut stdin = child.stdin.take().unwrap();
    let line = format!("{{\"text\": \"{}\"}}\n", "A story. ".repeat(200));
    // It goes away in the middle of this.
    while stdin.write_all(line.as_bytes()).is_ok() {}
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stderr.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn raw_copy_gives_an_object_a_story_with_offsets_into_the_file() {
    let home = tempfile::tempdir().unwrap();
    let text = " date 2019-12-13 BAKÚ, December 13. /TASS/. One.\n\n date 2019-12-14 OSLO, December 14. /TASS/. Two.\n";
    std::fs::write(home.path().join("two.txt"), text).unwrap();
    let (code, stdout, _) = run(home.path(), &["parse", "two.txt"], b"");
    let out = objects(&stdout);
    assert_eq!((code, out.len()), (0, 2));
    let chars: Vec<char> = text.chars().collect();
    let at = |key: &str| out[1]["paragraphs"][0][key].as_u64().unwrap() as usize;
    let cut: String = chars[at("start")..at("end")].iter().collect();
    assert!(cut.contains("Two.") && !cut.contains("One."), "{cut:?}");
    let keys = |line: &str| line.find("\"headline\"") < line.find("\"date\"");
    assert!(stdout.lines().all(keys), "the keys of every story stand in the documented order: {stdout}");
}

#[test]
fn an_empty_file_is_told_and_gives_no_story() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("empty.txt"), "").unwrap();
    std::fs::write(home.path().join("blank.txt"), " \n\n").unwrap();
    let (code, stdout, stderr) = run(home.path(), &["parse", "empty.txt", "blank.txt"], b"");
    assert_eq!((code, stdout.as_str()), (1, ""));
    assert_eq!(stderr, "dateline: empty.txt is empty\ndateline: blank.txt is empty\n");
}

#[test]
fn a_file_in_an_old_encoding_is_parsed_and_one_that_is_no_text_is_an_error() {
    let home = tempfile::tempdir().unwrap();
    let russian = "БАКУ, 13 декабря. /ТАСС/. Президент выразил уверенность в развитии отношений с соседями.";
    let (bytes, _, _) = encoding_rs::WINDOWS_1251.encode(russian);
    std::fs::write(home.path().join("old.txt"), &bytes).unwrap();
    std::fs::write(home.path().join("picture.txt"), b"\x89PNG\r\n\x1a\n\0\0\0").unwrap();
    let (code, stdout, _) = run(home.path(), &["parse", "old.txt", "picture.txt"], b"");
    let out = objects(&stdout);
    assert_eq!((code, out.len()), (1, 2));
    let end = out[0]["paragraphs"][0]["end"].as_u64().unwrap() as usize;
    assert_eq!(end, russian.chars().count());
    assert!(out[1]["error"].as_str().unwrap().starts_with("picture.txt: is not text"));
}
