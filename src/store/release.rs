//! Whether stories may be used: kept beside them, since few are held and a kill may come as a message of its own.

use chrono::{DateTime, Days, NaiveTime, Utc};
use rusqlite::{Connection, OptionalExtension, params};

use super::body::Unpacker;
use super::fault::Try;
use super::marks::Bits;
use super::{Library, Result, order};
use crate::article::{Desk, Earlier, Embargo, RawCopy, Release, Status, version};
use crate::listing::{Key, StoryId};

/// A kill that gives a slug is looked for among so many stories, of these days up to its own.
const LOOKED_AT: usize = 5_000;
const DAYS: u64 = 2;

/// Stories of which something is said, in memory; which of them are embargoed changes with the clock.
#[derive(Debug, Clone, Default)]
pub struct Releases {
    pub killed: std::sync::Arc<Bits>,
    pub embargoed: std::sync::Arc<Bits>,
    withheld: Bits,
    /// When the next embargo ends, in seconds since 1970.
    next: Option<i64>,
}

impl Releases {
    /// Walks the stories that are held now, and no others.
    pub fn load(conn: &Connection) -> Try<Releases> {
        let now = Utc::now().timestamp();
        let mut found = Releases::default();
        let (mut killed, mut embargoed) = (Bits::default(), Bits::default());
        let mut held = conn.prepare_cached("SELECT ord, status FROM release WHERE status > 0")?;
        let mut rows = held.query([])?;
        while let Some(row) = rows.next()? {
            let bits = if row.get::<_, i64>(1)? == KILLED { &mut killed } else { &mut found.withheld };
            bits.set(row.get(0)?, true);
        }
        let mut under =
            conn.prepare_cached("SELECT ord, until FROM release WHERE until > ?1 ORDER BY until")?;
        let mut rows = under.query([now])?;
        while let Some(row) = rows.next()? {
            embargoed.set(row.get(0)?, true);
            found.next = found.next.or(Some(row.get(1)?));
        }
        Ok(Releases { killed: killed.into(), embargoed: embargoed.into(), ..found })
    }

    /// An embargo has ended since.
    pub fn are_over(&self) -> bool {
        self.next.is_some_and(|next| Utc::now().timestamp() >= next)
    }

    /// Whether it may not be used as it stands.
    pub fn holds(&self, id: StoryId) -> bool {
        self.killed.get(id.0) || self.embargoed.get(id.0) || self.withheld.get(id.0)
    }
}

const WITHHELD: i64 = 1;
pub const KILLED: i64 = 2;

impl Library {
    /// The story that this would be another text of.
    pub fn story_like(&self, copy: &RawCopy) -> Result<Option<StoryId>> {
        let found = by_identity(&self.conn, &version::identity(copy));
        Ok(self.told(found)?.map(StoryId))
    }

    /// Looks at the clock: one whose moment has come is no embargo any more.
    pub(super) fn end_embargoes(&self) -> Try<()> {
        if self.held.borrow().releases.are_over() {
            self.held.borrow_mut().releases = Releases::load(&self.conn)?;
            self.ended.set(self.ended.get() + 1);
        }
        Ok(())
    }
}

/// What is said of a story.
pub fn of(conn: &Connection, id: StoryId) -> rusqlite::Result<Release> {
    let sql = "SELECT status, until, killed FROM release WHERE ord = ?1";
    let found = conn.prepare_cached(sql)?.query_row([id.0], |row| {
        let moment = |at: Option<i64>| at.and_then(|at| DateTime::from_timestamp(at, 0));
        let status = match row.get(0)? {
            KILLED => Status::Canceled,
            WITHHELD => Status::Withheld,
            _ => Status::Usable,
        };
        let embargo = moment(row.get(1)?).map(|until| Embargo { until, over: until <= Utc::now() });
        Ok(Release { status, killed: moment(row.get(2)?), embargo })
    });
    Ok(found.optional()?.unwrap_or_default())
}

/// Keeps what a story's own copy says, in the place of what was said before; true where that may be something else.
pub fn write(conn: &Connection, id: StoryId, copy: &RawCopy, was_there: bool) -> Try<bool> {
    let before = was_there && conn.prepare_cached("DELETE FROM release WHERE ord = ?1")?.execute([id.0])? > 0;
    let Some((status, until)) = said(copy.desk.as_deref()) else { return Ok(before) };
    let killed = if status == KILLED { killed_at(copy) } else { None };
    let sql = "INSERT INTO release (ord, status, until, killed) VALUES (?1, ?2, ?3, ?4)";
    conn.prepare_cached(sql)?.execute(params![id.0, status, until, killed])?;
    Ok(true)
}

