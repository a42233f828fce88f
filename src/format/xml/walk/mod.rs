//! Starts, ends and texts of a document in order, whatever state it is in; the first fault is remembered.

mod repair;

use std::borrow::Cow;
use std::collections::VecDeque;

use quick_xml::Reader;
use quick_xml::events::Event as Raw;

use repair::{is_name_start, quoted};

use super::element::VOID;
use super::entity::Entities;
use super::{Attribute, Element, Node, Space, attribute};

/// Elements in each other that are told apart; what lies deeper is text of the last one.
pub const DEEPEST: usize = 256;
/// Nodes that [`Walk::element`] keeps of one element.
const MOST_NODES: usize = 200_000;
const MOST_ATTRIBUTES: usize = 64;
/// Declarations of namespaces in force at once.
const MOST_SPACES: usize = 256;
/// A document is read no further than so many elements: no feed has them, and reading takes its time.
const MOST_ELEMENTS: usize = 4_000_000;
/// A document with more faults than this is read no further.
const MOST_FAULTS: usize = 100_000;
/// The library keeps the name of every element that was not closed; beyond so many it starts anew.
const MOST_OPEN: usize = 4096;

#[derive(Debug)]
pub enum Event<'a> {
    /// Without its children: [`Walk::element`] gathers them.
    Start(Element<'a>),
    /// Of the element that was started last and has not ended.
    End,
    Text(Cow<'a, str>),
}

pub struct Walk<'a> {
    text: &'a str,
    reader: Reader<&'a [u8]>,
    /// Where in the text the reader began.
    offset: usize,
    open: Vec<Open<'a>>,
    /// Elements below [`DEEPEST`] that have not ended.
    below: usize,
    spaces: Vec<(&'a str, Space)>,
    /// Spaces that the first element declares by their URI.
    declared: Vec<Space>,
    ready: VecDeque<Event<'a>>,
    entities: Entities,
    rule: Option<Rule>,
    starts: usize,
    faults: usize,
    /// Bytes that may still be read a second time behind a fault.
    again: usize,
    first_fault: Option<(usize, String)>,
    ended: bool,
}

/// Elements that lie only right in certain others: what else is open where one begins was never closed.
#[derive(Debug, Clone, Copy)]
pub struct Rule {
    /// Local names without a prefix, in lower case.
    pub items: &'static [&'static str],
    pub holders: &'static [&'static str],
    /// Elements that hold text alone: one of them in another means that the outer one was not closed.
    pub leaves: &'static [&'static str],
}

struct Open<'a> {
    name: &'a str,
    /// Namespaces declared before it.
    spaces: usize,
}

impl<'a> Walk<'a> {
    pub fn new(text: &'a str) -> Walk<'a> {
        let mut walk = Walk {
            text,
            reader: reader(""),
            offset: 0,
            open: Vec::new(),
            below: 0,
            spaces: Vec::new(),
            declared: Vec::new(),
            ready: VecDeque::new(),
            entities: Entities::default(),
            rule: None,
            starts: 0,
            faults: 0,
            again: text.len().saturating_mul(4) + 1024 * 1024,
            first_fault: None,
            ended: false,
        };
        walk.begin_at(0);
        walk
    }

    /// Goes by what is known of this kind of document.
    #[must_use]
    pub fn by(mut self, rule: Rule) -> Walk<'a> {
        self.rule = Some(rule);
        self
    }

    /// Whether the first element declares such a namespace by its URI.
    pub fn declares(&self, space: Space) -> bool {
        self.declared.contains(&space)
    }

    /// What was wrong first, and in which line.
    pub fn note(&self) -> Option<String> {
        if let Some((at, why)) = &self.first_fault {
            let line = self.text[..self.text.floor_char_boundary(*at)].matches('\n').count() + 1;
            return Some(format!("line {line}: {why}"));
        }
        self.entities.too_much.then(|| "the entities of its DOCTYPE are too much to write out".to_owned())
    }

