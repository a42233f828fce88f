//! An article set to a width: lines of runs, each run with a role. What the story pane shows and scrolls.

use crate::article::Article;

/// How text is to be understood; the theme turns it into a style.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    Headline,
    /// The mark of a headline that was made from the lede.
    Derived,
    Dateline,
    Byline,
    /// Date, agency, version, link: facts about the story.
    Meta,
    Body,
    Quote,
    Speaker,
    Cue,
    /// The speaker's name in the margin.
    Margin,
    /// What the parser could not understand; the reader's own note.
    Note,
}

/// A stretch of one role on one line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Run {
    pub text: String,
    pub role: Role,
    /// The quotation it belongs to, by its index in the article.
    pub quote: Option<usize>,
    /// It matches what was searched for.
    pub hit: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Line {
    pub runs: Vec<Run>,
    /// The speaker beside the quotation that starts here.
    pub margin: Option<String>,
    /// The quotation the margin belongs to.
    pub margin_quote: Option<usize>,
}

/// A story laid out. Line numbers count from 0.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Page {
    /// Columns of the text itself.
    pub measure: usize,
    /// Columns of the margin on the right, 0 where there is no room.
    pub margin: usize,
    pub lines: Vec<Line>,
    /// First line of each quotation, in the order of the article.
    pub quotes: Vec<usize>,
    /// Lines that hold a hit, ascending.
    pub hits: Vec<usize>,
}

/// What to set beside the article itself.
#[derive(Debug, Clone, Copy, Default)]
pub struct Setting<'a> {
    /// Columns of the pane.
    pub width: usize,
    /// Words to mark as hits.
    pub words: &'a [String],
    pub version: u32,
    pub note: Option<&'a str>,
    /// Quotations below this confidence show no name: unattributed, never a guess.
    pub confidence: f32,
}

/// Sets an article.
pub fn set(_article: &Article, _setting: Setting<'_>) -> Page {
    Page::default()
}
