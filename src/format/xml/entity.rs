//! References in text, `&…;`: numbers, the names of HTML, and those that a DOCTYPE defines, within bounds.

use std::borrow::Cow;

use html_escape::NAMED_ENTITIES;

/// How many bytes the entities of a DOCTYPE may grow to in one document.
const MOST_EXPANDED: usize = 1024 * 1024;
/// One entity in another, so deep.
const DEEPEST: usize = 8;
const MOST_ENTITIES: usize = 256;
/// Bytes of an entity as it is written.
const LONGEST: usize = 16 * 1024;

/// What a number or a name of HTML stands for, without `&` and `;`.
pub fn resolve(name: &str) -> Option<Cow<'static, str>> {
    if let Some((_, text)) = EVERYWHERE.iter().find(|(known, _)| *known == name) {
        return Some(Cow::Borrowed(text));
    }
    if let Some(number) = name.strip_prefix('#') {
        return numeric(number).map(|c| Cow::Owned(c.to_string()));
    }
    let found = NAMED_ENTITIES.binary_search_by_key(&name.as_bytes(), |(known, _)| known).ok()?;
    Some(Cow::Borrowed(NAMED_ENTITIES[found].1))
}

/// Those that XML itself has; a DOCTYPE cannot change them.
const EVERYWHERE: [(&str, &str); 5] = [("amp", "&"), ("lt", "<"), ("gt", ">"), ("quot", "\""), ("apos", "'")];

/// Windows-1252, which numbers from 128 to 159 are meant in: as numbers of Unicode they are control characters.
const C1: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}', '\u{90}',
    '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

fn numeric(number: &str) -> Option<char> {
    let value = match number.strip_prefix(['x', 'X']) {
        Some(hex) if !hex.is_empty() && hex.bytes().all(|b| b.is_ascii_hexdigit()) => {
            u32::from_str_radix(hex, 16)
        }
        None if !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit()) => number.parse(),
        _ => return None,
    };
    Some(match value {
        Ok(value @ 0x80..=0x9f) => C1[value as usize - 0x80],
        Ok(0) | Err(_) => char::REPLACEMENT_CHARACTER,
        Ok(value) => char::from_u32(value).unwrap_or(char::REPLACEMENT_CHARACTER),
    })
}

/// What a DOCTYPE defines, and how much of it may still be written out.
#[derive(Debug, Default)]
pub struct Entities {
    defined: Vec<(String, String)>,
    expanded: usize,
    /// Something was too much to be written out.
    pub too_much: bool,
    /// The first name that nobody explains.
    pub unknown: Option<String>,
}

impl Entities {
    /// Reads the general entities of a DOCTYPE that hold their own text; those kept elsewhere are never fetched.
    pub fn define(&mut self, doctype: &str) {
        let mut rest = doctype;
        while let Some(at) = rest.find("<!ENTITY") {
            rest = rest[at + "<!ENTITY".len()..].trim_start();
            let Some((name, behind)) = rest.split_once(char::is_whitespace) else { return };
            let behind = behind.trim_start();
            let Some(quote) = behind.chars().next().filter(|c| matches!(c, '"' | '\'')) else { continue };
            let Some((value, behind)) = behind[1..].split_once(quote) else { return };
            let known = self.defined.iter().any(|(other, _)| other == name);
            if !known && self.defined.len() < MOST_ENTITIES && value.len() < LONGEST {
                self.defined.push((name.to_owned(), value.to_owned()));
            }
            rest = behind;
        }
    }

    /// What a reference stands for; `None` where nobody says.
    pub fn resolve(&mut self, name: &str) -> Option<Cow<'static, str>> {
        let fixed = EVERYWHERE.iter().any(|(known, _)| *known == name);
        if !fixed && let Some(at) = self.defined.iter().position(|(known, _)| known == name) {
            let mut out = String::new();
            self.expand(at, &mut out, 0);
            return Some(Cow::Owned(out));
        }
        resolve(name)
    }

    fn expand(&mut self, at: usize, out: &mut String, depth: usize) {
        if depth == DEEPEST || self.expanded + self.defined[at].1.len() > MOST_EXPANDED {
            self.too_much = true;
            return;
        }
        let value = self.defined[at].1.clone();
        self.expanded += value.len() + 1;
        let mut rest = value.as_str();
        while let Some((before, behind)) = rest.split_once('&') {
            out.push_str(before);
            let Some((name, behind)) = behind.split_once(';') else {
                out.push('&');
                rest = behind;
                continue;
            };
            match self.defined.iter().position(|(known, _)| known == name) {
                Some(at) => self.expand(at, out, depth + 1),
                None => match resolve(name) {
                    Some(text) => out.push_str(&text),
                    None => out.extend(["&", name, ";"]),
                },
            }
            rest = behind;
        }
        out.push_str(rest);
    }

    /// Text with its references decoded once; what is none stays as it is.
    pub fn decode<'a>(&mut self, text: &'a str) -> Cow<'a, str> {
        let Some(first) = text.find('&') else { return Cow::Borrowed(text) };
        let mut out = String::with_capacity(text.len());
        out.push_str(&text[..first]);
        let mut rest = &text[first..];
        while let Some(at) = rest.find('&') {
            // Of several in a row only the last may begin a reference.
            let row = rest.as_bytes()[at..].iter().take_while(|byte| **byte == b'&').count();
            out.push_str(&rest[..at + row - 1]);
            rest = &rest[at + row..];
            let end = rest.find([';', '&', '<']).filter(|end| rest[*end..].starts_with(';'));
            let name = &rest[..end.unwrap_or(0)];
            // Nothing has no name: millions of bare `&` would each be looked up.
            if let Some(text) = end.and_then(|_| self.resolve(name)) {
                out.push_str(&text);
                rest = &rest[name.len() + 1..];
                continue;
            }
            out.push('&');
            if !name.is_empty() && !name.contains(char::is_whitespace) {
                self.unknown.get_or_insert_with(|| name.chars().take(40).collect());
            }
        }
        out.push_str(rest);
        Cow::Owned(out)
    }
}
