//! A fragment of HTML cut into texts and tags; comments and scripts go with what they hold.

pub enum Token<'a> {
    /// References are not decoded.
    Text(&'a str),
    Tag {
        name: &'a str,
        /// All of it, from `<` on.
        whole: &'a str,
    },
    /// A comment, a script or the like was here.
    Gone,
}

/// Elements that go with what they hold.
const HIDDEN: [&str; 4] = ["script", "style", "noscript", "template"];

pub struct Tokens<'a> {
    rest: &'a str,
    /// Markup behind the text that was given last.
    next: Option<Token<'a>>,
    /// Read of the rest already, and found to be text.
    text: usize,
    /// Of each way to hide something, whether its end is known to come no more.
    endless: [bool; HIDDEN.len() + 1],
    /// Bytes that may still be read in vain for the end of a tag with quoted values.
    in_vain: usize,
}

impl<'a> Tokens<'a> {
    pub fn of(html: &'a str) -> Tokens<'a> {
        Tokens {
            rest: html,
            next: None,
            text: 0,
            endless: [false; HIDDEN.len() + 1],
            in_vain: html.len() * 4 + 64 * 1024,
        }
    }

    /// Markup at the beginning of `at`: what it is and its length. `None` where it is text.
    fn markup(&mut self, at: &'a str) -> Option<(Token<'a>, usize)> {
        if at.starts_with("]]>") {
            return Some((Token::Gone, 3));
        }
        if at.starts_with("<!--") {
            return Some((Token::Gone, self.hidden(HIDDEN.len(), 4, at)));
        }
        if at.starts_with("<![CDATA[") {
            return Some((Token::Gone, "<![CDATA[".len()));
        }
        let inner = at[1..].strip_prefix('/').unwrap_or(&at[1..]);
        if !inner.starts_with(|c: char| c.is_ascii_alphabetic()) {
            let declaration = at[1..].starts_with('?')
                || at[1..]
                    .strip_prefix('!')
                    .is_some_and(|name| name.starts_with(|c: char| c.is_ascii_alphabetic()));
            let end = at[1..].find(['<', '>']).filter(|end| declaration && at[1 + end..].starts_with('>'))?;
            return Some((Token::Gone, end + 2));
        }
        let name_end =
            inner.find(|c: char| !(c.is_ascii_alphanumeric() || ":_.-".contains(c))).unwrap_or(inner.len());
        let name = &inner[..name_end];
        let end = self.tag_end(at)?;
        let hidden = HIDDEN.iter().position(|hidden| name.eq_ignore_ascii_case(hidden));
        match hidden.filter(|_| !at.starts_with("</")) {
            Some(which) => Some((Token::Gone, self.hidden(which, end, at))),
            None => Some((Token::Tag { name, whole: &at[..end] }, end)),
        }
    }

    /// The length of a tag: `>` in quoted values does not end it, unless the quotation marks do not fit.
    fn tag_end(&mut self, at: &str) -> Option<usize> {
        if self.in_vain > 0 {
            let mut quote = None;
            let mut read = 1;
            for (index, byte) in at.bytes().enumerate().skip(1) {
                read = index;
                match (quote, byte) {
                    (Some(open), byte) if open == byte => quote = None,
                    (None, b'"' | b'\'') => quote = Some(byte),
                    (None, b'>') => return Some(index + 1),
                    (None, b'<') => break,
                    _ => {}
                }
            }
            self.in_vain = self.in_vain.saturating_sub(read);
        }
        let end = at[1..].find(['<', '>'])?;
        if at[1 + end..].starts_with('>') {
            return Some(end + 2);
        }
        // A tag with attributes that the next one cuts off.
        at[..=end].contains("=\"").then_some(end + 1)
    }

    /// The length of something hidden that opens with `open` bytes; of the opening alone where it has no end.
    fn hidden(&mut self, which: usize, open: usize, at: &str) -> usize {
        if self.endless[which] {
            return open;
        }
        let closed = match HIDDEN.get(which) {
            None => {
                let end = at[open..].find("-->").map(|end| open + end + 3);
                // One without an end ends with the next tag.
                if end.is_none() && !self.endless[which] {
                    self.endless[which] = true;
                    return at.find('>').map_or(open, |end| end + 1);
                }
                end
            }
            Some(name) => closing(&at[open..], name).map(|end| {
                let end = open + end;
                at[end..].find('>').map_or(at.len(), |gt| end + gt + 1)
            }),
        };
        self.endless[which] = closed.is_none();
        closed.unwrap_or(open)
    }
}

/// Where `</name` stands, in whatever case.
fn closing(text: &str, name: &str) -> Option<usize> {
    let found = |at: &usize| {
        text.as_bytes()
            .get(at + 2..at + 2 + name.len())
            .is_some_and(|b| b.eq_ignore_ascii_case(name.as_bytes()))
    };
    text.match_indices("</").map(|(at, _)| at).find(found)
}

impl<'a> Iterator for Tokens<'a> {
    type Item = Token<'a>;

    fn next(&mut self) -> Option<Token<'a>> {
        if let Some(token) = self.next.take() {
            return Some(token);
        }
        loop {
            let rest = self.rest;
            let Some(at) = rest[self.text..].find(['<', ']']).map(|at| self.text + at) else {
                self.rest = "";
                self.text = 0;
                return (!rest.is_empty()).then_some(Token::Text(rest));
            };
            let markup = if rest[at..].starts_with(']') && !rest[at..].starts_with("]]>") {
                None
            } else {
                self.markup(&rest[at..])
            };
            let Some((token, length)) = markup else {
                self.text = at + 1;
                continue;
            };
            self.text = 0;
            self.rest = &rest[at + length..];
            if at == 0 {
                return Some(token);
            }
            self.next = Some(token);
            return Some(Token::Text(&rest[..at]));
        }
    }
}
