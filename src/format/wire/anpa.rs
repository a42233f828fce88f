//! ANPA-1312: two header lines, then slug, headline and byline in lines that begin with `^` and end with `<`, the text.

use super::frame::{self, Frame};
use super::said::{self, line, plain};
use super::{Probe, iptc7901, moment};
use crate::format::feed::{Feed, Item, Wire};

pub const NAME: &str = "anpa";

pub fn looks(probe: &Probe<'_>) -> bool {
    let Some(first) = frame::frames(probe.head).into_iter().next().filter(|_| probe.is_message()) else {
        return false;
    };
    let text = frame::decoded(first.text);
    let marked = text.lines().any(|line| line.starts_with('^') && line.trim_end().ends_with(['<', '=']));
    marked || first.begun && number(&frame::decoded(first.head)).is_some()
}

pub fn read(bytes: &[u8]) -> Option<Feed> {
    super::messages(bytes, item)
}

fn item(frame: &Frame<'_>) -> Option<Item> {
    let (mut head, mut text) = (frame::decoded(frame.head), frame::decoded(frame.text));
    if !frame.begun {
        // Without its mark the text begins with the first marked line.
        let at = if text.starts_with('^') { 0 } else { text.find("\n^").map_or(0, |at| at + 1) };
        let below = text.split_off(at);
        (head, text) = (text, below);
    }
    let header = Header::read(&head);
    let mut parts = Parts::of(&text);
    let published = moment::trailer_anpa(&frame::decoded(frame.tail))
        .or_else(|| frame::trailer(&mut parts.body, moment::trailer_anpa));
    let content = plain(frame::paragraphs(parts.body.iter().map(|line| unmarked(line))));
    let title = parts.headline.as_deref().and_then(line);
    if content.is_none() && title.is_none() {
        return None;
    }
    let (slugline, version) = match &parts.slug {
        Some(slug) => (line(without_count(slug)), version(slug)),
        None => (header.keyword.clone(), None),
    };
    let status = iptc7901::status([title.as_deref(), slugline.as_deref()]);
    let wire = Wire {
        format: NAME,
        earlier: iptc7901::earlier(status, header.number.as_deref().unwrap_or_default(), &[&text]),
        urgency: header.urgency,
        version,
        status,
        slugline,
        byline: parts.byline.as_deref().and_then(line),
        advice: line(&parts.notes.join(" ")),
        ..Wire::default()
    };
    // Numbers begin again every day.
    let day = published.map(|moment| moment.format(":%Y%m%d").to_string()).unwrap_or_default();
    Some(Item {
        id: header.number.map(|number| format!("{number}{day}")).unwrap_or_default(),
        title,
        published,
        authors: wire.byline.iter().cloned().collect(),
        content,
        categories: header.category.into_iter().collect(),
        wire: Some(Box::new(wire)),
        ..Item::default()
    })
}

/// What the two lines before the text say.
#[derive(Debug, Default, PartialEq, Eq)]
struct Header {
    /// Service letter and number.
    number: Option<String>,
    urgency: Option<u8>,
    category: Option<String>,
    keyword: Option<String>,
}

impl Header {
    fn read(head: &str) -> Header {
        let number = number(head);
        let Some(second) = head.trim().lines().nth(1) else {
            return Header { number, ..Header::default() };
        };
        let mut words = second.split_whitespace().peekable();
        let letter = |word: &&str| word.len() == 1;
        let priority = words.next_if(letter).and_then(|word| word.chars().next());
        let category = words.next_if(letter).map(str::to_owned);
        // Day and count of words end the line.
        let counted = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit() || byte == b'-');
        let keyword: Vec<&str> = words.take_while(|word| !counted(word)).collect();
        Header { number, urgency: priority.and_then(urgency), category, keyword: line(&keyword.join(" ")) }
    }
}

