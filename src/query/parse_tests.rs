//! Queries as typed → what they mean, written canonically; errors with the token they point at.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::parse;
use crate::place::Country;
use crate::query::date::date_range;
use crate::query::{Expr, FLAGS, Query, QueryError, SORTS, Term, Urgency};

fn today() -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, 12, 13).unwrap()
}

/// Each filter on its own, `~` behind a word that is still being typed.
fn read(input: &str, typing: bool) -> Result<Vec<String>, QueryError> {
    let show = |expr: &Expr| match expr {
        Expr::Term(Term::Word { text, beginning: true }) => format!("{text}~"),
        other => other.to_string(),
    };
    Ok(parse(input, today(), typing)?.all.iter().map(show).collect())
}

#[test]
fn what_is_typed_means_what_it_says() {
    for (input, means) in [
        ("", vec![]),
        ("  aliyev   baku ", vec!["aliyev", "baku"]),
        ("\"trade  turnover\" oil", vec!["\"trade turnover\"", "oil"]),
        ("“trade turnover” «нефть и газ»", vec!["\"trade turnover\"", "\"нефть и газ\""]),
        ("-oil NOT gas", vec!["-oil", "-gas"]),
        ("-\"trade turnover\" -country:AZ", vec!["-\"trade turnover\"", "-country:AZ"]),
        ("a OR b", vec!["a OR b"]),
        ("a OR b c", vec!["a OR b", "c"]),
        ("a b OR c OR d", vec!["a", "b OR c OR d"]),
        ("(a b) OR c", vec!["(a b) OR c"]),
        ("a AND b", vec!["a", "b"]),
        ("((a)) (b c)", vec!["a", "b", "c"]),
        ("(a OR (b OR c))", vec!["a OR b OR c"]),
        ("-(a b) -(-c) --d", vec!["-(a b)", "c", "d"]),
        ("a or b not c", vec!["a", "or", "b", "not", "c"]),
        ("\"OR\" \"NOT\"", vec!["\"OR\"", "\"NOT\""]),
        (
            "12:30 http://x.example/a Russian-Azerbaijani",
            vec!["12:30", "http://x.example/a", "Russian-Azerbaijani"],
        ),
        ("country:AZ", vec!["country:AZ"]),
        ("COUNTRY:azerbaijan", vec!["country:AZ"]),
        ("country:\"United States\",ru,RU", vec!["country:US,RU"]),
        ("from:BAKU by:TASS said:\"Ilham Aliyev\"", vec!["from:BAKU", "by:TASS", "said:\"Ilham Aliyev\""]),
        ("slug:Rain-Oslo subject:\"natural gas\"", vec!["slug:Rain-Oslo", "subject:\"natural gas\""]),
        ("urgency:1,<3", vec!["urgency:1 OR urgency:<=2"]),
        ("by:TASS,AP", vec!["by:TASS OR by:AP"]),
        ("-by:TASS,AP", vec!["-(by:TASS OR by:AP)"]),
        ("from:\"Washington, D.C.\"", vec!["from:\"Washington, D.C.\""]),
        ("is:unread,bookmarked is:READ", vec!["is:unread OR is:bookmarked", "is:read"]),
        (
            "date:2019-12 after:2019 before:\"last week\"",
            vec!["date:2019-12", "date:>=2019", "date:\"<last week\""],
        ),
        ("date:>2019-12-01 date:..2019-12", vec!["date:>2019-12-01", "date:..2019-12"]),
    ] {
        assert_eq!(read(input, false).unwrap(), means, "{input}");
    }
}

#[test]
fn dates_of_after_begin_on_its_first_day_and_of_before_end_on_the_day_before() {
    let days = |text| match parse(text, today(), false).unwrap().dates() {
        Some(range) => (range.from.map(|day| day.to_string()), range.to.map(|day| day.to_string())),
        None => (None, None),
    };
    assert_eq!(days("after:2019-12"), (Some("2019-12-01".into()), None));
    assert_eq!(days("date:>2019-12"), (Some("2020-01-01".into()), None));
    assert_eq!(days("before:2019-12"), (None, Some("2019-11-30".into())));
}

#[test]
fn the_order_may_stand_anywhere_at_the_top_and_the_last_counts() {
    for (input, canonical) in [
        ("sort:oldest", "sort:oldest"),
        ("sort:relevance a sort:oldest b", "a b sort:oldest"),
        ("a sort:newest", "a"),
        ("a b OR c", "a (b OR c)"),
        ("after:2019-12-01", "date:>=2019-12-01"),
    ] {
        assert_eq!(parse(input, today(), false).unwrap().to_string(), canonical);
    }
}

