//! The gazetteer: a name → places and countries. (Stand-in: the real one replaces this file whole.)

/// ISO 3166-1 alpha-2 code (plus XK).
#[derive(Copy, Clone, Eq, PartialEq, Ord, PartialOrd, Hash)]
pub struct Country([u8; 2]);

const CODES: &[(&str, &str)] = &[
    ("AZ", "Azerbaijan"),
    ("RU", "Russia"),
    ("US", "United States"),
    ("GB", "United Kingdom"),
    ("FR", "France"),
    ("DE", "Germany"),
    ("NO", "Norway"),
    ("PT", "Portugal"),
    ("KE", "Kenya"),
    ("CL", "Chile"),
    ("JP", "Japan"),
];

impl Country {
    pub fn from_code(code: &str) -> Option<Country> {
        let code = code.to_ascii_uppercase();
        let (code, _) = CODES.iter().find(|(c, _)| *c == code)?;
        let b = code.as_bytes();
        Some(Country([b[0], b[1]]))
    }
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("")
    }
    pub fn name(self) -> &'static str {
        CODES.iter().find(|(c, _)| *c == self.code()).map_or("", |(_, n)| n)
    }
    pub fn all() -> impl Iterator<Item = Country> {
        CODES.iter().filter_map(|(c, _)| Country::from_code(c))
    }
    /// Dense, stable, 1-based; 0 is none.
    pub fn index(self) -> u8 {
        CODES.iter().position(|(c, _)| *c == self.code()).map_or(0, |i| i as u8 + 1)
    }
    pub fn from_index(index: u8) -> Option<Country> {
        CODES.get(usize::from(index).checked_sub(1)?).and_then(|(c, _)| Country::from_code(c))
    }
    /// Exact name, alias or demonym in any of the languages, normalised.
    pub fn named(name: &str) -> Option<Country> {
        CODES.iter().find(|(_, n)| n.eq_ignore_ascii_case(name)).and_then(|(c, _)| Country::from_code(c))
    }
}

impl std::fmt::Debug for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}
impl std::fmt::Display for Country {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.code())
    }
}

#[derive(Debug, Copy, Clone, PartialEq)]
pub struct Place {
    pub name: &'static str,
    pub country: Country,
    pub admin1: Option<&'static str>,
    pub lat: f32,
    pub lon: f32,
    pub population: u32,
    pub capital: bool,
}

/// All places of a name, best first.
pub fn find(_name: &str) -> Vec<Place> {
    Vec::new()
}

#[derive(Debug, Copy, Clone, PartialEq, Default)]
pub struct Hint {
    pub country: Option<Country>,
    pub admin1: Option<&'static str>,
}

/// Hints decide, else the first of [`find`].
pub fn choose(_name: &str, _hints: &[Hint]) -> Option<Place> {
    None
}

#[derive(Debug, Copy, Clone, PartialEq)]
pub struct Region {
    pub country: Option<Country>,
    pub admin1: Option<&'static str>,
    pub name: &'static str,
}

pub fn region(_name: &str) -> Option<Region> {
    None
}

/// UNITED NATIONS, ABOARD …, AT SEA.
pub fn is_no_country(_name: &str) -> bool {
    false
}

#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub enum MentionKind {
    Name,
    Demonym,
    Capital,
    City,
    Office,
}

/// A country named in running text; `start..end` in bytes.
#[derive(Debug, Copy, Clone, PartialEq, Eq)]
pub struct Mention {
    pub start: usize,
    pub end: usize,
    pub country: Country,
    pub kind: MentionKind,
}

pub fn mentions(_text: &str) -> Vec<Mention> {
    Vec::new()
}

/// Normalised key of a name.
pub fn fold(s: &str) -> String {
    s.to_lowercase()
}
