//! Raw copy: a file of text that holds one story, or several that each begin with a stamp.

use std::borrow::Cow;
use std::io::Read;

use super::{Flow, Give, Input, NotUnderstood, Sniff, decode, named};
use crate::article::{RawCopy, copy};

/// A text file is decoded whole, so there is an end to how large it may be, in bytes.
const MOST: u64 = 64 * 1024 * 1024;

/// A file of unknown kind is copy where it begins as copy; one without an extension wherever it is no markup.
pub fn detect(sniff: &Sniff<'_>) -> bool {
    // Its own extensions are shared with the wires' messages, which are asked first.
    if named("text").is_some_and(|text| text.extensions.contains(&sniff.extension)) {
        return true;
    }
    if decode::refuse(sniff.head).is_some() {
        return false;
    }
    let head = first_word(sniff.head);
    if sniff.extension.is_empty() {
        !(head.starts_with(b"<")
            || head.starts_with(b"{")
            || head.starts_with(b"[")
            || head.starts_with(b"#!"))
    } else {
        is_stamped(head)
    }
}

/// Whether it begins as a stamp does.
pub fn is_stamped(head: &[u8]) -> bool {
    let head = first_word(head);
    head.starts_with(b"date ") && head.get(5).is_some_and(u8::is_ascii_digit)
}

fn first_word(head: &[u8]) -> &[u8] {
    let head = head.trim_ascii_start();
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start()
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

#[cfg(test)]
mod tests {
    use super::*;

    fn read_all(bytes: &'static [u8]) -> Vec<Result<String, String>> {
        let input = Input::new("a.txt".to_owned(), "txt".to_owned(), Box::new(bytes)).unwrap();
        let mut all = Vec::new();
        let flow = input.read(None, &mut |story| {
            all.push(story.map(|copy| copy.text).map_err(|not| not.to_string()));
            Flow::Continue(())
        });
        assert_eq!(flow, Flow::Continue(()));
        all
    }

    #[test]
    fn a_story_is_taken_as_it_is_with_its_line_ends() {
        assert_eq!(
            read_all(b" date 2019-12-13 BAKU.\r\n\r\n\"Yes.\"\r\n"),
            [Ok(" date 2019-12-13 BAKU.\r\n\r\n\"Yes.\"\r\n".to_owned())]
        );
    }

    #[test]
    fn every_stamp_begins_a_story() {
        let stories = read_all(b" date 2019-12-13 BAKU. One.\n\n date 2019-12-14 OSLO. Two.\n");
        assert_eq!(stories.len(), 2);
        assert!(stories[1].as_ref().is_ok_and(|text| text.contains("OSLO") && !text.contains("BAKU")));
    }

    #[test]
    fn nothing_and_no_text_are_not_understood() {
        assert_eq!(read_all(b" \r\n\n"), [Err("a.txt: is empty".to_owned())]);
        assert!(read_all(b"PK\x03\x04\0\0").pop().unwrap().unwrap_err().contains("not text"));
    }

    #[test]
    fn what_is_too_large_is_refused_and_says_what_to_do() {
        let endless = Box::new(std::io::repeat(b'a'));
        let input = Input::new("big.txt".to_owned(), "txt".to_owned(), endless).unwrap();
        assert!(decoded(input).unwrap_err().contains("larger than 64 MB: split it"));
    }
}
