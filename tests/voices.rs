//! Whole screens of who said what: the quotations of a speaker and the speakers, with their styles.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod common;

use chrono::{Days, Months, NaiveDate};
use common::reader::{Reader, check};
use dateline::app::{Effect, Msg, Voice, Voiced};
use dateline::config::Theme;
use dateline::listing::{Key, Quotation, QuotationKey, SpeakerId, SpeakerRow, StoryId};
use dateline::place::Country;
use dateline::ui::theme::Palette;

const SIZES: [(u16, u16, &str); 3] = [(80, 24, "narrow"), (120, 40, "wide"), (200, 60, "widest")];

/// What is said, by whom as its story puts it, from where.
const SAID: [(&str, &str, &str); 8] = [
    ("She is winning.", "Oddvar Lønnestad", "NO"),
    (
        "The catch this spring was the smallest since the harbour began to keep its books, and nobody who stands here at \
         five in the morning will tell you anything else, whatever they say in the capital about quotas, about the warm \
         water, about the boats from elsewhere, or about the price of fuel, which has doubled since the autumn.",
        "the harbour master",
        "NO",
    ),
    ("We asked for a new pier,", "he", "NO"),
    ("Tourists come for the light", "Lønnestad", "IS"),
    ("北京の会談は静かに終わった。", "he", "JP"),
    ("and nobody answered", "Mr. Lønnestad", "NO"),
    ("A tourist asks where the fish went.", "Oddvar Lønnestad", "DK"),
    ("No.", "he", ""),
];

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

fn quotation(n: usize) -> Quotation {
    let (text, mention, country) = SAID[n % SAID.len()];
    let story = Key { when: -(n as i64), id: StoryId(1 + n as u32 / 3) };
    Quotation {
        key: QuotationKey { story, index: n % 3 },
        date: (n % 11 != 7).then(|| day(2025, 6, 13).checked_sub_days(Days::new(n as u64 * 2 / 3)).unwrap()),
        country: Country::from_code(country),
        headline: format!("Harbour counts its fish on day {n}, and the tourists watch"),
        text: text.to_owned(),
        mention: Some(mention.to_owned()),
        name: None,
        speaker: Some(SpeakerId(1)),
        confidence: 0.9,
    }
}

/// A name, its other name, how often it is quoted, months ago and how often in them, countries.
type Told = (&'static str, &'static str, u64, &'static [(u32, u64)], &'static str);

const SPEAKERS: [Told; 8] = [
    (
        "Oddvar Lønnestad",
        "Lønnestad",
        1_204,
        &[(0, 400), (1, 204), (2, 300), (3, 100), (9, 200)],
        "NO IS DK JP SE FI",
    ),
    ("Harbour Office of the Western Fjords", "", 88, &[(2, 8), (4, 80)], "NO"),
    ("Erna Solberg", "Solberg", 61, &[(3, 20), (5, 30), (11, 11)], "NO SE"),
    ("北京の漁師", "", 40, &[(1, 20), (8, 20)], "JP CN"),
    ("Solberg", "", 12, &[(5, 12)], "SE"),
    ("Ministry of Fish", "the ministry", 7, &[(7, 3), (10, 4)], "IS"),
    ("A fisherman", "", 2, &[(4, 1), (6, 1)], ""),
    ("A boy on the pier", "", 1, &[], "NO"),
];

fn speaker(at: usize) -> SpeakerRow {
    let (name, other, quotations, months, countries) = SPEAKERS[at];
    let ago =
        |(ago, count): &(u32, u64)| (day(2025, 6, 1).checked_sub_months(Months::new(*ago)).unwrap(), *count);
    let mut months: Vec<(NaiveDate, u64)> = months.iter().map(ago).collect();
    months.sort();
    let id = |n: usize| SpeakerId(n as u32);
    let names = [(id(at + 1), name.to_owned()), (id(at + 101), other.to_owned())];
    let countries = countries.split_whitespace().filter_map(Country::from_code);
    SpeakerRow {
        id: id(at + 1),
        name: name.to_owned(),
        names: names.into_iter().filter(|(_, name)| !name.is_empty()).collect(),
        quotations,
        months,
        countries: countries.zip((1..=60u64).rev().step_by(9)).collect(),
    }
}

fn begins(text: &str, words: &str) -> bool {
    let text = text.to_lowercase();
    words.split_whitespace().all(|word| text.split(' ').any(|other| other.starts_with(word)))
}

