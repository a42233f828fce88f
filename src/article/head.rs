//! The head of a story: stamp, headline line, byline, notes and dateline, in any of the orders copy has them.

use std::ops::Range;

use chrono::NaiveDate;

use super::dateline::{self, Draft};
use super::scan::{is_blank, lines, peek, skip_blanks, skip_space, trim};
use super::{byline, stamp};

/// What stands before the body, and where the body is.
#[derive(Debug, Default)]
pub(crate) struct Head {
    pub date: Option<NaiveDate>,
    pub headline: Option<Range<usize>>,
    pub byline: Option<Range<usize>>,
    pub dateline: Option<Draft>,
    /// Editors' notes, which are neither headline nor body.
    pub notes: Vec<Range<usize>>,
    /// Lines of the head that no stage understands, then the rest of the text: they are body.
    pub body: Vec<Range<usize>>,
}

/// This many advisory notes are told apart.
const MOST_NOTES: usize = 20;
/// This many lines may stand before a dateline.
const HEAD_LINES: usize = 14;
/// A line of the head is at most this long, in bytes; a longer one is body.
const HEAD_LINE: usize = 300;
/// A headline line that no dateline follows is at most this long, in columns.
const HEADLINE_COLUMNS: usize = 120;
/// Words that open a line of instructions to editors.
const NOTE_LINES: [&str; 12] = [
    "Eds:",
    "EDS:",
    "Eds.:",
    "ATTN",
    "Editor's note:",
    "Editors:",
    "Note to editors",
    "ATTENTION",
    "URGENT",
    "Special to",
    "BC-",
    "Associated Press",
];

/// Reads the head of `text`. `title` is the headline received apart from it, which the text may repeat.
pub(crate) fn read(text: &str, title: Option<&str>, lang: &str) -> Head {
    let mut head = Head::default();
    let start = skip_space(text, 0);
    let found = look_for_dateline(text, start, lang, &mut head);
    match found {
        Some(pending) => sort_lines(text, &mut head, pending, title),
        None => without_dateline(text, start, title, &mut head),
    }
    head
}

/// Goes through the first lines until one has a dateline; gives the lines before it that are nothing else yet.
fn look_for_dateline(text: &str, start: usize, lang: &str, head: &mut Head) -> Option<Vec<Range<usize>>> {
    let mut pending = Vec::new();
    let mut notes = Vec::new();
    let (mut author, mut date) = (None, None);
    for (i, line) in lines(text, start..text.len())
        .filter(|l| !text[l.clone()].trim().is_empty())
        .take(HEAD_LINES)
        .enumerate()
    {
        let mut pos = line.start;
        if let Some((day, after)) = stamp::at(text, pos).filter(|_| date.is_none()) {
            (date, pos) = (Some(day), after);
            if skip_blanks(text, pos) >= line.end {
                continue;
            }
        }
        pos = dateline::skip_tags(text, pos);
        while let Some(end) = dateline::advisory(text, pos).filter(|_| notes.len() < MOST_NOTES) {
            notes.push(pos..end);
            pos = skip_blanks(text, end);
        }
        if pos >= line.end {
            continue;
        }
        let rest = pos..line.end;
        let (found, signed) = dateline_or_byline(text, &rest, lang);
        if let Some(found) = found {
            let before = trim(text, rest.start..found.start);
            let names = byline::opening(text, before.start, before.end).filter(|_| !before.is_empty());
            if let Some(names) = names {
                author = author.or(Some(names));
            } else if !before.is_empty() {
                pending.push(before);
            }
            head.date = date;
            head.byline = author;
            head.notes = notes;
            let mut found = found;
            let body = signed_below(text, head, &mut found).unwrap_or(found.end);
            head.body.push(body_start(text, body)..text.len());
            head.dateline = Some(found);
            return Some(pending);
        }
        if let Some(names) = signed {
            author = author.or(Some(names));
        } else if NOTE_LINES.iter().any(|w| text[rest.clone()].starts_with(w)) {
            notes.push(rest);
        } else if rest.len() > HEAD_LINE
            || (i > 0 && ends_sentence(text, &rest) && rest.len() > HEAD_LINE / 2)
        {
            break;
        } else {
            pending.push(rest);
        }
    }
    head.date = date;
    None
}

/// What a line of the head has: a dateline at its start, else a byline, else a dateline further on.
fn dateline_or_byline(text: &str, line: &Range<usize>, lang: &str) -> (Option<Draft>, Option<Range<usize>>) {
    if let Some(found) = dateline::at(text, line.start, lang) {
        return (Some(found), None);
    }
    match byline::at(text, line.clone()) {
        Some(names) => (None, Some(names)),
        None => (dateline::within(text, line.clone(), lang), None),
    }
}

