//! dateline: a terminal reader for news.

pub mod action;
pub mod article;
pub mod cli;
pub mod config;
pub mod export;
pub mod format;
pub mod import;
pub mod key;
pub mod keymap;
pub mod listing;
pub mod page;
pub mod paths;
pub mod place;
pub mod quantity;
pub mod query;
pub mod runtime;
pub mod sample;
pub mod sanitize;
pub mod store;
pub mod width;
