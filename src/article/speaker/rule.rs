//! Who says a quotation, from the words of its own sentence: the cue before or after it and the cue's subject.

use super::cue::{Class, Words};
use super::last;
use super::phrase::{self, Mention, Sort};
use super::token::{Kind, Token};

/// A speaker found beside a quotation.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Found {
    /// The cue's token.
    pub cue: Option<usize>,
    pub mention: Mention,
    pub kind: Finding,
}

/// How a speaker was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Finding {
    /// `“…,” said X`
    AfterVerb,
    /// `“…,” X said`
    AfterSubject,
    /// `“…,” X, the minister, said`
    AfterAside,
    /// The last cue of the sentence.
    AfterFar,
    /// `That “…” is wrong, X said.`
    AfterEnd,
    AfterAccording,
    /// `“…,” X pressed.`: a verb that no table knows, and nothing else.
    AfterUnknown,
    BeforeNear,
    BeforeFar,
    BeforeFarther,
    BeforeAccording,
    /// `X: “…”`
    Colon,
    /// `X scolded him: “…”`: a colon, and no verb that a table knows.
    ColonSubject,
}

/// A cue after the subject is looked for this many tokens on.
const AFTER_REACH: usize = 28;

/// One sentence and the quotation in it that is asked about.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'a> {
    pub tokens: &'a [Token],
    pub start: usize,
    pub end: usize,
    /// The quotation's token.
    pub quote: usize,
    /// The quotation ends with a comma, or `?` or `!`: a cue clause is to follow.
    pub leads: bool,
    pub words: &'a Words,
}

/// `“…,” said X`, `“…,” X said`, `“…,” X, the minister, said`, `“…,” according to X`.
pub(super) fn after(p: Place<'_>) -> Option<Found> {
    let mut i = p.quote + 1;
    while i < p.end && matches!(p.tokens[i].kind, Kind::Comma | Kind::Dash) {
        i += 1;
    }
    let first = p.tokens.get(i).filter(|_| i < p.end)?;
    if p.words.verb_last {
        return last::after(p, i);
    }
    if first.is(Class::ACCORDING) {
        return according(p, i, Finding::AfterAccording);
    }
    // "a déclaré Holm": the auxiliary and its participle before a name.
    let cue = participle(p, i);
    if let Some(cue) = cue
        && let Some(mention) = phrase::at(p.tokens, skip(p, cue + 1), p.end, p.words)
            .filter(|m| m.sort == Sort::Name || !p.words.english)
    {
        return Some(Found { cue: Some(cue), mention: named(p, mention), kind: Finding::AfterVerb });
    }
    if first.is(Class::CUE) && !first.capital {
        let mention = phrase::at(p.tokens, skip(p, i + 1), p.end, p.words)?;
        return Some(Found { cue: Some(i), mention: named(p, mention), kind: Finding::AfterVerb });
    }
    // "a-t-il dit": the auxiliary stands before its pronoun.
    let turned = first.is(Class::AUXILIARY)
        && p.tokens.get(i + 1).is_some_and(|t| t.is(Class::HE) || t.is(Class::SHE));
    let mention = phrase::at(p.tokens, i + usize::from(turned), p.end, p.words)?;
    let mut k = mention.tokens.end;
    if let Some(verb) = unknown_verb(p, k, i > p.quote + 1 || p.leads) {
        return Some(Found { cue: Some(verb), mention, kind: Finding::AfterUnknown });
    }
    let mut aside = false;
    while k < p.end.min(i + AFTER_REACH) {
        let t = &p.tokens[k];
        match t.kind {
            Kind::Quote(_) | Kind::Stop | Kind::Semicolon | Kind::Colon => return None,
            Kind::Comma | Kind::Open | Kind::Dash => aside = true,
            Kind::Word
                if t.is(Class::STRONG)
                    && !is_noun(p, k)
                    && !(aside && in_relative(p, mention.tokens.end, k)) =>
            {
                let kind = if aside { Finding::AfterAside } else { Finding::AfterSubject };
                return Some(Found { cue: Some(k), mention, kind });
            }
            Kind::Word if !aside && t.is(Class::CUE) => {
                return Some(Found { cue: Some(k), mention, kind: Finding::AfterSubject });
            }
            // Without a comma only adverbs, auxiliaries and what a preposition adds may part subject and verb.
            Kind::Word
                if !aside
                    && !t.is(Class::ADVERB)
                    && !t.is(Class::AUXILIARY)
                    && k > mention.tokens.end + 8 =>
            {
                return None;
            }
            _ => {}
        }
        k += 1;
    }
    None
}

