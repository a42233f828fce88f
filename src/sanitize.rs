//! The leaf that every way in and out passes: takes out what could steer a terminal or hide text.

use std::borrow::Cow;

use unicode_normalization::char::is_combining_mark;

/// Marks on one letter; real scripts need four or five, stacks of hundreds cover the lines around them.
pub const MOST_MARKS: usize = 8;
/// Bytes of a control string (a title, a link, a clipboard) that may go with it; a longer one stays as text.
const LONGEST_STRING: usize = 4096;
/// Bytes of the parameters of a control sequence.
const LONGEST_SEQUENCE: usize = 64;
const TAB: &str = "    ";

/// For one line: line ends and tabs become blanks. Borrowed where nothing had to be done.
pub fn line(text: &str) -> Cow<'_, str> {
    clean(text, Shape::Line)
}

/// For several lines: keeps `\n`, makes every other line end one, and blanks of tabs. Borrowed where nothing had to
/// be done.
pub fn body(text: &str) -> Cow<'_, str> {
    clean(text, Shape::Body)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Shape {
    Line,
    Body,
}

/// What the next bytes of the text become.
enum Step {
    Keep,
    /// These many bytes go, counted from the character itself.
    Drop(usize),
    Put(&'static str),
}

fn clean(text: &str, shape: Shape) -> Cow<'_, str> {
    // Most text is nothing but this, and it is asked for every cell that is drawn.
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return Cow::Borrowed(text);
    }
    let mut out: Option<String> = None;
    let mut state = State::default();
    let mut at = 0;
    while let Some(c) = text[at..].chars().next() {
        let end = at + c.len_utf8();
        let rest = &text[end..];
        let next_at = match state.step(c, rest, shape) {
            Step::Keep => {
                if let Some(out) = &mut out {
                    out.push(c);
                }
                end
            }
            Step::Drop(bytes) => {
                out.get_or_insert_with(|| text[..at].to_owned());
                at + bytes
            }
            Step::Put(instead) => {
                out.get_or_insert_with(|| text[..at].to_owned()).push_str(instead);
                end
            }
        };
        at = next_at;
    }
    out.map_or(Cow::Borrowed(text), Cow::Owned)
}

/// What was kept last, as far as the next character depends on it.
#[derive(Default)]
struct State {
    /// `None` at the start of the text and of a line.
    last: Option<char>,
    marks: usize,
}

impl State {
    fn step(&mut self, c: char, rest: &str, shape: Shape) -> Step {
        match c {
            ' '..='~' => self.keep(c),
            '\n' if shape == Shape::Body => {
                *self = State::default();
                Step::Keep
            }
            '\r' if rest.starts_with('\n') => Step::Drop(1),
            '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => {
                *self = State::default();
                Step::Put(if shape == Shape::Body { "\n" } else { " " })
            }
            '\t' => {
                *self = State { last: Some(' '), marks: 0 };
                Step::Put(if shape == Shape::Body { TAB } else { " " })
            }
            '\u{1b}' => Step::Drop(1 + escape(rest)),
            '\u{9b}' => Step::Drop(2 + sequence(rest)),
            '\u{90}' | '\u{98}' | '\u{9d}'..='\u{9f}' => Step::Drop(2 + string(rest)),
            c if is_hidden(c) => Step::Drop(c.len_utf8()),
            '\u{200c}' | '\u{200d}' if !self.joins(rest) => Step::Drop(c.len_utf8()),
            c if is_selector(c) && !self.last.is_some_and(may_be_selected) => Step::Drop(c.len_utf8()),
            // Ahead of the mark test, which is a table look-up: nothing below is a mark.
            '\u{a0}'..='\u{2ff}' => self.keep(c),
            c if !is_selector(c) && is_combining_mark(c) => self.mark(c),
            c => self.keep(c),
        }
    }

    fn keep(&mut self, c: char) -> Step {
        // A joiner does not begin a new letter, so it cannot be used to stack marks without end.
        if !matches!(c, '\u{200c}' | '\u{200d}') {
            self.marks = 0;
        }
        self.last = Some(c);
        Step::Keep
    }

    fn mark(&mut self, c: char) -> Step {
        // Without a letter on its line it would sit on whatever stands beside the text.
        if self.last.is_none() || self.marks == MOST_MARKS {
            return Step::Drop(c.len_utf8());
        }
        self.marks += 1;
        self.last = Some(c);
        Step::Keep
    }

    /// A joiner means something inside a word of a script that uses it, and inside an emoji.
    fn joins(&self, rest: &str) -> bool {
        let used = |c: char| is_emoji(c) || (c >= '\u{590}' && (c.is_alphabetic() || is_combining_mark(c)));
        let before = self.last.is_some_and(|c| c == '\u{fe0f}' || used(c));
        before && self.marks < MOST_MARKS && rest.chars().next().is_some_and(|c| used(c) && !is_hidden(c))
    }
}

