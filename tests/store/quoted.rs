//! Quotations across a library: who said what, listed without looking further than the page goes, and counted.

use dateline::article::{Article, RawCopy, parse};
use dateline::listing::{Quotation, QuotationKey, SpeakerId};
use dateline::query::{Query, Said, parse as parse_query};
use dateline::store::Library;

use crate::builder::{country, day, found, library};

fn copy(id: &str, date: &str, text: &str) -> Article {
    parse(RawCopy { id: Some(id.to_owned()), date: Some(day(date)), ..RawCopy::from_text(text) })
}

fn query(text: &str) -> Query {
    parse_query(text, day("2019-12-13"), false).unwrap()
}

fn said(text: &str) -> Said {
    Said { query: query(text), sure: 0.5, ..Said::default() }
}

fn five() -> Vec<Article> {
    vec![
        copy(
            "a",
            "2019-12-13",
            "BAKU, December 13. /TASS/. Trade grows.\n\n“Tourists come back to the trams,” President Ilham Aliyev said.\n\n\
             “We sell them oil and gas,” Aliyev added.",
        ),
        copy(
            "b",
            "2019-11-20",
            "BAKU, November 20. /TASS/. Oil flows.\n\n“We have oil for years,” Ilham Aliyev said.\n\n\
             “Tourists come for the oil,” Amina Otieno said.",
        ),
        copy(
            "c",
            "2019-10-02",
            "BAKU, October 2. /TASS/. The roads of the country have been built anew.\n\n“Tourists use our roads,” Aliyev said.",
        ),
        copy(
            "d",
            "2019-12-01",
            "NAIROBI, December 1 (Reuters) - Trams.\n\n“The trams are late again today,” Amina Otieno said.",
        ),
        copy("e", "2019-12-02", "OSLO, December 2 (Reuters) - Nobody is quoted here, tourists or trams."),
    ]
}

fn filled() -> (tempfile::TempDir, Library) {
    let (dir, mut library) = library();
    library.add(&five()).unwrap();
    library.commit_index().unwrap();
    (dir, library)
}

fn all(library: &Library, said: &Said) -> Vec<Quotation> {
    library.quotations(said, None, usize::MAX).unwrap()
}

fn texts(library: &Library, said: &Said) -> Vec<String> {
    all(library, said).into_iter().map(|line| line.text).collect()
}

fn id(library: &Library, name: &str) -> SpeakerId {
    let rows = library.speakers(&Query::default(), "", 0.5, 99).unwrap();
    rows.into_iter().find(|row| row.name == name).unwrap().id
}

#[test]
fn a_name_and_words_are_asked_of_one_quotation() {
    let (_dir, library) = filled();
    for (text, stories) in [
        ("said:aliyev", &[1, 2, 3][..]),
        ("quote:tourists", &[1, 2, 3]),
        ("said:aliyev quote:tourists", &[1, 3]),
        ("said:aliyev quote:tourists after:2019-11", &[1]),
        ("said:aliyev quote:tourists quote:oil", &[]),
        ("said:otieno quote:\"for the oil\"", &[2]),
        ("said:otieno quote:\"oil the for\"", &[]),
        ("said:\"ilham aliyev\" quote:years", &[2]),
        ("said:aliyev -quote:tourists", &[]),
        ("said:otieno -quote:tourists", &[4]),
        ("-quote:oil", &[5, 4, 3]),
        ("said:aliyev said:otieno", &[2]),
        ("said:aliyev said:otieno quote:oil", &[2]),
        ("said:aliyev,otieno quote:trams", &[1, 4]),
        ("(said:otieno quote:roads) OR (said:aliyev quote:gas)", &[1]),
        ("said:otieno OR quote:roads", &[4, 2, 3]),
        ("said:aliyev quote:touris*", &[1, 3]),
        ("quote:aliyev", &[]),
    ] {
        assert_eq!(found(&library, &query(text)), stories, "{text}");
    }
    let typed = |text| parse_query(text, day("2019-12-13"), true).unwrap();
    assert_eq!(found(&library, &typed("said:aliyev quote:touri")), [1, 3]);
    assert_eq!(found(&library, &typed("said:aliyev quote:t")), [1, 3], "a letter goes on too");
}

