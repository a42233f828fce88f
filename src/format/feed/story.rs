//! An item of a feed as copy, ready to become a story.

use chrono::NaiveDate;
use url::Url;

use super::super::html;
use super::{Feed, Item, Status, Wire};
use crate::article::{Desk, Earlier, Located, RawCopy};

/// Formats whose numbers begin anew every few days.
const NUMBERED: [&str; 2] = ["iptc7901", "anpa"];
/// Authors and subjects that are kept of a story.
const MOST: usize = 50;

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
        desk: desk(item, &text),
        text,
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
    [&item.base, &item.link, &feed.link].into_iter().flatten().find_map(|address| Url::parse(address).ok())
}

/// What names the story whatever its version: a number that comes again is another story on another day, and a
/// revision is none.
fn id(item: &Item) -> String {
    match item.wire.as_ref().map(|wire| wire.format) {
        Some(format) if NUMBERED.contains(&format) => {
            numbered(&item.id, item.published.map(|moment| moment.date_naive()))
        }
        Some("newsml-1") => without_revision(&item.id).to_owned(),
        _ => item.id.clone(),
    }
}

fn numbered(number: &str, day: Option<NaiveDate>) -> String {
    day.map_or(number.to_owned(), |day| format!("{number} {day}"))
}

/// `urn:newsml:holm.example:20240305:77` of `urn:newsml:holm.example:20240305:77:2U`.
fn without_revision(id: &str) -> &str {
    let is_revision = |last: &str| {
        let figures = last.trim_end_matches(['N', 'U', 'A']);
        !figures.is_empty()
            && last.len() <= figures.len() + 1
            && figures.bytes().all(|byte| byte.is_ascii_digit())
    };
    match id.rsplit_once(':') {
        // Provider, day and name stand before it.
        Some((story, last)) if is_revision(last) && story.matches(':').count() >= 4 => story,
        _ => id,
    }
}

/// What stands beside the text, where there is any of it.
fn desk(item: &Item, text: &str) -> Option<Box<Desk>> {
    let subjects = item.categories.iter().take(MOST).cloned().collect();
    let Some(wire) = &item.wire else {
        let authors = item.authors.iter().take(MOST).cloned().collect();
        return Desk { authors, subjects, ..Desk::default() }.boxed();
    };
    let known = |byline: &str| {
        item.title.as_ref().is_some_and(|title| title.contains(byline)) || text.contains(byline)
    };
    let byline = wire.byline.as_deref().map(str::trim).filter(|byline| !byline.is_empty() && !known(byline));
    // What is withheld until a moment is embargoed.
    let embargoed = wire.status == Status::Withheld && wire.embargoed_until.is_some();
    let place = Located { name: wire.place.clone(), code: wire.place_code.clone() };
    let desk = Desk {
        status: if embargoed { Status::Usable } else { wire.status },
        embargoed_until: wire.embargoed_until,
        version: wire.version.clone(),
        revised: item.updated,
        urgency: wire.urgency,
        slug: wire.slugline.clone(),
        series: wire.series.clone(),
        advice: wire.advice.clone(),
        byline: byline.map(str::to_owned),
        authors: Vec::new(),
        subjects,
        place: Some(place).filter(|place| *place != Located::default()),
        earlier: None,
    };
    Desk { earlier: earlier(item, wire, &desk), ..desk }.boxed()
}

