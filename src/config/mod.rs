//! What the reader has set: config.example.toml holds the defaults, the reader's own file is merged over it, and every
//! fault is told with its place while all the rest still counts.

mod fault;
mod reference;
mod setting;
mod style;
pub mod theme;

use std::collections::BTreeMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::stemming::Stemming;
pub use fault::ConfigFault;
use fault::{Faults, did_you_mean};
pub use reference::reference;
pub use setting::{SETTINGS, Setting};
pub use style::{Color, Style};
pub use theme::{Theme, ThemeRole};

/// Every setting at its default, commented; `dateline config` can print it.
pub const EXAMPLE: &str = include_str!("../../config.example.toml");

/// Made by [`load`]; `Config::default()` is the example file's.
#[derive(Debug, Clone, PartialEq)]
pub struct Config {
    pub reader: Reader,
    pub list: List,
    pub search: Search,
    pub library: Library,
    pub feeds: Feeds,
    pub export: Export,
    pub browser: Browser,
    /// Keys of the reader's own, as written; the keymap checks them.
    pub keys: Vec<KeyBinding>,
    /// What is not here is a default.
    origins: BTreeMap<&'static str, Origin>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Reader {
    /// A built-in name or a path.
    pub theme: String,
    pub mouse: bool,
    /// Columns.
    pub measure: usize,
    pub margin_names: bool,
    /// 0 to 1.
    pub confidence: f32,
    pub mark_read: MarkRead,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkRead {
    Open,
    End,
    Never,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct List {
    pub time: bool,
    pub derived_mark: String,
    pub snippets: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Search {
    /// Tags of languages.
    pub stemming: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// Empty: the usual place.
    pub dir: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Feeds {
    /// Days; 0: for good.
    pub retention: usize,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Export {
    /// Empty: the working folder.
    pub dir: String,
    /// "md", "txt" or "jsonl".
    pub format: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Browser {
    /// Program and arguments; empty: the system's own.
    pub command: Vec<String>,
}

/// `[keys.context] "key" = "action"`; the place is that of the key, for faults found later.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyBinding {
    pub context: String,
    pub key: String,
    pub action: String,
    pub path: PathBuf,
    pub line: usize,
    pub column: usize,
}

/// Where a value came from. Displays as `default`, `config.toml:12`, `--theme`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    Default,
    File(PathBuf, usize),
    /// A flag or an environment variable, by its name.
    Given(String),
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Default => f.write_str("default"),
            Origin::File(path, line) => write!(f, "{}:{line}", path.display()),
            Origin::Given(name) => f.write_str(name),
        }
    }
}

/// Merges the reader's file (its path and text) over the defaults. Faults are in the order of the file; what they are
/// about keeps its default.
pub fn load(user: Option<(&Path, &str)>) -> (Config, Vec<ConfigFault>) {
    let mut config = Config::default();
    let Some((path, text)) = user else { return (config, Vec::new()) };
    let mut faults = Faults::new(path, text);
    let table = read_table(text, &mut faults);
    for (key, value) in table.get_ref() {
        config.read_section(path, key, value, &mut faults);
    }
    config.keys.sort_by_key(|key| (key.line, key.column));
    (config, faults.into_sorted())
}

/// The table that can be made out, its syntax faults told.
fn read_table<'a>(text: &'a str, faults: &mut Faults<'_>) -> Spanned<DeTable<'a>> {
    let (table, errors) = DeTable::parse_recoverable(text);
    for error in errors {
        faults.add(&error.span().unwrap_or_default(), error.message().replace('\n', "; "));
    }
    table
}

impl Default for Config {
    fn default() -> Config {
        let mut config = BLANK;
        let path = Path::new("config.example.toml");
        let mut faults = Faults::new(path, EXAMPLE);
        for (key, value) in read_table(EXAMPLE, &mut faults).get_ref() {
            config.read_section(path, key, value, &mut faults);
        }
        config.origins.clear();
        config
    }
}

/// What the example is read into; a test makes sure that it sets everything.
const BLANK: Config = Config {
    reader: Reader {
        theme: String::new(),
        mouse: false,
        measure: 0,
        margin_names: false,
        confidence: 0.0,
        mark_read: MarkRead::Never,
    },
    list: List { time: false, derived_mark: String::new(), snippets: false },
    search: Search { stemming: Vec::new() },
    library: Library { dir: String::new() },
    feeds: Feeds { retention: 0 },
    export: Export { dir: String::new(), format: String::new() },
    browser: Browser { command: Vec::new() },
    keys: Vec::new(),
    origins: BTreeMap::new(),
};

impl Config {
    /// The languages whose words are found by their stems.
    pub fn stemming(&self) -> Stemming {
        Stemming::of(self.search.stemming.iter().map(String::as_str))
    }

    /// Sets one value from a flag or variable (`name`), as text: quotes may be left out. The error says what it takes.
    pub fn set(&mut self, key: &str, text: &str, name: &str) -> Result<(), String> {
        let setting =
            Setting::named(key).ok_or_else(|| format!("no setting is called {key}{}", near(key)))?;
        let bare = DeValue::String(text.into());
        match DeValue::parse(text) {
            Ok(value) => {
                setting
                    .put(self, value.get_ref())
                    .or_else(|message| setting.put(self, &bare).map_err(|_| message))?;
            }
            Err(_) => setting.put(self, &bare)?,
        }
        self.origins.insert(setting.key, Origin::Given(name.to_owned()));
        Ok(())
    }

    /// Every setting with its value as TOML and where that came from, then the keys; in the order of the table.
    pub fn effective(&self) -> Vec<(String, String, Origin)> {
        let settings = SETTINGS.iter().map(|setting| {
            let origin = self.origins.get(setting.key).cloned().unwrap_or(Origin::Default);
            (setting.key.to_owned(), setting.show(self), origin)
        });
        let keys = self.keys.iter().map(|key| {
            let name = format!("keys.{}.{}", key.context, setting::quoted(&key.key));
            (name, setting::quoted(&key.action), Origin::File(key.path.clone(), key.line))
        });
        settings.chain(keys).collect()
    }

    fn read_section(&mut self, path: &Path, name: &Key<'_>, value: &Value<'_>, faults: &mut Faults<'_>) {
        let section = name.get_ref().as_ref();
        let is_known = section == "keys" || SETTINGS.iter().any(|setting| in_section(setting.key, section));
        let Some(table) = value.get_ref().as_table() else {
            let message = if is_known {
                format!("{section} is a section; write [{section}]")
            } else {
                format!("no setting is called {section}{}", near(section))
            };
            return faults.add(&name.span(), message);
        };
        if !is_known {
            let sections = SETTINGS.iter().filter_map(|setting| setting.key.split('.').next());
            let hint = did_you_mean(section, sections.chain(["keys"]));
            return faults.add(&name.span(), format!("no section is called {section}{hint}"));
        }
        for (key, value) in table {
            if section == "keys" {
                self.read_keys(path, key, value, faults);
                continue;
            }
            let full = format!("{section}.{}", key.get_ref());
            let Some(setting) = Setting::named(&full) else {
                faults.add(&key.span(), format!("no setting is called {full}{}", near(&full)));
                continue;
            };
            if let Err(message) = setting.put(self, value.get_ref()) {
                faults.add(&value.span(), message);
                continue;
            }
            let line = faults.place(key.span().start).0;
            self.origins.insert(setting.key, Origin::File(path.to_owned(), line));
        }
    }

    fn read_keys(&mut self, path: &Path, context: &Key<'_>, value: &Value<'_>, faults: &mut Faults<'_>) {
        let name = context.get_ref();
        let Some(table) = value.get_ref().as_table() else {
            return faults
                .add(&context.span(), format!("a key belongs to a context; write [keys.list] above {name}"));
        };
        for (key, action) in table {
            let Some(action_name) = action.get_ref().as_str() else {
                faults
                    .add(&action.span(), format!("{} takes the name of an action in quotes", key.get_ref()));
                continue;
            };
            let Range { start, .. } = key.span();
            let (line, column) = faults.place(start);
            self.keys.push(KeyBinding {
                context: name.to_string(),
                key: key.get_ref().to_string(),
                action: action_name.to_owned(),
                path: path.to_owned(),
                line,
                column,
            });
        }
    }
}

type Key<'a> = Spanned<toml::de::DeString<'a>>;
type Value<'a> = Spanned<DeValue<'a>>;

fn in_section(key: &str, section: &str) -> bool {
    key.strip_prefix(section).is_some_and(|rest| rest.starts_with('.'))
}

fn near(key: &str) -> String {
    did_you_mean(key, SETTINGS.iter().map(|setting| setting.key))
}

#[cfg(test)]
#[path = "config_tests.rs"]
mod tests;
