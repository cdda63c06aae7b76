//! Words that times consist of, looked up at once: most words of any text are none of them, and are asked about.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use super::dates::{MONTHS, WEEKDAYS};
use super::stamps::{ABOUT_WORDS, FROM_WORDS};

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