#[test]
fn a_very_long_quotation_is_one_and_its_neighbour_another() {
    let long = "and so on it went for a very long while ".repeat(300);
    let text = format!(
        "BAKU, December 13. /TASS/. Long.\n\n“The beginning {long} zeppelin,” Ilham Aliyev said.\n\n“A tram,” Amina Otieno said."
    );
    let (_dir, mut library) = library();
    library.add(&[copy("a", "2019-12-13", &text)]).unwrap();
    library.commit_index().unwrap();
    for (text, is) in [
        ("said:aliyev quote:zeppelin", true),
        ("said:aliyev quote:beginning quote:zeppelin", true),
        ("said:aliyev quote:tram", false),
        ("said:otieno quote:zeppelin", false),
        ("quote:\"zeppelin a tram\"", false),
    ] {
        assert_eq!(found(&library, &query(text)), if is { &[1][..] } else { &[] }, "{text}");
    }
}

#[test]
fn quotations_come_newest_first_each_with_who_said_it_and_where() {
    let (_dir, library) = filled();
    let lines = all(&library, &said(""));
    let texts: Vec<&str> = lines.iter().map(|line| line.text.as_str()).collect();
    assert_eq!(
        texts,
        [
            "Tourists come back to the trams,",
            "We sell them oil and gas,",
            "The trams are late again today,",
            "We have oil for years,",
            "Tourists come for the oil,",
            "Tourists use our roads,",
        ]
    );
    let second = &lines[1];
    assert_eq!((second.key.story.id.0, second.key.index, second.date), (1, 1, Some(day("2019-12-13"))));
    assert_eq!((second.country, second.name.as_deref()), (Some(country("AZ")), Some("Ilham Aliyev")));
    assert_eq!(second.mention.as_deref(), Some("Aliyev"));
    assert_eq!(second.speaker, library.speaker_of(second.key.story.id, 1).unwrap());
    assert!(second.confidence > 0.5 && second.headline.starts_with("Trade grows"));

    // Paged one by one it is the same list.
    let mut after = None;
    let mut paged = Vec::new();
    while let Some(line) = library.quotations(&said(""), after, 1).unwrap().pop() {
        after = Some(line.key);
        paged.push(line);
    }
    assert_eq!(paged, lines);
}

#[test]
fn a_speakers_quotations_are_found_under_every_name_and_narrowed_by_typing() {
    let (_dir, library) = filled();
    let aliyev = Said { speaker: Some(id(&library, "Ilham Aliyev")), ..said("") };
    assert_eq!(texts(&library, &aliyev).len(), 4, "in the third story only he can be meant");
    let typed = |words: &str| texts(&library, &Said { words: words.to_owned(), ..aliyev.clone() });
    assert_eq!(typed("tour"), ["Tourists come back to the trams,", "Tourists use our roads,"]);
    assert_eq!(typed("ilh tour"), ["Tourists come back to the trams,"], "as this story names him");
    assert_eq!(typed("trade oil"), ["We sell them oil and gas,"], "a word of the headline");
    assert_eq!(typed("zeppelin"), [] as [&str; 0]);
    let within = Said { query: query("quote:oil after:2019-12"), ..aliyev.clone() };
    assert_eq!(texts(&library, &within), ["We sell them oil and gas,"]);
    assert_eq!(
        texts(&library, &said("said:otieno")).len(),
        2,
        "only hers, of a story that quotes others too"
    );
    assert_eq!(texts(&library, &Said { speaker: Some(SpeakerId(999)), ..said("") }), [] as [&str; 0]);
}

#[test]
fn whoever_is_not_sure_enough_said_nothing_by_name() {
    let (_dir, library) = filled();
    let doubting = Said { sure: 1.0, ..said("") };
    let lines = all(&library, &doubting);
    assert_eq!(lines.len(), 6);
    assert!(lines.iter().all(|line| line.name.is_none() && line.mention.is_none() && line.speaker.is_none()));
    let speaker = Some(id(&library, "Ilham Aliyev"));
    assert_eq!(all(&library, &Said { speaker, ..doubting.clone() }), []);
    assert_eq!(all(&library, &Said { query: query("said:aliyev"), ..doubting }), []);
    assert_eq!(library.speakers(&Query::default(), "", 1.0, 9).unwrap(), []);
}

