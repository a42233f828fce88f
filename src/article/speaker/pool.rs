//! The mentions that could be a quotation's speaker, and what is said of each of them.

use std::ops::Range;

use super::axis::{Candidate as A, CandidateLevels, level};
use super::cue::{Class, Words};
use super::describe::{Ranks, describe};
use super::phrase::{self, Mention, Sort};
use super::rule::{self, Finding, Found, Place};
use super::token::{Kind, Token};

/// One paragraph as tokens and sentences, with its mentions.
pub(super) struct Read {
    pub tokens: Vec<Token>,
    pub sentences: Vec<Range<usize>>,
    /// The runs in it, as a range of the story's.
    pub runs: Range<usize>,
    /// The token of each of its runs.
    pub quotes: Vec<usize>,
    /// In the order of the text.
    pub mentions: Vec<Mention>,
    /// The first token of a cue's subject and the cue's token, by the subject.
    subjects: Vec<(usize, usize)>,
}

/// One mention that could be the speaker; none stands for nobody.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub paragraph: usize,
    pub mention: Option<Mention>,
    /// The run's own first words, as transcripts have them: `HOLM: …`; bytes of the text.
    pub label: Option<Range<usize>>,
    pub cue: Option<usize>,
    pub levels: CandidateLevels,
}

/// A quotation is read with so many tokens before and after it: what it costs stays bounded.
pub(super) const BACK: usize = 80;
const ON: usize = 60;
/// Candidates of a quotation that has many.
const MANY: usize = 16;
/// Mentions looked at on either side of a quotation.
const BEFORE: usize = 8;
const AFTER: usize = 6;

impl Read {
    pub fn new(tokens: Vec<Token>, sentences: Vec<Range<usize>>, runs: Range<usize>) -> Read {
        let quotes = (0..tokens.len()).filter(|i| matches!(tokens[*i].kind, Kind::Quote(_))).collect();
        Read { tokens, sentences, runs, quotes, mentions: Vec::new(), subjects: Vec::new() }
    }

    /// Looks for mentions and for the subjects of cues.
    pub fn find_mentions(&mut self, words: &Words) {
        let tokens = &self.tokens;
        let mut i = 0;
        while i < tokens.len() {
            let who = tokens[i].is(Class::WHO) && speaks(tokens, i);
            let found = if who {
                Some(Mention { tokens: i..i + 1, sort: Sort::Pronoun })
            } else {
                phrase::at(tokens, i, tokens.len(), words)
            };
            let Some(mention) = found else {
                i += 1;
                continue;
            };
            i = mention.tokens.end.max(i + 1);
            // "Holm's comment": whose it is may have said it.
            let owner = mention.tokens.clone().find(|k| tokens[*k].possessive && tokens[*k].capital);
            if let Some(owner) = owner.filter(|k| k + 1 < mention.tokens.end) {
                let tokens = mention.tokens.start..owner + 1;
                self.mentions.push(Mention { tokens, sort: Sort::Owner });
            }
            if !phrase::is_filler(tokens, &mention) || beside_cue(tokens, &mention) {
                self.mentions.push(mention);
            }
        }
        for sentence in &self.sentences {
            for k in sentence.clone() {
                let t = &tokens[k];
                let p = Place {
                    tokens,
                    start: sentence.start.max(k.saturating_sub(BACK)),
                    end: sentence.end.min(k + ON),
                    quote: sentence.end.min(k + ON),
                    leads: false,
                    words,
                };
                if !t.is(Class::CUE) || t.kind != Kind::Word || (t.capital && k > sentence.start) {
                    continue;
                }
                if !rule::is_noun(p, k)
                    && let Some(subject) = rule::subject_of(p, k)
                {
                    self.subjects.push((subject.tokens.start, k));
                }
            }
        }
        self.subjects.sort_unstable();
    }

    /// The token of the story's run `n`, which is in this paragraph.
    pub fn quote(&self, n: usize) -> usize {
        self.quotes.get(n - self.runs.start).copied().unwrap_or(0)
    }

    /// The number of the sentence that holds token `i`.
    pub fn sentence(&self, i: usize) -> usize {
        self.sentences.partition_point(|s| s.end <= i).min(self.sentences.len().saturating_sub(1))
    }

    /// The quotation at token `quote` in its sentence.
    pub fn place<'a>(&'a self, quote: usize, leads: bool, words: &'a Words) -> Place<'a> {
        let sentence = self.sentences.get(self.sentence(quote)).cloned().unwrap_or(quote..quote + 1);
        Place {
            tokens: &self.tokens,
            start: sentence.start.max(quote.saturating_sub(BACK)),
            end: sentence.end.min(quote + ON),
            quote,
            leads,
            words,
        }
    }

    /// The mentions of a range of tokens, as a range of this paragraph's mentions.
    fn within(&self, range: &Range<usize>) -> Range<usize> {
        let from = self.mentions.partition_point(|m| m.tokens.start < range.start);
        let upto = self.mentions.partition_point(|m| m.tokens.start < range.end);
        from..upto.max(from)
    }

    /// The cue whose subject begins at token `start`, the one nearest to token `to`.
    pub fn cue_of(&self, start: usize, to: usize) -> Option<usize> {
        let from = self.subjects.partition_point(|(s, _)| *s < start);
        let own = self.subjects[from..].iter().take_while(|(s, _)| *s == start);
        own.map(|(_, cue)| *cue).min_by_key(|cue| cue.abs_diff(to))
    }
}

/// Whether a verb that reports follows the relative word at `i`.
fn speaks(tokens: &[Token], i: usize) -> bool {
    let small = |t: &&Token| t.kind == Kind::Word && !t.capital;
    tokens[i + 1..].iter().take(4).take_while(small).any(|t| t.is(Class::CUE))
}

