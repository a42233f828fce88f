//! What is said of a candidate: its words, its place, its verb and what stands between it and the quotation.

use std::ops::Range;

use super::axis::{Candidate as A, CandidateLevels, level};
use super::cue::Class;
use super::phrase::{Mention, Sort};
use super::pool::{Asked, BACK, Candidate, Read};
use super::token::{Kind, Token};

/// The mentions of the quotation's sentence before it, and where those after it begin.
pub(super) struct Ranks {
    pub left: Range<usize>,
    pub right_from: usize,
}

/// Says of a candidate what its own words and its place tell.
pub(super) fn describe(candidate: &mut Candidate, asked: &Asked<'_>, ranks: &Ranks) {
    let Some(mention) = &candidate.mention else { return };
    let read = &asked.read[candidate.paragraph];
    let tokens = &read.tokens;
    let (first, last) = (mention.tokens.start, mention.tokens.end);
    let same = candidate.paragraph == asked.paragraph;
    let cue = candidate.cue.or_else(|| read.cue_of(first, if same { asked.quote } else { tokens.len() }));
    candidate.cue = cue.filter(|_| same);
    let levels = &mut candidate.levels;
    levels[A::Sort as usize] = sort(tokens, mention);
    levels[A::Place as usize] = place(asked, read, candidate.paragraph, first);
    let (gap, between) = if !same {
        (BACK, 0..0)
    } else if first > asked.quote {
        (first - asked.quote - 1, asked.quote + 1..first)
    } else {
        (asked.quote.saturating_sub(last), last..asked.quote.max(last))
    };
    levels[A::Gap as usize] = match gap {
        0 => level!(A::Gap, "0"),
        1..=2 => level!(A::Gap, "1-2"),
        3..=5 => level!(A::Gap, "3-5"),
        6..=10 => level!(A::Gap, "6-10"),
        11..=20 => level!(A::Gap, "11-20"),
        _ => level!(A::Gap, "21+"),
    };
    let seen = &tokens[between.start..between.end.min(between.start + BACK)];
    let count = |kind: fn(&Kind) -> bool| seen.iter().filter(|t| kind(&t.kind)).count().min(2) as u8;
    levels[A::Crossed as usize] = count(|k| matches!(k, Kind::Quote(_)));
    levels[A::Commas as usize] = count(|k| matches!(k, Kind::Comma));
    verb(levels, tokens, cue, asked, same);
    levels[A::Governed as usize] = governed(tokens, first);
    let sentence = read.sentences.get(read.sentence(first)).map_or(0, |s| s.start);
    let opening = tokens[sentence..first].iter().all(|t| t.kind != Kind::Word || t.is(Class::OPENER));
    levels[A::First as usize] = u8::from(opening);
    levels[A::Nth as usize] = if same { nth(read, mention, ranks) } else { 0 };
    levels[A::Told as usize] = told(tokens, mention, cue);
    levels[A::Bracket as usize] = u8::from(bracketed(tokens, first));
}

fn sort(tokens: &[Token], mention: &Mention) -> u8 {
    let part = &tokens[mention.tokens.clone()];
    let first = &part[0];
    match mention.sort {
        Sort::Pronoun if first.is(Class::HE) || first.is(Class::SHE) => level!(A::Sort, "he"),
        Sort::Pronoun if first.is(Class::THEY) => level!(A::Sort, "they"),
        Sort::Pronoun if first.is(Class::WHO) => level!(A::Sort, "who"),
        Sort::Pronoun if first.is(Class::IT) => level!(A::Sort, "it"),
        Sort::Pronoun => level!(A::Sort, "i"),
        Sort::Name => level!(A::Sort, "name"),
        Sort::Owner => level!(A::Sort, "owner"),
        Sort::Nominal => {
            let role = |t: &Token| t.is(Class::ROLE) || t.is(Class::TITLE) || t.is(Class::OFFICE);
            if part.iter().any(role) {
                level!(A::Sort, "role")
            } else if first.is(Class::DETERMINER) {
                level!(A::Sort, "the")
            } else {
                level!(A::Sort, "bare")
            }
        }
    }
}

fn place(asked: &Asked<'_>, read: &Read, paragraph: usize, first: usize) -> u8 {
    if paragraph != asked.paragraph {
        return level!(A::Place, "paragraph-before");
    }
    let own = read.sentence(asked.quote);
    match own as isize - read.sentence(first) as isize {
        0 if first > asked.quote => level!(A::Place, "after"),
        0 => level!(A::Place, "before"),
        1 => level!(A::Place, "earlier"),
        back if back > 1 => level!(A::Place, "earlier-2"),
        _ => level!(A::Place, "later"),
    }
}

