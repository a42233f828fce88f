//! A story as Markdown: heading, facts, paragraphs, link; the story's own signs are escaped.

use std::io::{self, Write};

use super::text::{facts, one_line};
use crate::article::Article;

pub fn write(article: &Article, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "# {}", escape(&one_line(&article.headline.text)))?;
    let facts = facts(article);
    if !facts.is_empty() {
        writeln!(out, "\n*{}*", escape(&facts))?;
    }
    for paragraph in &article.paragraphs {
        writeln!(out, "\n{}", escape(&one_line(paragraph.of(&article.copy.text))))?;
    }
    if let Some(url) = article.copy.url.as_deref().filter(|url| is_link(url)) {
        writeln!(out, "\n<{url}>")?;
    }
    Ok(())
}

/// Nothing in it can end the link or begin another scheme.
fn is_link(url: &str) -> bool {
    let web = url.starts_with("https://") || url.starts_with("http://");
    web && !url.contains(|c: char| c.is_whitespace() || c.is_control() || matches!(c, '<' | '>' | '\\'))
}

/// One line of text that Markdown shows as it is.
fn escape(line: &str) -> String {
    let mut escaped = String::with_capacity(line.len() + 8);
    if line.starts_with(['#', '+', '-', '=', '>', '~', '|']) {
        escaped.push('\\');
    }
    let number = line.bytes().take_while(u8::is_ascii_digit).count();
    for (at, c) in line.char_indices() {
        let list = at == number && number > 0 && matches!(c, '.' | ')');
        if list || matches!(c, '\\' | '*' | '_' | '`' | '[' | ']' | '<' | '&') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_storys_own_signs_are_no_markup() {
        for (line, expected) in [
            ("- 5 degrees", "\\- 5 degrees"),
            ("1. May", "1\\. May"),
            ("2019 was [good] <b>", "2019 was \\[good\\] \\<b>"),
            ("a_b *c* `d` \\ &amp;", "a\\_b \\*c\\* \\`d\\` \\\\ \\&amp;"),
            ("\"I am confident,\" he said.", "\"I am confident,\" he said."),
        ] {
            assert_eq!(escape(line), expected);
        }
    }

    #[test]
    fn only_a_plain_web_address_is_a_link() {
        for (url, link) in [
            ("https://example.com/a?b=c", true),
            ("javascript:alert(1)", false),
            ("https://a> <script>", false),
            ("https://a b", false),
        ] {
            assert_eq!(is_link(url), link, "{url}");
        }
    }
}