/// How a kill names what it kills, as the ids of this library are.
fn earlier(item: &Item, wire: &Wire, desk: &Desk) -> Option<Earlier> {
    let is_numbered = NUMBERED.contains(&wire.format);
    match &wire.earlier {
        Some(number) if is_numbered => {
            // Sent on the same day, or on the one before.
            let day = item.published.map(|moment| moment.date_naive());
            let days = [day, day.and_then(|day| day.pred_opt())];
            let of = |day: Option<NaiveDate>| match (wire.format, day) {
                ("anpa", Some(day)) => numbered(&format!("{number}:{}", day.format("%Y%m%d")), Some(day)),
                _ => numbered(number, day),
            };
            let mut ids: Vec<String> = days.into_iter().map(of).collect();
            ids.dedup();
            Some(Earlier::Ids(ids))
        }
        Some(id) => Some(Earlier::Ids(vec![without_revision(id).to_owned()])),
        None if is_numbered && wire.status == Status::Canceled => desk.plain_slug().map(Earlier::Slug),
        None => None,
    }
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
    fn what_may_not_be_used_says_so_beside_its_text() {
        let embargoed_until = Utc.with_ymd_and_hms(2024, 3, 6, 6, 0, 0).single();
        for (status, embargoed_until, kept) in [
            (Status::Canceled, None, Status::Canceled),
            (Status::Withheld, None, Status::Withheld),
            (Status::Usable, embargoed_until, Status::Usable),
            (Status::Withheld, embargoed_until, Status::Usable),
        ] {
            let byline = Some("Jo Lind".to_owned());
            let wire = Wire { byline, status, embargoed_until, ..Wire::default() };
            let story = parse(copy(&Feed::default(), &item(wire), None));
            let desk = story.copy.desk.as_deref().expect("a desk");
            assert_eq!((desk.status, desk.embargoed_until), (kept, embargoed_until));
            assert_eq!(desk.byline.as_deref(), Some("Jo Lind"));
            assert_eq!(story.copy.text, "OSLO (Meridian) -- The rain stopped.");
            assert_eq!(story.filed().map(|country| country.to_string()).as_deref(), Some("NO"));
            assert_eq!(story.date.map(|date| date.to_string()).as_deref(), Some("2024-03-05"));
        }
    }

    #[test]
    fn a_byline_that_the_text_has_is_not_kept_twice() {
        let byline = Some("By Jo Lind".to_owned());
        let mut item = item(Wire { byline, ..Wire::default() });
        item.content = Some(Prose::Plain("By Jo Lind\n\nRain.".to_owned()));
        let copy = copy(&Feed::default(), &item, None);
        assert_eq!((copy.text.as_str(), copy.desk), ("By Jo Lind\n\nRain.", None));
    }

    #[test]
    fn a_feeds_authors_and_categories_are_kept_and_nothing_is_where_there_are_none() {
        let mut item = Item { wire: None, ..item(Wire::default()) };
        assert_eq!(copy(&Feed::default(), &item, None).desk, None);
        item.authors = vec!["Jo Holm".to_owned()];
        item.categories = vec!["Weather".to_owned()];
        let desk = copy(&Feed::default(), &item, None).desk.unwrap();
        assert_eq!((desk.written_by().as_deref(), desk.subjects), (Some("Jo Holm"), item.categories));
    }

    #[test]
    fn a_kill_names_the_earlier_story_by_the_ids_that_it_may_have() {
        let kill = |format, earlier: Option<&str>, slug: &str| {
            let slugline = Some(slug.to_owned());
            let earlier = earlier.map(str::to_owned);
            let wire = Wire { format, earlier, slugline, status: Status::Canceled, ..Wire::default() };
            copy(&Feed::default(), &item(wire), None).desk.unwrap().earlier
        };
        let ids = |ids: &[&str]| Some(Earlier::Ids(ids.iter().map(|id| (*id).to_owned()).collect()));
        assert_eq!(kill("nitf", Some("MER-1"), "Rain"), ids(&["MER-1"]));
        assert_eq!(kill("iptc7901", Some("mer0122"), ""), ids(&["mer0122 2024-03-05", "mer0122 2024-03-04"]));
        assert_eq!(
            kill("anpa", Some("a0122"), ""),
            ids(&["a0122:20240305 2024-03-05", "a0122:20240304 2024-03-04"])
        );
        assert_eq!(kill("anpa", None, "BC-Rain, MANDATORY KILL"), Some(Earlier::Slug("bc-rain".to_owned())));
        assert_eq!(kill("anpa", None, "MANDATORY KILL"), None);
        assert_eq!(kill("ninjs", None, "Rain"), None);
    }

    #[test]
    fn a_revision_is_no_other_story() {
        for (id, expected) in [
            ("urn:newsml:holm.example:20240305:77:2U", "urn:newsml:holm.example:20240305:77"),
            ("urn:newsml:holm.example:20240305:77:2", "urn:newsml:holm.example:20240305:77"),
            ("urn:newsml:holm.example:20240305:77", "urn:newsml:holm.example:20240305:77"),
            ("77:2", "77:2"),
            ("", ""),
        ] {
            assert_eq!(without_revision(id), expected);
        }
    }

    #[test]
    fn a_number_of_the_wire_is_another_story_on_another_day() {
        let ids = ["iptc7901", "nitf"].map(|format| id(&item(Wire { format, ..Wire::default() })));
        assert_eq!(ids, ["urn:m:7 2024-03-05", "urn:m:7"]);
    }
}
