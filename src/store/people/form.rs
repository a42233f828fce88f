//! A quotation's speaker → the form of a name that the library counts it under.

use std::collections::HashMap;

use super::group::Key;
use super::name::Name;
use crate::article::{Article, Quote, Span, Speaker};
use crate::place::Country;

/// Names that were read, by how they are written and whether a body bears them: few are quoted often.
pub type Names = HashMap<(String, bool), Option<(Name, String)>>;

/// The form, and its name as it is shown, in a story that stands under `country` first. Nobody's: what "he" says who is
/// not named, or "the minister".
pub fn form(
    article: &Article,
    country: Option<Country>,
    quote: &Quote,
    names: &mut Names,
) -> Option<(Key, String)> {
    let speaker = quote.speaker.as_ref()?;
    let known = speaker.known;
    let written = if known.body { body(article, speaker)? } else { speaker.name.clone()? };
    let read = if known.body { Name::of_body } else { Name::read };
    let (name, shown) =
        names.entry((written, known.body)).or_insert_with_key(|(written, _)| read(written)).as_ref()?;
    let surname = !known.body && !name.is_full();
    let place = country.filter(|_| surname);
    let key = Key {
        folded: name.folded(),
        country: known.country,
        calling: known.calling,
        place,
        body: known.body,
    };
    Some((key, shown.clone()))
}

/// A body that is not named is the one it is called by, unless that is any: "the company", "officials".
fn body(article: &Article, speaker: &Speaker) -> Option<String> {
    if let Some(name) = &speaker.name {
        return Some(name.clone());
    }
    let mention = spoken(article, speaker.span);
    let named = mention.split_whitespace().find(|word| !word.eq_ignore_ascii_case("the"))?;
    named.starts_with(char::is_uppercase).then_some(mention)
}

/// Words of the text on one line.
pub fn spoken(article: &Article, span: Span) -> String {
    span.of(&article.copy.text).split_whitespace().collect::<Vec<_>>().join(" ")
}
