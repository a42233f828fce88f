//! Newsletters: a mail (EML), or several in one file (mbox), each a story.

use std::io::{BufRead, Read};
use std::sync::Arc;

use mail_parser::{Message, MessageParser, PartType};

use super::{Flow, Give, Input, NotUnderstood, Sniff, html};
use crate::article::RawCopy;

/// The largest mail that is read, in bytes.
const LARGEST: usize = 64 * 1024 * 1024;

/// Mails within mails: taking each apart, and letting go of it, takes the stack of all around it.
const DEEPEST: usize = 500;

/// Headers that a mail begins with; one of them alone may begin any text.
const HEADERS: &[&str] = &[
    "from",
    "to",
    "subject",
    "date",
    "message-id",
    "received",
    "return-path",
    "delivered-to",
    "mime-version",
    "reply-to",
    "list-id",
    "dkim-signature",
    "content-type",
    "x-mailer",
];

pub fn detect(sniff: &Sniff<'_>) -> bool {
    let head = String::from_utf8_lossy(sniff.head);
    let head = head.trim_start();
    let head =
        if head.starts_with("From ") { head.split_once('\n').map_or("", |(_, below)| below) } else { head };
    let known = |line: &str| {
        let name = line.split_once(':').map(|(name, _)| name.to_ascii_lowercase());
        name.is_some_and(|name| HEADERS.contains(&name.as_str()))
    };
    let headers = || head.lines().take_while(|line| !line.trim().is_empty());
    headers().next().is_some_and(|first| first.contains(':') && !first.contains("://"))
        && headers().filter(|line| known(line)).count() >= 3
}

pub fn read(input: Input, give: &mut Give<'_>) -> Flow {
    let name = input.name.clone();
    let mut reader = input.reader();
    let (mut mail, mut line) = (Vec::new(), Vec::new());
    let (mut number, mut blank, mut several) = (1, true, None);
    loop {
        line.clear();
        // A line without an end is no reason to fill the memory.
        let read = reader.by_ref().take(LARGEST as u64).read_until(b'\n', &mut line);
        if let Err(error) = read {
            return give(Err(NotUnderstood { place: name, why: error.to_string() }));
        }
        let filled = !line.trim_ascii().is_empty();
        let begins = line.starts_with(b"From ") && blank;
        if filled && several.is_none() {
            several = Some(begins);
        }
        let several = several == Some(true);
        if line.is_empty() || (begins && several) {
            if !mail.is_empty() {
                give(
                    story(&mail)
                        .map_err(|why| NotUnderstood { place: format!("{name} (mail {number})"), why }),
                )?;
                number += 1;
            }
            if line.is_empty() {
                let empty = NotUnderstood { place: name, why: "is empty".to_owned() };
                return if number == 1 { give(Err(empty)) } else { Flow::Continue(()) };
            }
            mail.clear();
        } else if mail.len() <= LARGEST && (filled || !mail.is_empty()) {
            // `From` in a text is quoted as `>From`.
            let quoted = several && line.trim_ascii_start().starts_with(b">From ");
            mail.extend_from_slice(&line[usize::from(quoted)..]);
        }
        blank = !filled;
    }
}

/// How many mails a mail may hold within each other, at the most.
fn nested(bytes: &[u8]) -> usize {
    let holds = |line: &&[u8]| {
        line.get(..13).is_some_and(|head| head.eq_ignore_ascii_case(b"content-type:")) && {
            let kind = line[13..].trim_ascii_start().to_ascii_lowercase();
            kind.starts_with(b"message/") || kind.starts_with(b"multipart/digest")
        }
    };
    bytes.split(|byte| *byte == b'\n').filter(holds).count()
}

fn story(bytes: &[u8]) -> Result<RawCopy, String> {
    if bytes.len() > LARGEST {
        return Err(format!("is larger than {} MB", LARGEST >> 20));
    }
    if nested(bytes) > DEEPEST {
        return Err(format!("holds more than {DEEPEST} mails within it"));
    }
    let mail = MessageParser::default().parse(bytes).ok_or("is no mail: it has no headers")?;
    let (text, markup) = text(&mail).ok_or("holds no text")?;
    let sender = mail.from().and_then(|from| from.first());
    let published = mail
        .date()
        .filter(|date| date.is_valid())
        .and_then(|date| chrono::DateTime::from_timestamp(date.to_timestamp(), 0));
    let line = |text: &str| Some(html::collapsed(text)).filter(|line| !line.is_empty());
    Ok(RawCopy {
        id: mail.message_id().and_then(line),
        text,
        title: mail.subject().and_then(line),
        date: published.map(|moment| moment.date_naive()),
        published,
        source: sender.and_then(|sender| line(sender.name().or(sender.address())?)),
        markup,
        ..RawCopy::default()
    })
}

