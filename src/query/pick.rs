//! What the pickers and keys read from a query and change in it; they touch only filters that stand by themselves.

use super::{DateRange, Expr, Flag, Query, Sort, Term};
use crate::place::Country;

impl Query {
    /// Filters nothing; its order does not matter.
    pub fn is_everything(&self) -> bool {
        self.all.is_empty()
    }

    /// The order of its list: without words nothing is a better match, and the newest comes first.
    pub fn order(&self) -> Sort {
        match self.sort {
            Sort::Relevance if self.words().is_empty() => Sort::default(),
            sort => sort,
        }
    }

    /// The same without the filter at `index` of `all` (and of the chips); unchanged where there is none.
    #[must_use]
    pub fn without(&self, index: usize) -> Query {
        let mut query = self.clone();
        if index < query.all.len() {
            query.all.remove(index);
        }
        query
    }

    /// The countries that are filtered by, in the order they were chosen.
    pub fn countries(&self) -> Vec<Country> {
        let mut found = Vec::new();
        for country in self.terms().filter_map(of_country).flatten() {
            if !found.contains(country) {
                found.push(*country);
            }
        }
        found
    }

    /// Puts these in the place of the countries so far; none lifts the filter.
    pub fn set_countries(&mut self, countries: Vec<Country>) {
        let term = (!countries.is_empty()).then_some(Term::Country(countries));
        self.replace(|term| of_country(term).is_some(), term);
    }

    /// The first date filter.
    pub fn dates(&self) -> Option<&DateRange> {
        self.terms().find_map(of_date)
    }

    /// Puts this in the place of all date filters so far; `None` lifts them.
    pub fn set_dates(&mut self, dates: Option<DateRange>) {
        self.replace(|term| of_date(term).is_some(), dates.map(Term::Date));
    }

    pub fn has(&self, flag: Flag) -> bool {
        self.terms().any(|term| *term == Term::Is(flag))
    }

    /// Adds the filter or takes it away; read and unread drive each other out.
    pub fn toggle(&mut self, flag: Flag) {
        let drives_out = |term: &Term| match term {
            Term::Is(Flag::Read | Flag::Unread) => matches!(flag, Flag::Read | Flag::Unread),
            Term::Is(other) => *other == flag,
            _ => false,
        };
        let term = (!self.has(flag)).then_some(Term::Is(flag));
        self.replace(drives_out, term);
    }

    /// Words and phrases to highlight, each once: what a story found by this query may hold. One that ends in `*` is a
    /// beginning.
    pub fn words(&self) -> Vec<String> {
        let mut found = Vec::new();
        for expr in &self.all {
            gather(expr, &mut found);
        }
        found
    }

    fn terms(&self) -> impl Iterator<Item = &Term> {
        self.all.iter().filter_map(|expr| match expr {
            Expr::Term(term) => Some(term),
            _ => None,
        })
    }

    /// Where the first of the old ones stood, else at the end, so that chips keep their places.
    fn replace(&mut self, old: impl Fn(&Term) -> bool, new: Option<Term>) {
        let is_old = |expr: &Expr| matches!(expr, Expr::Term(term) if old(term));
        let at = self.all.iter().position(is_old).unwrap_or(self.all.len());
        self.all.retain(|expr| !is_old(expr));
        if let Some(term) = new {
            self.all.insert(at, Expr::Term(term));
        }
    }
}

fn of_country(term: &Term) -> Option<&Vec<Country>> {
    match term {
        Term::Country(countries) => Some(countries),
        _ => None,
    }
}

fn of_date(term: &Term) -> Option<&DateRange> {
    match term {
        Term::Date(range) => Some(range),
        _ => None,
    }
}

