//! The text of a story kept as elements (NITF, XHTML) as a fragment of HTML.

use crate::format::feed::Prose;
use crate::format::xml::{Element, Event, Node, Walk};

/// Elements that HTML has too. What is in none of these lists gives only its text.
const SAME: &[&str] = &[
    "p",
    "br",
    "hr",
    "pre",
    "table",
    "caption",
    "thead",
    "tbody",
    "tfoot",
    "tr",
    "td",
    "th",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "div",
    "section",
    "article",
    "blockquote",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "em",
    "strong",
    "b",
    "i",
    "figure",
    "figcaption",
    "script",
    "style",
];
/// Elements of NITF that stand on lines of their own, and what is most like them.
const LIKE: &[(&str, &str)] = &[
    ("hl1", "h2"),
    ("hl2", "h3"),
    ("bq", "blockquote"),
    ("block", "div"),
    ("note", "div"),
    ("fn", "div"),
    ("media", "div"),
    ("media-caption", "p"),
    ("media-producer", "p"),
    ("byline", "p"),
    ("dateline", "p"),
    ("distributor", "p"),
    ("abstract", "div"),
    ("credit", "p"),
    ("copyrite", "p"),
    ("tagline", "p"),
    ("nitf-table", "div"),
];

/// What an element holds: its markup, or where it has none its text, which may be HTML that was escaped.
pub fn prose(element: &Element<'_>) -> Option<Prose> {
    if is_blank(element) {
        return None;
    }
    if !element.has_elements() {
        return Some(Prose::guess(element.text().trim()));
    }
    let mut html = String::new();
    inside(element, &mut html);
    Some(Prose::Html(html))
}

fn is_blank(element: &Element<'_>) -> bool {
    element.children.iter().all(|node| match node {
        Node::Text(text) => text.trim().is_empty(),
        Node::Element(inner) => is_blank(inner),
    })
}

/// The body of whatever document of text lies in an element: NITF's, else XHTML's, else all of it.
pub fn body(element: &Element<'_>) -> Option<Prose> {
    if let Some(body) = content(element).or_else(|| element.find("body")) {
        return prose(body);
    }
    if element.has_elements() { prose(element) } else { document(&element.text()) }
}

/// The text of NITF. What stands before it may hold notes with a text of their own, which is none of the story.
pub fn content<'e, 'a>(element: &'e Element<'a>) -> Option<&'e Element<'a>> {
    let is = |element: &Element<'_>, name: &str| element.local.eq_ignore_ascii_case(name);
    element
        .elements()
        .filter(|inner| !is(inner, "body.head"))
        .find_map(|inner| if is(inner, "body.content") { Some(inner) } else { content(inner) })
}

/// The body of a document that was put into another one as text.
fn document(text: &str) -> Option<Prose> {
    if text.contains("<body.content") {
        let mut walk = Walk::new(text);
        while let Some(event) = walk.next() {
            match event {
                Event::Start(start) if start.local.eq_ignore_ascii_case("body.content") => {
                    return prose(&walk.element(start));
                }
                _ => {}
            }
        }
    }
    let lower = text.to_ascii_lowercase();
    let body = lower.find("<body").and_then(|at| {
        let start = at + lower[at..].find('>')? + 1;
        let end = lower.rfind("</body").filter(|end| *end > start).unwrap_or(text.len());
        text.get(start..end)
    });
    let text = body.unwrap_or(text).trim();
    if text.is_empty() { None } else { Some(Prose::guess(text)) }
}

fn inside(element: &Element<'_>, out: &mut String) {
    for node in &element.children {
        match node {
            Node::Text(text) => {
                html_escape::encode_text_to_string(text, out);
            }
            Node::Element(element) => {
                let name = name(element.local);
                if let Some(name) = name {
                    out.extend(["<", name, ">"]);
                }
                inside(element, out);
                if let Some(name) = name.filter(|name| !matches!(*name, "br" | "hr")) {
                    out.extend(["</", name, ">"]);
                }
            }
        }
    }
}

fn name(local: &str) -> Option<&'static str> {
    let same = SAME.iter().find(|name| name.eq_ignore_ascii_case(local)).copied();
    same.or_else(|| LIKE.iter().find(|(name, _)| name.eq_ignore_ascii_case(local)).map(|(_, like)| *like))
}
