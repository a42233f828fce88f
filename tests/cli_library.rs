//! Copy into a library and out again: importing, interrupting, listing, showing, exporting.

mod cli;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use cli::run;
use dateline::import::{Import, Summary};
use dateline::store::Library;

fn write_lines(path: &Path, stories: std::ops::Range<usize>) {
    let line = |n| {
        let day = n % 28 + 1;
        format!(
            r#"{{"id": "{n}", "source": "T", "date": "2019-12-{day:02}", "text": "OSLO (AP) -- Story {n} tells of trams."}}"#
        )
    };
    let lines = stories.map(line).collect::<Vec<_>>().join("\n");
    std::fs::write(path, lines).expect("a temporary file can be written");
}

fn import(library: &mut Library, path: &Path, stop_at: u64) -> Summary {
    let stop = Arc::new(AtomicBool::new(false));
    let import = Import { library, format: None, stop: Arc::clone(&stop), again: false };
    import
        .run(vec![PathBuf::from(path)], &mut |progress| {
            if progress.stories >= stop_at {
                stop.store(true, Ordering::Relaxed);
            }
        })
        .expect("the library takes the stories")
}

#[test]
fn an_interrupted_import_keeps_what_it_added_and_is_simply_run_again() {
    let home = tempfile::tempdir().unwrap();
    let file = home.path().join("in.jsonl");
    write_lines(&file, 0..3_000);
    let mut library = Library::open(&home.path().join("lib")).unwrap();
    library.open_index().unwrap();

    let first = import(&mut library, &file, 500);
    assert!(first.interrupted && first.new >= 500 && first.new < 3_000, "{first}");
    assert_eq!(library.len().unwrap(), first.new);
    assert!(first.to_string().ends_with("interrupted: run it again to go on"));

    let second = import(&mut library, &file, u64::MAX);
    assert_eq!((second.new, second.known, second.interrupted), (3_000 - first.new, first.new, false));
    let third = import(&mut library, &file, u64::MAX);
    assert_eq!((third.new, third.changed, third.known), (0, 0, 3_000));
}

#[test]
fn stories_go_in_and_come_out() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    write_lines(&at.join("in.jsonl"), 0..600);
    std::fs::write(at.join("bad.jsonl"), "nonsense\n").unwrap();

    let (code, stdout, stderr) = run(at, &["import", "in.jsonl", "bad.jsonl"], b"");
    assert_eq!((code, stdout.as_str()), (0, "imported 600 · 1 not understood\n"));
    assert!(stderr.starts_with("  bad.jsonl:1: "), "{stderr}");
    let (_, stdout, _) = run(at, &["import", "in.jsonl"], b"");
    assert_eq!(stdout, "imported 0 · already had 600\n");

    let (code, list, _) = run(at, &["list"], b"");
    assert_eq!((code, list.lines().count()), (0, 600));
    let numbers: std::collections::HashSet<&str> =
        list.lines().map(|line| line.split('\t').next().unwrap()).collect();
    assert_eq!(numbers.len(), 600);
    let (_, limited, _) = run(at, &["list", "--limit", "7"], b"");
    assert_eq!(limited.lines().collect::<Vec<_>>(), list.lines().take(7).collect::<Vec<_>>());

    let number = list.lines().next().unwrap().split('\t').next().unwrap();
    let (code, plain, _) = run(at, &["show", number], b"");
    assert!(code == 0 && plain.contains("tells of trams") && !plain.contains('\u{1b}'), "{plain}");
    let (_, json, _) = run(at, &["show", number, "--json"], b"");
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    assert!(json["text"].as_str().unwrap().contains("trams") && json["paragraphs"].is_array());

    for args in [&["show", "999999"][..], &["list", "zeppelin"], &["bookmarks"], &["export", "zeppelin"]] {
        let (code, stdout, stderr) = run(at, args, b"");
        assert_eq!((code, stdout.as_str()), (1, ""), "{args:?}");
        assert!(stderr.starts_with("dateline: "), "{args:?}: {stderr}");
    }
    let (code, stats, _) = run(at, &["stats"], b"");
    assert!(code == 0 && stats.contains("\nstories     600\n"), "{stats}");
    assert!(stats.contains("\nagencies\n        600  AP\n"), "{stats}");
    let (code, rebuilt, _) = run(at, &["rebuild"], b"");
    assert_eq!((code, rebuilt.as_str()), (0, "rebuilt the search index: 600 stories\n"));
}

