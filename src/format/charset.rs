//! Bytes of a document that names its own encoding → text: XML and JSON, as lenient as their writers are careless.

use std::borrow::Cow;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{CoderResult, Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252, X_USER_DEFINED};

/// The text of a document, without a byte-order mark.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decoded<'a> {
    pub text: Cow<'a, str>,
    /// What was not as the document says.
    pub note: Option<String>,
}

/// How far an XML declaration is looked for, in bytes: some servers send junk ahead of it.
const DECLARED_WITHIN: usize = 2048;

/// Bytes that an encoding is guessed from.
const GUESSED_FROM: usize = 512 * 1024;

/// A byte-order mark decides, then the shape of wide characters, the XML declaration, what the server said
/// (`charset`), UTF-8, and at last the best guess. Never fails: what cannot be read becomes U+FFFD.
pub fn document<'a>(bytes: &'a [u8], charset: Option<&str>) -> Decoded<'a> {
    let mut decoded = as_said(bytes, charset);
    if decoded.text.contains(is_misnumbered) {
        let text = decoded.text.chars().map(|c| if is_misnumbered(c) { windows_1252(c) } else { c });
        decoded.text = Cow::Owned(text.collect());
    }
    decoded
}

/// Controls that nobody writes, where a character of windows-1252 was copied by its number. Those that begin or end a
/// control sequence stay what they are, and are taken out with it later.
fn is_misnumbered(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}')
        && !matches!(c, '\u{81}' | '\u{8d}' | '\u{8f}' | '\u{90}' | '\u{98}' | '\u{9b}'..='\u{9f}')
}

fn windows_1252(c: char) -> char {
    let byte = [c as u8];
    WINDOWS_1252.decode_without_bom_handling(&byte).0.chars().next().unwrap_or(c)
}

fn as_said<'a>(bytes: &'a [u8], charset: Option<&str>) -> Decoded<'a> {
    if let Some((wide, skip)) = wide(bytes) {
        return wide.read(&bytes[skip..]);
    }
    if let Some((encoding, skip)) = Encoding::for_bom(bytes) {
        return read(&bytes[skip..], encoding, None);
    }
    let declared = declaration(bytes);
    for (label, who) in [(declared.as_deref(), "the document"), (charset, "the server")] {
        let Some(label) = label else { continue };
        match labelled(label) {
            Some(encoding) if encoding == UTF_8 && std::str::from_utf8(bytes).is_err() => {
                return doubtful(bytes, &format!("{who} says UTF-8"));
            }
            // Text in a single-byte encoding hardly ever passes as UTF-8; a label is easily left behind.
            Some(encoding) if encoding.is_single_byte() && passes_as_utf8(bytes) => {
                return read(bytes, UTF_8, Some(format!("{who} says {label}, but it is UTF-8")));
            }
            Some(encoding) => return read(bytes, encoding, None),
            None => {}
        }
    }
    let odd = declared.filter(|label| labelled(label).is_none() && !is_wide(label));
    let note = odd.map(|label| format!("the encoding {label} is not known"));
    // ISO-2022-JP is plain ASCII with escape sequences, so it would pass as UTF-8.
    let shifted = bytes.windows(3).any(|triple| triple == b"\x1b$B" || triple == b"\x1b$@");
    if !shifted && std::str::from_utf8(bytes).is_ok() {
        return read(bytes, UTF_8, note);
    }
    let mut decoded = doubtful(bytes, "it does not say its encoding");
    decoded.note = note.or(decoded.note);
    decoded
}

fn passes_as_utf8(bytes: &[u8]) -> bool {
    !bytes.is_ascii() && std::str::from_utf8(bytes).is_ok()
}

fn read<'a>(bytes: &'a [u8], encoding: &'static Encoding, note: Option<String>) -> Decoded<'a> {
    let (text, lossy) = if encoding == UTF_8 && std::str::from_utf8(bytes).is_ok() || bytes.is_ascii() {
        encoding.decode_without_bom_handling(bytes)
    } else {
        decoded(bytes, encoding)
    };
    let note = note.or_else(|| lossy.then(|| format!("bytes that are no {} are left out", encoding.name())));
    Decoded { text, note }
}

/// In room that grows as it is needed: all that the longest text could take at once would be three times the bytes.
fn decoded<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> (Cow<'a, str>, bool) {
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (mut text, mut rest, mut lossy) = (String::new(), bytes, false);
    loop {
        text.reserve(rest.len() + rest.len() / 8 + 16);
        let (result, read, replaced) = decoder.decode_to_string(rest, &mut text, true);
        lossy |= replaced;
        rest = &rest[read..];
        if result == CoderResult::InputEmpty {
            return (text.into(), lossy);
        }
    }
}

