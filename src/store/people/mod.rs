//! The speakers of a library: which forms of names its stories have, and which forms are one person or body.
//!
//! A story's forms are kept with its row, in the same transaction, and counted. Where a batch brings a form, or takes
//! the last story from one, the forms of its last word are grouped anew, together with those that the reader's word
//! ties to them: what it costs goes by how often a name is borne, not by the size of the library.

mod form;
mod group;
mod joining;
mod name;
mod verdict;

use std::collections::{BTreeMap, BTreeSet, HashMap};

use rusqlite::{Connection, OptionalExtension, Row, Transaction, TransactionBehavior, params};

use super::fault::Try;
use crate::article::{Article, Calling, Quote};
use crate::listing::StoryId;
use crate::place::Country;
pub use form::spoken;
use form::{Names, form};
use group::{Form, Key};
pub use joining::join;
use name::Name;
pub use name::typed;
use verdict::Verdict;

/// The form of each quotation of a story, by number; none where nobody is named.
pub type Voices = Vec<Option<u32>>;

/// What a batch of stories changes about speakers. [`Book::settle`] ends it.
#[derive(Default)]
pub struct Book {
    known: HashMap<Key, u32>,
    /// Names as they are written, read.
    read: Names,
    stories: BTreeMap<u32, i64>,
    places: BTreeMap<(u32, Country), i64>,
    /// Last words whose forms are to be grouped anew.
    touched: BTreeSet<String>,
}

impl Book {
    /// Enters a story in place of what its row says now; the row is to be given [`written`] of the answer.
    pub fn exchange(&mut self, conn: &Connection, id: StoryId, article: &Article) -> Try<Voices> {
        self.leave(conn, id)?;
        self.enter(conn, article)
    }

    /// Takes out what the row of a story says now.
    pub fn leave(&mut self, conn: &Connection, id: StoryId) -> Try<()> {
        let sql = "SELECT speakers, country FROM story WHERE ord = ?1";
        let before = conn.prepare_cached(sql)?.query_row([id.0], |row| Ok((row.get(0)?, row.get(1)?)));
        let before: Option<(Option<String>, Option<String>)> = before.optional()?;
        if let Some((Some(speakers), country)) = before {
            let country = country.as_deref().and_then(Country::from_code);
            for speaker in speakers.split_whitespace().filter_map(|number| number.parse().ok()) {
                self.count(speaker, country, -1);
            }
        }
        Ok(())
    }

    /// Enters a story that is new; its row is to be given [`written`] of the answer.
    pub fn enter(&mut self, conn: &Connection, article: &Article) -> Try<Voices> {
        let country = article.under().first().copied();
        let mut voices = Voices::with_capacity(article.quotes.len());
        for quote in &article.quotes {
            voices.push(match form(article, country, quote, &mut self.read) {
                Some((key, shown)) => Some(self.number(conn, key, &shown)?),
                None => None,
            });
        }
        for speaker in voices.iter().copied().flatten().collect::<BTreeSet<_>>() {
            self.count(speaker, country, 1);
        }
        Ok(voices)
    }

    fn count(&mut self, speaker: u32, country: Option<Country>, by: i64) {
        *self.stories.entry(speaker).or_default() += by;
        if let Some(country) = country {
            *self.places.entry((speaker, country)).or_default() += by;
        }
    }

    /// The number of a form, a new one where it is new.
    fn number(&mut self, conn: &Connection, key: Key, shown: &str) -> Try<u32> {
        if let Some(id) = self.known.get(&key) {
            return Ok(*id);
        }
        let id = match find(conn, &key)? {
            Some((id, name)) => {
                // Of two spellings the same one, whichever came first: small letters and marks win.
                if name.as_str() < shown {
                    let sql = "UPDATE speaker SET name = ?2 WHERE id = ?1";
                    conn.prepare_cached(sql)?.execute(params![id, shown])?;
                }
                id
            }
            None => add(conn, &key, shown)?,
        };
        self.known.insert(key, id);
        Ok(id)
    }

    /// Writes the counts, and groups anew what they change; answers how many forms it looked at for that.
    pub fn settle(mut self, conn: &Connection) -> Try<u64> {
        for (speaker, by) in std::mem::take(&mut self.stories).into_iter().filter(|(_, by)| *by != 0) {
            let sql = "UPDATE speaker SET stories = stories + ?2 WHERE id = ?1 RETURNING stories, last";
            let (stories, last): (i64, String) = conn
                .prepare_cached(sql)?
                .query_row(params![speaker, by], |row| Ok((row.get(0)?, row.get(1)?)))?;
            if stories == 0 || stories == by {
                self.touched.insert(last);
            }
        }
        for ((speaker, country), by) in
            std::mem::take(&mut self.places).into_iter().filter(|(_, by)| *by != 0)
        {
            self.place(conn, speaker, country, by)?;
        }
        regroup(conn, self.touched)
    }

