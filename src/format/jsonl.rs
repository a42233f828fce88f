//! JSON Lines: a story a line, read one line at a time however long the file is.

use super::lines::Lines;
use super::{Flow, Give, Input, NotUnderstood, Sniff};
use crate::article::interchange;

/// The first line with anything on it is a JSON object, as far as it can be seen.
pub fn detect(sniff: &Sniff<'_>) -> bool {
    let head = sniff.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sniff.head).trim_ascii_start();
    if !head.starts_with(b"{") {
        return false;
    }
    match head.iter().position(|&byte| byte == b'\n') {
        Some(end) => serde_json::from_slice::<serde_json::Value>(&head[..end]).is_ok(),
        None => head[1..].trim_ascii_start().starts_with(b"\""),
    }
}

pub fn read(input: Input, give: &mut Give<'_>) -> Flow {
    let name = input.name.clone();
    let mut lines = Lines::new(input.reader());
    loop {
        let line = match lines.read() {
            Ok(Some(line)) => line,
            Ok(None) => return Flow::Continue(()),
            Err(error) => return give(Err(NotUnderstood { place: name, why: error.to_string() })),
        };
        let story = match line.text {
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => interchange::read_line(&text),
            Err(why) => Err(why),
        };
        give(story.map_err(|why| NotUnderstood { place: format!("{name}:{}", line.number), why }))?;
    }
}
