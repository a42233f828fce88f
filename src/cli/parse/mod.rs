//! `dateline parse`: raw copy or JSON Lines in, the interchange form out, in order, on every core.

mod lanes;

use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::json;

use super::args::Parse;
use super::{Ending, out, read};
use crate::article::{self, RawCopy, copy, interchange};
use crate::export::harmless;
use crate::format::{self, Flow, Format, Input, Line, STDIN};

pub fn run(args: &Parse) -> anyhow::Result<Ending> {
    let stdin = [PathBuf::from(STDIN)];
    let files = if args.files.is_empty() { &stdin[..] } else { &args.files };
    files.iter().try_for_each(|file| read::check(file))?;
    let mut stdout = out::stdout();
    let mut ending = Ending::Done;
    for file in files {
        let input = if file.as_os_str() == STDIN { Input::stdin()? } else { open(file)? };
        let jsonl = args.jsonl || format::named("jsonl").is_some_and(|jsonl| input.has_extension_of(jsonl));
        let good = match input.sniff().format().filter(|format| format.holds_items() && !jsonl) {
            Some(format) => items(input, format, &mut stdout)?,
            None if jsonl => lanes::run(input, &mut stdout)?,
            None => raw(input, &mut stdout)?,
        };
        if !good {
            ending = Ending::Nothing;
        }
    }
    stdout.flush()?;
    Ok(ending)
}

fn open(file: &Path) -> anyhow::Result<Input> {
    if file.is_dir() {
        anyhow::bail!("{} is a directory: name the files in it", file.display());
    }
    Input::file(file).map_err(|error| anyhow::anyhow!("{}: {error}", file.display()))
}

/// The items of a feed or of a wire's file, each a story. `false` where one is none.
fn items(input: Input, format: &Format, stdout: &mut dyn Write) -> anyhow::Result<bool> {
    let (mut good, mut written) = (true, Ok(()));
    let _ = input.read(Some(format), &mut |story| {
        let line = match story {
            Ok(copy) => interchange::write(&article::parse(copy)),
            Err(why) => {
                good = false;
                json!({"id": null, "error": why.to_string()}).to_string()
            }
        };
        written = writeln!(stdout, "{}", harmless(line));
        if written.is_ok() { Flow::Continue(()) } else { Flow::Break(()) }
    });
    written?;
    Ok(good)
}

/// The stories of a text file. `false` where it is no text, or empty.
fn raw(input: Input, stdout: &mut dyn Write) -> anyhow::Result<bool> {
    let name = input.name.clone();
    let text = match format::decoded(input) {
        Ok(text) => text,
        Err(why) => {
            writeln!(
                stdout,
                "{}",
                harmless(json!({"id": null, "error": format!("{name}: {why}")}).to_string())
            )?;
            return Ok(false);
        }
    };
    if text.trim().is_empty() {
        out::complain(&format!("{name} is empty"));
        return Ok(false);
    }
    // Offsets of a story in a file of several count from the beginning of the file.
    let (mut byte, mut char) = (0, 0);
    for range in copy::split(&text) {
        char += text.get(byte..range.start).map_or(0, |between| between.chars().count());
        byte = range.start;
        let story = article::parse(RawCopy::from_text(text.get(range).unwrap_or("")));
        writeln!(stdout, "{}", harmless(interchange::write_at(char, &story)))?;
    }
    Ok(true)
}

/// The answer to a line; where the parser fails on it, the run goes on.
fn guarded(input: &Line) -> (String, bool) {
    let answered = std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| line(input)));
    answered.unwrap_or_else(|_| {
        let error = format!("line {}: a fault of the parser: please report the line", input.number);
        (json!({"id": null, "error": error}).to_string(), false)
    })
}

/// One line of JSON Lines, parsed; `false` beside an error object in its place.
fn line(line: &Line) -> (String, bool) {
    let (answer, good) = match &line.text {
        Ok(text) => interchange::answer(text, line.number as usize),
        Err(why) => (json!({"id": null, "error": format!("line {}: {why}", line.number)}).to_string(), false),
    };
    (harmless(answer), good)
}
