//! dateline: a terminal reader for news.
//!
//! The modules in reading order: what a story is, how it is kept and asked for, how it is shown, how it all runs.
//!
//! The screen, with our words on it:
//!
//! ```text
//!  dateline  library   Azerbaijan   unread            46 stories · 12 unread   ← bar: shelf, chips, tally
//!  Friday, 13 December 2019         │  Aliyev confident of ties                ← headline
//!  ●★ AZ  Aliyev confident of ti…   │  BAKU, Azerbaijan · 13 December · TASS    ← dateline
//!  ●  RU  Astrakhan opens a cent…   │
//!                                   │  “I am confident that …,” said    Aliyev  ← quotation, cue, margin
//!   ↑ list                          │   ↑ story: a page set to a measure
//!  sample stories · dateline FILE …                                  3 of 46   ← status line: notice, position
//!  j down  Enter open  Space read on  / search  b bookmark                      ← keys
//! ```

pub mod article;
pub mod place;

pub mod listing;
pub mod query;
pub mod store;

pub mod export;
pub mod fetch;
pub mod format;
pub mod import;
pub mod sample;

pub mod action;
pub mod app;
pub mod config;
pub mod key;
pub mod keymap;
pub mod page;
pub mod ui;

pub mod cli;
pub mod paths;
pub mod runtime;

pub mod nearest;
pub mod quantity;
pub mod sanitize;
pub mod stemming;
pub mod width;
