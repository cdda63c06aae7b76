//! Words of languages that are not written in Latin letters: Japanese, Chinese, Korean, Russian.

use std::sync::LazyLock;

use retold_times::WordTable;

use crate::model::Milestone;
use crate::readers::milestones::classify::Confidence::{self, High, Medium};
use crate::readers::milestones::classify::Signals;
use crate::text::stamps::first_chars;

/// How many characters of an entry are read.
const MAX_CHARS: usize = 160;

/// The Russian denial that ends before the word that it denies; without the space it is a part of many words.
const RUSSIAN_NOT: &str = "не ";

static TABLE: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../../data/milestone-scripts.txt")));

/// The words that show each milestone.
static WORDS: LazyLock<Vec<(Milestone, Confidence, Vec<&str>)>> = LazyLock::new(|| {
    let names = [
        ("maybe-identified", Milestone::Identified, Medium),
        ("started", Milestone::Started, High),
        ("maybe-started", Milestone::Started, Medium),
        ("detected", Milestone::Detected, High),
        ("acknowledged", Milestone::Acknowledged, High),
        ("escalated", Milestone::Escalated, High),
        ("identified", Milestone::Identified, High),
        ("mitigated", Milestone::Mitigated, High),
        ("resolved", Milestone::Resolved, High),
    ];
    names.map(|(name, milestone, confidence)| (milestone, confidence, TABLE.longest_first(name))).into()
});

/// Words shortly behind that take a milestone back.
static DENIALS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("denied").collect());

/// Adds the milestones that the first characters of `text` show.
pub fn read(text: &str, signals: &mut Signals) {
    let text = first_chars(text, MAX_CHARS).to_lowercase();
    if text.starts_with("発生") {
        signals.add(Milestone::Started, High);
    }
    // A word is only looked for where its first letter occurs: there are hundreds of words, and few letters.
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let may_occur =
        |word: &str| word.chars().next().is_some_and(|first| letters.binary_search(&first).is_ok());
    for (milestone, confidence, words) in WORDS.iter() {
        let mut words = words.iter().filter(|word| may_occur(word));
        let found = words.find_map(|word| text.find(word).map(|at| (at, word.len())));
        let Some((at, length)) = found else { continue };
        let behind = text[at + length..].chars().take(4).collect::<String>();
        let is_denied = DENIALS.iter().any(|denial| behind.contains(denial))
            || behind.contains(RUSSIAN_NOT)
            || text[..at].ends_with(RUSSIAN_NOT);
        if !is_denied {
            signals.add(*milestone, *confidence);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_those_of_known_milestones() {
        let names: Vec<_> = ["denied", "maybe-identified", "maybe-started"]
            .into_iter()
            .chain(Milestone::ALL.map(Milestone::name))
            .collect();
        let faults = WordTable::faults(
            include_str!("../../../../data/milestone-scripts.txt"),
            &names,
            str::to_lowercase,
        );
        assert_eq!(faults, [""; 0]);
    }
}
