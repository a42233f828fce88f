//! Lines of bytes from a stream of any length, each with its number; one that is too long is passed over.

use std::io::{self, BufRead, Read};

/// The longest line that is kept, in bytes.
pub const LONGEST: usize = 64 * 1024 * 1024;

/// Lines in order, counted from 1, without their ends.
pub struct Lines<R> {
    reader: R,
    number: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    pub number: u64,
    /// `Err` says why the line cannot be read.
    pub text: Result<String, String>,
}

impl<R: BufRead> Lines<R> {
    pub fn new(reader: R) -> Lines<R> {
        Lines { reader, number: 0 }
    }

    pub fn reader(&mut self) -> &mut R {
        &mut self.reader
    }

    /// The next line; `None` at the end.
    pub fn read(&mut self) -> io::Result<Option<Line>> {
        self.read_within(LONGEST)
    }

    fn read_within(&mut self, longest: usize) -> io::Result<Option<Line>> {
        let mut bytes = Vec::new();
        if self.reader.by_ref().take(longest as u64 + 1).read_until(b'\n', &mut bytes)? == 0 {
            return Ok(None);
        }
        self.number += 1;
        let number = self.number;
        if bytes.last() != Some(&b'\n') && bytes.len() > longest {
            self.reader.skip_until(b'\n')?;
            let why = format!("the line is longer than {} MB", longest >> 20);
            return Ok(Some(Line { number, text: Err(why) }));
        }
        if bytes.last() == Some(&b'\n') {
            bytes.pop();
            if bytes.last() == Some(&b'\r') {
                bytes.pop();
            }
        }
        if number == 1 && (bytes.starts_with(b"\xff\xfe") || bytes.starts_with(b"\xfe\xff")) {
            let why = "this is UTF-16: convert it to UTF-8 first".to_owned();
            return Ok(Some(Line { number, text: Err(why) }));
        }
        if number == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        let text = String::from_utf8(bytes).map_err(|_| "not UTF-8".to_owned());
        Ok(Some(Line { number, text }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn all(bytes: &[u8]) -> Vec<(u64, Result<String, String>)> {
        let mut lines = Lines::new(bytes);
        std::iter::from_fn(|| lines.read_within(8).unwrap()).map(|line| (line.number, line.text)).collect()
    }

    #[test]
    fn every_kind_of_line_end_and_none_at_the_end() {
        let expected: Vec<(u64, Result<String, String>)> =
            [(1, "a"), (2, ""), (3, "b"), (4, "c")].map(|(n, text)| (n, Ok(text.to_owned()))).into();
        assert_eq!(all(b"\xef\xbb\xbfa\r\n\nb\nc"), expected);
    }

    #[test]
    fn a_line_that_cannot_be_read_costs_only_itself() {
        let lines = all(b"12345678\n123456789\nx\xff\nend\n");
        let kinds: Vec<(u64, Option<&str>)> =
            lines.iter().map(|(n, text)| (*n, text.as_deref().ok())).collect();
        assert_eq!(kinds, [(1, Some("12345678")), (2, None), (3, None), (4, Some("end"))]);
        assert!(lines[1].1.as_ref().is_err_and(|why| why.contains("longer")));
        assert!(lines[2].1.as_ref().is_err_and(|why| why.contains("UTF-8")));
    }
}
