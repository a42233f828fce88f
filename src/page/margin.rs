//! The names beside the quotations.

use super::marks::trusted;
use super::{Line, Role};
use crate::article::{Article, Quote};
use crate::{sanitize, width};

const NOBODY: &str = "unattributed";

/// Writes a speaker beside each quotation of one paragraph, once where the same one goes on. `starts` holds the
/// quotations with the lines they start on; a line that has a name already leaves the next one of the quotation.
pub(super) fn fill(
    lines: &mut [Line],
    starts: &[(usize, usize)],
    article: &Article,
    confidence: f32,
    columns: usize,
) {
    let mut last = String::new();
    for &(quote, first) in starts {
        let name = speaker(&article.quotes[quote], &article.copy.text, confidence);
        if name == last {
            continue;
        }
        let on =
            |line: &Line| line.runs.iter().any(|run| run.role == Role::Quote && run.quote == Some(quote));
        let free = lines[first..].iter_mut().take_while(|line| on(line)).find(|line| line.margin.is_none());
        if let Some(line) = free {
            line.margin = Some(width::cut(&name, columns).into_owned());
            line.margin_quote = Some(quote);
        }
        last = name;
    }
}

/// The person or body, else the mention, and nobody where we are not sure.
fn speaker(quote: &Quote, text: &str, confidence: f32) -> String {
    let speaker = quote.speaker.as_ref().filter(|_| trusted(quote, confidence));
    let name = speaker.map_or("", |s| s.name.as_deref().unwrap_or_else(|| s.span.of(text)));
    let name = sanitize::line(name).split_whitespace().collect::<Vec<_>>().join(" ");
    if name.is_empty() { NOBODY.to_owned() } else { name }
}
