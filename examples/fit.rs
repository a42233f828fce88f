//! Fits the weights of `assets/quotations` on stories whose quotations and speakers are marked, and says how well
//! they do on stories they were not fitted on.
//!
//!     cargo run --example fit -- GOLD.jsonl… --folds 5 --out predicted.jsonl
//!     cargo run --example fit -- GOLD.jsonl… --write assets/quotations
//!
//! A line of GOLD.jsonl is a story as `dateline parse` takes it in, and beside `text` has
//! `"quotes": [{"start", "end", "speaker": {"start", "end"} | null}]`, in code points. With `--out`, every story is
//! parsed with weights fitted on the other folds, and printed as `dateline parse` does. The training text stays where
//! it is: only weights are written.
//!
//! Method: a softmax over the candidates of each quotation, then two logistic models, all by Adam (Kingma, Ba 2015) on
//! all cases at once with an L2 penalty; small weights are dropped, the others rounded to a tenth.

use std::io::Write;
use std::path::PathBuf;

use anyhow::{Context, Result, bail};
use dateline::article::quote::questions;
use dateline::article::speaker::model::{Model, likelihood, shares};
use dateline::article::speaker::{Choice, Question, Weights};
use dateline::article::{Article, RawCopy, Span, parse};
use serde_json::{Value, json};

struct Options {
    gold: Vec<PathBuf>,
    folds: usize,
    out: Option<PathBuf>,
    write: Option<PathBuf>,
}

/// A marked story.
struct Gold {
    id: Value,
    article: Article,
    quotes: Vec<Marked>,
}

/// A marked quotation, in bytes.
struct Marked {
    start: usize,
    end: usize,
    speaker: Option<(usize, usize)>,
}

/// A run of a story with what is true of it.
struct Case {
    question: Question,
    said: bool,
    /// Which choices are right; none where it is not said.
    right: Vec<bool>,
}

fn main() -> Result<()> {
    let options = options()?;
    let mut gold = Vec::new();
    for path in &options.gold {
        let text = std::fs::read_to_string(path).with_context(|| format!("{}", path.display()))?;
        for (number, line) in (1..).zip(text.lines()) {
            gold.push(read(line).with_context(|| format!("{}: line {number}", path.display()))?);
        }
    }
    if options.folds > 1 {
        cross(&gold, &options)?;
    }
    if let Some(dir) = &options.write {
        let all: Vec<&Gold> = gold.iter().collect();
        let weights = fit(&all);
        for (name, model) in
            [("speaker", &weights.speaker), ("said", &weights.said), ("trust", &weights.trust)]
        {
            let head = std::fs::read_to_string(dir.join(format!("{name}.txt"))).unwrap_or_default();
            let head: String =
                head.lines().take_while(|l| l.starts_with('#')).map(|l| l.to_owned() + "\n").collect();
            std::fs::write(dir.join(format!("{name}.txt")), head + &model.write())?;
            let count = model.weights().iter().filter(|w| **w != 0.0).count();
            writeln!(std::io::stderr(), "{name}: {count} weights")?;
        }
    }
    Ok(())
}

fn options() -> Result<Options> {
    let mut options = Options { gold: Vec::new(), folds: 0, out: None, write: None };
    let mut args = std::env::args().skip(1);
    while let Some(arg) = args.next() {
        let mut value = || args.next().with_context(|| format!("{arg} takes a value"));
        match arg.as_str() {
            "--folds" => options.folds = value()?.parse()?,
            "--out" => options.out = Some(value()?.into()),
            "--write" => options.write = Some(value()?.into()),
            _ if arg.starts_with('-') => bail!("no option {arg}"),
            _ => options.gold.push(arg.into()),
        }
    }
    Ok(options)
}

