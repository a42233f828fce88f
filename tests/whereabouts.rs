//! Where a story is from and what it is about, and why: what decides between towns of one name, and what counts.

use chrono::NaiveDate;
use dateline::article::{Article, Choice, Part, RawCopy, Topic, Via, parse, parse_from};
use dateline::place::Home;

fn read(text: &str) -> Article {
    parse(RawCopy::from_text(text))
}

fn in_language(lang: &str, text: &str) -> Article {
    parse(RawCopy { lang: Some(lang.to_owned()), ..RawCopy::from_text(text) })
}

fn filed(article: &Article) -> String {
    let country = article.dateline.as_ref().and_then(|dateline| dateline.country);
    country.map_or_else(|| "none".to_owned(), |country| country.to_string())
}

fn about(article: &Article) -> Vec<&str> {
    article.countries.iter().map(|about| about.country.code()).collect()
}

#[test]
fn what_gives_a_dateline_away_is_told_in_order_of_trust() {
    for (text, via) in [
        ("BAKU, December 13. /TASS/. The talks went on for a second day.", Some(Via::Agency)),
        ("BAKU, December 13 (Reuters) - The talks went on for a second day.", Some(Via::Agency)),
        ("BAKU, December 13 - The talks went on for a second day.", Some(Via::Date)),
        ("BAKU — The talks went on for a second day.", Some(Via::Caps)),
        ("BAKU\n\nThe talks went on for a second day.", Some(Via::Line)),
        ("The talks in Baku went on for a second day.", None),
    ] {
        assert_eq!(read(text).dateline.map(|dateline| dateline.via), via, "{text}");
    }
}

#[test]
fn a_qualifier_binds_and_then_the_story_decides() {
    for (text, country) in [
        ("HAMILTON, Bermuda (Reuters) - Ferries will sail more often.", "BM"),
        ("HAMILTON — The council met on Tuesday.", "CA"),
        ("HAMILTON — Butler County Auditor Ann Roe met Ohio's governor near Middletown.", "US"),
        ("HAMILTON — Waikato farmers met the New Zealand minister in Cambridge and Te Awamutu.", "NZ"),
        ("Mérida, 23 may (EFE).- La Junta de Extremadura aprobó el plan en Badajoz.", "ES"),
        ("Mérida (México), 23 may (EFE).- El gobierno de Yucatán aprobó el plan.", "MX"),
        ("HAMILTON — Turkana County and Nakuru County sent runners.", "CA"),
        ("HAMILTON — Derby County beat Notts County.", "CA"),
        ("PARIS, Texas (AP) — Lamar County will mend its roads.", "US"),
        ("PARIS (AP) — Texas ranchers showed their cattle to buyers.", "FR"),
        ("TBILISI, Georgia (AP) — Voters went to the polls.", "GE"),
        ("ATLANTA, Georgia (AP) — Voters went to the polls.", "US"),
        ("LOS ANGLES, May 4 - The harbour will be dredged.", "US"),
        ("PORT ARTHUR, May 4 - The refinery will add a shift, Texas officials said.", "US"),
        ("PORT ARTHUR, May 4 - Liaoning officials welcomed the ferry from Dalian, China said.", "CN"),
        ("JUBA, Sudan, May 4 (Reuters) - The barges came up the river.", "SS"),
        ("UNITED NATIONS (AP) — The council met.", "none"),
        ("ABOARD AIR FORCE ONE (Reuters) - The president spoke to reporters.", "none"),
    ] {
        assert_eq!(filed(&read(text)), country, "{text}");
    }
}

#[test]
fn why_a_name_is_this_place_is_told() {
    for (text, choice) in [
        ("REYKJAVIK (Reuters) - The ferries will stop.", Choice::Only),
        ("PARIS, Texas (AP) — Lamar County will mend its roads.", Choice::Qualifier),
        ("PARIS (AP) — The ferries will stop.", Choice::Newsrooms),
        ("HAMILTON — The council met on Tuesday.", Choice::Greatest),
        (
            "HAMILTON — Waikato farmers met the New Zealand minister in Cambridge and Te Awamutu.",
            Choice::Story,
        ),
        ("Mérida, 23 may (EFE).- El alcalde abrió el teatro.", Choice::Agency),
        ("PHILADELPHAI, May 4 - The harbour will be dredged.", Choice::Slip),
        ("UNITED NATIONS (AP) — The council met.", Choice::Unknown),
    ] {
        assert_eq!(read(text).dateline.map(|dateline| dateline.choice), Some(choice), "{text}");
    }
    let ohio = Some(Home { country: "US".parse().expect("a code"), admin1: Some("OH") });
    let own = parse_from(RawCopy::from_text("HAMILTON — The council met on Tuesday."), ohio);
    assert_eq!(own.dateline.map(|dateline| dateline.choice), Some(Choice::Source));
}

