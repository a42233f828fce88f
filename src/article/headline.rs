//! The headline: given, found in the text, or derived from the lede.

use super::Span;
use super::scan::is_cjk;

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

/// A derived headline is cut further while it is longer than this, in columns.
const WISHED_COLUMNS: usize = 90;
/// And is never longer than this.
const MOST_COLUMNS: usize = 160;
/// A headline is looked for in this much of the lede, in bytes.
const LEDE_READ: usize = 2000;
/// A clause shorter than this says too little to stand alone.
const FEWEST_COLUMNS: usize = 24;

/// The given title, else the headline line, else one made from `lede`.
pub(crate) fn of(title: Option<&str>, line: Option<(&str, Span)>, lede: &str) -> Headline {
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
    Headline { text: derive(lede), derived: true, span: None }
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn columns(text: &str) -> usize {
    unicode_width::UnicodeWidthStr::width(text)
}

/// A faithful, shortened first clause of the lede.
pub(crate) fn derive(lede: &str) -> String {
    let text = one_line(&lede[..super::scan::floor(lede, LEDE_READ)]);
    let sentence = first_sentence(&text);
    let mut clause = without_attribution(sentence);
    clause = without_day(clause);
    if columns(clause) > WISHED_COLUMNS {
        clause = shorter(clause);
    }
    let closed = balanced(without_day(clause.trim_end_matches([',', ';', ':', '-', '–', '—', ' '])));
    capitalised(closed.trim_end_matches(['.', '。', ',', ' ']))
}

/// To the first full stop that ends a sentence: not one of `U.S.` or `Gov.`, nor one inside a quotation.
fn first_sentence(text: &str) -> &str {
    let mut depth = 0_i32;
    let mut straight = false;
    for (i, c) in text.char_indices() {
        match c {
            '“' | '«' | '„' => depth += 1,
            '”' | '»' => depth = (depth - 1).max(0),
            '"' => straight = !straight,
            _ => {}
        }
        let end = i + c.len_utf8();
        let next = text[end..].chars().next();
        let stops = match c {
            '。' | '！' | '？' => true,
            '.' => next.is_none_or(char::is_whitespace) && !is_short_word(&text[..i]),
            '!' | '?' => next.is_none_or(char::is_whitespace),
            _ => false,
        };
        let follows = text[end..].trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
        if stops && follows && depth == 0 && !straight && columns(&text[..end]) >= FEWEST_COLUMNS / 2 {
            return &text[..end];
        }
        let closes = matches!(c, '”' | '"' | '»') && depth == 0 && !straight;
        if closes && text[..i].ends_with(['.', '!', '?']) && follows {
            return &text[..end];
        }
    }
    text
}

/// `U.S`, `Gov`, `St`, an initial: what a point shortens.
fn is_short_word(text: &str) -> bool {
    const WORDS: [&str; 30] = [
        "Gov", "Sen", "Rep", "St", "Mr", "Mrs", "Ms", "Dr", "No", "Inc", "Corp", "Co", "Ltd", "Gen", "Lt",
        "Col", "Prof", "Rev", "Jan", "Feb", "Aug", "Sept", "Oct", "Nov", "Dec", "Jr", "vs", "approx", "Capt",
        "Sgt",
    ];
    let word = text.rsplit([' ', '(']).next().unwrap_or("");
    word.chars().count() == 1 || word.contains('.') || WORDS.contains(&word)
}

/// Drops `, he said, receiving …`, `, according to …`, `, officials said on Friday` from the sentence's end.
fn without_attribution(sentence: &str) -> &str {
    let commas = sentence.char_indices().filter(|(_, c)| matches!(c, ',' | '，'));
    for (i, _) in commas {
        let tail = sentence[i..].trim_start_matches([',', '，', ' ']);
        if is_attribution(tail) && columns(&sentence[..i]) >= FEWEST_COLUMNS {
            return &sentence[..i];
        }
    }
    sentence
}

/// Verbs of those who report.
const VERBS: [&str; 40] = [
    "said",
    "says",
    "told",
    "announced",
    "reported",
    "reports",
    "added",
    "confirmed",
    "stated",
    "wrote",
    "showed",
    "shows",
    "claimed",
    "noted",
    "dijo",
    "informó",
    "anunció",
    "declaró",
    "señaló",
    "afirmó",
    "disse",
    "informou",
    "anunciou",
    "afirmou",
    "déclaré",
    "annoncé",
    "indiqué",
    "affirmé",
    "sagte",
    "teilte",
    "erklärte",
    "berichtete",
    "mitteilte",
    "заявил",
    "заявила",
    "сообщил",
    "сообщила",
    "сообщили",
    "передает",
    "detto",
];

/// Whether a clause names only who reports: a short subject and a reporting verb, or "according to".
fn is_attribution(tail: &str) -> bool {
    const OPENERS: [&str; 12] = [
        "according to",
        "as reported by",
        "as per ",
        "laut ",
        "nach angaben",
        "wie ",
        "según ",
        "selon ",
        "segundo ",
        "secondo ",
        "по словам",
        "сообщ",
    ];
    let lower = tail.to_lowercase();
    if OPENERS.iter().any(|o| lower.starts_with(o)) {
        return true;
    }
    let clause = lower.split([',', ';']).next().unwrap_or("");
    let words: Vec<&str> =
        clause.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect();
    words.iter().take(9).skip(usize::from(words.len() > 2)).any(|w| VERBS.contains(w))
        && !words.first().is_some_and(|w| {
            matches!(*w, "and" | "but" | "who" | "which" | "that" | "who's" | "und" | "y" | "et")
        })
}

/// Drops a weekday at the end: ` on Friday`, ` Friday`, ` am Freitag`.
fn without_day(clause: &str) -> &str {
    const DAYS: [&str; 14] = [
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "montag",
        "dienstag",
        "mittwoch",
        "donnerstag",
        "freitag",
        "samstag",
        "sonntag",
    ];
    let bare = clause.trim_end_matches(['.', ',', ' ']);
    let Some((rest, last)) = bare.rsplit_once(' ') else { return clause };
    if !DAYS.contains(&last.to_lowercase().as_str()) {
        return clause;
    }
    let rest = rest.trim_end();
    let front = match rest.rsplit_once(' ') {
        Some((front, "on" | "am" | "late" | "early" | "last" | "next")) => front,
        Some((
            _,
            "of" | "until" | "till" | "since" | "from" | "for" | "by" | "before" | "after" | "and" | "to"
            | "every",
        )) => return clause,
        _ => rest,
    };
    let front = front.trim_end_matches([',', ' ']);
    let front = front.strip_suffix(" late").or_else(|| front.strip_suffix(" early")).unwrap_or(front);
    if columns(front) < FEWEST_COLUMNS { clause } else { front }
}

/// Cuts a long clause at the best boundary before the wished width: a comma, a dash, else before a joining word.
fn shorter(clause: &str) -> &str {
    const JOINS: [&str; 26] = [
        "after",
        "as",
        "when",
        "while",
        "because",
        "which",
        "who",
        "where",
        "amid",
        "despite",
        "following",
        "since",
        "although",
        "but",
        "und",
        "nachdem",
        "weil",
        "tras",
        "après",
        "after",
        "alors",
        "после",
        "saying",
        "receiving",
        "including",
        "before",
    ];
    let mut best: Option<usize> = None;
    let mut width = 0;
    let mut depth = 0_i32;
    for (i, c) in clause.char_indices() {
        width += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if width > WISHED_COLUMNS && (best.is_some() || width > MOST_COLUMNS) {
            break;
        }
        match c {
            '(' | '“' | '«' => depth += 1,
            ')' | '”' | '»' => depth -= 1,
            _ => {}
        }
        let boundary = match c {
            ',' | ';' | '—' | '–' | '，' => {
                !clause[..i].ends_with(|c: char| c.is_ascii_digit())
                    || !clause[i + c.len_utf8()..].starts_with(|c: char| c.is_ascii_digit())
            }
            ' ' => {
                let next = clause[i + 1..].split(' ').next().unwrap_or("");
                JOINS.contains(&next)
            }
            _ => false,
        };
        if boundary && depth <= 0 && width > FEWEST_COLUMNS {
            best = Some(i);
        }
    }
    match best {
        Some(i) => &clause[..i],
        None if columns(clause) > MOST_COLUMNS => at_word(clause),
        None => clause,
    }
}

/// The longest run of whole words within the most columns (of whole characters where words are not parted).
fn at_word(clause: &str) -> &str {
    let mut width = 0;
    let mut cut = 0;
    for (i, c) in clause.char_indices() {
        width += unicode_width::UnicodeWidthChar::width(c).unwrap_or(0);
        if width > MOST_COLUMNS {
            break;
        }
        if c == ' ' || is_cjk(c) {
            cut = i;
        }
    }
    if cut > 0 { &clause[..cut] } else { clause }
}

/// Without marks whose partner was cut off: to before an open quotation where enough is left, else without the mark.
fn balanced(clause: &str) -> String {
    let mut open: Vec<(usize, char)> = Vec::new();
    for (i, c) in clause.char_indices() {
        match c {
            '“' | '«' | '(' | '„' | '[' | '「' => open.push((i, c)),
            '"' if open.last().is_none_or(|(_, o)| *o != '"') => open.push((i, c)),
            '"' | '”' | '»' | ')' | ']' | '」' => {
                open.pop();
            }
            _ => {}
        }
    }
    let Some((first, _)) = open.first().copied() else { return clause.to_owned() };
    let front = clause[..first].trim_end_matches([',', ' ', ':']);
    let hangs = front.rsplit(' ').next().is_some_and(|w| w.chars().count() <= 3);
    if columns(front) >= FEWEST_COLUMNS && !hangs {
        return front.to_owned();
    }
    let lost: Vec<usize> = open.iter().map(|(i, _)| *i).collect();
    clause.char_indices().filter(|(i, _)| lost.binary_search(i).is_err()).map(|(_, c)| c).collect()
}

fn capitalised(text: &str) -> String {
    let mut chars = text.chars();
    match chars.next() {
        Some(first) => first.to_uppercase().chain(chars).collect(),
        None => String::new(),
    }
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
                "Police arrested three men",
            ),
        ] {
            assert_eq!(derive(lede), want);
        }
    }

    #[test]
    fn no_mark_is_left_open_and_no_word_cut() {
        let lede = "The minister called the plan \"a gift to those who have waited for so long and who, in the end, had given up all hope of it ever coming true\".";
        let got = derive(lede);
        assert!(got.matches('"').count().is_multiple_of(2), "{got}");
        let long = "word ".repeat(200);
        let got = derive(&long);
        assert!(columns(&got) <= MOST_COLUMNS && got.ends_with("word"), "{got}");
    }

    #[test]
    fn a_given_title_is_not_derived() {
        let got = of(Some(" Fares\n rise "), None, "Something else.");
        assert_eq!((got.text.as_str(), got.derived), ("Fares rise", false));
    }
}
