//! JSON read as far as it goes: broken off, with stray commas, halves of surrogates or numbers too large, it is still
//! read. Values deeper or more than anybody needs are left out.

use serde_json::{Map, Value};

const DEEPEST: usize = 128;
/// Values in one that is read as a whole.
const MOST_VALUES: usize = 200_000;
/// Values in a whole document; it is read no further.
const MOST_IN_ALL: usize = 8_000_000;

pub struct Json<'a> {
    text: &'a str,
    at: usize,
    values: usize,
    fault: Option<(usize, &'static str)>,
}

/// A list or an object that has begun, and the key that the next value belongs to.
enum Open {
    List(Vec<Value>),
    Object(Map<String, Value>, String),
}

impl<'a> Json<'a> {
    pub fn new(text: &'a str) -> Json<'a> {
        Json { text, at: 0, values: 0, fault: None }
    }

    /// What was wrong first, and in which line.
    pub fn note(&self) -> Option<String> {
        let (at, why) = self.fault?;
        let line = self.text[..self.text.floor_char_boundary(at)].matches('\n').count() + 1;
        Some(format!("line {line}: {why}"))
    }

    /// The next character that is no white space, not taken.
    pub fn peek(&mut self) -> Option<char> {
        let rest = &self.text[self.at..];
        self.at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}').len();
        self.text[self.at..].chars().next()
    }

    /// Takes a character if it comes next.
    pub fn take(&mut self, c: char) -> bool {
        let comes = self.peek() == Some(c);
        self.at += if comes { c.len_utf8() } else { 0 };
        comes
    }

    /// The next key of an object that has begun; `None` at its end.
    pub fn key(&mut self) -> Option<String> {
        loop {
            match self.peek() {
                None => {
                    self.wrong("it breaks off");
                    return None;
                }
                Some('}') => {
                    self.at += 1;
                    return None;
                }
                Some('"') => {
                    let key = self.string();
                    if !self.take(':') {
                        self.wrong("a key without a value");
                    }
                    return Some(key);
                }
                Some(',') => self.at += 1,
                Some(']') => {
                    self.wrong("a list ends that did not begin");
                    self.at += 1;
                }
                Some(c) => {
                    self.wrong("something that is no key");
                    self.at += c.len_utf8();
                }
            }
        }
    }

    /// Whether a list that has begun goes on; its end is taken.
    pub fn goes_on(&mut self) -> bool {
        loop {
            match self.peek() {
                None => {
                    self.wrong("it breaks off");
                    return false;
                }
                Some(']') => {
                    self.at += 1;
                    return false;
                }
                Some('}' | ':') => {
                    self.wrong("something that is no value");
                    self.at += 1;
                }
                Some(',') => self.at += 1,
                Some(_) => return true,
            }
        }
    }

    /// One value with all it holds. Never deeper than `DEEPEST`, so that nothing overflows where it is dropped.
    pub fn value(&mut self) -> Value {
        let mut open: Vec<Open> = Vec::new();
        let mut left = MOST_VALUES;
        loop {
            self.count();
            let mut done = match self.peek() {
                Some('[') if open.len() < DEEPEST => {
                    self.at += 1;
                    open.push(Open::List(Vec::new()));
                    None
                }
                Some('{') if open.len() < DEEPEST => {
                    self.at += 1;
                    open.push(Open::Object(Map::new(), String::new()));
                    None
                }
                Some('[' | '{') => {
                    self.wrong("it lies too deep");
                    self.skip();
                    Some(Value::Null)
                }
                Some('"') => Some(Value::String(self.string())),
                _ => Some(self.word()),
            };
            // Where a value is whole, what it lies in may be too.
            loop {
                match (open.last_mut(), done.take()) {
                    (None, done) => return done.unwrap_or(Value::Null),
                    (Some(Open::List(list)), Some(value)) if left > 0 => list.push(value),
                    (Some(Open::Object(map, key)), Some(value)) if left > 0 => {
                        map.insert(std::mem::take(key), value);
                    }
                    _ => {}
                }
                left = left.saturating_sub(1);
                let goes_on = match open.last_mut() {
                    Some(Open::List(_)) => self.goes_on(),
                    Some(Open::Object(_, key)) => self.key().map(|next| *key = next).is_some(),
                    None => false,
                };
                if goes_on {
                    break;
                }
                done = open.pop().map(|whole| match whole {
                    Open::List(list) => Value::Array(list),
                    Open::Object(map, _) => Value::Object(map),
                });
            }
        }
    }

    fn count(&mut self) {
        self.values += 1;
        if self.values == MOST_IN_ALL {
            self.wrong("too many values");
            self.at = self.text.len();
        }
    }

