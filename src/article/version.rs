//! Which story copy is, whether its words have changed, and which rules read it.

use unicode_normalization::UnicodeNormalization;

use super::RawCopy;

/// The number of the parser's rules: a library parsed with a smaller one may be parsed again.
pub const RULES: u32 = 4;

/// The same for the same story: of its source and source id, else of its normalised text.
pub fn identity(copy: &RawCopy) -> [u8; 16] {
    match &copy.id {
        Some(id) => digest(&["id", copy.source.as_deref().unwrap_or(""), id]),
        None => digest(&["text", &normalised(&copy.text)]),
    }
}

/// The same for the same words: tells a corrected story from one received twice.
pub fn content(copy: &RawCopy) -> [u8; 16] {
    digest(&["content", &normalised(&copy.text), &normalised(copy.title.as_deref().unwrap_or(""))])
}

/// NFKC, with every run of white space one blank; the stamp stays, since the same lede of another day is another story.
fn normalised(text: &str) -> String {
    let composed: String = text.trim_start_matches('\u{feff}').nfkc().collect();
    let mut out = String::with_capacity(composed.len());
    for word in composed.split_whitespace() {
        if !out.is_empty() {
            out.push(' ');
        }
        out.push_str(word);
    }
    out
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
    fn blanks_and_line_ends_make_no_new_story() {
        let a = copy(None, "N", " date 2019-12-13 BAKU. One\r\ntwo");
        assert_eq!(identity(&a), identity(&copy(None, "M", "\u{feff}date 2019-12-13  BAKU. One two\n")));
        assert_ne!(identity(&a), identity(&copy(None, "N", " date 2019-12-14 BAKU. One two")));
    }
}
