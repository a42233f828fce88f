//! Leaves out the mentions that their surroundings show to be namesakes: people, firms, the state of Georgia.

use super::country::Country;
use super::mentions::{Found, Mention};
use super::token::{Script, Tokens};
use super::words::{Meaning, MentionKind};
use super::{Hint, choose};

/// The mentions that stand, in order.
pub(super) fn sift(tokens: &Tokens, mut found: Vec<Found>, at: Option<Country>) -> Vec<Mention> {
    found.retain(|found| !is_money(tokens, found) && !is_county(tokens, found));
    if found.iter().any(|found| found.meaning.is(Meaning::PERSON | Meaning::SURNAME | Meaning::MINOR)) {
        drop_people(tokens, &mut found);
    }
    if found.iter().any(|found| found.meaning.is(Meaning::STATE)) {
        settle_georgia(tokens, &mut found, at);
    }
    found.into_iter().map(|found| found.mention).collect()
}

/// "ten Canadian dollars", "the U.S. dollar": money says nothing of where a story is about.
fn is_money(tokens: &Tokens, found: &Found) -> bool {
    let next = tokens.list.get(found.last + 1).map(|word| tokens.key(word));
    let Some(next) = next.filter(|_| tokens.gap(found.last) == Some(" ")) else { return false };
    match found.mention.kind {
        MentionKind::Demonym => DOLLARS.contains(&next) || MONEY.contains(&next),
        MentionKind::Name => DOLLARS.contains(&next),
        _ => false,
    }
}

/// "Delaware County": a county that is called like a state elsewhere.
fn is_county(tokens: &Tokens, found: &Found) -> bool {
    let next = tokens.list.get(found.last + 1);
    tokens.gap(found.last) == Some(" ")
        && next.is_some_and(|word| word.upper && matches!(tokens.key(word), "county" | "parish"))
}

/// Drops names of people and firms, and, once a text has "Michael Jordan", bare "Jordan" as well.
fn drop_people(tokens: &Tokens, found: &mut Vec<Found>) {
    let ends: Vec<usize> = found.iter().map(|found| found.last).collect();
    let starts: Vec<usize> = found.iter().map(|found| found.first).collect();
    let mut known = Vec::new();
    let person: Vec<bool> = found
        .iter()
        .map(|found| {
            let named = is_part_of_name(tokens, found, &starts, &ends);
            if named && found.meaning.is(Meaning::SURNAME) {
                known.push(tokens.key(&tokens.list[found.first]));
            }
            named || speaks(tokens, found)
        })
        .collect();
    let mut person = person.into_iter();
    found.retain(|found| {
        let known =
            found.meaning.is(Meaning::SURNAME) && known.contains(&tokens.key(&tokens.list[found.first]));
        let again = known && !follows_preposition(tokens, found);
        !(person.next().unwrap_or(false) || again)
    });
}

/// Whether another capitalised word that is no mention stands beside it: "Chad Smith", "China Evergrande".
fn is_part_of_name(tokens: &Tokens, found: &Found, starts: &[usize], ends: &[usize]) -> bool {
    let token = &tokens.list[found.first];
    if !found.meaning.is(Meaning::PERSON | Meaning::SURNAME | Meaning::MINOR)
        || token.script != Script::Latin
        || is_heading(tokens, found.first)
    {
        return false;
    }
    if let Some(before) = found.first.checked_sub(1) {
        let word = &tokens.list[before];
        let (key, source) = (tokens.key(word), tokens.source(word));
        let gap = tokens.gap(before).unwrap_or_default();
        let initial = source.chars().nth(1).is_none() && gap == ". ";
        let title = gap == ". " && TITLES.contains(&key);
        let given =
            gap == " " && source.chars().nth(2).is_some() && !FRAME.contains(&key) && !ends.contains(&before);
        if word.upper && (initial || title || (given && source.chars().any(char::is_lowercase))) {
            return true;
        }
    }
    let after = found.last + 1;
    let Some(word) = tokens.list.get(after) else {
        return false;
    };
    let key = tokens.key(word);
    let follows = tokens.gap(found.last) == Some(" ")
        && word.upper
        && tokens.source(word).chars().any(char::is_lowercase);
    follows && !starts.contains(&after) && !FRAME.contains(&key) && !OFFICES.contains(&key)
}

/// "Jordan said": a person, as a rule, where the name is one.
fn speaks(tokens: &Tokens, found: &Found) -> bool {
    let next = tokens.list.get(found.last + 1).map(|word| tokens.key(word));
    found.meaning.is(Meaning::SURNAME)
        && tokens.gap(found.last) == Some(" ")
        && next.is_some_and(|word| CUES.contains(&word))
        && !follows_preposition(tokens, found)
}

fn follows_preposition(tokens: &Tokens, found: &Found) -> bool {
    let before = found.first.checked_sub(1).map(|before| tokens.key(&tokens.list[before]));
    before.is_some_and(|word| {
        ["in", "from", "to", "of", "into", "across", "between", "inside", "outside", "near"].contains(&word)
    })
}

