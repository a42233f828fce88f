//! From the runs of a story to their speakers: run by run, each choice known to the next.

use super::axis::{Candidate as A, level};
use super::cue::{self, Words};
use super::describe;
use super::model::{likelihood, shares};
use super::person::{People, Standing};
use super::phrase::Mention;
use super::pool::{self, Asked, Candidate, Carried, Read};
use super::rule::{self, Found};
use super::token::{self, Kind, Token};
use super::{Choice, Known, Question, Speaker, Weights, said, word_count};
use crate::article::Span;
use crate::article::marks::Run;
use crate::article::quote::SURE;

/// Asks who says each of `runs`; one question a run. Languages without a table get no candidates.
pub(crate) fn attribute(
    text: &str,
    paragraphs: &[Span],
    runs: &[Run],
    lang: &str,
    weights: &Weights,
) -> Vec<Question> {
    let Some(words) = cue::words(lang).filter(|_| !runs.is_empty()) else {
        return vec![Question::default(); runs.len()];
    };
    let (read, people) = read(text, paragraphs, runs, words);
    let mut work = Work { text, runs, words, weights, read: &read, people, said: Vec::new() };
    let mut out = Vec::with_capacity(runs.len());
    for (paragraph, own) in read.iter().enumerate() {
        let found: Vec<Vec<Found>> = own.runs.clone().map(|n| work.found(own, n)).collect();
        for n in own.runs.clone() {
            let question = work.ask(paragraph, n, &found);
            out.push(question);
        }
    }
    if !words.english {
        hand_back(runs, &mut out);
    }
    said::judge(text, runs, (&read, words), weights, &mut out);
    out
}

/// A run that its paragraph leaves open goes on in the next one: who speaks there speaks here.
fn hand_back(runs: &[Run], questions: &mut [Question]) {
    for n in (1..runs.len()).rev() {
        let (one, two) = (&runs[n - 1], &runs[n]);
        let told = questions[n].choice().filter(|c| c.levels[A::After as usize] > 0).cloned();
        let goes_on = one.open && two.paragraph == one.paragraph + 1;
        if let Some(choice) = told.filter(|_| goes_on && !questions[n - 1].choices.is_empty()) {
            let (share, question) = (questions[n].share, &mut questions[n - 1]);
            question.chosen = question.choices.len();
            question.share = share;
            question.choices.push(choice);
        }
    }
}

fn read(text: &str, paragraphs: &[Span], runs: &[Run], words: &'static Words) -> (Vec<Read>, People) {
    let mut people = People::new(words.english);
    let mut read: Vec<Read> = Vec::with_capacity(paragraphs.len());
    let mut first = 0;
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let count = runs[first..].iter().take_while(|r| r.paragraph == i).count();
        let own = first..first + count;
        let tokens = token::tokens(text, paragraph.range(), &runs[own.clone()], first, words);
        let sentences = token::sentences(text, &tokens, runs);
        people.read(text, &tokens, i);
        read.push(Read::new(tokens, sentences, own));
        first += count;
    }
    // A pronoun may mean someone named a few paragraphs earlier.
    let mut near = 0;
    for i in (0..read.len()).rev() {
        near = if read[i].runs.is_empty() { near - usize::from(near > 0) } else { EARLIER };
        if near > 0 || read.get(i + 1).is_some_and(|r| !r.runs.is_empty()) {
            read[i].find_mentions(words);
            stand(&mut people, &read[i], i);
        }
    }
    (read, people)
}

const EARLIER: usize = 4;

/// Tells what the names of a paragraph do in their sentences.
fn stand(people: &mut People, read: &Read, paragraph: usize) {
    let byte = |i: usize| read.tokens.get(i).map_or(usize::MAX, |t| t.start);
    let sentences: Vec<_> = read.sentences.iter().map(|s| byte(s.start)..byte(s.end)).collect();
    people.stand(paragraph, &sentences);
    let mut last = usize::MAX;
    for mention in &read.mentions {
        let sentence = read.sentence(mention.tokens.start);
        let bytes = byte(mention.tokens.start)..read.tokens[mention.tokens.end - 1].end;
        if read.cue_of(mention.tokens.start, 0).is_some() {
            people.does(&bytes, Standing::Speaks);
        } else if sentence != last && !describe::is_governed(&read.tokens, mention.tokens.start) {
            people.does(&bytes, Standing::First);
        }
        last = sentence;
    }
}

