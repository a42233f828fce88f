//! NewsML-G2: news, package, planning and concept items, alone or in a message.

use super::said::{self, line};
use super::{Probe, markup, moment};
use crate::format::feed::{Enclosure, Feed, Item, Prose, Status, Wire};
use crate::format::xml::{Element, Space};

pub const NAME: &str = "newsml-g2";

const ITEMS: &[&str] = &["newsItem", "packageItem", "planningItem", "conceptItem"];

pub fn looks(probe: &Probe<'_>) -> bool {
    probe.is_root(ITEMS) || probe.is_root(&["newsMessage", "itemSet"])
}

pub fn read(bytes: &[u8]) -> Option<Feed> {
    super::document(bytes, |root| {
        let mut items = Vec::new();
        collect(root, &mut items);
        items
    })
}

fn collect(element: &Element<'_>, items: &mut Vec<Item>) {
    if ITEMS.iter().any(|name| element.local.eq_ignore_ascii_case(name)) {
        items.push(item(element));
    } else {
        element.elements().for_each(|inner| collect(inner, items));
    }
}

fn item(root: &Element<'_>) -> Item {
    let nothing = Element::default();
    let management = root.child("itemMeta").unwrap_or(&nothing);
    let meta = root.child("contentMeta").unwrap_or(&nothing);
    let moment = |name: &str| management.child(name).and_then(|date| moment::read(&date.text()));
    let text = |of: &Element<'_>, name: &str| of.child(name).and_then(|found| said::heading(&found.text()));
    let rights = root.child("rightsInfo").and_then(|rights| rights.child("copyrightHolder"));
    let status = management.child("pubStatus").and_then(name_of);
    let id = root.attribute("guid").map(str::trim).filter(|id| !id.is_empty()).map(str::to_owned);
    let byline = text(meta, "by");
    let wire = Wire {
        format: NAME,
        slugline: text(meta, "slugline"),
        advice: text(management, "edNote"),
        urgency: text(meta, "urgency").and_then(|urgency| said::urgency(&urgency)),
        copyright_holder: rights.and_then(name_of),
        place: meta.child("located").and_then(name_of),
        place_code: meta.child("located").and_then(country_of),
        version: root.attribute("version").and_then(line),
        status: status.map_or(Status::Usable, |status| said::status(&status)),
        embargoed_until: moment("embargoed"),
        earlier: earlier(management).filter(|earlier| Some(earlier) != id.as_ref()),
        byline: byline.clone(),
        ..Wire::default()
    };
    let inner_headline = || root.child("contentSet").and_then(|set| text(set.find("hedline")?, "hl1"));
    let concept = || root.child("concept").and_then(|concept| text(concept, "name"));
    Item {
        link: id.clone().filter(|id| said::is_page(id)),
        id: id.unwrap_or_default(),
        title: text(meta, "headline")
            .or_else(inner_headline)
            .or_else(|| text(management, "title"))
            .or_else(concept),
        published: moment("firstCreated"),
        updated: moment("versionCreated"),
        authors: authors(meta, byline.as_ref()),
        summary: meta.child("description").and_then(markup::prose),
        content: content(root),
        categories: categories(meta),
        enclosures: remote(root),
        lang: language(root, meta),
        wire: Some(Box::new(wire)),
        ..Item::default()
    }
}

/// What a property is called: its name, else how it is written, else its code.
fn name_of(property: &Element<'_>) -> Option<String> {
    let named = property.child("name").and_then(|name| line(&name.text()));
    named.or_else(|| ["literal", "qcode", "uri"].iter().find_map(|key| line(property.attribute(key)?)))
}

/// The code of the country around a place, else of the place.
fn country_of(located: &Element<'_>) -> Option<String> {
    let code = |of: &Element<'_>| line(of.attribute("qcode").or_else(|| of.attribute("uri"))?);
    let is_country = |broader: &&Element<'_>| {
        let named =
            |key: &str| broader.attribute(key).is_some_and(|kind| kind.to_lowercase().contains("country"));
        broader.local.eq_ignore_ascii_case("broader")
            && (named("type") || code(broader).is_some_and(|code| code.contains("iso3166")))
    };
    located.elements().find(is_country).and_then(code).or_else(|| code(located))
}

