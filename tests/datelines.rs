//! Datelines of many agencies, papers and languages, and copy that has none: `tests/fixtures/datelines`, all written for
//! this project. A row is an input line with what is to be understood of it: `places` as written, the `countries` that
//! the first may be said to lie in (null: none), `day`, `agency`, and the countries the story is `about`.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use dateline::article::{Article, interchange, parse};
use serde_json::Value;

fn rows(name: &str) -> Vec<Value> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/datelines").join(name);
    let text = std::fs::read_to_string(path).expect("the fixtures are in the project");
    text.lines().map(|line| serde_json::from_str(line).expect("a row is JSON")).collect()
}

fn read(row: &Value) -> Article {
    parse(interchange::read_line(&row.to_string()).expect("a row is an input line"))
}

fn strings(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(Value::as_str).map(str::to_owned).collect()
}

/// What is wrong with the article, part by part.
fn faults(row: &Value, article: &Article) -> Vec<String> {
    let mut out = Vec::new();
    let Some(dateline) = &article.dateline else { return vec!["no dateline".to_owned()] };
    let text = &article.copy.text;
    let places: Vec<String> = dateline.places.iter().map(|p| p.span.of(text).to_owned()).collect();
    if places != strings(&row["places"]) {
        out.push(format!("places {places:?}"));
    }
    let country = dateline.country.map_or(Value::Null, |c| c.code().into());
    let accepted = row["countries"].as_array().expect("a row names countries");
    if !places.is_empty() && !accepted.contains(&country) {
        out.push(format!("country {country}"));
    }
    let day = dateline.day.map(|d| format!("{:02}-{:02}", d.month, d.day));
    if row.get("day").is_some_and(|wanted| wanted.as_str() != day.as_deref()) {
        out.push(format!("day {day:?}"));
    }
    if row.get("agency").is_some_and(|wanted| wanted.as_str() != dateline.agency.as_deref()) {
        out.push(format!("agency {:?}", dateline.agency));
    }
    let about: BTreeSet<String> = article.countries.iter().map(|a| a.country.code().to_owned()).collect();
    if row.get("about").is_some_and(|wanted| strings(wanted).into_iter().collect::<BTreeSet<_>>() != about) {
        out.push(format!("about {about:?}"));
    }
    out
}

fn check(rows: &[Value]) {
    let mut wrong = Vec::new();
    for row in rows {
        let faults = faults(row, &read(row));
        if !faults.is_empty() {
            wrong.push(format!("{} {}: {}\n    {}", row["id"], row["form"], faults.join(", "), row["text"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn every_form_of_dateline_is_understood() {
    let rows = rows("forms.jsonl");
    let mut forms: BTreeMap<&str, usize> = BTreeMap::new();
    let mut languages = BTreeSet::new();
    let mut agencies = BTreeSet::new();
    for row in &rows {
        *forms.entry(row["form"].as_str().unwrap_or_default()).or_default() += 1;
        languages.insert(row["lang"].as_str().unwrap_or_default());
        agencies.extend(row.get("agency").and_then(Value::as_str));
    }
    for (form, least) in [
        ("agency-paren", 100),
        ("agency-script", 30),
        ("agency-bare", 25),
        ("agency-slash", 20),
        ("ambiguous", 40),
        ("local", 20),
        ("qualifier", 25),
        ("date-lang", 20),
        ("renamed", 10),
        ("misspelt", 8),
        ("date-misspelt", 4),
        ("date-hijri", 2),
        ("no-country", 5),
        ("note-line", 8),
        ("stamp", 8),
        ("headline-line", 8),
        ("byline-line", 8),
        ("places-multi", 10),
        ("zh-province", 5),
        ("place-line", 4),
        ("caps-dash", 5),
    ] {
        assert!(forms.get(form).copied().unwrap_or(0) >= least, "{form}: {:?}", forms.get(form));
    }
    assert!(languages.len() >= 40 && agencies.len() >= 110, "{} {}", languages.len(), agencies.len());
    check(&rows);
}

#[test]
fn wire_copy_of_many_kinds_is_understood() {
    check(&rows("wire.jsonl"));
}

#[test]
fn copy_without_a_dateline_gets_none() {
    let rows = rows("none.jsonl");
    let languages: BTreeSet<&str> = rows.iter().filter_map(|row| row["lang"].as_str()).collect();
    assert!(rows.len() >= 60 && languages.len() >= 10, "{} {}", rows.len(), languages.len());
    let mut wrong = Vec::new();
    for row in &rows {
        let article = read(row);
        if let Some(found) = &article.dateline {
            let places: Vec<&str> = found.places.iter().map(|p| p.span.of(&article.copy.text)).collect();
            wrong.push(format!("{} {}: {places:?}\n    {}", row["id"], row["form"], row["text"]));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
