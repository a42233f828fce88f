//! Everything somebody said: newest first, narrowed by typing, more of it asked for as one goes down.

use super::cursor::{Cursor, step_of};
use super::overlay::delete;
use super::views::View;
use super::{Answer, App, Effect, ListState, Ticket, Voiced};
use crate::action::Action;
use crate::listing::{Quotation, SpeakerRow, Story, StoryId};
use crate::query::Said;

/// Quotations that a question asks for.
pub const PAGE: usize = 100;
/// … on the way to the end.
const LEAP: usize = PAGE * 10;

#[derive(Debug, Clone)]
pub struct Quotations {
    pub name: String,
    /// What else it goes by, the most quoted one first.
    pub names: Vec<String>,
    /// A quotation of this speaker, until its number is known.
    by: Option<(StoryId, usize)>,
    /// What is asked for; `said.words` is what is typed.
    pub said: Said,
    /// All of them, where that is known before they are here.
    total: Option<u64>,
    pub rows: Vec<Quotation>,
    pub cursor: Cursor,
    pub at_end: bool,
    pub state: ListState,
    asked: Option<Asked>,
    /// To be asked for anew.
    due: bool,
    /// On the way to the last one.
    to_end: bool,
}

/// The open question.
#[derive(Debug, Clone, Copy)]
struct Asked {
    ticket: Ticket,
    /// The first ones, not more of them.
    anew: bool,
    limit: usize,
}

impl Quotations {
    fn new(name: String, said: Said) -> Quotations {
        Quotations {
            name,
            names: Vec::new(),
            by: None,
            said,
            total: None,
            rows: Vec::new(),
            cursor: Cursor::default(),
            at_end: false,
            state: ListState::Loading,
            asked: None,
            due: true,
            to_end: false,
        }
    }

    pub fn row(&self) -> Option<&Quotation> {
        self.rows.get(self.cursor.at)
    }

    /// How many there are, as far as that is known; whether those are all.
    pub fn count(&self) -> (u64, bool) {
        match self.total.filter(|_| self.said.words.trim().is_empty()) {
            Some(total) => (total, true),
            None => (self.rows.len() as u64, self.at_end),
        }
    }

    /// What to mark of what is typed: words that begin so.
    pub fn words(&self) -> Vec<String> {
        self.said.words.split_whitespace().map(|word| format!("{word}*")).collect()
    }

    pub(super) fn types(&mut self, text: &str) {
        self.said.words.push_str(text);
        self.due = true;
    }

    pub(super) fn step(&mut self, by: isize) {
        // One that could not be read is asked for again.
        if !matches!(self.state, ListState::Loading) && !self.rows.is_empty() {
            self.state = ListState::Ready;
        }
        self.to_end = by == isize::MAX / 2 && !self.at_end;
        self.cursor.step(by, self.rows.len());
    }

    /// The question that is open when one comes back: another view may have asked in its place.
    pub(super) fn asks_again(&mut self) {
        self.due |= self.asked.take().is_some_and(|asked| asked.anew);
    }

    /// The next question, if there is one to ask.
    pub(super) fn wants(&mut self, ticket: Ticket) -> Option<Effect> {
        let anew = std::mem::take(&mut self.due);
        let near = self.to_end || self.cursor.at + PAGE / 2 >= self.rows.len();
        if !anew && (self.asked.is_some() || self.at_end || !near || self.state != ListState::Ready) {
            return None;
        }
        let after = self.rows.last().map(|row| row.key).filter(|_| !anew);
        let limit = if self.to_end && !anew { LEAP } else { PAGE };
        self.asked = Some(Asked { ticket, anew, limit });
        Some(Effect::Quotations { ticket, by: self.by, said: self.said.clone(), after, limit })
    }

    /// Takes an answer. False where it answers no open question.
    fn take(&mut self, ticket: Ticket, found: Answer<Voiced>) -> bool {
        let Some(Asked { anew, limit, .. }) = self.asked.take_if(|asked| asked.ticket == ticket) else {
            return false;
        };
        let found = match found {
            Ok(found) => found,
            Err(line) => {
                // Those of other words must not stand under these.
                if anew {
                    self.rows.clear();
                }
                self.state = ListState::Failed(line);
                return true;
            }
        };
        if let Some(voice) = found.voice {
            self.by = None;
            self.said.speaker = Some(voice.id);
            self.names = others(&voice.name, &voice.names);
            self.name = voice.name;
        }
        self.state = ListState::Ready;
        self.at_end = found.rows.len() < limit;
        if anew {
            (self.rows, self.cursor, self.to_end) = (found.rows, Cursor::default(), false);
        } else {
            self.rows.extend(found.rows);
            if self.to_end {
                self.cursor.at = self.rows.len().saturating_sub(1);
            }
        }
        self.to_end &= !self.at_end;
        true
    }
}

