//! Text as a feed sends it: plain, as HTML, as elements, or in base64; and how it reads.

use base64::Engine as _;

use super::super::html;
use super::super::xml::{Element, Texts};
use super::Prose;

/// What an element without a type holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Untyped {
    Plain,
    Html,
    /// HTML where it looks like it.
    Guess,
}

impl Prose {
    /// One line: tags gone, references decoded once.
    pub fn plain(&self) -> String {
        match self {
            Prose::Plain(text) => html::collapsed(text),
            Prose::Html(text) => html::plain(text),
        }
    }

    /// Paragraphs with a blank line between.
    pub fn paragraphs(&self) -> String {
        match self {
            Prose::Plain(text) => text.trim().to_owned(),
            Prose::Html(text) => html::paragraphs(text),
        }
    }

    pub fn guess(text: &str) -> Prose {
        if html::looks_like(text) { Prose::Html(text.to_owned()) } else { Prose::Plain(text.to_owned()) }
    }
}

/// A text of whatever kind; `None` where nothing can be read in it.
pub fn of(element: &Element<'_>, untyped: Untyped) -> Option<Prose> {
    let kind = element
        .attribute("type")
        .map(|kind| kind.trim().to_ascii_lowercase())
        .filter(|kind| !kind.is_empty());
    let mode = element.attribute("mode").map(|mode| mode.trim().to_ascii_lowercase());
    let kind = kind.as_deref().map(|kind| kind.split(';').next().unwrap_or(kind).trim());
    let is_xhtml = matches!(kind, Some("xhtml" | "application/xhtml+xml")) || mode.as_deref() == Some("xml");
    let prose = if mode.as_deref() == Some("base64") {
        encoded(&element.text(), kind.or(Some("text")))?
    } else if element.has_elements() || matches!(kind, Some("xhtml" | "application/xhtml+xml")) {
        let mixed =
            !is_xhtml && (untyped != Untyped::Plain || kind.is_some_and(|kind| kind.contains("html")));
        Prose::Html(element.html(if mixed { Texts::AreHtml } else { Texts::ArePlain }))
    } else {
        let text = element.text();
        match (kind, mode.as_deref()) {
            (Some("html" | "text/html"), _) => Prose::Html(text.into_owned()),
            (Some("text" | "text/plain" | "plain"), _) if untyped == Untyped::Plain => {
                Prose::Plain(text.into_owned())
            }
            (Some(kind), None) if untyped == Untyped::Plain && is_binary(kind) => encoded(&text, Some(kind))?,
            _ => match untyped {
                Untyped::Plain => Prose::Plain(text.into_owned()),
                Untyped::Html => Prose::Html(text.into_owned()),
                Untyped::Guess => Prose::guess(&text),
            },
        }
    };
    Some(prose).filter(|prose| !prose.is_blank())
}

impl Prose {
    fn is_blank(&self) -> bool {
        let (Prose::Plain(text) | Prose::Html(text)) = self;
        text.trim().is_empty()
    }

    /// In bytes, as it was sent.
    pub fn length(&self) -> usize {
        let (Prose::Plain(text) | Prose::Html(text)) = self;
        text.len()
    }
}

/// A media type that Atom sends in base64.
fn is_binary(kind: &str) -> bool {
    kind.contains('/') && !kind.starts_with("text/") && !kind.ends_with("xml")
}

fn encoded(text: &str, kind: Option<&str>) -> Option<Prose> {
    let bare: String = text.chars().filter(|c| !c.is_whitespace() && *c != '=').collect();
    let bytes = LENIENT.decode(bare).ok()?;
    let text = String::from_utf8(bytes).ok()?;
    Some(match kind {
        Some("text" | "text/plain" | "plain") => Prose::Plain(text),
        Some("html" | "text/html" | "application/xhtml+xml" | "xhtml") => Prose::Html(text),
        // Atom 1.0 sends what it has no type for.
        _ => Prose::guess(&text),
    })
}

const LENIENT: base64::engine::GeneralPurpose = base64::engine::GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    base64::engine::GeneralPurposeConfig::new()
        .with_decode_padding_mode(base64::engine::DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// One line of text in an element, as a title is; `None` where it is empty.
pub fn line(element: &Element<'_>, untyped: Untyped) -> Option<String> {
    of(element, untyped).map(|prose| prose.plain()).filter(|line| !line.is_empty())
}
