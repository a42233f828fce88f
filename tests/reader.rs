//! Whole screens of the reader, driven by keys: what is typed, and the picture it makes, styles included.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use std::collections::VecDeque;
use std::path::PathBuf;

use common::reader::{Reader, check};
use dateline::app::{Effect, Msg, Shelf};
use dateline::article::{Desk, RawCopy, Status, parse};
use dateline::config::Theme;
use dateline::store::Library;
use dateline::ui::theme::Palette;

#[test]
fn list_and_story_stand_side_by_side() {
    check("side-by-side", &Reader::new(120, 30));
}

#[test]
fn a_wide_screen_names_the_speakers_in_the_margin() {
    check("wide", Reader::new(200, 30).keys("j enter ]"));
}

#[test]
fn a_narrow_screen_shows_one_pane_at_a_time() {
    let mut reader = Reader::new(80, 24);
    check("narrow-list", &reader);
    check("narrow-story", reader.keys("enter ] ]"));
}

#[test]
fn a_bookmark_and_a_read_mark_are_seen() {
    check("marks", Reader::new(80, 14).keys("b j r j"));
}

#[test]
fn a_search_counts_and_marks_its_hits() {
    let mut reader = Reader::new(120, 24);
    reader.keys("/").types("said pomegr");
    check("search-typing", &reader);
    assert!(reader.text().contains("1 story"));
    check("search-done", reader.keys("enter enter )"));
    assert!(reader.text().contains("1 story"), "Enter keeps what was found");
}

#[test]
fn a_search_shows_under_each_story_where_its_words_are() {
    for (columns, rows, name) in [(80, 24, "narrow"), (120, 40, "wide"), (200, 60, "widest")] {
        let mut reader = Reader::new(columns, rows);
        check(&format!("snippets-{name}"), reader.keys("/").types("the OR une").keys("enter j"));
    }
    let mut reader = Reader::new(120, 24);
    reader.keys("/").types("the").keys("enter");
    for name in ["light", "terminal"] {
        let theme = Theme::built_in(name).unwrap();
        reader.palette = Palette::new(theme.clone());
        check(&format!("snippets-{name}"), &reader);
        reader.palette = Palette::new(theme.without_colour());
        check(&format!("snippets-{name}-no-colour"), &reader);
    }
    // A low list keeps its lines for headlines.
    reader.tell(Msg::Resize { columns: 80, rows: 14 });
    check("snippets-low", &reader);
}

#[test]
fn the_best_match_first_is_said_on_the_bar_and_needs_words() {
    let mut reader = Reader::new(120, 24);
    assert!(!reader.keys("s s").text().contains("best match"), "{}", reader.text());
    reader.keys("/").types("the").keys("enter s s");
    check("relevance", &reader);
    assert!(reader.text().contains(" · best match first"), "{}", reader.text());
    reader.keys("/ ctrl-u").types("sort:relevance").keys("enter");
    assert!(
        reader.text().contains("6 stories") && !reader.text().contains("best match"),
        "{}",
        reader.text()
    );
    assert!(reader.text().contains("1 of 6"), "{}", reader.text());
}

#[test]
fn a_fault_in_a_query_is_marked_where_it_is() {
    check("search-fault", Reader::new(80, 14).keys("/").types("jam contry:AZ "));
}

#[test]
fn countries_are_picked_from_a_list_with_counts() {
    let mut reader = Reader::new(100, 20);
    check("countries", reader.keys("c").types("no"));
    reader.keys("enter");
    assert!(reader.text().contains("1 story"), "{}", reader.text());
}

#[test]
fn a_date_is_picked_from_a_month_with_counts() {
    let mut reader = Reader::new(100, 24);
    check("calendar", reader.keys("d tab left"));
    reader.keys("enter");
    assert!(reader.text().contains("3 stories"), "{}", reader.text());
}

