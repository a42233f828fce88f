//! A story as plain text: headline, facts, a paragraph a line.

use std::io::{self, Write};

use crate::article::release::moment;
use crate::article::{Article, Status, byline};
use crate::sanitize;

pub fn write(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "{}", sanitize::line(&article.headline.text))?;
    let facts = facts(article);
    if !facts.is_empty() {
        writeln!(out, "{facts}")?;
    }
    for paragraph in &article.paragraphs {
        writeln!(out, "\n{}", one_line(paragraph.of(&article.copy.text)))?;
    }
    if let Some(url) = &article.copy.url {
        writeln!(out, "\n{}", sanitize::line(url))?;
    }
    Ok(())
}

/// Dateline as written, country in words, byline, date; ` · ` between what is known.
pub fn facts(article: &Article) -> String {
    let text = &article.copy.text;
    let dateline = article.dateline.as_ref();
    let desk = article.copy.desk.as_deref();
    let byline = article.byline.map(|byline| byline.span.of(text).to_owned());
    let byline = byline.or_else(|| desk?.written_by()).map(|by| by_line(&one_line(&by)));
    let held = desk.filter(|desk| !desk.status.is_usable()).map(|desk| match desk.status {
        Status::Canceled => "killed".to_owned(),
        other => other.name().to_owned(),
    });
    let embargo =
        desk.and_then(|desk| desk.embargoed_until).map(|until| format!("embargo until {}", moment(until)));
    let parts = [
        held,
        embargo,
        dateline.map(|dateline| {
            let line = one_line(dateline.span.of(text));
            line.trim_end_matches(|c: char| c.is_whitespace() || matches!(c, '-' | '–' | '—' | '.'))
                .to_owned()
        }),
        dateline.and_then(|dateline| dateline.country).map(|country| country.name().to_owned()),
        byline,
        article.date.map(|date| date.to_string()),
        article.headline.derived.then(|| "headline made from the story".to_owned()),
    ];
    parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" · ")
}

fn by_line(names: &str) -> String {
    if byline::opens(names) { names.to_owned() } else { format!("By {names}") }
}

/// A stretch of the story on one line: wrapped copy is joined again.
pub fn one_line(text: &str) -> String {
    sanitize::line(text).split_whitespace().collect::<Vec<_>>().join(" ")
}
