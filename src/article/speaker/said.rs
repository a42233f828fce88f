//! Whether anybody says what stands in marks: no title, no nickname, no word held at a distance.

use std::collections::HashMap;

use super::axis::{Candidate as A, Run as R, RunLevels, Trust as T, TrustLevels, level};
use super::cue::{Class, Words};
use super::model::likelihood;
use super::pool::Read;
use super::token::{Kind, Token};
use super::{Question, Weights, choose, word_count};
use crate::article::marks::Run;
use crate::article::scan::words;

/// Fills in, for each question, what is known of its run and what the models make of it.
pub(super) fn judge(
    text: &str,
    runs: &[Run],
    (read, words): (&[Read], &Words),
    weights: &Weights,
    questions: &mut [Question],
) {
    let mut seen: HashMap<String, u8> = HashMap::new();
    let mut before = false;
    for (n, (run, question)) in runs.iter().zip(questions).enumerate() {
        let read = &read[run.paragraph];
        let inner = &text[run.inner.clone()];
        let at = read.quote(n);
        let mut levels = RunLevels::default();
        of_words(&mut levels, inner);
        levels[R::Left as usize] = left(&read.tokens, at);
        levels[R::Right as usize] = right(&read.tokens, at);
        levels[R::Work as usize] = u8::from(work(&read.tokens, at));
        let sentence = read.sentences.get(read.sentence(at)).cloned().unwrap_or(at..at + 1);
        levels[R::Stands as usize] = stands(&read.tokens, &sentence, at);
        levels[R::Best as usize] = best(question);
        levels[R::Score as usize] = score(weights, question);
        levels[R::Neighbour as usize] = u8::from(before);
        let key = inner.trim_end_matches(['.', ',', '!', '?']).to_lowercase();
        levels[R::Seen as usize] = seen.insert(key, level!(R::Seen, "earlier")).unwrap_or_default();
        question.run = levels;
        question.likely = likelihood(weights.said.score(&levels));
        if !words.english && names(&read.tokens, at, inner, &levels, words) {
            question.likely = question.likely.min(0.1);
        }
        before = question.likely > 0.5;
        question.trust = trust(question);
        question.confidence = choose::confidence(weights, question);
    }
}

/// `the programme «…»`, `「…」号`: a name in marks, as languages other than English write names and titles.
fn names(tokens: &[Token], at: usize, inner: &str, levels: &RunLevels, words: &Words) -> bool {
    let before = at.checked_sub(1).map(|i| &tokens[i]).filter(|t| t.kind == Kind::Word);
    let behind = tokens.get(at + 1);
    let called = before.is_some_and(|t| t.is(Class::NAMING | Class::WORK));
    if called && words.capital_nouns && word_count(inner) <= 10 {
        return true;
    }
    if levels[R::End as usize] != level!(R::End, "none") || word_count(inner) > 5 {
        return false;
    }
    // "sagte der „Neuen Zeitung“": nobody writes an adjective so that is no part of a name.
    let full = words.capital_nouns
        && word_count(inner) >= 2
        && levels[R::Capitals as usize] == level!(R::Capitals, "all")
        && before.is_some_and(|t| t.is(Class::DETERMINER | Class::PREPOSITION));
    if words.unspaced {
        let quoted =
            behind.is_some_and(|t| t.is(Class::QUOTATIVE)) || before.is_some_and(|t| t.is(Class::CUE));
        // 「…」という。 ends what was said, 「…」という映画 names a film.
        let ends = tokens.get(at + 2).is_none_or(|t| t.kind == Kind::Stop);
        let quoted = quoted || ends && behind.is_some_and(|t| t.is(Class::NAMING));
        let led = at > 0 && matches!(tokens[at - 1].kind, Kind::Colon | Kind::Comma);
        let noun = behind.is_some_and(|t| {
            t.kind == Kind::Word && !t.is(Class::CUE | Class::QUOTATIVE | Class::SUBJECT | Class::ADVERB)
        });
        return !quoted && (called || noun && !led || words.verb_last);
    }
    if !inner.starts_with(|c: char| c.is_uppercase() || c.is_numeric()) && !words.caseless {
        return false;
    }
    let noun = |t: &Token| {
        let small = !t.is(Class::CUE
            | Class::RELATIVE
            | Class::PREPOSITION
            | Class::CONJUNCTION
            | Class::AUXILIARY
            | Class::ADVERB
            | Class::OBJECT
            | Class::SUBJECT);
        small && !(words.caseless && t.is_name()) && (!words.capital_nouns || t.capital)
    };
    full || called || before.is_some_and(noun)
}

