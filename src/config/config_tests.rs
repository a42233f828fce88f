//! The example sets everything; a reader's file is merged over it; faults are told with their place and cost nothing else.

use std::path::Path;

use proptest::prelude::*;

use super::reference::explanation;
use super::{BLANK, Config, EXAMPLE, MarkRead, Origin, SETTINGS, load};

fn read(text: &str) -> (Config, Vec<String>) {
    let (config, faults) = load(Some((Path::new("config.toml"), text)));
    (config, faults.iter().map(ToString::to_string).collect())
}

#[test]
fn the_example_sets_every_setting_and_explains_it() {
    let (from_example, faults) = read(EXAMPLE);
    assert_eq!(faults, Vec::<String>::new());
    for setting in SETTINGS {
        assert!(from_example.origins.contains_key(setting.key), "{} has no default", setting.key);
        let (section, name) = setting.key.split_once('.').unwrap();
        assert!(!explanation(section, name).is_empty(), "{} is not explained", setting.key);
    }
    assert_ne!(Config::default(), BLANK);
}

#[test]
fn the_commented_keys_of_the_example_can_be_taken_up() {
    let (config, faults) = read(&EXAMPLE.replace("# [keys", "[keys").replace("# \"ctrl", "\"ctrl"));
    assert_eq!(faults, Vec::<String>::new());
    assert_eq!(config.keys[0].action, "next-unread");
}

#[test]
fn without_a_file_the_defaults_count() {
    let (config, faults) = load(None);
    assert_eq!((config.clone(), faults), (Config::default(), Vec::new()));
    assert_eq!(config.reader.theme, "dark");
    assert_eq!((config.reader.measure, config.reader.mark_read), (72, MarkRead::Open));
}

#[test]
fn a_readers_file_changes_what_it_names_and_nothing_else() {
    let (config, faults) = read(
        "[reader]\ntheme = \"light\"\nconfidence = 1\nmark_read = \"end\"\n[browser]\ncommand = [\"lynx\", \"-x\"]\n",
    );
    assert_eq!(faults, Vec::<String>::new());
    let mut expected = Config::default();
    expected.reader.theme = "light".to_owned();
    expected.reader.confidence = 1.0;
    expected.reader.mark_read = MarkRead::End;
    expected.browser.command = vec!["lynx".to_owned(), "-x".to_owned()];
    expected.origins = config.origins.clone();
    assert_eq!(config, expected);
}

#[test]
fn all_faults_are_told_together_with_their_places_and_the_rest_counts() {
    let (config, faults) = read(
        "theme = \"light\"\n\
         [reader]\n\
         them = \"light\"\n\
         mouse = \"yes\"\n\
         \x20 measure = 300\n\
         confidence = 1.5\n\
         mark_read = \"opne\"\n\
         margin_names = false\n\
         time = true\n\
         [lst]\n\
         time = false\n\
         [export]\n\
         format = \"json\"\n\
         [browser]\n\
         command = [\"lynx\", 3]\n\
         [keys]\n\
         j = \"down\"\n\
         [keys.list]\n\
         k = 1\n",
    );
    assert_eq!(
        faults,
        [
            "config.toml:1:1: no setting is called theme; did you mean reader.theme?",
            "config.toml:3:1: no setting is called reader.them; did you mean reader.theme?",
            "config.toml:4:9: reader.mouse takes true or false, not \"yes\"",
            "config.toml:5:13: reader.measure takes a whole number from 40 to 120, not 300",
            "config.toml:6:14: reader.confidence takes a number from 0 to 1, not 1.5",
            "config.toml:7:13: reader.mark_read takes \"open\", \"end\", \"never\", not \"opne\"; did you mean open?",
            "config.toml:9:1: no setting is called reader.time; did you mean list.time?",
            "config.toml:10:2: no section is called lst; did you mean list?",
            "config.toml:13:10: export.format takes \"md\", \"txt\", \"jsonl\", not \"json\"; did you mean jsonl?",
            "config.toml:15:11: browser.command takes a list of texts in quotes, not this list",
            "config.toml:17:1: a key belongs to a context; write [keys.list] above j",
            "config.toml:19:5: k takes the name of an action in quotes",
        ]
    );
    let mut expected = Config::default();
    expected.reader.margin_names = false;
    expected.origins = config.origins.clone();
    assert_eq!(config, expected);
}

#[test]
fn a_misspelt_theme_is_told_and_a_path_is_taken() {
    assert_eq!(
        read("[reader]\ntheme = \"drak\"\n").1,
        [
            "config.toml:2:9: reader.theme takes \"dark\", \"light\", \"terminal\" or the path of a theme file, not \"drak\"; did you mean dark?"
        ]
    );
    assert_eq!(read("[reader]\ntheme = \"~/my.toml\"\n").0.reader.theme, "~/my.toml");
}

