//! One item of RSS, RDF, Atom or CDF: every element that means something, whichever of them it comes from.

use url::Url;

use super::super::html;
use super::super::xml::{Element, Space, Texts};
use super::prose::{self, Untyped};
use super::{Enclosure, Item, Prose, date, link, person};

/// Lists of one item that grow no further.
const MOST: usize = 500;

/// What the feed around an item is.
#[derive(Clone, Copy)]
pub struct Around<'a> {
    pub base: Option<&'a Url>,
    pub atom: bool,
}

/// What an item says before its fields are settled.
#[derive(Default)]
struct Draft {
    item: Item,
    /// A title of the item's own, which others give way to.
    title: bool,
    /// RSS link; the identifier that is an address; Atom links by how good they are.
    plain_link: Option<String>,
    permalink: Option<String>,
    alternate: Option<(u8, String)>,
    /// Descriptions and summaries.
    texts: Vec<Text>,
    content: Option<(u8, Text)>,
    media_text: Option<Text>,
}

/// A text, and what its addresses are resolved against.
struct Text {
    prose: Prose,
    base: Option<String>,
}

impl Text {
    fn of(prose: Option<Prose>, around: Around<'_>) -> Option<Text> {
        prose.map(|prose| Text { prose, base: around.base.map(Url::to_string) })
    }
}

pub fn read(element: &Element<'_>, around: Around<'_>) -> Item {
    let base = based(around.base, element);
    let around = Around { base: base.as_ref(), ..around };
    let mut draft = Draft::default();
    if let Some(about) = element.attribute_in(Space::Rdf, "about") {
        set(&mut draft.item.id, about.trim());
    }
    draft.item.lang = element.attribute_in(Space::Xml, "lang").map(str::to_owned);
    // CDF keeps them in attributes.
    draft.plain_link = element.attribute("href").and_then(|href| link::resolve(around.base, href));
    draft.item.updated = element.attribute("lastmod").and_then(date::read);
    for child in element.elements() {
        draft.hear(child, around);
    }
    draft.settle()
}

/// What an element's addresses are resolved against.
pub fn based(outer: Option<&Url>, element: &Element<'_>) -> Option<Url> {
    match element.attribute_in(Space::Xml, "base") {
        Some(address) => link::base(outer, address),
        None => outer.cloned(),
    }
}

/// What the addresses in an element's text are resolved against: what the only element in it says, where there is one.
fn of_markup(outer: Option<&Url>, element: &Element<'_>) -> Option<Url> {
    let mut inner = element.elements();
    match (inner.next(), inner.next()) {
        (Some(only), None) => based(outer, only),
        _ => outer.cloned(),
    }
}

impl Draft {
    fn hear(&mut self, element: &Element<'_>, around: Around<'_>) {
        let base = based(around.base, element);
        let around = Around { base: base.as_ref(), ..around };
        let name = element.local.to_ascii_lowercase();
        match element.space {
            Space::Core => self.core(element, &name, around),
            Space::Dc | Space::DcTerms => self.dublin_core(element, &name, around),
            Space::Content if name == "encoded" => {
                self.content(3, Text::of(prose::of(element, Untyped::Html), around));
            }
            Space::Content if name == "items" => {
                element.elements().for_each(|inner| self.rdf_content(inner, around));
            }
            Space::Xhtml if matches!(name.as_str(), "body" | "div") => {
                let prose = Prose::Html(element.html(Texts::ArePlain));
                self.content(2, Text::of(Some(prose).filter(|prose| !prose.plain().is_empty()), around));
            }
            Space::Media => self.media(element, &name, around),
            Space::Itunes => self.itunes(element, &name, around),
            _ => {}
        }
    }

    fn core(&mut self, element: &Element<'_>, name: &str, around: Around<'_>) {
        let untyped = if around.atom { Untyped::Plain } else { Untyped::Guess };
        let base = of_markup(around.base, element);
        match name {
            "title" if !self.title => {
                let title = prose::line(element, untyped);
                self.title = title.is_some();
                self.item.title = title.or(self.item.title.take());
            }
            "link" | "a" => self.link(element, around),
            "guid" => self.guid(element, around),
            "id" => self.id(&element.text(), around),
            "description" | "abstract" | "summary" => {
                let untyped = if around.atom { Untyped::Plain } else { Untyped::Html };
                self.text(Text::of(prose::of(element, untyped), Around { base: base.as_ref(), ..around }));
            }
            "content" => {
                self.content(
                    4,
                    Text::of(prose::of(element, untyped), Around { base: base.as_ref(), ..around }),
                );
            }
            "body" | "fullitem" => {
                self.content(1, Text::of(prose::of(element, Untyped::Html), around));
            }
            "pubdate" | "published" | "issued" => {
                self.item.published = date_of(element).or(self.item.published);
            }
            "updated" | "modified" => {
                // Of several, the element of the newer Atom counts.
                self.item.updated = date_of(element).or(self.item.updated);
            }
            "author" => self.author(element),
            "category" | "keywords" => self.category(element),
            "enclosure" => self.enclosure(element, "url", around),
            _ => {}
        }
    }

