//! Where a story is from and what it is about: the head is read, then its mentions of countries settle which town the
//! dateline means, then the town and the mentions together give the countries.

use super::country::{About, Part};
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
    let dateline = dateline.or_else(|| dateline::located(copy));
    if let Some(dateline) = &dateline {
        cited.agree(text, dateline);
    }
    let filed = dateline.as_ref().filter(|dateline| dateline.country.is_some());
    let note = (!place::has_demonyms(&lang)).then(|| fallback(text, &lang, filed));
    if note.is_some() {
        // Half the words of the language would be half the countries, and the wrong half.
        cited.list.retain(|citation| filed.is_none() && citation.part != Part::Body);
    }
    let countries = country::about(dateline.as_ref(), &cited);
    Whereabouts { lang, dateline, countries, paragraphs, notes: note.into_iter().flatten().collect(), head }
}

/// The paragraphs of a story, the same that [`whereabouts`] finds, without what else it reads.
pub fn paragraphs(copy: &RawCopy) -> Vec<Span> {
    let text = copy.text.as_str();
    let lang = lang::of(copy.lang.as_deref(), text);
    paragraph::all(text, &head::read(text, copy.title.as_deref(), &lang).body)
}

/// Says what is left to go by in a language whose words for peoples are not known.
fn fallback(text: &str, lang: &str, filed: Option<&Dateline>) -> Option<Note> {
    let left = if filed.is_some() {
        "the dateline's country counts"
    } else {
        "names in the headline and the lede count"
    };
    let says =
        format!("no words for the people of countries are known in this language ({lang}): only {left}");
    let span = filed.map_or_else(|| Span::new(text, 0..0), |dateline| Some(dateline.span))?;
    Some(Note { span, text: says, on: Topic::Countries })
}
