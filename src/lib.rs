//! dateline: a terminal reader for news.

pub mod action;
pub mod app;
pub mod article;
pub mod key;
pub mod keymap;
pub mod listing;
pub mod page;
pub mod place;
pub mod quantity;
pub mod query;
pub mod sanitize;
pub mod store;
pub mod width;
