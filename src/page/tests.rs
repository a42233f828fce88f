//! A page as its parts come out: text, roles, margin, hits.

mod any_text;
mod desk;
mod reason;
mod snippet;

use chrono::NaiveDate;

use super::{GAP, Page, Role, Setting, set};
use crate::article::copy::LONGEST;
use crate::article::{
    About, Article, Byline, Choice, Dateline, DatelinePlace, Headline, Known, MonthDay, Quote, RawCopy, Span,
    Speaker, Via,
};
use crate::place::{Country, Place};
use crate::width;

/// An article of paragraphs alone, one a blank line.
fn article(text: &str) -> Article {
    let mut at = 0;
    let mut paragraphs = Vec::new();
    for part in text.split("\n\n") {
        paragraphs.extend(Span::new(text, at..at + part.len()));
        at += part.len() + 2;
    }
    Article {
        copy: RawCopy::from_text(text),
        headline: Headline::default(),
        date: None,
        lang: "en".to_owned(),
        byline: None,
        dateline: None,
        countries: Vec::new(),
        paragraphs,
        quotes: Vec::new(),
        notes: Vec::new(),
    }
}

/// The first `part` after `from`.
fn span(article: &Article, part: &str, from: usize) -> Span {
    let text = &article.copy.text;
    let start = from + text[from..].find(part).expect("the part stands in the text");
    Span::new(text, start..start + part.len()).expect("a part of the text")
}

/// Adds a quotation; the speaker and the cue are the first such words after its end.
fn say(article: &mut Article, said: &str, cue: &str, speaker: Option<(&str, Option<&str>)>, confidence: f32) {
    let from = article.quotes.last().map_or(0, |quote| quote.span.end());
    let quoted = span(article, said, from);
    let speaker = speaker.map(|(mention, name)| Speaker {
        span: span(article, mention, quoted.end()),
        name: name.map(str::to_owned),
        known: Known::default(),
    });
    let cue = (!cue.is_empty()).then(|| span(article, cue, quoted.end()));
    article.quotes.push(Quote { span: quoted, cue, speaker, confidence });
}

fn country(code: &str) -> Country {
    Country::from_code(code).expect("a country's code")
}

fn place(article: &Article, written: &str, code: Option<&str>) -> DatelinePlace {
    let place = code.map(|code| Place {
        name: "Somewhere",
        country: country(code),
        admin1: None,
        lat: 0.0,
        lon: 0.0,
        population: 0,
        capital: false,
    });
    DatelinePlace { span: span(article, written, 0), place }
}

/// A story with everything; its text is dateline, byline and one paragraph.
fn whole() -> Article {
    let mut story = article("BAKU, December 13. /TASS/.\n\nA. N. Author\n\nThe talks went on.");
    story.headline = Headline { text: "Talks go on in Baku".to_owned(), derived: true, span: None };
    story.date = NaiveDate::from_ymd_opt(2019, 12, 13);
    story.byline = Some(Byline { span: story.paragraphs[1] });
    story.dateline = Some(Dateline {
        span: story.paragraphs[0],
        places: vec![place(&story, "BAKU", Some("AZ"))],
        day: Some(MonthDay { month: 12, day: 13 }),
        agency: Some("TASS".to_owned()),
        country: Some(country("AZ")),
        via: Via::Agency,
        choice: Choice::Unknown,
    });
    story.countries =
        ["AZ", "RU"].map(|code| About { country: country(code), score: 1.0, because: Vec::new() }).to_vec();
    story.copy.url = Some("https://example.org/1".to_owned());
    story.paragraphs.drain(..2);
    story
}

/// A line a line: runs that are not body in braces, their role before and their quotation behind; hits in stars; the
/// margin after a bar.
fn picture(page: &Page) -> Vec<String> {
    let run = |run: &super::Run| {
        let text = if run.hit { format!("*{}*", run.text) } else { run.text.clone() };
        match (run.role, run.quote) {
            (Role::Body, None) => text,
            (role, None) => format!("{{{role:?} {text}}}"),
            (role, Some(quote)) => format!("{{{role:?} {text} {quote}}}"),
        }
    };
    let line = |line: &super::Line| {
        let margin = line.margin.as_ref().map(|margin| format!(" | {margin}")).unwrap_or_default();
        line.runs.iter().map(run).collect::<String>() + &margin
    };
    page.lines.iter().map(line).collect()
}

