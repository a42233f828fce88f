//! A small world of forty stories for the state machine, which answers at once.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::voices::Voices;
use crate::app::*;
use crate::article::Release;
use crate::article::{self, Correction, RawCopy};
use crate::listing::{Key, Marks, Row, Story};
use crate::query::Flag;

pub struct World {
    pub app: App,
    pub rows: Vec<Row>,
    pub quit: bool,
    pub done: Vec<Effect>,
    /// What was put right, by story.
    pub corrections: BTreeMap<StoryId, Correction>,
    pub voices: Voices,
    /// Another program changed the library, and the reader does not know it yet.
    pub changed: bool,
}

pub const STORIES: u32 = 40;
/// A story with quotations, as is every fifth one behind it.
pub const QUOTED: u32 = 4;

impl World {
    pub fn new(columns: u16, lines: u16) -> World {
        let day = NaiveDate::from_ymd_opt(2025, 6, 30).unwrap();
        let row = |n: u32| Row {
            key: Key { when: -i64::from(n), id: StoryId(n) },
            date: day.checked_sub_days(chrono::Days::new(u64::from(n / 3))),
            published: None,
            headline: format!("Story number {n} about tourists"),
            derived: n.is_multiple_of(2),
            country: None,
            agency: None,
            version: 1,
            marks: Marks::default(),
            release: Release::default(),
        };
        let (app, effects) = App::new(Start {
            settings: Settings {
                times: true,
                derived_mark: "·".to_owned(),
                measure: 72,
                margin_names: true,
                confidence: 0.5,
                mark_read: MarkRead::Open,
                snippets: true,
            },
            keymap: Keymap::default(),
            shelf: Shelf::Sample,
            today: day,
            columns,
            rows: lines,
            notice: None,
        });
        let mut world = World {
            app,
            rows: (0..STORIES).map(row).collect(),
            quit: false,
            done: Vec::new(),
            corrections: BTreeMap::new(),
            voices: Voices::default(),
            changed: false,
        };
        world.perform(effects);
        world
    }

    pub fn keys(&mut self, keys: &str) {
        for key in keys.split(' ') {
            let effects = self.app.update(Msg::Key(key.parse().unwrap()));
            self.perform(effects);
        }
    }

    /// What one key asks for, not yet done.
    pub fn asked(&mut self, key: &str) -> Vec<Effect> {
        self.app.update(Msg::Key(key.parse().unwrap()))
    }

    /// Nothing of this can be done: the disk is full.
    pub fn refuse(&mut self, effects: Vec<Effect>) {
        for effect in effects {
            if let Some(msg) = refused(effect) {
                let effects = self.app.update(msg);
                self.perform(effects);
            }
        }
    }

    pub fn perform(&mut self, effects: Vec<Effect>) {
        let mut open = std::collections::VecDeque::from(effects);
        while let Some(effect) = open.pop_front() {
            if let Some(msg) = self.answer(&effect) {
                open.extend(self.app.update(msg));
            }
            self.quit |= effect == Effect::Quit;
            self.done.push(effect);
        }
    }

    fn under(&self, query: &Query) -> Vec<Row> {
        let marks = |row: &&Row| {
            (!query.has(Flag::Unread) || !row.marks.read)
                && (!query.has(Flag::Bookmarked) || row.marks.bookmarked)
        };
        let words = query.words();
        let holds = |row: &&Row| words.iter().all(|word| row.headline.contains(word.trim_end_matches('*')));
        self.rows.iter().filter(marks).filter(holds).cloned().collect()
    }

    pub fn answer(&mut self, effect: &Effect) -> Option<Msg> {
        Some(match effect {
            Effect::Page { ticket, query, stretch, limit } => {
                Msg::Page { ticket: *ticket, rows: Ok(stretch_of(&self.under(query), *stretch, *limit)) }
            }
            Effect::Find { ticket, query, stretch } => {
                let row = stretch_of(&self.under(query), *stretch, 1).into_iter().next();
                Msg::Found { ticket: *ticket, row: Ok(row) }
            }
            Effect::Tally { ticket, query } | Effect::Choices { ticket, query } => {
                let rows = self.under(query);
                let unread = rows.iter().filter(|row| !row.marks.read).count() as u64;
                let tally = Ok(Tally { stories: rows.len() as u64, unread, ..Tally::default() });
                match effect {
                    Effect::Tally { .. } => Msg::Tally { ticket: *ticket, tally },
                    _ => Msg::Choices { ticket: *ticket, tally },
                }
            }
            Effect::Days { ticket, .. } => {
                Msg::Days { ticket: *ticket, days: Ok(std::collections::BTreeMap::default()) }
            }
            Effect::Story { ticket, id } => {
                Msg::Story { ticket: *ticket, story: Ok(Box::new(self.story(*id))) }
            }
            Effect::Correct { ticket, id, verdicts, why } => {
                let back = self.corrections.entry(*id).or_default().take(verdicts);
                let story = self.story(*id);
                self.rows[id.0 as usize].country = story.article.under().first().copied();
                let done = Ok(Corrected { back, story: Ok(Box::new(story)) });
                Msg::Corrected { ticket: *ticket, id: *id, verdicts: verdicts.clone(), why: *why, done }
            }
            Effect::Note { ticket, id, text, why } => {
                Msg::Noted { ticket: *ticket, id: *id, note: Ok(text.clone()), why: *why }
            }
            Effect::Mark { ticket, mark, on, target, why } => {
                let ids: Vec<StoryId> = match target {
                    Target::Stories(ids) => ids.clone(),
                    Target::Everything(query) => self.under(query).iter().map(Row::id).collect(),
                };
                let changed: Vec<StoryId> =
                    ids.into_iter().filter(|id| self.rows[id.0 as usize].marks.get(*mark) != *on).collect();
                for id in &changed {
                    self.rows[id.0 as usize].marks.set(*mark, *on);
                }
                Msg::Marked { ticket: *ticket, mark: *mark, on: *on, why: *why, stories: Ok(changed) }
            }
            Effect::Quotations { ticket, by, said, after, limit } => {
                let found = Ok(self.voices.quotations(*by, said, *after, *limit));
                Msg::Quotations { ticket: *ticket, found }
            }
            Effect::Speakers { ticket, words, .. } => {
                Msg::Speakers { ticket: *ticket, rows: Ok(self.voices.rows(words)) }
            }
            Effect::Join { ticket, joinings, what, why } => {
                let back = Ok(self.voices.join(joinings));
                Msg::Joined { ticket: *ticket, what: what.clone(), why: *why, back }
            }
            Effect::Cite { id, index } => Msg::Cited { index: *index, story: Ok(Box::new(self.story(*id))) },
            _ => return self.answer_beside(effect),
        })
    }

