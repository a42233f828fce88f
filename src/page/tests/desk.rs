//! What came beside a story's text stands in its head, in few lines.

use chrono::DateTime;

use super::{article, country, whole};
use crate::article::{Desk, Embargo, Located, RawCopy, Release, Status, parse};
use crate::page::{Role, Setting, set};

fn lines(desk: Desk, release: Release) -> Vec<String> {
    let mut story = article("The rain stopped.");
    story.headline.text = "Rain stops".to_owned();
    story.copy.desk = desk.boxed();
    let page = set(&story, Setting { release, ..Setting::default() });
    page.plain().lines().map(str::to_owned).take_while(|line| !line.is_empty()).collect()
}

#[test]
fn a_desk_stands_in_one_line_under_who_wrote_it() {
    let subjects = ["Weather", "Sea", "Ships", "Ports", "Trade", "Oil", "Gas"].map(str::to_owned).to_vec();
    let desk = Desk {
        urgency: Some(2),
        slug: Some("Rain-\u{1b}[2JOslo\nx".to_owned()),
        byline: Some("Von Anna Lind".to_owned()),
        authors: vec!["not shown beside a byline".to_owned()],
        subjects,
        version: Some("4".to_owned()),
        ..Desk::default()
    };
    assert_eq!(
        lines(desk, Release::default()),
        [
            "Rain stops",
            "Von Anna Lind",
            "urgency 2 · Rain-Oslo x · Weather, Sea, Ships, Ports, Trade and 2 more ·",
            "its version 4",
        ]
    );
    let series = Some("Harbours, part 2 of 3".to_owned());
    let advice = Some("Adds \u{1b}[1mthe ferry\u{7}.".to_owned());
    assert_eq!(
        lines(Desk { series, advice, ..Desk::default() }, Release::default()),
        ["Rain stops", "Harbours, part 2 of 3", "To editors: Adds the ferry."]
    );
    let authors = vec!["Jo Holm".to_owned(), "Anna Lind".to_owned()];
    assert_eq!(
        lines(Desk { authors, ..Desk::default() }, Release::default()),
        ["Rain stops", "By Jo Holm, Anna Lind"]
    );
    let first = Desk { version: Some("1".to_owned()), ..Desk::default() };
    assert_eq!(lines(first, Release::default()), ["Rain stops"]);
}

#[test]
fn what_may_not_be_used_says_so_under_its_headline_and_what_was_embargoed_among_the_facts() {
    let until = DateTime::from_timestamp(1_709_704_800, 0).unwrap();
    let embargo = |over| Release { embargo: Some(Embargo { until, over }), ..Release::default() };
    let killed = Release { status: Status::Canceled, killed: Some(until), embargo: None };
    for (release, line) in [
        (killed, "Killed on 6 March 2024: not to be used."),
        (embargo(false), "Embargoed until 6 March 2024, 06:00 UTC."),
        (embargo(true), "was embargoed until 6 March 2024, 06:00 UTC"),
    ] {
        assert_eq!(lines(Desk::default(), release), ["Rain stops", line]);
    }
    let page = set(&whole(), Setting { release: killed, ..Setting::default() });
    assert_eq!(page.lines[1].runs[0].role, Role::Note);
}

#[test]
fn a_place_beside_a_text_without_a_dateline_says_where_it_is_from() {
    let story = |name: &str, code: Option<&str>| {
        let place = Some(Located { name: Some(name.to_owned()), code: code.map(str::to_owned) });
        let desk = Desk { place, ..Desk::default() }.boxed();
        parse(RawCopy {
            desk,
            ..RawCopy::from_text("The rain stopped in the whole of the town and it is calm.")
        })
    };
    for (name, code, line) in [
        ("Lindby", Some("SE"), "Lindby, Sweden"),
        ("Oslo", None, "Oslo, Norway"),
        ("Singapore", None, "Singapore"),
    ] {
        let page = set(&story(name, code), Setting::default());
        assert!(page.plain().lines().any(|shown| shown == line), "{}", page.plain());
    }
    let known = story("Lindby", Some("SE"));
    assert_eq!((known.filed(), known.under()), (Some(country("SE")), vec![country("SE")]));
    assert!(known.countries.iter().all(|about| about.because.is_empty()), "no word of the text says so");
    assert_eq!(story("Lindby", None).filed(), None);
}