fn wide() -> Setting<'static> {
    Setting { width: 120, ..Setting::default() }
}

#[test]
fn a_page_ends_where_a_text_is_longer_than_any_story() {
    let text = format!("Trams run.\n\nThey{}stop.\n\nNobody saw it.", " ".repeat(LONGEST));
    let page = set(&article(&text), Setting::default());
    let ends = "page and search end here: the other 1 MB come with an export";
    assert_eq!(page.plain().trim_end(), format!("Trams run.\n\nThey\n\n{ends}"));
    assert_eq!(page.lines.last().map(|line| line.runs[0].role), Some(Role::Note));
}

#[test]
fn the_head_says_where_when_who_and_what_was_made() {
    let note = "ask\nagain";
    let page = set(&whole(), Setting { version: 2, note: Some(note), measure: 78, ..wide() });
    assert_eq!(
        picture(&page),
        [
            "{Headline Talks go on in Baku}",
            "{Dateline BAKU, Azerbaijan · Friday, 13 December 2019 · TASS}",
            "{Byline By A. N. Author}",
            "{Meta updated, version 2 · about Azerbaijan, Russia · }{Derived headline made from the lede}",
            "{Meta https://example.org/1}",
            "",
            "{Note Note: ask}",
            "{Note again}",
            "",
            "The talks went on.",
        ]
    );
}

#[test]
fn the_dateline_is_told_from_what_is_known() {
    let told = |change: &dyn Fn(&mut Article, &mut Dateline)| {
        let mut story = whole();
        let mut dateline = story.dateline.take().expect("the story has one");
        change(&mut story, &mut dateline);
        story.dateline = Some(dateline);
        let page = set(&story, Setting::default());
        let runs = page.lines.iter().flat_map(|line| &line.runs);
        runs.filter(|run| run.role == Role::Dateline).map(|run| run.text.clone()).collect::<String>()
    };
    assert_eq!(told(&|story, _| story.date = None), "BAKU, Azerbaijan · 13 December · TASS");
    assert_eq!(
        told(&|_, dateline| dateline.day = Some(MonthDay { month: 12, day: 12 })),
        "BAKU, Azerbaijan · Friday, 13 December 2019 · filed 12 December · TASS"
    );
    assert_eq!(told(&|_, dateline| dateline.places.clear()), "Azerbaijan · Friday, 13 December 2019 · TASS");
    let no_agency = |story: &mut Article, dateline: &mut Dateline| {
        story.copy.source = Some("A Paper".to_owned());
        dateline.agency = None;
    };
    assert_eq!(told(&no_agency), "BAKU, Azerbaijan · Friday, 13 December 2019 · A Paper");
    let impossible = |story: &mut Article, dateline: &mut Dateline| {
        story.date = None;
        dateline.day = Some(MonthDay { month: 2, day: 31 });
    };
    assert_eq!(told(&impossible), "BAKU, Azerbaijan · TASS");
}

#[test]
fn places_of_one_country_share_its_name() {
    let mut story = whole();
    story.copy.text = "BAKU GANJA MOSCOW Norway".to_owned();
    let places =
        [("BAKU", Some("AZ")), ("GANJA", Some("AZ")), ("MOSCOW", Some("RU")), ("Norway", Some("NO"))];
    let places = places.map(|(written, code)| place(&story, written, code)).to_vec();
    story.dateline.as_mut().expect("the story has one").places = places;
    story.paragraphs.clear();
    let page = set(&story, Setting { width: 200, measure: 200, ..Setting::default() });
    assert!(
        page.lines[1].runs[0].text.starts_with("BAKU / GANJA, Azerbaijan / MOSCOW, Russia / Norway ·"),
        "{:?}",
        page.lines[1]
    );
}

