//! Stories as raw copy beside what is to be understood of them: `tests/fixtures/parse`.

use std::fmt::Write as _;

use dateline::article::{Article, RawCopy, parse};

/// The facts of an article, one a line, as the fixtures write them.
fn facts(a: &Article) -> String {
    let text = &a.copy.text;
    let mut out = String::new();
    let derived = if a.headline.derived { " (derived)" } else { "" };
    let _ = writeln!(out, "headline: {}{derived}", a.headline.text);
    let _ = writeln!(out, "date: {}", a.date.map_or("none".to_owned(), |d| d.to_string()));
    let _ = writeln!(out, "byline: {}", a.byline.map_or("none", |b| b.span.of(text)));
    match &a.dateline {
        None => out.push_str("dateline: none\n"),
        Some(d) => {
            let places: Vec<&str> = d.places.iter().map(|p| p.span.of(text)).collect();
            let day = d.day.map_or("none".to_owned(), |m| format!("{:02}-{:02}", m.month, m.day));
            let agency = d.agency.as_deref().unwrap_or("none");
            let _ = writeln!(out, "dateline: {} | {day} | {agency} | {:?}", places.join(" + "), d.via);
        }
    }
    let _ = writeln!(out, "paragraphs: {}", a.paragraphs.len());
    for q in &a.quotes {
        let who = q.speaker.as_ref().map_or("nobody".to_owned(), |s| {
            format!("{} = {}", s.span.of(text), s.name.as_deref().unwrap_or("?"))
        });
        let _ = writeln!(out, "quote: {} | {who}", q.span.of(text));
    }
    out
}

#[test]
fn fixtures_are_understood_as_they_say() {
    let dir = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/parse");
    let mut seen = 0;
    for entry in std::fs::read_dir(dir).unwrap() {
        let path = entry.unwrap().path();
        let file = std::fs::read_to_string(&path).unwrap();
        let (copy, want) = file.split_once("\n======\n").unwrap();
        let got = facts(&parse(RawCopy::from_text(copy)));
        assert_eq!(got.trim(), want.trim(), "{}", path.display());
        seen += 1;
    }
    assert!(seen >= 4, "{seen}");
}
