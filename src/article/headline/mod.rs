//! The headline: given, found in the text, or derived from the lede.

mod clause;
mod derive;
mod words;

use super::Span;
use super::scan::words as words_of;
use derive::derive;

/// What the list shows of a story.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Headline {
    /// One line, plain.
    pub text: String,
    /// Made from the lede, not written by an editor.
    pub derived: bool,
    /// Where it stands in the text, if it does.
    pub span: Option<Span>,
}

/// The given title, else the headline line, else one made from `lede`.
pub(crate) fn of(title: Option<&str>, line: Option<(&str, Span)>, lede: &str, lang: &str) -> Headline {
    let span = line.map(|(_, span)| span);
    if let Some(title) = title.map(one_line).filter(|t| !t.is_empty()) {
        return Headline { text: title, derived: false, span };
    }
    if let Some(text) = line.map(|(text, _)| one_line(text)).filter(|t| !t.is_empty()) {
        return Headline {
            text: text.trim_end_matches(['=', '<']).trim_end().to_owned(),
            derived: false,
            span,
        };
    }
    Headline { text: derive(lede, lang), derived: true, span: None }
}

fn one_line(text: &str) -> String {
    let mut line = String::with_capacity(text.len());
    for word in words_of(text) {
        if !line.is_empty() {
            line.push(' ');
        }
        line.push_str(word);
    }
    line
}

fn columns(text: &str) -> usize {
    if text.bytes().all(|byte| matches!(byte, b' '..=b'~')) {
        return text.len();
    }
    unicode_width::UnicodeWidthStr::width(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lede_gives_its_first_clause() {
        for (lede, want) in [
            (
                "Ruritanian Premier Ada Holm expressed her trust in the growth of the country’s trade with Borduria, she said, receiving guests in Strelsau on Friday.",
                "Ruritanian Premier Ada Holm expressed her trust in the growth of the country’s trade with Borduria",
            ),
            (
                "A ferry ran aground off Port Elgin early Friday, harbour officials said.",
                "A ferry ran aground off Port Elgin",
            ),
            (
                "The U.S. envoy Gov. Dale Ivers left the talks on Monday. He gave no reason.",
                "The U.S. envoy Gov. Dale Ivers left the talks",
            ),
            (
                "fares will rise by 1,200 crowns, according to a plan seen by Nordpress.",
                "Fares will rise by 1,200 crowns",
            ),
            (
                "Police arrested three men who are accused of having stolen a painting from the museum of the old town, after a chase.",
                "Police arrested three men who are accused of having stolen a painting from the museum of the old town",
            ),
        ] {
            assert_eq!(derive(lede, "en"), want);
        }
    }

    #[test]
    fn a_cut_leaves_a_sentence() {
        for (lede, want) in [
            // A list, an aside or a clause after a comma goes; what dangles goes with it.
            (
                "A branch library reopened on Thursday with 4,000 donated atlases, none of which agree on the border between the two countries.",
                "A branch library reopened on Thursday with 4,000 donated atlases",
            ),
            // A comma before the main verb is no place to cut.
            (
                "Workers digging a drain beneath the station in Port Elgin, in eastern Borduria, have uncovered a sealed jar, the museum reported on Thursday.",
                "Workers digging a drain beneath the station in Port Elgin, in eastern Borduria, have uncovered a sealed jar",
            ),
            (
                "The harbour choir, whose members spend their mornings saying what other people mean, gave its first concert Tuesday and said nothing for four minutes.",
                "The harbour choir, whose members spend their mornings saying what other people mean, gave its first concert",
            ),
            // A relative clause that only the noun before it explains stays.
            (
                "The railway said Tuesday that it would add nine minutes to its timetable so that trains which always arrive late will arrive on time.",
                "The railway said Tuesday that it would add nine minutes to its timetable",
            ),
            (
                "The scheme that lends umbrellas at 38 tram and bus stops in the old city of Strelsau now owns more umbrellas than when it began, it said Monday.",
                "The scheme that lends umbrellas at 38 tram and bus stops in the old city of Strelsau now owns more umbrellas than when it began",
            ),
            // Who reports it goes, whatever stands between the name and the verb.
            (
                "A battery-powered ferry will sail in May, the operator, Blue Ferries, announced on Monday.",
                "A battery-powered ferry will sail in May",
            ),
            (
                "Ferry fares in the harbour will rise in April, said Port Minister Carl Brandt.",
                "Ferry fares in the harbour will rise in April",
            ),
            // A weekday ends nothing; a point of "p.m." stays.
            (
                "The first ferry to cross the strait in two days tied up in Port Elgin at 4:40 p.m. Wednesday carrying 611 passengers and a school orchestra.",
                "The first ferry to cross the strait in two days tied up in Port Elgin at 4:40 p.m.",
            ),
            ("The museum will stay closed until Friday.", "The museum will stay closed until Friday"),
            // Line ends of wrapped copy are blanks.
            ("The crane was\nlifted out of the\n  basin on Monday.", "The crane was lifted out of the basin"),
        ] {
            assert_eq!(derive(lede, "en"), want);
        }
    }

    #[test]
    fn ledes_in_other_languages_are_cut_late() {
        for (lang, lede, want) in [
            (
                "es",
                "Después de seis años, dos presupuestos y una asamblea de vecinos que duró hasta las tres, el ascensor volvió a subir el miércoles al cerro con veintidós pasajeros.",
                "Después de seis años, dos presupuestos y una asamblea de vecinos que duró hasta las tres, el ascensor volvió a subir",
            ),
            (
                "fr",
                "Le petit phare cherchait un gardien depuis quatre ans ; il en a trouvé deux mercredi.",
                "Le petit phare cherchait un gardien depuis quatre ans",
            ),
            (
                "ja",
                "古い鐘が、八十年ぶりに新しいものに替わった。次の文。",
                "古い鐘が、八十年ぶりに新しいものに替わった",
            ),
        ] {
            assert_eq!(derive(lede, lang), want);
        }
    }

    #[test]
    fn no_mark_is_left_open_and_no_word_cut() {
        let lede = "The minister called the plan \"a gift to those who have waited for so long and who, in the end, had given up all hope of it ever coming true\".";
        let got = derive(lede, "en");
        assert!(got.matches('"').count().is_multiple_of(2), "{got}");
        let long = "word ".repeat(200);
        let got = derive(&long, "en");
        assert!(columns(&got) <= 160 && got.ends_with("word"), "{got}");
    }

    #[test]
    fn a_given_title_is_not_derived() {
        let got = of(Some(" Fares\n rise "), None, "Something else.", "en");
        assert_eq!((got.text.as_str(), got.derived), ("Fares rise", false));
    }
}
