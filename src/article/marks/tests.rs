use super::*;

fn inside(text: &str) -> Vec<&str> {
    let paragraphs: Vec<Span> = super::super::paragraph::all(text, std::slice::from_ref(&(0..text.len())));
    runs(text, &paragraphs, None).into_iter().map(|r| &text[r.inner]).collect()
}

#[test]
fn the_opener_decides_the_closer() {
    for (text, want) in [
        ("He said “yes, now” and \"no, never\".", vec!["yes, now", "no, never"]),
        ("Er sagte „ja, gern“ und „nein, danke”.", vec!["ja, gern", "nein, danke"]),
        ("Il a dit « oui » et puis «non».", vec!["oui", "non"]),
        ("Er sagte: »Das reicht.« Dann ging er.", vec!["Das reicht."]),
        ("She said ``we won'' and left.", vec!["we won"]),
        ("彼は「はい『そう』」と言った。", vec!["はい『そう』"]),
        ("‘We won’t go,’ said the Smiths’ son. ‘Never.’", vec!["We won’t go,", "Never."]),
        ("'It's late,' she said.", vec!["It's late,"]),
        (
            "‘He asked “why?” twice,’ she said. ‘“No,” I said.’",
            vec!["He asked “why?” twice,", "“No,” I said."],
        ),
        (
            "“He called it ‘odd’ and “very odd” too,” she said.",
            vec!["He called it ‘odd’ and “very odd” too,"],
        ),
    ] {
        assert_eq!(inside(text), want, "{text}");
    }
}

#[test]
fn an_odd_mark_loses_no_other_quotation() {
    let text = "He said “one thing. “Two things,” she said.\n\n“Three,” he said.\n\nA 6\" pipe broke. \"Four,\" she said.";
    assert_eq!(inside(text), ["one thing.", "Two things,", "Three,", "Four,"]);
}

#[test]
fn a_run_left_open_goes_to_the_end_of_its_paragraph() {
    let text = "“It began early.\n\n“It went on,” he said.";
    assert_eq!(inside(text), ["It began early.", "It went on,"]);
    assert_eq!(
        inside("went on all night,” he said. “Then it ended.”"),
        ["went on all night,", "Then it ended."]
    );
}

#[test]
fn apostrophes_are_no_marks() {
    assert_eq!(inside("The students' union and the '90s band didn't play. It's over."), Vec::<&str>::new());
}
