//! Colours and styles as plain data; the screen turns them into its own.

/// What a role changes of the text it is put on; `None` and `false` change nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Hash)]
#[expect(clippy::struct_excessive_bools, reason = "five independent attributes of a terminal cell")]
pub struct Style {
    pub fg: Option<Color>,
    pub bg: Option<Color>,
    pub bold: bool,
    pub dim: bool,
    pub italic: bool,
    pub underline: bool,
    pub reverse: bool,
}

impl Style {
    pub const PLAIN: Style = Style {
        fg: None,
        bg: None,
        bold: false,
        dim: false,
        italic: false,
        underline: false,
        reverse: false,
    };

    /// With all the attributes of either, and no colour.
    #[must_use]
    pub fn without_colour(self, marks: Style) -> Style {
        Style {
            fg: None,
            bg: None,
            bold: self.bold || marks.bold,
            dim: self.dim || marks.dim,
            italic: self.italic || marks.italic,
            underline: self.underline || marks.underline,
            reverse: self.reverse || marks.reverse,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Color {
    Rgb(u8, u8, u8),
    /// 0 to 15.
    Ansi(u8),
    /// The terminal's own.
    Default,
}

/// The sixteen, in their order.
const NAMES: [&str; 16] = [
    "black",
    "red",
    "green",
    "yellow",
    "blue",
    "magenta",
    "cyan",
    "white",
    "bright black",
    "bright red",
    "bright green",
    "bright yellow",
    "bright blue",
    "bright magenta",
    "bright cyan",
    "bright white",
];

impl Color {
    /// `#rrggbb`, `red`, `bright blue` (also with a hyphen), `gray`, `default`.
    pub fn parse(text: &str) -> Option<Color> {
        let text = text.trim().to_ascii_lowercase().replace(['-', '_'], " ");
        if let Some(hex) = text.strip_prefix('#') {
            if hex.len() != 6 || !hex.bytes().all(|b| b.is_ascii_hexdigit()) {
                return None;
            }
            let [_, r, g, b] = u32::from_str_radix(hex, 16).ok()?.to_be_bytes();
            return Some(Color::Rgb(r, g, b));
        }
        match text.as_str() {
            "default" => Some(Color::Default),
            "gray" | "grey" => Some(Color::Ansi(8)),
            name => NAMES.iter().position(|known| *known == name).map(|at| Color::Ansi(at as u8)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn colours_are_read_by_number_and_by_name() {
        for (text, color) in [
            ("#16181d", Some(Color::Rgb(0x16, 0x18, 0x1d))),
            ("#FFFFFF", Some(Color::Rgb(255, 255, 255))),
            ("red", Some(Color::Ansi(1))),
            ("Bright Blue", Some(Color::Ansi(12))),
            ("bright-blue", Some(Color::Ansi(12))),
            ("grey", Some(Color::Ansi(8))),
            ("default", Some(Color::Default)),
            ("#fff", None),
            ("#12345é", None),
            ("#+12345", None),
            ("mauve", None),
            ("", None),
        ] {
            assert_eq!(Color::parse(text), color, "{text}");
        }
    }
}
