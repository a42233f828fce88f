//! The library on disk, from outside: what a reader trusts it with.

mod builder;
mod index;
mod library;
mod marks;
mod search;
mod unusable;
