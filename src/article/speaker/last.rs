//! Who says a quotation where the verb ends the sentence: `X, "…" dedi.`, `Xは「…」と述べた。`

use super::cue::Class;
use super::phrase::{self, Mention, Sort};
use super::rule::{Finding, Found, Place};
use super::token::{Kind, Token};

/// A verb is looked for this many tokens after the quotation.
const REACH: usize = 8;

/// `"…" dedi X.`, `「…」とX。`: the subject stands behind the quotation.
pub(super) fn after(p: Place<'_>, from: usize) -> Option<Found> {
    if subject(p).is_some() {
        return None;
    }
    let cue = cue(p, from);
    let next = cue.or_else(|| quotative(p, from)).map(|cue| cue + 1)?;
    let clause = next..p.end.min(next + REACH);
    let mention = clause
        .clone()
        .take_while(|i| p.tokens[*i].kind != Kind::Comma && !matches!(p.tokens[*i].kind, Kind::Quote(_)))
        .find_map(|i| phrase::at(p.tokens, i, p.end, p.words))
        .filter(|m| {
            m.sort == Sort::Name || m.tokens.start == next || p.tokens[m.tokens.start].is(Class::ROLE)
        })?;
    let behind = p.tokens.get(suffixes(p, mention.tokens.end)).filter(|t| t.kind == Kind::Word);
    if behind.is_some_and(|t| t.is(Class::PREPOSITION | Class::TOPIC)) && p.words.unspaced {
        return None;
    }
    Some(Found { cue, mention, kind: Finding::AfterVerb })
}

/// `X, "…" dedi`, `Xは「…」と述べた`, `X'e göre "…"`.
pub(super) fn before(p: Place<'_>) -> Option<Found> {
    if let Some(k) = (p.start..p.quote).rev().find(|i| p.tokens[*i].is(Class::ACCORDING))
        && let Some(mention) = ending(p, k)
    {
        return Some(Found { cue: Some(k), mention, kind: Finding::BeforeAccording });
    }
    let mention = subject(p)?;
    let cue = cue(p, p.quote + 1);
    let colon = p.tokens[p.quote - 1].kind == Kind::Colon;
    let said = cue.is_some() || colon || quotative(p, p.quote + 1).is_some();
    let kind = if cue.is_some() { Finding::AfterSubject } else { Finding::BeforeNear };
    said.then_some(Found { cue, mention, kind })
}

fn cue(p: Place<'_>, from: usize) -> Option<usize> {
    let near = from..p.end.min(from + REACH);
    near.clone()
        .take_while(|i| {
            p.tokens[*i].kind == Kind::Word || p.tokens[*i].kind == Kind::Comma && p.words.unspaced
        })
        .find(|i| p.tokens[*i].is(Class::CUE))
}

fn quotative(p: Place<'_>, from: usize) -> Option<usize> {
    p.tokens.get(from).filter(|t| from < p.end && t.is(Class::QUOTATIVE)).map(|_| from)
}

/// What the sentence speaks of before the quotation: marked by a particle, else parted by a comma.
fn subject(p: Place<'_>) -> Option<Mention> {
    if !p.words.unspaced {
        let parts = |t: &Token| matches!(t.kind, Kind::Comma | Kind::Quote(_) | Kind::Semicolon);
        let mut upto = p.quote;
        // "X, romanı “…” olarak tanımladı": an object may stand between the subject and the quotation.
        for _ in 0..2 {
            let end = (p.start..upto).rev().find(|i| p.tokens[*i].kind == Kind::Word)? + 1;
            let start = (p.start..end).rev().find(|i| parts(&p.tokens[*i])).map_or(p.start, |i| i + 1);
            let found = phrase::last_phrase(p.tokens, start, end, p.words)
                .map(|m| uncased(p, m))
                .filter(|m| m.tokens.end == end || m.sort != Sort::Nominal);
            if found.is_some() {
                return found;
            }
            upto = start;
        }
        return None;
    }
    let topics = (p.start..p.quote).rev().filter(|i| p.tokens[*i].is(Class::TOPIC));
    topics.take(4).find_map(|topic| ending(p, topic))
}

/// The mention that ends before token `end`, but for suffixes and brackets: 社長, （79）.
fn ending(p: Place<'_>, end: usize) -> Option<Mention> {
    let mut upto = end;
    while upto > p.start && !p.words.unspaced && p.tokens[upto - 1].kind != Kind::Word {
        upto -= 1;
    }
    if !p.words.unspaced {
        return phrase::last_phrase(p.tokens, p.start, upto, p.words)
            .filter(|m| m.tokens.end == upto)
            .map(|m| uncased(p, m));
    }
    let suffix = |t: &Token| t.is(Class::ADVERB) || matches!(t.kind, Kind::Open | Kind::Close | Kind::Number);
    while upto > p.start && suffix(&p.tokens[upto - 1]) {
        upto -= 1;
    }
    let last = upto.checked_sub(1).filter(|i| *i >= p.start)?;
    let mention = phrase::at(p.tokens, last, upto, p.words)?;
    // 消防団員の男性: whose or what kind of man he is belongs to the mention.
    let of = last >= p.start + 2 && p.tokens[last - 1].is(Class::OF) && mention.sort == Sort::Nominal;
    let noun = |i: usize| {
        let t = &p.tokens[i];
        t.kind == Kind::Word && (t.is_name() || t.is(Class::ROLE | Class::BODY | Class::TITLE))
    };
    let from = if of { (p.start..last - 1).rev().take_while(|i| noun(*i)).last() } else { None };
    Some(from.map_or(mention.clone(), |from| Mention { tokens: from..upto, ..mention }))
}

/// "X’in aktardığına", "X’den yapılan açıklama": the name that has a case ends the mention.
fn uncased(p: Place<'_>, mut mention: Mention) -> Mention {
    if let Some(i) = mention.tokens.clone().find(|i| p.tokens[*i].possessive && p.words.suffixed) {
        mention.tokens.end = i + 1;
        mention.sort = Sort::Name;
    }
    mention
}

fn suffixes(p: Place<'_>, from: usize) -> usize {
    (from..p.end).find(|i| !p.tokens[*i].is(Class::ADVERB)).unwrap_or(p.end)
}

#[cfg(test)]
mod tests {
    use crate::article::{RawCopy, parse};

    #[test]
    fn the_subject_stands_before_what_is_said_or_behind_it() {
        for (lang, text, want) in [
            ("tr", "Bakan Ada Holm, \"Köprü yarın açılacak\" dedi.", "Bakan Ada Holm"),
            ("tr", "\"Köprü yarın açılacak\" dedi Ada Holm.", "Ada Holm"),
            ("tr", "Ada Holm'a göre köprü \"yarın sabah erkenden açılacak\".", "Ada Holm"),
            ("ja", "森川直樹市長は会見で「橋はあす開通する予定だ」と述べた。", "森川直樹"),
            ("ja", "「橋はあす開通する予定だ」と森川さん。", "森川"),
            ("ja", "森川直樹市長によると、橋は「あす開通する予定」という。", "森川直樹"),
        ] {
            let copy = RawCopy { lang: Some(lang.to_owned()), ..RawCopy::from_text(text) };
            let article = parse(copy);
            let speaker = article.quotes.first().and_then(|q| q.speaker.as_ref());
            assert_eq!(speaker.map(|s| s.span.of(text)), Some(want), "{text}");
        }
    }
}