fn read(line: &str) -> Result<Gold> {
    let value: Value = serde_json::from_str(line)?;
    let text = value["text"].as_str().context("no text")?;
    let bytes: Vec<usize> = text.char_indices().map(|(i, _)| i).chain([text.len()]).collect();
    let at = |v: &Value, name: &str| -> Result<usize> {
        let i = v[name].as_u64().context("an offset is missing")? as usize;
        bytes.get(i).copied().context("an offset past the end")
    };
    let mut quotes = Vec::new();
    for quote in value["quotes"].as_array().into_iter().flatten() {
        let speaker = &quote["speaker"];
        let speaker =
            if speaker.is_null() { None } else { Some((at(speaker, "start")?, at(speaker, "end")?)) };
        let (from, upto) = (at(quote, "start")?, at(quote, "end")?);
        let mut start = from;
        for part in text[from..upto].split('\n') {
            quotes.push(Marked { start, end: start + part.len(), speaker });
            start += part.len() + 1;
        }
    }
    let lang = value["lang"].as_str().map(str::to_owned);
    let article = parse(RawCopy { text: text.to_owned(), lang, ..RawCopy::default() });
    Ok(Gold { id: value["id"].clone(), article, quotes })
}

/// The runs of a story, as these weights see them, with what is true of them.
fn cases(gold: &Gold, weights: &Weights) -> Vec<Case> {
    let article = &gold.article;
    let text = article.copy.text.as_str();
    let asked = questions(text, &article.paragraphs, &article.lang, weights);
    let case = |(run, question): (std::ops::Range<usize>, Question)| {
        let marked = gold.quotes.iter().find(|marked| overlap(text, &run, marked) >= 0.8);
        let right = |choice: &Choice| marked.is_some_and(|m| is_right(text, choice, m.speaker));
        Case { said: marked.is_some(), right: question.choices.iter().map(right).collect(), question }
    };
    asked.into_iter().map(case).collect()
}

/// How much of two stretches is in both, of what is in either.
fn overlap(text: &str, run: &std::ops::Range<usize>, marked: &Marked) -> f32 {
    let edges = |start: usize, end: usize| {
        let part = &text[start..end];
        let trimmed = part.trim_matches(|c: char| !c.is_alphanumeric());
        let start = start + (part.len() - part.trim_start_matches(|c: char| !c.is_alphanumeric()).len());
        (start, start + trimmed.len())
    };
    let ((a, b), (c, d)) = (edges(run.start, run.end), edges(marked.start, marked.end));
    let both = b.min(d).saturating_sub(a.max(c));
    if both == 0 { 0.0 } else { both as f32 / (b.max(d) - a.min(c)) as f32 }
}

/// Whether a choice is the marked mention, or the same word elsewhere.
fn is_right(text: &str, choice: &Choice, marked: Option<(usize, usize)>) -> bool {
    let (Some((start, end)), Some(speaker)) = (marked, &choice.speaker) else {
        return marked.is_none() && choice.speaker.is_none();
    };
    let (span, gold) = (speaker.span, text[start..end].to_lowercase());
    let own = span.of(text).to_lowercase();
    let pronoun = |word: &str| !word.contains(' ') && word.len() <= 5;
    if pronoun(&gold) || pronoun(&own) {
        return own == gold || last(&own) == last(&gold);
    }
    (span.start() < end && start < span.end())
        || gold.split([',', '(']).any(|part| last(part) == last(&own) && last(part).len() > 3)
}

fn last(words: &str) -> &str {
    let word = words.split_whitespace().next_back().unwrap_or("");
    word.trim_end_matches("’s").trim_end_matches("'s").trim_matches(|c: char| !c.is_alphanumeric())
}

/// Rounds of fitting, each from the start: each sees the choices of the one before as what was said before.
const ROUNDS: usize = 2;

fn fit(gold: &[&Gold]) -> Weights {
    let mut weights = speakers(gold);
    weights.trust = trust(gold);
    weights
}

