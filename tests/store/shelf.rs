//! A library and what must be in it: the stories again as plain data, and whether a query holds of one.

use std::collections::BTreeMap;

use dateline::article::{Article, Desk, Quote};
use dateline::listing::{Key, Mark};
use dateline::query::{Expr, Flag, Term, Urgency};
use dateline::store::Library;

use crate::builder::{Made, day, ids, story};

pub const WORDS: [&str; 10] =
    ["oil", "oils", "o", "minister", "mining", "ministers", "gas", "peace", "summit", "aliyev"];
pub const CODES: [&str; 6] = ["AZ", "RU", "FR", "DE", "KE", "JP"];
pub const PLACES: [&str; 3] = ["BAKU", "MOSCOW", "PARIS"];
pub const AGENCIES: [&str; 3] = ["TASS", "Reuters", "AP"];
pub const SUBJECTS: [&str; 3] = ["trade", "natural gas", "gas pipes"];
pub const DATES: [&str; 5] = ["2019-11-30", "2019-12-01", "2019-12-13", "2019-12-31", "2020-01-01"];

/// A story as the model knows it.
pub struct Known {
    pub key: Key,
    pub article: Article,
    pub read: bool,
    pub bookmarked: bool,
}

/// Numbers that look random and are the same every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % sides
    }

    fn some<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.roll(of.len())]
    }
}

fn article(dice: &mut Dice, id: usize) -> Article {
    let place = dice.some(&PLACES);
    let mut text = format!("{place} report");
    for _ in 0..dice.roll(6) {
        text = format!("{text} {}", dice.some(&WORDS));
    }
    let mut made = story(&id.to_string(), &text).filed(place, dice.some(&AGENCIES));
    let codes: Vec<&str> = CODES.into_iter().filter(|_| dice.roll(3) == 0).collect();
    made = made.about(&codes);
    if dice.roll(10) > 0 {
        made = made.on(dice.some(&DATES));
    }
    made.copy.desk = desk(&text).boxed();
    let (mut at, end) = (place.len() + 1, text.len());
    // Quotations of several words, one behind the other, often of two people and not always sure.
    while dice.roll(3) > 0 && at < end {
        let until = (at + 1 + dice.roll(16)).min(end);
        let until = text[until..].find(' ').map_or(end, |blank| until + blank);
        let name = if dice.roll(2) == 0 { "Ilham Aliyev" } else { "Emma Stone" };
        let confidence = if dice.roll(4) == 0 { 0.4 } else { 0.9 };
        made = made.quotes(at..until, place, name, confidence);
        at = until + 1;
    }
    made
}

/// The same for the same text, which the library keeps only once.
fn desk(text: &str) -> Desk {
    let mut dice = Dice(text.bytes().fold(7, |sum, byte| sum * 31 % 65_521 + u64::from(byte)));
    if dice.roll(2) == 0 {
        return Desk::default();
    }
    let slug = format!("{} {}", dice.some(&WORDS), dice.some(&["peace", "bc"]));
    let subjects = SUBJECTS.into_iter().filter(|_| dice.roll(3) == 0).map(str::to_owned).collect();
    Desk { slug: Some(slug), subjects, urgency: Some(dice.roll(10) as u8), ..Desk::default() }
}

/// A library of many segments, with changed stories and marks, and what must be in it.
pub fn shelf(library: &mut Library) -> Vec<Known> {
    let mut dice = Dice(7);
    let mut latest = BTreeMap::new();
    for round in 0..12 {
        let mut batch: Vec<Article> = (0..40).map(|n| article(&mut dice, round * 40 + n)).collect();
        batch.extend((0..5).map(|_| {
            let id = dice.roll(round * 40 + 1);
            article(&mut dice, id)
        }));
        library.add(&batch).unwrap();
        library.commit_index().unwrap();
        for article in batch {
            latest.insert(article.copy.id.clone().unwrap().parse::<u32>().unwrap(), article);
        }
    }
    let mut marked = |mark| {
        let chosen: Vec<u32> = (1..=latest.len() as u32).filter(|_| dice.roll(3) == 0).collect();
        library.mark(mark, true, &ids(chosen.iter().copied())).unwrap();
        chosen
    };
    let (read, bookmarked) = (marked(Mark::Read), marked(Mark::Bookmark));
    let known = |(id, article): (u32, Article)| {
        let when = article
            .date
            .map_or(i64::MIN / 2, |date| date.signed_duration_since(day("1970-01-01")).num_minutes());
        let number = id + 1;
        Known {
            key: Key { when, id: ids([number])[0] },
            article,
            read: read.contains(&number),
            bookmarked: bookmarked.contains(&number),
        }
    };
    latest.into_iter().map(known).collect()
}

