//! JSON Feed, 1.0 and 1.1; what has the wrong type is left out, not fatal.

use serde_json::{Map, Value};

use super::{Enclosure, Feed, Item, MOST_ITEMS, NotAFeed, Prose, date, link, person};

type Object = Map<String, Value>;

pub fn read(text: &str) -> Result<Feed, NotAFeed> {
    let mut notes = Vec::new();
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    let value = match values.next() {
        Some(Ok(value)) => value,
        Some(Err(error)) => return Err(NotAFeed::BadJson(error.to_string())),
        None => return Err(NotAFeed::Empty),
    };
    if values.next().is_some() {
        notes.push("there is something behind its end".to_owned());
    }
    let Value::Object(feed) = value else { return Err(NotAFeed::OtherJson) };
    let version = text_of(&feed, "version").is_some_and(|version| version.contains("jsonfeed.org"));
    let items = match feed.get("items") {
        Some(Value::Array(items)) => items.as_slice(),
        _ if version => &[],
        _ => return Err(NotAFeed::OtherJson),
    };
    let lang = text_of(&feed, "language");
    let objects = items.iter().filter_map(Value::as_object);
    if items.len() > MOST_ITEMS {
        notes.push(format!("{} items more than the {MOST_ITEMS} that are read", items.len() - MOST_ITEMS));
    }
    Ok(Feed {
        title: text_of(&feed, "title")
            .map(|title| Prose::Plain(title).plain())
            .filter(|title| !title.is_empty()),
        link: address(&feed, "home_page_url"),
        lang,
        items: objects.take(MOST_ITEMS).map(item).collect(),
        notes,
        ..Feed::default()
    })
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