/// "commuters said", "said commuters"
fn beside_cue(tokens: &[Token], mention: &Mention) -> bool {
    let cue = |t: &Token| t.kind == Kind::Word && !t.capital && t.is(Class::STRONG);
    let before = mention.tokens.start.checked_sub(1).and_then(|i| tokens.get(i));
    before.is_some_and(cue) || tokens.get(mention.tokens.end).is_some_and(cue)
}

/// What is known of the quotation that candidates are sought for.
pub(super) struct Asked<'a> {
    pub read: &'a [Read],
    pub paragraph: usize,
    /// Its token.
    pub quote: usize,
    pub place: Place<'a>,
    /// The levels that all of its candidates share.
    pub shared: CandidateLevels,
    pub found: &'a [Found],
    /// Speakers of other quotations: paragraph, mention, and on which axis at which level.
    pub carried: Vec<Carried>,
    pub label: Option<Range<usize>>,
}

pub(super) struct Carried {
    pub paragraph: usize,
    pub mention: Mention,
    pub axis: A,
    pub level: u8,
}

/// All that could be the speaker, nobody first; at most about twenty.
pub(super) fn pool(asked: &Asked<'_>) -> Vec<Candidate> {
    let mut out = Vec::with_capacity(MANY);
    out.push(Candidate {
        paragraph: asked.paragraph,
        mention: None,
        label: None,
        cue: None,
        levels: asked.shared,
    });
    out.extend(asked.label.clone().map(|label| labelled(asked, label)));
    let own = &asked.read[asked.paragraph];
    for found in asked.found {
        let i = add(&mut out, asked, asked.paragraph, &found.mention);
        out[i].cue = out[i].cue.or(found.cue);
        let (axis, level) = finding(found.kind);
        out[i].levels[axis as usize] = level;
    }
    let sentence = own.sentence(asked.quote);
    let range = asked.place.start..asked.place.end;
    let left = own.within(&(range.start..asked.quote));
    let right = own.within(&(asked.quote + 1..range.end));
    for m in left.clone().rev().take(BEFORE).chain(right.take(AFTER)) {
        add(&mut out, asked, asked.paragraph, &own.mentions[m]);
    }
    for carried in &asked.carried {
        let i = add(&mut out, asked, carried.paragraph, &carried.mention);
        out[i].levels[carried.axis as usize] = carried.level;
    }
    for back in 1..=2 {
        if let Some(s) = sentence.checked_sub(back).and_then(|s| own.sentences.get(s)) {
            notable(&mut out, asked, asked.paragraph, s);
        }
    }
    if sentence == 0
        && let Some(before) = asked.paragraph.checked_sub(1)
        && let Some(last) = asked.read[before].sentences.last()
    {
        notable(&mut out, asked, before, last);
    }
    let ranks = Ranks { left, right_from: own.mentions.partition_point(|m| m.tokens.start <= asked.quote) };
    for candidate in &mut out {
        describe(candidate, asked, &ranks);
    }
    out
}

fn labelled(asked: &Asked<'_>, label: Range<usize>) -> Candidate {
    let mut levels = asked.shared;
    levels[A::Place as usize] = level!(A::Place, "label");
    levels[A::Sort as usize] = level!(A::Sort, "name");
    Candidate { paragraph: asked.paragraph, mention: None, label: Some(label), cue: None, levels }
}

/// The mentions of another sentence that are likely to speak: its first, its last, and subjects of its cues.
fn notable(out: &mut Vec<Candidate>, asked: &Asked<'_>, paragraph: usize, sentence: &Range<usize>) {
    let read = &asked.read[paragraph];
    let end = sentence.end.min(sentence.start + BACK);
    let within = read.within(&(sentence.start..end));
    let mut left = 3;
    for m in within.clone() {
        let mention = &read.mentions[m];
        let speaks = read.cue_of(mention.tokens.start, end).is_some();
        if left > 0 && (m == within.start || m + 1 == within.end || speaks) {
            add(out, asked, paragraph, mention);
            left -= 1;
        }
    }
}

/// Adds a mention, or finds it where it stands already under another length.
fn add(out: &mut Vec<Candidate>, asked: &Asked<'_>, paragraph: usize, mention: &Mention) -> usize {
    let same = |c: &Candidate| {
        c.paragraph == paragraph
            && c.mention
                .as_ref()
                .is_some_and(|m| m.tokens.start == mention.tokens.start || m.tokens.end == mention.tokens.end)
    };
    if let Some(i) = out.iter().position(same) {
        return i;
    }
    out.push(Candidate {
        paragraph,
        mention: Some(mention.clone()),
        label: None,
        cue: None,
        levels: asked.shared,
    });
    out.len() - 1
}

fn finding(kind: Finding) -> (A, u8) {
    match kind {
        Finding::AfterVerb => (A::After, level!(A::After, "verb")),
        Finding::AfterSubject => (A::After, level!(A::After, "subject")),
        Finding::AfterAside => (A::After, level!(A::After, "aside")),
        Finding::AfterFar => (A::After, level!(A::After, "far")),
        Finding::AfterEnd => (A::After, level!(A::After, "end")),
        Finding::AfterAccording => (A::After, level!(A::After, "according")),
        Finding::AfterUnknown => (A::After, level!(A::After, "unknown")),
        Finding::BeforeNear => (A::Before, level!(A::Before, "near")),
        Finding::BeforeFar => (A::Before, level!(A::Before, "far")),
        Finding::BeforeFarther => (A::Before, level!(A::Before, "farther")),
        Finding::BeforeAccording => (A::Before, level!(A::Before, "according")),
        Finding::Colon => (A::Before, level!(A::Before, "colon")),
        Finding::ColonSubject => (A::Before, level!(A::Before, "colon-subject")),
    }
}
