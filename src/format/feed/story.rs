//! An item of a feed as copy, ready to become a story.

use super::super::html;
use super::{Feed, Item};
use crate::article::RawCopy;

/// `source` is what the feed is called where it does not say so itself.
pub fn copy(feed: &Feed, item: &Item, source: Option<&str>) -> RawCopy {
    let prose = item.content.as_ref().or(item.summary.as_ref());
    RawCopy {
        id: Some(item.id.clone()),
        text: prose.map(super::Prose::paragraphs).unwrap_or_default(),
        title: item.title.clone(),
        date: None,
        published: item.published.or(item.updated),
        lang: item.lang.as_ref().or(feed.lang.as_ref()).map(|lang| html::collapsed(lang)),
        source: feed.title.clone().or_else(|| source.map(str::to_owned)),
        url: item.link.clone().filter(|address| super::link::is_page(address)),
    }
}
