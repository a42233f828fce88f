//! What stands above the text: headline, dateline in words, byline, facts about the story, the reader's own note.

use chrono::{Datelike, NaiveDate};

use super::strip::Strip;
use super::{Role, Setting};
use crate::article::{About, Article, Dateline, Desk, Via, byline};
use crate::place::{self, Country};

const BETWEEN: &str = " · ";

/// Blocks of lines, a blank line to follow each.
pub(super) fn blocks(article: &Article, setting: &Setting<'_>) -> Vec<Vec<Strip>> {
    let text = article.copy.text.as_str();
    let in_headline =
        article.headline.span.zip(setting.reason).filter(|(line, reason)| line.contains(*reason));
    let in_headline = in_headline.map(|(_, reason)| reason.of(text));
    let in_dateline = article.dateline.as_ref().zip(setting.reason);
    let in_dateline = in_dateline.filter(|(dateline, reason)| dateline.span.contains(*reason));
    let in_dateline = in_dateline.map(|(_, reason)| reason.of(text));
    let mut head = vec![
        marked(&article.headline.text, in_headline, Role::Headline),
        marked(&dateline(article), in_dateline, Role::Dateline),
    ];
    if let Some(held) = setting.release.sentence() {
        head.insert(1, Strip::of(&held, Role::Note));
    }
    if let Some(byline) = byline(article) {
        head.push(Strip::of(&byline, Role::Byline));
    }
    head.push(facts(article, setting));
    if let Some(desk) = article.copy.desk.as_deref().and_then(desk) {
        head.push(Strip::of(&desk, Role::Meta));
    }
    let advice = article.copy.desk.as_ref().and_then(|desk| desk.advice.as_ref());
    if let Some(advice) = advice {
        head.push(Strip::of(&format!("To editors: {advice}"), Role::Meta));
    }
    if let Some(url) = &article.copy.url {
        head.push(Strip::of(url, Role::Meta));
    }
    if let Some(which) = setting.which {
        head.push(Strip::of(which, Role::Meta));
    }
    let note = setting.note.map(|note| format!("Note: {note}")).unwrap_or_default();
    vec![head, note.lines().map(|line| Strip::of(line, Role::Note)).collect()]
}

/// A line of the head, the words one stands on as a reason apart where they stand in it.
fn marked(line: &str, reason: Option<&str>, role: Role) -> Strip {
    let found = reason.and_then(|words| Some((line.find(words)?, words)));
    let Some((at, words)) = found else { return Strip::of(line, role) };
    let mut strip = Strip::of(&line[..at], role);
    strip.push_reason(words, role, None);
    strip.push(&line[at + words.len()..], role, None);
    strip
}

/// `BAKU, Azerbaijan · Friday, 13 December 2019 · TASS`.
fn dateline(article: &Article) -> String {
    let dateline = article.dateline.as_ref();
    let places = dateline.map(|dateline| match dateline.via {
        Via::Located => located(article, dateline),
        _ => places(dateline, &article.copy.text),
    });
    let agency = dateline.and_then(|dateline| dateline.agency.clone());
    let parts = [places, date(article), agency.or_else(|| article.copy.source.clone())];
    parts.into_iter().flatten().filter(|part| !part.trim().is_empty()).collect::<Vec<_>>().join(BETWEEN)
}

/// Places as written, each country named once behind the last of its places.
fn places(dateline: &Dateline, text: &str) -> String {
    let country_of = |at: usize| {
        let own = dateline.places[at].place.map(|place| place.country);
        own.or(dateline.country.filter(|_| at == 0))
    };
    let mut line = String::new();
    for (at, place) in dateline.places.iter().enumerate() {
        if at > 0 {
            line.push_str(" / ");
        }
        let written = place.span.of(text);
        line.push_str(written);
        let country = country_of(at);
        let goes_on = at + 1 < dateline.places.len() && country_of(at + 1) == country;
        if let Some(country) = country.filter(|&country| !goes_on && !says(written, country)) {
            line.push_str(", ");
            line.push_str(country.name());
        }
    }
    if dateline.places.is_empty() {
        line.push_str(dateline.country.map_or("", Country::name));
    }
    line
}

