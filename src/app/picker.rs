//! The country picker: countries with their counts under the rest of the filter, narrowed by typing, several at once.

use nucleo_matcher::pattern::{CaseMatching, Normalization, Pattern};
use nucleo_matcher::{Config, Matcher, Utf32Str};

use super::msg::Ticket;
use crate::listing::Tally;
use crate::place::{Country, region};

#[derive(Debug, Clone, Default)]
pub struct Picker {
    /// What is typed to narrow the list.
    pub typed: String,
    /// Every country with stories under the rest of the filter, or every one there is, most stories first; `None` until
    /// the counts are here.
    pub all: Option<Vec<(Country, u64)>>,
    /// What `typed` leaves, best first, as places in `all`.
    pub shown: Vec<usize>,
    /// Into `shown`.
    pub selected: usize,
    pub chosen: Vec<Country>,
    /// The reader chose or unchose: what is chosen counts then, not the row one stands on.
    touched: bool,
    pub ticket: Ticket,
}

impl Picker {
    pub fn new(ticket: Ticket, chosen: Vec<Country>) -> Picker {
        Picker { chosen, ticket, ..Picker::default() }
    }

    /// Every country there is, those with stories first.
    pub fn of_all(tally: Option<&Tally>) -> Picker {
        let stories = |country: &Country| tally.and_then(|tally| tally.countries.get(country)).copied();
        let countries = Country::all().map(|country| (country, stories(&country).unwrap_or(0))).collect();
        let mut picker = Picker::default();
        picker.take(Tally { countries, ..Tally::default() });
        picker
    }

    pub fn take(&mut self, tally: Tally) {
        let mut all: Vec<(Country, u64)> = tally.countries.into_iter().collect();
        for country in &self.chosen {
            if all.iter().all(|(c, _)| c != country) {
                all.push((*country, 0));
            }
        }
        all.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.name().cmp(b.0.name())));
        self.all = Some(all);
        self.narrow();
    }

    /// Fits `shown` to what is typed: the country that it names first, by name, alias, region or code in any language,
    /// then by name, fuzzily, better matches first.
    pub fn narrow(&mut self) {
        let Some(all) = &self.all else { return };
        self.selected = 0;
        if self.typed.trim().is_empty() {
            self.shown = (0..all.len()).collect();
            return;
        }
        let mut matcher = Matcher::new(Config::DEFAULT);
        let pattern = Pattern::parse(self.typed.trim(), CaseMatching::Ignore, Normalization::Smart);
        let mut buffer = Vec::new();
        let typed = self.typed.trim();
        let meant = Country::named(typed).or_else(|| region(typed).and_then(|region| region.country));
        let mut scored: Vec<(bool, u32, usize)> = all
            .iter()
            .enumerate()
            .filter_map(|(index, (country, _))| {
                let is_meant = meant == Some(*country);
                let score = pattern.score(Utf32Str::new(country.name(), &mut buffer), &mut matcher);
                (is_meant || score.is_some()).then_some((is_meant, score.unwrap_or(0), index))
            })
            .collect();
        scored.sort_by(|a, b| b.0.cmp(&a.0).then(b.1.cmp(&a.1)).then(a.2.cmp(&b.2)));
        self.shown = scored.into_iter().map(|(_, _, index)| index).collect();
    }

    pub fn current(&self) -> Option<(Country, u64)> {
        self.all.as_ref()?.get(*self.shown.get(self.selected)?).copied()
    }

    pub fn step(&mut self, by: isize) {
        self.selected = self.selected.saturating_add_signed(by).min(self.shown.len().saturating_sub(1));
    }

    /// Chooses the current country too, or no longer.
    pub fn toggle(&mut self) {
        let Some((country, _)) = self.current() else { return };
        self.touched = true;
        match self.chosen.iter().position(|c| *c == country) {
            Some(at) => drop(self.chosen.remove(at)),
            None => self.chosen.push(country),
        }
    }

    /// What `Enter` settles on: the row one stands on, or what was chosen on the way, which may be none.
    pub fn settled(&self) -> Vec<Country> {
        if self.touched {
            self.chosen.clone()
        } else {
            self.current().into_iter().map(|(country, _)| country).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_country_that_is_named_comes_first() {
        for (typed, code) in [
            ("UK", "GB"),
            ("holland", "NL"),
            ("deutschland", "DE"),
            ("england", "GB"),
            ("Scotland", "GB"),
            ("türkiye", "TR"),
            ("burma", "MM"),
            ("az", "AZ"),
            ("texas", "US"),
            ("azer", "AZ"),
        ] {
            let mut picker = Picker::of_all(None);
            picker.typed = typed.to_owned();
            picker.narrow();
            let first = picker.current().map(|(country, _)| country.to_string());
            assert_eq!(first.as_deref(), Some(code), "{typed}");
        }
    }
}
