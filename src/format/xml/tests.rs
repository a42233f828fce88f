//! What a walk makes of whole and of damaged documents.

use super::{Event, Rule, Space, Walk};

/// `<a>` for a start, `</>` for an end, texts as they are.
fn walked(text: &str) -> (String, Option<String>) {
    let mut walk = Walk::new(text).by(Rule { items: &["item"], holders: &["a"], leaves: &["t", "link"] });
    let mut out = String::new();
    for event in walk.by_ref() {
        match event {
            Event::Start(element) => out.extend(["<", element.local, ">"]),
            Event::End => out.push_str("</>"),
            Event::Text(text) => out.push_str(&text),
        }
    }
    (out, walk.note())
}

#[test]
fn damage_is_read_around_and_named() {
    for (text, expected, note) in [
        ("<a>1<b/>2</a>", "<a>1<b></>2</>", None),
        ("<?xml version='1.0'?><!-- c --><a x='1'>&lt;&amp;&eacute;&#150;</a>", "<a><&é–</>", None),
        ("<a><![CDATA[<b>&amp;]]></a>", "<a><b>&amp;</>", None),
        ("<a><b>x</a>", "<a><b>x</></>", Some("line 1: </a> where <b> is not closed")),
        ("<a>x</b></a>", "<a>x</>", Some("line 1: </b> ends nothing")),
        ("<A>x</a>", "<A>x</>", None),
        ("<a>\n<b>x", "<a>\n<b>x</></>", Some("line 2: it breaks off: <b> is not closed")),
        ("<a>1 < 2 & 3</a>", "<a>1 < 2 & 3</>", Some("line 1: a `<` that begins no tag")),
        ("<a>1 <2> 3</a>", "<a>1 <2> 3</>", Some("line 1: a `<` that begins no tag")),
        ("<a>R&D; &who;</a>", "<a>R&D; &who;</>", Some("line 1: nobody says what &D; is")),
        ("<a><b x='1' <c>y</c></b></a>", "<a><b><c>y</></></>", Some("line 1: a tag without an end")),
        ("<a><b x=\"1>y</b></a>", "<a><b>y</></>", Some("line 1: a tag without an end")),
        ("<a><b><![CDATA[y</b><c>z</c></a>", "<a><b>y</><c>z</></>", Some("line 1: CDATA without an end")),
        ("<a><!-- y<b>z</b></a>", "<a>z</>", Some("line 1: a comment or declaration without an end")),
        ("junk<a>x</a>", "<a>x</>", Some("line 1: text outside of all elements")),
        ("<", "", Some("line 1: a `<` that begins no tag")),
        ("x<![CDATA[", "", Some("line 1: text outside of all elements")),
        ("<a>x</a><b>y</b>", "<a>x</><b>y</>", None),
        (
            "<a><item><t>1</t><item><t>2</t></item></a>",
            "<a><item><t>1</></><item><t>2</></></>",
            Some("line 1: <item> begins where <item> is not closed"),
        ),
        (
            "<a><b><c><item>1</item></a>",
            "<a><b><c></></><item>1</></>",
            Some("line 1: <item> begins where <c> is not closed"),
        ),
        (
            "<a><t>1<link>2</link></a>",
            "<a><t>1</><link>2</></>",
            Some("line 1: <link> begins where <t> is not closed"),
        ),
        ("<a>x<br>y<i>z</i></a>", "<a>x<br>y</><i>z</></>", Some("line 1: a tag that is not closed")),
    ] {
        let (got, why) = walked(text);
        assert_eq!((got.as_str(), why.as_deref()), (expected, note), "{text}");
    }
}

