//! The markup of a story as it is given to html2text: without the words that the head of the page shows already, links
//! numbered, and where in the text each character stands.

use std::borrow::Cow;
use std::iter::Peekable;
use std::slice::Iter;

use super::draw;
use crate::article::Span;
use crate::sanitize;

pub struct Source {
    pub html: String,
    /// Every character with ink in `html`, in order, and where in the text it stands.
    pub kept: Vec<(char, usize)>,
    /// Addresses, by their number less one.
    pub links: Vec<String>,
    /// Of each table, whether it has a head; and the most cells of a row in any.
    pub heads: Vec<bool>,
    pub columns: usize,
    /// Where in the text the markup begins: what stands before it is not in it.
    pub from: usize,
}

/// Whether a character is one of those that are found again.
pub fn has_ink(c: char) -> bool {
    !c.is_whitespace() && !sanitize::is_hidden(c)
}

enum Piece<'a> {
    Text(Cow<'a, str>),
    Tag { name: &'a str, whole: &'a str, closes: bool },
}

/// A link that is open.
struct Open<'a> {
    href: Cow<'a, str>,
    /// Length of `html` before it, and after its tag.
    start: usize,
    /// Something is seen of it.
    seen: bool,
}

impl Source {
    /// None where the words of the markup are not those of the text.
    pub fn of(markup: &str, text: &str, paragraphs: &[Span]) -> Option<Source> {
        let inked = |text: &str| text.chars().filter(|c| has_ink(*c)).count();
        let words = pieces(markup).map(|piece| match piece {
            Piece::Text(text) => inked(&text),
            Piece::Tag { .. } => 0,
        });
        let before = inked(text).checked_sub(words.sum())?;
        let mut characters = text.char_indices().filter(|(_, c)| has_ink(*c)).skip(before).peekable();
        let from = characters.peek().map_or(text.len(), |(at, _)| *at);
        let mut source = Source {
            html: String::with_capacity(markup.len()),
            kept: Vec::new(),
            links: Vec::new(),
            heads: Vec::new(),
            columns: 0,
            from,
        };
        let mut paragraphs = paragraphs.iter().peekable();
        let mut link: Option<Open<'_>> = None;
        let mut cells = 0;
        for piece in pieces(markup) {
            match piece {
                Piece::Text(text) => {
                    let seen = source.words(&text, &mut characters, &mut paragraphs)?;
                    if let Some(link) = &mut link {
                        link.seen |= seen;
                    }
                }
                Piece::Tag { name: "a", whole, closes: false } => {
                    link =
                        value(whole, "href").map(|href| Open { href, start: source.html.len(), seen: false });
                    source.html.push_str("<a href=\"\">");
                }
                Piece::Tag { name: "a", .. } => {
                    if let Some(link) = link.take() {
                        source.end_link(&link);
                    }
                }
                Piece::Tag { name: "img", whole, .. } => {
                    source.image(whole, link.is_some());
                    if let Some(link) = &mut link {
                        link.seen = true;
                    }
                }
                Piece::Tag { name: "h3", closes, .. } => {
                    source.html.push_str(if closes { "</strong></h3>" } else { "<h3><strong>" });
                }
                Piece::Tag { name, whole, closes } => {
                    if name == "tr" && !closes {
                        cells = 0;
                    }
                    source.table(name, whole, closes, &mut cells);
                }
            }
        }
        Some(source)
    }

    /// Words of the markup, which are the next ones of the text: those that stand in a paragraph are kept. Answers
    /// whether any was; none where they are not the next ones.
    fn words(
        &mut self,
        words: &str,
        characters: &mut impl Iterator<Item = (usize, char)>,
        paragraphs: &mut Peekable<Iter<'_, Span>>,
    ) -> Option<bool> {
        let before = self.kept.len();
        for c in words.chars() {
            if !has_ink(c) {
                self.put(c);
                continue;
            }
            let (at, _) = characters.next().filter(|(_, expected)| *expected == c)?;
            while paragraphs.next_if(|paragraph| paragraph.end() <= at).is_some() {}
            if paragraphs.peek().is_some_and(|paragraph| paragraph.start() <= at) {
                let c = draw::disguised(c);
                self.kept.push((c, at));
                self.put(c);
            }
        }
        Some(self.kept.len() > before)
    }

