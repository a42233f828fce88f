//! Tells a lone Esc from a key sequence that arrives in pieces, as it does over a slow line: after an Esc, `[` or `O`
//! starts a sequence that is read to its last byte; anything else sends the Esc on its way.
//!
//! The sequences are those of xterm's "PC-style function keys".

use crate::key::{Code, KeyPress};

/// A key to pass on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Out(pub KeyPress);

/// Keys held back because they may be the beginning of a sequence.
#[derive(Debug, Clone, Default)]
pub struct Assembler {
    held: Vec<KeyPress>,
}

/// Longer than any key's sequence: what is held past it was typed.
const LONGEST: usize = 24;

impl Assembler {
    /// Something is held: more must come soon, or it is what it looks like.
    pub fn waits(&self) -> bool {
        !self.held.is_empty()
    }

    /// Nothing more came: what is held are keys.
    pub fn give_up(&mut self) -> Vec<Out> {
        self.held.drain(..).map(Out).collect()
    }

    pub fn take(&mut self, key: KeyPress) -> Vec<Out> {
        let esc = key == KeyPress::plain(Code::Esc);
        if self.held.is_empty() && !esc {
            return vec![Out(key)];
        }
        if esc {
            let before = self.give_up();
            self.held.push(key);
            return before;
        }
        self.held.push(key);
        let Some(text) = self.sequence() else { return self.give_up() };
        match text.as_str() {
            "[" | "O" => Vec::new(),
            _ if !text.starts_with(['[', 'O']) || text.len() > LONGEST => self.give_up(),
            _ if !text.ends_with(|c: char| ('@'..='~').contains(&c)) => Vec::new(),
            _ => match decode(&text) {
                Some(key) => {
                    self.held.clear();
                    vec![Out(key)]
                }
                // With parameters nobody typed it: a report or a key we do not know.
                None if text.len() > 2 => {
                    self.held.clear();
                    Vec::new()
                }
                None => self.give_up(),
            },
        }
    }

    /// What is held behind the Esc, if it is all characters.
    fn sequence(&self) -> Option<String> {
        self.held[1..].iter().map(|key| key.typed()).collect()
    }
}

fn decode(sequence: &str) -> Option<KeyPress> {
    let last = sequence.chars().next_back()?;
    let numbers = sequence.get(1..sequence.len() - 1)?;
    let (number, modifier) = numbers.split_once(';').unwrap_or((numbers, "1"));
    let code = match last {
        'A' => Code::Up,
        'B' => Code::Down,
        'C' => Code::Right,
        'D' => Code::Left,
        'H' => Code::Home,
        'F' => Code::End,
        'P'..='S' => Code::F(last as u8 - b'P' + 1),
        'Z' => Code::Tab,
        '~' => match number {
            "1" | "7" => Code::Home,
            "2" => Code::Insert,
            "3" => Code::Delete,
            "4" | "8" => Code::End,
            "5" => Code::PageUp,
            "6" => Code::PageDown,
            _ => return None,
        },
        _ => return None,
    };
    // xterm counts modifiers from 1: shift 1, alt 2, ctrl 4.
    let bits = modifier.parse::<u8>().ok()?.checked_sub(1)?;
    Some(KeyPress { code, shift: bits & 1 != 0 || last == 'Z', alt: bits & 2 != 0, ctrl: bits & 4 != 0 })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn keys(assembler: &mut Assembler, typed: &str) -> Vec<String> {
        let press = |c| match c {
            '\u{1b}' => KeyPress::plain(Code::Esc),
            c => KeyPress::plain(Code::Char(c)),
        };
        let outs: Vec<Out> = typed.chars().flat_map(|c| assembler.take(press(c))).collect();
        outs.into_iter().map(|Out(key)| key.to_string()).collect()
    }

    #[test]
    fn a_sequence_in_pieces_is_one_key() {
        let cases = [
            ("\u{1b}[A", "up"),
            ("\u{1b}OB", "down"),
            ("\u{1b}[6~", "pgdn"),
            ("\u{1b}[1;5C", "ctrl-right"),
            ("\u{1b}[Z", "shift-tab"),
        ];
        for (typed, key) in cases {
            assert_eq!(keys(&mut Assembler::default(), typed), [key]);
        }
    }

    #[test]
    fn a_lone_esc_is_an_esc_once_nothing_follows() {
        let mut assembler = Assembler::default();
        assert!(keys(&mut assembler, "\u{1b}").is_empty() && assembler.waits());
        assert_eq!(assembler.give_up(), [Out(KeyPress::plain(Code::Esc))]);
    }

    #[test]
    fn nothing_typed_is_lost() {
        assert_eq!(keys(&mut Assembler::default(), "\u{1b}j"), ["esc", "j"]);
        assert_eq!(keys(&mut Assembler::default(), "\u{1b}[qx"), ["esc", "[", "q", "x"]);
        assert!(keys(&mut Assembler::default(), "\u{1b}[<0;10;20M").is_empty(), "a report is no typing");
        let mut assembler = Assembler::default();
        assert_eq!(keys(&mut assembler, "\u{1b}\u{1b}"), ["esc"]);
        assert_eq!(assembler.give_up().len(), 1);
    }
}
