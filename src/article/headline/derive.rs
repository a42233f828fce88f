//! A headline made from the lede: its first clause, without who reports it and on which weekday.

use super::clause::{self, Boundary, Kind};
use super::words::Does;
use super::{columns, one_line};
use crate::article::scan::{floor, is_cjk};

/// A derived headline is cut further while it is longer than this, in columns.
const WISHED_COLUMNS: usize = 90;
/// And is never longer than this.
const MOST_COLUMNS: usize = 160;
/// A headline is looked for in this much of the lede, in bytes.
const LEDE_READ: usize = 2000;
/// A clause shorter than this says too little to stand alone.
const FEWEST_COLUMNS: usize = 24;

/// In other languages no verb is known, and a cut more often loses it: more is left whole.
const WISHED_ABROAD: usize = 120;

/// A faithful, shortened first clause of the lede; `lang` tells whether English words are known.
pub(super) fn derive(lede: &str, lang: &str) -> String {
    let text = one_line(&lede[..floor(lede, LEDE_READ)]);
    let english = is_english(lang);
    let sentence = first_sentence(&text);
    let mut clause = without_day(without_attribution(before_semicolon(sentence), lang));
    if columns(clause) > if english { WISHED_COLUMNS } else { WISHED_ABROAD } {
        clause = shorter(clause, lang);
    }
    let closed = balanced(without_day(clause.trim_end_matches([',', ';', ':', '-', '–', '—', ' '])));
    let closed = closed.trim_end_matches(['。', '，', '；', ',', ' ']);
    let shortened = closed.strip_suffix('.').is_some_and(is_short_word) && closed.ends_with("m.");
    capitalised(if shortened { closed } else { closed.trim_end_matches(['.', ' ']) })
}

fn is_english(lang: &str) -> bool {
    lang == "en" || lang.starts_with("en-")
}

/// A semicolon ends a sentence here, unless marks are open before it.
fn before_semicolon(sentence: &str) -> &str {
    let open = |front: &str| front.contains(['"', '“', '«', '„', '(']);
    let cut = sentence.find(';').map(|i| &sentence[..i]).filter(|front| !open(front));
    cut.filter(|front| columns(front) >= FEWEST_COLUMNS).map_or(sentence, str::trim_end)
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
        let follows = || text[end..].trim_start().chars().next().is_none_or(|c| !c.is_lowercase());
        if stops && follows() && depth == 0 && !straight && columns(&text[..end]) >= FEWEST_COLUMNS / 2 {
            return &text[..end];
        }
        let closes = matches!(c, '”' | '"' | '»') && depth == 0 && !straight;
        if closes && text[..i].ends_with(['.', '!', '?']) && follows() {
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
fn without_attribution<'a>(sentence: &'a str, lang: &str) -> &'a str {
    let mut cuts = clause::boundaries(sentence, lang);
    if cuts.is_empty() {
        cuts = clause::boundaries(sentence, "");
    }
    let comma = |b: &&Boundary| sentence[b.at..].starts_with(' ') && sentence[..b.at].ends_with([',', '，']);
    let tail = |b: &&Boundary| is_attribution(sentence[b.at..].trim_start());
    let cut = cuts.iter().filter(comma).filter(|b| b.columns >= FEWEST_COLUMNS).find(tail);
    cut.map_or(sentence, |b| sentence[..b.at].trim_end_matches([',', '，']))
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
    let mut parts = lower.split([',', ';']).map(words_of);
    let first = parts.next().unwrap_or_default();
    let reports = first.iter().take(9).skip(usize::from(first.len() > 2)).any(|w| VERBS.contains(w));
    let joined = first.first().is_some_and(|w| {
        matches!(*w, "and" | "but" | "who" | "which" | "that" | "who's" | "und" | "y" | "et" | "whose")
    });
    // ", the operator, Havgull Ferries, announced": the verb stands after an apposition.
    let apposed =
        first.len() <= 9 && parts.take(2).any(|part| part.first().is_some_and(|w| VERBS.contains(w)));
    let inverted = first.first().is_some_and(|w| VERBS.contains(w)) && first.len() <= 9;
    (reports || apposed || inverted) && !joined
}

fn words_of(clause: &str) -> Vec<&str> {
    clause.split_whitespace().map(|w| w.trim_matches(|c: char| !c.is_alphanumeric())).collect()
}

/// Drops a weekday at the end: ` on Friday`, ` Friday`, ` am Freitag`.
fn without_day(clause: &str) -> &str {
    let bare = clause.trim_end_matches(['.', ',', ' ']);
    let Some((rest, last)) = bare.rsplit_once(' ') else { return clause };
    if !Does::of(&last.to_lowercase()).any(Does::DAY) {
        return clause;
    }
    let mut front = rest.trim_end();
    while let Some((shorter, lead)) = front.rsplit_once(' ') {
        if Does::of(lead).any(Does::DAY_KEEP) {
            return clause;
        }
        if !Does::of(lead).any(Does::DAY_LEAD) {
            break;
        }
        front = shorter;
    }
    let front = front.trim_end_matches([',', ' ']);
    if columns(front) < FEWEST_COLUMNS { clause } else { front }
}

/// Cuts a long clause where it reads on its own: at a comma or joining word, at a weekday, else at what is left.
fn shorter<'a>(clause: &'a str, lang: &str) -> &'a str {
    let english = is_english(lang);
    let wished = if english { WISHED_COLUMNS } else { WISHED_ABROAD };
    let mut all = clause::boundaries(clause, lang);
    if !english && clause.split(' ').next().is_some_and(|w| Does::of(&w.to_lowercase()).any(Does::FRONT)) {
        // "Después de seis años, …": no comma tells where the main clause ends.
        all.retain(|b| b.kind != Kind::Strong);
    }
    let upto = |most: usize, kinds: &'static [Kind]| {
        all.iter()
            .filter(move |b| kinds.contains(&b.kind) && (FEWEST_COLUMNS + 8..=most).contains(&b.columns))
    };
    let whole = columns(clause);
    let cut = upto(wished, &[Kind::Strong]).next_back();
    let cut = cut.or_else(|| upto(wished, &[Kind::Day]).next_back());
    let cut = cut.or_else(|| upto(MOST_COLUMNS.min(whole), &[Kind::Strong, Kind::Day]).next());
    let cut =
        cut.or_else(|| upto(MOST_COLUMNS, &[Kind::Relative]).next_back().filter(|_| whole > WISHED_ABROAD));
    let cut = cut.or_else(|| {
        upto(MOST_COLUMNS, &[Kind::Weak, Kind::Relative]).next_back().filter(|_| whole > MOST_COLUMNS)
    });
    match cut {
        Some(b) => &clause[..b.at],
        None if whole > MOST_COLUMNS => at_word(clause),
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
    if cut > 0 { clause::without_dangling(&clause[..cut]) } else { clause }
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
