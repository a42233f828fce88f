//! `dateline export QUERY`: stories to standard output, into one file, or a file each into a directory.

use std::io::{BufWriter, Write};
use std::path::Path;

use anyhow::Context;

use super::args::{Export, Which};
use super::{Ending, library, out};
use crate::article::Article;
use crate::export::{self, Kind};
use crate::quantity::grouped;
use crate::query::Query;
use crate::store::{Library, StoreError};

pub fn run(args: &Export, which: &Which) -> anyhow::Result<Ending> {
    let query = library::query(&args.query)?;
    let kind = export::named(&args.format).context("no such format")?;
    let mut library = which.open()?;
    if !query.is_everything() {
        library.open_index()?;
    }
    let stories = stories(&library, &query);
    let to_stdout = args.out.as_os_str() == "-";
    let written = if to_stdout {
        let mut stdout = out::stdout();
        let written = export::write(kind, stories, &mut stdout)?;
        stdout.flush()?;
        written
    } else if args.out.is_dir() {
        each(kind, stories, &args.out)?
    } else {
        whole(kind, stories, &args.out)?
    };
    if written == 0 {
        out::complain("nothing matched");
        return Ok(Ending::Nothing);
    }
    if !to_stdout {
        out::say(&format!("exported {} to {}", grouped(written), args.out.display()));
    }
    Ok(Ending::Done)
}

fn stories<'a>(library: &'a Library, query: &'a Query) -> impl Iterator<Item = anyhow::Result<Article>> + 'a {
    library::rows(library, query, None).filter_map(|row| match row.map(|row| library.story(row.id())) {
        Ok(Ok(story)) => Some(Ok(story.told())),
        // It left the library since it was listed.
        Ok(Err(StoreError::NoStory(_))) => None,
        Ok(Err(error)) => Some(Err(error.into())),
        Err(error) => Some(Err(error)),
    })
}

/// One file. It takes its name only when it is whole, so that a failed export leaves what was there.
fn whole(
    kind: &Kind,
    stories: impl Iterator<Item = anyhow::Result<Article>>,
    path: &Path,
) -> anyhow::Result<u64> {
    let cannot = || format!("cannot write {}", path.display());
    let dir = path.parent().filter(|dir| !dir.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut stories = stories.peekable();
    if stories.peek().is_none() {
        return Ok(0);
    }
    let mut file = BufWriter::new(
        tempfile::Builder::new().permissions(permissions()).tempfile_in(dir).with_context(cannot)?,
    );
    let written = export::write(kind, stories, &mut file).with_context(cannot)?;
    let file = file.into_inner().with_context(cannot)?;
    file.persist(path).with_context(cannot)?;
    Ok(written)
}

/// As any program's new file: the user's umask takes away from it.
#[cfg(unix)]
fn permissions() -> std::fs::Permissions {
    std::os::unix::fs::PermissionsExt::from_mode(0o666)
}

/// A file a story, under names made by us.
fn each(
    kind: &Kind,
    stories: impl Iterator<Item = anyhow::Result<Article>>,
    dir: &Path,
) -> anyhow::Result<u64> {
    let mut written = 0;
    for story in stories {
        export::to_file(&story?, kind.name, dir)?;
        written += 1;
    }
    Ok(written)
}
