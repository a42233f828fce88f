//! Who wrote the story: `By NAME`, `By NAME and NAME`, `Por NAME`.

use std::ops::Range;

use super::Span;
use super::scan::{is_uncased, peek, skip_blanks, trim, word_at};

/// The names of a byline, without "By".
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Byline {
    pub span: Span,
}

const OPENERS: [&str; 10] = ["By", "BY", "by", "Por", "POR", "Von", "VON", "Par", "PAR", "Di"];
/// Small words inside a name or between two.
const JOINS: [&str; 20] = [
    "and", "und", "y", "e", "et", "de", "da", "del", "van", "von", "der", "den", "bin", "al", "la", "le",
    "dos", "di", "du", "ben",
];
/// A byline is at most this many words long.
const MOST_WORDS: usize = 14;

/// The names of the byline that fills `line`, or that begins it before a dateline on the same line (then the
/// names end where capitals, a bracket or a dash begin).
pub(crate) fn at(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let line = trim(text, line);
    let start = after_opener(text, line.start)?;
    let names = names_at(text, start, line.end)?;
    let rest =
        text[names.end..line.end].trim_matches([' ', '\t', ',', '.', '=', ';', '<', '|', '-', '–', '—']);
    let several = text[names.clone()].split_whitespace().nth(1).is_some();
    let plain = rest.is_empty() || (several && is_affiliation(rest));
    plain.then_some(names)
}

/// The names after "By" at `pos`, wherever the line goes on.
pub(crate) fn opening(text: &str, pos: usize, end: usize) -> Option<Range<usize>> {
    names_at(text, after_opener(text, pos)?, end)
}

/// Whether the words begin as a byline does.
pub(crate) fn opens(words: &str) -> bool {
    words.split_once(' ').is_some_and(|(first, _)| OPENERS.contains(&first))
}

fn after_opener(text: &str, pos: usize) -> Option<usize> {
    let word = word_at(text, pos)?;
    let opener = &text[word.clone()];
    let start = skip_blanks(text, word.end);
    (OPENERS.contains(&opener) && start > word.end).then_some(start)
}

/// Capitalised words with joins and commas between them.
fn names_at(text: &str, start: usize, line_end: usize) -> Option<Range<usize>> {
    let (mut pos, mut end, mut words) = (start, start, 0);
    while let Some(word) = word_at(text, pos).filter(|w| w.end <= line_end && words < MOST_WORDS) {
        let w = &text[word.clone()];
        let capital = w.chars().next().is_some_and(|c| c.is_uppercase() || is_uncased(c));
        if !capital && !JOINS.contains(&w) {
            break;
        }
        words += 1;
        let mut next = word.end;
        if peek(text, next) == Some('.') && w.chars().count() <= 2 {
            next += 1;
        }
        if capital {
            end = next;
        }
        if peek(text, next) == Some(',') && next + 1 < line_end {
            next += 1;
        }
        pos = skip_blanks(text, next);
    }
    let named = text.get(start..end)?;
    (named.split_whitespace().nth(1).is_some() || named.chars().count() > 3).then_some(start..end)
}

/// "dpa", "Associated Press", "Meridian Staff Writer", "in Paris": what may follow the names on the line.
fn is_affiliation(rest: &str) -> bool {
    rest.split_whitespace().count() <= 5
        && !rest.contains(['.', ':', '"', '“', '?', '('])
        && !rest.contains(" was ")
}

/// A line of nothing but a person's name, two to four capitalised words, as old wire copy signs its stories.
pub(crate) fn bare_name(text: &str, line: Range<usize>) -> Option<Range<usize>> {
    let line = trim(text, line);
    let words: Vec<&str> = text[line.clone()].split_whitespace().collect();
    let named = |w: &&str| {
        JOINS.contains(w)
            || (w.chars().next().is_some_and(char::is_uppercase)
                && w.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '\'' | '’' | '-'))
                && (!super::scan::is_caps(w) || w.len() <= 2))
    };
    ((2..=4).contains(&words.len()) && words.iter().all(named) && !text[line.clone()].ends_with('.'))
        .then_some(line)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(line: &str) -> Option<&str> {
        at(line, 0..line.len()).map(|r| &line[r])
    }

    #[test]
    fn a_byline_gives_its_names() {
        for (line, want) in [
            ("By Jane Roe", "Jane Roe"),
            ("By JANE ROE and JOHN Q. DOE", "JANE ROE and JOHN Q. DOE"),
            ("  Por María de la Paz\r", "María de la Paz"),
            ("By Ana van der Berg, Meridian Staff", "Ana van der Berg, Meridian Staff"),
            ("By Helen Roe, dpa =", "Helen Roe"),
            ("Von Anna Muster und Karl Beispiel", "Anna Muster und Karl Beispiel"),
        ] {
            assert_eq!(names(line), Some(want), "{line}");
        }
    }

    #[test]
    fn a_sentence_that_begins_with_by_is_no_byline() {
        for line in [
            "By the time he arrived, it was over.",
            "By Friday the ministry had said nothing.",
            "Bypass opened",
            "By",
        ] {
            assert_eq!(names(line), None, "{line}");
        }
    }
}