/// The verb that reports and has the candidate for its subject.
fn verb(levels: &mut CandidateLevels, tokens: &[Token], cue: Option<usize>, asked: &Asked<'_>, same: bool) {
    let Some(cue) = cue else { return };
    let t = &tokens[cue];
    levels[A::Verb as usize] = if t.is(Class::GERUND) {
        level!(A::Verb, "gerund")
    } else if t.is(Class::STRONG) {
        level!(A::Verb, "strong")
    } else if t.is(Class::WEAK) {
        level!(A::Verb, "weak")
    } else {
        level!(A::Verb, "unknown")
    };
    if !same {
        return;
    }
    let after = cue > asked.quote;
    levels[A::CueSide as usize] =
        if after { level!(A::CueSide, "after") } else { level!(A::CueSide, "before") };
    levels[A::CueGap as usize] = match cue.abs_diff(asked.quote).saturating_sub(1) {
        0 => level!(A::CueGap, "0"),
        1..=3 => level!(A::CueGap, "1-3"),
        4..=8 => level!(A::CueGap, "4-8"),
        _ => level!(A::CueGap, "9+"),
    };
}

fn governed(tokens: &[Token], first: usize) -> u8 {
    let Some(mut before) = first.checked_sub(1).map(|i| &tokens[i]) else {
        return level!(A::Governed, "no");
    };
    // "Back then, X said, she found …": what is reported, not who reports.
    if before.kind == Kind::Comma && first >= 3 && tokens[first].is(Class::SUBJECT) {
        let (cue, subject) = (&tokens[first - 2], &tokens[first - 3]);
        if cue.is(Class::STRONG) && !cue.capital && subject.kind == Kind::Word {
            before = cue;
        }
    }
    if before.kind == Kind::Comma
        && first >= 2
        && tokens[first].is(Class::DETERMINER)
        && !tokens[first].capital
    {
        let noun = &tokens[first - 2];
        let other =
            |t: &Token| [Class::CUE, Class::ADVERB, Class::TIME, Class::AUXILIARY].iter().any(|c| t.is(*c));
        if noun.kind == Kind::Word && (noun.capital || !other(noun)) {
            return level!(A::Governed, "apposed");
        }
    }
    if before.kind != Kind::Word {
        return level!(A::Governed, "no");
    }
    let reports = |t: &Token| t.is(Class::CUE) && !t.capital;
    let that = before.is(Class::RELATIVE)
        && tokens[first.saturating_sub(4)..first - 1].iter().any(|t| t.kind == Kind::Word && reports(t));
    if before.is(Class::OF) {
        level!(A::Governed, "of")
    } else if before.is(Class::AGENT) {
        level!(A::Governed, "by")
    } else if that || (reports(before) && tokens[first].is(Class::SUBJECT)) {
        level!(A::Governed, "reported")
    } else if reports(before) {
        if before.is(Class::STRONG) {
            level!(A::Governed, "verb-strong")
        } else {
            level!(A::Governed, "verb")
        }
    } else if before.is(Class::PREPOSITION) && before.is(Class::CLAUSE) {
        level!(A::Governed, "clause")
    } else if before.is(Class::PREPOSITION) {
        level!(A::Governed, "other")
    } else {
        level!(A::Governed, "no")
    }
}

/// Whether a preposition or a verb before it makes a mention no subject.
pub(super) fn is_governed(tokens: &[Token], first: usize) -> bool {
    governed(tokens, first) != level!(A::Governed, "no")
}

/// The how-manieth mention of its sentence it is, counted from the quotation.
fn nth(read: &Read, mention: &Mention, ranks: &Ranks) -> u8 {
    let at = read.mentions.partition_point(|m| m.tokens.start < mention.tokens.start);
    let back =
        if at >= ranks.right_from { at - ranks.right_from } else { ranks.left.end.saturating_sub(at + 1) };
    1 + back.min(3) as u8
}

/// Whom a cue speaks to ("told reporters"), and what a colon follows.
fn told(tokens: &[Token], mention: &Mention, cue: Option<usize>) -> u8 {
    let before = mention.tokens.start.checked_sub(1);
    let verb = before.filter(|i| tokens[*i].is(Class::STRONG) && !tokens[*i].capital);
    if tokens.get(mention.tokens.end).is_some_and(|t| t.kind == Kind::Colon) {
        level!(A::Told, "colon")
    } else if verb.is_some() && cue != verb {
        level!(A::Told, "cue")
    } else {
        level!(A::Told, "no")
    }
}

fn bracketed(tokens: &[Token], first: usize) -> bool {
    let back = tokens[first.saturating_sub(12)..first].iter().rev();
    let mut marks = back.filter(|t| matches!(t.kind, Kind::Open | Kind::Close));
    marks.next().is_some_and(|t| t.kind == Kind::Open)
}
