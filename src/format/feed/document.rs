//! A feed in XML, from its first element to its last: what stands outside of the items, and the items one by one.

use url::Url;

use super::super::xml::{Element, Event, Rule, Space, Walk};
use super::item::{self, Around};
use super::pace::Said;
use super::prose::{self, Untyped};
use super::{Feed, MOST_ITEMS, NotAFeed, link, refuse};

/// An element that items lie in.
struct Holder {
    base: Option<Url>,
    /// What stands in it is said of the feed.
    known: bool,
}

const ITEMS: Rule = Rule {
    items: &["item", "entry"],
    holders: &["rss", "rdf", "channel", "feed", "items", "entries"],
    leaves: &["title", "link", "guid", "id", "pubdate", "published", "updated"],
};

#[derive(Default)]
struct Reading {
    feed: Feed,
    holders: Vec<Holder>,
    /// The first element, whatever it is.
    root: Option<String>,
    is_feed: bool,
    atom: bool,
    pace: Said,
    /// The link of the feed and how good it is; less is better.
    link: Option<(u8, String)>,
    /// How good the language is: RSS's own, then the one of the document.
    lang: Option<(u8, String)>,
    left_out: usize,
}

pub fn read(text: &str) -> Result<Feed, NotAFeed> {
    let mut walk = Walk::new(text).by(ITEMS);
    let mut reading = Reading::default();
    while let Some(event) = walk.next() {
        match event {
            Event::Start(element) => reading.start(element, &mut walk),
            Event::End => drop(reading.holders.pop()),
            Event::Text(_) => {}
        }
        if reading.is_no_feed() {
            break;
        }
    }
    if !reading.is_feed {
        return Err(refuse::why(text, reading.root.as_deref()));
    }
    Ok(reading.done(walk.note()))
}

impl Reading {
    fn start<'a>(&mut self, element: Element<'a>, walk: &mut Walk<'a>) {
        let name = element.local.to_ascii_lowercase();
        if self.root.is_none() {
            self.root = Some(name.clone());
        }
        match name.as_str() {
            "item" | "entry" if self.may_hold() || (name == "entry" && self.holders.is_empty()) => {
                self.atom |= !self.is_feed && name == "entry";
                self.is_feed = true;
                let element = walk.element(element);
                self.item(&element);
            }
            "rss" | "feed" | "rdf" => self.hold(&element, walk),
            "channel" if self.may_hold() || self.holders.is_empty() => self.hold(&element, walk),
            _ if self.holders.last().is_some_and(|holder| holder.known) && !holds_items(&name) => {
                let element = walk.element(element);
                self.said(&element, &name);
            }
            _ => {
                let known = self.holders.last().is_some_and(|holder| holder.known) && name == "head";
                let base = self.base().cloned();
                self.holders.push(Holder { base, known });
            }
        }
    }

    /// Whether items may come, wherever they lie.
    fn may_hold(&self) -> bool {
        self.is_feed || self.holders.iter().any(|holder| holder.known)
    }

    fn hold(&mut self, element: &Element<'_>, walk: &Walk<'_>) {
        let name = element.local.to_ascii_lowercase();
        // RDF says much that is no feed.
        self.is_feed |= name != "rdf" || walk.declares(Space::Core);
        self.atom |= name == "feed";
        if let Some(lang) = element.attribute_in(Space::Xml, "lang") {
            self.speaks(1, lang);
        }
        let mut base = item::based(self.base(), element);
        // CDF keeps both in attributes.
        if let Some(address) = element.attribute("base") {
            base = link::base(base.as_ref(), address);
        }
        if let Some(address) = element.attribute("href") {
            let address = link::resolve(base.as_ref(), address);
            self.links(0, address);
        }
        self.holders.push(Holder { base, known: true });
    }

    fn base(&self) -> Option<&Url> {
        self.holders.last().and_then(|holder| holder.base.as_ref())
    }

    fn item(&mut self, element: &Element<'_>) {
        if self.feed.items.len() == MOST_ITEMS {
            self.left_out += 1;
            return;
        }
        let atom = self.atom && !element.local.eq_ignore_ascii_case("item");
        let item = item::read(element, Around { base: self.base(), atom });
        self.feed.items.push(item);
    }

    /// Something of the feed itself.
    fn said(&mut self, element: &Element<'_>, name: &str) {
        if self.pace.hear(element) {
            return;
        }
        let base = item::based(self.base(), element);
        let untyped = if self.atom { Untyped::Plain } else { Untyped::Guess };
        match (element.space, name) {
            (Space::Core | Space::Dc, "title") if self.feed.title.is_none() => {
                self.feed.title = prose::line(element, untyped);
            }
            (Space::Core, "id") => self.links(9, link::stand_in(&element.text())),
            (Space::Core, "link" | "a") => match element.attribute("href") {
                Some(href) if element.attribute("rel").is_none() && !self.atom => {
                    self.links(0, link::resolve(base.as_ref(), href));
                }
                Some(href) => {
                    let rel = element.attribute("rel").unwrap_or("alternate").trim().to_ascii_lowercase();
                    let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
                    if matches!(rel.rsplit('/').next(), Some("alternate" | "")) {
                        let html = kind.is_empty() || kind.contains("html");
                        self.links(if html { 1 } else { 2 }, link::resolve(base.as_ref(), href));
                    }
                }
                None => self.links(0, link::resolve(base.as_ref(), &element.text())),
            },
            (Space::Core | Space::Dc, "language") => self.speaks(0, &element.text()),
            _ => {}
        }
    }

    fn links(&mut self, rank: u8, address: Option<String>) {
        if let Some(address) = address
            && self.link.as_ref().is_none_or(|(before, _)| *before >= rank)
        {
            self.link = Some((rank, address));
        }
    }

    fn speaks(&mut self, rank: u8, lang: &str) {
        let lang = lang.trim();
        if !lang.is_empty() && self.lang.as_ref().is_none_or(|(before, _)| *before > rank) {
            self.lang = Some((rank, lang.to_owned()));
        }
    }

    /// A page or a list is known by its first element; of other documents a feed may still be a part.
    fn is_no_feed(&self) -> bool {
        !self.is_feed && self.root.as_deref().is_some_and(|root| matches!(root, "html" | "opml" | "kml"))
    }

    fn done(self, fault: Option<String>) -> Feed {
        let Reading { mut feed, pace, link, lang, left_out, .. } = self;
        feed.pace = pace.pace();
        feed.link = link.map(|(_, address)| address);
        feed.lang = lang.map(|(_, lang)| lang);
        feed.notes.extend(fault);
        if left_out > 0 {
            feed.notes.push(format!("{left_out} items more than the {MOST_ITEMS} that are read"));
        }
        feed
    }
}

/// Elements of a feed that items may lie in besides its own.
fn holds_items(name: &str) -> bool {
    matches!(name, "items" | "rss" | "channel" | "feed")
}
