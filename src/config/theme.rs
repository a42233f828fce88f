//! A theme: what each role looks like. Three are built in; a file of the reader's own is laid over one of them.

use std::path::Path;

use toml::de::{DeTable, DeValue};

use super::fault::{ConfigFault, Faults, did_you_mean};
use super::style::{Color, Style};

/// What stands on the screen, as far as it may look different.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum ThemeRole {
    Text,
    Dim,
    Accent,
    Headline,
    Derived,
    Dateline,
    Byline,
    Meta,
    Quote,
    QuoteCurrent,
    Speaker,
    Cue,
    Margin,
    Note,
    Emphasis,
    Strong,
    Code,
    Image,
    Frame,
    Link,
    Hint,
    Hit,
    HitCurrent,
    Selected,
    SelectedDim,
    Unread,
    Bookmark,
    Country,
    Day,
    Bar,
    Chip,
    Key,
    KeyLabel,
    Notice,
    Warning,
    Error,
    Border,
    BorderFocus,
    PickerMatch,
    Sparkline,
    CalendarToday,
    CalendarCount,
}

/// A role, its name in a theme file, what it is for, and how it still shows without colour.
#[derive(Debug)]
pub struct RoleInfo {
    pub role: ThemeRole,
    pub name: &'static str,
    pub help: &'static str,
    colourless: Style,
}

const BOLD: Style = Style { bold: true, ..Style::PLAIN };
const DIM: Style = Style { dim: true, ..Style::PLAIN };
const ITALIC: Style = Style { italic: true, ..Style::PLAIN };
const UNDERLINE: Style = Style { underline: true, ..Style::PLAIN };
const REVERSE: Style = Style { reverse: true, ..Style::PLAIN };
const BOLD_UNDERLINE: Style = Style { bold: true, underline: true, ..Style::PLAIN };
const BOLD_REVERSE: Style = Style { bold: true, reverse: true, ..Style::PLAIN };

const fn role(role: ThemeRole, name: &'static str, help: &'static str, colourless: Style) -> RoleInfo {
    RoleInfo { role, name, help, colourless }
}

