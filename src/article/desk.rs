//! What a sender's desk says beside the text: may it be used, how urgent is it, who wrote it. Only some copy has any.

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use crate::place::{self, Country};

/// All of it; kept apart from the rest of the copy, so that copy without it costs nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Desk {
    #[serde(skip_serializing_if = "Status::is_usable")]
    pub status: Status,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub embargoed_until: Option<DateTime<Utc>>,
    /// As written.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub version: Option<String>,
    /// When this version was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub revised: Option<DateTime<Utc>>,
    /// 1 is the most urgent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub urgency: Option<u8>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub slug: Option<String>,
    /// Which part of what it is: `Harbours, part 2 of 3`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub series: Option<String>,
    /// To editors, no word of the story.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub advice: Option<String>,
    /// As written, where the text does not have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub byline: Option<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub authors: Vec<String>,
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub subjects: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<Located>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub earlier: Option<Earlier>,
}

/// Whether a story may be published.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Status {
    #[default]
    Usable,
    Withheld,
    Canceled,
}

/// Where a story is located, as its format says.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct Located {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<String>,
    /// Of the country, or of the place in whatever scheme.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// How a story names the earlier one that it kills or takes the place of.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Earlier {
    /// Ids that it may have, the likeliest first.
    Ids(Vec<String>),
    Slug(String),
}

/// A town without a country behind it is known well enough from so many people on.
const WELL_KNOWN: u32 = 100_000;

impl Desk {
    pub fn is_empty(&self) -> bool {
        *self == Desk::default()
    }

    /// As an exported story has it; what has the wrong shape is left out.
    pub fn read(value: &serde_json::Value) -> Option<Box<Desk>> {
        Desk::deserialize(value).ok()?.boxed()
    }

    /// Boxed, where it says anything.
    pub fn boxed(self) -> Option<Box<Desk>> {
        (!self.is_empty()).then(|| Box::new(self))
    }

    /// Whether this is a version before `other`, as far as the two tell: by their numbers, else by their moments.
    pub fn is_before(&self, other: &Desk) -> bool {
        let number = |desk: &Desk| desk.version.as_deref().and_then(leading);
        match (number(self), number(other)) {
            (Some(mine), Some(its)) if mine != its => mine < its,
            _ => self.revised.zip(other.revised).is_some_and(|(mine, its)| mine < its),
        }
    }

    /// What the takes and kills of a story have in common: `bc-rain` of `BC-Rain,1st Ld` and of `BC-Rain, MANDATORY KILL`.
    pub fn plain_slug(&self) -> Option<String> {
        let slug = self.slug.as_deref()?.split(',').next()?.trim().trim_end_matches('/').to_lowercase();
        (!slug.is_empty() && !slug.contains("kill")).then_some(slug)
    }

    /// Who wrote it: the byline as written, else the authors.
    pub fn written_by(&self) -> Option<String> {
        let authors = || (!self.authors.is_empty()).then(|| self.authors.join(", "));
        self.byline.clone().or_else(authors)
    }
}

/// The figures that a version begins with: 2 of `2U`.
fn leading(version: &str) -> Option<u64> {
    let version = version.trim_start();
    let end = version.find(|c: char| !c.is_ascii_digit()).unwrap_or(version.len());
    version[..end].parse().ok()
}

impl Status {
    pub fn is_usable(&self) -> bool {
        *self == Status::Usable
    }

    pub fn name(self) -> &'static str {
        match self {
            Status::Usable => "usable",
            Status::Withheld => "withheld",
            Status::Canceled => "canceled",
        }
    }
}

impl Located {
    /// The country that is surely meant.
    pub fn country(&self) -> Option<Country> {
        let by_code = self.code.as_deref().and_then(of_code);
        by_code.or_else(|| {
            let name = self.name.as_deref()?;
            let (town, behind) = name.rsplit_once(',').unwrap_or((name, name));
            let known =
                || place::choose(town.trim(), &[]).filter(|p| p.capital || p.population >= WELL_KNOWN);
            Country::named(behind.trim()).or_else(|| known().map(|place| place.country))
        })
    }
}

/// `NO`, `NOR`, `iso3166-1a2:NO`; codes of other schemes are no country's.
fn of_code(code: &str) -> Option<Country> {
    let (scheme, code) = code.rsplit_once([':', '/', '#']).unwrap_or(("", code));
    let scheme = scheme.to_lowercase();
    let known =
        scheme.is_empty() || ["iso3166", "iso-3166", "country"].iter().any(|word| scheme.contains(word));
    match code.len() {
        2 if known => Country::from_code(&code.to_ascii_uppercase()),
        3 if known => Country::all().find(|country| country.alpha3().eq_ignore_ascii_case(code)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_version_is_told_by_its_number_and_else_by_its_moment() {
        let desk = |version: Option<&str>, day: i64| Desk {
            version: version.map(str::to_owned),
            revised: DateTime::from_timestamp(day * 86_400, 0),
            ..Desk::default()
        };
        for (one, other, before) in [
            (desk(Some("9"), 2), desk(Some("10"), 1), true),
            (desk(Some("2U"), 1), desk(Some("1N"), 1), false),
            (desk(Some("2"), 1), desk(Some("2"), 2), true),
            (desk(None, 1), desk(Some("2"), 2), true),
            (desk(Some("x"), 1), desk(Some("y"), 1), false),
            (Desk::default(), desk(Some("2"), 2), false),
        ] {
            assert_eq!(one.is_before(&other), before, "{one:?} {other:?}");
        }
    }

    #[test]
    fn a_located_place_is_in_the_country_that_its_code_or_its_name_says() {
        for (name, code, expected) in [
            (Some("Hamilton"), Some("NZ"), Some("NZ")),
            (None, Some("iso3166-1a3:NOR"), Some("NO")),
            (Some("Oslo"), Some("city:NO"), Some("NO")),
            (None, Some("city:NO"), None),
            (Some("Lindby, Sweden"), None, Some("SE")),
            (Some("Azerbaijan"), None, Some("AZ")),
            (Some("Lindby"), None, None),
            (None, None, None),
        ] {
            let located = Located { name: name.map(str::to_owned), code: code.map(str::to_owned) };
            let found = located.country().map(|country| country.to_string());
            assert_eq!(found.as_deref(), expected, "{name:?} {code:?}");
        }
    }
}