/// A run whose speaker is chosen.
struct Spoken {
    paragraph: usize,
    quote: usize,
    mention: Option<(usize, Mention)>,
    /// The person, or the mention itself where nobody is known.
    entity: String,
}

struct Work<'a> {
    text: &'a str,
    runs: &'a [Run],
    words: &'static Words,
    weights: &'a Weights,
    read: &'a [Read],
    people: People,
    said: Vec<Spoken>,
}

/// What a left-out subject is worth to the speaker before.
const DROPPED: f32 = 4.0;
/// Runs after this one whose speaker it may share.
const NEXT: usize = 3;

impl Work<'_> {
    /// What the run's own sentence says of its speaker.
    fn found(&self, own: &Read, n: usize) -> Vec<Found> {
        let quote = own.quote(n);
        let leads = self.text[self.runs[n].inner.clone()].ends_with([',', '?', '!', '—', '…', '，']);
        let place = own.place(quote, leads, self.words);
        let after = rule::after(place).or_else(|| rule::far_after(place));
        [after, rule::before(place)].into_iter().flatten().collect()
    }

    fn ask(&mut self, paragraph: usize, n: usize, found: &[Vec<Found>]) -> Question {
        let read = self.read;
        let own = &read[paragraph];
        let quote = own.quote(n);
        let i = n - own.runs.start;
        let asked = Asked {
            read,
            paragraph,
            quote,
            place: own.place(quote, false, self.words),
            shared: self.shared(own, n, &found[i]),
            found: &found[i],
            carried: self.carried(paragraph, n, found),
            label: label(self.text, &self.runs[n]),
        };
        let mut pool = pool::pool(&asked);
        let choices: Vec<(Choice, String)> = pool.iter_mut().map(|c| self.choice(c)).collect();
        let (mut choices, mut entities): (Vec<Choice>, Vec<String>) = choices.into_iter().unzip();
        for (choice, candidate) in choices.iter_mut().zip(&pool) {
            choice.levels = candidate.levels;
        }
        let mut scores: Vec<f32> = pool.iter().map(|c| self.weights.speaker.score(&c.levels)).collect();
        if self.drops(own, quote, &found[i]) {
            let carried = |c: &Candidate| (1..=4).contains(&c.levels[A::Carry as usize]);
            scores.iter_mut().zip(&pool).filter(|(_, c)| carried(c)).for_each(|(score, _)| *score += DROPPED);
        }
        shares(&mut scores);
        let chosen = (0..scores.len()).fold(0, |best, i| if scores[i] > scores[best] { i } else { best });
        let candidate = pool.swap_remove(chosen);
        if let (Some(mention), Some(name)) =
            (&candidate.mention, choices[chosen].speaker.as_ref().and_then(|s| s.name.as_ref()))
        {
            self.people.learn(self.text, &read[candidate.paragraph].tokens, mention, name);
        }
        // Two candidates of one person's are one: what they are worth adds up.
        let same =
            |i: &usize| *i == chosen || (!entities[chosen].is_empty() && entities[*i] == entities[chosen]);
        let share = (0..scores.len()).filter(same).map(|i| scores[i]).sum();
        let entity = entities.swap_remove(chosen);
        let mention = candidate.mention.map(|m| (candidate.paragraph, m));
        self.said.push(Spoken { paragraph, quote, mention, entity });
        Question { choices, chosen, share, ..Question::default() }
    }

    /// A cue beside the quotation without a subject: whoever spoke last goes on, where pronouns may be left out.
    fn drops(&self, own: &Read, quote: usize, found: &[Found]) -> bool {
        let near = quote.saturating_sub(4)..(quote + 4).min(own.tokens.len());
        let whole = own.sentences.get(own.sentence(quote)).cloned().unwrap_or(near.clone());
        let cue = |i: usize| own.tokens[i].is(cue::Class::STRONG | cue::Class::QUOTATIVE);
        !self.words.english && found.is_empty() && near.filter(|i| whole.contains(i)).any(cue)
    }

    /// What all candidates of a run have in common.
    fn shared(&self, own: &Read, n: usize, found: &[Found]) -> super::CandidateLevels {
        let mut levels = super::CandidateLevels::default();
        let inner = &self.text[self.runs[n].inner.clone()];
        let quote = own.quote(n);
        let sentence = own.sentences.get(own.sentence(quote)).cloned().unwrap_or(quote..quote + 1);
        levels[A::Length as usize] = match word_count(inner) {
            0..=2 => level!(A::Length, "1-2"),
            3..=5 => level!(A::Length, "3-5"),
            6..=12 => level!(A::Length, "6-12"),
            _ => level!(A::Length, "13+"),
        };
        levels[A::Whole as usize] = u8::from(is_whole(&own.tokens, &sentence, quote, inner));
        let comma = own.tokens.get(quote + 1).is_some_and(|t| t.kind == Kind::Comma);
        levels[A::Lead as usize] = if comma || inner.ends_with([',', '，', '—', '–', '-']) {
            level!(A::Lead, "comma")
        } else if inner.ends_with(['?', '!', '…', '？', '！']) {
            level!(A::Lead, "question")
        } else if inner.ends_with(['.', '。'])
            || own.tokens.get(quote + 1).is_none_or(|t| t.kind == Kind::Stop)
        {
            level!(A::Lead, "stop")
        } else {
            level!(A::Lead, "none")
        };
        levels[A::Case as usize] = u8::from(!inner.starts_with(char::is_lowercase));
        levels[A::Opens as usize] = match (quote, quote == sentence.start) {
            (0, _) => level!(A::Opens, "paragraph"),
            (_, true) => level!(A::Opens, "sentence"),
            _ => level!(A::Opens, "no"),
        };
        let near = sentence.start.max(quote.saturating_sub(24))..sentence.end.min(quote + 24);
        levels[A::Alone as usize] = u8::from(own.tokens[near].iter().all(|t| t.kind != Kind::Word));
        let after = found.iter().any(|f| f.cue.is_some_and(|c| c > quote));
        let before = found.iter().any(|f| f.cue.is_none_or(|c| c < quote));
        levels[A::Cues as usize] = u8::from(after) + 2 * u8::from(before);
        levels
    }

    /// Speakers of the runs around this one.
    fn carried(&self, paragraph: usize, n: usize, found: &[Vec<Found>]) -> Vec<Carried> {
        let own = &self.read[paragraph];
        let sentence = own.sentence(own.quote(n));
        let mut out = Vec::new();
        let mut last: Option<&str> = None;
        for (back, spoken) in self.said.iter().rev().take(6).enumerate() {
            let Some((at, mention)) = &spoken.mention else { continue };
            let other = last.is_some_and(|entity| entity != spoken.entity);
            if paragraph - spoken.paragraph > 3 || (last.is_some() && !other) {
                continue;
            }
            let level = if other {
                level!(A::Carry, "other")
            } else if spoken.paragraph == paragraph && own.sentence(spoken.quote) == sentence {
                level!(A::Carry, "sentence")
            } else if spoken.paragraph == paragraph {
                level!(A::Carry, "paragraph")
            } else if back == 0 && self.runs[n - 1].open {
                level!(A::Carry, "open")
            } else if spoken.paragraph + 1 == paragraph {
                level!(A::Carry, "paragraph-before")
            } else {
                level!(A::Carry, "far")
            };
            out.push(Carried { paragraph: *at, mention: mention.clone(), axis: A::Carry, level });
            if other {
                break;
            }
            last = Some(&spoken.entity);
        }
        for m in (n + 1..own.runs.end).take(NEXT) {
            let Some(found) = found[m - own.runs.start].first() else { continue };
            let same = own.sentence(own.quote(m)) == sentence;
            let level = if same { level!(A::Next, "sentence") } else { level!(A::Next, "paragraph") };
            out.push(Carried { paragraph, mention: found.mention.clone(), axis: A::Next, level });
            break;
        }
        out
    }

    /// The candidate as a speaker, and the entity it stands for; says of it what its person tells.
    fn choice(&self, candidate: &mut Candidate) -> (Choice, String) {
        let tokens = &self.read[candidate.paragraph].tokens;
        if let Some(span) = candidate.label.clone().and_then(|label| Span::new(self.text, label)) {
            let name = self.people.called(span.of(self.text));
            let entity = name.clone().unwrap_or_else(|| span.of(self.text).to_lowercase());
            let speaker = Some(Speaker { span, name, known: Known::default() });
            return (Choice { speaker, levels: candidate.levels, ..Choice::default() }, entity);
        }
        let Some(mention) = &candidate.mention else { return (Choice::default(), String::new()) };
        let part = &tokens[mention.tokens.clone()];
        let (Some(first), Some(last)) = (part.first(), part.last()) else {
            return (Choice::default(), String::new());
        };
        let Some(span) = Span::new(self.text, first.start..last.end) else {
            return (Choice::default(), String::new());
        };
        let resolved = self.people.resolve(self.text, tokens, mention, candidate.paragraph);
        let doubtful = resolved.as_ref().is_some_and(|resolved| resolved.doubtful);
        let name = resolved.map(|resolved| resolved.name);
        let entity = name.clone().unwrap_or_else(|| span.of(self.text).to_lowercase());
        let before = self.said.last().filter(|s| !s.entity.is_empty());
        candidate.levels[A::Entity as usize] = if before.is_some_and(|s| s.entity == entity) {
            level!(A::Entity, "last")
        } else if self.said.iter().rev().take(20).any(|s| s.entity == entity) {
            level!(A::Entity, "spoke")
        } else {
            level!(A::Entity, "new")
        };
        let named = |t: &&Token| name.as_ref().is_none_or(|name| name.contains(t.text(self.text)));
        let body = part.iter().filter(named).any(|t| t.is(cue::Class::BODY));
        candidate.levels[A::Known as usize] = match &name {
            _ if body => level!(A::Known, "body"),
            Some(name) if name.contains(' ') => level!(A::Known, "person"),
            _ => level!(A::Known, "no"),
        };
        let cue = candidate.cue.and_then(|c| Span::new(self.text, tokens[c].start..tokens[c].end));
        let known = name.as_deref().map(|name| self.people.known(name)).unwrap_or_default();
        let speaker = Some(Speaker { span, name, known: Known { body, ..known } });
        (Choice { speaker, cue, doubtful, levels: candidate.levels }, entity)
    }
}

