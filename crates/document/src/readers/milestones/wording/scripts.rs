//! Words of languages that are not written in Latin letters: Japanese, Chinese, Korean, Russian.

use std::sync::LazyLock;

use retold_times::WordTable;

use crate::model::Milestone;
use crate::readers::milestones::wording::Strength::{self, Likely, Sure};
use crate::text::stamps::first_chars;

/// How many characters of an entry are read.
const MAX_CHARS: usize = 160;

/// The Russian denial that ends before the word that it denies; without the space it is a part of many words.
const RUSSIAN_NOT: &str = "не ";

static TABLE: LazyLock<WordTable> =
    LazyLock::new(|| WordTable::parse(include_str!("../../../../data/milestone-scripts.txt")));

/// The words that show each milestone.
static WORDS: LazyLock<Vec<(Milestone, Strength, Vec<&str>)>> = LazyLock::new(|| {
    let names = [
        ("maybe-identified", Milestone::Identified, Likely),
        ("started", Milestone::Started, Sure),
        ("maybe-started", Milestone::Started, Likely),
        ("detected", Milestone::Detected, Sure),
        ("acknowledged", Milestone::Acknowledged, Sure),
        ("escalated", Milestone::Escalated, Sure),
        ("identified", Milestone::Identified, Sure),
        ("mitigated", Milestone::Mitigated, Sure),
        ("resolved", Milestone::Resolved, Sure),
    ];
    names.map(|(name, milestone, strength)| (milestone, strength, TABLE.longest_first(name))).into()
});

/// Words shortly behind that take a milestone back.
static DENIALS: LazyLock<Vec<&str>> = LazyLock::new(|| TABLE.words("denied").collect());

/// Calls `add` with each milestone that the first characters of `text` show, and the word that shows it.
pub fn read(text: &str, mut add: impl FnMut(Milestone, Strength, &'static str)) {
    let text = first_chars(text, MAX_CHARS).to_lowercase();
    if text.starts_with("発生") {
        add(Milestone::Started, Sure, "発生");
    }
    // A word is only looked for where its first letter occurs: there are hundreds of words, and few letters.
    let mut letters: Vec<char> = text.chars().collect();
    letters.sort_unstable();
    letters.dedup();
    let may_occur =
        |word: &str| word.chars().next().is_some_and(|first| letters.binary_search(&first).is_ok());
    for (milestone, strength, words) in WORDS.iter() {
        let mut words = words.iter().filter(|word| may_occur(word));
        let found = words.find_map(|word| text.find(word).map(|at| (at, *word)));
        let Some((at, word)) = found else { continue };
        let behind = text[at + word.len()..].chars().take(4).collect::<String>();
        let is_denied = DENIALS.iter().any(|denial| behind.contains(denial))
            || behind.contains(RUSSIAN_NOT)
            || text[..at].ends_with(RUSSIAN_NOT);
        if !is_denied {
            add(*milestone, *strength, word);
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