    /// Passes over a list or an object that is not wanted.
    fn skip(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                '"' => {
                    self.string();
                    continue;
                }
                '[' | '{' => depth += 1,
                ']' | '}' => depth = depth.saturating_sub(1),
                _ => {}
            }
            self.at += c.len_utf8();
            if depth == 0 {
                return;
            }
        }
    }

    /// `true`, `false`, `null`, a number as a number where it is a whole one, else as the text it is written as.
    fn word(&mut self) -> Value {
        let rest = &self.text[self.at..];
        let end = rest.find(|c: char| c.is_whitespace() || ",:[]{}\"".contains(c)).unwrap_or(rest.len());
        let word = &rest[..end];
        self.at += end;
        match word {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            number if number.starts_with(|c: char| c.is_ascii_digit() || c == '-') => {
                match number.parse::<i64>() {
                    Ok(number) => Value::from(number),
                    Err(_) => Value::String(number.to_owned()),
                }
            }
            _ => {
                self.wrong("something that is no value");
                Value::Null
            }
        }
    }

    /// A string whose quotation mark comes next.
    fn string(&mut self) -> String {
        self.at += 1;
        let mut out = String::new();
        loop {
            let rest = &self.text[self.at..];
            let Some(end) = rest.find(['"', '\\']) else {
                self.wrong("it breaks off");
                out.push_str(rest);
                self.at = self.text.len();
                return out;
            };
            out.push_str(&rest[..end]);
            self.at += end + 1;
            if rest[end..].starts_with('"') {
                return out;
            }
            self.escape(&mut out);
        }
    }

    fn escape(&mut self, out: &mut String) {
        let Some(c) = self.text[self.at..].chars().next() else { return };
        self.at += c.len_utf8();
        out.push(match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            'b' => '\u{8}',
            'f' => '\u{c}',
            'u' => return self.unicode(out),
            c => c,
        });
    }

    fn unicode(&mut self, out: &mut String) {
        let Some(first) = self.hex() else {
            self.wrong("a `\\u` without its number");
            return out.push('u');
        };
        let mut units = vec![first];
        if (0xd800..0xdc00).contains(&first) && self.text[self.at..].starts_with("\\u") {
            let back = self.at;
            self.at += 2;
            match self.hex() {
                Some(second) if (0xdc00..0xe000).contains(&second) => units.push(second),
                _ => self.at = back,
            }
        }
        for c in char::decode_utf16(units) {
            if c.is_err() {
                self.wrong("half of a character");
            }
            out.push(c.unwrap_or(char::REPLACEMENT_CHARACTER));
        }
    }

    fn hex(&mut self) -> Option<u16> {
        let digits =
            self.text.get(self.at..self.at + 4).filter(|d| d.bytes().all(|b| b.is_ascii_hexdigit()))?;
        self.at += 4;
        u16::from_str_radix(digits, 16).ok()
    }

    fn wrong(&mut self, why: &'static str) {
        self.fault.get_or_insert((self.at, why));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    #[test]
    fn what_is_broken_is_read_as_far_as_it_goes() {
        for (text, expected, note) in [
            (r#"{"a": [1, true, null, "b\n\u00e9"]}"#, json!({"a": [1, true, null, "b\né"]}), None),
            (r#"{"a": "😀 \ud83d\ude00"}"#, json!({"a": "😀 😀"}), None),
            (r#"{"a": "x\ud83dy"}"#, json!({"a": "x\u{fffd}y"}), Some("half of a character")),
            (
                r#"{"a": 1e999, "b": 12345678901234567890}"#,
                json!({"a": "1e999", "b": "12345678901234567890"}),
                None,
            ),
            (r#"{"a": [1, 2"#, json!({"a": [1, 2]}), Some("it breaks off")),
            (r#"{"a": "b"#, json!({"a": "b"}), Some("it breaks off")),
            (r#"{"a": "#, json!({"a": null}), Some("something that is no value")),
            (r#"{"a": [1,,2,], "b": 3,}"#, json!({"a": [1, 2], "b": 3}), None),
            (r#"{"a": [1, }, 2], "b": 3}"#, json!({"a": [1, 2], "b": 3}), Some("something that is no value")),
            (r#"{x: 1, "b": 3}"#, json!({"b": 3}), Some("something that is no key")),
            ("\"a\tb\n\"", json!("a\tb\n"), None),
            ("", json!(null), Some("something that is no value")),
        ] {
            let mut json = Json::new(text);
            assert_eq!(json.value(), expected, "{text}");
            let why = json.note().map(|note| note.trim_start_matches("line 1: ").to_owned());
            assert_eq!(why.as_deref(), note, "{text}");
        }
    }

    #[test]
    fn neither_depth_nor_number_of_values_is_without_bound() {
        for text in ["[".repeat(300_000), "{\"a\":".repeat(100_000), "[0,".repeat(200_000)] {
            let mut json = Json::new(&text);
            drop(json.value());
            assert!(json.note().is_some());
        }
        let Value::Array(list) = Json::new(&format!("[{}]", "0,".repeat(500_000))).value() else {
            panic!("no list")
        };
        assert!(list.len() <= MOST_VALUES);
    }
}