/// `HOLM:` at the beginning of a run.
fn label(text: &str, run: &Run) -> Option<std::ops::Range<usize>> {
    const LONGEST: usize = 40;
    let inner = &text[run.inner.clone()];
    let (end, _) = inner.char_indices().take(LONGEST).find(|(_, c)| *c == ':')?;
    let name = &inner[..end];
    let letters = name.chars().filter(|c| c.is_alphabetic()).count();
    let caps =
        letters >= 2 && name.chars().all(|c| !c.is_lowercase() && (c.is_alphabetic() || " .-'’".contains(c)));
    caps.then_some(run.inner.start..run.inner.start + end)
}

/// Whether the run is a sentence by itself, beside its cue clause: it begins the sentence or a colon leads to it,
/// and it ends like one.
fn is_whole(tokens: &[Token], sentence: &std::ops::Range<usize>, i: usize, inner: &str) -> bool {
    let opens =
        i == sentence.start || matches!(tokens[i - 1].kind, Kind::Colon | Kind::Comma | Kind::Quote(_));
    let ends = inner.ends_with(['.', '!', '?', ',', '…', '。']) || i + 1 == sentence.end;
    opens && ends
}

/// How sure a choice is, from what its score and its likelihood are worth.
pub(super) fn confidence(weights: &Weights, question: &Question) -> f32 {
    let sure = likelihood(question.base() + weights.trust.score(&question.trust));
    // "She" said it; which of two women that is nobody can tell: not shown by name.
    let doubtful = question.choice().is_some_and(|choice| choice.doubtful);
    if doubtful { sure.min(SURE - 0.01) } else { sure }
}
