//! The worker on who said what: quotations, speakers, and their names joined and parted.

use super::worker::Worker;
use crate::app::{Answer, Effect, Msg, Voice, Voiced};
use crate::listing::{QuotationKey, StoryId};
use crate::query::Said;
use crate::store::StoreError;

impl Worker {
    /// Does what an effect asks of quotations and speakers.
    pub(super) fn voices(&mut self, effect: Effect) -> Option<Msg> {
        Some(match effect {
            Effect::Quotations { ticket, by, said, after, limit } => {
                Msg::Quotations { ticket, found: self.quotations(by, said, after, limit) }
            }
            Effect::Speakers { ticket, query, words, sure, limit } => {
                let opened = self.open_index();
                let rows = opened
                    .and_then(|()| self.ask(&query, |library| library.speakers(&query, &words, sure, limit)));
                Msg::Speakers { ticket, rows }
            }
            Effect::Join { ticket, joinings, what, why } => {
                let back = self.library.join_speakers(&joinings).map_err(|error| error.to_string());
                Msg::Joined { ticket, what, why, back }
            }
            Effect::Cite { id, index } => Msg::Cited { index, story: self.story(id) },
            _ => return None,
        })
    }

    /// Quotations; where `by` names a quotation, those of its speaker, who is told too.
    fn quotations(
        &mut self,
        by: Option<(StoryId, usize)>,
        mut said: Said,
        after: Option<QuotationKey>,
        limit: usize,
    ) -> Answer<Voiced> {
        self.open_index()?;
        let library = &self.library;
        let mut ask = move || {
            let mut voice = None;
            if let Some((story, index)) = by {
                let Some(id) = library.speaker_of(story, index)? else { return Ok(Voiced::default()) };
                said.speaker = Some(id);
                voice = library.names(id)?.map(|(name, names)| Voice { id, name, names });
            }
            Ok(Voiced { voice, rows: library.quotations(&said, after, limit)? })
        };
        ask().map_err(|error: StoreError| error.to_string())
    }
}