/// "a déclaré", "s’est réjoui", "ha poi aggiunto": the participle after an auxiliary.
fn participle(p: Place<'_>, i: usize) -> Option<usize> {
    let small = |t: &&Token| t.kind == Kind::Word && !t.capital;
    let part =
        |t: &Token| t.is(Class::AUXILIARY) || (!p.words.english && t.is(Class::OBJECT | Class::ADVERB));
    let ahead = p.tokens[i..p.end].iter().take(4).take_while(small).take_while(|t| part(t)).count();
    let turned = p.tokens[i..i + ahead].iter().any(|t| t.is(Class::AUXILIARY));
    let cue = i + ahead;
    (turned && cue < p.end && p.tokens[cue].is(Class::STRONG) && !p.tokens[cue].capital).then_some(cue)
}

/// Past what may stand between a verb and its subject: adverbs, and elsewhere than in English whom it is said to,
/// and where.
fn skip(p: Place<'_>, mut next: usize) -> usize {
    let small = |i: usize| i < p.end && p.tokens[i].kind == Kind::Word && !p.tokens[i].capital;
    loop {
        let Some(t) = p.tokens.get(next).filter(|_| next < p.end) else { return next };
        let told = !p.words.english && !t.is(Class::DETERMINER | Class::SUBJECT) && t.is(Class::OBJECT);
        let place = !p.words.english && !p.words.unspaced && small(next) && t.is(Class::PREPOSITION);
        if t.is(Class::ADVERB) || told {
            next += 1;
        } else if place && !t.is(Class::SUBJECT) {
            let noun =
                next + 1 + usize::from(p.tokens.get(next + 1).is_some_and(|t| t.is(Class::DETERMINER)));
            if p.tokens.get(noun).is_none_or(|t| noun >= p.end || t.kind != Kind::Word) {
                return next;
            }
            // "уточнили в МЧС": where nothing follows, the place is who says so.
            if p.tokens.get(noun + 1).is_none_or(|t| noun + 1 >= p.end || t.kind != Kind::Word) {
                return next + 1;
            }
            next = noun + 1;
        } else {
            return next;
        }
    }
}

/// `la directora, Ada Holm`: the name that a comma adds to an office, where no more than that stands between commas.
fn named(p: Place<'_>, mention: Mention) -> Mention {
    let comma = mention.tokens.end;
    let name = comma + 1;
    let commas = |i: usize| i >= p.end || !matches!(p.tokens[i].kind, Kind::Word | Kind::Number);
    if p.words.english
        || mention.sort != Sort::Nominal
        || comma >= p.end
        || p.tokens[comma].kind != Kind::Comma
    {
        return mention;
    }
    let end = name + p.tokens[name..p.end].iter().take(5).take_while(|t| t.is_name()).count();
    if end < name + 2 || !commas(end) { mention } else { Mention { tokens: name..end, sort: Sort::Name } }
}

/// A small word that ends the clause where a cue is due.
fn unknown_verb(p: Place<'_>, k: usize, due: bool) -> Option<usize> {
    let t = p.tokens.get(k).filter(|t| due && k < p.end && t.kind == Kind::Word && !t.capital)?;
    let ends = p.tokens.get(k + 1).is_none_or(|t| !matches!(t.kind, Kind::Word | Kind::Number));
    let verb = t.class == Class::default() || t.is(Class::VERB);
    (ends && verb && !p.words.capital_nouns).then_some(k)
}

/// Whether the verb at `k` belongs to a relative clause that no comma has closed: `X, who said …`.
fn in_relative(p: Place<'_>, from: usize, k: usize) -> bool {
    (from..k).rev().take_while(|i| p.tokens[*i].kind != Kind::Comma).any(|i| p.tokens[i].is(Class::RELATIVE))
}

/// Whether the word that could be a verb is a noun here: `the claims`, `his report`.
pub(super) fn is_noun(p: Place<'_>, i: usize) -> bool {
    let t = &p.tokens[i];
    if t.is(Class::GERUND) || i == p.start {
        return false;
    }
    let before = &p.tokens[i - 1];
    before.kind == Kind::Word
        && ((before.is(Class::DETERMINER) && !before.is(Class::RELATIVE) && !before.is(Class::SUBJECT))
            || before.possessive
            || (before.is(Class::PREPOSITION) && !before.is(Class::OBJECT)))
}

