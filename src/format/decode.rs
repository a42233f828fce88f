//! Bytes → text: a byte-order mark decides, then UTF-8, then the best guess among the legacy encodings.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding, UTF_8};

/// The text of a whole file. A byte-order mark stays in it, as U+FEFF: offsets count it. `Err` says why it is no text.
pub fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, String> {
    if let Some(why) = refuse(bytes) {
        return Err(why);
    }
    let encoding = guess(bytes);
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| format!("is neither UTF-8 nor good {}: convert it to UTF-8 first", encoding.name()))
}

fn guess(bytes: &[u8]) -> &'static Encoding {
    if let Some((encoding, _)) = Encoding::for_bom(bytes) {
        return encoding;
    }
    // ISO-2022-JP is plain ASCII with escape sequences, so it would pass as UTF-8.
    let shifted = bytes.windows(2).any(|pair| pair == b"\x1b$");
    if !shifted && std::str::from_utf8(bytes).is_ok() {
        return UTF_8;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    detector.guess(None, Utf8Detection::Deny)
}

/// Why bytes (a file, or its beginning) are no text at all, if they are none.
pub fn refuse(bytes: &[u8]) -> Option<String> {
    let wide = Encoding::for_bom(bytes).is_some_and(|(encoding, _)| encoding != UTF_8);
    if wide {
        return None;
    }
    if bytes.contains(&0) {
        return Some("is not text (it holds NUL bytes)".to_owned());
    }
    // Escape is part of ISO-2022-JP and of some wires' markup; form feed and the like end pages.
    let control =
        bytes.iter().filter(|b| matches!(b, 0x01..=0x08 | 0x0e..=0x1a | 0x1c..=0x1f | 0x7f)).count();
    (control * 20 > bytes.len()).then(|| "is not text (it is full of control characters)".to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const RUSSIAN: &str = "БАКУ, 13 декабря. /ТАСС/. Президент Азербайджана выразил уверенность в поступательном развитии отношений с Россией, сообщили в администрации.";
    const JAPANESE: &str =
        "東京、１２月１３日（共同）。首相は記者会見で、来年の予算について説明した。地震の被害は少ない。";
    const FRENCH: &str = "PARIS, 13 décembre (AFP) – Le président a déclaré à la presse : « La réforme sera présentée à l'été. »";

    #[test]
    fn legacy_encodings_are_guessed() {
        for (text, encoding) in [
            (RUSSIAN, encoding_rs::WINDOWS_1251),
            (RUSSIAN, encoding_rs::KOI8_R),
            (RUSSIAN, encoding_rs::IBM866),
            (JAPANESE, encoding_rs::SHIFT_JIS),
            (JAPANESE, encoding_rs::EUC_JP),
            (JAPANESE, encoding_rs::ISO_2022_JP),
            (FRENCH, encoding_rs::WINDOWS_1252),
            (RUSSIAN, UTF_8),
        ] {
            let (bytes, _, lossy) = encoding.encode(text);
            assert!(!lossy, "{} cannot write the sample", encoding.name());
            assert_eq!(decode(&bytes).as_deref(), Ok(text), "{}", encoding.name());
        }
    }

    #[test]
    fn a_byte_order_mark_decides_and_stays() {
        let marked = format!("\u{feff}{RUSSIAN}");
        let wide: Vec<u16> = marked.encode_utf16().collect();
        let little: Vec<u8> = wide.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = wide.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        for bytes in [marked.as_bytes(), &little, &big] {
            assert_eq!(decode(bytes).as_deref(), Ok(marked.as_str()));
        }
    }

    #[test]
    fn what_is_no_text_is_refused_with_a_reason() {
        assert!(decode(b"\x7fELF\x02\x01\x01\0\0").unwrap_err().contains("NUL"));
        assert!(decode(&[1, 2, 3, 4, b'a']).unwrap_err().contains("control"));
        assert!(decode(b"\xff\xfea\0b").unwrap_err().contains("UTF-16LE"));
    }
}