/// Status and end of the embargo as a desk says them; none where there is nothing to say.
pub fn said(desk: Option<&Desk>) -> Option<(i64, Option<i64>)> {
    let desk = desk?;
    let status = match desk.status {
        Status::Usable => 0,
        Status::Withheld => WITHHELD,
        Status::Canceled => KILLED,
    };
    let until = desk.embargoed_until.map(|moment| moment.timestamp());
    (status != 0 || until.is_some()).then_some((status, until))
}

/// Says again what a story's own copy says. A kill stays, since it may have come as a message of its own.
pub fn restore(conn: &Connection, id: StoryId, copy: &RawCopy) -> Try<()> {
    let until = said(copy.desk.as_deref()).and_then(|(_, until)| until);
    let sql = "UPDATE release SET until = ?3 WHERE ord = ?1 AND status = ?2";
    if conn.prepare_cached(sql)?.execute(params![id.0, KILLED, until])? == 0 {
        write(conn, id, copy, true)?;
    }
    Ok(())
}

/// When a kill was sent, as far as it says.
fn killed_at(copy: &RawCopy) -> Option<i64> {
    let revised = copy.desk.as_ref().and_then(|desk| desk.revised).or(copy.published);
    let day = || copy.date.map(|date| date.and_time(NaiveTime::MIN).and_utc());
    revised.or_else(day).map(|moment| moment.timestamp())
}

/// What a library makes of another text of a story that it has.
pub enum Arrival {
    /// An older version that comes late; what was killed comes back only with one that is surely newer.
    Late,
    /// It takes the place of what stands.
    Newer,
    /// A cancel: what it does not say itself stays as it stood.
    Filled(Box<RawCopy>),
}

pub fn meet(conn: &Connection, unpacker: &Unpacker, id: StoryId, copy: &RawCopy) -> Try<Arrival> {
    let release = of(conn, id)?;
    let is_killed = release.status == Status::Canceled;
    if copy.desk.is_none() && !is_killed {
        return Ok(Arrival::Newer);
    }
    // One that is damaged is worth less than whatever comes.
    let Ok(stands) = unpacker.load(conn, id) else { return Ok(Arrival::Newer) };
    let nothing = Desk::default();
    let (mine, its) = (copy.desk.as_deref().unwrap_or(&nothing), stands.desk.as_deref().unwrap_or(&nothing));
    if mine.is_before(its) {
        return Ok(Arrival::Late);
    }
    if mine.status == Status::Canceled {
        return Ok(Arrival::Filled(Box::new(filled(copy.clone(), stands))));
    }
    let since = release.killed.zip(mine.revised).is_some_and(|(killed, revised)| revised > killed);
    Ok(if is_killed && !since && !its.is_before(mine) { Arrival::Late } else { Arrival::Newer })
}

/// A cancel that says nothing itself leaves the words that stand, and the place in the list.
fn filled(mut copy: RawCopy, stands: RawCopy) -> RawCopy {
    if let Some(desk) = &mut copy.desk {
        // The moment of the kill, where the story keeps its own.
        desk.revised = desk.revised.or(copy.published);
    }
    if copy.text.trim().is_empty() {
        copy.text = stands.text;
        copy.lang = copy.lang.or(stands.lang);
    }
    copy.title = copy.title.or(stands.title);
    copy.url = copy.url.or(stands.url);
    if stands.date.is_some() {
        (copy.date, copy.published) = (stands.date, stands.published);
    }
    copy
}

/// Kills the story that a kill of another id names, if it can be told; one that has not come yet is killed when it does.
pub fn kill(conn: &Connection, unpacker: &Unpacker, key: Key, copy: &RawCopy) -> Try<bool> {
    let Some(desk) = copy.desk.as_deref().filter(|desk| desk.status == Status::Canceled) else {
        return Ok(false);
    };
    let target = match &desk.earlier {
        None => return Ok(false),
        Some(Earlier::Slug(slug)) => by_slug(conn, unpacker, key, copy, slug)?,
        Some(Earlier::Ids(ids)) => {
            let identities = ids.iter().map(|id| identity(copy, id));
            let mut found = None;
            for identity in identities.clone() {
                found = found.or(by_identity(conn, &identity)?);
            }
            if found.is_none() {
                for identity in identities.take(1) {
                    await_story(conn, &identity, copy)?;
                }
            }
            found
        }
    };
    let Some(ord) = target.filter(|ord| *ord != key.id.0) else { return Ok(false) };
    mark(conn, StoryId(ord), killed_at(copy))?;
    Ok(true)
}

