//! Any bytes as a feed: read or refused, and what is made of its items holds nothing that steers a terminal.

#![no_main]

use dateline::format::feed::{self, story};
use dateline::sanitize;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    let Ok(feed) = feed::read(bytes, None) else { return };
    for item in &feed.items {
        assert!(!item.id.is_empty());
        let copy = story::copy(&feed, item, None);
        let clean = sanitize::body(&copy.text);
        assert_eq!(clean, sanitize::body(&clean));
        let _ = item.content.as_ref().map(feed::Prose::plain);
    }
});
