//! Whole screens of stories that came as HTML, and what is done with their links.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::path::PathBuf;

use common::reader::{Reader, check};
use dateline::app::{Effect, Msg, Shelf};
use dateline::article::parse;
use dateline::config::Theme;
use dateline::format::{feed, html};
use dateline::listing::{FullText, StoryId};
use dateline::store::Library;
use dateline::ui::theme::Palette;

const FEED: &str = include_str!("markup/feed.xml");

fn library() -> Library {
    let feed = feed::read(FEED.as_bytes(), None).unwrap();
    let stories: Vec<_> = feed.items.iter().map(|item| parse(feed::story::copy(&feed, item, None))).collect();
    let mut library = Library::scratch().unwrap();
    library.add(&stories).unwrap();
    library.open_index().unwrap();
    library
}

fn reader(columns: u16, rows: u16) -> Reader {
    Reader::over(library(), Shelf::Own(PathBuf::new()), columns, rows)
}

#[test]
fn a_story_with_markup_is_calm_and_whole() {
    check("markup-narrow", reader(80, 40).keys("enter"));
    check("markup-wide", reader(120, 44).keys("enter ]"));
    let mut narrow = reader(80, 40);
    check("markup-table", narrow.keys("enter n"));
    for name in ["light", "terminal"] {
        let theme = Theme::built_in(name).unwrap();
        narrow.palette = Palette::new(theme.clone());
        check(&format!("markup-{name}"), &narrow);
        narrow.palette = Palette::new(theme.without_colour());
        check(&format!("markup-{name}-no-colour"), &narrow);
    }
}

#[test]
fn letters_stand_over_the_links_and_open_them() {
    let mut reader = reader(80, 40);
    reader.keys("enter f");
    check("hints", &reader);
    reader.instead = |effect| {
        if let Effect::OpenLink(url) = effect {
            return Some(Msg::Said(Ok(format!("asked for {url}"))));
        }
        None
    };
    assert!(
        reader.keys("j").text().contains("asked for https://meridian.example/tides"),
        "{}",
        reader.text()
    );
    assert!(reader.keys("f q").text().contains("no link has these letters"));
    assert!(!reader.keys("esc f esc").text().contains("asked for"));
    let plain = reader.keys("n n f").text();
    assert!(plain.contains("no link on the screen"), "{plain}");
}

#[test]
fn letters_vanish_with_what_they_stand_over() {
    let mut reader = reader(120, 40);
    reader.keys("f");
    assert!(reader.app.overlay.is_some(), "the story beside the list has links");
    reader.tell(Msg::Resize { columns: 80, rows: 40 });
    assert!(reader.app.overlay.is_none());
    assert!(reader.keys("f").text().contains("open the story first"));
}

#[test]
fn the_full_text_stands_in_the_place_of_the_received_one_and_says_so() {
    let mut library = library();
    let html = "<p>BERGEN, Norway (Meridian) -- It rained for <b>three days</b>.</p><p>“We are wet,” said Mayor Anna Holm.</p>";
    let full = FullText {
        fetched: 1_750_946_520,
        title: Some("Rain".to_owned()),
        text: html::paragraphs(html),
        markup: html::markup(html, None),
    };
    library.keep_full_text(StoryId(3), &full).unwrap();
    let mut reader = Reader::over(library, Shelf::Own(PathBuf::new()), 80, 24);
    reader.keys("enter n n");
    check("full-text", &reader);
    assert!(reader.keys("]").text().contains("Anna Holm · quotation 1 of 1"), "{}", reader.text());
    let received = reader.keys("t").text();
    assert!(received.contains("It rained.") && !received.contains("quotation"), "{received}");
    assert!(received.contains("as received · t: full text, fetched 26 Jun 14:02 UTC"), "{received}");
    assert!(reader.keys("t").text().contains("for three days"));
    // Reasons are words of the text as received.
    assert!(reader.keys("w esc").text().contains("as received ·"), "{}", reader.text());
}

#[test]
fn a_page_that_is_being_fetched_blocks_nothing() {
    let mut reader = reader(80, 24);
    let line = "fetching the page…";
    assert!(reader.keys("enter t").text().contains(line));
    // Its answer comes when another story is on the screen.
    assert!(reader.keys("t n").text().contains(line));
    let (ticket, id) = reader.app.fetching_page.unwrap();
    let story = Err("the server answered 404".to_owned());
    let text = reader.tell(Msg::FullText { ticket, id, story }).text();
    assert!(text.contains("answered 404") && text.contains("Tides of the week"), "{text}");
    assert!(!reader.keys("esc").text().contains(line));
    assert!(reader.keys("n enter t").text().contains("came without a link"), "{}", reader.text());
}
