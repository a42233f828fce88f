//! Mentions: the noun phrase that begins at a token, and the subject of a verb.

use std::ops::Range;

use super::cue::{Class, Words};
use super::run;
use super::token::{Kind, Token};

/// What a mention is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sort {
    Name,
    Pronoun,
    Nominal,
    /// The name in "Holm's comment".
    Owner,
}

/// A mention as a range of tokens.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Mention {
    pub tokens: Range<usize>,
    pub sort: Sort,
}

/// A phrase is at most this many words long.
const MOST_WORDS: usize = 14;
/// A subject is looked for this many tokens before its verb.
const REACH: usize = 60;

/// The noun phrase that begins at token `i`, not past `end`.
pub(super) fn at(tokens: &[Token], i: usize, end: usize, words: &Words) -> Option<Mention> {
    if words.unspaced {
        return run::at(tokens, i, end);
    }
    let first = tokens.get(i).filter(|t| i < end && t.kind == Kind::Word)?;
    if first.is(Class::SUBJECT) && !(first.is(Class::DETERMINER) && follows_noun(tokens, i, end)) {
        return Some(Mention { tokens: i..i + 1, sort: Sort::Pronoun });
    }
    let blocked = Class::PREPOSITION;
    let opens =
        i.checked_sub(1).is_none_or(|b| !matches!(tokens[b].kind, Kind::Word | Kind::Number | Kind::Comma));
    if first.is(blocked) && (!first.capital || words.capital_nouns || opens)
        || first.is(Class::VERB) && !first.capital
        || first.is(Class::CONJUNCTION)
        || first.is(Class::RELATIVE)
        || first.is(Class::OBJECT) && !first.is(Class::DETERMINER)
    {
        return None;
    }
    let lower = !first.capital || !words.english && opens && i + 1 < end && !tokens[i + 1].is_name();
    if first.is(Class::AUXILIARY) && (!first.capital || opens)
        || (first.is(Class::CUE) && lower)
        || (first.is(Class::ADVERB) && (lower || words.capital_nouns || opens))
    {
        return None;
    }
    let mut j = i;
    while j < end && j - i < MOST_WORDS && goes_on(tokens, i, j, end, words) {
        j += 1;
    }
    if let Some(end) = of_office(tokens, i..j, end, words) {
        return Some(Mention { tokens: i..end, sort: Sort::Nominal });
    }
    if let Some(whose) = of_whom(tokens, i..j, end, words) {
        return Some(Mention { tokens: i..whose.tokens.end, sort: whose.sort });
    }
    let sort = sort_of(&tokens[i..j], words);
    // "Yet another said"
    let speaks = tokens.get(j).is_some_and(|t| j < end && t.is(Class::STRONG) && !t.capital)
        && !first.is(Class::OPENER);
    (j > i && (j > i + 1 || !first.is(Class::DETERMINER) || first.is(Class::PRONOUN) || speaks))
        .then_some(Mention { tokens: i..j, sort })
}

/// Where "the head" goes on with "of state", "the minister" with "of finance".
fn of_office(tokens: &[Token], head: Range<usize>, end: usize, words: &Words) -> Option<usize> {
    let (first, last) = (&tokens[head.start], tokens[..head.end].last()?);
    tokens.get(head.end).filter(|t| head.end < end && t.is(Class::OF) && !t.capital)?;
    let definite = first.is(Class::DETERMINER) || head.len() > 1 && tokens[head.end - 2].possessive;
    if !definite || !last.is(Class::OFFICE) || last.kind != Kind::Word || head.len() < 2 {
        return None;
    }
    let whose = at(tokens, head.end + 1, end.min(head.end + 1 + MOST_WORDS), words)?;
    (whose.sort != Sort::Pronoun).then_some(whose.tokens.end)
}