    /// What is read without a key that asks for it.
    fn answer_beside(&mut self, effect: &Effect) -> Option<Msg> {
        Some(match effect {
            Effect::Ahead { .. } if std::mem::take(&mut self.changed) => Msg::Changed,
            Effect::Ahead { ticket, id } => {
                Msg::Ahead { ticket: *ticket, story: id.map(|id| Ok(Box::new(self.story(id)))) }
            }
            Effect::Snippets { ticket, ids, words, columns } => {
                let needles = crate::page::Needles::new(words);
                let found = ids.iter().map(|id| {
                    let article = self.story(*id).article;
                    let (text, paragraphs) = (&article.copy.text, &article.paragraphs);
                    (*id, Some(crate::page::snippet(text, paragraphs, &needles, *columns)))
                });
                Msg::Snippets { ticket: *ticket, found: found.collect() }
            }
            _ => return None,
        })
    }

    /// A story as the world has it, put right as it was told.
    pub fn story(&self, id: StoryId) -> Story {
        let number = id.0;
        let text = format!(
            "BAKU, June 1. /NORDPRESS/. Story {number} of Azerbaijan goes on in Norway.\n\n\
             Norway likes Azerbaijan, and Azerbaijan likes Norway.\n\n{}{}",
            if number % 5 == QUOTED { SAID } else { "" },
            "More of it. ".repeat(400)
        );
        let mut article = article::parse(RawCopy::from_text(text));
        let correction = self.corrections.get(&id).cloned().unwrap_or_default();
        correction.apply(&mut article);
        let marks = self.rows[number as usize].marks;
        let version = self.rows[number as usize].version;
        let release = self.rows[number as usize].release;
        Story { id, article, marks, version, note: None, correction, release, full: None }
    }

    pub fn selected(&self) -> u32 {
        self.app.list.row().map_or(u32::MAX, |row| row.id().0)
    }

    pub fn unread(&self) -> usize {
        self.rows.iter().filter(|row| !row.marks.read).count()
    }

    pub fn bookmarked(&self) -> Vec<u32> {
        self.rows.iter().filter(|row| row.marks.bookmarked).map(|row| row.id().0).collect()
    }
}

/// The last one's speaker is not sure enough.
const SAID: &str = "“The trade turnover has grown,” President Ilham Aliyev said. “We are glad of it and we go on,” he added.\n\n\
     Norway likes Azerbaijan.\n\n“Nobody here knows at all who might have said this.”\n\n";

fn refused(effect: Effect) -> Option<Msg> {
    let line = "the disk is full: free some room".to_owned();
    Some(match effect {
        Effect::Mark { ticket, mark, on, why, .. } => {
            Msg::Marked { ticket, mark, on, why, stories: Err(line) }
        }
        Effect::Story { ticket, .. } => Msg::Story { ticket, story: Err(line) },
        Effect::Note { ticket, id, why, .. } => Msg::Noted { ticket, id, why, note: Err(line) },
        Effect::Correct { ticket, id, verdicts, why } => {
            Msg::Corrected { ticket, id, verdicts, why, done: Err(line) }
        }
        Effect::Join { ticket, what, why, .. } => Msg::Joined { ticket, what, why, back: Err(line) },
        _ => return None,
    })
}

fn stretch_of(rows: &[Row], stretch: Stretch, limit: usize) -> Vec<Row> {
    // The world lists newest first: `when` falls as the numbers rise.
    let at = |key: Key| rows.iter().position(|row| row.key.id >= key.id).unwrap_or(rows.len());
    let (from, to) = match stretch {
        Stretch::First => (0, limit),
        Stretch::Last => (rows.len().saturating_sub(limit), rows.len()),
        Stretch::From(key) => (at(key), at(key) + limit),
        Stretch::After(key) => {
            let from = rows.iter().position(|row| row.key.id > key.id).unwrap_or(rows.len());
            (from, from + limit)
        }
        Stretch::Before(key) => (at(key).saturating_sub(limit), at(key)),
    };
    rows[from.min(rows.len())..to.min(rows.len())].to_vec()
}
