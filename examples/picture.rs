//! Draws `docs/picture.svg` from the real screen: `cargo run --release --example picture -- docs/picture.svg [KEYS…]`.
//!
//! The reader runs in a terminal of 120 columns and 34 rows with an empty home, so it opens on the sample; each
//! argument after the path is typed and drawn before the next (`<Enter>`, `]`, `/Baku<Enter>`).

#[allow(dead_code, reason = "shared with the tests, which need more of it")]
#[path = "../tests/common/terminal.rs"]
mod terminal;

use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use anyhow::{Context, ensure};
use terminal::{Launch, PATIENCE, Terminal};
use unicode_width::UnicodeWidthStr;
use vt100::{Cell, Color};

const COLUMNS: u16 = 120;
const ROWS: u16 = 34;

/// Typed where no keys are given: a story with its first quotation chosen.
const KEYS: [&str; 2] = ["<Enter>", "]"];

/// Size of a cell and of the frame around the cells, in SVG units.
const WIDE: f32 = 8.4;
const HIGH: f32 = 18.0;
const SIDE: f32 = 16.0;
const TOP: f32 = 40.0;

const INK: &str = "#d5d8dc";
const PAPER: &str = "#15171b";

fn main() -> anyhow::Result<()> {
    let mut args = std::env::args().skip(1);
    let path = args.next().context("where to? give a path, as docs/picture.svg")?;
    let given: Vec<String> = args.collect();
    let keys = if given.is_empty() { KEYS.map(str::to_owned).to_vec() } else { given };
    let home = tempfile::tempdir()?;
    let mut terminal = Terminal::spawn(&Launch {
        program: &reader()?,
        args: &[],
        home: home.path(),
        env: &[],
        columns: COLUMNS,
        rows: ROWS,
    });
    terminal.wait_until("a first screen", PATIENCE, |screen| !screen.contents().trim().is_empty());
    terminal.settle(Duration::from_millis(500));
    for typed in &keys {
        terminal.keys(typed);
        terminal.settle(Duration::from_millis(500));
    }
    let rows: Vec<Vec<Cell>> =
        (0..ROWS).map(|row| (0..COLUMNS).map(|column| terminal.cell(row, column)).collect()).collect();
    std::fs::write(&path, svg(&rows)).with_context(|| format!("{path} could not be written"))
}

/// Builds the reader beside this example, in the same profile, and tells where it is.
fn reader() -> anyhow::Result<PathBuf> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let mut build = Command::new(cargo);
    build.args(["build", "--quiet", "--bin", "dateline"]);
    if !cfg!(debug_assertions) {
        build.arg("--release");
    }
    ensure!(build.status()?.success(), "the reader does not build");
    let here = std::env::current_exe()?;
    let target = here.parent().and_then(Path::parent).context("an example stands in a target directory")?;
    Ok(target.join(format!("dateline{}", std::env::consts::EXE_SUFFIX)))
}

fn svg(rows: &[Vec<Cell>]) -> String {
    let width = f32::from(COLUMNS) * WIDE + 2.0 * SIDE;
    let height = f32::from(ROWS) * HIGH + TOP + SIDE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width:.1} {height:.1}\" \
         font-family=\"ui-monospace, 'DejaVu Sans Mono', Menlo, Consolas, monospace\" font-size=\"14\" \
         xml:space=\"preserve\">\n\
         <title>dateline, reading its sample stories</title>\n\
         <rect width=\"{width:.1}\" height=\"{height:.1}\" rx=\"10\" fill=\"{PAPER}\"/>\n"
    );
    for (at, colour) in ["#ec6a5e", "#f4bf4f", "#61c554"].iter().enumerate() {
        let x = 20.0 + 20.0 * at as f32;
        push(&mut svg, format_args!("<circle cx=\"{x}\" cy=\"20\" r=\"6\" fill=\"{colour}\"/>\n"));
    }
    for (row, cells) in rows.iter().enumerate() {
        let y = TOP + row as f32 * HIGH;
        let mut from = 0;
        while from < cells.len() {
            let to = stretch(cells, from);
            let x = SIDE + from as f32 * WIDE;
            draw(&mut svg, &cells[from..to], x, y);
            from = to;
        }
    }
    svg.push_str("</svg>\n");
    svg
}

/// The end of the cells that go in one text: of one look; a wide character and a line of a box stand alone, so that
/// each begins at its own column whatever the font.
fn stretch(cells: &[Cell], from: usize) -> usize {
    let alone = |cell: &Cell| cell.is_wide() || arms(cell.contents()).is_some();
    if alone(&cells[from]) {
        let right = usize::from(cells[from].is_wide());
        return (from + 1 + right).min(cells.len());
    }
    let same = |cell: &&Cell| look(cell) == look(&cells[from]) && !alone(cell);
    from + cells[from..].iter().take_while(same).count().max(1)
}

