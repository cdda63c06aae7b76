//! The words that dates, times of day and ranges consist of (`data/times.txt`).
//!
//! Every word of a text is looked up, and most are not found. So a lookup does not allocate, and mostly ends at the first
//! byte.

use std::sync::LazyLock;

use jiff::civil::Weekday;

use crate::WordTable;
use crate::lookup::Lookup;

const TEXT: &str = include_str!("../data/times.txt");

static TABLE: LazyLock<WordTable> = LazyLock::new(|| WordTable::parse(TEXT));

const MONTHS: [&str; 12] = [
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
];

const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The role of a word of an alphabet in a time.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Role {
    Month,
    Weekday,
    About,
    From,
    Between,
    To,
    And,
    BeforeClock,
    BeforeDate,
    Article,
    Of,
    Ordinal,
    OClock,
}

const ROLES: [(&str, Role); 11] = [
    ("about", Role::About),
    ("from", Role::From),
    ("between", Role::Between),
    ("to", Role::To),
    ("and", Role::And),
    ("before-clock", Role::BeforeClock),
    ("before-date", Role::BeforeDate),
    ("article", Role::Article),
    ("of", Role::Of),
    ("ordinal", Role::Ordinal),
    ("o-clock", Role::OClock),
];

/// A set of roles.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Roles(u16);

impl Roles {
    pub const fn of(roles: &[Role]) -> Self {
        let (mut bits, mut index) = (0, 0);
        while index < roles.len() {
            bits |= 1 << roles[index] as u16;
            index += 1;
        }
        Self(bits)
    }

    pub const fn overlaps(self, other: Self) -> bool {
        self.0 & other.0 != 0
    }
}

/// The meanings of a word. It can have several: `mar` is March, `a` is between the ends of a range.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Meaning {
    /// The number of the month, or 0.
    pub month: i8,
    /// The number of the day of the week, Monday being 1, or 0.
    pub weekday: i8,
    pub roles: Roles,
}

struct Words {
    meanings: Lookup<Meaning>,
    /// All roles of the words that begin with a byte.
    initials: [Roles; 256],
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut initials = [Roles::default(); 256];
    for (word, meaning) in words() {
        for initial in word.bytes().take(1).flat_map(|byte| [byte, byte.to_ascii_uppercase()]) {
            initials[usize::from(initial)].0 |= meaning.roles.0;
        }
    }
    let meanings = Lookup::collect(words(), |one, other| Meaning {
        month: one.month.max(other.month),
        weekday: one.weekday.max(other.weekday),
        roles: Roles(one.roles.0 | other.roles.0),
    });
    Words { meanings, initials }
});

/// The words of an alphabet with their meanings; a word with several meanings occurs several times.
fn words() -> impl Iterator<Item = (&'static str, Meaning)> {
    let number = |names: &[&str], name| {
        names.iter().zip(1_i8..).find(|(other, _)| **other == name).map_or(0, |(_, number)| number)
    };
    TABLE.entries().filter_map(move |entry| {
        let (month, weekday) = (number(&MONTHS, entry.name), number(&WEEKDAYS, entry.name));
        let role = match (month, weekday) {
            (0, 0) => ROLES.iter().find(|(name, _)| *name == entry.name)?.1,
            (0, _) => Role::Weekday,
            _ => Role::Month,
        };
        Some((entry.word, Meaning { month, weekday, roles: Roles::of(&[role]) }))
    })
}

/// Whether a word whose first byte is `initial` can have one of `roles`.
pub fn may_have(initial: u8, roles: Roles) -> bool {
    WORDS.initials[usize::from(initial)].overlaps(roles)
}

/// The meanings of `word`, if it has one of `roles`.
pub fn meaning(word: &str, roles: Roles) -> Option<Meaning> {
    let initial = *word.as_bytes().first()?;
    if !may_have(initial, roles) {
        return None;
    }
    WORDS.meanings.get(word).filter(|meaning| meaning.roles.overlaps(roles))
}