/// Bytes that are not the UTF-8 they should be: mostly UTF-8 with a few bad bytes, else another encoding.
fn doubtful<'a>(bytes: &'a [u8], what: &str) -> Decoded<'a> {
    let (mut good, mut bad) = (0_usize, 0_usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    if good > bad {
        return read(bytes, UTF_8, Some(format!("{what}, but {bad} of its characters are broken")));
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    // From where it begins to differ, and no further than the guess gets better: a guess is slow.
    let first = bytes.iter().position(|byte| !byte.is_ascii() || *byte == 0x1b).unwrap_or(0);
    let sample = &bytes[first.saturating_sub(GUESSED_FROM / 16)..];
    let part = &sample[..sample.len().min(GUESSED_FROM)];
    detector.feed(part, part.len() == sample.len());
    let guess = detector.guess(None, Utf8Detection::Deny);
    read(bytes, guess, Some(format!("{what}, but it looks like {}", guess.name())))
}

/// The encoding that a document in an ASCII-compatible encoding names.
fn declaration(bytes: &[u8]) -> Option<String> {
    let head = &bytes[..bytes.len().min(DECLARED_WITHIN)];
    let start = head.windows(5).position(|five| five.eq_ignore_ascii_case(b"<?xml"))?;
    let end = start + head[start..].iter().position(|byte| *byte == b'>')?;
    let text = String::from_utf8_lossy(&head[start..end]).to_ascii_lowercase();
    let behind = text.split_once("encoding")?.1.trim_start().strip_prefix('=')?.trim_start();
    let label: String = behind
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || "-_.:+ ".contains(*c))
        .collect();
    (!label.trim().is_empty()).then(|| label.trim().to_owned())
}

/// What a label stands for among the encodings that hold ASCII: a declaration that could be read is in none other.
fn labelled(label: &str) -> Option<&'static Encoding> {
    let label = label.trim().trim_matches(['"', '\'']).to_ascii_lowercase();
    let dashed = label.replace('_', "-");
    let windows = dashed.strip_prefix("cp").map(|page| format!("windows-{}", page.trim_start_matches('-')));
    let encoding = [Some(label.as_str()), Some(dashed.as_str()), windows.as_deref()]
        .into_iter()
        .flatten()
        .find_map(|label| Encoding::for_label_no_replacement(label.as_bytes()))
        .or_else(|| other_name(&dashed))?;
    let ascii = encoding.is_ascii_compatible() && encoding != X_USER_DEFINED;
    (ascii || encoding == encoding_rs::ISO_2022_JP).then_some(encoding)
}

/// Names that the Encoding Standard leaves out and feeds still bear.
fn other_name(label: &str) -> Option<&'static Encoding> {
    Some(match label {
        "u8" | "utf" | "unicode" | "utf8mb4" | "utf-8-sig" => UTF_8,
        "646" | "iso646-us" | "iso-ir-6" | "latin" | "latin-1" | "iso8859" | "8859" => WINDOWS_1252,
        "cp936" | "windows-936" | "ms936" => encoding_rs::GBK,
        "cp932" | "windows-932" | "shiftjis" => encoding_rs::SHIFT_JIS,
        "cp949" | "windows-949" | "ks-c-5601" => encoding_rs::EUC_KR,
        "cp950" | "windows-950" => encoding_rs::BIG5,
        _ => return None,
    })
}

fn is_wide(label: &str) -> bool {
    ["utf-16", "utf16", "utf-32", "utf32", "ucs-2", "ucs-4", "iso-10646"].iter().any(|w| label.starts_with(w))
}

#[derive(Clone, Copy)]
enum Wide {
    Two(&'static Encoding),
    /// Four bytes a character, and whether the highest comes first.
    Four {
        big: bool,
    },
}

impl Wide {
    fn read(self, bytes: &[u8]) -> Decoded<'_> {
        let big = match self {
            Wide::Two(encoding) => return read(bytes, encoding, None),
            Wide::Four { big } => big,
        };
        let mut lossy = !bytes.len().is_multiple_of(4);
        let text: String = bytes
            .chunks_exact(4)
            .map(|four| {
                let four = [four[0], four[1], four[2], four[3]];
                let number = if big { u32::from_be_bytes(four) } else { u32::from_le_bytes(four) };
                char::from_u32(number).unwrap_or_else(|| {
                    lossy = true;
                    char::REPLACEMENT_CHARACTER
                })
            })
            .collect();
        Decoded { text: text.into(), note: lossy.then(|| "bytes that are no UTF-32 are left out".to_owned()) }
    }
}

