//! The meanings of pairs of words, one right behind the other.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashMap;
use serde::Deserialize;

use crate::readers::milestones::classify::words::meaning;

/// The meaning of a pair of words in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum WordPair {
    CalledIn,
    Noticed,
    Reported,
    Attention,
    TeamNotified,
    Issue,
    NoLonger,
    Unreachable,
    WasFound,
    WasResolved,
    SupportRequest,
}

/// The meaning of each pair.
static MEANINGS: LazyLock<FxHashMap<(&str, &str), WordPair>> = LazyLock::new(|| {
    let meanings = WordTable::parse(include_str!("../../../../data/milestone-word-pairs.txt"))
        .map(|name| meaning(name))
        .into_iter()
        .filter_map(|(pair, meaning)| Some((pair.split_once(' ')?, meaning)));
    meanings.collect()
});

impl WordPair {
    /// The meaning of `first` and `second`, which are in lower case.
    pub fn of(first: &str, second: &str) -> Option<Self> {
        let meanings: &FxHashMap<(&str, &str), Self> = &MEANINGS;
        meanings.get(&(first, second)).copied()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pair_has_one_meaning() {
        let text = include_str!("../../../../data/milestone-word-pairs.txt");
        let table = WordTable::parse(text);
        let names: Vec<&str> = table.entries().map(|entry| entry.name).collect();
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), [""; 0]);
        for entry in table.entries() {
            let (first, second) = entry.word.split_once(' ').unwrap();
            let found = WordPair::of(first, second).unwrap();
            assert_eq!(meaning(entry.name), Some(found), "{}: {}", entry.name, entry.word);
        }
    }
}
