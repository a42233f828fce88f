//! Who wrote an item: one name a person; where there is none, the address.

/// `Jo Roe` of `Jo Roe`, `jo@example.org (Jo Roe)` and `Jo Roe <jo@example.org>`.
pub fn name(text: &str) -> Option<String> {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let text = text.trim_matches(['"', ',', ';', ' ']);
    let (outside, inside) = match text.find(['(', '<', '[']) {
        Some(at) if text.contains('@') => {
            let inside = text[at + 1..].trim_end_matches([')', '>', ']', ' ']);
            (text[..at].trim(), inside.trim())
        }
        _ => (text, ""),
    };
    let edges: &[char] =
        if text.contains('@') { &['"', '\'', '<', '>', '(', ')', ' ', ','] } else { &[' ', ','] };
    let candidates = [outside, inside].map(|part| part.trim_matches(edges));
    let person = candidates.iter().find(|part| !part.is_empty() && !is_address(part));
    let found = person.or_else(|| candidates.iter().find(|part| !part.is_empty()))?;
    Some(strip_scheme(found).to_owned())
}

fn is_address(text: &str) -> bool {
    text.contains('@') && !text.contains(' ')
}

fn strip_scheme(text: &str) -> &str {
    match text.get(..7) {
        Some(scheme) if scheme.eq_ignore_ascii_case("mailto:") => &text[7..],
        _ => text,
    }
}

/// Adds a person who is not there yet.
pub fn add(people: &mut Vec<String>, name: String) {
    let same = |known: &String| known.to_lowercase() == name.to_lowercase();
    if !name.is_empty() && people.len() < MOST && !people.iter().any(same) {
        people.push(name);
    }
}

const MOST: usize = 200;