fn of_words(levels: &mut RunLevels, inner: &str) {
    levels[R::Words as usize] = match word_count(inner) {
        0..=1 => level!(R::Words, "1"),
        2 => level!(R::Words, "2"),
        3 => level!(R::Words, "3"),
        4..=5 => level!(R::Words, "4-5"),
        6..=9 => level!(R::Words, "6-9"),
        _ => level!(R::Words, "10+"),
    };
    levels[R::Start as usize] = match inner.chars().next() {
        Some(c) if c.is_lowercase() => level!(R::Start, "small"),
        Some(c) if c.is_uppercase() => level!(R::Start, "capital"),
        Some(c) if c.is_numeric() => level!(R::Start, "figure"),
        _ => level!(R::Start, "other"),
    };
    levels[R::Capitals as usize] = capitals(inner);
    levels[R::End as usize] = match inner.chars().next_back() {
        Some(',' | '，' | '—' | '–') => level!(R::End, "comma"),
        Some('.' | '。') => level!(R::End, "stop"),
        Some('?' | '!' | '…' | '？' | '！') => level!(R::End, "question"),
        _ => level!(R::End, "none"),
    };
}

/// Whether the long words behind the first begin with capitals.
fn capitals(inner: &str) -> u8 {
    let capital = |w: &str| w.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase());
    let (mut some, mut small) = (false, false);
    for word in words(inner).skip(1).filter(|w| w.len() > 3) {
        let capital = capital(word);
        (some, small) = (some || capital, small || !capital);
        if some && small {
            break;
        }
    }
    match (some, small) {
        (false, _) => level!(R::Capitals, "none"),
        (true, true) => level!(R::Capitals, "some"),
        (true, false) => level!(R::Capitals, "all"),
    }
}

fn left(tokens: &[Token], at: usize) -> u8 {
    let Some(t) = at.checked_sub(1).map(|i| &tokens[i]) else { return level!(R::Left, "start") };
    match t.kind {
        Kind::Stop | Kind::Semicolon => level!(R::Left, "start"),
        Kind::Comma => level!(R::Left, "comma"),
        Kind::Colon => level!(R::Left, "colon"),
        Kind::Quote(_) => level!(R::Left, "quote"),
        Kind::Dash | Kind::Open | Kind::Close => level!(R::Left, "mark"),
        _ if t.is(Class::NAMING) => level!(R::Left, "called"),
        _ if t.possessive => level!(R::Left, "possessive"),
        _ if t.is(Class::STRONG) => level!(R::Left, "cue"),
        _ if t.is(Class::CUE) => level!(R::Left, "weak"),
        _ if t.is(Class::RELATIVE) => level!(R::Left, "relative"),
        _ if t.is(Class::DETERMINER) => level!(R::Left, "article"),
        _ if t.is(Class::AUXILIARY) => level!(R::Left, "auxiliary"),
        _ if t.is(Class::CONJUNCTION) => level!(R::Left, "conjunction"),
        _ if t.is(Class::PREPOSITION) => level!(R::Left, "preposition"),
        _ if t.capital => level!(R::Left, "name"),
        _ => level!(R::Left, "word"),
    }
}

