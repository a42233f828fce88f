//! One dateline at one position: places, date, mark and the dash after them, in whatever order a house style has.

use super::place::{self, Named};
use super::step::step;
use super::stop::{Stop, stop_at};
use super::{MonthDay, Via, agency, date, judge};
use crate::article::byline;
use crate::article::scan::{line_end, peek, skip_blanks};

/// A dateline as written, before its places are looked up.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::article) struct Draft {
    pub start: usize,
    /// After the last mark, before the lede.
    pub end: usize,
    pub places: Vec<Named>,
    pub day: Option<MonthDay>,
    pub agency: Option<String>,
    pub via: Via,
}

/// What is read so far of a dateline.
#[derive(Debug, Default)]
pub(super) struct Reading<'t> {
    pub lang: &'t str,
    pub places: Vec<Named>,
    pub dated: bool,
    pub day: Option<MonthDay>,
    pub mark: Option<agency::Mark>,
    pub pos: usize,
}

/// A dateline that begins at `pos`.
pub(super) fn at(text: &str, pos: usize, lang: &str) -> Option<Draft> {
    agency_first(text, pos, lang)
        .or_else(|| date_first(text, pos, lang))
        .or_else(|| place_first(text, pos, lang))
        .or_else(|| outlet_first(text, pos, lang))
}

/// `(ANSA) - ROMA, 13 DIC -`, `(Reuters) -`, `AGI - Roma, 13 dic. -`, `Canadian Press - ST. CATHARINES, Ont. (CP) -`.
fn agency_first(text: &str, pos: usize, lang: &str) -> Option<Draft> {
    let bare = || agency::bare(text, pos).filter(|m| peek(text, m.end) == Some(' '));
    let mark = agency::bracketed(text, pos).filter(|m| m.known);
    let mark = mark.or_else(|| written_out(text, pos)).or_else(bare)?;
    let (stop, end) = stop_at(text, mark.end);
    let bracket = matches!(peek(text, pos), Some('(' | '/' | '['));
    let inner = place_with(text, skip_blanks(text, end), lang, !bracket);
    if !matches!(stop, Stop::Dash | Stop::Colon) {
        // "(DIRE) Bari, 16 mag. -" and "AKP Phnom Penh, March 04, 2019 --": then the date has to close it.
        let closed = inner.filter(|d| d.via == Via::Date && d.day.is_some());
        return closed.map(|d| Draft { start: pos, agency: Some(mark.agency), via: Via::Agency, ..d });
    }
    let sure = |d: &Draft| {
        matches!(d.via, Via::Date | Via::Agency)
            || (!bracket && d.places.iter().all(|p| place::is_known(&text[p.span.clone()])))
    };
    let inner = inner.filter(sure);
    match inner {
        Some(d) if d.agency.is_some() => Some(d),
        Some(d) => Some(Draft { start: pos, agency: Some(mark.agency), via: Via::Agency, ..d }),
        // "AP - Older people …": the great agencies' mark needs no brackets.
        None if bracket || (agency::is_world(&text[pos..mark.end]) && judge::begins(text, end)) => {
            Some(Draft {
                start: pos,
                end,
                places: Vec::new(),
                day: None,
                agency: Some(mark.agency),
                via: Via::Agency,
            })
        }
        None => None,
    }
}

/// An agency's name before a dash, without brackets: `AGI - Roma`, `APA-Dakar`, `وطنية - بيروت -`.
fn written_out(text: &str, pos: usize) -> Option<agency::Mark> {
    let line = &text[pos..crate::article::scan::floor(text, line_end(text, pos).min(pos + 48))];
    let dash = line.find(" - ").or_else(|| line.find('-'))?;
    let agency = agency::named(&line[..dash]).map(|_| line[..dash].to_owned())?;
    Some(agency::Mark { agency, known: true, open: false, slashed: false, end: pos + dash })
}

