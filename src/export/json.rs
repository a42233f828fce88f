//! A story as one JSON object: its input keys and its output keys, so that it can be imported again.

use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::Value;

use crate::article::{Article, interchange};

pub fn write(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", json_line(&object(article)))
}

/// The interchange object with what was received beside it. Keys that both have (`id`, `date`, `lang`) say the same.
pub fn object(article: &Article) -> Value {
    let mut value = interchange::to_json(article);
    let copy = &article.copy;
    if let Value::Object(keys) = &mut value {
        keys.insert("text".to_owned(), copy.text.clone().into());
        let given = [
            ("title", copy.title.clone()),
            ("published", copy.published.map(|moment| moment.to_rfc3339())),
            ("source", copy.source.clone()),
            ("url", copy.url.clone()),
        ];
        for (key, given) in given {
            if let Some(given) = given {
                keys.insert(key.to_owned(), given.into());
            }
        }
    }
    value
}

/// One line of JSON. JSON itself escapes C0 controls; what else could steer a terminal is escaped too, so that the
/// line says the same and does nothing to the screen it is shown on.
pub fn json_line(value: &Value) -> String {
    let plain = value.to_string();
    if !plain.chars().any(steers) {
        return plain;
    }
    let mut line = String::with_capacity(plain.len() + 64);
    for c in plain.chars() {
        if steers(c) {
            // Every one of them is in the Basic Multilingual Plane. Writing to a string cannot fail.
            let _ = write!(line, "\\u{:04x}", u32::from(c));
        } else {
            line.push(c);
        }
    }
    line
}

fn steers(c: char) -> bool {
    matches!(c, '\u{7f}'..='\u{9f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_reads_back_the_same() {
        let value = serde_json::json!({"text": "a\u{1b}[2J\u{9b}2J\u{202e}b\u{7f} é БАКУ"});
        let line = json_line(&value);
        assert!(!line.chars().any(|c| c.is_control() || steers(c)), "{line:?}");
        assert!(line.contains("é БАКУ"));
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