#[test]
fn a_quotation_has_its_marks_and_its_speaker() {
    let mut story = article("\"We are sure,\" said Aliyev.\n\nHe called it « très bien » and „gut“.");
    say(&mut story, "We are sure,", "said", Some(("Aliyev", Some("Ilham Aliyev"))), 0.9);
    say(&mut story, "très bien", "", None, 0.9);
    say(&mut story, "gut", "", None, 0.9);
    let page = set(&story, wide());
    assert_eq!(
        picture(&page),
        [
            "{Quote \"We are sure,\" 0} {Cue said 0} {Speaker Aliyev 0}. | Ilham Aliyev",
            "",
            "He called it {Quote « très bien » 1} and {Quote „gut“ 2}. | unattributed",
        ]
    );
    assert_eq!(page.quotes, [0, 2, 2]);
}

#[test]
fn a_doubtful_quotation_names_nobody() {
    let mut story = article("\"We are sure,\" said Aliyev.");
    say(&mut story, "We are sure,", "said", Some(("Aliyev", None)), 0.4);
    let doubtful = set(&story, Setting { confidence: 0.5, ..wide() });
    assert_eq!(picture(&doubtful), ["{Quote \"We are sure,\" 0} said Aliyev. | unattributed"]);
    let trusted = set(&story, Setting { confidence: 0.4, ..wide() });
    assert_eq!(picture(&trusted), ["{Quote \"We are sure,\" 0} {Cue said 0} {Speaker Aliyev 0}. | Aliyev"]);
}

#[test]
fn one_speaker_who_goes_on_is_named_once_a_paragraph() {
    let text = "\"One.\" \"Two,\" said Ann. \"Three,\" said Bo.\n\n\"Four,\" said Bo.";
    let mut story = article(text);
    say(&mut story, "One.", "said", Some(("Ann", None)), 1.0);
    say(&mut story, "Two,", "said", Some(("Ann", None)), 1.0);
    say(&mut story, "Three,", "said", Some(("Bo", None)), 1.0);
    say(&mut story, "Four,", "said", Some(("Bo", None)), 1.0);
    let page = set(&story, Setting { width: 60, measure: 15, ..Setting::default() });
    let named = page.lines.iter().enumerate().filter_map(|(at, line)| {
        let margin = line.margin.as_deref();
        margin.map(|name| (at, name, line.margin_quote))
    });
    assert_eq!(
        named.collect::<Vec<_>>(),
        [(0, "Ann", Some(0)), (2, "Bo", Some(2)), (5, "Bo", Some(3))],
        "{:?}",
        picture(&page)
    );
    assert_eq!(page.quotes, [0, 0, 2, 5]);
}

#[test]
fn a_second_speaker_on_a_line_is_named_on_the_next() {
    let mut story = article("\"One,\" said Ann. \"Two and more,\" said Bo.");
    say(&mut story, "One,", "said", Some(("Ann", None)), 1.0);
    say(&mut story, "Two and more,", "said", Some(("Bo", None)), 1.0);
    let page = set(&story, Setting { width: 60, measure: 24, ..Setting::default() });
    let names: Vec<_> = page.lines.iter().map(|line| line.margin.as_deref()).collect();
    assert_eq!(names, [Some("Ann"), Some("Bo")], "{:?}", picture(&page));
}

#[test]
fn a_long_name_is_cut_to_the_margin() {
    let mut story = article("\"One,\" said Ann.");
    say(&mut story, "One,", "said", Some(("Ann", Some("The Ministry of Rather Long Names"))), 1.0);
    let page = set(&story, wide());
    assert_eq!(page.lines[0].margin.as_deref(), Some("The Ministry of Rather Long Nam…"));
    assert_eq!(width::width("The Ministry of Rather Long Nam…"), page.margin);
}

#[test]
fn where_spans_meet_the_quotation_wins_and_the_page_still_stands() {
    let mut story = article("\"We, said Ann, are sure\" and more");
    say(&mut story, "We, said Ann, are sure", "", None, 1.0);
    let (quote, ann) = (story.quotes[0].span, span(&story, "Ann, are sure\" and", 0));
    let inner = span(&story, "said", 0);
    story.quotes.push(Quote { span: inner, cue: Some(inner), speaker: None, confidence: f32::NAN });
    story.quotes[0].speaker = Some(Speaker { span: ann, name: None, known: Known::default() });
    let page = set(&story, Setting::default());
    assert_eq!(picture(&page), ["{Quote \"We, said Ann, are sure\" 0} and more"]);
    assert_eq!(page.quotes, [0, 0]);
    story.quotes.swap(0, 1);
    assert_eq!(story.quotes[1].span, quote);
    assert_eq!(set(&story, Setting::default()).quotes, [0, 0]);
}

