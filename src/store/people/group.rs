//! Which forms of a name are one person or body: pure, and the same whatever the order they were met in.
//!
//! Full names that agree are one where neither country, calling nor middle names tell them apart; what tells most is
//! looked at first, and a form that fits several stays by itself. A surname joins the one full name that it fits: by
//! the country the story gives it, or because that name was quoted in stories of the same country.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::name::Name;
use crate::article::Calling;
use crate::place::Country;

/// One way that stories name a speaker.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    pub id: u32,
    pub name: Name,
    pub key: Key,
    /// The countries of the stories that quote it, where it is a full name.
    pub under: BTreeSet<Country>,
    /// Some story has it.
    pub live: bool,
}

/// What makes a form this one and no other.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key {
    pub folded: String,
    pub country: Option<Country>,
    pub calling: Option<Calling>,
    /// The story's own country, where the form is a surname alone.
    pub place: Option<Country>,
    pub body: bool,
}

impl Form {
    /// A name that is enough by itself.
    pub fn is_full(&self) -> bool {
        self.key.body || self.name.is_full()
    }

    /// Forms that stand for all that are one come first: in stories, full, long.
    pub fn rank(&self) -> impl Ord + '_ {
        let Key { folded, country, calling, .. } = &self.key;
        let full = (self.live, self.is_full(), self.name.whole_words(), folded.chars().count());
        (Reverse(full), country.is_none(), calling.is_none(), &self.key)
    }

    /// Forms that tell most come first.
    fn told(&self) -> impl Ord + '_ {
        let Key { folded, country, calling, .. } = &self.key;
        (Reverse(folded.split(' ').count()), country.is_none(), calling.is_none(), &self.key)
    }

    /// They cannot be one, both of a name that ends alike.
    pub fn conflicts(&self, other: &Form) -> bool {
        let (one, two) = (&self.key, &other.key);
        one.body != two.body
            || differ(one.country, two.country)
            || differ(one.calling, two.calling)
            || if one.body { one.folded != two.folded } else { self.name.clashes(&other.name) }
    }
}

/// For each form, all of one last word, the one that stands for its group: as places in `forms`.
pub fn group(forms: &[Form]) -> Vec<usize> {
    let mut full: BTreeMap<(bool, &str), Vec<usize>> = BTreeMap::new();
    let mut surnames = Vec::new();
    for (at, form) in forms.iter().enumerate() {
        if !form.is_full() {
            surnames.push(at);
            continue;
        }
        let name =
            if form.key.body { &form.key.folded } else { form.name.first().unwrap_or(&form.key.folded) };
        full.entry((form.key.body, name)).or_default().push(at);
    }
    let mut groups: Vec<Vec<usize>> = full.into_values().flat_map(|alike| parted(forms, alike)).collect();
    let named: Vec<Known> = groups.iter().map(|group| Known::of(forms, group)).collect();
    let mut left: BTreeMap<Option<Country>, Vec<usize>> = BTreeMap::new();
    for at in surnames {
        let form = &forms[at];
        let mut fitting = (0..named.len()).filter(|group| named[*group].takes(forms, &groups[*group], form));
        match (fitting.next(), fitting.next()) {
            (Some(group), None) => groups[group].push(at),
            _ => left.entry(form.key.country.or(form.key.place)).or_default().push(at),
        }
    }
    for (country, alike) in left {
        match country {
            Some(_) => groups.extend(parted(forms, alike)),
            None => groups.extend(alike.into_iter().map(|at| vec![at])),
        }
    }
    let mut out = vec![0; forms.len()];
    for group in groups {
        let first = group.iter().copied().min_by(|a, b| forms[*a].rank().cmp(&forms[*b].rank()));
        for at in group {
            out[at] = first.unwrap_or(at);
        }
    }
    out
}

/// Forms of one name, apart where something tells them apart.
fn parted(forms: &[Form], mut alike: Vec<usize>) -> Vec<Vec<usize>> {
    alike.sort_by(|a, b| forms[*a].told().cmp(&forms[*b].told()));
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for at in alike {
        let fits = |group: &Vec<usize>| group.iter().all(|other| !forms[at].conflicts(&forms[*other]));
        let mut fitting = (0..groups.len()).filter(|group| fits(&groups[*group]));
        match (fitting.next(), fitting.next()) {
            (Some(group), None) => groups[group].push(at),
            _ => groups.push(vec![at]),
        }
    }
    groups
}

/// What a full-named group says of where it belongs.
struct Known {
    body: bool,
    /// Stated, or of stories that quote it.
    countries: BTreeSet<Country>,
    /// Stated.
    country: Option<Country>,
}

impl Known {
    fn of(forms: &[Form], group: &[usize]) -> Known {
        let of = |at: &usize| &forms[*at];
        let country = group.iter().find_map(|at| of(at).key.country);
        let under = group.iter().flat_map(|at| of(at).under.iter().copied());
        Known {
            body: group.iter().any(|at| of(at).key.body),
            countries: under.chain(country).collect(),
            country,
        }
    }

    fn takes(&self, forms: &[Form], group: &[usize], form: &Form) -> bool {
        let Key { country, place, .. } = form.key;
        let belongs = country.is_some() && country == self.country
            || place.is_some_and(|place| self.countries.contains(&place));
        let full = || group.iter().filter(|at| forms[**at].is_full());
        !self.body && belongs && full().all(|at| !form.conflicts(&forms[*at]))
    }
}

fn differ<T: PartialEq + Copy>(one: Option<T>, two: Option<T>) -> bool {
    one.is_some() && two.is_some() && one != two
}
