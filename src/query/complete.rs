//! Completing the word being typed: a field's name, or a field's value.

use super::field::FIELDS;

/// The input with its last word completed, where exactly one completion (or a longest common beginning) is left.
pub fn complete(input: &str) -> Option<String> {
    let at = input.rfind(|c: char| c.is_whitespace() || c == '(').map_or(0, |at| at + 1);
    let (head, word) = input.split_at(at);
    let (sign, word) = word.strip_prefix('-').map_or(("", word), |rest| ("-", rest));
    if word.is_empty() {
        return None;
    }
    let candidates: Vec<String> = match word.split_once(':') {
        None => FIELDS.iter().map(|field| format!("{}:", field.name)).collect(),
        Some((name, _)) => {
            let field = FIELDS.iter().find(|field| field.name == name)?;
            field
                .values()
                .into_iter()
                .map(|value| format!("{name}:{} ", quoted(&value.to_lowercase())))
                .collect()
        }
    };
    let folded = word.to_lowercase();
    let fitting: Vec<&String> = candidates.iter().filter(|c| c.to_lowercase().starts_with(&folded)).collect();
    let common = fitting.iter().skip(1).fold((*fitting.first()?).clone(), |common, next| {
        common.chars().zip(next.chars()).take_while(|(a, b)| a == b).map(|(a, _)| a).collect()
    });
    (common.len() > word.len()).then(|| format!("{head}{sign}{common}"))
}

/// Country names are quoted where they have to be.
fn quoted(value: &str) -> String {
    if value.contains(' ') { format!("\"{value}\"") } else { value.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_word_is_completed() {
        for (input, output) in [
            ("cou", "country:"),
            ("trade -is:unr", "trade -is:unread "),
            ("country:azerb", "country:azerbaijan "),
            ("urgency:4", "urgency:4..6 "),
            ("sort:re", "sort:relevance "),
            ("said:aliyev quo", "said:aliyev quote:"),
        ] {
            assert_eq!(complete(input).as_deref(), Some(output), "{input}");
        }
        for input in ["", "trade ", "xyzzy", "said:ali", "quote:tour"] {
            assert_eq!(complete(input), None, "{input}");
        }
    }
}