/// What makes two cells look alike.
#[derive(PartialEq)]
struct Look {
    ink: String,
    paper: Option<String>,
    /// Weight, slant, line and strength, as attributes.
    how: String,
}

fn look(cell: &Cell) -> Look {
    let (mut ink, mut paper) = (colour(cell.fgcolor()), colour(cell.bgcolor()));
    if cell.inverse() {
        (ink, paper) =
            (Some(paper.unwrap_or_else(|| PAPER.to_owned())), Some(ink.unwrap_or_else(|| INK.to_owned())));
    }
    let attributes = [
        (cell.bold(), " font-weight=\"bold\""),
        (cell.italic(), " font-style=\"italic\""),
        (cell.underline(), UNDERLINED),
        (cell.dim(), " opacity=\"0.6\""),
    ];
    let how = attributes.iter().filter(|(on, _)| *on).map(|(_, attribute)| *attribute).collect();
    Look { ink: ink.unwrap_or_else(|| INK.to_owned()), paper, how }
}

const UNDERLINED: &str = " text-decoration=\"underline\"";

fn draw(svg: &mut String, cells: &[Cell], x: f32, y: f32) {
    let Look { ink, paper, how } = look(&cells[0]);
    let width = cells.len() as f32 * WIDE;
    if let Some(paper) = paper {
        let place = format!("x=\"{x:.1}\" y=\"{y:.1}\" width=\"{width:.1}\" height=\"{HIGH}\"");
        push(svg, format_args!("<rect {place} fill=\"{paper}\"/>\n"));
    }
    if let Some(arms) = arms(cells[0].contents()) {
        push(svg, format_args!("<path stroke=\"{ink}\" fill=\"none\"{how} d=\""));
        let (middle, centre) = (x + WIDE / 2.0, y + HIGH / 2.0);
        let ends = [(x, centre), (x + WIDE, centre), (middle, y), (middle, y + HIGH)];
        for ((to, down), _) in ends.iter().zip(arms).filter(|(_, on)| *on) {
            push(svg, format_args!("M{middle:.1} {centre:.1}L{to:.1} {down:.1}"));
        }
        svg.push_str("\"/>\n");
        return;
    }
    let shown = |cell: &Cell| if cell.has_contents() { cell.contents().to_owned() } else { " ".to_owned() };
    let left_halves = cells.iter().filter(|cell| !cell.is_wide_continuation());
    let text: String = left_halves.map(shown).collect();
    let drawn = if how.contains(UNDERLINED) { &text } else { text.trim_end() };
    if drawn.is_empty() {
        return;
    }
    let length = drawn.width() as f32 * WIDE;
    let baseline = y + HIGH * 0.75;
    let place = format!("x=\"{x:.1}\" y=\"{baseline:.1}\" textLength=\"{length:.1}\"");
    let escaped = drawn.replace('&', "&amp;").replace('<', "&lt;");
    push(svg, format_args!("<text {place} fill=\"{ink}\"{how}>{escaped}</text>\n"));
}

fn push(svg: &mut String, what: std::fmt::Arguments<'_>) {
    svg.write_fmt(what).expect("a string takes all that is written to it");
}

/// Left, right, up, down: where a box-drawing character has a line. Fonts leave gaps between these, so they are drawn.
fn arms(character: &str) -> Option<[bool; 4]> {
    let arms = match character {
        "─" | "━" => "lr",
        "│" | "┃" => "ud",
        "┌" | "╭" => "rd",
        "┐" | "╮" => "ld",
        "└" | "╰" => "ru",
        "┘" | "╯" => "lu",
        "├" => "rud",
        "┤" => "lud",
        "┬" => "lrd",
        "┴" => "lru",
        "┼" => "lrud",
        _ => return None,
    };
    Some(['l', 'r', 'u', 'd'].map(|arm| arms.contains(arm)))
}

fn colour(colour: Color) -> Option<String> {
    let (red, green, blue) = match colour {
        Color::Default => return None,
        Color::Rgb(red, green, blue) => (red, green, blue),
        Color::Idx(index @ ..=15) => return Some(NAMED[usize::from(index)].to_owned()),
        Color::Idx(index @ 16..=231) => {
            let level = |n: u8| if n == 0 { 0 } else { 55 + 40 * n };
            let cube = index - 16;
            (level(cube / 36), level(cube / 6 % 6), level(cube % 6))
        }
        Color::Idx(index) => {
            let grey = 8 + 10 * (index - 232);
            (grey, grey, grey)
        }
    };
    Some(format!("#{red:02x}{green:02x}{blue:02x}"))
}

/// The sixteen colours, as a calm dark terminal has them.
const NAMED: [&str; 16] = [
    "#1e2127", "#e06c75", "#98c379", "#e5c07b", "#61afef", "#c678dd", "#56b6c2", "#abb2bf", "#5c6370",
    "#e88388", "#a9d08b", "#ebcb8b", "#77bdf4", "#d291e4", "#6fc8d3", "#e6e9ed",
];
