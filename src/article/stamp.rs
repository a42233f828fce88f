//! The ` date YYYY-MM-DD ` stamp that some copy begins with.

use chrono::NaiveDate;

use super::scan::{before, is_blank, peek, skip_blanks};

/// A stamp at `pos` (blanks may stand before it): the day, and the position after the stamp.
pub(crate) fn at(text: &str, pos: usize) -> Option<(NaiveDate, usize)> {
    let word = skip_blanks(text, pos);
    let after = word + "date".len();
    if !text.get(word..)?.starts_with("date") || !peek(text, after).is_some_and(is_blank) {
        return None;
    }
    let start = skip_blanks(text, after);
    let end = start + "YYYY-MM-DD".len();
    let date = NaiveDate::parse_from_str(text.get(start..end)?, "%Y-%m-%d").ok()?;
    peek(text, end).is_none_or(char::is_whitespace).then_some((date, end))
}

/// Whether the stamp at the start of the line `line` begins a story, and is not a sentence broken at the margin.
pub(crate) fn begins_story(text: &str, line: usize, after: usize) -> bool {
    let above = text[..line].trim_end_matches([' ', '\t']).strip_suffix('\n').unwrap_or("");
    let above = above.strip_suffix('\r').unwrap_or(above);
    let next = peek(text, skip_blanks(text, after));
    line == 0
        || peek(text, line).is_some_and(is_blank)
        || above.is_empty()
        || above.ends_with('\n')
        || (before(above, above.len()).is_some_and(|c| !c.is_alphanumeric() && c != ',')
            && !next.is_some_and(char::is_lowercase))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stamp_needs_the_word_and_a_real_day() {
        let day = NaiveDate::from_ymd_opt(2019, 12, 13);
        assert_eq!(at(" date 2019-12-13 BAKU", 0).map(|s| s.0), day);
        assert_eq!(at("date\t2019-12-13", 0).map(|s| s.0), day);
        for none in [
            "date 2019-13-13 X",
            "dates 2019-12-13",
            "date 2019-12-130",
            "2019-12-13",
            "date 2019-12-1",
            "date é",
        ] {
            assert_eq!(at(none, 0), None, "{none}");
        }
    }
}