/// Where "la directora" goes on with "de la empresa", and with her name behind it.
fn of_whom(tokens: &[Token], head: Range<usize>, end: usize, words: &Words) -> Option<Mention> {
    if words.english || head.is_empty() {
        return None;
    }
    let (first, last) = (&tokens[head.start], &tokens[head.end - 1]);
    tokens.get(head.end).filter(|t| head.end < end && t.is(Class::OF) && !t.capital)?;
    let own = words.capital_nouns && first.is(Class::DETERMINER) && head.len() <= 3;
    let noun = own || !last.is_name() || last.is(Class::BODY | Class::ROLE | Class::TITLE);
    if !noun || !(first.is(Class::DETERMINER | Class::BODY | Class::ROLE | Class::TITLE)) {
        return None;
    }
    let whose = at(tokens, head.end + 1, end.min(head.end + 1 + MOST_WORDS / 2), words)?;
    (whose.sort != Sort::Pronoun).then_some(whose)
}

fn follows_noun(tokens: &[Token], i: usize, end: usize) -> bool {
    tokens
        .get(i + 1)
        .is_some_and(|t| i + 1 < end && t.kind == Kind::Word && !t.is(Class::CUE) && !t.is(Class::AUXILIARY))
}

/// Whether the phrase from `i` takes in token `j`.
fn goes_on(tokens: &[Token], i: usize, j: usize, end: usize, words: &Words) -> bool {
    let t = &tokens[j];
    match t.kind {
        // "Air Force 1st Lt. Ada Holm"
        Kind::Number if tokens.get(j + 1).is_some_and(|t| t.is(Class::TITLE)) => return true,
        Kind::Number => return j == i || tokens[j - 1].kind == Kind::Word && !tokens[j - 1].capital,
        Kind::Word => {}
        _ => return false,
    }
    if j == i {
        return true;
    }
    let named = tokens[i..j].iter().any(Token::is_name);
    if t.is(Class::PREPOSITION) && !t.capital {
        // "Secretary of State John Kerry": the name comes after the office.
        let run = tokens[j + 1..end.min(j + 7)].iter().take_while(|t| t.is_name()).count();
        let office = tokens[j - 1].is(Class::TITLE);
        return office && run >= 3 && j + 1 < end;
    }
    if t.is(Class::DETERMINER) && !t.capital {
        return false;
    }
    if t.is(Class::SUBJECT) && !t.capital && !t.is(Class::DETERMINER) {
        return false;
    }
    // "a newly formed party", but "the party formed", "a source speaking": a noun before makes it a verb.
    let after_article = tokens[j - 1].is(Class::DETERMINER) || tokens[j - 1].is(Class::ADVERB);
    if !t.capital && t.is(Class::ADVERB) && after_article {
        return true;
    }
    if !t.capital && !after_article && t.is(Class::VERB) {
        return false;
    }
    if t.is(Class::STOPS_PHRASE) && !(t.capital && named && !t.is(Class::TIME)) {
        return false;
    }
    if !t.capital && (t.is(Class::CUE) || t.is(Class::ADVERB) || t.is(Class::OBJECT)) && !t.is(Class::ROLE) {
        return false;
    }
    // After a name, small words belong to something else, except where an article or a possessive owns them, or
    // the phrase follows its verb: "said Virginia delegate Ada Holm".
    let article = tokens[i].is(Class::DETERMINER);
    let inverted = i > 0 && tokens[i - 1].is(Class::CUE | Class::ACCORDING) && !tokens[i - 1].capital;
    let parted = named && !t.capital && tokens[j - 1].is_name() && !tokens[j - 1].possessive;
    if words.capital_nouns {
        // "die 81 Jahre alte Gerda Hinrichs": only an adjective between nouns.
        let between = j + 1 < end && tokens[j + 1].is_name();
        return !parted || between;
    }
    !parted || article || inverted || owned(tokens, i, j)
}

