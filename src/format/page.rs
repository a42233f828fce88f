//! A saved web page (HTML): its title, its day and the text of its article, one story a file.

use std::io::Read;

use super::wire::moment;
use super::xml::{Element, Event, Space, Walk};
use super::{Flow, Give, Input, NotUnderstood, Sniff, charset, html};
use crate::article::RawCopy;

/// A page is read whole, so there is an end to how large it may be, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;
/// How far an encoding is looked for, in bytes.
const DECLARED_WITHIN: usize = 4096;

/// Parts that are no article, wherever they stand.
const AROUND: &[&str] = &["nav", "aside", "footer", "form", "button", "svg", "iframe", "select", "head"];

/// What is no text at all.
const HIDDEN: &[&str] = &["script", "style", "noscript", "template"];

pub fn detect(sniff: &Sniff<'_>) -> bool {
    let head = sniff.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sniff.head).trim_ascii_start();
    let begins = |what: &[u8]| head.len() > what.len() && head[..what.len()].eq_ignore_ascii_case(what);
    begins(b"<!doctype html") || begins(b"<html")
}

pub fn read(input: Input, give: &mut Give<'_>) -> Flow {
    let name = input.name.clone();
    let not = |why: String| Err(NotUnderstood { place: name, why });
    let mut bytes = Vec::new();
    if let Err(error) = input.reader().take(LARGEST as u64 + 1).read_to_end(&mut bytes) {
        return give(not(error.to_string()));
    }
    if bytes.len() > LARGEST {
        return give(not(format!("is larger than {} MB", LARGEST >> 20)));
    }
    let story = story(&page_text(&bytes, None));
    if story.text.is_empty() { give(not("holds no text".to_owned())) } else { give(Ok(story)) }
}

/// A page as text, in the encoding that its server or else itself names.
pub fn page_text(bytes: &[u8], said: Option<&str>) -> String {
    let declared = declared(bytes);
    charset::document(bytes, said.or(declared.as_deref())).text.into_owned()
}

/// The encoding that `<meta charset=…>` names, in whichever form.
fn declared(bytes: &[u8]) -> Option<String> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARED_WITHIN)]).to_ascii_lowercase();
    let behind = head.split_once("charset")?.1.trim_start().strip_prefix('=')?;
    let label = behind.trim_start_matches([' ', '"', '\'']);
    Some(label.chars().take_while(|c| c.is_ascii_alphanumeric() || "-_".contains(*c)).collect())
}

fn story(page: &str) -> RawCopy {
    let mut said = Said::default();
    let mut walk = Walk::new(page);
    while let Some(event) = walk.next() {
        if let Event::Start(element) = event {
            if element.local.eq_ignore_ascii_case("title") && said.title.is_none() {
                let title = walk.element(element);
                said.title = line(&title.text());
            } else {
                said.hear(&element);
            }
        }
    }
    let page = &without(page, HIDDEN);
    let article = ["article", "main", "body"].iter().find_map(|name| longest(page, name)).unwrap_or(page);
    let article = without(article, AROUND);
    let text = html::paragraphs(&article);
    let base = said.address.as_deref().and_then(|address| url::Url::parse(address).ok());
    let moment = said.date.as_deref().and_then(moment::read);
    RawCopy {
        id: None,
        text,
        title: said.headline.or(said.title),
        date: moment.map(|moment| moment.date_naive()),
        published: moment.filter(|_| said.date.is_some_and(|date| date.contains(':'))),
        lang: said.lang,
        source: said.site,
        url: said.address,
        desk: None,
        markup: html::markup(&article, base.as_ref()),
    }
}

/// What the head and the tags of a page say of it.
#[derive(Default)]
struct Said {
    title: Option<String>,
    headline: Option<String>,
    date: Option<String>,
    lang: Option<String>,
    site: Option<String>,
    address: Option<String>,
}

impl Said {
    fn hear(&mut self, element: &Element<'_>) {
        let said = |name: &str| element.attribute(name).and_then(line);
        match element.local.to_ascii_lowercase().as_str() {
            "html" => self.lang = said("lang").or_else(|| line(element.attribute_in(Space::Xml, "lang")?)),
            "time" => self.date = self.date.take().or_else(|| said("datetime")),
            "link" if said("rel").is_some_and(|rel| rel.eq_ignore_ascii_case("canonical")) => {
                self.address =
                    said("href").filter(|address| address.starts_with("http")).or(self.address.take());
            }
            "meta" => {
                let name = said("property")
                    .or_else(|| said("name"))
                    .or_else(|| said("itemprop"))
                    .unwrap_or_default();
                let place = match name.to_ascii_lowercase().as_str() {
                    "og:title" => &mut self.headline,
                    "og:site_name" => &mut self.site,
                    "article:published_time" | "datepublished" | "date" | "dc.date" | "dcterms.created" => {
                        &mut self.date
                    }
                    _ => return,
                };
                *place = said("content").or(place.take());
            }
            _ => {}
        }
    }
}

fn line(text: &str) -> Option<String> {
    Some(html::collapsed(text)).filter(|line| !line.is_empty())
}

/// What the element of this name that holds most holds.
fn longest<'p>(page: &'p str, name: &str) -> Option<&'p str> {
    let mut found: Option<&str> = None;
    let mut rest = page;
    while let Some((_, inside)) = opening(rest, name) {
        let (end, behind) =
            ending(&rest[inside..], name).unwrap_or((rest.len() - inside, rest.len() - inside));
        let held = &rest[inside..inside + end];
        if held.len() > found.map_or(0, str::len) {
            found = Some(held);
        }
        rest = &rest[inside + behind..];
    }
    found.filter(|held| !html::plain(held).is_empty())
}

