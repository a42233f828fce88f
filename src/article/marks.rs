//! Quotation marks paired paragraph by paragraph: the opener decides the closer, nested runs stay inside.

use std::ops::Range;

use super::Span;
use super::dash;
use super::scan::{Beginnings, before, peek};
use super::speaker::Words;
use super::transcript;

/// A run in marks: what stands between them, and the whole with its marks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Run {
    pub inner: Range<usize>,
    pub outer: Range<usize>,
    /// The number of its paragraph.
    pub paragraph: usize,
    /// The paragraph ends before the run is closed.
    pub open: bool,
}

/// A kind of mark and what closes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// “…”
    Curly,
    /// „…“ or „…”
    Low,
    /// "…"
    Straight,
    /// ''…'' and ``…''
    Doubled,
    /// «…»
    Angle,
    /// »…«
    Inward,
    /// 「…」
    Corner,
    /// 『…』
    WhiteCorner,
    /// ‘…’ or '…', where the story has no doubles
    Single,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Side {
    Opens,
    Closes,
    Either,
}

#[derive(Debug, Clone, Copy)]
struct Mark {
    at: usize,
    len: usize,
    kind: Kind,
    side: Side,
}

/// What double marks and tags begin with, and what single marks do.
const MARKS: Beginnings = Beginnings::new(&[b'<', b'"', b'\'', b'`', 0xc2, 0xe2, 0xe3, 0xef]);
const SINGLES: Beginnings = Beginnings::new(&[b'\'', 0xe2]);

/// All runs in marks, in the order of the text.
pub(crate) fn runs(text: &str, paragraphs: &[Span], words: Option<&Words>) -> Vec<Run> {
    let mut out = Vec::new();
    let marks: Vec<Vec<Mark>> = paragraphs.iter().map(|p| marks(text, p.range())).collect();
    let transcript = transcript::is_one(text, paragraphs);
    let british = british(text, paragraphs, &marks);
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let found = british.as_ref().map_or(&marks[i], |singles| &singles[i]);
        let first = out.len();
        pair(text, paragraph.range(), i, found, &mut out);
        if transcript
            && out.len() == first
            && let Some(said) = transcript::turn(text, paragraph.range())
        {
            push(text, said.clone(), said, (i, false), &mut out);
        }
        if let Some(words) = words.filter(|w| w.dash_speech) {
            dash::add(text, paragraph.range(), (i, first), words, &mut out);
        }
    }
    out
}

/// The single marks of each paragraph, where they are the outer ones: the story has no doubles, or what it has of them
/// stands inside singles.
fn british(text: &str, paragraphs: &[Span], doubles: &[Vec<Mark>]) -> Option<Vec<Vec<Mark>>> {
    const FEWEST: usize = 2;
    let singles: Vec<Vec<Mark>> = paragraphs.iter().map(|p| single_marks(text, p.range())).collect();
    if doubles.iter().all(Vec::is_empty) {
        return Some(singles);
    }
    let openers = singles.iter().flatten().filter(|m| m.side == Side::Opens).count();
    let nested = |(doubles, singles): (&Vec<Mark>, &Vec<Mark>)| {
        let mut open = false;
        let mut next = singles.iter().peekable();
        doubles.iter().all(|double| {
            while let Some(single) = next.next_if(|single| single.at < double.at) {
                open = single.side == Side::Opens;
            }
            open
        })
    };
    (openers >= FEWEST && doubles.iter().zip(&singles).all(nested)).then_some(singles)
}

/// The double marks of a paragraph.
fn marks(text: &str, range: Range<usize>) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    let mut skip = 0;
    // „ decides whether “ opens or closes: in a paragraph that has it, “ after it closes.
    let mut low = false;
    for (i, c) in MARKS.within(&text[range.clone()]) {
        let at = range.start + i;
        if at < skip {
            continue;
        }
        if c == '<' {
            skip = at + tag_len(&text[at..range.end]);
            continue;
        }
        let (kind, side) = match c {
            '„' => (Kind::Low, Side::Opens),
            '“' | '”' if low => (Kind::Low, Side::Closes),
            '"' if low && !opens_here(text, &range, at, 1) => (Kind::Low, Side::Closes),
            // The glyph tells, but where it stands tells better: `here,“ said`, `”No,” said`.
            '“' | '‟' => (Kind::Curly, turned_glyph(text, &range, at, Side::Opens)),
            '”' => (Kind::Curly, turned_glyph(text, &range, at, Side::Closes)),
            '"' | '＂' => (Kind::Straight, side_of(text, &range, at, c.len_utf8())),
            '\'' if text[at..].starts_with("''") => (Kind::Doubled, side_of(text, &range, at, 2)),
            '’' if text[at..].starts_with("’’") => (Kind::Doubled, side_of(text, &range, at, 6)),
            '`' if text[at..].starts_with("``") => (Kind::Doubled, Side::Opens),
            '«' => (
                Kind::Angle,
                if opens_here(text, &range, at, 2) || !inward(&out) { Side::Opens } else { Side::Closes },
            ),
            '»' => (Kind::Angle, Side::Closes),
            '「' => (Kind::Corner, Side::Opens),
            '」' => (Kind::Corner, Side::Closes),
            '『' => (Kind::WhiteCorner, Side::Opens),
            '』' => (Kind::WhiteCorner, Side::Closes),
            _ => continue,
        };
        let len = if kind == Kind::Doubled { 2 * c.len_utf8() } else { c.len_utf8() };
        skip = at + len;
        low = match (kind, side) {
            (Kind::Low, Side::Opens) => true,
            (Kind::Low, _) => false,
            _ => low,
        };
        let flipped = turned(text, &range, &out, Mark { at, len, kind, side });
        out.push(flipped);
    }
    out
}

