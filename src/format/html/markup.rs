//! What is kept of a story's HTML for the eye: a few tags, well nested and not too deep, addresses of the web only; all
//! of the text and nothing else, so that its words are those that `paragraphs` gives.

mod table;
mod tag;
mod writer;

use std::sync::Arc;

use url::Url;

use super::token::{Token, Tokens};
use super::{decode, plain};
use tag::Tag;
use writer::Writer;

/// HTML of more bytes is read as plain text only.
const LARGEST: usize = 512 * 1024;
/// An address of more bytes is no link.
const LONGEST: usize = 4096;

/// The markup of a story; none where it says no more than the text does.
///
/// Written are `p` and `br` (both without an end), `h3`, `blockquote`, `ul`, `ol`, `li`, `pre`, `table`, `tr`, `td`, `th`,
/// `em`, `strong`, `code`, `del`, `hr`, `a` with `href` and `img` with `src` and `alt`, and in text and values the
/// references `&amp;`, `&lt;`, `&gt;` and `&quot;`.
pub fn markup(html: &str, base: Option<&Url>) -> Option<Arc<str>> {
    if html.len() > LARGEST || !html.contains('<') {
        return None;
    }
    let mut tables = table::worth_drawing(html).into_iter();
    let mut writer = Writer::default();
    for token in Tokens::of(html) {
        match token {
            Token::Text(text) => writer.text(&decode(text)),
            Token::Gone => writer.space(),
            Token::Tag { name, whole } => {
                let attributes = whole[1..].trim_start_matches('/').get(name.len()..).unwrap_or_default();
                let attributes = attributes.strip_suffix('>').unwrap_or(attributes);
                let closes = whole.starts_with("</");
                match tag::named(name) {
                    Tag::Table if !closes => {
                        let shown = tables.next() == Some(true);
                        writer.open("table", "", shown);
                    }
                    Tag::Link if !closes => {
                        writer.close("a");
                        let href = address(attributes, "href", base);
                        writer.open("a", &value("href", href.as_deref()), href.is_some());
                    }
                    Tag::Image if !closes => image(attributes, base, &mut writer),
                    tag => put(tag, closes, &mut writer),
                }
            }
        }
    }
    writer.done().map(Arc::from)
}

fn put(tag: Tag, closes: bool, writer: &mut Writer) {
    match (tag, closes) {
        (Tag::Line, false) => writer.line(),
        (Tag::Rule, false) => writer.void("hr", ""),
        (Tag::Row, false) | (Tag::Cell(_), _) if !writer.is_in("table") => writer.paragraph(),
        (Tag::Row, false) => writer.open("tr", "", true),
        (Tag::Item, false) if !writer.is_in("ul") && !writer.is_in("ol") => writer.paragraph(),
        (Tag::Around(name) | Tag::Cell(name) | Tag::Inline(name), false) => writer.open(name, "", true),
        (Tag::Item, false) => writer.open("li", "", true),
        (Tag::Around(name) | Tag::Cell(name) | Tag::Inline(name), true) => writer.close(name),
        (Tag::Item, true) if writer.is_in("li") => writer.close("li"),
        (Tag::Row, true) if writer.is_in("tr") => writer.close("tr"),
        (Tag::Break, _) | (Tag::Item | Tag::Row, true) => writer.paragraph(),
        (Tag::Table, true) => writer.close("table"),
        (Tag::Link, true) => writer.close("a"),
        (Tag::Nothing | Tag::Table | Tag::Link | Tag::Image | Tag::Line | Tag::Rule, _) => {}
    }
}

/// An image with something to say or to open; what only counts who reads is neither.
fn image(attributes: &str, base: Option<&Url>, writer: &mut Writer) {
    let said =
        |name: &str| super::super::xml::attributes(attributes).find(|(n, _)| n.eq_ignore_ascii_case(name));
    let alt = said("alt").map(|(_, alt)| plain(alt)).unwrap_or_default();
    let tiny = ["width", "height"].iter().any(|side| {
        let pixels = said(side).map(|(_, pixels)| pixels.trim().trim_end_matches("px"));
        pixels.and_then(|pixels| pixels.parse::<u32>().ok()).is_some_and(|pixels| pixels <= 2)
    });
    let src = address(attributes, "src", base);
    if tiny || (src.is_none() && alt.is_empty()) {
        return;
    }
    writer.void("img", &format!("{}{}", value("src", src.as_deref()), value("alt", Some(&alt))));
}

/// An address of the web in an attribute.
fn address(attributes: &str, name: &str, base: Option<&Url>) -> Option<String> {
    use super::super::feed::link;
    let (_, address) =
        super::super::xml::attributes(attributes).find(|(n, _)| n.eq_ignore_ascii_case(name))?;
    let address = link::resolve(base, &decode(address))?;
    (address.len() <= LONGEST && link::is_page(&address)).then_some(address)
}

/// ` name="value"`.
fn value(name: &str, value: Option<&str>) -> String {
    let mut out = String::new();
    if let Some(value) = value {
        out.push(' ');
        out.push_str(name);
        out.push_str("=\"");
        writer::escape(value, &mut out);
        out.push('"');
    }
    out
}

