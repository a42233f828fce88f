//! Where a sentence may be cut so that what stands before the cut is a sentence too.

use super::columns;

/// What a sentence is cut before or after, in falling order of how well it ends a headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A comma, a dash, or a word that joins a clause.
    Strong,
    /// A weekday.
    Day,
    /// A relative clause without a comma.
    Relative,
    /// A preposition or "and".
    Weak,
}

/// A place to cut: the text before byte `at` is left, `columns` wide.
#[derive(Debug, Clone, Copy)]
pub(super) struct Boundary {
    pub at: usize,
    pub columns: usize,
    pub kind: Kind,
}

pub(super) const DAYS: &str = "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch \
    donnerstag freitag samstag sonntag lunes martes miércoles jueves viernes sábado domingo lundi mardi mercredi \
    jeudi vendredi samedi dimanche понедельник вторник среду четверг пятницу субботу воскресенье";
/// Words that stand before a weekday and go with it.
pub(super) const DAY_LEADS: &str = "on am late early last next el le ce в во";
const JOINS: &str = "after when while because amid despite following although though but before saying nachdem weil \
    tras mientras porque après alors puisque после когда";
const RELATIVES: &str = "who which that where whose whom";
const SUBORDINATES: &str =
    "because when while if whether after before until unless although though how why what";
const PREPOSITIONS: &str =
    "in at on for with by from into during since as over under through against and to near";
/// A headline never ends in one of these.
const DANGLING: &str = "a an the of in at on for with by from into during since as over under through against and to \
    near or but nor than that which who whose whom where when while if is are was were be been has have had will would \
    can could may might must should its their his her our my your this these not no none more most only even also so \
    such both either very because after before until about between among every each some any de del la el los las un \
    una y o que en con por para le les des du et à dans der die das den dem des ein eine einen und oder von mit auf im \
    am zu в на с и по из к о от для";
/// After these a joining word belongs to them: "shortly after", "more than when".
const LEADS: &str = "week weeks day days hour hours month months year years minute minutes shortly soon just long \
    immediately right decade decades";
const AUXILIARIES: &str = "is are was were be been has have had will would can could may might must should do does \
    did won't isn't wasn't hasn't didn't";
const PAST: &str = "won came went took made got left fell rose ran began broke built drew gave found kept held met sent \
    set shut hit cut put led lost paid saw sold spent stood struck wrote became brought bought caught chose drove fought \
    flew grew knew lay rang sank shook shot sang slept spoke stole swam taught thought threw woke wore beat tied plans \
    says rises falls wins takes hopes wants";
/// Verbs that say little before what is said follows.
const SAYING: &str = "said says told tells warned insisted claimed argued";

/// Finite verbs of other languages, and how theirs end; a comma before the first is no place to cut.
const ABROAD: [(&str, &str, &[&str]); 3] = [
    (
        "es",
        "ha han es son fue están está hay tiene tienen va van era eran",
        &["ó", "aron", "ieron", "ará", "erá", "irá", "arán", "erán", "irán"],
    ),
    ("fr", "a ont est sont va vont avait était étaient sera seront doit", &["ait", "aient", "era", "eront"]),
    ("de", "ist hat wird sind haben werden war waren soll sollen will wollen kann können", &["te", "ten"]),
];

fn is_verb_abroad(lang: &str, word: &str) -> bool {
    ABROAD.iter().filter(|(l, ..)| lang.starts_with(l)).any(|(_, words, ends)| {
        is_one_of(word, words) || (word.chars().count() >= 5 && ends.iter().any(|e| word.ends_with(e)))
    })
}

pub(super) fn is_one_of(word: &str, list: &str) -> bool {
    !word.is_empty() && list.split_ascii_whitespace().any(|w| w == word)
}

/// A word as it is compared: without the marks around it, in small letters.
fn bare(piece: &str) -> String {
    piece.trim_matches(|c: char| !c.is_alphanumeric()).to_lowercase()
}

/// How many clauses have opened and wait for their verb, as far as English words tell.
#[derive(Debug, Default)]
struct Clauses {
    waiting: i32,
    /// What waited when the part between commas began: an aside gives back what it opened.
    at_comma: i32,
    in_verb: bool,
    after_relative: bool,
    after_saying: bool,
}

impl Clauses {
    fn take(&mut self, piece: &str, word: &str, before: &str, next: &str) {
        let opens = is_one_of(word, RELATIVES) || is_one_of(word, SUBORDINATES);
        let finite = is_finite(piece, word, before, next)
            || (self.after_relative && word.ends_with('s') && !word.ends_with("ss"));
        if opens {
            self.waiting += i32::from(!(self.after_saying && word == "that"));
            self.in_verb = false;
        } else if finite && !self.in_verb {
            // What is said is still to come.
            self.after_saying = is_one_of(word, SAYING);
            self.waiting = (self.waiting - i32::from(!self.after_saying)).max(0);
            self.in_verb = true;
        } else if !finite && !word.ends_with("ly") && !is_one_of(word, "not never ever now also once") {
            self.in_verb = false;
        }
        self.after_relative = is_one_of(word, "who which that");
    }

