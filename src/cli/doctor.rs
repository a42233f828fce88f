//! `dateline doctor`: looks whether the library is whole, names what is not, and puts right what can be.

use std::io::{self, Write};

use indicatif::ProgressBar;

use super::args::{Doctor, Which};
use super::{Ending, out};
use crate::quantity::{counted, grouped, stories};
use crate::sanitize;
use crate::store::{Ailment, Examined, Named, Step};

pub fn run(args: &Doctor, which: &Which) -> anyhow::Result<Ending> {
    let mut library = which.open()?;
    let bar = out::progress(Some(library.len()?), false);
    let mut examined = library.examine(&mut |step, done, all| show(&bar, step, done, all))?;
    let mut stdout = out::stdout();
    if args.repair && !examined.found.is_empty() {
        bar.suspend(|| write(&mut stdout, &examined).and_then(|()| stdout.flush()))?;
        library.repair(&examined, &mut |step, done, all| show(&bar, step, done, all))?;
        examined = library.examine(&mut |step, done, all| show(&bar, step, done, all))?;
        bar.finish_and_clear();
        writeln!(stdout, "\nafter the repair:")?;
    }
    bar.finish_and_clear();
    write(&mut stdout, &examined)?;
    if !args.repair && examined.found.keys().any(|ailment| ailment.is_derived()) {
        writeln!(stdout, "to put right what can be: dateline doctor --repair")?;
    }
    stdout.flush()?;
    Ok(if examined.found.is_empty() { Ending::Done } else { Ending::Nothing })
}

fn show(bar: &ProgressBar, step: Step, done: u64, all: u64) {
    bar.set_length(all);
    bar.set_position(done);
    bar.set_message(match step {
        Step::Database => "the database",
        Step::Stories => "stories read",
        Step::Index => "stories in the index",
    });
}

fn write(out: &mut dyn Write, examined: &Examined) -> io::Result<()> {
    for (ailment, found) in &examined.found {
        writeln!(out, "{}", told(*ailment, found.times))?;
        for named in &found.named {
            match named {
                Named::Story(id, headline) => writeln!(out, "{:>9}  {}", id.0, sanitize::line(headline))?,
                Named::Other(text) => writeln!(out, "           {}", sanitize::line(text))?,
            }
        }
        let more = found.times - found.named.len() as u64;
        if more > 0 {
            writeln!(out, "           and {} more", grouped(more))?;
        }
    }
    if examined.under_way > 0 {
        let many = grouped(examined.under_way);
        writeln!(out, "another dateline is writing the search index: {many} more on their way")?;
    }
    let many = stories(examined.stories);
    if examined.found.is_empty() {
        writeln!(out, "{many}: all is well")
    } else {
        writeln!(out, "{many} looked at")
    }
}

/// What it is, and what to do where a repair cannot help.
fn told(ailment: Ailment, times: u64) -> String {
    let left = "restore a backup (dateline restore FILE); left as it is";
    match ailment {
        Ailment::Database => {
            format!(
                "{}; what a repair leaves: {left}",
                counted(times, "fault of the database file", "faults of the database file")
            )
        }
        Ailment::Damaged => format!("{} cannot be read, the others can: {left}", stories(times)),
        Ailment::Orphaned => {
            let what = counted(times, "copy, note or correction", "copies, notes or corrections");
            format!("{what} without its story: {left}")
        }
        Ailment::Marks => format!("{} on no story: {left}", counted(times, "mark", "marks")),
        Ailment::Released => {
            format!("{} may be used otherwise than its copy or a kill of it says", stories(times))
        }
        Ailment::Unreadable => format!(
            "the markup or the page of {} cannot be read: the text is shown plain, and t fetches a page again",
            stories(times)
        ),
        Ailment::Loose => {
            format!("{} no story", counted(times, "thing belongs to", "things belong to"))
        }
        Ailment::Tally => counted(times, "count is wrong", "counts are wrong"),
        Ailment::NoIndex => "there is no search index that can be used".to_owned(),
        Ailment::Index => {
            counted(times, "file of the search index is damaged", "files of the search index are damaged")
        }
        Ailment::Ahead => "the search index is of another library than this one".to_owned(),
        Ailment::Behind => format!("{} not in the search index yet", counted(times, "change", "changes")),
        Ailment::Missing => format!("{} not in the search index", stories(times)),
        Ailment::Twice => format!("{} more than once in the search index", stories(times)),
        Ailment::Otherwise => format!("{} otherwise in the search index than in the list", stories(times)),
        Ailment::Stray => format!("{} in the search index and not in the list", stories(times)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::listing::StoryId;
    use crate::store::Found;

    #[test]
    fn what_ails_is_named_counted_and_harmless_on_a_terminal() {
        let named = vec![Named::Story(StoryId(17), "Trams \u{1b}[2Jrun".to_owned())];
        let mut examined = Examined::default();
        examined.stories = 1_204;
        examined.found.insert(Ailment::Missing, Found { times: 1_001, named });
        let mut text = Vec::new();
        write(&mut text, &examined).unwrap();
        let text = String::from_utf8(text).unwrap();
        let expected = "1,001 stories not in the search index\n       17  Trams";
        assert!(text.starts_with(expected) && !text.contains('\u{1b}'), "{text}");
        assert!(text.ends_with("and 1,000 more\n1,204 stories looked at\n"), "{text}");
    }
}
