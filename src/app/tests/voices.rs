//! Who said what in the small world: four names, each with quotations in every story.

use std::collections::BTreeMap;

use crate::app::{Voice, Voiced};
use crate::listing::{Joining, Key, Quotation, QuotationKey, SpeakerId, SpeakerRow, StoryId};
use crate::query::Said;

pub const NAMES: [&str; 4] = ["Ilham Aliyev", "Aliyev", "Erna Solberg", "Solberg"];
/// Quotations of each of the four.
pub const EACH: u32 = 240;

type Pair = (SpeakerId, SpeakerId);

/// What the reader said of names.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Voices {
    pub said: BTreeMap<Pair, bool>,
}

fn name(id: SpeakerId) -> String {
    NAMES[id.0 as usize].to_owned()
}

impl Voices {
    /// The names that stand for one, with its own.
    fn names(&self, id: SpeakerId) -> Vec<(SpeakerId, String)> {
        let mut names = vec![id];
        for other in (0..NAMES.len() as u32).map(SpeakerId) {
            let pair = (id.min(other), id.max(other));
            if self.said.get(&pair) == Some(&true) {
                names.push(other);
            }
        }
        names.sort();
        names.into_iter().map(|id| (id, name(id))).collect()
    }

    pub fn rows(&self, words: &str) -> Vec<SpeakerRow> {
        let ids = (0..NAMES.len() as u32).map(SpeakerId);
        let first = ids.filter(|id| self.names(*id)[0].0 == *id);
        let row = |id| {
            let names = self.names(id);
            let quotations = u64::from(EACH) * names.len() as u64;
            SpeakerRow { id, name: name(id), names, quotations, months: Vec::new(), countries: Vec::new() }
        };
        first.map(row).filter(|row| row.name.to_lowercase().contains(&words.to_lowercase())).collect()
    }

    pub fn quotations(
        &self,
        by: Option<(StoryId, usize)>,
        said: &Said,
        after: Option<QuotationKey>,
        limit: usize,
    ) -> Voiced {
        let speaker = by.map_or(said.speaker.unwrap_or(SpeakerId(0)), |_| SpeakerId(0));
        let holds = |row: &Quotation| {
            let mut words = said.words.split_whitespace();
            words.all(|word| row.text.split(' ').any(|other| other.starts_with(word)))
        };
        let behind = |row: &Quotation| {
            after.is_none_or(|after| {
                row.key.story.id > after.story.id
                    || (row.key.story == after.story && row.key.index > after.index)
            })
        };
        let rows =
            (0..EACH).map(|n| quotation(n, speaker)).filter(holds).filter(behind).take(limit).collect();
        let names = self.names(speaker);
        let voice = by.map(|_| Voice { id: speaker, name: names[0].1.clone(), names });
        Voiced { voice, rows }
    }

    pub fn join(&mut self, joinings: &[Joining]) -> Vec<Joining> {
        let mut back = Vec::new();
        for joining in joinings {
            let pair = (joining.one.min(joining.other), joining.one.max(joining.other));
            let before = self.said.get(&pair).copied();
            if before == joining.same {
                continue;
            }
            match joining.same {
                Some(same) => drop(self.said.insert(pair, same)),
                None => drop(self.said.remove(&pair)),
            }
            back.push(Joining { same: before, ..*joining });
        }
        back
    }
}

/// The world lists newest first: two quotations a story, and some stories that the list does not have.
fn quotation(n: u32, speaker: SpeakerId) -> Quotation {
    let story = StoryId(n / 2);
    Quotation {
        key: QuotationKey { story: Key { when: -i64::from(story.0), id: story }, index: n as usize % 2 },
        date: None,
        country: None,
        headline: format!("Story number {}", story.0),
        text: format!("tourists and trade{n} of {}", speaker.0),
        mention: Some("he".to_owned()),
        name: None,
        speaker: Some(speaker),
        confidence: 0.9,
    }
}
