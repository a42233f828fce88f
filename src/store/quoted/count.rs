//! Speakers by number of quotations: counted in the index by forms of names, and by persons as the database has them.

use std::collections::{HashMap, HashSet};

use super::Names;
use crate::listing::{SpeakerId, SpeakerRow};
use crate::query::Query;
use crate::store::fault::Try;
use crate::store::index::quotes::level;
use crate::store::index::speakers::Spread;
use crate::store::{Library, people};

pub struct Asked<'a> {
    pub query: &'a Query,
    pub words: &'a str,
    pub sure: f32,
    pub limit: usize,
}

pub fn speakers(library: &Library, asked: &Asked<'_>) -> Try<Vec<SpeakerRow>> {
    library.refresh()?;
    let Asked { query, words, sure, limit } = *asked;
    library.load_persons()?;
    let persons = library.persons.borrow();
    let persons = persons.as_deref().unwrap_or_default();
    let person = |form: u32| persons.get(form as usize).copied().filter(|person| *person > 0);
    let wanted = wanted(library, words)?;

    let by_form = library.searching(query, |search| search.speakers(level(sure)))?;
    let mut by_person: HashMap<u32, u64> = HashMap::new();
    for (form, count) in (0..).zip(&by_form).filter(|(_, count)| **count > 0) {
        let found =
            person(form).filter(|person| wanted.as_ref().is_none_or(|wanted| wanted.contains(person)));
        if let Some(person) = found {
            *by_person.entry(person).or_default() += count;
        }
    }
    let mut most: Vec<(u32, u64)> = by_person.into_iter().collect();
    most.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    most.truncate(limit);

    let places: HashMap<u32, usize> =
        most.iter().enumerate().map(|(at, (person, _))| (*person, at)).collect();
    // By form, since it is asked for every quotation.
    let places: Vec<Option<usize>> = persons.iter().map(|person| places.get(person).copied()).collect();
    let mut spreads = vec![Spread::default(); most.len()];
    library.searching(query, |search| {
        let place = |form: u32| places.get(form as usize).copied().flatten();
        search.spread(level(sure), &place, &mut spreads)
    })?;
    let rows =
        most.into_iter().zip(spreads).map(|(counted, spread)| row(library, &by_form, counted, &spread));
    rows.collect()
}

fn row(
    library: &Library,
    by_form: &[u64],
    (person, quotations): (u32, u64),
    spread: &Spread,
) -> Try<SpeakerRow> {
    let mut forms = people::forms_of(&library.conn, person)?;
    let count = |form: u32| by_form.get(form as usize).copied().unwrap_or(0);
    forms.sort_by_key(|form| std::cmp::Reverse(count(form.id)));
    let (name, names) = named(person, forms);
    let (months, countries) = (spread.months(), spread.countries());
    Ok(SpeakerRow { id: SpeakerId(person), name, names, quotations, months, countries })
}

/// The name to show of a person, and each name once, however many forms of it there are, in the order of its forms. Of
/// two spellings the one in small letters.
pub fn named(person: u32, mut forms: Vec<people::Called>) -> Names {
    let mut best: HashMap<String, String> = HashMap::new();
    for form in &mut forms {
        let name = best.entry(form.folded.clone()).or_default();
        if *name < form.name {
            name.clone_from(&form.name);
        }
    }
    let first = forms.iter().find(|form| form.id == person);
    let shown = first.and_then(|form| best.get(&form.folded)).cloned().unwrap_or_default();
    let new = forms.into_iter().filter_map(|form| Some((SpeakerId(form.id), best.remove(&form.folded)?)));
    (shown, new.collect())
}

/// Persons with a name that has all the words; none where no words are given. Looks at every name.
fn wanted(library: &Library, words: &str) -> Try<Option<HashSet<u32>>> {
    let typed = people::typed(words);
    if typed.is_empty() {
        return Ok(None);
    }
    let fits = |folded: &str| {
        typed.iter().all(|typed| folded.split(' ').any(|word| word.starts_with(typed.as_str())))
    };
    let found: Vec<Option<u32>> = library.rows("SELECT person, folded FROM speaker", [], |row| {
        let folded = row.get_ref(1)?.as_str()?;
        Ok(if fits(folded) { Some(row.get(0)?) } else { None })
    })?;
    Ok(Some(found.into_iter().flatten().collect()))
}

impl Library {
    /// The person of every form, in one question; 0 where there is no form of that number.
    fn load_persons(&self) -> Try<()> {
        if self.persons.borrow().is_some() {
            return Ok(());
        }
        let rows: Vec<(u32, u32)> =
            self.rows("SELECT id, person FROM speaker", [], |row| Ok((row.get(0)?, row.get(1)?)))?;
        let last = rows.iter().map(|(form, _)| *form).max().unwrap_or(0);
        let mut persons = vec![0; last as usize + 1];
        for (form, person) in rows {
            persons[form as usize] = person;
        }
        *self.persons.borrow_mut() = Some(persons);
        Ok(())
    }
}
