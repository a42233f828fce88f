//! References of HTML in text, with or without their `;`, decoded once.

use std::borrow::Cow;

use super::super::xml::resolve_reference;

/// Names that HTML takes without a `;` too, sorted.
pub(super) const BARE: [&str; 106] = [
    "AElig", "AMP", "Aacute", "Acirc", "Agrave", "Aring", "Atilde", "Auml", "COPY", "Ccedil", "ETH",
    "Eacute", "Ecirc", "Egrave", "Euml", "GT", "Iacute", "Icirc", "Igrave", "Iuml", "LT", "Ntilde", "Oacute",
    "Ocirc", "Ograve", "Oslash", "Otilde", "Ouml", "QUOT", "REG", "THORN", "Uacute", "Ucirc", "Ugrave",
    "Uuml", "Yacute", "aacute", "acirc", "acute", "aelig", "agrave", "amp", "aring", "atilde", "auml",
    "brvbar", "ccedil", "cedil", "cent", "copy", "curren", "deg", "divide", "eacute", "ecirc", "egrave",
    "eth", "euml", "frac12", "frac14", "frac34", "gt", "iacute", "icirc", "iexcl", "igrave", "iquest",
    "iuml", "laquo", "lt", "macr", "micro", "middot", "nbsp", "not", "ntilde", "oacute", "ocirc", "ograve",
    "ordf", "ordm", "oslash", "otilde", "ouml", "para", "plusmn", "pound", "quot", "raquo", "reg", "sect",
    "shy", "sup1", "sup2", "sup3", "szlig", "thorn", "times", "uacute", "ucirc", "ugrave", "uml", "uuml",
    "yacute", "yen", "yuml",
];

/// The longest name of HTML, `CounterClockwiseContourIntegral`.
const LONGEST: usize = 32;

/// Borrowed where nothing was decoded.
pub fn decode(text: &str) -> Cow<'_, str> {
    let mut out: Option<String> = None;
    let mut done = 0;
    let mut from = 0;
    while let Some(next) = text[from..].find('&') {
        // Of several in a row only the last may begin a reference, and there may be millions.
        let row = text.as_bytes()[from + next..].iter().take_while(|byte| **byte == b'&').count();
        let at = from + next + row - 1;
        from = at + 1;
        let begins = |byte: &u8| byte.is_ascii_alphanumeric() || *byte == b'#';
        if !text.as_bytes().get(from).is_some_and(begins) {
            continue;
        }
        if let Some((meant, length)) = reference(&text[from..]) {
            let out = out.get_or_insert_with(|| String::with_capacity(text.len()));
            out.push_str(&text[done..at]);
            out.push_str(&meant);
            from += length;
            done = from;
        }
    }
    match out {
        Some(mut out) => {
            out.push_str(&text[done..]);
            Cow::Owned(out)
        }
        None => Cow::Borrowed(text),
    }
}

/// What stands behind an `&`, and how many bytes of it are the reference.
fn reference(rest: &str) -> Option<(Cow<'static, str>, usize)> {
    let number = rest.strip_prefix('#');
    let prefix = match number {
        Some(number) if number.starts_with(['x', 'X']) => 2,
        Some(_) => 1,
        None => 0,
    };
    let body = rest[prefix..].bytes();
    let length = prefix
        + if prefix == 0 {
            body.take(LONGEST).take_while(u8::is_ascii_alphanumeric).count()
        } else {
            body.take_while(|b| if prefix == 2 { b.is_ascii_hexdigit() } else { b.is_ascii_digit() }).count()
        };
    let name = &rest[..length];
    let closed = rest[length..].starts_with(';');
    if (prefix > 0 || closed)
        && let Some(meant) = resolve_reference(name)
    {
        return Some((meant, length + usize::from(closed)));
    }
    let bare = (2..=length.min(6)).rev().find(|end| BARE.binary_search(&&name[..*end]).is_ok())?;
    resolve_reference(&name[..bare]).map(|meant| (meant, bare))
}
