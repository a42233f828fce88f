//! Who said what across the library: quotations one by one, speakers by number, and which names are one.

mod asked;
mod count;
mod list;

use super::fault::Try;
use super::{Library, Result, people, stored};
use crate::listing::{Joining, Quotation, QuotationKey, SpeakerId, SpeakerRow, StoryId};
use crate::query::{Query, Said};

/// The name to show of a speaker, and every name that stands for it.
pub type Names = (String, Vec<(SpeakerId, String)>);

impl Library {
    /// At most `limit` quotations behind `after`, newest story first, a story's own in the order of its text. Stories
    /// are found in the index, each is read anew as far as the page goes. A name in the query finds only speakers that
    /// the index was made to be sure of, whatever `said` asks for.
    pub fn quotations(
        &self,
        said: &Said,
        after: Option<QuotationKey>,
        limit: usize,
    ) -> Result<Vec<Quotation>> {
        self.told(list::quotations(self, said, after, limit))
    }

    /// The speakers most quoted in the stories that `query` finds, at most `limit`; each of `words` begins a word of the
    /// name. Only speakers that the parser is at least `sure` of count. Reads no story.
    pub fn speakers(&self, query: &Query, words: &str, sure: f32, limit: usize) -> Result<Vec<SpeakerRow>> {
        self.told(count::speakers(self, &count::Asked { query, words, sure, limit }))
    }

    /// The speaker of a story's quotation, however sure.
    pub fn speaker_of(&self, story: StoryId, index: usize) -> Result<Option<SpeakerId>> {
        self.told(speaker_of(self, story, index))
    }

    /// The name to show of a speaker, and every name that stands for it, each with its own number, that of most stories
    /// first.
    pub fn names(&self, speaker: SpeakerId) -> Result<Option<Names>> {
        self.told(names(self, speaker))
    }

    /// Joins and parts names, durable on return; the answer takes it back, in that order. A name that is parted leaves
    /// with all the forms that stories write it in, and joined names stay joined whatever stories come.
    pub fn join_speakers(&mut self, joinings: &[Joining]) -> Result<Vec<Joining>> {
        let joined = self.durably(|library| people::join(library, joinings));
        self.told(joined)
    }
}

fn speaker_of(library: &Library, story: StoryId, index: usize) -> Try<Option<SpeakerId>> {
    library.refresh()?;
    let article = stored::article(&library.conn, &library.unpacker, story)?;
    let form = people::voices(&library.conn, &article)?.get(index).copied().flatten();
    match form {
        Some(form) => Ok(people::person(&library.conn, form)?.map(SpeakerId)),
        None => Ok(None),
    }
}

fn names(library: &Library, speaker: SpeakerId) -> Try<Option<Names>> {
    library.refresh()?;
    let Some(person) = people::person(&library.conn, speaker.0)? else { return Ok(None) };
    Ok(Some(count::named(person, people::forms_of(&library.conn, person)?)))
}