#[test]
fn typed_dates_are_taken_too() {
    let mut reader = Reader::new(100, 24);
    reader.keys("d").types("2025-05").keys("enter");
    assert!(reader.text().contains("2 stories"), "{}", reader.text());
}

#[test]
fn help_lists_every_key_and_is_searched() {
    let mut reader = Reader::new(100, 30);
    check("help", reader.keys("?"));
    check("help-searched", reader.types("undo"));
}

#[test]
fn nothing_found_says_why_and_what_to_press() {
    check("no-match", Reader::new(100, 14).keys("/").types("country:AZ is:bookmarked").keys("enter"));
}

#[test]
fn an_empty_library_says_how_to_fill_it() {
    let mut library = Library::scratch().unwrap();
    library.open_index().unwrap();
    check("empty", &Reader::over(library, Shelf::Own(PathBuf::new()), 100, 14));
}

#[test]
fn a_tiny_terminal_says_so_and_recovers() {
    let mut reader = Reader::new(120, 30);
    reader.keys("j enter");
    let before = reader.picture();
    check("too-small", reader.tell(Msg::Resize { columns: 36, rows: 8 }));
    reader.tell(Msg::Resize { columns: 120, rows: 30 });
    assert_eq!(reader.picture(), before);
}

#[test]
fn a_story_that_cannot_be_read_says_why_and_the_reader_goes_on() {
    let mut reader = Reader::new(120, 20);
    // Not one of those that were read ahead.
    let effects = reader.app.update(Msg::Key("G".parse().unwrap()));
    for effect in effects {
        let Effect::Story { ticket, .. } = effect else { continue };
        let story = Err("its text is damaged on disk: restore a backup".to_owned());
        reader.tell(Msg::Story { ticket, story });
    }
    check("failed-story", &reader);
    reader.keys("g j j");
    assert!(reader.text().contains("NAIROBI"), "{}", reader.text());
}

#[test]
fn an_import_under_way_is_told() {
    check("importing", Reader::new(100, 12).tell(Msg::Importing { done: 1204 }));
}

#[test]
fn the_command_line_offers_what_it_knows() {
    let mut reader = Reader::new(100, 12);
    check("command", reader.keys(":").types("only"));
    reader.keys("tab enter");
    assert!(reader.app.query.to_string().contains("is:bookmarked"));
}

#[test]
fn a_quotation_is_copied_ready_to_cite() {
    let mut reader = Reader::new(120, 30);
    reader.keys("enter ] ]");
    let effects = reader.app.update(Msg::Key("y".parse().unwrap()));
    let copied = effects.into_iter().find_map(|effect| match effect {
        Effect::Copy { text, .. } => Some(text),
        _ => None,
    });
    assert_eq!(
        copied.as_deref(),
        Some("“She is winning.” — Oddvar Lønnestad, Meridian, Bergen, 13 June 2025")
    );
}

#[test]
fn why_shows_the_reasons_beside_the_story_and_marks_each_there() {
    for (columns, rows, name) in [(120, 40, "why-wide"), (200, 60, "why-widest"), (80, 24, "why-narrow")] {
        let mut reader = Reader::new(columns, rows);
        check(name, reader.keys("j w j"));
        assert!(reader.text().contains("known by  its agency mark"));
    }
    let mut reader = Reader::new(80, 24);
    check("why-in-the-story", reader.keys("j w G enter"));
}

#[test]
fn a_country_put_right_is_seen_in_the_list_and_the_head_at_once() {
    let mut reader = Reader::new(120, 30);
    reader.keys("w d d a").types("icela");
    check("why-choosing", &reader);
    check("why-put-right", reader.keys("enter"));
    assert!(reader.text().contains("about Iceland · u undoes"), "{}", reader.text());
    reader.keys("esc");
    let screen = reader.text();
    assert!(screen.lines().nth(3).unwrap().contains(" IS "), "{screen}");
    assert!(screen.contains("about Iceland") && !screen.contains("BERGEN, Norway"), "{screen}");
    reader.keys("/").types("country:IS").keys("enter");
    assert!(reader.text().contains("1 story"), "{}", reader.text());
    reader.keys("u u u u");
    assert!(
        reader.text().contains("BERGEN, Norway") && !reader.text().contains("Iceland"),
        "{}",
        reader.text()
    );
}

