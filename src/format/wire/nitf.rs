//! NITF, versions 3.x: `head` with its `docdata`, `body.head`, `body.content`.

use chrono::{DateTime, Utc};

use super::said::{self, line};
use super::{Probe, markup, moment};
use crate::format::feed::{Enclosure, Feed, Item, Status, Wire};
use crate::format::xml::{Element, Node, Space};

pub const NAME: &str = "nitf";

pub fn looks(probe: &Probe<'_>) -> bool {
    probe.is_root(&["nitf"])
}

pub fn read(bytes: &[u8]) -> Option<Feed> {
    super::document(bytes, |root| vec![item(root)])
}

fn item(root: &Element<'_>) -> Item {
    let said =
        |element: &str, name: &str| root.find(element).and_then(|found| found.attribute(name)).and_then(line);
    let text = |element: &str| root.find(element).and_then(|found| said::heading(&found.text()));
    let issued = issued(root);
    let released =
        norm(root, "date.release").filter(|released| issued.is_some_and(|issued| *released > issued));
    let status = root.find("docdata").and_then(|data| data.attribute("management-status"));
    let status = status.map_or(Status::Usable, said::status);
    let by = heads(root).find_map(|head| head.find("byline"));
    let byline = by.and_then(|by| written(by, true));
    let wire = Wire {
        format: NAME,
        slugline: said("du-key", "key").or_else(|| meta(root, &["slug", "slugline"])),
        series: series(root),
        advice: said("ed-msg", "info").or_else(|| text("ed-msg")).or_else(|| notes(root)),
        urgency: said("urgency", "ed-urg").and_then(|urgency| said::urgency(&urgency)),
        copyright_holder: said("doc.copyright", "holder").or_else(|| text("copyrite.holder")),
        place: place(root),
        place_code: country_of(root),
        version: said("du-key", "version").or_else(|| said("du-key", "generation")),
        status,
        embargoed_until: released,
        earlier: earlier(root).filter(|_| status == Status::Canceled),
        byline: byline.clone(),
    };
    let people: Vec<String> = by
        .into_iter()
        .flat_map(Element::elements)
        .filter(|inner| inner.local.eq_ignore_ascii_case("person"))
        .filter_map(|person| line(&person.text()))
        .collect();
    let untitled = by.and_then(|by| written(by, false));
    let id = said("doc-id", "id-string").or_else(|| root.attribute("uno").and_then(line));
    Item {
        link: id.clone().filter(|id| said::is_page(id)),
        id: id.unwrap_or_default(),
        title: ["hl1", "title", "hl2", "hedline"].into_iter().find_map(text),
        published: issued,
        updated: None,
        authors: if people.is_empty() { said::authors(untitled.as_ref()) } else { people },
        summary: heads(root).find_map(|head| head.find("abstract")).and_then(markup::prose),
        content: markup::content(root).and_then(markup::prose),
        categories: categories(root),
        enclosures: media(root),
        lang: language(root),
        wire: Some(Box::new(wire)),
        ..Item::default()
    }
}

/// The parts of the body that stand before the text; the whole where none is marked.
fn heads<'e, 'a>(root: &'e Element<'a>) -> impl Iterator<Item = &'e Element<'a>> {
    let heads = || {
        let all = root.find("body").into_iter().flat_map(Element::elements);
        all.filter(|inner| inner.local.eq_ignore_ascii_case("body.head"))
    };
    heads().chain(Some(root).filter(|_| heads().next().is_none()))
}

/// A byline on one line, with or without what its writer is.
fn written(byline: &Element<'_>, titled: bool) -> Option<String> {
    let mut out = String::new();
    for node in &byline.children {
        match node {
            Node::Text(text) => out.push_str(text),
            Node::Element(inner) if !inner.local.eq_ignore_ascii_case("byttl") => out.push_str(&inner.text()),
            Node::Element(inner) if titled => {
                if out.ends_with(char::is_alphanumeric) {
                    out.push_str(", ");
                }
                out.push_str(&inner.text());
            }
            Node::Element(_) => {}
        }
    }
    line(out.trim().trim_end_matches([',', ';']))
}

/// What stands before the text and is told to editors.
fn notes(root: &Element<'_>) -> Option<String> {
    let is_note = |inner: &&Element<'_>| {
        inner.local.eq_ignore_ascii_case("note") && inner.attribute("noteclass") != Some("cpyrt")
    };
    let said = heads(root).flat_map(Element::elements).filter(is_note).filter_map(markup::prose);
    line(&said.map(|prose| prose.plain()).collect::<Vec<_>>().join(" "))
}

