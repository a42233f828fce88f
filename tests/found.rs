//! What fuzzing found, in words of our own: each of these once ended the program or was read otherwise than it was written.

use chrono::NaiveDate;
use dateline::format::feed;
use dateline::format::html::{paragraphs, plain};
use dateline::query::parse;

#[test]
fn a_tag_that_the_next_one_cuts_off_may_end_in_any_letter() {
    for (html, text) in [
        ("<a href=\"x\" 晦<b>c</b>", "c"),
        ("<a href=\"é<b>c</b>", "c"),
        ("<a href=\"x\"<b>c</b>", "c"),
        ("<me晦<b>c</b>", "<me晦c"),
    ] {
        assert_eq!(plain(html), text, "{html}");
        assert_eq!(paragraphs(html), text, "{html}");
    }
}

#[test]
fn the_number_of_a_wire_message_may_begin_with_any_letter() {
    // As Latin-1 and as UTF-8.
    for first in [&b"\xff"[..], "é".as_bytes(), "€".as_bytes(), b"a"] {
        let head = [b"\x16\x16\x01", first, b"1234\r\nu n BC-Holm 01-05 0012\r\n"].concat();
        let message =
            [&head, &b"\x02\x1eHarbour reopens\r\n   HOLM (Meridian) - It did.\r\n\x03\x04"[..]].concat();
        let _ = feed::read(&message, None);
        for end in 0..message.len() {
            let _ = feed::read(&message[..end], None);
        }
    }
}

#[test]
fn a_query_that_is_written_back_means_the_same() {
    let today = NaiveDate::from_ymd_opt(2024, 3, 5).unwrap();
    for text in [
        "date#:2024 trams",
        "i|s:unread",
        "sai,:(a OR b)",
        "co*:x",
        ":x",
        "a**",
        "-a**",
        "**",
        "a*b*",
        "quote:a**",
        "quote:\"a*\"",
        "quote:**",
        "from:a*",
        "said:\"Lind*\"",
    ] {
        let query = parse(text, today, false).unwrap();
        assert_eq!(parse(&query.to_string(), today, false), Ok(query.clone()), "{text} → {query}");
    }
}