fn according(p: Place<'_>, i: usize, kind: Finding) -> Option<Found> {
    let mut next = i + 1;
    if p.tokens.get(next).is_some_and(|t| t.is(Class::PREPOSITION)) {
        next += 1;
    }
    let mut mention = phrase::at(p.tokens, next, p.end, p.words)?;
    // "по словам главы профсоюза «…» Ады Хольм": a title between the office and the name.
    let end = mention.tokens.end;
    if !p.words.english
        && mention.sort == Sort::Nominal
        && p.tokens.get(end).is_some_and(|t| end < p.end && matches!(t.kind, Kind::Quote(_)))
        && let Some(name) = phrase::at(p.tokens, end + 1, p.end, p.words).filter(|m| m.sort == Sort::Name)
    {
        mention = name;
    }
    Some(Found { cue: Some(i), mention: named(p, mention), kind })
}

/// `X said: “…”`, `X told Y that … “…”`, `X, the minister, called it “…”`, `According to X, “…”`.
pub(super) fn before(p: Place<'_>) -> Option<Found> {
    if p.words.verb_last {
        return last::before(p);
    }
    let mut spare = None;
    for k in (p.start..p.quote).rev() {
        let t = &p.tokens[k];
        if t.kind != Kind::Word {
            if t.kind == Kind::Colon && p.quote - k == 1 {
                spare = spare.or_else(|| name_before_colon(p, k));
            }
            continue;
        }
        if t.is(Class::ACCORDING) {
            return according(p, k, Finding::BeforeAccording).or(spare);
        }
        if !t.is(Class::CUE) || (t.capital && k > p.start) || is_noun(p, k) {
            continue;
        }
        let Some(mention) = subject_of(p, k) else { continue };
        let quotes_between = p.tokens[k..p.quote].iter().filter(|t| matches!(t.kind, Kind::Quote(_))).count();
        let kind = match (p.quote - k, quotes_between) {
            (1..=3, _) => Finding::BeforeNear,
            (_, 0) if p.quote - k <= 14 => Finding::BeforeFar,
            _ => Finding::BeforeFarther,
        };
        let found = Found { cue: Some(k), mention, kind };
        // A weak verb far off gives way to a strong one before it.
        if t.is(Class::WEAK) && p.quote - k > 3 {
            spare = spare.or(Some(found));
            continue;
        }
        return Some(match spare {
            Some(weak) if t.is(Class::WEAK) => weak,
            _ => found,
        });
    }
    let colon = p.quote > p.start && p.tokens[p.quote - 1].kind == Kind::Colon;
    spare.or_else(|| {
        let mention = first_phrase(p, p.quote).filter(|_| colon)?;
        Some(Found { cue: None, mention, kind: Finding::ColonSubject })
    })
}

/// `MINISTER: “…”`, `Holm: “…”`.
fn name_before_colon(p: Place<'_>, colon: usize) -> Option<Found> {
    let mention = phrase::at(p.tokens, p.start, colon, p.words)
        .filter(|m| m.tokens.end == colon && m.sort == Sort::Name)
        .or_else(|| first_phrase(p, colon).filter(|_| !p.words.english))?;
    Some(Found { cue: None, mention, kind: Finding::Colon })
}

/// The subject of the cue at `k`; of `…, adding`, the subject of the verb before it.
pub(super) fn subject_of(p: Place<'_>, k: usize) -> Option<Mention> {
    if p.tokens[k].is(Class::GERUND) {
        let verb = (p.start..k)
            .rev()
            .find(|i| p.tokens[*i].is(Class::STRONG) && !p.tokens[*i].capital && !is_noun(p, *i));
        if let Some(verb) = verb {
            let inverted = p.words.verb_first
                || matches!(
                    p.tokens.get(verb.wrapping_sub(1)).map(|t| t.kind),
                    Some(Kind::Quote(_) | Kind::Comma)
                );
            if inverted && let Some(mention) = phrase::at(p.tokens, verb + 1, k, p.words) {
                return Some(mention);
            }
            if let Some(mention) = phrase::subject(p.tokens, p.start, verb, p.words) {
                return Some(mention);
            }
        }
        return first_phrase(p, k);
    }
    if p.words.capital_nouns
        && let Some(mention) = inverted(p, k)
    {
        return Some(named(p, mention));
    }
    if p.words.verb_first
        && let Some(mention) = phrase::at(p.tokens, skip(p, k + 1), p.quote, p.words)
    {
        return Some(named(p, mention));
    }
    // The verb stands before its subject: "“…,” said X" in the middle, or "So sagte X: …".
    let spoken = |i: usize| i >= p.start && matches!(p.tokens[i].kind, Kind::Quote(_));
    let comma = p.tokens[k.saturating_sub(1)].kind == Kind::Comma;
    // "Because of the fog, explained Holm, “…”"
    let named = || {
        let next = p.tokens.get(k + 1).is_some_and(|t| k + 1 < p.end && (t.is_name() || t.is(Class::TITLE)));
        next && !p.tokens[k].capital && p.tokens[k].is(Class::STRONG)
    };
    let inverted = k == p.start || spoken(k - 1) || (comma && (named() || k >= 2 && spoken(k - 2)));
    if inverted
        && let Some(mention) = phrase::at(p.tokens, k + 1, p.end, p.words)
            .filter(|m| m.sort != Sort::Nominal || p.tokens[m.tokens.start].is(Class::DETERMINER))
    {
        return Some(mention);
    }
    let joined = (p.start..k)
        .rev()
        .find(|i| !p.tokens[*i].is(Class::ADVERB))
        .filter(|i| p.tokens[*i].is(Class::CONJUNCTION));
    if let Some(and) = joined.filter(|i| *i > p.start) {
        return first_phrase(p, and).or_else(|| phrase::subject(p.tokens, p.start, k, p.words));
    }
    phrase::subject(p.tokens, p.start, k, p.words).or_else(|| {
        let inverted = phrase::at(p.tokens, k + 1, p.quote, p.words);
        let owned = |m: &Mention| p.words.capital_nouns && p.tokens[m.tokens.start].is(Class::DETERMINER);
        inverted.filter(|m| m.sort != Sort::Nominal || owned(m))
    })
}