/// The markup without these elements and what they hold; one that is not closed loses only its tag.
fn without(markup: &str, names: &[&str]) -> String {
    let mut out = markup.to_owned();
    for name in names {
        let (mut kept, mut rest, mut in_vain) = (String::new(), out.as_str(), 0);
        while let Some((start, inside)) = opening(rest, name) {
            kept.push_str(&rest[..start]);
            kept.push(' ');
            let end = if in_vain < MOST_UNCLOSED { ending(&rest[inside..], name) } else { None };
            in_vain += usize::from(end.is_none());
            rest = &rest[end.map_or(inside, |(_, behind)| inside + behind)..];
        }
        kept.push_str(rest);
        out = kept;
    }
    out
}

/// Tags without an end that an end is looked for of: each time means reading to the end of the page.
const MOST_UNCLOSED: usize = 32;

/// Where the first tag `<name …>` begins and where it ends.
fn opening(text: &str, name: &str) -> Option<(usize, usize)> {
    let (start, _) = text.match_indices('<').find(|(at, _)| is_tag(&text[at + 1..], name))?;
    Some((start, start + text[start..].find('>')? + 1))
}

/// Where the element ends that begins before `text`, its like in it passed over: where its end tag begins and ends.
fn ending(text: &str, name: &str) -> Option<(usize, usize)> {
    let mut depth = 0_usize;
    for (at, _) in text.match_indices('<') {
        let tag = &text[at + 1..];
        match tag.strip_prefix('/').map(|closing| is_tag(closing, name)) {
            Some(true) if depth == 0 => {
                return Some((at, at + 1 + tag.find('>').map_or(tag.len(), |end| end + 1)));
            }
            Some(true) => depth -= 1,
            None if is_tag(tag, name) => depth += 1,
            _ => {}
        }
    }
    None
}

fn is_tag(tag: &str, name: &str) -> bool {
    let named = tag.get(..name.len()).is_some_and(|start| start.eq_ignore_ascii_case(name));
    named && tag[name.len()..].starts_with(|c: char| c.is_whitespace() || matches!(c, '>' | '/'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::named;

    fn read_all(bytes: Vec<u8>) -> Result<RawCopy, String> {
        let input =
            Input::new("a.html".to_owned(), String::new(), Box::new(std::io::Cursor::new(bytes))).unwrap();
        let mut all = Vec::new();
        let flow = input.read(named("html"), &mut |story| {
            all.push(story.map_err(|not| not.to_string()));
            Flow::Continue(())
        });
        assert_eq!((flow, all.len()), (Flow::Continue(()), 1));
        all.remove(0)
    }

    const PAGE: &str = "<!DOCTYPE html>\n<html lang=sv><head><meta charset=\"iso-8859-1\"><title>Rain | Meridian</title>\
        <meta property=\"og:title\" content=\"Rain in H\u{f6}by &amp; Holm\"><meta property=og:site_name content=Meridian>\
        <meta property=\"article:published_time\" content=\"2024-03-05T09:15:00+01:00\"><link rel=canonical href=\"https://meridian.example/rain\">\
        <style>p { color: red }</style></head><body><nav><ul><li>Home<li>News</ul></nav><article>Short.</article>\
        <article class=x><h1>Rain</h1><p>It rained in H\u{f6}by.<br>All day.</p><aside>Ad <aside>in ad</aside></aside><p>It stopped.</p>\
        <script>if (a < b) { x('</article>') }</script></article><footer>&copy; Meridian</footer></body></html>";

    #[test]
    fn a_page_is_its_article() {
        let latin: Vec<u8> = PAGE.chars().map(|c| c as u8).collect();
        assert!(detect(&Sniff { extension: "", head: &latin }));
        let story = read_all(latin).unwrap();
        assert!(story.text.contains("It rained in H\u{f6}by.\nAll day.\n\nIt stopped."), "{:?}", story.text);
        assert!(!story.text.contains("Ad") && !story.text.contains("Home") && !story.text.contains("Short"));
        assert_eq!(story.title.as_deref(), Some("Rain in H\u{f6}by & Holm"));
        assert_eq!(story.published.unwrap().to_rfc3339(), "2024-03-05T08:15:00+00:00");
        assert_eq!((story.lang.as_deref(), story.source.as_deref()), (Some("sv"), Some("Meridian")));
        assert_eq!(story.url.as_deref(), Some("https://meridian.example/rain"));
    }

    #[test]
    fn a_page_without_marks_is_its_body_and_one_without_text_is_told() {
        let bare = read_all(b"<html><title>Rain</title><p>It rained.<p>All day.".to_vec()).unwrap();
        assert_eq!(
            (bare.title.as_deref(), bare.text.contains("It rained.\n\nAll day.")),
            (Some("Rain"), true)
        );
        assert_eq!(
            read_all(b"<html><script>x</script></html>".to_vec()),
            Err("a.html: holds no text".to_owned())
        );
    }

    #[test]
    fn a_page_cut_off_anywhere_stops_nothing() {
        for end in (0..PAGE.len()).filter(|end| PAGE.is_char_boundary(*end)) {
            let _ = read_all(PAGE.as_bytes()[..end].to_vec());
        }
        let deep = format!("<html>{}", "<article><aside>".repeat(20_000));
        assert!(read_all(deep.into_bytes()).is_err());
    }
}
