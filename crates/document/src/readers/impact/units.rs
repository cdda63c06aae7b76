//! Reads the unit behind a number, in several languages.

use std::sync::LazyLock;

use rustc_hash::FxHashSet;

use super::numbers::{self, Number};
use super::phrases::{Phrases, has_case, lowercase};
use super::words::{COUNTED, COUNTED_ONE, COUNTERS, CURRENCIES, CURRENCY_BEHIND, Counted, UNITS, VOLUMES};
use crate::model::MeasureKind;

static ABOUT_BEHIND: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(UNITS.words("about-behind")));
static AFTER_ONE: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(UNITS.words("after-one")));
static BETWEEN: LazyLock<FxHashSet<&str>> = LazyLock::new(|| UNITS.set("between"));
static DETERMINERS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(UNITS.words("determiner")));
static FAILURE_RATES: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(UNITS.words("failure-rate")));
static OF: LazyLock<FxHashSet<&str>> = LazyLock::new(|| UNITS.set("of"));
static OTHER_WORDS: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(UNITS.words("other-word")));
static OUT_OF: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(UNITS.words("out-of")));
static PERCENT: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(UNITS.words("percent")));
static SHARE_OF: LazyLock<Phrases> = LazyLock::new(|| Phrases::new(UNITS.words("share-of")));

/// Spaces between words of a paragraph.
const SPACES: [char; 4] = [' ', '\u{a0}', '\u{202f}', '\n'];

/// The unit of a number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Unit {
    pub kind: MeasureKind,
    /// `users`, `USD`, `GB`, `%`, …
    pub name: &'static str,
    /// How many of `name` one is.
    pub factor: f64,
    /// Whether it is counted, in whole numbers or hundredths: then a point separates thousands.
    pub is_count: bool,
    /// Whether the words of the unit make the number approximate.
    pub approximate: bool,
}

impl Unit {
    const fn counted(kind: MeasureKind, name: &'static str) -> Self {
        Self { kind, name, factor: 1.0, is_count: true, approximate: false }
    }

    const fn money(currency: &'static str) -> Self {
        Self::counted(MeasureKind::Money, currency)
    }

    const fn measured(kind: MeasureKind, name: &'static str, factor: f64) -> Self {
        Self { kind, name, factor, is_count: false, approximate: false }
    }
}

impl From<Counted> for Unit {
    fn from(counted: Counted) -> Self {
        Self::counted(counted.kind, counted.unit)
    }
}

/// The unit that `text`, which follows `number`, starts with, and its length in bytes. `currency` is the one before the
/// number. With `is_spaced`, only units of languages that separate thousands with spaces are found.
pub fn unit(
    text: &str,
    number: &Number,
    currency: Option<&'static str>,
    is_spaced: bool,
) -> Option<(Unit, usize)> {
    if let Some(currency) = currency {
        let (factor, length) = small_letter(text);
        return Some((Unit { factor, ..Unit::money(currency) }, length));
    }
    let trimmed = text.trim_start_matches(['*', '_']).trim_start_matches(SPACES);
    let trimmed = trimmed.trim_start_matches(['*', '_']);
    let skipped = text.len() - trimmed.len();
    if let Some(percent) = PERCENT.at_start(trimmed) {
        let length = skipped + percent.len();
        let length = length + share(&text[length..])?;
        return (number.value <= 100.0).then_some((Unit::measured(MeasureKind::Share, "%", 1.0), length));
    }
    let first = trimmed.chars().next()?;
    if !first.is_ascii() && !has_case(first) {
        let (unit, length) = unspaced(trimmed)?;
        return Some((unit, skipped + length));
    }
    if let Some((whole, end)) = whole(trimmed) {
        let (unit, length) = noun(&trimmed[end..], &whole, is_spaced)?;
        return Some((unit, skipped + end + length));
    }
    noun(text, number, is_spaced)
}

/// The factor of a small letter, which is a multiplier behind an amount of money: `$1.2m`; and its length.
fn small_letter(text: &str) -> (f64, usize) {
    let factor = match text.bytes().next() {
        Some(b'm') => 1e6,
        Some(b'b') => 1e9,
        _ => return (1.0, 0),
    };
    if text[1..].starts_with(char::is_alphanumeric) { (1.0, 0) } else { (factor, 1) }
}