pub fn is_kill(copy: &RawCopy) -> bool {
    copy.desk.as_ref().is_some_and(|desk| desk.status == Status::Canceled)
}

/// A cancel without a word of its own, of a story that has not come: nothing to list.
pub fn is_bare(copy: &RawCopy) -> bool {
    is_kill(copy) && copy.text.trim().is_empty() && copy.title.is_none()
}

/// Keeps a kill until its story comes.
pub fn await_story(conn: &Connection, identity: &[u8; 16], kill: &RawCopy) -> Try<()> {
    let sql = "INSERT OR REPLACE INTO awaited (identity, killed) VALUES (?1, ?2)";
    conn.prepare_cached(sql)?.execute(params![identity.as_slice(), killed_at(kill)])?;
    Ok(())
}

/// Where a story leaves: were it to come back, it would still be killed.
pub fn await_again(conn: &Connection, id: StoryId, identity: &[u8; 16]) -> Try<()> {
    let sql = "INSERT OR REPLACE INTO awaited (identity, killed)
        SELECT ?2, killed FROM release WHERE ord = ?1 AND status = ?3";
    conn.prepare_cached(sql)?.execute(params![id.0, identity.as_slice(), KILLED])?;
    Ok(())
}

/// Kills a story that came after its kill.
pub fn kill_late(conn: &Connection, id: StoryId, identity: &[u8; 16]) -> Try<bool> {
    let sql = "SELECT killed FROM awaited WHERE identity = ?1";
    let awaited = conn.prepare_cached(sql)?.query_row([identity.as_slice()], |row| row.get(0)).optional()?;
    let Some(killed) = awaited else { return Ok(false) };
    mark(conn, id, killed)?;
    conn.prepare_cached("DELETE FROM awaited WHERE identity = ?1")?.execute([identity.as_slice()])?;
    Ok(true)
}

fn mark(conn: &Connection, id: StoryId, killed: Option<i64>) -> Try<()> {
    let sql = "INSERT INTO release (ord, status, killed) VALUES (?1, ?2, ?3)
        ON CONFLICT (ord) DO UPDATE SET status = ?2, killed = ?3";
    conn.prepare_cached(sql)?.execute(params![id.0, KILLED, killed])?;
    Ok(())
}

fn identity(kill: &RawCopy, id: &str) -> [u8; 16] {
    version::identity(&RawCopy { id: Some(id.to_owned()), source: kill.source.clone(), ..RawCopy::default() })
}

fn by_identity(conn: &Connection, identity: &[u8; 16]) -> Try<Option<u32>> {
    let sql = "SELECT ord FROM story WHERE identity = ?1";
    Ok(conn.prepare_cached(sql)?.query_row([identity.as_slice()], |row| row.get(0)).optional()?)
}

/// The one story of this slug that its source sent shortly before; none of several.
fn by_slug(conn: &Connection, unpacker: &Unpacker, key: Key, copy: &RawCopy, slug: &str) -> Try<Option<u32>> {
    let Some(day) = copy.date else { return Ok(None) };
    let first = day.checked_sub_days(Days::new(DAYS)).unwrap_or(day);
    let (low, high) = order::days(Some(first), Some(day));
    let sql = "SELECT ord FROM story WHERE key BETWEEN ?1 AND ?2 AND source IS ?3 AND ord <> ?4 LIMIT ?5";
    let mut near = conn.prepare_cached(sql)?;
    let range = params![order::to_sql(low), order::to_sql(high), copy.source, key.id.0, LOOKED_AT as i64 + 1];
    let near: Vec<u32> = near.query_map(range, |row| row.get(0))?.collect::<rusqlite::Result<_>>()?;
    if near.len() > LOOKED_AT {
        return Ok(None);
    }
    let mut found = Vec::new();
    for ord in near {
        // One that is damaged tells nothing.
        let Ok(story) = unpacker.load(conn, StoryId(ord)) else { continue };
        let desk = story.desk.filter(|desk| desk.status != Status::Canceled);
        if desk.and_then(|desk| desk.plain_slug()).as_deref() == Some(slug) {
            found.push(ord);
        }
    }
    Ok(found.pop().filter(|_| found.is_empty()))
}
