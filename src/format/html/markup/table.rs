//! Which tables hold data and are drawn as such: most of them in mail only put things where they are to stand.

use super::super::token::{Token, Tokens};
use super::tag::{self, Tag};

/// A table that is open.
struct Open {
    number: usize,
    cells: usize,
}

/// Whether each table, in the order they begin, is to be drawn: it holds no other and somewhere has two cells in a row.
pub fn worth_drawing(html: &str) -> Vec<bool> {
    let (mut worth, mut open) = (Vec::new(), Vec::<Open>::new());
    for token in Tokens::of(html) {
        let Token::Tag { name, whole } = token else { continue };
        let closes = whole.starts_with("</");
        match (tag::named(name), open.last_mut()) {
            (Tag::Table, _) if closes => {
                open.pop();
            }
            (Tag::Table, outer) => {
                if let Some(outer) = outer {
                    worth[outer.number] = false;
                    outer.cells = usize::MAX;
                }
                open.push(Open { number: worth.len(), cells: 0 });
                worth.push(false);
            }
            (Tag::Row, Some(table)) if table.cells < usize::MAX => table.cells = 0,
            (Tag::Cell(_), Some(table)) if !closes && table.cells < usize::MAX => {
                table.cells += 1;
                worth[table.number] |= table.cells > 1;
            }
            _ => {}
        }
    }
    worth
}
