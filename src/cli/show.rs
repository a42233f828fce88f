//! `dateline show ID`: one story, set for the terminal, plain, or as JSON.

use std::fmt::Write as _;
use std::io::Write;

use super::args::{Show, Which};
use super::setup::Setup;
use super::{Ending, on_terminal, out};
use crate::article::Article;
use crate::export;
use crate::listing::{Story, StoryId};
use crate::page::{self, Role, Setting};
use crate::runtime;
use crate::sanitize;
use crate::store::StoreError;

/// Columns of the text where the terminal is wider.
const WIDEST: usize = 100;

pub fn run(args: &Show, which: &Which) -> anyhow::Result<Ending> {
    let Setup { paths, config, .. } = which.told_setup()?;
    let library = which.open_in(&paths, config.stemming())?;
    let story = match library.story(StoryId(args.id)) {
        Ok(story) => story,
        Err(error @ StoreError::NoStory(_)) => {
            out::complain(&format!("{error}: `dateline list` prints the numbers"));
            return Ok(Ending::Nothing);
        }
        Err(error) => return Err(error.into()),
    };
    let mut stdout = out::stdout();
    if args.json {
        export::write::<anyhow::Error>(&export::KINDS[0], [Ok(story.told())], &mut stdout)?;
    } else if args.plain || !on_terminal() {
        export::write::<anyhow::Error>(export::plain(), [Ok(story.told())], &mut stdout)?;
    } else {
        let Story { mut article, version, note, release, .. } = story;
        // The numbers of links would lead nowhere here.
        article.copy.markup = None;
        let columns = super::columns().unwrap_or(WIDEST);
        let setting = Setting {
            width: columns.min(WIDEST),
            measure: config.reader.measure,
            confidence: config.reader.confidence,
            margin: config.reader.margin_names,
            version,
            release,
            which: None,
            note: note.as_deref(),
            words: &[],
            reason: None,
        };
        write!(stdout, "{}", set(&article, setting))?;
    }
    stdout.flush()?;
    Ok(Ending::Done)
}

/// The page of the reader as lines with the terminal's own colours, or none where NO_COLOR is set.
fn set(article: &Article, setting: Setting<'_>) -> String {
    let colour = !runtime::no_colour();
    let mut text = String::new();
    for line in page::set(article, setting).lines {
        for run in &line.runs {
            let shown = sanitize::line(&run.text);
            match sgr(run.role, colour) {
                "" => text.push_str(&shown),
                // Writing to a string cannot fail.
                sgr => drop(write!(text, "\u{1b}[{sgr}m{shown}\u{1b}[0m")),
            }
        }
        text.push('\n');
    }
    text
}

/// Select-graphic-rendition numbers (ECMA-48) of a role; the terminal's 16 colours only.
fn sgr(role: Role, colour: bool) -> &'static str {
    match role {
        Role::Quote if colour => "33",
        // What carries it where there is no colour, as in a theme without colours.
        Role::Quote => "4",
        Role::Speaker | Role::Margin if colour => "36",
        Role::Dateline if colour => "32",
        Role::Headline | Role::Speaker | Role::Dateline => "1",
        Role::Derived | Role::Meta | Role::Note | Role::Margin => "2",
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_colour_a_quotation_is_underlined() {
        assert_eq!((sgr(Role::Quote, true), sgr(Role::Quote, false)), ("33", "4"));
        for role in [Role::Headline, Role::Quote, Role::Speaker, Role::Margin, Role::Dateline, Role::Note] {
            let sgr = sgr(role, false);
            assert!(["1", "2", "4"].contains(&sgr), "{role:?} is coloured: {sgr}");
        }
    }
}
