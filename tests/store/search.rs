//! Searches against the same list filtered and sorted by hand, and the words that must be found.

use std::collections::BTreeMap;

use chrono::Datelike;
use dateline::listing::{Key, Stretch, Tally};
use dateline::place::Country;
use dateline::query::{DateRange, Expr, Flag, Query, Sort, Term, Urgency};
use dateline::store::Library;
use proptest::prelude::*;
use proptest::test_runner::TestRunner;

use crate::builder::{Made, country, day, found, ids, library, numbers, only, story, typed, word};
use crate::shelf::{AGENCIES, CODES, DATES, Known, PLACES, SUBJECTS, WORDS, holds, shelf};

fn terms() -> impl Strategy<Value = Term> {
    let pick = |of: &'static [&'static str]| prop::sample::select(of).prop_map(str::to_owned);
    let typed = (pick(&WORDS), 1..6_usize).prop_map(|(word, letters)| Term::Word {
        text: word[..letters.min(word.len())].to_owned(),
        beginning: true,
    });
    let date = prop::option::of(prop::sample::select(&DATES[..]));
    prop_oneof![
        4 => pick(&WORDS).prop_map(|text| Term::Word { text, beginning: false }),
        3 => typed,
        1 => (pick(&WORDS), pick(&WORDS)).prop_map(|(a, b)| Term::Phrase(format!("{a} {b}"))),
        2 => prop::collection::vec(prop::sample::select(&CODES[..]).prop_map(country), 0..3).prop_map(Term::Country),
        1 => pick(&PLACES).prop_map(Term::From),
        1 => prop_oneof![pick(&AGENCIES), Just("wire".to_owned())].prop_map(Term::By),
        1 => prop_oneof![pick(&AGENCIES), Just("wire".to_owned())].prop_map(Term::Source),
        1 => prop_oneof![Just("aliyev"), Just("emma stone"), Just("ilham stone")]
            .prop_map(|name| Term::Said(name.to_owned())),
        2 => (pick(&WORDS), 1..9_usize, any::<bool>()).prop_map(|(word, letters, beginning)| Term::Quote {
            text: word[..if beginning { letters.min(word.len()) } else { word.len() }].to_owned(),
            beginning,
        }),
        1 => (pick(&WORDS), pick(&WORDS), any::<bool>())
            .prop_map(|(a, b, beginning)| Term::Quote { text: format!("{a} {b}"), beginning }),
        1 => (pick(&WORDS), prop::option::of(Just("bc"))).prop_map(|(word, bc)| {
            let text = [Some(word.as_str()), bc].into_iter().flatten().collect::<Vec<_>>().join(" ");
            Term::Slug { text, beginning: false }
        }),
        1 => (pick(&WORDS), 1..6_usize).prop_map(|(word, letters)| Term::Slug {
            text: word[..letters.min(word.len())].to_owned(),
            beginning: true,
        }),
        1 => prop_oneof![pick(&SUBJECTS), Just("gas".to_owned()), Just("gas gas".to_owned())]
            .prop_map(|text| Term::Subject { text, beginning: false }),
        1 => (0..5_u8, 0..5_u8).prop_map(|(from, more)| Term::Urgency(Urgency { from, to: from + more })),
        2 => (date.clone(), date).prop_map(|(from, to)| {
            Term::Date(DateRange { from: from.map(day), to: to.map(day), text: String::new() })
        }),
        2 => prop::sample::select(&[Flag::Read, Flag::Unread, Flag::Bookmarked][..]).prop_map(Term::Is),
    ]
}

fn exprs() -> impl Strategy<Value = Expr> {
    terms().prop_map(Expr::Term).prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Expr::All),
            prop::collection::vec(inner.clone(), 0..3).prop_map(Expr::Any),
            inner.prop_map(|expr| Expr::Not(Box::new(expr))),
        ]
    })
}

fn queries() -> impl Strategy<Value = Query> {
    let sorts = prop::sample::select(&[Sort::Newest, Sort::Oldest][..]);
    (prop::collection::vec(exprs(), 0..4), sorts).prop_map(|(all, sort)| Query { all, sort })
}

#[test]
fn every_query_finds_what_a_plain_look_through_the_stories_finds() {
    let (_dir, mut library) = library();
    let known = shelf(&mut library);
    let cases = proptest::test_runner::Config { cases: 400, failure_persistence: None, ..Default::default() };
    TestRunner::new(cases)
        .run(&(queries(), 0..known.len(), 1..60_usize), |(query, at, limit)| {
            let mut list: Vec<&Known> =
                known.iter().filter(|story| holds(story, &Expr::All(query.all.clone()))).collect();
            list.sort_by_key(|story| story.key);
            if query.sort == Sort::Newest {
                list.reverse();
            }
            pages(&library, &query, &list, known[at].key, limit)?;
            counts(&library, &query, &list)
        })
        .unwrap();
}

/// Pages before, at and behind any story, in the list or not, are those of the plain list.
fn pages(
    library: &Library,
    query: &Query,
    list: &[&Known],
    here: Key,
    limit: usize,
) -> Result<(), TestCaseError> {
    let newest = query.sort == Sort::Newest;
    let before = list.partition_point(|story| if newest { story.key > here } else { story.key < here });
    let behind = before + usize::from(list.get(before).is_some_and(|story| story.key == here));
    for (stretch, start, end) in [
        (Stretch::First, 0, limit),
        (Stretch::Last, list.len().saturating_sub(limit), list.len()),
        (Stretch::Before(here), before.saturating_sub(limit), before),
        (Stretch::From(here), before, before + limit),
        (Stretch::After(here), behind, behind + limit),
    ] {
        let rows = library.page(query, stretch, limit).unwrap();
        let expected: Vec<u32> =
            list[start..end.min(list.len())].iter().map(|story| story.key.id.0).collect();
        prop_assert_eq!(numbers(&rows), expected, "{:?} {}", stretch, limit);
        for row in rows {
            let story = list.iter().find(|story| story.key == row.key).unwrap();
            prop_assert_eq!((row.marks.read, row.marks.bookmarked), (story.read, story.bookmarked));
        }
    }
    Ok(())
}

