//! Where a story is from and what it is about: the head is read, then its mentions of countries settle which town the
//! dateline means, then the town and the mentions together give the countries.

use super::country::About;
use super::dateline::{self, Evidence};
use super::head::{self, Head};
use super::{Dateline, Note, RawCopy, Span, Topic, cited, country, lang, paragraph};
use crate::place::{self, Home};

/// All that a story says of places, and what was read on the way.
#[derive(Debug)]
pub struct Whereabouts {
    /// BCP 47 tag, as given or guessed.
    pub lang: String,
    pub dateline: Option<Dateline>,
    /// Best first.
    pub countries: Vec<About>,
    /// Body text only.
    pub paragraphs: Vec<Span>,
    /// What about the countries could not be told, and why.
    pub notes: Vec<Note>,
    pub(super) head: Head,
}

/// Reads the head of a story and settles its places. `home` is where its source is known to write from.
pub fn whereabouts(copy: &RawCopy, home: Option<Home>) -> Whereabouts {
    let text = copy.text.as_str();
    let lang = lang::of(copy.lang.as_deref(), text);
    let mut head = head::read(text, copy.title.as_deref(), &lang);
    let paragraphs = paragraph::all(text, &head.body);
    let draft = head.dateline.take();
    let line = head.headline.clone().and_then(|r| Span::new(text, r));
    let mut cited = cited::all(&cited::Reading {
        text,
        lang: &lang,
        title: copy.title.as_deref(),
        line,
        paragraphs: &paragraphs,
        filed: draft.as_ref().and_then(|draft| dateline::likely(text, draft)),
    });
    let dateline = draft.as_ref().and_then(|draft| {
        let evidence = Evidence::of(text, draft, &cited, home);
        dateline::settle(text, draft, &lang, evidence)
    });
    if let Some(dateline) = &dateline {
        cited.agree(text, dateline);
    }
    let filed = dateline.as_ref().and_then(|d| d.country.map(|_| d.span));
    let notes = filed.filter(|_| !place::has_demonyms(&lang)).map(|span| only_filed(&lang, span));
    if notes.is_some() {
        // Half the words of the language would be half the countries, and the wrong half.
        cited.list.clear();
    }
    let countries = country::about(dateline.as_ref(), &cited);
    Whereabouts { lang, dateline, countries, paragraphs, notes: notes.into_iter().collect(), head }
}

fn only_filed(lang: &str, span: Span) -> Note {
    let text = format!(
        "no words for the people of countries are known in this language ({lang}): only the dateline's country counts"
    );
    Note { span, text, on: Topic::Countries }
}
