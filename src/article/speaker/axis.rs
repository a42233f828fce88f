//! What is said of a candidate and of a quotation, in words: axes with named levels, and the combinations of axes that
//! have weights.

/// Declares the axes of a model: a name each and the names of its levels, the first one for "nothing to say".
macro_rules! axes {
    ($(#[$doc:meta])* $kind:ident $table:ident { $($(#[$axis_doc:meta])* $axis:ident $name:literal [$($level:literal)*];)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub enum $kind { $($(#[$axis_doc])* $axis),* }

        pub const $table: &[Axis] = &[$(Axis { name: $name, levels: &[$($level),*] }),*];
    };
}

/// The number of a level by its name, looked up while compiling.
macro_rules! level {
    ($kind:ident :: $axis:ident, $name:literal) => {
        const { $crate::article::speaker::axis::level_of($kind::TABLE, $kind::$axis as usize, $name) }
    };
}

pub(super) use level;

/// One thing that can be said, and the ways it can be.
#[derive(Debug)]
pub struct Axis {
    pub name: &'static str,
    pub levels: &'static [&'static str],
}

axes! {
    /// Of a candidate beside its quotation.
    Candidate CANDIDATE {
        Sort "sort" ["nobody" "name" "he" "they" "it" "i" "who" "role" "the" "bare" "owner"];
        Place "place" ["nobody" "after" "before" "earlier" "earlier-2" "paragraph-before" "later" "label"];
        Gap "gap" ["none" "0" "1-2" "3-5" "6-10" "11-20" "21+"];
        After "after" ["no" "verb" "subject" "aside" "far" "according" "unknown" "end"];
        Before "before" ["no" "near" "far" "farther" "according" "colon" "colon-subject"];
        Verb "verb" ["none" "strong" "weak" "gerund" "unknown"];
        CueGap "cue-gap" ["none" "0" "1-3" "4-8" "9+"];
        CueSide "cue-side" ["none" "after" "before"];
        Crossed "crossed" ["0" "1" "2+"];
        Commas "commas" ["0" "1" "2+"];
        Governed "governed" ["no" "by" "of" "other" "verb" "verb-strong" "clause" "reported" "apposed"];
        Nth "nth" ["none" "1" "2" "3" "4+"];
        First "first" ["no" "yes"];
        Carry "carry" ["no" "sentence" "paragraph" "paragraph-before" "open" "far" "other"];
        Next "next" ["no" "sentence" "paragraph"];
        Entity "entity" ["none" "last" "spoke" "new"];
        Known "known" ["no" "person" "body"];
        Told "told" ["no" "cue" "colon"];
        Bracket "bracket" ["no" "yes"];
        Alone "alone" ["no" "yes"];
        Length "length" ["1-2" "3-5" "6-12" "13+"];
        Whole "whole" ["no" "yes"];
        Lead "lead" ["none" "comma" "question" "stop"];
        Case "case" ["small" "capital"];
        Opens "opens" ["no" "sentence" "paragraph"];
        Cues "cues" ["none" "after" "before" "both"];
    }
}

axes! {
    /// Of a run in marks: whether anybody says it.
    Run RUN {
        Words "words" ["1" "2" "3" "4-5" "6-9" "10+"];
        Start "start" ["small" "capital" "figure" "other"];
        Capitals "capitals" ["none" "some" "all"];
        End "end" ["none" "comma" "stop" "question"];
        Left "left" ["start" "word" "cue" "weak" "comma" "colon" "article" "preposition" "conjunction" "quote" "name" "possessive" "mark" "called" "relative" "auxiliary"];
        Right "right" ["end" "word" "cue" "stop" "comma" "noun" "preposition" "conjunction" "quote" "name" "mark" "auxiliary"];
        Best "best" ["nobody" "after" "before" "carried" "other" "weak"];
        Score "score" ["0-3" "3-5" "5-7" "7-9" "9+"];
        Stands "stands" ["inside" "sentence" "paragraph"];
        Seen "seen" ["no" "earlier" "name"];
        Work "work" ["no" "yes"];
        Neighbour "neighbour" ["none" "said"];
    }
}

axes! {
    /// Of a quotation with the speaker that was chosen.
    Trust TRUST {
        Sort "sort" ["nobody" "name" "he" "they" "it" "i" "who" "role" "the" "bare" "owner"];
        /// After and before in one, their levels in the order they have there.
        How "how" ["other" "after-verb" "after-subject" "after-aside" "after-far" "after-according" "after-unknown" "after-end"
            "before-near" "before-far" "before-farther" "before-according" "colon" "colon-subject" "carried"];
        Length "length" ["1-2" "3-5" "6-12" "13+"];
        Whole "whole" ["no" "yes"];
    }
}

impl Trust {
    pub const TABLE: &'static [Axis] = TRUST;
}

