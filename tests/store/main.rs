//! The library on disk, from outside: what a reader trusts it with.

#![allow(clippy::unwrap_used, reason = "a test that meets an error has failed; helpers of tests included")]

mod backup;
mod beside;
mod builder;
mod child;
mod correction;
mod doctor;
mod doctor_beside;
mod faults;
mod home;
mod index;
mod killed;
mod killed_often;
mod library;
mod marks;
mod markup;
mod mount;
mod people;
mod prune;
mod quoted;
mod read_only;
mod release;
mod reparse;
mod search;
mod shelf;
mod stems;
mod unusable;
