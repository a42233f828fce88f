//! Dates as feeds write them, and that is in every way there is: read where they can mean only one moment.

mod iso;
mod names;
#[cfg(test)]
mod tests;
mod words;

use chrono::{DateTime, Duration, NaiveDate, Utc};

/// Longer than any date is.
const LONGEST: usize = 128;

/// The moment that a text names; UTC where it names no zone. `None` where it is no date, or no real one.
pub fn read(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    if text.is_empty() || text.len() > LONGEST {
        return None;
    }
    let text = names::in_english(text);
    iso::read(&text).or_else(|| words::read(&text))
}

/// The parts of a moment, as far as they have been read.
#[derive(Debug, Default, Clone, Copy)]
struct Parts {
    day: NaiveDate,
    /// Seconds since midnight.
    second: u32,
    /// Seconds that the clock there is ahead of UTC.
    ahead: i32,
}

impl Parts {
    fn moment(self) -> Option<DateTime<Utc>> {
        let local = self.day.and_hms_opt(0, 0, 0)? + Duration::seconds(i64::from(self.second));
        let moment = local.checked_sub_signed(Duration::seconds(i64::from(self.ahead)))?.and_utc();
        // Four figures are all that RFC 3339 has room for.
        (0..=9999).contains(&chrono::Datelike::year(&moment)).then_some(moment)
    }
}

/// `10:14`, `10:14:55.3`, `1:2:3`, with or without am and pm, in seconds since midnight; and what follows it.
fn clock(text: &str) -> Option<(u32, &str)> {
    let (hour, rest) = number(text, 2)?;
    let (minute, rest) = number(rest.strip_prefix(':')?, 2)?;
    let (second, rest) = match rest.strip_prefix([':', '.']) {
        Some(after) => number(after, 2).unwrap_or((0, rest)),
        None => (0, rest),
    };
    let rest = fraction(rest);
    let (hour, rest) = half(hour, rest)?;
    seconds(hour, minute, second).map(|seconds| (seconds, rest))
}

/// A leap second counts as the last one of its minute; 24:00 is the end of the day.
fn seconds(hour: u32, minute: u32, second: u32) -> Option<u32> {
    let real = hour < 24 && minute < 60 && second <= 60 || (hour, minute, second) == (24, 0, 0);
    real.then(|| hour * 3600 + minute * 60 + second.min(59))
}

/// Skips what follows the seconds behind a point.
fn fraction(rest: &str) -> &str {
    match rest.strip_prefix(['.', ',', ':']) {
        Some(after) if after.starts_with(|c: char| c.is_ascii_digit()) => {
            after.trim_start_matches(|c: char| c.is_ascii_digit())
        }
        _ => rest,
    }
}

/// am and pm.
fn half(hour: u32, rest: &str) -> Option<(u32, &str)> {
    let lower = rest.trim_start().to_ascii_lowercase();
    let Some(mark) = ["am", "pm", "a.m.", "p.m."].into_iter().find(|mark| {
        lower.strip_prefix(mark).is_some_and(|after| !after.starts_with(|c: char| c.is_ascii_alphanumeric()))
    }) else {
        return Some((hour, rest));
    };
    let behind = &rest.trim_start()[mark.len()..];
    match (mark.starts_with('p'), hour) {
        (_, 0) | (false, 1..=11) | (true, 12..=23) => Some((hour, behind)),
        (false, 12) => Some((0, behind)),
        (true, 1..=11) => Some((hour + 12, behind)),
        _ => None,
    }
}

/// At least one and at most `most` digits.
fn number(text: &str, most: usize) -> Option<(u32, &str)> {
    let length = text.bytes().take(most).take_while(u8::is_ascii_digit).count();
    let (digits, rest) = text.split_at(length);
    Some((digits.parse().ok()?, rest))
}

/// `Z`, `+01:00`, `+0100`, `+1`, `GMT`, `GMT+01:00`, `Etc/GMT`, `EST`, or nothing at all, in seconds.
fn zone(text: &str) -> Option<i32> {
    let text = text.trim().trim_start_matches(['(', '[']).trim_end_matches([')', ']']);
    let text = text.strip_prefix("Etc/").unwrap_or(text);
    // A name in parentheses says the figure again.
    let text = text.split(" (").next().unwrap_or(text).trim();
    if text.is_empty() {
        return Some(0);
    }
    let Some(sign) = text.find(['+', '-', '\u{2212}']) else { return names::zone(text) };
    let (name, figure) = text.split_at(sign);
    let name = name.trim();
    if !name.is_empty() && names::zone(name).is_none_or(|ahead| ahead != 0) {
        return names::zone(name).filter(|_| figure.len() == 1);
    }
    let minus = !figure.starts_with('+');
    let figure = figure.trim_start_matches(['+', '-', '\u{2212}']).trim();
    let figure = figure.split_whitespace().next()?;
    let (hours, minutes) = match figure.split_once(':') {
        Some((hours, minutes)) => (hours, minutes),
        None if figure.len() > 2 => figure.split_at_checked(figure.len() - 2)?,
        None => (figure, "0"),
    };
    let all_digits =
        |text: &str| !text.is_empty() && text.len() <= 2 && text.bytes().all(|b| b.is_ascii_digit());
    if !all_digits(hours) || !all_digits(minutes) {
        return None;
    }
    let (hours, minutes) = (hours.parse::<i32>().ok()?, minutes.parse::<i32>().ok()?);
    (hours <= 24 && minutes < 60).then(|| (hours * 3600 + minutes * 60) * if minus { -1 } else { 1 })
}

/// Two figures are of this century, unless that is far ahead.
fn century(year: i32) -> i32 {
    match year {
        0..=89 => 2000 + year,
        _ => 1900 + year,
    }
}
