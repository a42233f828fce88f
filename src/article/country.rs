//! The countries a story is about, and why.

use std::collections::BTreeMap;

use super::cited::{Citation, Cited};
use super::{Dateline, Span};
use crate::place::{Country, MentionKind};

/// One country, its score and the spans that made it so.
#[derive(Debug, Clone, PartialEq)]
pub struct About {
    pub country: Country,
    pub score: f32,
    pub because: Vec<Because>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Because {
    pub span: Span,
    pub part: Part,
}

/// Which part of the story a reason stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    Dateline,
    Headline,
    Lede,
    Body,
}

// Weights and thresholds as found by trial on real copy: the dateline is the best single feature, the lede next.
const DATELINE: f32 = 3.0;
const HEADLINE: f32 = 1.5;
const LEDE: f32 = 1.5;
const BODY: f32 = 1.0;
/// The headline counts once, the lede twice, the body so often at most.
const HEADLINE_CAP: f32 = 1.0;
const LEDE_CAP: f32 = 2.0;
const BODY_CAP: f32 = 5.0;
/// The lede begins with it: "Norway will plant …".
const OPENING: f32 = 0.5;
/// It stands in the lede of a story of a few lines.
const BRIEF: f32 = 1.0;
/// A city or a region counts so much of what its country's own name would.
const TOWN: f32 = 0.8;
/// A country is kept from this score on, in a story whose dateline is in a country, and in another …
const LEAST: f32 = 3.0;
const LEAST_UNFILED: f32 = 1.0;
/// … and this share of the best one's.
const LEAST_SHARE: f32 = 0.3;
/// Reasons kept for one country; the rest would only repeat them.
const MOST_REASONS: usize = 12;

#[derive(Default)]
struct Tally {
    filed: bool,
    headline: f32,
    lede: f32,
    body: f32,
    opens: bool,
    because: Vec<Because>,
}

/// The countries of a story, best first.
pub(super) fn about(dateline: Option<&Dateline>, cited: &Cited) -> Vec<About> {
    let mut tallies: BTreeMap<Country, Tally> = BTreeMap::new();
    if let Some((country, dateline)) = dateline.and_then(|d| d.country.map(|c| (c, d))) {
        let span = dateline.places.first().map_or(dateline.span, |p| p.span);
        let tally = tallies.entry(country).or_default();
        tally.filed = true;
        if !span.is_empty() {
            tally.because.push(Because { span, part: Part::Dateline });
        }
    }
    for citation in &cited.list {
        add(citation, tallies.entry(citation.mention.country).or_default());
    }
    ranked(tallies, cited.brief)
}

fn add(citation: &Citation, tally: &mut Tally) {
    let town =
        matches!(citation.mention.kind, MentionKind::Capital | MentionKind::City | MentionKind::Region);
    let weight = if town { TOWN } else { 1.0 };
    match citation.part {
        Part::Headline => tally.headline += weight,
        Part::Lede => {
            tally.lede += weight;
            tally.opens |= citation.opens && !town;
        }
        Part::Body | Part::Dateline => tally.body += weight,
    }
    if let Some(span) = citation.span.filter(|_| tally.because.len() < MOST_REASONS) {
        tally.because.push(Because { span, part: citation.part });
    }
}

fn score(tally: &Tally, brief: bool) -> f32 {
    let when = |is: bool, gain: f32| if is { gain } else { 0.0 };
    when(tally.filed, DATELINE)
        + HEADLINE * tally.headline.min(HEADLINE_CAP)
        + LEDE * tally.lede.min(LEDE_CAP)
        + BODY * tally.body.min(BODY_CAP)
        + when(tally.opens, OPENING)
        + when(brief, BRIEF * tally.lede.min(1.0))
}

fn ranked(tallies: BTreeMap<Country, Tally>, brief: bool) -> Vec<About> {
    let least = if tallies.values().any(|t| t.filed) { LEAST } else { LEAST_UNFILED };
    let scored: Vec<(Country, f32, Tally)> =
        tallies.into_iter().map(|(c, t)| (c, score(&t, brief), t)).collect();
    let best = scored.iter().map(|(_, score, _)| *score).fold(0.0, f32::max);
    let kept = scored.into_iter().filter(|(_, score, _)| *score >= least && *score >= best * LEAST_SHARE);
    let mut out: Vec<About> =
        kept.map(|(country, score, t)| About { country, score, because: t.because }).collect();
    out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.country.cmp(&b.country)));
    out
}
