//! The full text of stories, as their pages had it: beside what was received, which stays what is searched and counted.

use chrono::DateTime;
use rusqlite::{Connection, OptionalExtension, params};

use super::fault::Try;
use super::{Library, Result, correction, markup, stored};
use crate::article::{self, Article, RawCopy, version};
use crate::listing::{Full, FullText, StoryId};

impl Library {
    /// Keeps what the page of a story says, in the place of what it said earlier; nothing where there is no such story.
    pub fn keep_full_text(&mut self, id: StoryId, full: &FullText) -> Result<()> {
        self.told(keep(self, id, full))
    }

    /// The number of the story that a copy is, and whether what its page says is kept.
    pub fn known(&self, copy: &RawCopy) -> Result<Option<(StoryId, bool)>> {
        self.told(known(self, copy))
    }
}

fn keep(library: &Library, id: StoryId, full: &FullText) -> Try<()> {
    let html = full.markup.as_deref().map(markup::pack).transpose()?;
    let sql = "REPLACE INTO full_text (ord, fetched, title, text, html)
        SELECT ord, ?2, ?3, ?4, ?5 FROM story WHERE ord = ?1";
    let text = markup::pack(&full.text)?;
    library.conn.prepare_cached(sql)?.execute(params![id.0, full.fetched, full.title, text, html])?;
    library.bump();
    Ok(())
}

fn known(library: &Library, copy: &RawCopy) -> Try<Option<(StoryId, bool)>> {
    let sql = "SELECT ord, ord IN (SELECT ord FROM full_text) FROM story WHERE identity = ?1";
    let mut statement = library.conn.prepare_cached(sql)?;
    let identity = version::identity(copy);
    let found = statement.query_row([identity.as_slice()], |row| Ok((StoryId(row.get(0)?), row.get(1)?)));
    Ok(found.optional()?)
}

/// None where there is none, or where it cannot be read: what was received is there in any case.
pub fn load(conn: &Connection, id: StoryId, received: &Article) -> Try<Option<Full>> {
    let sql = "SELECT fetched, title, text, html FROM full_text WHERE ord = ?1";
    let kept = conn.prepare_cached(sql)?.query_row([id.0], |row| {
        Ok((row.get::<_, i64>(0)?, row.get(1)?, row.get::<_, Vec<u8>>(2)?, row.get::<_, Option<Vec<u8>>>(3)?))
    });
    let Some((fetched, title, text, html)) = kept.optional()? else { return Ok(None) };
    let (Some(text), Some(fetched)) = (markup::unpack(&text), DateTime::from_timestamp(fetched, 0)) else {
        return Ok(None);
    };
    let title: Option<String> = title;
    let copy = RawCopy {
        text,
        title: received.copy.title.clone().or(title),
        markup: html.and_then(|html| markup::unpack(&html)).map(Into::into),
        ..received.copy.clone()
    };
    let mut article = article::parse_from(copy, stored::home(conn, id)?);
    correction::of(conn, id)?.apply(&mut article);
    Ok(Some(Full { fetched, article: Box::new(article) }))
}