#[test]
fn what_was_exported_is_known_when_it_is_imported_again() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    write_lines(&at.join("in.jsonl"), 0..20);
    std::fs::write(
        at.join("raw.txt"),
        " date 2019-12-13 BAKU, December 13. /TASS/. A story of its own.\r\n\r\n\"Yes,\" he said.\r\n",
    )
    .unwrap();
    run(at, &["import", "in.jsonl", "raw.txt"], b"");
    let (code, _, stderr) = run(at, &["export", "--out", "all.jsonl"], b"");
    assert_eq!((code, stderr.as_str()), (0, "exported 21 to all.jsonl\n"));
    let (_, stdout, _) = run(at, &["import", "all.jsonl"], b"");
    assert_eq!(stdout, "imported 0 · already had 21\n");

    std::fs::create_dir(at.join("stories")).unwrap();
    run(at, &["export", "--format", "md", "--out", "stories"], b"");
    let files = || std::fs::read_dir(at.join("stories")).unwrap();
    assert_eq!(files().count(), 21);
    assert!(files().all(|file| file.unwrap().file_name().to_str().unwrap().starts_with("2019-12-")));
}

#[test]
fn a_list_of_everything_does_without_the_index() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    write_lines(&at.join("in.jsonl"), 0..20);
    run(at, &["--library", "lib", "import", "in.jsonl"], b"");
    let indexes = || {
        let entries = std::fs::read_dir(at.join("lib")).unwrap().map(|entry| entry.unwrap().path());
        entries.filter(|path| path.is_dir()).collect::<Vec<_>>()
    };
    assert!(!indexes().is_empty());
    for index in indexes() {
        std::fs::remove_dir_all(index).unwrap();
    }
    for (args, made) in [(&["list"][..], false), (&["export"], false), (&["list", "trams"], true)] {
        let (code, stdout, _) = run(at, &[&["--library", "lib"], args].concat(), b"");
        assert_eq!((code, stdout.lines().count(), !indexes().is_empty()), (0, 20, made), "{args:?}");
    }
}

#[test]
fn many_misunderstandings_are_listed_in_a_file() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    std::fs::write(at.join("bad.jsonl"), "nonsense\n".repeat(5)).unwrap();
    let (code, stdout, stderr) = run(at, &["--library", "lib", "import", "bad.jsonl"], b"");
    assert_eq!((code, stderr.as_str()), (1, ""));
    assert_eq!(stdout, "imported 0 · 5 not understood (see lib/import-report.txt)\n");
    assert_eq!(std::fs::read_to_string(at.join("lib/import-report.txt")).unwrap().lines().count(), 5);
}

#[test]
fn the_sample_is_listed_without_any_import_and_apart_from_ones_own() {
    let home = tempfile::tempdir().unwrap();
    let (code, list, _) = run(home.path(), &["list", "--sample"], b"");
    assert_eq!((code, list.lines().count()), (0, dateline::sample::articles().count()));
    let (code, _, stderr) = run(home.path(), &["list"], b"");
    assert!(code == 2 && stderr.contains("no library yet"), "{stderr}");
}

#[test]
fn a_library_that_is_open_elsewhere_can_be_listed_shown_and_imported_into() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    write_lines(&at.join("in.jsonl"), 0..20);
    write_lines(&at.join("more.jsonl"), 20..30);
    let mut open = Library::open(&at.join("lib")).unwrap();
    open.open_index().unwrap();
    import(&mut open, &at.join("in.jsonl"), u64::MAX);
    for (args, lines) in [
        (&["--library", "lib", "list", "trams"][..], 20),
        (&["--library", "lib", "import", "more.jsonl"], 1),
        (&["--library", "lib", "list", "trams"], 30),
        (&["--library", "lib", "show", "1", "--json"], 1),
    ] {
        let (code, stdout, stderr) = run(at, args, b"");
        assert_eq!((code, stdout.lines().count()), (0, lines), "{args:?}: {stderr}");
    }
}

/// The library as a dateline with older rules left it.
fn age(library: &Path) {
    let db = rusqlite::Connection::open(library.join("library.db")).expect("a library");
    db.execute_batch(
        "UPDATE story SET rules = 1, country = 'FR', countries = 'FR', headline = 'as read long ago';
         DELETE FROM tally WHERE length(what) = 2; INSERT INTO tally SELECT 'FR', count(*) FROM story;
         UPDATE meta SET value = 1 WHERE name = 'rules';",
    )
    .expect("the tables of a library");
}

