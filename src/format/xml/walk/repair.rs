//! Going on behind markup that has no end, or is none.

use super::{MOST_FAULTS, Walk, reader};

impl Walk<'_> {
    /// Markup that has no end, or is none.
    pub(super) fn broken(&mut self, from: usize) {
        let rest = &self.text[from..];
        if let Some(data) = rest.strip_prefix("<![CDATA[") {
            self.fault(from, || "CDATA without an end".to_owned());
            // It ends where the element around it does, as far as can be seen.
            let closing = self.open.last().map(|open| format!("</{}", open.name));
            let length = closing.and_then(|closing| data.find(&closing)).unwrap_or(data.len());
            self.push_text(from, &data[..length]);
            return self.restart(from + 9 + length);
        }
        if rest.starts_with("<!--") || rest.starts_with("<?") || rest.starts_with("<!") {
            self.fault(from, || "a comment or declaration without an end".to_owned());
            let length = rest.find('>').map_or(rest.len(), |end| end + 1);
            return self.restart(from + length);
        }
        if rest.starts_with('<') {
            return self.unclosed(from);
        }
        self.fault(from, || "cannot be read further".to_owned());
        self.end();
    }

    /// `<` that no `>` follows, or one in quotation marks: a tag as far as it looks like one, else text.
    pub(super) fn unclosed(&mut self, from: usize) {
        let rest = &self.text[from + 1..];
        let end = rest.find(['<', '>']).unwrap_or(rest.len());
        let behind = from + 1 + end + usize::from(rest[end..].starts_with('>'));
        if is_name_start(rest) {
            self.fault(from, || "a tag without an end".to_owned());
            self.start(&rest[..end], false);
        } else if let Some(name) = rest[..end].strip_prefix('/') {
            self.fault(from, || "a tag without an end".to_owned());
            self.close(name, from);
        } else {
            self.fault(from, || "a `<` that begins no tag".to_owned());
            self.push_text(from, &self.text[from..=from]);
            return self.restart(from + 1);
        }
        self.restart(behind);
    }

    /// Goes on behind a fault, as long as that does not mean reading the rest again and again.
    fn restart(&mut self, at: usize) {
        let left = self.text.len() - at;
        if left > self.again || self.faults > MOST_FAULTS {
            return self.end();
        }
        self.again -= left;
        self.begin_at(at);
    }

    pub(super) fn begin_at(&mut self, at: usize) {
        // A mark that begins what it reads quick-xml takes for one of byte order: passed over, and not counted.
        let rest = self.text[at..].trim_start_matches('\u{feff}');
        self.offset = self.text.len() - rest.len();
        self.reader = reader(rest);
    }
}

pub fn is_name_start(tag: &str) -> bool {
    tag.starts_with(|c: char| c.is_alphabetic() || matches!(c, '_' | ':'))
}

/// Whether every `<` of a tag stands in a quoted value that looks like one.
pub fn quoted(tag: &str) -> bool {
    let outside = tag.split(['"', '\'']).step_by(2).any(|part| part.contains('<'));
    !outside && !tag.contains("</")
}