/// Controls, invisible characters, separators of lines and those that turn the direction of writing.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{180e}'
        | '\u{200b}' | '\u{200e}' | '\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{feff}' | '\u{fff9}'..='\u{fffb}' | '\u{e0000}'..='\u{e007f}')
}

/// Whether it stands on the letter before it.
pub fn is_mark(c: char) -> bool {
    c >= '\u{300}' && is_combining_mark(c)
}

fn is_selector(c: char) -> bool {
    matches!(c, '\u{fe00}'..='\u{fe0f}' | '\u{180b}'..='\u{180d}' | '\u{180f}' | '\u{e0100}'..='\u{e01ef}')
}

/// One selector behind a letter or sign that has variants; more, or behind plain letters, only hide something.
fn may_be_selected(c: char) -> bool {
    (!c.is_ascii() && !is_selector(c) && !c.is_whitespace()) || matches!(c, '0'..='9' | '#' | '*')
}

fn is_emoji(c: char) -> bool {
    matches!(c, '\u{1f000}'..='\u{1faff}' | '\u{2190}'..='\u{21ff}' | '\u{2600}'..='\u{27bf}' | '\u{2b00}'..='\u{2bff}')
}

/// Bytes behind an ESC that belong to it (ECMA-48); 0 where nothing known follows.
fn escape(rest: &str) -> usize {
    match rest.as_bytes().first() {
        Some(b'[') => 1 + sequence(&rest[1..]),
        Some(b']' | b'P' | b'X' | b'^' | b'_') => 1 + string(&rest[1..]),
        Some(b' '..=b'/') => {
            let between =
                rest.bytes().take_while(|b| (b' '..=b'/').contains(b)).take(LONGEST_SEQUENCE).count();
            if rest.as_bytes().get(between).is_some_and(|b| (b'0'..=b'~').contains(b)) {
                between + 1
            } else {
                0
            }
        }
        Some(b'0'..=b'~') => 1,
        _ => 0,
    }
}

/// Bytes of parameters and final byte of a control sequence; 0 where it has no end.
fn sequence(rest: &str) -> usize {
    let before = rest.bytes().take_while(|b| (b' '..=b'?').contains(b)).take(LONGEST_SEQUENCE).count();
    if rest.as_bytes().get(before).is_some_and(|b| (b'@'..=b'~').contains(b)) { before + 1 } else { 0 }
}

