//! What keeps a library safe, from the command line: doctor, backup, restore, and a rebuild past what is damaged.

mod cli;

use std::path::Path;

use cli::run;

/// A library of six stories at `lib`.
fn imported(at: &Path) {
    let line = |n| {
        format!(
            r#"{{"id": "{n}", "source": "T", "date": "2019-12-13", "text": "OSLO (AP) -- Story {n} tells of trams."}}"#
        )
    };
    let lines = (1..=6).map(line).collect::<Vec<_>>().join("\n");
    std::fs::write(at.join("in.jsonl"), lines).expect("a temporary file can be written");
    let (code, stdout, _) = run(at, &["--library", "lib", "import", "in.jsonl"], b"");
    assert_eq!((code, stdout.as_str()), (0, "imported 6\n"));
}

fn on_lib(at: &Path, args: &[&str]) -> (i32, String, String) {
    run(at, &[&["--library", "lib"], args].concat(), b"")
}

fn sql(at: &Path, sql: &str) {
    let db = rusqlite::Connection::open(at.join("lib/library.db")).expect("a library");
    db.execute_batch(sql).expect("the tables of a library");
}

#[test]
fn doctor_names_what_differs_and_repairs_only_when_told_to() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    imported(at);
    let (code, stdout, stderr) = on_lib(at, &["doctor"]);
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, "6 stories: all is well\n", ""));

    sql(at, "UPDATE tally SET stories = 9 WHERE what = 'NO'");
    std::fs::remove_dir_all(at.join("lib/index")).unwrap();
    let told = "1 count is wrong\n           NO: -3\nthere is no search index that can be used\n           lib/index\n";
    let hint = "6 stories looked at\nto put right what can be: dateline doctor --repair\n";
    for _ in 0..2 {
        let (code, stdout, _) = on_lib(at, &["doctor"]);
        assert_eq!((code, stdout), (1, format!("{told}{hint}")), "and changes nothing");
        assert!(!at.join("lib/index").exists());
    }
    let (code, stdout, _) = on_lib(at, &["doctor", "--repair"]);
    assert_eq!(code, 0, "{stdout}");
    assert!(
        stdout.starts_with(told) && stdout.ends_with("after the repair:\n6 stories: all is well\n"),
        "{stdout}"
    );
    assert_eq!(on_lib(at, &["list", "country:NO"]).1.lines().count(), 6);
}

#[test]
fn a_damaged_story_is_named_passed_over_and_left() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    imported(at);
    sql(at, "UPDATE body SET copy = x'28b52ffd' WHERE ord = 3");
    for args in [&["doctor"][..], &["doctor", "--repair"]] {
        let (code, stdout, _) = on_lib(at, args);
        assert_eq!(code, 1, "{stdout}");
        assert!(stdout.contains("1 story cannot be read, the others can: restore a backup"), "{stdout}");
        assert!(stdout.contains("\n        3  Story 3 tells of trams\n"), "{stdout}");
    }
    let (code, stdout, stderr) = on_lib(at, &["rebuild"]);
    assert_eq!((code, stdout.as_str()), (0, "rebuilt the search index: 5 stories\n"));
    assert_eq!(stderr, "1 story could not be read: dateline doctor names them\n");
    assert_eq!(on_lib(at, &["list", "trams"]).1.lines().count(), 5);
    let (code, _, stderr) = on_lib(at, &["show", "3"]);
    assert!(code == 2 && stderr.contains("story 3 is damaged"), "{stderr}");
    assert_eq!(on_lib(at, &["show", "4"]).0, 0);
    let (code, _, stderr) = on_lib(at, &["export", "trams"]);
    assert_eq!(code, 0, "{stderr}");
}

#[test]
fn a_library_is_backed_up_and_restored() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    imported(at);
    let (code, stdout, stderr) = on_lib(at, &["backup", "kept.db"]);
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, "wrote 6 stories to kept.db\n", ""));
    let (code, _, stderr) = on_lib(at, &["backup", "kept.db"]);
    assert!(code == 2 && stderr.contains("--force"), "{stderr}");
    assert_eq!(on_lib(at, &["backup", "kept.db", "--force"]).0, 0);

    std::fs::write(at.join("more.txt"), " date 2019-12-13 BAKU, December 13. /TASS/. One more.\n").unwrap();
    on_lib(at, &["import", "more.txt"]);
    assert_eq!(on_lib(at, &["list"]).1.lines().count(), 7);
    let (code, stdout, stderr) = on_lib(at, &["restore", "kept.db"]);
    assert_eq!((code, stderr.as_str()), (0, ""));
    let (first, second) = stdout.split_once('\n').unwrap();
    assert_eq!(first, "restored 6 stories from kept.db");
    let aside = second.strip_prefix("the library that stood there is kept as ").unwrap().trim_end();
    assert!(aside.starts_with("lib/library.db.before-20"), "{aside}");
    assert_eq!(on_lib(at, &["list", "trams"]).1.lines().count(), 6, "the index is there again");
    assert_eq!(on_lib(at, &["doctor"]).0, 0);
    assert_eq!(
        run(at, &["--library", "new", "restore", aside], b"").1,
        format!("restored 7 stories from {aside}\n")
    );

    let open = dateline::store::Library::open(&at.join("lib")).unwrap();
    let (code, _, stderr) = on_lib(at, &["restore", "kept.db"]);
    assert!(code == 2 && stderr.contains("another dateline has this library open"), "{stderr}");
    drop(open);
    for (file, why) in [("none.db", "no such file"), ("in.jsonl", "no library of dateline")] {
        let (code, _, stderr) = on_lib(at, &["restore", file]);
        assert!(code == 2 && stderr.contains(why), "{stderr}");
    }
    let (code, _, stderr) = run(at, &["--sample", "restore", "kept.db"], b"");
    assert!(code == 2 && stderr.contains("--sample"), "{stderr}");
    assert_eq!(run(at, &["--library", "none", "doctor"], b"").0, 2);
}
