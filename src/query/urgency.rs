//! How urgent: the figure of a desk, or a range of them, typed as dates are.

use std::fmt::{self, Display, Formatter};

/// What stands for an urgency in words, shown where one is asked for.
pub const EXAMPLES: &[&str] = &["1", "<=3", ">5", "4..6"];

/// The least urgent.
const LAST: u8 = 9;

/// A figure → what lies on the side of it that a sign says.
type Ends = fn(u8) -> Option<(u8, u8)>;

/// Both ends included; 1 is the most urgent, and some wires have a 0 before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Urgency {
    pub from: u8,
    pub to: u8,
}

impl Urgency {
    /// `1`, `<3`, `<=3`, `>5`, `>=5`, `4..6`, `4..`, `..6`.
    pub fn read(text: &str) -> Result<Urgency, String> {
        let range = text.split_once("..").map(|(from, to)| {
            let end = |text: &str, open| if text.is_empty() { Some(open) } else { figure(text) };
            Some((end(from, 0)?, end(to, LAST)?))
        });
        let signed = || {
            let signs: [(&str, Ends); 5] = [
                ("<=", |figure| Some((0, figure))),
                (">=", |figure| Some((figure, LAST))),
                ("<", |figure| Some((0, figure.checked_sub(1)?))),
                (">", |figure| Some((figure + 1, LAST))),
                ("", |figure| Some((figure, figure))),
            ];
            let (sign, range) = signs.iter().find(|(sign, _)| text.starts_with(sign))?;
            range(figure(&text[sign.len()..])?)
        };
        match range.unwrap_or_else(signed) {
            Some((from, to)) if from <= to && text != ".." => Ok(Urgency { from, to }),
            _ => Err(format!("{text} is no urgency")),
        }
    }

    /// `urgency 2`, `urgency up to 3`.
    pub fn label(self) -> String {
        match (self.from, self.to) {
            (from, to) if from == to => format!("urgency {from}"),
            (0, to) => format!("urgency up to {to}"),
            (from, LAST) => format!("urgency from {from}"),
            (from, to) => format!("urgency {from} to {to}"),
        }
    }
}

fn figure(text: &str) -> Option<u8> {
    text.trim().parse().ok().filter(|figure| *figure <= LAST)
}

impl Display for Urgency {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match (self.from, self.to) {
            (from, to) if from == to => write!(f, "{from}"),
            (0, to) => write!(f, "<={to}"),
            (from, LAST) => write!(f, ">={from}"),
            (from, to) => write!(f, "{from}..{to}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_a_limit_and_a_range_are_read_and_written_back() {
        for (typed, (from, to), written, label) in [
            ("2", (2, 2), "2", "urgency 2"),
            ("<=3", (0, 3), "<=3", "urgency up to 3"),
            ("<3", (0, 2), "<=2", "urgency up to 2"),
            (">5", (6, 9), ">=6", "urgency from 6"),
            (">=5", (5, 9), ">=5", "urgency from 5"),
            ("4..6", (4, 6), "4..6", "urgency 4 to 6"),
            ("..6", (0, 6), "<=6", "urgency up to 6"),
            ("4..", (4, 9), ">=4", "urgency from 4"),
        ] {
            let read = Urgency::read(typed).unwrap();
            assert_eq!(read, Urgency { from, to }, "{typed}");
            assert_eq!((read.to_string().as_str(), read.label().as_str()), (written, label));
            assert_eq!(Urgency::read(written), Ok(read));
        }
        for wrong in ["", "..", "10", "x", "<0", ">9", "6..4", "=3", "-1", "1..2..3"] {
            assert_eq!(Urgency::read(wrong), Err(format!("{wrong} is no urgency")));
        }
    }
}