fn voices(effect: &Effect) -> Option<Msg> {
    Some(match effect {
        Effect::Quotations { ticket, by, said, after, limit } => {
            let from = after.map_or(0, |after| (after.story.id.0 as usize - 1) * 3 + after.index + 1);
            let rows = (from..130).map(quotation).filter(|row| begins(&row.text, &said.words)).take(*limit);
            let SpeakerRow { id, name, names, .. } = speaker(0);
            let voice = by.map(|_| Voice { id, name, names });
            Msg::Quotations { ticket: *ticket, found: Ok(Voiced { voice, rows: rows.collect() }) }
        }
        Effect::Speakers { ticket, words, .. } => {
            let rows = (0..SPEAKERS.len()).map(speaker).filter(|row| begins(&row.name, words));
            Msg::Speakers { ticket: *ticket, rows: Ok(rows.collect()) }
        }
        Effect::Join { ticket, joinings, what, why } => {
            Msg::Joined { ticket: *ticket, what: what.clone(), why: *why, back: Ok(joinings.clone()) }
        }
        _ => return None,
    })
}

fn reader(columns: u16, rows: u16) -> Reader {
    let mut reader = Reader::new(columns, rows);
    reader.instead = voices;
    reader
}

#[test]
fn what_a_speaker_said_stands_in_columns_and_the_selected_one_as_a_whole() {
    for (columns, rows, name) in SIZES {
        let mut reader = reader(columns, rows);
        check(&format!("quotations-{name}"), reader.keys("enter ] a down"));
    }
}

#[test]
fn what_is_typed_is_marked_in_what_it_leaves() {
    let mut reader = reader(100, 24);
    check("quotations-typed", reader.keys("enter ] a").types("tour").keys("end"));
    check("quotations-none", reader.types("nobody"));
}

#[test]
fn a_small_screen_still_shows_a_few_with_their_headline() {
    check("quotations-small", reader(44, 11).keys("enter ] a down"));
    check("speakers-small", reader(44, 11).keys("S j"));
}

#[test]
fn a_story_opened_from_a_quotation_stands_alone_and_says_where_it_is() {
    let mut reader = reader(120, 30);
    reader.keys("enter ] a");
    let rows = |reader: &Reader| reader.text().lines().skip(2).collect::<Vec<_>>().join("\n");
    let before = rows(&reader);
    check("quotations-story", reader.keys("down enter"));
    reader.keys("esc up");
    assert_eq!(rows(&reader), before, "back where one was");
}

#[test]
fn speakers_stand_in_columns_with_their_months_under_each_other() {
    for (columns, rows, name) in SIZES {
        check(&format!("speakers-{name}"), reader(columns, rows).keys("S j"));
    }
}

#[test]
fn speakers_are_narrowed_selected_joined_and_parted() {
    let mut reader = reader(100, 24);
    check("speakers-typing", reader.keys("S /").types("sol").keys("tab"));
    check("speakers-joined", reader.keys("enter ="));
    check("speakers-names", reader.keys("g p down"));
}

#[test]
fn a_filter_is_said_to_hold_or_not() {
    let mut reader = reader(100, 20);
    reader.keys("/").types("country:NO").keys("enter S");
    assert!(reader.text().contains("Who is quoted  under the filter"), "{}", reader.text());
    assert!(reader.keys("enter").text().contains("1,204 quotations under the filter"), "{}", reader.text());
    reader.keys("esc esc enter ] a");
    assert!(reader.text().contains("100 quotations so far in the whole library"), "{}", reader.text());
}

#[test]
fn every_theme_tells_quotation_speaker_and_selection_apart_with_colour_and_without() {
    for name in ["dark", "light", "terminal"] {
        let theme = Theme::built_in(name).unwrap();
        for keys in ["enter ] a down", "S j tab"] {
            let mut reader = reader(100, 24);
            reader.palette = Palette::new(theme.clone());
            reader.keys(keys);
            let what = if keys == "S j tab" { "speakers" } else { "quotations" };
            check(&format!("theme-{name}-{what}"), &reader);
            reader.palette = Palette::new(theme.clone().without_colour());
            let picture = reader.picture();
            let legend = picture.split("\nlegend\n").nth(1).unwrap_or_default();
            assert!(!legend.contains('#') && legend.lines().count() >= 4, "{legend}");
            for style in ["reversed", "bold", "dim"] {
                assert!(legend.contains(style), "{style}: {legend}");
            }
        }
    }
}
