//! NewsML 1.x: news items whose components lie in each other; the text is one of their content items.

use chrono::{DateTime, Utc};

use super::said::{self, line};
use super::{Probe, markup, moment};
use crate::format::feed::{Enclosure, Feed, Item, Prose, Status, Wire};
use crate::format::xml::{Element, Space};

pub const NAME: &str = "newsml-1";

const ITEM: &str = "NewsItem";

pub fn looks(probe: &Probe<'_>) -> bool {
    probe.is_root(&["NewsML"])
}

pub fn read(bytes: &[u8]) -> Option<Feed> {
    super::document(bytes, |root| {
        let mut items = Vec::new();
        collect(root, &mut items);
        items
    })
}

/// Every item; one that only holds others and says nothing itself is none.
fn collect(element: &Element<'_>, items: &mut Vec<Item>) {
    for inner in element.elements() {
        if inner.local.eq_ignore_ascii_case(ITEM) {
            let at = items.len();
            collect(inner, items);
            let own = item(inner);
            if items.len() == at || own.title.is_some() || own.content.is_some() {
                items.insert(at, own);
            }
        } else {
            collect(inner, items);
        }
    }
}

fn item(root: &Element<'_>) -> Item {
    let text = |name: &str| own(root, name).and_then(|found| said::heading(&found.text()));
    let formal = |name: &str| own(root, name).and_then(formal);
    let nothing = Element::default();
    let management = root.child("NewsManagement").unwrap_or(&nothing);
    let moment = |name: &str| management.child(name).and_then(|date| moment::read(&date.text()));
    let byline = text("ByLine");
    let status = management.child("Status").and_then(self::formal);
    let status = status.map_or(Status::Usable, |status| said::status(&status));
    let canceled = status == Status::Canceled;
    let wire = Wire {
        format: NAME,
        slugline: text("SlugLine"),
        series: text("SeriesLine"),
        advice: None,
        urgency: formal("Urgency").and_then(|urgency| said::urgency(&urgency)),
        copyright_holder: own(root, "CopyrightHolder").and_then(holder),
        place: place(root).or_else(|| text("DateLine")),
        place_code: own(root, "Location").and_then(country_of),
        byline: byline.clone(),
        version: text("RevisionId"),
        status,
        embargoed_until: embargo(management),
        earlier: management
            .child("AssociatedWith")
            .filter(|_| canceled)
            .and_then(|link| line(link.attribute("NewsItem")?)),
    };
    let mut contents = Vec::new();
    contents_of(root, "", &mut contents);
    Item {
        link: None,
        id: identifier(root).unwrap_or_default(),
        title: text("HeadLine").or_else(|| text("hl1")),
        published: moment("FirstCreated"),
        updated: moment("ThisRevisionCreated"),
        authors: said::authors(byline.as_ref()),
        summary: text("SubHeadLine").map(Prose::Plain),
        content: main_text(&contents),
        categories: text("KeywordLine").into_iter().collect(),
        enclosures: contents.iter().filter_map(|(_, content)| remote(content)).collect(),
        lang: formal("Language").or_else(|| own_lang(root)),
        wire: Some(Box::new(wire)),
        ..Item::default()
    }
}

/// The first element of this name that belongs to the item itself, and to no other inside of it.
fn own<'e, 'a>(element: &'e Element<'a>, name: &str) -> Option<&'e Element<'a>> {
    element.elements().filter(|inner| !inner.local.eq_ignore_ascii_case(ITEM)).find_map(|inner| {
        let filled =
            || !inner.text().trim().is_empty() || !inner.attributes.is_empty() || inner.has_elements();
        if inner.local.eq_ignore_ascii_case(name) && filled() { Some(inner) } else { own(inner, name) }
    })
}

/// The formal name of a property, else its text.
fn formal(element: &Element<'_>) -> Option<String> {
    element.attribute("FormalName").and_then(line).or_else(|| line(&element.text()))
}

fn holder(element: &Element<'_>) -> Option<String> {
    element.find("Party").and_then(formal).or_else(|| formal(element))
}

