//! Dates as a reader types them: "2019-12", ">2019-12-01", "last 7 days", "13 Dec 2019" → a range of days.

use chrono::{Datelike, Days, Months, NaiveDate};

use super::DateRange;

/// One of each form, for completion, help and the message of a date that is not understood.
pub const EXAMPLES: &[&str] = &[
    "2019-12-13",
    "2019-12",
    "2019",
    "13 Dec 2019",
    "December 2019",
    ">2019-12-01",
    "<=2019-12",
    "2019-12-01..2019-12-31",
    "2019-12-01..",
    "..2019-12",
    "today",
    "yesterday",
    "last 7 days",
    "this week",
    "last week",
    "this month",
    "last month",
    "last year",
];

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// First and last day, both included.
type Span = (NaiveDate, NaiveDate);

/// Reads a date. `today` is what "today", "last week" and a date without a year count from. The error is one lower-case line.
pub fn date_range(text: &str, today: NaiveDate) -> Result<DateRange, String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.is_empty() {
        return Err("no date is given".to_owned());
    }
    let (from, to) = ends(&text, today)?;
    if from.zip(to).is_some_and(|(from, to)| from > to) {
        return Err(format!("{text} ends before it begins"));
    }
    Ok(DateRange { from, to, text })
}

impl DateRange {
    /// These days, both included, in either order.
    pub fn between(one: NaiveDate, other: NaiveDate) -> DateRange {
        let (from, to) = (one.min(other), one.max(other));
        let text = if from == to { from.to_string() } else { format!("{from}..{to}") };
        DateRange { from: Some(from), to: Some(to), text }
    }

    pub fn contains(&self, day: NaiveDate) -> bool {
        self.from.is_none_or(|from| from <= day) && self.to.is_none_or(|to| day <= to)
    }

    /// In words, for a chip: "since 2019-12-01", "last 7 days".
    pub fn label(&self) -> String {
        for (sign, word) in [(">=", "since"), ("<=", "until"), (">", "after"), ("<", "before")] {
            if let Some(rest) = self.text.strip_prefix(sign) {
                return format!("{word} {}", rest.trim());
            }
        }
        match self.text.split_once("..").map(|(from, to)| (from.trim(), to.trim())) {
            Some((from, "")) => format!("since {from}"),
            Some(("", to)) => format!("until {to}"),
            Some((from, to)) => format!("{from} – {to}"),
            None => self.text.clone(),
        }
    }
}

fn ends(text: &str, today: NaiveDate) -> Result<(Option<NaiveDate>, Option<NaiveDate>), String> {
    let day_after = |day: NaiveDate| day.succ_opt().ok_or_else(|| too_far(text));
    let day_before = |day: NaiveDate| day.pred_opt().ok_or_else(|| too_far(text));
    if let Some(rest) = text.strip_prefix(">=") {
        return Ok((Some(simple(rest, today)?.0), None));
    }
    if let Some(rest) = text.strip_prefix("<=") {
        return Ok((None, Some(simple(rest, today)?.1)));
    }
    if let Some(rest) = text.strip_prefix('>') {
        return Ok((Some(day_after(simple(rest, today)?.1)?), None));
    }
    if let Some(rest) = text.strip_prefix('<') {
        return Ok((None, Some(day_before(simple(rest, today)?.0)?)));
    }
    if let Some((from, to)) = text.split_once("..") {
        let given =
            |part: &str| if part.trim().is_empty() { Ok(None) } else { simple(part, today).map(Some) };
        let (from, to) = (given(from)?.map(|span| span.0), given(to)?.map(|span| span.1));
        if from.is_none() && to.is_none() {
            return Err("a range has a day on at least one side of the dots".to_owned());
        }
        return Ok((from, to));
    }
    let (from, to) = simple(text, today)?;
    Ok((Some(from), Some(to)))
}

/// A date without signs or dots.
fn simple(text: &str, today: NaiveDate) -> Result<Span, String> {
    let lower = text.trim().to_lowercase();
    let words: Vec<&str> = lower.split([' ', ',']).filter(|word| !word.is_empty()).collect();
    match words.as_slice() {
        ["today"] => Ok((today, today)),
        ["yesterday"] => {
            let day = today.pred_opt().ok_or_else(|| too_far(text))?;
            Ok((day, day))
        }
        ["this", unit] => calendar(unit, today, 0).ok_or_else(|| not_a_date(text)),
        ["last", unit @ ("week" | "month" | "year")] => {
            calendar(unit, today, 1).ok_or_else(|| not_a_date(text))
        }
        ["last" | "past", count, unit] => last(count, unit, today, text),
        [one] if one.starts_with(|c: char| c.is_ascii_digit()) => numeric(one, text),
        _ => named(&words, today, text),
    }
}

