//! Sets of phrases that are looked for at the start of a text, at its end or inside of it.

use std::borrow::Cow;
use std::cmp::Reverse;

/// Phrases in lower case. A search looks only at those whose first (or last) byte fits.
///
/// Whether ASCII letters are capitals does not matter, except for [`Phrases::is_in`].
#[derive(Debug)]
pub struct Phrases {
    by_first: Index,
    by_last: Index,
}

/// Phrases in the order of one of their bytes, the longer first.
#[derive(Debug)]
struct Index {
    phrases: Vec<&'static str>,
    /// For each byte, where its phrases begin; one more, where all end.
    starts: Vec<usize>,
}

impl Index {
    fn new(phrases: &[&'static str], byte: impl Fn(&str) -> Option<u8>) -> Self {
        let mut phrases: Vec<_> =
            phrases.iter().filter_map(|&phrase| Some((byte(phrase)?, phrase))).collect();
        phrases.sort_by_key(|&(byte, phrase)| (byte, Reverse(phrase.len())));
        let mut starts = vec![0; 257];
        for &(byte, _) in &phrases {
            starts[usize::from(byte) + 1] += 1;
        }
        for byte in 1..starts.len() {
            starts[byte] += starts[byte - 1];
        }
        Self { starts, phrases: phrases.iter().map(|&(_, phrase)| phrase).collect() }
    }

    /// The phrases whose byte is `byte` in lower case.
    fn of(&self, byte: u8) -> &[&'static str] {
        let byte = usize::from(byte.to_ascii_lowercase());
        &self.phrases[self.starts[byte]..self.starts[byte + 1]]
    }
}

impl Phrases {
    /// The set of `phrases`.
    pub fn new(phrases: impl IntoIterator<Item = &'static str>) -> Self {
        let phrases: Vec<_> = phrases.into_iter().collect();
        Self {
            by_first: Index::new(&phrases, |phrase| phrase.bytes().next()),
            by_last: Index::new(&phrases, |phrase| phrase.bytes().next_back()),
        }
    }

    /// The longest phrase that `text` starts with, up to the end of a word.
    pub fn at_start(&self, text: &str) -> Option<&'static str> {
        let starts = |phrase: &&&str| {
            let Some((head, rest)) = text.split_at_checked(phrase.len()) else { return false };
            head.eq_ignore_ascii_case(phrase)
                && !(phrase.ends_with(has_case) && rest.starts_with(char::is_alphanumeric))
        };
        self.by_first.of(*text.as_bytes().first()?).iter().find(starts).copied()
    }

    /// Whether `text` starts with a phrase, which may go on: `outage` is found in `outages`.
    pub fn begin(&self, text: &str) -> bool {
        let Some(&first) = text.as_bytes().first() else { return false };
        self.by_first
            .of(first)
            .iter()
            .any(|phrase| text.get(..phrase.len()).is_some_and(|head| head.eq_ignore_ascii_case(phrase)))
    }

    /// The longest phrase that `text` ends with, from the beginning of a word.
    pub fn at_end(&self, text: &str) -> Option<&'static str> {
        let ends = |phrase: &&&str| {
            let Some(at) = text.len().checked_sub(phrase.len()) else { return false };
            let Some((head, tail)) = text.split_at_checked(at) else { return false };
            tail.eq_ignore_ascii_case(phrase)
                && !(phrase.starts_with(has_case) && head.ends_with(char::is_alphanumeric))
        };
        self.by_last.of(*text.as_bytes().last()?).iter().find(ends).copied()
    }

    /// Whether `lower`, which is in lower case, contains a phrase, inside of words, too.
    pub fn is_in(&self, lower: &str) -> bool {
        let bytes = lower.as_bytes();
        let is_at = |at: usize| {
            self.by_first.of(bytes[at]).iter().any(|phrase| bytes[at..].starts_with(phrase.as_bytes()))
        };
        (0..bytes.len()).any(is_at)
    }
}

/// Whether a letter is of a script with capitals. The others write no spaces between words.
pub fn has_case(c: char) -> bool {
    c.is_lowercase() || c.is_uppercase()
}

/// `text` in lower case, copied only if it has capitals.
pub fn lowercase(text: &str) -> Cow<'_, str> {
    if text.chars().any(char::is_uppercase) { text.to_lowercase().into() } else { text.into() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_longest_phrase_of_whole_words_is_found() {
        let phrases = Phrases::new(["at", "at least", "über", "約", "最大", "~"]);
        for (text, start) in [
            ("At least 3", Some("at least")),
            ("at leasts", Some("at")),
            ("atlas", None),
            ("約3", Some("約")),
            ("~a", Some("~")),
            ("", None),
            ("é", None),
        ] {
            assert_eq!(phrases.at_start(text), start, "{text}");
        }
        for (text, end) in [
            ("for AT LEAST", Some("at least")),
            ("that", None),
            ("gegenüber", None),
            ("für über", Some("über")),
            ("に最大", Some("最大")),
            ("", None),
        ] {
            assert_eq!(phrases.at_end(text), end, "{text}");
        }
    }

    #[test]
    fn parts_of_words_are_found() {
        let phrases = Phrases::new(["outage", "unavailab", "影響"]);
        for (text, begins, is_in) in [
            ("outages", true, true),
            ("Outage", true, false),
            ("an outage", false, true),
            ("it was unavailable", false, true),
            ("ユーザーに影響", false, true),
            ("fine", false, false),
            ("", false, false),
        ] {
            assert_eq!((phrases.begin(text), phrases.is_in(text)), (begins, is_in), "{text}");
        }
    }

    #[test]
    fn text_without_capitals_is_not_copied() {
        assert!(matches!(lowercase("users"), Cow::Borrowed("users")));
        assert_eq!(lowercase("Échoué"), "échoué");
    }
}