/// Whether the words around stand in capitals by custom: no long word of the line starts small.
fn is_heading(tokens: &Tokens, n: usize) -> bool {
    let near = n.saturating_sub(10)..tokens.list.len().min(n + 10);
    let same_line = |other: usize| {
        let (a, b) = (tokens.list[n.min(other)].end, tokens.list[n.max(other)].start);
        a > b || !tokens.text[a..b].contains('\n')
    };
    let mut words = 0;
    for other in near.filter(|&other| same_line(other)) {
        let word = &tokens.list[other];
        if !word.upper && tokens.source(word).chars().nth(3).is_some() {
            return false;
        }
        words += 1;
    }
    words > 2
}

/// Takes Georgia for the state where the text is about the United States and not about the Caucasus.
fn settle_georgia(tokens: &Tokens, found: &mut [Found], at: Option<Country>) {
    let code = |code: &str| Country::from_code(code);
    let count = |found: &[Found], codes: &[&str]| {
        found
            .iter()
            .filter(|f| {
                !f.meaning.is(Meaning::STATE) && codes.iter().any(|c| code(c) == Some(f.mention.country))
            })
            .count()
    };
    let caucasus = count(found, &["GE", "RU", "AM", "AZ", "UA", "TR"]);
    let states = found
        .iter()
        .filter(|f| f.mention.kind == MentionKind::Region && Some(f.mention.country) == code("US"))
        .count();
    let Some(us) = code("US") else { return };
    let county = tokens.list.iter().any(|word| word.upper && tokens.key(word) == "county");
    let american = caucasus == 0 && (states > 0 || county || at == Some(us) || count(found, &["US"]) > 1);
    for found in found.iter_mut().filter(|found| found.meaning.is(Meaning::STATE)) {
        if american || (caucasus == 0 && follows_town(tokens, found.first, us)) {
            found.mention.country = us;
            found.mention.kind = MentionKind::Region;
        }
    }
}

/// "Savannah, Georgia".
fn follows_town(tokens: &Tokens, n: usize, country: Country) -> bool {
    let Some(before) = n.checked_sub(1) else {
        return false;
    };
    let hint = Hint { country: Some(country), admin1: Some("GA") };
    tokens.gap(before) == Some(", ")
        && tokens.list[before].upper
        && choose(tokens.source(&tokens.list[before]), &[hint])
            .is_some_and(|place| place.admin1 == Some("GA"))
}

/// What stands behind a country's name as well: "the Hong Kong dollar".
const DOLLARS: [&str; 6] = ["dlr", "dlrs", "dollar", "dollars", "cent", "cents"];
/// What stands behind a people's name only; words that are verbs too ("won", "marks") are not among them.
const MONEY: [&str; 15] = [
    "franc", "francs", "pound", "pounds", "peso", "pesos", "yen", "yuan", "krona", "kronor", "krone",
    "kroner", "rupee", "rupees", "lira",
];

const TITLES: [&str; 16] = [
    "mr", "mrs", "ms", "dr", "sen", "gov", "rep", "gen", "col", "lt", "sgt", "capt", "prof", "rev", "judge",
    "jr",
];

const CUES: [&str; 16] = [
    "said",
    "says",
    "told",
    "added",
    "wrote",
    "testified",
    "joked",
    "tweeted",
    "recalled",
    "scored",
    "who",
    "replied",
    "answered",
    "laughed",
    "smiled",
    "himself",
];

/// Capitalised words that frame a country without being part of its name.
const FRAME: [&str; 76] = [
    "in",
    "from",
    "to",
    "at",
    "for",
    "with",
    "of",
    "the",
    "and",
    "but",
    "as",
    "by",
    "on",
    "while",
    "after",
    "when",
    "if",
    "since",
    "both",
    "that",
    "this",
    "for",
    "against",
    "between",
    "before",
    "during",
    "like",
    "unlike",
    "although",
    "because",
    "where",
    "then",
    "now",
    "today",
    "yesterday",
    "south",
    "north",
    "east",
    "west",
    "central",
    "southern",
    "northern",
    "eastern",
    "western",
    "new",
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "jan",
    "feb",
    "aug",
    "sept",
    "oct",
    "nov",
    "dec",
    "inside",
    "across",
    "near",
    "is",
    "says",
];

/// What a country has: "Israel Prime Minister", "France President".
const OFFICES: [&str; 60] = [
    "president",
    "prime",
    "minister",
    "foreign",
    "defense",
    "defence",
    "finance",
    "chancellor",
    "king",
    "queen",
    "prince",
    "princess",
    "crown",
    "army",
    "navy",
    "air",
    "police",
    "parliament",
    "government",
    "central",
    "bank",
    "supreme",
    "court",
    "national",
    "state",
    "islamic",
    "river",
    "airport",
    "street",
    "international",
    "university",
    "stock",
    "exchange",
    "football",
    "olympic",
    "embassy",
    "ambassador",
    "republic",
    "city",
    "county",
    "province",
    "border",
    "red",
    "vice",
    "deputy",
    "secretary",
    "interior",
    "justice",
    "trade",
    "coach",
    "captain",
    "open",
    "cup",
    "grand",
    "premier",
    "office",
    "bureau",
    "correspondent",
    "first",
    "summit",
];
