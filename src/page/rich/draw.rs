//! What html2text makes of a source, as lines of cells; and how what it adds is told from the text.

use std::cell::Cell as Shared;
use std::rc::Rc;

use html2text::config;
use html2text::render::{TaggedLine, TextDecorator};

use crate::page::Role;

/// One character of a rendered line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    pub c: char,
    pub role: Role,
    pub link: Option<usize>,
    /// Not of the text: a number, a bullet, the lines of a table, the words for an image.
    pub added: bool,
    /// Where in the text it stands, once that is known.
    pub at: Option<usize>,
}

/// Signs that stand for what is added, and how that is shown. One byte each: html2text counts bytes. The same signs in
/// the text are disguised meanwhile.
const ADDED: [(char, char); 16] = [
    ('@', '['),
    ('$', ']'),
    ('|', '│'),
    ('*', '•'),
    ('+', '.'),
    ('`', ' '),
    ('~', '0'),
    ('^', '1'),
    ('{', '2'),
    ('}', '3'),
    ('[', '4'),
    (']', '5'),
    ('\\', '6'),
    ('_', '7'),
    ('#', '8'),
    ('=', '9'),
];
const OPENS: char = ADDED[0].0;
const CLOSES: char = ADDED[1].0;
const BAR: char = ADDED[2].0;
const BULLET: char = ADDED[3].0;
const POINT: char = ADDED[4].0;
/// Keeps the columns of a table apart.
pub const PAD: char = ADDED[5].0;
const DIGITS: usize = 6;

/// Lines and corners, as tables are drawn with; those of the text hide in the private area meanwhile.
const BOXES: std::ops::RangeInclusive<u32> = 0x2500..=0x257f;
const HIDDEN_BOXES: std::ops::RangeInclusive<u32> = 0xe100..=0xe17f;
const HIDDEN_SIGNS: u32 = 0xe180;
const PRIVATE: std::ops::RangeInclusive<u32> = 0xe100..=0xe1ff;

/// Columns that text needs at least, and in the cell of a table where there is room: words are not broken there.
const LEAST: usize = 3;
const WORD: usize = 14;

/// The stack of the thread that renders, in bytes.
const STACK: usize = 16 * 1024 * 1024;

/// A character of the text as it may stand in a source.
pub fn disguised(c: char) -> char {
    let number = u32::from(c);
    if BOXES.contains(&number) {
        return char::from_u32(number - BOXES.start() + HIDDEN_BOXES.start()).unwrap_or(c);
    }
    if let Some(sign) = sign(c) {
        return char::from_u32(HIDDEN_SIGNS + sign as u32).unwrap_or(c);
    }
    if PRIVATE.contains(&number) { char::REPLACEMENT_CHARACTER } else { c }
}

/// Its place among the signs that stand for what is added.
fn sign(c: char) -> Option<usize> {
    ADDED.iter().position(|(sign, _)| *sign == c)
}

/// As the reader is to see it.
pub fn reveal(cell: &mut Cell) {
    let number = u32::from(cell.c);
    cell.c = if HIDDEN_BOXES.contains(&number) {
        char::from_u32(number - HIDDEN_BOXES.start() + BOXES.start()).unwrap_or(cell.c)
    } else if let Some(hidden) =
        number.checked_sub(HIDDEN_SIGNS).filter(|hidden| *hidden < ADDED.len() as u32)
    {
        ADDED[hidden as usize].0
    } else {
        sign(cell.c).map_or(cell.c, |sign| ADDED[sign].1)
    };
}

/// The lines of a source, at most one blank one in a row and none at the ends; none where html2text gives up. It works on
/// a thread of its own, so that a fault in it is silent and ends nothing else.
pub fn draw(html: &str, measure: usize, columns: usize) -> Option<Vec<Vec<Cell>>> {
    std::thread::scope(|scope| {
        let thread = std::thread::Builder::new().name("markup".to_owned()).stack_size(STACK);
        let least =
            measure.checked_div(columns).map_or(LEAST, |room| room.saturating_sub(1).clamp(LEAST, WORD));
        let drawn = thread.spawn_scoped(scope, move || {
            let config = config::with_decorator(Decorator::default())
                .link_footnotes(false)
                .min_wrap_width(least)
                .unicode_strikeout(false);
            let lines = config.lines_from_read(html.as_bytes(), measure).ok()?;
            Some(tidy(lines.into_iter().map(|line| cells(&line)).collect()))
        });
        drawn.ok()?.join().ok()?
    })
}

