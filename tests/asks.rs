//! `dateline add` in a real terminal, at a page that names several feeds: it asks which.
#![cfg(unix)]

mod cli;
mod common;
#[allow(dead_code, reason = "the other tests of the network take the rest")]
#[path = "fetch/server.rs"]
mod server;

use std::path::Path;

use common::terminal::{Launch, PATIENCE, Terminal};
use server::Server;

fn page() -> Server {
    Server::answering(|_| {
        let body = "<html><link rel=alternate type=application/rss+xml href=/a title='Holm\u{1b}]0;x\u{7}&#27;[2J&#8238; world'>\
            <link rel=alternate type=application/atom+xml href=/b title='Lind, mornings'></html>";
        format!("HTTP/1.1 200 OK\r\ncontent-length: {}\r\n\r\n{body}", body.len()).into_bytes()
    })
}

fn adding(home: &Path, url: &str) -> Terminal {
    let mut terminal = Terminal::spawn(&Launch {
        program: Path::new(env!("CARGO_BIN_EXE_dateline")),
        args: &["add", url],
        home,
        env: &[],
        columns: 100,
        rows: 24,
    });
    terminal.wait_for("which one (1 to 2)?", PATIENCE);
    terminal
}

#[test]
fn it_asks_which_and_subscribes_to_that_one() {
    let (server, home) = (page(), tempfile::tempdir().unwrap());
    let mut terminal = adding(home.path(), &server.url("/"));
    let shown = terminal.screen();
    assert!(shown.contains(&format!("1  {}  Holm world", server.url("/a"))), "{shown}");
    assert!(shown.contains(&format!("2  {}  Lind, mornings", server.url("/b"))), "{shown}");
    terminal.keys("2<Enter>");
    terminal.wait_for("subscribed to Lind, mornings as feed 1", PATIENCE);
    assert!(terminal.exit_status(PATIENCE).success());
    let (_, listed, _) = cli::run(home.path(), &["feeds"], b"");
    assert!(listed.contains("Lind, mornings") && listed.lines().count() == 2, "{listed}");
    let (_, listed, _) = cli::run(home.path(), &["feeds", "--json"], b"");
    assert!(listed.contains(&server.url("/b")), "{listed}");
}

#[test]
fn no_number_of_the_list_is_no_subscription() {
    let (server, home) = (page(), tempfile::tempdir().unwrap());
    for answer in ["<Enter>", "0<Enter>", "3<Enter>", "yes<Enter>", "<C-d>"] {
        let mut terminal = adding(home.path(), &server.url("/"));
        terminal.keys(answer);
        terminal.wait_for("nothing was subscribed to", PATIENCE);
        assert_eq!(terminal.exit_status(PATIENCE).exit_code(), 2);
    }
    assert_eq!(cli::run(home.path(), &["feeds"], b"").0, 1);
}
