//! Moments as the industry's formats write them: ISO 8601 with and without its signs, mail dates, and the day and hour
//! groups at the end of a wire message. A day without an hour is its midnight, no zone is UTC.

use chrono::{DateTime, Duration, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, Utc};

use crate::format::feed::date;

/// `20130709T103706+0200`, `2013-07-09T10:37:06.000Z`, `2013-07-09 10:37`, `2013.07.09`, `Tue, 09 Jul 2013 10:37:06 GMT`.
pub fn read(text: &str) -> Option<DateTime<Utc>> {
    let text = text.trim();
    iso(text)
        .or_else(|| day_first(text))
        .or_else(|| DateTime::parse_from_rfc2822(text).ok().map(|moment| moment.to_utc()))
        // With the names of days or months it is written as feeds write it.
        .or_else(|| date::read(text).filter(|_| text.starts_with(char::is_alphabetic)))
        .filter(|moment| (0..10_000).contains(&chrono::Datelike::year(moment)))
}

/// `121130 GMT Jun 09`: the trailer of IPTC 7901. The hour may stand without a zone, the year in full; some agencies
/// write `12 June 2009 11:30:00` there.
pub fn trailer_7901(text: &str) -> Option<DateTime<Utc>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    // A day in words is told from one in a sentence by the hour behind it, and by where it stands.
    (0..words.len())
        .find_map(|at| day_and_hour(&words[at..]))
        .or_else(|| words.windows(4).take(2).find_map(in_words))
}

fn in_words(words: &[&str]) -> Option<DateTime<Utc>> {
    let date = NaiveDate::from_ymd_opt(
        year_of(words[2]).filter(|_| words[2].len() == 4)?,
        month_of(words[1])?,
        digits(words[0])?,
    )?;
    // The sender's name may follow without a blank.
    let end = words[3].find(|c: char| !c.is_ascii_digit() && c != ':').unwrap_or(words[3].len());
    let hour = words[3][..end].split_once(':').filter(|(hour, _)| hour.len() == 2);
    hour.and_then(|_| clock(date, &mut Scan(&words[3][..end])))
}

/// `AP-NY-06-12-09 1130GMT`: the trailer of ANPA.
pub fn trailer_anpa(text: &str) -> Option<DateTime<Utc>> {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(2).find_map(|pair| {
        let mut parts = pair[0].rsplit('-');
        let (year, day, month) = (parts.next()?, parts.next()?, parts.next()?);
        let date = NaiveDate::from_ymd_opt(year_of(year)?, digits(month)?, digits(day)?)?;
        let (hour, zone) = pair[1].split_at_checked(4)?;
        let zone = zone.trim_end_matches(|c: char| !c.is_ascii_alphabetic());
        Some(at_zone(date, hour_of(hour)?, zone))
    })
}

fn day_and_hour(words: &[&str]) -> Option<DateTime<Utc>> {
    let (group, zone) = words.first()?.split_at_checked(6)?;
    let (day, hour) = group.split_at_checked(2)?;
    let (day, hour) = (digits(day)?, hour_of(hour)?);
    let (zone, rest) = match words.get(1)? {
        _ if !zone.is_empty() => (zone, &words[1..]),
        word if month_of(word).is_some() => ("", &words[1..]),
        word => (*word, &words[2..]),
    };
    let year = rest.get(1)?.trim_matches(|c: char| !c.is_ascii_digit());
    let date = NaiveDate::from_ymd_opt(year_of(year)?, month_of(rest.first()?)?, day)?;
    Some(at_zone(date, hour, zone))
}

/// Digits alone, few enough to be a number of a date.
fn digits(text: &str) -> Option<u32> {
    let plain = !text.is_empty() && text.len() <= 4 && text.bytes().all(|byte| byte.is_ascii_digit());
    if plain { text.parse().ok() } else { None }
}

fn year_of(text: &str) -> Option<i32> {
    let year = digits(text)? as i32;
    match text.len() {
        4 => Some(year),
        // The control-character wires are from 1970 on.
        2 => Some(if year < 70 { 2000 + year } else { 1900 + year }),
        _ => None,
    }
}

fn hour_of(text: &str) -> Option<NaiveTime> {
    let (hour, minute) = text.split_at_checked(2)?;
    if minute.len() == 2 { NaiveTime::from_hms_opt(digits(hour)?, digits(minute)?, 0) } else { None }
}

