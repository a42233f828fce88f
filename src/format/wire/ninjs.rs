//! ninjs, the news industry's JSON, versions 1 to 3: names in any case, one story a file or several.

use serde_json::{Map, Value};

use super::said::{self, line};
use super::{Probe, moment};
use crate::format::feed::{Enclosure, Feed, Item, Prose, Wire};
use crate::format::{charset, json::Json};

pub const NAME: &str = "ninjs";

/// How deep a story may lie in what wraps it.
const DEEPEST_WRAP: usize = 4;
/// Names under which services wrap their stories.
const WRAPS: &[&str] = &["items", "_items", "newsitems", "results", "data", "item"];
/// Names that tell a story of this format from other JSON.
const TELLING: &[&str] = &[
    "versioncreated",
    "contentcreated",
    "firstcreated",
    "headline",
    "headlines",
    "bodies",
    "pubstatus",
    "slugline",
    "urgency",
    "associations",
    "renditions",
    "copyrightnotice",
    "copyrightholder",
    "descriptions",
    "altids",
    "advices",
    "trustindicators",
    "located",
    "byline",
    "usageterms",
    "ednote",
    "embargoed",
    "eventdetails",
    "plannedcoverage",
    "newscoverages",
    "rightsinfo",
];
/// Names that tell it only where a story has an address too.
const GENERIC: &[&str] = &["title", "type", "by", "profile"];

/// It is JSON that does not say it is a feed; [`read`] sees whether it holds stories.
pub fn looks(probe: &Probe<'_>) -> bool {
    let text = charset::document(probe.head, None).text;
    text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '['])
        && !text.contains("jsonfeed.org/version")
}

pub fn read(bytes: &[u8]) -> Option<Feed> {
    let decoded = charset::document(bytes, None);
    let text = decoded.text.trim_start_matches('\u{feff}');
    let mut json = Json::new(text);
    let value = json.value();
    let notes = decoded.note.into_iter().chain(json.note()).collect();
    super::feed(stories(&value, 0).into_iter().map(item).collect(), notes)
}

/// Every story, outside of associations.
fn stories(value: &Value, depth: usize) -> Vec<&Map<String, Value>> {
    match value {
        Value::Object(object) if is_story(object) => vec![object],
        Value::Object(object) if depth < DEEPEST_WRAP => WRAPS
            .iter()
            .filter_map(|name| get(object, &[name]))
            .map(|inner| stories(inner, depth + 1))
            .find(|found| !found.is_empty())
            .unwrap_or_default(),
        Value::Array(all) if depth < DEEPEST_WRAP => {
            all.iter().flat_map(|inner| stories(inner, depth + 1)).collect()
        }
        _ => Vec::new(),
    }
}

fn is_story(object: &Map<String, Value>) -> bool {
    let standard =
        get(object, &["standard"]).and_then(Value::as_object).and_then(|standard| get(standard, &["name"]));
    if standard.and_then(Value::as_str).is_some_and(|name| name.eq_ignore_ascii_case(NAME)) {
        return true;
    }
    let kinds =
        |key: &&String| ["headline", "body", "description"].iter().any(|name| behind(key, name).is_some());
    let has = |names: &[&str]| names.iter().filter(|name| get(object, &[name]).is_some()).count();
    let telling = has(TELLING) + object.keys().filter(kinds).count();
    let wraps = get(object, &["items", "_items", "feed_url", "home_page_url"]).is_some();
    let named = get(object, &["uri", "guid"]).is_some_and(Value::is_string);
    !wraps && (telling > 2 || named && telling + has(GENERIC) > 0)
}

fn item(object: &Map<String, Value>) -> Item {
    let text = |names: &[&str]| get(object, names).and_then(say);
    let id = text(&["uri", "guid"]).unwrap_or_default();
    let moment = |names: &[&str]| text(names).and_then(|text| moment::read(&text));
    let byline = text(&["byline", "by"]).and_then(|by| line(&by));
    let kinds = || {
        object.iter().filter(|(key, _)| behind(key, "headline").is_some()).find_map(|(_, value)| say(value))
    };
    let title = ["headline", "headline_main", "headlines", "title", "titles", "name"]
        .iter()
        .find_map(|name| main_text(get(object, &[name])?))
        .or_else(kinds);
    let wire = Wire {
        format: NAME,
        slugline: text(&["slugline"]).and_then(|slug| line(&slug)),
        advice: text(&["ednote"]).and_then(|note| said::heading(&note)),
        urgency: text(&["urgency"]).and_then(|urgency| said::urgency(&urgency)),
        copyright_holder: rights(object).and_then(|holder| line(&holder)),
        place: get(object, &["located"]).and_then(place).or_else(|| {
            get(object, &["dateline"])?
                .as_object()
                .and_then(|dateline| get(dateline, &["located"]))
                .and_then(place)
        }),
        place_code: country_of(object),
        byline: byline.clone(),
        version: text(&["version"]).and_then(|version| line(&version)),
        status: said::status(&text(&["pubstatus"]).unwrap_or_default()),
        embargoed_until: moment(&["embargoed", "embargo"]),
        earlier: text(&["replaces", "supersedes"]).and_then(|id| line(&id)).filter(|earlier| *earlier != id),
        ..Wire::default()
    };
    Item {
        link: Some(&id).filter(|id| said::is_page(id)).cloned(),
        id,
        title: title.and_then(|title| said::heading(&title)),
        published: moment(&["firstcreated"]),
        updated: moment(&["versioncreated"]),
        authors: said::authors(byline.as_ref()),
        summary: text_of(object, "description", "descriptions"),
        content: text_of(object, "body", "bodies"),
        categories: names(get(object, &["subject", "subjects"])),
        enclosures: enclosures(get(object, &["renditions"])),
        lang: text(&["language"]).and_then(|lang| line(&lang)),
        wire: Some(Box::new(wire)),
        ..Item::default()
    }
}

