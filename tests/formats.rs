//! Feeds and the wires' formats among the files that are imported.

mod cli;

use std::path::{Path, PathBuf};

use cli::run;

/// The feeds and the wires' files that other tests read; what should be printed of each is left out.
fn fixtures() -> Vec<PathBuf> {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let folders = ["feeds", "wires"].map(|name| std::fs::read_dir(tests.join(name)).expect("the folder"));
    let mut files: Vec<PathBuf> =
        folders.into_iter().flatten().map(|entry| entry.expect("an entry").path()).collect();
    files.retain(|file| {
        let name = file.to_string_lossy();
        !name.ends_with(".expected.json") && !name.ends_with(".out.json")
    });
    assert!(files.len() > 30, "the files are not where they were");
    files
}

#[test]
fn a_folder_of_feeds_and_wires_becomes_stories() {
    let home = tempfile::tempdir().unwrap();
    let folder = home.path().join("in");
    std::fs::create_dir(&folder).unwrap();
    for file in fixtures() {
        std::fs::copy(&file, folder.join(file.file_name().unwrap())).unwrap();
    }
    let (code, said, told) = run(home.path(), &["--library", "lib", "import", "in"], b"");
    assert_eq!((code, told.as_str()), (0, ""), "{said}");
    assert!(said.starts_with("imported ") && !said.contains("not understood"), "{said}");
}

#[test]
fn each_file_twice_changes_nothing() {
    let home = tempfile::tempdir().unwrap();
    for (number, file) in fixtures().iter().enumerate() {
        let library = format!("lib{number}");
        let import = ["--library", &library, "import", file.to_str().unwrap()];
        let (code, first, told) = run(home.path(), &import, b"");
        assert_eq!((code, told.as_str()), (0, ""), "{}: {first}", file.display());
        let (_, second, _) = run(home.path(), &import, b"");
        assert!(
            second.starts_with("imported 0 · already had ") && !second.contains("updated"),
            "{}: {second}",
            file.display()
        );
    }
}

#[test]
fn parse_reads_each_item() {
    let home = tempfile::tempdir().unwrap();
    let feed = b"<rss><channel><title>Meridian</title><item><title>Rain</title><guid>holm:1</guid>\
        <description>OSLO (Meridian) -- It rained.</description></item><item><title>Sun</title></item></channel></rss>";
    let (code, lines, told) = run(home.path(), &["parse"], feed);
    assert_eq!((code, lines.lines().count()), (0, 2), "{told}");
    assert!(lines.contains("holm:1") && lines.contains("\"NO\""), "{lines}");
}

#[test]
fn a_cancel_takes_the_place_of_the_story_it_cancels_and_says_so() {
    let home = tempfile::tempdir().unwrap();
    let story = |status: &str| {
        format!(
            "{{\"uri\": \"urn:holm:9\", \"headline\": \"Rain\", \"pubstatus\": \"{status}\", \"body_text\": \"It rained.\"}}"
        )
    };
    let import = ["--library", "lib", "import", "--format", "ninjs", "-"];
    run(home.path(), &import, story("usable").as_bytes());
    let (_, said, _) = run(home.path(), &import, story("canceled").as_bytes());
    assert_eq!(said.trim(), "imported 0 · updated 1");
    let (_, shown, _) = run(home.path(), &["--library", "lib", "show", "1"], b"");
    assert!(shown.starts_with("Rain\nkilled") && shown.contains("It rained."), "{shown}");
}

#[test]
fn a_format_that_is_named_is_believed_and_what_it_is_not_is_told() {
    let home = tempfile::tempdir().unwrap();
    for (format, why) in [("nitf", "is no nitf"), ("feed", "neither XML nor JSON"), ("ninjs", "is no ninjs")]
    {
        let (code, _, told) =
            run(home.path(), &["--library", "lib", "import", "--format", format, "-"], b"BAKU. Rain.");
        assert!(code == 1 && told.contains(why), "{format}: {told}");
    }
}
