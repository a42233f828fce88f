//! CSV and TSV with named columns: a story a row, read one row at a time however long the file is.

use std::cell::Cell;
use std::io::{self, Read};
use std::rc::Rc;

use csv::{ByteRecord, ReaderBuilder};
use encoding_rs::WINDOWS_1252;

use super::wire::moment;
use super::{Flow, Give, Input, NotUnderstood, Sniff};
use crate::article::RawCopy;

/// The longest row that is kept, in bytes: a quotation mark without its like would swallow the rest of the file.
const LONGEST: usize = 64 * 1024 * 1024;

/// What a column may be called, in lower case.
const TEXT: &[&str] = &["text", "body", "content", "article", "story", "body_text", "maintext", "fulltext"];
const TITLE: &[&str] = &["title", "headline", "head", "hed"];
const DATE: &[&str] =
    &["date", "published", "published_at", "publish_date", "date_published", "pubdate", "datetime", "time"];
const URL: &[&str] = &["url", "link", "address"];
const SOURCE: &[&str] = &["source", "publication", "publisher", "agency", "outlet"];
const LANG: &[&str] = &["lang", "language"];
const ID: &[&str] = &["id", "guid", "uri", "article_id"];

/// The first line names columns, and one of them is the text.
pub fn detect(sniff: &Sniff<'_>) -> bool {
    let head = sniff.head.trim_ascii_start();
    let Some(first) = head.split(|byte| *byte == b'\n').next().filter(|first| first.len() < head.len())
    else {
        return false;
    };
    let Some(delimiter) = delimiter(first) else { return false };
    let names = String::from_utf8_lossy(first).to_lowercase();
    let cell = |cell: &str| {
        cell.trim_matches(|c: char| c.is_whitespace() || matches!(c, '"' | '\u{feff}')).to_owned()
    };
    let cells: Vec<String> = names.split(char::from(delimiter)).map(cell).collect();
    let known = |names: &[&str]| cells.iter().any(|cell| names.contains(&cell.as_str()));
    known(TEXT) && [TITLE, DATE, URL, SOURCE, LANG, ID].into_iter().any(known)
}

pub fn read(input: Input, give: &mut Give<'_>) -> Flow {
    let name = input.name.clone();
    let first: Vec<u8> =
        input.sniff().head.trim_ascii_start().split(|b| *b == b'\n').next().unwrap_or(b"").into();
    let left = Rc::new(Cell::new(LONGEST));
    let bounded = Bounded { inner: input.reader(), left: Rc::clone(&left) };
    let mut rows =
        ReaderBuilder::new().delimiter(delimiter(&first).unwrap_or(b',')).flexible(true).from_reader(bounded);
    let not = |row: u64, why: String| Err(NotUnderstood { place: format!("{name}:{row}"), why });
    let columns = match rows.byte_headers().map(Columns::of) {
        Ok(Some(columns)) => columns,
        Ok(None) => return give(not(1, format!("names no column of text: call one of them `{}`", TEXT[0]))),
        Err(error) => return give(not(1, error.to_string())),
    };
    let mut row = ByteRecord::new();
    loop {
        left.set(LONGEST);
        match rows.read_byte_record(&mut row) {
            Ok(false) => return Flow::Continue(()),
            Ok(true) => {
                let line = row.position().map_or(0, csv::Position::line);
                match columns.story(&row) {
                    Some(story) => give(Ok(story))?,
                    None => give(not(line, "holds no text".to_owned()))?,
                }
            }
            Err(error) => return give(not(rows.position().line(), error.to_string())),
        }
    }
}

/// What parts the columns of a first line, if anything does.
fn delimiter(first: &[u8]) -> Option<u8> {
    [b'\t', b';', b','].into_iter().find(|delimiter| first.contains(delimiter))
}

/// Where each column stands.
struct Columns {
    text: usize,
    rest: [Option<usize>; 6],
}

impl Columns {
    fn of(names: &ByteRecord) -> Option<Columns> {
        let names: Vec<String> = names.iter().map(|name| decoded(name).trim().to_lowercase()).collect();
        let at = |known: &[&str]| known.iter().find_map(|known| names.iter().position(|name| name == known));
        Some(Columns { text: at(TEXT)?, rest: [TITLE, DATE, URL, SOURCE, LANG, ID].map(at) })
    }