/// The sign of a currency, or a counter of a language without spaces.
fn unspaced(text: &str) -> Option<(Unit, usize)> {
    if let Some(sign) = CURRENCY_BEHIND.at_start(text) {
        return Some((Unit::money(CURRENCIES.get(sign)?), sign.len()));
    }
    let counter = COUNTERS.at_start(text)?;
    let behind = &text[counter.len()..];
    if OTHER_WORDS.begin(behind) {
        return None;
    }
    let unit = Unit::from(*COUNTED.get(counter)?);
    Some((Unit { approximate: ABOUT_BEHIND.begin(behind), ..unit }, counter.len()))
}

/// The number of the whole, if `text` follows a part of it: `300 of our 5,000 users`; and where it ends.
fn whole(text: &str) -> Option<(Number, usize)> {
    let rest = text[OUT_OF.at_start(text)?.len()..].strip_prefix(' ')?;
    let inner =
        DETERMINERS.at_start(rest).and_then(|word| rest[word.len()..].strip_prefix(' ')).unwrap_or(rest);
    let whole = numbers::number_at(inner)?;
    let end = text.len() - inner.len() + whole.end;
    Some((whole, end))
}

/// The noun that `text` starts with, behind words such as `paying` or `failed`; or a volume or an amount of money.
fn noun(text: &str, number: &Number, is_spaced: bool) -> Option<(Unit, usize)> {
    /// Words looked at, the noun included.
    const WORDS: usize = 5;
    let mut at = 0;
    for position in 0..WORDS {
        let before = at;
        let word = text[at..].trim_start_matches([' ', '\u{a0}', '\n', '*', '_', '-']);
        at = text.len() - word.len();
        // Only a unit directly follows its number or sign.
        if at == before && position > 0 {
            return None;
        }
        let is_part = |c: char| c.is_alphabetic() || matches!(c, '-' | '$' | '€' | '£');
        let length = word.find(|c| !is_part(c)).unwrap_or(word.len());
        let written = word[..length].trim_end_matches('-');
        if written.is_empty() {
            return None;
        }
        let lower = lowercase(written);
        let lower = lower.as_ref();
        let end = at + written.len();
        if position == 0 {
            if let Some(&gigabytes) = VOLUMES.get(lower) {
                // `Gb` may be bits, but in postmortems it is bytes.
                return (!is_spaced).then_some((Unit::measured(MeasureKind::Data, "GB", gigabytes), end));
            }
            if let Some(currency) = CURRENCIES.get(lower) {
                return Some((Unit::money(currency), end));
            }
        }
        if at == 0 {
            return None;
        }
        if let Some(&counted) = COUNTED.get(lower).filter(|counted| counted.is_spaced || !is_spaced) {
            // Users come in whole numbers.
            let is_whole = number.value.fract() == 0.0 || number.is_large;
            return is_whole.then_some((counted.into(), end));
        }
        if number.value == 1.0
            && position == 0
            && !is_spaced
            && let Some(&counted) = COUNTED_ONE.get(lower)
        {
            // `1 customer database` counts no customers.
            let behind = word[length..].trim_start();
            let ends = !behind.starts_with(char::is_alphabetic) || AFTER_ONE.at_start(behind).is_some();
            return ends.then_some((counted.into(), end));
        }
        if !BETWEEN.contains(lower) {
            return None;
        }
        at = end;
    }
    None
}

