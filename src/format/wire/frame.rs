//! Messages of the control-character wires (IPTC 7901, ANPA-1312): a header, a text and a trailer each, parted by SOH,
//! STX, ETX and EOT, any of which may be missing.

use std::borrow::Cow;

use encoding_rs::WINDOWS_1252;

use crate::sanitize;

const SOH: u8 = 1;
const STX: u8 = 2;
const ETX: u8 = 3;
const EOT: u8 = 4;
const SYN: u8 = 0x16;

/// One message, as bytes: each may be in another encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Frame<'a> {
    /// What stands before STX; empty where there is none.
    pub head: &'a [u8],
    pub text: &'a [u8],
    /// What stands after ETX.
    pub tail: &'a [u8],
    /// Whether there is an STX.
    pub begun: bool,
    /// Whether there is an ETX, or an EOT in its place.
    pub ended: bool,
}

/// Every message of a file, in order.
pub fn frames(bytes: &[u8]) -> Vec<Frame<'_>> {
    if bytes.trim_ascii_start().starts_with(BEGIN) && !has_marks(bytes) {
        return of_telex(bytes);
    }
    let mut frames = Vec::new();
    let mut rest = bytes;
    while !rest.is_empty() {
        let end = end_of_first(rest);
        let (message, behind) = rest.split_at(end);
        if message.iter().any(|byte| *byte > b' ' && *byte != 0x7f) {
            frames.push(frame(message));
        }
        rest = behind;
    }
    // Beside messages, what has neither mark is what a line of the old kind sends between them.
    if frames.iter().any(|frame| frame.begun) {
        frames.retain(|frame| frame.begun || frame.ended);
    }
    frames
}

/// What begins and ends a message where control characters do not come through.
const BEGIN: &[u8] = b"ZCZC";
const END: &[u8] = b"NNNN";
/// A line that begins a message and has fewer words behind the sign is no header.
const FEWEST: usize = 3;

fn of_telex(bytes: &[u8]) -> Vec<Frame<'_>> {
    let mut frames = Vec::new();
    // Where the text of the message that is open begins.
    let (mut open, mut at) = (None, 0);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        let (begins, ends) = (line.starts_with(BEGIN), line.starts_with(END));
        if let Some(start) = open.filter(|_| begins || ends) {
            frames.push(Frame { text: &bytes[start..at], ended: ends, ..Frame::default() });
            open = None;
        }
        if begins {
            let words = line.split(u8::is_ascii_whitespace).filter(|word| !word.is_empty()).count();
            open = Some(at + if words > FEWEST { BEGIN.len() } else { line.len() });
        }
        at += line.len();
    }
    frames.extend(open.map(|start| Frame { text: &bytes[start..], ..Frame::default() }));
    frames
}

/// Whether the bytes hold the marks of a message anywhere.
pub fn has_marks(bytes: &[u8]) -> bool {
    bytes.contains(&STX)
        || bytes.contains(&ETX)
        || first_word(bytes).is_some_and(|at| at > 0 && bytes[at - 1] == SOH)
}

/// Where the first message ends: behind its EOT, else before the SOH (or SYN) of the next one.
fn end_of_first(bytes: &[u8]) -> usize {
    let start = first_word(bytes).unwrap_or(bytes.len());
    let (mut begun, mut at) = (false, start);
    while let Some(found) = bytes[at..].iter().position(|byte| matches!(*byte, SOH | STX | EOT | SYN)) {
        at += found;
        match bytes[at] {
            STX => begun = true,
            EOT => return at + 1,
            // In the midst of a text it is a leftover, unless a whole message follows.
            _ if !begun || starts_message(&bytes[at..]) => return at,
            _ => {}
        }
        at += 1;
    }
    bytes.len()
}

/// The first byte that is neither a mark nor white space.
fn first_word(bytes: &[u8]) -> Option<usize> {
    bytes.iter().position(|byte| *byte > b' ')
}

/// Whether STX comes before the message can be over.
fn starts_message(bytes: &[u8]) -> bool {
    let head = bytes.iter().skip_while(|byte| matches!(**byte, SOH | SYN)).take(400);
    head.copied().find(|byte| matches!(*byte, SOH | STX | ETX | EOT)) == Some(STX)
}

fn frame(message: &[u8]) -> Frame<'_> {
    let message = match message.iter().position(|byte| !matches!(*byte, SOH | SYN)) {
        Some(at) => &message[at..],
        None => message,
    };
    let begins = message.iter().position(|byte| *byte == STX);
    let (head, text) = match begins {
        Some(at) => (&message[..at], &message[at + 1..]),
        None => (&message[..0], message),
    };
    let ends = text.iter().position(|byte| matches!(*byte, ETX | EOT));
    let (text, tail) = match ends {
        Some(at) => (&text[..at], &text[at + 1..]),
        None => (text, &text[text.len()..]),
    };
    Frame { head, text, tail, begun: begins.is_some(), ended: ends.is_some() }
}