/// The number of the month that `word` names, 1 for January: in English, German, French, Spanish, Italian, Portuguese,
/// Russian or Ukrainian, in full or abbreviated without its full stop. The letters A to Z are compared without regard
/// to case.
///
/// `may` and `mar` are other words as well: the caller has to decide whether a month is meant.
///
/// ```
/// assert_eq!(retold_times::month("March"), Some(3));
/// assert_eq!(retold_times::month("märz"), Some(3));
/// assert_eq!(retold_times::month("Sept"), Some(9));
/// assert_eq!(retold_times::month("marching"), None);
/// ```
pub fn month(word: &str) -> Option<i8> {
    meaning(word, Roles::of(&[Role::Month])).map(|meaning| meaning.month)
}

/// The day of the week that `word` names, in full or abbreviated without its full stop; compared as by [`month`].
///
/// `sat` and `sun` are other words as well: the caller has to decide whether a weekday is meant.
///
/// ```
/// use jiff::civil::Weekday;
///
/// assert_eq!(retold_times::weekday("thurs"), Some(Weekday::Thursday));
/// assert_eq!(retold_times::weekday("Montag"), Some(Weekday::Monday));
/// assert_eq!(retold_times::weekday("someday"), None);
/// ```
pub fn weekday(word: &str) -> Option<Weekday> {
    let meaning = meaning(word, Roles::of(&[Role::Weekday]))?;
    Weekday::from_monday_one_offset(meaning.weekday).ok()
}

/// Whether `text` is a word or sign that marks the time or amount behind it as not exact; words are compared as by
/// [`month`].
///
/// ```
/// assert!(retold_times::is_about("Approximately"));
/// assert!(retold_times::is_about("≈"));
/// assert!(!retold_times::is_about("exactly"));
/// ```
pub fn is_about(text: &str) -> bool {
    meaning(text, Roles::of(&[Role::About])).is_some() || SIGNS.about.contains(&text)
}

/// Signs, and words of scripts without blanks between words; longer ones first.
pub struct Signs {
    pub about: Vec<&'static str>,
    pub about_behind: Vec<&'static str>,
    pub to: Vec<&'static str>,
    pub morning: Vec<&'static str>,
    pub afternoon: Vec<&'static str>,
    pub unknown: Vec<&'static str>,
}

pub static SIGNS: LazyLock<Signs> = LazyLock::new(|| Signs {
    about: TABLE.longest_first("about-sign"),
    about_behind: TABLE.longest_first("about-behind"),
    to: TABLE.longest_first("to-sign"),
    morning: TABLE.longest_first("morning"),
    afternoon: TABLE.longest_first("afternoon"),
    unknown: TABLE.longest_first("unknown"),
});

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scan::Scan;

    #[test]
    fn the_table_has_no_faults() {
        let names: Vec<_> = MONTHS
            .into_iter()
            .chain(WEEKDAYS)
            .chain(ROLES.map(|(name, _)| name))
            .chain(["about-sign", "about-behind", "to-sign", "morning", "afternoon", "unknown"])
            .collect();
        assert_eq!(WordTable::faults(TEXT, &names, str::to_lowercase), Vec::<String>::new());
    }

    #[test]
    fn words_of_an_alphabet_are_read_as_wholes() {
        for (word, _) in words() {
            assert_eq!(Scan::new(word).word(), word);
        }
    }

    #[test]
    fn a_word_has_all_of_its_roles() {
        for (word, role, is_found) in [
            ("from", Role::From, true),
            ("From", Role::BeforeClock, true),
            ("from", Role::To, false),
            ("À", Role::To, false),
            ("à", Role::To, true),
            ("february", Role::Month, true),
            ("february-march", Role::Month, false),
            ("", Role::Month, false),
        ] {
            assert_eq!(meaning(word, Roles::of(&[role])).is_some(), is_found, "{word} {role:?}");
        }
        assert!(may_have(b'F', Roles::of(&[Role::Month])));
        assert!(!may_have(b'x', Roles::of(&[Role::Month])));
    }
}
