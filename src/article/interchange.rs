//! The interchange form of PARSE.md. (Stand-in: the real one replaces this file whole.)

use serde_json::{Value, json};

use super::{Article, RawCopy, Span};

/// One line of JSON Lines; `Err` says why it is none.
pub fn read_line(line: &str) -> Result<RawCopy, String> {
    let value: Value = serde_json::from_str(line).map_err(|error| format!("not JSON: {error}"))?;
    let text = |key: &str| value.get(key).and_then(Value::as_str).map(str::to_owned);
    Ok(RawCopy {
        id: text("id"),
        text: text("text").ok_or("no `text`")?,
        title: text("title"),
        date: text("date").and_then(|d| d.parse().ok()),
        published: text("published").and_then(|p| p.parse().ok()),
        lang: text("lang"),
        source: text("source"),
        url: text("url"),
    })
}

/// PARSE.md's output object.
pub fn to_json(article: &Article) -> Value {
    let text = &article.copy.text;
    let at = |byte: usize| text[..byte].chars().count();
    let range = |span: &Span| json!({"start": at(span.start()), "end": at(span.end())});
    json!({
        "id": article.copy.id,
        "headline": {"text": article.headline.text, "derived": article.headline.derived},
        "date": article.date,
        "lang": article.lang,
        "byline": null,
        "dateline": null,
        "countries": [],
        "paragraphs": article.paragraphs.iter().map(range).collect::<Vec<_>>(),
        "quotes": [],
        "notes": [],
    })
}

/// The output line for line `number` of an input, and whether it could be parsed. (Stand-in.)
pub fn answer(line: &str, number: usize) -> (String, bool) {
    match read_line(line) {
        Ok(copy) => (write(&super::parse(copy)), true),
        Err(why) => {
            let id = serde_json::from_str::<Value>(line).ok().and_then(|value| value.get("id").cloned());
            (json!({"id": id, "error": format!("line {number}: {why}")}).to_string(), false)
        }
    }
}

/// The output object as one line. (Stand-in.)
pub fn write(article: &Article) -> String {
    to_json(article).to_string()
}

/// Input and output keys in one line. (Stand-in.)
pub fn write_exported(article: &Article) -> String {
    let mut value = to_json(article);
    value["text"] = article.copy.text.clone().into();
    value["title"] = article.copy.title.clone().into();
    value["url"] = article.copy.url.clone().into();
    value["source"] = article.copy.source.clone().into();
    value.to_string()
}
