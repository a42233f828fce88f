//! What the reader asks of the worker, and which question of each kind is the newest: only that one is worth an answer.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::mpsc::{SendError, Sender};

use crate::app::{Effect, Ticket};

/// Which question an effect asks; a newer one of the same kind makes an older one pointless.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Slot {
    Page,
    Tally,
    Choices,
    Days,
    Find,
    Story,
    Snippets,
    Ahead,
    Quotations,
    Speakers,
    Feeds,
    FeedCounts,
}

const SLOTS: usize = Slot::FeedCounts as usize + 1;

/// The reader's end of the line to the worker.
#[derive(Debug, Clone)]
pub struct Asking {
    effects: Sender<Effect>,
    newest: Arc<Newest>,
}

impl Asking {
    pub fn new(effects: Sender<Effect>, newest: Arc<Newest>) -> Asking {
        Asking { effects, newest }
    }

    /// Fails where the worker is gone.
    pub fn send(&self, effect: Effect) -> Result<(), SendError<()>> {
        if let Some((slot, ticket)) = question(&effect) {
            self.newest.asked[slot as usize].store(ticket.0, Ordering::Relaxed);
        }
        self.effects.send(effect).map_err(|_| SendError(()))
    }
}

/// Which questions are the newest.
#[derive(Debug, Default)]
pub struct Newest {
    /// The ticket asked last of each kind.
    asked: [AtomicU64; SLOTS],
    /// The kind of the question under way, from 1; 0 is none.
    slot: AtomicU64,
    ticket: AtomicU64,
}

impl Newest {
    /// What is answered from now on.
    pub fn answers(&self, effect: &Effect) {
        let (slot, ticket) = question(effect).map_or((0, 0), |(slot, ticket)| (slot as u64 + 1, ticket.0));
        self.slot.store(slot, Ordering::Relaxed);
        self.ticket.store(ticket, Ordering::Relaxed);
    }

    /// Whether what is answered was asked anew meanwhile.
    pub fn is_superseded(&self) -> bool {
        let slot = self.slot.load(Ordering::Relaxed).checked_sub(1);
        let newest = slot.and_then(|slot| self.asked.get(slot as usize));
        newest.is_some_and(|newest| newest.load(Ordering::Relaxed) > self.ticket.load(Ordering::Relaxed))
    }
}

/// What is done whatever is asked: not a question.
pub fn is_question(effect: &Effect) -> bool {
    question(effect).is_some()
}

fn question(effect: &Effect) -> Option<(Slot, Ticket)> {
    Some(match effect {
        Effect::Page { ticket, .. } => (Slot::Page, *ticket),
        Effect::Tally { ticket, .. } => (Slot::Tally, *ticket),
        Effect::Choices { ticket, .. } => (Slot::Choices, *ticket),
        Effect::Days { ticket, .. } => (Slot::Days, *ticket),
        Effect::Find { ticket, .. } => (Slot::Find, *ticket),
        Effect::Story { ticket, .. } => (Slot::Story, *ticket),
        Effect::Snippets { ticket, .. } => (Slot::Snippets, *ticket),
        Effect::Ahead { ticket, .. } => (Slot::Ahead, *ticket),
        Effect::Quotations { ticket, .. } => (Slot::Quotations, *ticket),
        Effect::Speakers { ticket, .. } => (Slot::Speakers, *ticket),
        Effect::Feeds { ticket } => (Slot::Feeds, *ticket),
        Effect::FeedCounts { ticket, .. } => (Slot::FeedCounts, *ticket),
        _ => return None,
    })
}

/// Which one comes first: rows and stories as they were asked; behind them counts, then what stands under rows, and
/// reading ahead behind all else.
pub fn next(open: &[Effect]) -> usize {
    let turn = |effect: &Effect| match question(effect) {
        Some((Slot::Ahead, _)) => 3,
        Some((Slot::Snippets, _)) => 2,
        Some((Slot::Tally | Slot::FeedCounts, _)) => 1,
        _ => 0,
    };
    (0..open.len()).min_by_key(|&at| turn(&open[at])).unwrap_or(0)
}

/// Of each kind of question only the last one stays; what is to be done stays, in order.
pub fn drop_superseded(open: &mut Vec<Effect>) {
    let slots: Vec<Option<Slot>> = open.iter().map(|effect| Some(question(effect)?.0)).collect();
    let mut at = 0;
    open.retain(|_| {
        let superseded = slots[at].is_some() && slots[at + 1..].contains(&slots[at]);
        at += 1;
        !superseded
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::Ticket;
    use crate::listing::StoryId;
    use crate::query::Query;

    #[test]
    fn only_the_newest_question_of_a_kind_is_asked() {
        let story = |n| Effect::Story { ticket: Ticket(n), id: StoryId(n as u32) };
        let tally = |n| Effect::Tally { ticket: Ticket(n), query: Query::default() };
        let speakers = |n| Effect::Speakers {
            ticket: Ticket(n),
            query: Query::default(),
            words: String::new(),
            sure: 0.5,
            limit: 9,
        };
        let mut open = vec![
            story(1),
            tally(2),
            speakers(6),
            Effect::Shown,
            story(3),
            story(4),
            tally(5),
            Effect::Shown,
            speakers(7),
        ];
        drop_superseded(&mut open);
        assert_eq!(open, [Effect::Shown, story(4), tally(5), Effect::Shown, speakers(7)]);
    }

    #[test]
    fn a_question_under_way_is_given_up_for_a_newer_one_of_its_kind_alone() {
        let (effects, _worker) = std::sync::mpsc::channel();
        let newest = Arc::new(Newest::default());
        let asking = Asking::new(effects, Arc::clone(&newest));
        let story = |n| Effect::Story { ticket: Ticket(n), id: StoryId(n as u32) };
        let tally = |n| Effect::Tally { ticket: Ticket(n), query: Query::default() };
        asking.send(tally(1)).unwrap();
        newest.answers(&tally(1));
        asking.send(story(2)).unwrap();
        asking.send(Effect::Shown).unwrap();
        assert!(!newest.is_superseded());
        asking.send(tally(3)).unwrap();
        assert!(newest.is_superseded());
        newest.answers(&tally(3));
        assert!(!newest.is_superseded());
        newest.answers(&Effect::Shown);
        asking.send(tally(4)).unwrap();
        assert!(!newest.is_superseded(), "what is to be done is done");
    }
}
