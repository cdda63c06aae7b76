//! The tables of words.

use std::borrow::Cow;

use retold_times::WordTable;
use rustc_hash::FxHashMap;

const BLAME: &str = include_str!("../data/blame.txt");
const VERBS: &str = include_str!("../data/blame-verbs.txt");

/// What a phrase means. The head of `data/blame.txt` describes each kind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Fault,
    Guilt,
    Slip,
    Accident,
    Responsible,
    Regret,
    Chance,
    Hindsight,
    Would,
    Bare,
    Knowing,
    Better,
    Owned,
    Work,
    Technical,
    Act,
    Omission,
    Unaware,
    Diligence,
    Diligent,
    Forgotten,
    Careful,
    Sanction,
    Wrong,
    Person,
    Pronoun,
    Group,
    Own,
    Conjunction,
    Determiner,
    Adverb,
    Preposition,
    Negation,
    Policy,
    Participle,
    Remedy,
    /// A verb by which a person sets an incident off.
    Cause,
}

impl Kind {
    const NAMED: [(&'static str, Self); 36] = [
        ("fault", Self::Fault),
        ("guilt", Self::Guilt),
        ("determiner", Self::Determiner),
        ("slip", Self::Slip),
        ("accident", Self::Accident),
        ("bare", Self::Bare),
        ("chance", Self::Chance),
        ("hindsight", Self::Hindsight),
        ("would", Self::Would),
        ("unaware", Self::Unaware),
        ("diligence", Self::Diligence),
        ("diligent", Self::Diligent),
        ("group", Self::Group),
        ("own", Self::Own),
        ("knowing", Self::Knowing),
        ("act", Self::Act),
        ("owned", Self::Owned),
        ("work", Self::Work),
        ("technical", Self::Technical),
        ("better", Self::Better),
        ("conjunction", Self::Conjunction),
        ("responsible", Self::Responsible),
        ("regret", Self::Regret),
        ("omission", Self::Omission),
        ("forgotten", Self::Forgotten),
        ("careful", Self::Careful),
        ("sanction", Self::Sanction),
        ("wrong", Self::Wrong),
        ("person", Self::Person),
        ("pronoun", Self::Pronoun),
        ("adverb", Self::Adverb),
        ("preposition", Self::Preposition),
        ("negation", Self::Negation),
        ("policy", Self::Policy),
        ("participle", Self::Participle),
        ("remedy", Self::Remedy),
    ];
}

impl Kind {
    /// The bit of this kind in a set.
    pub fn bit(self) -> u64 {
        1 << self as u32
    }

    /// Whether a sentence without a phrase of such a kind blames nobody.
    pub fn may_blame(self) -> bool {
        match self {
            Self::Fault
            | Self::Guilt
            | Self::Slip
            | Self::Accident
            | Self::Responsible
            | Self::Regret
            | Self::Chance
            | Self::Bare
            | Self::Would
            | Self::Knowing
            | Self::Owned
            | Self::Act
            | Self::Omission
            | Self::Unaware
            | Self::Forgotten
            | Self::Careful
            | Self::Sanction
            | Self::Policy
            | Self::Cause => true,
            Self::Hindsight
            | Self::Better
            | Self::Work
            | Self::Technical
            | Self::Diligence
            | Self::Diligent
            | Self::Wrong
            | Self::Person
            | Self::Pronoun
            | Self::Group
            | Self::Own
            | Self::Conjunction
            | Self::Determiner
            | Self::Adverb
            | Self::Preposition
            | Self::Negation
            | Self::Participle
            | Self::Remedy => false,
        }
    }
}

/// A phrase of the tables.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Phrase {
    pub kind: Kind,
    /// In lower case.
    pub words: Vec<Cow<'static, str>>,
    /// For a verb: its base form.
    pub base: &'static str,
}

/// The phrases of the tables and of an archive.
#[derive(Debug, Default)]
pub struct Phrases {
    /// By their first word, the longest first.
    by_first_word: FxHashMap<Cow<'static, str>, Vec<Phrase>>,
    /// Those of languages whose words have endings or no blanks between them, which are looked for in any part of a sentence.
    parts: Vec<(Kind, &'static str)>,
}

impl Phrases {
    /// `own` are words of blame of the configuration.
    pub fn new(own: &[String]) -> Self {
        let mut phrases = Self::default();
        let named: FxHashMap<_, _> = Kind::NAMED.into_iter().collect();
        let mut all = Vec::new();
        for entry in WordTable::parse(BLAME).entries() {
            let Some(kind) = named.get(entry.name).copied() else { continue };
            if is_without_blanks(entry.language) {
                phrases.parts.push((kind, entry.word));
            } else {
                let words = entry.word.split(' ').map(Cow::Borrowed).collect();
                all.push(Phrase { kind, words, base: "" });
            }
        }
        all.extend(WordTable::parse(VERBS).entries().map(|entry| {
            let words = entry.word.split(' ').map(Cow::Borrowed).collect();
            Phrase { kind: Kind::Cause, words, base: entry.name }
        }));
        all.extend(own.iter().map(|words| {
            let words = words.split_whitespace().map(|word| Cow::Owned(word.to_lowercase())).collect();
            Phrase { kind: Kind::Fault, words, base: "" }
        }));
        // Longer phrases come first, so that each list is in that order.
        all.sort_by_key(|phrase| std::cmp::Reverse(phrase.words.len()));
        for phrase in all {
            if let Some(first) = phrase.words.first().cloned() {
                phrases.by_first_word.entry(first).or_default().push(phrase);
            }
        }
        phrases
    }

    /// The phrases that begin with `word`, which is in lower case; the longest first.
    pub fn beginning_with(&self, word: &str) -> &[Phrase] {
        self.by_first_word.get(word).map_or(&[], Vec::as_slice)
    }

    /// The phrases of languages whose words have endings or no blanks between them.
    pub fn parts(&self) -> &[(Kind, &'static str)] {
        &self.parts
    }
}

fn is_without_blanks(language: &str) -> bool {
    matches!(language, "ja" | "ko" | "zh")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order() {
        let names: Vec<_> = Kind::NAMED.iter().map(|(name, _)| *name).collect();
        assert_eq!(WordTable::faults(BLAME, &names, str::to_lowercase), Vec::<String>::new());
        let verbs = WordTable::parse(VERBS);
        let names: Vec<_> = verbs.entries().map(|entry| entry.name).collect();
        assert_eq!(WordTable::faults(VERBS, &names, str::to_lowercase), Vec::<String>::new());
    }
}
