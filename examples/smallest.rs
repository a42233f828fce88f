//! The smallest program that shows the newest stories of a library: one page from SQLite, drawn; `Down` and `q`. What
//! the reader itself is measured against (`benches/terminal.rs`): less than this nobody can do.
//!
//! `cargo run --release --example smallest -- path/to/library`

use std::path::Path;

use crossterm::event::{Event, KeyCode, read};
use ratatui::widgets::{List, ListState};
use rusqlite::{Connection, OpenFlags};

fn main() -> anyhow::Result<()> {
    let dir = std::env::args().nth(1).unwrap_or_default();
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    let conn = Connection::open_with_flags(Path::new(&dir).join("library.db"), flags)?;
    let mut page = conn.prepare("SELECT headline FROM story ORDER BY key DESC LIMIT 512")?;
    let headlines = page.query_map([], |row| row.get(0))?.collect::<Result<Vec<String>, _>>()?;
    let mut terminal = ratatui::init();
    let list = List::new(headlines).highlight_symbol("> ");
    let mut state = ListState::default().with_selected(Some(0));
    let ended = loop {
        if let Err(error) =
            terminal.draw(|frame| frame.render_stateful_widget(&list, frame.area(), &mut state))
        {
            break Err(error);
        }
        match read() {
            Ok(Event::Key(key)) if key.code == KeyCode::Char('q') => break Ok(()),
            Ok(Event::Key(key)) if key.code == KeyCode::Down => state.select_next(),
            Ok(_) => {}
            Err(error) => break Err(error),
        }
    };
    ratatui::restore();
    Ok(ended?)
}
