//! `dateline quotes QUERY`: who said what, a line a quotation.

use std::io::Write;

use serde_json::json;

use super::args::{Quotes, Which};
use super::setup::Setup;
use super::{Ending, library, on_terminal, out};
use crate::article::{Article, cite};
use crate::export;
use crate::listing::{Quotation, QuotationKey, StoryId};
use crate::query::Said;
use crate::sanitize;
use crate::store::{Library, StoreError};
use crate::width::{cut, pad};

/// Quotations asked for at a time.
const PAGE: usize = 200;
/// Columns of a name.
const NAME: usize = 20;

/// Of `--tsv`, which are names of `--json` too.
const COLUMNS: [&str; 11] = [
    "story",
    "index",
    "date",
    "country",
    "place",
    "agency",
    "speaker",
    "quotation",
    "headline",
    "url",
    "confidence",
];

enum Style {
    /// Aligned, and cut where lines may not be longer than so many columns.
    Aligned(Option<usize>),
    Tabs,
    Json,
    /// A list of citations.
    Markdown,
}

pub fn run(args: &Quotes, which: &Which) -> anyhow::Result<Ending> {
    let Setup { paths, config, .. } = which.told_setup()?;
    let said =
        Said { query: library::query(&args.query)?, sure: config.reader.confidence, ..Said::default() };
    let mut library = which.open_in(&paths, config.stemming())?;
    library.open_index()?;
    let style = match args {
        Quotes { json: true, .. } => Style::Json,
        Quotes { tsv: true, .. } => Style::Tabs,
        Quotes { md: true, .. } => Style::Markdown,
        _ => Style::Aligned(on_terminal().then(|| super::columns().unwrap_or(80))),
    };
    let mut stdout = out::stdout();
    let mut story = None;
    let mut found = false;
    for quotation in quotations(&library, &said, args.limit) {
        let quotation = quotation?;
        // One that left the library since it was listed has no quotation any more.
        let Some(article) = article(&library, &mut story, quotation.key.story.id)? else { continue };
        if !found && matches!(style, Style::Tabs) {
            writeln!(stdout, "{}", COLUMNS.join("\t"))?;
        }
        found = true;
        writeln!(stdout, "{}", line(&quotation, article, said.sure, &style))?;
    }
    stdout.flush()?;
    if !found {
        out::complain("nothing matched");
        return Ok(Ending::Nothing);
    }
    Ok(Ending::Done)
}

/// Asked for a page at a time, at most `limit`.
fn quotations<'a>(
    library: &'a Library,
    said: &'a Said,
    limit: Option<usize>,
) -> impl Iterator<Item = anyhow::Result<Quotation>> + 'a {
    let mut left = limit.unwrap_or(usize::MAX);
    let mut after: Option<QuotationKey> = None;
    let mut page = Vec::new().into_iter();
    std::iter::from_fn(move || {
        if page.len() == 0 && left > 0 {
            let size = left.min(PAGE);
            let found = match library.quotations(said, after, size) {
                Ok(found) => found,
                Err(error) => {
                    left = 0;
                    return Some(Err(error.into()));
                }
            };
            after = found.last().map(|quotation| quotation.key);
            left = if found.len() < size { 0 } else { left - size };
            page = found.into_iter();
        }
        page.next().map(Ok)
    })
}

/// The story of a quotation, read once for all that it has; none where it is gone.
fn article<'a>(
    library: &Library,
    story: &'a mut Option<(StoryId, Article)>,
    id: StoryId,
) -> anyhow::Result<Option<&'a Article>> {
    if story.as_ref().is_none_or(|(known, _)| *known != id) {
        *story = match library.story(id) {
            Ok(story) => Some((id, story.article)),
            Err(StoreError::NoStory(_)) => None,
            Err(error) => return Err(error.into()),
        };
    }
    Ok(story.as_ref().map(|(_, article)| article))
}

fn line(quotation: &Quotation, article: &Article, sure: f32, style: &Style) -> String {
    let Quotation { key, date, country, mention, confidence, .. } = quotation;
    let (id, index) = (key.story.id.0, key.index);
    let speaker = quotation.name.as_ref().or(mention.as_ref());
    let country = country.as_ref().map_or("", |country| country.code());
    let (place, agency) = (cite::place(article), cite::agency(article));
    let date = date.map(|date| date.to_string());
    match style {
        Style::Aligned(columns) => {
            let speaker = speaker.map_or(cite::NOBODY.into(), |name| sanitize::line(name));
            let text = sanitize::line(&quotation.text);
            let start = format!("{id:>7}  {}  {}", pad(&date.unwrap_or_default(), 10), pad(country, 2));
            let line = format!("{start}  {}  {}", pad(&speaker, NAME), cite::marked(&text));
            columns.map_or(line.clone(), |columns| cut(&line, columns).into_owned())
        }
        Style::Tabs => {
            let cells = [
                id.to_string(),
                index.to_string(),
                date.unwrap_or_default(),
                country.to_owned(),
                place.unwrap_or_default(),
                agency.unwrap_or_default(),
                speaker.cloned().unwrap_or_else(|| cite::NOBODY.to_owned()),
                quotation.text.clone(),
                quotation.headline.clone(),
                article.copy.url.clone().unwrap_or_default(),
                format!("{confidence:.2}"),
            ];
            cells.map(|cell| sanitize::line(&cell).replace('\t', " ")).join("\t")
        }
        Style::Json => export::harmless(
            json!({
                "story": id,
                "index": index,
                "date": date,
                "country": Some(country).filter(|code| !code.is_empty()),
                "place": place,
                "agency": agency,
                "speaker": speaker,
                "mention": mention,
                "person": quotation.speaker.map(|speaker| speaker.0),
                "quotation": quotation.text,
                "headline": quotation.headline,
                "url": article.copy.url,
                "confidence": (f64::from(*confidence) * 100.0).round() / 100.0,
            })
            .to_string(),
        ),
        Style::Markdown => {
            format!("- {}", escaped(&cite::quotation(article, index, sure).unwrap_or_default()))
        }
    }
}

/// What Markdown would take for its own, taken literally; links stay links.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (at, word) in text.split(' ').enumerate() {
        out.push_str(if at > 0 { " " } else { "" });
        if word.starts_with("https://") || word.starts_with("http://") {
            out.push_str(word);
            continue;
        }
        for c in word.chars() {
            if matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '>') {
                out.push('\\');
            }
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_citation_is_taken_literally_but_for_its_link() {
        assert_eq!(
            escaped("“A *star* [1] <b>” — X_Y, https://example.org/a_b"),
            "“A \\*star\\* \\[1\\] \\<b\\>” — X\\_Y, https://example.org/a_b"
        );
    }
}
