//! Finding words in text without regard to case.

pub use retold_times::text::{is_ideographic, strip_word};
use rustc_hash::FxHashSet;

/// Whether all letters of a text are capitals, and there are at least two.
pub fn is_capitals(text: &str) -> bool {
    text.chars().filter(|c| c.is_uppercase()).count() >= 2 && !text.chars().any(char::is_lowercase)
}

/// Blanks, and the marks that set the parts of an item apart.
pub fn is_separator(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '-' | '–' | '—' | ',' | ';' | ':' | '|' | '、' | '，' | '；' | '：' | '·' | '→')
}

/// The words of a text in lower case: its runs of letters and digits.
pub fn lower_words(text: &str) -> impl Iterator<Item = String> {
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether one of the words of a text is among `words`, which are in lower case.
pub fn has_word(text: &str, words: &FxHashSet<&str>) -> bool {
    let mut lower = String::new();
    text.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).any(|word| {
        if !word.is_ascii() {
            return words.contains(word.to_lowercase().as_str());
        }
        lower.clear();
        lower.push_str(word);
        lower.make_ascii_lowercase();
        words.contains(lower.as_str())
    })
}

/// The words of a text in lower case, with a space between them.
pub fn spaced_words(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_alphanumeric() {
            words.push(c.to_ascii_lowercase());
        } else if c.is_alphanumeric() {
            words.extend(c.to_lowercase());
        } else if !words.is_empty() && !words.ends_with(' ') {
            words.push(' ');
        }
    }
    words.truncate(words.trim_end().len());
    words
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_runs_of_letters_and_digits() {
        for (text, expected) in
            [("Near-miss: the Pump 2!", "near miss the pump 2"), ("  (Übung)  ", "übung"), ("…", "")]
        {
            assert_eq!(spaced_words(text), expected, "{text}");
            assert_eq!(lower_words(text).collect::<Vec<_>>().join(" "), expected, "{text}");
        }
    }
}
