//! The input thread: terminal events → messages, with key sequences put together again that arrived in pieces.

use std::sync::mpsc::Sender;
use std::time::Duration;

use crossterm::event::{
    self, Event, KeyCode, KeyEvent, KeyEventKind, KeyModifiers, MouseButton, MouseEventKind,
};

use super::Wake;
use super::escape::{Assembler, Out};
use crate::app::{Mouse, MouseDoes, Msg};
use crate::key::{Code, KeyPress};

/// How long an Esc waits for the rest of a sequence. Longer than a slow line takes between two bytes of one write,
/// shorter than anyone notices.
const ESC_WAIT: Duration = Duration::from_millis(50);

/// Reads until the terminal is gone.
pub fn run(wakes: &Sender<Wake>) {
    let mut assembler = Assembler::default();
    loop {
        let waits = assembler.waits();
        let event = match if waits { event::poll(ESC_WAIT) } else { Ok(true) } {
            Ok(true) => event::read().map(Some),
            Ok(false) => Ok(None),
            Err(error) => Err(error),
        };
        let sent = match event {
            Ok(Some(Event::Key(key))) => match press(key) {
                Some(key) => send_all(wakes, assembler.take(key)),
                None => true,
            },
            Ok(Some(other)) => {
                send_all(wakes, assembler.give_up()) && message(&other).is_none_or(|msg| send(wakes, msg))
            }
            Ok(None) => send_all(wakes, assembler.give_up()),
            Err(error) => {
                // The terminal is gone; the receiver may be too.
                let _ = wakes.send(Wake::InputGone(error.to_string()));
                false
            }
        };
        if !sent {
            return;
        }
    }
}

fn send(wakes: &Sender<Wake>, msg: Msg) -> bool {
    wakes.send(Wake::Msg(msg)).is_ok()
}

fn send_all(wakes: &Sender<Wake>, outs: Vec<Out>) -> bool {
    outs.into_iter().all(|Out(key)| send(wakes, Msg::Key(key)))
}

fn message(event: &Event) -> Option<Msg> {
    match event {
        Event::Resize(columns, rows) => Some(Msg::Resize { columns: *columns, rows: *rows }),
        Event::Paste(text) => Some(Msg::Paste(text.clone())),
        Event::Mouse(mouse) => {
            let what = match mouse.kind {
                MouseEventKind::Down(MouseButton::Left) => MouseDoes::Press,
                MouseEventKind::Drag(MouseButton::Left) => MouseDoes::Drag,
                MouseEventKind::Up(MouseButton::Left) => MouseDoes::Release,
                MouseEventKind::ScrollUp => MouseDoes::WheelUp,
                MouseEventKind::ScrollDown => MouseDoes::WheelDown,
                _ => return None,
            };
            Some(Msg::Mouse(Mouse { what, column: mouse.column, row: mouse.row }))
        }
        _ => None,
    }
}

fn press(event: KeyEvent) -> Option<KeyPress> {
    if event.kind == KeyEventKind::Release {
        return None;
    }
    let code = match event.code {
        KeyCode::Char(c) => Code::Char(c),
        KeyCode::Enter => Code::Enter,
        KeyCode::Esc => Code::Esc,
        KeyCode::Tab | KeyCode::BackTab => Code::Tab,
        KeyCode::Backspace => Code::Backspace,
        KeyCode::Delete => Code::Delete,
        KeyCode::Insert => Code::Insert,
        KeyCode::Up => Code::Up,
        KeyCode::Down => Code::Down,
        KeyCode::Left => Code::Left,
        KeyCode::Right => Code::Right,
        KeyCode::PageUp => Code::PageUp,
        KeyCode::PageDown => Code::PageDown,
        KeyCode::Home => Code::Home,
        KeyCode::End => Code::End,
        KeyCode::F(n) => Code::F(n),
        _ => return None,
    };
    let has = |modifier| event.modifiers.contains(modifier);
    let typed = matches!(code, Code::Char(_));
    Some(KeyPress {
        code,
        ctrl: has(KeyModifiers::CONTROL),
        alt: has(KeyModifiers::ALT),
        shift: !typed && (has(KeyModifiers::SHIFT) || event.code == KeyCode::BackTab),
    })
}
