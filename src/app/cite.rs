//! What `y` copies: a quotation ready to cite, or the whole story as plain text.

use crate::article::{Article, Span};

/// `“…” — Ilham Aliyev, TASS, Baku, 13 December 2019, https://…`
pub(super) fn quotation(article: &Article, index: usize) -> Option<String> {
    let quote = article.quotes.get(index)?;
    // The comma before "said" belongs to the sentence around it.
    let mut out = format!("“{}”", one_line(article, quote.span).trim_end_matches(','));
    let speaker = quote.speaker.as_ref();
    let name = speaker.map(|s| s.name.clone().unwrap_or_else(|| one_line(article, s.span)));
    let facts: Vec<String> = [name.or_else(|| Some("unattributed".to_owned()))]
        .into_iter()
        .flatten()
        .chain(facts(article))
        .collect();
    out.push_str(" — ");
    out.push_str(&facts.join(", "));
    Some(out)
}

pub(super) fn story(article: &Article) -> String {
    let mut parts = vec![article.headline.text.clone()];
    let facts: Vec<String> = facts(article).collect();
    if !facts.is_empty() {
        parts.push(facts.join(", "));
    }
    parts.extend(article.paragraphs.iter().map(|span| one_line(article, *span)));
    crate::sanitize::body(&parts.join("\n\n")).into_owned()
}

/// Agency, place, day, link: what there is of them.
fn facts(article: &Article) -> impl Iterator<Item = String> + '_ {
    let dateline = article.dateline.as_ref();
    let agency = dateline.and_then(|d| d.agency.clone()).or_else(|| article.copy.source.clone());
    let place = dateline.and_then(|d| d.places.first()).map(|place| {
        place.place.map_or_else(|| one_line(article, place.span), |known| known.name.to_owned())
    });
    let date = article.date.map(|date| date.format("%-d %B %Y").to_string());
    [agency, place, date, article.copy.url.clone()]
        .into_iter()
        .flatten()
        .map(|fact| crate::sanitize::line(&fact).into_owned())
}

fn one_line(article: &Article, span: Span) -> String {
    let words: Vec<&str> = span.of(&article.copy.text).split_whitespace().collect();
    crate::sanitize::line(&words.join(" ")).into_owned()
}
