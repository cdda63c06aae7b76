//! Words that times consist of, looked up at once: most words of any text are none of them, and are asked about.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

/// Names of months in English, German, French, Spanish, Italian, Portuguese, Russian and Ukrainian.
const MONTHS: [&[&str]; 12] = [
    &[
        "january",
        "jan",
        "januar",
        "jänner",
        "janvier",
        "janv",
        "enero",
        "ene",
        "gennaio",
        "janeiro",
        "января",
        "янв",
        "січня",
        "січ",
    ],
    &[
        "february",
        "feb",
        "februar",
        "février",
        "fevrier",
        "févr",
        "febrero",
        "febbraio",
        "fevereiro",
        "февраля",
        "фев",
        "лютого",
    ],
    &["march", "mar", "märz", "maerz", "mrz", "mär", "mars", "marzo", "março", "марта", "березня"],
    &["april", "apr", "avril", "avr", "abril", "abr", "aprile", "апреля", "апр", "квітня"],
    &["may", "mai", "mayo", "maggio", "maio", "мая", "травня"],
    &["june", "jun", "juni", "juin", "junio", "giugno", "junho", "июня", "червня"],
    &["july", "jul", "juli", "juillet", "juil", "julio", "luglio", "julho", "июля", "липня"],
    &["august", "aug", "août", "aout", "agosto", "ago", "августа", "авг", "серпня"],
    &[
        "september",
        "sep",
        "sept",
        "septembre",
        "septiembre",
        "setiembre",
        "settembre",
        "setembro",
        "сентября",
        "сент",
        "вересня",
    ],
    &[
        "october",
        "oct",
        "oktober",
        "okt",
        "octobre",
        "octubre",
        "ottobre",
        "outubro",
        "октября",
        "окт",
        "жовтня",
    ],
    &["november", "nov", "novembre", "noviembre", "novembro", "ноября", "нояб", "листопада"],
    &[
        "december",
        "dec",
        "dezember",
        "dez",
        "décembre",
        "decembre",
        "déc",
        "diciembre",
        "dic",
        "dezembro",
        "декабря",
        "дек",
        "грудня",
    ],
];

const WEEKDAYS: [&str; 38] = [
    "monday",
    "tuesday",
    "wednesday",
    "thursday",
    "friday",
    "saturday",
    "sunday",
    "mon",
    "tue",
    "tues",
    "wed",
    "thu",
    "thur",
    "thurs",
    "fri",
    "sat",
    "sun",
    "montag",
    "dienstag",
    "mittwoch",
    "donnerstag",
    "freitag",
    "samstag",
    "sonntag",
    "lundi",
    "mardi",
    "mercredi",
    "jeudi",
    "vendredi",
    "samedi",
    "dimanche",
    "lunes",
    "martes",
    "miércoles",
    "jueves",
    "viernes",
    "sábado",
    "domingo",
];

/// Words before a time that is not exact.
pub(super) const ABOUT_WORDS: [&str; 16] = [
    "ca",
    "circa",
    "about",
    "around",
    "approximately",
    "approx",
    "roughly",
    "gegen",
    "etwa",
    "ungefähr",
    "vers",
    "environ",
    "hacia",
    "aproximadamente",
    "approximativement",
    "c",
];

/// Words before the start of a range; those that want both ends stand first.
pub(super) const FROM_WORDS: [&str; 8] = ["between", "zwischen", "entre", "from", "von", "du", "de", "desde"];

/// What a word is to a time.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Meaning {
    /// Number of the month that it names, or 0.
    pub month: i8,
    pub is_weekday: bool,
    /// `about`, `from` and the like, which stand before a time.
    pub is_opening: bool,
}

/// Longest word that means anything, in bytes.
const LONGEST: usize = 32;

struct Words {
    meanings: FxHashMap<Vec<u8>, Meaning>,
    /// Whether any word begins with a byte, in lower case.
    first: [bool; 256],
}

static WORDS: LazyLock<Words> = LazyLock::new(|| {
    let mut words = Words { meanings: FxHashMap::default(), first: [false; 256] };
    let mut add = |word: &str, set: &dyn Fn(&mut Meaning)| {
        if let Some(&first) = word.as_bytes().first() {
            words.first[usize::from(first)] = true;
        }
        set(words.meanings.entry(word.as_bytes().to_vec()).or_default());
    };
    for (number, names) in (1_i8..).zip(MONTHS) {
        for name in names {
            add(name, &|meaning| meaning.month = number);
        }
    }
    for name in WEEKDAYS {
        add(name, &|meaning| meaning.is_weekday = true);
    }
    for name in ABOUT_WORDS.iter().chain(&FROM_WORDS) {
        add(&name.to_lowercase(), &|meaning| meaning.is_opening = true);
    }
    words
});

/// Whether a word that begins with `c` may mean anything: nearly all of the others need not be read.
pub fn may_begin(c: char) -> bool {
    !c.is_ascii() || WORDS.first[c.to_ascii_lowercase() as usize]
}

/// What `word` is to a time, in any case of its ASCII letters.
pub fn meaning(word: &str) -> Meaning {
    let bytes = word.as_bytes();
    let Some(first) = bytes.first() else { return Meaning::default() };
    if bytes.len() > LONGEST || !WORDS.first[usize::from(first.to_ascii_lowercase())] {
        return Meaning::default();
    }
    let mut lower = [0; LONGEST];
    let lower = &mut lower[..bytes.len()];
    lower.copy_from_slice(bytes);
    lower.make_ascii_lowercase();
    WORDS.meanings.get(&*lower).copied().unwrap_or_default()
}
