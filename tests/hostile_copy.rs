//! Copy made to break the parser: it stays on its feet, in reasonable time, and what it says stays true.

use dateline::article::{RawCopy, parse};

fn places(text: &str) -> Vec<String> {
    let article = parse(RawCopy::from_text(text));
    let dateline = article.dateline.into_iter().flat_map(|dateline| dateline.places);
    dateline.map(|place| place.span.of(&article.copy.text).to_owned()).collect()
}

#[test]
fn an_empty_reporter_in_brackets_ends_where_the_bracket_does() {
    for (text, lede) in [
        ("新华社北京12月13日电(）中文", Some("中文")),
        ("新华社北京12月13日电(a）中文", Some("中文")),
        ("新华社北京12月13日电（）中文", Some("中文")),
        ("本报北京8月30日电(）", None),
        ("新华社北京12月13日电(）abcdef ghi", Some("abcdef ghi")),
    ] {
        let article = parse(RawCopy::from_text(text));
        assert_eq!(article.paragraphs.first().map(|p| p.of(text)), lede, "{text}");
    }
}

#[test]
fn what_repeats_without_end_is_read_without_end_of_stack_or_memory() {
    for (unit, tail) in [
        ("'s-", ""),
        ("’t ", ""),
        ("1 ا الموافق ", ""),
        ("A", " (Reuters) - The man said on Monday."),
        ("A", " — The man said on Monday."),
        ("士", " (Reuters) - The man said on Monday."),
        ("(Adds)", "LONDON (Reuters) - The man said on Monday."),
        ("A\u{301}", " (Reuters) - The man said on Monday."),
        ("Butler County ", ""),
        ("LONDON/", " (Reuters) - The man said on Monday."),
        ("NEW ", "YORK (Reuters) - The man said on Monday."),
    ] {
        let text = unit.repeat(20_000) + tail;
        let article = parse(RawCopy::from_text(text.as_str()));
        assert!(article.notes.len() < 100, "{unit}");
    }
}

#[test]
fn a_dateline_is_not_read_into_the_beginning_of_a_word() {
    for text in [
        "At seasonal — The company said it would hire.",
        "Onboarding — The company said it would hire staff.",
        "ATSEAWORLD - The company said it would hire.",
        "INFLIGHTGEAR - The company said it would hire.",
    ] {
        assert_eq!(places(text), Vec::<String>::new(), "{text}");
    }
    assert_eq!(places("ABOARD THE ARK (Reuters) - The captain spoke."), ["ABOARD THE ARK"]);
    assert_eq!(places("NEW&nbsp;YORK (Reuters) - The man said."), ["NEW&nbsp;YORK"]);
}

#[test]
fn names_do_not_run_across_sentences() {
    for text in [
        "He went South. Africa was hot.",
        "They drove North. Korea was next.",
        "He is from the United. States that signed were few.",
    ] {
        let article = parse(RawCopy::from_text(text));
        assert!(
            article.countries.iter().all(|about| !["ZA", "KP", "US"].contains(&about.country.code())),
            "{text}"
        );
    }
}

#[test]
fn what_stands_in_no_paragraph_counts_for_no_country() {
    let text = "* x\n(Adds Japan, Japan, Japan, Japan)\nPARIS (Reuters) - The man said it.";
    let copy = RawCopy { title: Some("Another headline".to_owned()), ..RawCopy::from_text(text) };
    let about: Vec<String> = parse(copy).countries.iter().map(|about| about.country.to_string()).collect();
    assert_eq!(about, ["FR"]);
}