#[test]
fn a_source_means_its_own_towns_in_its_own_stories() {
    let ohio = Some(Home { country: "US".parse().expect("a code"), admin1: Some("OH") });
    let from = |text: &str, home| parse_from(RawCopy::from_text(text), home);
    let own = "HAMILTON — The council met on Tuesday.";
    assert_eq!([filed(&from(own, None)), filed(&from(own, ohio))], ["CA", "US"]);
    // What it takes from an agency is the agency's.
    assert_eq!(filed(&from("LONDON (AP) — The council met on Tuesday.", ohio)), "GB");
}

#[test]
fn every_reason_stands_in_the_text_and_says_its_country() {
    let text =
        "BAKU, December 13. /TASS/. Azerbaijani and Russian envoys met in Baku on Friday.\n\nMoscow agreed.";
    let article = read(text);
    assert_eq!(about(&article), ["AZ", "RU"]);
    let reasons: Vec<(&str, Part)> =
        article.countries[0].because.iter().map(|because| (because.span.of(text), because.part)).collect();
    assert_eq!(reasons, [("BAKU", Part::Dateline), ("Azerbaijani", Part::Lede), ("Baku", Part::Lede)]);
    assert_eq!(article.countries[1].because.last().map(|because| because.span.of(text)), Some("Moscow"));
}

#[test]
fn passing_mentions_money_and_namesakes_do_not_count() {
    for (text, countries) in [
        (
            "VIENNA, May 4 - The bank will pay three million Australian dollars for the old mint, it said.",
            vec!["AT"],
        ),
        (
            "LISBON (Reuters) - The ferries will stop on Sunday, the union said.\n\nA strike in Norway ended in May.",
            vec!["PT"],
        ),
        ("AMMAN, May 3 (Reuters) - Jordan said it would plant trees.", vec!["JO"]),
        ("LONDON (AP) — Michael Jordan sat down to a Turkey dinner. Jordan said he was happy.", vec!["GB"]),
        ("BERLIN (dpa) - The ambassador spoke of China Evergrande's shares.", vec!["DE"]),
        ("LIMA, May 4 (Reuters) - Norway won the match, Norway's third this year.", vec!["NO", "PE"]),
        ("ATLANTA, March 9 - Georgia will ask its customers to pay, the utility said.", vec!["US"]),
    ] {
        assert_eq!(about(&read(text)), countries, "{text}");
    }
}

#[test]
fn a_language_without_demonyms_falls_back_to_the_dateline_and_says_so() {
    let article = in_language("fi", "Helsinki (STT) – Ruotsin ja Norjan ministerit tapasivat Helsingissä.");
    assert_eq!(about(&article), ["FI"]);
    let notes: Vec<Topic> = article.notes.iter().map(|note| note.on).collect();
    assert_eq!(notes, [Topic::Countries]);
    assert!(article.notes[0].text.contains("(fi)"), "{}", article.notes[0].text);
    let homeless = in_language("fi", "Norjan ministeri vieraili Ruotsissa. Tanska ei vieraillut.");
    assert!(homeless.notes[0].text.contains("headline and the lede"), "{}", homeless.notes[0].text);
    assert!(in_language("en", "HELSINKI (Reuters) - Ministers met.").notes.is_empty());
}

#[test]
fn the_year_of_a_dateline_comes_from_the_story() {
    let article = read(" date 2020-01-01 BAKU, December 31. /TASS/. The year ended quietly.");
    let (day, date) = (article.dateline.and_then(|d| d.day), article.date);
    let filed = day.and_then(|day| day.near(date?));
    assert_eq!(filed, NaiveDate::from_ymd_opt(2019, 12, 31));
}
