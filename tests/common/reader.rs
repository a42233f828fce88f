//! The reader as tests drive it: keys in, a picture of the screen out.

use std::collections::VecDeque;
use std::path::PathBuf;

use chrono::NaiveDate;
use dateline::app::{App, Effect, MarkRead, Msg, Settings, Shelf, Start};
use dateline::config::Theme;
use dateline::keymap::Keymap;
use dateline::runtime::{Places, Worker};
use dateline::store::{Library, Work};
use dateline::ui;
use dateline::ui::theme::Palette;
use ratatui::Terminal;
use ratatui::backend::TestBackend;

use super::screen::picture;

/// The reader without threads and without a terminal: every question is answered before the next key.
pub struct Reader {
    pub app: App,
    worker: Worker,
    pub palette: Palette,
    pub quit: bool,
    /// Answers in the place of the library, where it does.
    pub instead: fn(&Effect) -> Option<Msg>,
}

impl Reader {
    pub fn new(columns: u16, rows: u16) -> Reader {
        Reader::over(super::library(), Shelf::Own(PathBuf::new()), columns, rows)
    }

    pub fn over(library: Library, shelf: Shelf, columns: u16, rows: u16) -> Reader {
        let (app, effects) = App::new(Start {
            settings: Settings {
                times: true,
                derived_mark: "·".to_owned(),
                measure: 72,
                margin_names: true,
                confidence: 0.5,
                mark_read: MarkRead::Open,
                snippets: true,
            },
            keymap: Keymap::default(),
            shelf,
            today: NaiveDate::from_ymd_opt(2025, 6, 30).unwrap(),
            columns,
            rows,
            notice: None,
        });
        let worker = Worker::new(library, Places::default());
        let mut reader =
            Reader { app, worker, palette: Palette::new(Theme::default()), quit: false, instead: |_| None };
        reader.perform(effects);
        reader
    }

    pub fn keys(&mut self, keys: &str) -> &mut Reader {
        for key in keys.split(' ') {
            self.tell(Msg::Key(key.parse().unwrap()));
        }
        self
    }

    pub fn types(&mut self, text: &str) -> &mut Reader {
        for c in text.chars() {
            let key = if c == ' ' { "space".to_owned() } else { c.to_string() };
            self.tell(Msg::Key(key.parse().unwrap()));
        }
        self
    }

    pub fn tell(&mut self, msg: Msg) -> &mut Reader {
        let effects = self.app.update(msg);
        self.perform(effects);
        self
    }

    fn perform(&mut self, effects: Vec<Effect>) {
        let mut open = VecDeque::from(effects);
        while let Some(effect) = open.pop_front() {
            self.quit |= effect == Effect::Quit;
            let answer = (self.instead)(&effect).or_else(|| self.worker.answer(effect));
            if let Some(answer) = answer {
                open.extend(self.app.update(answer));
            }
        }
    }

    /// What the library did so far.
    pub fn work(&self) -> Work {
        self.worker.work()
    }

    pub fn picture(&self) -> String {
        let mut terminal = Terminal::new(TestBackend::new(self.app.columns, self.app.rows)).unwrap();
        terminal.draw(|frame| ui::draw(frame, &self.app, &self.palette)).unwrap();
        picture(terminal.backend().buffer())
    }

    /// The characters alone.
    pub fn text(&self) -> String {
        let picture = self.picture();
        picture.split("\nstyle\n").next().unwrap_or_default().to_owned()
    }
}

pub fn check(name: &str, reader: &Reader) {
    insta::with_settings!({ snapshot_path => "../snapshots", omit_expression => true, prepend_module_to_snapshot => false }, {
        insta::assert_snapshot!(name, reader.picture());
    });
}
