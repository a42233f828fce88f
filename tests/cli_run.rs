//! The command line from outside: help, exit codes, closed pipes, and where a library is missing.

mod cli;

use cli::{dateline, run};
use dateline::export::KINDS;
use dateline::format::FORMATS;

#[test]
fn help_names_every_format_and_every_subcommand() {
    let home = tempfile::tempdir().unwrap();
    let (code, import, _) = run(home.path(), &["import", "--help"], b"");
    assert_eq!(code, 0);
    for format in FORMATS {
        assert!(import.contains(&format!("- {}: ", format.name)), "{format:?} is not in\n{import}");
    }
    let (_, export, _) = run(home.path(), &["export", "--help"], b"");
    for kind in KINDS {
        assert!(export.contains(&format!("- {}: ", kind.name)), "{kind:?} is not in\n{export}");
    }
    let (_, help, _) = run(home.path(), &["--help"], b"");
    for word in
        ["import", "list", "bookmarks", "show", "parse", "export", "stats", "rebuild", "keys", "config"]
    {
        assert!(help.contains(&format!("\n  {word} ")), "{word} is not in\n{help}");
    }
    assert!(help.contains("Examples:") && !help.contains("  docs "));
}

#[test]
fn faults_say_what_to_do_and_end_with_2() {
    let home = tempfile::tempdir().unwrap();
    for (args, says) in [
        (&["list"][..], "import something first: dateline import FILE"),
        (&["show", "1"], "no library yet at "),
        (&["stats"], "no library yet at "),
        (&["import", "nowhere.txt"], "no such file: nowhere.txt"),
        (&["imprt"], "did you mean `dateline import`?"),
        (&["nowhere.txt"], "no such file: nowhere.txt"),
        (&["list", "--jsn"], "--json"),
        (&["list", "-n", "0"], "0 is not in 1.."),
        (&["import", "--sample", "."], "not for importing"),
        (&["parse", "."], "is a directory"),
        (&[], "the reader needs a terminal"),
    ] {
        let (code, stdout, stderr) = run(home.path(), args, b"");
        assert_eq!((code, stdout.as_str()), (2, ""), "{args:?}: {stderr}");
        assert!(stderr.contains(says), "{args:?}: {stderr}");
        assert!(!stderr.contains("panicked") && !stderr.contains('\u{1b}'), "{args:?}: {stderr}");
    }
    assert!(std::fs::read_dir(home.path()).unwrap().next().is_none(), "a fault left something behind");
}

#[test]
fn a_library_is_named_by_the_flag_or_the_environment() {
    let home = tempfile::tempdir().unwrap();
    let (_, _, stderr) = run(home.path(), &["--library", "by-flag", "list"], b"");
    assert!(stderr.contains("no library yet at by-flag"), "{stderr}");
    let output = dateline(home.path(), &["list"]).env("DATELINE_LIBRARY", "by-env").output().unwrap();
    assert!(String::from_utf8_lossy(&output.stderr).contains("no library yet at by-env"));
}

#[test]
fn faults_of_the_settings_are_told_once_and_the_command_goes_on() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    std::fs::write(at.join("my.toml"), "[reader]\nmesure = 70\n").unwrap();
    std::fs::write(at.join("story.txt"), "OSLO (AP) -- A story.").unwrap();
    for args in [
        &["import", "story.txt"][..],
        &["list"],
        &["show", "1"],
        &["export"],
        &["stats"],
        &["rebuild"],
        &["bookmarks"],
    ] {
        let (code, _, stderr) = run(at, &[&["--config", "my.toml"], args].concat(), b"");
        assert_eq!(stderr.matches("my.toml:2:1: ").count(), 1, "{args:?}: {stderr}");
        assert_eq!(code, i32::from(args == ["bookmarks"]), "{args:?}: {stderr}");
    }
}

#[test]
fn the_settings_in_force_say_which_flag_or_variable_set_them() {
    let home = tempfile::tempdir().unwrap();
    let at = home.path();
    let (code, stdout, _) = run(at, &["--library", "by-flag", "--theme", "light", "config"], b"");
    assert_eq!(code, 0);
    assert!(stdout.contains("\nlibrary.dir = \"by-flag\"  # --library\n"), "{stdout}");
    assert!(stdout.contains("\nreader.theme = \"light\"  # --theme\n"), "{stdout}");
    let output = dateline(at, &["config"]).env("DATELINE_LIBRARY", "by-env").output().unwrap();
    let stdout = String::from_utf8_lossy(&output.stdout);
    assert!(stdout.contains("\nlibrary.dir = \"by-env\"  # DATELINE_LIBRARY\n"), "{stdout}");
    let (code, _, stderr) = run(at, &["--theme", "drak", "config"], b"");
    assert!(code == 2 && stderr.contains("did you mean dark?"), "{stderr}");
}

#[test]
fn a_query_that_is_wrong_is_shown_with_the_place() {
    let home = tempfile::tempdir().unwrap();
    let (code, stdout, stderr) = run(home.path(), &["list", "baku", "contry:AZ"], b"");
    assert_eq!((code, stdout.as_str()), (2, ""));
    let lines: Vec<&str> = stderr.lines().collect();
    assert!(lines[0].starts_with("dateline: "), "{stderr}");
    assert_eq!(lines[1], "  baku contry:AZ");
    assert!(lines[2].starts_with("       ^^^"), "{stderr}");
}

#[test]
fn keys_and_completions_are_printed_plain() {
    let home = tempfile::tempdir().unwrap();
    let (code, keys, _) = run(home.path(), &["keys"], b"");
    assert!(code == 0 && keys.contains("next-unread") && !keys.contains('\u{1b}'), "{keys}");
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let (code, script, _) = run(home.path(), &["completions", shell], b"");
        assert!(code == 0 && script.contains("bookmarks"), "{shell}");
    }
}

#[test]
fn the_reference_pages_are_those_of_the_tables() {
    for (name, page) in dateline::cli::pages() {
        let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs").join(name);
        let stored = std::fs::read_to_string(&path).unwrap_or_default();
        assert!(stored == page, "docs/{name} is stale: write it anew with `cargo run -- docs`");
    }
}
