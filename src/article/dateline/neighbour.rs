//! The towns that a text names, to tell which of several towns of a name lies among them.

use crate::place::{self, Place};

/// Two towns are neighbours within so many kilometres.
const NEAR: f32 = 80.0;
/// Kilometres of one degree of latitude.
const DEGREE: f32 = 111.2;
/// Shorter names are too often something else, in characters; smaller towns too.
const LEAST_NAME: usize = 4;
const LEAST_PEOPLE: u32 = 2_000;

/// The places that every capitalised word, or two of them, may mean; `own` is left out.
pub(super) fn towns(text: &str, own: &str) -> Vec<Vec<Place>> {
    let own = place::fold(own);
    let words: Vec<(usize, &str)> = words(text).collect();
    let mut out: Vec<Vec<Place>> = Vec::new();
    let mut at = 0;
    while let Some((start, word)) = words.get(at) {
        let gap = if *word == "St" { 2 } else { 1 };
        let two = words.get(at + 1).filter(|(next, _)| *next == start + word.len() + gap);
        let pair = two.and_then(|(next, second)| known(&text[*start..next + second.len()], &own));
        at += if pair.is_some() { 2 } else { 1 };
        if let Some(places) = pair.or_else(|| known(word, &own)).filter(|places| !out.contains(places)) {
            out.push(places);
        }
    }
    out
}

fn known(name: &str, own: &str) -> Option<Vec<Place>> {
    if name.chars().count() < LEAST_NAME {
        return None;
    }
    let key = place::fold(name);
    let places = if key == own { Vec::new() } else { place::exactly_folded(&key) };
    let large: Vec<Place> = places.into_iter().filter(|p| p.population >= LEAST_PEOPLE).collect();
    (!large.is_empty()).then_some(large)
}

/// Capitalised words and where each starts.
fn words(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let ends = |c: char| !(c.is_alphabetic() || matches!(c, '\'' | '’' | '-'));
    let base = text.as_ptr() as usize;
    text.split(ends)
        .filter(|word| word.starts_with(char::is_uppercase))
        .map(move |word| (word.as_ptr() as usize - base, word.trim_end_matches("'s").trim_end_matches("’s")))
}

/// Whether two places of one country lie near each other, by the flat distance that is good enough there.
pub(super) fn near(a: &Place, b: &Place) -> bool {
    let north = (a.lat - b.lat) * DEGREE;
    let east = (a.lon - b.lon) * DEGREE * a.lat.to_radians().cos();
    a.country == b.country && north.hypot(east) < NEAR
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_around_a_place_are_told_from_its_namesakes() {
        let text = "Readers from Huddersfield and Bradford will be welcome in Puerto Plata, Halifax said.";
        let found = towns(text, "HALIFAX");
        let halifax = |code: &str| {
            place::find("Halifax").into_iter().find(|p| p.country.code() == code).expect("a Halifax there")
        };
        let near = |place: Place| found.iter().filter(|t| t.iter().any(|t| near(t, &place))).count();
        assert!(near(halifax("GB")) >= 2);
        assert_eq!(near(halifax("CA")), 0);
    }
}