/// The item that a link says this one kills or takes the place of.
fn earlier(management: &Element<'_>) -> Option<String> {
    const RELATIONS: &[&str] = &["kills", "cancels", "replaces", "supersedes"];
    let says = |link: &&Element<'_>| {
        let relation =
            link.attribute("rel").unwrap_or_default().rsplit([':', '/']).next().unwrap_or_default();
        link.local.eq_ignore_ascii_case("link")
            && RELATIONS.iter().any(|known| relation.eq_ignore_ascii_case(known))
    };
    line(management.elements().find(says)?.attribute("residref")?)
}

fn authors(meta: &Element<'_>, byline: Option<&String>) -> Vec<String> {
    let creators = meta.elements().filter(|inner| inner.local.eq_ignore_ascii_case("creator"));
    let names: Vec<String> = creators.filter_map(|creator| line(&creator.child("name")?.text())).collect();
    if names.is_empty() { said::authors(byline) } else { names }
}

fn categories(meta: &Element<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for inner in meta.elements() {
        let name = match inner.local.to_ascii_lowercase().as_str() {
            "subject" => inner.child("name").and_then(|name| line(&name.text())),
            "keyword" => line(&inner.text()),
            _ => None,
        };
        said::keep(&mut found, name);
    }
    found
}

fn language(root: &Element<'_>, meta: &Element<'_>) -> Option<String> {
    let tag = meta.child("language").and_then(|language| line(language.attribute("tag")?));
    tag.or_else(|| line(root.attribute_in(Space::Xml, "lang")?))
}

/// The text of a story; of a package or a plan what it says of its parts.
fn content(root: &Element<'_>) -> Option<Prose> {
    if let Some(set) = root.child("contentSet") {
        return set.elements().find_map(inline);
    }
    let (parts, kinds): (_, &[&str]) = match (root.child("groupSet"), root.child("newsCoverageSet")) {
        (Some(groups), _) => (groups, &["title", "headline"]),
        (None, Some(plans)) => (plans, &["headline", "description", "edNote"]),
        (None, None) => (root.child("concept")?, &["definition"]),
    };
    let mut lines = Vec::new();
    said_of_parts(parts, kinds, &mut lines);
    said::plain(lines.join("\n\n"))
}

fn inline(content: &Element<'_>) -> Option<Prose> {
    match content.local.to_ascii_lowercase().as_str() {
        "inlinexml" => markup::body(content),
        "inlinedata" => {
            let encoded = content.attribute("encoding").is_some_and(|encoding| encoding.contains("base64"));
            let kind = content.attribute("contenttype").unwrap_or("text").to_ascii_lowercase();
            let markup = kind.contains("html") || kind.contains("xml");
            match markup::body(content) {
                _ if encoded || !(markup || kind.contains("text")) => None,
                Some(Prose::Plain(text)) if markup => Some(Prose::Html(text)),
                prose => prose,
            }
        }
        _ => None,
    }
}

fn said_of_parts(element: &Element<'_>, kinds: &[&str], lines: &mut Vec<String>) {
    for inner in element.elements() {
        if kinds.iter().any(|kind| inner.local.eq_ignore_ascii_case(kind)) {
            said::keep(lines, said::heading(&inner.text()));
        } else {
            said_of_parts(inner, kinds, lines);
        }
    }
}

/// Pictures, films and the like that are kept elsewhere.
fn remote(root: &Element<'_>) -> Vec<Enclosure> {
    let all = root.child("contentSet").into_iter().flat_map(Element::elements);
    all.filter(|inner| inner.local.eq_ignore_ascii_case("remoteContent"))
        .filter_map(|content| {
            let url = line(content.attribute("href")?)?;
            Some(Enclosure { url, media: content.attribute("contenttype").and_then(line) })
        })
        .collect()
}