    fn put(&mut self, c: char) {
        match c {
            '&' => self.html.push_str("&amp;"),
            '<' => self.html.push_str("&lt;"),
            '>' => self.html.push_str("&gt;"),
            c => self.html.push(c),
        }
    }

    /// Any other tag; those of tables are counted.
    fn table(&mut self, name: &str, whole: &str, closes: bool, cells: &mut usize) {
        match (name, closes) {
            ("table", false) => self.heads.push(false),
            ("td" | "th", false) => {
                *cells += 1;
                self.columns = self.columns.max(*cells);
            }
            ("td" | "th", true) => self.html.push(draw::PAD),
            _ => {}
        }
        if name != "th" {
            self.html.push_str(whole);
        } else if closes {
            self.html.push_str("</strong></th>");
        } else {
            if let Some(head) = self.heads.last_mut() {
                *head = true;
            }
            self.html.push_str("<th><strong>");
        }
    }

    /// The number of an address, the same for the same one.
    fn number(&mut self, address: &str) -> usize {
        let known = self.links.iter().position(|known| known == address);
        known.unwrap_or_else(|| {
            self.links.push(address.to_owned());
            self.links.len() - 1
        })
    }

    /// A link of which nothing is seen is none.
    fn end_link(&mut self, link: &Open<'_>) {
        if !link.seen {
            self.html.truncate(link.start);
            return;
        }
        let number = self.number(&link.href);
        let at = link.start + "<a href=\"".len();
        self.html.insert_str(at, &number.to_string());
        self.html.push_str("</a>");
    }

    /// Within a link it has no number of its own.
    fn image(&mut self, whole: &str, linked: bool) {
        let alt = value(whole, "alt").unwrap_or_default();
        let src = value(whole, "src").filter(|_| !linked);
        let number = src.map_or_else(String::new, |src| self.number(&src).to_string());
        let alt = if alt.trim().is_empty() { Cow::Borrowed("image") } else { alt };
        self.html.push_str("<img src=\"");
        // Without an address html2text shows no image.
        self.html.push_str(if number.is_empty() { "-" } else { &number });
        self.html.push_str("\" alt=\"");
        for c in alt.chars() {
            if c == '"' { self.html.push_str("&quot;") } else { self.put(draw::disguised(c)) }
        }
        self.html.push_str("\">");
    }
}

fn pieces(markup: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = markup;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        let Some(tag) = rest.strip_prefix('<') else {
            let end = rest.find('<').unwrap_or(rest.len());
            let (text, behind) = rest.split_at(end);
            rest = behind;
            return Some(Piece::Text(decoded(text)));
        };
        // Values hold no `>`: it is written as a reference.
        let end = rest.find('>').map_or(rest.len(), |end| end + 1);
        let (whole, behind) = rest.split_at(end);
        rest = behind;
        let inner = tag.get(..end.saturating_sub(2)).unwrap_or_default();
        let closes = inner.starts_with('/');
        let name = inner.trim_start_matches('/');
        Some(Piece::Tag { name: name.split(' ').next().unwrap_or_default(), whole, closes })
    })
}

fn value<'m>(whole: &'m str, name: &str) -> Option<Cow<'m, str>> {
    let (_, behind) = whole.split_once(&format!(" {name}=\""))?;
    Some(decoded(behind.split_once('"')?.0))
}

/// The references that `format::html::markup` writes.
fn decoded(text: &str) -> Cow<'_, str> {
    if !text.contains('&') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"))
}
