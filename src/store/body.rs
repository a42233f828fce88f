//! Raw copy as bytes: one line of JSON with all but the text, then the text itself, compressed.

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::{Connection, OptionalExtension};
use serde::{Deserialize, Serialize};

use super::StoreError;
use super::fault::Try;
use crate::article::RawCopy;
use crate::listing::StoryId;

/// Measured: 3 packs a tenth better than 1 at a cost that parsing hides.
const LEVEL: i32 = 3;

#[derive(Serialize, Deserialize)]
#[serde(default)]
#[derive(Default)]
struct Beside {
    #[serde(skip_serializing_if = "Option::is_none")]
    id: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    title: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    date: Option<NaiveDate>,
    #[serde(skip_serializing_if = "Option::is_none")]
    published: Option<DateTime<Utc>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    lang: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    source: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    url: Option<String>,
}

/// Packs one copy after another.
pub struct Packer(zstd::bulk::Compressor<'static>);

impl Packer {
    pub fn new() -> Try<Packer> {
        Ok(Packer(zstd::bulk::Compressor::new(LEVEL)?))
    }

    pub fn pack(&mut self, copy: &RawCopy) -> Try<Vec<u8>> {
        let beside = Beside {
            id: copy.id.clone(),
            title: copy.title.clone(),
            date: copy.date,
            published: copy.published,
            lang: copy.lang.clone(),
            source: copy.source.clone(),
            url: copy.url.clone(),
        };
        let mut bytes = serde_json::to_vec(&beside).map_err(std::io::Error::other)?;
        bytes.push(b'\n');
        bytes.extend_from_slice(copy.text.as_bytes());
        Ok(self.0.compress(&bytes)?)
    }
}

/// The copy of a story as it was received last.
pub fn load(conn: &Connection, id: StoryId) -> Try<RawCopy> {
    let mut statement = conn.prepare_cached("SELECT copy FROM body WHERE ord = ?1")?;
    let packed: Option<Vec<u8>> = statement.query_row([id.0], |row| row.get(0)).optional()?;
    let packed = packed.ok_or(StoreError::NoStory(id.0))?;
    unpack(&packed)
}

fn unpack(packed: &[u8]) -> Try<RawCopy> {
    let damaged = || std::io::Error::other("a stored story is damaged");
    let bytes = zstd::stream::decode_all(packed)?;
    let bytes = String::from_utf8(bytes).map_err(|_| damaged())?;
    let (beside, text) = bytes.split_once('\n').ok_or_else(damaged)?;
    let Beside { id, title, date, published, lang, source, url } =
        serde_json::from_str(beside).map_err(|_| damaged())?;
    Ok(RawCopy { id, text: text.to_owned(), title, date, published, lang, source, url })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_copy_comes_back_as_it_was_received() {
        let copy = RawCopy {
            id: Some("a\n\"b".into()),
            title: Some("Tïtle\n".into()),
            published: DateTime::from_timestamp(1_576_195_200, 123_456_789),
            url: Some(String::new()),
            ..RawCopy::from_text(" date 2019-12-13 BAKU\r\n\u{feff}\n\0")
        };
        for copy in [copy, RawCopy::default()] {
            let packed = Packer::new().unwrap().pack(&copy).unwrap();
            assert_eq!(unpack(&packed).unwrap(), copy);
            assert!(unpack(&packed[..packed.len() - 1]).is_err());
        }
    }
}
