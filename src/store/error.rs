//! What a library says when it cannot do what it was asked.

use std::path::PathBuf;

/// What can go wrong with a library; each says what to do.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    #[error(
        "{path}: this library was written by a newer dateline (format {found}, this one reads {known}); it was left untouched: install the newer version"
    )]
    Newer { path: PathBuf, found: i64, known: i64 },
    #[error("no story {0} in this library")]
    NoStory(u32),
    #[error("no feed {0} in this library: `dateline feeds` lists them")]
    NoFeed(i64),
    #[error("{0} is subscribed to already: `dateline feeds` lists them")]
    Subscribed(String),
    #[error("story {0} is damaged, the others can be read: restore a backup with `dateline restore`")]
    Damaged(u32),
    /// [`super::Library::open_index`] comes first.
    #[error("the search index is not open yet: try again in a moment")]
    NotReady,
    /// [`super::Library::stop_searches_when`] said so.
    #[error("the search was given up: nobody waited for it any more")]
    Stopped,
    #[error("{path}: {why}")]
    Unusable { path: PathBuf, why: String },
}

pub type Result<T> = std::result::Result<T, StoreError>;
