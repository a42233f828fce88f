//! What the parts of a feed's reader make of what they are given; whole feeds lie in `tests/feeds/`.

use proptest::prelude::*;
use url::Url;

use super::{Enclosure, Feed, Item, NotAFeed, Pace, Prose, link, person, read, story};

fn feed(text: &str) -> Feed {
    read(text.as_bytes(), None).unwrap_or_else(|why| panic!("{why}: {text}"))
}

fn item(inner: &str) -> Item {
    let mut feed = feed(&format!("<rss><channel><item>{inner}</item></channel></rss>"));
    assert_eq!(feed.items.len(), 1, "{inner}");
    feed.items.remove(0)
}

#[test]
fn addresses_are_resolved_and_those_that_do_harm_are_none() {
    let base = Url::parse("https://holm.example/a/b").ok();
    for (address, alone, based) in [
        (" https://lind.example/x y ", Some("https://lind.example/x y"), Some("https://lind.example/x y")),
        ("c", Some("c"), Some("https://holm.example/a/c")),
        ("/c?d#e", Some("/c?d#e"), Some("https://holm.example/c?d#e")),
        ("//lind.example/", Some("//lind.example/"), Some("https://lind.example/")),
        ("mailto:ana@holm.example", Some("mailto:ana@holm.example"), Some("mailto:ana@holm.example")),
        ("http://holm.exam[ple/", None, None),
        ("http://holm.example/a[1]", Some("http://holm.example/a[1]"), Some("http://holm.example/a[1]")),
        ("javascript:alert(1)", None, None),
        ("JAVA\nSCRIPT:alert(1)", None, None),
        ("data:text/html,x", None, None),
        ("file:///etc/passwd", None, None),
        ("vbscript:x", None, None),
        ("  ", None, None),
    ] {
        assert_eq!(link::resolve(None, address).as_deref(), alone, "{address}");
        assert_eq!(link::resolve(base.as_ref(), address).as_deref(), based, "{address}");
    }
    assert_eq!(link::stand_in("javascript:alert(1)"), None);
    assert_eq!(link::stand_in("holm:1").as_deref(), Some("holm:1"));
    let hostile = link::base(base.as_ref(), "javascript:");
    assert_eq!(hostile, base, "a base that does harm changes nothing");
}

#[test]
fn a_person_is_a_name_or_else_an_address() {
    for (text, expected) in [
        ("Ana Holm", Some("Ana Holm")),
        (" Ana \n Holm ", Some("Ana Holm")),
        ("ana@holm.example (Ana Holm)", Some("Ana Holm")),
        ("Ana Holm <ana@holm.example>", Some("Ana Holm")),
        ("ana@holm.example", Some("ana@holm.example")),
        ("mailto:ana@holm.example", Some("ana@holm.example")),
        ("Ana Holm (Lisbon)", Some("Ana Holm (Lisbon)")),
        ("ana@holm.example ()", Some("ana@holm.example")),
        ("  ", None),
    ] {
        assert_eq!(person::name(text).as_deref(), expected, "{text}");
    }
}

#[test]
fn the_pace_is_what_the_feed_asks_for() {
    for (inner, minutes, hours, days) in [
        ("", None, vec![], vec![]),
        ("<ttl>90</ttl>", Some(90), vec![], vec![]),
        ("<ttl>-5</ttl>", None, vec![], vec![]),
        ("<sy:updatePeriod>hourly</sy:updatePeriod>", Some(60), vec![], vec![]),
        (
            "<sy:updatePeriod> Daily </sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency>",
            Some(360),
            vec![],
            vec![],
        ),
        ("<ttl>5</ttl><sy:updatePeriod>weekly</sy:updatePeriod>", Some(5), vec![], vec![]),
        ("<sy:updateFrequency>0</sy:updateFrequency>", None, vec![], vec![]),
        (
            "<skipHours><hour>3</hour><hour>24</hour><hour>99</hour></skipHours><skipDays><day>Sunday</day><day>x</day></skipDays>",
            None,
            vec![0, 3],
            vec![6],
        ),
    ] {
        let found = feed(&format!("<rss><channel>{inner}</channel></rss>")).pace;
        assert_eq!(found, Pace { minutes, skip_hours: hours, skip_days: days }, "{inner}");
    }
}