impl Candidate {
    pub const TABLE: &'static [Axis] = CANDIDATE;
}

impl Run {
    pub const TABLE: &'static [Axis] = RUN;
}

/// The level on each axis.
pub type Levels<const AXES: usize> = [u8; AXES];

pub type CandidateLevels = Levels<{ CANDIDATE.len() }>;
pub type RunLevels = Levels<{ RUN.len() }>;
pub type TrustLevels = Levels<{ TRUST.len() }>;

/// The number of the level called `name`; does not compile where there is none.
pub const fn level_of(table: &[Axis], axis: usize, name: &str) -> u8 {
    let levels = table[axis].levels;
    let mut i = 0;
    while i < levels.len() {
        if same(levels[i].as_bytes(), name.as_bytes()) {
            return i as u8;
        }
        i += 1;
    }
    panic!("the axis has no such level")
}

const fn same(a: &[u8], b: &[u8]) -> bool {
    if a.len() != b.len() {
        return false;
    }
    let mut i = 0;
    while i < a.len() {
        if a[i] != b[i] {
            return false;
        }
        i += 1;
    }
    true
}

/// The combinations of axes that have a weight for each combination of their levels.
pub const CANDIDATE_TEMPLATES: &[&[Candidate]] = &[
    &[Candidate::Sort],
    &[Candidate::Place],
    &[Candidate::Place, Candidate::Gap],
    &[Candidate::After],
    &[Candidate::After, Candidate::Sort],
    &[Candidate::After, Candidate::Lead],
    &[Candidate::After, Candidate::Whole],
    &[Candidate::After, Candidate::Cues],
    &[Candidate::Before, Candidate::Cues],
    &[Candidate::Before],
    &[Candidate::Before, Candidate::Sort],
    &[Candidate::Before, Candidate::Lead],
    &[Candidate::Before, Candidate::Length],
    &[Candidate::Verb, Candidate::CueSide],
    &[Candidate::Verb, Candidate::CueGap],
    &[Candidate::CueSide, Candidate::CueGap],
    &[Candidate::Place, Candidate::Crossed],
    &[Candidate::Place, Candidate::Commas],
    &[Candidate::Place, Candidate::Nth],
    &[Candidate::Governed],
    &[Candidate::Governed, Candidate::Sort],
    &[Candidate::Governed, Candidate::Verb],
    &[Candidate::Governed, Candidate::First],
    &[Candidate::First, Candidate::Place],
    &[Candidate::First, Candidate::Sort],
    &[Candidate::Carry],
    &[Candidate::Carry, Candidate::Opens],
    &[Candidate::Carry, Candidate::Whole],
    &[Candidate::Carry, Candidate::Cues],
    &[Candidate::Next],
    &[Candidate::Next, Candidate::Opens],
    &[Candidate::Next, Candidate::Cues],
    &[Candidate::Entity],
    &[Candidate::Entity, Candidate::Sort],
    &[Candidate::Entity, Candidate::Place],
    &[Candidate::Known, Candidate::Sort],
    &[Candidate::Told],
    &[Candidate::Told, Candidate::Place],
    &[Candidate::Bracket],
    &[Candidate::Place, Candidate::Cues],
    &[Candidate::Place, Candidate::Whole],
    &[Candidate::Place, Candidate::Alone],
    &[Candidate::Place, Candidate::Lead],
    &[Candidate::Place, Candidate::Length],
    &[Candidate::Sort, Candidate::Place],
    &[Candidate::Sort, Candidate::Case],
];

pub const RUN_TEMPLATES: &[&[Run]] = &[
    &[Run::Words],
    &[Run::Words, Run::Start],
    &[Run::Words, Run::Capitals],
    &[Run::Words, Run::End],
    &[Run::Capitals, Run::Left],
    &[Run::Capitals, Run::End],
    &[Run::Start, Run::End],
    &[Run::Left],
    &[Run::Left, Run::Words],
    &[Run::Right],
    &[Run::Right, Run::Words],
    &[Run::Left, Run::Right],
    &[Run::Best],
    &[Run::Best, Run::Words],
    &[Run::Score],
    &[Run::Score, Run::Words],
    &[Run::Score, Run::Best],
    &[Run::Stands],
    &[Run::Stands, Run::Words],
    &[Run::Stands, Run::Best],
    &[Run::Seen],
    &[Run::Seen, Run::Words],
    &[Run::Work],
    &[Run::Work, Run::Capitals],
    &[Run::Neighbour, Run::Words],
];

pub const TRUST_TEMPLATES: &[&[Trust]] = &[
    &[Trust::Sort],
    &[Trust::How],
    &[Trust::Length],
    &[Trust::Length, Trust::Whole],
    &[Trust::How, Trust::Whole],
];
