//! The full text of a story: as it was fetched, and as it is read.

use std::sync::Arc;

use chrono::{DateTime, Utc};

use crate::article::Article;

/// What the page of a story said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FullText {
    /// In seconds since 1970.
    pub fetched: i64,
    pub title: Option<String>,
    pub text: String,
    pub markup: Option<Arc<str>>,
}

/// The same, understood.
#[derive(Debug, Clone, PartialEq)]
pub struct Full {
    pub fetched: DateTime<Utc>,
    pub article: Box<Article>,
}
