//! Whether one quotation is what was asked for: the index's own words, looked at one by one. Pure.

use crate::article::{Article, Quote};
use crate::query::{Said, Term, fits};
use crate::store::index::quotes::{is_sure, names};
use crate::store::index::words::{Word, words};

/// A question, its typed words taken apart once.
pub struct Asked<'a> {
    said: &'a Said,
    typed: Vec<Word>,
}

impl Asked<'_> {
    pub fn of(said: &Said) -> Asked<'_> {
        Asked { said, typed: words(&said.words) }
    }

    pub fn typed(&self) -> &[Word] {
        &self.typed
    }

    /// All but whose it is.
    pub fn holds(&self, article: &Article, quote: &Quote) -> bool {
        let names = if is_sure(quote, self.said.sure) { names(article, quote) } else { Vec::new() };
        let spoken = words(quote.span.of(&article.copy.text));
        let has = |term: &Term| match term {
            Term::Said(name) => {
                let asked = words(name);
                asked.is_empty() || names.iter().any(|name| contains(name, &asked, false))
            }
            Term::Quote { text, beginning } => contains(&spoken, &words(text), *beginning),
            _ => true,
        };
        if !fits(&self.said.query.all, &has) {
            return false;
        }
        let headline = if self.typed.is_empty() { Vec::new() } else { words(&article.headline.text) };
        let somewhere = |typed: &Word| {
            let all = spoken.iter().chain(&headline).chain(names.iter().flatten());
            all.into_iter().any(|word| begins(word, typed))
        };
        self.typed.iter().all(somewhere)
    }
}

/// The words of `phrase` next to each other; the last one may go on.
fn contains(words: &[Word], phrase: &[Word], beginning: bool) -> bool {
    let Some((last, whole)) = phrase.split_last() else { return true };
    let ends = |word: &Word| {
        if beginning || is_lone(last) && whole.is_empty() { begins(word, last) } else { word == last }
    };
    words
        .windows(phrase.len())
        .any(|here| here.split_last().is_some_and(|(end, start)| start == whole && ends(end)))
}

/// A letter of a script without blanks is found wherever it stands.
fn begins(word: &Word, typed: &Word) -> bool {
    match typed.pair {
        true if is_lone(typed) => word.pair && word.text.contains(&typed.text),
        true => word == typed,
        false => word.text.starts_with(&typed.text),
    }
}

fn is_lone(word: &Word) -> bool {
    word.pair && word.text.chars().count() == 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::{RawCopy, parse};
    use crate::query;
    use chrono::NaiveDate;

    const COPY: &str = "Trade grows\n\nBAKU, December 13. /TASS/. “Trade turnover has reached a record for tourists,” \
                        President Ilham Aliyev said.\n\n“在北京会谈中达成协议。”";

    fn asked(query: &str, words: &str, sure: f32) -> Vec<usize> {
        let article = parse(RawCopy { title: Some("Trade grows".into()), ..RawCopy::from_text(COPY) });
        let query = query::parse(query, NaiveDate::from_ymd_opt(2019, 12, 13).unwrap(), true).unwrap();
        let said = Said { query, words: words.to_owned(), sure, speaker: None };
        let asked = Asked::of(&said);
        let quotes = article.quotes.iter().enumerate();
        quotes.filter(|(_, quote)| asked.holds(&article, quote)).map(|(index, _)| index).collect()
    }

    #[test]
    fn words_are_looked_for_inside_the_quotation_and_names_at_its_speaker() {
        for (query, found) in [
            ("", &[0, 1][..]),
            ("quote:\"trade turnover\"", &[0]),
            ("quote:\"turnover trade\"", &[]),
            ("quote:tour", &[0]),
            ("quote:\"tour\"", &[]),
            ("said:aliyev quote:touris*", &[0]),
            ("said:aliyev quote:grows", &[]),
            ("said:putin", &[]),
            ("said:aliyev,putin", &[0]),
            ("quote:北京", &[1]),
            ("quote:协", &[1]),
            ("-quote:record", &[0, 1]),
            ("quote:!", &[0, 1]),
        ] {
            assert_eq!(asked(query, "", crate::article::quote::SURE), found, "{query}");
        }
    }

    #[test]
    fn what_is_typed_begins_a_word_of_quotation_name_or_headline() {
        for (typed, found) in [
            ("ali tour", &[0][..]),
            ("grow", &[0, 1]),
            ("grow 北", &[1]),
            ("liyev", &[]),
            ("Əli", &[]),
            ("ALIYEV rec", &[0]),
        ] {
            assert_eq!(asked("", typed, 0.5), found, "{typed}");
        }
    }

    #[test]
    fn a_speaker_that_is_not_sure_enough_is_nobody() {
        assert_eq!(asked("said:aliyev", "", 1.1), &[] as &[usize]);
        assert_eq!(asked("quote:record", "ali", 1.1), &[] as &[usize]);
        assert_eq!(asked("quote:record", "", 1.1), [0]);
    }
}
