//! docs/config.md: what each setting means, written from config.example.toml and the table of settings.

use std::fmt::Write;

use super::setting::SETTINGS;
use super::theme::ROLES;
use super::{Config, EXAMPLE};

/// The page as Markdown.
pub fn reference() -> String {
    let mut page = "\
# Settings

This page is generated from `config.example.toml` and `src/config/`; `cargo run -- docs`
writes it anew. A setting that is wrong is told with its line and keeps its default.
"
    .to_owned();
    let config = Config::default();
    let mut section = "";
    for setting in SETTINGS {
        let (of, name) = setting.key.split_once('.').unwrap_or_default();
        if of != section {
            section = of;
            // Writing to a string cannot fail.
            let _ = write!(
                page,
                "\n## [{section}]\n\n| setting | default | takes | |\n| --- | --- | --- | --- |\n"
            );
        }
        let (default, takes, about) = (setting.show(&config), setting.takes(), explanation(of, name));
        let _ = writeln!(page, "| `{name}` | `{default}` | {takes} | {about} |");
    }
    page.push_str(
        "\n## [keys.context]\n\n`\"key\" = \"action\"`; `dateline keys` lists contexts, keys and actions.\n\n\
         ## Theme files\n\nEach role is a colour (`quote = \"#8fb573\"`) or a table (`quote = { fg = \"green\", italic = true }`) \
         of `fg`, `bg`, `bold`, `dim`, `italic`, `underline` and `reverse`. A colour is `#rrggbb`, one of the sixteen names \
         (`red`, `bright blue`), `default`, or a name from the file's own `[palette]`. `base = \"light\"` names the theme that \
         fills in what the file leaves out; it is `dark` where nothing is said.\n\n| role | for |\n| --- | --- |\n",
    );
    for role in ROLES {
        let _ = writeln!(page, "| `{}` | {} |", role.name, role.help);
    }
    page
}

/// The comment above the setting in the example, as one line.
pub(super) fn explanation(section: &str, name: &str) -> String {
    let mut lines = Vec::new();
    let heading = format!("[{section}]");
    for line in EXAMPLE.lines().skip_while(|line| *line != heading).skip(1) {
        match line.strip_prefix("# ") {
            Some(comment) => lines.push(comment),
            None if line.split_once(" = ").is_some_and(|(key, _)| key == name) => break,
            None => lines.clear(),
        }
    }
    lines.join(" ")
}