/// "Rovers team manager Ada Holm": small nouns between a name and another name, or to the verb.
fn owned(tokens: &[Token], i: usize, j: usize) -> bool {
    let after = tokens[j..]
        .iter()
        .take(4)
        .take_while(|t| t.kind == Kind::Word && !t.is(Class::CUE) && !t.is(Class::PREPOSITION));
    let small = after.clone().take_while(|t| !t.capital).count();
    let role = after.clone().take(small.max(1)).any(|t| t.is(Class::ROLE) || t.is(Class::TITLE));
    let named = small <= 3 && after.clone().nth(small).is_some_and(Token::is_name);
    (role || named) && j - i <= 4
}

fn sort_of(tokens: &[Token], words: &Words) -> Sort {
    let Some(last) = tokens.last() else { return Sort::Nominal };
    let opener = tokens.len() == 1 && last.is(Class::OPENER);
    let noun = words.capital_nouns
        && tokens.first().is_some_and(|t| t.is(Class::DETERMINER))
        && !tokens.iter().any(|t| t.is(Class::TITLE));
    if last.is_name() && !opener && !noun && !last.is(Class::ROLE) { Sort::Name } else { Sort::Nominal }
}

/// The subject of the verb at `verb`, looked for back to `start`: over adverbs and auxiliaries, appositions,
/// brackets and relative clauses.
pub(super) fn subject(tokens: &[Token], start: usize, verb: usize, words: &Words) -> Option<Mention> {
    let (found, apposed) = walk_back(tokens, start, verb, words);
    // "His lawyer, Ada Holm, said": the name behind a calling; but "X, the editor of Y, Z, said" is X.
    match (found, apposed) {
        (Some(found), Some(apposed)) if found.sort == Sort::Nominal => Some(apposed),
        (found, apposed) => found.or(apposed),
    }
}

/// The subject, and the name that commas part from both it and the verb.
fn walk_back(
    tokens: &[Token],
    start: usize,
    verb: usize,
    words: &Words,
) -> (Option<Mention>, Option<Mention>) {
    let mut apposed = None;
    let start = start.max(verb.saturating_sub(REACH));
    let mut end = verb;
    while end > start && is_verb_part(&tokens[end - 1]) {
        end -= 1;
    }
    let mut hops = 0;
    let mut spare = None;
    while end > start && hops < 6 {
        hops += 1;
        let last = &tokens[end - 1];
        match last.kind {
            Kind::Close => end = opening(tokens, start, end),
            // "Holm — named by many as the next keeper — told"
            Kind::Dash if dash_before(tokens, start, end).is_some() => {
                end = dash_before(tokens, start, end).unwrap_or(start);
            }
            Kind::Comma | Kind::Dash => {
                end -= 1;
                let chunk = chunk_start(tokens, start, end);
                if chunk == end {
                    continue;
                }
                let found = last_phrase(tokens, chunk, end, words);
                // "X, the editor of Y, Z, said": what a comma parts from its verb is no subject.
                let parted = hops == 1 && chunk > start && tokens[chunk - 1].kind == Kind::Comma;
                if (parted || is_aside(&tokens[chunk..end])) && chunk > start {
                    if parted {
                        let whole = |m: &Mention| {
                            m.sort == Sort::Name && m.tokens == (chunk..end) && m.tokens.len() > 1
                        };
                        apposed = found.clone().filter(whole);
                    }
                    spare = spare.or(found);
                    end = chunk;
                    continue;
                }
                return (found.or(spare), apposed);
            }
            _ if last.is(Class::RELATIVE) && last.kind == Kind::Word => {
                end -= 1;
            }
            Kind::Word | Kind::Number => {
                let chunk = chunk_start(tokens, start, end);
                if let Some(found) = last_phrase(tokens, chunk, end, words) {
                    return (Some(found), apposed);
                }
                end = chunk;
            }
            _ => return (spare, apposed),
        }
    }
    (spare, apposed)
}