#[test]
fn speakers_are_counted_with_their_months_and_countries() {
    let (_dir, library) = filled();
    let rows = library.speakers(&Query::default(), "", 0.5, 9).unwrap();
    let counted: Vec<_> = rows.iter().map(|row| (row.name.as_str(), row.quotations)).collect();
    assert_eq!(counted, [("Ilham Aliyev", 4), ("Amina Otieno", 2)]);
    assert_eq!(rows[0].months, [(day("2019-10-01"), 1), (day("2019-11-01"), 1), (day("2019-12-01"), 2)]);
    assert_eq!(rows[1].countries, [(country("AZ"), 1), (country("KE"), 1)]);
    let names: Vec<&str> = rows[0].names.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(names, ["Ilham Aliyev", "Aliyev"]);
    assert_eq!(library.names(rows[0].id).unwrap(), Some((rows[0].name.clone(), rows[0].names.clone())));

    let under = |text, words| library.speakers(&query(text), words, 0.5, 9).unwrap();
    assert_eq!(under("after:2019-12", "").iter().map(|row| row.quotations).collect::<Vec<_>>(), [2, 1]);
    assert_eq!(under("", "ot am").iter().map(|row| row.name.as_str()).collect::<Vec<_>>(), ["Amina Otieno"]);
    assert_eq!(library.speakers(&Query::default(), "", 0.5, 1).unwrap().len(), 1);
}

#[test]
fn a_page_reads_as_many_stories_as_it_has_lines_however_many_there_are() {
    let read = |stories: u32| {
        let (_dir, mut library) = library();
        let story = |n: u32| {
            let who = if n.is_multiple_of(10) { "Amina Otieno" } else { "Ilham Aliyev" };
            let text = format!("BAKU, December 13. /TASS/. Trams.\n\n“Tram {n} is late again,” {who} said.");
            copy(&n.to_string(), &format!("2019-12-{:02}", n % 28 + 1), &text)
        };
        library.add(&(0..stories).map(story).collect::<Vec<_>>()).unwrap();
        library.commit_index().unwrap();
        let page = |said: &Said, after: Option<QuotationKey>| {
            let before = library.work().stories;
            let lines = library.quotations(said, after, 40).unwrap();
            assert_eq!(lines.len(), 40);
            (lines.last().unwrap().key, library.work().stories - before)
        };
        let otieno =
            Said { speaker: Some(id(&library, "Amina Otieno")), words: "late tra".into(), ..said("") };
        let (last, first) = page(&said("quote:tram"), None);
        (first, page(&said("quote:tram"), Some(last)).1, page(&otieno, None).1)
    };
    assert_eq!(read(400), (40, 41, 40));
    assert_eq!(read(1_200), read(400));
}

#[test]
fn a_library_from_before_speakers_were_kept_learns_them_with_its_index() {
    let (dir, mut library) = filled();
    let before = library.speakers(&Query::default(), "", 0.5, 9).unwrap();
    drop(library);
    let db = rusqlite::Connection::open(dir.path().join("library.db")).unwrap();
    db.execute_batch(
        "ALTER TABLE story DROP COLUMN speakers; DROP TABLE speaker; DROP TABLE speaker_place; DROP TABLE joining;
         DELETE FROM tally WHERE what LIKE '%-%'; ALTER TABLE tally RENAME COLUMN what TO country;
         DROP TABLE dictionary; DROP TABLE feed; DROP TABLE feed_tag; DROP TABLE release; DROP TABLE awaited;
         DROP TABLE markup; DROP TABLE full_text; DROP TABLE gone;
         PRAGMA user_version = 2;",
    )
    .unwrap();
    drop(db);
    std::fs::remove_dir_all(dir.path().join("index")).unwrap();
    library = Library::open(dir.path()).unwrap();
    library.open_index().unwrap();
    assert_eq!(library.speakers(&Query::default(), "", 0.5, 9).unwrap(), before);
    assert_eq!(all(&library, &said("said:aliyev quote:tourists")).len(), 2);
}
