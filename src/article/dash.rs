//! Speech that a dash opens: `— Text, — сказал X. — Text.`, `—Text —dijo X—. Text.`, `— Texte, dit X. — Texte.`

use std::ops::Range;

use super::marks::Run;
use super::scan::{before, peek, trim};
use super::speaker::{Class, Words};

/// Adds the speech that dashes open in a paragraph, whose runs in marks begin at number `first` of `out`; marks inside
/// speech open nothing.
pub(super) fn add(
    text: &str,
    range: Range<usize>,
    (paragraph, first): (usize, usize),
    words: &Words,
    out: &mut Vec<Run>,
) {
    let dashes = dashes(text, &range, &out[first..]);
    let Some(opener) = dashes.iter().position(|d| opens(text, &range, d)) else { return };
    let spoken = spoken(text, range.end, &dashes[opener..], words);
    if spoken.is_empty() {
        return;
    }
    let mut marked = out.split_off(first).into_iter().peekable();
    for outer in spoken {
        while let Some(run) = marked.next_if(|run| run.outer.start < outer.end) {
            if run.outer.end <= outer.start {
                out.push(run);
            }
        }
        let inner = bare(text, outer.clone());
        if !inner.is_empty() {
            out.push(Run { inner, outer, paragraph, open: false });
        }
    }
    out.extend(marked);
}

/// The dashes with a blank on one side at least, outside of marks.
fn dashes(text: &str, range: &Range<usize>, runs: &[Run]) -> Vec<Range<usize>> {
    let mut runs = runs.iter().peekable();
    let mut out = Vec::new();
    for (i, dash) in text[range.clone()].match_indices(['—', '–', '-']) {
        let at = range.start + i;
        let end = at + dash.len();
        while runs.next_if(|run| run.outer.end <= at).is_some() {}
        let inside = runs.peek().is_some_and(|run| run.outer.start < at);
        let blank = |c: Option<char>| c.is_none_or(char::is_whitespace);
        let left = at == range.start || blank(before(text, at));
        let right = end >= range.end || blank(peek(text, end));
        let closes = dash == "—" && peek(text, end).is_some_and(|c| matches!(c, '.' | ',' | ';' | '?' | '!'));
        if !inside && (closes || if dash == "-" { left && right } else { left || right }) {
            out.push(at..end);
        }
    }
    out
}

/// A dash opens speech at a paragraph's start or after a sentence's end.
fn opens(text: &str, range: &Range<usize>, dash: &Range<usize>) -> bool {
    let left = text[range.start..dash.start].trim_end();
    left.is_empty() || left.ends_with(['.', '!', '?', '…', ':'])
}

/// The stretches of speech, each from its dash on; none where no clause says that anybody speaks.
fn spoken(text: &str, end: usize, dashes: &[Range<usize>], words: &Words) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut open = Some(dashes[0].start);
    let mut told = false;
    for (i, dash) in dashes.iter().enumerate().skip(1) {
        let part = &text[dash.end..dashes.get(i + 1).map_or(end, |next| next.start)];
        match open {
            Some(start) if tells(part, words, 3) => {
                out.push(start..dash.start);
                (open, told) = (None, true);
            }
            Some(_) => {}
            None => open = Some(dash.start),
        }
    }
    if let Some(start) = open {
        if told {
            out.push(start..end);
        } else {
            return by_commas(text, end, dashes, words);
        }
    }
    out
}

/// `— Texte, dit X. — Texte.`: a comma leads to the clause, a dash back to speech.
fn by_commas(text: &str, end: usize, dashes: &[Range<usize>], words: &Words) -> Vec<Range<usize>> {
    let mut out = Vec::new();
    let mut told = false;
    for (i, dash) in dashes.iter().enumerate() {
        let stop = dashes.get(i + 1).map_or(end, |next| next.start);
        let part = &text[dash.end..stop];
        let clause = part.match_indices([',', '?', '!']).map(|(i, mark)| i + mark.len());
        let cut = clause.clone().find(|i| part[*i..].starts_with(' ') && tells(&part[*i..], words, 1));
        told |= cut.is_some();
        out.push(dash.start..cut.map_or(stop, |i| dash.end + i));
    }
    if told { out } else { Vec::new() }
}

/// Whether a clause begins with a verb that reports, `most` words and an auxiliary before it at most.
fn tells(clause: &str, words: &Words, most: usize) -> bool {
    let mut left = most;
    for word in clause.split_whitespace().take(most + 2) {
        let word = word.trim_matches(|c: char| !c.is_alphanumeric());
        let word = word.rsplit(['\'', '’']).next().unwrap_or(word);
        if !word.starts_with(char::is_lowercase) || left == 0 {
            return false;
        }
        let class = words.class(word.split("-t-").next().unwrap_or(word));
        if class.is(Class::STRONG) {
            return true;
        }
        left -= usize::from(!class.is(Class::AUXILIARY | Class::OBJECT));
    }
    false
}

/// Speech without its dash, the point that belongs to the clause before it, and the comma that leads to the next.
fn bare(text: &str, outer: Range<usize>) -> Range<usize> {
    let part = &text[outer.clone()];
    let from = part.len()
        - part
            .trim_start_matches(|c: char| matches!(c, '—' | '–' | '-' | '.' | ',' | ';') || c.is_whitespace())
            .len();
    let upto = part.trim_end().trim_end_matches(',').len();
    trim(text, outer.start + from.min(upto)..outer.start + upto)
}

#[cfg(test)]
mod tests {
    use super::super::Span;
    use super::super::marks::runs;
    use super::super::speaker::words;

    fn inside<'a>(text: &'a str, lang: &str) -> Vec<&'a str> {
        let paragraphs: Vec<Span> =
            super::super::paragraph::all(text, std::slice::from_ref(&(0..text.len())));
        runs(text, &paragraphs, words(lang)).into_iter().map(|r| &text[r.inner]).collect()
    }

    #[test]
    fn a_dash_opens_speech_where_a_clause_tells_it() {
        for (lang, text, want) in [
            ("ru", "— Мы ждём, — сказал мастер. — Уже неделю.", vec!["Мы ждём", "Уже неделю."]),
            ("ru", "— Это — «Заря»? — спросила она.", vec!["Это — «Заря»?"]),
            ("es", "—No hay pan —dijo Marta Ruiz—. Ni leche.", vec!["No hay pan", "Ni leche."]),
            ("fr", "— Il pleut, raconte Paul, un voisin. — Encore.", vec!["Il pleut", "Encore."]),
            ("pt", "O técnico riu. — Falta pouco — avisou ele.", vec!["Falta pouco"]),
            ("ru", "— молоко, хлеб — и соль", vec![]),
            ("en", "— We wait, — said the foreman.", vec![]),
        ] {
            assert_eq!(inside(text, lang), want, "{text}");
        }
    }
}