#[test]
fn a_story_under_no_country_says_how_to_put_it_under_one() {
    let mut library = Library::scratch().unwrap();
    library.open_index().unwrap();
    let copy = dateline::article::RawCopy::from_text("It rained, and then it stopped.");
    library.add(&[dateline::article::parse(copy)]).unwrap();
    let mut reader = Reader::over(library, Shelf::Own(PathBuf::new()), 100, 14);
    assert!(reader.keys("w d").text().contains("no country here to take away"), "{}", reader.text());
    check("why-none", &reader);
    // With no country to replace, one is added.
    reader.keys("c").types("iceland").keys("enter esc");
    assert!(reader.text().contains(" IS "), "{}", reader.text());
}

#[test]
fn a_story_that_leaves_the_filter_takes_its_reasons_with_it() {
    let mut reader = Reader::new(120, 30);
    reader.keys("/").types("country:NO").keys("enter");
    let before = reader.text();
    reader.keys("w c").types("iceland").keys("enter");
    assert!(!reader.text().contains("Why it is under"), "{}", reader.text());
    assert!(reader.text().contains("nothing under Norway"), "{}", reader.text());
    reader.keys("u");
    let now = reader.text();
    assert_eq!(now.lines().nth(3), before.lines().nth(3));
}

/// A library of stories that may not be used, and of one that might not have been.
fn held() -> Library {
    let mut library = Library::scratch().unwrap();
    library.open_index().unwrap();
    let moment = |text: &str| Some(text.parse::<chrono::DateTime<chrono::Utc>>().unwrap());
    let story = |n: u32, headline: &str, desk: Desk| {
        let text = format!("OSLO (Meridian) - {headline}. Ships wait at quay {n}.");
        let mut copy = RawCopy { title: Some(headline.to_owned()), ..RawCopy::from_text(text) };
        copy.published = moment(&format!("2025-06-1{n}T08:00:00Z"));
        copy.date = copy.published.map(|moment| moment.date_naive());
        parse(RawCopy { desk: Some(Box::new(desk)), ..copy })
    };
    let killed =
        Desk { status: Status::Canceled, revised: moment("2025-06-15T10:00:00Z"), ..Desk::default() };
    let embargoed = Desk {
        embargoed_until: moment("2999-03-06T06:00:00Z"),
        urgency: Some(2),
        slug: Some("Harbour-Storm".to_owned()),
        byline: Some("By Jo Lind".to_owned()),
        subjects: ["Weather", "Sea"].map(str::to_owned).to_vec(),
        version: Some("3".to_owned()),
        ..Desk::default()
    };
    let passed = Desk { embargoed_until: moment("2025-06-12T06:00:00Z"), ..Desk::default() };
    let withheld = Desk { status: Status::Withheld, ..Desk::default() };
    library
        .add(&[
            story(1, "Bridge closes for a week and nobody knows why", withheld),
            story(2, "Ferries sail again", passed),
            story(3, "Harbour reopens after the storm of the year", embargoed),
            story(4, "Mayor of Holm resigns", killed),
        ])
        .unwrap();
    library.commit_index().unwrap();
    library
}