/// Adverbs, auxiliaries and "quoted as" between a subject and its verb.
fn is_verb_part(t: &Token) -> bool {
    t.kind == Kind::Word
        && !t.capital
        && (t.is(Class::ADVERB) || t.is(Class::AUXILIARY))
        && !t.is(Class::SUBJECT)
}

fn opening(tokens: &[Token], start: usize, end: usize) -> usize {
    (start..end - 1).rev().find(|i| tokens[*i].kind == Kind::Open).unwrap_or(end - 1)
}

/// The dash that the one before `end` closes.
fn dash_before(tokens: &[Token], start: usize, end: usize) -> Option<usize> {
    let back = (start.max(end.saturating_sub(24))..end - 1).rev();
    back.take_while(|i| !matches!(tokens[*i].kind, Kind::Quote(_))).find(|i| tokens[*i].kind == Kind::Dash)
}

/// Where the run of tokens before `end` begins that no comma, dash, quotation or full stop parts.
fn chunk_start(tokens: &[Token], start: usize, end: usize) -> usize {
    let parts = |t: &Token| !matches!(t.kind, Kind::Word | Kind::Number);
    (start..end).rev().find(|i| parts(&tokens[*i])).map_or(start, |i| i + 1)
}

/// Whether a part between commas only describes what stands before it: an age, a state, an apposition, `who …`.
fn is_aside(chunk: &[Token]) -> bool {
    let Some(first) = chunk.first() else { return true };
    let short_state = chunk.len() <= 2
        && chunk.iter().all(|t| t.capital || t.kind == Kind::Number)
        && chunk[0].kind != Kind::Number;
    first.kind == Kind::Number
        || first.is(Class::RELATIVE)
        || (first.is(Class::DETERMINER) && !first.capital)
        || (!first.capital
            && !first.is(Class::SUBJECT)
            && !first.is(Class::PREPOSITION)
            && !first.is(Class::CONJUNCTION))
        || (first.is(Class::PREPOSITION) && !first.capital)
        || (short_state && !first.is(Class::TITLE) && !first.is(Class::SUBJECT) && chunk.len() == 1)
}

/// The last phrase of `start..end` that no preposition governs, or the last one at all.
pub(super) fn last_phrase(tokens: &[Token], start: usize, end: usize, words: &Words) -> Option<Mention> {
    let (mut free, mut any) = (None, None);
    let mut i = start;
    while i < end {
        let governed = i > start && {
            let before = &tokens[i - 1];
            (before.is(Class::PREPOSITION) && !before.is(Class::RELATIVE) && !is_clause_word(before))
                || before.is(Class::GERUND)
                || before.is(Class::CUE) && !before.is(Class::ROLE)
        };
        match at(tokens, i, end, words) {
            Some(found) if !is_filler(tokens, &found) => {
                i = found.tokens.end.max(i + 1);
                if governed { any = Some(found) } else { free = Some(found) }
            }
            Some(found) => i = found.tokens.end.max(i + 1),
            None => i += 1,
        }
    }
    free.or(any)
}

/// "when", "because": they open a clause with a subject of its own.
fn is_clause_word(t: &Token) -> bool {
    !t.is(Class::DETERMINER) && t.is(Class::CONJUNCTION)
        || t.end - t.start >= 4 && t.is(Class::OPENER) && t.is(Class::PREPOSITION)
}

/// A phrase that cannot speak: small words without article that are no known role, days, figures.
pub(super) fn is_filler(tokens: &[Token], m: &Mention) -> bool {
    let part = &tokens[m.tokens.clone()];
    let opener = part.len() == 1 && part[0].is(Class::OPENER) && m.sort != Sort::Pronoun;
    let bare = m.sort == Sort::Nominal
        && !part[0].is(Class::DETERMINER)
        && !part.iter().any(|t| t.is(Class::ROLE) || t.is(Class::TITLE) || t.is_name() || t.possessive);
    let plural = part.last().is_some_and(|t| t.is(Class::ROLE));
    opener || (bare && !plural)
}