/// In the order of [`ThemeRole`].
pub const ROLES: &[RoleInfo] = &[
    role(ThemeRole::Text, "text", "running text", Style::PLAIN),
    role(ThemeRole::Dim, "dim", "what may be overlooked", DIM),
    role(ThemeRole::Accent, "accent", "what should be seen first", BOLD),
    role(ThemeRole::Headline, "headline", "the headline of a story", BOLD),
    role(ThemeRole::Derived, "derived", "the mark of a headline made from the first sentence", DIM),
    role(ThemeRole::Dateline, "dateline", "place, date and agency before the text", BOLD),
    role(ThemeRole::Byline, "byline", "who wrote it", Style::PLAIN),
    role(ThemeRole::Meta, "meta", "date, agency, version and link", DIM),
    role(ThemeRole::Quote, "quote", "a quotation", UNDERLINE),
    role(ThemeRole::QuoteCurrent, "quote_current", "the quotation you are at", BOLD_UNDERLINE),
    role(ThemeRole::Speaker, "speaker", "the name of who said it", BOLD),
    role(ThemeRole::Cue, "cue", "the word that says so: said, added", DIM),
    role(ThemeRole::Margin, "margin", "the speaker's name beside a quotation", DIM),
    role(ThemeRole::Note, "note", "your note, and what could not be understood", Style::PLAIN),
    role(ThemeRole::Emphasis, "emphasis", "emphasised text", ITALIC),
    role(ThemeRole::Strong, "strong", "strong text and headings in a story", BOLD),
    role(ThemeRole::Code, "code", "code and text set beforehand", Style::PLAIN),
    role(ThemeRole::Image, "image", "the words for an image", DIM),
    role(ThemeRole::Frame, "frame", "bullets, numbers of links, lines of tables", DIM),
    role(ThemeRole::Link, "link", "what is laid over the words of a link", UNDERLINE),
    role(ThemeRole::Hint, "hint", "the letters over a link that open it", BOLD_REVERSE),
    role(ThemeRole::Hit, "hit", "what was searched for", REVERSE),
    role(ThemeRole::HitCurrent, "hit_current", "the hit you are at", BOLD_REVERSE),
    role(ThemeRole::Selected, "selected", "the chosen row", REVERSE),
    role(ThemeRole::SelectedDim, "selected_dim", "the chosen row of a pane you are not in", UNDERLINE),
    role(ThemeRole::Unread, "unread", "a story not read yet", BOLD),
    role(ThemeRole::Bookmark, "bookmark", "the mark of a bookmark", BOLD),
    role(ThemeRole::Country, "country", "the code of a country", Style::PLAIN),
    role(ThemeRole::Day, "day", "the line between two days", UNDERLINE),
    role(ThemeRole::Bar, "bar", "the bar on top", REVERSE),
    role(ThemeRole::Chip, "chip", "a filter on the bar", BOLD_REVERSE),
    role(ThemeRole::Key, "key", "a key on the bottom line", BOLD),
    role(ThemeRole::KeyLabel, "key_label", "what that key does", Style::PLAIN),
    role(ThemeRole::Notice, "notice", "what just happened", BOLD),
    role(ThemeRole::Warning, "warning", "what needs care", BOLD),
    role(ThemeRole::Error, "error", "what went wrong", BOLD_REVERSE),
    role(ThemeRole::Border, "border", "lines between panes", DIM),
    role(ThemeRole::BorderFocus, "border_focus", "the line of the pane you are in", BOLD),
    role(ThemeRole::PickerMatch, "picker_match", "letters that match in a picker", BOLD_UNDERLINE),
    role(ThemeRole::Sparkline, "sparkline", "small bars of counts", Style::PLAIN),
    role(ThemeRole::CalendarToday, "calendar_today", "today in the calendar", BOLD_UNDERLINE),
    role(ThemeRole::CalendarCount, "calendar_count", "stories of a day in the calendar", DIM),
];

/// Name and file of each theme that comes with the program.
pub const BUILT_IN: &[(&str, &str)] = &[
    ("dark", include_str!("../../assets/themes/dark.toml")),
    ("light", include_str!("../../assets/themes/light.toml")),
    ("terminal", include_str!("../../assets/themes/terminal.toml")),
];

/// `dark, light, …`.
pub fn names() -> String {
    BUILT_IN.iter().map(|(name, _)| *name).collect::<Vec<_>>().join(", ")
}

/// A style for every role.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Theme {
    styles: [Style; ROLES.len()],
}

impl Theme {
    pub fn style(&self, role: ThemeRole) -> Style {
        self.styles[role as usize]
    }

    /// One that comes with the program.
    pub fn built_in(name: &str) -> Option<Theme> {
        let (name, text) = BUILT_IN.iter().find(|(built_in, _)| *built_in == name)?;
        let mut theme = Theme { styles: [Style::PLAIN; ROLES.len()] };
        let mut faults = Faults::new(Path::new(name), text);
        theme.lay(&super::read_table(text, &mut faults).into_inner(), &mut faults);
        Some(theme)
    }

    /// A built-in theme by name, else the file at this path. There is always a theme: what is faulty stays as in the
    /// theme below, and a file that cannot be read gives `dark`.
    pub fn load(name_or_path: &str) -> (Theme, Vec<ConfigFault>) {
        if let Some(theme) = Theme::built_in(name_or_path) {
            return (theme, Vec::new());
        }
        let path = Path::new(name_or_path);
        match std::fs::read_to_string(path) {
            Ok(text) => Theme::read(&text, path),
            Err(error) => {
                let message =
                    format!("this theme cannot be read ({error}); name a file, or one of {}", names());
                let fault = ConfigFault { path: path.to_owned(), line: 1, column: 1, message };
                (Theme::default(), vec![fault])
            }
        }
    }