#[test]
fn an_older_library_is_read_again_on_demand() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    write_lines(&at.join("in.jsonl"), 0..120);
    run(at, &["--library", "lib", "import", "in.jsonl"], b"");
    let (_, fresh, _) = run(at, &["--library", "lib", "list"], b"");
    age(&at.join("lib"));
    let (code, stdout, stderr) = run(at, &["--library", "lib", "reparse"], b"");
    let line = "parsed again 120 stories: 120 now under other countries\n";
    assert_eq!((code, stdout.as_str(), stderr.as_str()), (0, line, ""));
    assert_eq!(run(at, &["--library", "lib", "list"], b"").1, fresh);
    let (code, found, _) = run(at, &["--library", "lib", "list", "country:NO"], b"");
    assert_eq!((code, found.lines().count()), (0, 120), "the index follows");
    let (code, stdout, _) = run(at, &["--library", "lib", "reparse"], b"");
    assert!(code == 0 && stdout.starts_with("nothing to parse again"), "{stdout}");
    let (_, stdout, _) = run(at, &["--library", "lib", "reparse", "--all"], b"");
    assert_eq!(stdout, "parsed again 120 stories: all under the same countries\n");
    let (code, _, stderr) = run(at, &["--library", "none", "reparse"], b"");
    assert!(code == 2 && stderr.contains("no library yet"), "{stderr}");
}

#[test]
fn the_settings_say_which_languages_find_other_forms_of_a_word() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    std::fs::write(
        at.join("story.txt"),
        "OSLO (AP) -- The elections of the council were held on Monday in the town.",
    )
    .unwrap();
    std::fs::write(at.join("en.toml"), "[search]\nstemming = [\"en\"]\n").unwrap();
    std::fs::write(at.join("wrong.toml"), "[search]\nstemming = [\"english\"]\n").unwrap();
    assert_eq!(run(at, &["import", "story.txt"], b"").0, 0);
    assert_eq!(run(at, &["list", "election"], b"").0, 1);
    let (code, stdout, stderr) = run(at, &["--config", "en.toml", "list", "election"], b"");
    assert!(code == 0 && stdout.contains("elections"), "{stdout}{stderr}");
    let (code, _, stderr) = run(at, &["--config", "wrong.toml", "list", "election"], b"");
    assert!(code == 1 && stderr.contains("wrong.toml:2:") && stderr.contains("\"en\""), "{stderr}");
}

#[test]
fn stories_leave_when_the_reader_says_so_and_come_back_when_they_are_asked_back() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    write_lines(&at.join("in.jsonl"), 0..28);
    run(at, &["import", "in.jsonl"], b"");

    let (code, stdout, stderr) = run(at, &["prune", "before:2019-12-08"], b"");
    assert_eq!((code, stdout.as_str()), (2, ""));
    assert!(stderr.contains("7 stories will be removed for good: add --yes"), "{stderr}");
    for (words, says) in [(&["prune"][..], "which stories?"), (&["prune", "sort:oldest"], "every story")] {
        let (code, _, stderr) = run(at, words, b"");
        assert!(code == 2 && stderr.contains(says), "{stderr}");
    }
    assert_eq!(run(at, &["list"], b"").1.lines().count(), 28, "none of that removed any");

    let (code, stdout, _) = run(at, &["prune", "--yes", "before:2019-12-08"], b"");
    assert_eq!((code, stdout.as_str()), (0, "removed 7 stories\n"));
    let (code, _, stderr) = run(at, &["prune", "--yes", "before:2019-12-08"], b"");
    assert!(code == 1 && stderr.contains("nothing to remove"), "{stderr}");
    let (code, _, stderr) = run(at, &["show", "1"], b"");
    assert!(code == 1 && stderr.contains("no story 1 in this library"), "{stderr}");
    let (_, stdout, _) = run(at, &["doctor"], b"");
    assert!(stdout.contains("all is well"), "{stdout}");

    let (_, stdout, _) = run(at, &["import", "in.jsonl"], b"");
    assert_eq!(stdout, "imported 0 · already had 21 · 7 removed before stay away\n");
    let (_, stdout, _) = run(at, &["import", "--again", "in.jsonl"], b"");
    assert_eq!(stdout, "imported 7 · already had 21\n");
    let (_, sample, stderr) = run(at, &["prune", "--sample", "--yes", "a"], b"");
    assert!(sample.is_empty() && stderr.contains("the sample library is not for pruning"), "{stderr}");
}
