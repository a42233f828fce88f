//! The news industry's own formats, one file a format: one table that says how each is recognised and who reads it.

mod anpa;
mod frame;
mod iptc7901;
mod kill;
mod markup;
pub(super) mod moment;
mod newsml1;
mod newsmlg2;
mod ninjs;
mod nitf;
mod said;

use crate::format::charset;
use frame::Frame;

use crate::format::feed::{Feed, Item, MOST_ITEMS};
use crate::format::xml::{Element, Event, Walk};

/// One format of the wires.
#[derive(Debug, Clone, Copy)]
pub struct Standard {
    /// As `wire.format` names it.
    pub name: &'static str,
    /// Whether the beginning of a file looks like it.
    pub looks: fn(&Probe<'_>) -> bool,
    /// `None` where it is none after all.
    pub read: fn(&[u8]) -> Option<Feed>,
}

/// Every format, in the order they are tried in.
pub const STANDARDS: &[Standard] = &[
    Standard { name: ninjs::NAME, looks: ninjs::looks, read: ninjs::read },
    Standard { name: newsmlg2::NAME, looks: newsmlg2::looks, read: newsmlg2::read },
    Standard { name: newsml1::NAME, looks: newsml1::looks, read: newsml1::read },
    Standard { name: nitf::NAME, looks: nitf::looks, read: nitf::read },
    Standard { name: anpa::NAME, looks: anpa::looks, read: anpa::read },
    Standard { name: iptc7901::NAME, looks: iptc7901::looks, read: iptc7901::read },
];

/// What can be seen of a file without reading it.
#[derive(Debug)]
pub struct Probe<'a> {
    head: &'a [u8],
    /// The name of the first element, where it begins as XML.
    root: String,
}

/// How much of a file is looked at, in bytes.
const PROBED: usize = 16 * 1024;

impl<'a> Probe<'a> {
    pub fn new(bytes: &'a [u8]) -> Probe<'a> {
        let head = &bytes[..bytes.len().min(PROBED)];
        let text = charset::document(head, None).text;
        let mut root = String::new();
        if text.trim_start().starts_with('<') {
            for event in Walk::new(&text) {
                if let Event::Start(element) = event {
                    element.local.clone_into(&mut root);
                    break;
                }
            }
        }
        Probe { head, root }
    }

    /// Whether it may be a message of the control-character wires: text, and no markup.
    fn is_message(&self) -> bool {
        let begins = self.head.iter().find(|byte| **byte > b' ');
        let markup = [&b"<?xml"[..], b"<rss", b"<feed", b"<html", b"<!doctype"];
        let lower = self.head.to_ascii_lowercase();
        let holds = |what: &[u8]| lower.windows(what.len()).any(|window| window == what);
        !matches!(begins, None | Some(b'<' | b'{' | b'['))
            && !self.head.contains(&0)
            && !markup.into_iter().any(holds)
    }

    fn is_root(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.root.eq_ignore_ascii_case(name))
    }
}

/// The stories of a file, if it is in one of the wires' formats.
pub fn read(bytes: &[u8]) -> Option<Feed> {
    let probe = Probe::new(bytes);
    STANDARDS.iter().filter(|standard| (standard.looks)(&probe)).find_map(|standard| (standard.read)(bytes))
}

/// The stories that `items` finds in a document, which may be damaged.
fn document(bytes: &[u8], items: fn(&Element<'_>) -> Vec<Item>) -> Option<Feed> {
    let decoded = charset::document(bytes, None);
    let mut walk = Walk::new(&decoded.text);
    let root = loop {
        if let Event::Start(element) = walk.next()? {
            break walk.element(element);
        }
    };
    let notes = decoded.note.into_iter().chain(walk.note()).collect();
    feed(items(&root), notes)
}

/// The stories of the messages in a file.
fn messages(bytes: &[u8], item: fn(&Frame<'_>) -> Option<Item>) -> Option<Feed> {
    let frames = frame::frames(bytes);
    let mut notes = Vec::new();
    if let Some(at) = frames.iter().position(|frame| !frame.ended) {
        notes.push(format!("message {} has no end mark (ETX): what is there was read", at + 1));
    }
    if frames.len() > MOST_ITEMS {
        notes
            .push(format!("{} messages more than the {MOST_ITEMS} that are read", frames.len() - MOST_ITEMS));
    }
    feed(frames.iter().take(MOST_ITEMS).filter_map(item).collect(), notes)
}

/// A feed of these stories alone.
fn feed(items: Vec<Item>, notes: Vec<String>) -> Option<Feed> {
    let first = items.first()?;
    let lang = first.lang.clone().filter(|_| items.iter().all(|item| item.lang == first.lang));
    Some(Feed { lang, items, notes, ..Feed::default() })
}
