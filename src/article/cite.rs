//! A story and its quotations as they are cited: what `y` copies and what lists of quotations print.

use super::{Article, Quote, Span};

/// Who says what nobody is named for.
pub const NOBODY: &str = "unattributed";

/// `“…” — Ilham Aliyev, TASS, Baku, 13 December 2019, https://…`; the speaker only where the parser is `sure` enough.
pub fn quotation(article: &Article, index: usize, sure: f32) -> Option<String> {
    let quote = article.quotes.get(index)?;
    let speaker = speaker(article, quote, sure).unwrap_or_else(|| NOBODY.to_owned());
    let facts: Vec<String> = std::iter::once(speaker).chain(facts(article)).collect();
    Some(format!("{} — {}", marked(&one_line(article, quote.span)), facts.join(", ")))
}

/// In marks. The comma before "said" belongs to the sentence around it.
pub fn marked(said: &str) -> String {
    format!("“{}”", said.trim_end_matches(','))
}

/// The whole story as plain text.
pub fn story(article: &Article) -> String {
    let mut parts = vec![article.headline.text.clone()];
    let facts: Vec<String> = facts(article).collect();
    if !facts.is_empty() {
        parts.push(facts.join(", "));
    }
    parts.extend(article.paragraphs.iter().map(|span| one_line(article, *span)));
    crate::sanitize::body(&parts.join("\n\n")).into_owned()
}

/// The name of a quotation's speaker, else the mention; none where it is not sure enough.
pub fn speaker(article: &Article, quote: &Quote, sure: f32) -> Option<String> {
    let speaker = quote.speaker.as_ref().filter(|_| quote.confidence >= sure)?;
    let name = speaker.name.as_deref().map(|name| crate::sanitize::line(name).into_owned());
    Some(name.unwrap_or_else(|| one_line(article, speaker.span)))
}

/// The agency, else the source.
pub fn agency(article: &Article) -> Option<String> {
    let agency = article.dateline.as_ref().and_then(|dateline| dateline.agency.as_ref());
    agency.or(article.copy.source.as_ref()).map(|name| crate::sanitize::line(name).into_owned())
}

/// The first place of the dateline, by its name where it is known.
pub fn place(article: &Article) -> Option<String> {
    let place = article.dateline.as_ref()?.places.first()?;
    Some(place.place.map_or_else(|| one_line(article, place.span), |known| known.name.to_owned()))
}

/// Agency, place, day, link: what there is of them.
fn facts(article: &Article) -> impl Iterator<Item = String> {
    let date = article.date.map(|date| date.format("%-d %B %Y").to_string());
    let link = article.copy.url.as_ref().map(|url| crate::sanitize::line(url).into_owned());
    [agency(article), place(article), date, link].into_iter().flatten()
}

fn one_line(article: &Article, span: Span) -> String {
    let words: Vec<&str> = span.of(&article.copy.text).split_whitespace().collect();
    crate::sanitize::line(&words.join(" ")).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{RawCopy, parse};

    #[test]
    fn a_quotation_is_cited_with_its_speaker_where_that_is_sure() {
        let text = "BAKU, December 13. /TASS/. Trade grows.\n\n“Tourists come back to the trams,” President Ilham \
                    Aliyev said.";
        let copy = RawCopy {
            date: chrono::NaiveDate::from_ymd_opt(2019, 12, 13),
            url: Some("https://example.org/1".to_owned()),
            ..RawCopy::from_text(text)
        };
        let article = parse(copy);
        let cited = |who| {
            format!(
                "“Tourists come back to the trams” — {who}, TASS, Baku, 13 December 2019, https://example.org/1"
            )
        };
        assert_eq!(quotation(&article, 0, 0.5), Some(cited("Ilham Aliyev")));
        assert_eq!(quotation(&article, 0, 1.0), Some(cited(NOBODY)), "never a guess");
        assert_eq!(quotation(&article, 1, 0.5), None);
    }
}