    fn story(&self, row: &ByteRecord) -> Option<RawCopy> {
        let cell = |at: usize| row.get(at).map(decoded).filter(|cell| !cell.trim().is_empty());
        let [title, date, url, source, lang, id] =
            self.rest.map(|at| at.and_then(cell).map(|cell| cell.trim().to_owned()));
        let moment = date.as_deref().and_then(moment::read);
        // A day alone is no moment.
        let exact = date.is_some_and(|date| date.contains(':') || date.contains('T'));
        let text = cell(self.text)?;
        Some(RawCopy {
            id,
            text,
            title,
            date: moment.map(|moment| moment.date_naive()),
            published: moment.filter(|_| exact),
            lang,
            source,
            url,
            desk: None,
            markup: None,
        })
    }
}

fn decoded(cell: &[u8]) -> String {
    let cell = cell.strip_prefix(b"\xef\xbb\xbf").unwrap_or(cell);
    match std::str::from_utf8(cell) {
        Ok(text) => text.to_owned(),
        Err(_) => WINDOWS_1252.decode_without_bom_handling(cell).0.into_owned(),
    }
}

/// A reader that gives no more than what is left for one row.
struct Bounded<R> {
    inner: R,
    left: Rc<Cell<usize>>,
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.left.get() == 0 {
            let why = format!("a row is longer than {} MB: a quotation mark may be missing", LONGEST >> 20);
            return Err(io::Error::new(io::ErrorKind::InvalidData, why));
        }
        let read = self.inner.read(buffer)?;
        self.left.set(self.left.get().saturating_sub(read));
        Ok(read)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::named;

    fn read_all(bytes: &'static [u8]) -> (Vec<RawCopy>, Vec<String>) {
        let input = Input::new("a.csv".to_owned(), String::new(), Box::new(bytes)).unwrap();
        let (mut stories, mut nots) = (Vec::new(), Vec::new());
        let flow = input.read(named("csv"), &mut |story| {
            match story {
                Ok(story) => stories.push(story),
                Err(not) => nots.push(not.to_string()),
            }
            Flow::Continue(())
        });
        assert_eq!(flow, Flow::Continue(()));
        (stories, nots)
    }

    #[test]
    fn columns_are_known_by_name_whatever_parts_them() {
        for bytes in [
            &b"id,Headline,date,body,extra\n7,Rain,2024-03-05,\"It rained, and\nrained.\",x\n"[..],
            b"\xef\xbb\xbfid;Headline;date;body\r\n7;Rain;2024-03-05;\"It rained, and\nrained.\"\r\n",
            b"id\tHeadline\tdate\tbody\n7\tRain\t2024-03-05\t\"It rained, and\nrained.\"\n",
        ] {
            let (stories, nots) = read_all(bytes);
            assert_eq!((stories.len(), nots.len()), (1, 0), "{nots:?}");
            let story = &stories[0];
            assert_eq!(story.text, "It rained, and\nrained.");
            assert_eq!((story.title.as_deref(), story.id.as_deref()), (Some("Rain"), Some("7")));
            assert_eq!(story.date, chrono::NaiveDate::from_ymd_opt(2024, 3, 5));
            assert_eq!(story.published, None);
        }
    }

    #[test]
    fn a_row_that_is_no_story_costs_only_itself() {
        let (stories, nots) = read_all(b"text,time\nA,2024-03-05T09:00:00Z\n,\nH\xf6by\n\"open, and on\n");
        let texts: Vec<&str> = stories.iter().map(|story| story.text.as_str()).collect();
        assert_eq!(texts, ["A", "H\u{f6}by", "open, and on\n"]);
        assert!(stories[0].published.is_some() && stories[1].date.is_none());
        assert_eq!(nots, ["a.csv:3: holds no text"]);
        assert_eq!(read_all(b"a,b\n1,2\n").1, ["a.csv:1: names no column of text: call one of them `text`"]);
        assert_eq!(read_all(b"").1.len(), 1);
    }

    #[test]
    fn a_file_is_known_by_its_first_line() {
        for (head, expected) in [
            ("title,text\nA,B\n", true),
            ("\u{feff}\"Title\";\"Body\";x\nA;B;C\n", true),
            ("text,more\nA,B\n", false),
            ("Lindby, Holm, text\n", false),
            ("title,text", false),
            ("title\ttext\nA\tB\n", true),
        ] {
            assert_eq!(detect(&Sniff { extension: "", head: head.as_bytes() }), expected, "{head:?}");
        }
    }
}