    /// All that is in an element, up to its end.
    pub fn element(&mut self, start: Element<'a>) -> Element<'a> {
        let mut open = vec![start];
        let mut nodes = 0;
        // Elements that there is no room for; their text goes to the one around them.
        let mut dropped = 0;
        while let Some(event) = self.next() {
            match event {
                Event::Start(_) if nodes == MOST_NODES => {
                    dropped += 1;
                    self.fault(self.at(), || "an element holds too much".to_owned());
                }
                Event::Start(element) => {
                    nodes += 1;
                    open.push(element);
                }
                Event::Text(text) => {
                    let Some(last) = open.last_mut() else { break };
                    match last.children.last_mut() {
                        Some(Node::Text(before)) => before.to_mut().push_str(&text),
                        _ => last.children.push(Node::Text(text)),
                    }
                }
                Event::End if dropped > 0 => dropped -= 1,
                Event::End => {
                    let Some(done) = open.pop() else { break };
                    match open.last_mut() {
                        Some(around) => around.children.push(Node::Element(done)),
                        None => return done,
                    }
                }
            }
        }
        // Every element that was started is ended, so this is not reached.
        open.into_iter().next().unwrap_or_default()
    }

    fn at(&self) -> usize {
        self.offset + self.reader.buffer_position() as usize
    }

    fn step(&mut self) {
        let from = self.at();
        match self.reader.read_event() {
            Ok(Raw::Start(_)) => self.tag(from, false),
            Ok(Raw::Empty(_)) => self.tag(from, true),
            Ok(Raw::End(_)) => self.end_tag(from),
            Ok(Raw::Text(text)) if text.starts_with('&') => self.references(from),
            Ok(Raw::Text(_)) => self.push_text(from, &self.text[from..self.at()]),
            Ok(Raw::CData(_)) => {
                let raw = &self.text[from..self.at()];
                self.push_text(from, raw.get(9..raw.len() - 3).unwrap_or_default());
            }
            Ok(Raw::GeneralRef(_)) => self.references(from),
            Ok(Raw::DocType(_)) => self.entities.define(&self.text[from..self.at()]),
            Ok(Raw::Comment(_) | Raw::PI(_) | Raw::Decl(_)) => {}
            Ok(Raw::Eof) => self.end(),
            Err(_) => self.broken(from),
        }
    }

    fn push_text(&mut self, from: usize, text: &'a str) {
        if self.open.is_empty() {
            if !text.trim().is_empty() {
                self.fault(from, || "text outside of all elements".to_owned());
            }
            return;
        }
        self.ready.push_back(Event::Text(Cow::Borrowed(text)));
    }

    /// All the text from a reference on: taking them one by one costs far more.
    fn references(&mut self, from: usize) {
        let end = self.text[from..].find('<').map_or(self.text.len(), |length| from + length);
        let text = self.entities.decode(&self.text[from..end]);
        if let Some(name) = self.entities.unknown.take() {
            self.fault(from, || format!("nobody says what &{name}; is"));
        }
        if !self.open.is_empty() {
            self.ready.push_back(Event::Text(text));
        }
        self.begin_at(end);
    }

    fn tag(&mut self, from: usize, empty: bool) {
        let raw = &self.text[from + 1..self.at() - 1];
        if !is_name_start(raw) || (raw.contains('<') && !quoted(raw)) {
            return self.unclosed(from);
        }
        self.start(if empty { &raw[..raw.len() - 1] } else { raw }, empty);
        self.starts += 1;
        if self.starts == MOST_ELEMENTS {
            self.fault(from, || format!("more than {MOST_ELEMENTS} elements"));
            self.end();
        } else if self.starts.is_multiple_of(MOST_OPEN) {
            self.begin_at(self.at());
        }
    }

    /// `tag` is what stands between `<` and `>`, or `/>` where it is empty.
    fn start(&mut self, tag: &'a str, empty: bool) {
        let (name, rest) =
            tag.split_at(tag.find(|c: char| c.is_whitespace() || c == '/').unwrap_or(tag.len()));
        self.end_before(name);
        if self.open.len() == DEEPEST {
            self.below += usize::from(!empty);
            return self.fault(self.at(), || format!("elements lie deeper than {DEEPEST}"));
        }
        let spaces = self.spaces.len();
        for (key, value) in attribute::all(rest).take(MOST_ATTRIBUTES) {
            let prefix = if key == "xmlns" { Some("") } else { key.strip_prefix("xmlns:") };
            if let Some(prefix) = prefix.filter(|_| self.spaces.len() < MOST_SPACES) {
                let uri = self.entities.decode(value);
                let known = Space::of_uri(&uri);
                self.spaces.push((prefix, known.unwrap_or_else(|| Space::of_prefix(prefix))));
                self.declared.extend(known.filter(|_| self.open.is_empty()));
            }
        }
        let mut attributes = Vec::new();
        for (key, value) in attribute::all(rest).take(MOST_ATTRIBUTES) {
            let (prefix, local) = key.split_once(':').unwrap_or(("", key));
            let space = match prefix {
                "" if local == "xmlns" => Space::Xmlns,
                "" => Space::Core,
                "xmlns" => Space::Xmlns,
                prefix => self.space(prefix),
            };
            if space != Space::Xmlns {
                attributes.push(Attribute { space, local, value: self.entities.decode(value) });
            }
        }
        let (prefix, local) = name.split_once(':').unwrap_or(("", name));
        let element = Element { space: self.space(prefix), local, attributes, children: Vec::new() };
        self.ready.push_back(Event::Start(element));
        if empty {
            self.spaces.truncate(spaces);
            self.ready.push_back(Event::End);
        } else {
            self.open.push(Open { name, spaces });
        }
    }

    fn space(&self, prefix: &str) -> Space {
        let declared = self.spaces.iter().rev().find(|(known, _)| *known == prefix);
        declared.map_or_else(|| Space::of_prefix(prefix), |(_, space)| *space)
    }

    /// Ends what cannot go on where an element of this name begins.
    fn end_before(&mut self, name: &str) {
        let local = |name: &'_ str| name.rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
        let last = self.open.last().map(|open| local(open.name));
        if last.is_some_and(|last| VOID.contains(&last.as_str())) {
            self.fault(self.at(), || "a tag that is not closed".to_owned());
            self.pop();
        }
        let Some(rule) = self.rule else { return };
        let prefix = name.split_once(':').map_or("", |(prefix, _)| prefix);
        let is_leaf = |name: &str| rule.leaves.iter().any(|leaf| name.eq_ignore_ascii_case(leaf));
        if is_leaf(name)
            && let Some(last) = self.open.last().map(|open| open.name).filter(|last| is_leaf(last))
            && self.space(prefix) == Space::Core
        {
            self.fault(self.at(), || format!("<{}> begins where <{last}> is not closed", short(name)));
            self.pop();
        }
        if !rule.items.contains(&local(name).as_str()) || self.space(prefix) != Space::Core {
            return;
        }
        let holder = self.open.iter().rposition(|open| rule.holders.contains(&local(open.name).as_str()));
        let keep = holder.map_or(0, |at| at + 1);
        if self.open.len() > keep {
            let last = self.open.last().map_or("", |open| open.name);
            self.fault(self.at(), || {
                format!("<{}> begins where <{}> is not closed", short(name), short(last))
            });
            self.below = 0;
            while self.open.len() > keep {
                self.pop();
            }
        }
    }

    fn end_tag(&mut self, from: usize) {
        let raw = &self.text[from + 2..self.at() - 1];
        if raw.contains('<') {
            return self.unclosed(from);
        }
        self.close(raw, from);
    }

    fn close(&mut self, name: &str, from: usize) {
        let name = name.split_whitespace().next().unwrap_or_default();
        if self.below > 0 {
            self.below -= 1;
            return;
        }
        let Some(at) = self.open.iter().rposition(|open| open.name.eq_ignore_ascii_case(name)) else {
            return self.fault(from, || format!("</{}> ends nothing", short(name)));
        };
        if at + 1 < self.open.len() {
            let last = self.open.last().map_or("", |open| open.name);
            self.fault(from, || format!("</{}> where <{}> is not closed", short(name), short(last)));
        }
        while self.open.len() > at {
            self.pop();
        }
    }

    fn pop(&mut self) {
        if let Some(open) = self.open.pop() {
            self.spaces.truncate(open.spaces);
            self.ready.push_back(Event::End);
        }
    }

    fn end(&mut self) {
        if let Some(last) = self.open.last() {
            let name = last.name;
            self.fault(self.text.len(), || format!("it breaks off: <{}> is not closed", short(name)));
        }
        self.ended = true;
        while !self.open.is_empty() {
            self.pop();
        }
    }

    fn fault(&mut self, at: usize, why: impl FnOnce() -> String) {
        self.faults += 1;
        if self.first_fault.is_none() {
            self.first_fault = Some((at.min(self.text.len()), why()));
        }
    }
}

impl<'a> Iterator for Walk<'a> {
    type Item = Event<'a>;

    fn next(&mut self) -> Option<Event<'a>> {
        loop {
            if let Some(event) = self.ready.pop_front() {
                return Some(event);
            }
            if self.ended {
                return None;
            }
            self.step();
        }
    }
}

fn reader(text: &str) -> Reader<&[u8]> {
    let mut reader = Reader::from_str(text);
    let config = reader.config_mut();
    config.allow_dangling_amp = true;
    config.allow_unmatched_ends = true;
    config.check_end_names = false;
    reader
}

fn short(name: &str) -> String {
    name.chars().take(40).collect()
}