fn cells(line: &TaggedLine<Vec<Tag>>) -> Vec<Cell> {
    let mut cells = Vec::new();
    for piece in line.tagged_strings() {
        let image =
            piece.tag.iter().find_map(|tag| if let Tag::Image(link) = tag { Some(*link) } else { None });
        let link =
            piece.tag.iter().rev().find_map(|tag| if let Tag::Link(link) = tag { Some(*link) } else { None });
        let role = match image {
            Some(_) => Role::Image,
            None => piece.tag.iter().rev().find_map(Tag::role).unwrap_or(Role::Body),
        };
        for c in piece.s.chars() {
            let frame = BOXES.contains(&u32::from(c)) || sign(c).is_some();
            cells.push(Cell {
                c,
                role: if frame { Role::Frame } else { role },
                link: image.flatten().or(link).filter(|_| !frame),
                added: frame || image.is_some(),
                at: None,
            });
        }
    }
    cells
}

fn tidy(lines: Vec<Vec<Cell>>) -> Vec<Vec<Cell>> {
    let blank = |line: &Vec<Cell>| line.iter().all(|cell| cell.c.is_whitespace());
    let mut out: Vec<Vec<Cell>> = Vec::new();
    for line in lines {
        if !blank(&line) {
            out.push(line);
        } else if out.last().is_some_and(|last| !last.is_empty()) {
            out.push(Vec::new());
        }
    }
    out.pop_if(|line| line.is_empty());
    out
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
enum Tag {
    #[default]
    None,
    Link(usize),
    Image(Option<usize>),
    Emphasis,
    Strong,
    Code,
    Struck,
}

impl Tag {
    fn role(&self) -> Option<Role> {
        match self {
            Tag::Emphasis => Some(Role::Emphasis),
            Tag::Strong => Some(Role::Strong),
            Tag::Code => Some(Role::Code),
            Tag::Struck => Some(Role::Meta),
            Tag::None | Tag::Link(_) | Tag::Image(_) => None,
        }
    }
}

/// Gives html2text what to add where; it is cloned for every block within another.
#[derive(Debug, Clone, Default)]
struct Decorator {
    /// The link that is open.
    link: Rc<Shared<usize>>,
}

/// `[7]`.
fn number(link: usize) -> String {
    format!("{OPENS}{}{CLOSES}", digits(link as i64 + 1))
}

fn digits(number: i64) -> String {
    let digit = |c: char| c.to_digit(10).map_or(c, |digit| ADDED[DIGITS + digit as usize].0);
    number.to_string().chars().map(digit).collect()
}

impl TextDecorator for Decorator {
    type Annotation = Tag;

    fn decorate_link_start(&mut self, url: &str) -> (String, Tag) {
        let link = url.parse().unwrap_or(0);
        self.link.set(link);
        (String::new(), Tag::Link(link))
    }

    fn decorate_link_end(&mut self) -> String {
        number(self.link.get())
    }

    fn decorate_em_start(&self) -> (String, Tag) {
        (String::new(), Tag::Emphasis)
    }

    fn decorate_em_end(&self) -> String {
        String::new()
    }

    fn decorate_strong_start(&self) -> (String, Tag) {
        (String::new(), Tag::Strong)
    }

    fn decorate_strong_end(&self) -> String {
        String::new()
    }

    fn decorate_strikeout_start(&self) -> (String, Tag) {
        (String::new(), Tag::Struck)
    }

    fn decorate_strikeout_end(&self) -> String {
        String::new()
    }

    fn decorate_code_start(&self) -> (String, Tag) {
        (String::new(), Tag::Code)
    }

    fn decorate_code_end(&self) -> String {
        String::new()
    }

    fn decorate_preformat_first(&self) -> Tag {
        Tag::Code
    }

    fn decorate_preformat_cont(&self) -> Tag {
        Tag::Code
    }

    fn decorate_image(&mut self, src: &str, title: &str) -> (String, Tag) {
        let link = src.parse().ok();
        (format!("{title}{}", link.map(number).unwrap_or_default()), Tag::Image(link))
    }

    fn header_prefix(&self, _: usize) -> String {
        String::new()
    }

    fn quote_prefix(&self) -> String {
        format!("{BAR} ")
    }

    fn unordered_item_prefix(&self) -> String {
        format!("{BULLET} ")
    }

    fn ordered_item_prefix(&self, number: i64) -> String {
        format!("{}{POINT} ", digits(number))
    }

    fn make_subblock_decorator(&self) -> Decorator {
        self.clone()
    }
}
