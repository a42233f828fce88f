//! dateline: a terminal reader for news.

pub mod article;
pub mod listing;
pub mod page;
pub mod place;
pub mod query;
pub mod sanitize;
pub mod store;
pub mod width;
