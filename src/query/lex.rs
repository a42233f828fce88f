//! A typed query → tokens with their places. Knows quotes, signs, key words and `field:values`; not what they mean.

use std::ops::Range;

use super::error::QueryError;
use super::field::Field;

#[derive(Debug, PartialEq, Eq)]
pub(super) enum Token {
    Open,
    Close,
    Or,
    And,
    /// `-` or `NOT`.
    Not,
    Word(String),
    Phrase(String),
    /// At least one value, but for a field that is still being typed.
    Field(&'static Field, Vec<Value>),
}

#[derive(Debug, PartialEq, Eq)]
pub(super) struct Placed {
    pub token: Token,
    pub span: Range<usize>,
}

/// One value of a field, without its quotes, never empty.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Value {
    pub text: String,
    pub span: Range<usize>,
    /// It stood in them.
    pub quoted: bool,
}

/// Any double quotation mark opens and any closes: what people paste is seldom a matching pair.
pub(super) fn is_quote(c: char) -> bool {
    matches!(c, '"' | '“' | '”' | '„' | '«' | '»')
}

/// Ends a bare word.
pub(super) fn is_break(c: char) -> bool {
    c.is_whitespace() || is_quote(c) || matches!(c, '(' | ')')
}

/// While `typing`, what is unfinished at the very end is no error.
pub(super) fn lex(input: &str, typing: bool) -> Result<Vec<Placed>, QueryError> {
    let mut lexer = Lexer { input, at: 0, typing };
    let mut tokens = Vec::new();
    while let Some(c) = lexer.skip_blanks() {
        let start = lexer.at;
        let token = match c {
            '(' => lexer.sign(Token::Open),
            ')' => lexer.sign(Token::Close),
            '-' => lexer.minus()?,
            c if is_quote(c) => lexer.phrase()?,
            _ => Some(lexer.word()?),
        };
        if let Some(token) = token {
            tokens.push(Placed { token, span: start..lexer.at });
        }
    }
    Ok(tokens)
}

struct Lexer<'a> {
    input: &'a str,
    at: usize,
    typing: bool,
}

impl<'a> Lexer<'a> {
    fn rest(&self) -> &'a str {
        &self.input[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn skip_blanks(&mut self) -> Option<char> {
        self.at = self.input.len() - self.rest().trim_start().len();
        self.peek()
    }

    fn take_until(&mut self, end: impl Fn(char) -> bool) -> &'a str {
        let rest = self.rest();
        let taken = &rest[..rest.find(end).unwrap_or(rest.len())];
        self.at += taken.len();
        taken
    }

    /// Unfinished, and that is how it should be.
    fn still_typing(&self) -> bool {
        self.typing && self.rest().is_empty()
    }

    #[expect(clippy::unnecessary_wraps, reason = "the shape that all kinds of token share")]
    fn sign(&mut self, token: Token) -> Option<Token> {
        self.at += 1;
        Some(token)
    }

    fn minus(&mut self) -> Result<Option<Token>, QueryError> {
        let start = self.at;
        self.at += 1;
        match self.peek() {
            None if self.typing => Ok(None),
            None | Some(')') => Err(nothing_left_out(start..self.at)),
            Some(c) if c.is_whitespace() => Err(nothing_left_out(start..self.at)),
            Some(_) => Ok(Some(Token::Not)),
        }
    }

    fn phrase(&mut self) -> Result<Option<Token>, QueryError> {
        let start = self.at;
        let text = self.quoted()?;
        if !text.is_empty() {
            return Ok(Some(Token::Phrase(text)));
        }
        if self.still_typing() {
            return Ok(None);
        }
        Err(QueryError::new(start..self.at, "nothing stands between the quotes"))
    }

    /// What stands between quotes, blanks evened out; leaves off behind the closing one.
    fn quoted(&mut self) -> Result<String, QueryError> {
        let start = self.at;
        self.at += self.peek().map_or(0, char::len_utf8);
        let text = self.take_until(is_quote);
        match self.peek() {
            Some(close) => self.at += close.len_utf8(),
            None if self.typing => {}
            None => {
                return Err(
                    QueryError::new(start..self.at, "this quote is not closed").hint("add a \" at its end")
                );
            }
        }
        Ok(text.split_whitespace().collect::<Vec<_>>().join(" "))
    }

    fn word(&mut self) -> Result<Token, QueryError> {
        let start = self.at;
        let word = self.take_until(is_break);
        match word {
            "OR" => return Ok(Token::Or),
            "AND" => return Ok(Token::And),
            "NOT" => return Ok(Token::Not),
            _ => {}
        }
        let Some((name, _)) = word.split_once(':') else { return Ok(Token::Word(word.to_owned())) };
        if let Some(field) = Field::named(name) {
            self.at = start + name.len() + 1;
            return Ok(Token::Field(field, self.values(field, start)?));
        }
        if let Some(near) = slip(name) {
            let error = QueryError::new(start..start + name.len(), format!("no field is called {name}"));
            return Err(error.hint(format!("did you mean {}:?", near.name)));
        }
        Ok(Token::Word(word.to_owned()))
    }

    /// `AZ`, `"South Korea"`, `AZ,"South Korea"`.
    fn values(&mut self, field: &Field, start: usize) -> Result<Vec<Value>, QueryError> {
        let mut values = Vec::new();
        loop {
            let from = self.at;
            let quoted = self.peek().is_some_and(is_quote);
            let text =
                if quoted { self.quoted()? } else { self.take_until(|c| is_break(c) || c == ',').to_owned() };
            if !text.is_empty() {
                values.push(Value { text, span: from..self.at, quoted });
            } else if self.still_typing() {
                return Ok(values);
            } else {
                let error =
                    QueryError::new(start..self.at, format!("{}: is followed by nothing", field.name));
                return Err(error.hint(format!("write {}", field.example)));
            }
            if self.peek() != Some(',') {
                return Ok(values);
            }
            self.at += 1;
        }
    }
}

/// The field that a name, which is none, was meant to be.
pub(super) fn slip(name: &str) -> Option<&'static Field> {
    let is_name = !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphabetic());
    Field::nearest(name).filter(|_| is_name)
}

fn nothing_left_out(span: Range<usize>) -> QueryError {
    QueryError::new(span, "nothing follows the -")
        .hint("write -word to leave a word out, \"-\" to look for a dash")
}