pub fn holds(story: &Known, expr: &Expr) -> bool {
    match expr {
        Expr::All(all) => all.iter().all(|expr| holds(story, expr)) && together(story, all),
        Expr::Any(any) => any.iter().any(|expr| holds(story, expr)),
        Expr::Not(inner) => !holds(story, inner),
        Expr::Term(term) => has(story, term),
    }
}

/// The names and words of a group, apart from what is negated or an alternative of another kind.
fn together(story: &Known, all: &[Expr]) -> bool {
    let kind = |said: bool| {
        let is = move |expr: &Expr| match expr {
            Expr::Term(Term::Said(_)) => said,
            Expr::Term(Term::Quote { .. }) => !said,
            _ => false,
        };
        all.iter().filter(move |expr| match expr {
            Expr::Any(any) => !any.is_empty() && any.iter().all(is),
            one => is(one),
        })
    };
    let of = |quote: &Quote, expr: &Expr| match expr {
        Expr::Any(any) => any.iter().any(|expr| matches!(expr, Expr::Term(term) if said(story, quote, term))),
        Expr::Term(term) => said(story, quote, term),
        _ => false,
    };
    let says = |quote: &Quote| kind(false).all(|expr| of(quote, expr));
    let quotes = &story.article.quotes;
    (kind(false).next().is_none() || quotes.iter().any(says))
        && kind(true).all(|name| quotes.iter().any(|quote| of(quote, name) && says(quote)))
}

/// One quotation is of this speaker, or has these words.
fn said(story: &Known, quote: &Quote, term: &Term) -> bool {
    let folded = quote.span.of(&story.article.copy.text).to_lowercase();
    let words: Vec<&str> = folded.split(' ').collect();
    match term {
        Term::Said(name) => {
            quote.confidence >= 0.5
                && quote.speaker.as_ref().unwrap().name.as_ref().unwrap().to_lowercase().contains(name)
        }
        Term::Quote { text, beginning } => {
            let phrase: Vec<&str> = text.split(' ').collect();
            words.windows(phrase.len()).any(|here| {
                let (last, whole) = (phrase.len() - 1, &phrase[..phrase.len() - 1]);
                here[..last] == *whole
                    && if *beginning {
                        here[last].starts_with(phrase[last])
                    } else {
                        here[last] == phrase[last]
                    }
            })
        }
        _ => false,
    }
}

fn has(story: &Known, term: &Term) -> bool {
    let folded = story.article.copy.text.to_lowercase();
    let words: Vec<&str> = folded.split(' ').collect();
    let dateline = story.article.dateline.as_ref().unwrap();
    let nothing = Desk::default();
    let desk = story.article.copy.desk.as_deref().unwrap_or(&nothing);
    let slug: Vec<&str> = desk.slug.iter().flat_map(|slug| slug.split(' ')).collect();
    let mut plain = words.iter().chain(&slug);
    let in_a_row = |words: &[&str], text: &str| {
        let phrase: Vec<&str> = text.split(' ').collect();
        words.windows(phrase.len()).any(|window| window == phrase)
    };
    match term {
        Term::Word { text, beginning: false } => plain.any(|word| word == text),
        Term::Word { text, beginning: true } => plain.any(|word| word.starts_with(text)),
        Term::Phrase(text) => in_a_row(&words, text) || in_a_row(&slug, text),
        Term::Slug { text, beginning: false } => in_a_row(&slug, text),
        Term::Slug { text, beginning: true } => slug.iter().any(|word| word.starts_with(text)),
        Term::Subject { text, .. } => {
            let of = |subject: &String| in_a_row(&subject.split(' ').collect::<Vec<_>>(), text);
            desk.subjects.iter().any(of)
        }
        Term::Urgency(Urgency { from, to }) => {
            desk.urgency.is_some_and(|urgency| (*from..=*to).contains(&urgency))
        }
        Term::Country(any) => story.article.countries.iter().any(|about| any.contains(&about.country)),
        Term::From(place) => words[0] == place.to_lowercase(),
        Term::By(agency) => dateline.agency.as_ref() == Some(agency) || agency == "wire",
        Term::Source(name) => name == "wire",
        Term::Said(_) | Term::Quote { .. } => {
            story.article.quotes.iter().any(|quote| said(story, quote, term))
        }
        Term::Date(range) => story.article.date.is_some_and(|date| {
            range.from.is_none_or(|from| from <= date) && range.to.is_none_or(|to| date <= to)
        }),
        Term::Is(Flag::Read) => story.read,
        Term::Is(Flag::Unread) => !story.read,
        Term::Is(Flag::Bookmarked) => story.bookmarked,
        Term::Is(Flag::Killed | Flag::Embargoed) => false,
    }
}
