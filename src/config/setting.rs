//! The one table of settings: what reads, checks, shows and documents them goes by it. Defaults and explanations stand in
//! config.example.toml alone.

use toml::de::{DeFloat, DeInteger, DeValue};

use super::fault::did_you_mean;
use super::theme::BUILT_IN;
use super::{Config, MarkRead};
use crate::stemming::tags_of_ours;

pub struct Setting {
    /// `section.name`.
    pub key: &'static str,
    pub takes: Takes,
}

/// The place of a value in the config.
type Slot<T> = fn(&mut Config) -> &mut T;

/// What a setting may be, and where it is kept.
pub enum Takes {
    Switch(Slot<bool>),
    /// Smallest and largest.
    Whole(usize, usize, Slot<usize>),
    /// From 0 to 1.
    Share(Slot<f32>),
    Text(Slot<String>),
    /// A built-in theme or a path.
    Theme(Slot<String>),
    OneOf(&'static [&'static str], Slot<String>),
    MarkRead(Slot<MarkRead>),
    Words(Slot<Vec<String>>),
    /// Tags of languages that words can be stemmed in.
    Languages(Slot<Vec<String>>),
}

/// When a story counts as read, by name.
pub(super) const MARK_READ: &[(&str, MarkRead)] =
    &[("open", MarkRead::Open), ("end", MarkRead::End), ("never", MarkRead::Never)];

pub const SETTINGS: &[Setting] = &[
    Setting { key: "reader.theme", takes: Takes::Theme(|c| &mut c.reader.theme) },
    Setting { key: "reader.mouse", takes: Takes::Switch(|c| &mut c.reader.mouse) },
    Setting { key: "reader.measure", takes: Takes::Whole(40, 120, |c| &mut c.reader.measure) },
    Setting { key: "reader.margin_names", takes: Takes::Switch(|c| &mut c.reader.margin_names) },
    Setting { key: "reader.confidence", takes: Takes::Share(|c| &mut c.reader.confidence) },
    Setting { key: "reader.mark_read", takes: Takes::MarkRead(|c| &mut c.reader.mark_read) },
    Setting { key: "list.time", takes: Takes::Switch(|c| &mut c.list.time) },
    Setting { key: "list.derived_mark", takes: Takes::Text(|c| &mut c.list.derived_mark) },
    Setting { key: "list.snippets", takes: Takes::Switch(|c| &mut c.list.snippets) },
    Setting { key: "search.stemming", takes: Takes::Languages(|c| &mut c.search.stemming) },
    Setting { key: "library.dir", takes: Takes::Text(|c| &mut c.library.dir) },
    Setting { key: "feeds.retention", takes: Takes::Whole(0, 36_500, |c| &mut c.feeds.retention) },
    Setting { key: "export.dir", takes: Takes::Text(|c| &mut c.export.dir) },
    Setting { key: "export.format", takes: Takes::OneOf(&["md", "txt", "jsonl"], |c| &mut c.export.format) },
    Setting { key: "browser.command", takes: Takes::Words(|c| &mut c.browser.command) },
];