#[test]
fn what_may_not_be_used_is_seen_in_the_list_and_in_the_head_and_never_hidden() {
    for (columns, rows) in [(80, 24), (120, 24), (200, 60)] {
        let mut reader = Reader::over(held(), Shelf::Own(PathBuf::new()), columns, rows);
        let list = reader.keys("j").text();
        for word in ["killed 15 Jun", "until  6 Mar", "withheld"] {
            assert!(list.contains(word), "{word}: {list}");
        }
        let story = reader.keys("enter").text();
        for line in [
            "Embargoed until 6 March 2999, 06:00 UTC.",
            "By Jo Lind",
            "urgency 2 · Harbour-Storm · Weather, Sea · its version 3",
        ] {
            assert!(story.contains(line), "{line}: {story}");
        }
    }
    let mut reader = Reader::over(held(), Shelf::Own(PathBuf::new()), 120, 24);
    for query in ["is:embargoed", "slug:harbour-storm", "slug:storm", "subject:sea urgency:<=2", "urgency:2"]
    {
        reader.keys("/ ctrl-u").types(query).keys("enter");
        assert!(reader.text().contains("1 story") && reader.text().contains("Harbour"), "{}", reader.text());
    }
}

#[test]
fn a_prompt_offers_to_complete_only_what_it_can() {
    for (keys, completes) in [("/", true), ("F a", false)] {
        let mut reader = Reader::new(80, 24);
        let last = reader.keys(keys).text().lines().last().map(str::to_owned).unwrap_or_default();
        assert!(last.contains("cancel") && last.contains("complete") == completes, "{keys}: {last}");
    }
}

#[test]
fn an_embargo_is_only_told_once_its_day_is_over() {
    let mut reader = Reader::over(held(), Shelf::Own(PathBuf::new()), 120, 24);
    reader.keys("j");
    let day = |day| Msg::Today(chrono::NaiveDate::from_ymd_opt(2999, 3, day).unwrap());
    // Wherever the reader is, it may still be the sixth somewhere.
    reader.tell(day(7));
    assert!(reader.text().contains("until  6 Mar"), "{}", reader.text());
    assert!(reader.text().contains("Embargoed until 6 March 2999, 06:00 UTC."), "{}", reader.text());
    reader.tell(day(8));
    assert!(!reader.text().contains("embargo 6 Mar"), "{}", reader.text());
    assert!(reader.text().contains("was embargoed until 6 March 2999, 06:00 UTC"), "{}", reader.text());
}

#[test]
fn every_theme_draws_every_screen_and_no_colour_still_shows_what_matters() {
    for name in ["dark", "light", "terminal"] {
        let mut reader = Reader::new(120, 24);
        let theme = Theme::built_in(name).unwrap();
        reader.palette = Palette::new(theme.clone());
        reader.keys("b j enter ]");
        check(&format!("theme-{name}"), &reader);
        check(&format!("theme-{name}-why"), reader.keys("w"));
        reader.palette = Palette::new(theme.without_colour());
        let picture = reader.picture();
        let legend = picture.split("\nlegend\n").nth(1).unwrap_or_default();
        assert!(!legend.contains('#') && legend.contains("bold") && legend.lines().count() >= 4, "{legend}");
    }
}

#[test]
fn clearing_a_filter_at_the_end_of_the_list_shows_the_end_of_the_list() {
    let mut reader = Reader::new(100, 24);
    reader.keys("U G").keys("enter esc / z z z esc");
    assert!(
        reader.text().contains("boulangerie") && !reader.text().contains("nothing under"),
        "{}",
        reader.text()
    );
}

#[test]
fn a_list_that_cannot_be_read_says_so_and_is_not_asked_for_without_end() {
    let mut reader = Reader::new(100, 24);
    let effects = reader.app.update(Msg::Key("U".parse().unwrap()));
    let mut asked = 0;
    let mut open = VecDeque::from(effects);
    while let Some(effect) = open.pop_front() {
        let Effect::Page { ticket, .. } = effect else { continue };
        asked += 1;
        assert!(asked < 5, "asked again and again");
        let rows = Err("the disk cannot be read: check it".to_owned());
        open.extend(reader.app.update(Msg::Page { ticket, rows }));
    }
    assert!(reader.text().contains("the disk cannot be read"), "{}", reader.text());
}
