//! Putting a story's countries right: each key one step, each step undone by `u`, and told in words.

use std::collections::BTreeSet;

use super::msg::{Effect, Ticket, Why};
use super::undo::Step;
use super::why::Choosing;
use super::{App, Overlay};
use crate::action::Action;
use crate::article::{Article, Correction, Filed};
use crate::listing::Story;
use crate::place::Country;

impl App {
    /// The countries that were chosen become part of what is put right.
    pub(super) fn chosen(&mut self, choosing: Choosing, countries: &[Country]) {
        let (Some(story), false) = (self.explained(), countries.is_empty()) else { return };
        let mut correction = self.put_right(story);
        if let Choosing::Instead(country) = choosing {
            take_away(&mut correction, &story.article, country);
            if story.article.filed() == Some(country) {
                correction.filed = countries.first().map(|country| Filed::From(*country));
            }
        }
        correction.about.extend(countries.iter().map(|country| (*country, true)));
        self.correct(correction);
    }

    /// Takes the country one stands on away, step by step: from what it is about, then from where it was filed. What
    /// the reader put right is taken back.
    pub(super) fn not_about(&mut self) {
        let country = self.country_here();
        let Some(story) = self.explained() else { return };
        let mut correction = self.put_right(story);
        let Some(country) = country else {
            if correction.filed.take().is_none() {
                return self.say("no country here to take away");
            }
            return self.correct(correction);
        };
        let own = correction.filed == Some(Filed::From(country));
        if own {
            correction.filed = None;
        }
        let is_about = story.article.countries.iter().any(|about| about.country == country);
        if is_about {
            take_away(&mut correction, &story.article, country);
        } else if !own && story.article.filed() == Some(country) {
            correction.filed = Some(Filed::Nowhere);
        } else if !own {
            correction.about.remove(&country);
        }
        self.correct(correction);
    }

    /// What the next step stands on: what was asked for last, though it may not be kept yet.
    fn put_right(&self, story: &Story) -> Correction {
        let Some(Overlay::Why(reasons)) = &self.overlay else { return story.correction.clone() };
        reasons.asked.as_ref().unwrap_or(&story.correction).clone()
    }

    fn correct(&mut self, correction: Correction) {
        let Some(id) = self.explained().map(|story| story.id) else { return };
        if let Some(Overlay::Why(reasons)) = &mut self.overlay {
            reasons.asked = Some(correction.clone());
        }
        let ticket = self.change();
        self.effects.push(Effect::Correct { ticket, id, correction, why: Why::Asked });
    }

    /// A story was put right; `answer` is what was put right before, and the story as it is now.
    pub(super) fn corrected(&mut self, ticket: Ticket, why: Why, (before, story): (Correction, Story)) {
        if let Some(Overlay::Why(reasons)) = &mut self.overlay {
            reasons.asked.take_if(|asked| story.correction == *asked);
        }
        let changed = before != story.correction;
        let said = said(&before, &story);
        match why {
            _ if !changed => self.say("it stands so already"),
            Why::Undoing => self.say(format!("undone: {said}")),
            Why::Asked | Why::Reading => {
                let undo = self.keymap.label(self.context(), Action::Undo);
                self.say(format!("{said} · {undo} undoes"));
            }
        }
        let step = Step::Correct { id: story.id, correction: before };
        if self.story.id() == Some(story.id) {
            self.show(story);
        }
        self.reload();
        match why {
            Why::Undoing => self.steps.undone(ticket, true),
            Why::Asked | Why::Reading => self.kept(ticket, changed.then_some(step)),
        }
    }
}

/// A country that only the reader put there goes without a trace; one that was read is not one any more.
fn take_away(correction: &mut Correction, article: &Article, country: Country) {
    let read = article.countries.iter().any(|about| about.country == country && !about.because.is_empty());
    if correction.about.remove(&country) != Some(true) || read {
        correction.about.insert(country, false);
    }
}

/// What became another in words: `about Japan, not about Canada, still filed from it`.
fn said(before: &Correction, story: &Story) -> String {
    let now = &story.correction;
    let (mut about, mut not, mut back) = (Vec::new(), Vec::new(), Vec::new());
    let countries: BTreeSet<&Country> = before.about.keys().chain(now.about.keys()).collect();
    for country in countries.into_iter().filter(|country| before.about.get(country) != now.about.get(country))
    {
        let name = country.name();
        match now.about.get(country) {
            Some(true) => about.push(format!("about {name}")),
            Some(false) if story.article.filed() == Some(*country) => {
                not.push(format!("not about {name}, still filed from it"));
            }
            Some(false) => not.push(format!("not about {name}")),
            None => back.push(format!("{name} as it was read")),
        }
    }
    let filed = (before.filed != now.filed).then(|| match now.filed {
        Some(Filed::From(country)) => format!("filed from {}", country.name()),
        Some(Filed::Nowhere) => "filed from no country".to_owned(),
        None => "the dateline as it was read".to_owned(),
    });
    about.into_iter().chain(filed).chain(not).chain(back).collect::<Vec<_>>().join(", ")
}