/// The first letters of the months in the languages of agencies that write such a trailer.
const MONTHS: [&[&str]; 12] = [
    &["jan", "ene", "gen"],
    &["feb", "fév", "fev"],
    &["mar", "mrz", "mär", "mae", "maa", "mrt"],
    &["apr", "avr", "abr"],
    &["may", "mai", "mag", "mei", "maj"],
    &["jun", "juin", "giu"],
    &["jul", "juil", "lug"],
    &["aug", "aou", "aoû", "ago"],
    &["sep", "set"],
    &["oct", "okt", "ott", "out"],
    &["nov"],
    &["dec", "dez", "dic", "déc", "des"],
];

fn month_of(word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let named = word.chars().all(|c| c.is_alphabetic() || c == '.');
    let at = MONTHS.iter().position(|names| names.iter().any(|name| word.starts_with(name)))?;
    if named { Some(at as u32 + 1) } else { None }
}

/// Zones that wires name, in minutes east of Greenwich; an unknown one is UTC.
const ZONES: &[(&str, i32)] = &[
    ("bst", 60),
    ("cet", 60),
    ("mez", 60),
    ("met", 60),
    ("wast", 60),
    ("cest", 120),
    ("mesz", 120),
    ("mest", 120),
    ("eet", 120),
    ("sast", 120),
    ("eest", 180),
    ("msk", 180),
    ("ist", 330),
    ("jst", 540),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
    ("est", -300),
    ("edt", -240),
    ("cst", -360),
    ("cdt", -300),
    ("mst", -420),
    ("mdt", -360),
    ("pst", -480),
    ("pdt", -420),
];

fn at_zone(date: NaiveDate, time: NaiveTime, zone: &str) -> DateTime<Utc> {
    let east =
        ZONES.iter().find(|(name, _)| name.eq_ignore_ascii_case(zone)).map_or(0, |(_, minutes)| *minutes);
    (date.and_time(time) - Duration::minutes(i64::from(east))).and_utc()
}

/// ISO 8601, basic or extended, with dots or strokes in place of hyphens too.
fn iso(text: &str) -> Option<DateTime<Utc>> {
    let mut scan = Scan(text);
    let year = scan.number(4)?;
    let signed = scan.sign(&['-', '.', '/']);
    let month = scan.number(2)?;
    if signed {
        scan.sign(&['-', '.', '/']).then_some(())?;
    }
    let date = NaiveDate::from_ymd_opt(year as i32, month, scan.number(2)?)?;
    clock(date, &mut scan)
}

/// `09.07.2013 10:37`.
fn day_first(text: &str) -> Option<DateTime<Utc>> {
    let mut scan = Scan(text);
    let day = scan.number(2)?;
    scan.sign(&['.']).then_some(())?;
    let month = scan.number(2)?;
    scan.sign(&['.']).then_some(())?;
    let date = NaiveDate::from_ymd_opt(scan.number(4)? as i32, month, day)?;
    clock(date, &mut scan)
}

/// Hour, minute, second and zone behind a day; nothing is midnight.
fn clock(date: NaiveDate, scan: &mut Scan<'_>) -> Option<DateTime<Utc>> {
    scan.sign(&['T', 't', ' ']);
    scan.blanks();
    let Some(hour) = scan.number(2) else {
        return zone(NaiveDateTime::new(date, NaiveTime::MIN), scan);
    };
    scan.sign(&[':', '.']);
    let minute = scan.number(2)?;
    scan.sign(&[':', '.']);
    let second = scan.number(2).unwrap_or(0);
    if scan.sign(&['.', ',']) {
        while scan.number(1).is_some() {}
    }
    // A leap second is told as the one before it.
    let second = if second == 60 { 59 } else { second };
    let time = NaiveTime::from_hms_opt(hour, minute, second)?;
    zone(NaiveDateTime::new(date, time), scan)
}

fn zone(local: NaiveDateTime, scan: &mut Scan<'_>) -> Option<DateTime<Utc>> {
    scan.blanks();
    let east = match scan.0.chars().next() {
        None => 0,
        Some(sign @ ('+' | '-' | '\u{2212}')) => {
            scan.sign(&[sign]);
            let hours = scan.number(2)?;
            scan.sign(&[':']);
            let minutes = scan.number(2).unwrap_or(0);
            let seconds = (hours * 60 + minutes) as i32 * 60;
            if sign == '+' { seconds } else { -seconds }
        }
        Some('Z' | 'z') if scan.0.len() == 1 => 0,
        Some(_) if matches!(scan.0, "GMT" | "UTC") => 0,
        Some(_) => return None,
    };
    let offset = FixedOffset::east_opt(east)?;
    local.and_local_timezone(offset).single().map(|moment| moment.to_utc())
}

