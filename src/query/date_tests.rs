//! Every form of a date, against a fixed Friday.

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{EXAMPLES, date_range};
use crate::query::DateRange;

fn friday() -> NaiveDate {
    NaiveDate::from_ymd_opt(2019, 12, 13).unwrap()
}

/// `from..to`, empty where open.
fn read(text: &str) -> String {
    match date_range(text, friday()) {
        Ok(range) => {
            let end = |day: Option<NaiveDate>| day.map(|day| day.to_string()).unwrap_or_default();
            format!("{}..{}", end(range.from), end(range.to))
        }
        Err(message) => message,
    }
}

#[test]
fn each_form_is_a_range_of_days() {
    for (text, days) in [
        ("2019-12-13", "2019-12-13..2019-12-13"),
        ("2019/12/13", "2019-12-13..2019-12-13"),
        ("2019-2-3", "2019-02-03..2019-02-03"),
        ("2019-12", "2019-12-01..2019-12-31"),
        ("2020-02", "2020-02-01..2020-02-29"),
        ("2019", "2019-01-01..2019-12-31"),
        (">2019-12-01", "2019-12-02.."),
        (">2019-11", "2019-12-01.."),
        (">=2019-11", "2019-11-01.."),
        ("> 2019-12-01", "2019-12-02.."),
        ("<2019-12-01", "..2019-11-30"),
        ("<2019", "..2018-12-31"),
        ("<=2019-12", "..2019-12-31"),
        ("2019-12-01..2019-12-31", "2019-12-01..2019-12-31"),
        ("2019-11..2019-12", "2019-11-01..2019-12-31"),
        ("2019-12-01..", "2019-12-01.."),
        ("..2019-12", "..2019-12-31"),
        ("last week .. today", "2019-12-02..2019-12-13"),
        ("today", "2019-12-13..2019-12-13"),
        ("Yesterday", "2019-12-12..2019-12-12"),
        ("last 7 days", "2019-12-07..2019-12-13"),
        ("last  7   DAYS", "2019-12-07..2019-12-13"),
        ("last 1 day", "2019-12-13..2019-12-13"),
        ("past 2 weeks", "2019-11-30..2019-12-13"),
        ("last 3 months", "2019-09-14..2019-12-13"),
        ("last 2 years", "2017-12-14..2019-12-13"),
        ("this week", "2019-12-09..2019-12-15"),
        ("last week", "2019-12-02..2019-12-08"),
        ("this month", "2019-12-01..2019-12-31"),
        ("last month", "2019-11-01..2019-11-30"),
        ("this year", "2019-01-01..2019-12-31"),
        ("last year", "2018-01-01..2018-12-31"),
        ("13 Dec 2019", "2019-12-13..2019-12-13"),
        ("December 13, 2019", "2019-12-13..2019-12-13"),
        ("Sept. 5 2018", "2018-09-05..2018-09-05"),
        ("December 2019", "2019-12-01..2019-12-31"),
        ("14 Dec", "2018-12-14..2018-12-14"),
        ("13 Dec", "2019-12-13..2019-12-13"),
        ("29 Feb", "2016-02-29..2016-02-29"),
        ("December", "2019-12-01..2019-12-31"),
    ] {
        assert_eq!(read(text), days, "{text}");
    }
}

#[test]
fn what_is_no_date_says_so() {
    for (text, says) in [
        ("", "no date is given"),
        ("2019-13", "the calendar has no 2019-13"),
        ("2019-02-30", "the calendar has no 2019-02-30"),
        ("30 February", "the calendar has no 30 February"),
        ("2019-12-31..2019-12-01", "2019-12-31..2019-12-01 ends before it begins"),
        ("..", "a range has a day on at least one side of the dots"),
        ("last 0 days", "last 0 days is no time at all; count from 1"),
        ("last 4000000000 days", "last 4000000000 days reaches beyond the calendar"),
        ("last 4000000000 years", "last 4000000000 years reaches beyond the calendar"),
    ] {
        assert_eq!(read(text), says, "{text}");
    }
    for text in [
        "soon",
        "201",
        "20191213",
        "2019-",
        "13",
        "13 14 Dec",
        "last 99999999999 days",
        "de 2019",
        "2019-1-2-3",
    ] {
        assert!(read(text).contains("is not understood as a date"), "{text}: {}", read(text));
    }
}

#[test]
fn every_offered_example_is_understood() {
    for text in EXAMPLES {
        date_range(text, friday()).unwrap();
    }
}

#[test]
fn a_range_keeps_its_text_and_reads_well_on_a_chip() {
    let label = |text| date_range(text, friday()).unwrap().label();
    assert_eq!(date_range(" last  7 days ", friday()).unwrap().text, "last 7 days");
    assert_eq!(label("last 7 days"), "last 7 days");
    assert_eq!(label(">=2019-12-01"), "since 2019-12-01");
    assert_eq!(label("<2019"), "before 2019");
    assert_eq!(label("2019-11..2019-12"), "2019-11 – 2019-12");
    assert_eq!(label("..2019-12"), "until 2019-12");
}

#[test]
fn picked_days_say_themselves_back() {
    let (one, other) = (friday(), friday().pred_opt().unwrap());
    for range in [DateRange::between(one, other), DateRange::between(one, one)] {
        assert_eq!(date_range(&range.text, friday()), Ok(range.clone()));
        assert!(range.contains(one));
        assert!(!range.contains(one.succ_opt().unwrap()));
    }
}

proptest! {
    #[test]
    fn no_text_panics_and_a_range_reads_back_to_itself(text in "[<>=.]{0,2}(last |this |[0-9]{1,5}[-/. ]|dec |days|week|..|\\PC){0,5}") {
        if let Ok(range) = date_range(&text, friday()) {
            prop_assert_eq!(date_range(&range.text, friday()), Ok(range));
        }
    }
}
