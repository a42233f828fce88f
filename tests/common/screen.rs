//! A drawn screen as text that a snapshot can hold: its characters, and under them its styles.

use ratatui::buffer::{Buffer, Cell};
use ratatui::style::{Color, Modifier};
use unicode_width::UnicodeWidthStr;

/// Three parts: `text`, the grid of characters; `style`, the same grid with a letter for each style; `legend`, what
/// the letters mean, in the order they appear. What looks like nothing has no letter, and ends of lines are trimmed.
pub fn picture(buffer: &Buffer) -> String {
    let mut text = String::from("text\n");
    let mut styles = String::from("style\n");
    let mut legend: Vec<String> = Vec::new();
    for row in buffer.content.chunks(usize::from(buffer.area.width.max(1))) {
        let mut covered = 0;
        let mut characters = String::new();
        let mut letters = String::new();
        for cell in row {
            if covered > 0 {
                // The right half of a wide character: it looks as its left half does.
                covered -= 1;
                letters.extend(letters.chars().last());
                continue;
            }
            characters.push_str(cell.symbol());
            letters.push(letter(cell, &mut legend));
            covered = cell.symbol().width().saturating_sub(1);
        }
        for (grid, line) in [(&mut text, characters), (&mut styles, letters)] {
            grid.push_str(line.trim_end());
            grid.push('\n');
        }
    }
    let legend = legend.iter().zip(LETTERS.chars()).map(|(style, letter)| format!("{letter} {style}\n"));
    format!("{text}{styles}legend\n{}", legend.collect::<String>())
}

const LETTERS: &str = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";

fn letter(cell: &Cell, legend: &mut Vec<String>) -> char {
    let style = style(cell);
    if style.is_empty() {
        return ' ';
    }
    let known = legend.iter().position(|known| *known == style);
    let at = known.unwrap_or_else(|| {
        legend.push(style);
        legend.len() - 1
    });
    LETTERS.chars().nth(at).unwrap_or_else(|| panic!("more styles on the screen than letters: {legend:?}"))
}

/// What can be seen of a style: `Yellow on #101010 bold italic`; the colour of a blank is not.
fn style(cell: &Cell) -> String {
    let lines = Modifier::UNDERLINED | Modifier::CROSSED_OUT | Modifier::REVERSED;
    let blank = cell.symbol().trim().is_empty();
    let modifiers = if blank { cell.modifier & lines } else { cell.modifier };
    let inked = !blank || modifiers.intersects(lines);
    let mut parts = Vec::new();
    if inked && cell.fg != Color::Reset {
        parts.push(cell.fg.to_string());
    }
    if cell.bg != Color::Reset {
        parts.push(format!("on {}", cell.bg));
    }
    parts.extend(modifiers.iter_names().map(|(name, _)| name.to_lowercase()));
    parts.join(" ")
}
