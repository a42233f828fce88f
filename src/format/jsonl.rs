//! JSON Lines: a story a line, read one line at a time however long the file is.

use serde_json::Value;

use super::json::Json;
use super::lines::Lines;
use super::{Flow, Give, Input, NotUnderstood, Sniff};
use crate::article::interchange;

/// The first line with anything on it is a JSON object, as far as it can be seen.
pub fn detect(sniff: &Sniff<'_>) -> bool {
    let head = sniff.head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(sniff.head).trim_ascii_start();
    if !head.starts_with(b"{") {
        return false;
    }
    match head.iter().position(|&byte| byte == b'\n') {
        Some(end) => serde_json::from_slice::<Value>(&head[..end]).is_ok(),
        None => head[1..].trim_ascii_start().starts_with(b"\""),
    }
}

/// Whether it is lines of JSON and not one document: the first has `text`, or another follows it.
pub fn is_lines(head: &[u8]) -> bool {
    let head = head.strip_prefix(b"\xef\xbb\xbf").unwrap_or(head).trim_ascii_start();
    let (line, rest) = match head.iter().position(|&byte| byte == b'\n') {
        Some(end) => head.split_at(end),
        None => (head, &head[..0]),
    };
    let is_text = |object: &serde_json::Map<_, Value>| object.get("text").is_some_and(Value::is_string);
    match Json::new(&String::from_utf8_lossy(line)).value() {
        Value::Object(object) if is_text(&object) => true,
        Value::Object(_) => {
            rest.trim_ascii_start().starts_with(b"{") && serde_json::from_slice::<Value>(line).is_ok()
        }
        _ => false,
    }
}

pub fn read(input: Input, give: &mut Give<'_>) -> Flow {
    let name = input.name.clone();
    let mut lines = Lines::new(input.reader());
    loop {
        let line = match lines.read() {
            Ok(Some(line)) => line,
            Ok(None) => return Flow::Continue(()),
            Err(error) => return give(Err(NotUnderstood { place: name, why: error.to_string() })),
        };
        let story = match line.text {
            Ok(text) if text.trim().is_empty() => continue,
            Ok(text) => interchange::read_line(&text),
            Err(why) => Err(why),
        };
        give(story.map_err(|why| NotUnderstood { place: format!("{name}:{}", line.number), why }))?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::named;

    /// The same line for ever.
    struct Endless(usize);

    impl std::io::Read for Endless {
        fn read(&mut self, buffer: &mut [u8]) -> std::io::Result<usize> {
            let line = b"{\"text\": \"BAKU, December 13. /TASS/. A story.\"}\n";
            for byte in &mut *buffer {
                *byte = line[self.0 % line.len()];
                self.0 += 1;
            }
            Ok(buffer.len())
        }
    }

    #[test]
    fn stories_come_before_the_end_is_known() {
        let input = Input::new("endless".to_owned(), String::new(), Box::new(Endless(0))).unwrap();
        let mut stories = 0;
        let flow = input.read(None, &mut |story| {
            assert!(story.is_ok());
            stories += 1;
            if stories == 10_000 { Flow::Break(()) } else { Flow::Continue(()) }
        });
        assert_eq!((flow, stories), (Flow::Break(()), 10_000));
    }

    #[test]
    fn a_bad_line_is_told_with_its_place_and_costs_only_itself() {
        let lines: &[u8] =
            b"{\"text\": \"A.\", \"id\": \"a\"}\r\n\n{\"title\": \"B\"}\nnonsense\n{\"text\": \"C.\"}";
        let input = Input::new("in.jsonl".to_owned(), String::new(), Box::new(lines)).unwrap();
        let (mut texts, mut places) = (Vec::new(), Vec::new());
        let flow = input.read(named("jsonl"), &mut |story| {
            match story {
                Ok(copy) => texts.push(copy.text),
                Err(not) => places.push(not.place),
            }
            Flow::Continue(())
        });
        assert_eq!(flow, Flow::Continue(()));
        assert_eq!(
            (texts, places),
            (vec!["A.".to_owned(), "C.".to_owned()], vec!["in.jsonl:3".into(), "in.jsonl:4".into()])
        );
    }
}
