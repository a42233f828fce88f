//! The gazetteer: a name leads to places, countries and regions, and a text to the countries it mentions.
//!
//! Everything is looked up in bytes that are compiled in, written by `assets/gazetteer/build.py`;
//! nothing is unpacked at start, and pages that nobody asks for are never read.

mod context;
mod country;
mod gazetteer;
mod home;
mod mentions;
mod name;
mod region;
mod table;
mod token;
mod variant;
mod words;

pub use country::{Country, UnknownCountry};
pub use gazetteer::{
    Candidate, Hint, Place, candidates, choose, exactly, exactly_folded, find, is_no_country, nearest,
};
pub use home::{Home, home};
pub use mentions::{Mention, Setting, is_city, is_of_place, is_person, mentions};
pub use name::fold;
pub use region::{Region, region, regions};
pub(crate) use token::plain_length;
pub use words::{MentionKind, has_demonyms};