#[test]
fn a_text_is_content_only_where_there_are_two() {
    let html = |text: &str| Some(Prose::Html(text.to_owned()));
    for (inner, summary, content) in [
        ("<description>a</description>", html("a"), None),
        ("<description>a</description><content:encoded>b</content:encoded>", html("a"), html("b")),
        ("<content:encoded>b</content:encoded>", None, html("b")),
        ("<description>b</description><content:encoded>b</content:encoded>", None, html("b")),
        ("<description>long</description><itunes:summary>b</itunes:summary>", html("b"), html("long")),
        ("<description> </description>", None, None),
        ("<description>a <b>c</b> &lt;i&gt;d&lt;/i&gt;</description>", html("a <b>c</b> <i>d</i>"), None),
    ] {
        let item = item(inner);
        assert_eq!((item.summary, item.content), (summary, content), "{inner}");
    }
}

#[test]
fn a_link_is_the_best_that_there_is() {
    for (inner, expected) in [
        ("<link>https://a.example/</link><guid>https://b.example/</guid>", Some("https://a.example/")),
        ("<guid>https://b.example/</guid>", Some("https://b.example/")),
        ("<guid isPermaLink='false'>https://b.example/</guid>", None),
        ("<atom:link rel='self' href='https://c.example/'/>", None),
        ("<atom:link href='https://c.example/'/>", Some("https://c.example/")),
        ("<LINK>https://a.example/</LINK>", Some("https://a.example/")),
        ("<link/>", None),
    ] {
        assert_eq!(item(inner).link.as_deref(), expected, "{inner}");
    }
}

#[test]
fn an_item_becomes_copy_with_its_paragraphs() {
    let inner = "<title>Harbour &amp;amp; port</title><guid isPermaLink='false'>7</guid><link>https://holm.example/7</link>\
        <pubDate>Thu, 01 Jan 2004 19:48:21 GMT</pubDate><description>&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two&lt;br&gt;lines.&lt;/p&gt;</description>";
    let mut feed =
        feed(&format!("<rss><channel><language>en</language><item>{inner}</item></channel></rss>"));
    let copy = story::copy(&feed, &feed.items[0], Some("Holm"));
    assert_eq!(copy.text, "One.\n\nTwo\nlines.");
    assert_eq!(copy.title.as_deref(), Some("Harbour & port"));
    assert_eq!(copy.url.as_deref(), Some("https://holm.example/7"));
    assert_eq!(
        (copy.id.as_deref(), copy.lang.as_deref(), copy.source.as_deref()),
        (Some("7"), Some("en"), Some("Holm"))
    );
    assert!(copy.published.is_some());
    feed.title = Some("Meridian".to_owned());
    feed.items[0].link = Some("urn:holm:7".to_owned());
    let copy = story::copy(&feed, &feed.items[0], Some("Holm"));
    assert_eq!((copy.source.as_deref(), copy.url), (Some("Meridian"), None));
}

#[test]
fn lists_of_an_item_hold_each_thing_once_and_have_an_end() {
    let one = |n| format!("<category>c{n}</category><enclosure url='https://a.example/{n}'/>");
    let many = (0..2000).map(one).collect::<Vec<_>>().concat();
    let item = item(&format!("{many}<enclosure url='https://a.example/1'/><enclosure url='data:x'/>"));
    assert!(item.categories.len() < 1000 && item.enclosures.len() < 1000);
    let one = Enclosure { url: "https://a.example/1".to_owned(), media: None };
    assert_eq!(item.enclosures.iter().filter(|enclosure| **enclosure == one).count(), 1);
}