/// `Dec 13 (Reuters) -`, `30 ноября. INTERFAX.RU -`, `13 декабря, Минск /Корр. БЕЛТА/.`
fn date_first(text: &str, pos: usize, lang: &str) -> Option<Draft> {
    let found = date::at(text, pos, lang).or_else(|| date::short(text, pos))?;
    let mut next = skip_blanks(text, found.end);
    let piped = peek(text, next) == Some('|');
    if piped || matches!(peek(text, next), Some('.' | ',')) {
        next = skip_blanks(text, next + 1);
    }
    if let Some(mark) = agency::bracketed(text, next).filter(|m| m.known).or_else(|| agency::bare(text, next))
    {
        let (stop, end) = stop_at(text, mark.end);
        let agency = Some(mark.agency);
        return (stop != Stop::None || mark.open).then_some(Draft {
            start: pos,
            end,
            places: Vec::new(),
            day: found.day,
            agency,
            via: Via::Agency,
        });
    }
    let rest = place_first(text, next, lang)
        .filter(|d| d.day.is_none() && (d.via == Via::Agency || (piped && d.via == Via::Caps)))?;
    Some(Draft { start: pos, day: found.day, ..rest })
}

/// `Mehmet YILMAZ / KONYA, (DHA)-`: Turkish desks put the reporter before the place.
fn drop_reporter(text: &str, r: &mut Reading<'_>) {
    let written = |p: &Named| text[p.span.clone()].to_owned();
    if let [first, second, ..] = r.places.as_slice()
        && r.mark.as_ref().is_some_and(|m| m.known)
        && !place::is_known(&written(first))
        && !crate::article::scan::is_caps(&written(first))
        && place::is_known(&written(second))
    {
        r.places.remove(0);
    }
}

/// `TEMPO.CO, Jakarta -`: an outlet's address before the place.
fn outlet_first(text: &str, pos: usize, lang: &str) -> Option<Draft> {
    let line = &text[pos..crate::article::scan::floor(text, line_end(text, pos).min(pos + 40))];
    let (outlet, _) = line.split_once(", ")?;
    let address =
        outlet.contains('.') && outlet.chars().all(|c| c.is_alphanumeric() || matches!(c, '.' | '-'));
    let (name, domain) = outlet.rsplit_once('.')?;
    if !address || name.chars().count() < 3 || !(2..=4).contains(&domain.len()) {
        return None;
    }
    let draft = place_with(text, pos + outlet.len() + 2, lang, true)?;
    Some(Draft { start: pos, ..draft })
}

fn place_first(text: &str, pos: usize, lang: &str) -> Option<Draft> {
    place_with(text, pos, lang, false)
}

/// `led`: what stands before it says already that a dateline follows.
fn place_with(text: &str, pos: usize, lang: &str, led: bool) -> Option<Draft> {
    let name = place::name_at(text, pos).filter(|n| !byline::opens(&text[n.clone()]))?;
    let mut r = Reading { lang, pos: name.end, ..Reading::default() };
    r.places.push(Named { span: name, qualifiers: Vec::new() });
    for _ in 0..8 {
        if !step(text, &mut r, lang) {
            break;
        }
    }
    drop_reporter(text, &mut r);
    if r.mark.as_ref().is_some_and(|m| m.slashed) && peek(text, skip_blanks(text, r.pos)) == Some('/') {
        // "/ ACCESSWIRE / March 4, 2019 /": a slash after the date closes the mark once more.
        r.pos = skip_blanks(text, r.pos) + 1;
    }
    let (stop, end) = stop_at(text, r.pos);
    let known = |r: &Reading<'_>| r.places.iter().all(|p| place::is_known(&text[p.span.clone()]));
    let via = match judge::via(text, &r, stop, end) {
        None if led && stop == Stop::Dash && known(&r) => Via::Caps,
        other => other?,
    };
    let agency = r.mark.map(|m| m.agency);
    Some(Draft { start: pos, end, places: r.places, day: r.day, agency, via })
}