    /// Only full names are told by where they are quoted.
    fn place(&mut self, conn: &Connection, speaker: u32, country: Country, by: i64) -> Try<()> {
        let sql = "SELECT last, folded FROM speaker WHERE id = ?1 AND place = '' AND body = 0";
        let named = conn.prepare_cached(sql)?.query_row([speaker], |row| Ok((row.get(0)?, row.get(1)?)));
        let named: Option<(String, String)> = named.optional()?;
        let Some((last, _)) = named.filter(|(_, folded)| Name::of_folded(folded).is_full()) else {
            return Ok(());
        };
        let sql = "INSERT INTO speaker_place (speaker, country, stories) VALUES (?1, ?2, ?3)
            ON CONFLICT (speaker, country) DO UPDATE SET stories = stories + ?3 RETURNING stories";
        let stories: i64 =
            conn.prepare_cached(sql)?.query_row(params![speaker, country.code(), by], |row| row.get(0))?;
        if stories == 0 {
            let sql = "DELETE FROM speaker_place WHERE speaker = ?1 AND country = ?2";
            conn.prepare_cached(sql)?.execute(params![speaker, country.code()])?;
        }
        if stories == 0 || stories == by {
            self.touched.insert(last);
        }
        Ok(())
    }
}

/// What the row of a story says of its speakers.
pub fn written(voices: &Voices) -> String {
    let numbers: BTreeSet<u32> = voices.iter().copied().flatten().collect();
    numbers.iter().map(u32::to_string).collect::<Vec<_>>().join(" ")
}

/// The forms of a story as far as the library knows them.
pub fn voices(conn: &Connection, article: &Article) -> Try<Voices> {
    let country = article.under().first().copied();
    let mut names = Names::default();
    let number = |quote| match form(article, country, quote, &mut names) {
        Some((key, _)) => Ok(find(conn, &key)?.map(|(id, _)| id)),
        None => Ok(None),
    };
    article.quotes.iter().map(number).collect()
}

/// The form that stands for the speaker of a quotation.
pub fn person_of(conn: &Connection, article: &Article, quote: &Quote) -> Try<Option<u32>> {
    let country = article.under().first().copied();
    let Some((key, _)) = form(article, country, quote, &mut Names::default()) else { return Ok(None) };
    match find(conn, &key)? {
        Some((form, _)) => person(conn, form),
        None => Ok(None),
    }
}

/// Enters those of these stories that nobody looked at yet: they were stored before speakers were kept.
pub fn meet(conn: &Connection, stories: &[(StoryId, &Article)]) -> Try<()> {
    let mut new = Vec::new();
    let unseen = "SELECT 1 FROM story WHERE ord = ?1 AND speakers IS NULL";
    for (id, article) in stories {
        if conn.prepare_cached(unseen)?.exists([id.0])? {
            new.push((id, article));
        }
    }
    if new.is_empty() {
        return Ok(());
    }
    let tx = Transaction::new_unchecked(conn, TransactionBehavior::Immediate)?;
    let mut book = Book::default();
    for (id, article) in new {
        // Another program may have met it while we waited.
        if tx.prepare_cached(unseen)?.exists([id.0])? {
            let voices = book.exchange(&tx, *id, article)?;
            let sql = "UPDATE story SET speakers = ?2 WHERE ord = ?1";
            tx.prepare_cached(sql)?.execute(params![id.0, written(&voices)])?;
        }
    }
    book.settle(&tx)?;
    Ok(tx.commit()?)
}

/// The form that stands for the person of this one.
pub fn person(conn: &Connection, form: u32) -> Try<Option<u32>> {
    let mut statement = conn.prepare_cached("SELECT person FROM speaker WHERE id = ?1")?;
    Ok(statement.query_row([form], |row| row.get(0)).optional()?)
}

/// One form of a person's name.
pub struct Called {
    pub id: u32,
    pub name: String,
    pub folded: String,
}

