//! XML as it is found in the wild: a damaged document is read as far as it goes, and every way to blow up is bounded.
//!
//! [`Walk`] gives starts, ends and texts; [`Walk::element`] gathers one element with all it holds. Whoever reads a
//! long document takes it element by element, so that only one of them is in memory.

mod attribute;
mod element;
mod entity;
mod space;
#[cfg(test)]
mod tests;
mod walk;

pub use attribute::all as attributes;
pub use element::{Attribute, Element, Node, Texts};
pub use entity::resolve as resolve_reference;
pub use space::Space;
pub use walk::{Event, Rule, Walk};
