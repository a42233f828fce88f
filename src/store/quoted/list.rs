//! Quotations one by one: stories from the index, newest first, each read anew, no further than the page goes.

use super::asked::Asked;
use crate::article::Article;
use crate::listing::{Key, Quotation, QuotationKey, SpeakerId, Stretch};
use crate::query::{Said, Sort};
use crate::store::fault::{Fault, Try};
use crate::store::index::quotes::is_sure;
use crate::store::{Library, order, people, stored};

/// Stories asked for at once, and once that many were not enough.
const FEW: usize = 16;
const MANY: usize = 256;

pub fn quotations(
    library: &Library,
    said: &Said,
    after: Option<QuotationKey>,
    limit: usize,
) -> Try<Vec<Quotation>> {
    library.refresh()?;
    let mut page =
        Page { library, said, asked: Asked::of(said), person: None, after, limit, out: Vec::new() };
    let mut forms = None;
    if let Some(SpeakerId(form)) = said.speaker {
        // A speaker that nobody knows said nothing.
        let Some(person) = people::person(&library.conn, form)? else { return Ok(Vec::new()) };
        page.person = Some(person);
        forms = Some(
            people::forms_of(&library.conn, person)?.into_iter().map(|form| form.id).collect::<Vec<_>>(),
        );
    }
    let mut stretch = after.map_or(Stretch::First, |after| Stretch::From(after.story));
    let mut stories = FEW;
    while page.out.len() < limit {
        let Some(walk) = order::walk(Sort::Newest, stretch) else { break };
        let keys = library.searching(&said.query, |search| {
            search.quoting(forms.as_deref(), page.asked.typed(), walk, stories)
        })?;
        for key in &keys {
            page.read(order::unpack(*key))?;
        }
        match keys.last() {
            Some(last) if keys.len() == stories => stretch = Stretch::After(order::unpack(*last)),
            _ => break,
        }
        stories = MANY;
    }
    Ok(page.out)
}

struct Page<'a> {
    library: &'a Library,
    said: &'a Said,
    asked: Asked<'a>,
    person: Option<u32>,
    after: Option<QuotationKey>,
    limit: usize,
    out: Vec<Quotation>,
}

impl Page<'_> {
    /// The quotations of a story that were asked for; those of one that cannot be read are none.
    fn read(&mut self, key: Key) -> Try<()> {
        if self.out.len() == self.limit {
            return Ok(());
        }
        self.library.looked_at_a_story();
        let article = match stored::article(&self.library.conn, &self.library.unpacker, key.id) {
            Ok(article) => article,
            Err(Fault::Io(_) | Fault::Store(_)) => return Ok(()),
            Err(fault) => return Err(fault),
        };
        for index in 0..article.quotes.len() {
            let at = QuotationKey { story: key, index };
            let passed = self.after.is_some_and(|after| after.story == key && index <= after.index);
            if !passed && self.out.len() < self.limit {
                self.out.extend(self.line(&article, at)?);
            }
        }
        Ok(())
    }

    fn line(&self, article: &Article, key: QuotationKey) -> Try<Option<Quotation>> {
        let quote = &article.quotes[key.index];
        let speaker = quote.speaker.as_ref().filter(|_| is_sure(quote, self.said.sure));
        let person = match speaker {
            Some(_) => people::person_of(&self.library.conn, article, quote)?,
            None => None,
        };
        if self.person.is_some() && self.person != person || !self.asked.holds(article, quote) {
            return Ok(None);
        }
        Ok(Some(Quotation {
            key,
            date: order::date(key.story.when),
            country: article.under().first().copied(),
            headline: article.headline.text.clone(),
            text: people::spoken(article, quote.span),
            mention: speaker.map(|speaker| people::spoken(article, speaker.span)),
            name: speaker.and_then(|speaker| speaker.name.clone()),
            speaker: person.map(SpeakerId),
            confidence: quote.confidence,
        }))
    }
}