#[test]
fn the_beginning_of_a_word_is_written_back_as_one_also_where_the_whole_would_mean_more() {
    for input in ["pomegr*", "NOT*", "OR* -AND*"] {
        let query = parse(input, today(), false).unwrap();
        assert_eq!(query.to_string(), input);
        assert_eq!(parse(&query.to_string(), today(), false), Ok(query));
    }
}

#[test]
fn an_error_points_at_the_token_and_says_what_to_do() {
    for (input, token, says) in [
        ("oil contry:AZ", "contry", "no field is called contry; did you mean country:?"),
        ("form:BAKU", "form", "no field is called form; did you mean from:?"),
        ("country:azerbajan", "azerbajan", "no country is called azerbajan; did you mean Azerbaijan (AZ)?"),
        ("country:AZ,Qqqq", "Qqqq", "no country is called Qqqq; write a code as AZ, or a name"),
        ("country: AZ", "country:", "country: is followed by nothing; write country:AZ,RU"),
        ("country:AZ, RU", "country:AZ,", "country: is followed by nothing; write country:AZ,RU"),
        ("urgency:high", "high", "high is no urgency; write a figure from 1 to 9, as 1, <=3 or 4..6"),
        ("by:\"\"", "by:\"\"", "by: is followed by nothing; write by:TASS"),
        ("a \"trade turnover", "\"trade turnover", "this quote is not closed; add a \" at its end"),
        ("a \"\" b", "\"\"", "nothing stands between the quotes"),
        ("a (b", "(", "this ( is not closed; add a ) behind what belongs together"),
        ("a b)", ")", "this ) closes nothing; take it out"),
        ("a ()", "()", "nothing stands between the parentheses"),
        ("a OR", "OR", "nothing follows OR"),
        ("(a OR) b", "OR", "nothing follows OR"),
        ("OR a", "OR", "nothing stands before OR; write one OR other, or \"OR\" to look for the word"),
        ("a NOT", "NOT", "nothing follows the negation"),
        ("a - b", "-", "nothing follows the -; write -word to leave a word out, \"-\" to look for a dash"),
        ("date:2019-13", "2019-13", "the calendar has no 2019-13"),
        ("after:2019..2020", "2019..2020", "2019..2020 is more than one date; write date:2019..2020"),
        ("is:unraed", "unraed", "no mark is called unraed; did you mean unread?"),
        ("sort:size", "size", "no order is called size; choose from newest, oldest, relevance"),
        (
            "(sort:oldest a)",
            "sort:oldest",
            "sort: orders the whole list; take it out of the parentheses, OR or negation",
        ),
        (
            "a OR sort:oldest",
            "sort:oldest",
            "sort: orders the whole list; take it out of the parentheses, OR or negation",
        ),
        (
            "sort:oldest OR a",
            "sort:oldest",
            "sort: orders the whole list; take it out of the parentheses, OR or negation",
        ),
        (
            "-sort:oldest",
            "sort:oldest",
            "sort: orders the whole list; take it out of the parentheses, OR or negation",
        ),
    ] {
        let error = parse(input, today(), false).expect_err(input);
        assert_eq!(&input[error.span.clone()], token, "{input}");
        assert_eq!(error.to_string(), says, "{input}");
    }
    let several = parse("date:last 7 days", today(), false).unwrap_err().to_string();
    assert!(several.ends_with("put several words in quotes: date:\"last week\""), "{several}");
}

#[test]
fn what_is_still_being_typed_is_no_error() {
    for (input, means) in [
        ("ali", vec!["ali~"]),
        ("baku ali", vec!["baku", "ali~"]),
        ("baku ", vec!["baku"]),
        ("a OR b", vec!["a OR b*"]),
        ("-oil", vec!["-oil"]),
        ("NOT oil", vec!["-oil"]),
        ("--oil", vec!["oil~"]),
        ("a \"trade turn", vec!["a", "\"trade turn\""]),
        ("a \"", vec!["a"]),
        ("a (b", vec!["a", "b~"]),
        ("a (", vec!["a"]),
        ("a country:", vec!["a"]),
        ("a country:AZ,", vec!["a", "country:AZ"]),
        ("a country:\"", vec!["a"]),
        ("a sort:", vec!["a"]),
        ("a OR", vec!["a"]),
        ("a OR ", vec!["a"]),
        ("a -", vec!["a"]),
        ("a NOT ", vec!["a"]),
        ("a AND", vec!["a"]),
        ("said:ali", vec!["said:ali"]),
        ("slug:harb", vec!["slug:harb*"]),
        ("subject:\"natural ga\"", vec!["subject:\"natural ga\""]),
    ] {
        assert_eq!(read(input, true).unwrap(), means, "{input}");
    }
    for wrong in ["country: AZ", "a )", "a OR )", "contry:AZ", "date:x"] {
        assert!(read(wrong, true).is_err(), "{wrong}");
    }
}

