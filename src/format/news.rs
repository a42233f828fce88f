//! Feeds and the wires' own formats as files of stories: how each is recognised, and each item as copy.

use std::io::Read;

use super::feed::{self, Feed, LARGEST, NotAFeed, story};
use super::wire::{Probe, STANDARDS, Standard};
use super::{Flow, Give, Input, NotUnderstood, Sniff, jsonl, text};
use crate::article::Status;

/// Marks that a message of the wires begins with: SOH, STX, SYN.
const MARKS: [u8; 3] = [1, 2, 0x16];
/// How far into a file its first message begins at most, in bytes.
const BEGINS_WITHIN: usize = 256;

/// Whether it looks like a feed, in XML or JSON. The wires' formats come first in the table.
pub fn is_feed(sniff: &Sniff<'_>) -> bool {
    is_document(sniff) && feed::read(sniff.head, None).is_ok()
}

/// Whether it looks like the standard of this name.
pub fn is_wire(sniff: &Sniff<'_>, name: &str) -> bool {
    let looks = |standard: &Standard| (standard.looks)(&Probe::new(sniff.head));
    let may_be = is_document(sniff) || is_message(sniff.head);
    may_be
        && standard(name).is_some_and(|standard| {
            // Of JSON only its names tell what it is.
            looks(standard) && (!is_json(sniff.head) || (standard.read)(sniff.head).is_some())
        })
}

pub fn read_feed(input: Input, give: &mut Give<'_>) -> Flow {
    read(input, give, |bytes| feed::read_owned(bytes, None))
}

/// Reads the standard of this name, whatever else the file might be.
pub fn read_wire(input: Input, give: &mut Give<'_>, name: &str) -> Flow {
    match standard(name) {
        Some(standard) => read(input, give, |bytes| feed::read_standard(standard, &bytes)),
        None => Flow::Continue(()),
    }
}

fn standard(name: &str) -> Option<&'static Standard> {
    STANDARDS.iter().find(|standard| standard.name == name)
}

/// XML, or one JSON value: not lines of stories.
fn is_document(sniff: &Sniff<'_>) -> bool {
    let wide = sniff.head.iter().take(4).any(|byte| matches!(byte, 0 | 0xfe | 0xff));
    match first(sniff.head) {
        Some(b'<') => true,
        Some(b'{' | b'[') => !jsonl::is_lines(sniff.head),
        // Some servers send junk ahead of it.
        _ => wide || sniff.extension == "xml",
    }
}

fn is_json(head: &[u8]) -> bool {
    matches!(first(head), Some(b'{' | b'['))
}

fn first(head: &[u8]) -> Option<u8> {
    head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start().first().copied()
}

/// Marked as a message from the beginning, or not marked at all: a stray mark in copy makes it none. Nor does copy
/// that begins with a stamp become one.
fn is_message(head: &[u8]) -> bool {
    let is_markup = matches!(first(head), Some(b'<' | b'{' | b'['));
    let marked = head.iter().position(|byte| MARKS.contains(byte));
    !is_markup && marked.is_none_or(|at| at < BEGINS_WITHIN) && !text::is_stamped(head)
}

fn read(input: Input, give: &mut Give<'_>, feed: impl Fn(Vec<u8>) -> Result<Feed, NotAFeed>) -> Flow {
    let name = input.name.clone();
    let mut bytes = Vec::new();
    let whole = input.reader().take(LARGEST as u64 + 1).read_to_end(&mut bytes);
    let feed = match whole
        .map_err(|error| error.to_string())
        .and_then(|_| feed(bytes).map_err(|why| why.to_string()))
    {
        Ok(feed) => feed,
        Err(why) => return give(Err(NotUnderstood { place: name, why })),
    };
    if feed.items.is_empty() {
        return give(Err(NotUnderstood { place: name, why: "holds no items".to_owned() }));
    }
    for (index, item) in feed.items.iter().enumerate() {
        let copy = story::copy(&feed, item, None);
        // A cancel says enough by itself.
        let cancels = copy.desk.as_ref().is_some_and(|desk| desk.status == Status::Canceled);
        let told = !copy.text.trim().is_empty() || copy.title.is_some() || cancels;
        give(if told {
            Ok(copy)
        } else {
            let place = format!("{name} (item {})", index + 1);
            Err(NotUnderstood { place, why: "holds neither headline nor text".to_owned() })
        })?;
    }
    Flow::Continue(())
}
