//! What each tag of HTML means for the eye.

/// A tag by what is done about it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Tag {
    /// Parts paragraphs.
    Break,
    Line,
    Rule,
    /// Stands around paragraphs.
    Around(&'static str),
    Inline(&'static str),
    Item,
    Table,
    Row,
    Cell(&'static str),
    Link,
    Image,
    Nothing,
}

pub fn named(name: &str) -> Tag {
    let lower = name.to_ascii_lowercase();
    match lower.as_str() {
        "br" => Tag::Line,
        "hr" => Tag::Rule,
        "blockquote" => Tag::Around("blockquote"),
        "pre" => Tag::Around("pre"),
        "ul" | "dir" | "menu" => Tag::Around("ul"),
        "ol" => Tag::Around("ol"),
        "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => Tag::Around("h3"),
        "b" | "strong" | "mark" => Tag::Inline("strong"),
        "em" | "i" | "cite" | "var" | "dfn" => Tag::Inline("em"),
        "code" | "kbd" | "samp" | "tt" => Tag::Inline("code"),
        "del" | "s" | "strike" => Tag::Inline("del"),
        "li" => Tag::Item,
        "table" => Tag::Table,
        "tr" => Tag::Row,
        "td" => Tag::Cell("td"),
        "th" => Tag::Cell("th"),
        "a" => Tag::Link,
        "img" => Tag::Image,
        "thead" | "tbody" | "tfoot" => Tag::Nothing,
        other if super::super::is_block(other) => Tag::Break,
        _ => Tag::Nothing,
    }
}
