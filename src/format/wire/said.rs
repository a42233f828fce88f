//! What the formats say in words or figures, read alike: lines, bylines, urgency, status.

use crate::format::feed::{Prose, Status};
use crate::sanitize;

/// A line of plain text; `None` where nothing is left.
pub fn line(text: &str) -> Option<String> {
    let clean = sanitize::line(text);
    let words: Vec<&str> = clean.split_whitespace().collect();
    (!words.is_empty()).then(|| words.join(" "))
}

/// A headline, which may have kept markup of the system it was written in.
pub fn heading(text: &str) -> Option<String> {
    line(&Prose::guess(text).plain())
}

/// A text of several lines; `None` where nothing is left.
pub fn plain(text: String) -> Option<Prose> {
    (!text.trim().is_empty()).then_some(Prose::Plain(text))
}

/// Keeps a name that is not there yet.
pub fn keep(names: &mut Vec<String>, name: Option<String>) {
    if let Some(name) = name.filter(|name| names.len() < MOST_NAMES && !names.contains(name)) {
        names.push(name);
    }
}

/// Names that are kept of a story, for they are compared with each other.
pub const MOST_NAMES: usize = 500;

/// Whether an id is the address of a page.
pub fn is_page(id: &str) -> bool {
    let scheme = id.split_once("://").map(|(scheme, rest)| (scheme.to_ascii_lowercase(), !rest.is_empty()));
    matches!(scheme, Some((scheme, true)) if scheme == "http" || scheme == "https")
}

/// Urgency is one figure.
pub fn urgency(text: &str) -> Option<u8> {
    let figure = text.trim();
    figure.strip_suffix(".0").unwrap_or(figure).parse().ok().filter(|urgency| *urgency < 10)
}

/// `usable`, `stat:canceled`, `Embargoed` …
pub fn status(text: &str) -> Status {
    let word = text.rsplit([':', '/', '#']).next().unwrap_or_default().trim().to_ascii_lowercase();
    match word.as_str() {
        "canceled" | "cancelled" | "killed" | "kill" | "deleted" => Status::Canceled,
        "withheld" | "embargoed" | "held" => Status::Withheld,
        _ => Status::Usable,
    }
}

/// Words that open a byline in the languages of the agencies.
const BY: &[&str] = &["by", "von", "par", "por", "av", "af", "di", "da", "door"];
const LONGEST_BYLINE: usize = 80;

/// The names of a byline, where a line is one: `By Jo Roe`, `Von Anna Lind, Meridian`.
pub fn byline(text: &str) -> Option<&str> {
    let text = text.trim().trim_end_matches(['=', '<']).trim_end();
    BY.iter().find_map(|by| {
        let (word, name) = text.split_at_checked(by.len())?;
        let named = name.starts_with(char::is_whitespace)
            && name.trim_start().starts_with(char::is_uppercase)
            && name.chars().count() <= LONGEST_BYLINE
            && !name.ends_with(['.', '?', '!', ':']);
        (word.eq_ignore_ascii_case(by) && named).then(|| name.trim())
    })
}

/// Who wrote a story, by its byline.
pub fn authors(by: Option<&String>) -> Vec<String> {
    by.iter().map(|by| byline(by).unwrap_or(by).to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byline_is_a_name_behind_its_word() {
        for (text, expected) in [
            ("By Jo Holm", Some("Jo Holm")),
            ("Von Anna Lind, Meridian =", Some("Anna Lind, Meridian")),
            ("BY JO HOLM<", Some("JO HOLM")),
            ("By the river", None),
            ("Bystanders See Blaze", None),
            ("By Monday it was over.", None),
            ("Da", None),
        ] {
            assert_eq!(byline(text), expected, "{text}");
        }
    }

    #[test]
    fn urgency_and_status_are_read_however_they_are_written() {
        assert_eq!(
            ["3", " 04 ", "0", "10", "99999999999", "x", ""].map(urgency),
            [Some(3), Some(4), Some(0), None, None, None, None]
        );
        for (text, expected) in [
            ("Usable", Status::Usable),
            ("stat:canceled", Status::Canceled),
            ("http://cv.iptc.org/newscodes/pubstatusg2/withheld", Status::Withheld),
            ("Embargoed", Status::Withheld),
            ("?", Status::Usable),
        ] {
            assert_eq!(status(text), expected, "{text}");
        }
    }
}