/// The value under the first of these names that is there, whatever the case they are written in.
fn get<'v>(object: &'v Map<String, Value>, names: &[&str]) -> Option<&'v Value> {
    let known = |name: &&str| {
        object
            .get(*name)
            .or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, value)| value))
    };
    names.iter().filter_map(known).find(|value| !value.is_null())
}

/// What a value says as text, whichever type it has.
fn say(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Array(all) => return all.iter().filter(|inner| !inner.is_array()).find_map(say),
        Value::Object(object) => {
            let inner = get(object, &["value", "name", "literal", "text", "code"])?;
            return inner.as_str().and_then(|_| say(inner));
        }
        Value::Bool(_) | Value::Null => return None,
    };
    (!text.is_empty()).then_some(text)
}

/// Of several headlines the main one.
fn main_text(value: &Value) -> Option<String> {
    let main = value.as_array().and_then(|all| {
        all.iter().find(|one| {
            let role = one.as_object().and_then(|one| get(one, &["role"])).and_then(Value::as_str);
            role.is_some_and(|role| role.eq_ignore_ascii_case("main"))
        })
    });
    main.and_then(say).or_else(|| say(value))
}

/// The body (or the description): the version with markup, unless there is more in the one without; of several of a
/// kind the longest.
fn text_of(object: &Map<String, Value>, one: &str, several: &str) -> Option<Prose> {
    let (mut plain, mut html) = (String::new(), String::new());
    let mut keep = |kind: &str, text: &Value| {
        let place = if kind.to_ascii_lowercase().contains("html") { &mut html } else { &mut plain };
        if let Some(text) = say(text).filter(|text| text.len() > place.len()) {
            *place = text;
        }
    };
    for (key, value) in object {
        if let Some(kind) = behind(key, one) {
            keep(kind, value);
        }
    }
    for body in list(get(object, &[several])) {
        let said =
            |name| body.as_object().and_then(|body| get(body, &[name])).and_then(say).unwrap_or_default();
        keep(&[said("contenttype"), said("role")].concat(), body);
    }
    match (plain.is_empty(), html.is_empty()) {
        (true, true) => None,
        (false, true) => Some(Prose::guess(&plain)),
        (false, false) if plain.len() > html.len() => Some(Prose::Plain(plain)),
        (_, false) => Some(Prose::Html(html)),
    }
}

/// The kind in `headline_kind`, where a key is written so.
fn behind<'k>(key: &'k str, name: &str) -> Option<&'k str> {
    let (start, kind) = key.split_at_checked(name.len())?;
    if start.eq_ignore_ascii_case(name) {
        kind.strip_prefix('_').filter(|kind| !kind.is_empty())
    } else {
        None
    }
}

/// A list, or what stands in place of one.
fn list(value: Option<&Value>) -> &[Value] {
    value.map_or(&[][..], |value| value.as_array().map_or(std::slice::from_ref(value), Vec::as_slice))
}

fn rights(object: &Map<String, Value>) -> Option<String> {
    const HOLDER: &[&str] = &["copyrightholder"];
    get(object, HOLDER).and_then(say).or_else(|| match get(object, &["rightsinfo"])? {
        Value::Object(rights) => get(rights, HOLDER).and_then(say),
        Value::Array(all) => all.iter().find_map(|rights| get(rights.as_object()?, HOLDER).and_then(say)),
        _ => None,
    })
}

/// Where a story is located: a name, or an object that has one.
fn place(located: &Value) -> Option<String> {
    let city = located.as_object().and_then(|place| get(place, &["name", "city", "literal"])).and_then(say);
    city.or_else(|| say(located)).and_then(|place| line(&place))
}

/// The code of the place it is located at: of its country, where that is told.
fn country_of(object: &Map<String, Value>) -> Option<String> {
    let dateline = || get(object, &["dateline"])?.as_object();
    let located = get(object, &["located"]).or_else(|| get(dateline()?, &["located"]))?.as_object()?;
    let code = |names: &[&str]| get(located, names).and_then(Value::as_str).and_then(line);
    code(&["country_code", "countrycode", "qcode", "code"])
}

/// The names of subjects, each once.
fn names(value: Option<&Value>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in list(value).iter().filter_map(say) {
        said::keep(&mut names, line(&name));
    }
    names
}

/// Renditions, each address once: an object of them (1.x) or a list (2 and 3).
fn enclosures(value: Option<&Value>) -> Vec<Enclosure> {
    let all: Vec<&Value> = match value {
        Some(Value::Object(object)) => object.values().collect(),
        Some(Value::Array(all)) => all.iter().collect(),
        _ => Vec::new(),
    };
    let mut enclosures: Vec<Enclosure> = Vec::new();
    for rendition in all.into_iter().filter_map(Value::as_object).take(said::MOST_NAMES) {
        let url = get(rendition, &["href"]).and_then(Value::as_str).and_then(line);
        let media = get(rendition, &["mimetype", "contenttype"]).and_then(Value::as_str).and_then(line);
        if let Some(url) = url.filter(|url| !enclosures.iter().any(|known| known.url == *url)) {
            enclosures.push(Enclosure { url, media });
        }
    }
    enclosures
}
