//! Who says it: the mention beside the quotation and the person it means.

mod cue;
mod known;
mod person;
mod phrase;
mod rule;
mod token;

use std::ops::Range;

use self::cue::Words;
pub use self::known::{Calling, Known};
use self::person::People;
use self::phrase::Sort;
use self::rule::{Found, Place};
use self::token::{Kind, Token};
use super::Span;
use super::marks::Run;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// One mention, cut out of the text: "he", "the minister", "Aliyev".
    pub span: Span,
    /// The person or body it resolves to: "Ilham Aliyev".
    pub name: Option<String>,
    /// What the story tells of that person or body.
    pub known: Known,
}

/// What is known of who says one run.
#[derive(Debug, Clone, Default, PartialEq)]
pub(crate) struct Attribution {
    pub speaker: Option<Speaker>,
    pub cue: Option<Span>,
    pub confidence: f32,
    /// Carried over from another quotation or sentence, not said beside this one.
    pub carried: bool,
    /// The run stands alone as a sentence, or ends one.
    pub whole: bool,
}

/// "The minister said" where the story has one minister, and names him.
const KNOWN_OFFICE: f32 = 0.6;
/// "She said" where two people nearby could be meant: below what is shown with a name.
const DOUBTFUL: f32 = 0.5;

// How often a speaker carried over is right, roughly.
const SAME_PARAGRAPH: f32 = 0.97;
const NEXT_IN_PARAGRAPH: f32 = 0.9;
const SENTENCE_BEFORE: f32 = 0.45;
const GOES_ON: f32 = 0.85;
const COLON_BEFORE: f32 = 0.75;
const PARAGRAPH_BEFORE: f32 = 0.45;
const SENTENCE_SUBJECT: f32 = 0.4;
/// Without any speaker, the run may still be one that nobody is named for.
const NOBODY: f32 = 0.2;

/// One paragraph's tokens and sentences.
struct Read {
    tokens: Vec<Token>,
    sentences: Vec<Range<usize>>,
    /// The runs in it, as a range of the story's.
    runs: Range<usize>,
}

/// Finds who says each of `runs`; one attribution a run. Languages without a table get none.
pub(crate) fn attribute(text: &str, paragraphs: &[Span], runs: &[Run], lang: &str) -> Vec<Attribution> {
    let none = Attribution { confidence: NOBODY, whole: true, ..Attribution::default() };
    let mut out = vec![none; runs.len()];
    let Some(words) = cue::words(lang) else { return out };
    if runs.is_empty() {
        return out;
    }
    let mut people = People::default();
    let mut read = Vec::with_capacity(paragraphs.len());
    let mut first = 0;
    for (i, paragraph) in paragraphs.iter().enumerate() {
        let count = runs[first..].iter().take_while(|r| r.paragraph == i).count();
        let own = first..first + count;
        let tokens = token::tokens(text, paragraph.range(), &runs[own.clone()], first, words);
        let sentences = token::sentences(text, &tokens, runs);
        people.read(text, &tokens, i);
        read.push(Read { tokens, sentences, runs: own });
        first += count;
    }
    for i in 0..read.len() {
        let mut work =
            Work { text, runs, words, people: &mut people, read: &read, out: &mut out, paragraph: i };
        work.sentences();
        work.carry();
    }
    out
}

/// The attribution of one paragraph's runs.
struct Work<'a> {
    text: &'a str,
    runs: &'a [Run],
    words: &'static Words,
    people: &'a mut People,
    read: &'a [Read],
    out: &'a mut [Attribution],
    paragraph: usize,
}

