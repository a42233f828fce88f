//! Theme roles as the terminal library's styles.

use ratatui::style::{Color, Modifier, Style};

use crate::config as plain;
pub use crate::config::{Theme, ThemeRole};
use crate::page::Role;

/// A theme ready to draw with.
#[derive(Debug, Clone)]
pub struct Palette(Theme);

impl Palette {
    pub fn new(theme: Theme) -> Palette {
        Palette(theme)
    }

    pub fn style(&self, role: ThemeRole) -> Style {
        let plain = self.0.style(role);
        let mut style = Style { fg: plain.fg.map(colour), bg: plain.bg.map(colour), ..Style::default() };
        let modifiers = [
            (plain.bold, Modifier::BOLD),
            (plain.dim, Modifier::DIM),
            (plain.italic, Modifier::ITALIC),
            (plain.underline, Modifier::UNDERLINED),
            (plain.reverse, Modifier::REVERSED),
        ];
        for (_, modifier) in modifiers.into_iter().filter(|(on, _)| *on) {
            style = style.add_modifier(modifier);
        }
        style
    }

    /// How a run of a story looks.
    pub fn run(&self, role: Role) -> Style {
        self.style(match role {
            Role::Headline => ThemeRole::Headline,
            Role::Derived => ThemeRole::Derived,
            Role::Dateline => ThemeRole::Dateline,
            Role::Byline => ThemeRole::Byline,
            Role::Meta => ThemeRole::Meta,
            Role::Body => ThemeRole::Text,
            Role::Quote => ThemeRole::Quote,
            Role::Speaker => ThemeRole::Speaker,
            Role::Cue => ThemeRole::Cue,
            Role::Margin => ThemeRole::Margin,
            Role::Note => ThemeRole::Note,
            Role::Emphasis => ThemeRole::Emphasis,
            Role::Strong => ThemeRole::Strong,
            Role::Code => ThemeRole::Code,
            Role::Image => ThemeRole::Image,
            Role::Frame => ThemeRole::Frame,
        })
    }
}

fn colour(colour: plain::Color) -> Color {
    match colour {
        plain::Color::Rgb(r, g, b) => Color::Rgb(r, g, b),
        plain::Color::Ansi(index) => Color::Indexed(index),
        plain::Color::Default => Color::Reset,
    }
}
