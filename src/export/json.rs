//! A story as one JSON object: its input keys and its output keys, so that it can be imported again.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::article::{Article, interchange};

pub fn write(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", harmless(interchange::write_exported(article)))
}

/// A line of JSON that says the same and does nothing to the screen it is shown on: JSON itself escapes C0 controls,
/// here what else could steer a terminal is escaped too.
pub fn harmless(plain: String) -> String {
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
    use serde_json::Value;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_reads_back_the_same() {
        let value = serde_json::json!({"text": "a\u{1b}[2J\u{9b}2J\u{202e}b\u{7f} é БАКУ"});
        let line = harmless(value.to_string());
        assert!(!line.chars().any(|c| c.is_control() || steers(c)), "{line:?}");
        assert!(line.contains("é БАКУ"));
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