/// How long the tag is that begins here, its attributes with it; 1 where it is no tag.
fn tag_len(rest: &str) -> usize {
    const LONGEST: usize = 300;
    let named = rest[1..].starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    let end = rest.char_indices().take(LONGEST).find(|(_, c)| *c == '>').map(|(i, _)| i + 1);
    end.filter(|_| named).unwrap_or(1)
}

fn inward(marks: &[Mark]) -> bool {
    marks.last().is_some_and(|m| m.kind == Kind::Inward && m.side == Side::Opens)
}

/// »…« : a » that opens where nothing is open, and the « that closes it.
fn turned(text: &str, range: &Range<usize>, before: &[Mark], mark: Mark) -> Mark {
    let open_angle = before.last().is_some_and(|m| m.kind == Kind::Angle && m.side == Side::Opens);
    match (mark.kind, mark.side) {
        (Kind::Angle, Side::Closes)
            if text[mark.at..].starts_with('»')
                && !open_angle
                && opens_here(text, range, mark.at, mark.len) =>
        {
            Mark { kind: Kind::Inward, side: Side::Opens, ..mark }
        }
        (Kind::Angle, _) if text[mark.at..].starts_with('«') && inward(before) => {
            Mark { kind: Kind::Inward, side: Side::Closes, ..mark }
        }
        _ => mark,
    }
}

fn turned_glyph(text: &str, range: &Range<usize>, at: usize, glyph: Side) -> Side {
    match side_of(text, range, at, '“'.len_utf8()) {
        Side::Either => glyph,
        told => told,
    }
}

/// Whether a mark can only open here: nothing, a blank or an opening bracket before it and a word after it.
fn opens_here(text: &str, range: &Range<usize>, at: usize, len: usize) -> bool {
    side_of(text, range, at, len) == Side::Opens
}

fn side_of(text: &str, range: &Range<usize>, at: usize, len: usize) -> Side {
    let left = if at > range.start { before(text, at) } else { None };
    let right = if at + len < range.end { peek(text, at + len) } else { None };
    let gap = |c: Option<char>| c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–'));
    let word = |c: Option<char>| {
        c.is_some_and(|c| {
            c.is_alphanumeric() || matches!(c, '$' | '…' | '¿' | '¡' | '€' | '£' | '#' | '@' | '[')
        })
    };
    match (gap(left), right) {
        (true, right) if word(right) => Side::Opens,
        (false, right) if gap(right) || !word(right) => Side::Closes,
        _ => Side::Either,
    }
}

/// British outer marks ‘…’ and '…': an opener before a word, a closer that is no apostrophe.
fn single_marks(text: &str, range: Range<usize>) -> Vec<Mark> {
    let mut out: Vec<Mark> = Vec::new();
    let mut open = false;
    let mut doubtful: Option<Mark> = None;
    for (i, c) in SINGLES.within(&text[range.clone()]).filter(|(_, c)| matches!(c, '\'' | '‘' | '’')) {
        let at = range.start + i;
        let len = c.len_utf8();
        let left = if at > range.start { before(text, at) } else { None };
        let right = if at + len < range.end { peek(text, at + len) } else { None };
        let letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        let mark = |side| Mark { at, len, kind: Kind::Single, side };
        // '90s and 'tis are apostrophes; so is every mark between letters.
        let apart = |c: Option<char>| {
            c.is_none_or(|c| c.is_whitespace() || matches!(c, '(' | '[' | '—' | '–' | '-' | '“' | '"'))
        };
        // A double may open right behind: ‘“Is it?” she said.’
        let said = letter(right) && !right.is_some_and(|c| c.is_ascii_digit());
        let opens = c != '’' && apart(left) && (said || right.is_some_and(|c| matches!(c, '“' | '"' | '’')));
        if opens {
            out.extend(doubtful.take().filter(|_| open));
            open = true;
            out.push(mark(Side::Opens));
        } else if open && c != '‘' && !letter(right) {
            if left.is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | '…' | '”' | '"')) {
                out.push(mark(Side::Closes));
                (open, doubtful) = (false, None);
            } else if doubtful.is_none() || left.is_none_or(|c| c != 's') {
                doubtful = Some(mark(Side::Closes));
            }
        }
    }
    out.extend(doubtful.filter(|_| open));
    out
}