/// A place that came beside the text, for which no word of the text stands.
fn located(article: &Article, dateline: &Dateline) -> String {
    let place = article.copy.desk.as_ref().and_then(|desk| desk.place.as_ref());
    let country = dateline.country.map_or("", Country::name);
    // Where the reader says that it is elsewhere, its name is not that of a place there.
    match place.filter(|place| place.country() == dateline.country).and_then(|place| place.name.as_deref()) {
        Some(name) if dateline.country.is_some_and(|country| says(name, country)) => name.to_owned(),
        Some(name) => format!("{name}, {country}"),
        None => country.to_owned(),
    }
}

/// `SINGAPORE` needs no country behind it, and neither does `GRONG, Norway`.
fn says(written: &str, country: Country) -> bool {
    place::fold(written).ends_with(&place::fold(country.name()))
}

/// `Friday, 13 December 2019`; with the day of the dateline where that is another (and its year, where that is), or
/// only that.
fn date(article: &Article) -> Option<String> {
    let day = article.dateline.as_ref().and_then(|dateline| dateline.day);
    let Some(date) = article.date else {
        // A leap year, so that 29 February can be told.
        let filed = day.and_then(|day| NaiveDate::from_ymd_opt(2000, day.month.into(), day.day.into()));
        return filed.map(|filed| filed.format("%-d %B").to_string());
    };
    let words = date.format("%A, %-d %B %Y").to_string();
    let Some(filed) = day.and_then(|day| day.near(date)).filter(|filed| *filed != date) else {
        return Some(words);
    };
    let form = if filed.year() == date.year() { "%-d %B" } else { "%-d %B %Y" };
    Some(format!("{words}{BETWEEN}filed {}", filed.format(form)))
}

/// As the text has it, else as it came beside it.
fn byline(article: &Article) -> Option<String> {
    let opened = |by: String| if byline::opens(&by) { by } else { format!("By {by}") };
    match &article.byline {
        Some(byline) => Some(format!("By {}", byline.span.of(&article.copy.text))),
        None => article.copy.desk.as_ref()?.written_by().map(opened),
    }
}

/// Subjects that are named; the others are counted.
const SUBJECTS: usize = 5;

/// `urgency 2 · Rain-Oslo · Harbours, part 2 of 3 · Weather, Norway and 3 more · its version 4`.
fn desk(desk: &Desk) -> Option<String> {
    let mut parts = Vec::new();
    parts.extend(desk.urgency.map(|urgency| format!("urgency {urgency}")));
    parts.extend(desk.slug.clone());
    parts.extend(desk.series.clone());
    if !desk.subjects.is_empty() {
        let named = desk.subjects.iter().take(SUBJECTS).map(String::as_str).collect::<Vec<_>>().join(", ");
        let more = desk.subjects.len().saturating_sub(SUBJECTS);
        parts.push(if more > 0 { format!("{named} and {more} more") } else { named });
    }
    // The first one says nothing.
    let version = desk.version.as_ref().filter(|version| version.as_str() != "1");
    parts.extend(version.map(|version| format!("its version {version}")));
    (!parts.is_empty()).then(|| parts.join(BETWEEN))
}

/// `updated, version 2 · about Azerbaijan, Russia · headline made from the lede`.
fn facts(article: &Article, setting: &Setting<'_>) -> Strip {
    let mut parts = Vec::new();
    let version = setting.version;
    if version > 1 {
        parts.push((format!("updated, version {version}"), Role::Meta));
    }
    parts.extend(setting.release.was().map(|was| (was, Role::Meta)));
    // Filed from the only country it is about: the dateline says it.
    let filed_from = article.dateline.as_ref().and_then(|dateline| dateline.country);
    let told = match article.countries.as_slice() {
        [] => true,
        [About { country, .. }] => filed_from == Some(*country),
        _ => false,
    };
    if !told {
        let names: Vec<_> = article.countries.iter().map(|about| about.country.name()).collect();
        parts.push((format!("about {}", names.join(", ")), Role::Meta));
    }
    if article.headline.derived {
        parts.push(("headline made from the lede".to_owned(), Role::Derived));
    }
    let mut strip = Strip::default();
    for (at, (part, role)) in parts.iter().enumerate() {
        if at > 0 {
            strip.push(BETWEEN, Role::Meta, None);
        }
        strip.push(part, *role, None);
    }
    strip
}
