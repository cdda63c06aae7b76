//! The meanings of single words.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashMap;
use serde::Deserialize;
use serde::de::IntoDeserializer;
use serde::de::value::{Error, StrDeserializer};

/// The meaning of a word in any language.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Word {
    /// Something that is wrong, as a noun: `outage`.
    Fault,
    Incident,
    /// Being wrong, as a verb or adjective: `failing`, `slow`.
    Bad,
    /// `fails`: harm, and no success.
    Failed,
    Gone,
    /// `down`: harm only behind some words.
    Down,
    Break,
    Breaking,
    Causing,
    /// A cause: `misconfiguration`, `deadlock`.
    Evidence,
    Cause,
    Found,
    Confirmed,
    Initiate,
    Start,
    End,
    First,
    Occurrence,
    Instance,
    Detected,
    Aware,
    Report,
    ReportNoun,
    Alert,
    /// `pages`, a verb or a noun.
    Pages,
    Fire,
    /// A watcher: `monitoring`.
    Tool,
    /// The verb of a watcher: `indicates`.
    Shows,
    Notify,
    /// The same as [`Word::Notify`], where it is open who informs whom.
    Notified,
    Further,
    Investigate,
    Declare,
    Open,
    /// Puts something into a tracker: `posts`.
    File,
    Acknowledge,
    Escalate,
    /// Asks somebody: about the problem that is noticed, or for help.
    Ping,
    Mitigated,
    Temporary,
    Workaround,
    Reverted,
    Rolled,
    Revert,
    Fix,
    Deploy,
    Failover,
    Done,
    Resolved,
    Resolution,
    Restored,
    Recovery,
    Service,
    Full,
    Normal,
    Stable,
    Online,
    Work,
    Clear,
    Back,
    Again,
    Persist,
    Reachable,
    Return,
    Be,
    That,
    Of,
    People,
    Audience,
    Not,
    Planned,
    /// Introduces a purpose rather than an event: `to`, `for`.
    Aim,
    /// A word without a meaning of its own.
    #[serde(skip)]
    Other,
    /// The end of a sentence.
    #[serde(skip)]
    Stop,
}

/// The meaning of each word.
static MEANINGS: LazyLock<FxHashMap<&str, Word>> = LazyLock::new(|| {
    WordTable::parse(include_str!("../../../../data/milestone-words.txt")).map(|name| meaning(name))
});

/// The meaning with the name `name` in a table of words.
pub fn meaning<'a, T: Deserialize<'a>>(name: &'a str) -> Option<T> {
    let name: StrDeserializer<'_, Error> = name.into_deserializer();
    T::deserialize(name).ok()
}

impl Word {
    /// The meaning of `word`, which is in lower case.
    pub fn of(word: &str) -> Self {
        MEANINGS.get(word).copied().unwrap_or(Self::Other)
    }

    /// Whether it is a word that only joins others.
    pub fn is_filler(self) -> bool {
        matches!(self, Self::Of | Self::Be)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_word_has_one_meaning() {
        let text = include_str!("../../../../data/milestone-words.txt");
        let table = WordTable::parse(text);
        let names: Vec<&str> = table.entries().map(|entry| entry.name).collect();
        assert_eq!(WordTable::faults(text, &names, str::to_lowercase), [""; 0]);
        for entry in table.entries() {
            assert_eq!(meaning(entry.name), Some(Word::of(entry.word)), "{}: {}", entry.name, entry.word);
        }
    }
}