/// All but how sure to be.
fn speakers(gold: &[&Gold]) -> Weights {
    let all =
        |weights: &Weights| -> Vec<Case> { gold.iter().flat_map(|gold| cases(gold, weights)).collect() };
    let mut weights = Weights::none();
    for _ in 0..ROUNDS {
        let cases = all(&weights);
        weights.speaker = ranker(&weights.speaker, cases.iter().filter(|case| case.right.contains(&true)));
    }
    let cases = all(&weights);
    let labelled = cases.iter().map(|case| (case.question.run.as_slice(), case.said));
    weights.said = logistic(&weights.said, labelled);
    weights
}

/// How sure to be is learnt on stories that the other models have not seen.
fn trust(gold: &[&Gold]) -> Model {
    const PARTS: usize = 4;
    let mut all = Vec::new();
    for part in 0..PARTS {
        let (own, other): (Vec<_>, Vec<_>) = gold.iter().enumerate().partition(|(i, _)| i % PARTS == part);
        let other: Vec<&Gold> = other.into_iter().map(|(_, gold)| *gold).collect();
        let weights = speakers(&other);
        for (_, gold) in own {
            all.extend(cases(gold, &weights).into_iter().filter(|case| case.question.likely > 0.5));
        }
    }
    let right = |case: &Case| case.right.get(case.question.chosen).copied().unwrap_or(false);
    let labelled = all.iter().map(|case| (case.question.trust.as_slice(), case.said && right(case)));
    let offset: Vec<f32> = all.iter().map(|case| case.question.base()).collect();
    logistic_from(&Weights::none().trust, labelled, &offset)
}

const STEPS: usize = 160;
const RATE: f32 = 0.08;
/// Half the square of each weight counts so much.
const PENALTY: f32 = 3.0;
/// Weights nearer to nought than this are nought.
const LEAST: f32 = 0.2;

/// Adam (Kingma, Ba 2015) over all cases at once.
struct Descent {
    slopes: Vec<f32>,
    first: Vec<f32>,
    second: Vec<f32>,
    steps: i32,
}

impl Descent {
    fn new(size: usize) -> Descent {
        Descent { slopes: vec![0.0; size], first: vec![0.0; size], second: vec![0.0; size], steps: 0 }
    }

    fn add(&mut self, features: &[usize], slope: f32) {
        for feature in features {
            self.slopes[*feature] += slope;
        }
    }

    /// Moves the weights for which `kept` says so.
    fn step(&mut self, weights: &mut [f32], kept: &[bool]) {
        self.steps += 1;
        let (a, b) = (1.0 - 0.9_f32.powi(self.steps), 1.0 - 0.999_f32.powi(self.steps));
        let rate = RATE * (1.0 - self.steps as f32 / (STEPS as f32 + 1.0));
        for (i, weight) in weights.iter_mut().enumerate().filter(|(i, _)| kept[*i]) {
            let slope = std::mem::take(&mut self.slopes[i]) + PENALTY * *weight;
            self.first[i] = 0.9 * self.first[i] + 0.1 * slope;
            self.second[i] = 0.999 * self.second[i] + 0.001 * slope * slope;
            *weight -= rate * (self.first[i] / a) / ((self.second[i] / b).sqrt() + 1e-6);
        }
    }
}

/// Descends twice: with all weights, then with those that turned out to matter; rounds them. `slopes` adds up the
/// slopes of all cases.
fn descend(like: &Model, slopes: impl Fn(&Model, &mut Descent)) -> Model {
    let mut model = like.clone();
    let mut kept = vec![true; model.weights().len()];
    for _ in 0..2 {
        model.weights_mut().fill(0.0);
        let mut descent = Descent::new(model.weights().len());
        for _ in 0..STEPS {
            slopes(&model, &mut descent);
            descent.step(model.weights_mut(), &kept);
            descent.slopes.fill(0.0);
        }
        kept = model.weights().iter().map(|weight| weight.abs() >= LEAST).collect();
    }
    for weight in model.weights_mut() {
        *weight = (*weight * 10.0).round() / 10.0;
    }
    model
}

