//! Whole screens of stories that came as HTML, and what is done with their links.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::path::PathBuf;

use common::reader::{Reader, check};
use dateline::app::{Effect, Shelf};
use dateline::article::parse;
use dateline::config::Theme;
use dateline::format::feed;
use dateline::store::Library;
use dateline::ui::theme::Palette;

const FEED: &str = include_str!("markup/feed.xml");

fn reader(columns: u16, rows: u16) -> Reader {
    let feed = feed::read(FEED.as_bytes(), None).unwrap();
    let stories: Vec<_> = feed.items.iter().map(|item| parse(feed::story::copy(&feed, item, None))).collect();
    let mut library = Library::scratch().unwrap();
    library.add(&stories).unwrap();
    library.open_index().unwrap();
    Reader::over(library, Shelf::Own(PathBuf::new()), columns, rows)
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
            return Some(dateline::app::Msg::Said(Ok(format!("asked for {url}"))));
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
    reader.tell(dateline::app::Msg::Resize { columns: 80, rows: 40 });
    assert!(reader.app.overlay.is_none());
    assert!(reader.keys("f").text().contains("open the story first"));
}
