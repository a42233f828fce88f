//! The countries a story is about, and why.

use std::collections::BTreeMap;

use super::scan::floor;
use super::{Dateline, Headline, Span};
use crate::place::{self, Country, MentionKind};

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

// Weights and thresholds as found by trial on real copy: the dateline is the best single feature, the headline next.
const DATELINE: f32 = 3.0;
const HEADLINE: f32 = 3.0;
const LEDE: f32 = 1.5;
const BODY: f32 = 1.0;
/// Mentions in the body count this often at most.
const BODY_CAP: u32 = 3;
/// A country is kept from this score on …
const LEAST: f32 = 3.0;
/// … and this share of the best one's.
const LEAST_SHARE: f32 = 0.1;
/// Reasons kept for one country; the rest would only repeat them.
const MOST_REASONS: usize = 12;
/// Mentions are looked for in this much of the body, in bytes.
const BODY_READ: usize = 60_000;

#[derive(Default)]
struct Tally {
    score: f32,
    body: u32,
    because: Vec<Because>,
}

/// The countries of a story, best first.
pub(crate) fn about(
    text: &str,
    headline: &Headline,
    dateline: Option<&Dateline>,
    paragraphs: &[Span],
) -> Vec<About> {
    let mut tallies: BTreeMap<Country, Tally> = BTreeMap::new();
    if let Some((country, dateline)) = dateline.and_then(|d| d.country.map(|c| (c, d))) {
        let span = dateline.places.first().map_or(dateline.span, |p| p.span);
        let tally = tallies.entry(country).or_default();
        tally.score += DATELINE;
        tally.because.push(Because { span, part: Part::Dateline });
    }
    read_headline(text, headline, &mut tallies);
    let mut left = BODY_READ;
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let part = if i == 0 { Part::Lede } else { Part::Body };
        let all = paragraph.of(text);
        let read = &all[..floor(all, left)];
        add(text, read, paragraph.start(), part, &mut tallies);
        left -= read.len();
        if left == 0 {
            break;
        }
    }
    ranked(tallies)
}

/// A headline received apart has no span in the text: it counts, and the lede's span stands for it.
fn read_headline(text: &str, headline: &Headline, tallies: &mut BTreeMap<Country, Tally>) {
    if headline.derived {
        return;
    }
    match headline.span {
        Some(span) => add(text, span.of(text), span.start(), Part::Headline, tallies),
        None => {
            for mention in place::mentions(&headline.text) {
                tallies.entry(mention.country).or_default().score += HEADLINE * weight(mention.kind);
            }
        }
    }
}

fn weight(kind: MentionKind) -> f32 {
    match kind {
        MentionKind::Name | MentionKind::Demonym | MentionKind::Office => 1.0,
        MentionKind::Capital | MentionKind::City => 0.8,
    }
}

fn add(text: &str, part_text: &str, offset: usize, part: Part, tallies: &mut BTreeMap<Country, Tally>) {
    for mention in place::mentions(part_text) {
        let Some(span) = Span::new(text, offset + mention.start..offset + mention.end) else { continue };
        let tally = tallies.entry(mention.country).or_default();
        let gain = match part {
            Part::Headline => HEADLINE,
            Part::Lede => LEDE,
            Part::Body | Part::Dateline if tally.body < BODY_CAP => {
                tally.body += 1;
                BODY
            }
            Part::Body | Part::Dateline => 0.0,
        };
        tally.score += gain * weight(mention.kind);
        if tally.because.len() < MOST_REASONS {
            tally.because.push(Because { span, part });
        }
    }
}

fn ranked(tallies: BTreeMap<Country, Tally>) -> Vec<About> {
    let best = tallies.values().map(|t| t.score).fold(0.0, f32::max);
    let kept = tallies.into_iter().filter(|(_, t)| t.score >= LEAST && t.score >= best * LEAST_SHARE);
    let mut out: Vec<About> =
        kept.map(|(country, t)| About { country, score: t.score, because: t.because }).collect();
    out.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.country.cmp(&b.country)));
    out
}