fn identifier(root: &Element<'_>) -> Option<String> {
    let whole = root.child("Identification")?;
    let part = |name: &str| whole.find(name).and_then(|part| line(&part.text()));
    part("PublicIdentifier").or_else(|| {
        let parts = ["ProviderId", "DateId", "NewsItemId", "RevisionId"].map(part);
        parts[2].as_ref()?;
        Some(format!("urn:newsml:{}", parts.into_iter().flatten().collect::<Vec<_>>().join(":")))
    })
}

/// The town of its location, or what else is there.
fn place(root: &Element<'_>) -> Option<String> {
    let location = own(root, "Location")?;
    let value = |property: &Element<'_>| property.attribute("Value").and_then(line);
    let is_town = |property: &&Element<'_>| {
        property.attribute("FormalName").is_some_and(|name| name.eq_ignore_ascii_case("city"))
    };
    let town = location.elements().find(is_town).and_then(value);
    town.or_else(|| line(&location.text())).or_else(|| location.elements().find_map(value))
}

/// The code of its country.
fn country_of(location: &Element<'_>) -> Option<String> {
    let is_country = |property: &&Element<'_>| {
        let name = property.attribute("FormalName").unwrap_or_default();
        ["country", "countrycode", "countryarea"].iter().any(|known| name.eq_ignore_ascii_case(known))
    };
    location.elements().find(is_country).and_then(|property| line(property.attribute("Value")?))
}

/// When an embargo ends: the moment at which the status will be another.
fn embargo(management: &Element<'_>) -> Option<DateTime<Utc>> {
    moment::read(&management.child("StatusWillChange")?.child("DateAndTime")?.text())
}

fn own_lang(root: &Element<'_>) -> Option<String> {
    let of = |element: &Element<'_>| element.attribute_in(Space::Xml, "lang").and_then(line);
    of(root)
        .or_else(|| root.find("NewsComponent").and_then(of))
        .or_else(|| root.find("DataContent")?.elements().find_map(of))
}

/// Every content item, with the role of the component it lies in.
fn contents_of<'e, 'a>(element: &'e Element<'a>, role: &str, found: &mut Vec<(String, &'e Element<'a>)>) {
    for inner in element.elements().filter(|inner| !inner.local.eq_ignore_ascii_case(ITEM)) {
        if inner.local.eq_ignore_ascii_case("ContentItem") {
            found.push((role.to_owned(), inner));
            continue;
        }
        let own = inner.child("Role").and_then(formal);
        contents_of(inner, own.as_deref().unwrap_or(role), found);
    }
}

/// The text in the role of the body, else the longest.
fn main_text(contents: &[(String, &Element<'_>)]) -> Option<Prose> {
    let mut body = contents.iter().filter(|(role, _)| role.eq_ignore_ascii_case("body"));
    body.find_map(|(_, content)| text_of(content)).or_else(|| {
        let all = contents.iter().filter_map(|(_, content)| text_of(content));
        all.max_by_key(|prose| prose.plain().len())
    })
}

fn text_of(content: &Element<'_>) -> Option<Prose> {
    let kind =
        ["MimeType", "MediaType", "Format"].iter().filter_map(|name| content.child(name).and_then(formal));
    let styles = kind
        .map(|kind| kind.to_ascii_lowercase())
        .any(|kind| kind.contains("css") || kind.contains("javascript"));
    let encoding = content.child("Encoding");
    // What is in base64 is a picture or the like.
    let coded =
        encoding.and_then(|encoding| encoding.attribute("Notation")).is_some_and(|name| name.contains("64"));
    let data = content.child("DataContent").or_else(|| encoding.filter(|_| !coded)?.child("DataContent"))?;
    if styles { None } else { markup::body(data) }
}

fn remote(content: &Element<'_>) -> Option<Enclosure> {
    let url = content.attribute("Href").and_then(line).filter(|url| said::is_page(url))?;
    Some(Enclosure { url, media: content.child("MimeType").and_then(formal) })
}