#[test]
fn entities_of_a_doctype_are_written_out_within_bounds() {
    let doctype = "<!DOCTYPE a [<!ENTITY one 'eins'><!ENTITY two \"&one;&one;\"><!ENTITY out SYSTEM 'file:///etc/passwd'>]>";
    assert_eq!(walked(&format!("{doctype}<a>&two;</a>")), ("<a>einseins</>".to_owned(), None));
    assert_eq!(walked(&format!("{doctype}<a>&out;</a>")).0, "<a>&out;</>");

    let mut bomb = "<!DOCTYPE a [<!ENTITY e0 'aaaaaaaaaaaaaaaa'>".to_owned();
    for level in 1..30 {
        let inner = format!("&e{};", level - 1).repeat(16);
        bomb.extend([format!("<!ENTITY e{level} '{inner}'>")]);
    }
    bomb.extend(["]><a>", &"&e29;".repeat(1000), "</a>"]);
    let (got, note) = walked(&bomb);
    assert!(got.len() < 4 * 1024 * 1024, "{}", got.len());
    assert!(note.is_some());
    assert!(walked("<!DOCTYPE a [<!ENTITY a '&a;'>]><a>&a;</a>").1.is_some());
}

#[test]
fn depth_and_damage_cost_neither_stack_nor_time() {
    for text in [
        "<a>".repeat(300_000),
        "<".repeat(300_000),
        "<a ".repeat(300_000),
        "<a x=\"".repeat(100_000),
        "<![CDATA[".repeat(100_000),
        "<!--".repeat(100_000),
        "</a>".repeat(300_000),
        format!("<a>{}", "&".repeat(300_000)),
        format!("<a{}>", " b".repeat(100_000)),
        "\0".repeat(1000),
        "<!DOCTYPE ".repeat(50_000),
        "<!ENTITY a".repeat(50_000),
    ] {
        let (_, note) = walked(&text);
        assert!(note.is_some(), "{}", &text[..10]);
    }
    let mut walk = Walk::new("<a><b><c>1</c></b></a>");
    let Some(Event::Start(start)) = walk.next() else { panic!("no start") };
    assert_eq!(walk.element(start).text(), "1");
}

#[test]
fn marks_of_byte_order_anywhere_shift_nothing() {
    let mark = "\u{feff}";
    for text in [
        format!("{mark}{mark}<a>Holm <b>ran</b></a>"),
        format!("<a>{mark}Holm {mark}<b>ran</b>{mark}</a>"),
        format!("<a><{mark}{mark}Holm \" &# <b>ran</b></a>"),
        format!("<a>Holm &amp;{mark}<{mark}<b>ran</b></a>"),
        format!("<a>Holm &amp;</{mark}{mark}é<b>ran</b></a>"),
    ] {
        let mut walk = Walk::new(&text);
        let Some(Event::Start(start)) = walk.next() else { panic!("no start: {text:?}") };
        let element = walk.element(start);
        let said = element.text();
        assert!(said.contains("Holm") && said.contains("ran"), "{text:?}: {said:?}");
    }
}

#[test]
fn a_name_is_known_by_its_uri_and_else_by_its_prefix() {
    for (text, expected) in [
        ("<x:y xmlns:x='http://purl.org/dc/elements/1.1/'/>", Space::Dc),
        ("<x:y xmlns:x='HTTP://Purl.org/DC/elements/1.1'/>", Space::Dc),
        ("<dc:y/>", Space::Dc),
        ("<dc:y xmlns:dc='urn:holm:none'/>", Space::Dc),
        ("<x:y xmlns:x='urn:holm:none'/>", Space::Other),
        ("<y xmlns='http://www.w3.org/2005/Atom'/>", Space::Core),
        ("<y xmlns='urn:holm:none'/>", Space::Core),
        ("<y xmlns='http://www.w3.org/1999/xhtml'/>", Space::Xhtml),
        ("<dc:y xmlns:dc='http://www.w3.org/2005/Atom'/>", Space::Core),
    ] {
        let Some(Event::Start(element)) = Walk::new(text).next() else { panic!("{text}") };
        assert_eq!(element.space, expected, "{text}");
    }
}