#[test]
fn more_than_can_be_kept_is_counted() {
    let many = "<item/>".repeat(super::MOST_ITEMS + 2);
    let feed = feed(&format!("<rss><channel>{many}</channel></rss>"));
    assert_eq!(feed.items.len(), super::MOST_ITEMS);
    assert_eq!(feed.notes, ["2 items more than the 100000 that are read"]);
    let large = vec![b' '; super::LARGEST + 1];
    assert_eq!(read(&large, None), Err(NotAFeed::TooLarge));
}

/// What feeds are made of, and what breaks them.
const PIECES: &[&[u8]] = &[
    b"<rss>",
    b"<channel>",
    b"<item>",
    b"<entry xmlns='http://www.w3.org/2005/Atom'>",
    b"<title type='xhtml'>",
    b"<b",
    b"</",
    b"</item>",
    b"<![CDATA[",
    b"]]>",
    b"<!--",
    b"-->",
    b"<?xml encoding='",
    b"<!DOCTYPE a [<!ENTITY b '&b;'>",
    b"<",
    b">",
    b"&",
    b"&#",
    b";",
    b"\"",
    b"'",
    b"=",
    b"\0",
    b"\xff",
    b"\xc3",
    "é".as_bytes(),
    b"{",
    b"}",
    b"[",
    b"]",
    b":",
    b",",
    b"{\"items\":[",
    b"\"title\":\"",
    b"\\",
    b"\\ud800",
    b"<link href='//'/>",
    b"<pubDate>Thu, 1 Jan 2004 1:",
    b"-",
    b"2004-W53-7T24:00+2400",
    b"<guid>",
    b"<content mode='base64'>PHA=",
    b"a",
];

proptest! {
    #[test]
    fn no_bytes_break_the_reader(picks in prop::collection::vec(prop::sample::select(PIECES), 0..40)) {
        if let Ok(feed) = read(&picks.concat(), Some("windows-1251")) {
            for item in &feed.items {
                prop_assert!(!item.id.is_empty());
                drop(story::copy(&feed, item, None));
            }
        }
    }
}

#[test]
fn addresses_of_a_text_are_resolved_against_what_stands_nearest_around_it() {
    let xhtml = "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml' xml:base='deep/'><a href='x'>y</a></div></content>";
    for (item, link, address) in [
        (
            "<link href='1'/><content type='html'>&lt;a href='x'>y&lt;/a></content>".to_owned(),
            "https://holm.example/f/1",
            "https://holm.example/f/x",
        ),
        (format!("<link href='1'/>{xhtml}"), "https://holm.example/f/1", "https://holm.example/f/deep/x"),
        (
            "<link href='1'/><summary xml:base='s/' type='html'>&lt;a href='x'>y&lt;/a></summary>".to_owned(),
            "https://holm.example/f/1",
            "https://holm.example/f/s/x",
        ),
    ] {
        let feed = format!(
            "<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://holm.example/'><entry xml:base='f/'>{item}</entry></feed>"
        );
        let feed = read(feed.as_bytes(), None).unwrap();
        let copy = story::copy(&feed, &feed.items[0], None);
        assert_eq!(copy.url.as_deref(), Some(link), "{item}");
        let markup = copy.markup.unwrap();
        assert!(markup.contains(&format!("href=\"{address}\"")), "{item}: {markup}");
    }
    let rss = "<rss><channel><link>https://lind.example/</link><item xml:base='https://holm.example/a/'><link>1</link>\
        <description>&lt;a href='x'>y&lt;/a></description></item></channel></rss>";
    let feed = read(rss.as_bytes(), None).unwrap();
    let copy = story::copy(&feed, &feed.items[0], None);
    assert_eq!(copy.url.as_deref(), Some("https://holm.example/a/1"));
    assert!(copy.markup.unwrap().contains("https://holm.example/a/x"));
}
