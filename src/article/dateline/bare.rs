//! Datelines of a place alone, without agency or date: what parts it from the lede, and what only looks like one.

use std::ops::Range;

use super::judge::begins;
use super::line::Reading;
use super::stop::Stop;
use super::{Via, place as written};
use crate::article::scan::{
    is_blank, is_caps, is_cjk, is_uncased, line_end, lines, number_at, peek, skip_blanks,
};
use crate::place;

/// A place without agency or date: the gazetteer has to know it, and it must not be a country.
pub(super) fn place(text: &str, r: &Reading<'_>, stop: Stop, end: usize) -> Option<Via> {
    let first = r.places.first()?;
    let name = &text[first.span.clone()];
    let uncased = name.starts_with(is_uncased) && !name.starts_with(is_cjk);
    let known = |span: &Range<usize>| {
        let name = &text[span.clone()];
        written::is_known(name) && !is_country_only(name)
    };
    let opens = peek(text, skip_blanks(text, end)).is_some_and(|c| {
        c.is_uppercase() || c.is_ascii_digit() || matches!(c, '“' | '"' | '\'' | '‘' | '«' | '$' | '(')
    });
    let lede = (opens && !shouts(text, end)) || (uncased && begins(text, end));
    if is_label(name) || is_route(text, end) {
        return None;
    }
    let bare = Bare {
        text,
        r,
        span: first.span.clone(),
        end,
        caps: is_caps(name) && name.chars().filter(|c| c.is_alphabetic()).count() >= 3,
        uncased,
        known: r.places.iter().all(|p| known(&p.span)),
        regions: first.qualifiers.iter().filter(|q| written::is_region(&text[(*q).clone()])).count(),
    };
    match stop {
        Stop::Dash => (lede && bare.before_dash()).then_some(Via::Caps),
        Stop::Colon => (lede && bare.known && bare.before_colon()).then_some(Via::Caps),
        Stop::Point => (lede && bare.known && bare.before_point()).then_some(Via::Caps),
        Stop::LineEnd => (bare.known && bare.on_a_line()).then_some(Via::Line),
        Stop::None => None,
    }
}

/// A place without agency or date, and what is seen of it.
struct Bare<'a> {
    text: &'a str,
    r: &'a Reading<'a>,
    /// The first place.
    span: Range<usize>,
    /// After the mark that parts it from the lede.
    end: usize,
    caps: bool,
    /// Of a script without capitals.
    uncased: bool,
    /// The gazetteer knows every place of it.
    known: bool,
    /// Qualifiers of the first place that are regions or countries.
    regions: usize,
}

impl Bare<'_> {
    fn name(&self) -> &str {
        &self.text[self.span.clone()]
    }

    fn qualifiers(&self) -> usize {
        self.r.places.first().map_or(0, |first| first.qualifiers.len())
    }

    fn alone(&self) -> bool {
        self.r.places.len() == 1
    }

    fn headed(&self) -> bool {
        is_under_headline(self.text, self.span.start)
    }

    fn before_dash(&self) -> bool {
        let long = long_dash(self.text, self.end);
        (self.caps && (self.known || (self.regions == 1 && self.qualifiers() == 1)))
            || (self.known && long && is_blank_or_dash(self.text, self.r.pos))
            // "Ciudad.- La intendencia …".
            || (self.known && self.text[..self.end].ends_with(".-"))
            || (self.caps && long && self.alone() && is_misspelt(self.name()))
    }

    fn before_colon(&self) -> bool {
        let told = (self.alone() && (self.caps || self.uncased))
            || (self.headed() && is_long_line(self.text, self.end));
        (self.caps && self.regions > 0) || (told && !speaks(self.text, self.span.clone(), self.end))
    }

    fn before_point(&self) -> bool {
        let foreign = !self.r.lang.starts_with("en");
        let city = is_city(self.name());
        self.alone()
            && is_long_line(self.text, self.end)
            && ((self.headed() && city) || (self.caps && (city || (foreign && is_town(self.name())))))
    }

    fn on_a_line(&self) -> bool {
        self.caps && self.regions == self.qualifiers() && alone_on_line(self.text, self.span.start)
    }
}

/// `CRICKET - ENGLAND WIN TOSS`: what follows in capitals is a headline, no lede.
fn shouts(text: &str, pos: usize) -> bool {
    let line = &text[pos..line_end(text, pos)];
    let words = line.split_whitespace().take(6).filter(|w| w.chars().any(char::is_alphabetic));
    let (caps, others): (Vec<&str>, Vec<&str>) = words.partition(|w| is_caps(w));
    (caps.len() >= 3 && caps.len() > others.len())
        || (!caps.is_empty() && others.iter().all(|w| w.len() <= 2))
}

