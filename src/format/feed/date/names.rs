//! Names in dates: months, days and zones.

use std::borrow::Cow;

use chrono::Month;

const DAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

const HUNGARIAN: [(&str, &str); 10] = [
    ("január", "01"),
    ("február", "02"),
    ("februári", "02"),
    ("március", "03"),
    ("április", "04"),
    ("május", "05"),
    ("máujus", "05"),
    ("június", "06"),
    ("július", "07"),
    ("október", "10"),
];

const GREEK_MONTHS: [(&str, u32); 20] = [
    ("ιαν", 1),
    ("φεβ", 2),
    ("μαρ", 3),
    ("μάρ", 3),
    ("απρ", 4),
    ("μαι", 5),
    ("μαϊ", 5),
    ("μάι", 5),
    ("μάη", 5),
    ("ιουν", 6),
    ("ιούν", 6),
    ("ιουλ", 7),
    ("ιούλ", 7),
    ("αυγ", 8),
    ("αύγ", 8),
    ("σεπ", 9),
    ("οκτ", 10),
    ("νοε", 11),
    ("νοέ", 11),
    ("δεκ", 12),
];

const GREEK_DAYS: [&str; 9] = ["κυρ", "δευ", "τρι", "τρί", "τετ", "πεμ", "πέμ", "παρ", "σαβ"];

/// Minutes ahead of UTC. A name that stands for several zones is the one that mail and feeds mean.
const ZONES: &[(&str, i32)] = &[
    ("z", 0),
    ("ut", 0),
    ("utc", 0),
    ("gmt", 0),
    ("wet", 0),
    ("zulu", 0),
    ("greenwich", 0),
    ("ast", -240),
    ("adt", -180),
    ("at", -240),
    ("est", -300),
    ("edt", -240),
    ("et", -300),
    ("cst", -360),
    ("cdt", -300),
    ("ct", -360),
    ("mst", -420),
    ("mdt", -360),
    ("mt", -420),
    ("pst", -480),
    ("pdt", -420),
    ("pt", -480),
    ("akst", -540),
    ("akdt", -480),
    ("hst", -600),
    ("nst", -210),
    ("ndt", -150),
    ("brt", -180),
    ("art", -180),
    ("a", -60),
    ("n", 60),
    ("m", -720),
    ("y", 720),
    ("bst", 60),
    ("west", 60),
    ("cet", 60),
    ("cest", 120),
    ("met", 60),
    ("mest", 120),
    ("mez", 60),
    ("mesz", 120),
    ("eet", 120),
    ("eest", 180),
    ("sast", 120),
    ("msk", 180),
    ("ist", 330),
    ("pkt", 300),
    ("npt", 345),
    ("wib", 420),
    ("ict", 420),
    ("hkt", 480),
    ("sgt", 480),
    ("myt", 480),
    ("pht", 480),
    ("awst", 480),
    ("jst", 540),
    ("kst", 540),
    ("acst", 570),
    ("aest", 600),
    ("aedt", 660),
    ("nzst", 720),
    ("nzdt", 780),
];

/// Also cut off after three letters, or where the writer liked.
pub fn month(word: &str) -> Option<u32> {
    let lower = word.trim_end_matches('.').to_lowercase();
    let english = (1..=12).filter_map(|number| Month::try_from(number).ok()).find(|month| {
        let name = month.name().to_ascii_lowercase();
        lower.len() >= 3 && name.starts_with(&lower) || lower == "sept" && *month == Month::September
    });
    if let Some(month) = english {
        return Some(month.number_from_month());
    }
    GREEK_MONTHS.iter().find(|(name, _)| lower.starts_with(name)).map(|(_, number)| *number)
}

pub fn is_day(word: &str) -> bool {
    let lower = word.trim_end_matches('.').to_lowercase();
    let english = lower.len() >= 2 && lower.is_ascii() && DAYS.iter().any(|name| name.starts_with(&lower));
    english
        || ["tues", "thur", "thurs", "wednes"].contains(&lower.as_str())
        || GREEK_DAYS.iter().any(|name| lower.starts_with(name))
}

/// Seconds ahead of UTC. A name of a zone that nobody knows tells nothing, and is taken for UTC.
pub fn zone(name: &str) -> Option<i32> {
    let name = name.trim().to_ascii_lowercase();
    if let Some((_, minutes)) = ZONES.iter().find(|(known, _)| *known == name) {
        return Some(minutes * 60);
    }
    let looks = (1..=5).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphabetic());
    looks.then_some(0)
}

/// A date of another language in figures or in English.
pub fn in_english(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let mut text = text.to_lowercase();
    for (word, instead) in HUNGARIAN {
        text = text.replacen(&format!("-{word}-"), &format!("-{instead}-"), 1);
    }
    korean(&text).map_or(Cow::Owned(text), Cow::Owned)
}

/// `2004년 05월 28일 01:31:15`, `2004-05-25 오후 11:23:17`: Korean time, before and after noon ahead of the hour.
fn korean(text: &str) -> Option<String> {
    if !text.contains(['년', '월', '오', '전']) {
        return None;
    }
    let half = if text.contains("오후") {
        " pm"
    } else if text.contains("오전") {
        " am"
    } else {
        ""
    };
    let figures =
        text.replace("오후", " ").replace("오전", " ").replace(['년', '월'], "-").replace('일', " ");
    let joined: Vec<&str> = figures.split_whitespace().collect();
    let joined = joined.join(" ").replace("- ", "-");
    Some(format!("{joined}{half} +0900"))
}
