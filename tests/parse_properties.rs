//! Whatever the copy, the parser stays on its feet and its ranges stay in the text.

use dateline::article::{Article, RawCopy, Span, copy, interchange, parse};
use proptest::prelude::*;

/// Pieces that copy is made of, so that chance finds the parser's own paths.
const PIECES: [&str; 36] = [
    " date 2019-12-13 ",
    "BAKU, December 13. /TASS/. ",
    "(Reuters) - ",
    "LISBON (Meridian) — ",
    "By Ada Holm",
    "\n",
    "\n\n",
    "\r\n",
    "“",
    "”",
    "\"",
    "'",
    "‘",
    "’",
    "«",
    "»",
    "„",
    " said ",
    "Ada Holm",
    "he",
    "the minister",
    ", ",
    ". ",
    "新华社北京12月13日电",
    "【北京共同】",
    "(서울=연합뉴스)",
    "\u{feff}",
    "É",
    "e\u{301}",
    "😀",
    "13",
    "/",
    "(",
    ")",
    " - ",
    "according to ",
];

fn copy_text() -> impl Strategy<Value = String> {
    let piece =
        prop_oneof![4 => prop::sample::select(PIECES.to_vec()).prop_map(str::to_owned), 1 => ".{0,12}"];
    prop::collection::vec(piece, 0..40).prop_map(|v| v.concat())
}

fn spans(a: &Article) -> Vec<Span> {
    let mut out = a.paragraphs.clone();
    out.extend(a.byline.map(|b| b.span));
    out.extend(a.headline.span);
    out.extend(a.dateline.iter().flat_map(|d| d.places.iter().map(|p| p.span).chain([d.span])));
    out.extend(
        a.quotes.iter().flat_map(|q| [Some(q.span), q.cue, q.speaker.as_ref().map(|s| s.span)]).flatten(),
    );
    out.extend(a.countries.iter().flat_map(|c| c.because.iter().map(|b| b.span)));
    out.extend(a.notes.iter().map(|n| n.span));
    out
}

proptest! {
    #[test]
    fn every_range_lies_in_the_text(text in copy_text()) {
        let article = parse(RawCopy::from_text(text.clone()));
        for span in spans(&article) {
            prop_assert!(text.get(span.range()).is_some(), "{span:?} in {text:?}");
        }
        for (a, b) in article.paragraphs.iter().zip(article.paragraphs.iter().skip(1)) {
            prop_assert!(a.end() <= b.start());
        }
        if let Some(d) = &article.dateline {
            prop_assert!(article.paragraphs.iter().all(|p| !p.overlaps(d.span)), "{text:?}");
        }
        let glance = dateline::article::paragraphs(&RawCopy::from_text(text.clone()));
        prop_assert_eq!(&glance, &article.paragraphs, "a glance sees other paragraphs");
        prop_assert!(article.quotes.iter().all(|q| (0.0..=1.0).contains(&q.confidence)));
    }

    #[test]
    fn the_interchange_offsets_cut_the_words_out(text in copy_text()) {
        let article = parse(RawCopy::from_text(text.clone()));
        let out: serde_json::Value = serde_json::from_str(&interchange::write(&article)).unwrap();
        let chars: Vec<char> = text.chars().collect();
        for quote in out["quotes"].as_array().unwrap() {
            for part in [quote, &quote["speaker"], &quote["cue"]] {
                if let (Some(start), Some(end)) = (part["start"].as_u64(), part["end"].as_u64()) {
                    let cut: String = chars[start as usize..end as usize].iter().collect();
                    prop_assert_eq!(cut, part["text"].as_str().unwrap());
                }
            }
        }
    }

    #[test]
    fn split_stories_cover_the_text(text in copy_text()) {
        let parts: String = copy::split(&text).into_iter().map(|r| text[r].to_owned()).collect();
        prop_assert_eq!(parts, text);
    }
}

#[test]
fn a_megabyte_of_marks_is_read_in_passing() {
    for mark in ["\"", "“", "” “", "‘", "He said \"a\" ", "BAKU, ", "By Ada Holm ", "the head of "] {
        let text = mark.repeat(1_000_000 / mark.len());
        let article = parse(RawCopy::from_text(text));
        // Quadratic work on this would outlast any test run; what is asserted is that nothing is made up.
        assert!(article.quotes.iter().all(|q| q.span.len() < 1_000_000));
    }
}