/// `a0123`: the letter of a service and the number of the message.
fn number(head: &str) -> Option<String> {
    let word = head.trim().get(..5)?;
    let (letter, figures) = word.split_at_checked(1)?;
    let known = letter.bytes().all(|byte| byte.is_ascii_alphabetic())
        && figures.bytes().all(|byte| byte.is_ascii_digit());
    known.then(|| word.to_owned())
}

/// The letter of a priority as a figure, 1 the most urgent: flash, bulletin, urgent, rush, daily, and what may wait.
fn urgency(priority: char) -> Option<u8> {
    Some(match priority.to_ascii_lowercase() {
        'f' => 1,
        'b' => 2,
        'u' => 3,
        'r' => 4,
        'd' => 5,
        'a' | 'c' | 's' | 't' | 'w' | 'z' => 6,
        _ => return None,
    })
}

/// The text of a message, parted.
#[derive(Debug, Default, PartialEq)]
struct Parts<'a> {
    slug: Option<String>,
    headline: Option<String>,
    byline: Option<String>,
    /// Lines for the desk.
    notes: Vec<String>,
    body: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Parts<'a> {
        let lines: Vec<&str> = text.lines().collect();
        let mut parts = Parts::default();
        let mut at = lines.iter().position(|line| !line.trim().is_empty()).unwrap_or(lines.len());
        while let Some((marked, centred, next)) = marked_line(&lines, at) {
            at = next;
            let text = marked.trim();
            if parts.slug.is_none() {
                parts.slug = Some(text.to_owned());
            } else if let Some(name) = said::byline(text) {
                parts.byline.get_or_insert(name.to_owned());
            } else if LABELS.iter().any(|label| label.eq_ignore_ascii_case(text)) {
                // How urgent it is stands in the header.
            } else if is_note(text) {
                parts.notes.push(text.to_owned());
            } else if parts.headline.is_none() {
                parts.headline = Some(text.to_owned());
            } else if centred {
                parts.byline.get_or_insert(text.to_owned());
            }
        }
        parts.body = lines[at..].to_vec();
        parts
    }
}

/// A line from `^` to its `<` (or `=`, where it is centred), which may stand lines below; and the line after it.
fn marked_line(lines: &[&str], at: usize) -> Option<(String, bool, usize)> {
    let mut text = lines.get(at)?.strip_prefix('^')?.trim_end().to_owned();
    let mut next = at + 1;
    while !text.ends_with(['<', '=']) && next < lines.len().min(at + 4) {
        let line = lines[next];
        if line.starts_with(['^', ' ']) || line.is_empty() {
            break;
        }
        text = format!("{text} {}", line.trim_end());
        next += 1;
    }
    let bare = text.trim_end_matches(['<', '=', ' ']);
    let centred = text[bare.len()..].contains('=');
    Some((bare.trim_start_matches('^').to_owned(), centred, next))
}

/// A line of the text without the signs of a line of its own.
fn unmarked(line: &str) -> &str {
    let line = line.strip_prefix('^').unwrap_or(line);
    line.trim_end().trim_end_matches(['<', '=']).trim_end()
}

/// What may stand above a headline.
const LABELS: &[&str] = &["urgent", "bulletin", "flash", "newsalert", "advisory"];

/// Lines for the desk, which are no headline.
fn is_note(line: &str) -> bool {
    const NOTES: &[&str] =
        &["eds:", "eds.", "editors:", "editor's note", "ap photo", "with ", "(eds", "advance for"];
    let line = line.to_lowercase();
    NOTES.iter().any(|note| line.starts_with(note))
}

/// A slug without the count of words behind its last comma.
fn without_count(slug: &str) -> &str {
    match slug.rsplit_once(',') {
        Some((slug, count)) if count.trim().bytes().all(|byte| byte.is_ascii_digit()) => slug,
        _ => slug,
    }
}

/// `1st Ld-Writethru` in `BC-Rain,1st Ld-Writethru,300`.
fn version(slug: &str) -> Option<String> {
    without_count(slug).split_once(',').and_then(|(_, version)| line(version))
}