/// `HANOI:` and `FALLUJAH:` are cities; a man called `MARK COLVIN:` is not, nor is one called like a city where no
/// headline stands above. In a transcript others speak as well, or somebody says "I".
fn speaks(text: &str, name: Range<usize>, end: usize) -> bool {
    const FIRST: [&str; 10] = ["I", "I'm", "I’m", "You", "We", "My", "Yes", "No", "Well", "Welcome"];
    let (written, headed) = (&text[name.clone()], is_under_headline(text, name.start));
    let great = || place::find(written).first().is_some_and(|p| p.capital || p.population >= 1_000_000);
    let word = text[end..].split_whitespace().next().unwrap_or("").trim_matches(['"', '“', ',']);
    !is_city(written)
        || !(headed || !place::is_person(written) || great())
        || FIRST.contains(&word)
        || lines(text, 0..text.len()).take(40).any(|line| is_turn(&text[line], written))
}

/// A capital, or a city that running text may mean by the name.
fn is_city(name: &str) -> bool {
    place::is_city(name) || place::find(name).first().is_some_and(|p| p.capital || p.population >= 1_000_000)
}

/// A town that is no more often a word: papers of other tongues than English set it in capitals before a point.
fn is_town(name: &str) -> bool {
    place::find(name).first().is_some_and(|p| p.population >= 15_000) && !place::is_person(name)
}

/// A line of a transcript in which another than `name` speaks.
fn is_turn(line: &str, name: &str) -> bool {
    line.split_once(": ").is_some_and(|(who, _)| is_caps(who) && who.len() < 30 && who.trim() != name)
}

/// A route, a match or a timetable: `Москва — Казань: …`, `Göteborg – Malmö 2–1`, `AMSTERDAM - 10:40`.
fn is_route(text: &str, end: usize) -> bool {
    let start = skip_blanks(text, end);
    if let Some((_, after, _)) = number_at(text, start, 2) {
        return peek(text, after) == Some(':');
    }
    let Some(other) = written::name_at(text, start).filter(|n| written::is_known(&text[n.clone()])) else {
        return false;
    };
    let after = skip_blanks(text, other.end);
    peek(text, after).is_none_or(|c| c == ':' || c.is_numeric() || matches!(c, '\n' | '—' | '–'))
}

/// `MELBORNE — …`: a well-known city with a slip of the pen.
fn is_misspelt(name: &str) -> bool {
    place::nearest(name).iter().any(|c| c.place.capital || c.place.population >= 300_000)
}

/// Whether one line alone, no sentence, stands above.
fn is_under_headline(text: &str, pos: usize) -> bool {
    let mut above = text[..pos].lines().map(str::trim).filter(|line| !line.is_empty());
    let headline = above.next().is_some_and(|line| !line.ends_with(['.', ':', '!', '?', ',', ';']));
    headline && above.next().is_none() && text[..pos].ends_with('\n')
}

/// `WELS. Der Tiergarten …`: a town and a point need a whole sentence after them.
fn is_long_line(text: &str, end: usize) -> bool {
    text[end..line_end(text, end)].chars().count() >= 60
}

fn long_dash(text: &str, end: usize) -> bool {
    text[..end].ends_with(['—', '–'])
}

fn is_blank_or_dash(text: &str, pos: usize) -> bool {
    peek(text, pos).is_some_and(|c| is_blank(c) || matches!(c, '—' | '–'))
}

fn alone_on_line(text: &str, start: usize) -> bool {
    let line = text[..start].rfind('\n').map_or(0, |i| i + 1);
    text[line..start].trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').is_empty()
        && !text[line_end(text, start)..].trim().is_empty()
}

/// `CHINA -` heads a digest; a city that shares its country's name is a dateline.
fn is_country_only(name: &str) -> bool {
    let Some(country) = place::Country::named(name) else { return false };
    !place::find(name).iter().any(|p| p.country == country)
}

/// `CRICKET - …`, `GOLF-…`: desks and sports that are villages somewhere as well.
fn is_label(name: &str) -> bool {
    const LABELS: [&str; 51] = [
        "cricket",
        "golf",
        "rugby",
        "soccer",
        "tennis",
        "boxing",
        "football",
        "hockey",
        "cycling",
        "racing",
        "chess",
        "baseball",
        "basketball",
        "athletics",
        "swimming",
        "skiing",
        "sailing",
        "rowing",
        "business",
        "sports",
        "sport",
        "market",
        "markets",
        "energy",
        "commerce",
        "weather",
        "politics",
        "science",
        "health",
        "economy",
        "calcio",
        "ciclismo",
        "fútbol",
        "futbol",
        "baloncesto",
        "fussball",
        "fußball",
        "eishockey",
        "handball",
        "formel",
        "tenis",
        "futebol",
        "foot",
        "économie",
        "economía",
        "economia",
        "wirtschaft",
        "politik",
        "política",
        "kultur",
        "cultura",
    ];
    LABELS.contains(&name.to_lowercase().as_str())
}
