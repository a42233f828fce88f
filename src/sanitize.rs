//! The leaf that every way in and out passes: takes out what could steer a terminal or hide text.

use std::borrow::Cow;

/// One line: no control characters, no line ends. (Stand-in: the real one replaces this file whole.)
pub fn line(text: &str) -> Cow<'_, str> {
    if !text.contains(char::is_control) {
        return Cow::Borrowed(text);
    }
    let blanks = text.replace(['\n', '\r', '\t'], " ");
    Cow::Owned(blanks.chars().filter(|c| !c.is_control()).collect())
}

/// Text of several lines: line ends and tabs stay, other control characters go.
pub fn body(text: &str) -> Cow<'_, str> {
    let bad = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    if !text.contains(bad) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().filter(|&c| !bad(c)).collect())
}
