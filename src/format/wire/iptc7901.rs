//! IPTC 7901: a header line (source, number, priority, category, words), keywords, a headline that ends in `=`, the text.

use super::frame::{self, Frame};
use super::said::{self, line, plain};
use super::{Probe, kill, moment};
use crate::format::feed::{Feed, Item, Status, Wire};

pub const NAME: &str = "iptc7901";

/// The lines that a headline may be looked for in.
const MOST_HEAD_LINES: usize = 15;
/// A line beyond this is text, in characters.
const LONGEST_HEADLINE: usize = 240;

pub fn looks(probe: &Probe<'_>) -> bool {
    let Some(first) = frame::frames(probe.head).into_iter().next().filter(|_| probe.is_message()) else {
        return false;
    };
    let head = frame::decoded(if first.begun { first.head } else { first.text });
    let known = Header::read(&head).is_some();
    if frame::has_marks(probe.head) {
        known || first.begun
    } else {
        known && ends_headline(&frame::decoded(first.text))
    }
}

pub fn read(bytes: &[u8]) -> Option<Feed> {
    super::messages(bytes, item)
}

/// `bdt0123 4 pl 341 dpa 0456`: what the first line says.
#[derive(Debug, PartialEq, Eq)]
struct Header {
    /// Source and number.
    id: String,
    urgency: u8,
    category: Option<String>,
    /// What stands behind the count of words, and the lines below.
    extra: Option<String>,
    keywords: Option<String>,
}

impl Header {
    fn read(head: &str) -> Option<Header> {
        let head = head.trim();
        let (first, below) = head.split_once('\n').unwrap_or((head, ""));
        let mut words = first.split_whitespace().peekable();
        let mut id = words.next()?.to_owned();
        let figures = |word: &&str| word.bytes().all(|byte| byte.is_ascii_digit());
        if !id.contains(|c: char| c.is_ascii_digit()) {
            id.push_str(words.next_if(|word| word.len() > 1 && figures(word))?);
        }
        let written = id.chars().all(|c| c.is_alphanumeric() || matches!(c, '-' | '_' | '/' | '.'));
        // A letter of service may stand before the figure.
        let letter = |word: &&str| word.len() == 1 && word.bytes().all(|byte| byte.is_ascii_alphabetic());
        words.next_if(letter);
        let urgency = words.next_if(|word| word.len() == 1)?.parse().ok()?;
        let category = words.next_if(|word| word.starts_with(char::is_alphabetic)).map(str::to_owned);
        words.next_if(figures);
        let extra = words.collect::<Vec<_>>().join(" ");
        (written && id.len() <= 24 && first.starts_with(char::is_alphanumeric)).then(|| Header {
            id,
            urgency,
            category,
            extra: line(&extra),
            keywords: line(below),
        })
    }
}

fn item(frame: &Frame<'_>) -> Option<Item> {
    let (mut head, mut text) = (frame::decoded(frame.head), frame::decoded(frame.text));
    if !frame.begun {
        // Without its mark the text begins below the header line, if that is one.
        let (first, below) = text.trim_start().split_once('\n').unwrap_or((&text, ""));
        if Header::read(first).is_some() {
            (head, text) = (first.to_owned(), below.to_owned());
        }
    }
    let header = Header::read(&head);
    let mut parts = Parts::of(&text);
    let published = moment::trailer_7901(&frame::decoded(frame.tail))
        .or_else(|| frame::trailer(&mut parts.body, moment::trailer_7901));
    let content = plain(frame::paragraphs(parts.body.iter().copied()));
    if header.is_none() && content.is_none() && parts.headline.is_none() {
        return None;
    }
    let (id, urgency, category, extra, keywords) = match header {
        Some(h) => (h.id, Some(h.urgency), h.category, h.extra, h.keywords),
        None => (String::new(), None, None, None, line(&head)),
    };
    let title = parts.headline.and_then(line);
    let slugline = keywords.or_else(|| parts.slug.and_then(line)).or_else(|| extra.clone());
    let status = status([title.as_deref(), slugline.as_deref()]);
    let wire = Wire {
        format: NAME,
        earlier: earlier(status, &id, &[&head, &text]),
        version: extra.as_deref().and_then(version).or_else(|| slugline.as_deref().and_then(version)),
        status,
        urgency,
        slugline,
        byline: parts.byline.and_then(line),
        ..Wire::default()
    };
    Some(Item {
        id,
        title,
        published,
        authors: wire.byline.iter().cloned().collect(),
        content,
        categories: category.into_iter().collect(),
        wire: Some(Box::new(wire)),
        ..Item::default()
    })
}