#[test]
fn a_quotation_over_two_paragraphs_is_one() {
    let mut story = article("\"One.\n\n\"Two,\" said Ann.");
    say(&mut story, "One.\n\n\"Two,", "said", Some(("Ann", None)), 1.0);
    let page = set(&story, wide());
    assert_eq!(
        picture(&page),
        ["{Quote \"One. 0} | Ann", "", "{Quote \"Two,\" 0} {Cue said 0} {Speaker Ann 0}."]
    );
    assert_eq!(page.quotes, [0]);
}

#[test]
fn hits_are_marked_in_headline_and_text_but_not_in_what_we_add() {
    let mut story = whole();
    story.copy.text.push_str(" \"More talks in Baku,\" he said.");
    let end = story.copy.text.len();
    story.paragraphs = vec![Span::new(&story.copy.text, 40..end).expect("the body")];
    say(&mut story, "More talks in Baku,", "said", None, 1.0);
    let words = ["TALKS".to_owned(), "in bakú".to_owned(), "lede".to_owned()];
    let page = set(&story, Setting { words: &words, ..Setting::default() });
    let picture = picture(&page);
    assert_eq!(picture[0], "{Headline *Talks*}{Headline  go on }{Headline *in Baku*}");
    assert_eq!(picture[3], "{Meta about Azerbaijan, Russia · }{Derived headline made from the lede}");
    assert_eq!(
        picture[6],
        "The *talks* went on. {Quote \"More  0}{Quote *talks* 0}{Quote   0}{Quote *in Baku* 0}{Quote ,\" 0} he {Cue said 0}."
    );
    assert_eq!(page.hits, [0, 6]);
}

#[test]
fn text_and_margin_stand_in_the_middle_of_the_pane() {
    for (pane, measure, expected) in [
        (120, 72, (7, 72, 32)),
        (98, 72, (2, 72, 22)),
        (97, 72, (12, 72, 0)),
        (76, 72, (2, 72, 0)),
        (74, 72, (2, 71, 0)),
        (40, 72, (2, 37, 0)),
        (31, 72, (0, 31, 0)),
        (1, 72, (0, 1, 0)),
        (0, 0, (0, 1, 0)),
        (usize::MAX, 10, (usize::MAX / 2 - 22, 10, 32)),
        (usize::MAX, usize::MAX, (2, usize::MAX - 3, 0)),
    ] {
        let page = set(&article(""), Setting { width: pane, measure, ..Setting::default() });
        assert_eq!((page.indent, page.measure, page.margin), expected, "{measure} in {pane}");
        let margin = if page.margin > 0 { GAP + page.margin } else { 0 };
        assert!(pane == 0 || page.indent + page.measure + margin <= pane);
    }
}

#[test]
fn plain_text_has_a_line_end_after_each_line_and_no_empty_end() {
    let page = set(&article("One\ntwo.\n\n \n\nThree."), Setting::default());
    assert_eq!(page.plain(), "One two.\n\nThree.\n");
    assert_eq!(set(&article(""), Setting::default()).plain(), "");
}

#[test]
fn control_characters_move_no_span() {
    let mut story = article("\u{1b}[31m\u{7}\"We\u{7} are\r\nsure,\" said\u{8} Ann.");
    say(&mut story, "We\u{7} are\r\nsure,", "said", Some(("Ann", None)), 1.0);
    let page = set(&story, Setting::default());
    let parts = |role| {
        let runs = page.lines.iter().flat_map(|line| &line.runs);
        runs.filter(|run| run.role == role).map(|run| run.text.as_str()).collect::<String>()
    };
    assert_eq!(parts(Role::Quote), "\"We are sure,\"");
    assert_eq!(parts(Role::Cue), "said");
    assert_eq!(parts(Role::Speaker), "Ann");
}
