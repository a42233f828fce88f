//! Letters over the links on the screen: typing them opens one.

use super::{App, Effect, Overlay};
use crate::listing::StoryId;
use crate::page::Page;
use crate::width;

/// The letters under the fingers, the strongest first.
const LETTERS: [char; 9] = ['f', 'j', 'd', 'k', 's', 'l', 'a', 'g', 'h'];

/// Open while letters stand over the links.
#[derive(Debug, Clone)]
pub struct Hints {
    pub found: Vec<Hint>,
    pub typed: String,
    /// What they stand over: another story, line or width ends them.
    over: (StoryId, usize, usize),
}

/// A link in sight.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hint {
    /// Line of the page, and column of its text.
    pub line: usize,
    pub column: usize,
    pub letters: String,
    url: String,
}

/// So many hints that none is the beginning of another, short ones first; at most two letters long.
fn letters(many: usize) -> Vec<String> {
    let all = LETTERS.len();
    // As many letters stand alone as leave enough for the rest in pairs.
    let alone = (0..=all).rev().find(|alone| alone + (all - alone) * all >= many).unwrap_or(0);
    let singles = LETTERS[..alone].iter().map(char::to_string);
    let pairs = LETTERS[alone..].iter().flat_map(|one| LETTERS.iter().map(move |two| format!("{one}{two}")));
    singles.chain(pairs).take(many).collect()
}

/// Every link in the lines from `top` on, once; those that are more than there are letters for have none.
fn find(page: &Page, top: usize, height: usize) -> Vec<Hint> {
    let mut seen: Vec<(usize, usize, usize)> = Vec::new();
    for (number, line) in page.lines.iter().enumerate().skip(top).take(height) {
        let mut column = 0;
        for run in &line.runs {
            if let Some(link) = run.link.filter(|link| seen.iter().all(|(_, _, known)| known != link)) {
                seen.push((number, column, link));
            }
            column += width::width(&run.text);
        }
    }
    let letters = letters(seen.len());
    let hints = seen.into_iter().zip(letters).filter_map(|((line, column, link), letters)| {
        Some(Hint { line, column, letters, url: page.links.get(link)?.clone() })
    });
    hints.collect()
}

impl App {
    pub(super) fn open_hints(&mut self) {
        let height = self.story_height();
        if self.story_area().is_none() {
            let key = self.keymap.label(self.context(), crate::action::Action::Open);
            return self.say(format!("open the story first: {key}"));
        }
        let Some(shown) = &self.story.shown else { return };
        let found = find(&shown.page, shown.top, height);
        if found.is_empty() {
            return self.say("no link on the screen");
        }
        let over = (shown.story.id, shown.top, shown.page.measure);
        self.overlay = Some(Overlay::Hints(Hints { found, typed: String::new(), over }));
    }

    /// A letter was typed, or taken back: the link whose letters are complete is opened.
    pub(super) fn hinted(&mut self) {
        let Some(Overlay::Hints(hints)) = &mut self.overlay else { return };
        hints.typed = hints.typed.to_lowercase();
        if let Some(hint) = hints.found.iter().find(|hint| hint.letters == hints.typed) {
            let url = hint.url.clone();
            self.overlay = None;
            self.effects.push(Effect::OpenLink(url));
        } else if !hints.found.iter().any(|hint| hint.letters.starts_with(&hints.typed)) {
            hints.typed.clear();
            self.say("no link has these letters");
        }
    }

    /// Letters over what is no longer there are gone.
    pub(super) fn settle_hints(&mut self) {
        let now = self.story.shown.as_ref().map(|shown| (shown.story.id, shown.top, shown.page.measure));
        if matches!(&self.overlay, Some(Overlay::Hints(hints)) if Some(hints.over) != now || self.story_area().is_none())
        {
            self.overlay = None;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::letters;

    #[test]
    fn no_hint_is_the_beginning_of_another() {
        for many in 0..100 {
            let hints = letters(many);
            assert_eq!(hints.len(), many.min(81), "{many}");
            assert!(hints.iter().all(|hint| (1..=2).contains(&hint.len())));
            for (at, hint) in hints.iter().enumerate() {
                assert!(
                    hints[at + 1..].iter().all(|other| !other.starts_with(hint) && !hint.starts_with(other))
                );
            }
        }
        assert_eq!(letters(3), ["f", "j", "d"]);
        assert_eq!(letters(10), ["f", "j", "d", "k", "s", "l", "a", "g", "hf", "hj"]);
    }
}
