//! What the reader says of a story's countries: laid over what the parser understood, and winning for good.

use std::collections::BTreeMap;

use super::{About, Article, Part};
use crate::place::{self, Country, Hint};

/// One story put right. Empty where nothing is.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Correction {
    /// Countries it is about (`true`) or not about (`false`), whatever the parser says.
    pub about: BTreeMap<Country, bool>,
    /// Where it was filed from; `None` leaves that to the parser.
    pub filed: Option<Filed>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Filed {
    From(Country),
    /// From no country, or from none that matters.
    Nowhere,
}

/// One thing that the reader says of a story, or says no more: what a correction is changed by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// It is about the country or not; with `None` the parser says.
    About(Country, Option<bool>),
    /// Where it was filed from; with `None` the parser says.
    Filed(Option<Filed>),
}

impl Verdict {
    /// Whether both speak of the same thing, whatever they say of it.
    pub fn is_of(self, other: Verdict) -> bool {
        match (self, other) {
            (Verdict::About(country, _), Verdict::About(another, _)) => country == another,
            (Verdict::Filed(_), Verdict::Filed(_)) => true,
            _ => false,
        }
    }
}

/// The score of a country in a story that the parser finds no country in: the least it would ask for.
const ALONE: f32 = 3.0;

impl Correction {
    pub fn is_empty(&self) -> bool {
        self.about.is_empty() && self.filed.is_none()
    }

    /// Takes verdicts in, one after another, and leaves the rest as it stands; answers those that take back what this
    /// changed, in the order to do that in.
    pub fn take(&mut self, verdicts: &[Verdict]) -> Vec<Verdict> {
        let mut back = Vec::new();
        for verdict in verdicts {
            let before = match *verdict {
                Verdict::About(country, Some(about)) => {
                    Verdict::About(country, self.about.insert(country, about))
                }
                Verdict::About(country, None) => Verdict::About(country, self.about.remove(&country)),
                Verdict::Filed(filed) => Verdict::Filed(std::mem::replace(&mut self.filed, filed)),
            };
            back.extend((before != *verdict).then_some(before));
        }
        back.reverse();
        back
    }

    /// Puts an article right that was just parsed. A country of the reader's own has the best one's score and no reasons.
    pub fn apply(&self, article: &mut Article) {
        self.apply_filed(article);
        article.countries.retain(|about| self.about.get(&about.country) != Some(&false));
        let score = article.countries.iter().map(|about| about.score).reduce(f32::max).unwrap_or(ALONE);
        let filed = article.filed();
        for (&country, _) in self.about.iter().filter(|(_, about)| **about) {
            if article.countries.iter().any(|about| about.country == country) {
                continue;
            }
            let at = if filed == Some(country) { 0 } else { article.countries.len() };
            article.countries.insert(at, About { country, score, because: Vec::new() });
        }
    }

