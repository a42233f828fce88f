//! Writes markup that is well nested whatever asks for it, and breaks only where something follows.

/// Elements that may stand in each other; what would be deeper loses its tags and keeps its text.
const DEEPEST: usize = 256;
/// Quotations and lists in each other, for the lines to stay wide enough.
const DEEPEST_AROUND: usize = 6;
/// How far an element is looked for that an end tag ends.
const LOOKED_AT: usize = 64;

const AROUND: [&str; 9] = ["blockquote", "pre", "ul", "ol", "h3", "li", "table", "tr", "td"];
/// Not told apart from `td` where it is asked what stands around.
const HEADING_CELL: &str = "th";

struct Open {
    name: &'static str,
    written: bool,
}

/// What parts what was written from what comes.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Default)]
enum Gap {
    #[default]
    None,
    Space,
    Line,
    Paragraph,
}

#[derive(Default)]
pub struct Writer {
    out: String,
    open: Vec<Open>,
    /// Of those that are open, the ones that were written.
    written: usize,
    around: usize,
    gap: Gap,
    /// Something stands in the innermost element that parts paragraphs.
    filled: bool,
    /// There is more to see than paragraphs.
    rich: bool,
}

impl Writer {
    pub fn text(&mut self, text: &str) {
        if self.is_in("pre") {
            self.flush();
            escape(text, &mut self.out);
            self.rich |= !text.trim().is_empty();
            return;
        }
        for (at, word) in text.split(char::is_whitespace).enumerate() {
            if at > 0 {
                self.space();
            }
            if word.chars().any(|c| !c.is_control()) {
                self.flush();
                escape(word, &mut self.out);
                self.filled = true;
                self.rich |= self.written > 0;
            }
        }
    }

    pub fn space(&mut self) {
        self.gap = self.gap.max(Gap::Space);
    }

    pub fn line(&mut self) {
        if self.is_in("pre") {
            self.out.push('\n');
        } else if self.filled {
            // Two in a row are how many write a paragraph.
            self.gap = if self.gap == Gap::Line { Gap::Paragraph } else { self.gap.max(Gap::Line) };
        }
    }

    pub fn paragraph(&mut self) {
        if self.is_in("pre") {
            self.out.push('\n');
        } else if self.filled {
            self.gap = Gap::Paragraph;
        }
    }

    /// An element that holds nothing.
    pub fn void(&mut self, name: &str, attributes: &str) {
        self.flush();
        self.tag(name, attributes);
        (self.rich, self.filled) = (true, name != "hr");
    }

    /// `written`: else only its end is waited for.
    pub fn open(&mut self, name: &'static str, attributes: &str, written: bool) {
        let around = is_around(name);
        match name {
            "li" => self.close_beside("li", &["ul", "ol"]),
            "tr" => self.close_beside("tr", &["table"]),
            "td" | "th" => self.close_cell(),
            _ => {}
        }
        let deep = matches!(name, "blockquote" | "ul" | "ol") && self.around >= DEEPEST_AROUND;
        let written = written && !deep && self.written < DEEPEST;
        if around {
            // It parts by itself; what is not written parts all the same.
            if self.gap == Gap::Paragraph || self.gap == Gap::Line {
                self.gap = Gap::None;
            }
            if !written && self.filled {
                self.gap = Gap::Paragraph;
            }
        }
        if written {
            self.flush();
            self.tag(name, attributes);
            self.written += 1;
            self.around += usize::from(matches!(name, "blockquote" | "ul" | "ol"));
            if around {
                self.filled = false;
            }
        }
        self.open.push(Open { name, written });
    }

    /// Ends the innermost element of that name, where there is one, and all within it.
    pub fn close(&mut self, name: &str) {
        let around = is_around(name);
        let within = self.open.iter().rev().take(LOOKED_AT);
        let reachable = |open: &&Open| around || !is_around(open.name);
        let found = within.take_while(reachable).position(|open| open.name == name);
        if let Some(found) = found {
            (0..=found).for_each(|_| self.pop());
        }
    }

    pub fn is_in(&self, name: &str) -> bool {
        let around = self.open.iter().rev().take(LOOKED_AT).filter(|open| is_around(open.name));
        around.filter(|open| open.written).any(|open| open.name == name)
    }

    /// None where it holds nothing but paragraphs.
    pub fn done(mut self) -> Option<String> {
        while !self.open.is_empty() {
            self.pop();
        }
        self.rich.then_some(self.out)
    }

    /// What stands before the next of its kind in the same element ends there.
    fn close_beside(&mut self, name: &str, parents: &[&str]) {
        let mut around = self.open.iter().rev().take(LOOKED_AT);
        if around
            .find(|open| open.name == name || parents.contains(&open.name))
            .is_some_and(|open| open.name == name)
        {
            self.close(name);
        }
    }

    fn close_cell(&mut self) {
        self.close_beside("td", &["tr", "table", "th"]);
        self.close_beside(HEADING_CELL, &["tr", "table", "td"]);
    }

    fn pop(&mut self) {
        let Some(Open { name, written }) = self.open.pop() else { return };
        let around = is_around(name);
        if around {
            self.gap = Gap::None;
        }
        if written {
            self.written -= 1;
            self.around -= usize::from(matches!(name, "blockquote" | "ul" | "ol"));
            self.out.push_str("</");
            self.out.push_str(name);
            self.out.push('>');
        }
        if around {
            self.filled = true;
            self.gap = Gap::Paragraph;
        }
    }

    fn flush(&mut self) {
        match std::mem::take(&mut self.gap) {
            Gap::Space if self.filled => self.out.push(' '),
            Gap::None | Gap::Space => {}
            Gap::Line => self.tag("br", ""),
            Gap::Paragraph => self.tag("p", ""),
        }
    }

    fn tag(&mut self, name: &str, attributes: &str) {
        self.out.push('<');
        self.out.push_str(name);
        self.out.push_str(attributes);
        self.out.push('>');
    }
}

fn is_around(name: &str) -> bool {
    AROUND.contains(&name) || name == HEADING_CELL
}

/// Controls, but for white space, vanish.
pub fn escape(text: &str, out: &mut String) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            c if c.is_control() && !matches!(c, '\n' | '\t') => {}
            c => out.push(c),
        }
    }
}
