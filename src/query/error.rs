//! What is wrong with a typed query, and where: the place is a byte range of the input, so that the prompt can mark it.

use std::ops::Range;

use unicode_width::UnicodeWidthStr;

/// Displays as one line: what is wrong, then what to do.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{message}{}", .hint.as_ref().map(|hint| format!("; {hint}")).unwrap_or_default())]
pub struct QueryError {
    /// Bytes of the input, on character boundaries; empty at the place where something is missing.
    pub span: Range<usize>,
    pub message: String,
    pub hint: Option<String>,
}

impl QueryError {
    pub(super) fn new(span: Range<usize>, message: impl Into<String>) -> QueryError {
        QueryError { span, message: message.into(), hint: None }
    }

    pub(super) fn hint(mut self, hint: impl Into<String>) -> QueryError {
        self.hint = Some(hint.into());
        self
    }

    /// Blanks and carets to set under the input, by display columns: `    ^^^^^^`.
    pub fn carets(&self, input: &str) -> String {
        let start = input.get(..self.span.start).map_or(0, UnicodeWidthStr::width);
        let wide = input.get(self.span.clone()).map_or(1, UnicodeWidthStr::width).max(1);
        format!("{}{}", " ".repeat(start), "^".repeat(wide))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_one_line_with_the_hint_behind() {
        let error = QueryError::new(0..6, "no field is called contry").hint("did you mean country:?");
        assert_eq!(error.to_string(), "no field is called contry; did you mean country:?");
        assert_eq!(QueryError::new(0..1, "unmatched )").to_string(), "unmatched )");
    }

    #[test]
    fn carets_stand_under_the_token_by_columns() {
        let input = "日本 contry:AZ";
        let error = QueryError::new(7..13, "");
        assert_eq!(&input[error.span.clone()], "contry");
        assert_eq!(error.carets(input), "     ^^^^^^");
        assert_eq!(QueryError::new(2..2, "").carets("a "), "  ^");
    }
}
