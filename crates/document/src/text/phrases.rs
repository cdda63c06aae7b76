//! Searching texts for one of many phrases.

use rustc_hash::FxHashMap;

/// Phrases in lower case, with single spaces between their words.
pub struct Phrases {
    by_first_word: FxHashMap<&'static str, Vec<&'static str>>,
}

impl Phrases {
    /// The set of `phrases`.
    pub fn of(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        let mut by_first_word: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for phrase in phrases {
            let first = phrase.split(' ').next().unwrap_or(phrase);
            by_first_word.entry(first).or_default().push(phrase);
        }
        Self { by_first_word }
    }

    /// Whether `words`, which are in lower case and have single spaces between them, have one of the phrases.
    pub fn are_in(&self, words: &str) -> bool {
        let mut start = 0;
        words.split(' ').any(|word| {
            let rest = &words[start..];
            start += word.len() + 1;
            let mut phrases = self.by_first_word.get(word).into_iter().flatten();
            phrases.any(|phrase| {
                rest.strip_prefix(phrase).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
            })
        })
    }
}

/// Words or phrases in lower case by their first letters, in the order in which they were given.
pub struct ByInitial(FxHashMap<char, Vec<&'static str>>);

impl ByInitial {
    /// The set of `words`.
    pub fn of(words: impl IntoIterator<Item = &'static str>) -> Self {
        let mut by_initial: FxHashMap<_, Vec<_>> = FxHashMap::default();
        for word in words {
            if let Some(initial) = word.chars().next() {
                by_initial.entry(initial).or_default().push(word);
            }
        }
        Self(by_initial)
    }

    /// Those that begin with the first letter of `text`, the case of which is ignored.
    pub fn like(&self, text: &str) -> &[&'static str] {
        let initial = text.chars().next().and_then(|first| first.to_lowercase().next());
        initial.and_then(|initial| self.0.get(&initial)).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn phrases_are_found_at_whole_words() {
        let phrases = Phrases::of(["for customers", "for all", "users"]);
        for (words, expected) in [
            ("steps for customers", true),
            ("for customers", true),
            ("for all users", true),
            ("users first", true),
            ("for customer", false),
            ("for customersx", false),
            ("therefor all", false),
            ("superusers", false),
            ("", false),
        ] {
            assert_eq!(phrases.are_in(words), expected, "{words}");
        }
    }

    #[test]
    fn words_are_found_by_letters_of_any_case() {
        let words = ByInitial::of(["at", "à", "around"]);
        for (text, expected) in
            [("At 10:00", &["at", "around"][..]), ("À 10 h", &["à"]), ("by 10:00", &[]), ("", &[])]
        {
            assert_eq!(words.like(text), expected, "{text}");
        }
    }
}