#[cfg(test)]
mod tests {
    use super::markup;
    use url::Url;

    fn kept(html: &str) -> String {
        let base = Url::parse("https://holm.example/a/b").unwrap();
        markup(html, Some(&base)).map_or_else(|| "-".to_owned(), |markup| markup.to_string())
    }

    #[test]
    fn what_the_eye_needs_is_kept_and_nothing_else() {
        for (html, expected) in [
            ("Rain.", "-"),
            ("<p>Rain.</p><div>Snow.<br></div>", "-"),
            ("<p>Rain <b>fell</b>.</p>", "Rain <strong>fell</strong>."),
            ("<p>One</p><p><i>Two</i><p>Three", "One<p><em>Two</em><p>Three"),
            ("<h1>Rain</h1>Text", "<h3>Rain</h3><p>Text"),
            ("<ul><li><p>One</p></li><li>Two</ul>", "<ul><li>One</li><li>Two</li></ul>"),
            ("<li>alone</li><em>x</em>", "alone<p><em>x</em>"),
            ("<a href=/x?a=1&amp;b=2>x</a>", "<a href=\"https://holm.example/x?a=1&amp;b=2\">x</a>"),
            (
                "<a href=one>x<a href='two'>y",
                "<a href=\"https://holm.example/a/one\">x</a><a href=\"https://holm.example/a/two\">y</a>",
            ),
            ("a<br>b<br><br>c<em>d</em>", "a<br>b<p>c<em>d</em>"),
            ("<pre>a\n  b</pre>", "<pre>a\n  b</pre>"),
            ("1 &lt; 2 &amp; <code>&quot;x&quot;</code>", "1 &lt; 2 &amp; <code>&quot;x&quot;</code>"),
            (
                "<img src=/p.png alt='A &quot;boat&quot;'>",
                "<img src=\"https://holm.example/p.png\" alt=\"A &quot;boat&quot;\">",
            ),
        ] {
            assert_eq!(kept(html), expected, "{html}");
        }
    }

    #[test]
    fn what_could_do_harm_is_gone() {
        for (html, expected) in [
            (
                "<script>alert(1)</script><style>p{}</style><b onclick=x() style='y'>a</b>",
                "<strong>a</strong>",
            ),
            ("<a href='javascript:x()'>a</a> <b>c</b>", "a <strong>c</strong>"),
            ("<a href=' java\nscript:x()'>a</a> <b>c</b>", "a <strong>c</strong>"),
            (
                "<a href='file:///etc/passwd'>a</a><a href=data:text/html,x>b</a><b>c</b>",
                "ab<strong>c</strong>",
            ),
            (
                "<img src=http://t.example/p.gif width=1 height=1><img src='data:x'><b>c</b>",
                "<strong>c</strong>",
            ),
            ("<b>\u{1b}]0;x\u{7}a\0</b>", "<strong>]0;xa</strong>"),
            ("</b></ul></table><b>a", "<strong>a</strong>"),
            ("<b><ul><li>a</b>b</ul>c", "<strong><ul><li>ab</li></ul><p>c</strong>"),
            (
                "<a href=\"http://h.example/&quot;><script>\">x</a>",
                "<a href=\"http://h.example/&quot;&gt;&lt;script&gt;\">x</a>",
            ),
        ] {
            assert_eq!(kept(html), expected, "{html}");
        }
    }

    #[test]
    fn only_tables_that_hold_data_are_tables() {
        let table = "<table><tr><th>Port<th>Ships<tr><td>Holm<td>7</table>";
        let drawn = "<table><tr><th>Port</th><th>Ships</th></tr><tr><td>Holm</td><td>7</td></tr></table>";
        assert_eq!(kept(table), drawn);
        let layout = format!("<table><tr><td><b>News</b></td></tr><tr><td>{table}</td></tr></table>");
        assert_eq!(kept(&layout), format!("<strong>News</strong>{drawn}"));
        assert_eq!(kept("<table><tr><td>One<tr><td>Two</table><b>c</b>"), "One<p>Two<p><strong>c</strong>");
    }

    #[test]
    fn no_nesting_is_too_deep() {
        for tag in ["div", "blockquote", "b", "ul", "ul><li", "a href=/", "table><tr><td", "em><p"] {
            let close = format!("</{}>", tag.split([' ', '>']).next().unwrap_or_default());
            let html = format!("{}<b>x</b>{}", format!("<{tag}>").repeat(50_000), close.repeat(50_000));
            if let Some(markup) = markup(&html, None) {
                assert!(markup.matches('<').count() < 600, "{tag}: {}", markup.len());
                assert!(markup.contains('x'), "{tag}");
            }
        }
        let unbalanced = format!("<b>{}{}", "<i>".repeat(60_000), "</b>".repeat(60_000));
        assert!(markup(&unbalanced, None).is_none());
        assert!(markup(&"<b>x</b>".repeat(70_000), None).is_none());
    }
}
