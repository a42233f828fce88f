//! What may come out of the program, as a strict terminal reads it: one list of what is allowed, for whatever goes to a
//! screen, to a clipboard or into a pipe.
#![allow(dead_code, reason = "each test takes what it needs")]

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use unicode_normalization::char::is_combining_mark;

/// Marks on one letter that are no letter any more.
const STACKED: usize = 9;
/// The program takes the terminal, and gives it back: its other screen.
const TAKES: &str = "\u{1b}[?1049h";
const GIVES_BACK: &str = "\u{1b}[?1049l";

/// All that may be tried on a terminal, in one line; with the parts that news does have, which are to stay.
pub const ATTACK: &str = "a\u{1b}[2Jb\u{1b}]0;title\u{7}c\u{1b}]52;c;ZXZpbA==\u{1b}\\d\u{9b}31me\u{9d}0;x\u{9c}f\u{1b}[31mg\u{1b}P+q\u{1b}\\h\
    \u{202e}i\u{2066}j\u{200b}k\u{feff}l\u{2028}m\u{2029}n\u{e0041}o\u{7f}p\u{0}q\u{8}r\rs\nt\u{85}u\u{61c}v\u{ad}w\u{200d}x\
    \u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}\u{301}y\u{2060}z";

/// Who sends.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sender {
    /// The drawing alone.
    Drawing,
    /// The reader, which has modes of a terminal to set, and its clipboard.
    Reader,
    /// Lines about an import, one of which is drawn over and over.
    Lines,
}

/// What is wrong with text that stands in a cell, was copied or was printed. `controls` are those that it may hold.
pub fn faults_in_text(text: &str, controls: &[char], faults: &mut Vec<String>) {
    let (mut before, mut marks) = (None, 0);
    for c in text.chars() {
        let steers = match c {
            c if controls.contains(&c) => false,
            '\0'..='\u{1f}'
            | '\u{7f}'..='\u{9f}'
            | '\u{ad}'
            | '\u{34f}'
            | '\u{61c}'
            | '\u{180e}'
            | '\u{200b}'
            | '\u{200e}'
            | '\u{200f}'
            | '\u{2028}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}'
            | '\u{feff}'
            | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}' => true,
            // A joiner, or what chooses a variant, without a letter that has use for it.
            '\u{200c}' | '\u{200d}' | '\u{fe00}'..='\u{fe0e}' | '\u{e0100}'..='\u{e01ef}' => {
                before.is_none_or(|before: char| before.is_ascii())
            }
            _ => false,
        };
        if steers {
            faults.push(format!("{c:?} behind {before:?}"));
        }
        marks = if is_combining_mark(c) && !('\u{fe00}'..='\u{fe0f}').contains(&c) { marks + 1 } else { 0 };
        if marks == STACKED {
            faults.push("stacked marks".to_owned());
        }
        before = Some(c);
    }
}

/// What is wrong with what was sent to a terminal: text, and of all sequences those that this sender has use for.
pub fn faults_in_stream(sent: &str, sender: Sender) -> Vec<String> {
    let controls: &[char] = if sender == Sender::Lines { &['\r', '\n'] } else { &[] };
    let mut faults = Vec::new();
    let mut rest = sent;
    while let Some(at) = rest.find('\u{1b}') {
        faults_in_text(&rest[..at], controls, &mut faults);
        rest = &rest[at + 1..];
        match sequence(rest, sender) {
            Some(length) => rest = &rest[length..],
            // What follows is read as text, where it shows what it was.
            None => faults.push(format!("ESC {:?}", rest.chars().take(12).collect::<String>())),
        }
    }
    faults_in_text(rest, controls, &mut faults);
    faults.sort();
    faults.dedup();
    faults
}

/// The same of a whole run: lines, then the reader on the terminal's other screen, then lines.
pub fn faults_in_run(sent: &[u8]) -> Vec<String> {
    let Ok(sent) = std::str::from_utf8(sent) else { return vec!["not UTF-8".to_owned()] };
    let parts =
        sent.split_once(TAKES).and_then(|(before, rest)| Some((before, rest.split_once(GIVES_BACK)?)));
    let Some((before, (reader, after))) = parts else {
        return vec!["the terminal is not taken and given back".to_owned()];
    };
    let mut faults = faults_in_stream(before, Sender::Lines);
    faults.extend(faults_in_stream(reader, Sender::Reader));
    // The cursor is shown again at last.
    faults.extend(faults_in_stream(after.trim_start_matches("\u{1b}[?25h"), Sender::Lines));
    faults
}

/// How long the sequence is that `text` begins with, behind its ESC; none where it is not one of this sender's.
fn sequence(text: &str, sender: Sender) -> Option<usize> {
    if let Some(inner) = text.strip_prefix('[') {
        let end = inner.find(|c| !matches!(c, '0'..='?'))?;
        let last = inner[end..].chars().next()?;
        return is_ours(&inner[..end], last, sender).then_some(1 + end + last.len_utf8());
    }
    let copied = text.strip_prefix("]52;c;").filter(|_| sender == Sender::Reader)?;
    let (payload, _) = copied.split_once('\u{7}')?;
    let text = String::from_utf8(BASE64_STANDARD.decode(payload).ok()?).ok()?;
    let mut faults = Vec::new();
    faults_in_text(&text, &['\n'], &mut faults);
    faults.is_empty().then_some("]52;c;".len() + payload.len() + 1)
}

fn is_ours(parameters: &str, last: char, sender: Sender) -> bool {
    match (last, sender) {
        ('m', Sender::Lines) => matches!(parameters, "" | "0"),
        // A line is drawn over; the lines above it are.
        ('K', Sender::Lines) => parameters == "2",
        ('A', Sender::Lines) => parameters.parse::<u8>().is_ok(),
        (_, Sender::Lines) => false,
        ('H', _) => parameters.split(';').filter(|number| number.parse::<u16>().is_ok()).count() == 2,
        ('m', _) => is_style(parameters),
        ('J', _) => parameters == "2",
        ('h' | 'l', Sender::Drawing) => parameters == "?25",
        ('h' | 'l', Sender::Reader) => is_mode(parameters),
        _ => false,
    }
}

/// The cursor, pastes in brackets, and the mouse.
fn is_mode(parameters: &str) -> bool {
    matches!(parameters, "?25" | "?2004" | "?1000" | "?1002" | "?1003" | "?1006" | "?1015")
}

/// Styles as our backend writes them: colours by number or by value, never the sixteen short ones.
fn is_style(parameters: &str) -> bool {
    let mut numbers = parameters.split(';').map(str::parse::<u16>);
    while let Some(number) = numbers.next() {
        let fine = match number {
            Ok(0..=9 | 21..=29 | 39 | 49 | 59) => true,
            Ok(38 | 48 | 58) => match numbers.next() {
                Some(Ok(5)) => numbers.next().is_some_and(|number| number.is_ok()),
                Some(Ok(2)) => numbers.by_ref().take(3).flatten().count() == 3,
                _ => false,
            },
            _ => false,
        };
        if !fine {
            return false;
        }
    }
    true
}
