//! dateline: a terminal reader for news.

pub mod article;
pub mod config;
pub mod listing;
pub mod page;
pub mod paths;
pub mod place;
pub mod query;
pub mod sanitize;
pub mod store;