/// The forms of one person, that of most stories first.
pub fn forms_of(conn: &Connection, person: u32) -> Try<Vec<Called>> {
    let sql = "SELECT id, name, folded FROM speaker WHERE person = ?1
        ORDER BY sum(stories) OVER (PARTITION BY folded) DESC, folded, id";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement
        .query_map([person], |row| Ok(Called { id: row.get(0)?, name: row.get(1)?, folded: row.get(2)? }))?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn find(conn: &Connection, key: &Key) -> Try<Option<(u32, String)>> {
    let sql = "SELECT id, name FROM speaker
        WHERE folded = ?1 AND country = ?2 AND calling = ?3 AND place = ?4 AND body = ?5";
    let Key { folded, country, calling, place, body } = key;
    let calling = calling.map_or("", Calling::name);
    let found = conn
        .prepare_cached(sql)?
        .query_row(params![folded, code(country.as_ref()), calling, code(place.as_ref()), body], |row| {
            Ok((row.get(0)?, row.get(1)?))
        });
    Ok(found.optional()?)
}

fn add(conn: &Connection, key: &Key, shown: &str) -> Try<u32> {
    let sql = "INSERT INTO speaker (id, name, folded, last, country, calling, place, body, stories, person)
        SELECT next, ?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, next FROM (SELECT coalesce(max(id), 0) + 1 AS next FROM speaker)
        RETURNING id";
    let Key { folded, country, calling, place, body } = key;
    let name = Name::of_folded(folded);
    let calling = calling.map_or("", Calling::name);
    let row =
        params![shown, folded, name.last(), code(country.as_ref()), calling, code(place.as_ref()), body];
    Ok(conn.prepare_cached(sql)?.query_row(row, |row| row.get(0))?)
}

fn code(country: Option<&Country>) -> &str {
    country.map_or("", Country::code)
}

/// Groups the forms of these last words anew, and of those that the reader's word ties to them.
pub fn regroup(conn: &Connection, mut lasts: BTreeSet<String>) -> Try<u64> {
    if lasts.is_empty() {
        return Ok(0);
    }
    let tied = tied(conn)?;
    let mut verdicts = Vec::new();
    // As long as a verdict brings another last word with it.
    loop {
        let known = lasts.len();
        for (_, one, other) in &tied {
            if lasts.contains(one) || lasts.contains(other) {
                lasts.extend([one.clone(), other.clone()]);
            }
        }
        if lasts.len() == known {
            break;
        }
    }
    verdicts.extend(tied.iter().filter(|(_, one, _)| lasts.contains(one)).map(|(verdict, ..)| *verdict));
    let mut forms = Vec::new();
    let mut stood = HashMap::new();
    for last in &lasts {
        for (form, person) in of_last(conn, last)? {
            stood.insert(form.id, person);
            forms.push(form);
        }
    }
    let mut update = conn.prepare_cached("UPDATE speaker SET person = ?2 WHERE id = ?1")?;
    for (form, person) in verdict::persons(&forms, &verdicts) {
        if stood.get(&form) != Some(&person) {
            update.execute([form, person])?;
        }
    }
    Ok(forms.len() as u64)
}

/// What the reader said, in the order it was said, with the last words of both names.
fn tied(conn: &Connection) -> Try<Vec<(Verdict, String, String)>> {
    let sql = "SELECT j.one, j.other, j.same, a.last, b.last FROM joining j
        JOIN speaker a ON a.id = j.one JOIN speaker b ON b.id = j.other ORDER BY j.said";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([], |row| {
        let verdict = Verdict { one: row.get(0)?, other: row.get(1)?, same: row.get(2)? };
        Ok((verdict, row.get(3)?, row.get(4)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn of_last(conn: &Connection, last: &str) -> Try<Vec<(Form, u32)>> {
    let mut under: HashMap<u32, BTreeSet<Country>> = HashMap::new();
    let sql = "SELECT speaker, p.country FROM speaker_place p JOIN speaker ON speaker = id WHERE last = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let mut rows = statement.query([last])?;
    while let Some(row) = rows.next()? {
        under.entry(row.get(0)?).or_default().extend(country(row, 1)?);
    }
    let sql =
        "SELECT id, folded, country, calling, place, body, stories, person FROM speaker WHERE last = ?1";
    let mut statement = conn.prepare_cached(sql)?;
    let rows = statement.query_map([last], |row| {
        let folded: String = row.get(1)?;
        let calling = Calling::named(row.get_ref(3)?.as_str()?);
        let key =
            Key { folded, country: country(row, 2)?, calling, place: country(row, 4)?, body: row.get(5)? };
        let id: u32 = row.get(0)?;
        let live = row.get::<_, i64>(6)? > 0;
        let name = Name::of_folded(&key.folded);
        Ok((Form { id, name, key, under: under.remove(&id).unwrap_or_default(), live }, row.get(7)?))
    })?;
    Ok(rows.collect::<rusqlite::Result<_>>()?)
}

fn country(row: &Row<'_>, column: usize) -> rusqlite::Result<Option<Country>> {
    Ok(Country::from_code(row.get_ref(column)?.as_str()?))
}