/// "Als Antwort auf den Brief sagte ein Sprecher": where something else opens the sentence, the subject follows the
/// verb, and the auxiliary where there is one.
fn inverted(p: Place<'_>, k: usize) -> Option<Mention> {
    let first = p.tokens.get(p.start).filter(|t| p.start < k && t.kind == Kind::Word)?;
    // "Den Ausbau lobte er", "Der Zeitung sagte Ada Holm:": an object stands first.
    let behind = phrase::at(p.tokens, skip(p, k + 1), p.quote, p.words);
    let object = behind.is_some_and(|m| {
        let led = p.tokens.get(m.tokens.end).is_some_and(|t| t.kind == Kind::Colon);
        m.sort == Sort::Pronoun && p.tokens[m.tokens.start].is(Class::HE) || led && m.sort == Sort::Name
    });
    if !object && !first.is(Class::PREPOSITION | Class::ADVERB | Class::OBLIQUE) {
        return None;
    }
    let auxiliary = |i: &usize| p.tokens[*i].is(Class::AUXILIARY) && !p.tokens[*i].capital;
    let clause = (p.start..k).rev().take_while(|i| matches!(p.tokens[*i].kind, Kind::Word | Kind::Number));
    let participle = p.tokens.get(k + 1).is_none_or(|t| t.kind != Kind::Word);
    let verb = clause.clone().filter(auxiliary).last().filter(|_| participle).unwrap_or(k);
    let found = phrase::at(p.tokens, skip(p, verb + 1), p.quote, p.words)?;
    let oblique = p.tokens[found.tokens.start].is(Class::OBLIQUE);
    (!oblique
        && (found.sort != Sort::Nominal || p.tokens[found.tokens.start].is(Class::DETERMINER | Class::ROLE)))
    .then_some(found)
}

/// The first phrase of the sentence that no preposition governs: its subject, most likely.
pub(super) fn first_phrase(p: Place<'_>, end: usize) -> Option<Mention> {
    let mut i = p.start;
    let mut governed = false;
    while i < end {
        let t = &p.tokens[i];
        if let Some(found) = phrase::at(p.tokens, i, end, p.words) {
            let opener = found.tokens.len() == 1 && t.is(Class::OPENER) && found.sort != Sort::Pronoun;
            if !governed
                && !opener
                && (found.sort != Sort::Nominal || t.is(Class::DETERMINER) || t.is(Class::ROLE))
            {
                return Some(found);
            }
            i = found.tokens.end.max(i + 1);
            governed = false;
        } else {
            governed = t.kind == Kind::Word && t.is(Class::PREPOSITION);
            i += 1;
        }
    }
    None
}

/// `That “…” is wrong, X said.`: the last cue of the sentence, where nothing nearer is.
pub(super) fn far_after(p: Place<'_>) -> Option<Found> {
    let k = (p.quote + 1..p.end)
        .find(|i| p.tokens[*i].is(Class::STRONG) && !p.tokens[*i].capital && !is_noun(p, *i))?;
    let mention = subject_of(Place { start: p.quote + 1, ..p }, k)?;
    let last = k.max(mention.tokens.end.saturating_sub(1));
    let ends = p.tokens.get(last + 1).is_none_or(|t| t.kind == Kind::Stop)
        || p.tokens.get(last + 1).is_some_and(|t| t.kind == Kind::Comma) && mention.tokens.start > k;
    let kind = if ends { Finding::AfterEnd } else { Finding::AfterFar };
    Some(Found { cue: Some(k), mention, kind })
}
