//! The meanings of words: sets of classes, as bits.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashMap;

/// A set of classes of words, one bit each.
pub type Classes = u128;

/// A word without a meaning of its own.
pub const OTHER: Classes = 1;

/// The end of a sentence.
pub const STOP: Classes = 2;

/// The classes that are in no table, and come before those of the table.
const UNLISTED: [&str; 2] = ["other", "stop"];

static TABLE: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../../data/milestone-words.txt")));

/// The names of the classes, each in the place of its bit.
static NAMES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let mut names = UNLISTED.to_vec();
    for entry in TABLE.entries() {
        if !names.contains(&entry.name) {
            names.push(entry.name);
        }
    }
    names
});

static WORDS: LazyLock<FxHashMap<&str, Classes>> = LazyLock::new(|| TABLE.map(class));

static PAIRS: LazyLock<FxHashMap<(&str, &str), Classes>> = LazyLock::new(|| {
    let pairs = TABLE.entries().filter_map(|entry| Some((entry.word.split_once(' ')?, class(entry.name)?)));
    pairs.collect()
});

/// The class with the name `name` in the tables.
pub fn class(name: &str) -> Option<Classes> {
    let at = NAMES.iter().position(|other| *other == name)?;
    1_u128.checked_shl(u32::try_from(at).ok()?)
}

/// The class of `word`, which is in lower case.
pub fn of_word(word: &str) -> Classes {
    WORDS.get(word).copied().unwrap_or(OTHER)
}

/// The class of `second` right behind `first`; none if the two have no meaning together.
pub fn of_pair(first: &str, second: &str) -> Classes {
    let pairs: &FxHashMap<(&str, &str), Classes> = &PAIRS;
    pairs.get(&(first, second)).copied().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_one_meaning() {
        let text = include_str!("../../../../data/milestone-words.txt");
        assert_eq!(WordTable::faults(text, &NAMES, str::to_lowercase), [""; 0]);
        for entry in TABLE.entries() {
            let found = match entry.word.split_once(' ') {
                Some((first, second)) => of_pair(first, second),
                None => of_word(entry.word),
            };
            assert_eq!(Some(found), class(entry.name), "{}: {}", entry.name, entry.word);
        }
        assert!(NAMES.len() <= 128);
    }
}
