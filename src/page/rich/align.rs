//! Finding the words of a text again in what was rendered of it.

use super::draw::Cell;
use super::source::has_ink;

/// What a table is drawn with between its columns.
const BETWEEN: char = '│';

/// Tells each cell where in the text it stands. Answers the cells in the order they are read in, as (line, cell); none
/// where they are not the characters that were given, every one of them and nothing more.
pub fn align(lines: &mut [Vec<Cell>], kept: &[(char, usize)]) -> Option<Vec<(usize, usize)>> {
    let order = order(lines);
    let mut kept = kept.iter();
    for &(line, at) in &order {
        let cell = &mut lines[line][at];
        if !cell.added && has_ink(cell.c) {
            let (_, place) = kept.next().filter(|(c, _)| *c == cell.c)?;
            cell.at = Some(*place);
        }
    }
    kept.next().is_none().then_some(order)
}

/// Line by line, but the rows of a table column by column.
fn order(lines: &[Vec<Cell>]) -> Vec<(usize, usize)> {
    let in_row = |line: &Vec<Cell>| line.iter().any(|cell| cell.c == BETWEEN);
    let mut order = Vec::new();
    let mut at = 0;
    while at < lines.len() {
        if !in_row(&lines[at]) {
            order.extend((0..lines[at].len()).map(|cell| (at, cell)));
            at += 1;
            continue;
        }
        let end = (at..lines.len()).find(|end| !in_row(&lines[*end])).unwrap_or(lines.len());
        let mut columns: Vec<Vec<(usize, usize)>> = Vec::new();
        for (line, cells) in lines.iter().enumerate().take(end).skip(at) {
            let mut column = 0;
            for (number, cell) in cells.iter().enumerate() {
                column += usize::from(cell.c == BETWEEN);
                if columns.len() <= column {
                    columns.resize(column + 1, Vec::new());
                }
                columns[column].push((line, number));
            }
        }
        order.extend(columns.into_iter().flatten());
        at = end;
    }
    order
}