/// The length in bytes of the whole to which a share refers: ` of all requests`.
fn share(text: &str) -> Option<usize> {
    /// Words looked at.
    const WORDS: usize = 6;
    /// Words among them that may be any: `of search requests`.
    const OTHERS: usize = 3;
    let rest = text.trim_start_matches(['*', '_']).trim_start_matches([' ', '\u{a0}', '\n']);
    let mut at = text.len() - rest.len();
    if !rest.starts_with(has_case)
        && let Some(whole) = SHARE_OF.at_start(rest)
    {
        return Some(at + whole.len());
    }
    if let Some(rate) = FAILURE_RATES.at_start(rest) {
        return Some(at + rate.len());
    }
    let mut others = 0;
    for position in 0..WORDS {
        let word = text[at..].trim_start_matches([' ', '\u{a0}', '\n', '*', '_']);
        at = text.len() - word.len();
        let length = word.find(|c: char| !c.is_alphabetic() && c != '-').unwrap_or(word.len());
        let lower = lowercase(&word[..length]);
        let lower = lower.as_ref();
        if lower.is_empty() {
            return None;
        }
        // In `10 % of search data`, the counted unit is unknown.
        let is_whole = SHARE_OF.at_start(lower) == Some(lower) && !(lower == "data" && others > 0);
        if is_whole || COUNTED.contains_key(lower) {
            return Some(at + length);
        }
        if !OF.contains(lower) {
            others += 1;
            // Without `of`, the noun follows at once.
            if position == 0 || others > OTHERS || matches!(lower, "and" | "or" | "to" | "in" | "for" | "at")
            {
                return None;
            }
        }
        at += length;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Kind, name, factor and whether approximate of the unit, and the text behind it.
    fn found<'a>(number: &str, text: &'a str) -> Option<(MeasureKind, &'static str, f64, bool, &'a str)> {
        let number = numbers::number_at(number).unwrap();
        let (unit, length) = unit(text, &number, None, false)?;
        Some((unit.kind, unit.name, unit.factor, unit.approximate, &text[length..]))
    }

    #[test]
    fn units_follow_their_number() {
        use MeasureKind::*;
        for (number, text, kind, name, factor, approximate, rest) in [
            ("300", " users.", Users, "users", 1.0, false, "."),
            ("300", " paying enterprise customers", Users, "users", 1.0, false, ""),
            ("300", "** Kunden", Users, "users", 1.0, false, ""),
            ("300", " of our 5,000 users", Users, "users", 1.0, false, ""),
            ("1", " customer reported", Users, "users", 1.0, false, " reported"),
            ("300", " bookings", Requests, "orders", 1.0, false, ""),
            ("2.5", "MB lost", Data, "GB", 1e-3, false, " lost"),
            ("45", " € a", Money, "EUR", 1.0, false, " a"),
            ("45", "円", Money, "JPY", 1.0, false, ""),
            ("45", " US$", Money, "USD", 1.0, false, ""),
            ("300", "名以上", Users, "users", 1.0, true, "以上"),
            ("300", "件の注文が", Requests, "orders", 1.0, false, "が"),
            ("9", " % of search requests x", Share, "%", 1.0, false, " x"),
            ("9", " percent packet loss", Share, "%", 1.0, false, ""),
            ("9", "%のユーザー", Share, "%", 1.0, false, ""),
        ] {
            assert_eq!(found(number, text), Some((kind, name, factor, approximate, rest)), "{number}{text}");
        }
    }

    #[test]
    fn other_words_are_no_units() {
        for (number, text) in [
            ("300", "users"),
            ("300", " x users"),
            ("0.5", " users"),
            ("1", " customer database"),
            ("3", "名前"),
            ("300", ""),
            ("120", "% of users"),
            ("9", "% CPU"),
            ("9", "% of the time"),
            ("300", " of 5 disks"),
        ] {
            assert_eq!(found(number, text), None, "{number}{text}");
        }
    }

    #[test]
    fn a_currency_before_the_number_is_its_unit() {
        let number = numbers::number_at("1.2").unwrap();
        for (text, factor, length) in [("m lost", 1e6, 1), ("mb", 1.0, 0), ("", 1.0, 0)] {
            let expected = Unit { factor, ..Unit::money("USD") };
            assert_eq!(unit(text, &number, Some("USD"), false), Some((expected, length)), "{text}");
        }
    }

    #[test]
    fn behind_spaced_thousands_only_other_languages_count() {
        let number = numbers::spaced_number_at("12 300").unwrap();
        assert!(unit(" clients", &number, None, true).is_some());
        assert_eq!(unit(" users", &number, None, true), None);
        assert_eq!(unit(" GB", &number, None, true), None);
    }
}
