//! "Did you mean": the right name that a misspelt one is nearest to. A leaf, so that every message measures alike.

/// One slip in a short name, two in a longer one, three in a long one (insertions, deletions, substitutions and
/// neighbours swapped; strsim's optimal string alignment). Names and what was typed are compared as they are.
pub fn nearest<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let slips = |name: &str| strsim::osa_distance(name, typed);
    let near = names.into_iter().map(|name| (slips(name), name)).min_by_key(|(slips, _)| *slips);
    // What shares no character with a name is not a slip of it.
    let length = typed.chars().count();
    near.filter(|(slips, name)| *slips <= (name.chars().count() / 3).clamp(1, 3) && *slips < length)
        .map(|(_, name)| name)
}

/// `; did you mean x?` behind a message, or nothing where no name is near.
pub fn did_you_mean<'a>(typed: &str, names: impl IntoIterator<Item = &'a str>) -> String {
    nearest(typed, names).map(|name| format!("; did you mean {name}?")).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_is_near_and_another_word_is_not() {
        let names = ["country", "from", "by", "date", "list", "import"];
        for (typed, near) in [
            ("contry", Some("country")),
            ("form", Some("from")),
            ("lst", Some("list")),
            ("imprt", Some("import")),
            ("note", None),
            ("http", None),
            ("x", None),
            ("b", None),
            ("", None),
        ] {
            assert_eq!(nearest(typed, names), near, "{typed}");
        }
        assert_eq!(did_you_mean("contry", names), "; did you mean country?");
        assert_eq!(did_you_mean("zeppelin", names), "");
    }
}