    fn dublin_core(&mut self, element: &Element<'_>, name: &str, around: Around<'_>) {
        match name {
            "title" if !self.title => {
                let title = prose::line(element, Untyped::Guess);
                self.title = title.is_some();
                self.item.title = title.or(self.item.title.take());
            }
            "creator" | "author" => self.add_author(&element.text()),
            "description" | "abstract" => self.text(Text::of(prose::of(element, Untyped::Html), around)),
            "date" | "modified" => self.item.updated = date_of(element).or(self.item.updated),
            "issued" | "available" => self.item.published = date_of(element).or(self.item.published),
            "created" if self.item.published.is_none() => self.item.published = date_of(element),
            "subject" => self.category(element),
            "language" => self.item.lang = Some(element.text().trim().to_owned()),
            _ => {}
        }
    }

    /// Content of the RSS module's first version: a list of the same text in several formats.
    fn rdf_content(&mut self, element: &Element<'_>, around: Around<'_>) {
        if element.space == Space::Rdf && element.local.eq_ignore_ascii_case("value") {
            self.content(1, Text::of(prose::of(element, Untyped::Html), around));
        }
        element.elements().for_each(|inner| self.rdf_content(inner, around));
    }

    fn media(&mut self, element: &Element<'_>, name: &str, around: Around<'_>) {
        match name {
            "title" if self.item.title.is_none() => self.item.title = prose::line(element, Untyped::Guess),
            "description" if self.media_text.is_none() => {
                self.media_text = Text::of(prose::of(element, Untyped::Guess), around);
            }
            "category" => self.category(element),
            "keywords" => self.split_categories(&element.text()),
            "content" => {
                self.enclosure(element, "url", around);
                self.media_inside(element, around);
            }
            "group" => self.media_inside(element, around),
            _ => {}
        }
    }

    fn media_inside(&mut self, element: &Element<'_>, around: Around<'_>) {
        for inner in element.elements().filter(|inner| inner.space == Space::Media) {
            self.media(inner, &inner.local.to_ascii_lowercase(), around);
        }
    }

    fn itunes(&mut self, element: &Element<'_>, name: &str, around: Around<'_>) {
        match name {
            "title" if self.item.title.is_none() => self.item.title = prose::line(element, Untyped::Guess),
            "author" => self.add_author(&element.text()),
            "summary" => self.text(Text::of(prose::of(element, Untyped::Html), around)),
            "keywords" => self.split_categories(&element.text()),
            "category" => {
                self.add_category(element.attribute("text").unwrap_or_default());
                for inner in element.elements() {
                    self.itunes(inner, &inner.local.to_ascii_lowercase(), around);
                }
            }
            _ => {}
        }
    }

    fn text(&mut self, text: Option<Text>) {
        let known =
            |text: &Text| self.texts.len() == 2 || self.texts.iter().any(|before| before.prose == text.prose);
        if let Some(text) = text.filter(|text| !known(text)) {
            self.texts.push(text);
        }
    }

    fn content(&mut self, rank: u8, text: Option<Text>) {
        if let Some(text) = text
            && self.content.as_ref().is_none_or(|(before, _)| *before < rank)
        {
            self.content = Some((rank, text));
        }
    }

    fn link(&mut self, element: &Element<'_>, around: Around<'_>) {
        let text = element.text();
        let href = element.attribute("href");
        let Some(address) = link::resolve(around.base, href.unwrap_or(&text)) else { return };
        if href.is_none() && element.attribute("rel").is_none() {
            self.plain_link = Some(address);
            return;
        }
        let rel = element.attribute("rel").unwrap_or("alternate").trim().to_ascii_lowercase();
        let rel = rel.rsplit('/').next().unwrap_or_default();
        let kind = element.attribute("type").unwrap_or_default().to_ascii_lowercase();
        match rel {
            "alternate" | "" => {
                let rank = u8::from(!kind.is_empty() && !kind.contains("html"));
                if self.alternate.as_ref().is_none_or(|(before, _)| *before >= rank) {
                    self.alternate = Some((rank, address));
                }
            }
            "enclosure" => self.encloses(address, element),
            _ => {}
        }
    }

