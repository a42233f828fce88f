//! What words do in a sentence that is to be cut: lists by what they do, and one table to look a word up in.

use std::borrow::Cow;
use std::sync::OnceLock;

use crate::article::quick::Table;

/// What a word may do, as a set.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Does(u32);

impl Does {
    pub const DAY: Does = Does(1);
    /// Stands before a weekday and goes with it.
    pub const DAY_LEAD: Does = Does(1 << 1);
    /// Keeps a weekday behind it where it is.
    pub const DAY_KEEP: Does = Does(1 << 2);
    /// Joins a clause.
    pub const JOIN: Does = Does(1 << 3);
    pub const RELATIVE: Does = Does(1 << 4);
    pub const SUBORDINATE: Does = Does(1 << 5);
    pub const PREPOSITION: Does = Does(1 << 6);
    /// Ends no headline.
    pub const DANGLE: Does = Does(1 << 7);
    /// A joining word behind it belongs to it: "shortly after", "more than when".
    pub const LEAD: Does = Does(1 << 8);
    /// An auxiliary, or a verb in a form that needs no other.
    pub const FINITE: Does = Does(1 << 9);
    /// A verb that says little before what is said follows.
    pub const SAY: Does = Does(1 << 10);
    /// A verb in "-s" behind it is its own.
    pub const WHO: Does = Does(1 << 11);
    /// Parts no verb from its auxiliary.
    pub const INNER: Does = Does(1 << 12);
    /// A participle behind it is no verb.
    pub const NOUN_LEAD: Does = Does(1 << 13);
    /// Opens what stands before the main clause.
    pub const FRONT: Does = Does(1 << 14);
    pub const FINITE_ES: Does = Does(1 << 15);
    pub const FINITE_FR: Does = Does(1 << 16);
    pub const FINITE_DE: Does = Does(1 << 17);

    /// Whether the word may do any of `other`.
    pub fn any(self, other: Does) -> bool {
        self.0 & other.0 != 0
    }

    /// What a word in small letters may do.
    pub fn of(word: &str) -> Does {
        static LOADED: OnceLock<Table<Does>> = OnceLock::new();
        let table = LOADED.get_or_init(|| {
            let mut table: Table<Does> = Table::default();
            for (does, words) in LISTS {
                for word in words.split_ascii_whitespace() {
                    table.entry(word.to_owned()).or_default().0 |= does.0;
                }
            }
            table
        });
        table.get(word).copied().unwrap_or_default()
    }
}

impl std::ops::BitOr for Does {
    type Output = Does;

    fn bitor(self, other: Does) -> Does {
        Does(self.0 | other.0)
    }
}

/// A word as it is compared, without the marks around it and in small letters, and what it may do.
#[derive(Debug, Default)]
pub(super) struct Word<'t> {
    pub text: Cow<'t, str>,
    pub does: Does,
}

impl<'t> Word<'t> {
    pub fn of(piece: &'t str) -> Word<'t> {
        let bare = piece.trim_matches(|c: char| !c.is_alphanumeric());
        let small = bare.bytes().all(|b| b.is_ascii() && !b.is_ascii_uppercase());
        let text = if small { Cow::Borrowed(bare) } else { Cow::Owned(bare.to_lowercase()) };
        Word { does: Does::of(&text), text }
    }

    pub fn any(&self, does: Does) -> bool {
        self.does.any(does)
    }
}

const LISTS: [(Does, &str); 19] = [
    (
        Does::DAY,
        "monday tuesday wednesday thursday friday saturday sunday montag dienstag mittwoch \
        donnerstag freitag samstag sonntag lunes martes miércoles jueves viernes sábado domingo lundi mardi \
        mercredi jeudi vendredi samedi dimanche понедельник вторник среду четверг пятницу субботу воскресенье",
    ),
    (Does::DAY_LEAD, "on am late early last next el le ce в во"),
    (Does::DAY_KEEP, "of until till since from for by before after and to every between"),
    (
        Does::JOIN,
        "after when while because amid despite following although though but before saying nachdem weil \
        tras mientras porque après alors puisque после когда",
    ),
    (Does::RELATIVE, "who which that where whose whom"),
    (
        Does::SUBORDINATE,
        "because when while if whether after before until unless although though how why what",
    ),
    (
        Does::PREPOSITION,
        "in at on for with by from into during since as over under through against and to near",
    ),
    (
        Does::DANGLE,
        "a an the of in at on for with by from into during since as over under through against and to \
        near or but nor than that which who whose whom where when while if is are was were be been has have had \
        will would can could may might must should its their his her our my your this these not no none more most \
        only even also so such both either very because after before until about between among every each some \
        any de del la el los las un una y o que en con por para le les des du et à dans der die das den dem des \
        ein eine einen und oder von mit auf im am zu в на с и по из к о от для",
    ),
    (
        Does::LEAD,
        "week weeks day days hour hours month months year years minute minutes shortly soon just long \
        immediately right decade decades",
    ),
    (
        Does::FINITE,
        "is are was were be been has have had will would can could may might must should do does \
        did won't isn't wasn't hasn't didn't",
    ),
    (
        Does::FINITE,
        "won came went took made got left fell rose ran began broke built drew gave found kept held met sent \
        set shut hit cut put led lost paid saw sold spent stood struck wrote became brought bought caught chose \
        drove fought flew grew knew lay rang sank shook shot sang slept spoke stole swam taught thought threw \
        woke wore beat tied plans says rises falls wins takes hopes wants",
    ),
    (Does::SAY, "said says told tells warned insisted claimed argued"),
    (Does::WHO, "who which that"),
    (Does::INNER, "not never ever now also once"),
    (Does::NOUN_LEAD, "a an the of in at on for with by its their his her and some many more no"),
    (
        Does::FRONT,
        "después tras desde durante con según nach seit während bei mit trotz après depuis pendant selon \
        после в на с por para dopo depois",
    ),
    (Does::FINITE_ES, "ha han es son fue están está hay tiene tienen va van era eran"),
    (Does::FINITE_FR, "a ont est sont va vont avait était étaient sera seront doit"),
    (Does::FINITE_DE, "ist hat wird sind haben werden war waren soll sollen will wollen kann können"),
];
