//! Prefixes of numbers (`about`, `~`, `US$`), and checks whether a number may begin at a place.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::numbers::Number;
use super::phrases::{Phrases, lowercase};
use super::words::{CURRENCIES, CURRENCY_BEFORE, WORDS};

static ABOUT: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(WORDS.words("about")));
static BEFORE_YEAR: LazyLock<FxHashSet<&str>> = LazyLock::new(|| WORDS.set("before-year"));

/// The words and signs before a number that belong to it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Prefix {
    /// Where it begins, in bytes of the text before the number.
    pub start: usize,
    /// Whether it makes the number approximate.
    pub approximate: bool,
    /// The code of a currency.
    pub currency: Option<&'static str>,
}

impl Prefix {
    /// The prefix that `text` ends with, which is the text before a number.
    pub fn of(text: &str) -> Self {
        let mut rest = text;
        let mut currency = None;
        let trimmed = rest.trim_end_matches([' ', '\u{a0}']);
        if let Some(sign) = CURRENCY_BEFORE.at_end(trimmed) {
            // A sign directly precedes its number; a code may be set apart.
            if rest.len() == trimmed.len() || sign.ends_with(char::is_alphabetic) {
                currency = CURRENCIES.get(sign).copied();
                rest = &trimmed[..trimmed.len() - sign.len()];
            }
        }
        let mut approximate = false;
        // `about ~300`
        for _ in 0..2 {
            let trimmed = rest.trim_end_matches([' ', '\u{a0}', '*', '_']);
            let Some(word) = ABOUT.at_end(trimmed) else { break };
            approximate = true;
            rest = &trimmed[..trimmed.len() - word.len()];
        }
        Self { start: rest.len(), approximate, currency }
    }
}

/// The length of the words at the start of `text` that make the number behind them approximate, spaces included; 0 if
/// there are none.
pub fn about_length(text: &str) -> usize {
    let Some(word) = ABOUT.at_start(text) else { return 0 };
    let number = text[word.len()..].trim_start_matches([' ', '\u{a0}']);
    text.len() - number.len()
}

/// Whether a number may begin behind `text`: not inside a name, a version, a date or a reference.
pub fn may_precede_number(text: &str) -> bool {
    let mut last = text.chars().rev();
    let Some(c) = last.next() else { return true };
    match c {
        '_' => !last.next().is_some_and(char::is_alphanumeric),
        // `14:05` is a time of day, `Users:300` a label.
        ':' => !last.next().is_some_and(|c| c.is_ascii_digit()),
        '.' | '#' | '-' | '/' | '@' | ',' | '\\' | '%' | '&' | '^' => false,
        c if c.is_ascii_alphanumeric() => CURRENCY_BEFORE.at_end(text).is_some(),
        // Scripts without spaces have a number directly behind a word.
        c => !c.is_alphabetic() || c >= '\u{2E80}',
    }
}

/// Whether `number` behind the text `before` is a year or a day: `in 2021 users`, `on May 12 users`.
pub fn is_date(before: &str, number: &Number) -> bool {
    if number.is_large || number.value > 2100.0 || number.high.is_some() {
        return false;
    }
    let word = before.trim_end().rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let lower = lowercase(word);
    let follows_month = retold_times::month(&lower).is_some();
    if number.value >= 1970.0 {
        return follows_month || BEFORE_YEAR.contains(lower.as_ref());
    }
    follows_month && number.value <= 31.0 && word.starts_with(char::is_uppercase)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::readers::impact::numbers::number_at;

    #[test]
    fn currencies_and_words_before_a_number_belong_to_it() {
        for (text, start, approximate, currency) in [
            ("about ", 0, true, None),
            ("About ~", 0, true, None),
            ("for ~", 4, true, None),
            ("lost US$", 5, false, Some("USD")),
            ("some EUR ", 0, true, Some("EUR")),
            ("for $ ", 6, false, None),
            ("約", 0, true, None),
            ("awesome ", 8, false, None),
            ("", 0, false, None),
        ] {
            assert_eq!(Prefix::of(text), Prefix { start, approximate, currency }, "{text}");
        }
        for (text, length) in [("about 300", 6), ("~300", 1), ("über 300", 6), ("overall 3", 0), ("300", 0)]
        {
            assert_eq!(about_length(text), length, "{text}");
        }
    }

    #[test]
    fn numbers_begin_behind_words_and_labels() {
        for text in ["", "for ", "(", "Users:", "USD", "影響", "*"] {
            assert!(may_precede_number(text), "{text}");
        }
        for text in ["v", "1.", "14:", "#", "a_", "2021-", "é", "XUSD"] {
            assert!(!may_precede_number(text), "{text}");
        }
    }

    #[test]
    fn years_and_days_are_dates() {
        for (before, number, expected) in [
            ("in ", "2021", true),
            ("on May ", "12", true),
            ("March ", "2021", true),
            ("we may ", "12", false),
            ("Märkte ", "12", false),
            ("Marketing ", "12", false),
            ("lost ", "2021", false),
            ("in ", "2,021", false),
            ("in ", "300", false),
        ] {
            assert_eq!(is_date(before, &number_at(number).unwrap()), expected, "{before}{number}");
        }
    }
}
