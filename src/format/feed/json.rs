//! JSON Feed, 1.0 and 1.1; what has the wrong type is left out, not fatal.

use serde_json::{Map, Value};

use super::super::html;
use super::super::json::Json;
use super::{Enclosure, Feed, Item, MOST_ITEMS, NotAFeed, Prose, date, link, person};

type Object = Map<String, Value>;

/// Keys of the feed itself.
const MOST_KEYS: usize = 1000;

pub fn read(text: &str) -> Result<Feed, NotAFeed> {
    let mut json = Json::new(text);
    if !json.take('{') {
        return Err(NotAFeed::OtherJson);
    }
    // Item by item, so that no more than one is in memory as JSON.
    let mut feed = Feed::default();
    let mut around = Object::new();
    let mut left_out = 0;
    let mut is_feed = false;
    while let Some(key) = json.key() {
        if key == "items" && json.take('[') {
            is_feed = true;
            while json.goes_on() {
                match json.value() {
                    Value::Object(_) if feed.items.len() == MOST_ITEMS => left_out += 1,
                    Value::Object(object) => feed.items.push(item(&object)),
                    _ => {}
                }
            }
        } else {
            let value = json.value();
            if around.len() < MOST_KEYS {
                around.insert(key, value);
            }
        }
    }
    let version = text_of(&around, "version").is_some_and(|version| version.contains("jsonfeed.org"));
    if !is_feed && !version {
        return Err(NotAFeed::OtherJson);
    }
    feed.title =
        text_of(&around, "title").map(|title| html::collapsed(&title)).filter(|title| !title.is_empty());
    feed.link = address(&around, "home_page_url");
    feed.lang = text_of(&around, "language");
    if json.peek().is_some() && json.note().is_none() {
        feed.notes.push("there is something behind its end".to_owned());
    }
    feed.notes.extend(json.note());
    if left_out > 0 {
        feed.notes.push(format!("{left_out} items more than the {MOST_ITEMS} that are read"));
    }
    Ok(feed)
}

fn item(item: &Object) -> Item {
    let content = text_of(item, "content_html").map(Prose::Html);
    let content = content.or_else(|| text_of(item, "content_text").map(Prose::Plain));
    let title = text_of(item, "title").map(|title| Prose::Plain(title).plain());
    Item {
        id: text_of(item, "id").map(|id| id.trim().to_owned()).unwrap_or_default(),
        title: title.filter(|title| !title.is_empty()),
        link: address(item, "url").or_else(|| address(item, "external_url")),
        published: text_of(item, "date_published").and_then(|text| date::read(&text)),
        updated: text_of(item, "date_modified").and_then(|text| date::read(&text)),
        authors: authors(item),
        summary: text_of(item, "summary")
            .map(Prose::Plain)
            .filter(|summary| Some(summary) != content.as_ref()),
        content,
        categories: list(item, "tags")
            .filter_map(Value::as_str)
            .map(str::to_owned)
            .filter(|t| !t.trim().is_empty())
            .collect(),
        enclosures: list(item, "attachments").filter_map(Value::as_object).filter_map(enclosure).collect(),
        lang: text_of(item, "language"),
        wire: None,
        ..Item::default()
    }
}

fn enclosure(attachment: &Object) -> Option<Enclosure> {
    Some(Enclosure { url: address(attachment, "url")?, media: text_of(attachment, "mime_type") })
}

fn authors(item: &Object) -> Vec<String> {
    let mut people = Vec::new();
    let one = item.get("author").and_then(Value::as_object);
    for author in list(item, "authors").filter_map(Value::as_object).chain(one) {
        let said = ["name", "url"].iter().find_map(|key| text_of(author, key));
        if let Some(name) = said.as_deref().and_then(person::name) {
            person::add(&mut people, name);
        }
    }
    people
}

fn list<'a>(object: &'a Object, key: &str) -> impl Iterator<Item = &'a Value> {
    object.get(key).and_then(Value::as_array).into_iter().flatten()
}

fn address(object: &Object, key: &str) -> Option<String> {
    link::resolve(None, object.get(key)?.as_str()?)
}

/// A text that is not blank; a number counts as the text it is written as.
fn text_of(object: &Object, key: &str) -> Option<String> {
    let text = match object.get(key)? {
        Value::String(text) => text.clone(),
        Value::Number(number) => number.to_string(),
        _ => return None,
    };
    (!text.trim().is_empty()).then_some(text)
}