    /// A theme file, laid over its `base`.
    pub fn read(text: &str, path: &Path) -> (Theme, Vec<ConfigFault>) {
        let mut faults = Faults::new(path, text);
        let mut table = super::read_table(text, &mut faults).into_inner();
        let mut theme = Theme::default();
        if let Some(base) = table.remove("base") {
            match base.get_ref().as_str().and_then(Theme::built_in) {
                Some(below) => theme = below,
                None => {
                    faults.add(&base.span(), format!("base takes the name of a built-in theme: {}", names()));
                }
            }
        }
        theme.lay(&table, &mut faults);
        (theme, faults.into_sorted())
    }

    /// For NO_COLOR: bold, underline and reverse carry what colours did.
    #[must_use]
    pub fn without_colour(mut self) -> Theme {
        for info in ROLES {
            let style = &mut self.styles[info.role as usize];
            *style = style.without_colour(info.colourless);
        }
        self
    }

    fn lay(&mut self, table: &DeTable<'_>, faults: &mut Faults<'_>) {
        let empty = DeTable::new();
        let palette = match table.get("palette").map(|palette| (palette, palette.get_ref().as_table())) {
            Some((_, Some(palette))) => palette,
            Some((wrong, None)) => {
                faults.add(&wrong.span(), "palette is a section; write [palette]");
                &empty
            }
            None => &empty,
        };
        for (name, value) in palette {
            if value.get_ref().as_str().and_then(Color::parse).is_none() {
                faults.add(&value.span(), format!("{} {NO_COLOUR}", name.get_ref()));
            }
        }
        let roles = table.iter().filter(|(name, _)| name.get_ref() != "palette");
        for (name, value) in roles {
            let Some(info) = ROLES.iter().find(|info| info.name == name.get_ref()) else {
                let hint = did_you_mean(name.get_ref(), ROLES.iter().map(|info| info.name));
                faults.add(&name.span(), format!("no role is called {}{hint}", name.get_ref()));
                continue;
            };
            let slot = &mut self.styles[info.role as usize];
            match value.get_ref() {
                DeValue::Table(parts) => *slot = style(parts, palette, faults),
                one => match color(one, palette) {
                    Some(fg) => *slot = Style { fg: Some(fg), ..Style::PLAIN },
                    None => {
                        faults
                            .add(&value.span(), format!("{} {NO_COLOUR}, or a table of a style", info.name));
                    }
                },
            }
        }
    }
}

impl Default for Theme {
    fn default() -> Theme {
        Theme::built_in("dark").expect("the table of built-in themes names dark")
    }
}

const NO_COLOUR: &str = "takes a colour: #rrggbb, a name as red or bright blue, or default";

fn color(value: &DeValue<'_>, palette: &DeTable<'_>) -> Option<Color> {
    let text = value.as_str()?;
    let named = palette.get(text).and_then(|value| value.get_ref().as_str());
    Color::parse(named.unwrap_or(text))
}

fn style(parts: &DeTable<'_>, palette: &DeTable<'_>, faults: &mut Faults<'_>) -> Style {
    let mut style = Style::PLAIN;
    for (name, value) in parts {
        let attribute = match name.get_ref().as_ref() {
            "fg" | "bg" => {
                let found = color(value.get_ref(), palette);
                if found.is_none() {
                    faults.add(&value.span(), format!("{} {NO_COLOUR}", name.get_ref()));
                }
                *if name.get_ref() == "fg" { &mut style.fg } else { &mut style.bg } = found;
                continue;
            }
            "bold" => &mut style.bold,
            "dim" => &mut style.dim,
            "italic" => &mut style.italic,
            "underline" => &mut style.underline,
            "reverse" => &mut style.reverse,
            other => {
                let all = ["fg", "bg", "bold", "dim", "italic", "underline", "reverse"];
                let hint = did_you_mean(other, all.into_iter());
                faults.add(&name.span(), format!("a style has no {other}{hint}"));
                continue;
            }
        };
        match value.get_ref().as_bool() {
            Some(on) => *attribute = on,
            None => faults.add(&value.span(), format!("{} takes true or false", name.get_ref())),
        }
    }
    style
}

#[cfg(test)]
#[path = "theme_tests.rs"]
mod tests;
