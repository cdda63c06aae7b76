//! Words for levels of severity, in several languages.

use std::sync::LazyLock;

use retold_times::WordTable;
use rustc_hash::FxHashMap;

const WORDS: &str = include_str!("../../data/severities.txt");

/// The levels that most scales have, from worst to least.
const STANDARD: [&str; 4] = ["critical", "high", "medium", "low"];

/// All words, each with the standard level that it stands for, if any.
static LEVELS: LazyLock<FxHashMap<&str, Option<&str>>> = LazyLock::new(|| {
    WordTable::parse(WORDS).map(|name| Some(STANDARD.into_iter().find(|standard| *standard == name)))
});

/// Words of one or two characters in scripts without spaces.
static SHORT_LEVELS: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let is_short = |word: &&str| !word.is_ascii() && word.chars().count() <= 2;
    LEVELS.keys().copied().filter(is_short).collect()
});

/// Returns true if a word in lower case names a level.
pub fn is_level(word: &str) -> bool {
    LEVELS.contains_key(word)
}

/// Returns true if a text in lower case begins with a level in a script without spaces.
pub fn begins_with_level(text: &str) -> bool {
    SHORT_LEVELS.iter().any(|level| text.starts_with(level))
}

/// The level that a label stands for, in the words of most scales: `critical`, `high`, `medium` or `low`. The label is a
/// word in any of the known languages: `hoch`, `Alta`, `軽微`.
pub fn standard_severity(label: &str) -> Option<&'static str> {
    LEVELS.get(label.trim().to_lowercase().as_str()).copied().flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_words_is_sound() {
        let names = [&STANDARD[..], &["level"]].concat();
        assert_eq!(WordTable::faults(WORDS, &names, str::to_lowercase), Vec::<String>::new());
        assert_eq!(LEVELS.len(), WordTable::parse(WORDS).entries().count(), "a word stands for two levels");
    }

    #[test]
    fn words_of_all_languages_stand_for_the_standard_levels() {
        for (label, standard) in [
            ("Hoch", Some("high")),
            ("alta", Some("high")),
            ("高", Some("high")),
            ("Moyenne", Some("medium")),
            ("低", Some("low")),
            ("严重", Some("critical")),
            ("критический", Some("critical")),
            ("disrupted", None),
            ("mauve", None),
        ] {
            assert_eq!(standard_severity(label), standard, "{label}");
        }
    }
}