/// UTF-16 and UTF-32, with a mark (whose length is the second) or by where the NULs of their first characters stand.
fn wide(bytes: &[u8]) -> Option<(Wide, usize)> {
    let ascii = |byte: u8| matches!(byte, b'<' | b'{' | b'[' | b' ' | b'\n' | b'\r' | b'\t');
    Some(match *bytes.first_chunk::<4>()? {
        [0xff, 0xfe, 0, 0] => (Wide::Four { big: false }, 4),
        [0, 0, 0xfe, 0xff] => (Wide::Four { big: true }, 4),
        [0xff, 0xfe, ..] => (Wide::Two(UTF_16LE), 2),
        [0xfe, 0xff, ..] => (Wide::Two(UTF_16BE), 2),
        [0, 0, 0, seen] if ascii(seen) => (Wide::Four { big: true }, 0),
        [seen, 0, 0, 0] if ascii(seen) => (Wide::Four { big: false }, 0),
        [0, seen, 0, other] if ascii(seen) && other != 0 => (Wide::Two(UTF_16BE), 0),
        [seen, 0, other, 0] if ascii(seen) && other != 0 => (Wide::Two(UTF_16LE), 0),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const DANISH: &str = "<?xml version='1.0' encoding='LABEL'?><rss><channel><title>Århus får ny færge – i går</title></channel></rss>";
    const JAPANESE: &str = "<?xml version='1.0' encoding='LABEL'?><rss><channel><title>東京の地震の被害は少ない</title></channel></rss>";

    #[test]
    fn the_declaration_is_believed_where_it_can_be() {
        for (text, label, encoding) in [
            (DANISH, "utf-8", UTF_8),
            (DANISH, "UTF8", UTF_8),
            (DANISH, "iso-8859-1", WINDOWS_1252),
            (DANISH, "cp1252", WINDOWS_1252),
            (DANISH, "ISO_8859-1", WINDOWS_1252),
            (JAPANESE, "shift_jis", encoding_rs::SHIFT_JIS),
            (JAPANESE, "euc-jp", encoding_rs::EUC_JP),
            (JAPANESE, "iso-2022-jp", encoding_rs::ISO_2022_JP),
            (JAPANESE, "gb18030", encoding_rs::GB18030),
        ] {
            let text = text.replace("LABEL", label);
            let bytes = encoding.encode(&text).0;
            assert_eq!(document(&bytes, None), Decoded { text: text.as_str().into(), note: None }, "{label}");
        }
    }

    #[test]
    fn a_declaration_that_lies_costs_a_note_and_no_text() {
        for (label, encoding, note) in [
            ("utf-8", WINDOWS_1252, "looks like windows-1252"),
            ("iso-8859-1", UTF_8, "it is UTF-8"),
            ("utf-7", UTF_8, "utf-7 is not known"),
            ("holm-1", UTF_8, "holm-1 is not known"),
        ] {
            let text = DANISH.replace("LABEL", label);
            let bytes = encoding.encode(&text).0;
            let decoded = document(&bytes, None);
            assert_eq!(decoded.text, text, "{label}");
            assert!(decoded.note.is_some_and(|said| said.contains(note)), "{label}");
        }
        let mut bytes = DANISH.replace("LABEL", "utf-8").into_bytes();
        bytes.insert(60, 0xff);
        let decoded = document(&bytes, None);
        assert!(
            decoded.text.contains('\u{fffd}') && decoded.text.contains("færge") && decoded.note.is_some()
        );
    }

    #[test]
    fn an_encoding_is_guessed_from_where_the_document_leaves_ascii() {
        let text =
            "<a>".to_owned() + &" ".repeat(3 * GUESSED_FROM) + &"Владимир сказал. ".repeat(GUESSED_FROM / 8);
        let bytes = encoding_rs::WINDOWS_1251.encode(&text).0;
        assert!(document(&bytes, None).text == text);
    }

    #[test]
    fn wide_characters_are_seen_with_a_mark_and_without_one() {
        let text = DANISH.replace("LABEL", "utf-16");
        let units: Vec<u16> = text.encode_utf16().collect();
        let little: Vec<u8> = units.iter().flat_map(|unit| unit.to_le_bytes()).collect();
        let big: Vec<u8> = units.iter().flat_map(|unit| unit.to_be_bytes()).collect();
        let little4: Vec<u8> = text.chars().flat_map(|c| (c as u32).to_le_bytes()).collect();
        let big4: Vec<u8> = text.chars().flat_map(|c| (c as u32).to_be_bytes()).collect();
        for (mark, bytes) in [
            (&b"\xff\xfe"[..], little),
            (b"\xfe\xff", big),
            (b"\xff\xfe\0\0", little4),
            (b"\0\0\xfe\xff", big4),
        ] {
            let marked = [mark, &bytes].concat();
            assert_eq!(document(&bytes, None).text, text, "{mark:?} left out");
            assert_eq!(document(&marked, Some("iso-8859-1")).text, text, "{mark:?}");
        }
        // What is declared wide and can be read all the same is not wide.
        assert_eq!(document(text.as_bytes(), None), Decoded { text: text.as_str().into(), note: None });
    }

    #[test]
    fn the_server_is_asked_where_the_document_says_nothing() {
        let text = "<rss><channel><title>Владимир</title></channel></rss>";
        let bytes = encoding_rs::KOI8_R.encode(text).0;
        assert_eq!(document(&bytes, Some("koi8-r")).text, text);
        assert_eq!(document(text.as_bytes(), Some("koi8-r")).text, text);
        assert_eq!(document(b"", Some("koi8-r")).text, "");
    }

    #[test]
    fn numbers_of_windows_1252_are_its_characters() {
        assert_eq!(document("<a>don\u{92}t \u{9b}31m</a>".as_bytes(), None).text, "<a>don’t \u{9b}31m</a>");
    }
}
