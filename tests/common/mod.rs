//! What several tests share: pictures of the screen, and a real terminal to run the reader in.
#![allow(dead_code, reason = "each test takes what it needs")]

pub mod screen;
pub mod terminal;
