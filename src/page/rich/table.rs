//! Tables as they are to be seen: a rule under their heads, and no other lines.

use super::draw::Cell;

/// Takes out the rules that html2text draws around every row. `heads`: of each table, whether it has a head. Answers for
/// each line where it stands now.
pub fn calm(lines: &mut Vec<Vec<Cell>>, heads: &[bool]) -> Vec<usize> {
    let mut heads = heads.iter();
    let mut head = false;
    let mut moved = Vec::with_capacity(lines.len());
    let mut out: Vec<Vec<Cell>> = Vec::with_capacity(lines.len());
    for mut line in std::mem::take(lines) {
        let is = |corner: char| line.iter().any(|cell| cell.added && cell.c == corner);
        let (top, inner, bottom) = (is('┬'), is('┼'), is('┴'));
        if top {
            head = heads.next().copied().unwrap_or(false);
        }
        if inner && !std::mem::take(&mut head) {
            moved.push(out.len());
            continue;
        }
        if top || bottom {
            line.clear();
        }
        if line.is_empty() && out.last().is_none_or(Vec::is_empty) {
            moved.push(out.len().saturating_sub(1));
            continue;
        }
        for cell in line.iter_mut().filter(|cell| cell.added) {
            match cell.c {
                '┼' => cell.c = '─',
                '│' => cell.c = ' ',
                _ => {}
            }
        }
        moved.push(out.len());
        out.push(line);
    }
    out.pop_if(|line| line.is_empty());
    *lines = out;
    moved
}