/// The text as it was written, else what the HTML says and its markup.
fn text(mail: &Message<'_>) -> Option<(String, Option<Arc<str>>)> {
    let parts = || mail.text_body.iter().chain(&mail.html_body).filter_map(|at| mail.parts.get(*at as usize));
    let plain = parts().find_map(|part| match &part.body {
        PartType::Text(text) if !text.trim().is_empty() => Some((text.trim().to_owned(), None)),
        _ => None,
    });
    plain.or_else(|| {
        parts().find_map(|part| match &part.body {
            PartType::Html(markup) => Some((html::paragraphs(markup), html::markup(markup, None)))
                .filter(|(text, _)| !text.is_empty()),
            _ => None,
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::named;

    fn read_all(bytes: &'static [u8]) -> Vec<Result<RawCopy, String>> {
        let input = Input::new("a.eml".to_owned(), String::new(), Box::new(bytes)).unwrap();
        let mut all = Vec::new();
        let flow = input.read(named("mail"), &mut |story| {
            all.push(story.map_err(|not| not.to_string()));
            Flow::Continue(())
        });
        assert_eq!(flow, Flow::Continue(()));
        all
    }

    #[test]
    fn mails_within_mails_are_read_until_they_are_too_many() {
        let within = |many: usize| {
            let letter =
                "From: Lind <lind@holm.example>\nSubject: Trams\nDate: Tue, 05 Mar 2024 09:15:00 +0100\n";
            let held = "Content-Type: message/rfc822\n\n".repeat(many);
            read_all(format!("{letter}{held}\nIt ran.").into_bytes().leak())
        };
        assert!(!matches!(&within(20)[..], [Err(why)] if why.contains("mails within")));
        assert!(matches!(&within(2_000)[..], [Err(why)] if why.contains("more than 500 mails within")));
    }

    const NEWSLETTER: &[u8] = b"\r\n\r\nFrom: =?utf-8?Q?H=C3=B6by_News?= <news@meridian.example>\r\nTo: you@example.org\r\n\
        Subject: =?iso-8859-1?Q?Rain_in_H=F6by?=\r\nDate: Tue, 05 Mar 2024 09:15:00 +0100\r\nMessage-ID: <7@meridian.example>\r\n\
        MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n\r\n--b\r\nContent-Type: text/html; charset=utf-8\r\n\
        Content-Transfer-Encoding: quoted-printable\r\n\r\n<p>It rain=C3=A9d &amp; rained.</p><p>Then it=\r\n stopped.</p>\r\n--b--\r\n";

    #[test]
    fn a_newsletter_is_a_story() {
        assert!(detect(&Sniff { extension: "", head: NEWSLETTER }));
        let story = read_all(NEWSLETTER).remove(0).unwrap();
        assert_eq!(story.text, "It rain\u{e9}d & rained.\n\nThen it stopped.");
        assert_eq!(story.title.as_deref(), Some("Rain in H\u{f6}by"));
        assert_eq!(story.source.as_deref(), Some("H\u{f6}by News"));
        assert_eq!(story.id.as_deref(), Some("7@meridian.example"));
        assert_eq!(story.published.unwrap().to_rfc3339(), "2024-03-05T08:15:00+00:00");
    }

    #[test]
    fn a_mailbox_holds_a_story_a_mail() {
        let mailbox = b"From a@example Tue Mar  5 09:15:00 2024\nSubject: One\nFrom: a@example\nDate: x\n\nFirst.\nFrom here on it rained.\n\n>From the sea.\n\n\
            From b@example Tue Mar  5 10:15:00 2024\nSubject: Two\nFrom: b@example\n\nSecond.\n\nFrom c@example Tue Mar  5\nSubject: Three\n\n\n";
        assert!(detect(&Sniff { extension: "", head: mailbox }));
        let found = read_all(mailbox);
        let texts: Vec<_> =
            found.iter().map(|story| story.as_ref().map(|story| story.text.as_str())).collect();
        assert_eq!(texts[..2], [Ok("First.\nFrom here on it rained.\n\nFrom the sea."), Ok("Second.")]);
        assert_eq!(found[2], Err("a.eml (mail 3): holds no text".to_owned()));
    }

    #[test]
    fn what_is_no_mail_is_told() {
        assert_eq!(read_all(b" \r\n"), [Err("a.eml: is empty".to_owned())]);
        for head in
            ["BAKU: the news\nfrom: here\n", "Note: a\nSee: b\n\nFrom: c\nTo: d\nDate: e\n", "<html>", ""]
        {
            assert!(!detect(&Sniff { extension: "", head: head.as_bytes() }), "{head}");
        }
    }

    #[test]
    fn a_mail_cut_off_anywhere_stops_nothing() {
        for end in 0..NEWSLETTER.len() {
            assert_eq!(read_all(&NEWSLETTER[..end]).len(), 1, "cut at {end}");
        }
    }
}
