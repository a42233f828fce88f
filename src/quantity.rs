//! Numbers as they are read: `1,204 stories`.

/// With a comma between thousands.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut out = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}

pub fn stories(number: u64) -> String {
    counted(number, "story", "stories")
}

pub fn quotations(number: u64) -> String {
    counted(number, "quotation", "quotations")
}

pub fn speakers(number: u64) -> String {
    counted(number, "speaker", "speakers")
}

pub fn feeds(number: u64) -> String {
    counted(number, "feed", "feeds")
}

pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_are_parted() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (1_234_567, "1,234,567")] {
            assert_eq!(grouped(number), text);
        }
        assert_eq!((stories(1).as_str(), stories(2).as_str()), ("1 story", "2 stories"));
    }
}
