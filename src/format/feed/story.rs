//! An item of a feed as copy, ready to become a story.

use url::Url;

use super::super::html;
use super::{Feed, Item, Status, Wire};
use crate::article::RawCopy;

/// Formats whose numbers begin anew every few days.
const NUMBERED: [&str; 2] = ["iptc7901", "anpa"];
/// What a byline begins with, in lower case; one that begins otherwise is a bare name.
const OPENERS: [&str; 6] = ["by ", "por ", "von ", "par ", "di ", "av "];

/// `source` is what the feed is called where it does not say so itself.
pub fn copy(feed: &Feed, item: &Item, source: Option<&str>) -> RawCopy {
    let prose = item.content.as_ref().or(item.summary.as_ref());
    let text = prose.map(super::Prose::paragraphs).unwrap_or_default();
    let markup = match prose {
        Some(super::Prose::Html(html)) => html::markup(html, base(feed, item).as_ref()),
        _ => None,
    };
    let published = item.published.or(item.updated);
    RawCopy {
        id: Some(id(item)),
        text: match &item.wire {
            Some(wire) => headed(wire, item.title.as_deref(), text),
            None => text,
        },
        title: item.title.clone(),
        date: published.map(|moment| moment.date_naive()),
        published,
        lang: item.lang.as_ref().or(feed.lang.as_ref()).map(|lang| html::collapsed(lang)),
        source: feed.title.clone().or_else(|| source.map(str::to_owned)),
        url: item.link.clone().filter(|address| super::link::is_page(address)),
        markup,
    }
}

/// What addresses in a text are resolved against.
fn base(feed: &Feed, item: &Item) -> Option<Url> {
    [&item.link, &feed.link].into_iter().flatten().find_map(|address| Url::parse(address).ok())
}

/// A number that comes again is another story on another day.
fn id(item: &Item) -> String {
    let numbered = item.wire.as_ref().is_some_and(|wire| NUMBERED.contains(&wire.format));
    match item.published.filter(|_| numbered) {
        Some(moment) => format!("{} {}", item.id, moment.date_naive()),
        None => item.id.clone(),
    }
}

/// The text under what else a reader must know: that it may not be used, and who wrote it. The copy has no place of
/// its own for either.
fn headed(wire: &Wire, title: Option<&str>, text: String) -> String {
    let mut lines = Vec::new();
    match wire.status {
        Status::Usable => {}
        Status::Withheld => lines.push("(This story is withheld.)".to_owned()),
        Status::Canceled => lines.push("(This story was canceled.)".to_owned()),
    }
    if let Some(moment) = wire.embargoed_until {
        lines.push(format!("(Embargoed until {} UTC.)", moment.format("%Y-%m-%d %H:%M")));
    }
    let known = |byline: &str| title.is_some_and(|title| title.contains(byline)) || text.contains(byline);
    if let Some(byline) = wire.byline.as_deref().map(str::trim).filter(|byline| !known(byline)) {
        let lower = byline.to_lowercase();
        let opened = OPENERS.iter().any(|opener| lower.starts_with(opener));
        lines.push(if opened { byline.to_owned() } else { format!("By {byline}") });
    }
    if lines.is_empty() {
        return text;
    }
    lines.push(text);
    lines.join("\n\n").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::parse;
    use crate::format::feed::Prose;
    use chrono::{TimeZone, Utc};

    fn item(wire: Wire) -> Item {
        Item {
            id: "urn:m:7".to_owned(),
            title: Some("Rain stops in Oslo".to_owned()),
            published: Utc.with_ymd_and_hms(2024, 3, 5, 9, 15, 0).single(),
            content: Some(Prose::Plain("OSLO (Meridian) -- The rain stopped.".to_owned())),
            lang: Some("en".to_owned()),
            wire: Some(Box::new(wire)),
            ..Item::default()
        }
    }

    #[test]
    fn what_may_not_be_used_says_so_and_keeps_byline_and_dateline() {
        let embargoed_until = Utc.with_ymd_and_hms(2024, 3, 6, 6, 0, 0).single();
        for (status, embargoed_until, first) in [
            (Status::Canceled, None, "(This story was canceled.)"),
            (Status::Withheld, None, "(This story is withheld.)"),
            (Status::Usable, embargoed_until, "(Embargoed until 2024-03-06 06:00 UTC.)"),
        ] {
            let byline = Some("Jo Lind".to_owned());
            let wire = Wire { byline, status, embargoed_until, ..Wire::default() };
            let story = parse(copy(&Feed::default(), &item(wire), None));
            let text = &story.copy.text;
            assert_eq!(text.lines().next(), Some(first));
            assert_eq!(story.byline.map(|byline| byline.span.of(text)), Some("Jo Lind"), "{text}");
            assert_eq!(story.filed().map(|country| country.to_string()).as_deref(), Some("NO"), "{text}");
            assert_eq!(story.headline.text, "Rain stops in Oslo");
            assert_eq!(story.date.map(|date| date.to_string()).as_deref(), Some("2024-03-05"));
        }
    }

    #[test]
    fn a_byline_that_the_text_has_is_not_said_twice() {
        let byline = Some("By Jo Lind".to_owned());
        let mut item = item(Wire { byline, ..Wire::default() });
        item.content = Some(Prose::Plain("By Jo Lind\n\nRain.".to_owned()));
        assert_eq!(copy(&Feed::default(), &item, None).text, "By Jo Lind\n\nRain.");
    }

    #[test]
    fn a_number_of_the_wire_is_another_story_on_another_day() {
        let ids = ["iptc7901", "nitf"].map(|format| id(&item(Wire { format, ..Wire::default() })));
        assert_eq!(ids, ["urn:m:7 2024-03-05", "urn:m:7"]);
    }
}