/// UTF-8, else Latin-1 as Windows has it; typesetting codes out, fixed spaces as spaces, line ends as `\n`.
pub fn decoded(bytes: &[u8]) -> String {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text.into(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(bytes).0,
    };
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            // The fixed spaces of a typesetter: em, en, thin.
            '\u{1c}'..='\u{1f}' if out.ends_with([' ', '\n']) => {}
            '\u{1c}'..='\u{1f}' => out.push(' '),
            c => out.push(c),
        }
    }
    match sanitize::body(&out) {
        Cow::Owned(clean) => clean,
        Cow::Borrowed(_) => out,
    }
}

/// The moment of a trailer that stands among the last lines of a text, which it is taken out of where it has a line of
/// its own.
pub fn trailer<T>(lines: &mut Vec<&str>, read: fn(&str) -> Option<T>) -> Option<T> {
    let mut last = (0..lines.len()).rev().filter(|at| !lines[*at].trim().is_empty()).take(3);
    let (at, moment) = last.find_map(|at| Some((at, read(lines[at])?)))?;
    if lines[at].split_whitespace().count() <= WORDS_OF_TRAILER {
        lines.remove(at);
    }
    Some(moment)
}

const WORDS_OF_TRAILER: usize = 8;

/// Lines joined to the paragraphs they were broken from: a blank line or an indent begins one.
pub fn paragraphs<'a>(lines: impl Iterator<Item = &'a str>) -> String {
    let (mut out, mut open) = (String::new(), None::<usize>);
    for line in lines {
        let text = line.trim();
        if text.is_empty() {
            open = None;
            continue;
        }
        match open {
            // A short line was not broken at the margin.
            Some(width) if width >= NEAR_MARGIN && !line.starts_with("  ") => out.push(' '),
            Some(_) if !line.starts_with("  ") => out.push('\n'),
            _ if out.is_empty() => {}
            _ => out.push_str("\n\n"),
        }
        out.push_str(text);
        open = Some(text.chars().count());
    }
    out
}

/// Lines of wire copy are broken between 60 and 80 characters.
const NEAR_MARGIN: usize = 45;

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(bytes: &[u8]) -> Vec<(String, String, String)> {
        frames(bytes).iter().map(|f| (decoded(f.head), decoded(f.text), decoded(f.tail))).collect()
    }

    #[test]
    fn messages_are_parted_whatever_mark_is_missing() {
        for (bytes, expected) in [
            (&b"\x01h\x02t\x03d\x04"[..], &[("h", "t", "d")][..]),
            (b"\x16\x16\x01h\x02t\x03d\x04\x04\n\x16\x01i\x02u\x03e", &[("h", "t", "d"), ("i", "u", "e")]),
            (b"h\x02t\x03d", &[("h", "t", "d")]),
            (b"\x01h\x02t\x04i\x02u\x03", &[("h", "t", ""), ("i", "u", "")]),
            (b"\x01h\x02t\x01i\x02u", &[("h", "t", ""), ("i", "u", "")]),
            (b"\x01h\x02t\x01t\x03d", &[("h", "tt", "d")]),
            (b"ZCZC\n\x01h\x02t\x03d\x04\nNNNN\n", &[("h", "t", "d")]),
            (
                b"ZCZC mer1 3 pl\nA =\nNNNN\nZCZC ab\nmer2 3 pl\n",
                &[("", " mer1 3 pl\nA =\n", ""), ("", "mer2 3 pl\n", "")],
            ),
            (b"only text", &[("", "only text", "")]),
            (b"\x01\x02\x03\x04 \r\n", &[]),
            (b"", &[]),
        ] {
            let expected: Vec<_> =
                expected.iter().map(|(h, t, d)| ((*h).into(), (*t).into(), (*d).into())).collect();
            let found = parts(bytes);
            assert_eq!(found.len(), expected.len(), "{bytes:?}: {found:?}");
            for (found, expected) in found.iter().zip(&expected) {
                let expected: &(String, String, String) = expected;
                assert_eq!(
                    (found.0.trim(), &found.1, found.2.trim()),
                    (&*expected.0, &expected.1, &*expected.2)
                );
            }
        }
    }

    #[test]
    fn each_message_is_read_in_its_own_encoding() {
        assert_eq!(decoded(b"Z\xfcrich"), "Zürich");
        assert_eq!(decoded("Zürich".as_bytes()), "Zürich");
        assert_eq!(decoded(b"a\x1fb \x1ec\x0e\x13d\r\ne\x1b[31mf"), "a b cd\nef");
    }

    #[test]
    fn broken_lines_become_paragraphs_again() {
        let long = "a line that was broken at the margin as the wires do it";
        let text = format!("{long}\nand goes on.\nAnother.\n    Indented {long}\nends.\n\n\nLast.");
        assert_eq!(
            paragraphs(text.lines()),
            format!("{long} and goes on.\nAnother.\n\nIndented {long} ends.\n\nLast.")
        );
    }
}
