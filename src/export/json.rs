//! A story as one JSON object: its input keys and its output keys, so that it can be imported again.

use std::fmt::Write as _;
use std::io::{self, Write};

use crate::article::{Article, interchange};
use crate::sanitize;

pub fn write(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", harmless(interchange::write_exported(article)))
}

/// A line of JSON that says the same and does nothing to the screen it is shown on: JSON itself escapes C0 controls,
/// here what else could steer a terminal, hide or turn text or cover the lines around it is escaped too.
pub fn harmless(plain: String) -> String {
    if plain.is_ascii() && !plain.contains('\u{7f}') {
        return plain;
    }
    let mut line = String::with_capacity(plain.len() + 64);
    let mut marks = 0;
    for c in plain.chars() {
        marks = if sanitize::is_mark(c) { marks + 1 } else { 0 };
        if marks > sanitize::MOST_MARKS || (c >= '\u{7f}' && sanitize::is_hidden(c)) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                // Writing to a string cannot fail.
                let _ = write!(line, "\\u{unit:04x}");
            }
        } else {
            line.push(c);
        }
    }
    line
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::Value;

    #[test]
    fn what_steers_a_terminal_is_escaped_and_reads_back_the_same() {
        let value = serde_json::json!({"text": format!("a\u{1b}[2J\u{9b}2J\u{202e}b\u{7f} \u{2028}\u{200b}\u{e0041} z{} é БАКУ 👩\u{200d}⚕", "\u{301}".repeat(99))});
        let line = harmless(value.to_string());
        assert_eq!(sanitize::line(&line), line);
        assert!(line.contains("é БАКУ 👩\u{200d}⚕"));
        assert_eq!(serde_json::from_str::<Value>(&line).unwrap(), value);
    }
}