/// What is negated is in no story that was found.
fn gather(expr: &Expr, found: &mut Vec<String>) {
    match expr {
        Expr::All(parts) | Expr::Any(parts) => parts.iter().for_each(|part| gather(part, found)),
        Expr::Term(Term::Word { text, beginning }) => {
            let mark = if *beginning { "*" } else { "" };
            push_new(found, format!("{text}{mark}"));
        }
        Expr::Term(Term::Quote { text, beginning: true }) => push_new(found, format!("{text}*")),
        Expr::Term(Term::Phrase(text) | Term::Quote { text, beginning: false }) => {
            push_new(found, text.clone());
        }
        Expr::Not(_) | Expr::Term(_) => {}
    }
}

fn push_new(found: &mut Vec<String>, text: String) {
    if !found.contains(&text) {
        found.push(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::{date_range, parse};
    use chrono::NaiveDate;

    fn today() -> NaiveDate {
        NaiveDate::from_ymd_opt(2019, 12, 13).unwrap()
    }

    fn query(text: &str) -> Query {
        parse(text, today(), false).unwrap()
    }

    fn country(code: &str) -> Country {
        Country::from_code(code).unwrap()
    }

    #[test]
    fn picked_countries_replace_the_typed_ones_where_they_stood() {
        let mut picked = query("oil country:AZ is:unread country:RU -country:FR");
        assert_eq!(picked.countries(), [country("AZ"), country("RU")]);
        picked.set_countries(vec![country("JP"), country("DE")]);
        assert_eq!(picked.to_string(), "oil country:JP,DE is:unread -country:FR");
        picked.set_countries(Vec::new());
        assert_eq!(picked.to_string(), "oil is:unread -country:FR");
    }

    #[test]
    fn picked_dates_replace_the_typed_ones() {
        let mut picked = query("after:2019-12-01 oil before:2020");
        assert_eq!(picked.dates().map(|range| range.text.as_str()), Some(">=2019-12-01"));
        picked.set_dates(Some(date_range("last 7 days", today()).unwrap()));
        assert_eq!(picked.to_string(), "date:\"last 7 days\" oil");
        picked.set_dates(None);
        assert_eq!(picked.to_string(), "oil");
        assert_eq!(picked.dates(), None);
    }

    #[test]
    fn marks_toggle_and_read_drives_out_unread() {
        let mut picked = query("oil");
        picked.toggle(Flag::Unread);
        picked.toggle(Flag::Bookmarked);
        assert_eq!(picked.to_string(), "oil is:unread is:bookmarked");
        picked.toggle(Flag::Read);
        assert_eq!(picked.to_string(), "oil is:read is:bookmarked");
        assert!(picked.has(Flag::Read) && !picked.has(Flag::Unread));
        picked.toggle(Flag::Read);
        picked.toggle(Flag::Bookmarked);
        assert_eq!(picked.to_string(), "oil");
    }

    #[test]
    fn words_to_highlight_are_those_a_found_story_may_hold() {
        let found =
            query("oil (gas OR \"natural  gas\") -coal -(a -b) said:Aliyev oil quote:tour* -quote:coal")
                .words();
        assert_eq!(found, ["oil", "gas", "natural gas", "tour*"]);
    }

    #[test]
    fn only_words_can_be_a_better_match() {
        assert_eq!(query("oil sort:relevance").order(), Sort::Relevance);
        assert_eq!(query("quote:oil sort:relevance").order(), Sort::Relevance);
        assert_eq!(query("sort:relevance").order(), Sort::Newest);
        assert_eq!(query("country:AZ -oil sort:relevance").order(), Sort::Newest);
        assert_eq!(query("country:AZ sort:oldest").order(), Sort::Oldest);
    }

    #[test]
    fn a_chip_goes_away_by_its_index() {
        let all = query("oil country:AZ is:unread sort:oldest");
        assert_eq!(all.without(1).to_string(), "oil is:unread sort:oldest");
        assert_eq!(all.without(7), all);
        assert!(query("sort:oldest").is_everything());
        assert!(!all.is_everything());
    }
}
