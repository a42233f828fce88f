//! Raw copy as bytes: one line of JSON with all but the text, then the text itself, compressed; with a dictionary once
//! there are stories to make one of.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use chrono::{DateTime, NaiveDate, Utc};
use rusqlite::Connection;
use serde::{Deserialize, Serialize};

use super::fault::Try;
use super::{StoreError, dictionary};
use crate::article::{Desk, RawCopy};
use crate::listing::StoryId;

/// Measured: 3 packs a tenth better than 1 at a cost that parsing hides.
const LEVEL: i32 = 3;
/// A packed copy that says it is larger is damaged.
const LARGEST: usize = 1 << 30;

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
    #[serde(skip_serializing_if = "Option::is_none")]
    desk: Option<Box<Desk>>,
}

/// Packs one copy after another.
pub struct Packer {
    zstd: zstd::bulk::Compressor<'static>,
    has_dictionary: bool,
}

impl Packer {
    /// With the dictionary of the library, where it has one.
    pub fn new(conn: &Connection) -> Try<Packer> {
        let dictionary = dictionary::any(conn)?;
        let zstd = match &dictionary {
            Some(dictionary) => zstd::bulk::Compressor::with_dictionary(LEVEL, dictionary)?,
            None => zstd::bulk::Compressor::new(LEVEL)?,
        };
        Ok(Packer { zstd, has_dictionary: dictionary.is_some() })
    }

    pub fn has_dictionary(&self) -> bool {
        self.has_dictionary
    }

    pub fn pack(&mut self, copy: &RawCopy) -> Try<Vec<u8>> {
        Ok(self.zstd.compress(&written(copy)?)?)
    }
}

/// A copy as it is packed.
pub fn written(copy: &RawCopy) -> Try<Vec<u8>> {
    let beside = Beside {
        id: copy.id.clone(),
        title: copy.title.clone(),
        date: copy.date,
        published: copy.published,
        lang: copy.lang.clone(),
        source: copy.source.clone(),
        url: copy.url.clone(),
        desk: copy.desk.clone(),
    };
    let mut bytes = serde_json::to_vec(&beside).map_err(std::io::Error::other)?;
    bytes.push(b'\n');
    bytes.extend_from_slice(copy.text.as_bytes());
    Ok(bytes)
}

/// Unpacks one copy after another; keeps the dictionaries it met.
#[derive(Default)]
pub struct Unpacker(RefCell<BTreeMap<u32, zstd::bulk::Decompressor<'static>>>);

impl Unpacker {
    /// The copy of a story as it was received last.
    pub fn load(&self, conn: &Connection, id: StoryId) -> Try<RawCopy> {
        let mut statement = conn.prepare_cached("SELECT copy FROM body WHERE ord = ?1")?;
        let mut rows = statement.query([id.0])?;
        let row = rows.next()?.ok_or(StoreError::NoStory(id.0))?;
        self.unpack(conn, row.get_ref(0)?.as_bytes().unwrap_or(&[]))
    }

    fn unpack(&self, conn: &Connection, packed: &[u8]) -> Try<RawCopy> {
        let damaged = || std::io::Error::other("a stored story is damaged");
        let size = zstd::bulk::Decompressor::upper_bound(packed).filter(|size| *size <= LARGEST);
        let mut known = self.0.borrow_mut();
        let with = match known.entry(dictionary::of(packed)) {
            Entry::Occupied(known) => known.into_mut(),
            Entry::Vacant(new) => {
                let bytes = dictionary::load(conn, *new.key())?.ok_or_else(damaged)?;
                new.insert(zstd::bulk::Decompressor::with_dictionary(&bytes)?)
            }
        };
        let bytes = with.decompress(packed, size.ok_or_else(damaged)?).map_err(|_| damaged())?;
        let bytes = String::from_utf8(bytes).map_err(|_| damaged())?;
        let (beside, text) = bytes.split_once('\n').ok_or_else(damaged)?;
        let Beside { id, title, date, published, lang, source, url, desk } =
            serde_json::from_str(beside).map_err(|_| damaged())?;
        let text = text.to_owned();
        Ok(RawCopy { id, text, title, date, published, lang, source, url, desk, markup: None })
    }
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
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE dictionary (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)").unwrap();
        let story =
            |n: u32| format!("The council of ward {n} said on day {} that {n} bridges stay shut.", n * 7);
        let samples: Vec<Vec<u8>> = (0..500).map(|n| story(n).repeat(3).into_bytes()).collect();
        for with_dictionary in [false, true] {
            if with_dictionary {
                dictionary::keep(&conn, &dictionary::make(&samples).unwrap()).unwrap();
            }
            for copy in [&copy, &RawCopy::default(), &RawCopy::from_text(story(501))] {
                let packed = Packer::new(&conn).unwrap().pack(copy).unwrap();
                assert_eq!(dictionary::of(&packed) != 0, with_dictionary);
                let unpacker = Unpacker::default();
                assert_eq!(unpacker.unpack(&conn, &packed).unwrap(), *copy);
                assert!(unpacker.unpack(&conn, &packed[..packed.len() - 1]).is_err());
            }
        }
    }

    #[test]
    fn a_copy_whose_dictionary_is_gone_is_damaged_and_nothing_worse() {
        let conn = Connection::open_in_memory().unwrap();
        conn.execute_batch("CREATE TABLE dictionary (id INTEGER PRIMARY KEY, bytes BLOB NOT NULL)").unwrap();
        let samples: Vec<Vec<u8>> =
            (0..500).map(|n| format!("{n} ships left port {} at dawn", n % 9).into_bytes()).collect();
        dictionary::keep(&conn, &dictionary::make(&samples).unwrap()).unwrap();
        let packed = Packer::new(&conn).unwrap().pack(&RawCopy::from_text("3 ships left port 4")).unwrap();
        conn.execute_batch("DELETE FROM dictionary").unwrap();
        assert!(Unpacker::default().unpack(&conn, &packed).is_err());
        assert!(Unpacker::default().unpack(&conn, b"no frame at all").is_err());
    }
}