/// Bytes of a control string with its end; 0 where it does not end on this line and soon: the text behind stays.
fn string(rest: &str) -> usize {
    for (at, c) in rest.char_indices() {
        let behind = &rest[at + c.len_utf8()..];
        match c {
            _ if at > LONGEST_STRING => return 0,
            '\n' | '\r' => return 0,
            '\u{7}' | '\u{9c}' => return at + c.len_utf8(),
            '\u{1b}' => return if behind.starts_with('\\') { at + 2 } else { 0 },
            _ => {}
        }
    }
    0
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn news_of_any_script_passes_untouched_and_uncopied() {
        for text in [
            "",
            "BAKU, December 13. /TASS/.\n\n\"I am confident,\" said Aliyev.",
            "Москва – «Газпром» №5 … “ok” ’s",
            "東京で、首相は「はい」と述べた。",
            "قال الرئيس إنه «واثق»",
            "می‌خواهم",
            "क्‍ष ন্‍য ร้อน cafe\u{301} Việt",
            "👩‍⚕️ 👨‍👩‍👧 1️⃣ ©️ 🏳️‍🌈 ❤️",
            "\u{e000} \u{378}",
        ] {
            assert!(matches!(body(text), Cow::Borrowed(same) if same == text), "{text:?} → {:?}", body(text));
        }
    }

    #[test]
    fn attacks_on_the_terminal_are_taken_out_whole() {
        for (attack, left) in [
            ("a\u{1b}[31mred\u{1b}[0m", "ared"),
            ("a\u{1b}[2J\u{1b}[1;1Hb", "ab"),
            ("a\u{9b}31mb", "ab"),
            ("\u{1b}]8;;http://x.example\u{7}link\u{1b}]8;;\u{7}", "link"),
            ("\u{1b}]8;;http://x.example\u{1b}\\link\u{1b}]8;;\u{1b}\\", "link"),
            ("\u{1b}]52;c;ZXZpbA==\u{7}b", "b"),
            ("\u{9d}0;title\u{9c}b", "b"),
            ("\u{1b}Pq#0;2\u{1b}\\b \u{1b}_Gf=1\u{1b}\\c \u{1b}^x\u{9c}d", "b c d"),
            ("\u{1b}(Bb\u{1b}cd\u{1b}7e", "bde"),
            ("a\u{7}b\u{8}c\u{0}d\u{7f}e\u{84}f", "abcdef"),
            ("\u{1b}\u{1b}[31m[31mb", "[31mb"),
            ("\u{1b}", ""),
            ("\u{1b}[", ""),
            ("a\u{1b}é", "aé"),
        ] {
            assert_eq!(body(attack), left, "{attack:?}");
        }
    }

    #[test]
    fn a_string_without_an_end_does_not_eat_the_story() {
        assert_eq!(body("a\u{1b}]52;c;evil\nThe story goes on."), "a52;c;evil\nThe story goes on.");
        assert_eq!(body("\u{9d}0;x and so on"), "0;x and so on");
        let long = "x".repeat(LONGEST_STRING + 10);
        assert_eq!(body(&format!("\u{1b}]0;{long}\u{7}b")), format!("0;{long}b"));
        let numbers = "1;".repeat(LONGEST_SEQUENCE);
        assert_eq!(body(&format!("\u{1b}[{numbers}mb")), format!("{numbers}mb"));
    }

    #[test]
    fn what_hides_or_turns_text_is_taken_out() {
        for (attack, left) in [
            ("user\u{202e}txt.exe\u{202c}", "usertxt.exe"),
            ("a\u{2066}b\u{2069}c\u{200e}d\u{200f}e\u{61c}f", "abcdef"),
            ("pass\u{200b}word \u{feff}x\u{2060}y", "password xy"),
            ("a\u{200d}b\u{200c}c \u{200d}d", "abc d"),
            ("\u{5d0}\u{200d}\u{200d}\u{5d1}", "\u{5d0}\u{200d}\u{5d1}"),
            ("so\u{ad}ft", "soft"),
            ("a\u{e0041}\u{e0042}b", "ab"),
            ("a\u{fff9}b\u{fffa}c\u{fffb}d", "abcd"),
            ("a\u{fe0f}b\u{e0100}c ❤\u{fe0f}\u{fe01}\u{e0101}", "abc ❤\u{fe0f}"),
            ("\u{301}a\n\u{301}b", "a\nb"),
        ] {
            assert_eq!(body(attack), left, "{attack:?}");
        }
    }

    #[test]
    fn stacked_marks_are_cut() {
        let stack = "\u{301}".repeat(500);
        assert_eq!(body(&format!("z{stack}a")), format!("z{}a", "\u{301}".repeat(MOST_MARKS)));
        let joined = "\u{5d0}".to_owned() + &"\u{5b0}\u{200d}".repeat(50) + "\u{5d1}";
        assert!(body(&joined).chars().count() < 3 * MOST_MARKS);
    }

    #[test]
    fn line_ends_and_tabs_come_out_in_one_shape() {
        let text = "a\r\nb\rc\u{2028}d\u{2029}e\u{85}f\u{c}g\th";
        assert_eq!(body(text), "a\nb\nc\nd\ne\nf\ng    h");
        assert_eq!(line(text), "a b c d e f g h");
        assert_eq!(line("one\ntwo\n"), "one two ");
    }

    proptest! {
        #[test]
        fn nothing_dangerous_is_left_and_twice_is_once(parts in proptest::collection::vec(prop_oneof![
            Just("\u{1b}".to_owned()), Just("[".to_owned()), Just("]".to_owned()), Just("31m".to_owned()),
            Just("\u{9b}".to_owned()), Just("\u{9d}".to_owned()), Just("\u{7}".to_owned()), Just("\u{200d}".to_owned()),
            Just("\u{fe0f}".to_owned()), Just("\u{301}".to_owned()), Just("\r".to_owned()), Just("\n".to_owned()),
            Just("❤".to_owned()), Just("क".to_owned()), Just("\u{200c}".to_owned()), any::<char>().prop_map(String::from),
        ], 0..40)) {
            let text = parts.concat();
            for (clean, twice) in [(body(&text), body(&body(&text)).into_owned()), (line(&text), line(&line(&text)).into_owned())] {
                prop_assert!(!clean.chars().any(|c| c != '\n' && is_hidden(c)), "{:?}", clean);
                prop_assert_eq!(clean.as_ref(), twice);
            }
            prop_assert!(!line(&text).contains('\n'));
        }
    }
}
