//! Who says it: the mention beside the quotation and the person it means.

use super::Span;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Speaker {
    /// One mention, cut out of the text: "he", "the minister", "Aliyev".
    pub span: Span,
    /// The person or body it resolves to: "Ilham Aliyev".
    pub name: Option<String>,
}