#[test]
fn deep_nesting_is_an_error_and_not_a_crash() {
    let nested = |open: &str, close: &str, times| format!("{}a{}", open.repeat(times), close.repeat(times));
    assert!(parse(&nested("(", ")", 64), today(), false).is_ok());
    for text in [
        nested("(", ")", 65),
        nested("-(", ")", 200_000),
        nested("-", "", 200_000),
        nested("NOT ", "", 9_999),
    ] {
        let error = parse(&text, today(), true).unwrap_err();
        assert_eq!(error.message, "more than 64 parentheses and negations stand inside each other");
    }
}

fn a_term() -> impl Strategy<Value = Term> {
    let codes: Vec<Country> = Country::all().collect();
    let name = || "[\\p{L}\\d][\\p{L}\\d ,.'-]{0,12}[\\p{L}\\d]";
    prop_oneof![
        ("[a-zéж][a-z0-9'./-]{0,8}", any::<bool>())
            .prop_map(|(text, beginning)| Term::Word { text, beginning }),
        "[0-9]{1,2}:[0-9]{2}".prop_map(|text| Term::Word { text, beginning: false }),
        name().prop_map(|text| Term::Phrase(even(&text))),
        proptest::sample::subsequence(codes, 1..4).prop_map(Term::Country),
        name().prop_map(|text| Term::From(even(&text))),
        name().prop_map(|text| Term::By(even(&text))),
        name().prop_map(|text| Term::Source(even(&text))),
        name().prop_map(|text| Term::Said(even(&text))),
        (name(), any::<bool>())
            .prop_map(|(text, begun)| (even(&text), begun))
            .prop_map(|(text, begun)| Term::Slug { beginning: begun && !text.contains([' ', ',']), text }),
        name().prop_map(|text| Term::Subject { text: even(&text), beginning: false }),
        (0..=9_u8, 0..=9_u8).prop_map(|(a, b)| Term::Urgency(Urgency { from: a.min(b), to: a.max(b) })),
        proptest::sample::select(crate::query::date::EXAMPLES)
            .prop_map(|text| Term::Date(date_range(text, today()).unwrap())),
        proptest::sample::select(FLAGS).prop_map(|(_, flag)| Term::Is(flag)),
    ]
}

fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn an_expr() -> impl Strategy<Value = Expr> {
    a_term().prop_map(Expr::Term).prop_recursive(4, 24, 4, |inner| {
        let parts = || proptest::collection::vec(inner.clone(), 1..4);
        prop_oneof![
            parts().prop_map(|parts| Expr::all(parts).unwrap()),
            parts().prop_map(|parts| Expr::any(parts).unwrap()),
            inner.clone().prop_map(Expr::negated),
        ]
    })
}

fn a_query() -> impl Strategy<Value = Query> {
    let sort = proptest::sample::select(SORTS).prop_map(|(_, sort)| sort);
    (proptest::collection::vec(an_expr(), 0..5), sort).prop_map(|(parts, sort)| {
        let all = match Expr::all(parts) {
            Some(Expr::All(parts)) => parts,
            one => Vec::from_iter(one),
        };
        Query { all, sort }
    })
}

proptest! {
    #[test]
    fn a_query_is_written_as_text_that_parses_to_it(query in a_query()) {
        prop_assert_eq!(parse(&query.to_string(), today(), false), Ok(query));
    }

    #[test]
    fn no_text_panics_and_canonical_text_is_stable(
        text in proptest::collection::vec(
            prop_oneof![
                Just("OR "), Just("NOT "), Just("AND "), Just("-"), Just("("), Just(")"), Just("\""), Just(" "),
                Just("country:"), Just("urgency:"), Just("slug:"), Just(".."), Just("az"), Just(","), Just("said:"), Just("date:"), Just("2019"), Just(">"),
                Just("sort:oldest "), Just("is:unread "), Just("word "), Just("x:"), Just(":"), Just("“"), Just("é "),
            ],
            0..12,
        ).prop_map(|parts| parts.concat()),
        typing: bool,
    ) {
        match parse(&text, today(), typing) {
            Ok(query) => {
                let canonical = query.to_string();
                let again = parse(&canonical, today(), false).map_err(|error| error.to_string());
                prop_assert_eq!(again.map(|query| query.to_string()), Ok(canonical));
            }
            Err(error) => prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error),
        }
    }

    #[test]
    fn any_text_at_all_gives_a_query_or_an_error_in_range(text in "\\PC{0,40}", typing: bool) {
        if let Err(error) = parse(&text, today(), typing) {
            prop_assert!(text.get(error.span.clone()).is_some(), "{:?}", error);
            prop_assert!(!error.to_string().contains('\n'));
        }
    }
}