impl Work<'_> {
    /// What each run's own sentence says of its speaker.
    fn sentences(&mut self) {
        let read = &self.read[self.paragraph];
        for sentence in &read.sentences {
            let mut left = 24;
            for i in sentence.clone() {
                let Kind::Quote(n) = read.tokens[i].kind else { continue };
                // A sentence of nothing but marks is no sentence: what it costs stays bounded.
                left -= 1;
                if left == 0 {
                    break;
                }
                let inner = &self.text[self.runs[n].inner.clone()];
                let place = Place {
                    tokens: &read.tokens,
                    start: sentence.start.max(i.saturating_sub(80)),
                    end: sentence.end.min(i + 60),
                    quote: i,
                    leads: inner.ends_with([',', '?', '!', '—', '…', '，'])
                        || trailing_comma(&read.tokens, i),
                    words: self.words,
                };
                self.out[n].whole = is_whole(&read.tokens, sentence, i, inner);
                if let Some(found) = rule::in_sentence(place) {
                    self.set(n, &found, self.paragraph, false);
                }
            }
        }
    }

    fn set(&mut self, n: usize, found: &Found, paragraph: usize, carried: bool) {
        let tokens = &self.read[paragraph].tokens;
        let part = &tokens[found.mention.tokens.clone()];
        let (Some(first), Some(last)) = (part.first(), part.last()) else { return };
        let Some(span) = Span::new(self.text, first.start..last.end) else { return };
        let resolved = self.people.resolve(self.text, tokens, &found.mention, paragraph);
        let doubt = if resolved.as_ref().is_some_and(|resolved| resolved.doubtful) { DOUBTFUL } else { 1.0 };
        let known_office = found.mention.sort == Sort::Nominal && resolved.is_some();
        let confidence =
            if known_office { found.confidence.max(KNOWN_OFFICE) } else { found.confidence * doubt };
        let name = resolved.map(|resolved| resolved.name);
        let cue = found.cue.and_then(|c| Span::new(self.text, tokens[c].start..tokens[c].end));
        let out = &mut self.out[n];
        out.speaker = Some(Speaker { span, name, known: Known::default() });
        (out.cue, out.confidence, out.carried) = (cue, confidence, carried);
    }

    /// Gives runs without a speaker that of the run before or after them, or of the sentence or paragraph before.
    fn carry(&mut self) {
        let own = self.read[self.paragraph].runs.clone();
        for n in own.clone() {
            if self.out[n].speaker.is_some() {
                continue;
            }
            if n > own.start && self.out[n - 1].speaker.is_some() {
                self.copy(n - 1, n, SAME_PARAGRAPH);
                continue;
            }
            let next = (n + 1..own.end.min(n + 4)).find(|m| self.out[*m].speaker.is_some());
            if let Some(next) =
                next.filter(|_| self.out[n].whole && n == own.start && self.first_in_paragraph(n))
            {
                self.copy(next, n, NEXT_IN_PARAGRAPH);
                continue;
            }
            if self.sentence_before(n) || self.paragraph_before(n) {
                continue;
            }
            self.sentence_subject(n);
        }
    }

    fn copy(&mut self, from: usize, to: usize, factor: f32) {
        let source = self.out[from].clone();
        let whole = self.out[to].whole;
        self.out[to] =
            Attribution { cue: None, confidence: source.confidence * factor, carried: true, whole, ..source };
    }

    fn first_in_paragraph(&self, n: usize) -> bool {
        matches!(self.read[self.paragraph].tokens.first().map(|t| t.kind), Some(Kind::Quote(m)) if m == n)
    }

    /// The subject of the sentence before, in the same paragraph: `Holm was firm. “No.”`
    fn sentence_before(&mut self, n: usize) -> bool {
        let read = &self.read[self.paragraph];
        let at = read.tokens.iter().position(|t| t.kind == Kind::Quote(n)).unwrap_or(0);
        let Some(s) = read.sentences.iter().rposition(|s| s.end <= at) else { return false };
        let sentence = read.sentences[s].clone();
        if !self.out[n].whole || at - sentence.end > 3 {
            return false;
        }
        self.subject_of_sentence(n, self.paragraph, &sentence, SENTENCE_BEFORE)
    }

    fn subject_of_sentence(
        &mut self,
        n: usize,
        paragraph: usize,
        sentence: &Range<usize>,
        sure: f32,
    ) -> bool {
        let tokens = &self.read[paragraph].tokens;
        let end = sentence.end.min(sentence.start + 60);
        let place = Place { tokens, start: sentence.start, end, quote: end, leads: false, words: self.words };
        let found = rule::in_sentence(place)
            .filter(|f| f.cue.is_some())
            .map(|f| f.mention)
            .or_else(|| rule::first_phrase(place, end));
        let Some(mention) = found.filter(|m| m.sort != Sort::Nominal || sure > SENTENCE_SUBJECT) else {
            return false;
        };
        self.set(n, &Found { cue: None, mention, confidence: sure }, paragraph, true);
        true
    }

    /// A run that goes on from the paragraph before, or follows its last speaker.
    fn paragraph_before(&mut self, n: usize) -> bool {
        let Some(before) = self.paragraph.checked_sub(1) else { return false };
        if !self.first_in_paragraph(n) {
            return false;
        }
        let read = &self.read[before];
        let last = read.runs.clone().next_back();
        if let Some(last) = last.filter(|l| self.out[*l].speaker.is_some()) {
            let sure = if self.runs[last].open { GOES_ON } else { PARAGRAPH_BEFORE };
            self.copy(last, n, sure);
            return true;
        }
        let Some(sentence) = read.sentences.last().cloned() else { return false };
        let colon = read.tokens.last().is_some_and(|t| t.kind == Kind::Colon);
        self.subject_of_sentence(n, before, &sentence, if colon { COLON_BEFORE } else { PARAGRAPH_BEFORE })
    }

    /// The subject of the run's own sentence, where no cue tells.
    fn sentence_subject(&mut self, n: usize) {
        let read = &self.read[self.paragraph];
        let at = read.tokens.iter().position(|t| t.kind == Kind::Quote(n)).unwrap_or(0);
        let Some(sentence) = read.sentences.iter().find(|s| s.contains(&at)).cloned() else { return };
        let upto = sentence.start..at;
        self.subject_of_sentence(n, self.paragraph, &upto, SENTENCE_SUBJECT);
    }
}

fn trailing_comma(tokens: &[Token], quote: usize) -> bool {
    tokens.get(quote + 1).is_some_and(|t| t.kind == Kind::Comma)
}

/// Whether the run is a sentence by itself, beside its cue clause: it begins the sentence or a colon leads to it,
/// and it ends like one.
fn is_whole(tokens: &[Token], sentence: &Range<usize>, i: usize, inner: &str) -> bool {
    let opens =
        i == sentence.start || matches!(tokens[i - 1].kind, Kind::Colon | Kind::Comma | Kind::Quote(_));
    let ends = inner.ends_with(['.', '!', '?', ',', '…', '。']) || i + 1 == sentence.end;
    opens && ends
}

/// How many words of text a mention has, for those who judge it.
pub(crate) fn word_count(text: &str) -> usize {
    text.split_whitespace().count()
}