fn issued(root: &Element<'_>) -> Option<DateTime<Utc>> {
    let published =
        || root.find("pubdata").and_then(|data| moment::read(data.attribute("date.publication")?));
    norm(root, "date.issue")
        .or_else(published)
        .or_else(|| norm(root, "date.release"))
        .or_else(|| norm(root, "story.date"))
}

/// The moment of an element, in its attribute or its text.
fn norm(root: &Element<'_>, name: &str) -> Option<DateTime<Utc>> {
    let date = root.find(name)?;
    date.attribute("norm").and_then(moment::read).or_else(|| moment::read(&date.text()))
}

/// `<meta name="…" content="…">` of the head.
fn meta(root: &Element<'_>, names: &[&str]) -> Option<String> {
    let known = |meta: &&Element<'_>| {
        let name = meta.attribute("name").unwrap_or_default();
        meta.local.eq_ignore_ascii_case("meta") && names.iter().any(|known| known.eq_ignore_ascii_case(name))
    };
    root.find("head")?.elements().find(known).and_then(|meta| line(meta.attribute("content")?))
}

fn place(root: &Element<'_>) -> Option<String> {
    let dateline = root.find("dateline");
    let location =
        dateline.and_then(|dateline| dateline.find("location")).and_then(|place| line(&place.text()));
    // Without a mark around it the place is the text before the date.
    let bare = || {
        dateline.and_then(|dateline| {
            let date = dateline.find("story.date").map(|date| date.text().into_owned()).unwrap_or_default();
            line(dateline.text().replace(&date, "").trim().trim_end_matches([',', ';', '-']))
        })
    };
    let event = || root.find("evloc").and_then(|place| line(place.attribute("city")?));
    location.or_else(bare).or_else(event)
}

/// The code of the country that the dateline is marked with, else of the event.
fn country_of(root: &Element<'_>) -> Option<String> {
    let code = |element: &Element<'_>| line(element.attribute("iso-cc")?);
    let marked = root.find("dateline").and_then(|dateline| dateline.find("country")).and_then(code);
    marked.or_else(|| root.find("evloc").and_then(code))
}

/// What its management is about, else what it corrects.
fn earlier(root: &Element<'_>) -> Option<String> {
    let managed = || line(root.find("docdata")?.attribute("management-doc-idref")?);
    managed().or_else(|| line(root.find("correction")?.attribute("id-string")?))
}

/// `Harbours, part 2 of 3`.
fn series(root: &Element<'_>) -> Option<String> {
    let series = root.find("series")?;
    let said = |name: &str| series.attribute(name).and_then(line);
    let part = said("series.part").filter(|part| part != "0");
    let all = said("series.totalpart").filter(|all| all != "0");
    let part = part.map(|part| match all {
        Some(all) => format!("part {part} of {all}"),
        None => format!("part {part}"),
    });
    let parts: Vec<String> = said("series.name").into_iter().chain(part).collect();
    (!parts.is_empty()).then(|| parts.join(", "))
}

fn categories(root: &Element<'_>) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    let lists = ["key-list", "tobject", "identified-content"].into_iter().filter_map(|list| root.find(list));
    for inner in lists.flat_map(Element::elements) {
        let names = ["key", "tobject.subject.matter", "tobject.subject.type"];
        let name = names.iter().find_map(|name| inner.attribute(name)).or_else(|| inner.attribute("value"));
        said::keep(&mut found, name.and_then(line));
    }
    found
}

/// Pictures and the like that can be fetched.
fn media(root: &Element<'_>) -> Vec<Enclosure> {
    let Some(body) = markup::content(root) else { return Vec::new() };
    let references =
        body.elements().filter(|inner| inner.local.eq_ignore_ascii_case("media")).flat_map(Element::elements);
    references
        .filter(|inner| inner.local.eq_ignore_ascii_case("media-reference"))
        .filter_map(|reference| {
            let url = reference.attribute("source").and_then(line).filter(|url| said::is_page(url))?;
            Some(Enclosure { url, media: reference.attribute("mime-type").and_then(line) })
        })
        .collect()
}

fn language(root: &Element<'_>) -> Option<String> {
    let of = |element: &Element<'_>| element.attribute_in(Space::Xml, "lang").and_then(line);
    let inner = root.find("body").into_iter().chain(markup::content(root));
    of(root)
        .or_else(|| inner.map(of).find(Option::is_some).flatten())
        .or_else(|| meta(root, &["language", "lang"]))
        .or_else(|| root.attribute("baselang").and_then(line))
        .or_else(|| markup::content(root).and_then(|body| body.elements().find_map(of)))
}
