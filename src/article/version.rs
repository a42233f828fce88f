//! Which story a copy is, and which text of it. (Stand-in: the stage that owns this file replaces it whole.)

use super::RawCopy;

/// Raised whenever parsing gives other results for the same copy.
pub const RULES: u32 = 1;

/// The same for two copies of one story: source and id, else normalised text.
pub fn identity(copy: &RawCopy) -> [u8; 16] {
    match &copy.id {
        Some(id) => digest(&["id", copy.source.as_deref().unwrap_or(""), id]),
        None => digest(&["text", &normal(&copy.text)]),
    }
}

/// The same for two copies that say the same.
pub fn content(copy: &RawCopy) -> [u8; 16] {
    digest(&[copy.title.as_deref().unwrap_or(""), &normal(&copy.text)])
}

fn normal(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn digest(parts: &[&str]) -> [u8; 16] {
    let mut hasher = blake3::Hasher::new();
    for part in parts {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    let mut out = [0; 16];
    out.copy_from_slice(&hasher.finalize().as_bytes()[..16]);
    out
}