    /// Another country of the dateline: its first place is looked up again there, and is no reason any more for the
    /// country that it was taken for.
    fn apply_filed(&self, article: &mut Article) {
        let (Some(filed), Some(dateline)) = (self.filed, &mut article.dateline) else { return };
        let country = match filed {
            Filed::From(country) => Some(country),
            Filed::Nowhere => None,
        };
        let before = std::mem::replace(&mut dateline.country, country);
        if before == country {
            return;
        }
        if let Some(first) = dateline.places.first_mut() {
            let hint = Hint { country, admin1: None };
            let found = country.and_then(|_| place::choose(first.span.of(&article.copy.text), &[hint]));
            first.place = found.filter(|place| Some(place.country) == country);
        }
        for about in article.countries.iter_mut().filter(|about| Some(about.country) == before) {
            about.because.retain(|because| because.part != Part::Dateline);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{RawCopy, interchange, parse};

    const LONDON: &str = "LONDON, June 1 (Meridian) - Canada and Norway spoke of fish. Canada sells it, Norway \
                          eats it, and Canada is glad of that, said Norway.";

    fn country(code: &str) -> Country {
        Country::from_code(code).unwrap()
    }

    fn put_right(about: &[(&str, bool)], filed: Option<Filed>) -> Article {
        let mut article = parse(RawCopy::from_text(LONDON));
        let about = about.iter().map(|(code, about)| (country(code), *about)).collect();
        Correction { about, filed }.apply(&mut article);
        article
    }

    fn codes(article: &Article) -> Vec<&str> {
        article.countries.iter().map(|about| about.country.code()).collect()
    }

    #[test]
    fn the_reader_takes_countries_away_and_adds_them() {
        let read = parse(RawCopy::from_text(LONDON));
        assert!(codes(&read).contains(&"NO") && codes(&read).contains(&"CA"), "{:?}", codes(&read));
        let article = put_right(&[("NO", false), ("IS", true), ("CA", true)], None);
        assert!(!codes(&article).contains(&"NO"));
        let added = article.countries.last().unwrap();
        assert_eq!((added.country, added.because.len()), (country("IS"), 0));
        assert!(article.countries.iter().all(|about| about.score <= added.score));
        let kept = article.countries.iter().find(|about| about.country == country("CA")).unwrap();
        assert!(!kept.because.is_empty(), "what the parser found stays as it found it");
    }

    #[test]
    fn another_country_of_the_dateline_moves_its_place_there() {
        let ontario = put_right(&[("GB", false), ("CA", true)], Some(Filed::From(country("CA"))));
        let dateline = ontario.dateline.as_ref().unwrap();
        assert_eq!((ontario.filed(), ontario.under()[0]), (Some(country("CA")), country("CA")));
        assert_eq!(dateline.places[0].place.map(|place| place.country), Some(country("CA")));
        let iceland = put_right(&[("IS", true)], Some(Filed::From(country("IS"))));
        assert_eq!(codes(&iceland)[0], "IS");
        assert_eq!(iceland.dateline.unwrap().places[0].place, None);
        let nowhere = put_right(&[], Some(Filed::Nowhere));
        assert_eq!((nowhere.filed(), nowhere.dateline.as_ref().unwrap().places[0].place), (None, None));
        let reasons = nowhere.countries.iter().flat_map(|about| &about.because);
        assert!(reasons.clone().count() > 0 && reasons.clone().all(|because| because.part != Part::Dateline));
    }

    #[test]
    fn a_story_without_countries_or_dateline_takes_them_too() {
        let mut article = parse(RawCopy::from_text("It rained."));
        let about = [(country("IS"), true)].into();
        Correction { about, filed: Some(Filed::From(country("IS"))) }.apply(&mut article);
        assert_eq!((codes(&article), article.dateline.is_none()), (vec!["IS"], true));
        let json: serde_json::Value = serde_json::from_str(&interchange::write(&article)).unwrap();
        assert_eq!(json["countries"], serde_json::json!([{"code": "IS", "score": 3.0, "because": []}]));
    }

    #[test]
    fn verdicts_change_what_they_speak_of_and_are_taken_back() {
        let [norway, iceland] = [country("NO"), country("IS")];
        let stood = Correction { about: [(norway, false)].into(), filed: None };
        let mut correction = stood.clone();
        let said = [
            Verdict::About(iceland, Some(true)),
            Verdict::About(norway, Some(false)),
            Verdict::Filed(Some(Filed::Nowhere)),
            Verdict::About(iceland, Some(false)),
        ];
        let back = correction.take(&said);
        let about = [(norway, false), (iceland, false)].into();
        assert_eq!(correction, Correction { about, filed: Some(Filed::Nowhere) });
        assert_eq!(back.len(), 3, "what stood so already is not taken back: {back:?}");
        correction.take(&back);
        assert_eq!((correction.clone(), correction.take(&[])), (stood, vec![]));
    }

    #[test]
    fn no_correction_changes_nothing() {
        let (mut article, read) = (parse(RawCopy::from_text(LONDON)), parse(RawCopy::from_text(LONDON)));
        Correction::default().apply(&mut article);
        assert!(Correction::default().is_empty() && article == read);
    }
}