fn right(tokens: &[Token], at: usize) -> u8 {
    let Some(t) = tokens.get(at + 1) else { return level!(R::Right, "end") };
    match t.kind {
        Kind::Stop | Kind::Semicolon | Kind::Colon => level!(R::Right, "stop"),
        Kind::Comma => level!(R::Right, "comma"),
        Kind::Quote(_) => level!(R::Right, "quote"),
        Kind::Dash | Kind::Open | Kind::Close => level!(R::Right, "mark"),
        _ if t.is(Class::CUE) && !t.capital => level!(R::Right, "cue"),
        _ if t.is(Class::AUXILIARY) => level!(R::Right, "auxiliary"),
        _ if t.is(Class::CONJUNCTION) => level!(R::Right, "conjunction"),
        _ if t.is(Class::PREPOSITION) => level!(R::Right, "preposition"),
        _ if t.capital => level!(R::Right, "name"),
        _ if t.is(Class::DETERMINER) || t.is(Class::ADVERB) => level!(R::Right, "word"),
        _ => level!(R::Right, "noun"),
    }
}

/// Words before the run speak of a film, a programme, a newspaper.
fn work(tokens: &[Token], at: usize) -> bool {
    tokens[at.saturating_sub(4)..at].iter().any(|t| t.is(Class::WORK))
}

fn stands(tokens: &[Token], sentence: &std::ops::Range<usize>, at: usize) -> u8 {
    let words = |range: &[Token]| range.iter().any(|t| matches!(t.kind, Kind::Word | Kind::Number));
    let own = &tokens[sentence.start.max(at.saturating_sub(40))..sentence.end.min(at + 40)];
    if words(own) {
        level!(R::Stands, "inside")
    } else if sentence.start == 0 && sentence.end == tokens.len() {
        level!(R::Stands, "paragraph")
    } else {
        level!(R::Stands, "sentence")
    }
}

fn best(question: &Question) -> u8 {
    let Some(choice) = question.choice().filter(|c| c.speaker.is_some()) else {
        return level!(R::Best, "nobody");
    };
    let levels = &choice.levels;
    if levels[A::After as usize] > 0 {
        level!(R::Best, "after")
    } else if levels[A::Before as usize] > 0 && levels[A::Verb as usize] == level!(A::Verb, "weak") {
        level!(R::Best, "weak")
    } else if levels[A::Before as usize] > 0 {
        level!(R::Best, "before")
    } else if levels[A::Carry as usize] > 0 || levels[A::Next as usize] > 0 {
        level!(R::Best, "carried")
    } else {
        level!(R::Best, "other")
    }
}

fn score(weights: &Weights, question: &Question) -> u8 {
    let of = |i: usize| question.choices.get(i).map_or(0.0, |c| weights.speaker.score(&c.levels));
    match of(question.chosen) - of(0) {
        s if s < 3.0 => level!(R::Score, "0-3"),
        s if s < 5.0 => level!(R::Score, "3-5"),
        s if s < 7.0 => level!(R::Score, "5-7"),
        s if s < 9.0 => level!(R::Score, "7-9"),
        _ => level!(R::Score, "9+"),
    }
}

fn trust(question: &Question) -> TrustLevels {
    let mut levels = TrustLevels::default();
    if let Some(choice) = question.choice() {
        levels[T::Sort as usize] = choice.levels[A::Sort as usize];
        levels[T::Length as usize] = choice.levels[A::Length as usize];
        levels[T::Whole as usize] = choice.levels[A::Whole as usize];
        let of = |axis: A| choice.levels[axis as usize];
        levels[T::How as usize] = match (of(A::After), of(A::Before)) {
            (0, 0) if of(A::Carry) > 0 => level!(T::How, "carried"),
            (0, 0) => level!(T::How, "other"),
            (0, before) => level!(T::How, "after-end") + before,
            (after, _) => after,
        };
    }
    levels
}