impl Setting {
    pub fn named(key: &str) -> Option<&'static Setting> {
        SETTINGS.iter().find(|setting| setting.key == key)
    }

    /// Puts a value in its place, or says what it should have been and leaves the old one.
    pub(super) fn put(&self, config: &mut Config, value: &DeValue<'_>) -> Result<(), String> {
        let wrong = || format!("{} takes {}, not {}", self.key, self.takes(), shown(value));
        match &self.takes {
            Takes::Switch(slot) => *slot(config) = value.as_bool().ok_or_else(wrong)?,
            Takes::Whole(least, most, slot) => {
                let number = value.as_integer().filter(|number| number.radix() == 10);
                let number = number.and_then(|number| number.as_str().parse().ok());
                *slot(config) = number.filter(|number| (least..=most).contains(&number)).ok_or_else(wrong)?;
            }
            Takes::Share(slot) => {
                let number = value.as_float().map(DeFloat::as_str);
                let number = number.or_else(|| value.as_integer().map(DeInteger::as_str));
                let number = number.and_then(|number| number.parse().ok());
                *slot(config) = number.filter(|number| (0.0..=1.0).contains(number)).ok_or_else(wrong)?;
            }
            Takes::Text(slot) => *slot(config) = text(value).ok_or_else(wrong)?,
            Takes::Theme(slot) => {
                let name = text(value).ok_or_else(wrong)?;
                let is_known = BUILT_IN.iter().any(|(built_in, _)| *built_in == name);
                if !is_known && !name.contains(['/', '\\', '.']) {
                    let near = did_you_mean(&name, BUILT_IN.iter().map(|(built_in, _)| *built_in));
                    return Err(format!("{}{near}", wrong()));
                }
                *slot(config) = name;
            }
            Takes::OneOf(names, slot) => {
                let name = text(value).filter(|name| names.contains(&name.as_str()));
                *slot(config) =
                    name.ok_or_else(|| format!("{}{}", wrong(), nearest(value, names.iter().copied())))?;
            }
            Takes::MarkRead(slot) => {
                let found = MARK_READ.iter().find(|(name, _)| value.as_str() == Some(name));
                let names = MARK_READ.iter().map(|(name, _)| *name);
                *slot(config) = found.ok_or_else(|| format!("{}{}", wrong(), nearest(value, names)))?.1;
            }
            Takes::Words(slot) => {
                let words = value.as_array().ok_or_else(wrong)?.iter().map(|word| text(word.get_ref()));
                *slot(config) = words.collect::<Option<_>>().ok_or_else(wrong)?;
            }
            Takes::Languages(slot) => {
                let tags = value.as_array().ok_or_else(wrong)?.iter().map(|tag| tag.get_ref().as_str());
                let tags: Vec<&str> = tags.collect::<Option<_>>().ok_or_else(wrong)?;
                if let Some(strange) = tags.iter().find(|tag| !tags_of_ours().any(|ours| ours == **tag)) {
                    return Err(format!("{} takes {}, not {}", self.key, self.takes(), quoted(strange)));
                }
                *slot(config) = tags.into_iter().map(str::to_owned).collect();
            }
        }
        Ok(())
    }

    /// The value in effect, as TOML.
    pub fn show(&self, config: &Config) -> String {
        // A slot lends mutably, and a config is small.
        let config = &mut config.clone();
        match &self.takes {
            Takes::Switch(slot) => slot(config).to_string(),
            Takes::Whole(_, _, slot) => slot(config).to_string(),
            Takes::Share(slot) => format!("{:?}", slot(config)),
            Takes::Text(slot) | Takes::Theme(slot) | Takes::OneOf(_, slot) => quoted(slot(config)),
            Takes::MarkRead(slot) => {
                let now = *slot(config);
                quoted(MARK_READ.iter().find(|(_, mark)| *mark == now).map_or("", |(name, _)| name))
            }
            Takes::Words(slot) | Takes::Languages(slot) => {
                let words: Vec<String> = slot(config).iter().map(|word| quoted(word)).collect();
                format!("[{}]", words.join(", "))
            }
        }
    }

    /// What it may be, in words.
    pub fn takes(&self) -> String {
        match &self.takes {
            Takes::Switch(_) => "true or false".to_owned(),
            Takes::Whole(least, most, _) => format!("a whole number from {least} to {most}"),
            Takes::Share(_) => "a number from 0 to 1".to_owned(),
            Takes::Text(_) => "a text in quotes".to_owned(),
            Takes::Theme(_) => {
                format!("{} or the path of a theme file", one_of(BUILT_IN.iter().map(|(name, _)| *name)))
            }
            Takes::OneOf(names, _) => one_of(names.iter().copied()),
            Takes::MarkRead(_) => one_of(MARK_READ.iter().map(|(name, _)| *name)),
            Takes::Words(_) => "a list of texts in quotes".to_owned(),
            Takes::Languages(_) => format!("a list of {}", one_of(tags_of_ours())),
        }
    }
}

fn text(value: &DeValue<'_>) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn shown(value: &DeValue<'_>) -> String {
    match value {
        DeValue::String(text) => quoted(text),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(switch) => switch.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(_) => "this list".to_owned(),
        DeValue::Table(_) => "a section".to_owned(),
    }
}

fn nearest<'a>(value: &DeValue<'_>, names: impl Iterator<Item = &'a str> + Clone) -> String {
    value.as_str().map(|wrong| did_you_mean(wrong, names)).unwrap_or_default()
}

pub(super) fn quoted(text: &str) -> String {
    if text.contains(char::is_control) {
        // On one line, as a key has to be; TOML escapes as JSON does, and the delete character too.
        return serde_json::Value::from(text).to_string().replace('\u{7f}', "\\u007f");
    }
    toml::Value::String(text.to_owned()).to_string()
}

fn one_of<'a>(names: impl Iterator<Item = &'a str>) -> String {
    names.map(quoted).collect::<Vec<_>>().join(", ")
}