/// The calendar week (Monday first), month or year that holds `today`, or the one `back` before it.
fn calendar(unit: &str, today: NaiveDate, back: u32) -> Option<Span> {
    match unit {
        "week" => {
            let into = u64::from(today.weekday().num_days_from_monday());
            let monday = today.checked_sub_days(Days::new(into + 7 * u64::from(back)))?;
            Some((monday, monday.checked_add_days(Days::new(6))?))
        }
        "month" => {
            let day = today.checked_sub_months(Months::new(back))?;
            month(day.year(), day.month())
        }
        "year" => year(today.year().checked_sub(back as i32)?),
        _ => None,
    }
}

/// "last 7 days" is today and the six days before it.
fn last(count: &str, unit: &str, today: NaiveDate, text: &str) -> Result<Span, String> {
    let count: u32 = count.parse().map_err(|_| not_a_date(text))?;
    if count == 0 {
        return Err(format!("{} is no time at all; count from 1", text.trim()));
    }
    let before = match unit {
        "day" | "days" => today.checked_sub_days(Days::new(u64::from(count))),
        "week" | "weeks" => today.checked_sub_days(Days::new(u64::from(count) * 7)),
        "month" | "months" => today.checked_sub_months(Months::new(count)),
        "year" | "years" => {
            count.checked_mul(12).and_then(|months| today.checked_sub_months(Months::new(months)))
        }
        _ => return Err(not_a_date(text)),
    };
    let from = before.and_then(|day| day.succ_opt()).ok_or_else(|| too_far(text))?;
    Ok((from, today))
}

/// Year first: 2019-12-13, 2019-12, 2019; a slash does for a hyphen.
fn numeric(word: &str, text: &str) -> Result<Span, String> {
    let parts: Vec<&str> = word.split(['-', '/']).collect();
    let short = |part: &&str| !part.is_empty() && part.len() <= 2 && part.bytes().all(|b| b.is_ascii_digit());
    if parts[0].len() != 4 || parts.len() > 3 || !parts[1..].iter().all(short) {
        return Err(not_a_date(text));
    }
    let mut numbers = parts.iter().filter_map(|part| part.parse::<u32>().ok());
    let found = match (numbers.next(), numbers.next(), numbers.next()) {
        (Some(y), None, None) if parts.len() == 1 => year(y as i32),
        (Some(y), Some(m), None) => month(y as i32, m),
        (Some(y), Some(m), Some(d)) => NaiveDate::from_ymd_opt(y as i32, m, d).map(|day| (day, day)),
        _ => return Err(not_a_date(text)),
    };
    found.ok_or_else(|| no_such_day(text))
}

/// 13 Dec 2019, December 13 2019, December 2019; without a year the latest that has begun.
fn named(words: &[&str], today: NaiveDate, text: &str) -> Result<Span, String> {
    let (mut at_month, mut at_day, mut at_year) = (None, None, None);
    for word in words {
        let slot = match word.parse::<u32>() {
            Ok(number) if word.len() == 4 => at_year.replace(number),
            Ok(number) if word.len() <= 2 => at_day.replace(number),
            Ok(_) => return Err(not_a_date(text)),
            Err(_) => at_month.replace(month_named(word).ok_or_else(|| not_a_date(text))?),
        };
        if slot.is_some() {
            return Err(not_a_date(text));
        }
    }
    let Some(m) = at_month else { return Err(not_a_date(text)) };
    let of_year = |y: i32| match at_day {
        Some(d) => NaiveDate::from_ymd_opt(y, m, d).map(|day| (day, day)),
        None => month(y, m),
    };
    let found = match at_year {
        Some(y) => of_year(y as i32),
        // Eight years back reach a 29th of February from everywhere.
        None => (0..=8).filter_map(|back| of_year(today.year() - back)).find(|(from, _)| *from <= today),
    };
    found.ok_or_else(|| no_such_day(text))
}

/// 1 to 12, from three letters on: "dec", "sept", "december", "dec.".
fn month_named(word: &str) -> Option<u32> {
    let word = word.strip_suffix('.').unwrap_or(word);
    if word.len() < 3 {
        return None;
    }
    MONTHS.iter().position(|name| name.starts_with(word)).map(|at| at as u32 + 1)
}

fn month(year: i32, month: u32) -> Option<Span> {
    let first = NaiveDate::from_ymd_opt(year, month, 1)?;
    Some((first, first.checked_add_months(Months::new(1))?.pred_opt()?))
}

fn year(year: i32) -> Option<Span> {
    Some((NaiveDate::from_ymd_opt(year, 1, 1)?, NaiveDate::from_ymd_opt(year, 12, 31)?))
}

fn not_a_date(text: &str) -> String {
    format!("{} is not understood as a date; write 2019-12-13, 2019-12 or last 7 days", text.trim())
}

fn no_such_day(text: &str) -> String {
    format!("the calendar has no {}", text.trim())
}

fn too_far(text: &str) -> String {
    format!("{} reaches beyond the calendar", text.trim())
}

#[cfg(test)]
#[path = "date_tests.rs"]
mod tests;