/// What is left of a text that is read from its start.
struct Scan<'a>(&'a str);

impl Scan<'_> {
    /// Exactly so many digits.
    fn number(&mut self, digits_wanted: usize) -> Option<u32> {
        let (digits_here, rest) = self.0.split_at_checked(digits_wanted)?;
        let number = digits(digits_here)?;
        self.0 = rest;
        Some(number)
    }

    fn sign(&mut self, signs: &[char]) -> bool {
        let rest = self.0.strip_prefix(signs);
        self.0 = rest.unwrap_or(self.0);
        rest.is_some()
    }

    fn blanks(&mut self) {
        self.0 = self.0.trim_start();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(moment: Option<DateTime<Utc>>) -> String {
        moment.map_or("-".to_owned(), |moment| moment.format("%Y-%m-%dT%H:%M:%SZ").to_string())
    }

    #[test]
    fn every_way_to_write_a_moment_is_read() {
        for (text, expected) in [
            ("20130709T103706Z", "2013-07-09T10:37:06Z"),
            ("20130709T103706+0200", "2013-07-09T08:37:06Z"),
            ("20130709T103706-0530", "2013-07-09T16:07:06Z"),
            ("20130709T1037", "2013-07-09T10:37:00Z"),
            ("20130709103706", "2013-07-09T10:37:06Z"),
            ("20130709", "2013-07-09T00:00:00Z"),
            ("2013-07-09T10:37:06.123+02:00", "2013-07-09T08:37:06Z"),
            ("2013-07-09T10:37:06", "2013-07-09T10:37:06Z"),
            (" 2013-07-09 10:37 ", "2013-07-09T10:37:00Z"),
            ("2013.07.09 10:37:06", "2013-07-09T10:37:06Z"),
            ("2013-07-09", "2013-07-09T00:00:00Z"),
            ("09.07.2013 10:37", "2013-07-09T10:37:00Z"),
            ("Tue, 09 Jul 2013 10:37:06 GMT", "2013-07-09T10:37:06Z"),
            ("Tue Jul 9 10:37:06 2013", "2013-07-09T10:37:06Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:59Z"),
            ("2013-07-09T25:00:00Z", "-"),
            ("2013-13-09", "-"),
            ("2013-07", "-"),
            ("99999999999999999999", "-"),
            ("2013-07-09T10:37:06+99:99", "-"),
            ("2013-07-09 or so", "-"),
            ("é2013", "-"),
            ("", "-"),
        ] {
            assert_eq!(shown(read(text)), expected, "{text:?}");
        }
    }

    #[test]
    fn the_trailers_of_wire_messages_are_read() {
        for (text, expected) in [
            ("121130 GMT Jun 09", "2009-06-12T11:30:00Z"),
            ("\n121130 jun 2009\n", "2009-06-12T11:30:00Z"),
            ("121130MESZ Jun. 09\u{4}", "2009-06-12T09:30:00Z"),
            ("MZ 121130 GMT Mär 98 EOT", "1998-03-12T11:30:00Z"),
            ("Friday, 12 June 2009 11:30:15MER [n1]", "2009-06-12T11:30:15Z"),
            ("12 June 2009 é", "-"),
            ("12 June 2009 1130 people", "-"),
            ("She was born 12 June 1909 11:30 in Lindby", "-"),
            ("321130 GMT Jun 09", "-"),
            ("121130", "-"),
            ("121130 GMT", "-"),
            ("12é130 GMT Jun 09", "-"),
        ] {
            assert_eq!(shown(trailer_7901(text)), expected, "{text:?}");
        }
        for (text, expected) in [
            ("AP-NY-06-12-09 1130GMT<", "2009-06-12T11:30:00Z"),
            ("06-12-09 1130EDT", "2009-06-12T15:30:00Z"),
            ("AP-WF-06-12-98 1130", "1998-06-12T11:30:00Z"),
            ("AP-NY-13-12-09 1130GMT", "-"),
            ("06-12-09", "-"),
            ("06-12-09 é130", "-"),
        ] {
            assert_eq!(shown(trailer_anpa(text)), expected, "{text:?}");
        }
    }
}