/// Pairs the marks of one paragraph.
fn pair(text: &str, range: Range<usize>, paragraph: usize, marks: &[Mark], out: &mut Vec<Run>) {
    let first = out.len();
    // How many closers of the kind of mark `i` stand after it: tells a nested opener from a forgotten closer.
    let closers = closers_after(marks);
    let mut open: Option<Mark> = None;
    let mut depth = 0_usize;
    let mut inner: Option<Kind> = None;
    for (i, mark) in marks.iter().enumerate() {
        match open {
            None if mark.side == Side::Closes => {
                let lost = out.len() == first && paragraph_goes_on(text, &range, mark);
                if lost {
                    push(
                        text,
                        range.start..mark.at,
                        range.start..mark.at + mark.len,
                        (paragraph, false),
                        out,
                    );
                }
            }
            None => (open, depth, inner) = (Some(*mark), 1, None),
            // Desks mix their marks: where no other kind was opened inside, “…" is as closed as “…”.
            Some(from) if from.kind != mark.kind => match (mark.side, inner) {
                (Side::Opens, _) if doubles(mark.kind) => inner = Some(mark.kind),
                (_, Some(kind)) if kind == mark.kind => inner = None,
                (Side::Closes, None) if doubles(from.kind) && doubles(mark.kind) => {
                    close(text, &from, mark, paragraph, out);
                    (open, depth) = (None, 0);
                }
                _ => {}
            },
            Some(from) if mark.side == Side::Opens => {
                if from.kind != Kind::Straight && closers[i] > depth {
                    depth += 1;
                } else {
                    // The closer was forgotten: the run ends where its sentence does.
                    let end = sentence_before(text, from.at + from.len, mark.at);
                    push(text, from.at + from.len..end, from.at..end, (paragraph, true), out);
                    (open, depth, inner) = (Some(*mark), 1, None);
                }
            }
            Some(from) => {
                depth = depth.saturating_sub(1);
                if depth == 0 {
                    close(text, &from, mark, paragraph, out);
                    open = None;
                }
            }
        }
    }
    if let Some(from) = open {
        push(text, from.at + from.len..range.end, from.at..range.end, (paragraph, true), out);
    }
}

fn close(text: &str, from: &Mark, mark: &Mark, paragraph: usize, out: &mut Vec<Run>) {
    push(text, from.at + from.len..mark.at, from.at..mark.at + mark.len, (paragraph, false), out);
}

/// Marks that desks take for each other.
fn doubles(kind: Kind) -> bool {
    matches!(kind, Kind::Curly | Kind::Straight | Kind::Doubled)
}

/// For each mark, how many closers of its kind stand after it before the next opener but one.
fn closers_after(marks: &[Mark]) -> Vec<usize> {
    let mut counts = vec![0; marks.len()];
    let mut run = 0_usize;
    for (i, mark) in marks.iter().enumerate().rev() {
        counts[i] = run;
        match mark.side {
            Side::Opens => run = run.saturating_sub(1),
            Side::Closes | Side::Either => run += 1,
        }
    }
    counts
}

/// A closer without an opener closes a run from the paragraph's start, where a sentence's end stands before it.
fn paragraph_goes_on(text: &str, range: &Range<usize>, mark: &Mark) -> bool {
    before(text, mark.at).is_some_and(|c| matches!(c, '.' | ',' | '!' | '?' | '…'))
        && mark.at > range.start + 1
}

fn sentence_before(text: &str, start: usize, end: usize) -> usize {
    let part = &text[start..end];
    let ends = |(i, mark): &(usize, &str)| {
        let word = part[..*i].rsplit(|c: char| !c.is_alphanumeric()).next().unwrap_or("");
        let shortened = word.len() <= 4 && word.starts_with(char::is_uppercase);
        let gap = part[i + 1..].starts_with(char::is_whitespace) || i + 1 == part.len();
        gap && (*mark != "." || !shortened)
    };
    part.match_indices(['.', '!', '?'])
        .find(ends)
        .map_or(start + part.trim_end().len(), |(i, _)| start + i + 1)
}

fn push(
    text: &str,
    inner: Range<usize>,
    outer: Range<usize>,
    (paragraph, open): (usize, bool),
    out: &mut Vec<Run>,
) {
    let inner = super::scan::trim(text, inner);
    if !inner.is_empty() {
        out.push(Run { inner, outer, paragraph, open });
    }
}

#[cfg(test)]
mod tests;
