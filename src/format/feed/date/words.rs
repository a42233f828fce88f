//! Dates that name the month: RFC 822 with all that is done to it, RFC 850, asctime, and the order of the Americans.

use chrono::{DateTime, NaiveDate, Utc};

use super::{Parts, century, clock, names, number, zone};

/// What the words of a date have said so far.
#[derive(Default)]
struct Said {
    /// Numbers that are a day or a year, with how many figures they were written in.
    numbers: Vec<(u32, usize)>,
    month: Option<u32>,
    /// Whether the month stood ahead of all numbers.
    month_first: bool,
    whole: Option<NaiveDate>,
    second: Option<u32>,
}

pub fn read(text: &str) -> Option<DateTime<Utc>> {
    let text = without_comments(text);
    let mut said = Said::default();
    let mut rest = text.as_str();
    let mut zones = String::new();
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ';'));
        if rest.is_empty() {
            break;
        }
        if said.second.is_none()
            && let Some((second, behind)) = clock(rest)
        {
            said.second = Some(second);
            rest = behind;
            continue;
        }
        let end = rest.find(|c: char| c.is_whitespace() || matches!(c, ',' | ';')).unwrap_or(rest.len());
        let (word, behind) = rest.split_at(end);
        if !said.hear(word)? {
            // What is none of the parts of a day is the zone.
            zones.push_str(word);
            zones.push(' ');
        }
        rest = behind;
    }
    let day = said.day()?;
    let second = said.second.unwrap_or(0);
    Parts { day, second, ahead: zone_of(zones.trim(), said.second.is_some())? }.moment()
}

/// Mail allows comments anywhere, in parentheses, one in another.
fn without_comments(text: &str) -> String {
    let mut depth = 0_u32;
    let mut escaped = false;
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '(' => depth += 1,
            ')' => {
                depth = depth.saturating_sub(1);
                out.push(' ');
            }
            c if depth == 0 => out.push(c),
            _ => {}
        }
    }
    out
}

/// Without a time nothing hangs on the zone.
fn zone_of(text: &str, timed: bool) -> Option<i32> {
    let text = text.strip_prefix("at ").unwrap_or(text);
    if timed { zone(text) } else { Some(zone(text).unwrap_or(0)) }
}

impl Said {
    /// `None` where the word makes it no date, `false` where it is no part of a day.
    fn hear(&mut self, word: &str) -> Option<bool> {
        let bare = word.trim_matches(['.', ',']);
        if bare.is_empty() || names::is_day(bare) {
            return Some(true);
        }
        if let Some(month) = names::month(bare) {
            self.month_first |= self.month.is_none() && self.numbers.is_empty();
            self.month = self.month.or(Some(month));
            return Some(true);
        }
        if bare.bytes().all(|b| b.is_ascii_digit()) {
            // Six and more figures are no part of a date in words.
            self.numbers.push((bare.parse().ok().filter(|_| bare.len() <= 4)?, bare.len()));
            return Some(self.numbers.len() <= 2);
        }
        if let Some((number, ending)) = number(bare, 2)
            && ["st", "nd", "rd", "th", "."].iter().any(|known| ending.eq_ignore_ascii_case(known))
        {
            self.numbers.push((number, 1));
            return Some(true);
        }
        for separator in ['-', '/', '.'] {
            let parts: Vec<&str> = bare.split(separator).collect();
            if let [a, b, c] = parts.as_slice()
                && a.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric())
                && c.bytes().all(|b| b.is_ascii_digit())
            {
                return self.three(a, b, c);
            }
        }
        Some(false)
    }

    /// `05-Jan-2004`, `Jan-05-2004`, `2006/09/15`, `15/09/2006`.
    fn three(&mut self, a: &str, b: &str, c: &str) -> Option<bool> {
        if names::month(a).is_some() || names::month(b).is_some() {
            return Some(self.hear(a)? && self.hear(b)? && self.hear(c)?);
        }
        let (first, second, third): (u32, u32, u32) = (a.parse().ok()?, b.parse().ok()?, c.parse().ok()?);
        let (year, month, day) = match (a.len(), c.len()) {
            (4, _) => (first, second, third),
            // Day and month are told apart only where one of them cannot be the other.
            (_, 4) if second > 12 || first == second => (third, first, second),
            (_, 4) if first > 12 => (third, second, first),
            _ => return None,
        };
        self.whole = Some(NaiveDate::from_ymd_opt(year as i32, month, day)?);
        Some(true)
    }

    fn day(&self) -> Option<NaiveDate> {
        if let Some(whole) = self.whole {
            return Some(whole);
        }
        let month = self.month?;
        let (day, (year, figures)) = match self.numbers.as_slice() {
            // `Jan 2004`
            [year @ (_, 4)] => (1, *year),
            // The year stands first only where it shows that it is one.
            [year @ (_, 4), (day, 1 | 2)] => (*day, *year),
            [year @ (32.., _), (day, 1 | 2)] if !self.month_first => (*day, *year),
            [(day, 1 | 2), year] => (*day, *year),
            _ => return None,
        };
        let year = if figures <= 2 { century(year as i32) } else { year as i32 };
        NaiveDate::from_ymd_opt(year, month, day)
    }
}