fn counts(library: &Library, query: &Query, list: &[&Known]) -> Result<(), TestCaseError> {
    let mut countries: BTreeMap<Country, u64> = BTreeMap::new();
    for about in list.iter().flat_map(|story| &story.article.countries) {
        *countries.entry(about.country).or_default() += 1;
    }
    let unread = list.iter().filter(|story| !story.read).count() as u64;
    let mut months = BTreeMap::new();
    for first in list.iter().filter_map(|story| story.article.date?.with_day(1)) {
        *months.entry(first).or_default() += 1;
    }
    let tally = Tally { stories: list.len() as u64, unread, countries, months };
    prop_assert_eq!(library.tally(query).unwrap(), tally);
    let december = day("2019-12-25");
    let mut days = BTreeMap::new();
    for date in list.iter().filter_map(|story| story.article.date) {
        if (day("2019-12-01")..day("2020-01-01")).contains(&date) {
            *days.entry(date).or_default() += 1;
        }
    }
    prop_assert_eq!(library.days(query, december).unwrap(), days);
    let since = ids([200])[0];
    let arrived = list.iter().filter(|story| story.key.id > since).count() as u64;
    prop_assert_eq!(library.arrived(query, since).unwrap(), (arrived, ids([480])[0]));
    Ok(())
}

#[test]
fn words_of_many_scripts_are_found_as_people_type_them() {
    let probes = [
        ("Talks in İstanbul began", "istanbul"),
        ("BAKI, Bakı şəhəri", "baki"),
        ("An der Straße stehen", "strasse"),
        ("São Tomé and Príncipe", "sao"),
        ("Совещание в Орёле прошло", "ореле"),
        ("Київ повідомляє", "київ"),
        ("Στην Αθήνα σήμερα", "αθηνα"),
        ("国家主席在北京举行会谈", "北京"),
        ("東京で会議が開かれた", "会議"),
        ("東京で会議が開かれた", "開"),
        ("서울에서 열린 회의", "서울"),
        ("ที่กรุงเทพมหานครวันนี้", "กรุงเทพ"),
        ("قال مُحَمَّد إن", "محمد"),
        ("وقال أحمد اليوم", "احمد"),
        ("בְּיִשְׂרָאֵל היום", "בישראל"),
        ("नई दिल्ली में", "दिल्ली"),
        ("Aliyev’s plan", "Aliyev"),
        ("ＡＢＣ ltd", "abc"),
    ];
    let (_dir, mut library) = library();
    let batch: Vec<_> = (0..).zip(probes).map(|(n, (text, _))| story(&format!("{n}"), text)).collect();
    library.add(&batch).unwrap();
    library.commit_index().unwrap();
    for (number, (text, asked)) in (1..).zip(probes) {
        assert!(found(&library, &word(asked)).contains(&number), "{asked} in {text}");
        assert!(found(&library, &typed(asked)).contains(&number), "{asked} typed in {text}");
        let start: String = asked.chars().take(2).collect();
        assert!(found(&library, &typed(&start)).contains(&number), "{start} typed in {text}");
    }
    assert!(found(&library, &word("京北")).is_empty());
    assert_eq!(found(&library, &typed("!?")).len(), probes.len(), "no letters are no condition");
}

#[test]
fn the_best_match_comes_first_and_a_headline_weighs_more() {
    let (_dir, mut library) = library();
    let filler = "and much else that was said on a long day in many places ";
    library
        .add(&[
            story("a", &format!("peace {}", filler.repeat(3))).on("2020-01-03"),
            story("b", &format!("{} peace", filler.repeat(3))).titled("Peace at last").on("2020-01-01"),
            story("c", &filler.repeat(3)).on("2020-01-02"),
        ])
        .unwrap();
    library.commit_index().unwrap();
    let query = Query { sort: Sort::Relevance, ..word("peace") };
    assert_eq!(found(&library, &query), [2, 1]);
    let rows = library.page(&query, Stretch::First, 9).unwrap();
    assert_eq!(numbers(&library.page(&query, Stretch::After(rows[0].key), 9).unwrap()), [1]);
    assert_eq!(numbers(&library.page(&query, Stretch::Before(rows[1].key), 9).unwrap()), [2]);
    assert_eq!(numbers(&library.page(&query, Stretch::Last, 1).unwrap()), [1]);
    let unread = Query { sort: Sort::Relevance, ..only(Term::Is(Flag::Unread)) };
    assert_eq!(found(&library, &unread), [1, 3, 2], "newest first where nothing is searched for");
    let everything = Query { sort: Sort::Relevance, ..Query::default() };
    assert_eq!(found(&library, &everything), [1, 3, 2], "and where nothing is asked for at all");
    assert_eq!(
        numbers(&library.page(&query, Stretch::From(rows[1].key), 9).unwrap()),
        [1],
        "a place to come back to"
    );
}

#[test]
fn a_word_being_typed_ends_a_phrase_too() {
    let (_dir, mut library) = library();
    library.add(&[story("a", "a state-owned firm"), story("b", "owned by the state")]).unwrap();
    library.commit_index().unwrap();
    assert_eq!(found(&library, &typed("state-ow")), [1]);
    assert_eq!(found(&library, &word("state-owned")), [1]);
    assert_eq!(found(&library, &only(Term::Phrase("by the state".to_owned()))), [2]);
}