/// The text of a message, parted: keywords, headline and byline down to the last `=`, then the story.
#[derive(Debug, Default, PartialEq)]
struct Parts<'a> {
    slug: Option<&'a str>,
    headline: Option<&'a str>,
    byline: Option<&'a str>,
    body: Vec<&'a str>,
}

impl<'a> Parts<'a> {
    fn of(text: &'a str) -> Parts<'a> {
        let lines: Vec<&str> = text.lines().collect();
        let filled = || lines.iter().enumerate().filter(|(_, line)| !line.trim().is_empty());
        let ends = |line: &str| line.trim_end().ends_with('=');
        let first_end = filled().take(MOST_HEAD_LINES).find(|(_, line)| ends(line)).map(|(at, _)| at);
        let Some(mut end) = first_end else {
            return Parts::without_sign(&lines);
        };
        // Bylines below the headline end in the sign too.
        let below = (end + 1..lines.len()).filter(|at| !lines[*at].trim().is_empty());
        let bylines = below.take(MOST_HEAD_LINES).take_while(|at| ends(lines[*at]) && lines[*at].len() < 100);
        end = bylines.last().unwrap_or(end);
        let mut parts = Parts { body: lines[end + 1..].to_vec(), ..Parts::default() };
        for line in lines[..=end].iter().map(|line| line.trim().trim_end_matches('=').trim_end()) {
            if let Some(byline) = said::byline(line) {
                parts.byline.get_or_insert(byline);
            } else if is_slug(line) {
                parts.slug.get_or_insert(line);
            } else if line.chars().count() > parts.headline.unwrap_or("").chars().count() {
                parts.headline = Some(line);
            }
        }
        if parts.headline.is_none() {
            parts.headline = parts.slug;
        }
        parts
    }

    /// Some agencies end no headline: it is the first line then, below the keywords.
    fn without_sign(lines: &[&'a str]) -> Parts<'a> {
        let mut parts = Parts::default();
        let mut filled = (0..).zip(lines).filter(|(_, line)| !line.trim().is_empty()).peekable();
        parts.slug = filled.next_if(|(_, line)| is_slug(line)).map(|(_, line)| line.trim());
        let headline = filled.next_if(|(_, line)| line.chars().count() <= LONGEST_HEADLINE);
        parts.headline = headline.map(|(_, line)| line.trim());
        parts.byline =
            filled.next_if(|(_, line)| said::byline(line).is_some()).and_then(|(_, line)| said::byline(line));
        let from: Option<usize> = filled.next().map(|(at, _)| at);
        parts.body = from.map_or(Vec::new(), |at| lines[at..].to_vec());
        parts
    }
}

fn ends_headline(text: &str) -> bool {
    text.lines()
        .filter(|line| !line.trim().is_empty())
        .take(MOST_HEAD_LINES)
        .any(|line| line.trim_end().ends_with('='))
}

/// `Justiz/Prozesse/Bayern/`, `Chine-inondations`
fn is_slug(line: &str) -> bool {
    let line = line.trim();
    line.ends_with('/') || line.contains(['/', '-']) && !line.contains(char::is_whitespace)
}

/// Which take or version of a story a header says that this is.
fn version(extra: &str) -> Option<String> {
    const WORDS: &[&str] = &["take", "add", "ld", "lead", "writethru", "update", "corr", "correction"];
    let known = |word: &str| {
        let bare = word.trim_matches(|c: char| !c.is_alphabetic()).to_lowercase();
        WORDS.contains(&bare.as_str())
    };
    extra.split(' ').any(known).then(|| extra.to_owned())
}

/// Which message a kill is about.
pub fn earlier(status: Status, own: &str, said: &[&str]) -> Option<String> {
    if status == Status::Canceled { kill::named(own, said) } else { None }
}

/// A kill says so in its headline or its keywords; a hold too.
pub fn status(said: [Option<&str>; 2]) -> Status {
    let said: Vec<String> = said.into_iter().flatten().map(str::to_uppercase).collect();
    let says = |words: &[&str]| said.iter().any(|line| words.iter().any(|word| line.contains(word)));
    if says(&["MANDATORY KILL", "BODY KILL", "KILL KILL", "STORY KILL", "ANNULATION", "WIRD ZURÜCKGEZOGEN"])
    {
        Status::Canceled
    } else if says(&["EMBARGO", "SPERRFRIST", "HOLD FOR RELEASE"]) {
        Status::Withheld
    } else {
        Status::Usable
    }
}
