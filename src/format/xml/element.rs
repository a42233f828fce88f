//! An element with all it holds, its names and texts borrowed from the document where they can be.

use std::borrow::Cow;

use super::Space;

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Element<'a> {
    pub space: Space,
    /// Without the prefix, as written: compare it with [`Element::is`].
    pub local: &'a str,
    pub attributes: Vec<Attribute<'a>>,
    pub children: Vec<Node<'a>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attribute<'a> {
    /// [`Space::Core`] without a prefix.
    pub space: Space,
    pub local: &'a str,
    pub value: Cow<'a, str>,
}

/// What the texts between naked tags are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Texts {
    ArePlain,
    AreHtml,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Node<'a> {
    Element(Element<'a>),
    /// Entities are decoded once, CDATA is as it stands.
    Text(Cow<'a, str>),
}

impl<'a> Element<'a> {
    /// Names are compared without regard to case: feeds are not careful with it.
    pub fn is(&self, space: Space, local: &str) -> bool {
        self.space == space && self.local.eq_ignore_ascii_case(local)
    }

    /// An attribute without a prefix; empty ones too.
    pub fn attribute(&self, local: &str) -> Option<&str> {
        self.attribute_in(Space::Core, local)
    }

    pub fn attribute_in(&self, space: Space, local: &str) -> Option<&str> {
        let found = |a: &&Attribute<'a>| a.space == space && a.local.eq_ignore_ascii_case(local);
        self.attributes.iter().find(found).map(|a| a.value.as_ref())
    }

    /// Child elements, in order.
    pub fn elements(&self) -> impl Iterator<Item = &Element<'a>> {
        self.children.iter().filter_map(|node| match node {
            Node::Element(element) => Some(element),
            Node::Text(_) => None,
        })
    }

    /// The first child element of this local name, in whatever namespace.
    pub fn child(&self, local: &str) -> Option<&Element<'a>> {
        self.elements().find(|element| element.local.eq_ignore_ascii_case(local))
    }

    /// The first element of this local name anywhere below, in the order of the document.
    pub fn find(&self, local: &str) -> Option<&Element<'a>> {
        self.elements().find_map(|element| {
            if element.local.eq_ignore_ascii_case(local) { Some(element) } else { element.find(local) }
        })
    }

    /// All texts below, one behind the other.
    pub fn text(&self) -> Cow<'_, str> {
        if let [Node::Text(text)] = self.children.as_slice() {
            return Cow::Borrowed(text);
        }
        let mut out = String::new();
        self.text_into(&mut out);
        Cow::Owned(out)
    }

    fn text_into(&self, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) => out.push_str(text),
                Node::Element(element) => element.text_into(out),
            }
        }
    }

    pub fn has_elements(&self) -> bool {
        self.elements().next().is_some()
    }

    /// What the element holds as a fragment of HTML: tags without their prefixes. Texts are escaped, or are HTML
    /// themselves where the writer mixed both.
    pub fn html(&self, texts: Texts) -> String {
        let mut out = String::new();
        self.html_into(texts, &mut out);
        out
    }

    fn html_into(&self, texts: Texts, out: &mut String) {
        for node in &self.children {
            match node {
                Node::Text(text) if texts == Texts::AreHtml => out.push_str(text),
                Node::Text(text) => {
                    html_escape::encode_text_to_string(text, out);
                }
                Node::Element(element) => {
                    out.push('<');
                    out.push_str(element.local);
                    for Attribute { local, value, .. } in &element.attributes {
                        out.push(' ');
                        out.push_str(local);
                        out.push_str("=\"");
                        html_escape::encode_double_quoted_attribute_to_string(value, out);
                        out.push('"');
                    }
                    out.push('>');
                    element.html_into(texts, out);
                    if !VOID.iter().any(|void| element.local.eq_ignore_ascii_case(void)) {
                        out.push_str("</");
                        out.push_str(element.local);
                        out.push('>');
                    }
                }
            }
        }
    }
}

/// Elements of HTML that hold nothing.
pub const VOID: [&str; 6] = ["br", "hr", "img", "wbr", "input", "col"];
