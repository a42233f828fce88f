//! Any text as a query: what is understood is written back as text that means the same.

#![no_main]

use chrono::NaiveDate;
use dateline::query::parse;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    let Some(today) = NaiveDate::from_ymd_opt(2024, 3, 5) else { return };
    let _ = parse(text, today, true);
    match parse(text, today, false) {
        Ok(query) => assert_eq!(parse(&query.to_string(), today, false), Ok(query)),
        Err(error) => drop(error.carets(text)),
    }
});
