//! A key press in our own words, so that keymaps, help and tests need no terminal library.

use std::fmt;
use std::str::FromStr;

/// One press: `j`, `G`, `ctrl-d`, `alt-enter`, `F5`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyPress {
    pub code: Code,
    pub ctrl: bool,
    pub alt: bool,
    /// Only for keys without a character: a shifted letter is the capital itself.
    pub shift: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Code {
    Char(char),
    Enter,
    Esc,
    Tab,
    Backspace,
    Delete,
    Insert,
    Up,
    Down,
    Left,
    Right,
    PageUp,
    PageDown,
    Home,
    End,
    F(u8),
}

/// The keys that have a name: as it is written in a keymap, and as it is shown.
const NAMES: &[(Code, &str, &str)] = &[
    (Code::Enter, "enter", "Enter"),
    (Code::Esc, "esc", "Esc"),
    (Code::Tab, "tab", "Tab"),
    (Code::Backspace, "backspace", "Backspace"),
    (Code::Delete, "delete", "Del"),
    (Code::Insert, "insert", "Ins"),
    (Code::Up, "up", "↑"),
    (Code::Down, "down", "↓"),
    (Code::Left, "left", "←"),
    (Code::Right, "right", "→"),
    (Code::PageUp, "pgup", "PgUp"),
    (Code::PageDown, "pgdn", "PgDn"),
    (Code::Home, "home", "Home"),
    (Code::End, "end", "End"),
    (Code::Char(' '), "space", "Space"),
    (Code::Char('-'), "minus", "-"),
];

impl KeyPress {
    pub const fn plain(code: Code) -> KeyPress {
        KeyPress { code, ctrl: false, alt: false, shift: false }
    }

    /// The character it types, if it types one.
    pub fn typed(self) -> Option<char> {
        match self.code {
            Code::Char(c) if !self.ctrl && !self.alt => Some(c),
            _ => None,
        }
    }

    /// As a reader sees it: `^D`, `Space`, `PgDn`, `M-x`.
    pub fn label(self) -> String {
        if let (Code::Char(c), true, false) = (self.code, self.ctrl, self.alt)
            && c != ' '
        {
            return format!("^{}", c.to_ascii_uppercase());
        }
        let mut out = String::new();
        for (on, mark) in [(self.ctrl, "^"), (self.alt, "M-"), (self.shift, "S-")] {
            if on {
                out.push_str(mark);
            }
        }
        match (self.code, NAMES.iter().find(|(code, _, _)| *code == self.code)) {
            (_, Some((_, _, shown))) => out.push_str(shown),
            (Code::Char(c), None) => out.push(c),
            (Code::F(n), None) => {
                out.push('F');
                out.push_str(&n.to_string());
            }
            (_, None) => {}
        }
        out
    }
}

/// As it is written in a keymap; parses back to itself.
impl fmt::Display for KeyPress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (on, mark) in [(self.ctrl, "ctrl-"), (self.alt, "alt-"), (self.shift, "shift-")] {
            if on {
                f.write_str(mark)?;
            }
        }
        match (self.code, NAMES.iter().find(|(code, _, _)| *code == self.code)) {
            (_, Some((_, written, _))) => f.write_str(written),
            (Code::Char(c), None) => write!(f, "{c}"),
            (Code::F(n), None) => write!(f, "f{n}"),
            (_, None) => Ok(()),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error(
    "`{0}` is no key: write a character, a name such as enter, pgdn or space, or ctrl-, alt-, shift- before one"
)]
pub struct NoKey(pub String);

impl FromStr for KeyPress {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<KeyPress, NoKey> {
        let mut key = KeyPress::plain(Code::Esc);
        let mut rest = text;
        while let Some((mark, tail)) = rest.split_once('-').filter(|(_, tail)| !tail.is_empty()) {
            match mark.to_ascii_lowercase().as_str() {
                "ctrl" | "c" => key.ctrl = true,
                "alt" | "m" => key.alt = true,
                "shift" | "s" => key.shift = true,
                _ => return Err(NoKey(text.to_owned())),
            }
            rest = tail;
        }
        let mut chars = rest.chars();
        key.code = match (chars.next(), chars.next()) {
            (Some(c), None) => Code::Char(c),
            _ => named(&rest.to_ascii_lowercase()).ok_or_else(|| NoKey(text.to_owned()))?,
        };
        if let Code::Char(c) = key.code {
            if key.ctrl {
                key.code = Code::Char(c.to_ascii_lowercase());
            } else if key.shift {
                key.code = c.to_uppercase().next().map_or(key.code, Code::Char);
            }
            key.shift = false;
        }
        Ok(key)
    }
}

fn named(name: &str) -> Option<Code> {
    let code = NAMES.iter().find(|(_, written, _)| *written == name).map(|(code, _, _)| *code);
    code.or_else(|| name.strip_prefix('f')?.parse().ok().filter(|n| (1..=24).contains(n)).map(Code::F))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_reads_back_as_it_is_written() {
        for text in [
            "j",
            "G",
            "ctrl-d",
            "space",
            "minus",
            "pgdn",
            "alt-enter",
            "shift-tab",
            "f5",
            "?",
            ".",
            "ctrl-space",
        ] {
            let key: KeyPress = text.parse().unwrap();
            assert_eq!(key.to_string(), text);
        }
    }

    #[test]
    fn a_shifted_letter_is_the_capital() {
        assert_eq!("shift-g".parse::<KeyPress>(), "G".parse());
        assert_eq!("ctrl-D".parse::<KeyPress>(), "ctrl-d".parse());
    }

    #[test]
    fn what_is_no_key_says_what_one_is() {
        for text in ["", "hyper-x", "ctrl-", "enterr", "f99"] {
            assert!(text.parse::<KeyPress>().is_err(), "{text}");
        }
    }

    #[test]
    fn labels_are_short() {
        for (text, label) in
            [("ctrl-d", "^D"), ("space", "Space"), ("left", "←"), ("shift-tab", "S-Tab"), ("b", "b")]
        {
            assert_eq!(text.parse::<KeyPress>().unwrap().label(), label);
        }
    }
}