    fn comma(&mut self) {
        self.waiting = self.waiting.min(self.at_comma);
        self.at_comma = self.waiting;
        self.in_verb = false;
    }
}

fn is_finite(piece: &str, word: &str, before: &str, next: &str) -> bool {
    if piece.starts_with(char::is_uppercase) || before == "to" {
        return false;
    }
    let figure = before.ends_with(|c: char| c.is_ascii_digit());
    let past = word.len() >= 4 && word.ends_with("ed") && !word.contains('-');
    is_one_of(word, AUXILIARIES)
        || is_one_of(word, PAST)
        || is_one_of(word, SAYING)
        || (past
            && next != "by"
            && !figure
            && !is_one_of(before, "a an the of in at on for with by its their his her and some many more no"))
}

/// The places to cut `clause`. In English only where every clause that has opened has its verb; in a language whose
/// verbs are known by their looks, after the first.
pub(super) fn boundaries(clause: &str, lang: &str) -> Vec<Boundary> {
    let english = lang.starts_with("en");
    let mut told = english || !ABROAD.iter().any(|(l, ..)| lang.starts_with(l));
    let pieces: Vec<(usize, &str)> = clause
        .split_inclusive([' ', '，', '；'])
        .scan(0, |at, piece| {
            let start = *at;
            *at += piece.len();
            Some((start, piece))
        })
        .collect();
    let words: Vec<String> = pieces.iter().map(|(_, p)| bare(p)).collect();
    let word = |i: usize| words.get(i).map_or("", String::as_str);
    let mut state = Clauses { waiting: 1, at_comma: 1, ..Clauses::default() };
    let mut marks = Marks::default();
    let mut out = Vec::new();
    let mut width = 0;
    for (i, (start, piece)) in pieces.iter().enumerate() {
        let before = if i > 0 { word(i - 1) } else { "" };
        told |= !piece.starts_with(char::is_uppercase) && is_verb_abroad(lang, word(i));
        let complete =
            |state: &Clauses, marks: &Marks| !marks.open() && told && (!english || state.waiting == 0);
        if i > 0 && complete(&state, &marks) && !dangles(pieces[i - 1].1) {
            let kind = kind_before(before, word(i), word(i + 1));
            out.extend(kind.map(|kind| Boundary { at: *start, columns: width, kind }));
        }
        state.take(piece, word(i), before, word(i + 1));
        marks.read(piece);
        width += columns(piece);
        let end = piece.trim_end();
        if end.ends_with([',', ';', '—', '–', '，', '；']) {
            if complete(&state, &marks) && !dangles(piece) {
                out.push(Boundary { at: start + end.len(), columns: width, kind: Kind::Strong });
            }
            state.comma();
        }
    }
    out
}

/// A month or name in capitals is no function word: "in May".
fn dangles(piece: &str) -> bool {
    !piece.starts_with(char::is_uppercase) && is_one_of(&bare(piece), DANGLING)
}

/// Without the function words it ends in.
pub(super) fn without_dangling(mut clause: &str) -> &str {
    while let Some((front, _)) = clause.rsplit_once(' ').filter(|(_, last)| dangles(last)) {
        clause = front.trim_end();
    }
    clause
}

/// What it would be to cut before `word`.
fn kind_before(before: &str, word: &str, next: &str) -> Option<Kind> {
    let day = is_one_of(word, DAYS) || (is_one_of(word, DAY_LEADS) && is_one_of(next, DAYS));
    if day {
        return Some(Kind::Day);
    }
    if (is_one_of(word, JOINS) && !is_one_of(before, LEADS)) || (word == "so" && next == "that") {
        return Some(Kind::Strong);
    }
    if is_one_of(word, RELATIVES) {
        return Some(Kind::Relative);
    }
    is_one_of(word, PREPOSITIONS).then_some(Kind::Weak)
}

/// Brackets and quotation marks that are open.
#[derive(Debug, Default)]
struct Marks {
    depth: i32,
    straight: bool,
}

impl Marks {
    fn read(&mut self, piece: &str) {
        for c in piece.chars() {
            match c {
                '(' | '[' | '“' | '«' | '„' | '「' => self.depth += 1,
                ')' | ']' | '”' | '»' | '」' => self.depth = (self.depth - 1).max(0),
                '"' => self.straight = !self.straight,
                _ => {}
            }
        }
    }

    fn open(&self) -> bool {
        self.depth > 0 || self.straight
    }
}
