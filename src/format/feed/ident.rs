//! An id for an item whose feed gives none: made of what the item holds, so that the same bytes give the same one.

use super::{Item, Prose};

pub fn settle(item: &mut Item) {
    if !item.id.is_empty() {
        return;
    }
    let mut hasher = blake3::Hasher::new();
    let mut add = |part: &str| {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    };
    let (Prose::Plain(summary) | Prose::Html(summary)) = item.summary.as_ref().unwrap_or(&NOTHING);
    let (Prose::Plain(content) | Prose::Html(content)) = item.content.as_ref().unwrap_or(&NOTHING);
    for part in [item.title.as_deref(), item.link.as_deref(), Some(summary), Some(content)] {
        add(part.unwrap_or_default());
    }
    for date in [item.published, item.updated] {
        add(&date.map_or_else(String::new, |date| date.timestamp().to_string()));
    }
    for enclosure in &item.enclosures {
        add(&enclosure.url);
    }
    item.id = format!("urn:blake3:{}", &hasher.finalize().to_hex()[..32]);
}

static NOTHING: Prose = Prose::Plain(String::new());
