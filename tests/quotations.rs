//! Quotations and their speakers in every language that has a table of cues: `tests/quotations`, a file a language.

use std::ops::Range;

use dateline::article::{RawCopy, parse};
use serde::Deserialize;

/// The language, and what its quotations are to reach at least: F1 of the spans, of spans and speakers together. The
/// weights were fitted on these stories too, but for the English ones.
const FLOORS: [(&str, f64, f64); 12] = [
    ("en", 93.5, 80.5),
    ("de", 96.0, 89.0),
    ("ru", 97.5, 86.5),
    ("uk", 95.0, 75.5),
    ("fr", 95.5, 78.5),
    ("es", 95.5, 88.0),
    ("it", 95.5, 83.0),
    ("pt", 95.5, 87.0),
    ("tr", 95.0, 95.0),
    ("ar", 95.5, 91.0),
    ("zh", 97.5, 86.5),
    ("ja", 95.5, 82.5),
];

#[derive(Deserialize)]
struct Story {
    text: String,
    lang: String,
    quotes: Vec<Wanted>,
}

#[derive(Deserialize)]
struct Wanted {
    start: usize,
    end: usize,
    speaker: Option<Mention>,
}

/// A mention of a speaker; offsets count characters.
#[derive(Deserialize)]
struct Mention {
    start: usize,
    end: usize,
    text: String,
}

struct Found {
    span: Range<usize>,
    speaker: Option<(Range<usize>, String)>,
}

#[derive(Default)]
struct Score {
    wanted: usize,
    found: usize,
    spans: usize,
    joint: usize,
}

impl Score {
    fn f1(&self, right: usize) -> f64 {
        200.0 * right as f64 / (self.wanted + self.found).max(1) as f64
    }
}

#[test]
fn every_language_keeps_what_it_has_reached() {
    let mut low = Vec::new();
    println!("lang  quotations  spans  with speaker");
    for (lang, spans, joint) in FLOORS {
        let score = score(lang);
        let (got_spans, got_joint) = (score.f1(score.spans), score.f1(score.joint));
        println!("{lang:4}  {:10}  {got_spans:5.1}  {got_joint:12.1}", score.wanted);
        if got_spans < spans || got_joint < joint {
            low.push(format!(
                "{lang}: spans {got_spans:.1} of {spans}, with speaker {got_joint:.1} of {joint}"
            ));
        }
    }
    assert!(low.is_empty(), "{}", low.join("\n"));
}

fn score(lang: &str) -> Score {
    let path = format!("{}/tests/quotations/{lang}.jsonl", env!("CARGO_MANIFEST_DIR"));
    let file = std::fs::read_to_string(path).expect("the language has its stories");
    let mut score = Score::default();
    for line in file.lines() {
        let story: Story = serde_json::from_str(line).expect("a line is a story");
        let mut found = read(&story);
        score.wanted += story.quotes.len();
        score.found += found.len();
        for wanted in &story.quotes {
            let span = wanted.start..wanted.end;
            if let Some(i) = found.iter().position(|f| same(&f.span, &span)) {
                score.spans += 1;
                score.joint += usize::from(speaks(&found.swap_remove(i), wanted));
            }
        }
    }
    score
}

fn read(story: &Story) -> Vec<Found> {
    let copy = RawCopy { lang: Some(story.lang.clone()), ..RawCopy::from_text(story.text.clone()) };
    let article = parse(copy);
    let text = &article.copy.text;
    let chars = |range: Range<usize>| text[..range.start].chars().count()..text[..range.end].chars().count();
    let found = article.quotes.iter().map(|quote| Found {
        span: chars(quote.span.range()),
        speaker: quote.speaker.as_ref().map(|s| (chars(s.span.range()), s.span.of(text).to_owned())),
    });
    found.collect()
}

/// Each covers four fifths of the other.
fn same(a: &Range<usize>, b: &Range<usize>) -> bool {
    let shared = a.end.min(b.end).saturating_sub(a.start.max(b.start));
    shared * 5 >= a.len().max(b.len()) * 4
}

/// The mention that is wanted, another with the same last word, or nobody where nobody is.
fn speaks(found: &Found, wanted: &Wanted) -> bool {
    match (&found.speaker, &wanted.speaker) {
        (None, None) => true,
        (Some((span, text)), Some(want)) => {
            let overlap = span.start < want.end && want.start < span.end;
            overlap || last_word(text) == last_word(&want.text)
        }
        _ => false,
    }
}

fn last_word(text: &str) -> String {
    text.split_whitespace().next_back().unwrap_or(text).to_lowercase()
}

#[test]
fn nothing_but_marks_is_read_at_once() {
    for (lang, part) in [("ru", "— "), ("zh", "“"), ("ja", "「」"), ("fr", "« "), ("tr", "\"a"), ("ar", "و")]
    {
        let text = part.repeat(100_000 / part.len());
        let copy = RawCopy { lang: Some(lang.to_owned()), ..RawCopy::from_text(text) };
        assert!(parse(copy).quotes.len() <= 100_000, "{lang}");
    }
}