fn ranker<'a>(like: &Model, cases: impl Iterator<Item = &'a Case>) -> Model {
    let cases: Vec<(Vec<Vec<usize>>, &[bool])> = cases
        .map(|case| {
            let features = |choice: &Choice| like.features(&choice.levels).collect();
            (case.question.choices.iter().map(features).collect(), case.right.as_slice())
        })
        .collect();
    descend(like, |model, descent| {
        for (choices, right) in &cases {
            let score = |f: &Vec<usize>| f.iter().map(|f| model.weights()[*f]).sum();
            let mut share: Vec<f32> = choices.iter().map(score).collect();
            shares(&mut share);
            let good: f32 = share.iter().zip(*right).filter(|(_, r)| **r).map(|(s, _)| s).sum();
            for ((features, share), right) in choices.iter().zip(&share).zip(right.iter()) {
                let slope = share - if *right { share / good.max(1e-9) } else { 0.0 };
                descent.add(features, slope);
            }
        }
    })
}

fn logistic<'a>(like: &Model, cases: impl Iterator<Item = (&'a [u8], bool)>) -> Model {
    logistic_from(like, cases, &[])
}

/// The same where each case has a score already, which the weights put right.
fn logistic_from<'a>(like: &Model, cases: impl Iterator<Item = (&'a [u8], bool)>, offset: &[f32]) -> Model {
    let cases: Vec<(Vec<usize>, bool, f32)> = cases
        .enumerate()
        .map(|(i, (levels, yes))| {
            (like.features(levels).collect(), yes, offset.get(i).copied().unwrap_or_default())
        })
        .collect();
    descend(like, |model, descent| {
        for (features, yes, offset) in &cases {
            let score: f32 = offset + features.iter().map(|f| model.weights()[*f]).sum::<f32>();
            descent.add(features, likelihood(score) - f32::from(u8::from(*yes)));
        }
    })
}

/// Parses each story with weights fitted on the other folds.
fn cross(gold: &[Gold], options: &Options) -> Result<()> {
    let mut out = match &options.out {
        Some(path) => Some(std::io::BufWriter::new(std::fs::File::create(path)?)),
        None => None,
    };
    let (mut reachable, mut questions, mut right) = (0, 0, 0);
    for fold in 0..options.folds {
        let other: Vec<&Gold> =
            (0..gold.len()).filter(|i| i % options.folds != fold).map(|i| &gold[i]).collect();
        let weights = fit(&other);
        for gold in gold.iter().enumerate().filter(|(i, _)| i % options.folds == fold).map(|(_, g)| g) {
            let cases = cases(gold, &weights);
            for case in cases.iter().filter(|case| case.said) {
                questions += 1;
                reachable += usize::from(case.right.contains(&true));
                right += usize::from(case.right.get(case.question.chosen) == Some(&true));
            }
            if let Some(out) = &mut out {
                writeln!(out, "{}", predicted(gold, &weights))?;
            }
        }
    }
    writeln!(std::io::stderr(), "speakers: {right} right, {reachable} among the candidates, of {questions}")?;
    Ok(())
}

fn predicted(gold: &Gold, weights: &Weights) -> Value {
    let article = &gold.article;
    let text = article.copy.text.as_str();
    let chars = |byte: usize| text[..byte].chars().count();
    let span =
        |span: Span| json!({"start": chars(span.start()), "end": chars(span.end()), "text": span.of(text)});
    let quotes: Vec<Value> =
        dateline::article::quote::quotes(text, &article.paragraphs, &article.lang, weights)
            .into_iter()
            .map(|quote| {
                let mut value = span(quote.span);
                value["confidence"] = json!(quote.confidence);
                value["speaker"] = quote.speaker.map_or(Value::Null, |speaker| {
                    let mut value = span(speaker.span);
                    value["name"] = json!(speaker.name);
                    value
                });
                value
            })
            .collect();
    json!({"id": gold.id, "quotes": quotes})
}
