//! The library on disk, from outside: what a reader trusts it with.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed; helpers of tests included")]

mod builder;
mod correction;
mod home;
mod index;
mod killed;
mod library;
mod marks;
mod people;
mod quoted;
mod reparse;
mod search;
mod unusable;