/// `By Ada Holm – Trend:` on the line under a dateline that has no agency: where the body goes on.
fn signed_below(text: &str, head: &mut Head, dateline: &mut Draft) -> Option<usize> {
    if dateline.agency.is_some() || !text[dateline.end..].starts_with(['\n', '\r']) {
        return None;
    }
    let line = skip_space(text, dateline.end);
    let stop = super::scan::line_end(text, line);
    let names = byline::opening(text, line, stop)?;
    let (agency, end) = dateline::behind(text, names.end)?;
    dateline.agency = Some(agency);
    head.byline = head.byline.take().or(Some(names));
    Some(end)
}

/// Past blanks after the dateline, and a byline that stands between it and the lede (`Baku, December 13\n\nBy …`).
fn body_start(text: &str, pos: usize) -> usize {
    skip_space(text, pos)
}

fn ends_sentence(text: &str, line: &Range<usize>) -> bool {
    text[line.clone()].trim_end().ends_with(['.', '!', '?', '"', '”', '»', '。'])
}

/// Headline and signature among the lines before a dateline; the others are body.
fn sort_lines(text: &str, head: &mut Head, pending: Vec<Range<usize>>, title: Option<&str>) {
    let mut others = Vec::new();
    for line in pending {
        let repeats = title.is_some_and(|t| same_words(t, &text[line.clone()]));
        if head.headline.is_none()
            && (title.is_none() || repeats)
            && !text[line.clone()].starts_with(['*', '•'])
        {
            head.headline = Some(line);
        } else if let Some(names) = byline::bare_name(text, line.clone()).filter(|_| head.byline.is_none()) {
            head.byline = Some(names);
        } else if !repeats {
            others.push(line);
        }
    }
    others.append(&mut head.body);
    head.body = others;
}

/// A story that has no dateline: a stamp, a headline line and a byline may still stand before the body.
fn without_dateline(text: &str, start: usize, title: Option<&str>, head: &mut Head) {
    let mut pos = start;
    let mut left =
        lines(text, start..text.len()).filter(|l| !text[l.clone()].trim().is_empty()).take(4).peekable();
    while let Some(line) = left.next() {
        if let Some((day, after)) = stamp::at(text, line.start) {
            head.date = head.date.or(Some(day));
            pos = skip_space(text, after);
            if after < line.end && !text[after..line.end].trim().is_empty() {
                break;
            }
            continue;
        }
        let line = trim(text, line);
        if let Some(names) = byline::at(text, line.clone()).filter(|_| head.byline.is_none()) {
            head.byline = Some(names);
            pos = skip_space(text, line.end);
            continue;
        }
        let repeats = title.is_some_and(|t| same_words(t, &text[line.clone()]));
        let follows = left.peek().map(|next| trim(text, next.clone()));
        if head.headline.is_none() && (repeats || (title.is_none() && is_headline(text, &line, follows))) {
            head.headline = Some(line.clone());
            pos = skip_space(text, line.end);
            continue;
        }
        break;
    }
    head.body.push(pos..text.len());
}

/// A short line without a full stop over something longer: a blank line, a stamp, a byline, or a paragraph.
fn is_headline(text: &str, line: &Range<usize>, next: Option<Range<usize>>) -> bool {
    let Some(next) = next else { return false };
    let columns = text[line.clone()].chars().count();
    let gap = text[line.end..next.start].matches('\n').count();
    let open = text[line.clone()].chars().next().is_some_and(|c| !matches!(c, '"' | '“' | '«' | '„'));
    let leads = gap > 1
        || next.len() > 2 * line.len().max(60)
        || stamp::at(text, next.start).is_some()
        || byline::at(text, next).is_some();
    columns <= HEADLINE_COLUMNS
        && open
        && leads
        && !text[line.clone()].ends_with(['.', ',', ';', ':', '"', '”', '»', '。'])
}

/// Whether two lines say the same, leaving out everything that is not a letter or figure.
fn same_words(a: &str, b: &str) -> bool {
    let plain =
        |s: &str| s.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>();
    !a.trim().is_empty() && plain(a) == plain(b)
}

/// Whether `pos` begins a paragraph's text with blanks before it.
pub(crate) fn is_indented(text: &str, pos: usize) -> bool {
    peek(text, pos).is_some_and(is_blank)
}