#[test]
fn broken_toml_is_told_once_a_line_and_what_can_be_read_counts() {
    let (config, faults) =
        read("[reader]\nmouse = \nmeasure = 80\r\ntheme = \"light\n[list]\ntime = false\n");
    let places: Vec<&str> = faults.iter().map(|fault| &fault[..14]).collect();
    assert_eq!(places, ["config.toml:2:", "config.toml:4:"], "{faults:?}");
    assert_eq!((config.reader.measure, config.list.time, config.reader.mouse), (80, false, true));
}

#[test]
fn keys_come_in_the_order_of_the_file_with_their_places() {
    let (config, faults) =
        read("[keys.story]\n\"ctrl-n\" = \"next-unread\"\nb = \"bookmark\"\n[keys.list]\nz = \"undo\"\n");
    assert_eq!(faults, Vec::<String>::new());
    let keys: Vec<_> = config
        .keys
        .iter()
        .map(|key| (key.context.as_str(), key.key.as_str(), key.action.as_str(), key.line))
        .collect();
    assert_eq!(
        keys,
        [("story", "ctrl-n", "next-unread", 2), ("story", "b", "bookmark", 3), ("list", "z", "undo", 5)]
    );
}

#[test]
fn what_is_in_effect_says_where_it_came_from() {
    let (mut config, _) = read("[reader]\nmouse = false\nmeasure = 999\n[keys.list]\nz = \"undo\"\n");
    config.set("reader.theme", "light", "--theme").unwrap();
    config.set("library.dir", "2019", "DATELINE_LIBRARY").unwrap();
    let shown: Vec<String> =
        config.effective().iter().map(|(key, value, origin)| format!("{key} = {value} ({origin})")).collect();
    for line in [
        "reader.theme = \"light\" (--theme)",
        "reader.mouse = false (config.toml:2)",
        "reader.measure = 72 (default)",
        "reader.confidence = 0.9 (default)",
        "list.derived_mark = \"·\" (default)",
        "list.snippets = true (default)",
        "library.dir = \"2019\" (DATELINE_LIBRARY)",
        "browser.command = [] (default)",
        "keys.list.\"z\" = \"undo\" (config.toml:5)",
    ] {
        assert!(shown.iter().any(|found| found == line), "{line} is not in {shown:#?}");
    }
    assert_eq!(shown.len(), SETTINGS.len() + 1);
    assert_eq!(Origin::Default.to_string(), "default");
}

#[test]
fn a_wrong_flag_says_what_the_setting_takes_and_changes_nothing() {
    let mut config = Config::default();
    assert_eq!(
        config.set("reader.measure", "300", "--measure"),
        Err("reader.measure takes a whole number from 40 to 120, not 300".to_owned())
    );
    assert_eq!(
        config.set("reader.them", "x", "--x"),
        Err("no setting is called reader.them; did you mean reader.theme?".to_owned())
    );
    assert_eq!(config, Config::default());
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_faults() {
    let (config, faults) = read("\u{feff}[reader]\r\nmouse = false\r\n");
    assert_eq!((config.reader.mouse, faults), (false, Vec::new()));
}

#[test]
fn a_key_of_several_lines_is_shown_on_one_and_reads_back() {
    for odd in ["[reader]\\n", "a\\u007f\\tb"] {
        let (config, _) = read(&format!("[keys.list]\n\"{odd}\" = \"down\"\n"));
        let shown: Vec<String> =
            config.effective().iter().map(|(key, value, _)| format!("{key} = {value}")).collect();
        let (again, faults) = read(&shown.join("\n"));
        assert_eq!((faults, again.keys.len()), (Vec::new(), 1));
        assert_eq!(again.keys[0].key, config.keys[0].key);
    }
}

proptest! {
    #[test]
    fn no_file_panics_and_what_is_shown_reads_back(parts in proptest::collection::vec(prop_oneof![
        Just("[reader]\n"), Just("[keys.list]\n"), Just("measure"), Just(" = "), Just("80\n"), Just("\"é"), Just("\"\n"),
        Just("[["), Just("]"), Just("{"), Just("}"), Just("mouse = false\n"), Just("'''"), Just(","), Just("list.time"),
    ], 0..16)) {
        let text = parts.concat();
        let (config, _) = read(&text);
        let shown: Vec<String> =
 config.effective().iter().map(|(key, value, _)| format!("{key} = {value}")).collect();
        let (again, faults) = read(&shown.join("\n"));
        prop_assert_eq!(faults, Vec::<String>::new());
        prop_assert_eq!(again.reader, config.reader);
        prop_assert_eq!(again.keys.len(), config.keys.len());
    }
}