/// The names beside the one that is shown.
fn others(name: &str, names: &[(crate::listing::SpeakerId, String)]) -> Vec<String> {
    names.iter().map(|(_, other)| other.clone()).filter(|other| other != name).collect()
}

impl App {
    /// Everything that the speaker of the quotation one stands on said.
    pub(super) fn open_said_by(&mut self) {
        let height = self.story_height();
        let sure = self.settings.confidence;
        if self.current().is_none() {
            return;
        }
        let Some(shown) = &mut self.story.shown else { return };
        let Some(index) = shown.stand_in_sight(height) else {
            if shown.page.quotes.is_empty() {
                return self.say("no quotation in this story");
            }
            let key = self.keymap.label(self.context(), Action::NextQuote);
            return self.say(format!("no quotation in sight: {key} goes to the next one"));
        };
        if shown.is_full {
            let key = self.version_key();
            return self.say(format!("quotations are counted in the text as received: {key} shows it"));
        }
        let (id, article) = (shown.story.id, &shown.story.article);
        let quote = article.quotes.get(index).filter(|quote| quote.confidence >= sure);
        let Some(speaker) = quote.and_then(|quote| quote.speaker.as_ref()) else {
            return self.say("unattributed: nobody is guessed");
        };
        let mention = || speaker.span.of(&article.copy.text).split_whitespace().collect::<Vec<_>>().join(" ");
        let name = speaker.name.clone().unwrap_or_else(mention);
        let said = Said { sure, ..Said::default() };
        let view = Quotations { by: Some((id, index)), ..Quotations::new(name, said) };
        self.views.push(View::Quotations(Box::new(view)));
    }

    /// What a speaker said under the filter.
    pub(super) fn open_said_of(&mut self, row: &SpeakerRow) {
        let (query, sure) = (self.query.clone(), self.settings.confidence);
        let said = Said { query, speaker: Some(row.id), sure, ..Said::default() };
        let view = Quotations {
            names: others(&row.name, &row.names),
            total: Some(row.quotations),
            ..Quotations::new(row.name.clone(), said)
        };
        self.views.push(View::Quotations(Box::new(view)));
    }

    pub(super) fn in_quotations(&mut self, action: Action) -> bool {
        let page = self.rows_height();
        let Some(View::Quotations(view)) = self.views.last_mut() else { return false };
        if let Some(by) = step_of(action, page) {
            view.step(by);
            return true;
        }
        match action {
            Action::OpenQuotation => {
                if let Some(key) = view.row().map(|row| row.key) {
                    let words = view.words();
                    self.visit_story(key.story.id, key.index, words);
                }
            }
            Action::Copy => {
                if let Some(key) = view.row().map(|row| row.key) {
                    self.effects.push(Effect::Cite { id: key.story.id, index: key.index });
                }
            }
            Action::Close => self.leave_view(),
            _ if delete(&mut view.said.words, action) => view.due = true,
            _ => return matches!(action, Action::DeleteBack | Action::DeleteWord | Action::DeleteToStart),
        }
        true
    }

    pub(super) fn quoted(&mut self, ticket: Ticket, found: Answer<Voiced>) {
        let Some(View::Quotations(view)) = self.views.last_mut() else { return };
        let fault = found.as_ref().err().cloned();
        let nobody = view.by.is_some() && found.as_ref().is_ok_and(|found| found.voice.is_none());
        if !view.take(ticket, found) {
            return;
        }
        if nobody {
            self.leave_view();
            self.say("no speaker is known of that quotation");
        }
        if let Some(fault) = fault {
            self.complain(fault);
        }
    }

    /// Copies a quotation whose story was asked for.
    pub(super) fn cited(&mut self, index: usize, story: Answer<Box<Story>>) {
        let sure = self.settings.confidence;
        match story.map(|story| crate::article::cite::quotation(&story.article, index, sure)) {
            Ok(Some(text)) => self.effects.push(Effect::Copy { text, what: "quotation" }),
            Ok(None) => self.complain("the story has no such quotation any more"),
            Err(line) => self.complain(line),
        }
    }
}
