//! The one table of query fields: parser, completion, help and docs/query.md all read it.

use super::{Flag, Sort, date, urgency};
use crate::nearest::nearest;
use crate::place::Country;

/// A `name:value` of the query language.
#[derive(Debug, PartialEq, Eq)]
pub struct Field {
    pub name: &'static str,
    pub kind: FieldKind,
    /// What stands after the colon, in a word or two.
    pub takes: &'static str,
    pub example: &'static str,
    /// One sentence.
    pub help: &'static str,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FieldKind {
    Country,
    From,
    By,
    Source,
    Said,
    Quote,
    Slug,
    Subject,
    Urgency,
    Date,
    After,
    Before,
    Is,
    Sort,
}

pub const FIELDS: &[Field] = &[
    Field {
        name: "country",
        kind: FieldKind::Country,
        takes: "code or name, or several",
        example: "country:AZ,RU",
        help: "Stories about any of these countries, or filed from them; `country:azerbaijan` and `country:\"South Korea\"` do too.",
    },
    Field {
        name: "from",
        kind: FieldKind::From,
        takes: "place",
        example: "from:BAKU",
        help: "Stories whose dateline names this place.",
    },
    Field {
        name: "by",
        kind: FieldKind::By,
        takes: "agency or source",
        example: "by:TASS",
        help: "Stories of this agency or source.",
    },
    Field {
        name: "source",
        kind: FieldKind::Source,
        takes: "name of a feed or a source",
        example: "source:\"Holm Daily\"",
        help: "Stories of this feed or source: its whole name, where `by:` takes any words of it.",
    },
    Field {
        name: "said",
        kind: FieldKind::Said,
        takes: "name",
        example: "said:Aliyev",
        help: "Stories that quote this person, where it is sure enough who speaks.",
    },
    Field {
        name: "quote",
        kind: FieldKind::Quote,
        takes: "words",
        example: "quote:\"trade turnover\"",
        help: "Stories with these words inside a quotation. Beside `said:` one quotation has to have both: `said:aliyev quote:tourists`.",
    },
    Field {
        name: "slug",
        kind: FieldKind::Slug,
        takes: "words",
        example: "slug:Rain-Oslo",
        help: "Stories whose desk gave them a slug with these words. Plain words find those of a slug too.",
    },
    Field {
        name: "subject",
        kind: FieldKind::Subject,
        takes: "words",
        example: "subject:\"natural gas\"",
        help: "Stories with these words in one of their subjects: what a desk, or a feed's category, says they are about.",
    },
    Field {
        name: "urgency",
        kind: FieldKind::Urgency,
        takes: "figure or range",
        example: "urgency:<=3",
        help: "Stories of this urgency, of which 1 is the highest: `urgency:1`, `urgency:>5` and `urgency:4..6` do too.",
    },
    Field {
        name: "date",
        kind: FieldKind::Date,
        takes: "date",
        example: "date:2019-12",
        help: "Stories of this day, month, year or range; a date of several words stands in quotes.",
    },
    Field {
        name: "after",
        kind: FieldKind::After,
        takes: "date",
        example: "after:2019-12-01",
        help: "Stories from the first day of this date on, that day included: `after:2019-12` begins on the 1st of December. (`date:>2019-12` begins when December is over.)",
    },
    Field {
        name: "before",
        kind: FieldKind::Before,
        takes: "date",
        example: "before:2020",
        help: "Stories earlier than the first day of this date, that day not included: `after:2019-12 before:2020` is all of December 2019.",
    },
    Field {
        name: "is",
        kind: FieldKind::Is,
        takes: "unread, read, bookmarked, killed or embargoed",
        example: "is:unread",
        help: "Stories with this mark: yours, or their sender's (killed, or embargoed at this moment).",
    },
    Field {
        name: "sort",
        kind: FieldKind::Sort,
        takes: "newest, oldest or relevance",
        example: "sort:relevance",
        help: "The order of the list; newest first where nothing is said.",
    },
];

/// Each mark by its name in a query.
pub const FLAGS: &[(&str, Flag)] = &[
    ("unread", Flag::Unread),
    ("read", Flag::Read),
    ("bookmarked", Flag::Bookmarked),
    ("killed", Flag::Killed),
    ("embargoed", Flag::Embargoed),
];

/// Each order by its name in a query.
pub const SORTS: &[(&str, Sort)] =
    &[("newest", Sort::Newest), ("oldest", Sort::Oldest), ("relevance", Sort::Relevance)];

impl Field {
    /// By its name, in any case.
    pub fn named(name: &str) -> Option<&'static Field> {
        FIELDS.iter().find(|field| field.name.eq_ignore_ascii_case(name))
    }

    /// The field that a misspelt name is nearest to.
    pub fn nearest(name: &str) -> Option<&'static Field> {
        let name = name.to_ascii_lowercase();
        Field::named(nearest(&name, FIELDS.iter().map(|field| field.name))?)
    }

    /// Values to offer after the colon; none where any name will do.
    pub fn values(&self) -> Vec<&'static str> {
        match self.kind {
            FieldKind::Country => Country::all().map(Country::name).collect(),
            FieldKind::From
            | FieldKind::By
            | FieldKind::Source
            | FieldKind::Said
            | FieldKind::Quote
            | FieldKind::Slug
            | FieldKind::Subject => Vec::new(),
            FieldKind::Urgency => urgency::EXAMPLES.to_vec(),
            FieldKind::Date | FieldKind::After | FieldKind::Before => date::EXAMPLES.to_vec(),
            FieldKind::Is => FLAGS.iter().map(|(name, _)| *name).collect(),
            FieldKind::Sort => SORTS.iter().map(|(name, _)| *name).collect(),
        }
    }
}

impl Flag {
    pub fn name(self) -> &'static str {
        FLAGS.iter().find(|(_, flag)| *flag == self).map_or("", |(name, _)| name)
    }
}

impl Sort {
    pub fn name(self) -> &'static str {
        SORTS.iter().find(|(_, sort)| *sort == self).map_or("", |(name, _)| name)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::parse;
    use chrono::NaiveDate;

    #[test]
    fn every_example_parses_and_belongs_to_its_field() {
        let today = NaiveDate::from_ymd_opt(2019, 12, 13).unwrap();
        for field in FIELDS {
            assert!(field.example.starts_with(&format!("{}:", field.name)), "{}", field.name);
            parse(field.example, today, false).unwrap();
        }
    }

    #[test]
    fn what_a_field_takes_names_all_its_choices() {
        for name in ["is", "sort"] {
            let field = Field::named(name).unwrap();
            for value in field.values() {
                assert!(field.takes.contains(value), "{name}:{value}");
            }
        }
    }

    #[test]
    fn every_mark_and_order_has_a_name() {
        for flag in [Flag::Unread, Flag::Read, Flag::Bookmarked, Flag::Killed, Flag::Embargoed] {
            assert!(!flag.name().is_empty());
        }
        for sort in [Sort::Newest, Sort::Oldest, Sort::Relevance] {
            assert!(!sort.name().is_empty());
        }
    }

    #[test]
    fn a_slip_finds_its_field_and_a_foreign_word_none() {
        let near = |name| Field::nearest(name).map(|field| field.name);
        assert_eq!(near("contry"), Some("country"));
        assert_eq!(near("form"), Some("from"));
        assert_eq!(near("beofre"), Some("before"));
        assert_eq!(near("http"), None);
        assert_eq!(near("note"), None);
        assert_eq!(near("mailto"), None);
    }
}
