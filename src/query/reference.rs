//! docs/query.md: the query language, written from the table of fields.

use std::fmt::Write;

use super::date::EXAMPLES;
use super::field::FIELDS;

const WORDS: &str = "\
# The query language

This page is generated from `src/query/`; `cargo run -- docs` writes it anew.

| typed | finds |
| --- | --- |
| `baku aliyev` | stories with all the words |
| `\"trade turnover\"` | the words next to each other, in this order |
| `pomegr*` | words that begin so; the word being typed always does |
| `-oil` or `NOT oil` | stories without it |
| `baku OR moscow` | stories with one of them |
| `(baku OR moscow) -oil` | parentheses keep together |

`OR` binds closer than a blank: `baku OR moscow is:unread` is unread stories with one of the two. `OR`, `NOT` and `AND`
are capitals; in small letters, or in quotes, they are words. A word with a colon that is no field (`12:30`) is a word.

`said:aliyev quote:tourists` is one quotation of Aliyev with the word. Of two names (`said:aliyev said:putin`) each has a
quotation of its own in the story. What is negated, and what stands beside `OR` with something else, is asked of the
story by itself: `said:aliyev -quote:oil` is a story that quotes Aliyev and in which nobody is quoted with the word.

## Fields

Several values stand with commas between them and are alternatives; a value with a blank stands in quotes.

| field | takes | for example | |
| --- | --- | --- | --- |
";

/// The page as Markdown.
pub fn reference() -> String {
    let mut page = WORDS.to_owned();
    for field in FIELDS {
        // Writing to a string cannot fail.
        let _ =
            writeln!(page, "| `{}:` | {} | `{}` | {} |", field.name, field.takes, field.example, field.help);
    }
    page.push_str("\n## Dates\n\n");
    for example in EXAMPLES {
        let _ = writeln!(page, "- `{example}`");
    }
    page.push_str(
        "\n`>` begins after the last day of what follows, `<` ends before its first; `>=` and `<=` include it. \
         \"last 7 days\" is today and the six days before; \"last week\" is the calendar week before this one, Monday to \
         Sunday.\nA day or month without a year is the latest that has begun.\n",
    );
    page
}
