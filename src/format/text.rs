//! Raw copy: a file of text that holds one story, or several that each begin with a stamp.

use std::borrow::Cow;
use std::io::Read;

use super::{Flow, Give, Input, NotUnderstood, Sniff, decode};
use crate::article::{RawCopy, copy};

/// A text file is decoded whole, so there is an end to how large it may be, in bytes.
const MOST: u64 = 64 * 1024 * 1024;

/// A file of unknown kind is copy where it begins as copy; one without an extension wherever it is no markup.
pub fn detect(sniff: &Sniff<'_>) -> bool {
    if decode::refuse(sniff.head).is_some() {
        return false;
    }
    let head = sniff.head.trim_ascii_start();
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    if sniff.extension.is_empty() {
        !(head.starts_with(b"<")
            || head.starts_with(b"{")
            || head.starts_with(b"[")
            || head.starts_with(b"#!"))
    } else {
        head.starts_with(b"date ") && head.get(5).is_some_and(u8::is_ascii_digit)
    }
}

pub fn read(input: Input, give: &mut Give<'_>) -> Flow {
    let name = input.name.clone();
    let not = |why: String| Err(NotUnderstood { place: name.clone(), why });
    let text = match decoded(input) {
        Ok(text) => text,
        Err(why) => return give(not(why)),
    };
    let mut stories = 0;
    for range in copy::split(&text) {
        let story = text.get(range).unwrap_or("");
        if !story.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty() {
            stories += 1;
            give(Ok(RawCopy::from_text(story)))?;
        }
    }
    if stories == 0 { give(not("is empty".to_owned())) } else { Flow::Continue(()) }
}

/// The whole of an input as text; `Err` says why not.
pub fn decoded(input: Input) -> Result<String, String> {
    let mut bytes = Vec::new();
    input.reader().take(MOST + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    if bytes.len() as u64 > MOST {
        return Err(format!("is larger than {} MB: split it, or make it JSON Lines", MOST >> 20));
    }
    decode::decode(&bytes).map(Cow::into_owned)
}