    /// An id of Atom is an address, and stands in for a link where there is none.
    fn id(&mut self, text: &str, around: Around<'_>) {
        let text = text.trim();
        let resolved = around.base.filter(|_| !link::is_absolute(text)).and_then(|base| base.join(text).ok());
        set(&mut self.item.id, resolved.as_ref().map_or(text, Url::as_str));
        self.permalink = link::stand_in(&self.item.id);
    }

    fn guid(&mut self, element: &Element<'_>, around: Around<'_>) {
        let text = element.text();
        let text = text.trim();
        set(&mut self.item.id, text);
        let permanent =
            element.attribute("ispermalink").is_none_or(|said| !said.trim().eq_ignore_ascii_case("false"));
        if permanent {
            self.permalink = link::resolve(around.base, text);
        }
    }

    fn author(&mut self, element: &Element<'_>) {
        let parts = ["name", "email", "uri", "url", "homepage"];
        if element.elements().any(|inner| parts.iter().any(|part| inner.local.eq_ignore_ascii_case(part))) {
            let said = parts.iter().find_map(|part| {
                let text = element.child(part)?.text().trim().to_owned();
                (!text.is_empty()).then_some(text)
            });
            if let Some(said) = said {
                self.add_author(&said);
            }
            return;
        }
        self.add_author(&element.text());
    }

    fn add_author(&mut self, text: &str) {
        let text = if html::looks_like(text) { html::plain(text) } else { text.to_owned() };
        if let Some(name) = person::name(&text) {
            person::add(&mut self.item.authors, name);
        }
    }

    fn category(&mut self, element: &Element<'_>) {
        let label =
            element.attribute("label").or_else(|| element.attribute("term")).filter(|l| !l.trim().is_empty());
        let text = element.text();
        let label = label.or_else(|| element.attribute("term")).unwrap_or(&text);
        self.add_category(label);
    }

    fn split_categories(&mut self, text: &str) {
        let parted = if text.contains(',') { ',' } else { ' ' };
        text.split(parted).for_each(|word| self.add_category(word));
    }

    fn add_category(&mut self, label: &str) {
        let label = html::collapsed(label);
        if !label.is_empty() && self.item.categories.len() < MOST && !self.item.categories.contains(&label) {
            self.item.categories.push(label);
        }
    }

    fn enclosure(&mut self, element: &Element<'_>, at: &str, around: Around<'_>) {
        if let Some(url) = element.attribute(at).and_then(|url| link::resolve(around.base, url)) {
            self.encloses(url, element);
        }
    }

    fn encloses(&mut self, url: String, element: &Element<'_>) {
        let media =
            element.attribute("type").map(|kind| kind.trim().to_owned()).filter(|kind| !kind.is_empty());
        let known = self.item.enclosures.iter().any(|enclosure| enclosure.url == url);
        if !known && self.item.enclosures.len() < MOST {
            self.item.enclosures.push(Enclosure { url, media });
        }
    }

    fn settle(self) -> Item {
        let Draft { mut item, plain_link, permalink, alternate, mut texts, content, media_text, .. } = self;
        item.link = alternate.map(|(_, address)| address).or(plain_link).or(permalink);
        // Of two descriptions the longer one is the text.
        texts.sort_by_key(|text| text.prose.length());
        let content = content.map(|(_, text)| text);
        let content = content.or_else(|| if texts.len() > 1 { texts.pop() } else { None });
        let summary = texts.into_iter().next().or(media_text);
        item.base = content.as_ref().or(summary.as_ref()).and_then(|text| text.base.clone());
        item.content = content.map(|text| text.prose);
        item.summary = summary.map(|text| text.prose);
        if item.summary.is_some() && item.summary == item.content {
            item.summary = None;
        }
        item
    }
}

fn date_of(element: &Element<'_>) -> Option<chrono::DateTime<chrono::Utc>> {
    date::read(&element.text())
}

fn set(slot: &mut String, text: &str) {
    if !text.is_empty() {
        text.clone_into(slot);
    }
}
