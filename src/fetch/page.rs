//! The full text of a story: its page is fetched like a feed, and its article is found by a child process, which a page
//! may hang or overflow without any harm to the reader.

use std::io::{Read, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::mpsc::{RecvTimeoutError, channel};
use std::time::Duration;

use serde::{Deserialize, Serialize};

use super::{Ask, Client, HttpError, Limits, Wants};
use crate::format;
use crate::listing::FullText;

/// Of a page, in bytes.
pub const LARGEST: usize = 5 * 1024 * 1024;
/// Of what the child answers.
const LARGEST_ANSWER: u64 = 16 * 1024 * 1024;
/// The name of the hidden subcommand that is the child.
pub const COMMAND: &str = "extract-article";
/// How long the child may take.
pub const PATIENCE: Duration = Duration::from_secs(10);
/// The stack of the child, in bytes: pages are as deep as their authors like.
const STACK: usize = 256 * 1024 * 1024;
/// What the child may have beside that, and all it may have of the processor, in seconds.
const MEMORY: usize = 320 * 1024 * 1024;
const LONGEST: u64 = PATIENCE.as_secs() + 1;
/// Text that is shorter is no article, in characters.
const SHORTEST: usize = 80;

/// What stands among the paragraphs of many pages and belongs to none of their stories.
const ASIDE: &str = "div[class*=cookie], div[id*=cookie], div[class*=consent], div[id*=consent], \
    section[class*=cookie], [class*=newsletter], [id*=newsletter], [class*=social-share], [class*=share-buttons], \
    [class*=sharing], ul[class*=share], div[class*=share-], div.share, [role=dialog], [aria-modal=true]";
/// In bytes of text: what is longer bears such a name and holds the story itself.
const LONGEST_ASIDE: usize = 400;

#[derive(Debug, thiserror::Error)]
pub enum PageError {
    #[error(transparent)]
    Http(#[from] HttpError),
    #[error("the page is larger than {} MB: o opens it in a browser", LARGEST / 1024 / 1024)]
    TooLarge,
    #[error("the server answered {0}")]
    Status(u16),
    #[error("the page took too long to be read: o opens it in a browser")]
    Late,
    #[error("the page could not be read: o opens it in a browser")]
    Broken,
    #[error("no article was found in the page: o opens it in a browser")]
    Nothing,
    #[error("the program could not start itself to read the page: {0}")]
    Child(std::io::Error),
}

/// What is told to the child, and what it answers.
#[derive(Debug, Serialize, Deserialize)]
struct Page {
    url: String,
    html: String,
}

#[derive(Debug, Default, Serialize, Deserialize)]
struct Found {
    title: String,
    html: String,
}

/// A client for pages: what is larger is refused sooner than with feeds.
pub fn client() -> Client {
    Client::new(Limits { bytes: LARGEST, ..Limits::default() })
}

/// Fetches the page of a story and finds its article. `typed`: what the reader typed, whose host may be a private one;
/// `program`: this very program, which is started once more; `now` in seconds since 1970.
pub fn full_text(
    client: &Client,
    url: &str,
    typed: Option<&str>,
    program: &Path,
    now: i64,
) -> Result<FullText, PageError> {
    let answer = match client.get(Ask { url, typed, wants: Wants::Page, ..Ask::default() }, now) {
        Err(HttpError::TooLarge) => return Err(PageError::TooLarge),
        answer => answer?,
    };
    if answer.status != 200 {
        return Err(PageError::Status(answer.status));
    }
    let html = format::page_text(&answer.body, answer.charset.as_deref());
    let page = Page { url: answer.url.to_string(), html };
    let found = in_child(program, &page, PATIENCE)?;
    let text = format::html::paragraphs(&found.html);
    if text.chars().count() < SHORTEST {
        return Err(PageError::Nothing);
    }
    Ok(FullText {
        fetched: now,
        title: Some(format::html::collapsed(&found.title)).filter(|title| !title.is_empty()),
        markup: format::html::markup(&found.html, Some(&answer.url)),
        text,
    })
}

fn in_child(program: &Path, page: &Page, patience: Duration) -> Result<Found, PageError> {
    let mut child = Command::new(program)
        .arg(COMMAND)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(PageError::Child)?;
    let (stdin, stdout) = (child.stdin.take(), child.stdout.take());
    let told = serde_json::to_vec(page).unwrap_or_default();
    let (sender, answer) = channel();
    // Both end with the child, whatever it does.
    std::thread::spawn(move || stdin.map(|mut stdin| stdin.write_all(&told)));
    std::thread::spawn(move || {
        let mut answer = Vec::new();
        let read = stdout.map(|stdout| stdout.take(LARGEST_ANSWER).read_to_end(&mut answer));
        sender.send(read.and_then(Result::ok).map(|_| answer))
    });
    let answer = answer.recv_timeout(patience);
    // It has nothing more to say, or nobody listens any more.
    let _ = child.kill();
    let _ = child.wait();
    match answer {
        Ok(Some(answer)) => serde_json::from_slice(&answer).map_err(|_| PageError::Broken),
        Ok(None) | Err(RecvTimeoutError::Disconnected) => Err(PageError::Broken),
        Err(RecvTimeoutError::Timeout) => Err(PageError::Late),
    }
}

/// Bounds this process, which is the child, for good: a page that takes more ends it, and whoever waits for it is told.
/// Where a system has no such bounds, the deadline is left.
pub fn confine() {
    #[cfg(unix)]
    {
        use rustix::process::{Resource, Rlimit, getrlimit, setrlimit};
        let room = (STACK + MEMORY) as u64;
        // What it was doing is of no use to anybody, and would be left lying about.
        for (resource, most) in [(Resource::As, room), (Resource::Cpu, LONGEST), (Resource::Core, 0)] {
            let most = getrlimit(resource).maximum.map_or(most, |had| had.min(most));
            let _ = setrlimit(resource, Rlimit { current: Some(most), maximum: Some(most) });
        }
    }
}

/// What the child does: a page on standard input, its article on standard output.
pub fn child(input: impl Read, mut output: impl Write) -> std::io::Result<()> {
    let most = LARGEST as u64 * 8;
    let page: Page = serde_json::from_reader(input.take(most)).map_err(std::io::Error::other)?;
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(move || extract(&page))?;
    let found = thread.join().ok().flatten().unwrap_or_default();
    serde_json::to_writer(&mut output, &found).map_err(std::io::Error::other)?;
    output.flush()
}

fn extract(page: &Page) -> Option<Found> {
    let mut reader =
        dom_smoothie::Readability::new(page.html.as_str(), Some(page.url.as_str()), None).ok()?;
    for node in reader.doc.select(ASIDE).nodes() {
        if node.text().len() < LONGEST_ASIDE {
            node.remove_from_parent();
        }
    }
    let article = reader.parse().ok()?;
    Some(Found { title: article.title, html: article.content.to_string() })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[cfg(unix)]
    #[test]
    fn a_child_that_hangs_is_killed_and_one_that_breaks_is_told() {
        let script = |text: &str| {
            use std::os::unix::fs::PermissionsExt;
            let dir = tempfile::tempdir().unwrap();
            let path = dir.path().join("child");
            std::fs::write(&path, format!("#!/bin/sh\n{text}\n")).unwrap();
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
            (dir, path)
        };
        let page = Page { url: "https://holm.example/".to_owned(), html: "x".repeat(1_000_000) };
        let begun = std::time::Instant::now();
        let (_dir, hangs) = script("exec sleep 60");
        assert!(matches!(in_child(&hangs, &page, Duration::from_millis(200)), Err(PageError::Late)));
        assert!(begun.elapsed() < Duration::from_secs(30));
        let (_dir, breaks) = script("kill -SEGV $$");
        assert!(matches!(in_child(&breaks, &page, PATIENCE), Err(PageError::Broken)));
        let (_dir, lies) = script("cat >/dev/null; echo '{\"title\": 7'");
        assert!(matches!(in_child(&lies, &page, PATIENCE), Err(PageError::Broken)));
        let nowhere = Path::new("no-such-program-here");
        assert!(matches!(in_child(nowhere, &page, PATIENCE), Err(PageError::Child(_))));
    }

    #[test]
    fn the_article_is_found_among_all_else() {
        let text =
            "The harbour of Holm is shut after two storms in a week, said the mayor, and it stays shut. ";
        let html = format!(
            "<html><head><title>Harbour shut | Meridian</title></head><body class=newsletter-page><nav><a href=/>Home</a>\
             </nav><div class=cookie-bar><p>We use cookies. <button>Accept</button></p></div><article><h1>Harbour shut</h1>\
             <div class=share-bar>Share it</div>{}<div class=newsletter><p>Sign up and never miss a story.</p></div>{0}\
             </article><footer>Imprint and more</footer></body></html>",
            format!("<p>{}</p>", text.repeat(4)).repeat(4)
        );
        let page = serde_json::to_vec(&Page { url: "https://holm.example/a".to_owned(), html }).unwrap();
        let mut out = Vec::new();
        child(page.as_slice(), &mut out).unwrap();
        let found: Found = serde_json::from_slice(&out).unwrap();
        assert!(found.html.contains("two storms"), "{}", found.html);
        for none in ["Imprint", "cookies", "Sign up", "Share it"] {
            assert!(!found.html.contains(none), "{none}: {}", found.html);
        }
        assert!(found.title.contains("Harbour shut"));
        let mut out = Vec::new();
        assert!(child(&b"no page"[..], &mut out).is_err());
    }
}
