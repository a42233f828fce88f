//! Which story copy is, whether its words have changed, and which rules read it.

use unicode_normalization::{IsNormalized, UnicodeNormalization, is_nfkc_quick};

use super::{Desk, RawCopy};

/// The number of the parser's rules: a library parsed with a smaller one may be parsed again.
pub const RULES: u32 = 5;

/// The same for the same story: of its source and source id, else of its normalised text.
pub fn identity(copy: &RawCopy) -> [u8; 16] {
    match &copy.id {
        Some(id) => named(copy, id),
        None => digest(&["text", &normalised(&copy.text)]),
    }
}

/// The [`identity`] and, beside it, what is the same for the same words that may be used alike, and so tells a corrected
/// or a killed story from one received twice. The text is looked through once for both.
pub fn identity_and_content(copy: &RawCopy) -> ([u8; 16], [u8; 16]) {
    let (text, title) = (normalised(&copy.text), normalised(copy.title.as_deref().unwrap_or("")));
    let identity = copy.id.as_ref().map_or_else(|| digest(&["text", &text]), |id| named(copy, id));
    let held = |desk: &&Desk| !desk.status.is_usable() || desk.embargoed_until.is_some();
    let content = match copy.desk.as_deref().filter(held) {
        None => digest(&["content", &text, &title]),
        Some(desk) => {
            let until = desk.embargoed_until.map_or(String::new(), |moment| moment.timestamp().to_string());
            digest(&["content", &text, &title, desk.status.name(), &until])
        }
    };
    (identity, content)
}

fn named(copy: &RawCopy, id: &str) -> [u8; 16] {
    digest(&["id", copy.source.as_deref().unwrap_or(""), id])
}

/// NFKC, with every run of white space one blank; the stamp stays, since the same lede of another day is another story.
fn normalised(text: &str) -> String {
    let text = text.trim_start_matches('\u{feff}');
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        // A letter of ASCII composes with nothing before it, so that a stretch that begins with one stands alone; with
        // marks behind it, it may compose, so the last one goes with what follows.
        let ascii = rest.bytes().position(|byte| !byte.is_ascii()).unwrap_or(rest.len());
        let plain = if ascii == rest.len() { ascii } else { ascii.saturating_sub(1) };
        ascii_goes_on(&rest[..plain], &mut out);
        rest = &rest[plain..];
        let other = rest.bytes().skip(1).position(|byte| byte.is_ascii()).map_or(rest.len(), |at| at + 1);
        let (strange, after) = rest.split_at(other);
        if is_nfkc_quick(strange.chars()) == IsNormalized::Yes {
            go_on(strange, &mut out);
        } else {
            go_on(&strange.nfkc().collect::<String>(), &mut out);
        }
        rest = after;
    }
    out.truncate(out.trim_end().len());
    out
}

/// Behind what there is, and in the middle of a word, for all we know.
fn go_on(text: &str, out: &mut String) {
    let mut words = text.split(char::is_whitespace);
    out.extend(words.next());
    words.for_each(|word| begin(word, out));
}

/// The same of text in ASCII, byte by byte.
fn ascii_goes_on(mut text: &str, out: &mut String) {
    let blank = |text: &str| text.bytes().position(|byte| matches!(byte, b'\t'..=b'\r' | b' '));
    let Some(at) = blank(text) else { return out.push_str(text) };
    out.push_str(&text[..at]);
    text = &text[at + 1..];
    while let Some(at) = blank(text) {
        begin(&text[..at], out);
        text = &text[at + 1..];
    }
    begin(text, out);
}

/// A word behind a blank, or where a word would stand.
fn begin(word: &str, out: &mut String) {
    if !out.is_empty() && !out.ends_with(' ') {
        out.push(' ');
    }
    out.push_str(word);
}

/// Length-prefixed, so that no two lists of parts run into the same bytes.
fn digest(parts: &[&str]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut out = [0; 16];
    out.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Status;

    fn content(copy: &RawCopy) -> [u8; 16] {
        let (identity, content) = identity_and_content(copy);
        assert_eq!(identity, super::identity(copy));
        content
    }

    fn copy(id: Option<&str>, source: &str, text: &str) -> RawCopy {
        RawCopy { id: id.map(str::to_owned), source: Some(source.to_owned()), ..RawCopy::from_text(text) }
    }

    #[test]
    fn a_source_id_outlives_a_correction() {
        let (a, b) = (copy(Some("7"), "N", "One."), copy(Some("7"), "N", "One, corrected."));
        assert_eq!(identity(&a), identity(&b));
        assert_ne!(content(&a), content(&b));
        assert_ne!(identity(&a), identity(&copy(Some("7"), "M", "One.")));
    }

    #[test]
    fn what_may_not_be_used_is_another_content_and_what_else_a_desk_says_is_not() {
        let plain = copy(Some("7"), "N", "One.");
        let with = |desk| RawCopy { desk: Desk::boxed(desk), ..plain.clone() };
        let named = with(Desk { slug: Some("Rain".to_owned()), urgency: Some(3), ..Desk::default() });
        let held = with(Desk { status: Status::Withheld, ..Desk::default() });
        let until = with(Desk { embargoed_until: chrono::DateTime::from_timestamp(9, 0), ..Desk::default() });
        assert_eq!(content(&plain), content(&named));
        assert_eq!(identity(&plain), identity(&held));
        assert!(content(&plain) != content(&held) && content(&held) != content(&until));
        // Libraries keep these: they may never change.
        assert_eq!(content(&plain)[..4], [9, 205, 111, 229]);
    }

    #[test]
    fn stretches_are_normalised_as_the_whole_is() {
        let plainly = |text: &str| {
            let composed: String = text.nfkc().collect();
            composed.split_whitespace().collect::<Vec<_>>().join(" ")
        };
        for text in [
            "",
            " ",
            "a",
            "é",
            "e\u{301}",
            " e\u{301}\u{323} x",
            "ﬁn “of” it…  \u{a0}\u{2003}x ",
            "x\u{2028}",
            "½ ¨a ≠ =\u{338}",
            "서울\u{1112}\u{1161}\u{11ab}",
            "\u{301}a",
            "Ａ１\u{3099}か\u{3099}",
            "a\r\n\tb \u{85} c",
            "\u{37e} \u{1e9b}\u{323}",
            "İ ǆ ſ K Å",
            "नि\u{93c}क",
            "x ",
            " \u{301}",
            "a\u{34f}\u{301}",
        ] {
            assert_eq!(normalised(text), plainly(text), "{text:?}");
        }
    }

    #[test]
    fn blanks_and_line_ends_make_no_new_story() {
        let a = copy(None, "N", " date 2019-12-13 BAKU. One\r\ntwo");
        assert_eq!(identity(&a), identity(&copy(None, "M", "\u{feff}date 2019-12-13  BAKU. One two\n")));
        assert_ne!(identity(&a), identity(&copy(None, "N", " date 2019-12-14 BAKU. One two")));
    }
}
