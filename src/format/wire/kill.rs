//! Which message a kill is about, where it has a number of its own: the one other number of its service that it names.

/// `mer0123` of a kill that names it, as `mer0123` or `mer 0123`; none where it names several.
pub fn named(own: &str, said: &[&str]) -> Option<String> {
    let figures = own.len() - own.trim_end_matches(|c: char| c.is_ascii_digit()).len();
    let (service, number) = own.split_at(own.len() - figures);
    if service.is_empty() || number.is_empty() {
        return None;
    }
    let mut found: Vec<String> = Vec::new();
    for text in said {
        let mut words = text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).peekable();
        while let Some(word) = words.next() {
            let Some(rest) = prefixed(word, service) else { continue };
            let rest = if rest.is_empty() { words.peek().copied().unwrap_or_default() } else { rest };
            let is_number = rest.len() == number.len() && rest.bytes().all(|byte| byte.is_ascii_digit());
            let name = format!("{service}{rest}");
            if is_number && rest != number && !found.contains(&name) {
                found.push(name);
            }
        }
    }
    found.pop().filter(|_| found.is_empty())
}

fn prefixed<'w>(word: &'w str, service: &str) -> Option<&'w str> {
    let (start, rest) = word.split_at_checked(service.len())?;
    start.eq_ignore_ascii_case(service).then_some(rest)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kill_names_one_other_number_of_its_service() {
        for (said, expected) in [
            ("KILL KILL KILL mer0122 is wrong", Some("mer0122")),
            ("Use MER 0122 no more, and mer0122 not either", Some("mer0122")),
            ("mer0122 and mer0121 are wrong", None),
            ("this is mer0123; abc0122 is another service's; mer12 is none", None),
            ("", None),
        ] {
            assert_eq!(named("mer0123", &[said]).as_deref(), expected, "{said}");
        }
        assert_eq!(named("a0123", &["Kill a0100, sent at 1200"]).as_deref(), Some("a0100"));
        assert_eq!(named("0123", &["0122"]), None);
        assert_eq!(named("", &["0122"]), None);
    }
}
