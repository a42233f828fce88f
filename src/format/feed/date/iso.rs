//! Dates that begin with the year, in figures: ISO 8601 in all its forms, RFC 3339, W3CDTF and their neighbours.

use chrono::{DateTime, NaiveDate, Utc, Weekday};

use super::{Parts, century, clock, fraction, half, number, seconds, zone};

pub fn read(text: &str) -> Option<DateTime<Utc>> {
    // Seconds since 1970: ten figures are no other date.
    if text.len() == 10 && text.starts_with('1') && text.bytes().all(|byte| byte.is_ascii_digit()) {
        return DateTime::from_timestamp(text.parse().ok()?, 0);
    }
    let (day, rest) = date(text)?;
    let (second, rest) = time(rest)?;
    Parts { day, second, ahead: zone(rest)? }.moment()
}

/// The day, and what follows it. Parts that are missing are the first of their kind.
fn date(text: &str) -> Option<(NaiveDate, &str)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (figures, rest) = text.split_at(digits);
    let value: u32 = figures.get(..8).unwrap_or(figures).parse().unwrap_or(0);
    let year = value as i32;
    match digits {
        // `-0312` and `-03` leave out the century.
        0 => short(text.strip_prefix('-')?),
        2 => {
            let (month, rest) = number(rest.strip_prefix('-')?, 2)?;
            let (day, rest) = number(rest.strip_prefix('-')?, 2)?;
            // Also what comes with the year at its end, so only where that cannot be.
            let only = rest.is_empty() || rest.starts_with(['T', 't', ' ']);
            Some((NaiveDate::from_ymd_opt(century(year), month, day).filter(|_| only)?, rest))
        }
        4 => separated(year, rest),
        5 => Some((NaiveDate::from_yo_opt(century(year / 1000), value % 1000)?, rest)),
        6 => Some((NaiveDate::from_ymd_opt(century(year / 10_000), value / 100 % 100, value % 100)?, rest)),
        7 => Some((NaiveDate::from_yo_opt(year / 1000, value % 1000)?, rest)),
        8 => Some((NaiveDate::from_ymd_opt(year / 10_000, value / 100 % 100, value % 100)?, rest)),
        // The time follows without anything between.
        12 | 14 => Some((date(&figures[..8])?.0, &text[8..])),
        _ => None,
    }
}

fn short(text: &str) -> Option<(NaiveDate, &str)> {
    let (year, rest) = two(text)?;
    let rest = rest.strip_prefix('-').unwrap_or(rest);
    let (month, rest) = if rest.starts_with(|c: char| c.is_ascii_digit()) { two(rest)? } else { (1, rest) };
    Some((NaiveDate::from_ymd_opt(century(year as i32), month, 1)?, rest))
}

fn two(text: &str) -> Option<(u32, &str)> {
    let (figures, rest) = text.split_at_checked(2)?;
    Some((figures.parse().ok()?, rest))
}

/// What follows a year of four figures.
fn separated(year: i32, rest: &str) -> Option<(NaiveDate, &str)> {
    let separator = rest.chars().next();
    let behind = match separator {
        Some(separator @ ('-' | '/' | '.' | '\u{2010}'..='\u{2014}')) => &rest[separator.len_utf8()..],
        Some('W' | 'w') => rest,
        _ => return Some((NaiveDate::from_ymd_opt(year, 1, 1)?, rest)),
    };
    if let Some(week) = behind.strip_prefix(['W', 'w']) {
        let (week, rest) = two(week)?;
        let rest = rest
            .strip_prefix('-')
            .filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()))
            .unwrap_or(rest);
        let (day, rest) = number(rest, 1).unwrap_or((1, rest));
        let day = Weekday::try_from(u8::try_from(day).ok()?.checked_sub(1)?).ok()?;
        return Some((NaiveDate::from_isoywd_opt(year, week, day)?, rest));
    }
    let digits = behind.bytes().take_while(u8::is_ascii_digit).count();
    let (figures, rest) = behind.split_at(digits);
    let value: u32 = figures.parse().ok()?;
    match digits {
        3 => Some((NaiveDate::from_yo_opt(year, value)?, rest)),
        4 => Some((NaiveDate::from_ymd_opt(year, value / 100, value % 100)?, rest)),
        1 | 2 => {
            let Some(after) = separator.and_then(|separator| rest.strip_prefix(separator)) else {
                return Some((NaiveDate::from_ymd_opt(year, value, 1)?, rest));
            };
            let (day, rest) = number(after, 2)?;
            Some((NaiveDate::from_ymd_opt(year, value, day)?, rest))
        }
        _ => None,
    }
}

/// The time in seconds since midnight, and what follows it; midnight where there is none.
fn time(text: &str) -> Option<(u32, &str)> {
    let text = text.trim_start_matches(['.', ',']).trim_start();
    let text = text.strip_prefix(['T', 't', '_', ':']).or_else(|| text.strip_prefix("at ")).unwrap_or(text);
    // Right behind the day these belong to a time; `-05:00` is a zone.
    let text = text.trim_start();
    if let Some(found) = clock(text) {
        return Some(found);
    }
    // Basic format: `101455`, `1014`, `10`.
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let (figures, rest) = text.split_at(digits);
    if digits == 0 {
        return Some((0, text));
    }
    let value: u32 = figures.parse().ok()?;
    let (hour, minute, second) = match digits {
        1 | 2 => (value, 0, 0),
        3 | 4 => (value / 100, value % 100, 0),
        6 => (value / 10_000, value / 100 % 100, value % 100),
        _ => return None,
    };
    let (hour, rest) = half(hour, fraction(rest))?;
    Some((seconds(hour, minute, second)?, rest))
}
