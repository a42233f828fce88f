//! How many columns a text takes, and cutting and padding it to a number of them.

use std::borrow::Cow;

use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Columns of `text` on a terminal, grapheme by grapheme, as it is drawn.
pub fn width(text: &str) -> usize {
    graphemes(text).map(|(_, grapheme)| columns_of(grapheme)).sum()
}

/// The graphemes of `text` and where they start. Two plain letters are never one: most text needs no tables.
pub fn graphemes(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let plain = |at: usize| text.as_bytes().get(at).is_none_or(|byte| matches!(byte, b' '..=b'~'));
    let mut at = 0;
    std::iter::from_fn(move || {
        let start = at;
        let grapheme = match text.get(start..start + 1) {
            Some(letter) if plain(start) && plain(start + 1) => letter,
            _ => text[start..].graphemes(true).next()?,
        };
        at += grapheme.len();
        Some((start, grapheme))
    })
}

/// A letter a byte and a column: most of what is drawn, and quick to tell.
pub fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| matches!(byte, b' '..=b'~'))
}

/// `text` in at most `columns` columns: whole where it fits, else cut between graphemes and ended by `…`.
pub fn cut(text: &str, columns: usize) -> Cow<'_, str> {
    let Some(room) = columns.checked_sub(1) else { return Cow::Borrowed("") };
    if is_plain(text) {
        let fits = text.len() <= columns;
        return if fits {
            Cow::Borrowed(text)
        } else {
            Cow::Owned(format!("{}…", text[..room].trim_end()))
        };
    }
    let mut used = 0;
    let mut keep = 0;
    for (start, grapheme) in graphemes(text) {
        used += columns_of(grapheme);
        if used <= room {
            keep = start + grapheme.len();
        }
        if used > columns {
            return Cow::Owned(format!("{}…", text[..keep].trim_end()));
        }
    }
    Cow::Borrowed(text)
}

/// `text` in exactly `columns` columns: cut where it is longer, blanks after it where it is shorter.
pub fn pad(text: &str, columns: usize) -> String {
    let mut padded = cut(text, columns).into_owned();
    let missing = columns.saturating_sub(width(&padded));
    padded.extend(std::iter::repeat_n(' ', missing));
    padded
}

/// Columns of one grapheme: what ratatui sets aside for it (`ratatui-core`, `buffer/cell_width.rs`), which gives the
/// halfwidth sound marks U+FF9E and U+FF9F a column more than Unicode does.
pub(crate) fn columns_of(grapheme: &str) -> usize {
    if grapheme.len() == 1 {
        return 1;
    }
    grapheme.width() + grapheme.chars().filter(|c| matches!(c, '\u{ff9e}' | '\u{ff9f}')).count()
}

#[cfg(test)]
mod tests {
    use unicode_segmentation::UnicodeSegmentation;

    use super::{cut, graphemes, pad, width};

    const FAMILY: &str = "👨\u{200d}👩\u{200d}👧\u{200d}👦";

    #[test]
    fn width_counts_columns_and_not_characters() {
        for (text, columns) in [
            ("", 0),
            ("Baku", 4),
            ("バクー", 6),
            ("北京 2019", 9),
            ("Åse", 3),
            ("A\u{30a}se", 3),
            ("e\u{301}\u{327}", 1),
            ("한국", 4),
            ("\u{1112}\u{1161}\u{11ab}", 2),
            ("🇦🇿", 2),
            (FAMILY, 2),
            ("👍🏽", 2),
            ("ﾊﾞｸｰ", 5),
        ] {
            assert_eq!(width(text), columns, "{text:?}");
        }
    }

    #[test]
    fn graphemes_are_those_of_the_standard() {
        let flags = "🇦🇿🇳🇴🇦";
        for text in [
            "",
            "a",
            "ab",
            "e\u{301}a",
            "a\r\nb",
            "ae\u{301}\u{327}",
            "北京 2019",
            FAMILY,
            flags,
            "क्ष a",
            "👍🏽b",
        ] {
            let text = format!("x {text} y{text}");
            let standard: Vec<_> = text.grapheme_indices(true).collect();
            assert_eq!(graphemes(&text).collect::<Vec<_>>(), standard, "{text:?}");
        }
    }

    #[test]
    fn an_exact_fit_is_not_cut() {
        for text in ["Baku", "バクー", "cafe\u{301}", "ab👨\u{200d}👩\u{200d}👧\u{200d}👦", ""] {
            assert_eq!(cut(text, width(text)), text);
        }
    }

    #[test]
    fn a_cut_ends_in_an_ellipsis_between_graphemes() {
        for (text, columns, expected) in [
            ("Astrakhan", 5, "Astr…"),
            ("in Baku on Friday", 8, "in Baku…"),
            ("バクー", 5, "バク…"),
            ("バクー", 4, "バ…"),
            ("バクー", 1, "…"),
            ("cafe\u{301}s", 4, "caf…"),
            ("cafe\u{301}s no", 6, "cafe\u{301}s…"),
            (&format!("a{FAMILY}b"), 3, "a…"),
            (&format!("{FAMILY}{FAMILY}"), 3, &format!("{FAMILY}…")),
            ("Baku", 0, ""),
        ] {
            assert_eq!(cut(text, columns), expected, "{text:?} in {columns}");
            assert!(width(&cut(text, columns)) <= columns);
        }
    }

    #[test]
    fn padding_fills_or_cuts_to_the_column() {
        for (text, columns, expected) in [
            ("AZ", 4, "AZ  "),
            ("バクー", 8, "バクー  "),
            ("バクー", 4, "バ… "),
            ("Azerbaijan", 4, "Aze…"),
            ("", 2, "  "),
            ("a", 0, ""),
        ] {
            assert_eq!(pad(text, columns), expected, "{text:?} in {columns}");
        }
    }
}
